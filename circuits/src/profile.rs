//! Profiles: the sizes of a circuit. One profile is one verifying key, one contract, and any number of programs.

use crate::srs::SrsSize;
use thiserror::Error;
use tinyram::{ArchParams, Outcome, Program, Trace};

/// Rows that one machine word, one memory access and one boot cell take.
pub(crate) const ROWS_PER_SLOT: usize = 2;

/// Rows of one step: four slots.
pub const ROWS_PER_STEP: usize = 4 * ROWS_PER_SLOT;

/// Rows at the end of the table that no constraint reads: halo2's blinding rows and the row where the sums close.
/// The exact number of blinding rows depends on the queries (at most 16 here); a test holds this bound against the circuit.
pub(crate) const RESERVED_ROWS: usize = 32;

/// Primary words in one public scalar: seven words of 32 bits fit a field element of 254 bits.
pub const WORDS_PER_SCALAR: usize = 7;

/// Public scalars in one fingerprint, one value of the instance column (ADR 13): as many as boot rows have cells for.
pub const SCALARS_PER_ROW: usize = 4;

/// The sizes of a circuit. Everything that the verifying key depends on is here, but for the SRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    /// The name users say: `k13-r32` has 2^13 rows and 32 registers.
    pub name: &'static str,
    /// log2 of the number of rows.
    pub k: u32,
    /// Number of registers, the specification's *K*.
    pub num_registers: u32,
    /// Bits of a range-checked limb: 8 or 16. A row checks 16 bits, as one limb or two; small tables are for small circuits.
    pub limb_bits: u32,
    /// The step bound *T*: `answer` must be executed in step *T* at the latest.
    pub steps: usize,
    /// Double words of the program image, from address 0.
    pub image_cells: usize,
    /// Public scalars that carry primary words, a multiple of [`SCALARS_PER_ROW`]; there is room for `7 * tape_scalars - 1` words.
    pub tape_scalars: usize,
}

const fn profile(
    name: &'static str,
    k: u32,
    num_registers: u32,
    steps: usize,
    image_cells: usize,
    tape_scalars: usize,
) -> Profile {
    assert!(tape_scalars.is_multiple_of(SCALARS_PER_ROW));
    Profile {
        name,
        k,
        num_registers,
        limb_bits: if k <= 16 { 8 } else { 16 },
        steps,
        image_cells,
        tape_scalars,
    }
}

/// All profiles, smallest first.
pub const PROFILES: [Profile; 8] = [
    profile("k13-r16", 13, 16, 640, 384, 4),
    profile("k13-r32", 13, 32, 640, 384, 4),
    profile("k16-r16", 16, 16, 7_168, 1_024, 16),
    profile("k16-r32", 16, 32, 7_168, 1_024, 16),
    profile("k18-r16", 18, 16, 28_672, 8_192, 32),
    profile("k18-r32", 18, 32, 28_672, 8_192, 32),
    profile("k19-r16", 19, 16, 57_344, 16_384, 32),
    profile("k19-r32", 19, 32, 57_344, 16_384, 32),
];

impl Profile {
    /// The SRS that it needs.
    pub fn srs_size(&self) -> SrsSize {
        SrsSize { k: self.k, t: 1 }
    }

