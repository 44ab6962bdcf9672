//! Evaluating polynomials on cosets of a group of 2^k roots of unity, and back.
//!
//! Decimation in time (Cooley, Tukey 1965), depth first, so that small parts stay in the cache; the coset's shift is in the factors.
//!
//! With N lanes, a polynomial is the sum of x^l a_l(x^N), and lane l has the coefficients of a_l: the transforms of the a_l are one
//! transform of n / N registers, with factors that are the same in all lanes. A last pass scales lane l by x^l, transposes, and
//! transforms across what were lanes. Before it no sum is reduced: a product is below 2 p, so each layer adds at most 2 p.

use crate::avx512::Avx512;
#[cfg(test)]
use crate::checked::Checked;
use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, Kernel, LIMIT, Lanes};
use crate::portable::Portable;
use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;
use rayon::prelude::*;
use std::marker::PhantomData;

/// Parts of this many elements are transformed layer by layer, larger ones half by half: 16 to 20 KiB fit a first-level cache.
const PART: usize = 1 << 9;

/// halo2's root of unity of order 2^k.
pub fn root_of_unity(k: u32) -> Fr {
    (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square())
}

fn inverse(x: Fr) -> Fr {
    x.invert().expect("not zero")
}

/// A transform of 2^k coefficients.
pub struct Fft {
    k: u32,
    plan: AnyPlan,
}

enum AnyPlan {
    Portable(Plan<Portable>),
    Avx512(Plan<Avx512>),
    #[cfg(test)]
    Checked(Plan<Checked>),
}

type Register<B> = <B as Backend>::Lanes<Fr>;
type Factor<B> = <Register<B> as Lanes<Fr>>::Factor;

/// The factors of a transform, as an implementation wants them.
struct Plan<B: Backend> {
    /// layers[l]: for parts of 2^(l + 1) registers, the first half of the points that they are evaluated at. The others are their
    /// negatives.
    layers: Vec<Vec<Factor<B>>>,
    last: Last<B>,
}

/// What follows the transform of registers.
enum Last<B: Backend> {
    /// One lane: nothing, but for a factor of all values.
    Scale(Option<Factor<B>>),
    /// Eight.
    Across {
        /// By i below n / 8: in lane l, scale x^l, x the i-th point. Raised, below 2 p.
        powers: Vec<Register<B>>,
        /// The root of unity w^(n / 8) of order 8, and its powers 2 and 3.
        roots: [Factor<B>; 3],
    },
}

/// Memory that transforms work in, one after the other.
#[derive(Default)]
pub struct Scratch {
    portable: Vec<Register<Portable>>,
    avx512: Vec<Register<Avx512>>,
    #[cfg(test)]
    checked: Vec<Register<Checked>>,
}

impl Fft {
    /// Evaluation at shift w^i, i = 0 .. 2^k - 1, of polynomials with 2^k coefficients, all values times `scale`. `w` is of order 2^k.
    pub fn new(k: u32, w: Fr, shift: Fr, scale: Fr) -> Self {
        Self::with(implementation(), k, w, shift, scale)
    }

    /// From values at w^i to coefficients. `w` is of order 2^k.
    pub fn interpolation(k: u32, w: Fr) -> Self {
        Self::with(
            implementation(),
            k,
            inverse(w),
            Fr::ONE,
            inverse(Fr::from(1 << k)),
        )
    }

    pub(crate) fn with(
        implementation: Implementation,
        k: u32,
        w: Fr,
        shift: Fr,
        scale: Fr,
    ) -> Self {
        // Beyond it there are no roots; and what the vectors bear is more.
        assert!(
            k <= Fr::S,
            "expected at most 2^{} coefficients, got 2^{k}",
            Fr::S
        );
        const { assert!(2 * (Fr::S as u64 + 1) < LIMIT) };
        let plan = match implementation {
            // Smaller ones do not fill the lanes.
            Implementation::Avx512 if k >= 6 => AnyPlan::Avx512(Plan::new(k, w, shift, scale)),
            #[cfg(test)]
            Implementation::Checked if k >= 6 => AnyPlan::Checked(Plan::new(k, w, shift, scale)),
            _ => AnyPlan::Portable(Plan::new(k, w, shift, scale)),
        };
        Fft { k, plan }
    }

