//! The circuit: T unrolled steps of two rows, then the row where sums and products close.
//!
//! Every constraint has a name and degree at most 5, and reads its row and the next. There is no permutation argument and no native
//! lookup: values meet on neighbouring rows, by the memory argument, or by the lookup argument.

use crate::columns::{At, CLOSING_ROW, Columns, FIRST_ROW, IMAGE_LANES, LAST_STEP, Marks};
use crate::deletion::part;
use crate::expr::{Expr, not};
use crate::layout::{BIT_CELLS, Cell, Layout, ROWS_PER_STEP};
use crate::profile::Profile;
use crate::step::{StepCells, second_row};
use crate::tables::Tables;
use crate::{lookups, memory};
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner};
use halo2_proofs::plonk::{Circuit, Column, ConstraintSystem, Error, Expression, Fixed};
use halo2curves::bn256::Fr;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use tinyram::Program;

/// Parameters of [`TinyRamCircuit::configure_with_params`].
#[derive(Clone, Copy, Debug)]
pub struct Params(pub Profile);

impl Default for Params {
    fn default() -> Self {
        Params(crate::profile::PROFILES[0])
    }
}

/// Numerator and denominator, to evaluate on each row.
#[derive(Clone, Debug)]
pub(crate) struct Ratio(pub Expression<Fr>, pub Expression<Fr>);

impl From<lookups::Fraction> for Ratio {
    fn from(fraction: lookups::Fraction) -> Self {
        Ratio(fraction.numerator.0, fraction.denominator.0)
    }
}

/// A lookup that counts: where it is done, its tag and key.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    #[cfg(test)]
    pub name: &'static str,
    pub on: Expression<Fr>,
    pub tag: Expression<Fr>,
    pub key: Expression<Fr>,
}

impl From<lookups::Lookup> for Counted {
    fn from(lookup: lookups::Lookup) -> Self {
        Counted {
            #[cfg(test)]
            name: lookup.name,
            on: part(lookup.name, lookup.on).0,
            tag: lookup.tuple.tag.0,
            key: lookup.tuple.key.0,
        }
    }
}

/// The circuit's columns, and what the witness computes by the constraints' own expressions.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) columns: Columns,
    /// What the running sum of the lookup argument grows by beside the helpers, then the helpers.
    pub(crate) sums: Vec<Ratio>,
    /// What the running products grow by: of the accesses, and on second rows of the boot cells; in a segment then of the registers.
    pub(crate) products: Vec<Ratio>,
    /// The lookups.
    pub(crate) lookups: Vec<Counted>,
}

/// The circuit of a profile, with a program in its image columns. For keys: proofs are made from a
/// [`Witness`](crate::Witness) directly.
#[derive(Clone)]
pub struct TinyRamCircuit {
    profile: Profile,
    program: Arc<Program>,
}

impl TinyRamCircuit {
    /// The circuit of a profile and a program that fits it.
    pub fn new(profile: &Profile, program: Arc<Program>) -> Self {
        TinyRamCircuit {
            profile: *profile,
            program,
        }
    }
}

impl Circuit<Fr> for TinyRamCircuit {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = Params;

    fn without_witnesses(&self) -> Self {
        self.clone()
    }

    fn params(&self) -> Params {
        Params(self.profile)
    }

    fn configure_with_params(meta: &mut ConstraintSystem<Fr>, params: Params) -> Config {
        let columns = Columns::new(meta, &params.0);
        configure(meta, columns)
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        Self::configure_with_params(meta, Params::default())
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_region(
            || "vnTinyRAM",
            |mut region| {
                let set = |column, row, value| {
                    region.assign_fixed(column, row, Fr::from(value));
                };
                fixed_cells(&config.columns, &self.program, set);
                Ok(())
            },
        )
    }
}

/// Every cell of the fixed columns that is set, with a program in the image columns.
pub(crate) fn fixed_cells(
    columns: &Columns,
    program: &Program,
    mut set: impl FnMut(Column<Fixed>, usize, u64),
) {
    let profile = &columns.profile;
    let rows = profile.used_rows();
    for row in 0..rows {
        set(columns.used, row, 1);
        set(columns.row, row, row as u64);
        if row % ROWS_PER_STEP == 0 {
            set(columns.first, row, 1);
        } else if row / ROWS_PER_STEP >= profile.register_cells() {
            // The first steps' boot cells are the registers'.
            set(columns.memory, row, 1);
        }
    }
    if let Marks::Fixed(mark) = columns.marks {
        let marks = [FIRST_ROW, LAST_STEP, CLOSING_ROW];
        for (row, value) in profile.marked_rows().into_iter().zip(marks) {
            set(mark, row, value);
        }
    }
    for (row, entry) in Tables::new(profile).rows.iter().enumerate() {
        let values = [entry.tag, entry.key, entry.value];
        for (column, value) in columns.table.into_iter().zip(values) {
            set(column, row, value);
        }
    }
    program_cells(columns, program, set);
}

