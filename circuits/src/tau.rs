//! What can be checked of points that are said to be of one tau, given [tau]_2 alone.
//!
//! Files with such points are not believed ([`crate::cache`], [`crate::ptau`]). What decides a verdict or an id is a few of them,
//! and these are checked at the time of their use; with Lagrange polynomials that takes one equation each, with x = tau^t,
//!
//! L_i(x) (x - w^i) = w^i (x^n - 1) / n,
//!
//! and all of them at once a combination with random factors: two sums of points and two pairings. x and x^n come from
//! [`Squarings`]. All functions here take points that are on the curve: whoever reads them sees to that.

use crate::encoding::affine;
use crate::ptau::is_in_g2;
use crate::srs::SrsSize;
use arithmetic::{Bases, multi_scalar_multiplication, root_of_unity};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use halo2curves::bn256::{Bn256, Fr, G1, G1Affine, G2Affine, Gt};
use halo2curves::pairing::{MillerLoopResult, MultiMillerLoop};
use halo2curves::serde::SerdeObject;
use rand::RngCore;
use rand::rngs::OsRng;
use rayon::prelude::*;

/// Bytes of a point of G1 in Montgomery form.
pub(crate) const G1_BYTES: usize = 64;
/// Bytes of a point of G2 in Montgomery form.
const G2_BYTES: usize = 128;

/// 128 bits for each point.
pub(crate) fn random_factors(n: usize) -> Vec<Fr> {
    let mut bytes = vec![0; 16 * n];
    OsRng.fill_bytes(&mut bytes);
    let factor = |bytes: &[u8]| {
        let mut repr = [0; 32];
        repr[..16].copy_from_slice(bytes);
        Fr::from_repr(repr).expect("below 2^128")
    };
    bytes
        .par_chunks(16)
        .with_min_len(1024)
        .map(factor)
        .collect()
}

fn sum(factors: &[Fr], points: &[G1Affine]) -> G1Affine {
    multi_scalar_multiplication(factors, points).to_affine()
}

/// Is the product of these pairings one?
fn pairing_product_is_one(terms: &[(G1Affine, G2Affine)]) -> bool {
    let prepared: Vec<_> = terms.iter().map(|(_, g2)| (*g2).into()).collect();
    let terms: Vec<_> = terms
        .iter()
        .zip(&prepared)
        .map(|((g1, _), g2)| (g1, g2))
        .collect();
    let product = Bn256::multi_miller_loop(&terms).final_exponentiation();
    product == Gt::identity()
}

/// Is e(left, [1]_2) = e(right, [tau]_2), that is, left = tau right?
pub(crate) fn is_tau_times(left: G1Affine, right: G1Affine, s_g2: &G2Affine) -> bool {
    pairing_product_is_one(&[(left, G2Affine::generator()), (-right, *s_g2)])
}

/// Are these 1, tau, tau^2, ...? Each is to be tau times the one before: all at once, by a combination of random factors. A wrong
/// point passes once in 2^128 times.
pub(crate) fn are_powers(g: &Bases, s_g2: &G2Affine) -> bool {
    let factors = random_factors(g.len() - 1);
    let (next, this) = (g.sum_from(1, &factors), g.sum(&factors));
    g.get(0) == G1Affine::generator() && is_tau_times(next.to_affine(), this.to_affine(), s_g2)
}

/// [tau^(2^j)] in both groups: j = 0 to k in G1, 0 to k - 1 in G2. Each follows from the ones before it, the first from [tau]_2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Squarings {
    g1: Vec<G1Affine>,
    g2: Vec<G2Affine>,
}

impl Squarings {
    /// From the points, for 2^k powers. They are as they came: [`Squarings::check`].
    pub fn new(g1: Vec<G1Affine>, g2: Vec<G2Affine>) -> Self {
        assert!(
            !g2.is_empty() && g1.len() == g2.len() + 1,
            "tau^(2^k) is in G1 alone"
        );
        Squarings { g1, g2 }
    }

    /// Those of a tau that is known.
    pub fn of(k: u32, tau: Fr) -> Self {
        let powers = || std::iter::successors(Some(tau), |power: &Fr| Some(power.square()));
        let in_g1 = |power: Fr| (G1Affine::generator() * power).to_affine();
        let in_g2 = |power: Fr| (G2Affine::generator() * power).to_affine();
        Self::new(
            powers().take(k as usize + 1).map(in_g1).collect(),
            powers().take(k as usize).map(in_g2).collect(),
        )
    }

