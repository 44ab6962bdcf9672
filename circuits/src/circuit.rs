//! The circuit: boot rows, then T unrolled steps, then the row where sums and products close.
//!
//! Every constraint has a name and degree at most 5. There is no permutation argument and no native lookup: values meet by
//! rotation, by the memory argument, or by the lookup argument.

use crate::columns::{At, Columns};
use crate::deletion::part;
use crate::expr::{Expr, not};
use crate::instance::WORDS_PER_ROW;
use crate::layout::{BIT_CELLS, Cell, Layout, column};
use crate::profile::{Profile, ROWS_PER_SLOT, ROWS_PER_STEP, WORDS_PER_SCALAR};
use crate::step::{Constraint, StepCells};
use crate::tables::Tables;
use crate::{lookups, memory};
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner};
use halo2_proofs::plonk::{Circuit, Column, ConstraintSystem, Error, Fixed};
use halo2curves::bn256::Fr;
use std::cell::RefCell;
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

/// The circuit of a profile, with a program in its image column. For keys: proofs are made from a
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

/// The values of the image column that are not zero, by row: a double word of the program takes the two rows of its boot
/// cell, low word first. So does the anchor: one row where every program has a 1, so that no commitment is ever the identity,
/// which the contract refuses. It is the closing row, where no constraint reads the image.
pub(crate) fn image_values(
    profile: &Profile,
    program: &Program,
) -> impl Iterator<Item = (usize, u64)> {
    let first = (profile.fixed_cells() - profile.image_cells) * ROWS_PER_SLOT;
    let words = program.double_words.iter().flat_map(|w| [w.lo, w.hi]);
    let anchor = (profile.used_rows(), 1);
    words
        .enumerate()
        .map(move |(i, word)| (first + i, word))
        .chain(std::iter::once(anchor))
}

impl Circuit<Fr> for TinyRamCircuit {
    type Config = Columns;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = Params;

    fn without_witnesses(&self) -> Self {
        self.clone()
    }

    fn params(&self) -> Params {
        Params(self.profile)
    }

