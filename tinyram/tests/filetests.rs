//! Programs with their expectation in the same file, as comments on the last lines.
//!
//! * `filetests/run`: `; run: answer 0 in 45 steps`, or `; run: no answer in 1000 steps`. The tapes are given anywhere in the
//!   file, `; primary: 1 2 3` and `; auxiliary: 4`.
//! * `filetests/refuse`: `; error: A0107 line 3 column 9`, one line for each error.
//!
//! `BLESS=1 cargo test -p tinyram --test filetests` writes the expectations anew; read the diff.

use std::fs;
use std::path::{Path, PathBuf};
use tinyram::{Machine, Outcome, Tapes, asm, parse_tape};

const BOUND: u64 = 100_000;

fn files(kind: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/filetests")
        .join(kind);
    let mut files: Vec<_> = fs::read_dir(directory)
        .expect("the directory")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Compares the lines that start with `key` with `actual`, or replaces them.
fn expect(file: &Path, source: &str, key: &str, actual: &[String]) {
    let expected: Vec<&str> = source
        .lines()
        .filter(|line| line.starts_with(key))
        .collect();
    if expected == actual {
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        // The expectations stand at the end so that they do not move the lines they speak of.
        let mut text: String = source
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(key))
            .collect();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.extend(actual.iter().map(|line| format!("{line}\n")));
        fs::write(file, text).expect("writable");
    } else {
        panic!(
            "{}\nexpected: {expected:#?}\ngot: {actual:#?}",
            file.display()
        );
    }
}

#[test]
fn run() {
    for file in files("run") {
        let source = fs::read_to_string(&file).expect("text");
        let name = file.display().to_string();
        let assembled = asm::assemble(&source)
            .unwrap_or_else(|e| panic!("{}", asm::render_all(&e, &source, &name)));
        let program = assembled.program;
        let tape = |key: &str| {
            let words = source
                .lines()
                .filter_map(|line| line.strip_prefix(key))
                .collect::<Vec<_>>()
                .join("\n");
            parse_tape(&words, program.arch).unwrap_or_else(|e| panic!("{name}: {key} {e}"))
        };
        let tapes = Tapes {
            primary: tape("; primary:"),
            auxiliary: tape("; auxiliary:"),
        };
        let run = Machine::new(&program, tapes.clone()).run(BOUND);
        let trace = Machine::trace(&program, tapes, BOUND);
        assert_eq!(
            (trace.steps.len() as u64, trace.outcome),
            (run.steps, run.outcome),
            "{name}"
        );
        let result = match run.outcome {
            Outcome::Answered(value) => format!("; run: answer {value} in {} steps", run.steps),
            Outcome::BoundReached => format!("; run: no answer in {} steps", run.steps),
        };
        expect(&file, &source, "; run:", &[result]);
        // The image says all there is to know.
        let again = asm::assemble(&asm::disassemble(&program)).expect("disassembly is assembly");
        assert_eq!(again.program, program, "{name}");
    }
}

#[test]
fn refuse() {
    for file in files("refuse") {
        let source = fs::read_to_string(&file).expect("text");
        let Err(errors) = asm::assemble(&source) else {
            panic!("{} is accepted", file.display())
        };
        let found: Vec<String> = errors
            .iter()
            .map(|e| format!("; error: {} line {} column {}", e.code, e.line, e.column))
            .collect();
        expect(&file, &source, "; error:", &found);
        println!(
            "{}",
            asm::render_all(
                &errors,
                &source,
                &file.file_name().expect("a name").to_string_lossy()
            )
        );
    }
}
