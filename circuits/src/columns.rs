//! The columns of the circuit, and queries by name.

use crate::expr::{Expr, constant};
use crate::layout::{Cell, Layout};
use crate::lookups;
use crate::profile::Profile;
use crate::segment;
use halo2_proofs::plonk::{
    Advice, Challenge, Column, ConstraintSystem, FirstPhase, Fixed, Instance, SecondPhase,
    VirtualCells,
};
use halo2_proofs::poly::Rotation;
use halo2curves::bn256::Fr;

/// Rows that differ from all others: values of the column of [`Marks::Fixed`].
pub(crate) const FIRST_ROW: u64 = 1;
pub(crate) const LAST_STEP: u64 = 2;
pub(crate) const CLOSING_ROW: u64 = 3;

/// Double words of the image on each row.
pub(crate) const IMAGE_LANES: usize = 2;

/// What says which rows differ from all others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Marks {
    /// [`FIRST_ROW`], [`LAST_STEP`] on its first row, [`CLOSING_ROW`], otherwise 0.
    Fixed(Column<Fixed>),
    /// A column for each of them, 1 there and otherwise 0, whose values verifiers compute.
    Public([Column<Instance>; 3]),
}

/// What is public.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Public {
    /// Of a whole run, see [`crate::instance`].
    Run(Column<Instance>),
    /// Of a segment, see [`crate::segment`].
    Segment(segment::Numbers<Column<Instance>>),
}

/// All columns. `image` is the program; every other fixed column depends on the profile alone.
#[derive(Clone, Debug)]
pub struct Columns {
    /// 1 on the rows of steps.
    pub(crate) used: Column<Fixed>,
    /// 1 on the first row of each step.
    pub(crate) first: Column<Fixed>,
    /// The number of the row, on the rows of steps.
    pub(crate) row: Column<Fixed>,
    /// The lookup table: tag, key, value.
    pub(crate) table: [Column<Fixed>; 3],
    /// 1 on the second row of steps whose boot cell is no register.
    pub(crate) memory: Column<Fixed>,
    /// Rows that differ from all others.
    pub(crate) marks: Marks,
    /// The program: low and high words of two double words on each row.
    pub(crate) image: [[Column<Fixed>; 2]; IMAGE_LANES],
    /// First phase, in the order of [`crate::layout::column`].
    pub(crate) advice: Vec<Column<Advice>>,
    /// Second phase: sums of three fractions of the lookup argument.
    pub(crate) helpers: Vec<Column<Advice>>,
    /// Second phase: the running sum of the lookup argument.
    pub(crate) sum: Column<Advice>,
    /// Second phase: the running products of the memory argument, of the accesses and of the boot cells.
    pub(crate) products: [Column<Advice>; 2],
    /// The public values.
    pub(crate) instance: Public,
    /// Where halo2's own prover is asked, a column of the second phase in its place (`tests/oracle.rs`): it knows no public values that depend on
    /// challenges.
    #[cfg(test)]
    pub(crate) public: Option<Column<Advice>>,
    /// Combines the components of a tuple, and separates tuples: drawn after the first phase is committed.
    pub(crate) beta: Challenge,
    pub(crate) gamma: Challenge,
    pub(crate) profile: Profile,
}

impl Columns {
    pub(crate) fn new(meta: &mut ConstraintSystem<Fr>, profile: &Profile) -> Self {
        let mut fixed = || meta.fixed_column();
        let [used, first, row] = [(); 3].map(|()| fixed());
        let table = [(); 3].map(|()| fixed());
        let memory = fixed();
        let mark = (!profile.segmented).then(&mut fixed);
        let image = [(); IMAGE_LANES].map(|()| [(); 2].map(|()| fixed()));
        let layout = Layout::new(profile);
        let advice = (0..layout.first_phase_columns())
            .map(|_| meta.advice_column_in(FirstPhase))
            .collect();
        let beta = meta.challenge_usable_after(FirstPhase);
        let gamma = meta.challenge_usable_after(FirstPhase);
        let sum = meta.advice_column_in(SecondPhase);
        let products = [(); 2].map(|()| meta.advice_column_in(SecondPhase));
        let helpers = (0..lookups::helpers(&layout))
            .map(|_| meta.advice_column_in(SecondPhase))
            .collect();
        let marks = match mark {
            Some(mark) => Marks::Fixed(mark),
            None => Marks::Public([(); 3].map(|()| meta.instance_column())),
        };
        let instance = match profile.segmented {
            false => Public::Run(meta.instance_column()),
            true => Public::Segment(segment::Numbers::in_order(
                [(); 4].map(|()| meta.instance_column()),
            )),
        };
        Columns {
            used,
            first,
            row,
            table,
            memory,
            marks,
            image,
            advice,
            helpers,
            sum,
            products,
            instance,
            #[cfg(test)]
            public: crate::deletion::switch::is_for_oracle()
                .then(|| meta.advice_column_in(SecondPhase)),
            beta,
            gamma,
            profile: *profile,
        }
    }

