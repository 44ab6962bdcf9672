//! Eight elements at a time: five registers of eight limbs of 52 bits, with the multiplier of AVX-512 IFMA.
//!
//! Montgomery multiplication (Montgomery 1985, by words of the multiplier's size) with R = 2^260. Since 2^260 is more than 84 p, sums
//! of several elements are factors without being reduced ([`crate::lanes`]).
#![allow(unsafe_code)]

use crate::lanes::{Backend, Kernel, LIMIT, Lanes};
use crate::points::Point;
use crate::prime::Prime;
use std::arch::x86_64::*;
use std::marker::PhantomData;

const MASK: u64 = (1 << 52) - 1;

/// This implementation.
#[derive(Clone, Copy)]
pub(crate) struct Avx512;

/// Can this processor run it?
pub(crate) fn is_detected() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512ifma")
        && is_x86_feature_detected!("avx512vbmi2")
}

impl Backend for Avx512 {
    const RAISED: u64 = 16;
    type Lanes<F: Prime> = Eight<F>;

    #[inline]
    fn run<K: Kernel<Self>>(kernel: K) -> K::Output {
        #[target_feature(enable = "avx512f,avx512ifma,avx512vbmi2")]
        fn enabled<K: Kernel<Avx512>>(kernel: K) -> K::Output {
            kernel.run()
        }
        assert!(is_detected(), "chosen only where it can run");
        // SAFETY: the processor has the instructions.
        unsafe { enabled(kernel) }
    }
}

/// Limb i of eight numbers is register i. All limbs are below 2^52.
///
/// SAFETY of the intrinsics below: values of this type are made and used within `Backend::run` alone, which asks whether the processor has them.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Eight<F>([__m512i; 5], PhantomData<F>);

/// The 52-bit limbs of a number of 256 bits.
const fn limbs(w: [u64; 4]) -> [u64; 5] {
    [
        w[0] & MASK,
        (w[0] >> 52 | w[1] << 12) & MASK,
        (w[1] >> 40 | w[2] << 24) & MASK,
        (w[2] >> 28 | w[3] << 36) & MASK,
        w[3] >> 16,
    ]
}

/// 0, p, 2 p, ... in limbs.
const fn multiples(p: [u64; 4]) -> [[u64; 5]; LIMIT as usize + 1] {
    let p = limbs(p);
    let mut multiples = [[0; 5]; LIMIT as usize + 1];
    let mut k = 1;
    while k <= LIMIT as usize {
        let (mut carry, mut i) = (0, 0);
        while i < 5 {
            let sum = multiples[k - 1][i] + p[i] + carry;
            multiples[k][i] = sum & MASK;
            carry = sum >> 52;
            i += 1;
        }
        assert!(carry == 0, "the limit is below 2^260");
        k += 1;
    }
    multiples
}

/// -1/p modulo 2^52: each round of Newton's iteration doubles the bits.
const fn negated_inverse(p: u64) -> u64 {
    let mut inverse = 1u64;
    let mut round = 0;
    while round < 6 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(p.wrapping_mul(inverse)));
        round += 1;
    }
    inverse.wrapping_neg() & MASK
}

/// What depends on the prime.
struct Constants<F>(PhantomData<F>);

impl<F: Prime> Constants<F> {
    const MULTIPLES: [[u64; 5]; LIMIT as usize + 1] = multiples(F::P);
    const INVERSE: u64 = negated_inverse(F::P[0]);
}

#[inline(always)]
fn broadcast(value: u64) -> __m512i {
    // SAFETY: see `Eight`.
    unsafe { _mm512_set1_epi64(value.cast_signed()) }
}

#[inline(always)]
fn indices(of: [i64; 8]) -> __m512i {
    // SAFETY: see `Eight`; 64 bytes are read from an array of 64 bytes.
    unsafe { _mm512_loadu_si512(of.as_ptr().cast()) }
}

