//! What makes the fixed commitments of a key checkable without an SRS: an opening of their combination at one point.
//!
//! The fixed columns of a profile are known, so whoever has commitments C_i that are said to be those of their packs p_i computes the value
//! at a point y of the polynomial p = sum rho^i p_i that they should combine to, and checks an opening of sum rho^i C_i at y (Kate,
//! Zaverucha, Goldberg 2010, section 3.2). rho and y are hashes of the commitments and [tau]_2. A pack at y is the sum of its columns at y^t
//! by the powers of y. If one C_i commits to another polynomial, the combination
//! differs from p, and its value at y too, but for a chance of the degree over the size of the field; opening it to p(z) breaks the
//! binding that every proof rests on.
//!
//! It costs two multiplications for each row and one pairing; making the key again would cost the SRS and a sum of 2^k points for each
//! column.

use crate::circuit::fixed_cells;
use crate::encoding::{keccak256, point_bytes, point_from_bytes, scalar_from_hash};
use crate::keys::fixed_packs;
use crate::shape::Shape;
use crate::srs::Srs;
use crate::tau::is_tau_times;
use arithmetic::vector::divide;
use arithmetic::{Fft, root_of_unity};
use ff::{Field, PrimeField};
use fflonk::powers;
use group::{Curve, Group};
use halo2curves::bn256::{Fr, G1, G1Affine, G2Affine};
use halo2curves::serde::SerdeObject;
use tinyram::Program;

/// The opening of the combined packs: one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Certificate(G1Affine);

/// The challenges: rho, which combines the packs, and y, where they are opened.
fn challenges(shape: &Shape, commitments: &[G1Affine], s_g2: &G2Affine) -> [Fr; 2] {
    let mut hashed = b"vnTinyRAM fixed columns\0".to_vec();
    hashed.extend(shape.profile().name.as_bytes());
    hashed.push(0);
    hashed.extend(s_g2.to_raw_bytes());
    for commitment in commitments {
        hashed.extend(commitment.to_raw_bytes());
    }
    [1, 2].map(|which| scalar_from_hash(keccak256(&[&hashed[..], &[which]].concat())))
}

fn empty(shape: &Shape) -> Program {
    Program::new(shape.profile().arch(), vec![]).expect("no word is too wide")
}

/// The value at y of what the packs but the program's combine to by these factors: one column of all fixed columns, each times its pack's
/// factor and a power of y, at z = y^t, by (z^n - 1) / n times the sum of w^i v_i / (z - w^i). `None` if z is a w^i.
pub(crate) fn combined_value(shape: &Shape, by_pack: &[Fr], y: Fr) -> Option<Fr> {
    let (k, t) = (shape.profile().k, shape.relation.t);
    let mut factors = vec![None; shape.cs.num_fixed_columns()];
    for (pack, factor) in shape.packing.fixed.iter().zip(by_pack) {
        for (column, place) in pack.iter().zip(powers(y, t)) {
            factors[*column] = Some(*factor * place);
        }
    }
    let mut values = vec![Fr::ZERO; 1 << k];
    let columns = &shape.config.columns;
    fixed_cells(columns, &empty(shape), |column, row, value| {
        match (factors[column.index()], value) {
            (None, _) | (_, 0) => {}
            (Some(factor), 1) => values[row] += factor,
            (Some(factor), value) => values[row] += factor * Fr::from(value),
        }
    });
    let z = y.pow_vartime([t as u64]);
    let omega = root_of_unity(k);
    let roots = powers(omega, 1 << k);
    let mut distances: Vec<Fr> = roots.iter().map(|root| z - root).collect();
    if distances.iter().any(|distance| distance.is_zero_vartime()) {
        return None;
    }
    arithmetic::vector::invert(&mut distances);
    let terms = values.iter().zip(&roots).zip(&distances);
    let sum: Fr = terms
        .map(|((value, root), inverse)| value * root * inverse)
        .sum();
    let vanishing = z.pow_vartime([1u64 << k]) - Fr::ONE;
    Some(sum * vanishing * Fr::TWO_INV.pow_vartime([u64::from(k)]))
}

