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
pub struct Transcript {
    buffer: Vec<u8>,
}

impl Transcript {
    /// Begins with what names circuit, setup and statement.
    pub fn new(preamble: &[u8]) -> Self {
        let buffer = preamble.to_vec();
        Transcript { buffer }
    }

    /// Absorbs a point. `None`: it is the identity, which is no point of a proof.
    pub fn point(&mut self, point: G1Affine) -> Option<()> {
        self.buffer.extend(point_bytes(point)?);
        Some(())
    }

    /// Absorbs bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// One of several transcripts that go on from here, each by itself: absorbs its number as one word.
    pub fn fork(&self, number: u64) -> Self {
        let mut buffer = self.buffer.clone();
        buffer.extend([0; 24]);
        buffer.extend(number.to_be_bytes());
        Transcript { buffer }
    }

    /// The next challenge.
    pub fn squeeze(&mut self) -> Fr {
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

/// x and y. `None`: the identity, which has coordinates all the same.
fn point_bytes(point: G1Affine) -> Option<Vec<u8>> {
    let G1Affine { x, y } = Some(point).filter(|point| *point != G1Affine::default())?;
    Some([be_bytes(&x), be_bytes(&y)].concat())
}

/// A transcript that a prover writes.
#[derive(Clone, Debug)]
pub struct Writer {
    state: Transcript,
    proof: Vec<u8>,
}

impl From<Transcript> for Writer {
    fn from(state: Transcript) -> Self {
        Writer {
            state,
            proof: vec![],
        }
    }
}

impl Writer {
    /// Begins with what names circuit, setup and statement.
    pub fn new(preamble: &[u8]) -> Self {
        Transcript::new(preamble).into()
    }

    /// The next challenge.
    pub fn squeeze(&mut self) -> Fr {
        self.state.squeeze()
    }

    /// Adds a point to the proof. `None`: it is the identity, which is no point of a proof.
    pub fn point(&mut self, point: G1Affine) -> Option<()> {
        self.absorb(&point_bytes(point)?);
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
    state: Transcript,
    rest: &'p [u8],
}

impl<'p> Reader<'p> {
    /// Begins with what names circuit, setup and statement.
    pub fn new(preamble: &[u8], proof: &'p [u8]) -> Self {
        Self::of(Transcript::new(preamble), proof)
    }

    /// Goes on from a transcript.
    pub fn of(state: Transcript, proof: &'p [u8]) -> Self {
        Reader { state, rest: proof }
    }

    /// What is read next.
    pub fn rest(&self) -> &'p [u8] {
        self.rest
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
