//! The constraints on a step of one operation, solved for what can be solved for, and their translation to integers.
//!
//! What a field equation says in the integers: its coefficients, times a small power of two and taken between -r/2 and r/2,
//! and the ranges of its variables bound its value far below r, so it is zero in the field iff it is zero. An equation for
//! which that fails is left out of a proof, which then shows more than it must. A product of factors is zero iff one of them is.

use super::model::{MAX_SPREAD, Model, simplify, var};
use super::poly::{Factors, Poly, Var};
use super::solver::{Answer, Solver};
use crate::control::CONTROL_BITS;
use crate::layout::{CARRY, CONTROL, DIGIT, ENDED, FLAG, OP_LANE, PART_BITS, column};
use crate::profile::{ROWS_PER_SLOT, ROWS_PER_STEP};
use crate::tables::{POWER_KEY, spread};
use crate::witness::{lane_tag, range_tag};
use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Values that a case gives to variables.
pub(super) type Case = BTreeMap<Var, u64>;

/// An operation of the decoder: 2 opcode + immediate bit (+ 64), and the packed control bits that the table gives it.
pub(super) type Operation = (u64, u64);

/// The constraints on a step in one case.
#[derive(Clone)]
pub(super) struct System<'m> {
    pub model: &'m Model<'m>,
    /// What the operation and the case fix.
    pub fixed: BTreeMap<Var, Poly>,
    pub equations: Vec<(String, Factors)>,
    /// Variables without a range that an equation determines, and their values, which contain none of them.
    pub definitions: BTreeMap<Var, Poly>,
    pub outputs: Vec<(String, Poly)>,
}

/// The step starts from this: read by slot 0, and carried over from the step before.
pub(super) fn start(model: &Model) -> BTreeSet<Var> {
    let layout = &model.layout;
    [
        layout.access(0, column::ADDRESS),
        layout.access(0, column::LO),
        layout.access(0, column::HI),
        layout.bit(FLAG),
        layout.bit(ENDED),
        layout.tape_position(),
    ]
    .map(var)
    .into()
}

impl<'m> System<'m> {
    fn fixed(model: &Model, operation: Option<Operation>, case: &Case) -> BTreeMap<Var, Poly> {
        let mut fixed = model.decoder_rows();
        let mut constants = case.clone();
        if let Some((operation, control)) = operation {
            constants.extend([(Var::Operation, operation), (Var::Control, control)]);
            constants.extend((0..CONTROL_BITS).map(|i| (model.control_bit(i), control >> i & 1)));
        }
        let constants: BTreeMap<Var, Poly> = constants
            .into_iter()
            .map(|(var, value)| (var, Poly::constant(value)))
            .collect();
        fixed
            .values_mut()
            .for_each(|value| *value = value.substitute(&constants));
        fixed.extend(constants);
        fixed
    }

    /// `None` if the case contradicts a constraint by itself. Without an operation, the step may be of any.
    pub fn new(model: &'m Model<'m>, operation: Option<Operation>, case: &Case) -> Option<Self> {
        let fixed = Self::fixed(model, operation, case);
        let mut system = System {
            model,
            equations: model.constraints.clone(),
            outputs: model.outputs(),
            definitions: BTreeMap::new(),
            fixed: BTreeMap::new(),
        };
        system.substitute(&fixed)?;
        system.fixed = fixed;
        system.eliminate()?;
        Some(system)
    }

    /// The constraints that say something about a step of the operation.
    pub fn active(model: &'m Model<'m>, operation: Operation) -> Vec<String> {
        let mut system = System {
            model,
            equations: model.constraints.clone(),
            outputs: vec![],
            definitions: BTreeMap::new(),
            fixed: BTreeMap::new(),
        };
        let fixed = Self::fixed(model, Some(operation), &Case::new());
        system
            .substitute(&fixed)
            .expect("some step is of this operation");
        system.equations.into_iter().map(|(name, _)| name).collect()
    }

