//! Random field elements: ChaCha20 with a seed of the operating system, by all threads.
//!
//! What makes a proof hide its witness is drawn here and nowhere else. With one seed the elements are the same, however many threads draw
//! them: then proofs can be compared byte by byte.

use ff::Field;
use halo2curves::bn256::Fr;
use rand::rngs::OsRng;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use rayon::prelude::*;

/// Elements of one stream of the generator.
const CHUNK: usize = 1 << 10;

/// A generator for one proof. Who knows its seed can compute the witness from the proof.
pub(crate) struct Randomness {
    seed: [u8; 32],
    streams: u64,
}

impl Randomness {
    /// With a seed that nobody knows.
    pub fn new() -> Self {
        let mut seed = [0; 32];
        OsRng.fill_bytes(&mut seed);
        Self::from_seed(seed)
    }

    /// With a seed that is known: for tests.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Randomness { seed, streams: 0 }
    }

    /// The next elements.
    pub fn elements(&mut self, count: usize) -> Vec<Fr> {
        let first = self.streams;
        self.streams += count.div_ceil(CHUNK) as u64;
        let mut elements = vec![Fr::ZERO; count];
        let chunks = elements.par_chunks_mut(CHUNK).enumerate();
        chunks.for_each(|(i, chunk)| {
            let mut generator = ChaCha20Rng::from_seed(self.seed);
            generator.set_stream(first + i as u64);
            chunk.fill_with(|| Fr::random(&mut generator));
        });
        elements
    }
}
