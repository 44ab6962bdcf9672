//! Profiles: the sizes of a circuit. One profile is one verifying key, one contract, and any number of programs.

use crate::footprint::Footprint;
use crate::instance::TooManyWords;
use crate::layout::ROWS_PER_STEP;
use crate::srs::SrsSize;
use thiserror::Error;
use tinyram::{ArchParams, Program, Trace};

/// Rows at the end of the table that no step has: the one where sums and products close, and random ones.
const RESERVED_ROWS: usize = 8;

/// The sizes of a circuit. Everything that the verifying key depends on is here, but for the SRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    /// The name users say: `8k-r32` has almost 2^13 steps and 32 registers.
    pub name: &'static str,
    /// log2 of the number of rows.
    pub k: u32,
    /// Number of registers, the specification's *K*.
    pub num_registers: u32,
    /// Bits of a range-checked limb: 8 or 16. A part of a word has 16 bits, one limb or two; small tables are for small circuits.
    pub limb_bits: u32,
    /// Columns that are committed to together: few commitments are cheap to verify, small packs are quick to prove (decision 19).
    pub columns_per_pack: usize,
    /// The step bound *T*: `answer` must be executed in step *T* at the latest; of segments, the steps of each.
    pub steps: usize,
    /// Is a proof of it one of several *segments* of a run (`segment.rs`)?
    pub segmented: bool,
}

const fn profile(name: &'static str, log_steps: u32, num_registers: u32) -> Profile {
    let k = log_steps + 1;
    Profile {
        name,
        k,
        num_registers,
        limb_bits: if k <= 16 { 8 } else { 16 },
        columns_per_pack: if k <= 16 { 16 } else { 8 },
        steps: ((1 << k) - RESERVED_ROWS) / ROWS_PER_STEP,
        segmented: false,
    }
}

const fn segments(name: &'static str, log_steps: u32, num_registers: u32) -> Profile {
    Profile {
        segmented: true,
        ..profile(name, log_steps, num_registers)
    }
}

/// All profiles, smallest first.
pub const PROFILES: [Profile; 20] = [
    profile("1k-r16", 10, 16),
    profile("1k-r32", 10, 32),
    profile("2k-r16", 11, 16),
    profile("2k-r32", 11, 32),
    profile("8k-r16", 13, 16),
    profile("8k-r32", 13, 32),
    profile("16k-r16", 14, 16),
    profile("16k-r32", 14, 32),
    profile("32k-r16", 15, 16),
    profile("32k-r32", 15, 32),
    profile("64k-r16", 16, 16),
    profile("64k-r32", 16, 32),
    profile("128k-r16", 17, 16),
    profile("128k-r32", 17, 32),
    profile("256k-r16", 18, 16),
    profile("256k-r32", 18, 32),
    profile("512k-r16", 19, 16),
    profile("512k-r32", 19, 32),
    profile("1m-r16", 20, 16),
    profile("1m-r32", 20, 32),
];

/// The profiles of runs in segments, smallest first.
pub const SEGMENT_PROFILES: [Profile; 8] = [
    segments("segments-1k-r16", 10, 16),
    segments("segments-1k-r32", 10, 32),
    segments("segments-64k-r16", 16, 16),
    segments("segments-64k-r32", 16, 32),
    segments("segments-256k-r16", 18, 16),
    segments("segments-256k-r32", 18, 32),
    segments("segments-1m-r16", 20, 16),
    segments("segments-1m-r32", 20, 32),
];

/// The double words of the memory.
pub(crate) const DOUBLE_WORDS: u64 = 1 << 29;

