//! The two primes of BN254, and their elements as machine words.
#![allow(unsafe_code)]

use ff::PrimeField;
use halo2curves::bn256::{Fq, Fr};

/// A prime field of BN254, whose elements halo2curves keeps as a 2^256 modulo p in four words, lowest first: Montgomery form.
pub trait Prime: PrimeField + Ord + Copy + Send + Sync + 'static {
    /// p in words.
    const P: [u64; 4];

    /// a 2^256 mod p.
    fn words(self) -> [u64; 4];

    /// The inverse of [`Prime::words`]; the words are less than p.
    fn from_words(words: [u64; 4]) -> Self;
}

macro_rules! prime {
    ($field:ty, $p:expr) => {
        impl Prime for $field {
            const P: [u64; 4] = $p;

            #[inline(always)]
            fn words(self) -> [u64; 4] {
                // SAFETY: the type is a struct of one field, of this type; all words are valid.
                unsafe { std::mem::transmute::<$field, [u64; 4]>(self) }
            }

            #[inline(always)]
            fn from_words(words: [u64; 4]) -> Self {
                debug_assert!(less(&words, &Self::P), "expected a number below p");
                // SAFETY: as above. That the words are less than p is this function's condition; others are no reason for
                // undefined behaviour, but wrong numbers.
                unsafe { std::mem::transmute::<[u64; 4], $field>(words) }
            }
        }
    };
}

prime!(
    Fr,
    [
        0x43e1_f593_f000_0001,
        0x2833_e848_79b9_7091,
        0xb850_45b6_8181_585d,
        0x3064_4e72_e131_a029,
    ]
);
prime!(
    Fq,
    [
        0x3c20_8c16_d87c_fd47,
        0x9781_6a91_6871_ca8d,
        0xb850_45b6_8181_585d,
        0x3064_4e72_e131_a029,
    ]
);

/// Is a < b?
pub(crate) fn less(a: &[u64; 4], b: &[u64; 4]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

/// a - b modulo 2^256.
pub(crate) const fn minus(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    let mut difference = [0; 4];
    let mut borrow = false;
    let mut i = 0;
    while i < 4 {
        let (d, first) = a[i].overflowing_sub(b[i]);
        let (d, second) = d.overflowing_sub(borrow as u64);
        difference[i] = d;
        borrow = first || second;
        i += 1;
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<F: Prime>() {
        let mut bytes = F::Repr::default();
        for (bytes, word) in bytes.as_mut().chunks_mut(8).zip(minus(F::P, [1, 0, 0, 0])) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        assert_eq!(F::from_repr(bytes).unwrap(), -F::ONE);
        // 2^256 modulo p.
        let one = minus(
            minus(minus(minus(minus([0; 4], F::P), F::P), F::P), F::P),
            F::P,
        );
        assert_eq!(F::ONE.words(), one);
        assert_eq!(F::from_words(one), F::ONE);
        let x = F::from(7).invert().unwrap();
        assert_eq!(F::from_words(x.words()), x);
    }

    #[test]
    fn words_are_montgomery_form() {
        check::<Fr>();
        check::<Fq>();
    }
}
