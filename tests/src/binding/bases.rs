//! The programs whose proofs are asked about: twenty in a full run, of which a few are committed with their proofs.

use super::{Base, OTHER_SRS_PROFILE, SELECTOR_BYTES, Setup, Verifiers, directory, profile};
use crate::{assemble, fold, prove_trace, tape};
use circuits::Proof;
use std::fs;
use std::path::{Path, PathBuf};
use tinyram::{Machine, Program, Tapes, Word};

/// A run to prove.
pub struct Case {
    /// Its name, and that of its files.
    pub name: String,
    /// The profile; not always the smallest that fits.
    pub profile: &'static str,
    /// Whose SRS.
    pub setup: Setup,
    /// The program.
    pub program: Program,
    /// Its tapes.
    pub tapes: Tapes,
}

/// Reads words until the tape ends. The image ends in zeros.
const ZEROS: &str = "_next: read r1, 0\n cnjmp _next\n answer r1\n .zero 2";
const SQUARE: &str = "read r1, 0\n read r2, 1\n mull r2, r2, r2\n sub r1, r1, r2\n answer r1";
/// Every kind of arithmetic once; the answer is whatever comes out.
const MIXED: &str = "read r1, 0\n read r2, 0\n umulh r3, r1, r2\n smulh r4, r1, r2\n xor r3, r3, r4\n udiv r4, r1, 7\n \
                     umod r5, r1, r2\n add r3, r3, r4\n sub r3, r3, r5\n shl r4, r2, 3\n or r3, r3, r4\n shr r3, r3, 1\n answer r3";
/// Counts the first public word down to 0 and leaves each number in memory.
const COUNTDOWN: &str = "read r1, 0\n_next: shl r2, r1, 2\n add r2, r2, 0x1000\n store.w r2, r1\n sub r1, r1, 1\n cmpe r1, 0\n \
                         cnjmp _next\n answer 0";
/// Writes the instruction that it runs next: `answer 5` becomes `answer` of the word that it has read.
const REWRITES: &str = "read r1, 0\n load.w r2, _last\n xor r2, r2, 5\n xor r2, r2, r1\n store.w _last, r2\n_last: answer 5";
/// Answers the byte of its own image that the tape names.
const READS_ITSELF: &str = "read r1, 0\n load.b r2, r1\n answer r2";

impl Case {
    fn new(
        name: &str,
        profile: &'static str,
        program: Program,
        primary: Vec<Word>,
        auxiliary: Vec<Word>,
    ) -> Self {
        Case {
            name: name.to_owned(),
            profile,
            setup: Setup::Development,
            program,
            tapes: Tapes { primary, auxiliary },
        }
    }

    fn of_source(
        name: &str,
        profile_name: &'static str,
        body: &str,
        primary: &[Word],
        auxiliary: &[Word],
    ) -> Self {
        let registers = profile(profile_name).num_registers;
        let source = format!("; TinyRAM V=2.000 M=vn W=32 K={registers}\n{body}\n");
        Case::new(
            name,
            profile_name,
            assemble(&source),
            primary.to_vec(),
            auxiliary.to_vec(),
        )
    }

    /// An example of the repository, on its own tapes.
    fn of_example(name: &str, profile_name: &'static str) -> Self {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../examples")
            .join(name);
        let read = |file: &str| fs::read_to_string(directory.join(file));
        let registers = profile(profile_name).num_registers;
        let source = read("program.s").expect("the example is there");
        let program = assemble(&source.replace("K=16", &format!("K={registers}")));
        let words = |file| tape(&read(file).unwrap_or_default(), program.arch);
        let (primary, auxiliary) = (words("primary.txt"), words("auxiliary.txt"));
        Case::new(name, profile_name, program, primary, auxiliary)
    }

    /// A case of [`fold`] over the words 0x01010101, 0x02020202, …
    fn of_fold(name: &str, profile_name: &'static str, operation: &str, words: u64) -> Self {
        let primary: Vec<Word> = (1..=words)
            .map(|i| (0x0101_0101 * i) & 0xffff_ffff)
            .collect();
        let result = primary.iter().fold(0, |a: Word, b| match operation {
            "xor" => a ^ b,
            "or" => a | b,
            _ => (a + b) & 0xffff_ffff,
        });
        let program = fold(operation, profile(profile_name).num_registers);
        Case::new(name, profile_name, program, primary, vec![result])
    }
}

