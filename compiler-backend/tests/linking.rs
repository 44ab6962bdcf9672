//! What C leaves to the linker: functions that nobody defines, and what runs before `main`. By every compiler, in every translation.

mod support;

use compiler_backend::Trap;
use compiler_backend::toolchain::Compiler;
use support::{WAYS, answer, build, run, translated};

#[track_caller]
fn answers(source: &str, expected: u32) {
    for compiler in [Compiler::Clang, Compiler::Gcc] {
        for level in ["0", "1", "2", "3", "s"] {
            let elf = build("guest.c", source, compiler, level, &[]);
            for options in WAYS {
                let (_, ended) = run(&translated(&elf, &options), [vec![], vec![]]);
                let what = format!("{compiler:?} -O{level}, {options:?}");
                assert_eq!(answer(&ended), Some(expected), "{what}");
            }
        }
    }
}

/// ../shared/cases/weak-call, and what is like it: with a value, through a pointer, as the last thing that a function does.
#[test]
fn a_weak_function_that_nobody_defines_is_null() {
    answers(
        r#"
#include "vntr.h"
extern void hook(void) __attribute__((weak));
extern unsigned number(unsigned) __attribute__((weak));
__attribute__((weak)) unsigned defined(unsigned x) { return x + 1; }
static unsigned (*volatile pointer)(unsigned) = number;
__attribute__((noinline)) static void last(void) { if (hook) hook(); }
int main(void) {
    if (hook) hook();
    unsigned x = number ? number(3) : 4;
    if (pointer) x = pointer(x);
    if (&hook != 0) x = 9;
    last();
    return defined(x) == 5 ? 0 : 1;
}"#,
        0,
    );
}

/// Without the test it is a call of null.
#[test]
fn a_call_of_null_traps() {
    answers(
        r#"
#include "vntr.h"
extern void hook(void) __attribute__((weak));
int main(void) {
    hook();
    return 0;
}"#,
        Trap::InstructionAccess.answer(),
    );
}

/// ../shared/cases/preinit-array.
#[test]
fn preinit_runs_before_init() {
    answers(
        r#"
#include "vntr.h"
static volatile uint32_t order;
static void first(void) { order = order * 10 + 1; }
static void second(void) { order = order * 10 + 2; }
__attribute__((section(".init_array"), used)) static void (*const b)(void) = second;
__attribute__((section(".preinit_array"), used)) static void (*const a)(void) = first;
int main(void) {
    return order == 12 ? 0 : (int)order;
}"#,
        0,
    );
}
