//! Where the public values are.
//!
//! The instance column has two values that are not zero: on the first row the product of the first tuples of the primary tape's cells
//! ([`memory`](crate::memory)), a value at the challenges beta and gamma, and on the last step's row the answer. Words are
//! as many as the statement has; the tape's end is a tuple too, so two tapes of different length have different products.

use crate::deletion::on;
use crate::memory::TUPLE;
use crate::profile::Profile;
use crate::step::TAPE;
use arithmetic::root_of_unity;
use ff::Field;
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

/// The first tuples of the primary tape's cells, as (address, low word, high word): each word, then the end.
pub(crate) fn tape(words: &[u32]) -> impl Iterator<Item = (u64, [u64; 2])> {
    let words = words.iter().map(|&word| [u64::from(word), 0]);
    (TAPE..).zip(words.chain(std::iter::once([0, 1])))
}

/// The product of the tape's first tuples: what the boot cells' product starts with.
pub(crate) fn tape_product(words: &[u32], beta: Fr, gamma: Fr) -> Fr {
    let factor = |(address, [lo, hi]): (u64, [u64; 2])| {
        let component = |i: usize, value: u64| Fr::from(if on(TUPLE[i]) { value } else { 0 });
        let (address, lo, hi) = (component(0, address), component(2, lo), component(3, hi));
        gamma - ((hi * beta + lo) * beta * beta + address)
    };
    tape(words).map(factor).product()
}

/// The instance column of a statement.
pub fn instance_column(profile: &Profile, statement: &Statement, beta: Fr, gamma: Fr) -> Vec<Fr> {
    let last = profile.answer_row();
    let mut column = vec![Fr::zero(); last + 1];
    column[0] = tape_product(&statement.primary, beta, gamma);
    column[last] = Fr::from(u64::from(statement.answer));
    column
}

/// The instance column at z.
pub(crate) fn public_value(
    profile: &Profile,
    statement: &Statement,
    z: Fr,
    challenges: &[Fr],
) -> Fr {
    let product = tape_product(&statement.primary, challenges[0], challenges[1]);
    let answer = Fr::from(u64::from(statement.answer));
    let [first, last] = rows_at(profile, z, [0, profile.answer_row()]);
    first * product + last * answer
}

/// For each of these rows the column that is 1 there and otherwise 0, at z.
pub(crate) fn rows_at<const N: usize>(profile: &Profile, z: Fr, rows: [usize; N]) -> [Fr; N] {
    let n = 1u64 << profile.k;
    let scaled = (z.pow_vartime([n]) - Fr::ONE) * Fr::from(n).invert().expect("not zero");
    rows.map(|row| {
        let root = root_of_unity(profile.k).pow_vartime([row as u64]);
        root * scaled * (z - root).invert().unwrap_or(Fr::ZERO)
    })
}
