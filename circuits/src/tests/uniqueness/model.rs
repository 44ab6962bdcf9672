//! The constraints on one step, as the circuit has them: read off halo2's `ConstraintSystem` at the rows of a step, with the
//! values that the fixed columns have there.

use super::poly::{Factors, Poly, Var, product};
use crate::Profile;
use crate::circuit::{Params, TinyRamCircuit};
use crate::control::CONTROL_BITS;
use crate::deletion::switch;
use crate::layout::{
    CONTROL, Cell, DECODE_LANE, FIELD4_RANGE, Layout, OP_LANE, PADDING_RANGES, PART_BITS, column,
};
use crate::profile::{ROWS_PER_SLOT, ROWS_PER_STEP};
use crate::step::StepCells;
use crate::tables::{
    POWER_KEY, TAG_DECODE, TAG_FIELD4, TAG_LIMB, TAG_OP, TAG_PADDING, TAG_TIME, Tables,
    padding_bits, spread,
};
use crate::witness::{lane_tag, range_tag};
use ff::Field;
use halo2_proofs::dev::{CellValue, MockProver};
use halo2_proofs::plonk::{Circuit, ConstraintSystem, Expression};
use halo2curves::bn256::Fr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tinyram::Program;

/// The values of the fixed columns.
pub(super) struct Fixed {
    pub profile: &'static Profile,
    columns: Vec<Vec<Fr>>,
}

impl Fixed {
    pub fn new(profile: &'static Profile) -> Self {
        let program: Arc<Program> = super::super::program(profile, "answer 0");
        let circuit = TinyRamCircuit::new(profile, program);
        let mock = MockProver::run(profile.k, &circuit, vec![vec![]]).expect("no witness needed");
        let value = |cell: &CellValue<Fr>| match cell {
            CellValue::Assigned(value) => *value,
            _ => Fr::ZERO,
        };
        let columns = mock
            .fixed()
            .iter()
            .map(|column| column.iter().map(value).collect())
            .collect();
        Fixed { profile, columns }
    }

    /// Rows of the steps but the first and the last.
    fn inner_steps(&self) -> impl Iterator<Item = usize> + '_ {
        let rows = ROWS_PER_STEP;
        (1..self.profile.steps - 1).map(move |step| self.profile.first_step_row() + step * rows)
    }

    /// The selectors are the same around every step but the first and the last, which have more constraints, not fewer: so
    /// what holds of one step holds of all.
    pub fn assert_steps_are_alike(&self) {
        let mut cs = ConstraintSystem::default();
        let columns = TinyRamCircuit::configure_with_params(&mut cs, Params(*self.profile));
        let rows = ROWS_PER_STEP;
        for selector in [columns.slot, columns.step] {
            let values = &self.columns[selector.index()];
            let around = |row: usize| &values[row - rows..row + 2 * rows];
            let mut steps = self.inner_steps();
            let first = around(steps.next().expect("a profile has steps"));
            assert!(steps.all(|row| around(row) == first));
        }
    }
}

/// What a memory access reads or writes: address, low word, high word.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub read: [Poly; 3],
    pub written: [Poly; 3],
}

/// The constraints on one step.
pub(super) struct Model<'a> {
    pub profile: &'static Profile,
    pub layout: Layout,
    pub tables: &'a Tables,
    /// Those of the gate "step", by name.
    pub constraints: Vec<(String, Factors)>,
    /// Cells of the step that a constraint makes 0 or 1.
    pub bits: BTreeSet<Var>,
    /// The four accesses of the memory argument.
    pub accesses: Vec<Access>,
    pub lookups: Lookups,
}

/// Which lookups are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lookups {
    /// Those of all limbs, so that a part has 16 bits and its spread is one. Without one of them a part may be anything.
    pub limbs: bool,
    pub lanes: bool,
    pub ranges: bool,
}

pub(super) fn var(cell: Cell) -> Var {
    Var::Cell {
        column: cell.column,
        row: cell.row,
    }
}

