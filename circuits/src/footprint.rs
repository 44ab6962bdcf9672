//! What a run asks of a profile: found out by running it once, without writing it down.

use crate::pages::Pages;
use crate::profile::{DOUBLE_WORDS, FitError, Miss, PROFILES, Profile, SEGMENT_PROFILES};
use tinyram::{Decoded, DoubleWord, Machine, Observer, Outcome, Program, Tapes, Trace, Word};

/// How many steps a run has, and which double words it touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Steps, the `answer` included.
    pub steps: u64,
    /// What it answers, if it does.
    pub answer: Option<Word>,
    image: usize,
    primary: usize,
    num_registers: u32,
    /// Distinct double words that the run fetches, loads or stores, ascending.
    touched: Vec<u64>,
}

/// The double words of a memory: 1 where one was touched.
struct Touched(Pages);

impl Observer for Touched {
    #[inline(always)]
    fn fetch(&mut self, pc: Word, _: DoubleWord, _: &Decoded) {
        *self.0.slot(pc as usize / 8) = 1;
    }

    #[inline(always)]
    fn access(&mut self, address: Word, _: impl FnOnce() -> DoubleWord) {
        *self.0.slot(address as usize / 8) = 1;
    }
}

impl Footprint {
    /// Of a program for a machine of W = 32, run for at most `max_steps`.
    ///
    /// # Panics
    /// If *W* is another.
    pub fn of_run(program: &Program, tapes: Tapes, max_steps: u64) -> Self {
        assert_eq!(program.arch.word_bits(), 32, "only W = 32 can be proved");
        let primary = tapes.primary.len();
        let mut touched = Touched(Pages::new(DOUBLE_WORDS as usize));
        let run = Machine::new(program, tapes).run_observed(max_steps, &mut touched);
        Footprint {
            steps: run.steps,
            answer: answer(run.outcome),
            image: program.double_words.len(),
            primary,
            num_registers: program.arch.num_registers(),
            touched: touched.0.addresses().map(|cell| cell as u64).collect(),
        }
    }

    /// Of a run that is written down, of this program on so many public words.
    pub fn of_trace(program: &Program, primary: usize, trace: &Trace) -> Self {
        let cells = trace.steps.iter().flat_map(|step| {
            let data = step.data.map(|data| data.address / 8);
            [Some(step.pc / 8), data].into_iter().flatten()
        });
        let mut touched: Vec<u64> = cells.collect();
        touched.sort_unstable();
        touched.dedup();
        Footprint {
            steps: trace.steps.len() as u64,
            answer: answer(trace.outcome),
            image: program.double_words.len(),
            primary,
            num_registers: program.arch.num_registers(),
            touched,
        }
    }

    /// The smallest profile of whole runs that the run fits.
    pub fn smallest(&self) -> Option<&'static Profile> {
        let of_machine = |profile: &&Profile| profile.num_registers == self.num_registers;
        let mut profiles = PROFILES.iter().filter(of_machine);
        profiles.find(|profile| self.misses(profile).is_empty())
    }

    /// The profile that a proof is cheapest in, of those that one can afford: the smallest of whole runs, else that of the largest segments. If all are too dear,
    /// the cheapest of all the same. `None`: it cannot be proved.
    pub fn cheapest(&self, affordable: impl Fn(&Profile) -> bool) -> Option<&'static Profile> {
        let cut = |profile: &&Profile| self.segments(profile).is_some();
        let largest_first = || SEGMENT_PROFILES.iter().rev().filter(cut);
        let whole = self.smallest();
        whole
            .filter(|profile| affordable(profile))
            .or_else(|| largest_first().find(|profile| affordable(profile)))
            .or(whole)
            .or_else(|| SEGMENT_PROFILES.iter().find(cut))
    }

    /// Does the run fit a profile of whole runs? That the program is of its machine was checked.
    ///
    /// # Errors
    /// Every size that is too small, with the profile that is large enough.
    pub fn check(&self, profile: &Profile) -> Result<(), FitError> {
        let misses = self.misses(profile);
        if misses.is_empty() {
            return Ok(());
        }
        Err(FitError::TooSmall {
            profile: profile.name,
            misses,
            fits: self.smallest().map(|profile| profile.name),
        })
    }

    /// How many segments of this profile the run takes; `None`: it does not answer, or cannot be cut into those.
    pub fn segments(&self, profile: &Profile) -> Option<usize> {
        self.answer?;
        let fits = profile.segmented
            && profile.num_registers == self.num_registers
            && self.image <= profile.image_cells()
            && profile.check_words(self.primary).is_ok();
        // The tape's end is a cell too.
        let cells = self.touched.len() + self.primary + 1;
        let count = profile.segments_of(self.steps, cells);
        (fits && count <= profile.max_segments()).then_some(count)
    }

    /// The sizes of a profile that are too small. A run that does not answer needs more steps than any profile has.
    fn misses(&self, profile: &Profile) -> Vec<Miss> {
        let steps = match self.answer {
            Some(_) => self.steps as usize,
            None => (self.steps as usize).max(profile.steps + 1),
        };
        let touched = self.touched.iter();
        let touched = touched.filter(|&&cell| !profile.is_sentinel(cell)).count();
        let sizes = [
            (
                "double words of program image",
                self.image,
                profile.image_cells(),
            ),
            (
                "words on the primary tape",
                self.primary,
                profile.primary_words(),
            ),
            ("steps until the answer", steps, profile.steps),
            (
                "touched double words and primary words",
                touched + self.primary,
                profile.cells(),
            ),
        ];
        let missed = sizes
            .into_iter()
            .filter(|(_, used, allowed)| used > allowed);
        let misses = missed.map(|(what, used, allowed)| Miss {
            what,
            used,
            allowed,
        });
        misses.collect()
    }
}

fn answer(outcome: Outcome) -> Option<Word> {
    match outcome {
        Outcome::Answered(answer) => Some(answer),
        Outcome::BoundReached => None,
    }
}
