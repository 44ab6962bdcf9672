//! `shl`, `shr`: logical shifts. The amount is all of A, not A mod W; the flag comes from the source, whatever the amount.

use super::{Output, mask};
use crate::Word;

/// `ri := rj << A`, 0 if `A >= W`; flag: top bit of `rj`.
#[inline(always)]
pub fn shl<const W: u32>(rj: Word, a: Word) -> Output {
    let value = if a < Word::from(W) {
        (rj << a) & mask::<W>()
    } else {
        0
    };
    Output {
        value,
        flag: rj >> (W - 1) == 1,
    }
}

/// `ri := rj >> A`, 0 if `A >= W`; flag: bottom bit of `rj`.
#[inline(always)]
pub fn shr<const W: u32>(rj: Word, a: Word) -> Output {
    let value = if a < Word::from(W) { rj >> a } else { 0 };
    Output {
        value,
        flag: rj & 1 == 1,
    }
}
