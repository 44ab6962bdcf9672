//! Evaluating polynomials on cosets of a group of 2^k roots of unity, and back: half of the prover's time.
//!
//! halo2's transform works on one polynomial with all threads and sweeps over it once for each layer. The prover has a dozen
//! polynomials at a time, so here each is one thread's, depth first, so that small parts stay in the cache; and the
//! coset's shift is in the factors of the layers, which all polynomials share.

use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;

/// Parts of this many elements are transformed layer by layer, larger ones half by half: 32 KiB fit a first-level cache.
const PART: usize = 1 << 10;

/// halo2's root of unity of order 2^k.
pub(crate) fn root_of_unity(k: u32) -> Fr {
    (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square())
}

/// The factors of a transform.
pub(crate) struct Fft {
    /// layers[l]: for parts of 2^(l + 1) coefficients, the first half of the points that they are evaluated at. The others are
    /// their negatives.
    layers: Vec<Vec<Fr>>,
}

impl Fft {
    /// Evaluation at shift w^i, i = 0 .. 2^k - 1, of polynomials with 2^k coefficients. `w` is of order 2^k.
    pub fn new(k: u32, w: Fr, shift: Fr) -> Self {
        let layers = (0..k).map(|layer| {
            // p(x) = even(x^2) + x odd(x^2): the points of the next smaller parts are squares.
            let squarings = 1u64 << (k - 1 - layer);
            let (first, step) = (shift.pow_vartime([squarings]), w.pow_vartime([squarings]));
            std::iter::successors(Some(first), |point| Some(*point * step))
                .take(1 << layer)
                .collect()
        });
        Fft {
            layers: layers.collect(),
        }
    }

    /// The values of the polynomial with these coefficients, in the order of the points.
    pub fn evaluate(&self, coefficients: &[Fr]) -> Vec<Fr> {
        let k = self.layers.len() as u32;
        assert_eq!(coefficients.len(), 1 << k, "one coefficient for each point");
        let reversed = |i: usize| i.reverse_bits() >> (usize::BITS - k);
        let mut values: Vec<Fr> = (0..coefficients.len())
            .map(|i| coefficients[reversed(i)])
            .collect();
        self.transform(&mut values);
        values
    }

    /// Coefficients with their indices' bits reversed, so that the even ones are the first half; then values in order.
    fn transform(&self, values: &mut [Fr]) {
        if values.len() > PART {
            let (even, odd) = values.split_at_mut(values.len() / 2);
            self.transform(even);
            self.transform(odd);
            return combine(values, &self.layers[values.len().ilog2() as usize - 1]);
        }
        for points in &self.layers[..values.len().ilog2() as usize] {
            for part in values.chunks_exact_mut(2 * points.len()) {
                combine(part, points);
            }
        }
    }
}

/// One layer of one part.
fn combine(values: &mut [Fr], points: &[Fr]) {
    let (even, odd) = values.split_at_mut(points.len());
    for ((even, odd), point) in even.iter_mut().zip(odd).zip(points) {
        let product = *odd * point;
        *odd = *even - product;
        *even += product;
    }
}

/// The coefficients of the polynomial with these values at w^i, `w_inv` = 1 / w of order 2^k.
pub(crate) fn interpolate(inverse: &Fft, values: &[Fr]) -> Vec<Fr> {
    let scale = Fr::from(values.len() as u64)
        .invert()
        .expect("a power of two");
    let mut coefficients = inverse.evaluate(values);
    coefficients.iter_mut().for_each(|c| *c *= scale);
    coefficients
}

#[cfg(test)]
mod tests {
    use super::*;
    use halo2_proofs::arithmetic::eval_polynomial;
    use halo2_proofs::poly::EvaluationDomain;
    use rand::rngs::OsRng;

    #[test]
    fn values_are_the_polynomials_and_come_back() {
        for k in [1, 2, 5, 12] {
            let domain = EvaluationDomain::<Fr>::new(5, k);
            let (w, shift) = (domain.get_omega(), Fr::random(OsRng));
            let polynomial: Vec<Fr> = (0..1 << k).map(|_| Fr::random(OsRng)).collect();
            let values = Fft::new(k, w, shift).evaluate(&polynomial);
            for i in [0, 1, (1 << k) - 1] {
                let point = shift * w.pow_vartime([i as u64]);
                assert_eq!(values[i], eval_polynomial(&polynomial, point));
            }
            let values = Fft::new(k, w, Fr::ONE).evaluate(&polynomial);
            let inverse = Fft::new(k, w.invert().unwrap(), Fr::ONE);
            assert_eq!(interpolate(&inverse, &values), polynomial);
        }
    }
}
