//! The M extension.

use super::Lowering;
use crate::ir::{Label, Operand, Reg};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

const ZERO: Reg = 0;

impl Lowering<'_, '_> {
    pub(super) fn mul_div(&mut self, i: &Instruction) {
        let Instruction { rd, rs1, rs2, .. } = *i;
        if rd == 0 {
            return;
        }
        let a = self.operand(rs2);
        let scratch = self.scratch[0];
        match i.op {
            Op::Mul => self.compute(Opcode::Mull, rd, rs1, a),
            Op::Mulh => self.emit(Opcode::Smulh, rd, rs1, a),
            Op::Mulhu => self.emit(Opcode::Umulh, rd, rs1, a),
            Op::Mulhsu => {
                // Of the unsigned product's high word, the second factor too much where the first is negative.
                self.emit(Opcode::Smulh, scratch, rs1, Operand::number(2));
                self.emit(Opcode::And, scratch, scratch, a);
                self.emit(Opcode::Umulh, rd, rs1, a);
                self.emit(Opcode::Sub, rd, rd, Operand::Reg(scratch));
            }
            Op::Divu => {
                // The flag says that the divisor is 0.
                self.emit(Opcode::Udiv, rd, rs1, a);
                self.emit(Opcode::Cmov, rd, 0, Operand::number(u32::MAX));
            }
            Op::Remu => {
                let dividend = self.kept(rd, rs1);
                self.emit(Opcode::Umod, rd, rs1, a);
                self.emit(Opcode::Cmov, rd, 0, Operand::Reg(dividend));
            }
            Op::Div => self.signed_division(i, Opcode::Udiv),
            Op::Rem => self.signed_division(i, Opcode::Umod),
            _ => unreachable!("{:?} is not of the family", i.op),
        }
    }

    /// A register that keeps the value of `rs` when `rd` is written.
    fn kept(&mut self, rd: Reg, rs: Reg) -> Reg {
        if rd != rs {
            return rs;
        }
        let scratch = self.scratch[0];
        self.emit(Opcode::Mov, scratch, 0, Operand::Reg(rs));
        scratch
    }

    /// Neither operand is negative most of the time. The other cases are out of the way.
    fn signed_division(&mut self, i: &Instruction, opcode: Opcode) {
        let Instruction { rd, rs1, rs2, .. } = *i;
        let scratch = self.scratch[0];
        let (slow, back) = (self.local(), self.local());
        self.emit(Opcode::Or, scratch, rs1, Operand::Reg(rs2));
        self.emit(Opcode::Cmpge, 0, scratch, Operand::number(0));
        self.emit(Opcode::Cnjmp, 0, 0, Operand::label(slow));
        if opcode == Opcode::Udiv {
            self.emit(Opcode::Udiv, rd, rs1, Operand::Reg(rs2));
            self.emit(Opcode::Cmov, rd, 0, Operand::number(u32::MAX));
        } else {
            let dividend = self.kept(rd, rs1);
            self.emit(Opcode::Umod, rd, rs1, Operand::Reg(rs2));
            self.emit(Opcode::Cmov, rd, 0, Operand::Reg(dividend));
        }
        self.negative_operands(slow, back, i, opcode);
        self.join(back, &[rd, self.scratch[0], self.scratch[1]]);
    }

    /// Divides the magnitudes and gives the result its sign. A divisor of 0 makes quotient -1 and remainder `rs1`; the lowest
    /// number is its own magnitude, mod 2^32, so that divided by -1 it stays what it is, with remainder 0.
    fn negative_operands(&mut self, slow: Label, back: Label, i: &Instruction, opcode: Opcode) {
        let Instruction { rd, rs1, rs2, .. } = *i;
        let [x, y] = self.scratch;
        let (positive_divisor, both) = (self.local(), self.local());
        let back = Operand::label(back);
        let zero = self.local();

        self.emit_tail(Some(slow), Opcode::Cmpge, 0, rs2, Operand::number(0));
        self.emit_tail(None, Opcode::Cjmp, 0, 0, Operand::label(positive_divisor));
        // rs2 < 0.
        self.emit_tail(None, Opcode::Sub, y, ZERO, Operand::Reg(rs2));
        self.emit_tail(None, Opcode::Cmpge, 0, rs1, Operand::number(0));
        self.emit_tail(None, Opcode::Cnjmp, 0, 0, Operand::label(both));
        self.emit_tail(None, opcode, rd, rs1, Operand::Reg(y));
        if opcode == Opcode::Udiv {
            self.emit_tail(None, Opcode::Sub, rd, ZERO, Operand::Reg(rd));
        }
        self.emit_tail(None, Opcode::Jmp, 0, 0, back);
        // Both negative.
        self.emit_tail(Some(both), Opcode::Sub, x, ZERO, Operand::Reg(rs1));
        self.emit_tail(None, opcode, rd, x, Operand::Reg(y));
        if opcode == Opcode::Umod {
            self.emit_tail(None, Opcode::Sub, rd, ZERO, Operand::Reg(rd));
        }
        self.emit_tail(None, Opcode::Jmp, 0, 0, back);
        // rs1 < 0, rs2 >= 0, perhaps 0.
        self.emit_tail(
            Some(positive_divisor),
            Opcode::Sub,
            x,
            ZERO,
            Operand::Reg(rs1),
        );
        if opcode == Opcode::Udiv {
            self.emit_tail(None, Opcode::Udiv, rd, x, Operand::Reg(rs2));
            self.emit_tail(None, Opcode::Cjmp, 0, 0, Operand::label(zero));
            self.emit_tail(None, Opcode::Sub, rd, ZERO, Operand::Reg(rd));
            self.emit_tail(None, Opcode::Jmp, 0, 0, back);
            self.emit_tail(Some(zero), Opcode::Mov, rd, 0, Operand::number(u32::MAX));
            self.emit_tail(None, Opcode::Jmp, 0, 0, back);
        } else {
            // The dividend's magnitude where the divisor is 0; either way it is negated.
            self.emit_tail(None, Opcode::Umod, y, x, Operand::Reg(rs2));
            self.emit_tail(None, Opcode::Cmov, y, 0, Operand::Reg(x));
            self.emit_tail(None, Opcode::Sub, rd, ZERO, Operand::Reg(y));
            self.emit_tail(None, Opcode::Jmp, 0, 0, back);
        }
    }
}
