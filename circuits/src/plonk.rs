//! halo2's prover for circuits without permutation argument and native lookups, message by message: its verifier is the
//! judge. What differs is speed: all that takes time is vector arithmetic ([`arithmetic`]), the quotient is evaluated coset by coset in
//! blocks of rows ([`fflonk::constraints`]), and the polynomials of an opening set are combined before anything is done with them.
//!
//! Zero knowledge is halo2's: the last rows of each advice column are random, more of them than the column has
//! queries, and a random polynomial hides the quotient's evaluation.

use crate::keys::ProvingKey;
use crate::prover::Phase;
use crate::randomness::Randomness;
use crate::srs::Srs;
use crate::transcript::{Challenge, Writer};
use arithmetic::program::{self, BLOCK};
use arithmetic::vector::{
    Fraction, divide, evaluate, evaluate_at, linear_combination, scale_by_powers, sum_of_quotients,
};
use arithmetic::{Fft, Scratch, root_of_unity};
use ff::{Field, PrimeField};
use halo2_proofs::arithmetic::lagrange_interpolate;
use halo2_proofs::poly::{EvaluationDomain, Rotation};
use halo2_proofs::transcript::{EncodedChallenge, Transcript, TranscriptWrite};
use halo2curves::bn256::{Fr, G1Affine};
use rayon::prelude::*;
use std::io;

/// The coefficients of a polynomial, as many as there are rows.
pub(crate) type Poly = Vec<Fr>;

/// Makes a proof.
///
/// `first_phase` are the columns of the first phase, `second_phase` makes the others from the two challenges, `instance` the
/// instance column from the first; rows that they do not give are zero. `hiding` are as many random coefficients as there are rows. The
/// transcript has absorbed what names key and instance. The statement is not checked. Returns the advice columns as they were committed
/// to, for tests of what is random in them: they are as secret as the witness.
///
/// # Errors
/// If a commitment is the identity, which happens with negligible probability.
#[expect(clippy::too_many_arguments, reason = "each is what the protocol names")]
pub(crate) fn create_proof(
    srs: &Srs,
    key: &ProvingKey,
    instance: impl FnOnce(Fr) -> Vec<Fr>,
    first_phase: &[Vec<Fr>],
    second_phase: impl FnOnce(Fr, Fr) -> [Vec<Fr>; 2],
    hiding: Poly,
    randomness: &mut Randomness,
    transcript: &mut Writer,
    progress: &mut dyn FnMut(Phase),
) -> io::Result<Vec<Poly>> {
    let vk = key.halo2();
    let (cs, domain) = (vk.cs(), vk.get_domain());
    let k = domain.k();
    let rows = 1usize << k;
    let blinded_from = rows - (cs.blinding_factors() + 1);

    let interpolation = Fft::interpolation(k, root_of_unity(k));
    let mut commit = |columns: &[Vec<Fr>], transcript: &mut Writer| -> io::Result<Vec<Vec<Fr>>> {
        let mut committed = vec![];
        for column in columns {
            assert!(
                column.len() <= blinded_from,
                "a witness value on a blinding row"
            );
            let mut values = Vec::with_capacity(rows);
            values.extend_from_slice(column);
            values.resize(blinded_from, Fr::ZERO);
            values.extend(randomness.elements(rows - blinded_from));
            committed.push(values);
        }
        let commitments = committed.par_iter().with_max_len(1);
        let commitments: Vec<G1Affine> = commitments.map(|c| srs.commit_values(c)).collect();
        for commitment in commitments {
            transcript.write_point(commitment)?;
        }
        Ok(committed)
    };
    progress(Phase::FirstPhase);
    let mut columns = commit(first_phase, transcript)?;
    let challenges = [squeeze(transcript), squeeze(transcript)];
    progress(Phase::Witness);
    let second_phase = second_phase(challenges[0], challenges[1]);
    let mut instance = instance(challenges[0]);
    instance.resize(rows, Fr::ZERO);
    progress(Phase::SecondPhase);
    columns.extend(commit(&second_phase, transcript)?);
    drop(second_phase);
    // theta, beta and gamma of the arguments that this circuit does not use.
    for _ in 0..3 {
        squeeze(transcript);
    }
    transcript.write_point(srs.commit(&hiding))?;
    let y = squeeze(transcript);

    progress(Phase::Transforms);
    let values: Vec<&[Fr]> = columns
        .iter()
        .chain([&instance])
        .map(Vec::as_slice)
        .collect();
    let mut advice = interpolation.evaluate_all(&values);
    drop(columns);
    let instance = advice.pop().expect("the last");
    let fixed = key.fixed();
    let polys = fixed.iter().chain(&advice).chain([&instance]);
    let polys: Vec<&[Fr]> = polys.map(Vec::as_slice).collect();
    let pieces = quotient(key, &interpolation, &polys, &challenges, y, progress);
    progress(Phase::Quotient);
    let commitments = pieces.par_iter().with_max_len(1);
    let commitments: Vec<G1Affine> = commitments.map(|piece| srs.commit(piece)).collect();
    for commitment in commitments {
        transcript.write_point(commitment)?;
    }
    let x = squeeze(transcript);
    progress(Phase::Evaluate);
    // h(X) = h_0(X) + x^n h_1(X) + ..., which at x is the quotient.
    let xn = x.pow_vartime([rows as u64]);
    let h = {
        let powers = std::iter::successors(Some(Fr::ONE), |power| Some(*power * xn));
        let terms: Vec<_> = powers.zip(pieces.iter().map(Vec::as_slice)).collect();
        linear_combination(rows, &terms)
    };
    drop(pieces);

    let opened = cs
        .advice_queries()
        .iter()
        .map(|&(column, rotation)| (&advice[column.index()], rotation))
        .chain(
            cs.fixed_queries()
                .iter()
                .map(|&(column, rotation)| (&fixed[column.index()], rotation)),
        )
        .chain([(&hiding, Rotation::cur())])
        .collect::<Vec<_>>();
    let evaluations = values_of(&opened, domain, x);
    for evaluation in &evaluations {
        transcript.write_scalar(*evaluation)?;
    }
    // The order of halo2's verifier: advice, fixed, quotient, random polynomial.
    let mut openings: Vec<_> = opened
        .into_iter()
        .zip(evaluations)
        .map(|((p, r), e)| (p, r.0, e))
        .collect();
    let h_at_x = evaluate(&h, x);
    openings.insert(openings.len() - 1, (&h, 0, h_at_x));
    progress(Phase::Open);
    open(srs, domain, x, &openings, transcript)?;
    Ok(advice)
}

