//! What is known about registers and flag at a point of straight-line code.

use crate::ir::{Constant, Operand, Reg, SP};
use crate::{Fuse, Fusion};
use tinyram::Opcode;

/// A comparison: `opcode` of the compares, its register, its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `cmpe`, `cmpa`, `cmpae`, `cmpg` or `cmpge`.
    pub opcode: Opcode,
    /// The compared register.
    pub rj: Reg,
    /// What it is compared with.
    pub a: Operand,
}

impl Condition {
    /// Is this register 0?
    pub const fn is_zero(rj: Reg) -> Self {
        Condition {
            opcode: Opcode::Cmpe,
            rj,
            a: Operand::number(0),
        }
    }

    fn mentions(&self, register: Reg) -> bool {
        self.rj == register || self.a == Operand::Reg(register)
    }
}

/// What is known about one register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its value.
    pub value: Option<Constant>,
    /// Its low bits that are 0.
    pub zero_bits: u32,
    /// It is at most this, unsigned.
    pub most: u32,
}

impl Known {
    /// Nothing.
    pub const NOTHING: Known = Known {
        value: None,
        zero_bits: 0,
        most: u32::MAX,
    };

    /// All about a constant.
    pub fn constant(value: Constant) -> Self {
        Known {
            value: Some(value),
            zero_bits: match value {
                Constant::Number(number) => number.trailing_zeros(),
                // Data move by a multiple of 16, see `layout`.
                Constant::Data(address) => address.trailing_zeros().min(4),
                Constant::Code { offset: 0, .. } => 3,
                Constant::Code { .. } => 0,
            },
            most: match value {
                Constant::Number(number) => number,
                _ => u32::MAX,
            },
        }
    }
}

/// What is known about all registers.
pub type Registers = [Known; 32];

impl Known {
    /// What both say.
    pub fn meet(self, other: Known) -> Known {
        Known {
            value: self.value.filter(|value| other.value == Some(*value)),
            zero_bits: self.zero_bits.min(other.zero_bits),
            most: self.most.max(other.most),
        }
    }
}

/// What is known here.
#[derive(Clone, Debug)]
pub struct Facts {
    registers: Registers,
    /// Conditions, each with what the flag is if it holds: the flag tells them all.
    flag: Vec<(Condition, bool)>,
    /// The first scratch register is this register plus this number.
    address: Option<(Reg, u32)>,
    /// What is not to be used is not noted.
    fuse: Fuse,
}

impl Facts {
    /// Nothing is known but x0.
    pub fn none(fuse: Fuse) -> Self {
        let mut registers = [Known::NOTHING; 32];
        registers[0] = Known::constant(Constant::Number(0));
        Facts::about(registers, fuse)
    }

    /// This is known about the registers, and nothing else.
    pub fn about(registers: Registers, fuse: Fuse) -> Self {
        Facts {
            registers,
            flag: Vec::new(),
            address: None,
            fuse,
        }
    }

    fn uses(&self, fusion: Fusion) -> bool {
        // Where nothing is fused, facts end with the instruction that they are made for.
        self.fuse == Fuse::Nothing || self.fuse.has(fusion)
    }

    /// What is known about the registers.
    pub fn registers(&self) -> &Registers {
        &self.registers
    }

    /// About a register.
    pub fn of(&self, register: Reg) -> Known {
        self.registers[usize::from(register)]
    }

    /// A register was written.
    pub fn forget(&mut self, register: Reg) {
        if register != 0 {
            self.registers[usize::from(register)] = Known::NOTHING;
        }
        self.flag
            .retain(|(condition, _)| !condition.mentions(register));
        if self.address.is_some_and(|(base, _)| base == register) {
            self.address = None;
        }
    }

    /// Something new about a register, whose other knowledge is gone.
    pub fn know(&mut self, register: Reg, known: Known) {
        if register != 0 {
            let mut noted = Known::NOTHING;
            if self.uses(Fusion::Constants) {
                noted.value = known.value;
            }
            if self.uses(Fusion::Alignment) {
                noted.zero_bits = known.zero_bits;
            }
            if self.uses(Fusion::Ranges) {
                noted.most = known.most;
            }
            self.registers[usize::from(register)] = noted;
        }
    }

    /// A register turned out to be a multiple of 2^`bits`.
    pub fn know_zero_bits(&mut self, register: Reg, bits: u32) {
        // The stack pointer's is no fusion: each change of it is checked.
        if register != SP && !self.uses(Fusion::Alignment) {
            return;
        }
        let known = &mut self.registers[usize::from(register)];
        known.zero_bits = known.zero_bits.max(bits);
    }

    /// The flag was written, by something that tells nothing.
    pub fn forget_flag(&mut self) {
        self.flag.clear();
    }

    /// The flag is `flag` if and only if the condition holds.
    pub fn know_flag(&mut self, condition: Condition, flag: bool) {
        if self.uses(Fusion::Flag) {
            self.flag.push((condition, flag));
        }
    }

    /// The first scratch register is this register plus this number.
    pub fn know_address(&mut self, base: Reg, offset: u32) {
        if self.uses(Fusion::Addresses) {
            self.address = Some((base, offset));
        }
    }

    /// Does the first scratch register hold this sum?
    pub fn is_address(&self, base: Reg, offset: u32) -> bool {
        self.address == Some((base, offset))
    }

    /// The first scratch register was written.
    pub fn forget_address(&mut self) {
        self.address = None;
    }

    /// What the flag is if the condition holds, if the flag tells it.
    pub fn flag(&self, condition: Condition) -> Option<bool> {
        let (_, flag) = self.flag.iter().find(|(known, _)| *known == condition)?;
        Some(*flag)
    }
}
