//! The fixed table that the lookups read: rows (tag, key, value), in three fixed columns on the second row of each slot.
//!
//! | tag | key | value | serves |
//! |---|---|---|---|
//! | `LIMB` | every limb | its spread: bit i moved to position 2i | range checks, bitwise operations |
//! | `DECODE` | opcode, immediate bit, field 3 (and "A out of range") | control bits, field 3 | the decoder |
//! | `OP` | every byte | 0 | byte loads and stores |
//! | `OP` | 2^20 + s, s = 0..32 | 2^s | shifts |
//! | `FIELD4` | every register number | 0 | the decoder |
//! | `PADDING` | every half of the padding | 0 | the decoder |

use crate::control::{CONTROL_BITS, OUT_OF_RANGE, control};
use crate::profile::{Profile, ROWS_PER_SLOT};

pub(crate) const TAG_LIMB: u64 = 0;
pub(crate) const TAG_DECODE: u64 = 1;
pub(crate) const TAG_OP: u64 = 2;
pub(crate) const TAG_FIELD4: u64 = 3;
pub(crate) const TAG_PADDING: u64 = 4;
/// Not in the fixed table: the tag of the time table.
pub(crate) const TAG_TIME: u64 = 5;

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

/// The table and where its parts begin.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub rows: Vec<TableRow>,
    limbs: u64,
    decode: usize,
    decode_rows: Vec<Option<usize>>,
    bytes: usize,
    powers: usize,
    field4: usize,
    registers: u64,
    padding: usize,
    paddings: u64,
}

/// Bits of half of the padding: what opcode, immediate bit and two register numbers leave of 32 bits.
pub(crate) fn padding_bits(register_bits: u32) -> u32 {
    (26 - 2 * register_bits) / 2
}

impl Tables {
    pub fn new(profile: &Profile) -> Self {
        let register_bits = profile.arch().register_bits();
        let limbs = 1u64 << profile.limb_bits;
        let mut rows: Vec<TableRow> = (0..limbs)
            .map(|key| TableRow {
                tag: TAG_LIMB,
                key,
                value: spread(key),
            })
            .collect();

        let decode = rows.len();
        let mut decode_rows = vec![];
        for key in 0..(2 * OUT_OF_RANGE) << register_bits {
            let (operation, field3) = (key >> register_bits, key & ((1 << register_bits) - 1));
            decode_rows.push(control(operation).map(|control| {
                let value = control.packed() + (field3 << CONTROL_BITS);
                rows.push(TableRow {
                    tag: TAG_DECODE,
                    key,
                    value,
                });
                rows.len() - 1 - decode
            }));
        }

        let bytes = rows.len();
        rows.extend((0..256).map(|key| TableRow {
            tag: TAG_OP,
            key,
            value: 0,
        }));
        let powers = rows.len();
        rows.extend((0..=32).map(|s| TableRow {
            tag: TAG_OP,
            key: POWER_KEY + s,
            value: 1 << s,
        }));
        let mut range = |tag, len| {
            let start = rows.len();
            rows.extend((0..len).map(|key| TableRow { tag, key, value: 0 }));
            start
        };
        let registers = 1 << register_bits;
        let field4 = range(TAG_FIELD4, registers);
        let paddings = 1 << padding_bits(register_bits);
        let padding = range(TAG_PADDING, paddings);
        assert!(
            Tables::row(rows.len() - 1) < profile.used_rows(),
            "the table is longer than the circuit"
        );
        Tables {
            rows,
            limbs,
            decode,
            decode_rows,
            bytes,
            powers,
            field4,
            registers,
            padding,
            paddings,
        }
    }

    /// The row of the circuit where row `i` of the table is.
    pub fn row(i: usize) -> usize {
        i * ROWS_PER_SLOT + 1
    }

    /// The table row that a lookup with this tag and key reads, if there is one.
    pub fn position(&self, tag: u64, key: u64) -> Option<usize> {
        match tag {
            TAG_LIMB if key < self.limbs => Some(key as usize),
            TAG_DECODE => self
                .decode_rows
                .get(usize::try_from(key).ok()?)
                .copied()
                .flatten()
                .map(|i| self.decode + i),
            TAG_OP if key < 256 => Some(self.bytes + key as usize),
            TAG_OP if (POWER_KEY..=POWER_KEY + 32).contains(&key) => {
                Some(self.powers + (key - POWER_KEY) as usize)
            }
            TAG_FIELD4 if key < self.registers => Some(self.field4 + key as usize),
            TAG_PADDING if key < self.paddings => Some(self.padding + key as usize),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PROFILES;

    #[test]
    fn spread_moves_each_bit_to_twice_its_position() {
        for limb in 0..=0xffff_u64 {
            let expected: u64 = (0..16).map(|i| (limb >> i & 1) << (2 * i)).sum();
            assert_eq!(spread(limb), expected);
        }
    }

    #[test]
    fn rows_are_distinct_and_position_finds_each() {
        for profile in &PROFILES {
            let tables = Tables::new(profile);
            for (i, row) in tables.rows.iter().enumerate() {
                assert_eq!(
                    tables.position(row.tag, row.key),
                    Some(i),
                    "{} {row:?}",
                    profile.name
                );
            }
        }
    }
}
