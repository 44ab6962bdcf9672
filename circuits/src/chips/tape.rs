//! `read`.
//!
//! Digits 0 and 1 say that A is 0 and 1; neither only if A - 2 is a word (word 0). The carry, which becomes the flag, says
//! "end"; the result is word 2, 32 bits, and zero at the end.
//!
//! Tape 0 is public: the cell access finds the tape cell at the current position, with the word (zero beyond the last) and the end
//! mark. Tape 1 is the prover's: any word, but after an end only ends; aux 0 says "tape 1, and it has ended". Other tapes: end.

use crate::control::READ;
use crate::expr::not;
use crate::step::{OpWitness, Selected, StepCells};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let (first, second) = (s.digit(0), s.digit(1));
    let other = not(&(&first + &second));
    let [word, end] = s.data_before();
    let after_end = s.aux(0);
    vec![Selected::new(
        s.is(READ),
        vec![
            ("read: tape 0", &first * s.a()),
            ("read: tape 1", &second * (s.a() - 1)),
            (
                "read: tape 1 has ended before",
                &after_end - second * s.ended(),
            ),
            ("read: the end is final", after_end * not(&s.carry())),
            ("read: other tape", &other * (s.a() - 2 - s.word(0))),
            ("read: tape 0 word", &first * (s.word(2) - word)),
            ("read: tape 0 end", first * (s.carry() - end)),
            (
                "read: other tapes are at their end",
                other * not(&s.carry()),
            ),
            ("read: zero at the end", s.carry() * s.word(2)),
        ],
    )]
}

pub(super) fn assign(_: Opcode, step: &Step, ended: bool) -> OpWitness {
    let read = step.read.expect("a read accesses a tape");
    OpWitness {
        words: [step.a.saturating_sub(2), 0, read.word.unwrap_or(0), 0],
        digits: [step.a == 0, step.a == 1, false, false],
        carry: read.word.is_none(),
        aux: [Fr::from(u64::from(step.a == 1 && ended)), Fr::default()],
        ..Default::default()
    }
}