fn squeeze(transcript: &mut Writer) -> Fr {
    Transcript::<G1Affine, Challenge>::squeeze_challenge(transcript).get_scalar()
}

/// The values of polynomials at x and its rotations, each polynomial read once.
fn values_of(opened: &[(&Poly, Rotation)], domain: &EvaluationDomain<Fr>, x: Fr) -> Vec<Fr> {
    let mut by_poly: Vec<(&Poly, Vec<usize>)> = vec![];
    for (i, (poly, _)) in opened.iter().enumerate() {
        match by_poly.iter_mut().find(|(p, _)| std::ptr::eq(*p, *poly)) {
            Some((_, places)) => places.push(i),
            None => by_poly.push((poly, vec![i])),
        }
    }
    let mut values = vec![Fr::ZERO; opened.len()];
    let of_polys: Vec<Vec<Fr>> = by_poly
        .par_iter()
        .with_max_len(1)
        .map(|(poly, places)| {
            let points = places.iter().map(|i| domain.rotate_omega(x, opened[*i].1));
            evaluate_at(poly, &points.collect::<Vec<_>>())
        })
        .collect();
    for ((_, places), of_poly) in by_poly.iter().zip(of_polys) {
        for (place, value) in places.iter().zip(of_poly) {
            values[*place] = value;
        }
    }
    values
}

