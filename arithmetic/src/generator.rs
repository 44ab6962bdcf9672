//! Multiples of the generator of G1.

use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, on};
use crate::points::{Entry, Point, export, import, sums};
use crate::vector::integers;
use group::Curve;
use group::prime::PrimeCurveAffine;
use halo2curves::bn256::{Fr, G1, G1Affine};
use rayon::prelude::*;

/// Bytes of a scalar: windows of the table.
const WINDOWS: usize = 32;
/// Multiples of a window: 1 to 255.
const MULTIPLES: usize = 255;
/// Scalars that a thread takes at a time.
const CHUNK: usize = 1 << 10;

/// `scalars[i]` times the generator, by a table of its multiples. The time tells the scalars: none may be a secret.
pub fn multiples_of_generator(scalars: &[Fr]) -> Vec<G1Affine> {
    multiples_by(implementation(), scalars)
}

fn multiples_by(implementation: Implementation, scalars: &[Fr]) -> Vec<G1Affine> {
    on!(implementation, B => multiples::<B>(implementation, scalars))
}

fn table() -> Vec<G1Affine> {
    let mut table = Vec::with_capacity(WINDOWS * MULTIPLES);
    let mut window = G1::generator();
    for _ in 0..WINDOWS {
        let mut multiple = window;
        for _ in 0..MULTIPLES {
            table.push(multiple);
            multiple += window;
        }
        window = multiple;
    }
    let mut affine = vec![G1Affine::identity(); table.len()];
    G1::batch_normalize(&table, &mut affine);
    affine
}

fn multiples<B: Backend>(implementation: Implementation, scalars: &[Fr]) -> Vec<G1Affine> {
    let table: Vec<Point> = import::<B>(&table());
    let multiples = scalars.par_chunks(CHUNK).flat_map_iter(|scalars| {
        let mut numbers = vec![[0; 4]; scalars.len()];
        integers(implementation, scalars, &mut numbers);
        let mut entries = Vec::with_capacity(WINDOWS * scalars.len());
        let mut bounds = vec![0];
        for number in numbers {
            let bytes = number.into_iter().flat_map(u64::to_le_bytes);
            let set = bytes.enumerate().filter(|(_, byte)| *byte > 0);
            entries.extend(set.map(|(window, byte)| {
                Entry::new(window * MULTIPLES + usize::from(byte) - 1, false)
            }));
            bounds.push(entries.len());
        }
        let sums = sums::<B>(&table, &entries, &bounds);
        sums.into_iter().map(|point| export::<B>(&point))
    });
    multiples.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ff::{Field, PrimeField};
    use rand::rngs::OsRng;

    #[test]
    fn multiples_are_halo2curves() {
        let mut scalars = vec![
            Fr::ZERO,
            Fr::ONE,
            -Fr::ONE,
            Fr::from(255),
            Fr::from(256),
            Fr::TWO_INV,
        ];
        scalars.extend((0..1500).map(|_| Fr::random(OsRng)));
        for implementation in Implementation::tested() {
            let multiples = multiples_by(implementation, &scalars);
            assert_eq!(multiples.len(), scalars.len());
            for (multiple, scalar) in multiples.iter().zip(&scalars) {
                assert_eq!(*multiple, (G1Affine::generator() * scalar).to_affine());
            }
            assert!(multiples_by(implementation, &[]).is_empty());
        }
    }
}
