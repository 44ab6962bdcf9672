//! The circuit: boot rows, then T unrolled steps, then the row where sums and products close.
//!
//! Every constraint has a name and degree at most 5. There is no permutation argument and no native lookup: values meet by
//! rotation, by the memory argument, or by the lookup argument.

use crate::columns::{At, Columns, kind};
use crate::deletion::part;
use crate::expr::{Expr, not};
use crate::layout::{Cell, Layout, column};
use crate::profile::Profile;
use crate::step::{Constraint, StepCells};
use crate::tables::Tables;
use crate::{lookups, memory};
use halo2_proofs::circuit::{Layouter, Region, SimpleFloorPlanner};
use halo2_proofs::plonk::{Circuit, ConstraintSystem, Error};
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

/// The circuit of a profile, with a program in its image columns. For keys: proofs are made from a
/// [`Witness`](crate::Witness) directly.
#[derive(Clone)]
pub struct TinyRamCircuit {
    profile: Profile,
    program: Arc<Program>,
}

impl TinyRamCircuit {
    /// The circuit of a profile and a program that fits it.
    pub(crate) fn new(profile: &Profile, program: Arc<Program>) -> Self {
        TinyRamCircuit {
            profile: *profile,
            program,
        }
    }
}

/// The values of the image columns, by boot cell: all cells but those of the image are zero.
pub(crate) fn image_values(profile: &Profile, program: &Program) -> Vec<(usize, [u64; 2])> {
    let first = profile.fixed_cells() - profile.image_cells;
    program
        .double_words
        .iter()
        .enumerate()
        .map(|(i, double_word)| (first + i, [double_word.lo, double_word.hi]))
        .collect()
}

/// The row where both image columns are 1 for every program, so that neither commitment is ever the identity, which the
/// contract refuses. It is the closing row, which no constraint on the image reads.
pub(crate) fn image_anchor_row(profile: &Profile) -> usize {
    profile.used_rows()
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
                self.assign_fixed(&columns, &mut region);
                Ok(())
            },
        )
    }
}

impl TinyRamCircuit {
    fn assign_fixed(&self, columns: &Columns, region: &mut Region<Fr>) {
        let profile = &self.profile;
        let rows_per_slot = profile.rows_per_slot();
        let one = Fr::one();
        for row in 0..profile.used_rows() {
            region.assign_fixed(columns.used, row, one);
            if rows_per_slot > 1 && row % rows_per_slot == 0 {
                region.assign_fixed(columns.slot, row, one);
            }
            region.assign_fixed(columns.now, row, Fr::from(time(profile, row)));
        }
        for step in 0..profile.steps {
            let row = profile.first_step_row() + step * profile.rows_per_step();
            region.assign_fixed(columns.step, row, one);
        }
        for (cell, kind) in boot_kinds(profile).enumerate() {
            region.assign_fixed(columns.kind, cell * rows_per_slot, Fr::from(kind));
        }
        for (row, entry) in Tables::new(profile).rows.iter().enumerate() {
            for (column, value) in columns
                .table
                .iter()
                .zip([entry.tag, entry.key, entry.value])
            {
                region.assign_fixed(*column, row, Fr::from(value));
            }
        }
        for (cell, words) in image_values(profile, &self.program) {
            for (column, word) in columns.image.iter().zip(words) {
                region.assign_fixed(*column, cell * rows_per_slot, Fr::from(word));
            }
        }
        for column in columns.image {
            region.assign_fixed(column, image_anchor_row(profile), one);
        }
    }
}

/// Number of fixed columns of a profile's circuit.
pub(crate) fn fixed_columns(profile: &Profile) -> usize {
    let mut cs = ConstraintSystem::<Fr>::default();
    TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
    cs.num_fixed_columns()
}

/// The time of a row's access: 1, 2, ... on the slots of the steps; on boot rows one more than all of them.
pub(crate) fn time(profile: &Profile, row: usize) -> u64 {
    match row.checked_sub(profile.first_step_row()) {
        Some(row) => (row / profile.rows_per_slot()) as u64 + 1,
        None => 4 * profile.steps as u64 + 1,
    }
}

/// The kind of each boot cell, in order.
fn boot_kinds(profile: &Profile) -> impl Iterator<Item = u64> {
    let tape = profile.num_registers as usize + 1;
    let (tape_cells, fixed, all) = (
        profile.tape_cells(),
        profile.fixed_cells(),
        profile.boot_cells(),
    );
    (0..all).map(move |cell| match cell.checked_sub(tape) {
        Some(word) if word < tape_cells => {
            if word % crate::profile::WORDS_PER_SCALAR == 0 {
                kind::TAPE_START
            } else {
                kind::TAPE
            }
        }
        _ if cell < fixed => kind::FIXED,
        _ => kind::FRESH,
    })
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

/// One for each column of bits, at most five.
const BOOLEAN: [&str; 5] = [
    "bits of column 0 are boolean",
    "bits of column 1 are boolean",
    "bits of column 2 are boolean",
    "bits of column 3 are boolean",
    "bits of column 4 are boolean",
];

/// Every bit cell of every step is 0 or 1.
fn bits(at: &mut At) -> Vec<Constraint> {
    let layout = Layout::new(&at.columns.profile);
    let in_step = at.in_step();
    (0..layout.bit_columns())
        .map(|i| {
            let bit = at.advice(column::BITS + i, 0);
            (BOOLEAN[i], &in_step * &bit * not(&bit))
        })
        .collect()
}

/// The steps: every step, the first, the last.
fn steps(at: &mut At) -> Vec<(String, Expr)> {
    let columns = at.columns;
    let rows = columns.profile.rows_per_step() as i32;
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
