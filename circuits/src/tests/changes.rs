//! Verdicts on witnesses that differ from an honest one in a few cells: looked at where they differ, so that there can be many, and the
//! search for changes that make up for each other.
//!
//! Every constraint of the first phase is evaluated under its own name on the rows that see a changed cell. Of the second phase's
//! arguments it is asked what they show: is every looked-up tuple an entry (multiplicities follow), and are the tuples written the
//! tuples read (their products, at two pairs of challenges). `verdicts_are_those_of_the_verifier` (mutations) checks that by proofs.

use super::{Run, queried};
use crate::Profile;
use crate::instance::instance_column;
use crate::job::mark_columns;
use crate::layout::{ROWS_PER_STEP, column};
use crate::lookups::{Lookup, lookups};
use crate::tables::Tables;
use crate::witness::{field, fixed_columns, small};
use ff::Field;
use halo2_proofs::plonk::Expression;
use halo2curves::bn256::Fr;
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeSet, HashMap};

/// A first-phase cell with another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub column: usize,
    pub row: usize,
    pub value: Fr,
}

/// What refuses a change: a constraint or a lookup by its place in the list and the row, or the memory argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Constraint(usize, usize),
    Lookup(usize, usize),
    Memory,
}

/// An expression and the advice cells that it reads, as column and rotation.
struct Reading {
    expression: Expression<Fr>,
    reads: Vec<(usize, i32)>,
}

impl Reading {
    fn new(expression: Expression<Fr>) -> Self {
        let reads = reads(&expression);
        Reading { expression, reads }
    }

    /// The rows on which it sees this cell.
    fn rows(&self, column: usize, row: usize) -> impl Iterator<Item = usize> {
        let rotations = self.reads.iter().filter(move |read| read.0 == column);
        rotations.filter_map(move |&(_, rotation)| row.checked_sub(rotation as usize))
    }
}

/// The parts of a lookup: on, tag, key, value, high value; and what they read together.
struct LookupParts {
    on: Reading,
    tuple: [Expression<Fr>; 4],
    all: Reading,
}

/// Sees changes of one honest witness.
pub(super) struct Judge {
    constraints: Vec<Reading>,
    /// Their names.
    names: Vec<String>,
    /// A constraint that is left out.
    left_out: Option<usize>,
    lookups: Vec<LookupParts>,
    /// Numerators and denominators of the running products, and what they read.
    products: Vec<[Reading; 2]>,
    /// The rows that belong to registers, in a segment.
    pub registers: usize,
    fixed: Vec<Vec<Fr>>,
    /// The honest first phase, or a changed one for a moment.
    columns: Vec<Vec<Fr>>,
    instance: Vec<Vec<Fr>>,
    challenges: [[Fr; 2]; 2],
    tables: Tables,
    /// The low and high words of the program.
    image: Vec<[Fr; 2]>,
    twins: Twins,
}

/// What reads and writes tuples of the memory argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Party {
    Register,
    Cell,
    Boot,
}

impl Party {
    const ALL: [Party; 3] = [Party::Register, Party::Cell, Party::Boot];

    fn columns(self) -> &'static [usize] {
        use column::*;
        match self {
            Party::Register => &[REGISTER, BEFORE, AFTER, REGISTER_PREVIOUS],
            Party::Cell => &[ADDRESS, PREVIOUS, LO, HI, NEW_LO, NEW_HI],
            Party::Boot => &[
                BOOT_ADDRESS,
                REGION,
                LAST_TIME,
                LAST_LO,
                LAST_HI,
                FIRST_LO,
                FIRST_HI,
            ],
        }
    }
}

/// For each party on a row the ones that write what it reads or read what it writes.
type Twins = HashMap<(usize, Party), Vec<(usize, Party)>>;

