//! `mov`, `cmov`.
//!
//! aux 1 says that a `cmov` (variant) finds the flag clear; then word 2, the result, is ri, otherwise A.

use super::control::MOV;
use super::step::{OpWitness, Selected, StepCells};
use crate::expr::not;
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let keeps = s.aux(1);
    vec![Selected::new(
        s.is(MOV),
        vec![
            ("mov: keeps ri", &keeps - s.variant() * not(&s.flag())),
            (
                "mov: result",
                s.word(2) - s.a() - keeps * (s.ri_before() - s.a()),
            ),
        ],
    )]
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let keeps = op == Opcode::Cmov && !step.flag;
    OpWitness {
        words: [0, 0, step.ri_after, 0],
        aux: [Fr::default(), Fr::from(u64::from(keeps))],
        ..Default::default()
    }
}
