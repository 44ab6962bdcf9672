//! For tests: eight lanes by halo2curves, each with what it is at most, which every operation checks. What holds here holds for the
//! vectors, whatever the numbers are.

use crate::lanes::{Backend, Kernel, LIMIT, Lanes};
use crate::points::Point;
use crate::prime::{Prime, less, minus};

/// This implementation.
#[derive(Clone, Copy)]
pub(crate) struct Checked;

impl Backend for Checked {
    const RAISED: u64 = 16;
    type Lanes<F: Prime> = Bounded<F>;

    fn run<K: Kernel<Self>>(kernel: K) -> K::Output {
        kernel.run()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// a 2^256.
    Plain,
    /// a 2^260.
    Raised,
    /// a.
    Integer,
    /// Zero is zero in any form.
    Zero,
}

/// Elements that stand for a, their form, and the multiple of p that none of them exceeds.
#[derive(Clone, Copy)]
pub(crate) struct Bounded<F> {
    lanes: [F; 8],
    form: Form,
    bound: f64,
}

/// 2^260 / p, rounded down.
const RATIO: f64 = LIMIT as f64;

impl<F: Prime> Bounded<F> {
    fn new(lanes: [F; 8], form: Form, bound: f64) -> Self {
        assert!(bound <= RATIO, "a number up to {bound} p");
        Bounded { lanes, form, bound }
    }

    fn zip(self, other: Self, form: Form, bound: f64, f: impl Fn(F, F) -> F) -> Self {
        let lanes = std::array::from_fn(|i| f(self.lanes[i], other.lanes[i]));
        Self::new(lanes, form, bound)
    }

    fn form_with(self, other: Self) -> Form {
        match (self.form, other.form) {
            (Form::Zero, form) | (form, Form::Zero) => form,
            (one, two) => {
                assert_eq!(one, two, "a sum of two forms");
                one
            }
        }
    }
}

impl<F: Prime> Lanes<F> for Bounded<F> {
    const N: usize = 8;
    type Factor = F;

    fn load(from: &[F]) -> Self {
        Self::new(from[..8].try_into().unwrap(), Form::Plain, 1.0)
    }

    fn load_strided(from: &[F], stride: usize) -> Self {
        Self::new(std::array::from_fn(|i| from[i * stride]), Form::Plain, 1.0)
    }

    fn load_raised(from: &[F]) -> Self {
        Self::new(from[..8].try_into().unwrap(), Form::Raised, 16.0)
    }

    fn load_scaled(from: &[F]) -> Self {
        let lower = F::TWO_INV.pow_vartime([4u64]);
        let lanes = std::array::from_fn(|i| from[i] * lower);
        Self::new(lanes, Form::Raised, 1.0)
    }

    fn store_scaled(self, to: &mut [F]) {
        assert!(self.bound <= 2.0 && matches!(self.form, Form::Raised | Form::Zero));
        for (to, lane) in to[..8].iter_mut().zip(self.lanes) {
            *to = lane * F::from(16);
        }
    }

    fn splat(value: F) -> Self {
        let form = if value == F::ZERO {
            Form::Zero
        } else {
            Form::Plain
        };
        Self::new([value; 8], form, 1.0)
    }

    fn splat_raised(value: F) -> Self {
        Self::new([value; 8], Form::Raised, 1.0)
    }

    fn factor(value: F) -> F {
        value
    }

    fn of_factor(factor: &F) -> Self {
        Self::splat_raised(*factor)
    }

    fn mul_by(self, factor: &F) -> Self {
        self.mul(Self::splat_raised(*factor))
    }

    fn unit() -> Self {
        Self::new([F::ONE; 8], Form::Integer, 1.0)
    }

    fn store(self, to: &mut [F], log: u32) {
        assert!(
            matches!(self.form, Form::Plain | Form::Zero),
            "{:?} in memory",
            self.form
        );
        assert!(
            self.bound <= f64::from(1 << log),
            "{} p, of 2^{log}",
            self.bound
        );
        to[..8].copy_from_slice(&self.lanes);
    }

