//! Operations on whole vectors, in the caller's thread unless they say so.
//!
//! Vectors need not be multiples of eight: what is left over is done one by one.

use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, Kernel, Lanes, run};
use crate::portable::Portable;
use crate::prime::Prime;
use ff::Field;
use rayon::prelude::*;

/// Elements that a thread works on at a time.
const CHUNK: usize = 1 << 12;

/// How many of n elements fill lanes.
fn full(n: usize) -> usize {
    n - n % 8
}

struct Integers<'a, F> {
    elements: &'a [F],
    integers: &'a mut [[u64; 4]],
}

impl<B: Backend, F: Prime> Kernel<B> for Integers<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        let unit = B::Lanes::<F>::unit();
        for (from, to) in self.elements.chunks_exact(n).zip(self.integers.chunks_exact_mut(n)) {
            B::Lanes::<F>::load_raised(from).mul(unit).store_integers(to);
        }
    }
}

/// Writes the integers below p that the elements are, in words.
pub(crate) fn integers<F: Prime>(
    implementation: Implementation,
    elements: &[F],
    integers: &mut [[u64; 4]],
) {
    let n = elements.len();
    let (head, tail) = elements.split_at(full(n));
    let (head_to, tail_to) = integers[..n].split_at_mut(full(n));
    run(implementation, Integers { elements: head, integers: head_to });
    Portable::run(Integers { elements: tail, integers: tail_to });
}

#[derive(Clone, Copy)]
enum Operation {
    Add,
    Sub,
    Mul,
}

struct Elementwise<'a, F> {
    operation: Operation,
    a: &'a mut [F],
    b: &'a [F],
}

impl<B: Backend, F: Prime> Kernel<B> for Elementwise<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        let blocks = self.a.chunks_exact_mut(n).zip(self.b.chunks_exact(n));
        match self.operation {
            Operation::Add => {
                for (a, b) in blocks {
                    let sum = B::Lanes::<F>::load(a).add(B::Lanes::<F>::load(b));
                    sum.store(a, 1);
                }
            }
            Operation::Sub => {
                for (a, b) in blocks {
                    let difference = B::Lanes::<F>::load(a).sub(B::Lanes::<F>::load(b), 1);
                    difference.store(a, 1);
                }
            }
            Operation::Mul => {
                for (a, b) in blocks {
                    let product = B::Lanes::<F>::load(a).mul(B::Lanes::<F>::load_raised(b));
                    product.store(a, 1);
                }
            }
        }
    }
}

fn elementwise<F: Prime>(implementation: Implementation, operation: Operation, a: &mut [F], b: &[F]) {
    assert_eq!(a.len(), b.len(), "vectors of equal length");
    let at = full(a.len());
    let ((head, tail), (b_head, b_tail)) = (a.split_at_mut(at), b.split_at(at));
    run(implementation, Elementwise { operation, a: head, b: b_head });
    Portable::run(Elementwise { operation, a: tail, b: b_tail });
}

/// a += b.
///
/// # Panics
/// If the lengths differ.
pub fn add<F: Prime>(a: &mut [F], b: &[F]) {
    elementwise(implementation(), Operation::Add, a, b);
}

/// a -= b.
///
/// # Panics
/// If the lengths differ.
pub fn sub<F: Prime>(a: &mut [F], b: &[F]) {
    elementwise(implementation(), Operation::Sub, a, b);
}

/// a *= b, element by element.
///
/// # Panics
/// If the lengths differ.
pub fn mul<F: Prime>(a: &mut [F], b: &[F]) {
    elementwise(implementation(), Operation::Mul, a, b);
}