impl Certificate {
    /// Opens the commitments of a profile's fixed packs but the program's. What comes of a wrong SRS does not pass [`Certificate::check`].
    pub fn new(shape: &Shape, srs: &Srs, commitments: &[G1Affine]) -> Self {
        let (k, t) = (shape.profile().k, shape.relation.t);
        let [rho, y] = challenges(shape, commitments, &srs.s_g2());
        let mut packs = fixed_packs(shape, &empty(shape));
        packs.pop();
        let interpolation = Fft::interpolation(k, root_of_unity(k));
        let mut combined = vec![Fr::ZERO; t << k];
        for (pack, power) in packs.iter_mut().zip(powers(rho, commitments.len())) {
            pack.iter_mut()
                .for_each(|column| column.resize(1 << k, Fr::ZERO));
            let columns: Vec<&[Fr]> = pack.iter().map(Vec::as_slice).collect();
            for (j, column) in interpolation.evaluate_all(&columns).iter().enumerate() {
                for (i, coefficient) in column.iter().enumerate() {
                    combined[t * i + j] += power * coefficient;
                }
            }
        }
        // The value at y is no part of the quotient by X - y.
        Certificate(srs.parameters().commit(&divide(&combined, y)))
    }

    /// Are these commitments those of the profile's fixed packs, under the SRS with this [tau]_2?
    pub fn check(&self, shape: &Shape, commitments: &[G1Affine], s_g2: &G2Affine) -> bool {
        let [rho, y] = challenges(shape, commitments, s_g2);
        // A hash is a root of unity of order 2^k once in 2^233 times.
        let Some(value) = combined_value(shape, &powers(rho, commitments.len()), y) else {
            return false;
        };
        let commitment = commitments
            .iter()
            .rev()
            .fold(G1::identity(), |sum, point| sum * rho + point);
        // sum - p(y) = (tau - y) opening.
        let left = commitment - G1Affine::generator() * value + self.0 * y;
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
    /// column that differs in one cell.
    #[test]
    fn other_columns_are_not_certified() {
        let profile = &PROFILES[0];
        let srs = Srs::generate_insecure(profile.srs_size(), b"certificate").unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
        let (shape, good, s_g2) = (key.shape(), key.shared().to_vec(), srs.s_g2());
        let certificate = Certificate::new(shape, &srs, &good);
        assert!(certificate.check(shape, &good, &s_g2));
        assert_eq!(
            Certificate::from_hex(&certificate.to_hex()),
            Some(certificate)
        );
        let refused = |bad: &[G1Affine]| {
            let anew = Certificate::new(shape, &srs, bad);
            for certificate in [certificate, anew] {
                assert!(!certificate.check(shape, bad, &s_g2));
            }
        };
        let n = 1 << profile.k;
        for i in 0..good.len() {
            let mut bad = good.clone();
            bad[i] = G1Affine::generator();
            refused(&bad);
            for cell in [77, 5 * n + 3, (shape.relation.t - 1) * n] {
                bad[i] = (good[i] + srs.basis().get(cell)).to_affine();
                refused(&bad);
            }
        }
        // Of another SRS, or another profile.
        assert!(!certificate.check(shape, &good, &srs::dev_s_g2()));
        assert!(!certificate.check(&Shape::new(&PROFILES[1]), &good, &s_g2));
    }

    /// What decision 15 says of the time that checks take.
    #[test]
    #[ignore = "figures, not a test: a minute"]
    fn times_of_the_checks() {
        let profile = crate::Profile::by_name("64k-r32").unwrap();
        let srs = Srs::generate_insecure(profile.srs_size(), b"certificate").unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
        let time = |what: &str, run: &mut dyn FnMut() -> bool| {
            let start = std::time::Instant::now();
            assert!(run());
            println!(
                "{}: {what}: {:.3} s",
                profile.name,
                start.elapsed().as_secs_f64()
            );
        };
        let (shape, s_g2) = (key.shape(), srs.s_g2());
        let certificate = Certificate::new(shape, &srs, key.shared());
        time("the key's certificate", &mut || {
            certificate.check(shape, key.shared(), &s_g2)
        });
        time("the squarings of an SRS", &mut || srs.squarings().check());
        let values = (0..2 * profile.image_cells())
            .map(|cell| ((cell % 4, cell / 4), Fr::from(cell as u64 + 1)))
            .collect();
        time(
            "the points of the largest image, and its commitment",
            &mut || srs.commit_checked(&values).is_ok(),
        );
        time("every point of the SRS", &mut || srs.check().is_ok());
    }
}
