//! Straight-line programs on the rows of columns.
//!
//! One operation is done for a block of rows before the next, so that interpreting costs nothing beside arithmetic, and values live in
//! few registers that stay in the cache. Sums are not reduced: how large a register can get is known before the program runs, and what
//! would exceed 84 p is reduced first.

use crate::choice::{Implementation, implementation};
use crate::lanes::{Backend, Kernel, LIMIT, Lanes, on};
use ff::Field;
use halo2curves::bn256::Fr;
use rayon::prelude::*;

/// Rows that one operation works on at a time. Columns have this many of their first rows once more behind the last.
pub const BLOCK: usize = 64;
/// Blocks that a thread takes at a time.
const BLOCKS: usize = 8;

/// What an operation reads.
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// A register.
    Register(usize),
    /// A column, so many rows behind the current one.
    Cells {
        /// Index of the column.
        column: usize,
        /// Added to the row, modulo the number of rows.
        rotation: i32,
    },
    /// A number.
    Constant(Fr),
    /// One of the program's parameters.
    Parameter(usize),
}

/// An operation on each row.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    /// Sum.
    Add(Operand, Operand),
    /// Difference.
    Sub(Operand, Operand),
    /// Product.
    Mul(Operand, Operand),
    /// The result so far times the fold factor, plus the operand, is the result. Writes no register.
    Fold(Operand),
}

/// Operations, and the register that each writes: none that it reads.
#[derive(Debug)]
pub struct Program {
    operations: Vec<(Operation, usize)>,
    registers: usize,
}

/// What values in the memory of programs are multiplied by: columns, and the result.
pub fn scale() -> Fr {
    scale_of(implementation())
}

fn scale_of(implementation: Implementation) -> Fr {
    Fr::from(on!(implementation, B => B::RAISED))
}

impl Program {
    /// Of these operations and the registers they write, with so many registers.
    ///
    /// # Panics
    /// If an operation reads the register that it writes, or there is no such register.
    pub fn new(operations: Vec<(Operation, usize)>, registers: usize) -> Self {
        for (operation, target) in &operations {
            let (operands, writes) = match *operation {
                Operation::Add(a, b) | Operation::Sub(a, b) | Operation::Mul(a, b) => {
                    ([a, b], true)
                }
                Operation::Fold(a) => ([a, a], false),
            };
            assert!(!writes || *target < registers, "no register {target}");
            for operand in operands {
                if let Operand::Register(register) = operand {
                    assert!(register < registers, "no register {register}");
                    assert!(!writes || register != *target, "reads what it writes");
                }
            }
        }
        Program {
            operations,
            registers,
        }
    }

    /// How many operations there are, and how many of them are multiplications.
    pub fn operations(&self) -> (usize, usize) {
        let is_product = |(operation, _): &&(Operation, usize)| {
            matches!(operation, Operation::Mul(..) | Operation::Fold(_))
        };
        let products = self.operations.iter().filter(is_product).count();
        (self.operations.len(), products)
    }

    /// The result on each row of columns of `rows + BLOCK` elements, which are [`scale`] times what they stand for; so is the result.
    ///
    /// # Panics
    /// If the number of rows is no multiple of [`BLOCK`], a column is of another length, or one that is read does not exist.
    pub fn run(&self, columns: &[&[Fr]], parameters: &[Fr], fold: Fr) -> Vec<Fr> {
        self.run_by(implementation(), columns, parameters, fold)
    }

    /// The result on one row, or of any values in the cells' place: what a verifier computes. `cell` gives the value of a column and
    /// rotation as it is, not [`scale`] times it. An operation at a time.
    pub fn evaluate(&self, cell: impl Fn(usize, i32) -> Fr, parameters: &[Fr], fold: Fr) -> Fr {
        let mut registers = vec![Fr::ZERO; self.registers];
        let mut result = Fr::ZERO;
        for &(operation, target) in &self.operations {
            let value = |operand| match operand {
                Operand::Register(register) => registers[register],
                Operand::Cells { column, rotation } => cell(column, rotation),
                Operand::Constant(value) => value,
                Operand::Parameter(index) => parameters[index],
            };
            let value = match operation {
                Operation::Add(a, b) => value(a) + value(b),
                Operation::Sub(a, b) => value(a) - value(b),
                Operation::Mul(a, b) => value(a) * value(b),
                Operation::Fold(a) => {
                    result = result * fold + value(a);
                    continue;
                }
            };
            registers[target] = value;
        }
        result
    }

