//! The public values: answer, number of primary words, the words.
//!
//! They lie in the instance column on the rows of the boot cells they speak of, zero elsewhere: the answer on the output
//! cell's row, the number of words on the first tape cell's, and scalar g = words 7g .. 7g+6, first word most
//! significant, 32 bits each, on the row of tape cell 7g+6. Words beyond the last are zero; the number of words says which
//! zeros are words.

use crate::profile::{Profile, ROWS_PER_SLOT, WORDS_PER_SCALAR};
use halo2curves::bn256::Fr;
use thiserror::Error;

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
    /// Row of the number of words.
    pub length: usize,
    /// Row of the first scalar of words.
    pub first_scalar: usize,
    /// Rows from one scalar to the next.
    pub stride: usize,
    /// Number of scalars.
    pub scalars: usize,
}

impl InstanceRows {
    /// The rows of a profile.
    pub fn new(profile: &Profile) -> Self {
        let rows = ROWS_PER_SLOT;
        let output = profile.num_registers as usize * rows;
        InstanceRows {
            answer: output,
            length: output + rows,
            first_scalar: output + WORDS_PER_SCALAR * rows,
            stride: WORDS_PER_SCALAR * rows,
            scalars: profile.tape_scalars,
        }
    }

    /// Length of the instance column: one past the last scalar.
    pub fn column_len(&self) -> usize {
        self.first_scalar + self.stride * (self.scalars - 1) + 1
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

impl Statement {
    /// The instance column. Always [`InstanceRows::column_len`] long; injective.
    ///
    /// # Errors
    /// If the tape is too long for the profile.
    pub fn to_halo2_instance(&self, profile: &Profile) -> Result<Vec<Fr>, TooManyWords> {
        if self.primary.len() > profile.primary_words() {
            return Err(TooManyWords {
                profile: profile.name,
                got: self.primary.len(),
                most: profile.primary_words(),
            });
        }
        let rows = InstanceRows::new(profile);
        let mut column = vec![Fr::zero(); rows.column_len()];
        column[rows.answer] = Fr::from(u64::from(self.answer));
        column[rows.length] = Fr::from(self.primary.len() as u64);
        let shift = Fr::from(1 << 32);
        for (g, words) in self.primary.chunks(WORDS_PER_SCALAR).enumerate() {
            let padded = words
                .iter()
                .copied()
                .chain(std::iter::repeat(0))
                .take(WORDS_PER_SCALAR);
            column[rows.first_scalar + g * rows.stride] = padded
                .fold(Fr::zero(), |scalar, word| {
                    scalar * shift + Fr::from(u64::from(word))
                });
        }
        Ok(column)
    }
}
