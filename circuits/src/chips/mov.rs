//! `mov`, `cmov`.
//!
//! aux 1 says that a `cmov` (variant) finds the flag clear; then word 2, the result, is ri, otherwise A.

use crate::control::MOV;
use crate::expr::not;
use crate::step::{Constraint, OpWitness, StepCells};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Constraint> {
    let on = s.is(MOV);
    let keeps = s.aux(1);
    vec![
        (
            "mov: keeps ri",
            &on * (&keeps - s.variant() * not(&s.flag())),
        ),
        (
            "mov: result",
            on * (s.word(2) - s.a() - keeps * (s.ri_before() - s.a())),
        ),
    ]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let keeps = op == Opcode::Cmov && !step.flag;
    OpWitness {
        words: [0, 0, step.ri_after, 0],
        aux: [Fr::default(), Fr::from(u64::from(keeps))],
        ..Default::default()
    }
}
