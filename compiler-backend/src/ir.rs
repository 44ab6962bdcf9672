//! TinyRAM instructions whose addresses are not known yet.
//!
//! Code and data move: an instruction becomes one to ten others, and data follow right after the code. Until everything is
//! lowered, operands name addresses by what lies there in the ELF file.

use tinyram::Opcode;

/// A register number, RISC-V's and TinyRAM's alike.
pub type Reg = u8;

/// The stack pointer.
pub const SP: Reg = 2;

/// The thread pointer.
pub const TP: Reg = 4;

/// Why a translated program gives up. It answers [`Trap::answer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trap {
    /// Control left the code: past its end, or to address 0.
    InstructionAccess,
    /// `unimp`, or data where an instruction was expected.
    IllegalInstruction,
    /// `ebreak`.
    Breakpoint,
    /// A load of a word from an address that is no multiple of 4.
    LoadMisaligned,
    /// A store of a word to such an address, or such a stack pointer.
    StoreMisaligned,
    /// `ecall` with another number than 93 in a7.
    EnvironmentCall,
    /// `commit` of a word that is not the next one on the primary tape.
    FalseClaim,
    /// The stack pointer left the stack.
    StackOverflow,
}

impl Trap {
    /// All of them.
    pub const ALL: [Trap; 8] = [
        Trap::InstructionAccess,
        Trap::IllegalInstruction,
        Trap::Breakpoint,
        Trap::LoadMisaligned,
        Trap::StoreMisaligned,
        Trap::EnvironmentCall,
        Trap::FalseClaim,
        Trap::StackOverflow,
    ];

    /// The answer: 2^31 plus the exception code that RISC-V's `mcause` has for it.
    pub const fn answer(self) -> u32 {
        0x8000_0000
            + match self {
                Trap::InstructionAccess => 1,
                Trap::IllegalInstruction => 2,
                Trap::Breakpoint => 3,
                Trap::LoadMisaligned => 4,
                Trap::StoreMisaligned => 6,
                Trap::EnvironmentCall => 8,
                // The first of those that are left to custom use.
                Trap::FalseClaim => 24,
                Trap::StackOverflow => 25,
            }
    }

    /// The trap that answers this, if one does. A program may answer the same by itself.
    pub fn from_answer(answer: u32) -> Option<Trap> {
        Trap::ALL.into_iter().find(|trap| trap.answer() == answer)
    }

    /// What happened, for a message.
    pub const fn meaning(self) -> &'static str {
        match self {
            Trap::InstructionAccess => "control left the program's code",
            Trap::IllegalInstruction => {
                "illegal instruction: unimp (abort, __builtin_trap, unreachable code) or data"
            }
            Trap::Breakpoint => "ebreak",
            Trap::LoadMisaligned => "load of a word from an address that is no multiple of 4",
            Trap::StoreMisaligned => "store of a word to an address that is no multiple of 4",
            Trap::EnvironmentCall => "ecall with an unknown number in a7 (only 93, exit, is known)",
            Trap::FalseClaim => {
                "commit: the next word of the public tape is not what the program computed, or is missing"
            }
            Trap::StackOverflow => {
                "stack overflow: the stack pointer left the 64 MiB of the stack (deep recursion, a large array, or a program with a stack of its own)"
            }
        }
    }
}

/// A place in the translated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// Where the instruction at this RISC-V address begins.
    Riscv(u32),
    /// A place inside of a lowered instruction.
    Local(u32),
    /// The shared `answer` of a trap.
    Trap(Trap),
}

/// A word that is known up to where code and data come to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// A number.
    Number(u32),
    /// A number relative to a place in the code.
    Code {
        /// The place.
        label: Label,
        /// Added to its address, mod 2^32. Not 0 only between the two halves of an address.
        offset: u32,
    },
    /// The address, in the ELF file, of something that moves with the data.
    Data(u32),
}

impl Constant {
    /// The address of a place in the code.
    pub const fn code(label: Label) -> Self {
        Constant::Code { label, offset: 0 }
    }

