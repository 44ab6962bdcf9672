//! What makes the fixed commitments of a key checkable without an SRS: an opening of their combination at one point.
//!
//! The fixed columns of a profile are known, so whoever has commitments C_i that are said to be theirs computes the value at a point
//! z of the polynomial p = sum rho^i p_i that they should combine to, and checks an opening of sum rho^i C_i at z (Kate, Zaverucha,
//! Goldberg 2010, section 3.2). rho and z are hashes of the commitments and [tau]_2. If one C_i commits to another polynomial, the combination
//! differs from p, and its value at z too, but for a chance of the degree over the size of the field; opening it to p(z) breaks the
//! binding that every proof rests on.
//!
//! It costs two evaluations of each row and one pairing; making the key again would cost the SRS and a sum of 2^k points for each
//! column.

use crate::circuit::fixed_cells;
use crate::columns::Columns;
use crate::profile::Profile;
use crate::srs::Srs;
use crate::tau::is_tau_times;
use crate::transcript::{keccak256, point_bytes, point_from_bytes, scalar_from_hash};
use arithmetic::root_of_unity;
use ff::{Field, PrimeField};
use group::{Curve, Group};
use halo2curves::bn256::{Fr, G1, G1Affine, G2Affine};
use halo2curves::serde::SerdeObject;
use tinyram::Program;

/// The opening of the combined fixed columns: one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Certificate(G1Affine);

/// The challenges: rho, which combines the columns, and z, where they are opened.
fn challenges(profile: &Profile, commitments: &[G1Affine], s_g2: &G2Affine) -> [Fr; 2] {
    let mut hashed = b"vnTinyRAM fixed columns\0".to_vec();
    hashed.extend(profile.name.as_bytes());
    hashed.push(0);
    hashed.extend(s_g2.to_raw_bytes());
    for commitment in commitments {
        hashed.extend(commitment.to_raw_bytes());
    }
    [1, 2].map(|which| scalar_from_hash(keccak256(&[&hashed[..], &[which]].concat())))
}

/// The combination of the fixed columns of the empty program: its values, row by row.
fn combined(profile: &Profile, columns: &Columns, rho: Fr) -> Vec<Fr> {
    let factors: Vec<Fr> = std::iter::successors(Some(Fr::ONE), |power| Some(*power * rho))
        .take(columns.num_fixed())
        .collect();
    let empty = Program::new(profile.arch(), vec![]).expect("no word is too wide");
    let mut values = vec![Fr::ZERO; 1 << profile.k];
    fixed_cells(profile, columns, &empty, |column, row, value| match value {
        0 => {}
        1 => values[row] += factors[column.index()],
        value => values[row] += factors[column.index()] * Fr::from(value),
    });
    values
}

/// 1 / (z - w^i) for every row i. None if z is one of the w^i.
fn inverse_distances(k: u32, z: Fr) -> Option<Vec<Fr>> {
    let omega = root_of_unity(k);
    let mut root = Fr::ONE;
    let mut distances = Vec::with_capacity(1 << k);
    for _ in 0..1usize << k {
        distances.push(z - root);
        root *= omega;
    }
    if distances.iter().any(|distance| distance.is_zero_vartime()) {
        return None;
    }
    arithmetic::vector::invert(&mut distances);
    Some(distances)
}

/// The value at z of the polynomial with these values on the domain: (z^n - 1) / n times the sum of w^i v_i / (z - w^i).
fn evaluate(k: u32, z: Fr, values: &[Fr], inverses: &[Fr]) -> Fr {
    let omega = root_of_unity(k);
    let mut root = Fr::ONE;
    let mut total = Fr::ZERO;
    for (value, inverse) in values.iter().zip(inverses) {
        if !value.is_zero_vartime() {
            total += root * value * inverse;
        }
        root *= omega;
    }
    let n = 1u64 << k;
    total * (z.pow_vartime([n]) - Fr::ONE) * Fr::TWO_INV.pow_vartime([u64::from(k)])
}

impl Certificate {
    /// Opens the commitments of a profile's fixed columns. What comes of a wrong SRS does not pass [`Certificate::check`].
    pub fn new(profile: &Profile, columns: &Columns, srs: &Srs, commitments: &[G1Affine]) -> Self {
        let k = profile.k;
        let [rho, z] = challenges(profile, commitments, &srs.s_g2());
        let values = combined(profile, columns, rho);
        // A hash is a root of unity of order 2^k once in 2^235 times.
        let inverses = inverse_distances(k, z).expect("a hash");
        let at_z = evaluate(k, z, &values, &inverses);
        // (p(X) - p(z)) / (X - z), on the domain.
        let quotient: Vec<Fr> = values
            .iter()
            .zip(&inverses)
            .map(|(value, inverse)| (at_z - value) * inverse)
            .collect();
        Certificate(srs.commit_values(&quotient))
    }

