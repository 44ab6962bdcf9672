//! [`tinyram::Machine`] does what the machine written from the specification alone does, `vntr_tests::reference`: on random states
//! for one step, on random programs for some hundred.
//!
//! A sample, unless `VNTR_FULL` is set: then 10^6 states and 10^4 programs for each word size, three minutes of one core. What was
//! covered is printed:
//!
//! ```sh
//! VNTR_FULL=1 cargo test --release -p vntr-tests --test reference -- --nocapture
//! ```

mod compare;
mod coverage;
mod random;

use compare::{Before, describe, word};
use coverage::{Coverage, Least};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use random::{Code, State};
use tinyram::{Decoded, DoubleWord, Instruction, Machine, Outcome};
use vntr_tests::reference::{Bits, Fields, Parameters, Reference, bytes};

/// Every case has a generator of its own, which depends on this, *W* and the case's number.
const SEED: u64 = 20;
const STATES: u64 = 1_000_000;
const PROGRAMS: u64 = 10_000;
/// The sample is one in so many.
const SAMPLE: u64 = 20;

fn size(full: u64) -> u64 {
    match std::env::var_os("VNTR_FULL") {
        Some(_) => full,
        None => full / SAMPLE,
    }
}

fn generator(word_bits: usize, case: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED << 8 | word_bits as u64);
    rng.set_stream(case);
    rng
}

/// *W*, *K*, assembly, the 2W-bit number, the bytes in memory.
const ENCODINGS: [(usize, usize, &str, &str, &str); 14] = [
    (16, 16, "add r3, r7, 1234", "24dc04d2", "d204dc24"),
    (16, 16, "cmpe r0, 32770", "6c008002", "0280006c"),
    (16, 16, "cmpae r1, r2", "78040002", "02000478"),
    (16, 16, "store.w 0, r0", "e4000000", "000000e4"),
    (16, 16, "store.w r0, r1", "e0400000", "000040e0"),
    (16, 16, "store.b 65535, r15", "d7c0ffff", "ffffc0d7"),
    (16, 16, "read r1, 0", "f4400000", "000040f4"),
    (16, 16, "smulh r1, r2, -1", "4448ffff", "ffff4844"),
    (16, 16, "answer r6", "f8000006", "060000f8"),
    (
        32,
        16,
        "add r3, r7, 1234",
        "24dc0000000004d2",
        "d20400000000dc24",
    ),
    (
        32,
        16,
        "cmpge r15, r14",
        "883c00000000000e",
        "0e00000000003c88",
    ),
    (
        32,
        8,
        "xor r0, r0, r1",
        "1000000000000001",
        "0100000000000010",
    ),
    (
        64,
        32,
        "umod r31, r30, -2",
        "57fe000000000000fffffffffffffffe",
        "feffffffffffffff000000000000fe57",
    ),
    (8, 2, "add r1, r0, 255", "26ff", "ff26"),
];

#[test]
fn encodings() {
    for (word_bits, num_registers, assembly, number, in_memory) in ENCODINGS {
        let parameters = Parameters::new(word_bits, num_registers);
        let x = u128::from_str_radix(number, 16).expect("hexadecimal");
        let double_word = Bits::new(x, 2 * word_bits);
        assert_eq!(hex::encode(bytes(&double_word)), in_memory, "{assembly}");
        let fields = Fields::cut(&double_word, parameters);
        assert_eq!(fields.join(), double_word, "{assembly}");

        let header = format!("; TinyRAM V=2.000 M=vn W={word_bits} K={num_registers}");
        let program = vntr_tests::assemble(&format!("{header}\n{assembly}\n"));
        assert_eq!(hex::encode(program.to_bytes()), in_memory, "{assembly}");
        let [DoubleWord { lo, hi }] = program.double_words[..] else {
            panic!("{assembly}: one instruction")
        };
        assert_eq!(u128::from(hi) << word_bits | u128::from(lo), x);
        let decoded = Instruction::decode(program.arch, DoubleWord { lo, hi });
        let Decoded::Instruction(instruction) = decoded else {
            panic!("{assembly}: {decoded:?}")
        };
        assert_eq!(
            instruction.encode(program.arch),
            DoubleWord { lo, hi },
            "{assembly}"
        );

        let code = Code {
            opcode: fields.opcode.value() as u64,
            immediate: fields.immediate,
            third: word(&fields.third),
            fourth: word(&fields.fourth),
            padding: 0,
            sixth: word(&fields.sixth),
        };
        assert_eq!(
            code.encode(parameters),
            x,
            "{assembly}: these tests' encoder"
        );
    }
}

