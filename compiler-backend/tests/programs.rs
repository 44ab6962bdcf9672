//! Programs in C and C++ as people write them, over all headers: what they print and answer is what they print and answer natively.
//!
//! `programs` has them. Each is compiled for this machine by clang, and as a guest by clang and gcc at several levels, with what it prints
//! and without.

mod support;

use compiler_backend::Options;
use compiler_backend::toolchain::{Compilation, Compiler};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{WAYS, answer, llvm, run, translated};
use tinyram::Tapes;

/// Steps that a program may take; the longest takes less than a third.
const MOST_STEPS: u64 = 30_000_000;

fn programs(extension: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let entries = fs::read_dir(directory).expect("the programs");
    let mut programs: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    programs.sort();
    programs
}

/// What a program prints and answers on this machine.
fn natively(program: &Path) -> (Vec<u8>, u32) {
    let directory = tempfile::tempdir().expect("a directory");
    let executable = directory.path().join("program");
    let mut command = llvm("clang");
    match program.extension().is_some_and(|e| e == "cc") {
        true => command.args([
            "--driver-mode=g++",
            "-std=c++17",
            "-fno-exceptions",
            "-fno-rtti",
        ]),
        false => command.arg("-std=gnu17"),
    };
    let compiled = command
        .args(["-w", "-O1"])
        .arg(program)
        .args(["-lm", "-o"])
        .arg(&executable)
        .output()
        .expect("clang runs: scripts/toolchains.sh installs it");
    assert!(
        compiled.status.success(),
        "{}: {compiled:?}",
        program.display()
    );
    let ended = Command::new(&executable).output().expect("it runs");
    let code = ended.status.code().expect("an exit code");
    assert!(!ended.stdout.is_empty(), "{}", program.display());
    (ended.stdout, code as u32)
}

fn build(program: &Path, compiler: Compiler, level: &str, printing: bool) -> Vec<u8> {
    let compilation = Compilation {
        compiler,
        level,
        printing,
        arguments: &["-w"],
        ..Compilation::default()
    };
    match compilation.build(&[program]) {
        Ok(elf) => elf,
        Err(error) => panic!("{}, {compiler:?} -O{level}: {error}", program.display()),
    }
}

/// Runs a program in every translation; what it prints and answers has to be this. Steps of the fused and checked one.
fn prints(elf: &[u8], expected: &(Vec<u8>, u32), what: &str) -> u64 {
    let mut steps = 0;
    for options in [Options::default(), WAYS[0]] {
        let mut printed = Vec::new();
        let translation = translated(elf, &options);
        let execution =
            translation.execute(Tapes::default(), MOST_STEPS, |byte| printed.push(byte));
        assert_eq!(
            String::from_utf8_lossy(&printed),
            String::from_utf8_lossy(&expected.0),
            "{what}, {options:?}"
        );
        assert_eq!(
            answer(&execution.run),
            Some(expected.1),
            "{what}, {options:?}"
        );
        assert_eq!(execution.astray, None, "{what}, {options:?}");
        if options == Options::default() {
            steps = execution.run.steps;
        }
    }
    steps
}

fn compare(program: &Path, ways: &[(Compiler, &str)]) -> String {
    let expected = natively(program);
    let name = program.file_name().expect("a name").to_string_lossy();
    let mut line = format!("{name:<22}");
    for (compiler, level) in ways {
        let what = format!("{name}, {compiler:?} -O{level}");
        let elf = build(program, *compiler, level, true);
        let printing = prints(&elf, &expected, &what);
        // Without what it prints: no less than the answer is left.
        let elf = build(program, *compiler, level, false);
        let translation = translated(&elf, &Options::default());
        assert!(translation.sources.len() < 40_000, "{what}");
        let (_, ended) = run(&translation, [vec![], vec![]]);
        assert_eq!(
            answer(&ended),
            Some(expected.1),
            "{what}, without what it prints"
        );
        line += &format!(" {printing:>9} {:>8}", ended.steps);
    }
    line
}

fn all(extension: &str, least: usize, ways: &[(Compiler, &str)]) {
    let programs = programs(extension);
    assert!(programs.len() >= least, "{}", programs.len());
    println!("steps with what is printed, and without, by {ways:?}");
    let (next, lines) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let line = compare(program, ways);
                    lines.lock().expect("no panic").push(line);
                }
            });
        }
    });
    let mut lines = lines.into_inner().expect("no panic");
    lines.sort();
    println!("{}", lines.join("\n"));
}

#[test]
fn programs_in_c_do_what_they_do_natively() {
    use Compiler::{Clang, Gcc};
    all("c", 40, &[(Clang, "3"), (Clang, "0"), (Gcc, "2")]);
}

#[test]
fn programs_in_cxx_do_what_they_do_natively() {
    all("cc", 10, &[(Compiler::Clang, "3"), (Compiler::Clang, "0")]);
}
