//! What the instructions do: one file for each [`Family`](crate::Family), plain Rust on words.
//!
//! The functions are generic over the word size `W` where it matters, so that the interpreter is compiled once for each of
//! 8, 16, 32 and 64. They take words of at most `W` bits and return such words. Nothing else in the workspace says what an
//! instruction computes: the circuit takes its values from a [`Trace`](crate::Trace) and constrains them.

pub mod add_sub;
pub mod bitwise;
pub mod compare;
pub mod div;
pub mod jump;
pub mod load_store;
pub mod mov;
pub mod mul;
pub mod shift;
pub mod tape;

pub use crate::memory::Memory;

use crate::Word;

/// What an instruction that computes leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output {
    /// The new value of the destination register.
    pub value: Word,
    /// The new flag.
    pub flag: bool,
}

/// The largest word of `W` bits.
#[inline(always)]
pub(crate) const fn mask<const W: u32>() -> Word {
    Word::MAX >> (Word::BITS - W)
}

/// The two's-complement value of a word.
#[inline(always)]
pub(crate) const fn signed<const W: u32>(word: Word) -> i64 {
    let unused = Word::BITS - W;
    (word << unused) as i64 >> unused
}
