//! Shifts. RISC-V takes the amount mod 32; TinyRAM's amounts of 32 and more give 0, and it has no arithmetic shift.

use super::Lowering;
use crate::ir::{Constant, Operand, Reg};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

impl Lowering<'_, '_> {
    pub(super) fn shift(&mut self, i: &Instruction) {
        if i.rd == 0 {
            return;
        }
        let amount = match i.op {
            Op::Slli | Op::Srli | Op::Srai => Some(i.imm as u32),
            _ => match self.operand(i.rs2) {
                Operand::Constant(Constant::Number(amount)) => Some(amount & 31),
                _ => None,
            },
        };
        match (i.op, amount) {
            (Op::Slli | Op::Sll, Some(amount)) => {
                self.compute(Opcode::Shl, i.rd, i.rs1, Operand::number(amount));
            }
            (Op::Srli | Op::Srl, Some(amount)) => {
                self.compute(Opcode::Shr, i.rd, i.rs1, Operand::number(amount));
            }
            (Op::Srai | Op::Sra, Some(amount)) => self.arithmetic(i.rd, i.rs1, amount),
            (Op::Sll, None) => {
                let amount = self.amount(i.rs2);
                self.compute(Opcode::Shl, i.rd, i.rs1, Operand::Reg(amount));
            }
            (Op::Srl, None) => {
                let amount = self.amount(i.rs2);
                self.compute(Opcode::Shr, i.rd, i.rs1, Operand::Reg(amount));
            }
            (Op::Sra, None) => {
                // Of a negative number the complement is shifted.
                let amount = self.amount(i.rs2);
                // Not `amount`'s register, which may be the first scratch register or rs2; rd may be rs2.
                let sign = self.scratch[1];
                self.emit(Opcode::Smulh, sign, i.rs1, Operand::number(2));
                let value = if amount == i.rd {
                    self.scratch[0]
                } else {
                    i.rd
                };
                self.emit(Opcode::Xor, value, i.rs1, Operand::Reg(sign));
                self.emit(Opcode::Shr, value, value, Operand::Reg(amount));
                self.emit(Opcode::Xor, i.rd, value, Operand::Reg(sign));
            }
            _ => unreachable!("{:?} is not of the family", i.op),
        }
    }

    /// A register that holds the shift amount mod 32.
    fn amount(&mut self, rs2: Reg) -> Reg {
        if self.facts.of(rs2).most < 32 {
            return rs2;
        }
        let scratch = self.scratch[0];
        self.emit(Opcode::And, scratch, rs2, Operand::number(31));
        scratch
    }

    /// `rd := rs >> amount`, signed: the high word of a product with a power of two.
    pub(super) fn arithmetic(&mut self, rd: Reg, rs: Reg, amount: u32) {
        match amount {
            0 => self.mov(rd, self.operand(rs)),
            1 => {
                // 2^31 is negative: rs - ceil(rs / 2).
                let scratch = self.scratch[0];
                self.emit(Opcode::Smulh, scratch, rs, Operand::number(1 << 31));
                self.emit(Opcode::Add, rd, scratch, Operand::Reg(rs));
            }
            amount => {
                let power = 1 << (32 - amount);
                self.emit(Opcode::Smulh, rd, rs, Operand::number(power));
            }
        }
    }
}
