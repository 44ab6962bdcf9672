//! `shl`, `shr`.
//!
//! Given x = rj and A, both 32 bits. aux 1 = s = min(A, 32): digit 1 says A is taken as at least 32, with A - 32 in word 1
//! (for A = 32 either digit gives the same s). The op lookup returns 2^e for e = s (`shl`) or 32 - s (`shr`), and
//! x 2^e = word 2 + 2^32 word 3, both 32 bits: word 2 is x shifted left by s, word 3 is x shifted right by s. The flag is the
//! top bit of x (`shl`, by word 0) or its bottom bit (`shr`, with (x - bit) / 2 in word 0).
//!
//! The op lookup's table has bytes beside the powers, with value 0 (`tables.rs`), and the key of a power is not range-checked to be one. For
//! `shl` the key is 2^20 or more. For `shr` and A = 2^20 - 223 to 2^20 + 32, digit 1 may be 0 too: then s = A, and the key 2^20 + 32 - A is
//! a byte, the factor 0, and words 2 and 3 are 0 as they are with digit 1 = 1 and s = 32. So such a step has two witnesses and one result.
//! Any other key that is no power's and no byte's is in no row.

use super::control::SHIFT;
use super::step::{OpWitness, Selected, StepCells};
use super::tables::POWER_KEY;
use super::{MAX, doubled, top, top_bit};
use crate::expr::{constant, power};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let (key, factor) = s.op_lookup();
    let beyond = s.a() - 32;
    let amount = s.aux(1);
    let (left, right) = (s.takes_word2(), s.takes_word3());
    vec![Selected::new(
        s.is(SHIFT),
        vec![
            ("shift: amount beyond 32", s.word(1) - s.digit(1) * &beyond),
            ("shift: amount", &amount - s.a() + s.digit(1) * beyond),
            (
                "shift: power of two",
                key - POWER_KEY - &left * &amount - &right * (constant(32) - &amount),
            ),
            (
                "shift: product",
                s.rj() * factor - s.word(2) - s.word(3) * power(32),
            ),
            (
                "shift: flag",
                left * top_bit(&s.rj(), &s.carry(), &s.word(0))
                    + right * (s.word(0) * 2 + s.carry() - s.rj()),
            ),
        ],
    )]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let x = step.rj;
    let amount = step.a.min(32);
    let left = op == Opcode::Shl;
    let exponent = if left { amount } else { 32 - amount };
    let product = x << exponent;
    OpWitness {
        words: [
            if left { doubled(x) } else { x >> 1 },
            step.a.saturating_sub(32),
            product & MAX,
            product >> 32,
        ],
        digits: [false, step.a >= 32, false, false],
        carry: if left { top(x) } else { x & 1 == 1 },
        aux: [Fr::default(), Fr::from(amount)],
        op_key: POWER_KEY + exponent,
        op_value: 1 << exponent,
    }
}