    /// Are these commitments those of the profile's fixed columns, under the SRS with this [tau]_2?
    pub fn check(
        &self,
        profile: &Profile,
        columns: &Columns,
        commitments: &[G1Affine],
        s_g2: &G2Affine,
    ) -> bool {
        let [rho, z] = challenges(profile, commitments, s_g2);
        let values = combined(profile, columns, rho);
        let Some(inverses) = inverse_distances(profile.k, z) else {
            return false;
        };
        let at_z = evaluate(profile.k, z, &values, &inverses);
        let commitment = commitments
            .iter()
            .rev()
            .fold(G1::identity(), |sum, point| sum * rho + point);
        // sum - p(z) = (tau - z) opening.
        let left = commitment - G1Affine::generator() * at_z + self.0 * z;
        is_tau_times(left.to_affine(), self.0, s_g2)
    }

    /// x and y, big-endian, in hexadecimal digits.
    pub fn to_hex(self) -> String {
        // No quotient is zero: the columns are no constants.
        point_bytes(&self.0).map_or_else(String::new, hex::encode)
    }

    /// The inverse of [`Certificate::to_hex`].
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = hex::decode(text).ok().filter(|bytes| bytes.len() == 64)?;
        point_from_bytes(&bytes).map(Certificate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PROFILES;
    use crate::{VerifyingKey, srs};

    /// Each commitment changed, by somebody who makes the certificate anew: with a point that is none, and with the commitment of a
    /// column that differs in one cell. And exchanged, for the last column too, which is no part of the key's hash.
    #[test]
    fn other_columns_are_not_certified() {
        let profile = &PROFILES[0];
        let srs = Srs::generate_insecure(profile.srs_size(), b"certificate").unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
        let good = key.halo2().fixed_commitments().clone();
        let (columns, s_g2) = (key.columns(), srs.s_g2());
        let certificate = Certificate::new(profile, columns, &srs, &good);
        assert!(certificate.check(profile, columns, &good, &s_g2));
        assert_eq!(
            Certificate::from_hex(&certificate.to_hex()),
            Some(certificate)
        );
        let refused = |bad: &[G1Affine]| {
            let anew = Certificate::new(profile, columns, &srs, bad);
            for certificate in [certificate, anew] {
                assert!(!certificate.check(profile, columns, bad, &s_g2));
            }
        };
        for i in 0..good.len() {
            let mut bad = good.clone();
            bad[i] = G1Affine::generator();
            refused(&bad);
            bad[i] = (good[i] + srs.basis().get(77)).to_affine();
            refused(&bad);
            bad = good.clone();
            bad.swap(i, (i + 1) % good.len());
            refused(&bad);
        }
        // Of another SRS, or another profile.
        assert!(!certificate.check(profile, columns, &good, &srs::dev_s_g2()));
        assert!(!certificate.check(&PROFILES[1], columns, &good, &s_g2));
    }

    /// What decision 15 says of the time that checks take.
    #[test]
    #[ignore = "figures, not a test: a minute"]
    fn times_of_the_checks() {
        let profile = PROFILES.last().unwrap();
        let srs = Srs::generate_insecure(profile.srs_size(), b"certificate").unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
        let (commitments, columns) = (key.halo2().fixed_commitments(), key.columns());
        let time = |what: &str, run: &mut dyn FnMut() -> bool| {
            let start = std::time::Instant::now();
            assert!(run());
            println!(
                "{}: {what}: {:.3} s",
                profile.name,
                start.elapsed().as_secs_f64()
            );
        };
        let certificate = Certificate::new(profile, columns, &srs, commitments);
        let s_g2 = srs.s_g2();
        time("the key's certificate", &mut || {
            certificate.check(profile, columns, commitments, &s_g2)
        });
        time("the squarings of an SRS", &mut || srs.squarings().check());
        let values = (0..2 * profile.image_cells)
            .map(|row| ((0, row), Fr::from(row as u64 + 1)))
            .collect();
        time(
            "the points of the largest image, and its commitment",
            &mut || srs.commit_checked(&values).is_ok(),
        );
        time("every point of the SRS", &mut || srs.check().is_ok());
    }
}
