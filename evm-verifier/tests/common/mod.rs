//! Programs of the smallest profile with their keys, their proofs, and the contract, compiled in every way that is supported.
#![allow(dead_code)]

pub mod segments;

use circuits::{Profile, Proof, ProvingKey, Srs, Statement, VerifyingKey, prove, verify_unbound};
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::evm::{Evm, Fork};
use evm_verifier::generator::{VerifierSource, constructor_arguments, generate};
use evm_verifier::solc::Optimizer;
use std::sync::{Arc, LazyLock};
use tinyram::{Machine, Tapes, asm};

pub const PROFILE: &str = "1k-r16";

/// The most public words.
pub fn max_words() -> usize {
    Profile::by_name(PROFILE).unwrap().primary_words()
}

/// A program that answers what the auxiliary tape says, whatever the primary tape: every statement has a proof.
pub struct Setup {
    key: ProvingKey,
    srs: Arc<Srs>,
    pub verifier_hash: [u8; 32],
}

static DEV: LazyLock<Arc<Srs>> = LazyLock::new(|| {
    let size = Profile::by_name(PROFILE).unwrap().srs_size();
    Arc::new(Srs::generate_dev(size).unwrap())
});

impl Setup {
    /// Programs of other constants are other programs. Under the development SRS.
    pub fn new(constants: [u64; 2]) -> Self {
        Self::with_srs(constants, DEV.clone())
    }

    /// The same under an SRS that is called something else.
    pub fn with_another_srs(constants: [u64; 2]) -> Self {
        let size = Profile::by_name(PROFILE).unwrap().srs_size();
        let srs = Srs::generate_insecure(size, b"another SRS of the contract's tests").unwrap();
        Self::with_srs(constants, Arc::new(srs))
    }

    fn with_srs([one, two]: [u64; 2], srs: Arc<Srs>) -> Self {
        let profile = Profile::by_name(PROFILE).unwrap();
        let source = format!(
            "; TinyRAM V=2.000 M=vn W=32 K=16\nmov r2, {one}\nmov r3, {two}\nread r1, 1\nanswer r1\n"
        );
        let program = Arc::new(asm::assemble(&source).unwrap().program);
        let verifying = VerifyingKey::generate(profile, &srs).unwrap();
        Setup {
            verifier_hash: verifying.hash(),
            key: ProvingKey::new(&verifying, &srs, program).unwrap(),
            srs,
        }
    }

    pub fn key(&self) -> &VerifyingKey {
        self.key.verifying()
    }

    pub fn source(&self) -> VerifierSource {
        generate(self.key()).expect("a contract")
    }

    pub fn program_id(&self) -> [u8; 32] {
        self.key().program_id(self.key.point())
    }

    fn statement(answer: u32, public_values: &[u8]) -> Statement {
        let words = public_values.chunks(4);
        let words = words.map(|word| u32::from_be_bytes(word.try_into().unwrap()));
        Statement {
            answer,
            primary: words.collect(),
        }
    }

    /// Proof bytes as the contract takes them.
    pub fn prove(&self, answer: u32, public_values: &[u8]) -> Vec<u8> {
        let statement = Self::statement(answer, public_values);
        let tapes = Tapes {
            primary: statement.primary.iter().map(|&word| word.into()).collect(),
            auxiliary: vec![answer.into()],
        };
        let trace = Machine::trace(self.key.program(), tapes, 10);
        let proof = prove(&self.key, &self.srs, &statement, &trace, |_| ());
        proof.unwrap().bytes
    }

    /// The Rust verifier's verdict.
    pub fn verify(&self, answer: u32, public_values: &[u8], proof: &[u8]) -> bool {
        let proof = Proof {
            profile: PROFILE.to_owned(),
            program_id: self.program_id(),
            verifier_hash: self.verifier_hash,
            statement: Self::statement(answer, public_values),
            bytes: proof.to_vec(),
        };
        verify_unbound(self.key(), &proof).is_ok()
    }
}

