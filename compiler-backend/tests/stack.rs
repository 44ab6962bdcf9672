//! Stacks that grow where the tapes say, until they would reach heap, data and code. Each ends in a trap of its own, before
//! anything is stored; the same programs with a little of it run as they do under an operating system.

mod support;

use compiler_backend::Trap;
use compiler_backend::comparison;
use compiler_backend::toolchain::{Compiler, RustCompilation};
use std::fs;
use support::{WAYS, answer, build, run, translated};

const OVERFLOW: u32 = Trap::StackOverflow.answer();

/// Builds for every compiler and level, translates in every way (unchecked and unfused too), and compares answers.
fn c(source: &str, cases: &[(&[u32], u32)]) {
    for (compiler, level) in [
        (Compiler::Clang, "0"),
        (Compiler::Clang, "3"),
        (Compiler::Clang, "s"),
        (Compiler::Gcc, "2"),
    ] {
        let elf = build("guest.c", source, compiler, level, &[]);
        compare(&elf, cases, &format!("{compiler:?} -O{level}"));
    }
}

fn compare(elf: &[u8], cases: &[(&[u32], u32)], what: &str) {
    for options in WAYS {
        let translation = translated(elf, &options);
        for (private, expected) in cases {
            let (_, ended) = run(&translation, [vec![], private.to_vec()]);
            let what = format!("{what}, {options:?}: {private:?}");
            assert_eq!(answer(&ended), Some(*expected), "{what}");
        }
    }
}

/// The length of an array from the private tape. 536870744 words put it on the globals, which accepted 5000.
#[test]
fn an_array_of_any_length() {
    let source = r#"
#include "vntr.h"
static volatile uint32_t secret_limit = 100;
__attribute__((noinline)) static uint32_t work(uint32_t n, uint32_t x) {
    volatile uint32_t v[n];
    for (int i = 0; i < 4; i++) v[i] = x;
    return v[0];
}
int main(void) {
    uint32_t n = vntr_read_private(), x = vntr_read_private(), amount = vntr_read_private();
    vntr_require(work(n, x) == x);
    vntr_require(amount < secret_limit);
    return 0;
}"#;
    let mut cases: Vec<(Vec<u32>, u32)> = vec![(vec![4, 7, 99], 0), (vec![1 << 20, 7, 99], 0)];
    for n in [
        536_870_744,
        1 << 27,
        (1 << 27) + 100,
        1 << 28,
        1 << 29,
        (1 << 29) - 8,
    ] {
        cases.push((vec![n, 1_000_000, 5000], OVERFLOW));
    }
    // Around the globals, a word at a time.
    cases.extend((536_870_700..536_870_800).map(|n| (vec![n, 1_000_000, 5000], OVERFLOW)));
    let cases: Vec<(&[u32], u32)> = cases.iter().map(|(t, a)| (t.as_slice(), *a)).collect();
    c(source, &cases);
}

/// Recursion with frames from 1 KiB to 32 MiB, alone, by turns, and through pointers.
#[test]
fn recursion_of_any_depth() {
    for words in [256, 1 << 14, 1 << 20, 1 << 23] {
        for call in ["level", "other", "pointer"] {
            let source = format!(
                r#"
#include "vntr.h"
#define WORDS {words}
static uint32_t level(uint32_t depth);
static uint32_t (*volatile pointer)(uint32_t) = level;
__attribute__((noinline)) static uint32_t other(uint32_t depth) {{
    uint32_t result = level(depth);
    __asm__ volatile("" ::: "memory");
    return result + 1;
}}
__attribute__((noinline)) static uint32_t level(uint32_t depth) {{
    volatile uint32_t buffer[WORDS];
    buffer[0] = depth;
    if (depth == 0) return 0;
    uint32_t result = {call}(depth - 1);
    // The frame is used after the call: no compiler makes a loop of this.
    __asm__ volatile("" : : "r"(buffer), "r"(result) : "memory");
    return result + (buffer[0] != depth);
}}
int main(void) {{
    uint32_t depth = vntr_read_private();
    level(depth);
    return 0;
}}"#
            );
            // 64 MiB and a little more or less: the other frames are small.
            let most = (1u32 << 24) / words;
            let deep = most + 2;
            let fits = (most / 2).min(1000) - 1;
            let mut cases: Vec<(&[u32], u32)> = vec![];
            let (deep, fits) = ([deep], [fits]);
            cases.push((&fits, 0));
            // A run to the end of small frames takes millions of steps.
            if words >= 1 << 14 {
                cases.push((&deep, OVERFLOW));
                cases.push((&[1_000_000], OVERFLOW));
            }
            c(&source, &cases);
        }
    }
}

