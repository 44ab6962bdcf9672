//! The verifier's side.

use crate::{Parameters, Point, Values, Vanishing, powers};
use arithmetic::multi_scalar_multiplication;
use ff::Field;
use group::{Curve, Group};
use halo2curves::bn256::{Bn256, Fr, G1, G1Affine, G2Affine};
use halo2curves::pairing::{MillerLoopResult, MultiMillerLoop};

/// What is claimed of one pack.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The commitment.
    pub commitment: G1Affine,
    /// The values; a pack with those of the next row is opened twice.
    pub values: Values,
}

/// Everything that one opening shows.
#[derive(Clone, Debug)]
pub struct Claims<'a> {
    /// The packs, in the order of [`Opening`](crate::Opening).
    pub packs: &'a [Claim],
    /// The quotient's commitment and its value at z: what the constraints say, not what the prover does.
    pub quotient: (G1Affine, Fr),
    /// Where.
    pub point: Point,
    /// The challenge after all values.
    pub v: Fr,
}

/// Two points of which the opening is right if e(left, 1) = e(right, tau). Pairs of several openings may be combined by challenges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// F + u W'.
    pub left: G1Affine,
    /// W'.
    pub right: G1Affine,
}

impl Claims<'_> {
    /// What is left to check by a pairing. `opening` are W and W', u the challenge between them. `None`: a claim has more values
    /// than a pack has columns, or not as many on the next row.
    pub fn pair(&self, t: usize, opening: [G1Affine; 2], u: Fr) -> Option<Pair> {
        let vanishing = Vanishing::at(u, t, self.point);
        let powers = powers(self.v, self.packs.len() + 1);
        let (mut scalars, mut points) = (vec![], vec![]);
        // The sum of what is subtracted, in the group's generator.
        let mut remainder = Fr::ZERO;
        for (claim, power) in self.packs.iter().zip(&powers) {
            let twice = claim.values.next.is_some();
            let factor = *power * vanishing.without_pack(twice);
            remainder += factor * self.remainder(&claim.values, t, u, &vanishing)?;
            scalars.push(factor);
            points.push(claim.commitment);
        }
        let factor = powers[self.packs.len()] * vanishing.without_quotient();
        remainder += factor * self.quotient.1;
        let [w, last] = opening;
        scalars.extend([factor, -remainder, -vanishing.all(), u]);
        points.extend([self.quotient.0, G1::generator().to_affine(), w, last]);
        let left = multi_scalar_multiplication(&scalars, &points).to_affine();
        Some(Pair { left, right: last })
    }

    /// R_i(u): sum of f_j(z) u^j, and where the pack is opened twice that plus
    /// (u^t - z) (sum of f_j(w z) u^j - sum of f_j(z) u^j) / (w z - z), by the Chinese remainder theorem.
    fn remainder(&self, values: &Values, t: usize, u: Fr, vanishing: &Vanishing) -> Option<Fr> {
        let sum = |values: &[Fr]| -> Option<Fr> {
            let sum = values
                .iter()
                .rev()
                .fold(Fr::ZERO, |sum, value| sum * u + value);
            (values.len() <= t).then_some(sum)
        };
        let here = sum(&values.here)?;
        let Some(next) = &values.next else {
            return Some(here);
        };
        let distance: Fr = Option::from((self.point.next - self.point.z).invert())?;
        let same = next.len() == values.here.len();
        same.then_some(here + vanishing.here * (sum(next)? - here) * distance)
    }
}

impl Pair {
    /// One pair that is right if all are, by a challenge that is drawn after all of them.
    pub fn combined(pairs: &[Pair], challenge: Fr) -> Pair {
        let powers = powers(challenge, pairs.len());
        let sum = |side: fn(&Pair) -> G1Affine| {
            let points: Vec<G1Affine> = pairs.iter().map(side).collect();
            multi_scalar_multiplication(&powers, &points).to_affine()
        };
        Pair {
            left: sum(|pair| pair.left),
            right: sum(|pair| pair.right),
        }
    }

    /// e(left, 1) = e(right, tau)?
    pub fn holds(&self, g2: [G2Affine; 2]) -> bool {
        let [one, tau] = g2.map(Into::into);
        let terms = [(&self.left, &one), (&-self.right, &tau)];
        Bn256::multi_miller_loop(&terms)
            .final_exponentiation()
            .is_identity()
            .into()
    }

    /// The same with parameters that are at hand.
    pub fn holds_with(&self, parameters: &Parameters) -> bool {
        self.holds(parameters.g2())
    }
}
