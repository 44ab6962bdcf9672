//! halo2's prover for circuits without permutation argument and native lookups, message by message: its verifier is the
//! judge. What differs is speed: transforms are per polynomial and share their factors ([`crate::fft`]), the quotient is evaluated in
//! blocks of rows ([`crate::quotient`]), and the polynomials of an opening set are combined before anything is done with them.
//!
//! Zero knowledge is halo2's: the last rows of each advice column are random, more of them than the column has
//! queries, and a random polynomial hides the quotient's evaluation.

use crate::fft::{Fft, interpolate};
use crate::quotient::{Quotient, wrapped};
use crate::randomness::Randomness;
use crate::transcript::{Challenge, Writer};
use ff::{Field, PrimeField};
use group::Curve;
use halo2_proofs::arithmetic::{eval_polynomial, kate_division, lagrange_interpolate};
use halo2_proofs::plonk::{ProvingKey, VerifyingKey};
use halo2_proofs::poly::commitment::{Blind, Params, ParamsProver};
use halo2_proofs::poly::kzg::commitment::ParamsKZG;
use halo2_proofs::poly::{Coeff, EvaluationDomain, LagrangeCoeff, Polynomial, Rotation};
use halo2_proofs::transcript::{EncodedChallenge, Transcript, TranscriptWrite};
use halo2curves::bn256::{Bn256, Fr, G1Affine};
use rayon::prelude::*;
use std::io;

pub(crate) type Poly = Polynomial<Fr, Coeff>;

/// Makes a proof.
///
/// `first_phase` are the columns of the first phase, `second_phase` makes the others from the two challenges, `instance` the
/// instance column from the first; rows that they do not give are zero. `hiding` are as many random coefficients as there are rows. The transcript has
/// absorbed what names key and instance. The statement is not checked. Returns the advice columns as they were committed to, for
/// tests of what is random in them: they are as secret as the witness.
///
/// # Errors
/// If a commitment is the identity, which happens with negligible probability.
#[expect(clippy::too_many_arguments, reason = "each is what the protocol names")]
pub(crate) fn create_proof(
    params: &ParamsKZG<Bn256>,
    key: &ProvingKey<G1Affine>,
    instance: impl FnOnce(Fr) -> Vec<Fr>,
    first_phase: &[Vec<Fr>],
    second_phase: impl FnOnce(Fr, Fr) -> [Vec<Fr>; 2],
    hiding: Vec<Fr>,
    randomness: &mut Randomness,
    transcript: &mut Writer,
) -> io::Result<Vec<Poly>> {
    let vk = key.get_vk();
    let (cs, domain) = (vk.cs(), vk.get_domain());
    let rows = params.n() as usize;
    let blinded_from = rows - (cs.blinding_factors() + 1);

    let to_coefficients = Fft::new(domain.k(), domain.get_omega_inv(), Fr::ONE);
    let mut advice: Vec<Poly> = vec![];
    let mut commit = |columns: &[Vec<Fr>], transcript: &mut Writer| -> io::Result<()> {
        let mut committed = vec![];
        for column in columns {
            let mut values = column.clone();
            assert!(
                values.len() <= blinded_from,
                "a witness value on a blinding row"
            );
            values.resize(blinded_from, Fr::ZERO);
            values.extend(randomness.elements(rows - blinded_from));
            let values: Polynomial<Fr, LagrangeCoeff> = domain.lagrange_from_vec(values);
            let commitment = params.commit_lagrange(&values, Blind::default());
            transcript.write_point(commitment.to_affine())?;
            committed.push(values);
        }
        advice.par_extend(
            committed
                .par_iter()
                .map(|values| domain.coeff_from_vec(interpolate(&to_coefficients, values))),
        );
        Ok(())
    };
    commit(first_phase, transcript)?;
    let challenges = [squeeze(transcript), squeeze(transcript)];
    commit(&second_phase(challenges[0], challenges[1]), transcript)?;

    // theta, beta and gamma of the arguments that this circuit does not use.
    for _ in 0..3 {
        squeeze(transcript);
    }
    let random = domain.coeff_from_vec(hiding);
    transcript.write_point(params.commit(&random, Blind::default()).to_affine())?;
    let y = squeeze(transcript);

    let instance = {
        let mut values = instance(challenges[0]);
        values.resize(rows, Fr::ZERO);
        domain.coeff_from_vec(interpolate(&to_coefficients, &values))
    };
    let polys = key.fixed_polys().iter().chain(&advice);
    let polys: Vec<&[Fr]> = polys.chain([&instance]).map(Poly::values).collect();
    let pieces: Vec<Poly> = quotient(vk, &to_coefficients, &polys, &challenges, y)
        .into_iter()
        .map(|piece| domain.coeff_from_vec(piece))
        .collect();
    for piece in &pieces {
        transcript.write_point(params.commit(piece, Blind::default()).to_affine())?;
    }
    let x = squeeze(transcript);
    // h(X) = h_0(X) + x^n h_1(X) + ..., which at x is the quotient.
    let xn = x.pow_vartime([rows as u64]);
    let h = pieces
        .into_iter()
        .rev()
        .reduce(|high, low| high * xn + &low)
        .expect("at least one piece");

    let fixed = key.fixed_polys();
    let opened = cs
        .advice_queries()
        .iter()
        .map(|&(column, rotation)| (&advice[column.index()], rotation))
        .chain(
            cs.fixed_queries()
                .iter()
                .map(|&(column, rotation)| (&fixed[column.index()], rotation)),
        )
        .chain([(&random, Rotation::cur())])
        .collect::<Vec<_>>();
    let evaluations: Vec<Fr> = opened
        .par_iter()
        .map(|(poly, rotation)| eval_polynomial(poly, domain.rotate_omega(x, *rotation)))
        .collect();
    for evaluation in &evaluations {
        transcript.write_scalar(*evaluation)?;
    }
    // The order of halo2's verifier: advice, fixed, quotient, random polynomial.
    let mut openings: Vec<_> = opened
        .into_iter()
        .zip(evaluations)
        .map(|((p, r), e)| (p, r.0, e))
        .collect();
    let h_at_x = eval_polynomial(&h, x);
    openings.insert(openings.len() - 1, (&h, 0, h_at_x));
    open(params, domain, x, &openings, transcript)?;
    Ok(advice)
}

