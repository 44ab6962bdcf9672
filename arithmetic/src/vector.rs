//! Operations on whole vectors, in the caller's thread unless they say so.
//!
//! Vectors need not be multiples of eight: what is left over is done one by one.

use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, Kernel, Lanes, on};
use crate::portable::Portable;
use crate::prime::Prime;
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
        for (from, to) in self
            .elements
            .chunks_exact(n)
            .zip(self.integers.chunks_exact_mut(n))
        {
            B::Lanes::<F>::load_raised(from)
                .mul(unit)
                .store_integers(to);
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
    on!(implementation, B => B::run(Integers {
        elements: head,
        integers: head_to,
    }));
    Portable::run(Integers {
        elements: tail,
        integers: tail_to,
    });
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

fn elementwise<F: Prime>(
    implementation: Implementation,
    operation: Operation,
    a: &mut [F],
    b: &[F],
) {
    assert_eq!(a.len(), b.len(), "vectors of equal length");
    let at = full(a.len());
    let ((head, tail), (b_head, b_tail)) = (a.split_at_mut(at), b.split_at(at));
    on!(implementation, B => B::run(Elementwise {
        operation,
        a: head,
        b: b_head,
    }));
    Portable::run(Elementwise {
        operation,
        a: tail,
        b: b_tail,
    });
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

struct LinearCombination<'a, F> {
    terms: &'a [(F, &'a [F])],
    start: usize,
    out: &'a mut [F],
}

impl<B: Backend, F: Prime> Kernel<B> for LinearCombination<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        let factors: Vec<_> = self
            .terms
            .iter()
            .map(|(factor, _)| B::Lanes::<F>::factor(*factor))
            .collect();
        let one = B::Lanes::<F>::splat(F::ONE);
        // Vectors are read in pieces of some length: so many at once do not drive each other out of the cache.
        let mut sums = [B::Lanes::<F>::splat(F::ZERO); PIECE];
        for (piece, out) in self.out.chunks_mut(PIECE * n).enumerate() {
            let start = self.start + piece * PIECE * n;
            let sums = &mut sums[..out.len() / n];
            for sum in sums.iter_mut() {
                *sum = B::Lanes::<F>::splat(F::ZERO);
            }
            // Each product is below 2 p.
            let mut bound = 0;
            for ((_, vector), factor) in self.terms.iter().zip(&factors) {
                for (i, sum) in sums.iter_mut().enumerate() {
                    let element = B::Lanes::<F>::load_raised(&vector[start + i * n..]);
                    *sum = sum.add(element.mul_by(factor));
                }
                bound += 2;
                if bound == TERMS {
                    for sum in sums.iter_mut() {
                        *sum = sum.reduce(TERMS / 2);
                    }
                    bound /= 2;
                }
            }
            for (sum, out) in sums.iter().zip(out.chunks_exact_mut(n)) {
                sum.mul(one).store(out, 1);
            }
        }
    }
}

/// Registers of sums at a time.
const PIECE: usize = 16;
/// Products that are added up before the sum is reduced.
const TERMS: u64 = 64;

/// The sum of each factor times its vector, by all threads.
///
/// # Panics
/// If the vectors are not of length `n`.
pub fn linear_combination<F: Prime>(n: usize, terms: &[(F, &[F])]) -> Vec<F> {
    linear_combination_by(implementation(), n, terms)
}

fn linear_combination_by<F: Prime>(
    implementation: Implementation,
    n: usize,
    terms: &[(F, &[F])],
) -> Vec<F> {
    for (_, vector) in terms {
        assert_eq!(vector.len(), n, "vectors of equal length");
    }
    let mut sums = vec![F::ZERO; n];
    let chunks = sums.par_chunks_mut(CHUNK).enumerate();
    chunks.for_each(|(chunk, out)| combine_part(implementation, terms, chunk * CHUNK, out));
    sums
}

/// A linear combination from some place on.
fn combine_part<F: Prime>(
    implementation: Implementation,
    terms: &[(F, &[F])],
    start: usize,
    out: &mut [F],
) {
    let at = full(out.len());
    let (head, tail) = out.split_at_mut(at);
    on!(implementation, B => B::run(LinearCombination {
        terms,
        start,
        out: head,
    }));
    Portable::run(LinearCombination {
        terms,
        start: start + at,
        out: tail,
    });
}

