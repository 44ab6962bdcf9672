//! Transforms of points: from powers of tau in the exponent to Lagrange polynomials at tau.
//!
//! The steps are those of [`crate::fft`], on eight points at a time where products are multiples. Points are in homogeneous coordinates,
//! added and doubled by the complete formulas for curves y^2 = x^3 + b (Renes, Costello, Batina, eprint 2015/1060, algorithms 7 and 9):
//! nothing depends on whether points are equal, opposite or the identity. Coordinates are at most 6 p.

use crate::choice::{Implementation, implementation};
use crate::fft::root_of_unity;
use crate::lanes::{Backend, Kernel, Lanes, on};
use crate::points::{Point, import};
use crate::vector::{integers, invert, mul};
use ff::{Field, PrimeField};
use halo2curves::bn256::{Fq, Fr, G1Affine};
use rayon::prelude::*;

type Register<B> = <B as Backend>::Lanes<Fq>;

/// N points (X / Z, Y / Z); Z = 0 is the identity.
#[derive(Clone, Copy)]
struct Points<B: Backend> {
    x: Register<B>,
    y: Register<B>,
    z: Register<B>,
}

/// 3 b = 9 times a number below 2 p.
#[inline(always)]
fn times_nine<B: Backend>(a: Register<B>) -> Register<B> {
    let two = a.add(a);
    let four = two.add(two);
    four.add(four).add(a)
}

impl<B: Backend> Points<B> {
    #[inline(always)]
    fn identity() -> Self {
        let zero = Register::<B>::splat(Fq::ZERO);
        Points {
            x: zero,
            y: Register::<B>::splat_raised(Fq::ONE),
            z: zero,
        }
    }

    #[inline(always)]
    fn negated(self) -> Self {
        let zero = Register::<B>::splat(Fq::ZERO);
        Points {
            y: zero.sub(self.y, 6),
            ..self
        }
    }

    /// Algorithm 7.
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let (a, b) = (self, other);
        // Below 2 p each.
        let (xx, yy, zz) = (a.x.mul(b.x), a.y.mul(b.y), a.z.mul(b.z));
        // The mixed products, below 7 p.
        let xy = a.x.add(a.y).mul(b.x.add(b.y)).sub(xx.add(yy), 4);
        let yz = a.y.add(a.z).mul(b.y.add(b.z)).sub(yy.add(zz), 4);
        let xz = a.x.add(a.z).mul(b.x.add(b.z)).sub(xx.add(zz), 4);
        let nine_xz = times_nine::<B>(xz.reduce(4).reduce(2));
        let nine_zz = times_nine::<B>(zz.reduce(1));
        let three_xx = xx.add(xx).add(xx);
        let (minus, plus) = (yy.sub(nine_zz, 9), yy.add(nine_zz));
        Points {
            x: xy.mul(minus).sub(yz.mul(nine_xz), 3),
            y: nine_xz.mul(three_xx).add(minus.mul(plus)),
            z: plus.mul(yz).add(three_xx.mul(xy)),
        }
    }

    /// Algorithm 9.
    #[inline(always)]
    fn double(self) -> Self {
        let (x, y, z) = (self.x, self.y, self.z);
        let yy = y.mul(y);
        let two = yy.add(yy);
        let four = two.add(two);
        let eight = four.add(four);
        let nine_zz = times_nine::<B>(z.mul(z).reduce(1));
        let plus = yy.add(nine_zz);
        // yy - 27 zz, from below 29 p.
        let three = nine_zz.add(nine_zz).add(nine_zz);
        let minus = yy.sub(three, 27).reduce(16).reduce(8).reduce(4);
        let half_x = minus.mul(x.mul(y));
        Points {
            x: half_x.add(half_x),
            y: nine_zz.mul(eight).add(minus.mul(plus)),
            z: y.mul(z).mul(eight),
        }
    }

    /// Those lanes of another whose bit is set.
    #[inline(always)]
    fn choose(self, other: Self, mask: u8) -> Self {
        Points {
            x: self.x.choose(other.x, mask),
            y: self.y.choose(other.y, mask),
            z: self.z.choose(other.z, mask),
        }
    }

    /// Multiples by one scalar: its signed digits, odd or zero, below 16.
    #[inline(always)]
    fn times(self, digits: &[i8]) -> Self {
        let two = self.double();
        let mut odd = [self; 8];
        for i in 1..8 {
            odd[i] = odd[i - 1].add(two);
        }
        let mut sum = Self::identity();
        for digit in digits.iter().rev() {
            sum = sum.double();
            if *digit != 0 {
                let multiple = odd[usize::from(digit.unsigned_abs()) / 2];
                sum = sum.add(if *digit < 0 {
                    multiple.negated()
                } else {
                    multiple
                });
            }
        }
        sum
    }

    /// Multiples by a scalar of each lane's own.
    #[inline(always)]
    fn times_each(self, scalars: &[[u64; 4]]) -> Self {
        let mut table = [Self::identity(); 16];
        for i in 1..16 {
            table[i] = table[i - 1].add(self);
        }
        let mut sum = Self::identity();
        for digit in (0..64).rev() {
            sum = sum.double().double().double().double();
            let mut multiple = table[0];
            for (i, entry) in table.iter().enumerate().skip(1) {
                let mut mask = 0;
                for (lane, scalar) in scalars.iter().enumerate() {
                    let nibble = scalar[digit / 16] >> (4 * (digit % 16)) & 15;
                    mask |= u8::from(nibble == i as u64) << lane;
                }
                multiple = multiple.choose(*entry, mask);
            }
            sum = sum.add(multiple);
        }
        sum
    }
}