    /// Writes the values of the polynomial with these coefficients, in the order of the points.
    ///
    /// # Panics
    /// If there are not 2^k of each.
    pub fn evaluate_into(&self, coefficients: &[Fr], values: &mut [Fr], scratch: &mut Scratch) {
        let n = 1 << self.k;
        assert_eq!(coefficients.len(), n, "one coefficient for each point");
        assert_eq!(values.len(), n, "one value for each point");
        match &self.plan {
            AnyPlan::Portable(plan) => {
                plan.evaluate(coefficients, values, &mut scratch.portable);
            }
            AnyPlan::Avx512(plan) => plan.evaluate(coefficients, values, &mut scratch.avx512),
            #[cfg(test)]
            AnyPlan::Checked(plan) => plan.evaluate(coefficients, values, &mut scratch.checked),
        }
    }

    /// The values of the polynomial with these coefficients, in the order of the points.
    ///
    /// # Panics
    /// If there are not 2^k coefficients.
    pub fn evaluate(&self, coefficients: &[Fr]) -> Vec<Fr> {
        let mut values = vec![Fr::ZERO; coefficients.len()];
        self.evaluate_into(coefficients, &mut values, &mut Scratch::default());
        values
    }

    /// [`Fft::evaluate`] of several, each by one thread.
    ///
    /// # Panics
    /// If one of them has not 2^k coefficients.
    pub fn evaluate_all(&self, polynomials: &[&[Fr]]) -> Vec<Vec<Fr>> {
        let polynomials = polynomials.par_iter().with_max_len(1);
        let evaluate = |scratch: &mut Scratch, polynomial: &&[Fr]| {
            let mut values = vec![Fr::ZERO; polynomial.len()];
            self.evaluate_into(polynomial, &mut values, scratch);
            values
        };
        polynomials.map_init(Scratch::default, evaluate).collect()
    }
}

impl<B: Backend> Plan<B> {
    fn new(k: u32, w: Fr, shift: Fr, scale: Fr) -> Self {
        let factor = <Register<B> as Lanes<Fr>>::factor;
        let lanes = Register::<B>::N.ilog2();
        let layers = (0..k - lanes).map(|layer| {
            // p(x) = even(x^2) + x odd(x^2): the points of the next smaller parts are squares.
            let power = [1u64 << (k - 1 - layer)];
            let (first, step) = (shift.pow_vartime(power), w.pow_vartime(power));
            chunked(1 << layer, |start, length| {
                let first = first * step.pow_vartime([start as u64]);
                std::iter::successors(Some(first), |point| Some(*point * step))
                    .take(length)
                    .map(factor)
                    .collect()
            })
        });
        let last = if lanes == 0 {
            Last::Scale((scale != Fr::ONE).then(|| factor(scale)))
        } else {
            let root = w.pow_vartime([1u64 << (k - lanes)]);
            Last::Across {
                powers: chunked(1 << (k - lanes), |start, length| {
                    let first = shift * w.pow_vartime([start as u64]);
                    B::run(Powers::<B> {
                        first: [0, 1, 2, 3, 4, 5, 6, 7].map(|l| scale * first.pow_vartime([l])),
                        step: [0, 1, 2, 3, 4, 5, 6, 7].map(|l| w.pow_vartime([l])),
                        length,
                        backend: PhantomData,
                    })
                }),
                roots: [root, root.square(), root.square() * root].map(factor),
            }
        };
        Plan {
            layers: layers.collect(),
            last,
        }
    }

    fn evaluate(&self, coefficients: &[Fr], values: &mut [Fr], scratch: &mut Vec<Register<B>>) {
        scratch.resize(
            coefficients.len() / Register::<B>::N,
            Register::<B>::splat(Fr::ZERO),
        );
        B::run(Transform {
            plan: self,
            coefficients,
            values,
            registers: scratch,
        });
    }
}

