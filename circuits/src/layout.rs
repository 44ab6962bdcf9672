//! Where each value of a step lives: the one map between names and cells, used by constraints and witness alike.
//!
//! A step has four *slots* of two rows, one memory access and one machine word each. The access takes the slot's first row in
//! six columns; the second row there is free, and so is `HI` of registers, which have no high word. In the free cells lie
//! bits, lanes (generic table lookups) and ranges (lookups of small numbers). Addresses below are relative to the first row
//! of the step.
//!
//! ```text
//! slot  memory access                     fixed use of its words   other cells of the access     lane    range
//! 0     fetch: lo = field 6, hi = opcode  op-specific word 0       tape position, next pc        decode  field 4
//! 1     rj, data, tape or output cell     op-specific word 1       -                             op      padding, low half
//! 2     register A                        op-specific word 2       A, aux 0; bit in hi           -       padding, high half
//! 3     register ri                       op-specific word 3       -, aux 1; bit in hi           -       -
//! ```

use crate::control::CONTROL_BITS;
use crate::profile::{Profile, ROWS_PER_SLOT, SCALARS_PER_ROW};

/// Advice columns of the first phase, in commitment order.
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
    /// On first rows: how often the time of the row is looked up. On second rows: how often the row of the fixed table is.
    pub const USES: usize = 6;
    /// 16 range-checked bits, and their spread.
    pub const PART: usize = 7;
    pub const SPREAD: usize = 8;
    /// With 8-bit limbs: the high limb of the part, and its spread.
    pub const LIMB: usize = 9;
    pub const LIMB_SPREAD: usize = 10;

    /// The columns of the memory access, whose second rows are free.
    pub const ACCESS: [usize; 6] = [ADDRESS, PREVIOUS, LO, HI, NEW_LO, NEW_HI];
}

/// An advice cell of a step or of a boot cell: column and row relative to the first row.
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

/// The slots with a lane.
pub(crate) const DECODE_LANE: usize = 0;
pub(crate) const OP_LANE: usize = 1;
/// The slots with a range.
pub(crate) const FIELD4_RANGE: usize = 0;
pub(crate) const PADDING_RANGES: [usize; 2] = [1, 2];

/// The cell on the first row of a slot.
const fn first(slot: usize, column: usize) -> Cell {
    Cell {
        column,
        row: slot * ROWS_PER_SLOT,
    }
}

/// The cell on the second row of a slot.
const fn second(slot: usize, column: usize) -> Cell {
    Cell {
        column,
        row: slot * ROWS_PER_SLOT + 1,
    }
}

/// Where the bits are: all cells that neither an access nor a lane or range takes. Flag and carry are in one column, and so are
/// bits of neighbouring weight in the decode table, so that tests have a forgery for every column (tests/deletion.rs).
const BITS: [Cell; BIT_CELLS] = {
    use column::*;
    [
        second(0, ADDRESS),
        second(0, PREVIOUS),
        second(1, ADDRESS),
        second(1, PREVIOUS),
        second(0, LO),
        second(2, NEW_LO),
        second(1, LO),
        // Control bits.
        second(2, ADDRESS),
        second(2, PREVIOUS),
        second(2, LO),
        second(3, ADDRESS),
        second(3, PREVIOUS),
        second(3, LO),
        second(3, NEW_LO),
        second(2, HI),
        second(3, HI),
        second(3, NEW_HI),
        first(2, HI),
        first(3, HI),
    ]
};

/// On boot rows of the tape: the packed words of the cell's public scalar and of the three after it, and the number of words
/// left.
pub(crate) const PACKED: [Cell; SCALARS_PER_ROW] = [
    second(0, column::ADDRESS),
    second(0, column::LO),
    second(0, column::HI),
    second(0, column::NEW_LO),
];
pub(crate) const REMAINING: Cell = second(0, column::PREVIOUS);

/// The cell map of a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub limb_bits: u32,
}

/// Bits of a part of a word.
pub(crate) const PART_BITS: u32 = 16;

impl Layout {
    pub fn new(profile: &Profile) -> Self {
        Layout {
            limb_bits: profile.limb_bits,
        }
    }

    /// Is a part of a word two limbs? Otherwise it is one.
    pub fn has_two_limbs(&self) -> bool {
        self.limb_bits < PART_BITS
    }

    /// Advice columns of the first phase.
    pub fn first_phase_columns(&self) -> usize {
        if self.has_two_limbs() {
            column::LIMB_SPREAD + 1
        } else {
            column::SPREAD + 1
        }
    }

    /// The cell of slot `slot` in one of the columns of the memory access.
    pub fn access(&self, slot: usize, column: usize) -> Cell {
        first(slot, column)
    }

    /// The cell in `column` (`PART` to `LIMB_SPREAD`) of the low (0) or high (1) part of word `slot`.
    pub fn part(&self, slot: usize, part: usize, column: usize) -> Cell {
        Cell {
            column,
            row: slot * ROWS_PER_SLOT + part,
        }
    }

    /// Boolean cell `index`.
    pub fn bit(&self, index: usize) -> Cell {
        BITS[index]
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

    /// Key and value of the lane of slot [`DECODE_LANE`] or [`OP_LANE`].
    pub fn lane(&self, slot: usize) -> [Cell; 2] {
        [second(slot, column::NEW_LO), second(slot, column::HI)]
    }

    /// The small number that slot [`FIELD4_RANGE`] or one of [`PADDING_RANGES`] looks up.
    pub fn range(&self, slot: usize) -> Cell {
        second(slot, column::NEW_HI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PROFILES;
    use std::collections::HashSet;

    fn key(cell: Cell) -> (usize, usize) {
        (cell.column, cell.row)
    }

    #[test]
    fn no_two_values_share_a_cell() {
        let layout = Layout::new(&PROFILES[0]);
        let mut cells: Vec<Cell> = (0..BIT_CELLS).map(|i| layout.bit(i)).collect();
        cells.extend(
            [DECODE_LANE, OP_LANE]
                .into_iter()
                .flat_map(|slot| layout.lane(slot)),
        );
        let ranges = [FIELD4_RANGE, PADDING_RANGES[0], PADDING_RANGES[1]];
        cells.extend(ranges.map(|slot| layout.range(slot)));
        for slot in 0..4 {
            for column in column::ACCESS {
                let is_free = slot >= 2 && column == column::HI;
                if !is_free {
                    cells.push(layout.access(slot, column));
                }
            }
        }
        let distinct: HashSet<_> = cells.iter().map(|&cell| key(cell)).collect();
        assert_eq!(distinct.len(), cells.len());
        // None of the six columns' cells is wasted.
        assert_eq!(
            distinct.len(),
            column::ACCESS.len() * crate::profile::ROWS_PER_STEP
        );
    }
}