    /// Those that an SRS of 2^k powers needs.
    pub fn up_to(&self, k: u32) -> Self {
        Self::new(
            self.g1[..=k as usize].to_vec(),
            self.g2[..k as usize].to_vec(),
        )
    }

    /// log2 of the size that they are for.
    pub fn k(&self) -> u32 {
        self.g2.len() as u32
    }

    /// tau in G2.
    pub fn s_g2(&self) -> G2Affine {
        self.g2[0]
    }

    /// Are these the powers of the tau of [`Squarings::s_g2`]?
    ///
    /// e(tau^(2^j), [1]_2) = e([1]_1, tau^(2^j)) and e(tau^(2^(j+1)), [1]_2) = e(tau^(2^j), tau^(2^j)) for every j, by a combination
    /// with random factors.
    pub fn check(&self) -> bool {
        if !self.g2.iter().all(is_in_g2) {
            return false;
        }
        let k = self.g2.len();
        let (same, next) = (random_factors(k), random_factors(k));
        let by_generator = sum(&same, &self.g1[..k]) + sum(&next, &self.g1[1..]);
        let mut terms = vec![(by_generator.to_affine(), G2Affine::generator())];
        for j in 0..k {
            let factors = G1::generator() * same[j] + self.g1[j] * next[j];
            terms.push(((-factors).to_affine(), self.g2[j]));
        }
        pairing_product_is_one(&terms)
    }

    /// Are these `points`, column by column, those that commit to values in these `rows` of the first `columns` columns of a pack, for an
    /// SRS of this size: tau^j L_i(tau^t)? A wrong point passes once in 2^128 times.
    ///
    /// The first column is compared with its equation. What comes before column 2^b, times tau^(2^b), is what comes from there on.
    ///
    /// `self` has to be checked, and of this size.
    pub fn are_basis(
        &self,
        size: SrsSize,
        columns: usize,
        rows: impl ExactSizeIterator<Item = usize>,
        points: &Bases,
    ) -> bool {
        let n = rows.len();
        assert_eq!(points.len(), n * columns, "a point for each cell");
        assert_eq!(self.k(), size.log_powers(), "squarings of this size");
        let doubled = |b: usize| {
            let known = n << b;
            let factors = random_factors(known.min(points.len() - known));
            let (left, right) = (points.sum_from(known, &factors), points.sum(&factors));
            is_tau_times(left.to_affine(), right.to_affine(), &self.g2[b])
        };
        let doublings = columns.next_power_of_two().ilog2() as usize;
        self.are_lagrange(size, rows, points) && (0..doublings).all(doubled)
    }

    /// Are the first of these `points` the values at tau^t of the Lagrange polynomials of `rows`?
    fn are_lagrange(
        &self,
        size: SrsSize,
        rows: impl ExactSizeIterator<Item = usize>,
        points: &Bases,
    ) -> bool {
        let SrsSize { k, t } = size;
        let vanishing = self.g1[self.k() as usize] - G1::generator();
        // The Lagrange polynomials have no values at such a tau; and no ceremony ends there.
        if vanishing.is_identity().into() {
            return false;
        }
        let omega = root_of_unity(k);
        let factors = random_factors(rows.len());
        // The next row's root is one product away.
        let (mut root, mut next) = (Fr::ONE, 0);
        let by_root: Vec<Fr> = rows
            .zip(&factors)
            .map(|(row, factor)| {
                if row != next {
                    root = omega.pow_vartime([row as u64]);
                }
                let product = root * factor;
                (root, next) = (root * omega, row + 1);
                product
            })
            .collect();
        let share = by_root.iter().sum::<Fr>() * Fr::TWO_INV.pow_vartime([u64::from(k)]);
        let right = points.sum(&by_root) + vanishing * share;
        let left = points.sum(&factors);
        let x_g2 = &self.g2[t.ilog2() as usize];
        is_tau_times(right.to_affine(), left.to_affine(), x_g2)
    }

    /// Bytes of [`Squarings::to_bytes`] for 2^k powers.
    pub fn bytes(k: u32) -> usize {
        let k = k as usize;
        (k + 1) * G1_BYTES + k * G2_BYTES
    }

