//! One element at a time, by halo2curves. Numbers are always below p, and plain and raised are the same.

use crate::lanes::{Backend, Kernel, Lanes};
use crate::points::Point;
use crate::prime::Prime;

/// This implementation.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

/// An element.
#[derive(Clone, Copy)]
pub(crate) struct One<F>(F);

impl Backend for Portable {
    const RAISED: u64 = 1;
    type Lanes<F: Prime> = One<F>;

    fn run<K: Kernel<Self>>(kernel: K) -> K::Output {
        kernel.run()
    }
}

impl<F: Prime> Lanes<F> for One<F> {
    const N: usize = 1;
    type Factor = F;

    #[inline(always)]
    fn load(from: &[F]) -> Self {
        One(from[0])
    }

    #[inline(always)]
    fn load_strided(from: &[F], _: usize) -> Self {
        One(from[0])
    }

    #[inline(always)]
    fn load_raised(from: &[F]) -> Self {
        One(from[0])
    }

    #[inline(always)]
    fn splat(value: F) -> Self {
        One(value)
    }

    #[inline(always)]
    fn splat_raised(value: F) -> Self {
        One(value)
    }

    #[inline(always)]
    fn factor(value: F) -> F {
        value
    }

    #[inline(always)]
    fn of_factor(factor: &F) -> Self {
        One(*factor)
    }

    #[inline(always)]
    fn mul_by(self, factor: &F) -> Self {
        One(self.0 * factor)
    }

    #[inline(always)]
    fn unit() -> Self {
        One(F::from_words([1, 0, 0, 0]))
    }

    #[inline(always)]
    fn store(self, to: &mut [F], _: u32) {
        to[0] = self.0;
    }

    #[inline(always)]
    fn store_integers(self, to: &mut [[u64; 4]]) {
        to[0] = self.0.words();
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        One(self.0 * other.0)
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        One(self.0 + other.0)
    }

    #[inline(always)]
    fn sub(self, other: Self, _: u64) -> Self {
        One(self.0 - other.0)
    }

    #[inline(always)]
    fn reduce(self, _: u64) -> Self {
        self
    }

    #[inline(always)]
    fn transpose(_: &mut [Self]) {}

    #[inline(always)]
    fn gather(points: &[&Point]) -> (Self, Self) {
        let Point { x, y } = points[0];
        (One(F::from_words(*x)), One(F::from_words(*y)))
    }

    #[inline(always)]
    fn put(x: Self, y: Self, points: &mut [Point]) {
        points[0] = Point {
            x: x.0.words(),
            y: y.0.words(),
        };
    }

    #[inline(always)]
    fn choose(self, other: Self, mask: u8) -> Self {
        if mask & 1 == 1 { other } else { self }
    }

    #[inline(always)]
    fn negate_where(self, mask: u8) -> Self {
        One(if mask & 1 == 1 { -self.0 } else { self.0 })
    }
}
