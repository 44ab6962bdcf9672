//! The vnTinyRAM machine (TinyRAM v2.000, von Neumann variant): what a program is and what it does.
//!
//! No field elements here and no proofs: this crate turns assembly text into a memory image, runs it, and writes down every
//! step so that a circuit can repeat it. In the order in which data flows:
//!
//! * [`ArchParams`]: the word size *W* and the number of registers *K*;
//! * [`isa`]: the 29 instructions as one table, and their encoding;
//! * [`asm`]: text to [`Program`] and back;
//! * [`Program`]: the initial memory, double word by double word, and its file format;
//! * [`Tapes`]: the public (primary) and the secret (auxiliary) input;
//! * [`exec`]: what each instruction does, one file for each family;
//! * [`Machine`]: runs a program fast, or step by step;
//! * [`Trace`]: the same run with everything a proof has to show about it.
//!
//! ```
//! use tinyram::{Machine, Outcome, Tapes, asm};
//!
//! let source = "\
//! ; TinyRAM V=2.000 M=vn W=32 K=16
//!         read  r1, 0        ; the claim
//!         read  r2, 1        ; the secret
//!         mull  r2, r2, r2
//!         cmpe  r1, r2
//!         cjmp  _yes
//!         answer 1
//! _yes:   answer 0           ; the prover knows a square root
//! ";
//! let program = asm::assemble(source).expect("the source is in order").program;
//! let run = Machine::new(&program, Tapes { primary: vec![49], auxiliary: vec![7] }).run(100);
//! assert_eq!(run.outcome, Outcome::Answered(0));
//! assert_eq!(run.steps, 6);
//! ```
//!
//! Where the specification leaves room, the choices are: `smulh` is the two's-complement high word; tape 0 is an ordinary
//! tape; `answer` stalls; unused instruction fields are written 0 and ignored; a register that does not exist means
//! `answer 1`; an image may hold data.

mod arch;
pub mod asm;
pub mod exec;
pub mod isa;
mod machine;
mod memory;
mod program;
mod tape;
mod trace;

pub use arch::{ArchError, ArchParams};
pub use isa::{
    Answer1Reason, Decoded, DoubleWord, Family, Instruction, Opcode, RawFields, Shape, raw_fields,
};
pub use machine::{Machine, Observer, Outcome, Run, StepOutcome};
pub use program::{Program, ProgramError, VntError};
pub use tape::{TapeError, TapeErrorKind, Tapes, WordTooWide, parse_tape};
pub use trace::{DataAccess, Step, TapeRead, Trace};

/// A machine word. Only the low *W* bits are ever set.
pub type Word = u64;