    /// The variables that the equations and outputs speak of.
    pub fn vars(&self) -> BTreeSet<Var> {
        let factors = self.equations.iter().flat_map(|(_, factors)| factors);
        let outputs = self.outputs.iter().map(|(_, output)| output);
        factors.chain(outputs).flat_map(Poly::vars).collect()
    }

    fn substitute(&mut self, by: &BTreeMap<Var, Poly>) -> Option<()> {
        let bits = &self.model.bits;
        let replaced = |poly: &Poly| poly.substitute(by).with_bits(|v| bits.contains(&v));
        let mut equations = vec![];
        for (name, factors) in &self.equations {
            if let Some(factors) = simplify(factors.iter().map(replaced)) {
                if factors.iter().all(|factor| factor.as_constant().is_some()) {
                    return None;
                }
                equations.push((name.clone(), factors));
            }
        }
        self.equations = equations;
        self.outputs
            .iter_mut()
            .for_each(|(_, output)| *output = replaced(output));
        self.definitions
            .values_mut()
            .for_each(|value| *value = replaced(value));
        Some(())
    }

    /// Solves for variables without a range, as long as an equation has one with a constant coefficient.
    fn eliminate(&mut self) -> Option<()> {
        let start = start(self.model);
        loop {
            let solved = self
                .equations
                .iter()
                .enumerate()
                .find_map(|(i, (_, factors))| {
                    let [equation] = factors.as_slice() else {
                        return None;
                    };
                    equation.vars().into_iter().find_map(|v| {
                        if self.model.range(v).is_some() || start.contains(&v) {
                            return None;
                        }
                        let (coefficient, rest) = equation.linear_in(v)?;
                        let inverse = coefficient.as_constant()?.invert().expect("not zero");
                        Some((i, v, rest.times_constant(-inverse)))
                    })
                });
            let Some((i, v, value)) = solved else {
                return Some(());
            };
            self.equations.remove(i);
            self.substitute(&BTreeMap::from([(v, value.clone())]))?;
            self.definitions.insert(v, value);
        }
    }

    /// `(c, d)` of an equation c v + d = 0 whose v is in no other equation and no output: some v solves it iff c is not zero
    /// or d is.
    fn solvable(&self, index: usize) -> Option<(Var, Poly, Poly)> {
        let (_, factors) = &self.equations[index];
        let [equation] = factors.as_slice() else {
            return None;
        };
        equation.vars().into_iter().find_map(|v| {
            let elsewhere = |(i, (_, factors)): (usize, &(String, Factors))| {
                i != index && factors.iter().any(|factor| factor.vars().contains(&v))
            };
            if self.model.range(v).is_some()
                || start(self.model).contains(&v)
                || self.equations.iter().enumerate().any(elsewhere)
                || self
                    .outputs
                    .iter()
                    .any(|(_, output)| output.vars().contains(&v))
            {
                return None;
            }
            let (c, d) = equation.linear_in(v)?;
            Some((v, c, d))
        })
    }

    /// All cells of the step, from the values of the variables that a script declared.
    pub fn complete(&self, declared: &BTreeMap<Var, Fr>) -> BTreeMap<Var, Fr> {
        let mut values = declared.clone();
        for v in self.vars() {
            values.entry(v).or_insert(Fr::ZERO);
        }
        for (index, _) in self.equations.iter().enumerate() {
            if let Some((v, c, d)) = self.solvable(index) {
                let [c, d] = [c, d].map(|poly| poly.evaluate(|v| values[&v]));
                let inverse = Option::from(c.invert()).unwrap_or(Fr::ZERO);
                values.insert(v, -d * inverse);
            }
        }
        let get = |values: &BTreeMap<Var, Fr>, v: Var| values.get(&v).copied().unwrap_or(Fr::ZERO);
        let definitions = self.definitions.iter().chain(&self.fixed);
        let defined: Vec<(Var, Fr)> = definitions
            .map(|(v, value)| (*v, value.evaluate(|v| get(&values, v))))
            .collect();
        values.extend(defined);
        for row in 0..ROWS_PER_STEP {
            let [part, its_spread] = PART.map(|column| Var::Cell { column, row });
            let value = small(get(&values, part)).unwrap_or(0) as u64;
            values.entry(its_spread).or_insert(Fr::from(spread(value)));
        }
        values
    }
}