impl Judge {
    /// Of the honest witness of a run whose constraints are [unfolded](crate::deletion::switch::unfolded).
    pub fn new(run: &Run, rng: &mut ChaCha8Rng) -> Self {
        let columns = &run.config.columns;
        let profile = columns.profile;
        let all_lookups = queried(&run.cs, columns, lookups);
        let first_phase = columns.advice.len();
        let of_first_phase = |reading: &Reading| {
            let mut columns = reading.reads.iter().map(|&(column, _)| column);
            columns.all(|column| column < first_phase)
        };
        let constraints = run.cs.gates().iter().flat_map(|gate| {
            let polynomials = gate.polynomials().iter().enumerate();
            polynomials.map(|(i, polynomial)| {
                let name = gate.constraint_name(i).to_owned();
                (Reading::new(polynomial.clone()), name)
            })
        });
        let (constraints, names) = constraints
            .filter(|(reading, _)| of_first_phase(reading))
            .unzip();
        let parts = |Lookup { on, tuple, .. }: Lookup| {
            let tuple = [tuple.tag.0, tuple.key.0, tuple.value.0, tuple.high.0];
            let sum = tuple.iter().cloned().fold(on.0.clone(), |a, b| a + b);
            LookupParts {
                on: Reading::new(on.0),
                tuple,
                all: Reading::new(sum),
            }
        };
        let products = run.config.products.iter();
        let witness = run.witness();
        let challenges = [(); 2].map(|()| [(); 2].map(|()| Fr::from(rng.r#gen::<u64>()).square()));
        let words = run.program.double_words.iter();
        // Products and shares are compared by the second phase alone.
        let instance = match &run.job {
            None => vec![instance_column(&profile, &run.statement, Fr::ONE, Fr::ONE)],
            Some(job) => {
                let numbers = job.segment().known(&profile, run.statement.answer);
                let numbers = numbers.into_iter().chain([Fr::ZERO]);
                let numbers = numbers.map(|number| vec![number; profile.used_rows() + 1]);
                mark_columns(&profile).into_iter().chain(numbers).collect()
            }
        };
        let registers = match profile.segmented {
            true => profile.register_cells() * ROWS_PER_STEP,
            false => 0,
        };
        Judge {
            constraints,
            names,
            left_out: None,
            lookups: all_lookups.into_iter().map(parts).collect(),
            products: products
                .map(|ratio| [&ratio.0, &ratio.1].map(|side| Reading::new(side.clone())))
                .collect(),
            registers,
            fixed: fixed_columns(&run.cs, &run.config, &run.program),
            columns: witness.first_phase().to_vec(),
            instance,
            challenges,
            tables: Tables::new(&profile),
            image: words.map(|word| [word.lo, word.hi].map(Fr::from)).collect(),
            twins: twins(witness.first_phase(), &profile, registers),
        }
    }

    /// A cell of the honest witness.
    pub fn cell(&self, column: usize, row: usize) -> Fr {
        self.columns[column][row]
    }

    /// The names of the constraints.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// From now on the constraint at this place counts for nothing.
    pub fn leave_out(&mut self, constraint: usize) {
        self.left_out = Some(constraint);
    }

    /// Everything that refuses these changes; nothing twice.
    pub fn refusals(&mut self, changes: &[Change]) -> Vec<Refusal> {
        let before = self.memory(changes);
        self.with(changes, |judge| {
            let mut all = vec![];
            for (i, constraint) in judge.constraints.iter().enumerate() {
                if judge.left_out == Some(i) {
                    continue;
                }
                for row in judge.rows(constraint, changes) {
                    if judge.evaluate(&constraint.expression, row, None) != Fr::ZERO {
                        all.push(Refusal::Constraint(i, row));
                    }
                }
            }
            for (i, lookup) in judge.lookups.iter().enumerate() {
                for row in judge.rows(&lookup.all, changes) {
                    if !judge.finds(lookup, row) {
                        all.push(Refusal::Lookup(i, row));
                    }
                }
            }
            let after = judge.memory(changes);
            let same = before.iter().zip(&after).all(|(before, after)| {
                let ([numerator, denominator], [numerator_now, denominator_now]) = (before, after);
                *numerator_now * denominator == *denominator_now * numerator
            });
            if !same {
                all.push(Refusal::Memory);
            }
            all
        })
    }

    /// Does `body` with the changes made.
    fn with<T>(&mut self, changes: &[Change], body: impl FnOnce(&mut Self) -> T) -> T {
        let honest: Vec<Fr> = changes.iter().map(|c| self.cell(c.column, c.row)).collect();
        for &Change { column, row, value } in changes {
            self.columns[column][row] = value;
        }
        let result = body(self);
        for (change, honest) in changes.iter().zip(honest) {
            self.columns[change.column][change.row] = honest;
        }
        result
    }

    /// The rows on which an expression sees a changed cell.
    fn rows(&self, reading: &Reading, changes: &[Change]) -> BTreeSet<usize> {
        let rows = changes.iter();
        rows.flat_map(|change| reading.rows(change.column, change.row))
            .collect()
    }

    /// Numerator and denominator of the products on the rows with changed cells, at both pairs of challenges.
    fn memory(&self, changes: &[Change]) -> [[Fr; 2]; 2] {
        self.challenges.map(|challenges| {
            let mut sides = [Fr::ONE; 2];
            for (i, product) in self.products.iter().enumerate() {
                let [of_numerator, of_denominator] =
                    product.each_ref().map(|side| self.rows(side, changes));
                for row in of_numerator.union(&of_denominator).copied() {
                    // Boot cells count on second rows, and so do registers.
                    let counts = match i {
                        0 => true,
                        1 => row % ROWS_PER_STEP == 1 && row >= self.registers,
                        _ => row % ROWS_PER_STEP == 1 && row < self.registers,
                    };
                    if !counts {
                        continue;
                    }
                    for (side, reading) in sides.iter_mut().zip(product) {
                        *side *= self.evaluate(&reading.expression, row, Some(challenges));
                    }
                }
            }
            sides
        })
    }

    /// Is what is looked up an entry?
    fn finds(&self, lookup: &LookupParts, row: usize) -> bool {
        if self.evaluate(&lookup.on.expression, row, None) == Fr::ZERO {
            return true;
        }
        let [tag, key, value, high] = self.tuple(lookup, row);
        let Some((tag, key)) = small(tag).zip(small(key)) else {
            return false;
        };
        self.entry(tag, key) == Some([value, high])
    }

    fn tuple(&self, lookup: &LookupParts, row: usize) -> [Fr; 4] {
        [0, 1, 2, 3].map(|i| self.evaluate(&lookup.tuple[i], row, None))
    }

    /// Value and high value of an entry.
    fn entry(&self, tag: u64, key: u64) -> Option<[Fr; 2]> {
        let place = self.tables.place(tag, key)?;
        Some(match place.lane {
            0 => [Fr::from(self.tables.rows[place.row].value), Fr::ZERO],
            1 | 2 => [Fr::ZERO; 2],
            _ => self.image.get(key as usize).copied().unwrap_or_default(),
        })
    }

    fn evaluate(&self, expression: &Expression<Fr>, row: usize, challenges: Option<[Fr; 2]>) -> Fr {
        let get = |column: &[Fr], rotation: i32| {
            let value = column.get(row + rotation as usize);
            value.copied().unwrap_or(Fr::ZERO)
        };
        expression.evaluate(
            &|constant| constant,
            &|_| unreachable!("no selectors"),
            &|query| get(&self.fixed[query.column_index()], query.rotation().0),
            &|query| get(&self.columns[query.column_index()], query.rotation().0),
            &|query| get(&self.instance[query.column_index()], query.rotation().0),
            &|challenge| challenges.expect("the first phase has none")[challenge.index()],
            &|a| -a,
            &|a, b| a + b,
            &|a, b| a * b,
            &|a, scalar| a * scalar,
        )
    }

    /// Another change that makes up for one of these refusals: of a cell that it reads, to a value that satisfies it. `None`: none was
    /// found this time.
    pub fn make_up(
        &mut self,
        changes: &[Change],
        refusals: &[Refusal],
        rng: &mut ChaCha8Rng,
    ) -> Option<Change> {
        let refusal = *refusals.choose(rng)?;
        let reads = |reading: &Reading, row: usize| {
            let cells = reading.reads.iter();
            let cells: Vec<_> = cells
                .map(|&(c, rotation)| (c, row + rotation as usize))
                .collect();
            cells
        };
        let candidates = match refusal {
            Refusal::Constraint(i, row) => reads(&self.constraints[i], row),
            Refusal::Lookup(i, row) => reads(&self.lookups[i].all, row),
            Refusal::Memory => self.tuple_cells(changes),
        };
        let changed = |&(column, row): &(usize, usize)| {
            changes.iter().any(|c| (c.column, c.row) == (column, row))
        };
        let candidates: Vec<_> = candidates.into_iter().filter(|c| !changed(c)).collect();
        let &(column, row) = candidates.choose(rng)?;
        let value = match refusal {
            Refusal::Constraint(i, at) => self.solve(changes, column, row, |judge| {
                judge.evaluate(&judge.constraints[i].expression, at, None)
            }),
            Refusal::Lookup(i, at) => self.solve_lookup(changes, column, row, i, at, rng),
            Refusal::Memory => {
                let with = |value| [changes, &[Change { column, row, value }]].concat();
                let cells = with(Fr::ZERO);
                let [[numerator, denominator], _] = self.memory(&cells);
                self.solve(changes, column, row, |judge| {
                    let [[numerator_now, denominator_now], _] = judge.memory(&cells);
                    numerator_now * denominator - denominator_now * numerator
                })
            }
        }?;
        (value != self.cell(column, row)).then_some(Change { column, row, value })
    }

    /// The cells of the accesses and boot cells that changes are in, and of those that have the same tuples.
    fn tuple_cells(&self, changes: &[Change]) -> Vec<(usize, usize)> {
        let mut all = vec![];
        for change in changes {
            let parties = Party::ALL.into_iter();
            for party in parties.filter(|party| party.columns().contains(&change.column)) {
                let here = (change.row, party);
                let twins = self.twins.get(&here).into_iter().flatten();
                for &(row, party) in twins.chain([&here]) {
                    all.extend(party.columns().iter().map(|&column| (column, row)));
                }
            }
        }
        all
    }

    /// The value of a cell for which `defect` is zero, if that is easy to find: where it is linear, or at a bit.
    fn solve(
        &mut self,
        changes: &[Change],
        column: usize,
        row: usize,
        defect: impl Fn(&Self) -> Fr,
    ) -> Option<Fr> {
        let mut at = |value: Fr| {
            let changes = [changes, &[Change { column, row, value }]].concat();
            self.with(&changes, |judge| defect(judge))
        };
        let [zero, one, two] = [0, 1, 2].map(|value| at(Fr::from(value)));
        if zero == Fr::ZERO {
            return Some(Fr::ZERO);
        }
        if one == Fr::ZERO {
            return Some(Fr::ONE);
        }
        let slope = one - zero;
        let is_linear = two - one == slope;
        let inverse = Option::<Fr>::from(slope.invert()).filter(|_| is_linear)?;
        Some(-zero * inverse)
    }

    /// The value of a cell for which a lookup finds an entry.
    fn solve_lookup(
        &mut self,
        changes: &[Change],
        column: usize,
        row: usize,
        lookup: usize,
        at: usize,
        rng: &mut ChaCha8Rng,
    ) -> Option<Fr> {
        let mut tuples = [0, 1].map(|value| {
            let value = Fr::from(value);
            let changes = [changes, &[Change { column, row, value }]].concat();
            self.with(&changes, |judge| judge.tuple(&judge.lookups[lookup], at))
        });
        let slopes = [0, 1, 2, 3].map(|i| tuples[1][i] - tuples[0][i]);
        let [tag, key, value, _] = &mut tuples[0];
        let tag = small(*tag)?;
        // A key that is another one, and perhaps that of the value; or the value of the key.
        if let Some(inverse) = Option::<Fr>::from(slopes[1].invert()) {
            let wanted = match rng.gen_range(0..3) {
                0 => small(*value).map(unspread).unwrap_or(0),
                1 => rng.gen_range(0..256),
                _ => small(*key)? + rng.gen_range(0..3),
            };
            self.entry(tag, wanted)?;
            return Some((Fr::from(wanted) - *key) * inverse);
        }
        let inverse = Option::<Fr>::from(slopes[2].invert())?;
        let [wanted, _] = self.entry(tag, small(*key)?)?;
        Some((wanted - *value) * inverse)
    }
}

/// The inverse of [`spread`](crate::tables::spread), for the bits at even positions.
fn unspread(value: u64) -> u64 {
    (0..32).map(|i| (value >> (2 * i) & 1) << i).sum()
}

/// The [`Twins`] of an honest witness. In a segment not every cell has a boot cell, and registers have a row of their own in its place.
fn twins(columns: &[Vec<Fr>], profile: &Profile, registers: usize) -> Twins {
    // By address: the boot cell, then accesses in the order of time.
    let rows = columns[0].len() - 1;
    let mut cells: HashMap<[u8; 32], Vec<(usize, Party)>> = HashMap::new();
    for (step, row) in (1..rows).step_by(ROWS_PER_STEP).enumerate() {
        let address = match row < registers {
            true => field(profile.first_register() + step as i64),
            false => columns[column::BOOT_ADDRESS][row],
        };
        cells.insert(address.to_bytes(), vec![(row, Party::Boot)]);
    }
    let accesses = [
        (Party::Cell, column::ADDRESS),
        (Party::Register, column::REGISTER),
    ];
    let all = (0..rows)
        .flat_map(|row| accesses.map(move |(party, column)| (row, party, columns[column][row])));
    for (row, party, address) in all {
        let cell = cells.entry(address.to_bytes()).or_default();
        cell.push((row, party));
    }
    let mut twins = Twins::new();
    for chain in cells.into_values() {
        for (i, &here) in chain.iter().enumerate() {
            let next = chain[(i + 1) % chain.len()];
            if next != here {
                twins.entry(here).or_default().push(next);
                twins.entry(next).or_default().push(here);
            }
        }
    }
    twins
}

/// The advice cells that an expression reads.
fn reads(expression: &Expression<Fr>) -> Vec<(usize, i32)> {
    let join = |mut a: Vec<_>, b: Vec<_>| {
        a.extend(b);
        a
    };
    let mut all = expression.evaluate(
        &|_| vec![],
        &|_| vec![],
        &|_| vec![],
        &|query| vec![(query.column_index(), query.rotation().0)],
        &|_| vec![],
        &|_| vec![],
        &|a| a,
        &join,
        &join,
        &|a, _| a,
    );
    all.sort_unstable();
    all.dedup();
    all
}
