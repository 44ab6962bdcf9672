//! Numbers of 256 bits as the EVM has them: 32 bytes, big-endian.

/// A number.
pub type Word = [u8; 32];

/// The order of the group: evaluations are below it.
pub const R: Word = modulus(0x2833_e848_79b9_7091_43e1_f593_f000_0001);
/// The modulus of the curve's coordinates.
pub const Q: Word = modulus(0x9781_6a91_6871_ca8d_3c20_8c16_d87c_fd47);

/// BN254's moduli differ in their low halves.
const fn modulus(low: u128) -> Word {
    let high = 0x3064_4e72_e131_a029_b850_45b6_8181_585d_u128.to_be_bytes();
    let low = low.to_be_bytes();
    let mut word = [0; 32];
    let mut i = 0;
    while i < 16 {
        word[i] = high[i];
        word[16 + i] = low[i];
        i += 1;
    }
    word
}

/// A small number.
pub fn word(value: u128) -> Word {
    let mut word = [0; 32];
    word[16..].copy_from_slice(&value.to_be_bytes());
    word
}

/// a + b, if it is below 2^256.
pub fn add(a: Word, b: Word) -> Option<Word> {
    let mut sum = [0; 32];
    let mut carry = 0;
    for i in (0..32).rev() {
        let digit = u16::from(a[i]) + u16::from(b[i]) + carry;
        sum[i] = digit as u8;
        carry = digit >> 8;
    }
    (carry == 0).then_some(sum)
}

/// b - a for a not above b.
pub fn subtract(b: Word, a: Word) -> Word {
    let mut borrow = 0;
    let mut difference = [0; 32];
    for i in (0..32).rev() {
        let digit = i16::from(b[i]) - i16::from(a[i]) - borrow;
        borrow = i16::from(digit < 0);
        difference[i] = digit.rem_euclid(256) as u8;
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moduli_are_those() {
        let hex = |word: Word| hex::encode(word);
        assert_eq!(
            hex(R),
            "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001"
        );
        assert_eq!(
            hex(Q),
            "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"
        );
    }

    #[test]
    fn sums_and_differences() {
        assert_eq!(
            add(R, word(1)),
            Some(subtract(add(R, word(2)).unwrap(), word(1)))
        );
        assert_eq!(
            subtract(Q, R),
            subtract(subtract(Q, word(1)), subtract(R, word(1)))
        );
        assert_eq!(add([0xff; 32], word(1)), None);
    }
}