/// The columns of a checked part of a word.
const PART: [usize; 2] = [column::PART, column::SPREAD];

/// The row of a spread.
fn row_of_spread(v: Var) -> Option<usize> {
    match v {
        Var::Cell {
            column: column::SPREAD,
            row,
        } => Some(row),
        _ => None,
    }
}

/// The equations on low and high parts that a sum of spreads of whole words stands for. With at most three spreads of low parts on
/// each side of "=", both sides are below 2^32 there, so nothing carries into the high parts. (A lemma of the test
/// `lemmas_of_the_spreads`.)
fn halves(poly: &Poly) -> Option<[Poly; 2]> {
    let mut halves = [Poly::default(), Poly::default()];
    for (monomial, coefficient) in poly.terms() {
        let &[v] = monomial else { return None };
        let half = row_of_spread(v)? % ROWS_PER_SLOT;
        let scale = Fr::from(1 << (2 * PART_BITS * half as u32));
        let coefficient = coefficient * scale.invert().expect("not zero");
        halves[half] = halves[half].clone().plus_term(vec![v], coefficient);
    }
    let coefficients = halves[0].terms().map(|(_, c)| small(c).expect("small"));
    let (positive, negative): (Vec<i128>, Vec<i128>) = coefficients.partition(|&c| c > 0);
    let bound = |side: Vec<i128>| side.into_iter().map(i128::abs).sum::<i128>() * MAX_SPREAD;
    (bound(positive) < 1 << 32 && bound(negative) < 1 << 32).then_some(halves)
}

/// The integer between -2^100 and 2^100 that a field element stands for, if there is one.
pub(super) fn small(value: Fr) -> Option<i128> {
    let positive = |value: Fr| {
        let repr = value.to_repr();
        let (low, high) = repr.as_ref().split_at(16);
        let low = u128::from_le_bytes(low.try_into().expect("16 bytes"));
        (high.iter().all(|&byte| byte == 0) && low < 1 << 100).then_some(low as i128)
    };
    positive(value).or_else(|| positive(-value).map(|value| -value))
}

/// How a script is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// May say less than the constraints do: `unsat` is a proof.
    Proof,
    /// For a model, which is then checked against the constraints: variables without a range are at most so far from zero,
    /// spreads are what they are.
    Search { reach: i128 },
}

/// What a declared constant stands for.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Cell(usize, Var),
    /// A product of shared variables.
    Product(Vec<Var>),
    /// A bit of a part.
    Other,
}

/// A query in SMT-LIB 2 about one or two copies of a step, which share the variables of `known`.
pub(super) struct Script<'m> {
    model: &'m Model<'m>,
    mode: Mode,
    known: BTreeSet<Var>,
    pub declared: BTreeMap<String, Meaning>,
    pub text: String,
    /// Equations that have no translation.
    pub dropped: BTreeSet<String>,
}

/// An integer term: the value of a polynomial times 2^scale, and bounds.
struct Term {
    text: String,
    scale: u32,
}

impl<'m> Script<'m> {
    pub fn new(model: &'m Model<'m>, mode: Mode, known: &BTreeSet<Var>) -> Self {
        let text = "(declare-fun spread (Int) Int)\n(declare-fun unspread (Int) Int)\n\
            (declare-fun odd (Int) Int)\n(declare-fun even (Int) Int)\n";
        Script {
            model,
            mode,
            known: known.clone(),
            declared: BTreeMap::new(),
            text: text.to_owned(),
            dropped: BTreeSet::new(),
        }
    }

    pub fn assert(&mut self, formula: &str) {
        writeln!(self.text, "(assert {formula})").expect("a string");
    }

