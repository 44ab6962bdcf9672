//! Random programs are proved, and accepted here and by the contract: csmith's, compiled by clang and gcc at -O0, -O2, -O3 and -Os,
//! and random blocks of RISC-V instructions. Each answers a checksum of all its variables, or registers and memory, which qemu
//! and the interpreter have found as well; the same proof for another checksum is refused.
//!
//! Two of each for every change, more than 200 by `./evidence.sh random-programs`. Nothing is chosen by hand: every seed is
//! taken whose program fits the profile and takes 100 steps at least; of those that only fit 8k-r32, one in [`ONE_OF`].

// The blocks that compiler-backend's tests compare.
#[path = "../../compiler-backend/tests/support/block.rs"]
mod block;

use block::{REGISTERS, WINDOW};
use circuits::{Profile, Srs};
use compiler_backend::comparison::{Verdict, compare};
use compiler_backend::toolchain::Compilation;
use compiler_backend::{Options, translate};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::sync::{Arc, OnceLock};
use tinyram::{Decoded, Machine, Outcome, Tapes};
use vntr_tests::csmith::{Random, Size};
use vntr_tests::{Bench, translator};

/// Because proofs in 8k-r32 take eight times as long.
const ONE_OF: u32 = 2;

/// Blocks in one program: 1k-r32 has room for them.
const TOGETHER: usize = 4;

#[derive(Serialize, Deserialize)]
enum Done {
    Proved(Run),
    LeftOut(String),
}

#[derive(Serialize, Deserialize)]
struct Run {
    profile: String,
    /// Who made it: compiler and level, or `block`.
    way: String,
    instructions: u64,
    steps: usize,
    /// The TinyRAM instructions that it executes, by mnemonic.
    kinds: BTreeSet<String>,
}

/// Some blocks, and the checksum of registers and memory.
fn checked_block(number: u32) -> Result<Vec<u8>, String> {
    let mut random = ChaCha8Rng::seed_from_u64(u64::from(number));
    let mut text = String::from(".globl _start\n_start:\n la s0, window\n");
    for number in 0..TOGETHER {
        text += &block::block(number, &mut random);
    }
    // Every step is reversible in a0's successor, t5; s1 is the multiplier.
    text += " li s1, 0x01000193\n li t5, 0x811c9dc5\n";
    let mix = |text: &mut String, register: &str| {
        writeln!(text, " xor t5, t5, {register}\n mul t5, t5, s1").expect("text");
    };
    for register in REGISTERS {
        mix(&mut text, &format!("x{register}"));
    }
    for offset in (0..WINDOW).step_by(4) {
        writeln!(text, " lw a0, {offset}(s0)").expect("text");
        mix(&mut text, "a0");
    }
    writeln!(
        text,
        " mv a0, t5\n li a7, 93\n ecall\n.data\n.balign 4\nwindow: .zero {WINDOW}"
    )
    .expect("text");
    let work = tempfile::tempdir().map_err(|error| error.to_string())?;
    let source = work.path().join("block.S");
    fs::write(&source, text).map_err(|error| error.to_string())?;
    let compilation = Compilation {
        level: "0",
        runtime: false,
        ..Compilation::default()
    };
    compilation
        .build(&[&source])
        .map_err(|error| error.to_string())
}

/// `csmith SEED` or `block NUMBER`.
fn build(unit: &str) -> Result<(Vec<u8>, String, u32), String> {
    let (kind, number) = unit.split_once(' ').expect("a kind and a number");
    let number = number.parse().expect("a number");
    if kind == "block" {
        return Ok((checked_block(number)?, kind.to_owned(), number));
    }
    let random = Random::new(number, Size::Small);
    Ok((random.build()?, random.way(), number))
}

