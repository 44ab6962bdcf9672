//! Instructions as numbers: `#1 opcode (5) | #2 mode (1) | #3 register | #4 register | #5 padding || #6 operand A (W)`.

use super::{BY_CODE, Opcode};
use crate::{ArchParams, Word};

/// Two words at an address that is a multiple of `2 W / 8`: the unit of a fetch, and of the circuit's memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DoubleWord {
    /// The word at the lower address; of an instruction field #6, the operand A.
    pub lo: Word,
    /// The word at the higher address; of an instruction fields #1 to #5, the "opcode word".
    pub hi: Word,
}

/// An instruction with its operands.
///
/// Which of `ri` and `rj` mean something is told by [`Opcode::shape`]; [`Instruction::decode`] leaves 0 in the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instruction {
    /// Field #1.
    pub opcode: Opcode,
    /// Field #2: `a` is the operand itself (true) or the number of the register that holds it (false).
    pub immediate: bool,
    /// Field #3: the destination register, or the register a store writes to memory.
    pub ri: u32,
    /// Field #4: the first source register, or the register a compare looks at.
    pub rj: u32,
    /// Field #6: an immediate or a register number.
    pub a: Word,
}

/// What a double word means to the machine. Every double word means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decoded {
    /// One of the 29 instructions, all its registers below *K*.
    Instruction(Instruction),
    /// Anything else behaves as `answer 1`.
    Answer1(Answer1Reason),
}

/// Why a double word is no instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer1Reason {
    /// The opcode is 23, 24 or 25.
    UndefinedOpcode,
    /// A field the instruction uses names a register that the machine lacks.
    RegisterOutOfRange,
}

/// The fields of an opcode word as they stand there, used or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RawFields {
    /// Field #1, five bits.
    pub opcode: u8,
    /// Field #2.
    pub immediate: bool,
    /// Field #3, [`ArchParams::register_bits`] bits.
    pub f3: u32,
    /// Field #4, [`ArchParams::register_bits`] bits.
    pub f4: u32,
}

/// Splits an opcode word (the `hi` of a [`DoubleWord`]) into its fields; bits above *W* and the padding are ignored.
#[inline]
pub const fn raw_fields(arch: ArchParams, hi: Word) -> RawFields {
    let (w, k) = (arch.word_bits(), arch.register_bits());
    let register_mask = (1 << k) - 1;
    RawFields {
        opcode: ((hi >> (w - 5)) & 31) as u8,
        immediate: (hi >> (w - 6)) & 1 == 1,
        f3: ((hi >> (w - 6 - k)) & register_mask) as u32,
        f4: ((hi >> (w - 6 - 2 * k)) & register_mask) as u32,
    }
}

impl Instruction {
    /// The instruction as a double word, unused fields and padding zero.
    ///
    /// The encoder writes what the fields can hold: a register number is cut to [`ArchParams::register_bits`] bits and `a`
    /// to *W* bits. The assembler refuses such operands before they get here.
    ///
    /// ```
    /// use tinyram::{ArchParams, Instruction, Opcode};
    /// let arch = ArchParams::new(16, 16).unwrap();
    /// let add = Instruction { opcode: Opcode::Add, immediate: true, ri: 3, rj: 7, a: 1234 };
    /// assert_eq!(add.encode(arch).hi, 0x24dc); // the specification's own example
    /// assert_eq!(add.encode(arch).lo, 0x04d2);
    /// ```
    pub const fn encode(&self, arch: ArchParams) -> DoubleWord {
        let (w, k) = (arch.word_bits(), arch.register_bits());
        let register_mask = (1 << k) - 1;
        let shape = self.opcode.shape();
        let f3 = if shape.uses_ri() {
            self.ri as Word & register_mask
        } else {
            0
        };
        let f4 = if shape.uses_rj() {
            self.rj as Word & register_mask
        } else {
            0
        };
        let hi = ((self.opcode.code() as Word) << (w - 5))
            | ((self.immediate as Word) << (w - 6))
            | (f3 << (w - 6 - k))
            | (f4 << (w - 6 - 2 * k));
        DoubleWord {
            lo: self.a & arch.word_mask(),
            hi,
        }
    }

    /// What the machine makes of a double word. Total: the undefined opcodes and registers that do not exist are
    /// [`Decoded::Answer1`]; unused fields and the padding may hold anything.
    #[inline]
    pub const fn decode(arch: ArchParams, double_word: DoubleWord) -> Decoded {
        let raw = raw_fields(arch, double_word.hi);
        let Some(opcode) = BY_CODE[(raw.opcode & 31) as usize] else {
            return Decoded::Answer1(Answer1Reason::UndefinedOpcode);
        };
        let shape = opcode.shape();
        let ri = if shape.uses_ri() { raw.f3 } else { 0 };
        let rj = if shape.uses_rj() { raw.f4 } else { 0 };
        let a = double_word.lo & arch.word_mask();
        let registers = arch.num_registers();
        if ri >= registers || rj >= registers || (!raw.immediate && a >= registers as Word) {
            return Decoded::Answer1(Answer1Reason::RegisterOutOfRange);
        }
        Decoded::Instruction(Instruction {
            opcode,
            immediate: raw.immediate,
            ri,
            rj,
            a,
        })
    }
}