    /// The columns of the program: their commitment is the only part of the key that a program changes.
    pub(crate) fn program_columns(&self) -> Vec<Column<Fixed>> {
        self.image.concat()
    }
}

/// Queries relative to the row at which a constraint is read.
pub(crate) struct At<'a, 'b> {
    pub meta: &'a mut VirtualCells<'b, Fr>,
    pub columns: &'a Columns,
}

impl At<'_, '_> {
    pub fn fixed(&mut self, column: Column<Fixed>) -> Expr {
        Expr(self.meta.query_fixed(column, Rotation::cur()))
    }

    /// A first-phase cell of this row, column as in [`crate::layout::column`].
    pub fn here(&mut self, column: usize) -> Expr {
        let column = self.columns.advice[column];
        self.second_phase(column, 0)
    }

    /// The same of the next row.
    pub fn next(&mut self, column: usize) -> Expr {
        let column = self.columns.advice[column];
        self.second_phase(column, 1)
    }

    /// A first-phase cell of the step whose first row this is.
    pub fn cell(&mut self, cell: Cell) -> Expr {
        let column = self.columns.advice[cell.column];
        self.second_phase(column, cell.row as i32)
    }

    pub fn second_phase(&mut self, column: Column<Advice>, row: i32) -> Expr {
        Expr(self.meta.query_advice(column, Rotation(row)))
    }

    fn instance(&mut self, column: Column<Instance>) -> Expr {
        Expr(self.meta.query_instance(column, Rotation::cur()))
    }

    /// The public column of a whole run.
    pub fn of_run(&mut self) -> Option<Expr> {
        let Public::Run(column) = self.columns.instance else {
            return None;
        };
        #[cfg(test)]
        if let Some(public) = self.columns.public {
            return Some(self.second_phase(public, 0));
        }
        Some(self.instance(column))
    }

    /// The public numbers of a segment.
    pub fn of_segment(&mut self) -> Option<segment::Numbers<Expr>> {
        let Public::Segment(columns) = self.columns.instance else {
            return None;
        };
        Some(columns.map(|column| self.instance(column)))
    }

    /// The time of a row's cell access less one: two accesses on each row, and in a segment all rows of the segments before.
    pub fn time(&mut self) -> Expr {
        let time = self.row() * 2;
        match self.of_segment() {
            Some(numbers) => time + numbers.offset,
            None => time,
        }
    }

    pub fn challenges(&mut self) -> (Expr, Expr) {
        (
            Expr(self.meta.query_challenge(self.columns.beta)),
            Expr(self.meta.query_challenge(self.columns.gamma)),
        )
    }

    /// 1 on the rows of steps.
    pub fn used(&mut self) -> Expr {
        self.fixed(self.columns.used)
    }

    /// 1 on the first row of each step.
    pub fn first(&mut self) -> Expr {
        self.fixed(self.columns.first)
    }

    /// 1 on the second row of each step.
    pub fn second(&mut self) -> Expr {
        self.used() - self.first()
    }

    /// The number of the row.
    pub fn row(&mut self) -> Expr {
        self.fixed(self.columns.row)
    }

    /// 1 on the second row of the steps whose boot cell is no register.
    pub fn memory(&mut self) -> Expr {
        self.fixed(self.columns.memory)
    }

    /// 1 on the row with this mark. Degree 3, in a segment 1.
    pub fn marked(&mut self, mark: u64) -> Expr {
        let column = match self.columns.marks {
            Marks::Fixed(column) => self.fixed(column),
            Marks::Public(columns) => return self.instance(columns[mark as usize - 1]),
        };
        let others = (0..=CLOSING_ROW).filter(|&other| other != mark && other != 0);
        let mut scale = Fr::from(mark);
        let mut product = column.clone();
        for other in others {
            scale *= Fr::from(mark) - Fr::from(other);
            product = product * (&column - other);
        }
        let scale = scale.invert().expect("the marks differ");
        product * constant(scale)
    }

    /// The tag of a lookup that has one tag on first rows and another on second rows. Degree 1.
    pub fn tag(&mut self, on_first: u64, on_second: u64) -> Expr {
        self.first() * on_first + self.second() * on_second
    }
}