/// `alloca` in a loop, and memory that is set below the stack pointer by nobody.
#[test]
fn alloca_in_a_loop() {
    let source = r#"
#include "vntr.h"
int main(void) {
    uint32_t rounds = vntr_read_private(), bytes = vntr_read_private();
    for (uint32_t i = 0; i < rounds; i++) {
        volatile uint32_t *block = __builtin_alloca(bytes);
        block[0] = i;
    }
    return 0;
}"#;
    c(
        source,
        &[
            (&[10, 1000], 0),
            (&[100, 1 << 23], OVERFLOW),
            (&[1, 1 << 30], OVERFLOW),
            (&[3, 0x7fff_0000], OVERFLOW),
            (&[1, 0xc000_0000], OVERFLOW),
        ],
    );
}

/// A jump back to a stack pointer that somebody else wrote down, and a stack of one's own.
#[test]
fn other_stack_pointers() {
    let program = |body: &str| {
        format!(
            "        .globl _start\n_start: la t1, place\n{body}\n        li a0, 0\n        li a7, 93\n        ecall\n        .data\n        .align 4\nplace:  .word 0x12340\nown:    .zero 4096\nend:\n"
        )
    };
    for (body, expected) in [
        ("addi sp, sp, -16\n addi sp, sp, 16", 0),
        ("mv s0, sp\n addi sp, sp, -1024\n mv sp, s0", 0),
        ("la t0, place\n lw sp, 0(t0)", OVERFLOW),
        ("la sp, end", OVERFLOW),
        ("la t0, end\n mv sp, t0", OVERFLOW),
        ("li sp, 0", OVERFLOW),
        ("li sp, 0x80000000", OVERFLOW),
        ("li t0, 0x04000000\n sub sp, sp, t0", OVERFLOW),
        ("li t0, 0x03f00000\n sub sp, sp, t0", 0),
        ("li t0, 0x90000000\n add sp, sp, t0", OVERFLOW),
        ("jal sp, _start", OVERFLOW),
        // By atomic instructions: 0x12340, the one that was stored before, what `sc.w` leaves, and a stack pointer that is one.
        ("la t0, place\n amoswap.w sp, zero, (t0)", OVERFLOW),
        ("la t0, place\n lr.w sp, (t0)", OVERFLOW),
        ("la t0, place\n lr.w t1, (t0)\n sc.w sp, t1, (t0)", OVERFLOW),
        (
            "sw zero, -4(sp)\n addi sp, sp, -4\n amoadd.w sp, zero, (sp)",
            OVERFLOW,
        ),
        (
            "la t0, place\n sw sp, 0(t0)\n li t1, -16\n amoadd.w sp, t1, (t0)\n lw sp, 0(t0)",
            0,
        ),
        ("1: addi sp, sp, -2032\n j 1b", OVERFLOW),
        ("1: addi sp, sp, -512\n j 1b", OVERFLOW),
        ("again: addi sp, sp, -32\n jal again", OVERFLOW),
        ("again: addi sp, sp, -2032\n call again", OVERFLOW),
    ] {
        for march in ["-march=rv32ima", "-march=rv32imac"] {
            let elf = support::assemble(&program(body), &[march]);
            compare(&elf, &[(&[], expected)], &format!("{body}, {march}"));
        }
    }
}

/// Safe Rust: depth and index from the private tape, every index checked. 128 frames of 16 MiB reached the code when the stack had no end, and a store
/// changed the number that `require` compares with.
#[test]
fn safe_rust() {
    if !comparison::has_rust() {
        assert!(std::env::var_os("CI").is_none(), "no Rust for guests");
        return eprintln!("SKIPPED: no Rust for guests");
    }
    let source = r#"
#![no_std]
#![no_main]
#![deny(unsafe_code)]
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use vntr_guest::{read_private, require};

static LIMIT: AtomicU32 = AtomicU32::new(100);
const WORDS: usize = 1 << 19;

#[inline(never)]
fn level(depth: u32, index: usize, value: u32) {
    let mut buffer = [const { MaybeUninit::<u32>::uninit() }; WORDS];
    if depth == 0 {
        buffer[index].write(value);
    } else {
        level(depth - 1, index, value);
    }
    core::hint::black_box(&mut buffer);
}

mod entry {
    #![allow(unsafe_code)]
    vntr_guest::entry!(super::main);
}

fn main() {
    let (depth, index, value, amount): (u32, u32, u32, u32) = read_private();
    level(depth, index as usize, value);
    require(amount < LIMIT.load(Relaxed));
}
"#;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("guest.rs");
    fs::write(&path, source).unwrap();
    for level in ["3", "s"] {
        let elf = (RustCompilation {
            level,
            ..RustCompilation::default()
        })
        .file(&path)
        .unwrap();
        compare(
            &elf,
            &[
                (&[3, 77, 1, 99], 0),
                (&[30, 77, 1, 99], 0),
                (&[32, 77, 1, 5000], OVERFLOW),
                (&[127, 77, 10_000, 5000], OVERFLOW),
                (&[128, 4_194_000, 10_000, 5000], OVERFLOW),
                (&[255, 0, 0, 99], OVERFLOW),
                (&[256, 0, 0, 99], OVERFLOW),
                (&[u32::MAX, 0, 0, 99], OVERFLOW),
            ],
            level,
        );
    }
}
