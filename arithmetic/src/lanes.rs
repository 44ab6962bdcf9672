//! What an implementation provides: a few field elements at a time in registers. All algorithms are written once, over this.
//!
//! **Forms.** Memory has elements as halo2curves does, a 2^256 mod p. A product of vectors of 52-bit limbs divides by 2^260, so one
//! factor has to be *raised*: a 2^260. `raised x raised` is raised, `plain x raised` is plain. The portable implementation divides
//! by 2^256, and both forms are the same.
//!
//! **Bounds.** Registers hold numbers that may exceed p: sums are not reduced. Each operation says what it takes and gives, in
//! multiples of p; nothing may exceed [`LIMIT`]. Random numbers rarely reach them, so tests also run on an
//! implementation that keeps account (`checked.rs`).

use crate::points::Point;
use crate::prime::Prime;

/// No number in a register exceeds this many p: 2^260 / p is between 84 and 85.
pub(crate) const LIMIT: u64 = 84;

/// An implementation.
pub(crate) trait Backend: Copy + Send + Sync + 'static {
    /// Words of raised elements are those of plain ones, times this.
    const RAISED: u64;
    /// Elements of one of the fields.
    type Lanes<F: Prime>: Lanes<F>;
    /// Runs a computation with this implementation's instructions, which the processor has to have.
    fn run<K: Kernel<Self>>(kernel: K) -> K::Output;
}

/// [`Lanes::N`] elements of a field in registers.
pub(crate) trait Lanes<F: Prime>: Copy + Send + Sync {
    /// How many: 1 or 8.
    const N: usize;
    /// A factor that is the same in all lanes, as it is kept in memory.
    type Factor: Copy + Send + Sync;

    /// The first N elements: plain, below p.
    fn load(from: &[F]) -> Self;
    /// N elements, so many apart: plain, below p.
    fn load_strided(from: &[F], stride: usize) -> Self;
    /// The first N elements: raised, below 16 p.
    fn load_raised(from: &[F]) -> Self;
    /// N elements from memory that has them [`Backend::RAISED`] times: raised, below p.
    #[inline(always)]
    fn load_scaled(from: &[F]) -> Self {
        Self::load(from)
    }
    /// The inverse: raised elements, below 2 p.
    #[inline(always)]
    fn store_scaled(self, to: &mut [F]) {
        self.store(to, 1);
    }
    /// One element in all lanes: plain, below p.
    fn splat(value: F) -> Self;
    /// One element in all lanes: raised, below p.
    fn splat_raised(value: F) -> Self;
    /// A raised factor below p.
    fn factor(value: F) -> Self::Factor;
    /// A factor in all lanes.
    fn of_factor(factor: &Self::Factor) -> Self;
    /// [`Lanes::mul`] by a factor.
    fn mul_by(self, factor: &Self::Factor) -> Self;
    /// The integer 1 in all lanes. A raised number times it is a integer, below 2 p.
    fn unit() -> Self;
    /// Writes N plain elements below 2^`log` p.
    fn store(self, to: &mut [F], log: u32);
    /// Writes N integers below 2 p, reduced.
    fn store_integers(self, to: &mut [[u64; 4]]);

    /// A product, below a b / 84 p + p. Both factors are at most [`LIMIT`] p.
    fn mul(self, other: Self) -> Self;
    /// A sum, not reduced.
    fn add(self, other: Self) -> Self;
    /// a - b + k p, where b is at most k p.
    fn sub(self, other: Self, k: u64) -> Self;
    /// Below k p from below 2 k p, by one conditional subtraction.
    fn reduce(self, k: u64) -> Self;
    /// N registers: element j of register i becomes element i of register j.
    fn transpose(rows: &mut [Self]);

    /// Coordinates of N points: raised, below 2 p.
    fn gather(points: &[&Point]) -> (Self, Self);
    /// Writes N points in a row: raised coordinates below 2 p.
    fn put(x: Self, y: Self, points: &mut [Point]);
    /// Those lanes of another register whose bit is set, and of this the others.
    fn choose(self, other: Self, mask: u8) -> Self;
    /// Negates the lanes whose bit is set, a number below 2 p each: the result is at most 2 p.
    fn negate_where(self, mask: u8) -> Self;
}

/// A computation on an implementation. Most are written for all of them.
pub(crate) trait Kernel<B: Backend> {
    /// Its result.
    type Output;
    /// To be `#[inline(always)]`, as everything that it calls for each element: only so are the instructions of an implementation
    /// compiled into it.
    fn run(self) -> Self::Output;
}

/// An expression with a type parameter: the implementation that is chosen.
macro_rules! on {
    ($implementation:expr, $backend:ident => $body:expr) => {
        match $implementation {
            $crate::choice::Implementation::Portable => {
                type $backend = $crate::portable::Portable;
                $body
            }
            $crate::choice::Implementation::Avx512 => {
                type $backend = $crate::avx512::Avx512;
                $body
            }
            #[cfg(test)]
            $crate::choice::Implementation::Checked => {
                type $backend = $crate::checked::Checked;
                $body
            }
        }
    };
}
pub(crate) use on;
