//! The prover.

use crate::relation::{Key, PackShape, Public, Relation, packs};
use crate::transcript::Writer;
use crate::{Opening, Pack, Parameters, Point};
use arithmetic::program::{self, BLOCK};
use arithmetic::vector::{invert, linear_combination, scale_by_powers};
use arithmetic::{Fft, Scratch, root_of_unity};
use ff::{Field, PrimeField};
use halo2curves::bn256::{Fr, G1Affine};
use rayon::prelude::*;

/// What a prover is at. It may come back to a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The values of the witness's columns of this phase.
    Columns(usize),
    /// Committing to them.
    Commit(usize),
    /// Coefficients of columns, their values on cosets, and the way back.
    Transforms,
    /// The constraints on every row of the cosets.
    Constraints,
    /// Committing to the quotient.
    Quotient,
    /// Values of columns at the point of the challenge.
    Evaluate,
    /// The opening.
    Open,
}

/// What a proof is made from.
pub trait Prover {
    /// The columns of a phase of the witness, from the challenges so far: at most [`Relation::rows`] of each, the others are zero but for
    /// the last, which are random.
    fn phase(&mut self, number: usize, challenges: &[Fr]) -> Vec<Vec<Fr>>;

    /// What is public, from all challenges.
    fn public(&mut self, challenges: &[Fr]) -> PublicValues;

    /// So many random values, which nobody else knows.
    fn random(&mut self, count: usize) -> Vec<Fr>;

    /// What the proof is at.
    fn progress(&mut self, _stage: Stage) {}
}

/// The values of what is public, [`Relation::public`].
#[derive(Clone, Debug, Default)]
pub struct PublicValues {
    /// The columns; missing rows are zero.
    pub columns: Vec<Vec<Fr>>,
    /// The numbers that verifiers know.
    pub known: Vec<Fr>,
    /// The numbers that the prover says.
    pub said: Vec<Fr>,
}

/// The columns of a witness's first phase. Secret.
pub struct FirstPhase {
    columns: Vec<Vec<Fr>>,
}

impl FirstPhase {
    /// The columns, with their random rows.
    pub fn new(relation: &Relation, prover: &mut impl Prover) -> Self {
        FirstPhase {
            columns: columns(relation, 0, &[], prover),
        }
    }

    /// The commitments of its packs.
    pub fn commit(
        &self,
        parameters: &Parameters,
        relation: &Relation,
        prover: &mut impl Prover,
    ) -> Vec<G1Affine> {
        prover.progress(Stage::Commit(0));
        commit(parameters, relation, 0, &self.columns)
    }
}

/// Makes a proof and returns its bytes. The transcript has absorbed what names circuit, setup and statement. Whether the constraints
/// hold is not looked at. `None`: a commitment is the identity, which happens with negligible probability.
///
/// # Zero knowledge
/// A column of degree below n with r random values is, at any r points off the roots of unity, r independent uniform values. What a verifier
/// can see of it are linear functions of the column: its values at z (and w z), and its shares in its pack's commitment (its value at tau^t)
/// and in what makes the quotient's. So [`PackShape::random_rows`] values suffice, and all commitments and values of a proof are independent
/// of the witness, given that the quotient is a polynomial; W and W' are functions of those. Numbers that the prover says are not
/// hidden: that they tell nothing is for the relation to see to.
pub fn prove(
    parameters: &Parameters,
    relation: &Relation,
    key: &Key,
    prover: &mut impl Prover,
    mut transcript: Writer,
) -> Option<Vec<u8>> {
    let first = FirstPhase::new(relation, prover);
    for point in first.commit(parameters, relation, prover) {
        transcript.point(point)?;
    }
    let challenges = (0..relation.phases[0].1).map(|_| transcript.squeeze());
    let challenges = challenges.collect();
    finish(
        parameters, relation, key, prover, first, challenges, transcript,
    )
}

