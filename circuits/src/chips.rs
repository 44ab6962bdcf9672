//! What each instruction does, as constraints: one file for each family of [`tinyram::Family`], named as in
//! [`tinyram::exec`], which has the meaning in plain Rust. A chip's `assign` asks that meaning (through the trace) for values;
//! its `constraints` hold them to the equations.

mod add_sub;
mod bitwise;
mod compare;
mod div;
mod jump;
mod load_store;
mod mov;
mod mul;
mod shift;
mod tape;

use crate::control::{self, COMPARE_GROUP, SMULH};
use crate::expr::{Expr, not, power};
use crate::profile::Profile;
use crate::step::{self, Constraint, OpWitness, Selected, StepCells};
use crate::tables;
use ff::Field;
use halo2curves::bn256::Fr;
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

/// All bits of a machine word.
pub(crate) const MAX: u64 = u32::MAX as u64;

/// The constraints that make `bit` the top bit of `value`, a 32-bit word: `doubled` is a word and 2 value - 2^32 bit, so
/// value - 2^31 bit is in [0, 2^31) (an odd `doubled` would need half an integer for `value`).
pub(crate) fn top_bit(value: &Expr, bit: &Expr, doubled: &Expr) -> Expr {
    doubled - value * 2 + bit * power(32)
}

/// [`top_bit`]'s `doubled`.
pub(crate) fn doubled(value: u64) -> u64 {
    value << 1 & MAX
}

pub(crate) fn top(value: u64) -> bool {
    value >> 31 == 1
}

/// The two constraints that make `bit` say "`value` is not zero".
pub(crate) fn is_nonzero(value: &Expr, bit: &Expr, inverse: &Expr) -> [Expr; 2] {
    crate::expr::is_zero(value, &not(bit), inverse)
}

/// `1 / value`, or 0.
pub(crate) fn inverse_or_zero(value: Fr) -> Fr {
    value.invert().unwrap_or(Fr::ZERO)
}
