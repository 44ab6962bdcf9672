//! `read`: the next word of a tape.
//!
//! Reading past the end is no error: it gives 0 and sets the flag, as often as one likes. So does a tape other than 0 and 1.

use super::Output;
use crate::{Tapes, Word};

/// The tapes of a running machine and how far each was read.
#[derive(Clone)]
pub struct TapeReader {
    tapes: Tapes,
    /// Words read from the primary and from the auxiliary tape.
    pub(crate) words_read: [usize; 2],
}

impl TapeReader {
    /// Tapes of which nothing has been read; words are cut to `mask`.
    pub(crate) fn new(mut tapes: Tapes, mask: Word) -> Self {
        for word in tapes.primary.iter_mut().chain(&mut tapes.auxiliary) {
            *word &= mask;
        }
        Self {
            tapes,
            words_read: [0, 0],
        }
    }

    pub(crate) fn append_primary(&mut self, word: Word) {
        self.tapes.primary.push(word);
    }

    /// The next word of tape `a`, or `None` at the end and for a tape that does not exist.
    #[inline(always)]
    pub fn next(&mut self, a: Word) -> Option<Word> {
        let (tape, words_read) = match a {
            0 => (&self.tapes.primary, &mut self.words_read[0]),
            1 => (&self.tapes.auxiliary, &mut self.words_read[1]),
            _ => return None,
        };
        let word = tape.get(*words_read).copied();
        *words_read += usize::from(word.is_some());
        word
    }
}

/// `ri` and flag for what a tape gave.
#[inline(always)]
pub fn read(word: Option<Word>) -> Output {
    Output {
        value: word.unwrap_or(0),
        flag: word.is_none(),
    }
}
