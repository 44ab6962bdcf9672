//! The Fiat-Shamir transcript: Keccak-256 over 32-byte words, as the contract computes it.
//!
//! Points are absorbed as x, y and scalars as one word, big-endian. A challenge is the hash of what was absorbed since the
//! one before, with that one's hash in front, reduced modulo the group order; squeezing again at once hashes a byte 1 too.
//!
//! halo2 absorbs first a hash of the verifying key and the instance column. Here the *preamble* stands for them: the profile's
//! seed, the program point, so that one contract serves all programs of a profile, and the public values, of which the instance
//! column is made when the first challenge is known.

use crate::deletion::on;
use ff::{FromUniformBytes, PrimeField};
use halo2_proofs::transcript::{EncodedChallenge, Transcript, TranscriptRead, TranscriptWrite};
use halo2curves::CurveAffine;
use halo2curves::bn256::{Fq, Fr, G1Affine};
use sha3::{Digest, Keccak256};
use std::io;

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

/// A rule of verifiers that a test lifts, to show that it is needed: the contract takes no identity, so nobody may.
pub(crate) const NO_IDENTITY: &str = "no point of a proof is the identity";

/// The point of a curve with these coordinates. `None` if there is none, or for (0, 0): the crate takes that for the identity, which
/// it has on every curve.
pub(crate) fn affine<C: CurveAffine>(x: C::Base, y: C::Base) -> Option<C> {
    let point: C = Option::from(C::from_xy(x, y))?;
    (!bool::from(point.is_identity()) || !on(NO_IDENTITY)).then_some(point)
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

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A challenge.
#[derive(Clone, Copy, Debug)]
pub struct Challenge(Fr);

impl EncodedChallenge<G1Affine> for Challenge {
    type Input = [u8; 32];

    fn new(hash: &[u8; 32]) -> Self {
        Challenge(scalar_from_hash(*hash))
    }

    fn get_scalar(&self) -> Fr {
        self.0
    }
}

/// The challenge beta of a proof whose first-phase commitments are `first_phase`, x and y of each: what the transcript squeezes
/// first. The instance column depends on it, and halo2's verifier takes that before it reads the proof.
pub(crate) fn first_challenge(preamble: &[u8], first_phase: &[u8]) -> Fr {
    scalar_from_hash(keccak256(&[preamble, first_phase].concat()))
}

/// The hash state, shared by both directions.
#[derive(Clone, Debug)]
struct State {
    buffer: Vec<u8>,
    /// What was hashed, by challenge.
    hashed: Vec<Vec<u8>>,
}

impl State {
    /// Begins with the preamble: seed, program point, public values.
    fn new(preamble: Vec<u8>) -> Self {
        State {
            buffer: preamble,
            hashed: vec![],
        }
    }

    fn absorb_scalar(&mut self, scalar: Fr) {
        self.buffer.extend(be_bytes(&scalar));
    }

    fn absorb_point(&mut self, point: G1Affine) -> io::Result<()> {
        let bytes = point_bytes(&point).ok_or_else(|| invalid("the identity is no proof point"))?;
        self.buffer.extend(bytes);
        Ok(())
    }

    fn squeeze(&mut self) -> Challenge {
        if self.buffer.len() == 32 {
            self.buffer.push(1);
        }
        let hash = keccak256(&self.buffer);
        let hashed = std::mem::replace(&mut self.buffer, hash.to_vec());
        self.hashed.push(hashed);
        Challenge::new(&hash)
    }
}

/// The prover's side: collects the proof.
pub(crate) struct Writer {
    state: State,
    proof: Vec<u8>,
}

impl Writer {
    pub fn new(preamble: Vec<u8>) -> Self {
        Writer {
            state: State::new(preamble),
            proof: vec![],
        }
    }

    pub fn finish(self) -> Vec<u8> {
        self.proof
    }
}

/// The verifier's side: reads canonical words, and nothing else.
pub(crate) struct Reader<'a> {
    state: State,
    proof: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(preamble: Vec<u8>, proof: &'a [u8]) -> Self {
        Reader {
            state: State::new(preamble),
            proof,
        }
    }

    /// What was hashed for each challenge.
    pub fn into_hashed(self) -> Vec<Vec<u8>> {
        self.state.hashed
    }

    /// Was all of the proof read?
    pub fn is_at_end(&self) -> bool {
        self.proof.is_empty()
    }

    fn take(&mut self, bytes: usize) -> io::Result<&'a [u8]> {
        let (taken, rest) = self
            .proof
            .split_at_checked(bytes)
            .ok_or_else(|| invalid("the proof is too short"))?;
        self.proof = rest;
        Ok(taken)
    }
}

macro_rules! transcript {
    ($side:ty) => {
        impl Transcript<G1Affine, Challenge> for $side {
            fn squeeze_challenge(&mut self) -> Challenge {
                self.state.squeeze()
            }
            fn common_point(&mut self, point: G1Affine) -> io::Result<()> {
                self.state.absorb_point(point)
            }
            /// halo2's hash of the key and its instance column: the preamble has both already.
            fn common_scalar(&mut self, _: Fr) -> io::Result<()> {
                Ok(())
            }
        }
    };
}
transcript!(Writer);
transcript!(Reader<'_>);

impl TranscriptWrite<G1Affine, Challenge> for Writer {
    fn write_point(&mut self, point: G1Affine) -> io::Result<()> {
        self.state.absorb_point(point)?;
        let bytes = point_bytes(&point).expect("the identity was not absorbed");
        self.proof.extend(bytes);
        Ok(())
    }
    fn write_scalar(&mut self, scalar: Fr) -> io::Result<()> {
        self.state.absorb_scalar(scalar);
        self.proof.extend(be_bytes(&scalar));
        Ok(())
    }
}

impl TranscriptRead<G1Affine, Challenge> for Reader<'_> {
    fn read_point(&mut self) -> io::Result<G1Affine> {
        let point = point_from_bytes(self.take(64)?)
            .ok_or_else(|| invalid("a proof point is not on the curve or not canonical"))?;
        self.state.absorb_point(point)?;
        Ok(point)
    }
    fn read_scalar(&mut self) -> io::Result<Fr> {
        let scalar = from_be_bytes(self.take(32)?)
            .ok_or_else(|| invalid("a proof scalar is not canonical"))?;
        self.state.absorb_scalar(scalar);
        Ok(scalar)
    }
}