/// The cells of the program's columns that are set: the double words, and the anchor, one row where every program has a 1, so that
/// no commitment is ever the identity, which the contract refuses. It is the closing row, where no constraint reads the image.
pub(crate) fn program_cells(
    columns: &Columns,
    program: &Program,
    mut set: impl FnMut(Column<Fixed>, usize, u64),
) {
    for (i, double_word) in program.double_words.iter().enumerate() {
        let lane = columns.image[i % IMAGE_LANES];
        for (column, word) in lane.into_iter().zip([double_word.lo, double_word.hi]) {
            set(column, i / IMAGE_LANES, word);
        }
    }
    set(columns.image[0][0], columns.profile.used_rows(), 1);
}

/// All gates.
fn configure(meta: &mut ConstraintSystem<Fr>, columns: Columns) -> Config {
    let named = |constraints: Vec<(&'static str, Expr)>| {
        let named = constraints.into_iter();
        named
            .map(|(name, expr)| (name.to_owned(), expr))
            .collect::<Vec<_>>()
    };
    let (mut sums, mut lookups, mut products) = (vec![], vec![], vec![]);
    gate(meta, &columns, "lookups", |at| {
        let totals = lookups::totals(at);
        sums.extend(totals.iter().cloned().map(Ratio::from));
        lookups.extend(lookups::lookups(at).into_iter().map(Counted::from));
        named(lookups::constraints(at, totals))
    });
    gate(meta, &columns, "memory", |at| {
        let ratios = memory::ratios(at);
        products.extend(ratios.all().map(Ratio::from));
        named(memory::product(at, ratios))
    });
    gate(meta, &columns, "boot", |at| named(memory::boot(at)));
    gate(meta, &columns, "bits", bits);
    gate(meta, &columns, "step", steps);
    gate(meta, &columns, "second row", |at| named(second_row(at)));
    Config {
        columns,
        sums,
        products,
        lookups,
    }
}

fn gate(
    meta: &mut ConstraintSystem<Fr>,
    columns: &Columns,
    name: &'static str,
    constraints: impl FnOnce(&mut At) -> Vec<(String, Expr)>,
) {
    meta.create_gate(name, |meta| {
        let constraints = constraints(&mut At { meta, columns });
        constraints
            .into_iter()
            .map(|(name, expr)| {
                let expr = part(&name, expr);
                (name, expr.0)
            })
            .collect::<Vec<_>>()
    });
}

/// Every bit cell of every step is 0 or 1. Read on the bit's own row.
fn bits(at: &mut At) -> Vec<(String, Expr)> {
    let layout = Layout::new(&at.columns.profile);
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for Cell { column, row } in (0..BIT_CELLS).map(|i| layout.bit(i)) {
        rows.entry(column).or_default().push(row);
    }
    let constraint = |(column, rows): (usize, Vec<usize>)| {
        let on = match rows[..] {
            [0] => at.first(),
            _ => at.used(),
        };
        let bit = at.here(column);
        (
            format!("bits of column {column} are boolean"),
            on * &bit * not(&bit),
        )
    };
    rows.into_iter().map(constraint).collect()
}

/// The steps: every step, the first, the last.
fn steps(at: &mut At) -> Vec<(String, Expr)> {
    let columns = at.columns;
    let every = at.first();
    let [first, last] = [FIRST_ROW, LAST_STEP].map(|mark| at.marked(mark));
    let (of_run, of_segment) = (at.of_run(), at.of_segment());
    let at = RefCell::new(at);
    let cells = StepCells::new(&columns.profile, |cell| at.borrow_mut().cell(cell));
    let every = cells
        .constraints()
        .into_iter()
        .map(|(name, expr)| (name, &every * expr));
    let named = |on: Expr, constraints: Vec<(&'static str, Expr)>| {
        let all = constraints.into_iter();
        all.map(move |(name, expr)| (name.to_owned(), &on * expr))
    };
    match (of_run, of_segment) {
        (Some(answer), _) => {
            let all = every.chain(named(first, cells.initial()));
            all.chain(named(last, cells.last(answer))).collect()
        }
        // A segment starts where the one before ended, and only the last one has to answer.
        (_, Some(numbers)) => {
            let last = last * not(&numbers.goes_on);
            every
                .chain(named(last, cells.last(numbers.answer)))
                .collect()
        }
        _ => unreachable!("a run or a segment"),
    }
}
