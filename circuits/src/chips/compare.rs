//! `cmpe`, `cmpa`, `cmpae`, `cmpg`, `cmpge`.
//!
//! Given x = rj and A, both 32 bits. For the signed ones (variant) digits 0 and 1 are the top bits (see
//! [`top_bits`](super::top_bits)), and both values count minus 2^32 times theirs. Proves: the carry is the comparison: `cmpe` by a zero test; "greater" because
//! A - x = word 2 - 2^32 carry; "greater or equal" because x - A = word 2 - 2^32 (1 - carry). Word 2 is 32 bits.

use super::control::{EQUAL, GREATER, GREATER_EQUAL};
use super::step::{OpWitness, Selected, StepCells};
use super::{MAX, doubled, inverse_or_zero, top};
use crate::expr::{is_zero, not, power};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let [only_if, if_equal] = is_zero(&(s.rj() - s.a()), &s.carry(), &s.aux(0));
    // x - A, signed or not.
    let difference = s.rj() - s.a() - s.variant() * (s.digit(0) - s.digit(1)) * power(32);
    vec![
        Selected::new(
            s.is(EQUAL),
            vec![
                ("cmpe: flag only if equal", only_if),
                ("cmpe: flag if equal", if_equal),
            ],
        ),
        Selected::new(
            s.is(GREATER),
            vec![(
                "compare: greater",
                &difference + s.word(2) - s.carry() * power(32),
            )],
        ),
        Selected::new(
            s.is(GREATER_EQUAL),
            vec![(
                "compare: greater or equal",
                difference - s.word(2) + not(&s.carry()) * power(32),
            )],
        ),
    ]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let (x, a) = (step.rj, step.a);
    let signed = matches!(op, Opcode::Cmpg | Opcode::Cmpge);
    let difference = match op {
        Opcode::Cmpa | Opcode::Cmpg => a.wrapping_sub(x) & MAX,
        Opcode::Cmpae | Opcode::Cmpge => x.wrapping_sub(a) & MAX,
        _ => 0,
    };
    let if_signed = |value| if signed { value } else { 0 };
    OpWitness {
        words: [if_signed(doubled(x)), if_signed(doubled(a)), difference, 0],
        digits: [signed && top(x), signed && top(a), false, false],
        carry: step.flag_after,
        aux: [inverse_or_zero(Fr::from(x) - Fr::from(a)), Fr::default()],
        ..Default::default()
    }
}
