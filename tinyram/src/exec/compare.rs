//! `cmpe`, `cmpa`, `cmpae`, `cmpg`, `cmpge`: set the flag and nothing else.

use super::signed;
use crate::Word;

/// Equal.
#[inline(always)]
pub fn cmpe(rj: Word, a: Word) -> bool {
    rj == a
}

/// Above: unsigned `>`.
#[inline(always)]
pub fn cmpa(rj: Word, a: Word) -> bool {
    rj > a
}

/// Above or equal: unsigned `>=`.
#[inline(always)]
pub fn cmpae(rj: Word, a: Word) -> bool {
    rj >= a
}

/// Greater: signed `>`.
#[inline(always)]
pub fn cmpg<const W: u32>(rj: Word, a: Word) -> bool {
    signed::<W>(rj) > signed::<W>(a)
}

/// Greater or equal: signed `>=`.
#[inline(always)]
pub fn cmpge<const W: u32>(rj: Word, a: Word) -> bool {
    signed::<W>(rj) >= signed::<W>(a)
}