/// A vector by all threads: `make` makes so many elements from a place on.
fn chunked<T: Send>(length: usize, make: impl Fn(usize, usize) -> Vec<T> + Sync) -> Vec<T> {
    const CHUNK: usize = 1 << 12;
    if length <= CHUNK {
        return make(0, length);
    }
    let chunks = (0..length.div_ceil(CHUNK)).into_par_iter();
    let chunks: Vec<Vec<T>> = chunks
        .map(|chunk| make(chunk * CHUNK, CHUNK.min(length - chunk * CHUNK)))
        .collect();
    chunks.into_iter().flatten().collect()
}

/// Raised registers first, first step, first step^2, ...
struct Powers<B> {
    first: [Fr; 8],
    step: [Fr; 8],
    length: usize,
    backend: PhantomData<B>,
}

impl<B: Backend> Kernel<B> for Powers<B> {
    type Output = Vec<Register<B>>;

    #[inline(always)]
    fn run(self) -> Vec<Register<B>> {
        // Below 2 p: so are all products, of what the layers make too.
        let one = Register::<B>::splat_raised(Fr::ONE);
        let step = Register::<B>::load_raised(&self.step).mul(one);
        let mut power = Register::<B>::load_raised(&self.first).mul(one);
        let mut powers = Vec::with_capacity(self.length);
        for _ in 0..self.length {
            powers.push(power);
            power = power.mul(step);
        }
        powers
    }
}

struct Transform<'a, B: Backend> {
    plan: &'a Plan<B>,
    coefficients: &'a [Fr],
    values: &'a mut [Fr],
    registers: &'a mut [Register<B>],
}

impl<B: Backend> Kernel<B> for Transform<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Transform {
            plan,
            coefficients,
            values,
            registers,
        } = self;
        let lanes = Register::<B>::N;
        let count = registers.len();
        let k = count.ilog2();
        let part = (PART / lanes).min(count);
        for start in (0..count).step_by(part) {
            let end = start + part;
            // The even coefficients first, in every part: their indices' bits are reversed.
            for (i, register) in (start..end).zip(&mut registers[start..end]) {
                let reversed = (i << 1).reverse_bits() >> (usize::BITS - k - 1);
                *register = Register::<B>::load(&coefficients[lanes * reversed..]);
            }
            for factors in &plan.layers[..part.ilog2() as usize] {
                for pair in registers[start..end].chunks_exact_mut(2 * factors.len()) {
                    combine::<B>(pair, factors);
                }
            }
            // All larger parts that end here.
            for factors in &plan.layers[part.ilog2() as usize..] {
                let length = 2 * factors.len();
                if end % length != 0 {
                    break;
                }
                combine::<B>(&mut registers[end - length..end], factors);
            }
        }
        match &plan.last {
            Last::Scale(None) => {
                for (value, register) in values.iter_mut().zip(registers) {
                    register.store(std::slice::from_mut(value), 0);
                }
            }
            Last::Scale(Some(scale)) => {
                for (value, register) in values.iter_mut().zip(registers) {
                    register.mul_by(scale).store(std::slice::from_mut(value), 1);
                }
            }
            Last::Across { powers, roots } => {
                for start in (0..count).step_by(8) {
                    let mut r: [Register<B>; 8] = registers[start..start + 8]
                        .try_into()
                        .expect("the smallest has eight registers");
                    for (register, power) in r.iter_mut().zip(&powers[start..start + 8]) {
                        *register = register.mul(*power);
                    }
                    Register::<B>::transpose(&mut r);
                    for (m, register) in across::<B>(r, roots).into_iter().enumerate() {
                        register.store(&mut values[count * m + start..], 4);
                    }
                }
            }
        }
    }
}