/// The digits of a scalar, lowest first: odd and below 16 in absolute value, or zero (non-adjacent form of width 5).
fn digits(scalar: Fr) -> Vec<i8> {
    let repr = scalar.to_repr();
    let mut bits: Vec<i8> = repr
        .as_ref()
        .iter()
        .flat_map(|b| (0..8).map(move |i| (b >> i & 1) as i8))
        .collect();
    bits.push(0);
    let mut digits = vec![0; bits.len()];
    let mut i = 0;
    while i < bits.len() {
        // What is carried may have made it two.
        if bits[i] % 2 == 0 {
            if bits[i] == 2 {
                bits[i] = 0;
                bits[i + 1] += 1;
            }
            i += 1;
            continue;
        }
        let window = bits
            .iter()
            .skip(i)
            .take(5)
            .rev()
            .fold(0, |n, bit| 2 * n + i16::from(*bit));
        let signed = if window >= 16 { window - 32 } else { window };
        let length = bits.len().min(i + 5) - i;
        bits[i..i + length].fill(0);
        if window >= 16 {
            bits[i + 5] += 1;
        }
        digits[i] = signed as i8;
        i += 5;
    }
    digits
}

struct Import<'a, B: Backend> {
    points: &'a [Point],
    indices: &'a [usize],
    backend: std::marker::PhantomData<B>,
}

impl<B: Backend> Kernel<B> for Import<'_, B> {
    type Output = Vec<Points<B>>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        let n = Register::<B>::N;
        let one = Register::<B>::splat_raised(Fq::ONE);
        let zero = Register::<B>::splat(Fq::ZERO);
        let mut registers = Vec::with_capacity(self.indices.len());
        for index in self.indices {
            let mut points = [&self.points[0]; 8];
            let mut identities = 0;
            for (lane, point) in self.points[index * n..][..n].iter().enumerate() {
                points[lane] = point;
                identities |= u8::from(point.is_identity()) << lane;
            }
            let (x, y) = Register::<B>::gather(&points[..n]);
            registers.push(Points {
                x,
                y: y.choose(one, identities),
                z: one.choose(zero, identities),
            });
        }
        registers
    }
}

/// A butterfly: a + s b, a - s b. One without digits is for s = 1.
struct Butterfly<'a, B: Backend> {
    a: &'a mut Points<B>,
    b: &'a mut Points<B>,
    digits: &'a [i8],
}

impl<B: Backend> Kernel<B> for Butterfly<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let b = if self.digits.is_empty() {
            *self.b
        } else {
            self.b.times(self.digits)
        };
        let a = *self.a;
        *self.a = a.add(b);
        *self.b = a.add(b.negated());
    }
}

/// [`Points::times_each`] of some registers.
struct Each<'a, B: Backend> {
    points: &'a mut Points<B>,
    scalars: &'a [[u64; 4]],
}