struct ScaleByPowers<'a, F> {
    elements: &'a mut [F],
    first: F,
    ratio: F,
}

impl<B: Backend, F: Prime> Kernel<B> for ScaleByPowers<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        let mut powers = [self.first; 8];
        for lane in 1..n {
            powers[lane] = powers[lane - 1] * self.ratio;
        }
        let step = B::Lanes::<F>::factor(self.ratio.pow_vartime([n as u64]));
        let mut power = B::Lanes::<F>::load_raised(&powers);
        for block in self.elements.chunks_exact_mut(n) {
            B::Lanes::<F>::load(block).mul(power).store(block, 1);
            power = power.mul_by(&step);
        }
    }
}

/// Multiplies element i by first ratio^i, by all threads.
pub fn scale_by_powers<F: Prime>(elements: &mut [F], first: F, ratio: F) {
    scale_by_powers_by(implementation(), elements, first, ratio);
}

fn scale_by_powers_by<F: Prime>(
    implementation: Implementation,
    elements: &mut [F],
    first: F,
    ratio: F,
) {
    let chunks = elements.par_chunks_mut(CHUNK).enumerate();
    chunks.for_each(|(chunk, elements)| {
        let power = |i: usize| first * ratio.pow_vartime([i as u64]);
        let start = chunk * CHUNK;
        let at = full(elements.len());
        let (head, tail) = elements.split_at_mut(at);
        let (first, first_of_tail) = (power(start), power(start + at));
        on!(implementation, B => B::run(ScaleByPowers {
            elements: head,
            first,
            ratio,
        }));
        Portable::run(ScaleByPowers {
            elements: tail,
            first: first_of_tail,
            ratio,
        });
    });
}

/// Registers of independent sums: as many as hide the latency of a multiplication.
const WIDE: usize = 4;

struct Evaluate<'a, F> {
    /// A multiple of 8 [`WIDE`].
    coefficients: &'a [F],
    point: F,
}

impl<B: Backend, F: Prime> Kernel<B> for Evaluate<'_, F> {
    type Output = F;

    #[inline(always)]
    fn run(self) -> F {
        let n = B::Lanes::<F>::N;
        let step = B::Lanes::<F>::factor(self.point.pow_vartime([(WIDE * n) as u64]));
        // Coefficient i, of those with the same i modulo WIDE n, by Horner's rule: below 2 p + p.
        let mut sums = [B::Lanes::<F>::splat(F::ZERO); WIDE];
        for block in self.coefficients.rchunks_exact(WIDE * n) {
            for (sum, coefficients) in sums.iter_mut().zip(block.chunks_exact(n)) {
                *sum = sum.mul_by(&step).add(B::Lanes::<F>::load(coefficients));
            }
        }
        let mut values = [F::ZERO; 8 * WIDE];
        for (sum, values) in sums.iter().zip(values.chunks_exact_mut(n)) {
            sum.store(values, 2);
        }
        horner(&values[..WIDE * n], self.point)
    }
}

fn horner<F: Prime>(coefficients: &[F], point: F) -> F {
    let coefficients = coefficients.iter().rev();
    coefficients.fold(F::ZERO, |value, c| value * point + c)
}

/// The value of a polynomial, given by its coefficients from the lowest, at a point.
pub fn evaluate<F: Prime>(coefficients: &[F], point: F) -> F {
    evaluate_by(implementation(), coefficients, point)
}

/// [`evaluate`] at several points, reading the coefficients once.
pub fn evaluate_at<F: Prime>(coefficients: &[F], points: &[F]) -> Vec<F> {
    let mut values = vec![F::ZERO; points.len()];
    let steps: Vec<F> = points
        .iter()
        .map(|x| x.pow_vartime([CHUNK as u64]))
        .collect();
    for chunk in coefficients.chunks(CHUNK).rev() {
        for ((value, point), step) in values.iter_mut().zip(points).zip(&steps) {
            *value = *value * step + evaluate(chunk, *point);
        }
    }
    values
}