    /// The points, uncompressed, in Montgomery form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let g1 = self.g1.iter().flat_map(SerdeObject::to_raw_bytes);
        g1.chain(self.g2.iter().flat_map(SerdeObject::to_raw_bytes))
            .collect()
    }

    /// The inverse of [`Squarings::to_bytes`]; `None` if these are no points of the curves.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // 64 (k + 1) + 128 k.
        let k = bytes.len().checked_sub(G1_BYTES)? / (G1_BYTES + G2_BYTES);
        if k == 0 || bytes.len() != Self::bytes(k as u32) {
            return None;
        }
        let (g1, g2) = bytes.split_at((k + 1) * G1_BYTES);
        let in_g1 = |bytes: &[u8]| {
            let point = G1Affine::from_raw_bytes(bytes)?;
            affine(point.x, point.y)
        };
        let g1: Option<Vec<_>> = g1.chunks(G1_BYTES).map(in_g1).collect();
        let g2: Option<Vec<_>> = g2.chunks(G2_BYTES).map(G2Affine::from_raw_bytes).collect();
        Some(Self::new(g1?, g2?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srs::Srs;

    const K: u32 = 6;

    #[test]
    fn squarings_are_of_one_tau() {
        let tau = Fr::random(OsRng);
        let good = Squarings::of(K, tau);
        assert!(good.check() && good.up_to(3).check() && good.up_to(1).check());
        assert_eq!(Squarings::from_bytes(&good.to_bytes()), Some(good.clone()));
        assert_eq!(Squarings::from_bytes(&good.to_bytes()[1..]), None);
        for j in 0..=K as usize {
            let mut bad = good.clone();
            bad.g1[j] = (bad.g1[j] + G1::generator()).to_affine();
            assert!(!bad.check(), "tau^(2^{j}) in G1");
        }
        for j in 0..K as usize {
            let mut bad = good.clone();
            bad.g2[j] = (bad.g2[j] + G2Affine::generator()).to_affine();
            assert!(!bad.check(), "tau^(2^{j}) in G2");
        }
    }

    #[test]
    fn points_of_lagrange_polynomials() {
        for t in [1, 4] {
            points_of_packs(t);
        }
    }

    fn points_of_packs(t: usize) {
        let size = SrsSize { k: K, t };
        let srs = Srs::generate_insecure(size, b"tau").unwrap();
        let good: Vec<G1Affine> = srs.basis().iter().collect();
        let are_basis = |columns: usize, rows: &[usize], points: &[G1Affine]| {
            let (squarings, points) = (srs.squarings(), Bases::new(points));
            squarings.are_basis(size, columns, rows.iter().copied(), &points)
        };
        let all: Vec<usize> = (0..64).collect();
        assert!(are_basis(t, &all, &good));
        for columns in 1..=t {
            let points = |rows: &[usize]| {
                let cells = (0..columns).flat_map(|j| rows.iter().map(move |i| 64 * j + i));
                cells.map(|cell| good[cell]).collect::<Vec<_>>()
            };
            assert!(are_basis(columns, &[3, 0, 63], &points(&[3, 0, 63])));
            assert!(!are_basis(columns, &[3, 1, 63], &points(&[3, 0, 63])));
        }
        for i in 0..64 * t {
            let mut bad = good.clone();
            bad[i] = (bad[i] + G1::generator()).to_affine();
            assert!(!are_basis(t, &all, &bad), "point {i}");
            bad[i] = -good[i];
            assert!(!are_basis(t, &all, &bad), "point {i}");
        }
        // All by one factor: each is right beside the others.
        let twice: Vec<G1Affine> = good.iter().map(|p| (p + p).to_affine()).collect();
        assert!(!are_basis(t, &all, &twice));
        // Two errors that cancel in a sum: the factors are random.
        let x = crate::srs::tau_of(b"tau").pow_vartime([t as u64]);
        let errors = [5u64, 9].map(|i| x - root_of_unity(K).pow_vartime([i]));
        let mut bad = good.clone();
        bad[5] = (bad[5] + G1::generator() * errors[1]).to_affine();
        bad[9] = (bad[9] - G1::generator() * errors[0]).to_affine();
        assert!(!are_basis(t, &all, &bad));
        // A wrong column that those behind it follow: only the comparison of its own doubling sees that.
        let tau = crate::srs::tau_of(b"tau");
        for b in 0..t.ilog2() {
            let mut bad = good.clone();
            for behind in (0..t).step_by(2 << b) {
                let error = G1::generator() * tau.pow_vartime([behind as u64]);
                let cell = 64 * ((1 << b) + behind) + 5;
                bad[cell] = (bad[cell] + error).to_affine();
            }
            assert!(!are_basis(t, &all, &bad), "doubling {b}");
        }
        // Those of another tau.
        let other = Srs::generate_insecure(size, b"another").unwrap();
        let other: Vec<G1Affine> = other.basis().iter().collect();
        assert!(!are_basis(t, &all, &other));
    }
}