/// The contract in an EVM, compiled in every way that is supported. All of them must give the same verdict.
pub struct Bench {
    pub contracts: Vec<(Optimizer, Evm, [u8; 20])>,
}

/// False, with a message, where npm's solc is not installed; a failure in CI, where it must be.
pub fn has_solc() -> bool {
    let error = match evm_verifier::solc::version() {
        Ok(_) => return true,
        Err(error) => error,
    };
    assert!(std::env::var_os("CI").is_none(), "{error}");
    eprintln!("SKIPPED: {error}");
    false
}

impl Bench {
    /// The contract, compiled once for all tests of a file.
    pub fn small(fork: Fork) -> Self {
        Self::small_for(&Setup::new([5, 17]), fork)
    }

    /// The same code, deployed with another setup.
    pub fn small_for(setup: &Setup, fork: Fork) -> Self {
        static CODES: LazyLock<Codes> = LazyLock::new(|| compile(&Setup::new([5, 17]).source()));
        Self::deploy(&CODES, setup.key(), fork)
    }

    pub fn deploy(codes: &Codes, key: &VerifyingKey, fork: Fork) -> Self {
        let arguments = constructor_arguments(key);
        let contracts = codes.iter().map(|(optimizer, code)| {
            let mut evm = Evm::new(fork);
            let code = [&code[..], &arguments].concat();
            let address = evm.deploy(&code).expect("within EIP-170").address;
            (*optimizer, evm, address)
        });
        Self {
            contracts: contracts.collect(),
        }
    }

    /// The verdict on raw calldata.
    pub fn call(&mut self, calldata: &[u8]) -> Result<u64, Refusal> {
        let verdicts: Vec<_> = self
            .contracts
            .iter_mut()
            .map(|(optimizer, evm, address)| {
                let outcome = evm.call(*address, calldata).expect("a valid transaction");
                assert_eq!(outcome.halt, None, "{optimizer:?}");
                if outcome.success {
                    assert!(outcome.output.is_empty(), "{optimizer:?}");
                    Ok(outcome.gas_used)
                } else {
                    Err(Refusal::decode(&outcome.output))
                }
            })
            .collect();
        for verdict in &verdicts {
            assert_eq!(verdict.as_ref().err(), verdicts[0].as_ref().err());
        }
        // The gas of the settings that artifacts use.
        verdicts.into_iter().nth(1).expect("three verdicts")
    }

    pub fn verify(
        &mut self,
        program: [u8; 32],
        answer: u32,
        public_values: &[u8],
        proof: &[u8],
    ) -> Result<u64, Refusal> {
        let long = self.call(&calldata::verify_answer(
            program,
            answer,
            public_values,
            proof,
        ));
        if answer == 0 {
            let short = self.call(&calldata::verify(program, public_values, proof));
            assert_eq!(short.as_ref().err(), long.as_ref().err());
            return short;
        }
        long
    }
}

/// The gas of a call, had no byte of its proof been zero: a zero in calldata costs 4 gas, any other byte 16, and proofs of one
/// statement differ in their zeros. Whoever compares the gas of two proofs compares this.
pub fn with_no_zeros(gas: u64, proof: &[u8]) -> u64 {
    gas + 12 * proof.iter().filter(|byte| **byte == 0).count() as u64
}

pub type Codes = Vec<(Optimizer, Vec<u8>)>;

pub fn compile(source: &VerifierSource) -> Codes {
    let compile = |optimizer| {
        let compiled = evm_verifier::solc::compile(&source.source, &source.contract, optimizer)
            .expect("compiles");
        assert!(
            compiled.runtime.len() <= evm_verifier::artifact::MAX_RUNTIME_BYTES,
            "{optimizer:?}"
        );
        println!("{optimizer:?}: {} bytes", compiled.runtime.len());
        (optimizer, compiled.bytecode)
    };
    [Optimizer::Off, Optimizer::WithoutYul, Optimizer::Full]
        .map(compile)
        .into()
}