/// One layer of one part: the values of even and odd coefficients become values of both.
#[inline(always)]
fn combine<B: Backend>(registers: &mut [Register<B>], factors: &[Factor<B>]) {
    let (even, odd) = registers.split_at_mut(factors.len());
    for ((even, odd), factor) in even.iter_mut().zip(odd).zip(factors) {
        let (sum, difference) = butterfly::<B>(*even, odd.mul_by(factor), 2);
        (*even, *odd) = (sum, difference);
    }
}

/// a + b and a - b, where b is at most `bound` p.
#[inline(always)]
fn butterfly<B: Backend>(a: Register<B>, b: Register<B>, bound: u64) -> (Register<B>, Register<B>) {
    (a.add(b), a.sub(b, bound))
}

/// The transform of four, from numbers below 2 p to numbers below 8 p; `root` is of order 4.
#[inline(always)]
fn across_four<B: Backend>(a: [Register<B>; 4], root: &Factor<B>) -> [Register<B>; 4] {
    let (even_sum, even_difference) = butterfly::<B>(a[0], a[2], 2);
    let (odd_sum, odd_difference) = butterfly::<B>(a[1], a[3], 2);
    let (r0, r2) = butterfly::<B>(even_sum, odd_sum, 4);
    let (r1, r3) = butterfly::<B>(even_difference, odd_difference.mul_by(root), 2);
    [r0, r1, r2, r3]
}

/// The transform of eight, from numbers below 2 p to numbers below 16 p; `roots` are of order 8, 4 and 8.
#[inline(always)]
fn across<B: Backend>(a: [Register<B>; 8], roots: &[Factor<B>; 3]) -> [Register<B>; 8] {
    let even = across_four::<B>([a[0], a[2], a[4], a[6]], &roots[1]);
    let odd = across_four::<B>([a[1], a[3], a[5], a[7]], &roots[1]);
    let (r0, r4) = butterfly::<B>(even[0], odd[0], 8);
    let (r1, r5) = butterfly::<B>(even[1], odd[1].mul_by(&roots[0]), 2);
    let (r2, r6) = butterfly::<B>(even[2], odd[2].mul_by(&roots[1]), 2);
    let (r3, r7) = butterfly::<B>(even[3], odd[3].mul_by(&roots[2]), 2);
    [r0, r1, r2, r3, r4, r5, r6, r7]
}

#[cfg(test)]
mod tests {
    use super::*;
    use halo2_proofs::arithmetic::eval_polynomial;
    use rand::rngs::OsRng;

    #[test]
    fn values_are_the_polynomials_and_come_back() {
        check(&[0, 1, 2, 5, 6, 7, 8, 9, 10, 13, 16]);
    }

    #[test]
    #[ignore = "the sizes of all profiles, and larger ones: two minutes"]
    fn values_of_large_polynomials() {
        check(&[18, 19, 21]);
    }

    fn check(sizes: &[u32]) {
        for implementation in Implementation::tested() {
            for &k in sizes {
                let (w, shift) = (root_of_unity(k), Fr::random(OsRng));
                let n = 1usize << k;
                // The largest numbers everywhere, and random ones.
                for polynomial in [
                    vec![-Fr::ONE; n],
                    (0..n).map(|_| Fr::random(OsRng)).collect(),
                ] {
                    let scale = Fr::random(OsRng);
                    let fft = Fft::with(implementation, k, w, shift, scale);
                    let values = fft.evaluate(&polynomial);
                    for i in [0, 1, n / 8, n / 2, n / 2 + 1, n - 1] {
                        let i = i.min(n - 1);
                        let point = shift * w.pow_vartime([i as u64]);
                        let value = eval_polynomial(&polynomial, point) * scale;
                        assert_eq!(values[i], value, "{implementation}, 2^{k}, value {i}");
                    }
                    let values =
                        Fft::with(implementation, k, w, Fr::ONE, Fr::ONE).evaluate(&polynomial);
                    let back = Fft::with(
                        implementation,
                        k,
                        inverse(w),
                        Fr::ONE,
                        inverse(Fr::from(n as u64)),
                    );
                    assert!(
                        back.evaluate(&values) == polynomial,
                        "{implementation}, 2^{k}"
                    );
                }
            }
        }
    }
}
