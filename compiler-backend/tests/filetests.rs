//! Programs with their expectation in the same file, as comments on the last lines (`#;` in assembly, `//;` in C).
//!
//! * `filetests/refuse`: `error: ` and the message. `ld: ...`, `cc: ...` are further arguments, `patch: OFFSET BYTE` changes the
//!   file afterwards. `docs/guests.md` lists them all.
//! * `filetests/run`: `answer N in M instructions, S steps (plain P)`; `primary: 1 2` and `auxiliary: 3` are the tapes. The
//!   interpreter has to agree, and so does every translation.
//! * `filetests/lower`: the translation as assembly, checked and fused, without start-up and shared traps.
//!
//! `BLESS=1 cargo test -p compiler-backend --test filetests` writes the expectations anew; read the diff.

mod support;

use compiler_backend::reference::End;
use compiler_backend::toolchain::{Compilation, Compiler};
use compiler_backend::{Options, translate};
use std::fs;
use std::path::{Path, PathBuf};

fn files(kind: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/filetests")
        .join(kind);
    let mut files: Vec<_> = fs::read_dir(directory)
        .expect("the directory")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn mark(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("c") => "//;",
        _ => "#;",
    }
}

/// What stands behind `key:` in a comment.
fn setting<'s>(file: &Path, source: &'s str, key: &str) -> Vec<&'s str> {
    let start = format!("{} {key}:", mark(file));
    source
        .lines()
        .filter_map(|line| line.strip_prefix(&start))
        .flat_map(str::split_whitespace)
        .collect()
}

fn tape(file: &Path, source: &str, key: &str) -> Vec<u32> {
    let words = setting(file, source, key).into_iter();
    words.map(|word| word.parse().expect("a number")).collect()
}

/// Compiles a file; assembly stands alone, C gets the runtime.
fn build(file: &Path, source: &str) -> Vec<u8> {
    let arguments = setting(file, source, "cc");
    let compilation = Compilation {
        compiler: Compiler::Clang,
        level: "2",
        arguments: &arguments,
        link_arguments: &setting(file, source, "ld"),
        runtime: mark(file) == "//;",
        ..Compilation::default()
    };
    let mut elf = match compilation.build(&[file]) {
        Ok(elf) => elf,
        Err(error) => panic!("{}: {error}", file.display()),
    };
    for patch in setting(file, source, "patch").chunks(2) {
        let [offset, byte] = patch else {
            panic!("{}: patch: OFFSET BYTE", file.display())
        };
        let offset: usize = offset.parse().expect("a number");
        elf[offset] = byte.parse().expect("a byte");
    }
    elf
}

/// Compares the comments that are no settings with `actual`, or replaces them.
fn expect(file: &Path, source: &str, actual: &[String]) {
    let mark = mark(file);
    let is_expectation = |line: &str| {
        line.strip_prefix(mark).is_some_and(|rest| {
            !["cc:", "ld:", "patch:", "primary:", "auxiliary:"]
                .iter()
                .any(|key| rest.trim_start().starts_with(key))
        })
    };
    let actual: Vec<String> = actual.iter().map(|line| format!("{mark} {line}")).collect();
    let expected: Vec<&str> = source.lines().filter(|line| is_expectation(line)).collect();
    if expected == actual {
        return;
    }
    if std::env::var_os("BLESS").is_none() {
        panic!(
            "{}\nexpected: {expected:#?}\ngot: {actual:#?}",
            file.display()
        );
    }
    let kept = source.lines().filter(|line| !is_expectation(line));
    let text: String = kept
        .map(str::to_owned)
        .chain(actual)
        .map(|line| line + "\n")
        .collect();
    fs::write(file, text).expect("writable");
}

#[test]
fn refuse() {
    let mut rows = Vec::new();
    for file in files("refuse") {
        let source = fs::read_to_string(&file).expect("text");
        let actual = match translate(&build(&file, &source), &Options::default()) {
            Ok(_) => "translated".to_owned(),
            Err(error) => format!("error: {error}"),
        };
        rows.push(row(&file, &actual));
        expect(&file, &source, &[actual]);
    }
    documented(&rows);
}

/// A refusal's row in the table of docs/guests.md. Where it begins with a place, that is the program's.
fn row(file: &Path, actual: &str) -> String {
    let name = file.file_name().expect("a name").to_string_lossy();
    let message = actual.strip_prefix("error: ").unwrap_or(actual);
    let message = match message.split_once("): ") {
        Some((place, rest)) if place.starts_with("0x") => format!("*place*: {rest}"),
        _ => message.to_owned(),
    };
    format!("| `{name}` | {message} |")
}

/// The table is these rows, or becomes them.
fn documented(rows: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guests.md");
    let text = fs::read_to_string(&path).expect("docs/guests.md");
    let head = "| file | refused because |\n|---|---|\n";
    let (before, table) = text.split_once(head).expect("the table of refusals");
    let (table, after) = table.split_once("\n\n").expect("text behind the table");
    let expected = rows.join("\n");
    if table == expected {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some(),
        "docs/guests.md lists\n{table}\nbut refused are\n{expected}\nBLESS=1 writes the table"
    );
    fs::write(&path, format!("{before}{head}{expected}\n\n{after}")).expect("writable");
}

#[test]
fn run() {
    for file in files("run") {
        let source = fs::read_to_string(&file).expect("text");
        let elf = build(&file, &source);
        let tapes = || {
            [
                tape(&file, &source, "primary"),
                tape(&file, &source, "auxiliary"),
            ]
        };
        let (hart, end) = support::hart(&elf, tapes());
        let mut steps = Vec::new();
        let mut answers = Vec::new();
        for options in support::WAYS {
            let translation = support::translated(&elf, &options);
            let (_, run) = support::run(&translation, tapes());
            steps.push(run.steps);
            answers.push(support::answer(&run).expect("an answer"));
        }
        // The unchecked ways ignore what the checked ones trap.
        let answer = answers[3];
        match end {
            End::Answered(expected) if answer >> 31 == 0 => {
                assert_eq!(answers, [expected; 4], "{}", file.display());
            }
            End::Trapped(_) => assert_eq!(answers, [answer; 4], "{}", file.display()),
            _ => assert_eq!(answers[1], answer, "{}", file.display()),
        }
        let actual = format!(
            "answer {answer:#x} in {} instructions, {} steps (plain {})",
            hart.instructions, steps[3], steps[1]
        );
        expect(&file, &source, &[actual]);
    }
}

#[test]
fn lower() {
    for file in files("lower") {
        let source = fs::read_to_string(&file).expect("text");
        let translation = support::translated(&build(&file, &source), &Options::default());
        let text = tinyram::asm::disassemble(&translation.program);
        let actual: Vec<String> = text
            .lines()
            .skip(1)
            .zip(&translation.sources)
            .filter(|(_, source)| source.is_some())
            .map(|(line, _)| line.trim().to_owned())
            .collect();
        expect(&file, &source, &actual);
    }
}