fn squeeze(transcript: &mut Writer) -> Fr {
    Transcript::<G1Affine, Challenge>::squeeze_challenge(transcript).get_scalar()
}

/// The pieces of the quotient, lowest first: n coefficients each. `polys` are fixed, advice and instance.
///
/// A polynomial of d n coefficients, d = degree - 1, is evaluated on d cosets of n points. Its values on the coset of c are those of its
/// remainder modulo X^n - z, z = c^n: the pieces' values, coefficient by coefficient, at z.
fn quotient(
    vk: &VerifyingKey<G1Affine>,
    to_coefficients: &Fft,
    polys: &[&[Fr]],
    challenges: &[Fr],
    y: Fr,
) -> Vec<Vec<Fr>> {
    let domain = vk.get_domain();
    let constraints = Quotient::new(vk.cs());
    let n = 1u64 << domain.k();
    let generator = Some(Fr::MULTIPLICATIVE_GENERATOR);
    let cosets: Vec<Fr> = std::iter::successors(generator, |coset| {
        Some(*coset * domain.get_extended_omega())
    })
    .take(domain.get_quotient_poly_degree())
    .collect();
    let numerators: Vec<Vec<Fr>> = cosets
        .iter()
        .map(|&coset| {
            let fft = Fft::new(domain.k(), domain.get_omega(), coset);
            let columns = polys.par_iter().map(|poly| wrapped(fft.evaluate(poly)));
            constraints.evaluate(&columns.collect(), challenges, y)
        })
        .collect();
    let z: Vec<Fr> = cosets.iter().map(|coset| coset.pow_vartime([n])).collect();
    let remainders: Vec<Vec<Fr>> = cosets
        .par_iter()
        .zip(&z)
        .zip(numerators)
        .map(|((coset, z), values)| {
            let mut factor = (*z - Fr::ONE)
                .invert()
                .expect("the cosets are no roots of unity");
            let coset_inv = coset.invert().expect("not zero");
            let mut remainder = interpolate(to_coefficients, &values);
            for c in &mut remainder {
                *c *= factor;
                factor *= coset_inv;
            }
            remainder
        })
        .collect();
    // weights[i]: the coefficients of the polynomial that is 1 at z_i and 0 at the others.
    let weights: Vec<Vec<Fr>> = (0..z.len())
        .map(|i| {
            let mut unit = vec![Fr::ZERO; z.len()];
            unit[i] = Fr::ONE;
            lagrange_interpolate(&z, &unit)
        })
        .collect();
    let piece = |piece: usize| {
        let coefficient = |j: usize| -> Fr {
            let terms = weights.iter().zip(&remainders);
            terms
                .map(|(weight, remainder)| weight[piece] * remainder[j])
                .sum()
        };
        (0..n as usize).into_par_iter().map(coefficient).collect()
    };
    (0..z.len()).map(piece).collect()
}

