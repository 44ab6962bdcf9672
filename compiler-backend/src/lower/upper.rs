//! `lui`, `auipc`.

use super::Lowering;
use crate::error::Error;
use crate::ir::{Constant, Operand};
use crate::riscv::{Instruction, Op};

impl Lowering<'_, '_> {
    pub(super) fn upper(&mut self, address: u32, i: &Instruction) -> Result<(), Error> {
        if self.addresses.calls.contains(&address) {
            // Only the jalr behind it reads the register, and that knows its target.
            return Ok(());
        }
        let value = match (self.addresses.upper.get(&address), i.op) {
            (Some(value), _) => *value,
            (None, Op::Lui) => Constant::Number(i.imm as u32),
            // The pc means nothing after translation.
            (None, _) => {
                return Err(Error::AuipcWithoutRelocation {
                    at: self.elf.place(address),
                });
            }
        };
        self.mov(i.rd, Operand::Constant(value));
        Ok(())
    }
}
