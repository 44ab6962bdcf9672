//! The two numbers that fix a TinyRAM: the word size *W* and the number of registers *K*.

use crate::Word;
use thiserror::Error;

/// The machine's parameters, the specification's *W* and *K*.
///
/// A value of this type always satisfies the specification's rule that an opcode, a mode bit and two register numbers
/// fit one word: `6 + 2 * ceil(log2 K) <= W`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArchParams {
    word_bits: u32,
    num_registers: u32,
}

/// Why a pair (*W*, *K*) is not a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ArchError {
    /// *W* is none of the supported sizes.
    #[error("word size W = {got} is not supported: choose 8, 16, 32 or 64")]
    WordBits {
        /// The refused *W*.
        got: u32,
    },
    /// *K* is zero.
    #[error("a machine needs at least one register: K = 0 was asked for")]
    NoRegisters,
    /// Two register numbers of this size do not fit an instruction.
    #[error(
        "K = {got} registers do not fit an instruction of W = {word_bits} bits: K may be at most {most}"
    )]
    TooManyRegisters {
        /// The refused *K*.
        got: u32,
        /// The *W* it was combined with.
        word_bits: u32,
        /// The largest *K* for this *W*.
        most: u32,
    },
}

impl ArchParams {
    /// Checks the two parameters.
    ///
    /// ```
    /// use tinyram::ArchParams;
    /// assert_eq!(ArchParams::new(32, 16).unwrap().register_bits(), 4);
    /// assert!(ArchParams::new(8, 3).is_err()); // two 2-bit register numbers leave no room
    /// ```
    pub const fn new(word_bits: u32, num_registers: u32) -> Result<Self, ArchError> {
        if !matches!(word_bits, 8 | 16 | 32 | 64) {
            return Err(ArchError::WordBits { got: word_bits });
        }
        if num_registers == 0 {
            return Err(ArchError::NoRegisters);
        }
        let arch = Self {
            word_bits,
            num_registers,
        };
        if 6 + 2 * arch.register_bits() > word_bits {
            let most = 1 << ((word_bits - 6) / 2);
            return Err(ArchError::TooManyRegisters {
                got: num_registers,
                word_bits,
                most,
            });
        }
        Ok(arch)
    }

    /// *W*, the bits of a word: 8, 16, 32 or 64.
    #[inline]
    pub const fn word_bits(self) -> u32 {
        self.word_bits
    }

    /// *K*, the number of registers.
    #[inline]
    pub const fn num_registers(self) -> u32 {
        self.num_registers
    }

    /// Bytes of a word, `W / 8`.
    #[inline]
    pub const fn word_bytes(self) -> u32 {
        self.word_bits / 8
    }

    /// Bytes of a double word, which is the size of an instruction: `2 W / 8`.
    #[inline]
    pub const fn double_word_bytes(self) -> u32 {
        self.word_bits / 4
    }

    /// Bits of a register number in an instruction: `ceil(log2 K)`, so 0 for the machine with one register.
    #[inline]
    pub const fn register_bits(self) -> u32 {
        u32::BITS - (self.num_registers - 1).leading_zeros()
    }

    /// The largest word, `2^W - 1`.
    #[inline]
    pub const fn word_mask(self) -> Word {
        Word::MAX >> (Word::BITS - self.word_bits)
    }

    /// The same machine, for the optimiser: `W` is what [`ArchParams::word_bits`] says, but as a constant.
    #[inline(always)]
    pub(crate) const fn with_word_bits<const W: u32>(self) -> Self {
        Self {
            word_bits: W,
            num_registers: self.num_registers,
        }
    }

    /// Double words in the whole memory, `2^W / (2 W / 8)`. At W = 64 this is `2^60`.
    #[inline]
    pub const fn memory_double_words(self) -> u64 {
        self.word_mask() / self.double_word_bytes() as u64 + 1
    }

    /// A word from a signed or unsigned number in `[-2^(W-1), 2^W - 1]`, or `None` outside of it.
    pub(crate) const fn word_from_number(self, negative: bool, magnitude: u64) -> Option<Word> {
        if !negative {
            return if magnitude <= self.word_mask() {
                Some(magnitude)
            } else {
                None
            };
        }
        if magnitude <= 1 << (self.word_bits - 1) {
            Some(magnitude.wrapping_neg() & self.word_mask())
        } else {
            None
        }
    }
}
