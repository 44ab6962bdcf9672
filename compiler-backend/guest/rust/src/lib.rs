//! The guest's side of vnTinyRAM for programs in Rust: two tapes to read, public outputs to commit, one answer to give.
//!
//! A whole program, `square.rs`:
//!
//! ```ignore
#![doc = include_str!("../examples/square.rs")]
//! ```
//!
//! ```sh
//! rustup target add riscv32imac-unknown-none-elf                  # once
//! vntr run   square.rs --primary public.txt --auxiliary secret.txt
//! vntr prove square.rs --primary public.txt --auxiliary secret.txt
//! ```
//!
//! A cargo project says `vntr-guest = "0.1"` under `[dependencies]`; `vntr build`, `run` and `prove` take its directory and
//! supply this crate.
//!
//! # Answers
//!
//! | the program | answer |
//! |---|---|
//! | returns `()` or `Ok(())` from `main` | 0: accepted |
//! | returns a `u32` from `main`, or calls [`exit`] | that number; 0 accepts, everything else refuses |
//! | returns `Err(_)` from `main`, or a [`require`] does not hold | 1 |
//! | panics | 101, as Rust's programs do; `vntr run` says where |
//!
//! [`println!`] and [`print!`] are for who runs the program: `vntr run` shows what they print, and a proof is of the program without.
//!
//! # Tapes
//!
//! A tape is a sequence of 32-bit words. As with C's `vntr.h`, a word behind the end of a tape reads as 0: a program that has to
//! tell the end from zeros puts a length before them. Values are written so ([`Read`], [`Commit`]):
//!
//! | type | words |
//! |---|---|
//! | `u32`, `i32`, `usize`, `isize` | one |
//! | `u8`, `i8`, `u16`, `i16`, `bool` | one; a read of a word that is no such value panics |
//! | `u64`, `i64`, `u128`, `i128` | two, four; the low one first |
//! | `[T; N]`, tuples, structs by [`words!`] | one element after the other |
//! | `[u8; N]` | four bytes in a word, the first one lowest; the rest of the last word is 0, and is skipped by a read |
//! | `Vec<T>`, slices | the number of elements, then as an array |
//! | `Option<T>` | 0, or 1 and the value |

#![no_std]
#![warn(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]
// What `vntr` says to the compiler, see `print`.
#![allow(unexpected_cfgs)]

extern crate alloc;

mod print;
mod words;

#[cfg(feature = "allocator")]
mod heap;
#[cfg(feature = "panic-handler")]
mod panic;

#[doc(hidden)]
pub use print::print;
pub use words::{Commit, Read, Tape};

use core::arch::{asm, global_asm};

// The start-up code of C guests: calls `main` and answers what it returns.
global_asm!(include_str!("../../c/crt0.S"));

/// The secret tape.
pub struct Private;
/// The public tape.
pub struct Public;

impl Tape for Public {
    #[inline(always)]
    fn word() -> u32 {
        let word;
        // SAFETY: changes its register and moves the tape on, nothing else.
        unsafe { asm!(".insn i 0x0b, 0, {}, x0, 0", out(reg) word, options(nomem, nostack)) };
        word
    }
}

impl Tape for Private {
    #[inline(always)]
    fn word() -> u32 {
        let word;
        // SAFETY: changes its register and moves the tape on, nothing else.
        unsafe { asm!(".insn i 0x0b, 0, {}, x0, 1", out(reg) word, options(nomem, nostack)) };
        word
    }
}

/// The next value of the public tape. One step for each word, and what it takes to put them together.
///
/// # Panics
/// If the words are no such value, for example 2 for a `bool`.
#[inline]
pub fn read_public<T: Read>() -> T {
    T::read::<Public>()
}

/// The next value of the secret tape.
///
/// # Panics
/// If the words are no such value.
#[inline]
pub fn read_private<T: Read>() -> T {
    T::read::<Private>()
}

/// A public output: the next words of the public tape have to be there and to be this value, else the run is refused. So what the
/// tape claims is shown to be what the program computed. `vntr run` and `vntr prove` write the words where the tape ends.
#[inline]
pub fn commit<T: Commit>(value: T) {
    value.commit();
}

/// Ends the run. 0 accepts; everything else refuses.
#[inline]
pub fn exit(answer: u32) -> ! {
    // SAFETY: nothing runs afterwards.
    unsafe { asm!("ecall", in("a0") answer, in("a7") 93, options(noreturn, nostack)) }
}

/// The run goes on only if the condition holds; else it ends with answer 1. An `assert!` that costs less: it leaves no message.
#[inline]
pub fn require(condition: bool) {
    if !condition {
        exit(1);
    }
}

/// What `main` returns.
pub trait Answer {
    /// The run's answer.
    fn answer(self) -> u32;
}

impl Answer for () {
    #[inline]
    fn answer(self) -> u32 {
        0
    }
}

impl Answer for u32 {
    #[inline]
    fn answer(self) -> u32 {
        self
    }
}

impl<T: Answer, E> Answer for Result<T, E> {
    #[inline]
    fn answer(self) -> u32 {
        match self {
            Ok(value) => value.answer(),
            Err(_) => 1,
        }
    }
}

/// Names the function that the program starts with; it takes nothing and returns an [`Answer`].
#[macro_export]
macro_rules! entry {
    ($main:path) => {
        const _: () = {
            // What the start-up code calls.
            #[unsafe(export_name = "main")]
            extern "C" fn start() -> u32 {
                $crate::Answer::answer($main())
            }
        };
    };
}
