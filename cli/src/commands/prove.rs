//! `vntr prove`.

use crate::commands::run::{warning, words};
use crate::error::{Error, Result};
use crate::guest::BuildOptions;
use crate::progress::Progress;
use crate::{input, keys, measured, output};
use circuits::{
    Cut, FitError, InProcess, Kept, Profile, Proof, ProvingKey, Srs, SrsName, Statement,
    VerifyingKey,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Outcome, Program, Tapes, Trace};

/// Prove that a program, on this public tape and some secret tape, answers as expected
#[derive(clap::Args)]
pub struct Args {
    /// A .vnt file, assembly, C, C++ or Rust source, a directory of C and C++, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// The public tape: words, decimal or 0x hexadecimal, between white space; # comments [default: empty]
    #[arg(long, value_name = "FILE")]
    primary: Option<PathBuf>,
    /// The secret tape: it is not in the proof, and no message shows it [default: empty]
    #[arg(long, value_name = "FILE")]
    auxiliary: Option<PathBuf>,
    /// The profile, or "auto" for the smallest that the run fits, and segments if it fits none
    #[arg(long, value_name = "NAME", default_value = "auto")]
    profile: String,
    #[command(flatten)]
    srs: keys::SrsArg,
    /// The proof file to write
    #[arg(short, long, value_name = "FILE", default_value = "proof.json")]
    output: PathBuf,
    /// The answer to prove; a run that answers anything else is not proved
    #[arg(long, value_name = "N", default_value = "0", value_parser = input::parse_u32)]
    expect_answer: u32,
}

/// The most steps that are run to find out how many a run has.
const MOST_STEPS: u64 = 1 << 28;

/// How many steps a run has that no profile has room for; `None`: it does not answer within those that are run at most.
fn true_steps(program: &Program, tapes: &Tapes) -> Option<u64> {
    let run = Machine::new(program, tapes.clone()).run(MOST_STEPS);
    matches!(run.outcome, Outcome::Answered(_)).then_some(run.steps)
}

/// The same in words.
fn steps_words(steps: Option<u64>) -> String {
    match steps {
        Some(steps) => format!("it answers after {steps} steps"),
        None => format!("it does not answer within {MOST_STEPS} steps"),
    }
}

/// A run that shows a statement and fits a profile.
pub struct Plan {
    pub profile: &'static Profile,
    pub program: Arc<Program>,
    pub statement: Statement,
    pub shown: Shown,
}

/// How a run is proved.
pub enum Shown {
    /// In one piece.
    Whole(Trace),
    /// In segments.
    Segments(Cut),
}

impl Shown {
    /// Steps of the run.
    pub fn steps(&self) -> u64 {
        match self {
            Shown::Whole(trace) => trace.steps.len() as u64,
            Shown::Segments(cut) => cut.steps,
        }
    }
}

/// A run whose answer is not the one to prove.
fn false_statement(answer: u64, expected: u32) -> Error {
    Error::no(format!(
        "the run answers {answer}, expected {expected}: the statement is false, nothing was proved \
         (--expect-answer {answer} proves this answer)"
    ))
}

impl Plan {
    /// Runs the program and looks whether a proof of `expected` can be made of it; in `profile`, or in the smallest that fits, or in segments
    /// where none does.
    pub fn new(
        program: Program,
        tapes: Tapes,
        profile: Option<&'static Profile>,
        expected: u32,
    ) -> Result<Self> {
        let candidates = keys::profiles_for(&program)?;
        let largest = *candidates
            .last()
            .expect("profiles_for returns at least one");
        let primary = input::words_32(&tapes.primary)?;
        if let Some(profile) = profile.filter(|profile| profile.segmented) {
            // Found out quickly, where the run is looked at step by step only later.
            if true_steps(&program, &tapes).is_none() {
                return Err(Error::limit(steps_words(None)));
            }
            return Self::in_segments(program, tapes, profile, expected);
        }
        let trace = Machine::trace(&program, tapes.clone(), largest.steps as u64);
        let chosen = profile.or_else(|| Profile::smallest(&program, primary.len(), &trace));
        let segments = Profile::largest_segments(program.arch.num_registers()).filter(|segments| {
            program.double_words.len() <= segments.image_cells()
                && segments.check_words(primary.len()).is_ok()
        });
        let steps = match trace.outcome {
            Outcome::Answered(_) => Some(trace.steps.len() as u64),
            Outcome::BoundReached => true_steps(&program, &tapes),
        };
        if let (None, Some(_), Some(profile)) = (chosen, steps, segments) {
            return Self::in_segments(program, tapes, profile, expected);
        }
        let profile = chosen.unwrap_or(largest);
        let fits = profile.check(&program, primary.len(), &trace);
        match trace.outcome {
            Outcome::Answered(answer)
                if answer != u64::from(expected) && profile.arch() == program.arch =>
            {
                return Err(false_statement(answer, expected));
            }
            Outcome::Answered(_) => fits?,
            // No profile is large enough: say how large it would have to be.
            _ => match fits {
                Err(error @ FitError::TooSmall { .. }) => {
                    let hint = match steps.and(segments) {
                        Some(profile) => {
                            format!("; --profile {} proves it in segments", profile.name)
                        }
                        None => String::new(),
                    };
                    let steps = steps_words(steps);
                    return Err(Error::limit(format!("{error}; {steps}{hint}")));
                }
                fits => fits?,
            },
        }
        Ok(Plan {
            profile,
            program: Arc::new(program),
            statement: Statement {
                answer: expected,
                primary,
            },
            shown: Shown::Whole(trace),
        })
    }

