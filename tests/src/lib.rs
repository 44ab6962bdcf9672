//! The libraries together: what these tests share. Programs are proved for real, and the contracts are the committed ones, run
//! in an EVM of this process.

pub mod binding;
pub mod csmith;
pub mod deviating;
pub mod independent;
pub mod ptau;
pub mod reference;
pub mod translator;
pub mod word;

use circuits::{Cut, Profile, Proof, ProvingKey, Srs, Statement, VerifyingKey};
use evm_verifier::artifact::{self, Artifact};
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::chain::Anvil;
use evm_verifier::evm::{Event, Evm, Fork};
use std::sync::Arc;
use tinyram::{ArchParams, Machine, Outcome, Program, Tapes, Trace, Word, asm};

/// The upgrade whose rules gas is counted by.
pub const FORK: Fork = Fork::Osaka;

/// Counts its public word down: four steps each.
pub const COUNTDOWN: &str = "\
; TinyRAM V=2.000 M=vn W=32 K=16
        read    r1, 0
_next:  sub     r1, r1, 1
        store.w 0x8000, r1
        cmpe    r1, 0
        cnjmp   _next
        answer  0
";

/// Combines the words of the primary tape until it ends, and answers by how much the result exceeds the first auxiliary word. For
/// the two operations here a zero word at the tape's end does not change the answer: only the proof can tell the tapes apart.
pub fn fold(operation: &str, registers: u32) -> Program {
    assemble(&format!(
        "\
; TinyRAM V=2.000 M=vn W=32 K={registers}
_next:  read    r1, 0
        cjmp    _end
        {operation:<8}r2, r2, r1
        jmp     _next
_end:   read    r1, 1
        sub     r2, r2, r1
        answer  r2
"
    ))
}

/// Eight primary words, so that the second public scalar is in use, and the auxiliary word for which [`fold`] answers 0.
pub fn fold_tapes(operation: &str) -> Tapes {
    let primary: Vec<Word> = (1..=8).map(|i| 0x0101_0101 * i).collect();
    let result = primary.iter().fold(0, |a, b| match operation {
        "add" => a + b,
        "xor" => a ^ b,
        _ => unimplemented!("fold over {operation}"),
    });
    Tapes {
        primary,
        auxiliary: vec![result],
    }
}

/// Assembles source that is in order.
///
/// # Panics
/// With the diagnostics if it is not.
pub fn assemble(source: &str) -> Program {
    asm::assemble(source)
        .unwrap_or_else(|errors| panic!("{}", asm::render_all(&errors, source, "source")))
        .program
}

/// A tape's words.
pub fn tape(text: &str, arch: ArchParams) -> Vec<Word> {
    tinyram::parse_tape(text, arch).expect("the tape is in order")
}

/// A profile with what proves and verifies: the development SRS, the pinned key, the committed contract.
pub struct Bench {
    /// The profile.
    pub profile: &'static Profile,
    /// Its pinned key.
    pub key: VerifyingKey,
    /// Its committed contract.
    pub contract: Artifact,
    /// The contract with this key's setup.
    pub deployment: artifact::Deployment,
    srs: Arc<Srs>,
}

impl Bench {
    /// Everything for the profile of this name.
    pub fn new(profile: &str) -> Self {
        let profile = Profile::by_name(profile).expect("a profile");
        Self::with_srs(
            profile,
            Arc::new(Srs::dev(profile.srs_size()).expect("an SRS")),
        )
    }

    /// The same with an SRS that is already there: profiles of one size share it.
    pub fn with_srs(profile: &'static Profile, srs: Arc<Srs>) -> Self {
        let key = VerifyingKey::pinned(profile).expect("the pinned key is this circuit's");
        let (contract, _) = Artifact::embedded(profile.name).expect("a committed contract");
        let deployment = contract
            .deployment(&key)
            .expect("the committed contract is this key's");
        Bench {
            profile,
            key,
            contract,
            deployment,
            srs,
        }
    }

    /// Proves what the program answers on these tapes.
    pub fn prove(&self, program: &Program, tapes: Tapes) -> Proof {
        let primary = tapes.primary.clone();
        let trace = Machine::trace(program, tapes, self.profile.steps as u64);
        self.prove_trace(program, &primary, &trace)
    }

    /// Proves what a run of the program, on this primary tape, answers.
    pub fn prove_trace(&self, program: &Program, primary: &[Word], trace: &Trace) -> Proof {
        prove_trace(&self.key, &self.srs, program, primary, trace)
    }

    /// Proves in segments that a program which reads one public word, this one, answers 0.
    pub fn prove_segments(&self, program: &Program, word: u32) -> Proof {
        let statement = Statement {
            answer: 0,
            primary: vec![word],
        };
        let program = Arc::new(program.clone());
        let cut = Cut::new(self.profile, &program, &statement, vec![], 1 << 20, |_| ());
        let key = ProvingKey::new(&self.key, &self.srs, program);
        let (cut, key) = (cut.expect("it fits"), key.expect("the program fits"));
        circuits::prove_segments(&key, &self.srs, &cut, |_| ()).expect("a proof")
    }

    /// The committed contract on a chain of its own.
    pub fn deploy(&self) -> Deployment {
        Deployment::new(FORK, &self.deployment.creation_code)
    }
}

