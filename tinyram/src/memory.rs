//! The machine's memory: 2^W bytes, of which only the pages that were written exist.

use crate::{DoubleWord, Word};
use std::collections::HashMap;

const PAGE_BITS: u32 = 10;
const PAGE_BYTES: usize = 1 << PAGE_BITS;
const RECENT: usize = 256;
/// The page that stands for all pages never written; it stays zero.
const ZERO_PAGE: u32 = 0;

type Page = [u8; PAGE_BYTES];

/// Byte-addressed, little-endian memory. Addresses are words; the caller has already cut them to *W* bits.
#[derive(Clone)]
pub struct Memory {
    pages: Vec<Page>,
    /// Page number to place in `pages`.
    places: HashMap<Word, u32>,
    /// The same for page numbers used lately, direct mapped. Page number `Word::MAX` is none: it would need 74-bit addresses.
    recent: Box<[(Word, u32); RECENT]>,
}

impl Memory {
    pub(crate) fn new() -> Self {
        Self {
            pages: vec![[0; PAGE_BYTES]],
            places: HashMap::new(),
            recent: Box::new([(Word::MAX, ZERO_PAGE); RECENT]),
        }
    }

    #[inline(always)]
    fn place(&mut self, address: Word) -> u32 {
        let number = address >> PAGE_BITS;
        let (recent, place) = self.recent[number as usize % RECENT];
        if recent == number {
            place
        } else {
            self.place_slow(number)
        }
    }

    #[cold]
    fn place_slow(&mut self, number: Word) -> u32 {
        let place = self.places.get(&number).copied().unwrap_or(ZERO_PAGE);
        self.recent[number as usize % RECENT] = (number, place);
        place
    }

    #[inline(always)]
    fn page(&mut self, address: Word) -> &Page {
        let place = self.place(address);
        &self.pages[place as usize]
    }

    #[inline(always)]
    fn page_mut(&mut self, address: Word) -> &mut Page {
        let mut place = self.place(address);
        if place == ZERO_PAGE {
            place = self.new_page(address >> PAGE_BITS);
        }
        &mut self.pages[place as usize]
    }

    #[cold]
    fn new_page(&mut self, number: Word) -> u32 {
        let place = self.pages.len() as u32;
        self.pages.push([0; PAGE_BYTES]);
        self.places.insert(number, place);
        self.recent[number as usize % RECENT] = (number, place);
        place
    }

    /// The byte at `address`.
    #[inline(always)]
    pub fn load_byte(&mut self, address: Word) -> Word {
        Word::from(self.page(address)[address as usize % PAGE_BYTES])
    }

    /// Writes the low 8 bits of `value` at `address`.
    #[inline(always)]
    pub fn store_byte(&mut self, address: Word, value: Word) {
        self.page_mut(address)[address as usize % PAGE_BYTES] = value as u8;
    }

    /// The *W*-bit word at `address` rounded down to a multiple of `W / 8`.
    #[inline(always)]
    pub fn load_word<const W: u32>(&mut self, address: Word) -> Word {
        let bytes = W as usize / 8;
        // An aligned word lies within its page, so that the slices below are in range.
        let at = address as usize % PAGE_BYTES / bytes * bytes;
        word_from_le(&self.page(address)[at..at + bytes])
    }

    /// Writes the *W*-bit word at `address` rounded down to a multiple of `W / 8`.
    #[inline(always)]
    pub fn store_word<const W: u32>(&mut self, address: Word, value: Word) {
        let bytes = W as usize / 8;
        let at = address as usize % PAGE_BYTES / bytes * bytes;
        self.page_mut(address)[at..at + bytes].copy_from_slice(&value.to_le_bytes()[..bytes]);
    }

    /// The double word at `address` rounded down to a multiple of `2 W / 8`.
    #[inline(always)]
    pub fn load_double_word<const W: u32>(&mut self, address: Word) -> DoubleWord {
        let bytes = W as usize / 8;
        let at = address as usize % PAGE_BYTES / (2 * bytes) * (2 * bytes);
        double_word_from_le(&self.page(address)[at..at + 2 * bytes])
    }

    /// The same, for one who only looks: slower.
    pub fn double_word<const W: u32>(&self, address: Word) -> DoubleWord {
        let bytes = W as usize / 8;
        let at = address as usize % PAGE_BYTES / (2 * bytes) * (2 * bytes);
        let place = self.places.get(&(address >> PAGE_BITS));
        let page = &self.pages[place.copied().unwrap_or(ZERO_PAGE) as usize];
        double_word_from_le(&page[at..at + 2 * bytes])
    }
}

#[inline(always)]
fn double_word_from_le(bytes: &[u8]) -> DoubleWord {
    let (lo, hi) = bytes.split_at(bytes.len() / 2);
    DoubleWord {
        lo: word_from_le(lo),
        hi: word_from_le(hi),
    }
}

#[inline(always)]
fn word_from_le(bytes: &[u8]) -> Word {
    let mut le = [0; 8];
    le[..bytes.len()].copy_from_slice(bytes);
    Word::from_le_bytes(le)
}
