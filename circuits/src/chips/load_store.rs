//! `load.w`, `load.b`, `store.w`, `store.b`.
//!
//! A = 8 word 0 + 4 digit 2 + 2 digit 1 + digit 0: word 0 is 32 bits, so it is the number of the double word, below 2^29, and
//! the digits are the place within. (Jumps divide the same way.) Slot 1 accesses that double word.
//!
//! Word 1 is the word that digit 2 selects. For bytes, digit 1 selects its half h = 256 x + y: x is a byte by the op lookup
//! (or the key of a power of two, which is above every half; an integer in any case, so y is one too), y because 256 y is the
//! low half of word 3, 16 bits. Digit 0 selects the byte. aux 1 is the old
//! word or byte; a load returns it in word 2. A store adds (new - old) e to the selected word, e = aux 0 = 1 for words and
//! 2^(8 (2 digit 1 + digit 0)) for bytes, where new is ri, or for bytes ri - 256 word 2, which is a byte because 256 times it
//! is the high half of word 3.

use super::control::{
    CJMP, CNJMP, JMP, LOAD_BYTE, LOAD_WORD, MEMORY_GROUP, STORE_BYTE, STORE_WORD,
};
use super::step::{Constraint, OpWitness, Selected, StepCells};
use crate::expr::{constant, not};
use halo2curves::bn256::Fr;
use tinyram::{Opcode, Step};

pub(super) fn constraints(s: &StepCells) -> Vec<Selected> {
    let words = s.member(LOAD_WORD) + s.member(STORE_WORD);
    let bytes = s.member(LOAD_BYTE) + s.member(STORE_BYTE);
    let loads = s.member(LOAD_WORD) + s.member(LOAD_BYTE);
    let stores = s.member(STORE_WORD) + s.member(STORE_BYTE);

    let [before_lo, before_hi] = s.data_before();
    let [after_lo, after_hi] = s.data_after();
    let (change_lo, change_hi) = (after_lo - &before_lo, after_hi - &before_hi);
    let (x, _) = s.op_lookup();
    let y = s.half(3, 0) * constant(Fr::from(256).invert().expect("256 is not zero"));
    let half = s.half(1, 0) + s.digit(1) * (s.half(1, 1) - s.half(1, 0));
    let (old, scale) = (s.aux(1), s.aux(0));
    let new = s.ri_before() - s.word(2) * 256;
    vec![Selected::new(
        s.group(MEMORY_GROUP),
        vec![
            (
                "memory: selected word",
                s.word(1) - &before_lo - s.digit(2) * (&before_hi - &before_lo),
            ),
            ("memory: selected half", &bytes * (half - &x * 256 - &y)),
            ("memory: old word", words * (&old - s.word(1))),
            (
                "memory: old byte",
                bytes * (&old - &y - s.digit(0) * (x - &y)),
            ),
            ("load: result", loads * (s.word(2) - &old)),
            ("store: low word kept", &stores * s.digit(2) * &change_lo),
            (
                "store: high word kept",
                &stores * not(&s.digit(2)) * &change_hi,
            ),
            (
                "store: change",
                stores * (change_lo + change_hi - (&new - old) * &scale),
            ),
            ("store.w: whole register", s.member(STORE_WORD) * s.word(2)),
            ("store.w: scale", s.member(STORE_WORD) * (&scale - 1)),
            (
                "store.b: new byte",
                s.member(STORE_BYTE) * (s.half(3, 1) - new * 256),
            ),
            (
                "store.b: scale",
                s.member(STORE_BYTE) * (scale - (s.digit(0) * 255 + 1) * (s.digit(1) * 65_535 + 1)),
            ),
        ],
    )]
}

/// A / 8 and the place within, for loads, stores and jumps.
pub(super) fn division(s: &StepCells) -> Constraint {
    let divides = s.group(MEMORY_GROUP) + s.is(JMP) + s.is(CJMP) + s.is(CNJMP);
    (
        "address: division by eight",
        divides * (s.a() - s.word(0) * 8 - s.digit(2) * 4 - s.digit(1) * 2 - s.digit(0)),
    )
}

/// The division of an address by eight.
pub(super) fn address(a: u64) -> OpWitness {
    let digit = |i: u32| a >> i & 1 == 1;
    OpWitness {
        words: [a >> 3, 0, 0, 0],
        digits: [digit(0), digit(1), digit(2), false],
        ..Default::default()
    }
}

pub(super) fn assign(op: Opcode, step: &Step) -> OpWitness {
    let mut witness = address(step.a);
    let before = step.data.expect("a load or store accesses memory").before;
    let [d0, d1, d2, _] = witness.digits;
    let word = if d2 { before.hi } else { before.lo };
    let half = if d1 { word >> 16 } else { word & 0xffff };
    let (x, y) = (half >> 8, half & 0xff);
    let byte = if d0 { x } else { y };
    witness.words[1] = word;
    let (old, scale) = match op {
        Opcode::LoadB | Opcode::StoreB => {
            witness.words[3] = y << 8;
            witness.op_key = x;
            (byte, 1 << (8 * (2 * u64::from(d1) + u64::from(d0))))
        }
        _ => (word, 1),
    };
    match op {
        Opcode::StoreB => {
            witness.words[2] = step.ri_before >> 8;
            witness.words[3] |= (step.ri_before & 0xff) << 24;
        }
        Opcode::StoreW => {}
        _ => witness.words[2] = old,
    }
    witness.aux = [Fr::from(scale), Fr::from(old)];
    witness
}
