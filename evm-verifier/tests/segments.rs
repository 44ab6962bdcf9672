//! The contract of runs in segments, and the Rust verifier: one verdict.

mod common;

use circuits::{
    Cut, Profile, Proof, ProvingKey, SEGMENT_PROFILES, Srs, Statement, VerifyingKey,
    prove_segments, verify_unbound,
};
use common::{Bench, compile, has_solc};
use evm_verifier::calldata::Refusal;
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

struct Case {
    key: ProvingKey,
    srs: Srs,
    source: VerifierSource,
}

static CASE: LazyLock<Case> = LazyLock::new(|| {
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
    fn prove(&self, from: u64) -> Proof {
        let statement = Statement {
            answer: 0,
            primary: vec![9],
        };
        let (key, profile) = (&self.key, self.key.verifying().profile());
        let program = key.program();
        let cut = Cut::new(profile, program, &statement, vec![from], 1 << 20, |_| ()).unwrap();
        prove_segments(key, &self.srs, &cut, |_| ()).unwrap()
    }

    fn bench(&self) -> Bench {
        Bench::deploy(&compile(&self.source), self.key.verifying(), Fork::Osaka)
    }

    /// Bytes of a segment.
    fn segment(&self) -> usize {
        self.source.proof_length - 68
    }
}

fn verdict(bench: &mut Bench, proof: &Proof) -> Result<u64, Refusal> {
    let contract = bench.verify(
        proof.program_id,
        proof.statement.answer,
        &proof.public_values(),
        &proof.bytes,
    );
    let rust = verify_unbound(CASE.key.verifying(), proof);
    assert_eq!(contract.is_ok(), rust.is_ok(), "{contract:?}, {rust:?}");
    contract
}

#[test]
fn one_contract_takes_any_number_of_segments() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    for (from, segments) in [(20, 1), (300, 2), (900, 4), (2000, 8)] {
        let proof = CASE.prove(from);
        assert_eq!(proof.bytes.len(), 68 + segments * CASE.segment());
        let gas = verdict(&mut bench, &proof).unwrap();
        println!(
            "{segments} segments: {gas} gas, {} bytes",
            proof.bytes.len()
        );
        for answer in [1, 2] {
            let mut wrong = proof.clone();
            wrong.statement.answer = answer;
            verdict(&mut bench, &wrong).unwrap_err();
        }
        let mut wrong = proof.clone();
        wrong.statement.primary = vec![9, 0];
        verdict(&mut bench, &wrong).unwrap_err();
    }
}

/// Segments that hold each by itself, between which a cell of the memory argument was changed (`circuits/src/tests/segments.rs`).
#[test]
fn segments_that_do_not_fit_are_refused() {
    if !has_solc() {
        return;
    }
    let text = include_str!("../../tests/vectors/forged-segments.json");
    let forged = Proof::from_json(text).unwrap();
    assert_eq!(
        verdict(&mut CASE.bench(), &forged),
        Err(Refusal::InvalidProof)
    );
}

#[test]
fn other_bytes_are_refused() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let (proof, other) = (CASE.prove(600), CASE.prove(601));
    let one = CASE.segment();
    let count = (proof.bytes.len() - 68) / one;
    assert_eq!(count, 3);
    verdict(&mut bench, &proof).unwrap();
    let mut refused = |what: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut wrong = proof.clone();
        change(&mut wrong.bytes);
        assert!(verdict(&mut bench, &wrong).is_err(), "{what}");
    };
    let place = |segment: usize| 68 + segment * one..68 + (segment + 1) * one;
    for segment in 0..count {
        refused("left out", &|bytes| drop(bytes.drain(place(segment))));
        refused("repeated", &|bytes| {
            let again = bytes[place(segment)].to_vec();
            bytes.extend(again);
        });
        refused("of another run", &|bytes| {
            bytes[place(segment)].copy_from_slice(&other.bytes[place(segment)]);
        });
        let next = (segment + 1) % count;
        refused("exchanged", &|bytes| {
            let here = bytes[place(segment)].to_vec();
            bytes.copy_within(place(next), place(segment).start);
            bytes[place(next)].copy_from_slice(&here);
        });
    }
    for bytes in [1, 31, 32, one - 1] {
        refused("longer", &|proof| proof.extend(vec![1; bytes]));
        refused("shorter", &|proof| proof.truncate(proof.len() - bytes));
    }
    // Each word of the program point and of a segment that has one before and one behind it.
    let words = |bytes: std::ops::Range<usize>| (bytes.start - 4) / 32..(bytes.end - 4) / 32;
    for word in words(4..68).chain(words(place(1))) {
        refused("changed", &|bytes| bytes[4 + 32 * word + 31] ^= 1);
        if word % 7 == 0 {
            refused("not canonical", &|bytes| bytes[4 + 32 * word] |= 0xc0);
        }
    }
}
