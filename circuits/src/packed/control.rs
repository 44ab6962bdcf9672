//! The decoder: [`crate::control`]'s grid, packed in the twelve bits that this circuit looks up.

use crate::control::Control as Decoded;
pub(crate) use crate::control::*;

/// What one instruction makes the circuit do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Control {
    pub slot: Slot,
    /// The result is word 2 (with `takes_word3`: the sum of both; with neither: ri is kept).
    pub takes_word2: bool,
    /// The result is word 3.
    pub takes_word3: bool,
    /// `not` among the bitwise, `cmov` among the moves, signed among the compares; among the answers: it is 1 whatever A is.
    pub variant: bool,
    /// A is the immediate.
    pub immediate: bool,
    /// A is a register that does not exist.
    pub out_of_range: bool,
}

impl From<Decoded> for Control {
    fn from(control: Decoded) -> Self {
        // There the variant of an answer says "register number out of range".
        let answers = control.slot == ANSWER;
        Control {
            slot: control.slot,
            takes_word2: control.takes_word2,
            takes_word3: control.takes_word3,
            variant: if answers {
                control.answers_one
            } else {
                control.variant
            },
            immediate: control.immediate,
            out_of_range: answers && control.variant,
        }
    }
}

impl Control {
    /// The bits in the order in which the decode table packs them, least significant first: groups 1 to 4 and members
    /// 1 to 3 one-hot (all zero means 0), then the flags.
    pub fn bits(self) -> [bool; CONTROL_BITS] {
        let Slot { group, member } = self.slot;
        [
            group == 1,
            group == 2,
            group == 3,
            group == 4,
            member == 1,
            member == 2,
            member == 3,
            self.takes_word2,
            self.takes_word3,
            self.variant,
            self.immediate,
            self.out_of_range,
        ]
    }

    /// [`Control::bits`] as a number.
    pub fn packed(self) -> u64 {
        let bits = self.bits().into_iter();
        bits.rev().fold(0, |high, bit| 2 * high + u64::from(bit))
    }
}

/// What a decode key means: see [`crate::control::control`].
pub(crate) fn control(key: u64) -> Option<Control> {
    crate::control::control(key).map(Control::from)
}
