//! `udiv`, `umod`.
//!
//! Given x = rj and A, both 32 bits. The flag says A is zero; then quotient and remainder are zero. Otherwise
//! x = quotient A + remainder with the quotient in word 3, the remainder in word 2 and A - 1 - remainder in word 1: all three
//! 32 bits, so the remainder is below A, nothing wraps in the field, and both are determined. No remainder is below zero, so
//! the flag must be set where A is zero.

use super::control::DIV;
use super::step::{OpWitness, Selected, StepCells};
use crate::expr::not;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let divides = not(&s.carry());
    vec![Selected::new(
        s.is(DIV),
        vec![
            ("div: flag only if A is zero", s.a() * s.carry()),
            (
                "div: quotient and remainder",
                &divides * s.rj() - s.word(3) * s.a() - s.word(2),
            ),
            ("div: quotient zero if A is zero", s.carry() * s.word(3)),
            (
                "div: remainder below A",
                divides * (s.a() - 1 - s.word(2)) - s.word(1),
            ),
        ],
    )]
}

pub(super) fn assign(_: Opcode, step: &Step) -> OpWitness {
    let by_zero = OpWitness {
        carry: true,
        ..Default::default()
    };
    let (Some(quotient), Some(remainder)) =
        (step.rj.checked_div(step.a), step.rj.checked_rem(step.a))
    else {
        return by_zero;
    };
    OpWitness {
        words: [0, step.a - 1 - remainder, remainder, quotient],
        ..Default::default()
    }
}
