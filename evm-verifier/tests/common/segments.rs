//! Runs in segments of the smallest profile.

use super::{Bench, compile};
use circuits::{
    Cut, Profile, Proof, ProvingKey, SEGMENT_PROFILES, Srs, Statement, VerifyingKey, prove_segments,
};
use evm_verifier::evm::Fork;
use evm_verifier::generator::{VerifierSource, generate};
use std::sync::{Arc, LazyLock};
use tinyram::asm;

/// Counts the private word down, and answers what is left of it less the public word.
const COUNTDOWN: &str = "
        read    r1, 1
        read    r2, 0
_next:  sub     r1, r1, 1
        store.w 0x8000, r1
        cmpa    r1, r2
        cjmp    _next
        sub     r1, r1, r2
        answer  r1
";

/// The smallest profile of segments and a program of it.
pub struct Case {
    pub key: ProvingKey,
    srs: Srs,
    pub source: VerifierSource,
}

pub static CASE: LazyLock<Case> = LazyLock::new(|| {
    let profile: &Profile = &SEGMENT_PROFILES[0];
    let header = format!("; TinyRAM V=2.000 M=vn W=32 K={}\n", profile.num_registers);
    let program = asm::assemble(&format!("{header}{COUNTDOWN}"))
        .unwrap()
        .program;
    let srs = Srs::dev(profile.srs_size()).unwrap();
    let verifying = VerifyingKey::generate_dev(profile).unwrap();
    let source = generate(&verifying).unwrap();
    let key = ProvingKey::new(&verifying, &srs, Arc::new(program)).unwrap();
    Case { key, srs, source }
});

impl Case {
    /// A proof of a countdown from `from` to 9.
    pub fn prove(&self, from: u64) -> Proof {
        self.prove_on(from, vec![9])
    }

    /// A proof of a countdown from `from` to the first of these words; of the others nothing is read.
    pub fn prove_on(&self, from: u64, primary: Vec<u32>) -> Proof {
        let statement = Statement { answer: 0, primary };
        let (key, profile) = (&self.key, self.key.verifying().profile());
        let program = key.program();
        let cut = Cut::new(profile, program, &statement, vec![from], 1 << 20, |_| ()).unwrap();
        prove_segments(key, &self.srs, &cut, |_| ()).unwrap()
    }

    /// Its contract, compiled in every way.
    pub fn bench(&self) -> Bench {
        Bench::deploy(&compile(&self.source), self.key.verifying(), Fork::Osaka)
    }

    /// Bytes of a segment.
    pub fn segment(&self) -> usize {
        self.source.proof_length - 68
    }
}