/// An expression with its products kept apart.
fn factors(expression: &Expression<Fr>, fixed: impl Fn(usize, i32) -> Fr) -> Factors {
    let one = |poly: Poly| vec![poly];
    expression.evaluate(
        &|value| one(Poly::constant(value)),
        &|_| unreachable!("no selectors"),
        &|query| {
            one(Poly::constant(fixed(
                query.column_index(),
                query.rotation().0,
            )))
        },
        &|query| {
            let row =
                usize::try_from(query.rotation().0).expect("a step looks at no row before it");
            let column = query.column_index();
            one(Poly::var(Var::Cell { column, row }))
        },
        &|_| unreachable!("no step reads the instance"),
        &|challenge| one(Poly::var(Var::Challenge(challenge.index()))),
        &|a| [one(Poly::constant(-Fr::ONE)), a].concat(),
        &|a, b| one(product(&a).plus(&product(&b))),
        &|a, b| [a, b].concat(),
        &|a, scalar| [one(Poly::constant(scalar)), a].concat(),
    )
}

/// Without constant factors; `None` if the product is zero.
pub(super) fn simplify(factors: impl IntoIterator<Item = Poly>) -> Option<Factors> {
    let (constants, others): (Vec<Poly>, Vec<Poly>) = factors
        .into_iter()
        .partition(|factor| factor.as_constant().is_some());
    match constants.iter().any(Poly::is_zero) {
        true => None,
        false if others.is_empty() => Some(vec![Poly::constant(1)]),
        false => Some(others),
    }
}

