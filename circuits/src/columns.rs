//! The columns of the circuit, and queries by name.

use crate::expr::{Expr, constant, sum};
use crate::layout::Layout;
use crate::profile::Profile;
use halo2_proofs::plonk::{
    Advice, Challenge, Column, ConstraintSystem, FirstPhase, Fixed, Instance, SecondPhase,
    VirtualCells,
};
use halo2_proofs::poly::Rotation;
use halo2curves::bn256::Fr;

/// The kind of a boot cell, a small number on the slot row of the cell; zero on steps.
pub(crate) mod kind {
    /// A cell at a fixed address: register, output, program image.
    pub const FIXED: u64 = 0;
    /// A word of the primary tape that is not the first of its public scalar.
    pub const TAPE: u64 = 1;
    /// The first word of a public scalar.
    pub const TAPE_START: u64 = 2;
    /// A cell at an address that the prover chooses, zero at first.
    pub const FRESH: u64 = 3;
}

/// All columns. `image_lo` and `image_hi` are the program; every other fixed column depends on the profile alone.
#[derive(Clone, Debug)]
pub struct Columns {
    pub(crate) profile: Profile,
    /// 1 on every row that constraints use.
    pub(crate) used: Column<Fixed>,
    /// 1 on the first row of each slot and boot cell; the same column as `used` if those take one row each.
    pub(crate) slot: Column<Fixed>,
    /// 1 on the first row of each step.
    pub(crate) step: Column<Fixed>,
    /// The time of the accesses of the row, from 1; on boot rows, one more than every time.
    pub(crate) now: Column<Fixed>,
    /// [`kind`] of the boot cell.
    pub(crate) kind: Column<Fixed>,
    /// The lookup table: tag, key, value.
    pub(crate) table: [Column<Fixed>; 3],
    /// The program: low and high word that each boot cell starts with.
    pub(crate) image: [Column<Fixed>; 2],
    /// First phase, in the order of [`crate::layout::column`].
    pub(crate) advice: Vec<Column<Advice>>,
    /// Second phase: the running product of the memory argument.
    pub(crate) product: Column<Advice>,
    /// Second phase: on each row the sum of three lookup fractions, and the running sum of all.
    pub(crate) fractions: Column<Advice>,
    pub(crate) sum: Column<Advice>,
    /// The public values, see [`crate::instance`].
    pub(crate) instance: Column<Instance>,
    /// Combines the components of a tuple, and separates tuples: drawn after the first phase is committed.
    pub(crate) beta: Challenge,
    pub(crate) gamma: Challenge,
}

impl Columns {
    pub(crate) fn new(meta: &mut ConstraintSystem<Fr>, profile: &Profile) -> Self {
        let layout = Layout::new(profile);
        let used = meta.fixed_column();
        let slot = if profile.rows_per_slot() == 1 {
            used
        } else {
            meta.fixed_column()
        };
        let step = meta.fixed_column();
        let now = meta.fixed_column();
        let kind = meta.fixed_column();
        let table = [
            meta.fixed_column(),
            meta.fixed_column(),
            meta.fixed_column(),
        ];
        let image = [meta.fixed_column(), meta.fixed_column()];
        let advice = (0..layout.first_phase_columns())
            .map(|_| meta.advice_column_in(FirstPhase))
            .collect();
        let beta = meta.challenge_usable_after(FirstPhase);
        let gamma = meta.challenge_usable_after(FirstPhase);
        Columns {
            profile: *profile,
            used,
            slot,
            step,
            now,
            kind,
            table,
            image,
            advice,
            product: meta.advice_column_in(SecondPhase),
            fractions: meta.advice_column_in(SecondPhase),
            sum: meta.advice_column_in(SecondPhase),
            instance: meta.instance_column(),
            beta,
            gamma,
        }
    }

    /// The fixed columns that carry the program: their commitments are the only part of the key that a program changes.
    pub(crate) fn program_columns(&self) -> [usize; 2] {
        self.image.map(|column| column.index())
    }
}

/// Queries relative to the row at which a constraint is read.
pub(crate) struct At<'a, 'b> {
    pub meta: &'a mut VirtualCells<'b, Fr>,
    pub columns: &'a Columns,
}

impl At<'_, '_> {
    pub fn fixed(&mut self, column: Column<Fixed>, row: i32) -> Expr {
        Expr(self.meta.query_fixed(column, Rotation(row)))
    }

    /// A first-phase advice cell, column as in [`crate::layout::column`].
    pub fn advice(&mut self, column: usize, row: i32) -> Expr {
        let column = self.columns.advice[column];
        self.second_phase(column, row)
    }

    pub fn second_phase(&mut self, column: Column<Advice>, row: i32) -> Expr {
        Expr(self.meta.query_advice(column, Rotation(row)))
    }

    pub fn instance(&mut self) -> Expr {
        Expr(
            self.meta
                .query_instance(self.columns.instance, Rotation::cur()),
        )
    }

    pub fn challenges(&mut self) -> (Expr, Expr) {
        (
            Expr(self.meta.query_challenge(self.columns.beta)),
            Expr(self.meta.query_challenge(self.columns.gamma)),
        )
    }

    /// 1 on slot `slot` of a step: on the row at which the step's selector is `slot` slots behind.
    pub fn step_slot(&mut self, slot: usize) -> Expr {
        let rows = slot * self.columns.profile.rows_per_slot();
        self.fixed(self.columns.step, -(rows as i32))
    }

    /// 1 on every row of a step.
    pub fn in_step(&mut self) -> Expr {
        let rows = self.columns.profile.rows_per_step() as i32;
        sum((0..rows).map(|row| self.fixed(self.columns.step, -row)))
    }

    /// 1 on the slot row of each boot cell.
    pub fn boot(&mut self) -> Expr {
        let steps = sum((0..4).map(|slot| self.step_slot(slot)));
        self.fixed(self.columns.slot, 0) - steps
    }

    /// 1 on the first row of the circuit. Degree 2.
    pub fn first_row(&mut self) -> Expr {
        let used = self.columns.used;
        self.fixed(used, 0) * (constant(1) - self.fixed(used, -1))
    }

    /// 1 on the row after the last used one, where sums and products close. Degree 2.
    pub fn closing_row(&mut self) -> Expr {
        let used = self.columns.used;
        self.fixed(used, -1) * (constant(1) - self.fixed(used, 0))
    }
}