/// Sums with carries or borrows in the limbs, as limbs below 2^52. The number itself is not negative and below 2^260.
#[inline(always)]
fn carried(t: [__m512i; 5]) -> [__m512i; 5] {
    // SAFETY: see `Eight`.
    unsafe {
        let mask = broadcast(MASK);
        let t1 = _mm512_add_epi64(t[1], _mm512_srai_epi64(t[0], 52));
        let t2 = _mm512_add_epi64(t[2], _mm512_srai_epi64(t1, 52));
        let t3 = _mm512_add_epi64(t[3], _mm512_srai_epi64(t2, 52));
        let t4 = _mm512_add_epi64(t[4], _mm512_srai_epi64(t3, 52));
        [
            _mm512_and_si512(t[0], mask),
            _mm512_and_si512(t1, mask),
            _mm512_and_si512(t2, mask),
            _mm512_and_si512(t3, mask),
            t4,
        ]
    }
}

/// Words of eight numbers from their limbs, each below 2^256.
#[inline(always)]
fn to_words(l: &[__m512i; 5]) -> [__m512i; 4] {
    // SAFETY: see `Eight`.
    unsafe {
        [
            _mm512_or_si512(l[0], _mm512_slli_epi64(l[1], 52)),
            _mm512_or_si512(_mm512_srli_epi64(l[1], 12), _mm512_slli_epi64(l[2], 40)),
            _mm512_or_si512(_mm512_srli_epi64(l[2], 24), _mm512_slli_epi64(l[3], 28)),
            _mm512_or_si512(_mm512_srli_epi64(l[3], 36), _mm512_slli_epi64(l[4], 16)),
        ]
    }
}

/// Limbs of eight numbers from their words.
#[inline(always)]
fn to_limbs(w: &[__m512i; 4]) -> [__m512i; 5] {
    // SAFETY: see `Eight`.
    unsafe {
        let mask = broadcast(MASK);
        [
            _mm512_and_si512(w[0], mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<52>(w[0], w[1]), mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<40>(w[1], w[2]), mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<28>(w[2], w[3]), mask),
            _mm512_srli_epi64(w[3], 16),
        ]
    }
}

/// Limbs of 16 times eight numbers, from their words.
#[inline(always)]
fn to_limbs_raised(w: &[__m512i; 4]) -> [__m512i; 5] {
    // SAFETY: see `Eight`.
    unsafe {
        let mask = broadcast(MASK);
        [
            _mm512_and_si512(_mm512_slli_epi64(w[0], 4), mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<48>(w[0], w[1]), mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<36>(w[1], w[2]), mask),
            _mm512_and_si512(_mm512_shrdi_epi64::<24>(w[2], w[3]), mask),
            _mm512_srli_epi64(w[3], 12),
        ]
    }
}

/// Word i of eight elements is register i.
#[inline(always)]
fn load_words<F: Prime>(from: &[F]) -> [__m512i; 4] {
    let from: &[F; 8] = from[..8].try_into().expect("eight");
    let from = from.as_ptr().cast::<__m512i>();
    // SAFETY: see `Eight`; four times 64 bytes are read from an array of eight times 32.
    unsafe {
        words([
            _mm512_loadu_si512(from),
            _mm512_loadu_si512(from.add(1)),
            _mm512_loadu_si512(from.add(2)),
            _mm512_loadu_si512(from.add(3)),
        ])
    }
}

/// Word i of eight elements, two in each row, is register i.
#[inline(always)]
fn words(rows: [__m512i; 4]) -> [__m512i; 4] {
    // SAFETY: see `Eight`.
    unsafe {
        // Words 0 and 2, then 1 and 3, of elements 0 to 3, then 4 to 7.
        let even = [
            _mm512_unpacklo_epi64(rows[0], rows[1]),
            _mm512_unpacklo_epi64(rows[2], rows[3]),
        ];
        let odd = [
            _mm512_unpackhi_epi64(rows[0], rows[1]),
            _mm512_unpackhi_epi64(rows[2], rows[3]),
        ];
        let low = indices([0, 4, 1, 5, 8, 12, 9, 13]);
        let high = indices([2, 6, 3, 7, 10, 14, 11, 15]);
        [
            _mm512_permutex2var_epi64(even[0], low, even[1]),
            _mm512_permutex2var_epi64(odd[0], low, odd[1]),
            _mm512_permutex2var_epi64(even[0], high, even[1]),
            _mm512_permutex2var_epi64(odd[0], high, odd[1]),
        ]
    }
}

