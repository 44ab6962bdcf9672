//! The public values, answer and primary tape, and the instance column that says them.
//!
//! The tape's words are packed into scalars: scalar g is words 7g .. 7g+6 of 32 bits, first word most significant, zero beyond the
//! last word. Four scalars and the number of words are one *fingerprint*, the value of a polynomial at the challenge beta:
//!
//! ```text
//! F_h = scalar 4h + beta scalar 4h+1 + beta^2 scalar 4h+2 + beta^3 scalar 4h+3 + beta^4 (words from word 28h on)
//! ```
//!
//! beta is drawn after the public values are absorbed and the witness's own scalars are committed, so two different polynomials have
//! different values, but for a chance of 4 in the field's order. A verifier pays for each row of the instance column that is not
//! zero, and fingerprints are few: F_h stands on the row of tape cell 28h, the answer on the output cell's, and all others are zero.

use crate::profile::{Profile, ROWS_PER_SLOT, SCALARS_PER_ROW, WORDS_PER_SCALAR};
use halo2curves::bn256::Fr;
use thiserror::Error;

/// Words of one fingerprint.
pub const WORDS_PER_ROW: usize = WORDS_PER_SCALAR * SCALARS_PER_ROW;

/// What a proof says, beside program and profile: on this primary tape and some auxiliary tape the answer is this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The value of the `answer`; 0 accepts.
    pub answer: u32,
    /// The primary tape.
    pub primary: Vec<u32>,
}

/// Where the public values are in the instance column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceRows {
    /// Row of the answer.
    pub answer: usize,
    /// Row of the first fingerprint: the first tape cell's.
    pub first: usize,
    /// Rows from one fingerprint to the next.
    pub stride: usize,
    /// Number of fingerprints.
    pub fingerprints: usize,
}

impl InstanceRows {
    /// The rows of a profile.
    pub fn new(profile: &Profile) -> Self {
        let output = profile.num_registers as usize * ROWS_PER_SLOT;
        InstanceRows {
            answer: output,
            first: output + ROWS_PER_SLOT,
            stride: WORDS_PER_ROW * ROWS_PER_SLOT,
            fingerprints: profile.tape_scalars / SCALARS_PER_ROW,
        }
    }

    /// Length of the instance column: one past the last fingerprint.
    pub fn column_len(&self) -> usize {
        self.first + self.stride * (self.fingerprints - 1) + 1
    }
}

/// A primary tape that is longer than the profile's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the primary tape has {got} words, profile {profile} has room for {most}: use a larger profile or a shorter tape"
)]
pub struct TooManyWords {
    /// The profile.
    pub profile: &'static str,
    /// Words given.
    pub got: usize,
    /// Words allowed.
    pub most: usize,
}

/// A statement as transcript and instance column have it. Injective: the number of words says which zeros are words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicValues {
    /// The value of the `answer`.
    pub answer: u32,
    /// The number of words on the primary tape.
    pub length: usize,
    /// The words, and zeros for all others that the profile has room for.
    pub words: Vec<u32>,
}

impl Statement {
    /// The statement's public values in a profile.
    ///
    /// # Errors
    /// If the tape is too long for the profile.
    pub fn public_values(&self, profile: &Profile) -> Result<PublicValues, TooManyWords> {
        if self.primary.len() > profile.primary_words() {
            return Err(TooManyWords {
                profile: profile.name,
                got: self.primary.len(),
                most: profile.primary_words(),
            });
        }
        let mut words = self.primary.clone();
        words.resize(profile.tape_cells(), 0);
        Ok(PublicValues {
            answer: self.answer,
            length: self.primary.len(),
            words,
        })
    }
}

impl PublicValues {
    /// What the transcript absorbs: answer and number of words as 32 bytes each, then the words, all big-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![0; 64];
        bytes[28..32].copy_from_slice(&self.answer.to_be_bytes());
        bytes[56..64].copy_from_slice(&(self.length as u64).to_be_bytes());
        bytes.extend(self.words.iter().flat_map(|word| word.to_be_bytes()));
        bytes
    }

    /// The instance column. Always [`InstanceRows::column_len`] long.
    pub fn instance_column(&self, profile: &Profile, beta: Fr) -> Vec<Fr> {
        let rows = InstanceRows::new(profile);
        let mut column = vec![Fr::zero(); rows.column_len()];
        column[rows.answer] = Fr::from(u64::from(self.answer));
        let shift = Fr::from(1 << 32);
        let scalar = |words: &[u32]| {
            words.iter().fold(Fr::zero(), |scalar, &word| {
                scalar * shift + Fr::from(u64::from(word))
            })
        };
        for (h, words) in self.words.chunks(WORDS_PER_ROW).enumerate() {
            let left = self.length.saturating_sub(h * WORDS_PER_ROW);
            let scalars = words.chunks(WORDS_PER_SCALAR).rev();
            column[rows.first + h * rows.stride] = scalars
                .fold(Fr::from(left as u64), |sum, words| {
                    sum * beta + scalar(words)
                });
        }
        column
    }
}
