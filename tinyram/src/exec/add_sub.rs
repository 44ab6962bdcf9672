//! `add`, `sub`: unsigned, mod 2^W; the flag is the carry or the borrow.

use super::{Output, mask};
use crate::Word;

/// `ri := rj + A`; flag: the sum does not fit `W` bits.
#[inline(always)]
pub fn add<const W: u32>(rj: Word, a: Word) -> Output {
    let sum = u128::from(rj) + u128::from(a);
    Output {
        value: sum as Word & mask::<W>(),
        flag: sum >> W != 0,
    }
}

/// `ri := rj - A`; flag: `rj < A`, unsigned.
#[inline(always)]
pub fn sub<const W: u32>(rj: Word, a: Word) -> Output {
    Output {
        value: rj.wrapping_sub(a) & mask::<W>(),
        flag: rj < a,
    }
}
