//! The prover's side: values, and the two points that show them.

use crate::{Parameters, Point, Vanishing, powers};
use arithmetic::vector::{Fraction, divide, evaluate_at, linear_combination, sum_of_quotients};
use ff::Field;
use halo2curves::bn256::{Fr, G1Affine};
use rayon::prelude::*;

/// Columns that are committed to together, by their coefficients, n each and at most t.
#[derive(Clone, Debug)]
pub struct Pack<'a> {
    /// The columns.
    pub columns: Vec<&'a [Fr]>,
    /// Are they read on the next row too?
    pub twice: bool,
}

/// The values of a pack's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// At z.
    pub here: Vec<Fr>,
    /// At w z, of a pack that is opened twice.
    pub next: Option<Vec<Fr>>,
}

impl Pack<'_> {
    /// What a proof says of the pack.
    pub fn values(&self, point: Point) -> Values {
        let points = [point.z, point.next];
        let points = &points[..1 + usize::from(self.twice)];
        let values = self
            .columns
            .par_iter()
            .map(|column| evaluate_at(column, points));
        let values: Vec<Vec<Fr>> = values.collect();
        let at = |which: usize| values.iter().map(|values| values[which]).collect();
        Values {
            here: at(0),
            next: self.twice.then(|| at(1)),
        }
    }
}

/// An opening in the making.
pub struct Opening<'a> {
    parameters: &'a Parameters,
    packs: &'a [Pack<'a>],
    /// Coefficients, at most t n.
    quotient: &'a [Fr],
    point: Point,
    v: Fr,
    /// h, t n coefficients.
    combined: Vec<Fr>,
}

impl<'a> Opening<'a> {
    /// Combines what is opened by the challenge v. Returns the first point, W.
    ///
    /// # Panics
    /// If a column has not n coefficients, a pack more than t columns, or the quotient more than t n coefficients.
    pub fn new(
        parameters: &'a Parameters,
        packs: &'a [Pack<'a>],
        quotient: &'a [Fr],
        point: Point,
        v: Fr,
    ) -> (Self, G1Affine) {
        let (n, t) = (1usize << parameters.k(), parameters.t());
        assert!(
            quotient.len() <= t * n,
            "a quotient of at most {} coefficients",
            t * n
        );
        for pack in packs {
            assert!(pack.columns.len() <= t, "packs of at most {t} columns");
        }
        // For each column f of a pack, with r the line through its two values,
        // (f - r) / ((Y - z) (Y - w z)) = ((f - f(z)) / (Y - z) - (f - f(w z)) / (Y - w z)) / (z - w z).
        let both = (point.z - point.next)
            .invert()
            .expect("a root of unity is not 1, z not 0");
        let powers = powers(v, packs.len() + 1);
        let columns: Vec<Vec<Fr>> = (0..t)
            .map(|j| {
                let (mut here, mut next) = (vec![], vec![]);
                for (pack, power) in packs.iter().zip(&powers) {
                    let Some(column) = pack.columns.get(j) else {
                        continue;
                    };
                    match pack.twice {
                        true => {
                            here.push((*power * both, *column));
                            next.push((-*power * both, *column));
                        }
                        false => here.push((*power, *column)),
                    }
                }
                let fractions = [(point.z, here), (point.next, next)];
                let fractions = fractions.map(|(point, terms)| Fraction { point, terms });
                sum_of_quotients(n, &fractions)
            })
            .collect();
        let mut combined = interleave(&columns, n);
        let of_quotient = divide(quotient, point.z);
        let last = powers[packs.len()];
        let sum = combined.par_iter_mut().zip(&of_quotient);
        sum.for_each(|(sum, term)| *sum += last * term);
        let commitment = parameters.commit(&combined);
        let opening = Opening {
            parameters,
            packs,
            quotient,
            point,
            v,
            combined,
        };
        (opening, commitment)
    }

    /// Shows at the challenge u that the first point is what it should be. Returns the second point, W'.
    pub fn finish(self, u: Fr) -> G1Affine {
        let (n, t) = (1usize << self.parameters.k(), self.parameters.t());
        let vanishing = Vanishing::at(u, t, self.point);
        let powers = powers(self.v, self.packs.len() + 1);
        let columns: Vec<Vec<Fr>> = (0..t)
            .map(|j| {
                let packs = self.packs.iter().zip(&powers);
                let terms: Vec<(Fr, &[Fr])> = packs
                    .filter_map(|(pack, power)| {
                        let factor = *power * vanishing.without_pack(pack.twice);
                        Some((factor, *pack.columns.get(j)?))
                    })
                    .collect();
                linear_combination(n, &terms)
            })
            .collect();
        // What the values are subtracted from is the lowest coefficient, and that is in no quotient by X - u.
        let mut l = interleave(&columns, n);
        let (all, last) = (
            vanishing.all(),
            powers[self.packs.len()] * vanishing.without_quotient(),
        );
        l.par_iter_mut()
            .zip(&self.combined)
            .for_each(|(l, h)| *l -= all * h);
        l.par_iter_mut()
            .zip(self.quotient)
            .for_each(|(l, q)| *l += last * q);
        self.parameters.commit(&divide(&l, u))
    }
}

/// The coefficients of a pack: coefficient i of column j is that of X^(t i + j).
fn interleave(columns: &[Vec<Fr>], n: usize) -> Vec<Fr> {
    let t = columns.len();
    let mut packed = vec![Fr::ZERO; t * n];
    packed
        .par_chunks_mut(t)
        .enumerate()
        .for_each(|(i, packed)| {
            for (coefficient, column) in packed.iter_mut().zip(columns) {
                *coefficient = column[i];
            }
        });
    packed
}
