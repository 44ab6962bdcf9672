//! The constraints on one step, as the circuit has them: read off halo2's `ConstraintSystem` at the rows of a step, with the
//! values that the fixed columns have there.

use super::poly::{Factors, Poly, Var, product};
use crate::Profile;
use crate::circuit::{Params, TinyRamCircuit};
use crate::deletion::switch;
use crate::layout::{CONTROL, Cell, Layout, column};
use crate::step::StepCells;
use crate::tables::{POWER_KEY, TAG_DECODE, TAG_FIELD4, TAG_LIMB, TAG_OP, TableRow, Tables};
use crate::witness::lane_tags;
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
        let rows = self.profile.rows_per_step();
        (1..self.profile.steps - 1).map(move |step| self.profile.first_step_row() + step * rows)
    }

    /// The selectors are the same around every step but the first and the last, which have more constraints, not fewer: so
    /// what holds of one step holds of all.
    pub fn assert_steps_are_alike(&self) {
        let mut cs = ConstraintSystem::default();
        let columns = TinyRamCircuit::configure_with_params(&mut cs, Params(*self.profile));
        let rows = self.profile.rows_per_step();
        for selector in [columns.used, columns.slot, columns.step, columns.kind] {
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
    /// Are the three lookups of each row there: high limb, low limb, lane?
    pub lookups: [bool; 3],
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
        let first = profile.first_step_row() + layout.rows_per_step;
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

        let bits = (0..layout.rows_per_step)
            .flat_map(|row| gate("bits", row))
            .map(|(name, factors)| {
                let product = product(&factors);
                let bit = *product.vars().first().expect("a bit");
                let boolean = Poly::var(bit).minus(&Poly::var(bit).times(&Poly::var(bit)));
                assert_eq!(product, boolean, "{name}");
                bit
            })
            .collect();

        let second_phase = columns.product.index();
        let accesses = (0..4)
            .map(|slot| {
                let row = slot * layout.rows_per_slot;
                let gates = gate("memory", row);
                let [(_, factors)] = gates.as_slice() else {
                    panic!("one memory constraint on a slot row: {gates:?}")
                };
                access(
                    &product(factors),
                    |row| Var::Cell {
                        column: second_phase,
                        row,
                    },
                    row,
                    layout.rows_per_slot,
                )
            })
            .collect();

        let lookups: BTreeSet<[bool; 3]> = (0..layout.rows_per_step)
            .map(|row| {
                let gates = gate("lookups", row);
                let (_, factors) = gates
                    .iter()
                    .find(|(name, _)| name == "lookups: limbs and lane")
                    .expect("every row looks up");
                let fractions = Var::Cell {
                    column: columns.fractions.index(),
                    row,
                };
                lookups(
                    &product(factors),
                    &layout,
                    lane_tags(profile)[row],
                    fractions,
                    row,
                )
            })
            .collect();
        assert_eq!(lookups.len(), 1, "all rows look up the same");

        Model {
            profile,
            layout,
            tables,
            constraints: gate("step", 0),
            bits,
            accesses,
            lookups: lookups.into_iter().next().expect("one"),
        }
    }

    pub fn access(&self, slot: usize, column: usize) -> Var {
        var(self.layout.access(slot, column))
    }

    /// The same cell of the next step.
    pub fn next(&self, cell: Cell) -> Var {
        Var::Cell {
            column: cell.column,
            row: cell.row + self.layout.rows_per_step,
        }
    }

    pub fn control_bit(&self, index: usize) -> Var {
        var(self.layout.bit(CONTROL + index))
    }

    pub fn lane(&self, row: usize) -> [Var; 2] {
        [column::LANE_KEY, column::LANE_VALUE].map(|column| Var::Cell { column, row })
    }

    /// The parts of the lanes of decoder and field 4 by the rows of the table that they may find.
    pub fn decoder_rows(&self) -> BTreeMap<Var, Poly> {
        let scaled = |var, shift: u32| Poly::var(var).times_constant(Fr::from(1 << shift));
        let register_bits = self.profile.arch().register_bits();
        let extra = 10 - 2 * register_bits;
        let [key, value] = self.lane(self.layout.decode_lane());
        let [key4, value4] = self.lane(self.layout.field4_lane());
        BTreeMap::from([
            (
                key,
                scaled(Var::Operation, register_bits).plus(&Poly::var(Var::Field3)),
            ),
            (
                value,
                Poly::var(Var::Control).plus(&scaled(Var::Field3, 13)),
            ),
            (
                key4,
                scaled(Var::Field4, extra).plus(&Poly::var(Var::Extra)),
            ),
            (value4, Poly::var(Var::Field4)),
        ])
    }

    /// Operation and packed control bits of every row of the decode table, after a check that [`Model::decoder_rows`] are
    /// exactly the rows of the table, and the other lookups find what [`Model::range`] says.
    pub fn operations(&self) -> Vec<(u64, u64)> {
        let k = self.profile.arch().register_bits();
        let extra = 10 - 2 * k;
        let part = |tag| {
            let rows = self.tables.rows.iter().filter(move |row| row.tag == tag);
            rows.map(|row| (row.key, row.value))
                .collect::<BTreeSet<_>>()
        };
        let decode = part(TAG_DECODE);
        let operations: BTreeSet<(u64, u64)> = decode
            .iter()
            .map(|(key, value)| (key >> k, value & 0x1fff))
            .collect();
        let expected = operations.iter().flat_map(|(operation, control)| {
            (0..1 << k).map(move |field3| ((operation << k) + field3, control + (field3 << 13)))
        });
        assert_eq!(decode, expected.collect());
        let expected =
            (0..1 << k).flat_map(|f4| (0..1 << extra).map(move |low| ((f4 << extra) + low, f4)));
        assert_eq!(part(TAG_FIELD4), expected.collect());
        let bytes = (0..256).map(|byte| (byte, 0));
        let powers = (0..=32).map(|s| (POWER_KEY + s, 1 << s));
        assert_eq!(part(TAG_OP), bytes.chain(powers).collect());
        let limbs = part(TAG_LIMB);
        assert!(
            limbs
                .iter()
                .map(|(key, _)| *key)
                .eq(0..1 << self.layout.limb_bits)
        );
        operations.into_iter().collect()
    }

    /// Every spread has its bits at even places, and two limbs have two spreads: what the solver is told about them.
    pub fn assert_spreads_are_spread(&self) {
        let is_limb = |row: &&TableRow| row.tag == TAG_LIMB;
        let limbs = || self.tables.rows.iter().filter(is_limb);
        assert!(limbs().all(|row| row.value & 0xaaaa_aaaa == 0 && row.value >> 32 == 0));
        let distinct: BTreeSet<u64> = limbs().map(|row| row.value).collect();
        assert_eq!(distinct.len(), limbs().count());
    }

    /// The integers that a variable may be: by a lookup, as a bit, as the address of a cell of the memory argument, or because
    /// the words and the pc that the step starts with are right (the induction hypothesis). `None`: any field element.
    pub fn range(&self, v: Var) -> Option<(i128, i128)> {
        let k = self.profile.arch().register_bits();
        let up_to = |bits: u32| Some((0, (1i128 << bits) - 1));
        let base = i128::from(StepCells::memory_base(self.profile));
        let last = base + (1 << 29) - 1;
        let [limbs, lanes] = [self.lookups[0] && self.lookups[1], self.lookups[2]];
        let limb_bits = self.layout.limb_bits;
        let slot_row = |row: usize| row.is_multiple_of(self.layout.rows_per_slot);
        match v {
            _ if self.bits.contains(&v) => Some((0, 1)),
            Var::Challenge(_) => None,
            Var::Operation => up_to(7),
            Var::Control => up_to(13),
            Var::Field3 | Var::Field4 => up_to(k),
            Var::Extra => up_to(10 - 2 * k),
            Var::Cell {
                column: column::ADDRESS,
                row: 0,
            } => Some((base, last)),
            Var::Cell {
                column: column::ADDRESS,
                row,
            } if slot_row(row) && row <= self.layout.rows_per_step => {
                Some((-i128::from(self.profile.num_registers), last))
            }
            // Counted by steps.
            Var::Cell {
                column: column::NEW_LO,
                row: 0,
            } => Some((0, self.profile.steps as i128)),
            Var::Cell { row, .. } if row >= self.layout.rows_per_step => None,
            Var::Cell {
                column: column::LO | column::HI,
                row,
            } if slot_row(row) => up_to(32),
            Var::Cell {
                column: column::WORD,
                ..
            } if limbs => up_to(2 * limb_bits),
            Var::Cell {
                column: column::LIMB,
                ..
            } if self.lookups[0] => up_to(limb_bits),
            Var::Cell {
                column: column::SPREAD_HI,
                ..
            } if self.lookups[0] => up_to(2 * limb_bits),
            Var::Cell {
                column: column::SPREAD_LO,
                ..
            } if self.lookups[1] => up_to(2 * limb_bits),
            Var::Cell {
                column: column::LANE_KEY,
                row,
            } if lanes => match lane_tags(self.profile)[row] {
                TAG_LIMB => up_to(limb_bits),
                TAG_OP => Some((0, i128::from(POWER_KEY) + 32)),
                _ => None,
            },
            Var::Cell {
                column: column::LANE_VALUE,
                row,
            } if lanes && row == self.layout.op_lane() => Some((0, 1 << 32)),
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
fn access(
    polynomial: &Poly,
    product: impl Fn(usize) -> Var,
    row: usize,
    rows_per_slot: usize,
) -> Access {
    let (this, next) = (product(row), product(row + rows_per_slot));
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

/// Which of the row's three tuples the constraint looks up, by comparing it with what each choice would be.
fn lookups(
    polynomial: &Poly,
    layout: &Layout,
    lane_tag: u64,
    fractions: Var,
    row: usize,
) -> [bool; 3] {
    let cell = |column| Poly::var(Var::Cell { column, row });
    let [beta, gamma] = [0, 1].map(|i| Poly::var(Var::Challenge(i)));
    let tuple = |tag: u64, key: Poly, value: Poly| {
        let tuple = value.times(&beta).plus(&Poly::constant(tag)).times(&beta);
        gamma.clone().minus(&tuple.plus(&key))
    };
    let low = cell(column::WORD)
        .minus(&cell(column::LIMB).times_constant(Fr::from(1 << layout.limb_bits)));
    let hi = tuple(TAG_LIMB, cell(column::LIMB), cell(column::SPREAD_HI));
    let lo = tuple(TAG_LIMB, low, cell(column::SPREAD_LO));
    let lane = tuple(lane_tag, cell(column::LANE_KEY), cell(column::LANE_VALUE));
    let all = Poly::var(fractions).times(&hi).times(&lo).times(&lane);
    let terms = [lo.times(&lane), hi.times(&lane), hi.times(&lo)];
    let choices = (0..8).map(|choice| [0, 1, 2].map(|i| choice >> i & 1 == 1));
    let matching = |on: &[bool; 3]| {
        let looked_up = terms.iter().zip(on).filter(|(_, on)| **on);
        *polynomial == looked_up.fold(all.clone(), |sum, (term, _)| sum.minus(term))
    };
    choices
        .into_iter()
        .find(matching)
        .expect("a sum of fractions of the row's tuples")
}