impl<'a> Model<'a> {
    /// Exports the constraints, as the thread's switches of [`switch`] leave them.
    pub fn new(fixed: &Fixed, tables: &'a Tables) -> Self {
        let profile = fixed.profile;
        let layout = Layout::new(profile);
        let mut cs = ConstraintSystem::default();
        let columns =
            switch::unfolded(|| TinyRamCircuit::configure_with_params(&mut cs, Params(*profile)));
        let first = profile.first_step_row() + ROWS_PER_STEP;
        // The polynomials of a gate, read at row `row` of the step. Their variables are named relative to the step.
        let gate = |name: &str, row: usize| -> Vec<(String, Factors)> {
            let gates = cs.gates().iter().filter(|gate| gate.name() == name);
            let polynomials = gates.flat_map(|gate| {
                gate.polynomials()
                    .iter()
                    .enumerate()
                    .map(move |(i, p)| (gate.constraint_name(i), p))
            });
            polynomials
                .filter_map(|(name, polynomial)| {
                    let fixed = |column: usize, rotation: i32| {
                        fixed.columns[column][(first + row)
                            .checked_add_signed(rotation as isize)
                            .expect("a row")]
                    };
                    let factors = simplify(factors(polynomial, fixed))?;
                    Some((
                        name.to_owned(),
                        factors.iter().map(|f| shift(f, row)).collect(),
                    ))
                })
                .collect()
        };

        let bits = (0..ROWS_PER_STEP)
            .flat_map(|row| gate("bits", row))
            .map(|(name, factors)| {
                let product = product(&factors);
                let bit = *product.vars().first().expect("a bit");
                let boolean = Poly::var(bit).minus(&Poly::var(bit).times(&Poly::var(bit)));
                assert_eq!(product, boolean, "{name}");
                bit
            })
            .collect();

        let helper = columns.helper.index();
        let accesses = (0..4)
            .map(|slot| {
                let row = slot * ROWS_PER_SLOT;
                let gates = gate("memory", row);
                let [(_, factors)] = gates.as_slice() else {
                    panic!("one memory constraint on a slot row: {gates:?}")
                };
                access(
                    &product(factors),
                    |row| Var::Cell {
                        column: helper,
                        row: row + 1,
                    },
                    row,
                )
            })
            .collect();

        let looked_up = |row: usize, name: &str, value: Poly, fractions: &[Fraction]| {
            let gates = gate("lookups", row);
            let (_, factors) = gates
                .iter()
                .find(|(other, _)| other == name)
                .unwrap_or_else(|| panic!("no {name:?} on row {row}"));
            lookups(&product(factors), value, fractions)
        };
        let mut found = BTreeSet::new();
        for slot in 0..4 {
            let [row, second] = [0, 1].map(|part| slot * ROWS_PER_SLOT + part);
            let at = |column| Poly::var(Var::Cell { column, row });
            let (of_helper, of_range) = first_row(&layout, slot);
            let sum = columns.sum.index();
            let growth = |row: usize| {
                let cell = |row| Poly::var(Var::Cell { column: sum, row });
                cell(row + 1).minus(&cell(row))
            };
            let now = fixed.columns[columns.now().index()][first + row];
            let time = |key: Poly| tuple(&Poly::constant(TAG_TIME), &key, &Poly::default());
            let passed = Poly::constant(now - Fr::ONE);
            let served = |row: usize, tuple: Poly| Fraction {
                numerator: Poly::var(Var::Cell {
                    column: column::USES,
                    row,
                })
                .times_constant(-Fr::ONE),
                tuple,
            };
            let one = Poly::constant(1);
            let since = Fraction {
                numerator: one,
                tuple: time(passed.clone().minus(&at(column::PREVIOUS))),
            };
            let on_helper = looked_up(row, "lookups: limbs and lane", at(helper), &of_helper);
            let on_first = looked_up(
                row,
                "lookups: running sum on first rows",
                growth(row).minus(&at(helper)),
                &[of_range, since, served(row, time(passed))],
            );
            let table = columns
                .table
                .map(|column| Poly::constant(fixed.columns[column.index()][first + second]));
            let mut of_second = limbs(&layout, second);
            of_second.push(served(second, tuple(&table[0], &table[1], &table[2])));
            let on_second = looked_up(
                second,
                "lookups: running sum on second rows",
                growth(second),
                &of_second,
            );
            let number = of_second.len() - 1;
            let all = |on: &[bool]| on.iter().all(|&on| on);
            found.insert((
                all(&on_helper[..number]) && all(&on_second[..number]),
                lane_tag(slot).map(|_| on_helper[number]),
                range_tag(slot).map(|_| on_first[0]),
            ));
        }
        let lookups = Lookups {
            limbs: found.iter().all(|(limbs, ..)| *limbs),
            lanes: found.iter().all(|(_, lane, _)| lane.unwrap_or(true)),
            ranges: found.iter().all(|(.., range)| range.unwrap_or(true)),
        };

        Model {
            profile,
            layout,
            tables,
            constraints: gate("step", 0),
            bits,
            accesses,
            lookups,
        }
    }

    pub fn access(&self, slot: usize, column: usize) -> Var {
        var(self.layout.access(slot, column))
    }

    /// The same cell of the next step.
    pub fn next(&self, cell: Cell) -> Var {
        Var::Cell {
            column: cell.column,
            row: cell.row + ROWS_PER_STEP,
        }
    }

    pub fn control_bit(&self, index: usize) -> Var {
        var(self.layout.bit(CONTROL + index))
    }

    pub fn lane(&self, slot: usize) -> [Var; 2] {
        self.layout.lane(slot).map(var)
    }

    /// The cells of the decoder's lane and of field 4 by the rows of the table that they may find.
    pub fn decoder_rows(&self) -> BTreeMap<Var, Poly> {
        let scaled = |var, shift: u32| Poly::var(var).times_constant(Fr::from(1 << shift));
        let register_bits = self.profile.arch().register_bits();
        let [key, value] = self.lane(DECODE_LANE);
        let mut rows = BTreeMap::from([
            (
                key,
                scaled(Var::Operation, register_bits).plus(&Poly::var(Var::Field3)),
            ),
            (
                value,
                Poly::var(Var::Control).plus(&scaled(Var::Field3, CONTROL_BITS as u32)),
            ),
        ]);
        if self.lookups.ranges {
            rows.insert(var(self.layout.range(FIELD4_RANGE)), Poly::var(Var::Field4));
        }
        rows
    }

