//! Where each value of a step lives: the one map between names and cells, used by constraints and witness alike.
//!
//! A step has two rows. On each of them stand two memory accesses, one of a register and one of any cell, and half of each of four
//! machine words; on its second row one *boot cell* of the memory argument.
//!
//! ```text
//! row  register access  cell access                    words        bits, state          once
//! 0    operand A        fetch: lo = field 6, hi        low halves   flag, ended, ...     control bits 8 to 11, op lookup
//! 1    register ri      rj, data or tape cell          high halves  state after, ...     boot cell: last access, first words
//! ```
//!
//! Constraints are read on the first row and see both, or on the second row and see the next step's first. A column that is read so
//! from elsewhere costs a second value in the proof, so the cells that only meet cells of their own row have columns of their own.

use crate::control::CONTROL_BITS;
use crate::profile::Profile;

/// Rows of a step.
pub(crate) const ROWS_PER_STEP: usize = 2;

/// Advice columns of the first phase.
pub(crate) mod column {
    /// 16 range-checked bits of each of four words: on the first row of a step the low half, on the second the high one.
    pub const PART: usize = 0;
    /// The register access: address, word found, word left.
    pub const REGISTER: usize = 4;
    pub const BEFORE: usize = 5;
    pub const AFTER: usize = 6;
    /// The cell access: address, words found, words left; a fetch leaves what it finds, and the last two are free.
    pub const ADDRESS: usize = 7;
    pub const LO: usize = 8;
    pub const HI: usize = 9;
    pub const NEW_LO: usize = 10;
    pub const NEW_HI: usize = 11;
    /// Words read from the primary tape: before the step, after it.
    pub const POSITION: usize = 12;
    /// The boot cell's address and region, the same on both rows of a step.
    pub const BOOT_ADDRESS: usize = 13;
    pub const REGION: usize = 14;
    /// Bits and state.
    pub const BITS: usize = 15;

    // From here on, columns that are read on their own row alone.

    /// The spreads of the parts.
    pub const SPREAD: usize = 24;
    /// Times of the accesses before.
    pub const REGISTER_PREVIOUS: usize = 28;
    pub const PREVIOUS: usize = 29;
    /// Three small numbers: on the first row field 4 and the halves of the padding, on the second the digits of the boot cells' gap.
    pub const RANGE: usize = 30;
    /// On the first row control bits; on the second the boot cell's last time and words and its first low word.
    pub const CONTROL: usize = 33;
    pub const LAST_TIME: usize = 33;
    pub const LAST_LO: usize = 34;
    pub const LAST_HI: usize = 35;
    pub const FIRST_LO: usize = 36;
    /// On the first row the key of the op-specific lookup, on the second the boot cell's first high word.
    pub const OP_KEY: usize = 37;
    pub const FIRST_HI: usize = 37;
    pub const OP_VALUE: usize = 38;
    /// How often the row's entries of the table are looked up, of the two times, of the two double words of the image.
    pub const USES: usize = 39;
    /// With 8-bit limbs: the high limbs of the parts, and their spreads.
    pub const LIMB: usize = 44;
    pub const LIMB_SPREAD: usize = 48;
    pub const END: usize = 52;
}

/// An advice cell of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    pub column: usize,
    /// 0 or 1.
    pub row: usize,
}

const fn cell(column: usize, row: usize) -> Cell {
    Cell { column, row }
}

/// The boolean cells of a step beside the control bits.
pub(crate) const FLAG: usize = 0;
/// The auxiliary tape has ended.
pub(crate) const ENDED: usize = 1;
/// The next pc is 2^29, so it is 0.
pub(crate) const WRAP: usize = 2;
/// Carry: the bit that becomes the flag where the flag changes.
pub(crate) const CARRY: usize = 3;
/// Four op-specific bits.
pub(crate) const DIGIT: usize = 4;
/// The control bits, [`crate::control::Control::bits`].
pub(crate) const CONTROL: usize = 8;
/// All boolean cells.
pub(crate) const BIT_CELLS: usize = CONTROL + CONTROL_BITS;

/// Where the bits are.
const BITS: [Cell; BIT_CELLS] = {
    use column::{BITS, CONTROL};
    [
        cell(BITS, 0),
        cell(BITS + 1, 0),
        cell(BITS + 2, 0),
        cell(BITS + 2, 1),
        cell(BITS + 3, 0),
        cell(BITS + 3, 1),
        cell(BITS + 4, 0),
        cell(BITS + 4, 1),
        // Control bits.
        cell(BITS + 5, 0),
        cell(BITS + 5, 1),
        cell(BITS + 6, 0),
        cell(BITS + 6, 1),
        cell(BITS + 7, 0),
        cell(BITS + 7, 1),
        cell(BITS + 8, 0),
        cell(BITS + 8, 1),
        cell(CONTROL, 0),
        cell(CONTROL + 1, 0),
        cell(CONTROL + 2, 0),
        cell(CONTROL + 3, 0),
    ]
};

/// pc, flag and "ended" after the step, in one number.
pub(crate) const STATE_AFTER: Cell = cell(column::BITS, 1);
/// The step is a bitwise instruction, for constraints on the second row.
pub(crate) const BITWISE_ROW: Cell = cell(column::BITS + 1, 1);

/// The small numbers of the first row, places in [`column::RANGE`].
pub(crate) const FIELD4_RANGE: usize = 0;
pub(crate) const PADDING_RANGES: [usize; 2] = [1, 2];
/// Digits of the gap between boot cells.
pub(crate) const GAP_DIGITS: usize = 3;

/// The two accesses of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    Register,
    Cell,
}

/// The cell map of a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub limb_bits: u32,
    segmented: bool,
}

/// Bits of a part of a word.
pub(crate) const PART_BITS: u32 = 16;

impl Layout {
    pub fn new(profile: &Profile) -> Self {
        Layout {
            limb_bits: profile.limb_bits,
            segmented: profile.segmented,
        }
    }

    /// Is a part of a word two limbs? Otherwise it is one.
    pub fn has_two_limbs(&self) -> bool {
        self.limb_bits < PART_BITS
    }

    /// Advice columns of the first phase.
    pub fn first_phase_columns(&self) -> usize {
        self.of_words() + usize::from(self.segmented)
    }

    /// The same without the one that only segments have.
    fn of_words(&self) -> usize {
        match self.has_two_limbs() {
            true => column::END,
            false => column::LIMB,
        }
    }

    /// In a segment, the column of how many whole segments passed since the cell access before.
    pub fn segments_passed(&self) -> Option<usize> {
        self.segmented.then_some(self.of_words())
    }

    /// Half 0 (low) or 1 of a word, in one of the columns [`column::PART`], `SPREAD`, `LIMB`, `LIMB_SPREAD`.
    pub fn part(&self, word: usize, half: usize, column: usize) -> Cell {
        cell(column + word, half)
    }

    /// A cell of the access on this row.
    pub fn access(&self, row: usize, column: usize) -> Cell {
        cell(column, row)
    }

    /// Boolean cell `index`.
    pub fn bit(&self, index: usize) -> Cell {
        BITS[index]
    }

    /// Two op-specific cells without a range check, where a fetch leaves no words.
    pub fn aux(&self, index: usize) -> Cell {
        cell(column::NEW_LO + index, 0)
    }

    /// Key and value of the op-specific lookup.
    pub fn op_lookup(&self) -> [Cell; 2] {
        [cell(column::OP_KEY, 0), cell(column::OP_VALUE, 0)]
    }

    /// A small number.
    pub fn range(&self, index: usize, row: usize) -> Cell {
        cell(column::RANGE + index, row)
    }
}
