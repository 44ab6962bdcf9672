//! What decides the next pc: `jmp`, `cjmp`, `cnjmp`, and `answer`, which stays where it is.
//!
//! A taken jump goes to double word A / 8, which is word 0 (see load_store for the division). The value of an `answer`, A or 1, is
//! aux 0; that of the last step is public. An answer because register A does not exist shows field 6 - K in word 0, 32 bits: so
//! field 6 is at least K.

use crate::control::{ANSWER, CJMP, CNJMP, JMP};
use crate::expr::{Expr, constant, not};
use crate::step::{OpWitness, Selected, StepCells};
use halo2curves::bn256::Fr;
use tinyram::{Answer1Reason, Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    vec![Selected::new(
        s.is(ANSWER),
        vec![
            (
                "answer: value",
                s.aux(0) - s.a() - s.variant() * (constant(1) - s.a()),
            ),
            (
                "answer: register out of range",
                s.out_of_range() * (s.word(0) + s.num_registers() - s.field6()),
            ),
        ],
    )]
}

/// The next pc, of whatever instruction: 2^29 where it wraps. Degree 4.
pub(crate) fn next_pc(s: &StepCells) -> Expr {
    let taken = s.is(JMP) + s.is(CJMP) * s.flag() + s.is(CNJMP) * not(&s.flag());
    let following = s.pc() + 1;
    &following + taken * (s.word(0) - &following) - s.is(ANSWER)
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    match op {
        Opcode::Answer => answer(step.a),
        _ => super::load_store::address(step.a),
    }
}

pub(super) fn assign_answer1(
    profile: &crate::Profile,
    step: &Step,
    reason: Answer1Reason,
) -> OpWitness {
    let mut witness = answer(1);
    match reason {
        Answer1Reason::UndefinedOpcode => {}
        Answer1Reason::RegisterOutOfRange => {
            witness.words[0] = step.fetched.lo - u64::from(profile.num_registers);
        }
    }
    witness
}

/// Shows the value.
fn answer(value: u64) -> OpWitness {
    OpWitness {
        aux: [Fr::from(value), Fr::default()],
        ..Default::default()
    }
}
