//! The two input tapes and their text form.

use crate::{ArchParams, Word};
use thiserror::Error;

/// The machine's inputs. The auxiliary tape is the prover's secret: its words appear in no error and no `Debug` output.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tapes {
    /// Tape 0, the primary input: public.
    pub primary: Vec<Word>,
    /// Tape 1, the auxiliary input: known to the prover alone.
    pub auxiliary: Vec<Word>,
}

impl Tapes {
    /// Checks that every word fits *W* bits. [`Machine::new`](crate::Machine::new) cuts words that do not.
    pub fn check(&self, arch: ArchParams) -> Result<(), WordTooWide> {
        for (tape, words) in [&self.primary, &self.auxiliary].into_iter().enumerate() {
            if let Some(index) = words.iter().position(|word| *word > arch.word_mask()) {
                return Err(WordTooWide {
                    tape,
                    index,
                    word_bits: arch.word_bits(),
                });
            }
        }
        Ok(())
    }
}

/// A word of a tape has more than *W* bits. The word is not repeated: it may be secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("word {index} (from 0) of tape {tape} does not fit the {word_bits} bits of a word")]
pub struct WordTooWide {
    /// The tape, 0 or 1.
    pub tape: usize,
    /// The place of the word on its tape, from 0.
    pub index: usize,
    /// *W*.
    pub word_bits: u32,
}

impl std::fmt::Debug for Tapes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tapes")
            .field("primary", &self.primary)
            .field(
                "auxiliary",
                &format_args!("<{} secret words>", self.auxiliary.len()),
            )
            .finish()
    }
}

/// Where and why a tape's text is refused. The text itself is not repeated: it may be secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {kind}")]
pub struct TapeError {
    /// What is wrong.
    pub kind: TapeErrorKind,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What is wrong with a word of a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TapeErrorKind {
    /// Not a number.
    #[error(
        "expected a word: a decimal number such as 42 or -1, or a hexadecimal one such as 0x2a (the text is not shown, it may be secret)"
    )]
    NotANumber,
    /// A number outside of `[-2^(W-1), 2^W - 1]`.
    #[error("the number does not fit a word of {word_bits} bits: expected -2^{} to 2^{word_bits} - 1 (the text is not shown, it may be secret)", word_bits - 1)]
    OutOfRange {
        /// *W*.
        word_bits: u32,
    },
}

/// Reads a tape from text: words separated by white space, `#` starts a comment that ends with the line.
///
/// A word is decimal (`42`), negative decimal (`-1`, taken mod 2^W) or hexadecimal (`0x2a`).
///
/// ```
/// use tinyram::{ArchParams, parse_tape};
/// let arch = ArchParams::new(32, 16).unwrap();
/// assert_eq!(parse_tape("1 0x10 -1 # three words", arch).unwrap(), [1, 16, 0xffff_ffff]);
/// assert_eq!((parse_tape("1\n 2 x3", arch).unwrap_err().line), 2);
/// ```
pub fn parse_tape(text: &str, arch: ArchParams) -> Result<Vec<Word>, TapeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        let mut rest = line;
        loop {
            rest = rest.trim_start();
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            if token.is_empty() {
                break;
            }
            words.push(parse_number(token, arch).map_err(|kind| {
                let column = line[..line.len() - rest.len()].chars().count() + 1;
                TapeError {
                    kind,
                    line: index + 1,
                    column,
                }
            })?);
            rest = after;
        }
    }
    Ok(words)
}

/// A word of a tape, an immediate or a datum: `[-] decimal` or `[-] 0x hexadecimal`.
pub(crate) fn parse_number(token: &str, arch: ArchParams) -> Result<Word, TapeErrorKind> {
    let (negative, magnitude) = match token.strip_prefix('-') {
        Some(magnitude) => (true, magnitude),
        None => (false, token),
    };
    let (radix, digits) = match magnitude.strip_prefix("0x") {
        Some(digits) => (16, digits),
        None => (10, magnitude),
    };
    // Checked by hand because `from_str_radix` takes a sign of its own.
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(TapeErrorKind::NotANumber);
    }
    let out_of_range = TapeErrorKind::OutOfRange {
        word_bits: arch.word_bits(),
    };
    let magnitude = u64::from_str_radix(digits, radix).map_err(|_| out_of_range)?;
    arch.word_from_number(negative, magnitude)
        .ok_or(out_of_range)
}
