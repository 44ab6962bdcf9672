//! `mull`, `umulh`, `smulh`: one or the other half of a product of `2 W` bits.
//!
//! The specification's wording for `smulh` (a sign and magnitude whose width it does not give) has been read four ways.
//! Here it is the high word of the two's-complement product, so that `smulh` and `mull` together are the exact signed
//! product. Its flag does not depend on the reading.

use super::{Output, mask, signed};
use crate::Word;

/// `ri := low W bits of rj * A`; flag: the unsigned product does not fit `W` bits.
#[inline(always)]
pub fn mull<const W: u32>(rj: Word, a: Word) -> Output {
    let product = u128::from(rj) * u128::from(a);
    Output {
        value: product as Word & mask::<W>(),
        flag: product >> W != 0,
    }
}

/// `ri := high W bits of rj * A`, unsigned; flag as for [`mull`].
#[inline(always)]
pub fn umulh<const W: u32>(rj: Word, a: Word) -> Output {
    let product = u128::from(rj) * u128::from(a);
    Output {
        value: (product >> W) as Word,
        flag: product >> W != 0,
    }
}

/// `ri := high W bits of rj * A`, both two's complement; flag: the signed product does not fit `W` signed bits.
#[inline(always)]
pub fn smulh<const W: u32>(rj: Word, a: Word) -> Output {
    let product = i128::from(signed::<W>(rj)) * i128::from(signed::<W>(a));
    let fits = product == i128::from(signed::<W>(product as Word & mask::<W>()));
    Output {
        value: (product >> W) as Word & mask::<W>(),
        flag: !fits,
    }
}
