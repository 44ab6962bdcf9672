//! `add`, `sub`.
//!
//! Given x = rj and A, both 32 bits. Proves: `add`: x + A = word 2 + 2^32 carry; `sub`: x - A = word 2 - 2^32 borrow.
//! Word 2 is 32 bits and the carry a bit, so both are determined.

use super::MAX;
use super::control::{ADD, SUB};
use super::step::{OpWitness, Selected, StepCells};
use crate::expr::power;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let carry = s.carry() * power(32);
    vec![
        Selected::new(
            s.is(ADD),
            vec![("add: sum", s.rj() + s.a() - s.word(2) - &carry)],
        ),
        Selected::new(
            s.is(SUB),
            vec![("sub: difference", s.rj() - s.a() - s.word(2) + carry)],
        ),
    ]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let result = if op == Opcode::Add {
        step.rj + step.a
    } else {
        step.rj.wrapping_sub(step.a)
    };
    OpWitness {
        words: [0, 0, result & MAX, 0],
        carry: step.flag_after,
        ..Default::default()
    }
}