/// The runs whose proofs are committed.
pub fn committed() -> Vec<Case> {
    let mut cases = vec![
        // Eight words, so that two public scalars are in use.
        Case::of_fold("sum", "1k-r16", "add", 8),
        // Nothing reads these words: any others would be as true, and the proof is of these.
        Case::of_source("unread", "1k-r32", "answer 0", &[7, 0, 0xffff_ffff, 0], &[]),
        // Another answer than 0, and what was read is the answer.
        Case::of_source("seven", "1k-r32", "read r1, 0\n answer r1", &[7], &[]),
        // Of words that are all zero only the number can be bound.
        Case::of_source("zeros", "1k-r16", ZEROS, &[0; 4], &[]),
        Case::of_fold("xor", "8k-r32", "xor", 10),
        // 16-bit limbs, and so a proof of another length.
        Case::of_fold("large", "64k-r16", "add", 8),
    ];
    cases.push(Case {
        setup: Setup::Other,
        ..Case::of_fold("other-srs", OTHER_SRS_PROFILE, "add", 8)
    });
    cases
}

/// The runs that only a full run proves; twenty with those above, the other SRS's not counted.
pub fn more() -> Vec<Case> {
    vec![
        Case::of_source("nothing", "1k-r16", "answer 0", &[], &[]),
        Case::of_fold("full", "1k-r32", "add", 27),
        Case::of_fold("almost", "1k-r16", "or", 26),
        Case::of_source("square", "1k-r16", SQUARE, &[49], &[7]),
        Case::of_source(
            "mixed",
            "1k-r32",
            MIXED,
            &[0x8000_0001, 0xfffe_0003, 3],
            &[],
        ),
        Case::of_source("countdown", "1k-r32", COUNTDOWN, &[90, 91], &[]),
        Case::of_source("rewrites", "1k-r16", REWRITES, &[0xffff_ffff], &[]),
        Case::of_source("reads-itself", "1k-r32", READS_ITSELF, &[7], &[]),
        Case::of_example("fibonacci", "1k-r16"),
        Case::of_example("sorting", "1k-r32"),
        Case::of_example("subset-sum", "1k-r16"),
        Case::of_example("tapes", "1k-r32"),
        Case::of_example("pointer-chasing", "1k-r32"),
        Case::of_fold("long", "8k-r16", "add", 111),
    ]
}

/// The files of a committed base: program and proof.
fn files(name: &str) -> [PathBuf; 2] {
    ["vnt", "proof.json"].map(|extension| directory().join(format!("{name}.{extension}")))
}

impl Base {
    /// Proves a case.
    ///
    /// # Panics
    /// If it cannot be proved.
    pub fn prove(verifiers: &Verifiers, case: Case) -> Self {
        let profile = profile(case.profile);
        let primary = case.tapes.primary.clone();
        let trace = Machine::trace(&case.program, case.tapes, profile.steps as u64);
        // Not through `Verifiers::get`, which wants the contract: this is how the other SRS's key comes about.
        let srs = verifiers.srs(case.setup, profile.srs_size());
        let key = verifiers.key(case.setup, profile);
        Base {
            name: case.name,
            setup: case.setup,
            proof: prove_trace(&key, &srs, &case.program, &primary, &trace),
            program: case.program,
        }
    }

    /// A committed base.
    ///
    /// # Panics
    /// If its files are not there.
    pub fn read(case: &Case) -> Self {
        Self::try_read(case).unwrap_or_else(|| {
            let [program, proof] = files(&case.name);
            panic!("{} or {} is missing", program.display(), proof.display())
        })
    }

    /// A committed base, if its files are there.
    fn try_read(case: &Case) -> Option<Self> {
        let [program, proof] = files(&case.name);
        let program = Program::read_vnt(&fs::read(program).ok()?).expect("a program");
        let proof = Proof::from_json(&fs::read_to_string(proof).ok()?).expect("a proof file");
        Some(Base {
            name: case.name.clone(),
            setup: case.setup,
            program,
            proof,
        })
    }

    /// The committed base of a case; proved and written where there is none, or where it is of another verifier or program. Says
    /// whether it was kept.
    ///
    /// # Panics
    /// If it cannot be proved, or not written.
    pub fn keep_or_make(verifiers: &Verifiers, case: Case) -> (Self, bool) {
        let selector = verifiers.key(case.setup, profile(case.profile)).selector();
        let kept = Self::try_read(&case).filter(|base| {
            base.proof.bytes[..SELECTOR_BYTES] == selector && base.program == case.program
        });
        if let Some(base) = kept {
            return (base, true);
        }
        let base = Self::prove(verifiers, case);
        let [program, proof] = files(&base.name);
        fs::write(program, base.program.write_vnt()).expect("writable");
        fs::write(proof, base.proof.to_json()).expect("writable");
        (base, false)
    }
}
