//! Assembly text to [`Program`] and back.
//!
//! # The language
//!
//! The specification's assembly, von Neumann variant. The first line is the header and names the machine:
//!
//! ```text
//! ; TinyRAM V=2.000 M=vn W=32 K=16
//! _loop:  add   r1, r1, 1      ; destination first, then sources
//!         cmpe  r1, 10
//!         cnjmp _loop          ; a label stands for an address, wherever a number may stand
//!         store.w _result, r1  ; stores take the address first
//!         answer 0
//! _result: .word 0             ; extension, see below
//! ```
//!
//! * Lines end with LF, CR or CRLF; `;` starts a comment; blanks are spaces and tabs; everything is lower case.
//! * A label is `_` and then letters, digits or `_`; it names the address of the next item, on its line or a later one. At
//!   most one definition a line. Labels may be used before they are defined.
//! * An operand is a register `r0` to `r(K-1)`, a decimal number in `[-2^(W-1), 2^W - 1]`, or a label.
//!
//! # Extensions
//!
//! * Hexadecimal numbers: `0x2a`.
//! * `.word v, v, ...` puts words (numbers or labels) into the image at this place, `.zero n` puts `n` zero words. Data are
//!   aligned to a word. An instruction after data is aligned to a double word; the gap, if any, is a zero word.
//!
//! # Errors
//!
//! [`assemble`] reports all errors of a file at once. Each [`Diagnostic`] has a code that stays the same from version to
//! version:
//!
//! | code | meaning |
//! |---|---|
//! | A0101 | the header line is missing or malformed |
//! | A0102 | the header asks for another version of TinyRAM |
//! | A0103 | the header asks for another variant than `vn` |
//! | A0104 | the header's *W* and *K* are not a machine |
//! | A0105 | a malformed label, or more than one on a line |
//! | A0106 | a label defined twice |
//! | A0107 | a label used but not defined |
//! | A0108 | an unknown mnemonic or directive |
//! | A0109 | a wrong number of operands |
//! | A0110 | a register was expected |
//! | A0111 | a register number `>= K` |
//! | A0112 | an operand that is neither register nor number nor label |
//! | A0113 | a number that does not fit a word |
//! | A0114 | a missing comma |
//! | A0115 | an empty operand |
//! | A0116 | the program does not fit the memory |

mod diagnostic;
mod parse;
mod print;

pub use diagnostic::{Diagnostic, render_all};
pub use print::disassemble;

use crate::{Program, Word};

/// What [`assemble`] makes of a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assembled {
    /// The image.
    pub program: Program,
    /// For each double word of the image the line, from 1, of the instruction or of the first datum in it.
    pub source_lines: Vec<u32>,
    /// The labels and their addresses, in the order of their definitions; so the addresses ascend.
    pub labels: Vec<(String, Word)>,
}

impl Assembled {
    /// The address of a label, its underscore included.
    pub fn address_of(&self, label: &str) -> Option<Word> {
        self.labels
            .iter()
            .find(|(name, _)| name == label)
            .map(|(_, address)| *address)
    }
}

/// Assembles a source text, or says everything that is wrong with it, in the order of the lines.
pub fn assemble(source: &str) -> Result<Assembled, Vec<Diagnostic>> {
    parse::assemble(source)
}