/// [`prove`] from the first phase's challenges on. The transcript has absorbed all that they are drawn from.
pub fn finish(
    parameters: &Parameters,
    relation: &Relation,
    key: &Key,
    prover: &mut impl Prover,
    first: FirstPhase,
    mut challenges: Vec<Fr>,
    mut transcript: Writer,
) -> Option<Vec<u8>> {
    let n = 1usize << relation.k;
    let mut columns = first.columns;
    for (number, (_, count)) in relation.phases.iter().enumerate().skip(1) {
        let values = self::columns(relation, number, &challenges, prover);
        prover.progress(Stage::Commit(number));
        for point in commit(parameters, relation, number, &values) {
            transcript.point(point)?;
        }
        columns.extend(values);
        challenges.extend((0..*count).map(|_| transcript.squeeze()));
    }
    let mut public = prover.public(&challenges);
    let given = Public {
        columns: public.columns.len(),
        known: public.known.len(),
        said: public.said.len(),
    };
    assert_eq!(given, relation.public, "public columns and numbers");
    public
        .said
        .iter()
        .for_each(|&number| transcript.scalar(number));
    let alpha = transcript.squeeze();
    public
        .columns
        .iter_mut()
        .for_each(|column| column.resize(n, Fr::ZERO));
    columns.extend(public.columns);

    prover.progress(Stage::Transforms);
    let interpolation = Fft::interpolation(relation.k, root_of_unity(relation.k));
    let values: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
    let coefficients = interpolation.evaluate_all(&values);
    drop(columns);
    let all: Vec<&[Fr]> = key
        .columns
        .iter()
        .chain(&coefficients)
        .map(Vec::as_slice)
        .collect();
    let parameters_of_constraints = [challenges, public.known, public.said].concat();
    let folding = (parameters_of_constraints.as_slice(), alpha);
    let quotient = quotient(relation, &interpolation, &all, folding, &mut |stage| {
        prover.progress(stage)
    });
    prover.progress(Stage::Quotient);
    transcript.point(parameters.commit(&quotient))?;

    prover.progress(Stage::Evaluate);
    let y = transcript.squeeze();
    let point = Point::new(y.pow_vartime([relation.t as u64]), relation.k);
    let shapes: Vec<PackShape> = relation
        .fixed
        .iter()
        .copied()
        .chain(relation.witness())
        .collect();
    let opened: Vec<Pack> = packs(&shapes, &all)
        .zip(&shapes)
        .map(|(columns, shape)| Pack {
            columns: columns.to_vec(),
            twice: shape.twice,
        })
        .collect();
    for pack in &opened {
        let values = pack.values(point);
        let next = values.next.unwrap_or_default();
        values
            .here
            .into_iter()
            .chain(next)
            .for_each(|value| transcript.scalar(value));
    }
    prover.progress(Stage::Open);
    let v = transcript.squeeze();
    let (opening, w) = Opening::new(parameters, &opened, &quotient, point, v);
    transcript.point(w)?;
    let u = transcript.squeeze();
    transcript.point(opening.finish(u))?;
    Some(transcript.finish())
}

/// The columns of a phase, n values each.
fn columns(
    relation: &Relation,
    number: usize,
    challenges: &[Fr],
    prover: &mut impl Prover,
) -> Vec<Vec<Fr>> {
    prover.progress(Stage::Columns(number));
    let values = prover.phase(number, challenges);
    let (shapes, _) = &relation.phases[number];
    blinded(relation, shapes, values, &mut |count| prover.random(count))
}

/// The commitments of a phase's packs.
fn commit(
    parameters: &Parameters,
    relation: &Relation,
    number: usize,
    columns: &[Vec<Fr>],
) -> Vec<G1Affine> {
    let (shapes, _) = &relation.phases[number];
    let commit = |pack: &[Vec<Fr>]| {
        let pack: Vec<&[Fr]> = pack.iter().map(Vec::as_slice).collect();
        parameters.commit_values(&pack)
    };
    packs(shapes, columns).map(commit).collect()
}

