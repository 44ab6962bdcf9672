//! `udiv`, `umod`: unsigned; dividing by zero is no error but gives 0 and sets the flag.

use super::Output;
use crate::Word;

/// `ri := rj / A` rounded down.
#[inline(always)]
pub fn udiv(rj: Word, a: Word) -> Output {
    Output {
        value: rj.checked_div(a).unwrap_or(0),
        flag: a == 0,
    }
}

/// `ri := rj mod A`; modulo zero this is 0, not `rj`.
#[inline(always)]
pub fn umod(rj: Word, a: Word) -> Output {
    Output {
        value: rj.checked_rem(a).unwrap_or(0),
        flag: a == 0,
    }
}