#[test]
fn fields_of_the_specification_s_example() {
    let parameters = Parameters::new(16, 16);
    let text = "00100 1 0011 0111 00 0000010011010010";
    let fields = Fields {
        opcode: Bits::from_text("00100"),
        immediate: true,
        third: Bits::new(3, 4),
        fourth: Bits::new(7, 4),
        padding: Bits::new(0, 2),
        sixth: Bits::new(1234, 16),
    };
    assert_eq!(fields.join(), Bits::from_text(text));
    assert_eq!(Fields::cut(&Bits::from_text(text), parameters), fields);
}

/// Both machines in a random state, one step of both, the whole state after it.
fn single_steps(word_bits: usize) {
    let cases = size(STATES);
    let mut coverage = Coverage::default();
    for case in 0..cases {
        let state = State::random(&mut generator(word_bits, case), word_bits);
        let mut pair = state.pair();
        let same = |when, differences: Vec<String>| {
            if !differences.is_empty() {
                let case = format!("seed {SEED}, W = {word_bits}, state {case}");
                fail(&case, when, differences, &state.reference());
            }
        };
        same("in the state itself", pair.differences(&[]));
        let before = Before::new(&pair.reference);
        let probes = pair.probes(&before);
        let mut plain = pair.machine.clone();

        same("in the step's record", pair.step_traced(&before));
        same("after the recorded step", pair.differences(&probes));
        same("in what the step says", pair.outcome(plain.step()));
        pair.machine = plain;
        same("after the step", pair.differences(&probes));
        coverage.count(&before, &pair);
    }
    coverage.report(word_bits, "states", cases);
    let least = Least {
        steps: cases,
        each: cases / 200,
        answer: cases / 200,
        rare: cases / 5000,
    };
    coverage.demand(word_bits, &least);
}

/// Both machines run a random program side by side; then the machine runs it alone.
fn programs(word_bits: usize) {
    let cases = size(PROGRAMS);
    let mut coverage = Coverage::default();
    for case in 0..cases {
        let start = random::program(&mut generator(word_bits, case), word_bits);
        let mut pair = start.pair();
        let same = |steps, when, differences: Vec<String>| {
            if !differences.is_empty() {
                let mut before = start.reference();
                for _ in 1..steps {
                    before.step();
                }
                let case = format!("seed {SEED}, W = {word_bits}, program {case}, step {steps}");
                fail(&case, when, differences, &before);
            }
        };
        let mut steps = 0;
        while steps < start.max_steps && pair.answer.is_none() {
            steps += 1;
            let before = Before::new(&pair.reference);
            same(steps, "in the step's record", pair.step_traced(&before));
            same(steps, "after the step", pair.differences_but_memory());
            coverage.count(&before, &pair);
        }
        let probes = pair.all_or_probes();
        same(steps, "at the end", pair.differences(&probes));

        let mut alone = start.pair().machine;
        let run = alone.run(start.max_steps);
        let trace = Machine::trace(&start.program(), start.tapes(), start.max_steps);
        let expected = match &pair.answer {
            Some(value) => Outcome::Answered(word(value)),
            None => Outcome::BoundReached,
        };
        for (way, outcome, took) in [
            ("run", run.outcome, run.steps),
            ("trace", trace.outcome, trace.steps.len() as u64),
        ] {
            assert_eq!(
                (outcome, took),
                (expected, steps),
                "seed {SEED}, W = {word_bits}, program {case}: {way}, against the reference"
            );
        }
        pair.machine = alone;
        same(steps, "after a fast run", pair.differences(&probes));

        if pair.answer.is_some() {
            let outcome = pair.machine.step();
            pair.answer = pair.reference.step();
            same(steps + 1, "in what the stall says", pair.outcome(outcome));
            same(steps + 1, "when stalled", pair.differences(&probes));
            assert_eq!(pair.machine.steps(), steps, "a stall is no step");
        }
    }
    coverage.report(word_bits, "programs", cases);
    let least = Least {
        steps: 100 * cases,
        each: cases / 2,
        answer: cases / 500,
        rare: cases / 50,
    };
    coverage.demand(word_bits, &least);
}

fn fail(case: &str, when: &str, differences: Vec<String>, before: &Reference) -> ! {
    panic!(
        "{case}: the machines differ {when}\n  {}\nThe state before:\n{}",
        differences.join("\n  "),
        describe(before)
    )
}

#[test]
fn single_steps_8() {
    single_steps(8);
}

#[test]
fn single_steps_16() {
    single_steps(16);
}

#[test]
fn single_steps_32() {
    single_steps(32);
}

#[test]
fn single_steps_64() {
    single_steps(64);
}

#[test]
fn programs_8() {
    programs(8);
}

#[test]
fn programs_16() {
    programs(16);
}

#[test]
fn programs_32() {
    programs(32);
}

#[test]
fn programs_64() {
    programs(64);
}