    /// Operation and packed control bits of every row of the decode table, after a check that [`Model::decoder_rows`] are
    /// exactly the rows of the table, and the other lookups find what [`Model::range`] says.
    pub fn operations(&self) -> Vec<(u64, u64)> {
        let k = self.profile.arch().register_bits();
        let part = |tag| {
            let rows = self.tables.rows.iter().filter(move |row| row.tag == tag);
            rows.map(|row| (row.key, row.value))
                .collect::<BTreeSet<_>>()
        };
        let decode = part(TAG_DECODE);
        let operations: BTreeSet<(u64, u64)> = decode
            .iter()
            .map(|(key, value)| (key >> k, value & ((1 << CONTROL_BITS) - 1)))
            .collect();
        let expected = operations.iter().flat_map(|(operation, control)| {
            (0..1 << k).map(move |field3| {
                (
                    (operation << k) + field3,
                    control + (field3 << CONTROL_BITS),
                )
            })
        });
        assert_eq!(decode, expected.collect());
        let up_to = |bits: u32| (0..1 << bits).map(|key| (key, 0)).collect();
        assert_eq!(part(TAG_FIELD4), up_to(k));
        assert_eq!(part(TAG_PADDING), up_to(padding_bits(k)));
        let bytes = (0..256).map(|byte| (byte, 0));
        let powers = (0..=32).map(|s| (POWER_KEY + s, 1 << s));
        assert_eq!(part(TAG_OP), bytes.chain(powers).collect());
        // So a part has 16 bits and its spread is one: `spreads_of_parts_are_made_of_those_of_limbs`.
        let limbs = (0..1 << self.layout.limb_bits).map(|limb| (limb, spread(limb)));
        assert_eq!(part(TAG_LIMB), limbs.collect());
        operations.into_iter().collect()
    }

    /// The integers that a variable may be: by a lookup, as a bit, as the address of a cell of the memory argument, or because
    /// the words and the pc that the step starts with are right (the induction hypothesis). `None`: any field element.
    pub fn range(&self, v: Var) -> Option<(i128, i128)> {
        let k = self.profile.arch().register_bits();
        let up_to = |bits: u32| Some((0, (1i128 << bits) - 1));
        let base = i128::from(StepCells::memory_base(self.profile));
        let last = base + (1 << 29) - 1;
        let Lookups {
            limbs,
            lanes,
            ranges,
        } = self.lookups;
        let is_first = |row: usize| row.is_multiple_of(ROWS_PER_SLOT);
        let is = |cell: Cell| v == var(cell);
        match v {
            _ if self.bits.contains(&v) => Some((0, 1)),
            Var::Challenge(_) => None,
            Var::Operation => up_to(7),
            Var::Control => up_to(CONTROL_BITS as u32),
            Var::Field3 | Var::Field4 => up_to(k),
            Var::Cell {
                column: column::ADDRESS,
                row: 0,
            } => Some((base, last)),
            Var::Cell {
                column: column::ADDRESS,
                row,
            } if is_first(row) && row <= ROWS_PER_STEP => {
                Some((-i128::from(self.profile.num_registers), last))
            }
            // Counted by steps.
            Var::Cell {
                column: column::NEW_LO,
                row: 0,
            } => Some((0, self.profile.steps as i128)),
            Var::Cell { row, .. } if row >= ROWS_PER_STEP => None,
            Var::Cell {
                column: column::LO,
                row,
            } if is_first(row) => up_to(32),
            // Registers have no high word: the cell is another's.
            Var::Cell {
                column: column::HI,
                row,
            } if is_first(row) && row / ROWS_PER_SLOT < 2 => up_to(32),
            Var::Cell {
                column: column::PART,
                ..
            } if limbs => up_to(PART_BITS),
            Var::Cell {
                column: column::SPREAD,
                ..
            } if limbs => Some((0, MAX_SPREAD)),
            _ if lanes && is(self.layout.lane(OP_LANE)[0]) => Some((0, i128::from(POWER_KEY) + 32)),
            _ if lanes && is(self.layout.lane(OP_LANE)[1]) => Some((0, 1 << 32)),
            _ if ranges
                && PADDING_RANGES
                    .iter()
                    .any(|&slot| is(self.layout.range(slot))) =>
            {
                up_to(padding_bits(k))
            }
            Var::Cell { .. } => None,
        }
    }