/// The inverse of [`load_words`].
#[inline(always)]
fn store_words<T>(w: &[__m512i; 4], to: &mut [T]) {
    const { assert!(size_of::<T>() == 32) };
    let to: &mut [T; 8] = (&mut to[..8]).try_into().expect("eight");
    let to = to.as_mut_ptr().cast::<__m512i>();
    // SAFETY: see `Eight`; four times 64 bytes are written to an array of eight times 32, whose elements are field elements (words below
    // p, says the caller) or words.
    unsafe {
        let first = indices([0, 2, 8, 10, 1, 3, 9, 11]);
        let second = indices([4, 6, 12, 14, 5, 7, 13, 15]);
        let even = [
            _mm512_permutex2var_epi64(w[0], first, w[2]),
            _mm512_permutex2var_epi64(w[0], second, w[2]),
        ];
        let odd = [
            _mm512_permutex2var_epi64(w[1], first, w[3]),
            _mm512_permutex2var_epi64(w[1], second, w[3]),
        ];
        _mm512_storeu_si512(to, _mm512_unpacklo_epi64(even[0], odd[0]));
        _mm512_storeu_si512(to.add(1), _mm512_unpackhi_epi64(even[0], odd[0]));
        _mm512_storeu_si512(to.add(2), _mm512_unpacklo_epi64(even[1], odd[1]));
        _mm512_storeu_si512(to.add(3), _mm512_unpackhi_epi64(even[1], odd[1]));
    }
}

/// Word j of row i becomes word i of row j.
#[inline(always)]
fn transposed(r: [__m512i; 8]) -> [__m512i; 8] {
    // SAFETY: see `Eight`.
    unsafe {
        // Pairs of rows: columns 0, 2, 4, 6 and 1, 3, 5, 7.
        let pairs = [
            [
                _mm512_unpacklo_epi64(r[0], r[1]),
                _mm512_unpackhi_epi64(r[0], r[1]),
            ],
            [
                _mm512_unpacklo_epi64(r[2], r[3]),
                _mm512_unpackhi_epi64(r[2], r[3]),
            ],
            [
                _mm512_unpacklo_epi64(r[4], r[5]),
                _mm512_unpackhi_epi64(r[4], r[5]),
            ],
            [
                _mm512_unpacklo_epi64(r[6], r[7]),
                _mm512_unpackhi_epi64(r[6], r[7]),
            ],
        ];
        // Four rows: columns 0 and 4 (1 and 5), then 2 and 6 (3 and 7).
        let near = indices([0, 1, 8, 9, 4, 5, 12, 13]);
        let far = indices([2, 3, 10, 11, 6, 7, 14, 15]);
        let mut columns = r;
        let mut odd = 0;
        while odd < 2 {
            let (a, b) = (pairs[0][odd], pairs[1][odd]);
            let (c, d) = (pairs[2][odd], pairs[3][odd]);
            let (upper, lower) = (
                _mm512_permutex2var_epi64(a, near, b),
                _mm512_permutex2var_epi64(c, near, d),
            );
            columns[odd] = _mm512_shuffle_i64x2::<0b01_00_01_00>(upper, lower);
            columns[odd + 4] = _mm512_shuffle_i64x2::<0b11_10_11_10>(upper, lower);
            let (upper, lower) = (
                _mm512_permutex2var_epi64(a, far, b),
                _mm512_permutex2var_epi64(c, far, d),
            );
            columns[odd + 2] = _mm512_shuffle_i64x2::<0b01_00_01_00>(upper, lower);
            columns[odd + 6] = _mm512_shuffle_i64x2::<0b11_10_11_10>(upper, lower);
            odd += 1;
        }
        columns
    }
}

impl<F: Prime> Eight<F> {
    #[inline(always)]
    fn new(limbs: [__m512i; 5]) -> Self {
        Eight(limbs, PhantomData)
    }

    #[inline(always)]
    fn of(limbs: [u64; 5]) -> Self {
        Self::new([
            broadcast(limbs[0]),
            broadcast(limbs[1]),
            broadcast(limbs[2]),
            broadcast(limbs[3]),
            broadcast(limbs[4]),
        ])
    }
}

impl<F: Prime> Lanes<F> for Eight<F> {
    const N: usize = 8;
    type Factor = [u64; 5];

    #[inline(always)]
    fn load(from: &[F]) -> Self {
        Self::new(to_limbs(&load_words(from)))
    }