/// The pieces of the quotient, lowest first: n coefficients each. `polys` are fixed, advice and instance.
///
/// A polynomial of d n coefficients, d = degree - 1, is evaluated on d cosets of n points. Its values on the coset of c are those of its
/// remainder modulo X^n - z, z = c^n: the pieces' values, coefficient by coefficient, at z.
fn quotient(
    key: &ProvingKey,
    interpolation: &Fft,
    polys: &[&[Fr]],
    challenges: &[Fr],
    y: Fr,
    progress: &mut dyn FnMut(Phase),
) -> Vec<Poly> {
    let domain = key.halo2().get_domain();
    let constraints = fflonk::constraints(key.halo2().cs());
    let (k, n) = (domain.k(), 1usize << domain.k());
    let generator = Some(Fr::MULTIPLICATIVE_GENERATOR);
    let cosets: Vec<Fr> = std::iter::successors(generator, |coset| {
        Some(*coset * domain.get_extended_omega())
    })
    .take(domain.get_quotient_poly_degree())
    .collect();
    // Each thread touches its memory first.
    let mut columns: Vec<Vec<Fr>> = polys
        .par_iter()
        .with_max_len(1)
        .map(|_| vec![Fr::ZERO; n + BLOCK])
        .collect();
    let mut numerators: Vec<Vec<Fr>> = vec![];
    for coset in &cosets {
        progress(Phase::Transforms);
        let fft = Fft::new(k, root_of_unity(k), *coset, program::scale());
        let transforms = columns.par_iter_mut().zip(polys).with_max_len(1);
        transforms.for_each_init(Scratch::default, |scratch, (column, poly)| {
            fft.evaluate_into(poly, &mut column[..n], scratch);
            column.copy_within(..BLOCK, n);
        });
        progress(Phase::Gates);
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        numerators.push(constraints.run(&columns, challenges, y));
    }
    drop(columns);
    progress(Phase::Transforms);
    let values: Vec<&[Fr]> = numerators.iter().map(Vec::as_slice).collect();
    let mut remainders = interpolation.evaluate_all(&values);
    drop(numerators);
    let z: Vec<Fr> = cosets
        .iter()
        .map(|coset| coset.pow_vartime([n as u64]))
        .collect();
    for ((remainder, coset), z) in remainders.iter_mut().zip(&cosets).zip(&z) {
        let vanishing = (*z - Fr::ONE) * program::scale();
        let factor = vanishing
            .invert()
            .expect("the cosets are no roots of unity");
        scale_by_powers(remainder, factor, coset.invert().expect("not zero"));
    }
    // weights[i]: the coefficients of the polynomial that is 1 at z_i and 0 at the others.
    let weights: Vec<Vec<Fr>> = (0..z.len())
        .map(|i| {
            let mut unit = vec![Fr::ZERO; z.len()];
            unit[i] = Fr::ONE;
            lagrange_interpolate(&z, &unit)
        })
        .collect();
    let piece = |piece: usize| {
        let terms = weights.iter().zip(&remainders);
        let terms: Vec<_> = terms
            .map(|(weight, remainder)| (weight[piece], remainder.as_slice()))
            .collect();
        linear_combination(n, &terms)
    };
    (0..z.len()).map(piece).collect()
}