    /// The same in a profile of segments.
    fn in_segments(
        program: Program,
        tapes: Tapes,
        profile: &'static Profile,
        expected: u32,
    ) -> Result<Self> {
        profile.check_machine(&program)?;
        let program = Arc::new(program);
        let statement = Statement {
            answer: expected,
            primary: input::words_32(&tapes.primary)?,
        };
        let mut progress = Progress::new();
        let cut = Cut::new(
            profile,
            &program,
            &statement,
            tapes.auxiliary,
            MOST_STEPS,
            |at| progress.segments(at),
        )?;
        drop(progress);
        if cut.answer != expected {
            return Err(false_statement(cut.answer.into(), expected));
        }
        // A segment takes as much as a whole run of its size.
        let size = profile.name.trim_start_matches("segments-");
        let memory = measured::committed()?
            .profiles
            .get(size)
            .and_then(|of| of.peak_mib);
        output::talk(format!(
            "note: {} steps, in {} of profile {}, {} steps each: about {} gas{}",
            cut.steps,
            match cut.segments {
                1 => "1 segment".to_owned(),
                count => format!("{count} segments"),
            },
            profile.name,
            profile.steps,
            measured::gas_of_segments(cut.segments),
            memory.map_or(String::new(), |mib| format!(
                ", and {mib} MiB of memory to prove"
            ))
        ));
        Ok(Plan {
            profile,
            program,
            statement,
            shown: Shown::Segments(cut),
        })
    }

    /// Makes the proof. Of a run in segments what is kept of it, should its proof not be written down.
    pub fn prove(&self, name: &SrsName, progress: &mut Progress) -> Result<(Proof, Option<Kept>)> {
        let cached = !name.is_dev() || Srs::path(name, self.profile.srs_size())?.exists();
        progress.phase(if cached {
            "reading the SRS"
        } else {
            "making the SRS, once"
        });
        let srs = Srs::load(name, self.profile.srs_size())?;
        progress.phase("making the keys");
        let verifying = VerifyingKey::load(self.profile, name)?;
        let key = ProvingKey::new(&verifying, &srs, self.program.clone())?;
        match &self.shown {
            Shown::Whole(trace) => {
                let proof = circuits::prove(&key, &srs, &self.statement, trace, |phase| {
                    progress.prover(phase)
                })?;
                Ok((proof, None))
            }
            Shown::Segments(cut) => {
                let kept = Kept::open(&verifying, key.point(), cut)?;
                if kept.found() > 0 {
                    progress.note(format!(
                        "note: this run was interrupted and goes on: {} of {} parts are done",
                        kept.found(),
                        2 * cut.segments
                    ));
                }
                let mut provers =
                    InProcess::new(&key, &srs, Some(&kept), |at| progress.segments(at));
                let (point, seed) = (key.point(), kept.seed());
                let proof = circuits::prove_by(&verifying, point, cut, seed, &mut provers)?;
                if let Some(error) = provers.trouble() {
                    output::talk(format!(
                        "note: nothing was kept in case of an interruption: {error}"
                    ));
                }
                Ok((proof, Some(kept)))
            }
        }
    }
}

pub fn run(args: &Args) -> Result {
    let start = Instant::now();
    let profile = match args.profile.as_str() {
        "auto" => None,
        name => Some(keys::profile(name)?),
    };
    let loaded = input::load(&args.program, &args.options)?;
    let program = loaded.program;
    let mut tapes = input::tapes(
        args.primary.as_deref(),
        args.auxiliary.as_deref(),
        program.arch,
    )?;
    if let Some(guest) = &loaded.guest {
        // What the run commits beyond the words given is part of the statement.
        let given = tapes.primary.len();
        let translation = &guest.translation;
        let execution = translation.execute(tapes.clone(), MOST_STEPS, |_| ());
        if let Some(astray) = execution.astray {
            output::talk(warning(guest, astray, &tapes, &execution.primary));
        }
        tapes.primary = execution.primary;
        if tapes.primary.len() > given {
            output::talk(format!(
                "note: the run claims on the primary tape, behind the {given} words given: {}",
                words(&tapes.primary[given..])
            ));
        }
    }
    let target = output::Target::new(&args.output)?;
    let plan = Plan::new(program, tapes, profile, args.expect_answer)?;
    let srs = args.srs.name();
    output::note_srs(&srs);
    args.srs.key(plan.profile)?;
    let (proof, kept) = plan.prove(&srs, &mut Progress::new())?;
    if target.is_file() {
        output::talk(format!(
            "note: {} was there already and is replaced",
            args.output.display()
        ));
    }
    target.write(proof.to_json().as_bytes())?;
    if let Some(kept) = kept {
        kept.remove();
    }
    // Not behind a proof that goes to stdout itself, or to another pipe.
    if srs.is_dev() && target.is_file() {
        output::line(output::PROVES_NOTHING)?;
    }
    output::talk(format!(
        "{}: proved answer {} of program 0x{}, {} steps, profile {}, {} bytes of proof, {:.1} s",
        args.output.display(),
        proof.statement.answer,
        hex::encode(proof.program_id),
        plan.shown.steps(),
        proof.profile,
        proof.bytes.len(),
        start.elapsed().as_secs_f64()
    ));
    Ok(())
}