/// SHPLONK (Boneh, Drake, Fisch, Gabizon, eprint 2020/081), as halo2 does it: openings are (polynomial, rotation, value).
fn open(
    params: &ParamsKZG<Bn256>,
    domain: &EvaluationDomain<Fr>,
    x: Fr,
    openings: &[(&Poly, i32, Fr)],
    transcript: &mut Writer,
) -> io::Result<()> {
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
            let mut poly = vec![Fr::ZERO; params.n() as usize];
            let mut values = vec![Fr::ZERO; points.len()];
            // sum of y^j p_j, by Horner from the last.
            for (p, p_values) in set.polys.iter().rev() {
                poly.par_iter_mut()
                    .zip(p.values().par_iter())
                    .with_min_len(1024)
                    .for_each(|(sum, c)| *sum = *sum * y + c);
                for (sum, value) in values.iter_mut().zip(p_values) {
                    *sum = *sum * y + value;
                }
            }
            Combined {
                poly,
                low: lagrange_interpolate(&points, &values),
                points,
            }
        })
        .collect();

    // h = sum of v^i (P_i - R_i) / Z_i.
    let quotients: Vec<Vec<Fr>> = combined
        .par_iter()
        .map(|set| {
            let mut numerator = set.poly.clone();
            for (c, low) in numerator.iter_mut().zip(&set.low) {
                *c -= low;
            }
            set.points
                .iter()
                .fold(numerator, |poly, point| kate_division(&poly, *point))
        })
        .collect();
    let mut h = vec![Fr::ZERO; params.n() as usize];
    for quotient in quotients.iter().rev() {
        h.iter_mut().for_each(|c| *c *= v);
        h.iter_mut().zip(quotient).for_each(|(c, q)| *c += q);
    }
    let h = domain.coeff_from_vec(h);
    transcript.write_point(params.commit(&h, Blind::default()).to_affine())?;
    let u = squeeze(transcript);

    // L = sum of v^i z_i (P_i - R_i(u)) - z h, zero at u; z_i and z are the vanishing polynomials at u of the points that
    // set i lacks, and of all.
    let vanishing = |rotations: &mut dyn Iterator<Item = i32>| {
        rotations.fold(Fr::ONE, |product, rotation| product * (u - point(rotation)))
    };
    let lacks: Vec<Fr> = sets
        .iter()
        .map(|set| vanishing(&mut all.iter().copied().filter(|r| !set.rotations.contains(r))))
        .collect();
    let z = vanishing(&mut all.iter().copied());
    let mut factor = Fr::ONE;
    let mut linear: Vec<Fr> = h.values().iter().map(|c| -z * c).collect();
    for (set, lack) in combined.iter().zip(&lacks) {
        let scale = factor * lack;
        linear
            .par_iter_mut()
            .zip(set.poly.par_iter())
            .with_min_len(1024)
            .for_each(|(sum, c)| *sum += scale * c);
        linear[0] -= scale * eval_polynomial(&set.low, u);
        factor *= v;
    }
    // The verifier works with everything divided by z_0.
    let normal = lacks[0].invert().expect("u is random, so no root");
    let mut last = kate_division(&linear, u);
    last.iter_mut().for_each(|c| *c *= normal);
    last.resize(params.n() as usize, Fr::ZERO);
    let last = domain.coeff_from_vec(last);
    transcript.write_point(params.commit(&last, Blind::default()).to_affine())
}