    #[inline(always)]
    fn load_strided(from: &[F], stride: usize) -> Self {
        let element = |lane: usize| std::ptr::from_ref(&from[lane * stride]).cast::<__m256i>();
        let at = [
            element(0),
            element(1),
            element(2),
            element(3),
            element(4),
            element(5),
            element(6),
            element(7),
        ];
        let mut rows = [broadcast(0); 4];
        let mut row = 0;
        while row < 4 {
            // SAFETY: see `Eight`; 32 bytes are read from each of eight elements of 32 bytes.
            rows[row] = unsafe {
                let low = _mm512_castsi256_si512(_mm256_loadu_si256(at[2 * row]));
                _mm512_inserti64x4::<1>(low, _mm256_loadu_si256(at[2 * row + 1]))
            };
            row += 1;
        }
        Self::new(to_limbs(&words(rows)))
    }

    #[inline(always)]
    fn load_raised(from: &[F]) -> Self {
        Self::new(to_limbs_raised(&load_words(from)))
    }

    #[inline(always)]
    fn splat(value: F) -> Self {
        Self::of(limbs(value.words()))
    }

    #[inline(always)]
    fn splat_raised(value: F) -> Self {
        Self::of(Self::factor(value))
    }

    #[inline(always)]
    fn factor(value: F) -> [u64; 5] {
        limbs((value * F::from(16)).words())
    }

    #[inline(always)]
    fn of_factor(factor: &[u64; 5]) -> Self {
        Self::of(*factor)
    }

    #[inline(always)]
    fn mul_by(self, factor: &[u64; 5]) -> Self {
        self.mul(Self::of(*factor))
    }

    #[inline(always)]
    fn unit() -> Self {
        Self::of([1, 0, 0, 0, 0])
    }

    #[inline(always)]
    fn store(self, to: &mut [F], log: u32) {
        let mut value = self;
        for times in (0..log).rev() {
            value = value.reduce(1 << times);
        }
        store_words(&to_words(&value.0), to);
    }

    #[inline(always)]
    fn store_integers(self, to: &mut [[u64; 4]]) {
        store_words(&to_words(&self.reduce(1).0), to);
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        // SAFETY: see `Eight`.
        unsafe {
            let zero = _mm512_setzero_si512();
            let p = Self::of(Constants::<F>::MULTIPLES[1]).0;
            let inverse = broadcast(Constants::<F>::INVERSE);
            let (a, b) = (self.0, other.0);
            let mut t = [zero; 5];
            let mut i = 0;
            // A limb gets at most 20 numbers below 2^52: no sum exceeds 2^57.
            while i < 5 {
                let mut j = 0;
                while j < 5 {
                    t[j] = _mm512_madd52lo_epu64(t[j], a[j], b[i]);
                    j += 1;
                }
                let m = _mm512_madd52lo_epu64(zero, t[0], inverse);
                let mut j = 0;
                while j < 5 {
                    t[j] = _mm512_madd52lo_epu64(t[j], m, p[j]);
                    j += 1;
                }
                let carry = _mm512_srli_epi64(t[0], 52);
                t = [_mm512_add_epi64(t[1], carry), t[2], t[3], t[4], zero];
                let mut j = 0;
                while j < 5 {
                    t[j] = _mm512_madd52hi_epu64(t[j], a[j], b[i]);
                    j += 1;
                }
                let mut j = 0;
                while j < 5 {
                    t[j] = _mm512_madd52hi_epu64(t[j], m, p[j]);
                    j += 1;
                }
                i += 1;
            }
            Self::new(carried(t))
        }
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        // SAFETY: see `Eight`.
        unsafe {
            Self::new(carried([
                _mm512_add_epi64(a[0], b[0]),
                _mm512_add_epi64(a[1], b[1]),
                _mm512_add_epi64(a[2], b[2]),
                _mm512_add_epi64(a[3], b[3]),
                _mm512_add_epi64(a[4], b[4]),
            ]))
        }
    }

    #[inline(always)]
    fn sub(self, other: Self, k: u64) -> Self {
        let (a, b) = (self.0, other.0);
        let kp = Self::of(Constants::<F>::MULTIPLES[k as usize]).0;
        // SAFETY: see `Eight`.
        unsafe {
            Self::new(carried([
                _mm512_sub_epi64(_mm512_add_epi64(a[0], kp[0]), b[0]),
                _mm512_sub_epi64(_mm512_add_epi64(a[1], kp[1]), b[1]),
                _mm512_sub_epi64(_mm512_add_epi64(a[2], kp[2]), b[2]),
                _mm512_sub_epi64(_mm512_add_epi64(a[3], kp[3]), b[3]),
                _mm512_sub_epi64(_mm512_add_epi64(a[4], kp[4]), b[4]),
            ]))
        }
    }

