//! Loads and stores. TinyRAM addresses memory by an operand without offset, knows bytes and words, and ignores the low two bits
//! of a word's address; so halves are two bytes, which is right at any address, and words are checked to be aligned.

use super::Lowering;
use crate::error::Error;
use crate::facts::Known;
use crate::ir::{Constant, Label, Operand, Reg, Trap};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

/// An address: a register plus a number, or a constant.
#[derive(Clone, Copy)]
pub(super) enum Address {
    Constant(Constant),
    Register(Reg, u32),
}

impl Lowering<'_, '_> {
    pub(super) fn load_store(&mut self, address: u32, i: &Instruction) -> Result<(), Error> {
        let at = self.address_of(address, i)?;
        let stores = matches!(i.op, Op::Sb | Op::Sh | Op::Sw);
        if self.options.checked && matches!(i.op, Op::Lw | Op::Sw) {
            let trap = if stores {
                Trap::StoreMisaligned
            } else {
                Trap::LoadMisaligned
            };
            self.check_word(at, trap);
        }
        if i.rd == 0 && !stores {
            // Reading memory changes nothing.
            return Ok(());
        }
        match i.op {
            Op::Lw => {
                let a = self.address(at);
                self.emit(Opcode::LoadW, i.rd, 0, a);
            }
            Op::Lbu | Op::Lb => {
                let a = self.address(at);
                self.emit(Opcode::LoadB, i.rd, 0, a);
                self.know_most(i.rd, 0xff);
                if i.op == Op::Lb {
                    self.emit(Opcode::Xor, i.rd, i.rd, Operand::number(0x80));
                    self.emit(Opcode::Sub, i.rd, i.rd, Operand::number(0x80));
                }
            }
            Op::Lhu | Op::Lh => self.load_half(at, i),
            Op::Sw => {
                let a = self.address(at);
                self.emit(Opcode::StoreW, i.rs2, 0, a);
            }
            Op::Sb => {
                let a = self.address(at);
                self.emit(Opcode::StoreB, i.rs2, 0, a);
            }
            Op::Sh => self.store_half(at, i.rs2),
            _ => unreachable!("{:?} is not of the family", i.op),
        }
        Ok(())
    }

    pub(super) fn address_of(&self, address: u32, i: &Instruction) -> Result<Address, Error> {
        let offset = i.imm as u32;
        let at = match (self.addresses.full.get(&address), self.operand(i.rs1)) {
            (Some(constant), _) => Address::Constant(*constant),
            (None, Operand::Constant(base)) => Address::Constant(base.offset_by(offset)),
            (None, Operand::Reg(base)) => Address::Register(base, offset),
        };
        match at {
            Address::Constant(Constant::Code {
                label: Label::Riscv(target),
                offset,
            }) => Err(Error::CodeAsData {
                at: self.elf.place(address),
                target: self.elf.place(target.wrapping_add(offset)),
            }),
            at => Ok(at),
        }
    }

    /// The operand for an address.
    pub(super) fn address(&mut self, at: Address) -> Operand {
        match at {
            Address::Constant(constant) => Operand::Constant(constant),
            Address::Register(base, 0) => Operand::Reg(base),
            Address::Register(base, offset) => {
                let scratch = self.scratch[0];
                if !self.facts.is_address(base, offset) {
                    self.emit(Opcode::Add, scratch, base, Operand::number(offset));
                    self.facts.know_address(base, offset);
                }
                Operand::Reg(scratch)
            }
        }
    }

    /// Traps where a word's address is no multiple of 4.
    pub(super) fn check_word(&mut self, at: Address, trap: Trap) {
        let misaligned = match at {
            Address::Constant(constant) => Known::constant(constant).zero_bits < 2,
            Address::Register(base, offset) if offset.is_multiple_of(4) => {
                self.check_alignment(base, trap);
                false
            }
            Address::Register(base, _) if self.facts.of(base).zero_bits >= 2 => true,
            Address::Register(..) => {
                if let Operand::Reg(register) = self.address(at) {
                    self.check_alignment(register, trap);
                }
                false
            }
        };
        if misaligned {
            self.trap(trap);
        }
    }

    fn load_half(&mut self, at: Address, i: &Instruction) {
        let (rd, signed) = (i.rd, i.op == Op::Lh);
        match self.upper_half(at) {
            Some(upper) => {
                // `load.w` finds the word around the half.
                let a = self.address(at);
                self.emit(Opcode::LoadW, rd, 0, a);
                match (upper, signed) {
                    (true, false) => self.emit(Opcode::Shr, rd, rd, Operand::number(16)),
                    (false, false) => self.emit(Opcode::And, rd, rd, Operand::number(0xffff)),
                    (true, true) => self.arithmetic(rd, rd, 16),
                    (false, true) => {
                        self.emit(Opcode::Shl, rd, rd, Operand::number(16));
                        self.arithmetic(rd, rd, 16);
                    }
                }
            }
            None => {
                let high = self.scratch[1];
                let a = self.address(following(at));
                self.emit(Opcode::LoadB, high, 0, a);
                let a = self.address(at);
                self.emit(Opcode::LoadB, rd, 0, a);
                if signed {
                    self.emit(Opcode::Shl, high, high, Operand::number(24));
                    self.arithmetic(high, high, 16);
                } else {
                    self.emit(Opcode::Shl, high, high, Operand::number(8));
                }
                self.emit(Opcode::Or, rd, rd, Operand::Reg(high));
            }
        }
        if !signed {
            self.know_most(rd, 0xffff);
        }
    }

    /// Is a half the upper one of its word? `None`: not known, or in both of two words.
    fn upper_half(&self, at: Address) -> Option<bool> {
        let (known, low) = match at {
            // Data move by a multiple of 16.
            Address::Constant(Constant::Number(address) | Constant::Data(address)) => {
                (true, address)
            }
            Address::Constant(Constant::Code { .. }) => return None,
            Address::Register(base, offset) => (self.facts.of(base).zero_bits >= 2, offset),
        };
        match low % 4 {
            0 if known => Some(false),
            2 if known => Some(true),
            _ => None,
        }
    }

    fn store_half(&mut self, at: Address, rs2: Reg) {
        let a = self.address(at);
        self.emit(Opcode::StoreB, rs2, 0, a);
        let high = if rs2 == 0 {
            0
        } else {
            let high = self.scratch[1];
            self.emit(Opcode::Shr, high, rs2, Operand::number(8));
            high
        };
        let a = self.address(following(at));
        self.emit(Opcode::StoreB, high, 0, a);
    }

    fn know_most(&mut self, register: Reg, most: u32) {
        let known = Known {
            most,
            ..Known::NOTHING
        };
        self.facts.know(register, known);
    }
}

/// The next byte.
pub(super) fn following(at: Address) -> Address {
    match at {
        Address::Constant(constant) => Address::Constant(constant.offset_by(1)),
        Address::Register(base, offset) => Address::Register(base, offset.wrapping_add(1)),
    }
}