    /// The sum with a number.
    pub const fn offset_by(self, number: u32) -> Self {
        match self {
            Constant::Number(n) => Constant::Number(n.wrapping_add(number)),
            Constant::Code { label, offset } => Constant::Code {
                label,
                offset: offset.wrapping_add(number),
            },
            Constant::Data(address) => Constant::Data(address.wrapping_add(number)),
        }
    }
}

/// The operand A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A register's value.
    Reg(Reg),
    /// An immediate.
    Constant(Constant),
}

impl Operand {
    /// An immediate number.
    pub const fn number(number: u32) -> Self {
        Operand::Constant(Constant::Number(number))
    }

    /// The address of a place in the code.
    pub const fn label(label: Label) -> Self {
        Operand::Constant(Constant::code(label))
    }
}

/// A TinyRAM instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inst {
    /// Field #1.
    pub opcode: Opcode,
    /// Field #3.
    pub ri: Reg,
    /// Field #4.
    pub rj: Reg,
    /// Fields #2 and #6.
    pub a: Operand,
}

/// A set of registers and the flag, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Places(pub u64);

impl Places {
    /// Every RISC-V register, without the flag.
    pub const REGISTERS: Places = Places(0xffff_ffff);
    const FLAG: u64 = 1 << 32;

    fn one(register: Reg) -> u64 {
        1 << register
    }

    /// Is the flag among them?
    pub fn has_flag(self) -> bool {
        self.0 & Places::FLAG != 0
    }

    /// The lowest register among them.
    pub fn register(self) -> Option<Reg> {
        let registers = self.0 as u32;
        (registers != 0).then(|| registers.trailing_zeros() as Reg)
    }
}

impl Inst {
    /// What it overwrites. `cmov` is left out: it may keep what was there.
    pub fn writes(&self) -> Places {
        let ri = Places::one(self.ri);
        Places(match self.opcode {
            Opcode::And
            | Opcode::Or
            | Opcode::Xor
            | Opcode::Not
            | Opcode::Add
            | Opcode::Sub
            | Opcode::Mull
            | Opcode::Umulh
            | Opcode::Smulh
            | Opcode::Udiv
            | Opcode::Umod
            | Opcode::Shl
            | Opcode::Shr
            | Opcode::Read => ri | Places::FLAG,
            Opcode::Cmpe | Opcode::Cmpa | Opcode::Cmpae | Opcode::Cmpg | Opcode::Cmpge => {
                Places::FLAG
            }
            Opcode::Mov | Opcode::LoadB | Opcode::LoadW => ri,
            Opcode::Cmov => 0,
            Opcode::Jmp
            | Opcode::Cjmp
            | Opcode::Cnjmp
            | Opcode::StoreB
            | Opcode::StoreW
            | Opcode::Answer => 0,
        })
    }

    /// What it may change.
    pub fn changes(&self) -> Places {
        match self.opcode {
            Opcode::Cmov => Places(Places::one(self.ri)),
            _ => self.writes(),
        }
    }

    /// What it reads.
    pub fn reads(&self) -> Places {
        let shape = self.opcode.shape();
        let mut reads = 0;
        if shape.uses_rj() {
            reads |= Places::one(self.rj);
        }
        if let Operand::Reg(register) = self.a {
            reads |= Places::one(register);
        }
        reads |= match self.opcode {
            Opcode::StoreB | Opcode::StoreW => Places::one(self.ri),
            Opcode::Cmov => Places::one(self.ri) | Places::FLAG,
            Opcode::Cjmp | Opcode::Cnjmp => Places::FLAG,
            _ => 0,
        };
        Places(reads)
    }

    /// Does it matter even where nobody reads what it writes?
    pub fn has_effect(&self) -> bool {
        matches!(
            self.opcode,
            Opcode::Jmp
                | Opcode::Cjmp
                | Opcode::Cnjmp
                | Opcode::StoreB
                | Opcode::StoreW
                | Opcode::Read
                | Opcode::Answer
        )
    }

    /// Can the next instruction come after it?
    pub fn falls_through(&self) -> bool {
        !matches!(self.opcode, Opcode::Jmp | Opcode::Answer)
    }
}
