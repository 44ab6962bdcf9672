//! Conditional branches, and the conditions of `slt` and its like.

use super::{Lowering, number};
use crate::facts::{Condition, Known};
use crate::ir::{Label, Operand, Reg};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

impl Lowering<'_, '_> {
    pub(super) fn branch(&mut self, address: u32, i: &Instruction) {
        let (opcode, holds) = match i.op {
            Op::Beq => (Opcode::Cmpe, true),
            Op::Bne => (Opcode::Cmpe, false),
            Op::Bge => (Opcode::Cmpge, true),
            Op::Blt => (Opcode::Cmpge, false),
            Op::Bgeu => (Opcode::Cmpae, true),
            Op::Bltu => (Opcode::Cmpae, false),
            _ => unreachable!("{:?} is not of the family", i.op),
        };
        let (condition, same) = self.condition(opcode, i.rs1, Operand::Reg(i.rs2));
        let flag = self.test(condition) == (same == holds);
        let opcode = if flag { Opcode::Cjmp } else { Opcode::Cnjmp };
        let target = Label::Riscv(i.target(address));
        self.emit(opcode, 0, 0, Operand::label(target));
    }

    /// `x opcode y` as the one condition that stands for all ways to write it: constants to the right, zero tests as such.
    /// The second value is false if the condition is the opposite.
    pub(super) fn condition(&self, opcode: Opcode, x: Reg, y: Operand) -> (Condition, bool) {
        let mut condition = Condition {
            opcode,
            rj: x,
            a: match y {
                Operand::Reg(y) => self.operand(y),
                constant => constant,
            },
        };
        let mut same = true;
        if let (Operand::Constant(_), Operand::Reg(y)) = (self.operand(x), condition.a) {
            condition.rj = y;
            condition.a = self.operand(x);
            // x >= y is not (y > x).
            (condition.opcode, same) = match opcode {
                Opcode::Cmpae => (Opcode::Cmpa, false),
                Opcode::Cmpge => (Opcode::Cmpg, false),
                opcode => (opcode, true),
            };
        }
        match (condition.opcode, number(condition.a)) {
            (Opcode::Cmpa, Some(0)) => (Condition::is_zero(condition.rj), !same),
            (Opcode::Cmpae, Some(1)) => (Condition::is_zero(condition.rj), !same),
            _ => (condition, same),
        }
    }

    /// `rd := 1` if the condition is `holds`, else `0`.
    pub(super) fn set(&mut self, rd: Reg, (condition, same): (Condition, bool), holds: bool) {
        if rd == 0 {
            return;
        }
        let flag = self.test(condition) == (same == holds);
        // Not `mov` of this file's parent: the flag has to stay known, and `rd` gets a value on each path.
        self.emit(Opcode::Mov, rd, 0, Operand::number(u32::from(!flag)));
        self.emit(Opcode::Cmov, rd, 0, Operand::number(u32::from(flag)));
        let known = Known {
            most: 1,
            ..Known::NOTHING
        };
        self.facts.know(rd, known);
        self.facts.know_flag(Condition::is_zero(rd), !flag);
    }
}
