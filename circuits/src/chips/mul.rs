//! `mull`, `umulh`, `smulh`.
//!
//! Given x = rj and A, both 32 bits.
//!
//! Unsigned: x A = word 2 + 2^32 word 3, both 32 bits, so both are determined. The flag says word 3 is not zero.
//!
//! Signed: with the top bits (digits 0 and 1, see [`top_bits`](super::top_bits)) S = (x - 2^32 d0)(A - 2^32 d1), and
//! 2 S = 2^33 word 3 - 2^65 d2 + 2^32 d3 + word 2. All else is even, so word 2 is, and word 2 / 2 + 2^31 d3 is the low word of
//! S with top bit d3, word 3 its high word in two's complement, d2 its sign. S fits 32 signed bits iff word 3 is d3 repeated;
//! the flag says it is not.

use super::control::{MUL, SMULH};
use super::step::{OpWitness, Selected, StepCells};
use super::{MAX, doubled, inverse_or_zero, is_nonzero, top};
use crate::expr::power;
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let signed_x = s.rj() - s.digit(0) * power(32);
    let signed_a = s.a() - s.digit(1) * power(32);
    let overflow = s.word(3) - s.digit(3) * MAX;
    let [only_if, if_high] = is_nonzero(&s.word(3), &s.carry(), &s.aux(0));
    let [signed_only_if, if_overflow] = is_nonzero(&overflow, &s.carry(), &s.aux(0));
    vec![
        Selected::new(
            s.is(MUL),
            vec![
                (
                    "mul: product",
                    s.rj() * s.a() - s.word(2) - s.word(3) * power(32),
                ),
                ("mul: flag only if high word", only_if),
                ("mul: flag if high word", if_high),
            ],
        ),
        Selected::new(
            s.is(SMULH),
            vec![
                (
                    "smulh: product",
                    signed_x * signed_a * 2 - s.word(3) * power(33) + s.digit(2) * power(65)
                        - s.digit(3) * power(32)
                        - s.word(2),
                ),
                ("smulh: flag only if overflow", signed_only_if),
                ("smulh: flag if overflow", if_overflow),
            ],
        ),
    ]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    if op == Opcode::Smulh {
        let product = i64::from(step.rj as u32 as i32) * i64::from(step.a as u32 as i32);
        let (low, high) = (product as u64 & MAX, product as u64 >> 32);
        let extension = if top(low) { MAX } else { 0 };
        return OpWitness {
            words: [doubled(step.rj), doubled(step.a), doubled(low), high],
            digits: [top(step.rj), top(step.a), product < 0, top(low)],
            carry: high != extension,
            aux: [
                inverse_or_zero(Fr::from(high) - Fr::from(extension)),
                Fr::default(),
            ],
            ..Default::default()
        };
    }
    let product = step.rj * step.a;
    OpWitness {
        words: [0, 0, product & MAX, product >> 32],
        carry: step.flag_after,
        aux: [inverse_or_zero(Fr::from(product >> 32)), Fr::default()],
        ..Default::default()
    }
}