/// Columns of n values: what was given, zeros, and random ones at the end.
fn blinded(
    relation: &Relation,
    shapes: &[PackShape],
    values: Vec<Vec<Fr>>,
    random: &mut impl FnMut(usize) -> Vec<Fr>,
) -> Vec<Vec<Fr>> {
    let (n, rows) = (1usize << relation.k, relation.rows());
    let of_columns = shapes
        .iter()
        .flat_map(|shape| std::iter::repeat_n(shape, shape.columns));
    let shapes: Vec<&PackShape> = of_columns.collect();
    assert_eq!(values.len(), shapes.len(), "columns of the phase");
    let blind = |(mut column, shape): (Vec<Fr>, &&PackShape)| {
        assert!(column.len() <= rows, "at most {rows} rows of a witness");
        column.resize(n - shape.random_rows(), Fr::ZERO);
        column.extend(random(shape.random_rows()));
        column
    };
    values.into_iter().zip(&shapes).map(blind).collect()
}

/// The quotient by X^n - 1, whole: d n coefficients, d = degree - 1. The columns' polynomials in the order of the constraints.
///
/// It is evaluated on d cosets of n points. Its values on the coset of c are those of its remainder modulo X^n - c^n: the sum of its d pieces
/// of n coefficients times powers of c^n.
fn quotient(
    relation: &Relation,
    interpolation: &Fft,
    polynomials: &[&[Fr]],
    (challenges, alpha): (&[Fr], Fr),
    progress: &mut impl FnMut(Stage),
) -> Vec<Fr> {
    let (k, n, d) = (relation.k, 1usize << relation.k, relation.degree - 1);
    // Roots of unity of a larger order, moved off them.
    let step = root_of_unity(k + d.next_power_of_two().ilog2().max(1));
    let cosets: Vec<Fr> = std::iter::successors(Some(Fr::MULTIPLICATIVE_GENERATOR), |coset| {
        Some(*coset * step)
    })
    .take(d)
    .collect();
    let mut columns: Vec<Vec<Fr>> = vec![vec![Fr::ZERO; n + BLOCK]; polynomials.len()];
    let mut remainders: Vec<Vec<Fr>> = vec![];
    for coset in &cosets {
        progress(Stage::Transforms);
        let fft = Fft::new(k, root_of_unity(k), *coset, program::scale());
        let transforms = columns.par_iter_mut().zip(polynomials).with_max_len(1);
        transforms.for_each_init(Scratch::default, |scratch, (column, polynomial)| {
            fft.evaluate_into(polynomial, &mut column[..n], scratch);
            column.copy_within(..BLOCK, n);
        });
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        progress(Stage::Constraints);
        let numerator = relation.constraints.run(&columns, challenges, alpha);
        progress(Stage::Transforms);
        remainders.push(interpolation.evaluate(&numerator));
    }
    drop(columns);
    let powers: Vec<Fr> = cosets
        .iter()
        .map(|coset| coset.pow_vartime([n as u64]))
        .collect();
    for ((remainder, coset), power) in remainders.iter_mut().zip(&cosets).zip(&powers) {
        let mut inverses = [(*power - Fr::ONE) * program::scale(), *coset];
        invert(&mut inverses);
        scale_by_powers(remainder, inverses[0], inverses[1]);
    }
    let weights = lagrange_coefficients(&powers);
    let pieces = (0..d).map(|piece| {
        let terms: Vec<(Fr, &[Fr])> = weights
            .iter()
            .zip(&remainders)
            .map(|(weight, remainder)| (weight[piece], remainder.as_slice()))
            .collect();
        linear_combination(n, &terms)
    });
    pieces.collect::<Vec<_>>().concat()
}

/// For each point the coefficients of the polynomial that is 1 there and 0 at the others.
fn lagrange_coefficients(points: &[Fr]) -> Vec<Vec<Fr>> {
    let of_point = |i: usize| {
        let mut product = vec![Fr::ONE];
        let mut scale = Fr::ONE;
        for (j, other) in points.iter().enumerate() {
            if i == j {
                continue;
            }
            // Times X - other.
            product.insert(0, Fr::ZERO);
            for k in 0..product.len() - 1 {
                let above = product[k + 1];
                product[k] -= above * other;
            }
            scale *= points[i] - other;
        }
        let scale = scale.invert().expect("the points differ");
        product
            .iter()
            .map(|coefficient| *coefficient * scale)
            .collect()
    };
    (0..points.len()).map(of_point).collect()
}
