//! Multi-scalar multiplication in G1: the sum of s_i P_i.
//!
//! Pippenger's method (1976; Bernstein, Doumen, Lange, Oosterwijk 2012): signed digits of c bits, the points of equal digits summed
//! first. Most cells of a witness are small or the negative of something small, so scalars are sorted by length: zeros cost nothing,
//! those of up to 32 bits have few digits, with a c of their own. Bucket b of a window counts b times: its row b >> h and
//! its column b mod 2^h are summed, then the rows and columns by the bits of their numbers, so that every sum is made of pairs
//! that [`crate::points`] adds.

use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, on};
use crate::points::{Entry, Point, export, import, sums, sums_of_nonzero};
use crate::prime::{Prime, less, minus};
use group::Group;
use halo2curves::bn256::{Fr, G1, G1Affine};
use rayon::prelude::*;
use std::ops::Range;

/// Points that are summed more than once, as this process's implementation wants them.
pub struct Bases {
    implementation: Implementation,
    points: Vec<Point>,
    any_identity: bool,
}

impl Bases {
    /// Of these points, which may repeat and may be the identity.
    pub fn new(points: &[G1Affine]) -> Self {
        Self::with(implementation(), points)
    }

    pub(crate) fn with(implementation: Implementation, points: &[G1Affine]) -> Self {
        assert!(
            points.len() <= Entry::LARGEST,
            "expected fewer than 2^30 points, got {}",
            points.len()
        );
        let points = on!(implementation, B => import::<B>(points));
        Bases {
            implementation,
            any_identity: points.iter().any(Point::is_identity),
            points,
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Point i.
    ///
    /// # Panics
    /// If there is none.
    pub fn get(&self, i: usize) -> G1Affine {
        on!(self.implementation, B => export::<B>(&self.points[i]))
    }

    /// All points.
    pub fn iter(&self) -> impl Iterator<Item = G1Affine> {
        (0..self.len()).map(|i| self.get(i))
    }

    /// The sum of `scalars[i]` times point i. There may be fewer scalars than points. The time tells how long the scalars are.
    ///
    /// # Panics
    /// If there are more scalars than points.
    pub fn sum(&self, scalars: &[Fr]) -> G1 {
        self.sum_from(0, scalars)
    }

    /// The sum of `scalars[i]` times point `first + i`.
    ///
    /// # Panics
    /// If there are more scalars than points from there on.
    pub fn sum_from(&self, first: usize, scalars: &[Fr]) -> G1 {
        let points = &self.points[first..];
        assert!(
            scalars.len() <= points.len(),
            "expected at most {} scalars, one for each point, got {}",
            points.len(),
            scalars.len()
        );
        on!(self.implementation, B => self.sum_by::<B>(points, scalars))
    }

    fn sum_by<B: Backend>(&self, points: &[Point], scalars: &[Fr]) -> G1 {
        let (short, long) = self.classify(points, scalars);
        let mut terms = windows::<B, u64>(points, short);
        terms.extend(windows::<B, [u64; 4]>(points, long));
        // The sum of 2^position times point.
        terms.sort_unstable_by_key(|(position, _)| std::cmp::Reverse(*position));
        let mut total = G1::identity();
        let mut terms = terms.into_iter().peekable();
        while let Some((position, point)) = terms.next() {
            total += export::<B>(&point);
            let next = terms.peek().map_or(0, |(position, _)| *position);
            for _ in next..position {
                total = total.double();
            }
        }
        total
    }
}

/// [`Bases::sum`] of points that are summed once.
///
/// # Panics
/// If there are more scalars than points.
pub fn multi_scalar_multiplication(scalars: &[Fr], points: &[G1Affine]) -> G1 {
    Bases::new(points).sum(scalars)
}

/// The bits of a number, at most.
trait Digits: Copy + Send + Sync {
    /// Bits from `start` on, as many as there are in a word at least.
    fn bits_from(&self, start: u32) -> u64;
    /// Adds a number; the sum fits.
    fn plus(&self, other: &Self) -> Self;
    /// 2^bit.
    fn power(bit: u32) -> Self;
    const ZERO: Self;
    /// The number's length.
    fn bits(&self) -> u32;
}

impl Digits for u64 {
    const ZERO: Self = 0;

    #[inline(always)]
    fn bits_from(&self, start: u32) -> u64 {
        self.unbounded_shr(start)
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn power(bit: u32) -> Self {
        1 << bit
    }

    fn bits(&self) -> u32 {
        64 - self.leading_zeros()
    }
}

impl Digits for [u64; 4] {
    const ZERO: Self = [0; 4];

    #[inline(always)]
    fn bits_from(&self, start: u32) -> u64 {
        let (word, bit) = ((start / 64) as usize, start % 64);
        let low = self.get(word).map_or(0, |word| word >> bit);
        low | self
            .get(word + 1)
            .map_or(0, |word| (word << 1) << (63 - bit))
    }

    #[inline(always)]
    fn plus(&self, other: &Self) -> Self {
        let mut carry = false;
        std::array::from_fn(|i| {
            let (sum, first) = self[i].overflowing_add(other[i]);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            carry = first || second;
            sum
        })
    }

    fn power(bit: u32) -> Self {
        let mut power = [0; 4];
        power[(bit / 64) as usize] = 1 << (bit % 64);
        power
    }

    fn bits(&self) -> u32 {
        let word = (0..4).rev().find(|word| self[*word] != 0);
        word.map_or(0, |word| 64 * word as u32 + self[word].bits())
    }
}

/// Scalars of similar length: index of the point, whether to subtract it, and by what to multiply it.
struct Class<D> {
    scalars: Vec<(Entry, D)>,
    /// How many are of each length.
    lengths: Vec<usize>,
}

impl<D: Digits> Class<D> {
    fn new() -> Self {
        Class {
            scalars: vec![],
            lengths: vec![],
        }
    }

    #[inline(always)]
    fn push(&mut self, index: usize, negative: bool, magnitude: D) {
        let length = magnitude.bits() as usize;
        if self.lengths.len() <= length {
            self.lengths.resize(length + 1, 0);
        }
        self.lengths[length] += 1;
        self.scalars.push((Entry::new(index, negative), magnitude));
    }

    /// Windows of c bits that a number of some length has: the highest is below half of 2^c.
    fn windows(length: usize, c: u32) -> usize {
        (length + 1).div_ceil(c as usize)
    }

    /// The c for which there is least to add.
    fn best_c(&self) -> u32 {
        let longest = self.lengths.len() - 1;
        let cost = |c: u32| {
            let lengths = self.lengths.iter().enumerate();
            let entries: usize = lengths
                .map(|(length, count)| count * Self::windows(length, c))
                .sum();
            // Rows and columns, and their bits.
            entries + Self::windows(longest, c) * ((2 << (c - 1)) + ((c as usize) << c.div_ceil(2)))
        };
        (2..=16).min_by_key(|c| cost(*c)).expect("a range")
    }
}

/// Scalars that a thread reduces at a time.
const CHUNK: usize = 1 << 10;
/// Entries that are worth a task of their own.
const TASK: usize = 1 << 13;

impl Bases {
    /// The scalars up to 32 bits, positive or negative, and the others; none that is zero.
    fn classify(&self, points: &[Point], scalars: &[Fr]) -> (Class<u64>, Class<[u64; 4]>) {
        let (mut short, mut long) = (Class::new(), Class::new());
        let mut integers = vec![[0; 4]; CHUNK];
        for (chunk, scalars) in scalars.chunks(CHUNK).enumerate() {
            crate::vector::integers(self.implementation, scalars, &mut integers);
            for (i, &positive) in integers[..scalars.len()].iter().enumerate() {
                let index = chunk * CHUNK + i;
                if positive == [0; 4] || self.any_identity && points[index].is_identity() {
                    continue;
                }
                let negative = minus(Fr::P, positive);
                let is_negative = less(&negative, &positive);
                let magnitude = if is_negative { negative } else { positive };
                match magnitude {
                    [low, 0, 0, 0] if low >> 32 == 0 => short.push(index, is_negative, low),
                    _ => long.push(index, is_negative, magnitude),
                }
            }
        }
        (short, long)
    }
}

/// Points whose sum, each times 2^position, is that of the scalars times their points.
fn windows<B: Backend, D: Digits>(points: &[Point], class: Class<D>) -> Vec<(u32, Point)> {
    if class.scalars.is_empty() {
        return vec![];
    }
    let windows = Windows::new(&class);
    let mut scalars = class.scalars;
    let offset = windows.offset();
    for (_, scalar) in &mut scalars {
        *scalar = scalar.plus(&offset);
    }
    // Enough tasks for all threads, but none too small for what it shares.
    let at_once = (TASK / scalars.len()).clamp(1, windows.count);
    let tasks = windows.count.div_ceil(at_once);
    let wanted = 2 * rayon::current_num_threads();
    let parts = if scalars.len() >= TASK {
        wanted.div_ceil(tasks)
    } else {
        1
    };
    let part = scalars.len().div_ceil(parts);
    type Task<'a, D> = (Range<usize>, &'a [(Entry, D)]);
    let tasks: Vec<Task<D>> = (0..windows.count)
        .step_by(at_once)
        .flat_map(|first| {
            let range = first..windows.count.min(first + at_once);
            scalars.chunks(part).map(move |part| (range.clone(), part))
        })
        .collect();
    tasks
        .into_par_iter()
        .with_max_len(1)
        .flat_map_iter(|(range, scalars)| windows.sums::<B, D>(points, scalars, range))
        .collect()
}

/// How numbers are cut into digits of -2^(c-1) to 2^(c-1), the highest not negative.
struct Windows {
    c: u32,
    count: usize,
}

impl Windows {
    fn new<D: Digits>(class: &Class<D>) -> Self {
        let c = class.best_c();
        Windows {
            c,
            count: Class::<D>::windows(class.lengths.len() - 1, c),
        }
    }

    /// What makes digits of a sum unsigned: half of 2^c in each window but the highest.
    fn offset<D: Digits>(&self) -> D {
        (1..self.count as u32).fold(D::ZERO, |sum, window| {
            sum.plus(&D::power(window * self.c - 1))
        })
    }

    /// A digit of a number to which the offset was added: its absolute value, and whether it is negative.
    #[inline(always)]
    fn digit<D: Digits>(&self, number: &D, window: usize) -> (usize, bool) {
        let bits = number.bits_from(window as u32 * self.c);
        if window + 1 == self.count {
            return (bits as usize, false);
        }
        let half = 1 << (self.c - 1);
        let digit = (bits & (2 * half - 1)).cast_signed() - half.cast_signed();
        (digit.unsigned_abs() as usize, digit < 0)
    }

    /// The sums of some windows, as [`windows`] gives them.
    fn sums<B: Backend, D: Digits>(
        &self,
        points: &[Point],
        scalars: &[(Entry, D)],
        range: Range<usize>,
    ) -> Vec<(u32, Point)> {
        let half = 1usize << (self.c - 1);
        // Bucket b of a window is number b - 1 of its half.
        let mut bounds = vec![0; range.len() * half + 1];
        for (i, window) in range.clone().enumerate() {
            let counts = &mut bounds[i * half + 1..][..half];
            for (_, scalar) in scalars {
                if let (digit @ 1.., _) = self.digit(scalar, window) {
                    counts[digit - 1] += 1;
                }
            }
        }
        let mut total = 0;
        for bound in &mut bounds {
            total += *bound;
            *bound = total;
        }
        let mut next = bounds.clone();
        let mut entries = vec![Entry::new(0, false); total];
        for (i, window) in range.clone().enumerate() {
            let next = &mut next[i * half..][..half];
            for (entry, scalar) in scalars {
                if let (digit @ 1.., negative) = self.digit(scalar, window) {
                    entries[next[digit - 1]] = entry.times(negative);
                    next[digit - 1] += 1;
                }
            }
        }
        let buckets = sums::<B>(points, &entries, &bounds);
        drop(entries);

        // Bucket b is in row b >> low_bits and column b modulo 2^low_bits. Those of number 0 count nothing.
        let low_bits = self.c / 2;
        let (rows, columns) = (half >> low_bits, (1 << low_bits) - 1);
        let mut lines = Lists::default();
        for window in 0..range.len() {
            let bucket = |b: usize| window * half + b - 1;
            for row in 1..=rows {
                let end = ((row + 1) << low_bits).min(half + 1);
                lines.push((row << low_bits..end).map(bucket));
            }
            for column in 1..=columns {
                lines.push((column..=half).step_by(columns + 1).map(bucket));
            }
        }
        let lines = lines.sums::<B>(&buckets);

        let mut bits = Lists::default();
        let mut positions = vec![];
        for (i, window) in range.enumerate() {
            let base = i * (rows + columns);
            for (first, count, shift) in [(base, rows, low_bits), (base + rows, columns, 0)] {
                for bit in 0..usize::BITS - count.leading_zeros() {
                    let with_bit = (1..=count).filter(|number| number >> bit & 1 == 1);
                    bits.push(with_bit.map(|number| first + number - 1));
                    positions.push(window as u32 * self.c + shift + bit);
                }
            }
        }
        let sums = bits.sums::<B>(&lines);
        let terms = positions.into_iter().zip(sums);
        terms.filter(|(_, point)| !point.is_identity()).collect()
    }
}

/// Lists of points that are summed.
struct Lists {
    indices: Vec<usize>,
    bounds: Vec<usize>,
}

impl Default for Lists {
    fn default() -> Self {
        Lists {
            indices: vec![],
            bounds: vec![0],
        }
    }
}

impl Lists {
    fn push(&mut self, list: impl Iterator<Item = usize>) {
        self.indices.extend(list);
        self.bounds.push(self.indices.len());
    }

    /// The sum of each list; identities are passed over.
    fn sums<B: Backend>(&self, points: &[Point]) -> Vec<Point> {
        sums_of_nonzero::<B>(points, &self.bounds, |i| self.indices[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ff::Field;
    use ff::PrimeField;
    use group::Curve;
    use group::prime::PrimeCurveAffine;
    use halo2_proofs::arithmetic::best_multiexp;
    use rand::rngs::OsRng;
    use rand::{Rng, thread_rng};

    fn check(what: &str, scalars: &[Fr], points: &[G1Affine]) {
        let expected = best_multiexp(scalars, &points[..scalars.len()]);
        for implementation in Implementation::tested() {
            let sum = Bases::with(implementation, points).sum(scalars);
            assert!(
                sum == expected,
                "{implementation}: {what}, {} scalars",
                scalars.len()
            );
        }
    }

    fn random_points(n: usize) -> Vec<G1Affine> {
        let mut point = G1::random(OsRng);
        let step = G1::random(OsRng);
        let points: Vec<G1> = (0..n)
            .map(|_| {
                point += step;
                point
            })
            .collect();
        let mut affine = vec![G1Affine::identity(); n];
        G1::batch_normalize(&points, &mut affine);
        affine
    }

    /// A scalar of each class, and of each edge between them.
    fn scalar(kind: usize) -> Fr {
        let random = thread_rng().r#gen::<u64>();
        let positive = match kind / 2 {
            0 => Fr::ZERO,
            1 => Fr::ONE,
            2 => Fr::from(random & 0xff),
            3 => Fr::from(random & 0xffff),
            4 => Fr::from(0xffff),
            5 => Fr::from(0x1_0000),
            6 => Fr::from(random & 0xffff_ffff),
            7 => Fr::from(0xffff_ffff),
            8 => Fr::from(0x1_0000_0000),
            9 => Fr::from(random),
            10 => Fr::from_u128(u128::from(random) << 64),
            11 => (-Fr::ONE) * Fr::TWO_INV,
            12 => Fr::from(2).pow_vartime([random % 254]),
            _ => Fr::random(OsRng),
        };
        if kind % 2 == 1 { -positive } else { positive }
    }
    const KINDS: usize = 28;

    #[test]
    fn sums_are_halo2curves() {
        let points = random_points(1100);
        let lengths = (0..=40).chain([63, 64, 65, 127, 128, 129, 1023, 1024, 1025]);
        for n in lengths {
            let mixed: Vec<Fr> = (0..n)
                .map(|_| scalar(thread_rng().gen_range(0..KINDS)))
                .collect();
            check("all classes", &mixed, &points);
            check(
                "full",
                &(0..n).map(|_| Fr::random(OsRng)).collect::<Vec<_>>(),
                &points,
            );
        }
        for kind in 0..KINDS {
            for n in [1, 2, 9, 100, 1025] {
                let scalars: Vec<Fr> = (0..n).map(|_| scalar(kind)).collect();
                check(&format!("kind {kind}"), &scalars, &points);
                check(
                    &format!("equal, of kind {kind}"),
                    &vec![scalars[0]; n],
                    &points,
                );
            }
        }
    }

    /// Equal points, opposite points, identities, and sums that meet.
    #[test]
    fn sums_of_points_that_are_not_different() {
        let random = random_points(600);
        let repeated = vec![random[0]; 600];
        let opposite: Vec<G1Affine> = (0..600)
            .map(|i| {
                if i % 2 == 0 {
                    random[i / 2]
                } else {
                    -random[i / 2]
                }
            })
            .collect();
        let identities: Vec<G1Affine> = (0..600)
            .map(|i| {
                if i % 3 == 0 {
                    G1Affine::identity()
                } else {
                    random[i]
                }
            })
            .collect();
        let nothing = vec![G1Affine::identity(); 600];
        let multiples: Vec<G1Affine> = (0..600u64)
            .map(|i| (random[0] * Fr::from(i)).to_affine())
            .collect();
        for (what, points) in [
            ("repeated", repeated),
            ("opposite", opposite),
            ("identities", identities),
            ("nothing", nothing),
            ("multiples", multiples),
        ] {
            for n in [1, 2, 3, 4, 8, 17, 600] {
                for kind in [2, 3, 6, 14, 26] {
                    let scalars: Vec<Fr> = (0..n).map(|_| scalar(kind)).collect();
                    check(what, &scalars, &points);
                    check(what, &vec![scalars[0]; n], &points);
                }
            }
        }
    }

    #[test]
    #[ignore = "lengths around powers of two up to 2^17: a minute"]
    fn lengths_around_powers_of_two() {
        let points = random_points((1 << 17) + 1);
        for log in [11, 13, 16, 17] {
            for n in [(1 << log) - 1, 1 << log, (1 << log) + 1] {
                let scalars: Vec<Fr> = (0..n).map(|i| scalar(i % KINDS)).collect();
                check("all classes", &scalars, &points);
                let full: Vec<Fr> = (0..n).map(|_| Fr::random(OsRng)).collect();
                check("full", &full, &points);
            }
        }
    }

    /// Long sums are cut into parts, and windows into tasks.
    #[test]
    fn long_sums() {
        let points = random_points((1 << 14) + 1);
        for n in [(1 << 12) + 1, (1 << 13) - 1, 1 << 13, (1 << 14) + 1] {
            check("ones", &vec![Fr::ONE; n], &points);
            check("minus ones", &vec![-Fr::ONE; n], &points);
            for kinds in [6..8, 12..14, 26..28, 0..KINDS] {
                let scalars: Vec<Fr> = (0..n)
                    .map(|_| scalar(thread_rng().gen_range(kinds.clone())))
                    .collect();
                check("long", &scalars, &points);
            }
        }
    }
}