    pub(crate) fn run_by(
        &self,
        implementation: Implementation,
        columns: &[&[Fr]],
        parameters: &[Fr],
        fold: Fr,
    ) -> Vec<Fr> {
        let rows = columns[0].len().saturating_sub(BLOCK);
        assert!(
            rows.is_multiple_of(BLOCK),
            "expected whole blocks, got {rows} rows"
        );
        for column in columns {
            assert_eq!(column.len(), rows + BLOCK, "columns of equal length");
        }
        on!(implementation, B => self.on::<B>(rows, columns, parameters, fold))
    }

    fn on<B: Backend>(
        &self,
        rows: usize,
        columns: &[&[Fr]],
        parameters: &[Fr],
        fold: Fr,
    ) -> Vec<Fr> {
        let code = Code::<B>::new(self, parameters, fold);
        let mut result = vec![Fr::ZERO; rows];
        result
            .par_chunks_mut(BLOCK * BLOCKS)
            .enumerate()
            .for_each_init(
                || Registers::<B>::new(self.registers),
                |registers, (chunk, result)| {
                    B::run(Blocks {
                        code: &code,
                        columns,
                        rows,
                        start: chunk * BLOCK * BLOCKS,
                        registers,
                        result,
                    });
                },
            );
        result
    }
}

type Register<B> = <B as Backend>::Lanes<Fr>;
type Factor<B> = <Register<B> as Lanes<Fr>>::Factor;

#[derive(Clone, Copy)]
enum Source<B: Backend> {
    Register(usize),
    Cells { column: usize, rotation: i32 },
    Factor(Factor<B>),
}

#[derive(Clone, Copy)]
enum Step<B: Backend> {
    Add(Source<B>, Source<B>, usize),
    /// The last number: what the second operand is at most.
    Sub(Source<B>, Source<B>, usize, u64),
    Mul(Source<B>, Source<B>, usize),
    Fold(Source<B>),
    /// A register that is at most twice this becomes at most this.
    Reduce(usize, u64),
}

/// A program with its parameters, where no register exceeds [`LIMIT`].
struct Code<B: Backend> {
    steps: Vec<Step<B>>,
    fold: Factor<B>,
}

/// What a product of numbers up to these bounds is at most.
fn product_bound(a: u64, b: u64) -> u64 {
    (a * b).div_ceil(LIMIT) + 1
}

impl<B: Backend> Code<B> {
    fn new(program: &Program, parameters: &[Fr], fold: Fr) -> Self {
        let factor = <Register<B> as Lanes<Fr>>::factor;
        let mut steps = Vec::with_capacity(program.operations.len());
        let mut bounds = vec![0; program.registers];
        let mut result = 0;
        let source = |operand: Operand| match operand {
            Operand::Register(register) => Source::Register(register),
            Operand::Cells { column, rotation } => Source::Cells { column, rotation },
            Operand::Constant(value) => Source::Factor(factor(value)),
            Operand::Parameter(index) => Source::Factor(factor(parameters[index])),
        };
        // Cells and factors are below p.
        let bound = |bounds: &[u64], operand: Operand| match operand {
            Operand::Register(register) => bounds[register],
            _ => 1,
        };
        for &(operation, target) in &program.operations {
            // The sum of the operands' bounds, or that of the result's: what may not exceed the limit.
            let (a, b) = match operation {
                Operation::Add(a, b) | Operation::Sub(a, b) | Operation::Mul(a, b) => (a, b),
                Operation::Fold(a) => (a, Operand::Constant(Fr::ZERO)),
            };
            let sum = |bounds: &[u64]| match operation {
                Operation::Fold(a) => product_bound(result, 1) + bound(bounds, a),
                Operation::Mul(a, b) => product_bound(bound(bounds, a), bound(bounds, b)),
                Operation::Add(a, b) | Operation::Sub(a, b) => bound(bounds, a) + bound(bounds, b),
            };
            while sum(&bounds) > LIMIT {
                let larger = if bound(&bounds, a) >= bound(&bounds, b) {
                    a
                } else {
                    b
                };
                let Operand::Register(register) = larger else {
                    unreachable!("the others are small");
                };
                bounds[register] = bounds[register].div_ceil(2);
                steps.push(Step::Reduce(register, bounds[register]));
            }
            let (a, b) = match operation {
                Operation::Fold(a) => {
                    result = sum(&bounds);
                    steps.push(Step::Fold(source(a)));
                    continue;
                }
                _ => (a, b),
            };
            steps.push(match operation {
                Operation::Add(..) => Step::Add(source(a), source(b), target),
                Operation::Sub(..) => Step::Sub(source(a), source(b), target, bound(&bounds, b)),
                _ => Step::Mul(source(a), source(b), target),
            });
            bounds[target] = sum(&bounds);
        }
        Code {
            steps,
            fold: factor(fold),
        }
    }
}

