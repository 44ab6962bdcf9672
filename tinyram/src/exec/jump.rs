//! `jmp`, `cjmp`, `cnjmp`, `answer`: decide the next pc and touch nothing else.
//!
//! `following` is the address of the instruction after this one. A target that is no multiple of the instruction size is
//! legal: the fetch rounds it down, and no instruction can see pc.

use crate::Word;

/// `pc := A`.
#[inline(always)]
pub fn jmp(a: Word) -> Word {
    a
}

/// `pc := A` if the flag is set.
#[inline(always)]
pub fn cjmp(flag: bool, a: Word, following: Word) -> Word {
    if flag { a } else { following }
}

/// `pc := A` unless the flag is set.
#[inline(always)]
pub fn cnjmp(flag: bool, a: Word, following: Word) -> Word {
    if flag { following } else { a }
}

/// `answer` stays where it is: every later step would be the same `answer`.
#[inline(always)]
pub fn answer(pc: Word) -> Word {
    pc
}