    fn range(&self, v: Var) -> Option<(i128, i128)> {
        let small = match self.mode {
            Mode::Search { reach } => Some((-reach, reach)),
            Mode::Proof => None,
        };
        self.model.range(v).or(small)
    }

    fn is_bit(&self, v: Var) -> bool {
        self.model.bits.contains(&v)
    }

    /// The name of a variable in a copy, declared with its range.
    fn name(&mut self, copy: usize, v: Var) -> String {
        let copy = if self.known.contains(&v) { 2 } else { copy };
        let name = format!("{}_{}", ["a", "b", "both"][copy], self.readable(v));
        if self
            .declared
            .insert(name.clone(), Meaning::Cell(copy, v))
            .is_none()
        {
            if self.is_bit(v) {
                writeln!(self.text, "(declare-const {name} Bool)").expect("a string");
            } else {
                let (low, high) = self.range(v).expect("checked by the caller");
                writeln!(self.text, "(declare-const {name} Int)").expect("a string");
                self.assert(&format!("(<= {} {name} {})", literal(low), literal(high)));
            }
        }
        name
    }

    fn readable(&self, v: Var) -> String {
        let layout = &self.model.layout;
        let Var::Cell { column, row } = v else {
            return format!("{v:?}");
        };
        let (next, row) = match row.checked_sub(ROWS_PER_STEP) {
            Some(row) => ("next_", row),
            None => ("", row),
        };
        let names = [
            "address", "previous", "lo", "hi", "new_lo", "new_hi", "uses", "part", "spread",
        ];
        let bits = [(FLAG, "flag"), (ENDED, "ended"), (CARRY, "carry")];
        let bits = bits.map(|(bit, name)| (bit, name.to_owned())).into_iter();
        let digits = (0..4).map(|i| (DIGIT + i, format!("digit{i}")));
        let controls = (0..CONTROL_BITS).map(|i| (CONTROL + i, format!("control{i}")));
        let bit = bits
            .chain(digits)
            .chain(controls)
            .find(|(bit, _)| var(layout.bit(*bit)) == Var::Cell { column, row });
        match (bit, names.get(column)) {
            (Some((_, name)), _) => format!("{next}{name}"),
            (None, Some(name)) => format!("{next}{name}_{row}"),
            (None, None) => format!("{next}column{column}_{row}"),
        }
    }

    /// The value of a polynomial as an integer, if its coefficients and bounds are small.
    fn term(&mut self, copy: usize, poly: &Poly) -> Option<Term> {
        (0..=6).map(|eighth| 8 * eighth).find_map(|scale| {
            let factor = Fr::from(1 << scale);
            let mut coefficients = vec![];
            let mut bound = 1i128;
            for (monomial, coefficient) in poly.terms() {
                let coefficient = small(coefficient * factor)?;
                let mut size = coefficient.checked_abs()?;
                for &v in monomial {
                    let (low, high) = self.range(v)?;
                    size = size.checked_mul(low.abs().max(high.abs()))?;
                }
                // Far below 2^253, so zero in the field is zero.
                bound = bound.checked_add(size)?;
                coefficients.push((monomial.to_vec(), coefficient));
            }
            let mut text = "(+ 0".to_owned();
            for (monomial, coefficient) in coefficients {
                let monomial = self.monomial(copy, &monomial);
                write!(text, " (* {} {monomial})", literal(coefficient)).expect("a string");
            }
            Some(Term {
                text: text + ")",
                scale,
            })
        })
    }

