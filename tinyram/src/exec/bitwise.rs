//! `and`, `or`, `xor`, `not`: bit by bit; the flag says whether the result is zero.

use super::{Output, mask};
use crate::Word;

#[inline(always)]
fn output(value: Word) -> Output {
    Output {
        value,
        flag: value == 0,
    }
}

/// `ri := rj & A`.
#[inline(always)]
pub fn and(rj: Word, a: Word) -> Output {
    output(rj & a)
}

/// `ri := rj | A`.
#[inline(always)]
pub fn or(rj: Word, a: Word) -> Output {
    output(rj | a)
}

/// `ri := rj ^ A`.
#[inline(always)]
pub fn xor(rj: Word, a: Word) -> Output {
    output(rj ^ a)
}

/// `ri := ~A`, the low `W` bits of it.
#[inline(always)]
pub fn not<const W: u32>(a: Word) -> Output {
    output(!a & mask::<W>())
}