/// Memory of a thread.
struct Registers<B: Backend> {
    registers: Vec<Vec<Register<B>>>,
    /// What is written next: then it takes the place of the register that it is for.
    out: Vec<Register<B>>,
    result: Vec<Register<B>>,
}

impl<B: Backend> Registers<B> {
    fn new(count: usize) -> Self {
        let register = || vec![Register::<B>::splat(Fr::ZERO); BLOCK / Register::<B>::N];
        Registers {
            registers: (0..count).map(|_| register()).collect(),
            out: register(),
            result: register(),
        }
    }
}

struct Blocks<'a, B: Backend> {
    code: &'a Code<B>,
    columns: &'a [&'a [Fr]],
    rows: usize,
    start: usize,
    registers: &'a mut Registers<B>,
    result: &'a mut [Fr],
}

/// Where the lanes of a block come from.
trait From<B: Backend>: Copy {
    fn get(self, index: usize) -> Register<B>;
}

#[derive(Clone, Copy)]
struct FromRegister<'a, B: Backend>(&'a [Register<B>]);

impl<B: Backend> From<B> for FromRegister<'_, B> {
    #[inline(always)]
    fn get(self, index: usize) -> Register<B> {
        self.0[index]
    }
}

#[derive(Clone, Copy)]
struct FromCells<'a>(&'a [Fr]);

impl<B: Backend> From<B> for FromCells<'_> {
    #[inline(always)]
    fn get(self, index: usize) -> Register<B> {
        Register::<B>::load_scaled(&self.0[index * Register::<B>::N..])
    }
}

#[derive(Clone, Copy)]
struct FromFactor<'a, B: Backend>(&'a Factor<B>);

impl<B: Backend> From<B> for FromFactor<'_, B> {
    #[inline(always)]
    fn get(self, _: usize) -> Register<B> {
        Register::<B>::of_factor(self.0)
    }
}

#[derive(Clone, Copy)]
enum Binary {
    Add,
    Sub(u64),
    Mul,
}

#[inline(always)]
fn binary<B: Backend>(
    operation: Binary,
    out: &mut [Register<B>],
    a: impl From<B>,
    b: impl From<B>,
) {
    match operation {
        Binary::Add => {
            for (i, out) in out.iter_mut().enumerate() {
                *out = a.get(i).add(b.get(i));
            }
        }
        Binary::Sub(bound) => {
            for (i, out) in out.iter_mut().enumerate() {
                *out = a.get(i).sub(b.get(i), bound);
            }
        }
        Binary::Mul => {
            for (i, out) in out.iter_mut().enumerate() {
                *out = a.get(i).mul(b.get(i));
            }
        }
    }
}

#[inline(always)]
fn fold<B: Backend>(result: &mut [Register<B>], factor: &Factor<B>, a: impl From<B>) {
    for (i, result) in result.iter_mut().enumerate() {
        *result = result.mul_by(factor).add(a.get(i));
    }
}