    fn monomial(&mut self, copy: usize, monomial: &[Var]) -> String {
        let (bits, others): (Vec<Var>, Vec<Var>) = monomial.iter().partition(|&&v| self.is_bit(v));
        let opaque = self.mode == Mode::Proof && others.iter().all(|v| self.known.contains(v));
        let names: Vec<String> = others.iter().map(|&v| self.name(copy, v)).collect();
        let value = match names.as_slice() {
            [] => "1".to_owned(),
            [name] => name.clone(),
            names if opaque => {
                let name = format!("product_{}", names.join("_"));
                let meaning = Meaning::Product(others.clone());
                if self.declared.insert(name.clone(), meaning).is_none() {
                    let ranges = others
                        .iter()
                        .map(|&v| self.range(v).expect("bounded by the caller"));
                    let size: i128 = ranges
                        .map(|(low, high)| low.abs().max(high.abs()))
                        .product();
                    writeln!(self.text, "(declare-const {name} Int)").expect("a string");
                    self.assert(&format!("(<= {} {name} {})", literal(-size), literal(size)));
                }
                name
            }
            names => format!("(* {})", names.join(" ")),
        };
        match bits.as_slice() {
            [] => value,
            bits => {
                let bits: Vec<String> = bits.iter().map(|&v| self.name(copy, v)).collect();
                format!("(ite (and {}) {value} 0)", bits.join(" "))
            }
        }
    }

    /// "The polynomial is zero".
    pub fn zero(&mut self, copy: usize, poly: &Poly) -> Option<String> {
        let term = self.term(copy, poly)?;
        Some(format!("(= 0 {})", term.text))
    }

    /// Asserts the constraints on one copy.
    pub fn assert_system(&mut self, copy: usize, system: &System) {
        for (index, (name, factors)) in system.equations.iter().enumerate() {
            let zeros: Option<Vec<String>> = factors
                .iter()
                .map(|factor| self.zero(copy, factor))
                .collect();
            let formula = match system.solvable(index) {
                Some((_, c, d)) => {
                    let zeros = self.zero(copy, &c).zip(self.zero(copy, &d));
                    zeros.map(|(c, d)| format!("(or (not {c}) {d})"))
                }
                None => zeros.map(|zeros| format!("(or {})", zeros.join(" "))),
            };
            match formula {
                Some(formula) => self.assert(&formula),
                None => {
                    self.dropped.insert(name.clone());
                }
            }
            if self.mode == Mode::Proof {
                factors
                    .iter()
                    .for_each(|factor| self.assert_sums_of_spreads(copy, factor));
            }
        }
        // Outputs may speak of more.
        let vars = system.vars();
        self.assert_parts(copy, &vars);
        self.assert_lane(copy, &vars);
    }

    /// A sum 2 s + t of two spreads has the bits of s at the odd and those of t at the even places, so it determines both: there
    /// are functions that take it to s and to t. If it is the sum of two spreads, no place has both bits, so the sum of
    /// the parts of s and t is a part. (Lemmas of the test `lemmas_of_the_spreads`.)
    fn assert_sums_of_spreads(&mut self, copy: usize, poly: &Poly) {
        if !self.model.lookups.limbs {
            return;
        }
        if let Some(halves) = halves(poly).filter(|_| poly.terms().next().is_some()) {
            for half in halves {
                let zero = self.zero(copy, &half).expect("spreads have a range");
                self.assert(&zero);
                self.assert_sum_of_spreads(copy, &half);
            }
        }
    }

    fn assert_sum_of_spreads(&mut self, copy: usize, poly: &Poly) {
        let spreads: Vec<(Var, Fr)> = poly.terms().map(|(v, c)| (v[0], c)).collect();
        for &(s, two) in &spreads {
            for &(t, one) in &spreads {
                if two != one.double() {
                    continue;
                }
                let [spread_s, spread_t] = [s, t].map(|v| self.name(copy, v));
                let sum = format!("(+ (* 2 {spread_s}) {spread_t})");
                self.assert(&format!(
                    "(and (= {spread_s} (odd {sum})) (= {spread_t} (even {sum})))"
                ));
                let others = || spreads.iter().filter(|(v, _)| ![s, t].contains(v));
                if others().count() == 2 && others().all(|(_, other)| *other == -one) {
                    let [part_s, part_t] = [s, t].map(|v| self.part(copy, v));
                    let most = (1u64 << PART_BITS) - 1;
                    self.assert(&format!("(<= (+ {part_s} {part_t}) {most})"));
                }
            }
        }
    }

