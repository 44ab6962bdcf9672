//! `and`, `or`, `xor`, `not`.
//!
//! Given x = rj (all ones for `not`) and A, both 32 bits. Proves: word 2 = x AND A and word 3 = x XOR A. A spread has the bits
//! of a word at the even positions, so spread(x) + spread(A) has x AND A at the odd and x XOR A at the even ones, and nothing
//! carries: spread(x) + spread(A) = 2 spread(and) + spread(xor). The results are `and`: word 2, `xor` and `not`:
//! word 3, `or`: their sum. The flag says that the result is zero.

use super::{MAX, inverse_or_zero};
use crate::control::BITWISE;
use crate::expr::{constant, is_zero};
use crate::step::{OpWitness, Selected, StepCells};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let [x, a, and, xor] = [0, 1, 2, 3].map(|word| s.low_spread(word));
    let [only_if, if_zero] = is_zero(&s.ri_after(), &s.carry(), &s.aux(0));
    vec![Selected::new(
        s.is(BITWISE),
        vec![
            (
                "bitwise: word 0 is x",
                s.word(0) - s.rj() - s.variant() * (constant(MAX) - s.rj()),
            ),
            ("bitwise: word 1 is A", s.word(1) - s.a()),
            // Of the high halves: on the second row, see `second_row` in step.
            (
                "bitwise: spreads of the low halves add up",
                x + a - and * 2 - xor,
            ),
            ("bitwise: flag only if zero", only_if),
            ("bitwise: flag if zero", if_zero),
        ],
    )]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let x = if op == Opcode::Not { MAX } else { step.rj };
    OpWitness {
        words: [x, step.a, x & step.a, x ^ step.a],
        carry: step.flag_after,
        aux: [inverse_or_zero(Fr::from(step.ri_after)), Fr::default()],
        ..Default::default()
    }
}
