//! Every example runs as its README says, for 16 and for 32 registers, and refuses what is false.

use std::fs;
use std::path::PathBuf;
use tinyram::{ArchParams, Machine, Outcome, Program, Tapes, Word, asm, parse_tape};

/// Public words a statement of the small profile has room for, double words of its image, and steps of an ordinary example.
const MAX_PRIMARY: usize = 27;
const MAX_IMAGE: usize = 240;
const MAX_STEPS: u64 = 512;

struct Example {
    name: String,
    source: String,
    primary: String,
    auxiliary: String,
    expected: serde_json::Value,
    json: PathBuf,
}

fn load(directory: PathBuf) -> Example {
    let read = |file: &str| fs::read_to_string(directory.join(file));
    let name = directory
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let json = directory.join("example.json");
    let blank = r#"{"answer": 0, "steps": 0, "profile_hint": ""}"#.to_string();
    Example {
        source: read("program.s").unwrap_or_else(|e| panic!("{name}: program.s: {e}")),
        primary: read("primary.txt").unwrap_or_default(),
        auxiliary: read("auxiliary.txt").unwrap_or_default(),
        expected: serde_json::from_str(&read("example.json").unwrap_or(blank))
            .expect("example.json is JSON"),
        name,
        json,
    }
}

fn examples() -> Vec<Example> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let entries = fs::read_dir(directory)
        .expect("the examples are there")
        .map(|entry| entry.expect("readable").path());
    let programs = entries.filter(|path| path.join("example.json").is_file());
    let mut examples: Vec<_> = programs.map(load).collect();
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(examples.len() >= 7, "only {} examples", examples.len());
    examples
}

fn example(name: &str) -> Example {
    examples()
        .into_iter()
        .find(|example| example.name == name)
        .expect("the example exists")
}

impl Example {
    fn program(&self, registers: u32) -> Program {
        let source = self.source.replacen("K=16", &format!("K={registers}"), 1);
        let assembled = asm::assemble(&source);
        assembled
            .unwrap_or_else(|errors| panic!("{}", asm::render_all(&errors, &source, &self.name)))
            .program
    }

    fn tapes(&self, arch: ArchParams) -> Tapes {
        let parse = |text| parse_tape(text, arch).expect("the tape is in order");
        Tapes {
            primary: parse(&self.primary),
            auxiliary: parse(&self.auxiliary),
        }
    }

    /// The answer after a change of the tapes.
    fn answer(&self, change: impl FnOnce(&mut Tapes)) -> Word {
        let program = self.program(16);
        let mut tapes = self.tapes(program.arch);
        change(&mut tapes);
        match Machine::new(&program, tapes).run(100_000).outcome {
            Outcome::Answered(value) => value,
            Outcome::BoundReached => panic!("{} does not end", self.name),
        }
    }
}

#[test]
fn examples_do_what_they_promise() {
    for example in examples() {
        for registers in [16, 32] {
            let program = example.program(registers);
            let tapes = example.tapes(program.arch);
            let run = Machine::new(&program, tapes.clone()).run(100_000);
            let Outcome::Answered(answer) = run.outcome else {
                panic!("{} does not end", example.name)
            };
            let (image, primary) = (program.double_words.len(), tapes.primary.len());
            println!(
                "{:16} steps {:5}  image {image:3}  primary {primary:2}",
                example.name, run.steps
            );
            if std::env::var_os("BLESS").is_some() {
                let hint = example.expected["profile_hint"]
                    .as_str()
                    .unwrap_or_default();
                let steps = run.steps;
                let json = format!(
                    "{{ \"answer\": {answer}, \"steps\": {steps}, \"profile_hint\": \"{hint}\" }}\n"
                );
                fs::write(&example.json, json).expect("writable");
                continue;
            }
            assert_eq!(
                example.expected["answer"], answer,
                "{}: answer",
                example.name
            );
            assert_eq!(
                example.expected["steps"], run.steps,
                "{}: steps",
                example.name
            );
            assert_eq!(answer, 0, "{} accepts", example.name);
            assert_eq!(
                run.primary_read, primary,
                "{}: the whole statement is read",
                example.name
            );
            assert_eq!(
                run.auxiliary_read,
                tapes.auxiliary.len(),
                "{}: the whole secret is read",
                example.name
            );
            assert!(
                primary <= MAX_PRIMARY,
                "{}: {primary} public words",
                example.name
            );
            assert!(image <= MAX_IMAGE, "{}: {image} double words", example.name);
            let most = if example.name == "sudoku" {
                8000
            } else {
                MAX_STEPS
            };
            assert!(run.steps < most, "{}: {} steps", example.name, run.steps);
            let trace = Machine::trace(&program, tapes, 100_000);
            assert_eq!(trace.steps.len() as u64, run.steps);
        }
    }
}

#[test]
fn examples_refuse_short_tapes() {
    for example in examples() {
        assert_ne!(
            example.answer(|t| t.primary.clear()),
            0,
            "{} without a statement",
            example.name
        );
        if !example.auxiliary.is_empty() {
            assert_ne!(
                example.answer(|t| t.auxiliary.clear()),
                0,
                "{} without a secret",
                example.name
            );
        }
    }
}