    /// What the next state is made of, by name: addresses and what they hold afterwards, pc, flag, tapes.
    pub fn outputs(&self) -> Vec<(String, Poly)> {
        let layout = &self.layout;
        let accesses = self.accesses.iter().enumerate().flat_map(|(slot, access)| {
            let names = ["address", "low word after", "high word after"];
            let named = names.map(|name| format!("slot {slot}: {name}"));
            named.into_iter().zip(access.written.clone())
        });
        let next = [
            ("next pc", layout.access(0, column::ADDRESS)),
            ("next flag", layout.bit(crate::layout::FLAG)),
            ("next tape position", layout.tape_position()),
            ("auxiliary tape ended", layout.bit(crate::layout::ENDED)),
        ];
        let next = next.map(|(name, cell)| (name.to_owned(), Poly::var(self.next(cell))));
        accesses.chain(next).collect()
    }
}

fn shift(poly: &Poly, rows: usize) -> Poly {
    let moved = |var: Var| match var {
        Var::Cell { column, row } => Var::Cell {
            column,
            row: row + rows,
        },
        other => other,
    };
    poly.terms()
        .fold(Poly::default(), |sum, (monomial, coefficient)| {
            let mut monomial: Vec<Var> = monomial.iter().map(|&var| moved(var)).collect();
            monomial.sort_unstable();
            sum.plus_term(monomial, coefficient)
        })
}

/// The tuples of an access, from product' (gamma - read) - product (gamma - written).
fn access(polynomial: &Poly, product: impl Fn(usize) -> Var, row: usize) -> Access {
    let (this, next) = (product(row), product(row + ROWS_PER_SLOT));
    let [beta, gamma] = [Var::Challenge(0), Var::Challenge(1)];
    let mut read: [Poly; 4] = Default::default();
    let mut written: [Poly; 4] = Default::default();
    let mut gammas = Poly::default();
    for (monomial, coefficient) in polynomial.terms() {
        let count = |var: Var| monomial.iter().filter(|&&other| other == var).count();
        let rest = |without: &[Var]| {
            let rest = monomial.iter().copied();
            rest.filter(|var| !without.contains(var))
                .collect::<Vec<_>>()
        };
        if count(gamma) > 0 {
            gammas = gammas.plus_term(monomial.to_vec(), coefficient);
            continue;
        }
        let (tuple, factor) = match (count(this), count(next)) {
            (0, 1) => (&mut read, -coefficient),
            (1, 0) => (&mut written, coefficient),
            _ => panic!("not a running product"),
        };
        let component = &mut tuple[count(beta)];
        *component = component
            .clone()
            .plus_term(rest(&[this, next, beta]), factor);
    }
    let expected = Poly::var(next)
        .minus(&Poly::var(this))
        .times(&Poly::var(gamma));
    assert_eq!(gammas, expected, "a running product");
    let previous = Poly::var(Var::Cell {
        column: column::PREVIOUS,
        row,
    });
    assert_eq!(read[1], previous);
    assert!(written[1].as_constant().is_some(), "written now");
    let components = |[address, _, lo, hi]: [Poly; 4]| [address, lo, hi];
    Access {
        read: components(read),
        written: components(written),
    }
}