/// Proves what a run of the program, on this primary tape, answers.
///
/// # Panics
/// If it does not answer, or does not fit the key's profile.
pub fn prove_trace(
    key: &VerifyingKey,
    srs: &Srs,
    program: &Program,
    primary: &[Word],
    trace: &Trace,
) -> Proof {
    let word = |word: Word| u32::try_from(word).expect("words of 32 bits");
    let Outcome::Answered(answer) = trace.outcome else {
        panic!("the run does not answer: {:?}", trace.outcome)
    };
    let statement = Statement {
        answer: word(answer),
        primary: primary.iter().copied().map(word).collect(),
    };
    let key = ProvingKey::new(key, srs, Arc::new(program.clone())).expect("the program fits");
    circuits::prove(&key, srs, &statement, trace, |_| ()).expect("a proof")
}

/// A contract in an EVM of this process.
pub struct Deployment {
    evm: Evm,
    address: [u8; 20],
    /// Gas of the creation.
    pub gas: u64,
}

impl Deployment {
    /// The contract with this creation code on a chain of its own.
    ///
    /// # Panics
    /// If it cannot be created.
    pub fn new(fork: Fork, creation_code: &[u8]) -> Self {
        let mut evm = Evm::new(fork);
        let created = evm.deploy(creation_code).expect("deployed");
        Deployment {
            evm,
            address: created.address,
            gas: created.gas_used,
        }
    }

    /// The contract's verdict: the gas of accepting, or why it refuses.
    ///
    /// # Panics
    /// If the contract neither accepts nor refuses: an answer that it does not have, or no gas left.
    pub fn verify(&mut self, proof: &Proof) -> Result<u64, Refusal> {
        self.call(&calldata_of(proof)).inspect_err(|refusal| {
            assert!(!matches!(refusal, Refusal::Unknown(_)), "{refusal}");
        })
    }

    /// The same of a call that need not be one which Solidity's types allow: that is refused without a name.
    ///
    /// # Panics
    /// If the contract neither accepts nor refuses.
    pub fn call(&mut self, calldata: &[u8]) -> Result<u64, Refusal> {
        let outcome = self
            .evm
            .call(self.address, calldata)
            .expect("a valid transaction");
        assert_eq!(outcome.halt, None, "the contract stopped");
        if outcome.success {
            assert!(outcome.output.is_empty(), "verify returns nothing");
            return Ok(outcome.gas_used);
        }
        let refusal = Refusal::decode(&outcome.output);
        assert_ne!(refusal, Refusal::PrecompileFailed);
        Err(refusal)
    }

    /// The verdict, and what the contract hashed and stored on the way.
    ///
    /// # Panics
    /// As [`Deployment::verify`].
    pub fn watch(&mut self, proof: &Proof) -> (Result<u64, Refusal>, Vec<Event>) {
        let watched = self.evm.watch(self.address, &calldata_of(proof));
        let (outcome, events) = watched.expect("a valid transaction");
        assert_eq!(outcome.halt, None, "the contract stopped");
        let verdict = match outcome.success {
            true => Ok(outcome.gas_used),
            false => Err(Refusal::decode(&outcome.output)),
        };
        (verdict, events)
    }

    /// What a getter such as `VERIFIER_HASH()` returns.
    ///
    /// # Panics
    /// If it reverts.
    pub fn get(&mut self, name: &str) -> Vec<u8> {
        let outcome = self
            .evm
            .call(self.address, &calldata::getter(name))
            .expect("a valid transaction");
        assert!(outcome.success, "{name}() reverts");
        outcome.output
    }
}

/// The call that asks a contract about a proof.
pub fn calldata_of(proof: &Proof) -> Vec<u8> {
    let (public, bytes) = (proof.public_values(), &proof.bytes);
    match proof.statement.answer {
        0 => calldata::verify(proof.program_id, &public, bytes),
        answer => calldata::verify_answer(proof.program_id, answer, &public, bytes),
    }
}

/// A change of a proof or of what it says, and its name.
pub type Change = (String, Box<dyn Fn(&mut Proof) + Send + Sync>);

/// One bit of a byte of the proof, another bit in each byte.
pub fn flip_byte(index: usize) -> Change {
    let name = format!("byte {index} of the proof");
    (
        name,
        Box::new(move |proof| proof.bytes[index] ^= 1 << (index % 8)),
    )
}

/// One bit of a primary word.
pub fn flip_word(index: usize, bit: usize) -> Change {
    let name = format!("bit {bit} of primary word {index}");
    (
        name,
        Box::new(move |proof| proof.statement.primary[index] ^= 1 << bit),
    )
}

/// Another answer.
pub fn set_answer(answer: u32) -> Change {
    (
        format!("answer {answer}"),
        Box::new(move |proof| proof.statement.answer = answer),
    )
}

/// One bit of the program's name.
pub fn flip_program_id(byte: usize) -> Change {
    (
        format!("byte {byte} of programId"),
        Box::new(move |proof| proof.program_id[byte] ^= 0x10),
    )
}

/// anvil, or none where npm's packages are not installed: the test is then skipped, but not in CI.
pub fn anvil() -> Option<Anvil> {
    match Anvil::spawn() {
        Ok(anvil) => Some(anvil),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            eprintln!("SKIPPED: {error}");
            None
        }
    }
}
