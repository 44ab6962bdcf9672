//! Hashes, points and scalars as bytes: 32-byte words, big-endian, as the contract has them.

use ff::{FromUniformBytes, PrimeField};
use halo2curves::CurveAffine;
use halo2curves::bn256::{Fq, Fr, G1Affine};
use sha3::{Digest, Keccak256};

/// Keccak-256.
pub fn keccak256(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

/// 32 big-endian bytes, reduced modulo the group order.
pub(crate) fn scalar_from_hash(hash: [u8; 32]) -> Fr {
    let mut wide = [0; 64];
    for (little, big) in wide.iter_mut().zip(hash.iter().rev()) {
        *little = *big;
    }
    Fr::from_uniform_bytes(&wide)
}

/// 32 big-endian bytes of a canonical field element.
pub(crate) fn be_bytes<F: PrimeField<Repr = [u8; 32]>>(value: &F) -> [u8; 32] {
    let mut bytes = value.to_repr();
    bytes.reverse();
    bytes
}

fn from_be_bytes<F: PrimeField<Repr = [u8; 32]>>(bytes: &[u8]) -> Option<F> {
    let mut repr = [0; 32];
    repr.copy_from_slice(bytes);
    repr.reverse();
    F::from_repr(repr).into()
}

/// The point of a curve with these coordinates. `None` if there is none, or for (0, 0): the crate takes that for the identity, which
/// it has on every curve.
pub(crate) fn affine<C: CurveAffine>(x: C::Base, y: C::Base) -> Option<C> {
    let point: C = Option::from(C::from_xy(x, y))?;
    (!bool::from(point.is_identity())).then_some(point)
}

/// x and y of a point, big-endian. `None` for the identity.
pub(crate) fn point_bytes(point: &G1Affine) -> Option<[u8; 64]> {
    let G1Affine { x, y } = affine(point.x, point.y)?;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&be_bytes(&x));
    bytes[32..].copy_from_slice(&be_bytes(&y));
    Some(bytes)
}

/// The point with these coordinates. `None` if a coordinate is not canonical, the point is not on the curve, or it is (0, 0).
pub(crate) fn point_from_bytes(bytes: &[u8]) -> Option<G1Affine> {
    let x: Fq = from_be_bytes(&bytes[..32])?;
    let y: Fq = from_be_bytes(&bytes[32..])?;
    affine(x, y)
}