fn bench(profile: &'static Profile) -> &'static Bench {
    static BENCHES: [OnceLock<Bench>; 2] = [OnceLock::new(), OnceLock::new()];
    BENCHES[usize::from(profile.k > 13)].get_or_init(|| {
        let srs = Arc::new(Srs::dev(profile.srs_size()).expect("an SRS"));
        Bench::with_srs(profile, srs)
    })
}

/// Runs a program in every way, proves it if it is one of those to be proved, and asks both verifiers.
fn prove(unit: &str) -> Result<Done, String> {
    let (elf, way, number) = build(unit)?;
    let figures = match compare(&elf, 100_000)? {
        Verdict::Agree(figures) => figures,
        Verdict::Misaligned => return Ok(Done::LeftOut("misaligned, trap".to_owned())),
        Verdict::TooLong => return Ok(Done::LeftOut("too long".to_owned())),
    };
    let translation = translate(&elf, &Options::default()).map_err(|error| error.to_string())?;
    let program = translation.program;
    let trace = Machine::trace(&program, Tapes::default(), 57_344);
    let Outcome::Answered(answer) = trace.outcome else {
        return Ok(Done::LeftOut("too long".to_owned()));
    };
    if trace.steps.len() < 100 {
        return Ok(Done::LeftOut("less than 100 steps".to_owned()));
    }
    let profile = match Profile::smallest(&program, 0, &trace) {
        Some(profile) if profile.k <= 16 => profile,
        _ => return Ok(Done::LeftOut("too long".to_owned())),
    };
    if profile.k == 16 && !(number / 8).is_multiple_of(ONE_OF) {
        return Ok(Done::LeftOut("8k-r32, another one was taken".to_owned()));
    }
    let bench = bench(profile);
    let mut proof = bench.prove_trace(&program, &[], &trace);
    if u64::from(proof.statement.answer) != answer {
        return Err(format!("proved {}, not {answer}", proof.statement.answer));
    }
    circuits::verify_unbound(&bench.key, &proof)
        .map_err(|error| format!("refused here: {error}"))?;
    let mut contract = bench.deploy();
    contract
        .verify(&proof)
        .map_err(|refusal| format!("refused by the contract: {refusal}"))?;
    proof.statement.answer ^= 1;
    if circuits::verify_unbound(&bench.key, &proof).is_ok() || contract.verify(&proof).is_ok() {
        return Err("another checksum is accepted".to_owned());
    }
    let kinds = trace.steps.iter().filter_map(|step| match step.decoded {
        Decoded::Instruction(instruction) => Some(instruction.opcode.mnemonic().to_owned()),
        _ => None,
    });
    Ok(Done::Proved(Run {
        profile: profile.name.to_owned(),
        way,
        instructions: figures.instructions,
        steps: trace.steps.len(),
        kinds: kinds.collect(),
    }))
}

#[test]
fn random_programs_are_proved() {
    for kind in ["block", "csmith"] {
        let mut proved = 0;
        for number in 1.. {
            assert!(number < 40, "{kind}: too few fit 1k-r32");
            let unit = format!("{kind} {number}");
            match prove(&unit) {
                Ok(Done::Proved(_)) => proved += 1,
                Ok(Done::LeftOut(_)) => {}
                Err(error) => panic!("{unit}: {error}"),
            }
            if proved == 2 {
                break;
            }
        }
    }
}

#[test]
#[ignore = "./evidence.sh random-programs: an hour"]
fn two_hundred_random_programs_are_proved() {
    let campaign = translator::campaign("random-programs");
    let blocks = (1..=64).map(|number| format!("block {number}"));
    let csmith = (1..=SEEDS).map(|seed| format!("csmith {seed}"));
    let units: Vec<String> = blocks.chain(csmith).collect();
    let results = campaign.run(&units, prove);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut steps: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let (mut kinds, mut all_kinds) = (Vec::new(), BTreeSet::new());
    let mut count = |what: String| *counts.entry(what).or_default() += 1;
    let mut proved = 0;
    for done in results.values() {
        match done {
            Done::Proved(run) => {
                proved += 1;
                count(format!("proved: {}", run.profile));
                count(format!("proved: {}", run.way));
                let source = if run.way == "block" {
                    "block"
                } else {
                    "csmith"
                };
                steps.entry(source).or_default().push(run.steps);
                kinds.push(run.kinds.len());
                all_kinds.extend(&run.kinds);
            }
            Done::LeftOut(reason) => count(format!("left out: {reason}")),
        }
    }
    let quartiles = |mut numbers: Vec<usize>| {
        numbers.sort_unstable();
        [0, 1, 2, 3, 4].map(|quarter| numbers[(numbers.len() - 1) * quarter / 4])
    };
    let steps: BTreeMap<&str, [usize; 5]> = steps
        .into_iter()
        .map(|(source, steps)| (source, quartiles(steps)))
        .collect();
    println!("steps, least to most in quarters: {steps:?}");
    println!(
        "kinds of instructions in one program: {:?}, in all {}: {all_kinds:?}",
        quartiles(kinds.clone()),
        all_kinds.len()
    );
    println!("{counts:#?}");
    assert!(proved >= 200, "only {proved}");
    let counts = serde_json::json!({
        "programs": counts, "steps, in quarters": steps, "kinds of instructions, in quarters": quartiles(kinds),
        "kinds of instructions in all": all_kinds.len(),
    });
    campaign.publish(results.len(), &counts);
}

/// csmith's seeds that are looked at.
const SEEDS: u32 = 400;