    /// The profile of this name.
    pub fn by_name(name: &str) -> Option<&'static Profile> {
        PROFILES.iter().find(|profile| profile.name == name)
    }

    /// The machine of this profile: *W* = 32 and the profile's *K*.
    pub fn arch(&self) -> ArchParams {
        ArchParams::new(32, self.num_registers).expect("every K of a profile fits W = 32")
    }

    /// Rows of the table that constraints use; the row after them is where sums and products close.
    pub(crate) fn used_rows(&self) -> usize {
        (1 << self.k) - RESERVED_ROWS
    }

    /// Cells of the tape region: one for each primary word there is room for, and one that says "end".
    pub(crate) fn tape_cells(&self) -> usize {
        WORDS_PER_SCALAR * self.tape_scalars
    }

    /// The most primary words a statement may have.
    pub fn primary_words(&self) -> usize {
        self.tape_cells() - 1
    }

    /// Boot cells at addresses that are fixed: registers, the output cell, the primary tape, the image.
    pub(crate) fn fixed_cells(&self) -> usize {
        self.num_registers as usize + 1 + self.tape_cells() + self.image_cells
    }

    /// Boot cells in all.
    pub(crate) fn boot_cells(&self) -> usize {
        (self.used_rows() - self.steps * ROWS_PER_STEP) / ROWS_PER_SLOT
    }

    /// Double words outside the image that a run may touch: boot cells whose address the prover chooses. The last double
    /// word of the memory has a boot cell of its own and does not count.
    pub fn memory_cells(&self) -> usize {
        self.boot_cells() - self.fixed_cells() - 1
    }

    /// The first row of the first step.
    pub(crate) fn first_step_row(&self) -> usize {
        self.boot_cells() * ROWS_PER_SLOT
    }

    /// Does this run, started from this program with `primary_words` public words, fit?
    ///
    /// # Errors
    /// The first size that is too small, with the profile that is large enough.
    pub fn check(
        &self,
        program: &Program,
        primary_words: usize,
        trace: &Trace,
    ) -> Result<(), FitError> {
        if program.arch != self.arch() {
            return Err(FitError::Machine {
                profile: self.name,
                expected: self.num_registers,
                word_bits: program.arch.word_bits(),
                num_registers: program.arch.num_registers(),
            });
        }
        let need = Demand::new(program, primary_words, trace);
        match need.too_much_for(self) {
            None => Ok(()),
            Some((what, used, allowed)) => Err(FitError::TooSmall {
                profile: self.name,
                what,
                used,
                allowed,
                fits: need.smallest(self.num_registers).map(|p| p.name),
            }),
        }
    }

    /// The smallest profile with `num_registers` registers that this run fits.
    pub fn smallest(
        program: &Program,
        primary_words: usize,
        trace: &Trace,
    ) -> Option<&'static Profile> {
        Demand::new(program, primary_words, trace).smallest(program.arch.num_registers())
    }

    /// The largest step bound of any profile with this many registers; no profile can prove a longer run.
    pub fn max_steps(num_registers: u32) -> Option<usize> {
        PROFILES
            .iter()
            .filter(|p| p.num_registers == num_registers)
            .map(|p| p.steps)
            .max()
    }
}

/// What a run asks of a profile.
struct Demand {
    image: usize,
    primary: usize,
    steps: usize,
    answered: bool,
    /// Distinct double words that the run fetches, loads or stores, ascending.
    touched: Vec<u64>,
}

impl Demand {
    fn new(program: &Program, primary: usize, trace: &Trace) -> Self {
        let mut touched: Vec<u64> = trace
            .steps
            .iter()
            .flat_map(|step| {
                [Some(step.pc / 8), step.data.map(|data| data.address / 8)]
                    .into_iter()
                    .flatten()
            })
            .collect();
        touched.sort_unstable();
        touched.dedup();
        Demand {
            image: program.double_words.len(),
            primary,
            steps: trace.steps.len(),
            answered: matches!(trace.outcome, Outcome::Answered(_)),
            touched,
        }
    }

    fn touched_beyond(&self, image_cells: usize) -> usize {
        // The last double word of the memory has its own boot cell in every profile.
        let last = (1 << 29) - 1;
        self.touched
            .iter()
            .filter(|&&cell| cell >= image_cells as u64 && cell != last)
            .count()
    }

    /// The first size of a profile that is too small: what, needed, allowed. A run that does not answer needs more steps
    /// than any profile has.
    fn too_much_for(&self, profile: &Profile) -> Option<(&'static str, usize, usize)> {
        let steps = match self.answered {
            true => self.steps,
            false => self.steps.max(profile.steps + 1),
        };
        [
            (
                "double words of program image",
                self.image,
                profile.image_cells,
            ),
            (
                "words on the primary tape",
                self.primary,
                profile.primary_words(),
            ),
            ("steps until the answer", steps, profile.steps),
            (
                "double words of memory outside the image",
                self.touched_beyond(profile.image_cells),
                profile.memory_cells(),
            ),
        ]
        .into_iter()
        .find(|&(_, used, allowed)| used > allowed)
    }

    fn smallest(&self, num_registers: u32) -> Option<&'static Profile> {
        PROFILES
            .iter()
            .find(|p| p.num_registers == num_registers && self.too_much_for(p).is_none())
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
        "the run does not fit profile {profile}: {used} {what} needed, {allowed} allowed; {}",
        match fits { Some(name) => format!("it fits profile {name}"), None => "it fits no profile".to_owned() }
    )]
    TooSmall {
        /// The profile asked for.
        profile: &'static str,
        /// Which size.
        what: &'static str,
        /// What the run needs. For a run that does not answer, one more than allowed.
        used: usize,
        /// What the profile has.
        allowed: usize,
        /// The smallest profile that fits, if any.
        fits: Option<&'static str>,
    },
}