    #[inline(always)]
    fn reduce(self, k: u64) -> Self {
        let a = self.0;
        let kp = Self::of(Constants::<F>::MULTIPLES[k as usize]).0;
        // SAFETY: see `Eight`.
        unsafe {
            // The top limb of a negative number is negative.
            let d = carried([
                _mm512_sub_epi64(a[0], kp[0]),
                _mm512_sub_epi64(a[1], kp[1]),
                _mm512_sub_epi64(a[2], kp[2]),
                _mm512_sub_epi64(a[3], kp[3]),
                _mm512_sub_epi64(a[4], kp[4]),
            ]);
            let below = _mm512_cmplt_epi64_mask(d[4], _mm512_setzero_si512());
            Self::new([
                _mm512_mask_mov_epi64(d[0], below, a[0]),
                _mm512_mask_mov_epi64(d[1], below, a[1]),
                _mm512_mask_mov_epi64(d[2], below, a[2]),
                _mm512_mask_mov_epi64(d[3], below, a[3]),
                _mm512_mask_mov_epi64(d[4], below, a[4]),
            ])
        }
    }

    #[inline(always)]
    fn transpose(rows: &mut [Self]) {
        let rows: &mut [Self; 8] = rows.try_into().expect("as many rows as lanes");
        let mut limb = 0;
        while limb < 5 {
            let columns = transposed([
                rows[0].0[limb],
                rows[1].0[limb],
                rows[2].0[limb],
                rows[3].0[limb],
                rows[4].0[limb],
                rows[5].0[limb],
                rows[6].0[limb],
                rows[7].0[limb],
            ]);
            let mut row = 0;
            while row < 8 {
                rows[row].0[limb] = columns[row];
                row += 1;
            }
            limb += 1;
        }
    }

    #[inline(always)]
    fn gather(points: &[&Point]) -> (Self, Self) {
        let points: &[&Point; 8] = points.try_into().expect("eight");
        // SAFETY: see `Eight`; a point is 64 bytes of words, aligned to 64.
        let words = unsafe {
            let line = |point: &Point| _mm512_load_si512(std::ptr::from_ref(point).cast());
            transposed([
                line(points[0]),
                line(points[1]),
                line(points[2]),
                line(points[3]),
                line(points[4]),
                line(points[5]),
                line(points[6]),
                line(points[7]),
            ])
        };
        let x = to_limbs(&[words[0], words[1], words[2], words[3]]);
        let y = to_limbs(&[words[4], words[5], words[6], words[7]]);
        (Self::new(x), Self::new(y))
    }

    #[inline(always)]
    fn put(x: Self, y: Self, points: &mut [Point]) {
        let points: &mut [Point; 8] = points.try_into().expect("eight");
        let to = points.as_mut_ptr().cast::<__m512i>();
        let (x, y) = (to_words(&x.0), to_words(&y.0));
        let lines = transposed([x[0], x[1], x[2], x[3], y[0], y[1], y[2], y[3]]);
        let mut i = 0;
        while i < 8 {
            // SAFETY: see `Eight`; a point is 64 bytes of words, aligned to 64, and there are eight.
            unsafe { _mm512_store_si512(to.add(i), lines[i]) };
            i += 1;
        }
    }

    #[inline(always)]
    fn choose(self, other: Self, mask: u8) -> Self {
        let (a, b) = (self.0, other.0);
        // SAFETY: see `Eight`.
        unsafe {
            Self::new([
                _mm512_mask_mov_epi64(a[0], mask, b[0]),
                _mm512_mask_mov_epi64(a[1], mask, b[1]),
                _mm512_mask_mov_epi64(a[2], mask, b[2]),
                _mm512_mask_mov_epi64(a[3], mask, b[3]),
                _mm512_mask_mov_epi64(a[4], mask, b[4]),
            ])
        }
    }

    #[inline(always)]
    fn negate_where(self, mask: u8) -> Self {
        self.choose(Self::of([0; 5]).sub(self, 2), mask)
    }
}