/// The largest spread of a part: ones at all even places.
pub(super) const MAX_SPREAD: i128 = 0x5555_5555;

/// A lookup of a tuple, as the lookup argument may have it.
struct Fraction {
    numerator: Poly,
    tuple: Poly,
}

/// (tag, key, value) as one element.
fn tuple(tag: &Poly, key: &Poly, value: &Poly) -> Poly {
    let beta = Poly::var(Var::Challenge(0));
    value.times(&beta).plus(tag).times(&beta).plus(key)
}

/// The limbs of a row, high one first.
fn limbs(layout: &Layout, row: usize) -> Vec<Fraction> {
    let cell = |column| Poly::var(Var::Cell { column, row });
    let limb = |key: &Poly, value: &Poly| Fraction {
        numerator: Poly::constant(1),
        tuple: tuple(&Poly::constant(TAG_LIMB), key, value),
    };
    let (part, spread) = (cell(column::PART), cell(column::SPREAD));
    if !layout.has_two_limbs() {
        return vec![limb(&part, &spread)];
    }
    let (high, high_spread) = (cell(column::LIMB), cell(column::LIMB_SPREAD));
    let rest =
        |all: Poly, high: &Poly, bits: u32| all.minus(&high.times_constant(Fr::from(1 << bits)));
    vec![
        limb(&high, &high_spread),
        limb(
            &rest(part, &high, layout.limb_bits),
            &rest(spread, &high_spread, 2 * layout.limb_bits),
        ),
    ]
}

/// What the first row of a slot looks up: limbs and lane, and the range. Numerator and tag are zero in slots that have none.
fn first_row(layout: &Layout, slot: usize) -> (Vec<Fraction>, Fraction) {
    let cell = |cell: Cell| Poly::var(var(cell));
    let numerator = |tag: Option<u64>| Poly::constant(u64::from(tag.is_some()));
    let tag = |tag: Option<u64>| Poly::constant(tag.unwrap_or(0));
    let [key, value] = layout.lane(slot).map(cell);
    let mut of_helper = limbs(layout, slot * ROWS_PER_SLOT);
    of_helper.push(Fraction {
        numerator: numerator(lane_tag(slot)),
        tuple: tuple(&tag(lane_tag(slot)), &key, &value),
    });
    let range = Fraction {
        numerator: numerator(range_tag(slot)),
        tuple: tuple(
            &tag(range_tag(slot)),
            &cell(layout.range(slot)),
            &Poly::default(),
        ),
    };
    (of_helper, range)
}

/// Which of the fractions the constraint adds up, by comparing it with what each choice would be: `value` is the sum of the
/// fractions numerator / (gamma - tuple).
fn lookups(polynomial: &Poly, value: Poly, fractions: &[Fraction]) -> Vec<bool> {
    let gamma = Poly::var(Var::Challenge(1));
    let denominators: Vec<Poly> = fractions
        .iter()
        .map(|f| gamma.clone().minus(&f.tuple))
        .collect();
    let without = |i: usize, first: &Poly| {
        let others = denominators.iter().enumerate().filter(|&(j, _)| j != i);
        others.fold(first.clone(), |product, (_, other)| product.times(other))
    };
    let all = without(fractions.len(), &value);
    let terms: Vec<Poly> = fractions
        .iter()
        .enumerate()
        .map(|(i, f)| without(i, &f.numerator))
        .collect();
    let choices = (0..1 << fractions.len()).rev().map(|choice: u32| {
        (0..fractions.len())
            .map(|i| choice >> i & 1 == 1)
            .collect::<Vec<_>>()
    });
    let matching = |on: &Vec<bool>| {
        let looked_up = terms.iter().zip(on).filter(|(_, on)| **on);
        *polynomial == looked_up.fold(all.clone(), |sum, (term, _)| sum.minus(term))
    };
    choices
        .into_iter()
        .find(matching)
        .expect("a sum of fractions of the row's tuples")
}
