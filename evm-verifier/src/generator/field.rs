//! Field elements and curve points as EVM words.

use ff::PrimeField;
use halo2_proofs::halo2curves::bn256::{Fq, Fq2, Fr, G1Affine, G2Affine};

/// `0x` and 64 digits; a decimal for the few small numbers that read better so.
pub(super) fn scalar(value: &Fr) -> String {
    let bytes = be(value.to_repr().as_ref());
    match u16::from_str_radix(&hex::encode(&bytes[30..]), 16) {
        Ok(small) if bytes[..30].iter().all(|b| *b == 0) => small.to_string(),
        _ => format!("0x{}", hex::encode(bytes)),
    }
}

/// Both coordinates of a point that is not the identity.
pub(super) fn g1(point: &G1Affine) -> [[u8; 32]; 2] {
    [point.x, point.y].map(|c| fq(&c))
}

/// The four words of a point of G2 in the order that the pairing precompile reads: imaginary part first.
pub(super) fn g2(point: &G2Affine) -> [[u8; 32]; 4] {
    let Fq2 { c0: x0, c1: x1 } = point.x;
    let Fq2 { c0: y0, c1: y1 } = point.y;
    [x1, x0, y1, y0].map(|c| fq(&c))
}

/// A word as Solidity writes it.
pub(super) fn word(bytes: &[u8; 32]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn fq(value: &Fq) -> [u8; 32] {
    be(value.to_repr().as_ref())
}

fn be(little_endian: &[u8]) -> [u8; 32] {
    let mut bytes: [u8; 32] = little_endian.try_into().expect("a word has 32 bytes");
    bytes.reverse();
    bytes
}
