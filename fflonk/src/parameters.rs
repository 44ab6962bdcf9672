//! The points that commitments are sums of.

use crate::powers;
use arithmetic::{Bases, lagrange_points, multiples_of_generator, root_of_unity};
use ff::Field;
use group::{Curve, Group};
use halo2curves::bn256::{Fr, G1, G1Affine, G2, G2Affine};
use rayon::prelude::*;

/// What it takes to commit to packs of t columns of n = 2^k values.
pub struct Parameters {
    k: u32,
    t: usize,
    /// \[tau^j L_i(tau^t)\] at j n + i, L_i the Lagrange polynomial of w^i: sums of these with values are packs.
    basis: Bases,
    /// \[tau^i\] for i < t n.
    powers: Bases,
    /// The second group's generator and tau times it.
    g2: [G2Affine; 2],
}

impl Parameters {
    /// Of a setup's points \[tau^i\], of which there have to be t n. The basis is t transforms in the group, by all threads; `progress`
    /// is told how many of how many layers are done.
    ///
    /// # Panics
    /// If `t` is no power of two, or there are more or fewer points than t 2^k.
    pub fn from_powers(
        k: u32,
        t: usize,
        powers: &[G1Affine],
        tau_g2: G2Affine,
        mut progress: impl FnMut(usize, usize),
    ) -> Self {
        check_shape(k, t, powers.len());
        let layers = k as usize + 1;
        let mut basis = Vec::with_capacity(powers.len());
        for j in 0..t {
            // tau^j times the powers of tau^t.
            let strided: Vec<G1Affine> = powers.iter().skip(j).step_by(t).copied().collect();
            basis.extend(lagrange_points(&strided, |done, of| {
                progress(j * layers + done * layers / of, t * layers);
            }));
        }
        Self::from_parts(k, t, powers, &basis, tau_g2)
    }

    /// Of points that were made before: those of [`Parameters::powers`] and of [`Parameters::basis`].
    ///
    /// # Panics
    /// If `t` is no power of two, or there are more or fewer points of a kind than t 2^k.
    pub fn from_parts(
        k: u32,
        t: usize,
        powers: &[G1Affine],
        basis: &[G1Affine],
        tau_g2: G2Affine,
    ) -> Self {
        check_shape(k, t, powers.len());
        check_shape(k, t, basis.len());
        Parameters {
            k,
            t,
            basis: Bases::new(basis),
            powers: Bases::new(powers),
            g2: [G2::generator().to_affine(), tau_g2],
        }
    }

    /// Of a secret that everybody knows: for tests and development.
    ///
    /// # Panics
    /// If `t` is no power of two, or tau^t is a root of unity of the rows.
    pub fn with_secret(k: u32, t: usize, tau: Fr) -> Self {
        let n = 1usize << k;
        check_shape(k, t, t * n);
        let w = root_of_unity(k);
        // L_i(x) = (x^n - 1) w^i / (n (x - w^i)), at x = tau^t.
        let x = tau.pow_vartime([t as u64]);
        let n_inverse = Fr::from(n as u64).invert().expect("not zero");
        let common = (x.pow_vartime([n as u64]) - Fr::ONE) * n_inverse;
        let roots: Vec<Fr> = powers(w, n);
        let mut lagrange: Vec<Fr> = roots.iter().map(|root| x - root).collect();
        arithmetic::vector::invert(&mut lagrange);
        for (value, root) in lagrange.iter_mut().zip(&roots) {
            assert!(*value != Fr::ZERO, "tau^t is no root of unity");
            *value *= common * root;
        }
        let columns = powers(tau, t);
        let basis: Vec<Fr> = columns
            .iter()
            .flat_map(|power| lagrange.iter().map(move |value| *power * value))
            .collect();
        Parameters {
            k,
            t,
            basis: Bases::new(&multiples_of_generator(&basis)),
            powers: Bases::new(&multiples_of_generator(&powers(tau, t * n))),
            g2: [G2::generator(), G2::generator() * tau].map(|point| point.to_affine()),
        }
    }

    /// log2 of the rows.
    pub fn k(&self) -> u32 {
        self.k
    }

    /// How many columns a pack has.
    pub fn t(&self) -> usize {
        self.t
    }

    /// The second group's generator and tau times it.
    pub fn g2(&self) -> [G2Affine; 2] {
        self.g2
    }

    /// The commitment of a pack, of the values of its columns. Missing columns and rows are zero. The time tells how long values are.
    ///
    /// # Panics
    /// If there are more columns than t, or more rows than n.
    pub fn commit_values(&self, columns: &[&[Fr]]) -> G1Affine {
        assert!(columns.len() <= self.t, "at most {} columns", self.t);
        let n = 1usize << self.k;
        let sums = columns.par_iter().enumerate().map(|(j, column)| {
            assert!(column.len() <= n, "at most {n} rows");
            self.basis.sum_from(j * n, column)
        });
        sums.reduce(G1::identity, |a, b| a + b).to_affine()
    }

    /// The commitment of a polynomial that is not packed, of its coefficients.
    ///
    /// # Panics
    /// If there are more than t n.
    pub fn commit(&self, coefficients: &[Fr]) -> G1Affine {
        self.powers.sum(coefficients).to_affine()
    }

    /// The points of values, in the order of [`Self::commit_values`]: column by column.
    pub fn basis(&self) -> &Bases {
        &self.basis
    }

    /// The points of coefficients.
    pub fn powers(&self) -> &Bases {
        &self.powers
    }
}

fn check_shape(k: u32, t: usize, points: usize) {
    assert!(
        t.is_power_of_two(),
        "expected a power of two, got packs of {t}"
    );
    let expected = t << k;
    assert_eq!(
        points, expected,
        "points for packs of {t} columns of 2^{k} rows"
    );
}
