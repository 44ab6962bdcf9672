//! Where the public values are.
//!
//! The instance column has two values that are not zero: on the first row the product of the first tuples of the primary tape's cells
//! ([`memory`](crate::packed::memory)), a value at the challenges beta and gamma, and on the last step's row the answer. Words are
//! as many as the statement has; the tape's end is a tuple too, so two tapes of different length have different products.

use crate::instance::Statement;
use crate::packed::layout::ROWS_PER_STEP;
use crate::packed::profile::Profile;
use crate::packed::step::TAPE;
use halo2curves::bn256::Fr;

/// The first tuples of the primary tape's cells, as (address, low word, high word): each word, then the end.
pub(crate) fn tape(words: &[u32]) -> impl Iterator<Item = (u64, [u64; 2])> {
    let words = words.iter().map(|&word| [u64::from(word), 0]);
    (TAPE..).zip(words.chain(std::iter::once([0, 1])))
}

/// The product of the tape's first tuples: what the boot cells' product starts with.
pub(crate) fn tape_product(words: &[u32], beta: Fr, gamma: Fr) -> Fr {
    let factor = |(address, [lo, hi]): (u64, [u64; 2])| {
        let [address, lo, hi] = [address, lo, hi].map(Fr::from);
        gamma - ((hi * beta + lo) * beta * beta + address)
    };
    tape(words).map(factor).product()
}

/// The instance column of a statement.
pub(crate) fn instance_column(
    profile: &Profile,
    statement: &Statement,
    beta: Fr,
    gamma: Fr,
) -> Vec<Fr> {
    let last = profile.used_rows() - ROWS_PER_STEP;
    let mut column = vec![Fr::zero(); last + 1];
    column[0] = tape_product(&statement.primary, beta, gamma);
    column[last] = Fr::from(u64::from(statement.answer));
    column
}