    /// The part that a spread is of.
    fn part(&mut self, copy: usize, spread: Var) -> String {
        let row = row_of_spread(spread).expect("a spread");
        let column = column::PART;
        self.name(copy, Var::Cell { column, row })
    }

    /// What the lookups of the limbs say of the spreads that matter.
    fn assert_parts(&mut self, copy: usize, vars: &BTreeSet<Var>) {
        if !self.model.lookups.limbs {
            return;
        }
        for row in 0..ROWS_PER_STEP {
            let [part, spread] = PART.map(|column| Var::Cell { column, row });
            if !vars.contains(&spread) {
                continue;
            }
            let [part, spread] = [part, spread].map(|v| self.name(copy, v));
            if self.mode == Mode::Proof {
                self.assert(&format!(
                    "(and (= {spread} (spread {part})) (= {part} (unspread {spread})))"
                ));
                continue;
            }
            let bits: Vec<String> = (0..PART_BITS).map(|i| format!("{spread}_bit{i}")).collect();
            for bit in &bits {
                if self.declared.insert(bit.clone(), Meaning::Other).is_none() {
                    writeln!(self.text, "(declare-const {bit} Bool)").expect("a string");
                }
            }
            let sum = |scale: u32| {
                let terms = bits
                    .iter()
                    .enumerate()
                    .map(|(i, bit)| format!("(ite {bit} {} 0)", 1u64 << (scale * i as u32)));
                terms.collect::<Vec<_>>().join(" ")
            };
            self.assert(&format!(
                "(and (= {part} (+ {})) (= {spread} (+ {})))",
                sum(1),
                sum(2)
            ));
        }
    }

    /// The op lane finds a byte, or 2^s at 2^20 + s.
    fn assert_lane(&mut self, copy: usize, vars: &BTreeSet<Var>) {
        let [key, value] = self.model.lane(OP_LANE);
        if !self.model.lookups.lanes || ![key, value].iter().any(|v| vars.contains(v)) {
            return;
        }
        let [key, value] = [key, value].map(|v| self.name(copy, v));
        let powers = (0..=32).map(|s| {
            format!(
                "(and (= {key} {}) (= {value} {}))",
                POWER_KEY + s,
                1u64 << s
            )
        });
        let powers: Vec<String> = powers.collect();
        self.assert(&format!(
            "(or (and (<= {key} 255) (= {value} 0)) {})",
            powers.join(" ")
        ));
    }

    /// "A polynomial has two values in the two copies".
    pub fn differs(&mut self, a: &Poly, b: &Poly) -> Option<String> {
        let [a, b] = [self.term(0, a)?, self.term(1, b)?];
        let scaled = |term: &Term, other: &Term| {
            format!(
                "(* {} {})",
                1u64 << other.scale.saturating_sub(term.scale),
                term.text
            )
        };
        Some(format!("(not (= {} {}))", scaled(&a, &b), scaled(&b, &a)))
    }

    /// "The value of a polynomial is none of low..=high".
    pub fn outside(&mut self, poly: &Poly, low: i128, high: i128) -> Option<String> {
        let term = self.term(0, poly)?;
        let unit = 1i128 << term.scale;
        Some(format!(
            "(or (not (<= {} {} {})) (not (= 0 (mod {} {unit}))))",
            literal(low * unit),
            term.text,
            literal(high * unit),
            term.text
        ))
    }

    pub fn check(&self, solver: &mut Solver, limit: u64) -> Answer {
        solver.check(&self.text, limit)
    }