    fn configure_with_params(meta: &mut ConstraintSystem<Fr>, params: Params) -> Columns {
        let columns = Columns::new(meta, &params.0);
        configure(meta, &columns);
        columns
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Columns {
        Self::configure_with_params(meta, Params::default())
    }

    fn synthesize(&self, columns: Columns, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_region(
            || "vnTinyRAM",
            |mut region| {
                fixed_cells(
                    &self.profile,
                    &columns,
                    &self.program,
                    |column, row, value| {
                        region.assign_fixed(column, row, Fr::from(value));
                    },
                );
                Ok(())
            },
        )
    }
}

/// Every cell of the fixed columns that is set, with a program in the image column.
pub(crate) fn fixed_cells(
    profile: &Profile,
    columns: &Columns,
    program: &Program,
    mut set: impl FnMut(Column<Fixed>, usize, u64),
) {
    for row in (0..profile.used_rows()).step_by(ROWS_PER_SLOT) {
        set(columns.slot, row, 1);
        set(columns.now(), row, time(profile, row));
    }
    for step in 0..profile.steps {
        set(
            columns.step,
            profile.first_step_row() + step * ROWS_PER_STEP,
            1,
        );
    }
    for cell in 0..profile.boot_cells() {
        let (tape, kind) = boot_kind(profile, cell);
        set(columns.tape(), cell * ROWS_PER_SLOT, tape.into());
        set(columns.kind(), cell * ROWS_PER_SLOT, kind);
    }
    for (i, entry) in Tables::new(profile).rows.iter().enumerate() {
        let values = [entry.tag, entry.key, entry.value];
        for (column, value) in columns.table.into_iter().zip(values) {
            set(column, Tables::row(i), value);
        }
    }
    for (row, word) in image_values(profile, program) {
        set(columns.image, row, word);
    }
}

/// Number of fixed columns of a profile's circuit.
pub(crate) fn fixed_columns(profile: &Profile) -> usize {
    let mut cs = ConstraintSystem::<Fr>::default();
    TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
    cs.num_fixed_columns()
}

/// The time of the slot with this first row: 1, 2, ... in the steps; of boot cells one more than all of them.
pub(crate) fn time(profile: &Profile, row: usize) -> u64 {
    match row.checked_sub(profile.first_step_row()) {
        Some(row) => (row / ROWS_PER_SLOT) as u64 + 1,
        None => 4 * profile.steps as u64 + 1,
    }
}

/// [`At::tape`] and [`At::kind`] of a boot cell.
fn boot_kind(profile: &Profile, cell: usize) -> (bool, u64) {
    let first_word = profile.num_registers as usize + 1;
    match cell.checked_sub(first_word) {
        Some(word) if word < profile.tape_cells() => {
            let ends_scalar = (word + 1).is_multiple_of(WORDS_PER_SCALAR);
            let starts_row = word.is_multiple_of(WORDS_PER_ROW);
            (true, u64::from(ends_scalar) + 2 * u64::from(starts_row))
        }
        _ => (false, u64::from(cell >= profile.fixed_cells())),
    }
}

/// All gates.
fn configure(meta: &mut ConstraintSystem<Fr>, columns: &Columns) {
    gate(meta, columns, "lookups", lookups::constraints);
    gate(meta, columns, "memory", memory::product);
    gate(meta, columns, "boot", memory::boot);
    gate(meta, columns, "bits", bits);
    gate(meta, columns, "step", steps);
}

fn gate<S: AsRef<str>>(
    meta: &mut ConstraintSystem<Fr>,
    columns: &Columns,
    name: &'static str,
    constraints: fn(&mut At) -> Vec<(S, Expr)>,
) {
    meta.create_gate(name, |meta| {
        let constraints = constraints(&mut At { meta, columns });
        constraints
            .into_iter()
            .map(|(name, expr)| {
                let expr = part(name.as_ref(), expr);
                (name, expr.0)
            })
            .collect::<Vec<_>>()
    });
}

/// One for each column with bits on second rows, and for the bits on first rows.
const BOOLEAN: [[&str; column::ACCESS.len()]; ROWS_PER_SLOT] = [
    ["", "", "", "bits on first rows are boolean", "", ""],
    [
        "bits of column 0 are boolean",
        "bits of column 1 are boolean",
        "bits of column 2 are boolean",
        "bits of column 3 are boolean",
        "bits of column 4 are boolean",
        "bits of column 5 are boolean",
    ],
];

/// Every bit cell of every step is 0 or 1. Read on the first row of the bit's slot.
fn bits(at: &mut At) -> Vec<Constraint> {
    let layout = Layout::new(&at.columns.profile);
    let cells: Vec<Cell> = (0..BIT_CELLS).map(|i| layout.bit(i)).collect();
    let mut all = vec![];
    for (row, names) in BOOLEAN.into_iter().enumerate() {
        for (column, name) in column::ACCESS.into_iter().zip(names) {
            let here = |cell: &&Cell| cell.column == column && cell.row % ROWS_PER_SLOT == row;
            let slots: Vec<usize> = cells
                .iter()
                .filter(here)
                .map(|cell| cell.row / ROWS_PER_SLOT)
                .collect();
            if slots.is_empty() {
                continue;
            }
            let bit = at.advice(column, row as i32);
            all.push((name, at.step_slots(slots) * &bit * not(&bit)));
        }
    }
    all
}

/// The steps: every step, the first, the last.
fn steps(at: &mut At) -> Vec<(String, Expr)> {
    let columns = at.columns;
    let rows = ROWS_PER_STEP as i32;
    let [before, this, after] = [-rows, 0, rows].map(|row| at.fixed(columns.step, row));
    let at = RefCell::new(at);
    let advice = |cell: Cell, offset| {
        at.borrow_mut()
            .advice(cell.column, cell.row as i32 + offset)
    };
    let cells = StepCells::new(
        &columns.profile,
        |cell| advice(cell, 0),
        |cell| advice(cell, rows),
    );
    let (first, last) = (&this * not(&before), &this * not(&after));
    let every = cells
        .constraints()
        .into_iter()
        .map(|(name, expr)| (name, this.clone() * expr));
    let first = cells
        .initial()
        .into_iter()
        .map(|(name, expr)| (name.to_owned(), &first * expr));
    let last = cells
        .last()
        .into_iter()
        .map(|(name, expr)| (name.to_owned(), &last * expr));
    every.chain(first).chain(last).collect()
}
