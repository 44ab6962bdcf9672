//! Additions, comparisons, logic.

use super::{Lowering, number};
use crate::facts::{Condition, Known};
use crate::ir::{Constant, Operand, Reg, TP};
use crate::riscv::{Format, Instruction, Op};
use tinyram::Opcode;

impl Lowering<'_, '_> {
    pub(super) fn alu(&mut self, address: u32, i: &Instruction) {
        if let Some(value) = self.addresses.full.get(&address) {
            return self.mov(i.rd, Operand::Constant(*value));
        }
        if let Some(block) = self.thread_block
            && self.addresses.thread.contains(&address)
        {
            let other = if i.rs1 == TP { i.rs2 } else { i.rs1 };
            let block = Operand::Constant(Constant::Data(block));
            return self.compute(Opcode::Add, i.rd, other, block);
        }
        let a = match i.op.format() {
            Format::I => Operand::number(i.imm as u32),
            _ => self.operand(i.rs2),
        };
        let opcode = match i.op {
            Op::Add | Op::Addi => Opcode::Add,
            Op::Sub => Opcode::Sub,
            Op::And | Op::Andi => Opcode::And,
            Op::Or | Op::Ori => Opcode::Or,
            Op::Xor | Op::Xori => Opcode::Xor,
            Op::Slt | Op::Slti => return self.set_less(i, Opcode::Cmpge, a),
            Op::Sltu | Op::Sltiu => return self.set_less(i, Opcode::Cmpae, a),
            _ => unreachable!("{:?} is not of the family", i.op),
        };
        self.compute(opcode, i.rd, i.rs1, a);
    }

    fn set_less(&mut self, i: &Instruction, opcode: Opcode, a: Operand) {
        if opcode == Opcode::Cmpge && number(a) == Some(0) {
            // The sign.
            return self.compute(Opcode::Shr, i.rd, i.rs1, Operand::number(31));
        }
        let condition = self.condition(opcode, i.rs1, a);
        self.set(i.rd, condition, false);
    }

    /// `rd := rs opcode a`, for its value only: what is known is used and told.
    pub(super) fn compute(&mut self, opcode: Opcode, rd: Reg, rs: Reg, a: Operand) {
        if rd == 0 {
            return;
        }
        let (mut rs, mut a) = (rs, a);
        if let Operand::Constant(x) = self.operand(rs) {
            match a {
                Operand::Constant(y) => {
                    if let Some(value) = fold(opcode, x, y) {
                        return self.mov(rd, Operand::Constant(value));
                    }
                }
                Operand::Reg(y) if commutes(opcode) => (rs, a) = (y, Operand::Constant(x)),
                Operand::Reg(_) => {}
            }
        }
        match (opcode, number(a)) {
            (
                Opcode::Add | Opcode::Sub | Opcode::Or | Opcode::Xor | Opcode::Shl | Opcode::Shr,
                Some(0),
            ) => return self.mov(rd, self.operand(rs)),
            (Opcode::And, Some(0)) => return self.mov(rd, Operand::number(0)),
            _ => {}
        }
        let known = result(opcode, self.facts.of(rs), self.known(a));
        self.emit(opcode, rd, rs, a);
        self.facts.know(rd, known);
        self.know_result_flag(opcode, rd, rs, a);
    }

    /// What the flag tells after `rd := rs opcode a`.
    fn know_result_flag(&mut self, opcode: Opcode, rd: Reg, rs: Reg, a: Operand) {
        let at_least = |rj, a| Condition {
            opcode: Opcode::Cmpae,
            rj,
            a,
        };
        match opcode {
            Opcode::And | Opcode::Or | Opcode::Xor => {
                self.facts.know_flag(Condition::is_zero(rd), true);
            }
            // The sum is less than each summand if and only if it has a carry.
            Opcode::Add => {
                if rs != rd {
                    let a = self.operand(rs);
                    self.facts.know_flag(at_least(rd, a), false);
                }
                // A constant summand of 0 was taken care of.
                if a != Operand::Reg(rd) {
                    self.facts.know_flag(at_least(rd, a), false);
                }
            }
            // Borrow: less.
            Opcode::Sub if rs != rd && a != Operand::Reg(rd) => {
                let (condition, same) = self.condition(Opcode::Cmpae, rs, a);
                self.facts.know_flag(condition, !same);
            }
            _ => {}
        }
    }
}

fn commutes(opcode: Opcode) -> bool {
    matches!(
        opcode,
        Opcode::Add | Opcode::And | Opcode::Or | Opcode::Xor | Opcode::Mull
    )
}

/// The result where it is known.
fn fold(opcode: Opcode, x: Constant, y: Constant) -> Option<Constant> {
    let value = match (opcode, x, y) {
        (Opcode::Add, x, Constant::Number(y)) => return Some(x.offset_by(y)),
        (Opcode::Add, Constant::Number(x), y) => return Some(y.offset_by(x)),
        (Opcode::Sub, x, Constant::Number(y)) => return Some(x.offset_by(y.wrapping_neg())),
        // Data move together.
        (Opcode::Sub, Constant::Data(x), Constant::Data(y)) => x.wrapping_sub(y),
        (Opcode::And, Constant::Number(x), Constant::Number(y)) => x & y,
        (Opcode::Or, Constant::Number(x), Constant::Number(y)) => x | y,
        (Opcode::Xor, Constant::Number(x), Constant::Number(y)) => x ^ y,
        (Opcode::Shl, Constant::Number(x), Constant::Number(y)) => x.checked_shl(y).unwrap_or(0),
        (Opcode::Shr, Constant::Number(x), Constant::Number(y)) => x.checked_shr(y).unwrap_or(0),
        (Opcode::Mull, Constant::Number(x), Constant::Number(y)) => x.wrapping_mul(y),
        _ => return None,
    };
    Some(Constant::Number(value))
}

/// What is known about a result whose value is not.
fn result(opcode: Opcode, x: Known, y: Known) -> Known {
    let shift = match y.value {
        Some(Constant::Number(shift)) if shift < 32 => Some(shift),
        _ => None,
    };
    let mut known = Known::NOTHING;
    match opcode {
        Opcode::Add | Opcode::Sub => known.zero_bits = x.zero_bits.min(y.zero_bits),
        Opcode::And => {
            known.zero_bits = x.zero_bits.max(y.zero_bits);
            known.most = x.most.min(y.most);
        }
        Opcode::Or | Opcode::Xor => {
            known.zero_bits = x.zero_bits.min(y.zero_bits);
            // All bits below the highest one of either.
            let bits = (x.most | y.most).leading_zeros();
            known.most = u32::MAX.checked_shr(bits).unwrap_or(0);
        }
        Opcode::Mull => known.zero_bits = x.zero_bits.saturating_add(y.zero_bits),
        Opcode::Shl => known.zero_bits = x.zero_bits + shift.unwrap_or(0),
        Opcode::Shr => {
            if let Some(shift) = shift {
                known.most = x.most >> shift;
                known.zero_bits = x.zero_bits.saturating_sub(shift);
            }
        }
        _ => {}
    }
    known.zero_bits = known.zero_bits.min(32);
    known
}