impl Profile {
    /// All profiles: those of whole runs, then those of runs in segments.
    pub fn all() -> impl Iterator<Item = &'static Profile> {
        PROFILES.iter().chain(&SEGMENT_PROFILES)
    }

    /// The profile of this name.
    pub fn by_name(name: &str) -> Option<&'static Profile> {
        Profile::all().find(|profile| profile.name == name)
    }

    /// The SRS that it needs.
    pub fn srs_size(&self) -> SrsSize {
        SrsSize {
            k: self.k,
            t: self.columns_per_pack,
        }
    }

    /// Is there room for a primary tape of so many words?
    ///
    /// # Errors
    /// If not.
    pub fn check_words(&self, words: usize) -> Result<(), TooManyWords> {
        if words > self.primary_words() {
            return Err(TooManyWords {
                profile: self.name,
                got: words,
                most: self.primary_words(),
            });
        }
        Ok(())
    }

    /// The machine of this profile: *W* = 32 and the profile's *K*.
    pub fn arch(&self) -> ArchParams {
        ArchParams::new(32, self.num_registers).expect("every K of a profile fits W = 32")
    }

    /// Rows of the steps; the row after them is where sums and products close.
    pub(crate) fn used_rows(&self) -> usize {
        self.steps * ROWS_PER_STEP
    }

    /// The row of the instance column that has the answer: the last step's first. The first row has the product of the tape.
    pub fn answer_row(&self) -> usize {
        self.used_rows() - ROWS_PER_STEP
    }

    /// The rows that differ from all others: the first one, the last step's first, the closing one.
    pub(crate) fn marked_rows(&self) -> [usize; 3] {
        [0, self.answer_row(), self.used_rows()]
    }

    /// Times of accesses, and entries of the table of times: two on each row.
    pub fn times(&self) -> u64 {
        2 * self.used_rows() as u64
    }

    /// The most double words that a program's image may have: two on each row.
    pub fn image_cells(&self) -> usize {
        2 * self.used_rows()
    }

    /// Boot cells that no memory has: those of the registers and the scratch cell, in a segment the mask's too.
    pub(crate) fn register_cells(&self) -> usize {
        self.num_registers as usize + 1 + usize::from(self.segmented)
    }

    /// The lowest address of the memory argument, that of the last register. Registers, the scratch cell and in a segment the mask follow
    /// each other.
    pub fn first_register(&self) -> i64 {
        crate::step::SCRATCH - i64::from(self.num_registers)
    }

    /// Boot cells of memory and tape, of a segment those of each.
    pub(crate) fn memory_cells(&self) -> usize {
        self.steps - self.register_cells()
    }

    /// How many segments a run of so many steps takes that touches so many cells of memory and tape.
    pub(crate) fn segments_of(&self, steps: u64, cells: usize) -> usize {
        // Cells that begin or end a region may be among those that were touched.
        let for_cells = (cells + 2).div_ceil(self.memory_cells());
        (steps.div_ceil(self.steps as u64) as usize).max(for_cells)
    }

    /// The most segments of a run: boot cells that no run touched lie in the memory too.
    pub fn max_segments(&self) -> usize {
        crate::segments::MAX_SEGMENTS.min(DOUBLE_WORDS as usize / self.steps - 1)
    }

    /// Which of the circuit's instance columns are numbers.
    pub(crate) fn numbers(&self) -> fflonk::Numbers {
        match self.segmented {
            true => fflonk::Numbers {
                known: crate::segment::KNOWN,
                said: 1,
            },
            false => fflonk::Numbers::default(),
        }
    }

    /// Cells of the memory argument that a run may touch: one for each step, but for the registers' and the scratch cell's, the
    /// first double word beyond the image, the last of the memory, and the end of the primary tape.
    pub fn cells(&self) -> usize {
        self.steps - self.num_registers as usize - 4
    }

    /// The most primary words a statement may have; each takes one of the [`Profile::cells`].
    pub fn primary_words(&self) -> usize {
        self.cells()
    }

    /// Is this one of the double words that have a boot cell in every proof?
    pub(crate) fn is_sentinel(&self, double_word: u64) -> bool {
        double_word == self.image_cells() as u64 || double_word == DOUBLE_WORDS - 1
    }

    /// Is the program of this profile's machine?
    ///
    /// # Errors
    /// If not.
    pub fn check_machine(&self, program: &Program) -> Result<(), FitError> {
        match program.arch == self.arch() {
            true => Ok(()),
            false => Err(FitError::Machine {
                profile: self.name,
                expected: self.num_registers,
                word_bits: program.arch.word_bits(),
                num_registers: program.arch.num_registers(),
            }),
        }
    }

    /// Does this run, started from this program with `primary_words` public words, fit?
    ///
    /// # Errors
    /// Every size that is too small, with the profile that is large enough.
    pub fn check(
        &self,
        program: &Program,
        primary_words: usize,
        trace: &Trace,
    ) -> Result<(), FitError> {
        self.check_machine(program)?;
        Footprint::of_trace(program, primary_words, trace).check(self)
    }

    /// The smallest profile with `num_registers` registers that this run fits.
    pub fn smallest(
        program: &Program,
        primary_words: usize,
        trace: &Trace,
    ) -> Option<&'static Profile> {
        Footprint::of_trace(program, primary_words, trace).smallest()
    }

    /// The largest step bound of any profile with this many registers; no profile can prove a longer run.
    pub fn max_steps(num_registers: u32) -> Option<usize> {
        let all = PROFILES.iter();
        all.filter(|p| p.num_registers == num_registers)
            .map(|p| p.steps)
            .max()
    }
}

/// A size of a profile that is too small for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which size.
    pub what: &'static str,
    /// What the run needs. For a run that does not answer, one step more than allowed.
    pub used: usize,
    /// What the profile has.
    pub allowed: usize,
}

impl std::fmt::Display for Miss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Miss {
            what,
            used,
            allowed,
        } = self;
        write!(f, "{used} {what} needed, {allowed} allowed")
    }
}

/// Why a run cannot be proved in a profile.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FitError {
    /// The program is written for another machine.
    #[error(
        "profile {profile} is for W = 32, K = {expected}, the program is for W = {word_bits}, K = {num_registers}: \
         choose a profile of that K (only W = 32 can be proved)"
    )]
    Machine {
        /// The profile asked for.
        profile: &'static str,
        /// Its number of registers.
        expected: u32,
        /// The program's word size.
        word_bits: u32,
        /// The program's number of registers.
        num_registers: u32,
    },
    /// A size of the profile is too small for the run.
    #[error(
        "the run does not fit profile {profile}: {}; {}",
        misses.iter().map(Miss::to_string).collect::<Vec<_>>().join("; "),
        match fits { Some(name) => format!("it fits profile {name}"), None => "it fits no profile".to_owned() }
    )]
    TooSmall {
        /// The profile asked for.
        profile: &'static str,
        /// The sizes, at least one.
        misses: Vec<Miss>,
        /// The smallest profile that fits, if any.
        fits: Option<&'static str>,
    },
}