    fn store_integers(self, to: &mut [[u64; 4]]) {
        assert!(self.bound <= 2.0 && matches!(self.form, Form::Integer | Form::Zero));
        for (to, lane) in to[..8].iter_mut().zip(self.lanes) {
            let mut words = [0; 4];
            for (word, bytes) in words.iter_mut().zip(lane.to_repr().as_ref().chunks(8)) {
                *word = u64::from_le_bytes(bytes.try_into().unwrap());
            }
            *to = words;
        }
    }

    fn mul(self, other: Self) -> Self {
        let form = match (self.form, other.form) {
            (Form::Zero, _) | (_, Form::Zero) => Form::Zero,
            (Form::Raised, form) | (form, Form::Raised) => form,
            (one, two) => panic!("a product of {one:?} and {two:?} numbers"),
        };
        let bound = self.bound * other.bound / RATIO + 1.0;
        self.zip(other, form, bound, |a, b| a * b)
    }

    fn add(self, other: Self) -> Self {
        let form = self.form_with(other);
        self.zip(other, form, self.bound + other.bound, |a, b| a + b)
    }

    fn sub(self, other: Self, k: u64) -> Self {
        assert!(
            other.bound <= k as f64,
            "{} p are subtracted, of {k}",
            other.bound
        );
        let form = self.form_with(other);
        self.zip(other, form, self.bound + k as f64, |a, b| a - b)
    }

    fn reduce(self, k: u64) -> Self {
        assert!(
            self.bound <= 2.0 * k as f64,
            "{} p become {k} p",
            self.bound
        );
        Self::new(self.lanes, self.form, self.bound.min(k as f64))
    }

    fn transpose(rows: &mut [Self]) {
        let old: [Self; 8] = (&*rows).try_into().unwrap();
        let bound = old.iter().map(|row| row.bound).fold(0.0, f64::max);
        for (i, row) in rows.iter_mut().enumerate() {
            *row = Self::new(old.map(|row| row.lanes[i]), old[0].form, bound);
        }
    }

    fn gather(points: &[&Point]) -> (Self, Self) {
        let points: &[&Point; 8] = points.try_into().unwrap();
        let lower = F::TWO_INV.pow_vartime([4u64]);
        let element = |words: [u64; 4]| {
            let words = if less(&words, &F::P) {
                words
            } else {
                minus(words, F::P)
            };
            F::from_words(words) * lower
        };
        let of = |lanes| Self::new(lanes, Form::Raised, 2.0);
        (
            of(points.map(|p| element(p.x))),
            of(points.map(|p| element(p.y))),
        )
    }

    fn put(x: Self, y: Self, points: &mut [Point]) {
        assert!(x.bound <= 2.0 && y.bound <= 2.0 && points.len() == 8);
        assert_eq!((x.form, y.form), (Form::Raised, Form::Raised));
        for (i, point) in points.iter_mut().enumerate() {
            let words = |lane: F| (lane * F::from(16)).words();
            *point = Point {
                x: words(x.lanes[i]),
                y: words(y.lanes[i]),
            };
        }
    }

    fn choose(self, other: Self, mask: u8) -> Self {
        let lanes = std::array::from_fn(|i| match mask >> i & 1 {
            0 => self.lanes[i],
            _ => other.lanes[i],
        });
        Self::new(lanes, self.form_with(other), self.bound.max(other.bound))
    }

    fn negate_where(self, mask: u8) -> Self {
        assert!(self.bound <= 2.0);
        let lanes = std::array::from_fn(|i| {
            let negative = mask >> i & 1 == 1;
            if negative {
                -self.lanes[i]
            } else {
                self.lanes[i]
            }
        });
        Self::new(lanes, self.form, 2.0)
    }
}