fn evaluate_by<F: Prime>(implementation: Implementation, coefficients: &[F], point: F) -> F {
    let at = coefficients.len() - coefficients.len() % (8 * WIDE);
    let (head, tail) = coefficients.split_at(at);
    let low = on!(implementation, B => B::run(Evaluate {
        coefficients: head,
        point,
    }));
    low + horner(tail, point) * point.pow_vartime([at as u64])
}

/// Values of the parts of a polynomial, all of one length, each by Horner's rule with the value of what is above it.
struct Parts<'a, F> {
    coefficients: &'a [F],
    point: F,
    /// By part: what stands for all higher coefficients at first, the value of the part and those at last.
    values: &'a mut [F; 8],
    /// Where the values between go: that of coefficients i + 1 and up to place i.
    quotient: Option<&'a mut [F]>,
}

impl<B: Backend, F: Prime> Kernel<B> for Parts<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        let length = self.coefficients.len() / 8;
        let point = B::Lanes::<F>::factor(self.point);
        let mut quotient = self.quotient;
        for first in (0..8).step_by(n) {
            // Below 2 p + p.
            let mut value = B::Lanes::<F>::load(&self.values[first..]);
            let mut block = [F::ZERO; 8];
            for i in (0..length).rev() {
                if let Some(quotient) = &mut quotient {
                    value.store(&mut block, 2);
                    for lane in 0..n {
                        quotient[(first + lane) * length + i] = block[lane];
                    }
                }
                let coefficients = &self.coefficients[first * length + i..];
                let coefficients = B::Lanes::<F>::load_strided(coefficients, length);
                value = value.mul_by(&point).add(coefficients);
            }
            value.store(&mut self.values[first..], 2);
        }
    }
}

/// The quotient of a polynomial by X - point, without the remainder: as many coefficients, the highest zero.
pub fn divide<F: Prime>(coefficients: &[F], point: F) -> Vec<F> {
    divide_by(implementation(), coefficients, point)
}

/// Coefficients that are divided at a time, in eight parts: no power of two, or these would share a place in the cache.
const DIVIDED: usize = 8 * 127;

/// Divides coefficients by X - point, given the value at `above` of all higher ones, which becomes that of these and the higher ones.
fn divide_part<F: Prime>(
    implementation: Implementation,
    coefficients: &[F],
    point: F,
    above: &mut F,
    quotient: &mut [F],
) {
    // Coefficient i is the value of those above i, shifted, by Horner's rule. What does not fill eight parts comes first.
    // One lane takes it as it comes.
    let lanes = on!(implementation, B => <B as Backend>::Lanes::<F>::N);
    let at = if lanes == 1 {
        0
    } else {
        full(coefficients.len())
    };
    for i in (at..coefficients.len()).rev() {
        quotient[i] = *above;
        *above = *above * point + coefficients[i];
    }
    if at == 0 {
        return;
    }
    let (coefficients, quotient) = (&coefficients[..at], &mut quotient[..at]);
    let mut parts = [F::ZERO; 8];
    on!(implementation, B => B::run(Parts {
        coefficients,
        point,
        values: &mut parts,
        quotient: None,
    }));
    let step = point.pow_vartime([at as u64 / 8]);
    for part in parts.iter_mut().rev() {
        let value = *above * step + *part;
        *part = *above;
        *above = value;
    }
    on!(implementation, B => B::run(Parts {
        coefficients,
        point,
        values: &mut parts,
        quotient: Some(quotient),
    }));
}

fn divide_by<F: Prime>(implementation: Implementation, coefficients: &[F], point: F) -> Vec<F> {
    let mut quotient = vec![F::ZERO; coefficients.len()];
    let mut above = F::ZERO;
    let chunks = coefficients.chunks(DIVIDED);
    for (coefficients, quotient) in chunks.zip(quotient.chunks_mut(DIVIDED)).rev() {
        divide_part(implementation, coefficients, point, &mut above, quotient);
    }
    quotient
}

