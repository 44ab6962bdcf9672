//! Compiling, running under qemu, and running in every other way.

// Each test file uses its part.
#![allow(dead_code)]

pub mod block;

use compiler_backend::reference::{End, Hart};
use compiler_backend::toolchain::{Compilation, Compiler};
use compiler_backend::{Options, STACK_TOP, Translation, comparison, translate};
use std::fs;
use std::process::{Command, Output};
use tinyram::{Machine, Outcome, Run, Tapes};

/// All ways to translate.
pub const WAYS: [Options; 4] = [
    comparison::WAYS[0].1,
    comparison::WAYS[1].1,
    comparison::WAYS[2].1,
    comparison::WAYS[3].1,
];

/// An executable from a text; `name` ends with `.c` or `.S`. Missing tools are a failure that says so.
pub fn build(
    name: &str,
    text: &str,
    compiler: Compiler,
    level: &str,
    arguments: &[&str],
) -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a directory");
    let source = directory.path().join(name);
    fs::write(&source, text).expect("writable");
    let compilation = Compilation {
        compiler,
        level,
        arguments,
        runtime: !name.ends_with(".S"),
        ..Compilation::default()
    };
    match compilation.build(&[&source]) {
        Ok(elf) => elf,
        Err(error) => panic!("{error}"),
    }
}

/// An executable from assembly that defines `_start`.
pub fn assemble(text: &str, arguments: &[&str]) -> Vec<u8> {
    build("test.S", text, Compiler::Clang, "0", arguments)
}

/// A program of LLVM: version 19, which results are recorded for, or what there is.
pub fn llvm(name: &str) -> Command {
    let nineteen = format!("{name}-19");
    let there = Command::new(&nineteen).arg("--version").output().is_ok();
    Command::new(if there { &nineteen } else { name })
}

/// Runs an executable under qemu.
pub fn qemu(elf: &[u8]) -> Output {
    comparison::qemu(elf).expect("qemu-riscv32-static runs: scripts/toolchains.sh installs it")
}

/// The program as it is, on these tapes.
pub fn hart(elf: &[u8], tapes: [Vec<u32>; 2]) -> (Hart, End) {
    let mut hart = Hart::new(elf, STACK_TOP, tapes).expect("an executable");
    let end = hart.run(100_000_000);
    (hart, end)
}

/// Translates, or fails with the reason.
pub fn translated(elf: &[u8], options: &Options) -> Translation {
    match translate(elf, options) {
        Ok(translation) => translation,
        Err(error) => panic!("refused: {error}"),
    }
}

/// Runs a translated program.
pub fn run(translation: &Translation, tapes: [Vec<u32>; 2]) -> (Machine, Run) {
    let [primary, auxiliary] = tapes.map(|tape| tape.into_iter().map(u64::from).collect());
    let mut machine = Machine::new(&translation.program, Tapes { primary, auxiliary });
    let run = machine.run(300_000_000);
    (machine, run)
}

/// A byte of the translated program's memory.
pub fn byte(machine: &mut Machine, address: u32) -> u8 {
    let double_word = machine.double_word(address.into());
    let bytes = (double_word.hi << 32 | double_word.lo).to_le_bytes();
    bytes[address as usize % 8]
}

/// The answer, if there is one.
pub fn answer(run: &Run) -> Option<u32> {
    match run.outcome {
        Outcome::Answered(answer) => Some(answer as u32),
        Outcome::BoundReached => None,
    }
}

/// Runs assembly that fills `results` (of `RESULTS` bytes, at the beginning of .data, so at the same place everywhere) and jumps
/// to `_finish`: under qemu, as it is, and translated in every way, with compressed instructions and without. All must leave the same
/// results.
#[track_caller]
pub fn results_agree(body: &str, bytes: u32, what: &str) {
    let text = format!(
        ".data\n.balign 16\n.globl results\nresults: .zero {bytes}\n.text\n.globl _start\n{body}\n\
         _finish:\n.ifdef QEMU\n li a0, 1\n la a1, results\n li a2, {bytes}\n li a7, 64\n ecall\n.endif\n\
         li a0, 0\n li a7, 93\n ecall\n"
    );
    for march in ["-march=rv32ima", "-march=rv32imac"] {
        results_agree_for(&text, march, bytes, &format!("{what}, {march}"));
    }
}

#[track_caller]
fn results_agree_for(text: &str, march: &str, bytes: u32, what: &str) {
    let for_qemu = assemble(text, &[march, "-Wa,--defsym,QEMU=1"]);
    let expected = qemu(&for_qemu);
    assert_eq!(
        expected.status.code(),
        Some(0),
        "{what}: qemu, {expected:?}"
    );
    assert_eq!(
        expected.stdout.len(),
        bytes as usize,
        "{what}: qemu's output"
    );

    let elf = assemble(text, &[march]);
    let start = symbol(&elf, "results");
    let (hart, end) = hart(&elf, [vec![], vec![]]);
    assert_eq!(end, End::Answered(0), "{what}: the interpreter");
    for (address, expected) in (start..).zip(&expected.stdout) {
        let got = hart.byte(address);
        assert_eq!(
            got,
            *expected,
            "{what}: the interpreter, results + {:#x}",
            address - start
        );
    }
    for options in WAYS {
        let translation = translated(&elf, &options);
        let (mut machine, run) = run(&translation, [vec![], vec![]]);
        assert_eq!(answer(&run), Some(0), "{what}: {options:?}");
        let moved = start.wrapping_add(translation.data_distance);
        for (address, expected) in (moved..).zip(&expected.stdout) {
            let got = byte(&mut machine, address);
            assert_eq!(
                got,
                *expected,
                "{what}: {options:?}, results + {:#x}",
                address - moved
            );
        }
    }
}

/// The value of a symbol.
pub fn symbol(elf: &[u8], name: &str) -> u32 {
    use object::elf::{FileHeader32, SHT_SYMTAB};
    use object::read::elf::{FileHeader, Sym};
    type Header = FileHeader32<object::LittleEndian>;
    let le = object::LittleEndian;
    let header = Header::parse(elf).expect("an ELF file");
    let sections = header.sections(le, elf).expect("sections");
    let symbols = sections.symbols(le, elf, SHT_SYMTAB).expect("symbols");
    let symbol = symbols
        .iter()
        .find(|symbol| symbol.name(le, symbols.strings()) == Ok(name.as_bytes()));
    symbol.expect("the symbol").st_value(le)
}
