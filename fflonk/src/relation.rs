//! What a proof is about: columns that satisfy constraints on every row.

use crate::Parameters;
use arithmetic::program::Program;
use arithmetic::{Fft, root_of_unity};
use ff::Field;
use halo2curves::bn256::{Fr, G1Affine};

/// The shape of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackShape {
    /// How many columns it has.
    pub columns: usize,
    /// Are they read on the next row too?
    pub twice: bool,
}

impl PackShape {
    /// How many rows at a column's end are random, so that nothing of a proof tells of the others: one for each value that is
    /// opened, one for the column's share in its pack's commitment, one for its share in the quotient's. See [`crate::prove`].
    pub const fn random_rows(self) -> usize {
        match self.twice {
            true => 4,
            false => 3,
        }
    }
}

/// How many columns and numbers are public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Public {
    /// Columns whose values verifiers compute themselves.
    pub columns: usize,
    /// Numbers that verifiers know, the same on all rows.
    pub known: usize,
    /// Numbers that the prover says behind the last phase of the witness.
    pub said: usize,
}

/// Columns and constraints. The constraints have to hold on every row, random ones included: fixed columns switch them off there.
#[derive(Debug)]
pub struct Relation {
    /// log2 of the rows, at least that of [`BLOCK`](arithmetic::program::BLOCK).
    pub k: u32,
    /// Columns of a pack.
    pub t: usize,
    /// The packs of columns that are the same in every proof.
    pub fixed: Vec<PackShape>,
    /// The packs of the witness, phase by phase, each with how many challenges follow it that later phases and constraints use.
    pub phases: Vec<(Vec<PackShape>, usize)>,
    /// What is public.
    pub public: Public,
    /// The degree of the constraints in the columns, at most t + 1.
    pub degree: usize,
    /// The constraints, folded by one more challenge. Columns are those of the fixed packs, of the witness and the public ones, in this
    /// order, read on this row and the next; parameters are the phases' challenges and the public numbers.
    pub constraints: Program,
}

impl Relation {
    /// The packs of the witness.
    pub fn witness(&self) -> impl Iterator<Item = PackShape> {
        self.phases
            .iter()
            .flat_map(|(packs, _)| packs.iter().copied())
    }

    /// Rows that are the witness's own in every pack: the others may be random.
    pub fn rows(&self) -> usize {
        let random = self.witness().map(PackShape::random_rows).max();
        (1 << self.k) - random.unwrap_or(0)
    }

    /// Bytes of a proof.
    pub fn proof_bytes(&self) -> usize {
        let values = |pack: PackShape| pack.columns * (1 + usize::from(pack.twice));
        let fixed = self.fixed.iter().copied();
        let values: usize = fixed.chain(self.witness()).map(values).sum();
        64 * (self.witness().count() + 3) + 32 * (values + self.public.said)
    }
}

/// The fixed columns of a relation.
pub struct Key {
    /// Their coefficients.
    pub columns: Vec<Vec<Fr>>,
    /// The commitments of their packs, which verifiers know.
    pub commitments: Vec<G1Affine>,
}

impl Key {
    /// Of the values of the fixed columns; missing rows are zero.
    ///
    /// # Panics
    /// If there are more or fewer columns than the relation has, or more rows.
    pub fn new(parameters: &Parameters, relation: &Relation, values: &[Vec<Fr>]) -> Self {
        let commitments = packs(&relation.fixed, values).map(|pack| {
            let columns: Vec<&[Fr]> = pack.iter().map(Vec::as_slice).collect();
            parameters.commit_values(&columns)
        });
        Self::with_commitments(relation, values, commitments.collect())
    }

    /// The same where the commitments are known. Wrong ones make no proof that verifies.
    ///
    /// # Panics
    /// As [`Key::new`].
    pub fn with_commitments(
        relation: &Relation,
        values: &[Vec<Fr>],
        commitments: Vec<G1Affine>,
    ) -> Self {
        let n = 1usize << relation.k;
        let columns: usize = relation.fixed.iter().map(|pack| pack.columns).sum();
        assert_eq!(values.len(), columns, "fixed columns");
        let values: Vec<Vec<Fr>> = values.iter().map(|column| padded(column, n)).collect();
        let values: Vec<&[Fr]> = values.iter().map(Vec::as_slice).collect();
        let interpolation = Fft::interpolation(relation.k, root_of_unity(relation.k));
        Key {
            columns: interpolation.evaluate_all(&values),
            commitments,
        }
    }
}

/// The columns of each pack.
pub fn packs<'c, T>(shapes: &'c [PackShape], columns: &'c [T]) -> impl Iterator<Item = &'c [T]> {
    let mut rest = columns;
    shapes.iter().map(move |shape| {
        let (pack, others) = rest.split_at(shape.columns);
        rest = others;
        pack
    })
}

fn padded(column: &[Fr], n: usize) -> Vec<Fr> {
    assert!(column.len() <= n, "at most {n} rows");
    let mut values = column.to_vec();
    values.resize(n, Fr::ZERO);
    values
}