/// A linear combination that is divided by X - point.
#[derive(Clone, Debug)]
pub struct Fraction<'a, F> {
    /// The point.
    pub point: F,
    /// Factors and vectors.
    pub terms: Vec<(F, &'a [F])>,
}

/// The sum of quotients without remainders ([`divide`]) of linear combinations of n coefficients, by all threads. No combination is ever
/// whole: pieces of all vectors are combined and divided while they are in the cache.
///
/// # Panics
/// If a vector is not of length `n`.
pub fn sum_of_quotients<F: Prime>(n: usize, fractions: &[Fraction<F>]) -> Vec<F> {
    sum_of_quotients_by(implementation(), n, fractions)
}

fn sum_of_quotients_by<F: Prime>(
    implementation: Implementation,
    n: usize,
    fractions: &[Fraction<F>],
) -> Vec<F> {
    for (_, vector) in fractions.iter().flat_map(|fraction| &fraction.terms) {
        assert_eq!(vector.len(), n, "vectors of equal length");
    }
    // Each thread divides some fractions from the highest coefficient to the lowest. They take as long as they have terms; every
    // so manyth goes to one thread.
    let threads = rayon::current_num_threads().clamp(1, fractions.len().max(1));
    let sums = (0..threads).into_par_iter().with_max_len(1).map(|thread| {
        let mine: Vec<&Fraction<F>> = fractions.iter().skip(thread).step_by(threads).collect();
        let mut sum = vec![F::ZERO; n];
        let mut above = vec![F::ZERO; mine.len()];
        let (mut combined, mut quotient) = (vec![F::ZERO; DIVIDED], vec![F::ZERO; DIVIDED]);
        for (chunk, sum) in sum.chunks_mut(DIVIDED).enumerate().rev() {
            let (start, length) = (chunk * DIVIDED, sum.len());
            let (combined, quotient) = (&mut combined[..length], &mut quotient[..length]);
            for (fraction, above) in mine.iter().zip(&mut above) {
                combine_part(implementation, &fraction.terms, start, combined);
                divide_part(implementation, combined, fraction.point, above, quotient);
                elementwise(implementation, Operation::Add, sum, quotient);
            }
        }
        sum
    });
    let sums: Vec<Vec<F>> = sums.collect();
    let terms: Vec<(F, &[F])> = sums.iter().map(|sum| (F::ONE, sum.as_slice())).collect();
    linear_combination_by(implementation, n, &terms)
}

struct Invert<'a, F> {
    elements: &'a mut [F],
    /// Room for as many.
    products: &'a mut [F],
}

impl<B: Backend, F: Prime> Kernel<B> for Invert<'_, F> {
    type Output = ();

    /// No element is zero.
    #[inline(always)]
    fn run(self) {
        let n = B::Lanes::<F>::N;
        // As often as it is a factor, a plain number loses a factor of 2^260 / 2^256: all factors are raised.
        let mut product = B::Lanes::<F>::splat(F::ONE);
        for (element, before) in self
            .elements
            .chunks_exact(n)
            .zip(self.products.chunks_exact_mut(n))
        {
            product.store(before, 1);
            product = product.mul(B::Lanes::<F>::load_raised(element));
        }
        let mut inverses = [F::ONE; 8];
        product.store(&mut inverses, 1);
        invert_few(&mut inverses[..n]);
        let mut inverse = B::Lanes::<F>::load(&inverses);
        for (element, before) in self
            .elements
            .chunks_exact_mut(n)
            .zip(self.products.chunks_exact(n))
            .rev()
        {
            let this = B::Lanes::<F>::load_raised(element);
            let before = B::Lanes::<F>::load_raised(before);
            inverse.mul(before).store(element, 1);
            inverse = inverse.mul(this);
        }
    }
}

fn invert_few<F: Prime>(elements: &mut [F]) {
    let mut product = F::ONE;
    let mut before = [F::ONE; 8];
    for (element, before) in elements.iter().zip(&mut before) {
        *before = product;
        product *= element;
    }
    let mut inverse = product.invert().expect("none is zero");
    for (element, before) in elements.iter_mut().zip(before).rev() {
        let this = *element;
        *element = inverse * before;
        inverse *= this;
    }
}

