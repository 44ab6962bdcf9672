//! A run written down step by step: everything a proof has to show about it.

use crate::{ArchParams, Decoded, DoubleWord, Outcome, Word};

/// A run with all its steps. `Debug` prints the shape of the run only: the steps hold secrets.
#[derive(Clone)]
pub struct Trace {
    /// The machine that ran.
    pub arch: ArchParams,
    /// The steps in order of time. The last one is the `answer`, if there was one.
    pub steps: Vec<Step>,
    /// How the run ended.
    pub outcome: Outcome,
    /// Words read from the primary tape.
    pub primary_read: usize,
    /// Words read from the auxiliary tape.
    pub auxiliary_read: usize,
}

impl std::fmt::Debug for Trace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trace")
            .field("arch", &self.arch)
            .field("steps", &self.steps.len())
            .field("outcome", &self.outcome)
            .field("primary_read", &self.primary_read)
            .field("auxiliary_read", &self.auxiliary_read)
            .finish()
    }
}

/// One step. `ri` and `rj` are the registers that fields #3 and #4 name *as they stand in the opcode word*, whether the
/// instruction uses them or not; a register number `>= K` counts as a register that holds 0.
#[derive(Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the instruction was fetched, before rounding down to a multiple of its size.
    pub pc: Word,
    /// The double word found there.
    pub fetched: DoubleWord,
    /// What it means.
    pub decoded: Decoded,
    /// The flag before the step.
    pub flag: bool,
    /// The value of the register that field #4 names, before the step.
    pub rj: Word,
    /// The value of the operand A before the step; 1 for [`Decoded::Answer1`].
    pub a: Word,
    /// The value of the register that field #3 names, before the step.
    pub ri_before: Word,
    /// The value of the same register after the step.
    pub ri_after: Word,
    /// The memory access of a load or a store.
    pub data: Option<DataAccess>,
    /// The tape access of a `read`.
    pub read: Option<TapeRead>,
    /// The flag after the step.
    pub flag_after: bool,
    /// Where the next step fetches; after an `answer` the same as `pc`.
    pub next_pc: Word,
}

/// Registers, memory and tape words may derive from the secret tape: only what is not data is printed.
impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Step")
            .field("pc", &self.pc)
            .finish_non_exhaustive()
    }
}

/// A load or a store, as an access to the double word that contains the address. A load leaves it as it was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DataAccess {
    /// The byte address of the double word, a multiple of `2 W / 8`.
    pub address: Word,
    /// The double word before the step.
    pub before: DoubleWord,
    /// The double word after the step.
    pub after: DoubleWord,
}

/// A `read`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TapeRead {
    /// The tape asked for: the value of A.
    pub tape: Word,
    /// The word read; `None` at the end of the tape and for a tape other than 0 and 1.
    pub word: Option<Word>,
}
