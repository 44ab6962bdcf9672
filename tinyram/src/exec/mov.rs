//! `mov`, `cmov`: copy, always or if the flag is set. The flag stays.

use crate::Word;

/// `ri := A`.
#[inline(always)]
pub fn mov(a: Word) -> Word {
    a
}

/// `ri := A` if the flag is set, else `ri` stays.
#[inline(always)]
pub fn cmov(flag: bool, ri: Word, a: Word) -> Word {
    if flag { a } else { ri }
}