/// Replaces each element by its inverse; zeros stay.
pub fn invert<F: Prime>(elements: &mut [F]) {
    invert_by(implementation(), elements);
}

fn invert_by<F: Prime>(implementation: Implementation, elements: &mut [F]) {
    let mut products = vec![F::ZERO; elements.len().min(CHUNK)];
    for chunk in elements.chunks_mut(CHUNK) {
        let is_zero = |element: &F| element.is_zero_vartime();
        let zeros: Vec<usize> = (0..chunk.len()).filter(|i| is_zero(&chunk[*i])).collect();
        for zero in &zeros {
            chunk[*zero] = F::ONE;
        }
        let (head, tail) = chunk.split_at_mut(full(chunk.len()));
        on!(implementation, B => B::run(Invert {
            elements: head,
            products: &mut products,
        }));
        invert_few(tail);
        for zero in zeros {
            chunk[zero] = F::ZERO;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ff::Field;
    use halo2_proofs::arithmetic::{eval_polynomial, kate_division};
    use halo2curves::bn256::{Fq, Fr};
    use rand::rngs::OsRng;

    /// 0, 1, 2, p - 1, p - 2, (p - 1) / 2, words of ones and limbs of ones, in the memory's form and as numbers.
    fn edges<F: Prime>() -> Vec<F> {
        let mut edges = vec![
            F::ZERO,
            F::ONE,
            F::from(2),
            -F::ONE,
            -F::from(2),
            -F::TWO_INV,
            F::TWO_INV,
        ];
        for words in [
            [1, 0, 0, 0],
            [u64::MAX, 0, 0, 0],
            [u64::MAX, u64::MAX, u64::MAX, F::P[3] - 1],
            [0, 0, 0, F::P[3]],
            [(1 << 52) - 1, 0, 0, 0],
            [!0 << 52, (1 << 40) - 1, 0, 0],
            [0, !0 << 40, (1 << 28) - 1, 0],
            [F::P[0] - 1, F::P[1], F::P[2], F::P[3]],
            [F::P[0] - 2, F::P[1], F::P[2], F::P[3]],
        ] {
            edges.push(F::from_words(words));
        }
        edges
    }

    /// All pairs of edges, then random ones.
    fn pairs<F: Prime>(random: usize) -> (Vec<F>, Vec<F>) {
        let edges = edges::<F>();
        let (mut a, mut b) = (vec![], vec![]);
        for x in &edges {
            for y in &edges {
                a.push(*x);
                b.push(*y);
            }
        }
        for _ in 0..random {
            a.push(F::random(OsRng));
            b.push(F::random(OsRng));
        }
        (a, b)
    }

    fn check<F: Prime>(random: usize) {
        for implementation in Implementation::tested() {
            let (a, b) = pairs::<F>(random);
            let results = |operation| {
                let mut result = a.clone();
                elementwise(implementation, operation, &mut result, &b);
                result
            };
            let (sums, differences) = (results(Operation::Add), results(Operation::Sub));
            let products = results(Operation::Mul);
            for i in 0..a.len() {
                assert_eq!(sums[i], a[i] + b[i], "{implementation}");
                assert_eq!(differences[i], a[i] - b[i], "{implementation}");
                assert_eq!(products[i], a[i] * b[i], "{implementation}");
            }
            let mut inverses = a.clone();
            invert_by(implementation, &mut inverses);
            for (inverse, a) in inverses.iter().zip(&a) {
                let zero = a.is_zero_vartime();
                assert_eq!(*inverse * a, if zero { F::ZERO } else { F::ONE });
            }
            let mut numbers = vec![[0; 4]; a.len()];
            integers(implementation, &a, &mut numbers);
            for (number, a) in numbers.iter().zip(&a) {
                let bytes: Vec<u8> = number.iter().flat_map(|word| word.to_le_bytes()).collect();
                assert_eq!(bytes, a.to_repr().as_ref());
            }
        }
    }

    #[test]
    fn operations_are_halo2curves() {
        check::<Fr>(10_000);
        check::<Fq>(10_000);
    }

    #[test]
    #[ignore = "10^7 random pairs of each field: two minutes"]
    fn operations_are_halo2curves_ten_million_times() {
        for _ in 0..100 {
            check::<Fr>(100_000);
            check::<Fq>(100_000);
        }
    }

    #[test]
    fn polynomials() {
        for implementation in Implementation::tested() {
            for n in (0..=70).chain([127, 128, 129, 1000, 4095, 4096, 4097, 10_000]) {
                let points = [Fr::ZERO, Fr::ONE, -Fr::ONE, Fr::random(OsRng)];
                for (highest, point) in [false, true]
                    .into_iter()
                    .flat_map(|h| points.map(|p| (h, p)))
                {
                    let coefficient = || if highest { -Fr::ONE } else { Fr::random(OsRng) };
                    let p: Vec<Fr> = (0..n).map(|_| coefficient()).collect();
                    let expected = p.iter().rev().fold(Fr::ZERO, |v, c| v * point + c);
                    assert_eq!(evaluate_by(implementation, &p, point), expected);
                    assert_eq!(evaluate_at(&p, &[Fr::ONE, point])[1], expected);
                    if n > 0 {
                        assert_eq!(eval_polynomial(&p, point), expected);
                        let mut expected = kate_division(&p, point);
                        expected.push(Fr::ZERO);
                        assert!(divide_by(implementation, &p, point) == expected, "{n}");
                    }
                }
            }
        }
    }

    #[test]
    fn sums_of_quotients() {
        for implementation in Implementation::tested() {
            for n in [1, 8, 100, 1016, 1017, 3000] {
                for fractions in [0, 1, 2, 7] {
                    let random = || -> Vec<Fr> { (0..n).map(|_| Fr::random(OsRng)).collect() };
                    let vectors = [random(), random(), random()];
                    let fractions: Vec<Fraction<Fr>> = (0..fractions)
                        .map(|i| Fraction {
                            point: Fr::random(OsRng),
                            terms: vectors[i % 3..]
                                .iter()
                                .map(|v| (Fr::random(OsRng), &v[..]))
                                .collect(),
                        })
                        .collect();
                    let mut expected = vec![Fr::ZERO; n];
                    for Fraction { point, terms } in &fractions {
                        let combined = linear_combination_by(implementation, n, terms);
                        let quotient = divide_by(implementation, &combined, *point);
                        elementwise(implementation, Operation::Add, &mut expected, &quotient);
                    }
                    assert!(sum_of_quotients_by(implementation, n, &fractions) == expected);
                }
            }
        }
    }

    #[test]
    fn powers() {
        for implementation in Implementation::tested() {
            for n in [0, 1, 7, 8, 9, 100, 4096, 4097, 10_001] {
                let elements: Vec<Fr> = (0..n).map(|_| Fr::random(OsRng)).collect();
                let (first, ratio) = (Fr::random(OsRng), Fr::random(OsRng));
                let mut scaled = elements.clone();
                scale_by_powers_by(implementation, &mut scaled, first, ratio);
                let mut power = first;
                for (scaled, element) in scaled.iter().zip(&elements) {
                    assert_eq!(*scaled, *element * power);
                    power *= ratio;
                }
            }
        }
    }

    #[test]
    fn linear_combinations() {
        for implementation in Implementation::tested() {
            for terms in [0, 1, 2, 31, 32, 33, 64, 100, 200] {
                for n in [0, 1, 7, 8, 9, 4095, 4100] {
                    for highest in [false, true] {
                        let element = || if highest { -Fr::ONE } else { Fr::random(OsRng) };
                        let vectors: Vec<Vec<Fr>> = (0..terms)
                            .map(|_| (0..n).map(|_| element()).collect())
                            .collect();
                        let terms: Vec<(Fr, &[Fr])> =
                            vectors.iter().map(|v| (element(), &v[..])).collect();
                        let got = linear_combination_by(implementation, n, &terms);
                        let expected = (0..n).map(|i| terms.iter().map(|(f, v)| *f * v[i]).sum());
                        assert!(
                            got == expected.collect::<Vec<Fr>>(),
                            "{implementation}, {n}"
                        );
                    }
                }
            }
        }
    }
}