impl<B: Backend> Kernel<B> for Blocks<'_, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Registers {
            registers,
            out,
            result,
        } = self.registers;
        let one = Register::<B>::splat_raised(Fr::ONE);
        for (block, values) in self.result.chunks_exact_mut(BLOCK).enumerate() {
            let row = (self.start + block * BLOCK) as i64;
            let columns = self.columns;
            let rows = self.rows as i64;
            for result in result.iter_mut() {
                *result = Register::<B>::splat(Fr::ZERO);
            }
            macro_rules! with {
                ($source:expr, $registers:expr, |$from:ident| $body:expr) => {
                    match $source {
                        Source::Register(register) => {
                            let $from = FromRegister::<B>(&$registers[*register]);
                            $body
                        }
                        Source::Cells { column, rotation } => {
                            let first = (row + i64::from(*rotation)).rem_euclid(rows) as usize;
                            let $from = FromCells(&columns[*column][first..first + BLOCK]);
                            $body
                        }
                        Source::Factor(factor) => {
                            let $from = FromFactor::<B>(factor);
                            $body
                        }
                    }
                };
            }
            for step in &self.code.steps {
                let (a, b, target, operation) = match step {
                    Step::Add(a, b, target) => (a, b, *target, Binary::Add),
                    Step::Sub(a, b, target, bound) => (a, b, *target, Binary::Sub(*bound)),
                    Step::Mul(a, b, target) => (a, b, *target, Binary::Mul),
                    Step::Fold(a) => {
                        with!(a, registers, |a| fold::<B>(result, &self.code.fold, a));
                        continue;
                    }
                    Step::Reduce(register, bound) => {
                        for value in &mut registers[*register] {
                            *value = value.reduce(*bound);
                        }
                        continue;
                    }
                };
                with!(a, registers, |a| with!(b, registers, |b| binary::<B>(
                    operation, out, a, b
                )));
                std::mem::swap(&mut registers[target], out);
            }
            for (result, values) in result.iter().zip(values.chunks_exact_mut(Register::<B>::N)) {
                result.mul(one).store_scaled(values);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::OsRng;
    use rand::{Rng, thread_rng};

    const COLUMNS: usize = 5;
    const REGISTERS: usize = 7;

    fn random_operand() -> Operand {
        let mut random = thread_rng();
        match random.gen_range(0..6) {
            0 => Operand::Constant(-Fr::ONE),
            1 => Operand::Parameter(random.gen_range(0..2)),
            2 => Operand::Cells {
                column: random.gen_range(0..COLUMNS),
                rotation: random.gen_range(-9..10),
            },
            _ => Operand::Register(random.gen_range(0..REGISTERS)),
        }
    }

    /// Random programs, some mostly of sums, on random and on the largest numbers, give what the same operations give one by one.
    #[test]
    fn programs_are_their_operations() {
        let rows = 3 * BLOCK * BLOCKS + BLOCK;
        for round in 0..60 {
            let mut operations = vec![];
            // So that none is read before it is written.
            for target in 0..REGISTERS {
                let cells = |column| Operand::Cells {
                    column,
                    rotation: 0,
                };
                operations.push((
                    Operation::Sub(cells(target % COLUMNS), Operand::Parameter(0)),
                    target,
                ));
            }
            while operations.len() < 300 {
                let (a, b) = (random_operand(), random_operand());
                let target = thread_rng().gen_range(0..REGISTERS);
                let reads = |operand| matches!(operand, Operand::Register(r) if r == target);
                let operation = match thread_rng().gen_range(0..if round % 2 == 0 { 4 } else { 40 })
                {
                    0 => Operation::Mul(a, b),
                    1 => Operation::Fold(a),
                    2..=20 => Operation::Sub(a, b),
                    _ => Operation::Add(a, b),
                };
                if matches!(operation, Operation::Fold(_)) || !reads(a) && !reads(b) {
                    operations.push((operation, target));
                }
            }
            let element = || {
                if round % 3 == 0 {
                    -Fr::ONE
                } else {
                    Fr::random(OsRng)
                }
            };
            let columns: Vec<Vec<Fr>> = (0..COLUMNS)
                .map(|_| (0..rows).map(|_| element()).collect())
                .collect();
            let (parameters, y) = ([element(), element()], element());
            let expected = |row: usize| {
                let mut registers = [Fr::ZERO; REGISTERS];
                let mut result = Fr::ZERO;
                for &(operation, target) in &operations {
                    let value = |operand| match operand {
                        Operand::Register(register) => registers[register],
                        Operand::Cells { column, rotation } => {
                            let row = (row as i64 + i64::from(rotation)).rem_euclid(rows as i64);
                            columns[column][row as usize]
                        }
                        Operand::Constant(value) => value,
                        Operand::Parameter(index) => parameters[index],
                    };
                    registers[target] = match operation {
                        Operation::Add(a, b) => value(a) + value(b),
                        Operation::Sub(a, b) => value(a) - value(b),
                        Operation::Mul(a, b) => value(a) * value(b),
                        Operation::Fold(a) => {
                            result = result * y + value(a);
                            registers[target]
                        }
                    };
                }
                result
            };
            let program = Program::new(operations.clone(), REGISTERS);
            for row in [0, 63, rows - 1] {
                let cell = |column: usize, rotation: i32| {
                    let row = (row as i64 + i64::from(rotation)).rem_euclid(rows as i64);
                    columns[column][row as usize]
                };
                assert_eq!(program.evaluate(cell, &parameters, y), expected(row));
            }
            for implementation in Implementation::tested() {
                let scale = scale_of(implementation);
                let scaled: Vec<Vec<Fr>> = columns
                    .iter()
                    .map(|column| {
                        let wrapped = column.iter().chain(&column[..BLOCK]);
                        wrapped.map(|value| *value * scale).collect()
                    })
                    .collect();
                let scaled: Vec<&[Fr]> = scaled.iter().map(|column| &column[..]).collect();
                let result = program.run_by(implementation, &scaled, &parameters, y);
                assert_eq!(result.len(), rows);
                for row in [0, 1, 8, 9, 63, 64, 511, 512, rows - 10, rows - 1] {
                    assert_eq!(
                        result[row],
                        expected(row) * scale,
                        "{implementation}, row {row}"
                    );
                }
            }
        }
    }
}
