//! The columns of the circuit, and queries by name.
//!
//! Rows come in pairs, a *slot*: a boot cell or one of the four slots of a step. Several columns mean one thing on a slot's
//! first row and another on its second, because each column is a commitment that the contract pays for.

use crate::expr::{Expr, constant, sum};
use crate::layout::{Cell, Layout};
use crate::profile::{Profile, ROWS_PER_SLOT};
use halo2_proofs::plonk::{
    Advice, Challenge, Column, ConstraintSystem, FirstPhase, Fixed, Instance, SecondPhase,
    VirtualCells,
};
use halo2_proofs::poly::Rotation;
use halo2curves::bn256::Fr;

/// From a slot's first row to the next one's.
const SLOT: i32 = ROWS_PER_SLOT as i32;

/// All columns. `image` is the program; every other fixed column depends on the profile alone.
#[derive(Clone, Debug)]
pub struct Columns {
    /// 1 on the first row of each slot.
    pub(crate) slot: Column<Fixed>,
    /// 1 on the first row of each step.
    pub(crate) step: Column<Fixed>,
    /// On second rows, the lookup table: tag, key, value. On first rows what [`At::now`], [`At::kind`] and [`At::tape`] say.
    pub(crate) table: [Column<Fixed>; 3],
    /// The program: the low and, on the second row, the high word that each boot cell starts with.
    pub(crate) image: Column<Fixed>,
    /// First phase, in the order of [`crate::layout::column`].
    pub(crate) advice: Vec<Column<Advice>>,
    /// Second phase. On first rows, the sum of the first lookup fractions of the row; on second rows, the running product of
    /// the memory argument before the slot.
    pub(crate) helper: Column<Advice>,
    /// Second phase: the running sum of the lookup argument.
    pub(crate) sum: Column<Advice>,
    /// The public values, see [`crate::instance`].
    pub(crate) instance: Column<Instance>,
    /// Combines the components of a tuple, and separates tuples: drawn after the first phase is committed.
    pub(crate) beta: Challenge,
    pub(crate) gamma: Challenge,
    pub(crate) profile: Profile,
}

impl Columns {
    pub(crate) fn new(meta: &mut ConstraintSystem<Fr>, profile: &Profile) -> Self {
        let slot = meta.fixed_column();
        let step = meta.fixed_column();
        let table = [
            meta.fixed_column(),
            meta.fixed_column(),
            meta.fixed_column(),
        ];
        let image = meta.fixed_column();
        let advice = (0..Layout::new(profile).first_phase_columns())
            .map(|_| meta.advice_column_in(FirstPhase))
            .collect();
        let beta = meta.challenge_usable_after(FirstPhase);
        let gamma = meta.challenge_usable_after(FirstPhase);
        Columns {
            slot,
            step,
            table,
            image,
            advice,
            helper: meta.advice_column_in(SecondPhase),
            sum: meta.advice_column_in(SecondPhase),
            instance: meta.instance_column(),
            beta,
            gamma,
            profile: *profile,
        }
    }

    /// The fixed column that carries the program: its commitment is the only part of the key that a program changes.
    pub(crate) fn program_column(&self) -> usize {
        self.image.index()
    }

    /// Number of fixed columns.
    pub(crate) fn num_fixed(&self) -> usize {
        // The image is the last one.
        self.image.index() + 1
    }

    /// Where [`At::kind`] is.
    pub(crate) fn kind(&self) -> Column<Fixed> {
        self.table[0]
    }
    /// Where [`At::now`] is.
    pub(crate) fn now(&self) -> Column<Fixed> {
        self.table[1]
    }
    /// Where [`At::tape`] is.
    pub(crate) fn tape(&self) -> Column<Fixed> {
        self.table[2]
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

    /// A first-phase cell of the slot whose first row this is.
    pub fn cell(&mut self, cell: Cell) -> Expr {
        self.advice(cell.column, cell.row as i32)
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

    /// 1 on the first row of each slot.
    pub fn first(&mut self) -> Expr {
        self.fixed(self.columns.slot, 0)
    }

    /// 1 on the second row of each slot.
    pub fn second(&mut self) -> Expr {
        self.fixed(self.columns.slot, -1)
    }

    /// 1 on the first row of slot `slot` of each step.
    pub fn step_slot(&mut self, slot: usize) -> Expr {
        self.fixed(self.columns.step, -(slot as i32 * SLOT))
    }

    /// 1 on the first row of these slots of each step.
    pub fn step_slots(&mut self, slots: impl IntoIterator<Item = usize>) -> Expr {
        sum(slots.into_iter().map(|slot| self.step_slot(slot)))
    }

    /// 1 on the first row of each boot cell.
    pub fn boot(&mut self) -> Expr {
        let steps = self.step_slots(0..4);
        self.first() - steps
    }

    /// The time of the slot's access, from 1; on boot cells, one more than every time. To be read on first rows.
    pub fn now(&mut self) -> Expr {
        self.fixed(self.columns.now(), 0)
    }

    /// 1 on the boot cells of the primary tape. To be read on first rows of slots, `slots` away from this one.
    pub fn tape(&mut self, slots: i32) -> Expr {
        self.fixed(self.columns.tape(), slots * SLOT)
    }

    /// On the boot cells of the primary tape 1 where a public scalar ends and 2 where a fingerprint's first one starts; on the others
    /// 1 where the prover chooses the address: the *fresh* cells. To be read on first rows of slots, `slots` away from this one.
    pub fn kind(&mut self, slots: i32) -> Expr {
        self.fixed(self.columns.kind(), slots * SLOT)
    }

    /// 1 on the first row of the circuit. Degree 2.
    pub fn first_row(&mut self) -> Expr {
        self.first() * (constant(1) - self.fixed(self.columns.slot, -SLOT))
    }

    /// 1 on the row after the last slot, where sums and products close. Degree 2.
    pub fn closing_row(&mut self) -> Expr {
        self.fixed(self.columns.slot, -SLOT) * (constant(1) - self.first())
    }
}
