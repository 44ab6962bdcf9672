//! What is said about a program's source: the place where it ended, the calls that led there, the listing.

mod support;

use compiler_backend::toolchain::Compiler;
use support::{WAYS, answer, build, run, translated};
use tinyram::Tapes;

const PROGRAM: &str = "\
int zero;
__attribute__((noinline)) static int inner(int x) {
    if (x == zero) __builtin_trap();
    return x + 1;
}
static inline int between(int x) {
    return inner(x) + 1;
}
__attribute__((noinline)) int outer(int x) {
    int y = inner(x);
    return between(y - 8) + 1;
}
int main(void) {
    return outer(7) + 1;
}
";

#[test]
fn a_trap_names_its_line_and_the_calls() {
    for options in WAYS {
        let elf = build("guest.c", PROGRAM, Compiler::Clang, "1", &[]);
        let translation = translated(&elf, &options);
        let (_, ended) = run(&translation, [vec![], vec![]]);
        assert_eq!(answer(&ended), Some(0x8000_0002), "{options:?}");
        let frames = translation.backtrace(&elf, Tapes::default(), ended.steps, false);
        let shown: Vec<String> = frames
            .iter()
            .map(|frame| {
                let line = frame.line.as_ref().map_or(0, |(_, line)| *line);
                format!("{}:{line}", frame.function.as_deref().unwrap_or("?"))
            })
            .collect();
        assert_eq!(
            shown[..4],
            ["inner:3", "between:7", "outer:11", "main:14"],
            "{options:?}"
        );
    }
}

#[test]
fn a_listing_has_every_instruction_and_the_source() {
    let elf = build("guest.c", PROGRAM, Compiler::Clang, "1", &[]);
    let translation = translated(&elf, &WAYS[3]);
    let lines: Vec<&str> = PROGRAM.lines().collect();
    let listing = translation.listing(&elf, |file, line| {
        file.ends_with("guest.c")
            .then(|| lines[line as usize - 1].to_owned())
    });
    let instructions = listing.lines().filter(|line| line.starts_with("    "));
    assert_eq!(instructions.count(), translation.sources.len(), "{listing}");
    for text in [
        "if (x == zero) __builtin_trap();",
        "return outer(7) + 1;",
        " unimp ",
        "answer  2147483650",
        " jalr zero, 0(ra)",
        "jmp     r1",
    ] {
        assert!(listing.contains(text), "{text:?} in:\n{listing}");
    }
}
