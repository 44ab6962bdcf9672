//! What lookups find: entries (tag, key, value, high value). Each row serves one entry of the fixed table, two times and two
//! double words of the program's image.
//!
//! | tag | key | value | serves |
//! |---|---|---|---|
//! | `LIMB` | every limb | its spread: bit i moved to position 2i | range checks, bitwise operations |
//! | `DECODE` | opcode, immediate bit (and "A out of range") | control bits | the decoder |
//! | `OP` | every byte | 0 | byte loads and stores |
//! | `OP` | 2^20 + s, s = 0..32 | 2^s | shifts |
//! | `REGISTER` | every register number | 0 | the decoder |
//! | `PADDING` | every half of the padding | 0 | the decoder |
//! | `TIME` | 0 .. 4T - 1, two on each row | 0 | order of accesses and of boot cells |
//! | `IMAGE` | address of a double word, two on each row | low word; high value: high word | boot cells |

use crate::control::{OUT_OF_RANGE, control};
use crate::profile::Profile;

pub(crate) const TAG_LIMB: u64 = 0;
pub(crate) const TAG_DECODE: u64 = 1;
pub(crate) const TAG_OP: u64 = 2;
pub(crate) const TAG_REGISTER: u64 = 3;
pub(crate) const TAG_PADDING: u64 = 4;
pub(crate) const TAG_TIME: u64 = 5;
pub(crate) const TAG_IMAGE: u64 = 6;

/// Added to the exponent in the key of a power of two, so that it is not a byte.
pub(crate) const POWER_KEY: u64 = 1 << 20;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableRow {
    pub tag: u64,
    pub key: u64,
    pub value: u64,
}

/// The bits of a limb, moved to the even positions.
pub(crate) fn spread(limb: u64) -> u64 {
    let mut x = limb & 0xffff;
    x = (x | (x << 8)) & 0x00ff_00ff;
    x = (x | (x << 4)) & 0x0f0f_0f0f;
    x = (x | (x << 2)) & 0x3333_3333;
    (x | (x << 1)) & 0x5555_5555
}

/// Bits of half of the padding: what opcode, immediate bit and two register numbers leave of 32 bits.
pub(crate) fn padding_bits(register_bits: u32) -> u32 {
    (26 - 2 * register_bits) / 2
}

/// An entry's place: which of the row's five, and the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// 0: the table; 1 and 2: the times; 3 and 4: the image.
    pub lane: usize,
    pub row: usize,
}

/// The table and where its parts begin.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub rows: Vec<TableRow>,
    limbs: u64,
    decode: Vec<Option<usize>>,
    bytes: usize,
    powers: usize,
    register: usize,
    registers: u64,
    padding: usize,
    paddings: u64,
    used_rows: u64,
}

impl Tables {
    pub fn new(profile: &Profile) -> Self {
        let register_bits = profile.arch().register_bits();
        let limbs = 1u64 << profile.limb_bits;
        let row = |tag, key, value| TableRow { tag, key, value };
        let mut rows: Vec<TableRow> = (0..limbs)
            .map(|key| row(TAG_LIMB, key, spread(key)))
            .collect();
        let mut decode = vec![];
        for key in 0..2 * OUT_OF_RANGE {
            decode.push(control(key).map(|control| {
                rows.push(row(TAG_DECODE, key, control.packed()));
                rows.len() - 1
            }));
        }
        let bytes = rows.len();
        rows.extend((0..256).map(|key| row(TAG_OP, key, 0)));
        let powers = rows.len();
        rows.extend((0..=32).map(|s| row(TAG_OP, POWER_KEY + s, 1 << s)));
        let mut range = |tag, len| {
            let start = rows.len();
            rows.extend((0..len).map(|key| row(tag, key, 0)));
            start
        };
        let registers = 1 << register_bits;
        let register = range(TAG_REGISTER, registers);
        let paddings = 1 << padding_bits(register_bits);
        let padding = range(TAG_PADDING, paddings);
        assert!(
            rows.len() <= profile.used_rows(),
            "the table is longer than the circuit"
        );
        Tables {
            rows,
            limbs,
            decode,
            bytes,
            powers,
            register,
            registers,
            padding,
            paddings,
            used_rows: profile.used_rows() as u64,
        }
    }

    /// The entry that a lookup with this tag and key finds, if there is one.
    pub fn place(&self, tag: u64, key: u64) -> Option<Place> {
        let (times, image) = (1, 3);
        let pair = |first: usize| {
            (key < 2 * self.used_rows).then(|| Place {
                lane: first + (key % 2) as usize,
                row: (key / 2) as usize,
            })
        };
        let row = match tag {
            TAG_TIME => return pair(times),
            TAG_IMAGE => return pair(image),
            TAG_LIMB if key < self.limbs => key as usize,
            TAG_DECODE => self
                .decode
                .get(usize::try_from(key).ok()?)
                .copied()
                .flatten()?,
            TAG_OP if key < 256 => self.bytes + key as usize,
            TAG_OP if (POWER_KEY..=POWER_KEY + 32).contains(&key) => {
                self.powers + (key - POWER_KEY) as usize
            }
            TAG_REGISTER if key < self.registers => self.register + key as usize,
            TAG_PADDING if key < self.paddings => self.padding + key as usize,
            _ => return None,
        };
        Some(Place { lane: 0, row })
    }
}
