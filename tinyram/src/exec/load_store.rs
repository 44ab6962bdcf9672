//! `store.b`, `load.b`, `store.w`, `load.w`: bytes anywhere, words at multiples of `W / 8` (the address is rounded down).
//! The flag stays.

use super::Memory;
use crate::Word;

/// Byte at `A` := low 8 bits of `ri`.
#[inline(always)]
pub fn store_b(memory: &mut Memory, a: Word, ri: Word) {
    memory.store_byte(a, ri);
}

/// `ri := byte at A`, zero-extended.
#[inline(always)]
pub fn load_b(memory: &mut Memory, a: Word) -> Word {
    memory.load_byte(a)
}

/// Word at `A` := `ri`.
#[inline(always)]
pub fn store_w<const W: u32>(memory: &mut Memory, a: Word, ri: Word) {
    memory.store_word::<W>(a, ri);
}

/// `ri := word at A`.
#[inline(always)]
pub fn load_w<const W: u32>(memory: &mut Memory, a: Word) -> Word {
    memory.load_word::<W>(a)
}
