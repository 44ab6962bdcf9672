//! Where each value of a step lives: the one map between names and cells, used by constraints and witness alike.
//!
//! A step has four *slots*, one memory access and one machine word each. With 16-bit limbs a slot is one row; with 8-bit
//! limbs it is two, because a row checks two limbs. Addresses below are relative to the first row of the step.
//!
//! ```text
//! slot  memory access                     fixed use of its words       free cells of the access
//! 0     fetch: lo = field 6, hi = opcode  op-specific word 0           new_lo: tape position, new_hi: next pc
//! 1     rj, data, tape or output cell     op-specific word 1           -
//! 2     register A                        op-specific word 2           new_lo: A, new_hi: aux0
//! 3     register ri                       op-specific word 3           new_hi: aux1
//! ```
//!
//! The lanes (one generic table lookup on each row): decode, padding, op-specific, field 4, and with 8-bit limbs the second
//! half of the padding; the rest look up (0, 0).

use crate::control::CONTROL_BITS;
use crate::profile::Profile;

/// Advice columns of the first phase, in commitment order; the bit columns follow.
pub(crate) mod column {
    /// Address of the accessed cell.
    pub const ADDRESS: usize = 0;
    /// Time of the access before.
    pub const PREVIOUS: usize = 1;
    /// Low and high word that the access finds.
    pub const LO: usize = 2;
    pub const HI: usize = 3;
    /// Low and high word that it leaves, where it may change them; otherwise free for other use.
    pub const NEW_LO: usize = 4;
    pub const NEW_HI: usize = 5;
    /// A range-checked value of `2 * limb_bits` bits, its high limb, and the spreads of both limbs.
    pub const WORD: usize = 6;
    pub const LIMB: usize = 7;
    pub const SPREAD_HI: usize = 8;
    pub const SPREAD_LO: usize = 9;
    /// The generic lookup of the row.
    pub const LANE_KEY: usize = 10;
    pub const LANE_VALUE: usize = 11;
    /// How often the lookups use this row of the fixed table, and of the time table.
    pub const USES: usize = 12;
    pub const TIME_USES: usize = 13;
    /// Bits of the steps; on boot rows of the tape, the first two hold the packed words and the number of words left.
    pub const BITS: usize = 14;
    pub const PACKED: usize = BITS;
    pub const REMAINING: usize = BITS + 1;
}

/// An advice cell of a step: column and row relative to the step's first row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub column: usize,
    pub row: usize,
}

/// The boolean cells of a step beside the control bits.
pub(crate) const FLAG: usize = 0;
/// The auxiliary tape has ended.
pub(crate) const ENDED: usize = 1;
/// Carry: the bit that becomes the flag where the flag changes.
pub(crate) const CARRY: usize = 2;
/// Four op-specific bits.
pub(crate) const DIGIT: usize = 3;
/// The control bits, [`crate::control::Control::bits`].
pub(crate) const CONTROL: usize = 7;
/// All boolean cells.
pub(crate) const BIT_CELLS: usize = CONTROL + CONTROL_BITS;

/// The cell map of a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub limb_bits: u32,
    pub rows_per_slot: usize,
    pub rows_per_step: usize,
}

impl Layout {
    pub fn new(profile: &Profile) -> Self {
        Layout {
            limb_bits: profile.limb_bits,
            rows_per_slot: profile.rows_per_slot(),
            rows_per_step: profile.rows_per_step(),
        }
    }

    /// The cell of slot `slot` in one of the columns of the memory access.
    pub fn access(&self, slot: usize, column: usize) -> Cell {
        Cell {
            column,
            row: slot * self.rows_per_slot,
        }
    }

    /// The cell in `column` (`WORD` to `SPREAD_LO`) of part `part` of word `slot`, least significant part first.
    pub fn part(&self, slot: usize, part: usize, column: usize) -> Cell {
        Cell {
            column,
            row: slot * self.rows_per_slot + part,
        }
    }

    /// Bits of one part of a word.
    pub fn part_bits(&self) -> u32 {
        2 * self.limb_bits
    }

    /// Boolean cell `index`. The flag and "ended" are on the first row, because the next step's are read from there.
    pub fn bit(&self, index: usize) -> Cell {
        debug_assert!(index < BIT_CELLS);
        let rows = self.rows_per_step;
        let place = match index {
            FLAG => 0,
            ENDED => rows,
            // The others fill what is left, column by column.
            other if other - 1 < rows => other - 1,
            other => other,
        };
        Cell {
            column: column::BITS + place / rows,
            row: place % rows,
        }
    }

    /// Columns of boolean cells.
    pub fn bit_columns(&self) -> usize {
        BIT_CELLS.div_ceil(self.rows_per_step)
    }

    /// Advice columns of the first phase.
    pub fn first_phase_columns(&self) -> usize {
        column::BITS + self.bit_columns()
    }

    /// Words read from the primary tape so far.
    pub fn tape_position(&self) -> Cell {
        self.access(0, column::NEW_LO)
    }

    /// The double word that the next step fetches, before it wraps at the end of the memory.
    pub fn next_pc(&self) -> Cell {
        self.access(0, column::NEW_HI)
    }

    /// The value of operand A.
    pub fn operand_a(&self) -> Cell {
        self.access(2, column::NEW_LO)
    }

    /// Two op-specific cells without a range check.
    pub fn aux(&self, index: usize) -> Cell {
        self.access(2 + index, column::NEW_HI)
    }

    /// The lane that looks up the decode key.
    pub fn decode_lane(&self) -> usize {
        0
    }

    /// The lanes that check the padding, least significant limb first.
    pub fn padding_lanes(&self) -> &'static [usize] {
        if self.limb_bits == 16 { &[1] } else { &[1, 4] }
    }

    /// The op-specific lane.
    pub fn op_lane(&self) -> usize {
        2
    }

    /// The lane that checks field 4.
    pub fn field4_lane(&self) -> usize {
        3
    }
}
