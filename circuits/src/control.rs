//! The decoder: what an instruction makes the circuit do, as twelve bits that a table lookup returns.
//!
//! Each instruction belongs to one *slot* of a grid of five groups and four members. Both coordinates are one-hot, so "the
//! instruction is in slot (g, m)" is a product of two linear expressions, which leaves room for two more factors below
//! the degree bound of five. Constraints that a whole group shares are selected by the group alone.

use tinyram::Opcode;

/// A place in the grid of groups and members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub group: usize,
    pub member: usize,
}

const fn slot(group: usize, member: usize) -> Slot {
    Slot { group, member }
}

/// `and`, `or`, `xor`, `not`.
pub(crate) const BITWISE: Slot = slot(0, 0);
/// `add`.
pub(crate) const ADD: Slot = slot(0, 1);
/// `sub`.
pub(crate) const SUB: Slot = slot(0, 2);
/// `mov`, `cmov`.
pub(crate) const MOV: Slot = slot(0, 3);
/// Everything in this group compares or jumps; the variant bit there means "signed".
pub(crate) const COMPARE_GROUP: usize = 1;
/// `cmpe`.
pub(crate) const EQUAL: Slot = slot(COMPARE_GROUP, 0);
/// `cmpa`, `cmpg`.
pub(crate) const GREATER: Slot = slot(COMPARE_GROUP, 1);
/// `cmpae`, `cmpge`.
pub(crate) const GREATER_EQUAL: Slot = slot(COMPARE_GROUP, 2);
/// `jmp`.
pub(crate) const JMP: Slot = slot(COMPARE_GROUP, 3);
/// `mull`, `umulh`.
pub(crate) const MUL: Slot = slot(2, 0);
/// `smulh`.
pub(crate) const SMULH: Slot = slot(2, 1);
/// `shl`, `shr`.
pub(crate) const SHIFT: Slot = slot(2, 2);
/// `udiv`, `umod`.
pub(crate) const DIV: Slot = slot(2, 3);
/// The loads and stores: members are [`LOAD_WORD`], [`LOAD_BYTE`], [`STORE_WORD`], [`STORE_BYTE`].
pub(crate) const MEMORY_GROUP: usize = 3;
pub(crate) const LOAD_WORD: usize = 0;
pub(crate) const LOAD_BYTE: usize = 1;
pub(crate) const STORE_WORD: usize = 2;
pub(crate) const STORE_BYTE: usize = 3;
/// `read`.
pub(crate) const READ: Slot = slot(4, 0);
/// `answer`, and whatever the machine takes for `answer 1`.
pub(crate) const ANSWER: Slot = slot(4, 1);
/// `cjmp`.
pub(crate) const CJMP: Slot = slot(4, 2);
/// `cnjmp`.
pub(crate) const CNJMP: Slot = slot(4, 3);

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

/// Number of control bits, [`Control::bits`].
pub(crate) const CONTROL_BITS: usize = 12;

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
        self.bits()
            .iter()
            .enumerate()
            .map(|(i, &bit)| (bit as u64) << i)
            .sum()
    }

    fn of(opcode: Opcode, immediate: bool) -> Self {
        let base = Control {
            slot: BITWISE,
            takes_word2: false,
            takes_word3: false,
            variant: false,
            immediate,
            out_of_range: false,
        };
        let word2 = |slot| Control {
            slot,
            takes_word2: true,
            ..base
        };
        let word3 = |slot| Control {
            slot,
            takes_word3: true,
            ..base
        };
        let compare = |slot, signed| Control {
            slot,
            variant: signed,
            ..base
        };
        let without_result = |slot| Control { slot, ..base };
        let memory = |member| Control {
            takes_word2: member == LOAD_WORD || member == LOAD_BYTE,
            ..without_result(slot(MEMORY_GROUP, member))
        };
        match opcode {
            Opcode::And => word2(BITWISE),
            Opcode::Or => Control {
                takes_word3: true,
                ..word2(BITWISE)
            },
            Opcode::Xor => word3(BITWISE),
            Opcode::Not => Control {
                variant: true,
                ..word3(BITWISE)
            },
            Opcode::Add => word2(ADD),
            Opcode::Sub => word2(SUB),
            Opcode::Mull => word2(MUL),
            Opcode::Umulh => word3(MUL),
            Opcode::Smulh => word3(SMULH),
            Opcode::Udiv => word3(DIV),
            Opcode::Umod => word2(DIV),
            Opcode::Shl => word2(SHIFT),
            Opcode::Shr => word3(SHIFT),
            Opcode::Cmpe => compare(EQUAL, false),
            Opcode::Cmpa => compare(GREATER, false),
            Opcode::Cmpae => compare(GREATER_EQUAL, false),
            Opcode::Cmpg => compare(GREATER, true),
            Opcode::Cmpge => compare(GREATER_EQUAL, true),
            Opcode::Mov => word2(MOV),
            Opcode::Cmov => Control {
                variant: true,
                ..word2(MOV)
            },
            Opcode::Jmp => without_result(JMP),
            Opcode::Cjmp => without_result(CJMP),
            Opcode::Cnjmp => without_result(CNJMP),
            Opcode::StoreB => memory(STORE_BYTE),
            Opcode::LoadB => memory(LOAD_BYTE),
            Opcode::StoreW => memory(STORE_WORD),
            Opcode::LoadW => memory(LOAD_WORD),
            Opcode::Read => word2(READ),
            Opcode::Answer => without_result(ANSWER),
        }
    }
}

/// What is added to a decode key to say "its operand A is a register that does not exist".
pub(crate) const OUT_OF_RANGE: u64 = 64;

/// What a decode key means: the opcode and the immediate bit, `2 * opcode + immediate`, plus [`OUT_OF_RANGE`].
/// `None` for keys that no double word decodes to.
pub(crate) fn control(key: u64) -> Option<Control> {
    let opcode = Opcode::from_code(((key % OUT_OF_RANGE) / 2) as u8);
    let immediate = key % 2 == 1;
    // The A slot must not look for a register that does not exist, so these count as immediate.
    let answer1 = Control {
        variant: true,
        immediate: true,
        ..Control::of(Opcode::Answer, true)
    };
    match (key < OUT_OF_RANGE, opcode) {
        (true, Some(opcode)) => Some(Control::of(opcode, immediate)),
        (true, None) => Some(answer1),
        (false, Some(_)) if key < 2 * OUT_OF_RANGE && !immediate => Some(Control {
            out_of_range: true,
            ..answer1
        }),
        (false, _) => None,
    }
}