#[test]
fn fibonacci_refuses() {
    let example = example("fibonacci");
    assert_eq!(example.answer(|t| t.primary[1] += 1), 1);
    assert_eq!(example.answer(|t| t.primary[0] += 1), 1);
    assert_eq!(example.answer(|t| t.primary[0] = 47), 3);
    assert_eq!(example.answer(|t| t.primary = vec![40]), 2);
    for (n, f) in [(0, 0), (1, 1), (2, 1), (46, 1_836_311_903)] {
        assert_eq!(example.answer(|t| t.primary = vec![n, f]), 0, "F({n})");
    }
}

#[test]
fn subset_sum_refuses() {
    let example = example("subset-sum");
    assert_eq!(example.answer(|t| t.primary[0] += 1), 1);
    for bit in 0..24 {
        assert_eq!(
            example.answer(|t| t.auxiliary[0] ^= 1 << bit),
            1,
            "bit {bit}"
        );
    }
    assert_eq!(example.answer(|t| t.auxiliary[0] |= 1 << 24), 4);
    let wraps = |t: &mut Tapes| {
        *t = Tapes {
            primary: vec![1, 0x8000_0001, 0x8000_0000],
            auxiliary: vec![3],
        }
    };
    assert_eq!(example.answer(wraps), 3);
}

#[test]
fn sudoku_refuses() {
    let example = example("sudoku");
    let cell = |word: &mut Word, at: usize, digit: Word| {
        *word = *word & !(15 << (4 * at)) | digit << (4 * at)
    };
    // A given digit (row 1, column 1) and a free one (row 1, column 3).
    assert_eq!(example.answer(|t| cell(&mut t.auxiliary[0], 0, 6)), 1);
    assert_eq!(example.answer(|t| cell(&mut t.auxiliary[0], 2, 5)), 3);
    assert_eq!(example.answer(|t| cell(&mut t.auxiliary[0], 2, 0)), 3);
    assert_eq!(example.answer(|t| cell(&mut t.auxiliary[0], 2, 15)), 3);
    assert_eq!(example.answer(|t| cell(&mut t.primary[0], 2, 5)), 1);
    // On an empty puzzle: rows in order, columns too, boxes not.
    let mut latin: Vec<Word> = vec![0; 11];
    for i in 0..81 {
        cell(&mut latin[i / 8], i % 8, ((i / 9 + i % 9) % 9 + 1) as Word);
    }
    let latin_square = |t: &mut Tapes| {
        *t = Tapes {
            primary: vec![0; 11],
            auxiliary: latin,
        }
    };
    assert_eq!(example.answer(latin_square), 3);
    // Rows and boxes in order, columns not: the same band three times.
    let mut bands: Vec<Word> = vec![0; 11];
    for i in 0..81 {
        cell(
            &mut bands[i / 8],
            i % 8,
            ((i / 9 % 3 * 3 + i % 9) % 9 + 1) as Word,
        );
    }
    let repeated = |t: &mut Tapes| {
        *t = Tapes {
            primary: vec![0; 11],
            auxiliary: bands,
        }
    };
    assert_eq!(example.answer(repeated), 3);
}

#[test]
fn sorting_refuses() {
    let example = example("sorting");
    let descending = |t: &mut Tapes| {
        t.primary.swap(13, 20);
        t.auxiliary.swap(0, 7);
    };
    assert_eq!(example.answer(descending), 1);
    assert_eq!(example.answer(|t| t.primary[1] ^= 1), 5);
    assert_eq!(example.answer(|t| t.auxiliary[0] = 12), 3);
    assert_eq!(example.answer(|t| t.auxiliary[1] = t.auxiliary[0]), 4);
    assert_eq!(example.answer(|t| t.auxiliary.swap(5, 6)), 5);
    assert_eq!(example.answer(|t| t.primary[0] = 33), 3);
}

#[test]
fn pointer_chasing_refuses() {
    let example = example("pointer-chasing");
    assert_eq!(
        example.answer(|t| t.auxiliary[0] = (t.auxiliary[0] + 1) % 16),
        1
    );
    assert_eq!(example.answer(|t| t.primary[1] += 1), 1);
    assert_eq!(example.answer(|t| t.auxiliary[0] = 16), 3);
    assert_eq!(example.answer(|t| t.primary[3] = 16), 3);
    assert_eq!(
        example.answer(|t| *t = Tapes {
            primary: vec![1, 0, 0, 0],
            auxiliary: vec![0]
        }),
        0
    );
}

#[test]
fn jit_memcpy_refuses() {
    let example = example("jit-memcpy");
    assert_eq!(example.answer(|t| t.primary[0] ^= 1), 1);
    assert_eq!(example.answer(|t| t.primary[9] ^= 1), 1);
    assert_eq!(example.answer(|t| t.primary = vec![0; 34]), 3);
    assert_eq!(example.answer(|t| t.primary = vec![0; 33]), 0);
    assert_eq!(example.answer(|t| t.primary = vec![0]), 0);
}

#[test]
fn tapes_refuses() {
    let example = example("tapes");
    assert_eq!(example.answer(|t| t.primary[3] += 1), 1);
    assert_eq!(example.answer(|t| t.auxiliary[59] ^= 1), 1);
    assert_eq!(example.answer(|t| t.auxiliary.push(1)), 1);
    // Equal mod 2^32 is not equal.
    assert_eq!(
        example.answer(|t| *t = Tapes {
            primary: vec![0],
            auxiliary: vec![0x8000_0000, 0x8000_0000]
        }),
        1
    );
}