/// SHPLONK (Boneh, Drake, Fisch, Gabizon, eprint 2020/081), as halo2 does it: openings are (polynomial, rotation, value).
fn open(
    srs: &Srs,
    domain: &EvaluationDomain<Fr>,
    x: Fr,
    openings: &[(&Poly, i32, Fr)],
    transcript: &mut Writer,
) -> io::Result<()> {
    let rows = 1usize << domain.k();
    let y = squeeze(transcript);
    let v = squeeze(transcript);

    // Each polynomial with all its openings, in order of first appearance; then the sets of equal rotations.
    let mut by_poly: Vec<(&Poly, Vec<(i32, Fr)>)> = vec![];
    for &(poly, rotation, value) in openings {
        match by_poly
            .iter_mut()
            .find(|(other, _)| std::ptr::eq(*other, poly))
        {
            Some((_, points)) => points.push((rotation, value)),
            None => by_poly.push((poly, vec![(rotation, value)])),
        }
    }
    struct Set<'a> {
        rotations: Vec<i32>,
        /// Polynomial and values in the order of `rotations`.
        polys: Vec<(&'a Poly, Vec<Fr>)>,
    }
    let mut sets: Vec<Set> = vec![];
    for (poly, mut points) in by_poly {
        points.sort_unstable_by_key(|&(rotation, _)| rotation);
        let (rotations, values): (Vec<_>, Vec<_>) = points.into_iter().unzip();
        match sets.iter_mut().find(|set| set.rotations == rotations) {
            Some(set) => set.polys.push((poly, values)),
            None => sets.push(Set {
                rotations,
                polys: vec![(poly, values)],
            }),
        }
    }
    let point = |rotation: i32| domain.rotate_omega(x, Rotation(rotation));
    let mut all: Vec<i32> = sets.iter().flat_map(|set| set.rotations.clone()).collect();
    all.sort_unstable();
    all.dedup();

    /// A set's polynomials combined by powers of y, and the low-degree polynomial of their values.
    struct Combined {
        poly: Vec<Fr>,
        low: Vec<Fr>,
        points: Vec<Fr>,
    }
    let combined: Vec<Combined> = sets
        .iter()
        .map(|set| {
            let points: Vec<Fr> = set
                .rotations
                .iter()
                .map(|&rotation| point(rotation))
                .collect();
            let powers = std::iter::successors(Some(Fr::ONE), |power| Some(*power * y));
            let terms: Vec<_> = powers
                .zip(&set.polys)
                .map(|(power, (poly, _))| (power, poly.as_slice()))
                .collect();
            let poly = linear_combination(rows, &terms);
            let mut values = vec![Fr::ZERO; points.len()];
            for ((power, _), (_, p_values)) in terms.iter().zip(&set.polys) {
                for (sum, value) in values.iter_mut().zip(p_values) {
                    *sum += *power * value;
                }
            }
            Combined {
                poly,
                low: lagrange_interpolate(&points, &values),
                points,
            }
        })
        .collect();

    // h = sum of v^i (P_i - R_i) / Z_i. In partial fractions, (P - R) / Z is the sum of (P - P(x_j)) / (X - x_j) times 1 / Z'(x_j), so
    // there is one division for each point, of a combination of all sets with that point.
    let powers_of_v = || std::iter::successors(Some(Fr::ONE), |power| Some(*power * v));
    let fractions: Vec<Fraction<Fr>> = all
        .iter()
        .map(|&rotation| {
            let this = point(rotation);
            let with_point = powers_of_v()
                .zip(&combined)
                .filter(|(_, set)| set.points.contains(&this));
            let terms = with_point.map(|(v, set)| {
                let others = set.points.iter().filter(|other| **other != this);
                let derivative: Fr = others.map(|other| this - other).product();
                let weight = derivative.invert().expect("the points differ");
                (v * weight, set.poly.as_slice())
            });
            Fraction {
                point: this,
                terms: terms.collect(),
            }
        })
        .collect();
    let h = sum_of_quotients(rows, &fractions);
    transcript.write_point(srs.commit(&h))?;
    let u = squeeze(transcript);

    // L = sum of v^i z_i (P_i - R_i(u)) - z h, zero at u; z_i and z are the vanishing polynomials at u of the points that
    // set i lacks, and of all. The verifier works with everything divided by z_0.
    let vanishing = |rotations: &mut dyn Iterator<Item = i32>| {
        rotations.fold(Fr::ONE, |product, rotation| product * (u - point(rotation)))
    };
    let lacks: Vec<Fr> = sets
        .iter()
        .map(|set| vanishing(&mut all.iter().copied().filter(|r| !set.rotations.contains(r))))
        .collect();
    let z = vanishing(&mut all.iter().copied());
    let normal = lacks[0].invert().expect("u is random, so no root");
    let factors = powers_of_v().zip(&lacks).map(|(v, lack)| v * lack * normal);
    let mut terms = vec![(-z * normal, h.as_slice())];
    let mut constant = Fr::ZERO;
    for (factor, set) in factors.zip(&combined) {
        terms.push((factor, &set.poly));
        constant += factor * evaluate(&set.low, u);
    }
    let mut linear = linear_combination(rows, &terms);
    linear[0] -= constant;
    transcript.write_point(srs.commit(&divide(&linear, u)))
}
