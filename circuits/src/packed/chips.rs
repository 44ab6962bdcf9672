//! Most families are those of [`crate::chips`], on this circuit's cells.
//!
//! What each instruction does, as constraints: one file for each family of [`tinyram::Family`], named as in
//! [`tinyram::exec`], which has the meaning in plain Rust. A chip's `assign` asks that meaning (through the trace) for values;
//! its `constraints` hold them to the equations.

#![allow(
    clippy::duplicate_mod,
    reason = "a family of instructions has one text for both circuits, until one is left"
)]

#[path = "../chips/add_sub.rs"]
mod add_sub;
mod bitwise;
#[path = "../chips/compare.rs"]
mod compare;
#[path = "../chips/div.rs"]
mod div;
mod jump;
#[path = "../chips/load_store.rs"]
mod load_store;
#[path = "../chips/mov.rs"]
mod mov;
#[path = "../chips/mul.rs"]
mod mul;
#[path = "../chips/shift.rs"]
mod shift;
mod tape;

use crate::chips::{MAX, doubled, inverse_or_zero, is_nonzero, top, top_bit};
use crate::packed::control::{self, COMPARE_GROUP, SMULH};
use crate::packed::profile::Profile;
use crate::packed::step::{self, Constraint, OpWitness, Selected, StepCells};
use crate::packed::tables;
use tinyram::{Decoded, Family, Step};

/// The constraints of each instruction, or of each group of them. No two selectors are 1 on one step.
pub(crate) fn selected(step: &StepCells) -> Vec<Selected> {
    [
        bitwise::constraints(step),
        add_sub::constraints(step),
        mul::constraints(step),
        div::constraints(step),
        shift::constraints(step),
        compare::constraints(step),
        mov::constraints(step),
        jump::constraints(step),
        load_store::constraints(step),
        tape::constraints(step),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The constraints that several families share.
pub(crate) fn shared(step: &StepCells) -> Vec<Constraint> {
    let mut all = vec![load_store::division(step)];
    all.extend(top_bits(step));
    all
}

/// Digits 0 and 1 are the top bits of rj and A, in `smulh` and the signed compares.
fn top_bits(s: &StepCells) -> [Constraint; 2] {
    let signed = s.is(SMULH) + s.group(COMPARE_GROUP) * s.variant();
    [
        (
            "signed: top bit of rj",
            &signed * top_bit(&s.rj(), &s.digit(0), &s.word(0)),
        ),
        (
            "signed: top bit of A",
            signed * top_bit(&s.a(), &s.digit(1), &s.word(1)),
        ),
    ]
}

/// The op-specific witness of an executed step; `ended` says that the auxiliary tape has ended before it.
pub(crate) fn assign(profile: &Profile, step: &Step, ended: bool) -> OpWitness {
    let instruction = match step.decoded {
        Decoded::Instruction(instruction) => instruction,
        Decoded::Answer1(reason) => return jump::assign_answer1(profile, step, reason),
    };
    let op = instruction.opcode;
    match op.family() {
        Family::Bitwise => bitwise::assign(op, step),
        Family::AddSub => add_sub::assign(op, step),
        Family::Mul => mul::assign(op, step),
        Family::Div => div::assign(op, step),
        Family::Shift => shift::assign(op, step),
        Family::Compare => compare::assign(op, step),
        Family::Mov => mov::assign(op, step),
        Family::Jump => jump::assign(op, step),
        Family::LoadStore => load_store::assign(op, step),
        Family::Tape => tape::assign(op, step, ended),
    }
}

pub(crate) use jump::next_pc;