impl<B: Backend> Kernel<B> for Each<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        *self.points = self.points.times_each(self.scalars);
    }
}

struct Transpose<'a, B: Backend>(&'a mut [Points<B>]);

impl<B: Backend> Kernel<B> for Transpose<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let n = Register::<B>::N;
        let zero = Register::<B>::splat(Fq::ZERO);
        let (mut x, mut y, mut z) = ([zero; 8], [zero; 8], [zero; 8]);
        for (i, points) in self.0.iter().enumerate() {
            (x[i], y[i], z[i]) = (points.x, points.y, points.z);
        }
        Register::<B>::transpose(&mut x[..n]);
        Register::<B>::transpose(&mut y[..n]);
        Register::<B>::transpose(&mut z[..n]);
        for (i, points) in self.0.iter_mut().enumerate() {
            *points = Points {
                x: x[i],
                y: y[i],
                z: z[i],
            };
        }
    }
}

/// Coordinates X, Y, Z of N points, in memory's form.
struct Export<'a, B: Backend> {
    points: &'a Points<B>,
    coordinates: [&'a mut [Fq]; 3],
}

impl<B: Backend> Kernel<B> for Export<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let one = Register::<B>::splat(Fq::ONE);
        let [x, y, z] = self.coordinates;
        self.points.x.mul(one).store(x, 1);
        self.points.y.mul(one).store(y, 1);
        self.points.z.mul(one).store(z, 1);
    }
}

/// The values at tau of the Lagrange polynomials of 2^k points, the powers of [`root_of_unity`], from tau^0, tau^1, ... in the group.
/// By all threads; `progress` is told how many of how many layers are done.
///
/// # Panics
/// If the number of points is not 2^k.
pub fn lagrange_points(powers: &[G1Affine], progress: impl FnMut(usize, usize)) -> Vec<G1Affine> {
    on!(implementation(), B => lagrange::<B>(implementation(), powers, progress))
}

