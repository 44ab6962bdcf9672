//! What decides the next pc: `jmp`, `cjmp`, `cnjmp`, and `answer`, which stays where it is.
//!
//! A taken jump goes to double word A / 8, which is word 0 (see load_store for the division). `answer` writes its value, A or
//! 1, into the output cell; the boot row of that cell makes it public. An answer because register A does not exist shows
//! field 6 - K in word 0, 32 bits: so field 6 is at least K.

use crate::control::{ANSWER, CJMP, CNJMP, JMP};
use crate::expr::{constant, not};
use crate::step::{Constraint, OpWitness, Selected, StepCells};
use tinyram::{Answer1Reason, Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let [output, _] = s.data_after();
    vec![Selected::new(
        s.is(ANSWER),
        vec![
            (
                "answer: output",
                output - s.a() - s.answers_one() * (constant(1) - s.a()),
            ),
            (
                "answer: register out of range",
                s.variant() * (s.word(0) + s.num_registers() - s.field6()),
            ),
        ],
    )]
}

/// The next pc, of whatever instruction.
pub(super) fn next_pc(s: &StepCells) -> Constraint {
    let taken = s.is(JMP) + s.is(CJMP) * s.flag() + s.is(CNJMP) * not(&s.flag());
    let following = s.pc() + 1;
    (
        "next pc",
        s.next_pc() - &following - taken * (s.word(0) - &following) + s.is(ANSWER),
    )
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    match op {
        Opcode::Answer => OpWitness::default(),
        _ => super::load_store::address(step.a),
    }
}

pub(super) fn assign_answer1(
    profile: &crate::Profile,
    step: &Step,
    reason: Answer1Reason,
) -> OpWitness {
    let mut witness = OpWitness::default();
    match reason {
        Answer1Reason::UndefinedOpcode => {}
        Answer1Reason::RegisterOutOfRange => {
            witness.words[0] = step.fetched.lo - u64::from(profile.num_registers);
        }
    }
    witness
}
