//! Sparse polynomials over the scalar field, in the cells of a step.

use ff::Field;
use halo2curves::bn256::Fr;
use std::collections::{BTreeMap, BTreeSet};

/// An unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Var {
    /// An advice cell, the row counted from the first row of the step. The next step begins at `ROWS_PER_STEP`.
    Cell {
        column: usize,
        row: usize,
    },
    /// beta (0) or gamma (1).
    Challenge(usize),
    /// What the decode lane finds: its row of the table is (`Operation << k` + `Field3`, `Control` + `Field3 << 12`).
    Operation,
    Control,
    Field3,
    /// What the range of field 4 finds.
    Field4,
}

/// A polynomial: coefficients that are not zero by monomial, a sorted list of variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Poly(BTreeMap<Vec<Var>, Fr>);

impl Poly {
    pub fn constant(value: impl Into<Fr>) -> Self {
        Poly::default().plus_term(vec![], value.into())
    }

    pub fn var(var: Var) -> Self {
        Poly::default().plus_term(vec![var], Fr::ONE)
    }

    pub fn terms(&self) -> impl Iterator<Item = (&[Var], Fr)> {
        self.0
            .iter()
            .map(|(monomial, &coefficient)| (monomial.as_slice(), coefficient))
    }

    pub fn plus_term(mut self, monomial: Vec<Var>, coefficient: Fr) -> Self {
        self.add_term(monomial, coefficient);
        self
    }

    fn add_term(&mut self, monomial: Vec<Var>, coefficient: Fr) {
        let sum = self.0.remove(&monomial).unwrap_or(Fr::ZERO) + coefficient;
        if sum != Fr::ZERO {
            self.0.insert(monomial, sum);
        }
    }

    pub fn plus(mut self, other: &Poly) -> Self {
        for (monomial, coefficient) in &other.0 {
            self.add_term(monomial.clone(), *coefficient);
        }
        self
    }

    pub fn minus(self, other: &Poly) -> Self {
        self.plus(&other.times_constant(-Fr::ONE))
    }

    pub fn times_constant(&self, factor: Fr) -> Self {
        let mut product = Poly::default();
        for (monomial, coefficient) in &self.0 {
            product.add_term(monomial.clone(), *coefficient * factor);
        }
        product
    }

    pub fn times(&self, other: &Poly) -> Self {
        let mut product = Poly::default();
        for (one, one_coefficient) in &self.0 {
            for (other, other_coefficient) in &other.0 {
                let mut monomial = [one.as_slice(), other.as_slice()].concat();
                monomial.sort_unstable();
                product.add_term(monomial, *one_coefficient * other_coefficient);
            }
        }
        product
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if there is no variable in it.
    pub fn as_constant(&self) -> Option<Fr> {
        match self.0.len() {
            0 => Some(Fr::ZERO),
            1 => self.0.get(&vec![]).copied(),
            _ => None,
        }
    }

    pub fn vars(&self) -> BTreeSet<Var> {
        self.0.keys().flatten().copied().collect()
    }

    /// Replaces variables, where `by` says so.
    pub fn substitute(&self, by: &BTreeMap<Var, Poly>) -> Self {
        if !self.0.keys().flatten().any(|var| by.contains_key(var)) {
            return self.clone();
        }
        let mut sum = Poly::default();
        for (monomial, coefficient) in &self.0 {
            let (replaced, kept): (Vec<Var>, Vec<Var>) =
                monomial.iter().partition(|var| by.contains_key(var));
            let mut term = Poly::default().plus_term(kept, *coefficient);
            for var in replaced {
                term = term.times(&by[&var]);
            }
            sum = sum.plus(&term);
        }
        sum
    }

    /// The same function where the variables that `is_bit` names are 0 or 1: each at most once in a monomial.
    pub fn with_bits(&self, is_bit: impl Fn(Var) -> bool) -> Self {
        let mut reduced = Poly::default();
        for (monomial, coefficient) in &self.0 {
            let mut monomial = monomial.clone();
            monomial.dedup_by(|one, other| one == other && is_bit(*one));
            reduced.add_term(monomial, *coefficient);
        }
        reduced
    }

    /// `(c, d)` with self = c var + d, if the degree in `var` is 1.
    pub fn linear_in(&self, var: Var) -> Option<(Poly, Poly)> {
        let (mut c, mut d) = (Poly::default(), Poly::default());
        for (monomial, coefficient) in &self.0 {
            match monomial.iter().filter(|&&other| other == var).count() {
                0 => d.add_term(monomial.clone(), *coefficient),
                1 => {
                    let rest = monomial.iter().copied().filter(|&other| other != var);
                    c.add_term(rest.collect(), *coefficient);
                }
                _ => return None,
            }
        }
        (!c.is_zero()).then_some((c, d))
    }

    pub fn evaluate(&self, value: impl Fn(Var) -> Fr) -> Fr {
        let term = |(monomial, coefficient): (&Vec<Var>, &Fr)| {
            let product = monomial.iter().map(|&var| value(var));
            product.fold(*coefficient, |product, value| product * value)
        };
        self.0.iter().map(term).sum()
    }
}

/// A constraint as the product that its expression is, so that "one factor is zero" is not lost in one big sum.
pub(super) type Factors = Vec<Poly>;

/// The product of the factors.
pub(super) fn product(factors: &[Poly]) -> Poly {
    let one = Poly::constant(1);
    factors.iter().fold(one, |product, f| product.times(f))
}