    /// The values of the declared cells in the model of the query that was just satisfied, by copy.
    pub fn model_values(&self, solver: &mut Solver) -> [BTreeMap<Var, Fr>; 2] {
        let cells: Vec<(String, usize, Var)> = self
            .declared
            .iter()
            .filter_map(|(name, meaning)| match meaning {
                Meaning::Cell(copy, v) => Some((name.clone(), *copy, *v)),
                _ => None,
            })
            .collect();
        let names: Vec<String> = cells.iter().map(|(name, _, _)| name.clone()).collect();
        let mut values: [BTreeMap<Var, Fr>; 2] = Default::default();
        for ((_, copy, v), value) in cells.iter().zip(solver.values(&names)) {
            let magnitude = Fr::from_u128(value.unsigned_abs());
            let value = if value < 0 { -magnitude } else { magnitude };
            for (i, values) in values.iter_mut().enumerate() {
                if *copy == 2 || *copy == i {
                    values.insert(*v, value);
                }
            }
        }
        values
    }

    /// Asserts that the declared constants of copy 0 have the values of an assignment.
    pub fn assert_values(&mut self, value: impl Fn(Var) -> Fr) {
        for (name, meaning) in self.declared.clone() {
            let formula = match meaning {
                Meaning::Cell(_, v) if self.is_bit(v) => {
                    format!("(= {name} {})", value(v) == Fr::ONE)
                }
                Meaning::Cell(_, v) => {
                    let value =
                        small(value(v)).unwrap_or_else(|| panic!("{name} is a small integer"));
                    format!("(= {name} {})", literal(value))
                }
                Meaning::Product(vars) => {
                    let product: i128 = vars
                        .iter()
                        .map(|&v| small(value(v)).expect("small"))
                        .product();
                    format!("(= {name} {})", literal(product))
                }
                Meaning::Other => continue,
            };
            self.assert(&formula);
        }
    }
}

/// A number as SMT-LIB writes it.
fn literal(value: i128) -> String {
    if value < 0 {
        format!("(- {})", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

/// Why an assignment is not one of the step: a constraint or a lookup.
pub(super) fn violated(model: &Model, values: &BTreeMap<Var, Fr>) -> Vec<String> {
    let get = |v: Var| values.get(&v).copied().unwrap_or(Fr::ZERO);
    let mut violated: Vec<String> = model
        .constraints
        .iter()
        .filter(|(_, factors)| {
            factors
                .iter()
                .all(|factor| factor.evaluate(get) != Fr::ZERO)
        })
        .map(|(name, _)| name.clone())
        .collect();
    let bits = model
        .bits
        .iter()
        .filter(|&&bit| get(bit) * (Fr::ONE - get(bit)) != Fr::ZERO);
    violated.extend(bits.map(|bit| format!("{bit:?} is a bit")));
    let found = |tag: u64, key: Fr, value: Fr| {
        let key = small(key).and_then(|key| u64::try_from(key).ok());
        let row = key.and_then(|key| model.tables.position(tag, key));
        row.is_some_and(|row| Fr::from(model.tables.rows[row].value) == value)
    };
    for row in 0..ROWS_PER_STEP {
        let [part, its_spread] = PART.map(|column| get(Var::Cell { column, row }));
        let is_right = small(part)
            .filter(|part| (0..1 << PART_BITS).contains(part))
            .is_some_and(|part| Fr::from(spread(part as u64)) == its_spread);
        if model.lookups.limbs && !is_right {
            violated.push(format!("lookup of the limbs on row {row}"));
        }
    }
    for slot in 0..4 {
        let [key, value] = model.lane(slot).map(get);
        if model.lookups.lanes && lane_tag(slot).is_some_and(|tag| !found(tag, key, value)) {
            violated.push(format!("lookup of the lane of slot {slot}"));
        }
        let number = get(var(model.layout.range(slot)));
        if model.lookups.ranges && range_tag(slot).is_some_and(|tag| !found(tag, number, Fr::ZERO))
        {
            violated.push(format!("lookup of the range of slot {slot}"));
        }
    }
    for slot in 0..=4 {
        let v = Var::Cell {
            column: column::ADDRESS,
            row: slot * ROWS_PER_SLOT,
        };
        let (low, high) = model.range(v).expect("an address");
        if !small(get(v)).is_some_and(|address| (low..=high).contains(&address)) {
            violated.push(format!("slot {slot} accesses a cell"));
        }
    }
    violated
}