/// L_i(tau) is the sum of w^(-ij) tau^j over n: a transform with the inverse root.
fn lagrange<B: Backend>(
    implementation: Implementation,
    powers: &[G1Affine],
    mut progress: impl FnMut(usize, usize),
) -> Vec<G1Affine> {
    let n = powers.len();
    assert!(
        n.is_power_of_two(),
        "expected a power of two, got {n} points"
    );
    let k = n.ilog2();
    let lanes = Register::<B>::N;
    if n < 8 * lanes && lanes > 1 {
        // They do not fill the lanes.
        return lagrange::<crate::portable::Portable>(Implementation::Portable, powers, progress);
    }
    let invert_one = |x: Fr| x.invert().expect("not zero");
    let w = invert_one(root_of_unity(k));
    let count = n / lanes;
    let layers = count.ilog2() as usize;
    let points = import::<B>(powers);
    let reversed: Vec<usize> = (0..count)
        .map(|i| (i << 1).reverse_bits() >> (usize::BITS - layers as u32 - 1))
        .collect();
    let chunks = reversed.par_chunks(64).map(|indices| {
        B::run(Import::<B> {
            points: &points,
            indices,
            backend: std::marker::PhantomData,
        })
    });
    let mut registers: Vec<Points<B>> = chunks.collect::<Vec<_>>().concat();
    drop(points);
    let digits_of = |s: Fr| if s == Fr::ONE { vec![] } else { digits(s) };
    for layer in 0..layers {
        let half = 1 << layer;
        // Of order 2 half.
        let step = w.pow_vartime([(n / (2 * half)) as u64]);
        let factors: Vec<Vec<i8>> = std::iter::successors(Some(Fr::ONE), |x| Some(*x * step))
            .take(half)
            .map(digits_of)
            .collect();
        registers.par_chunks_mut(2 * half).for_each(|part| {
            let (even, odd) = part.split_at_mut(half);
            let pairs = even.par_iter_mut().zip(odd).zip(&factors);
            pairs.for_each(|((a, b), digits)| B::run(Butterfly { a, b, digits }));
        });
        progress(layer + 1, layers + 1);
    }
    let scale = invert_one(Fr::from(n as u64));
    // By place i, scale x^l in lane l, x = w^i.
    registers
        .par_iter_mut()
        .enumerate()
        .for_each(|(i, points)| {
            let x = w.pow_vartime([i as u64]);
            let scalars: Vec<Fr> = std::iter::successors(Some(scale), |s| Some(*s * x))
                .take(lanes)
                .collect();
            let mut numbers = vec![[0; 4]; lanes];
            integers(implementation, &scalars, &mut numbers);
            B::run(Each {
                points,
                scalars: &numbers,
            });
        });
    let eighths: Vec<Vec<i8>> = (0..lanes as u64)
        .map(|power| digits_of(w.pow_vartime([power * count as u64])))
        .collect();
    registers.par_chunks_mut(lanes).for_each(|part| {
        B::run(Transpose(part));
        // Registers are in order, so the transform of N takes them by reversed bits.
        let log = lanes.ilog2();
        let mut order: Vec<Points<B>> = (0..lanes)
            .map(|i| part[(i << 1).reverse_bits() >> (usize::BITS - log - 1)])
            .collect();
        for layer in 0..log {
            let half = 1 << layer;
            for pair in order.chunks_exact_mut(2 * half) {
                let (even, odd) = pair.split_at_mut(half);
                for (i, (a, b)) in even.iter_mut().zip(odd).enumerate() {
                    let digits = &eighths[i * lanes / (2 * half)];
                    B::run(Butterfly { a, b, digits });
                }
            }
        }
        part.copy_from_slice(&order);
    });
    // Register m of group g has the points m count + g N and behind.
    let mut coordinates = [(); 3].map(|()| vec![Fq::ZERO; n]);
    for (i, points) in registers.iter().enumerate() {
        let at = i % lanes * count + i / lanes * lanes;
        B::run(Export {
            points,
            coordinates: coordinates.each_mut().map(|c| &mut c[at..at + lanes]),
        });
    }
    let [mut x, mut y, mut z] = coordinates;
    invert(&mut z);
    mul(&mut x, &z);
    mul(&mut y, &z);
    progress(layers + 1, layers + 1);
    // The identity has Z = 0, and stays (0, 0).
    x.into_iter()
        .zip(y)
        .map(|(x, y)| G1Affine { x, y })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::multiples_of_generator;
    use group::prime::PrimeCurveAffine;
    use rand::rngs::OsRng;

    #[test]
    fn digits_are_the_scalars() {
        for scalar in [
            Fr::ZERO,
            Fr::ONE,
            -Fr::ONE,
            Fr::from(31),
            Fr::TWO_INV,
            Fr::random(OsRng),
        ] {
            let digits = digits(scalar);
            assert!(
                digits
                    .iter()
                    .all(|d| d.abs() < 16 && (*d == 0 || d % 2 != 0))
            );
            let value = digits.iter().rev().fold(Fr::ZERO, |sum, digit| {
                let magnitude = Fr::from(u64::from(digit.unsigned_abs()));
                sum.double() + if *digit < 0 { -magnitude } else { magnitude }
            });
            assert_eq!(value, scalar);
        }
    }

    #[test]
    fn lagrange_polynomials_at_tau() {
        for implementation in Implementation::tested() {
            for k in [0, 1, 2, 3, 5, 6, 7, 9] {
                let n = 1u64 << k;
                let w = root_of_unity(k);
                // Of no order, and a root itself: then all but one are the identity.
                for tau in [Fr::random(OsRng), w, Fr::ZERO] {
                    let powers: Vec<Fr> = (0..n).map(|i| tau.pow_vartime([i])).collect();
                    let powers = multiples_of_generator(&powers);
                    let expected: Vec<Fr> = (0..n)
                        .map(|i| {
                            let ratio = tau * w.invert().unwrap().pow_vartime([i]);
                            let sum: Fr = (0..n).map(|j| ratio.pow_vartime([j])).sum();
                            sum * Fr::from(n).invert().unwrap()
                        })
                        .collect();
                    let got =
                        on!(implementation, B => lagrange::<B>(implementation, &powers, |_, _| ()));
                    assert!(
                        got == multiples_of_generator(&expected),
                        "{implementation}, 2^{k}"
                    );
                }
                let nothing = vec![G1Affine::identity(); n as usize];
                let got =
                    on!(implementation, B => lagrange::<B>(implementation, &nothing, |_, _| ()));
                assert!(got == nothing);
            }
        }
    }
}
