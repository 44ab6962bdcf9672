//! The Fiat-Shamir transcript: Keccak-256, as a contract computes it.
//!
//! Points are absorbed as x, y and scalars as one word, 32 bytes each, big-endian. A challenge is the hash of the one before and of
//! what was absorbed since, reduced modulo the group order. A proof is what was absorbed of it, in this order and nothing else.

use ff::{FromUniformBytes, PrimeField};
use halo2curves::CurveAffine;
use halo2curves::bn256::{Fq, Fr, G1Affine};
use sha3::{Digest, Keccak256};

/// What was absorbed so far.
#[derive(Clone, Debug)]
struct State {
    buffer: Vec<u8>,
}

impl State {
    fn squeeze(&mut self) -> Fr {
        let hash: [u8; 32] = Keccak256::digest(&self.buffer).into();
        self.buffer = hash.to_vec();
        let mut wide = [0; 64];
        for (little, big) in wide.iter_mut().zip(hash.iter().rev()) {
            *little = *big;
        }
        Fr::from_uniform_bytes(&wide)
    }
}

fn be_bytes<F: PrimeField<Repr = [u8; 32]>>(value: &F) -> [u8; 32] {
    let mut bytes = value.to_repr();
    bytes.reverse();
    bytes
}

/// A transcript that a prover writes.
#[derive(Clone, Debug)]
pub struct Writer {
    state: State,
    proof: Vec<u8>,
}

impl Writer {
    /// Begins with what names circuit, setup and statement.
    pub fn new(preamble: &[u8]) -> Self {
        let buffer = preamble.to_vec();
        Writer {
            state: State { buffer },
            proof: vec![],
        }
    }

    /// The next challenge.
    pub fn squeeze(&mut self) -> Fr {
        self.state.squeeze()
    }

    /// Adds a point to the proof. `None`: it is the identity, which is no point of a proof.
    pub fn point(&mut self, point: G1Affine) -> Option<()> {
        // Which has coordinates all the same.
        let G1Affine { x, y } = Some(point).filter(|point| *point != G1Affine::default())?;
        self.absorb(&be_bytes(&x));
        self.absorb(&be_bytes(&y));
        Some(())
    }

    /// Adds a number to the proof.
    pub fn scalar(&mut self, scalar: Fr) {
        self.absorb(&be_bytes(&scalar));
    }

    fn absorb(&mut self, bytes: &[u8]) {
        self.state.buffer.extend_from_slice(bytes);
        self.proof.extend_from_slice(bytes);
    }

    /// The proof.
    pub fn finish(self) -> Vec<u8> {
        self.proof
    }
}

/// A transcript that a verifier reads.
#[derive(Clone, Debug)]
pub struct Reader<'p> {
    state: State,
    rest: &'p [u8],
}

impl<'p> Reader<'p> {
    /// Begins with what names circuit, setup and statement.
    pub fn new(preamble: &[u8], proof: &'p [u8]) -> Self {
        let buffer = preamble.to_vec();
        Reader {
            state: State { buffer },
            rest: proof,
        }
    }

    /// The next challenge.
    pub fn squeeze(&mut self) -> Fr {
        self.state.squeeze()
    }

    /// The next point. `None`: the proof is too short, a coordinate is not below its modulus, no such point is on the curve, or it is
    /// the identity.
    pub fn point(&mut self) -> Option<G1Affine> {
        let (x, y): (Fq, Fq) = (self.number()?, self.number()?);
        let point: G1Affine = Option::from(G1Affine::from_xy(x, y))?;
        // The identity is written (0, 0), which is on no curve that has a constant term.
        let on_curve = y * y == x * x * x + G1Affine::b();
        on_curve.then_some(point)
    }

    /// The next number. `None`: the proof is too short, or the number is not below the group order.
    pub fn scalar(&mut self) -> Option<Fr> {
        self.number()
    }

    fn number<F: PrimeField<Repr = [u8; 32]>>(&mut self) -> Option<F> {
        let (bytes, rest) = self.rest.split_first_chunk::<32>()?;
        self.rest = rest;
        self.state.buffer.extend_from_slice(bytes);
        let mut repr = *bytes;
        repr.reverse();
        F::from_repr(repr).into()
    }

    /// Was the whole proof read?
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
