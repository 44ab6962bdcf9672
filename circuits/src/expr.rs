//! Polynomial expressions with operators that take references, so that equations read as they are written on paper.

use halo2_proofs::plonk::Expression;
use halo2curves::bn256::Fr;
use std::ops::{Add, Mul, Sub};
use std::sync::LazyLock;

/// A polynomial in the cells around a row.
#[derive(Clone, Debug)]
pub(crate) struct Expr(pub Expression<Fr>);

/// The constant `value`.
pub(crate) fn constant(value: impl Into<Fr>) -> Expr {
    Expr(Expression::Constant(value.into()))
}

/// `2^exponent` in the field.
pub(crate) fn power_of_two(exponent: u32) -> Fr {
    static POWERS: LazyLock<Vec<Fr>> = LazyLock::new(|| {
        let powers = std::iter::successors(Some(Fr::one()), |power| Some(power.double()));
        powers.take(254).collect()
    });
    POWERS[exponent as usize]
}

/// `2^exponent` as a constant expression.
pub(crate) fn power(exponent: u32) -> Expr {
    constant(power_of_two(exponent))
}

/// `1 / divisor` in the field, as a constant expression.
pub(crate) fn inverse(divisor: impl Into<Fr>) -> Expr {
    constant(Option::<Fr>::from(divisor.into().invert()).expect("not zero"))
}

/// `1 - bit`.
pub(crate) fn not(bit: &Expr) -> Expr {
    constant(1) - bit
}

/// The sum of the terms.
pub(crate) fn sum(terms: impl IntoIterator<Item = Expr>) -> Expr {
    terms
        .into_iter()
        .reduce(|a, b| a + b)
        .unwrap_or_else(|| constant(0))
}

macro_rules! operator {
    ($trait:ident, $method:ident, $op:tt) => {
        impl $trait<Expr> for Expr {
            type Output = Expr;
            fn $method(self, other: Expr) -> Expr { Expr(self.0 $op other.0) }
        }
        impl $trait<&Expr> for Expr {
            type Output = Expr;
            fn $method(self, other: &Expr) -> Expr { Expr(self.0 $op other.0.clone()) }
        }
        impl $trait<Expr> for &Expr {
            type Output = Expr;
            fn $method(self, other: Expr) -> Expr { Expr(self.0.clone() $op other.0) }
        }
        impl $trait<&Expr> for &Expr {
            type Output = Expr;
            fn $method(self, other: &Expr) -> Expr { Expr(self.0.clone() $op other.0.clone()) }
        }
        impl $trait<u64> for Expr {
            type Output = Expr;
            fn $method(self, other: u64) -> Expr { self $op constant(other) }
        }
        impl $trait<u64> for &Expr {
            type Output = Expr;
            fn $method(self, other: u64) -> Expr { self $op constant(other) }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);

/// `value * bit * ... = 0` style helper: the two constraints that make `bit` say "`value` is zero".
///
/// Given: `bit` is boolean. Proves: `bit = 1` iff `value = 0`; `inverse` is a free cell.
pub(crate) fn is_zero(value: &Expr, bit: &Expr, inverse: &Expr) -> [Expr; 2] {
    [value * bit, value * inverse + bit - 1]
}
