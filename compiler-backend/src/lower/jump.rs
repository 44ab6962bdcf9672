//! `jal`, `jalr`.

use super::Lowering;
use crate::error::Error;
use crate::ir::{Constant, Label, Operand, SP, Trap};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

impl Lowering<'_, '_> {
    pub(super) fn jump(&mut self, address: u32, i: &Instruction) -> Result<(), Error> {
        // An address of code is no place for a stack, and what follows the jump would not check it.
        if i.rd == SP {
            self.trap(Trap::StackOverflow);
            return Ok(());
        }
        let target = if i.op == Op::Jal {
            Operand::label(Label::Riscv(i.target(address)))
        } else {
            self.jalr_target(address, i)?
        };
        if i.rd != 0 {
            let next = Label::Riscv(i.behind(address));
            self.mov(i.rd, Operand::label(next));
        }
        match target {
            // Numbers and data are no code, whatever lies there after translation.
            Operand::Constant(Constant::Number(_) | Constant::Data(_)) => {
                self.trap(Trap::InstructionAccess);
            }
            target => self.emit(Opcode::Jmp, 0, 0, target),
        }
        Ok(())
    }

    fn jalr_target(&mut self, address: u32, i: &Instruction) -> Result<Operand, Error> {
        if let Some(target) = self.addresses.full.get(&address) {
            return Ok(Operand::Constant(*target));
        }
        let offset = i.imm as u32;
        if let Operand::Constant(base) = self.operand(i.rs1) {
            let target = base.offset_by(offset);
            if matches!(target, Constant::Code { offset, .. } if offset != 0) {
                return Err(self.jalr_offset(address, i));
            }
            return Ok(Operand::Constant(target));
        }
        if offset != 0 {
            return Err(self.jalr_offset(address, i));
        }
        if i.rd == i.rs1 {
            let scratch = self.scratch[0];
            self.emit(Opcode::Mov, scratch, 0, Operand::Reg(i.rs1));
            Ok(Operand::Reg(scratch))
        } else {
            Ok(Operand::Reg(i.rs1))
        }
    }

    fn jalr_offset(&self, address: u32, i: &Instruction) -> Error {
        Error::JalrOffset {
            at: self.elf.place(address),
            offset: i.imm,
        }
    }
}
