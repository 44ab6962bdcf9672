//! `vntr prove`.

use crate::commands::run::{warning, words};
use crate::error::{Error, Result};
use crate::guest::BuildOptions;
use crate::measured::{Cost, fits_memory, memory_mib};
use crate::progress::Progress;
use crate::queued::{QueueArgs, Queued};
use crate::{input, keys, output};
use circuits::{
    Cut, Footprint, InProcess, Kept, Profile, Proof, ProvingKey, Srs, SrsName, Statement,
    VerifyingKey, program_point,
};
use queue::{Queue, RunId};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Program, Tapes, Trace, Word};

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
    #[command(flatten)]
    queue: QueueArgs,
    /// The proof file to write
    #[arg(short, long, value_name = "FILE", default_value = "proof.json")]
    output: PathBuf,
    /// The answer to prove; a run that answers anything else is not proved
    #[arg(long, value_name = "N", default_value = "0", value_parser = input::parse_u32)]
    expect_answer: u32,
}

/// The most steps that are run to find out how many a run has: as many as the most segments of the largest profile, nearly.
pub const MOST_STEPS: u64 = 1 << 30;

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
    Segments(Box<Cut>),
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

/// What is kept of a run as long as its proof is not written.
#[derive(Default)]
pub struct Afterwards {
    kept: Option<Kept>,
    queue: Option<(Queue, RunId)>,
}

impl Afterwards {
    /// The proof is written.
    pub fn written(self) {
        if let Some((mut queue, run)) = self.queue
            && let Err(error) = queue.finish(run)
        {
            output::talk(format!(
                "note: the proof is written, but the queue was not told: {error}; `vntr queue clean {run}` deletes the run there"
            ));
        }
        if let Some(kept) = self.kept {
            kept.remove();
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
    /// where none does that one can afford.
    pub fn new(
        program: Program,
        tapes: Tapes,
        profile: Option<&'static Profile>,
        expected: u32,
        affordable: impl Fn(&Profile) -> bool,
    ) -> Result<Self> {
        let candidates = keys::profiles_for(&program)?;
        let primary = input::words_32(&tapes.primary)?;
        let footprint = Footprint::of_run(&program, tapes.clone(), MOST_STEPS);
        let Some(answer) = footprint.answer else {
            return Err(Error::limit(format!(
                "the run does not answer within {MOST_STEPS} steps, the most that are run for a proof"
            )));
        };
        let cheapest = footprint.cheapest(affordable);
        // Where there is none, what the largest one lacks is told.
        let largest = candidates.last().copied();
        let profile = profile
            .or(cheapest)
            .or(largest)
            .expect("profiles_for returns at least one");
        profile.check_machine(&program)?;
        if answer != u64::from(expected) {
            return Err(false_statement(answer, expected));
        }
        let statement = Statement {
            answer: expected,
            primary,
        };
        if profile.segmented {
            return Self::in_segments(program, statement, tapes.auxiliary, profile);
        }
        footprint.check(profile).map_err(|error| {
            match cheapest.filter(|profile| profile.segmented) {
                Some(segments) => Error::limit(format!(
                    "{error}; --profile {} proves it in segments",
                    segments.name
                )),
                None => error.into(),
            }
        })?;
        let trace = Machine::trace(&program, tapes, profile.steps as u64);
        Ok(Plan {
            profile,
            program: Arc::new(program),
            statement,
            shown: Shown::Whole(trace),
        })
    }

    /// The same in a profile of segments.
    fn in_segments(
        program: Program,
        statement: Statement,
        auxiliary: Vec<Word>,
        profile: &'static Profile,
    ) -> Result<Self> {
        let program = Arc::new(program);
        let mut progress = Progress::new();
        let cut = Cut::new(profile, &program, &statement, auxiliary, MOST_STEPS, |at| {
            progress.segments(at)
        })?;
        drop(progress);
        let cost = Cost::new(profile, cut.segments)?;
        output::talk(format!(
            "note: {} steps, in {} of profile {}, {} steps each: about {} gas{}",
            cut.steps,
            match cut.segments {
                1 => "1 segment".to_owned(),
                count => format!("{count} segments"),
            },
            profile.name,
            profile.steps,
            cost.gas.expect("segments have a model of their gas"),
            cost.peak_mib.map_or(String::new(), |mib| format!(
                ", and {mib} MiB of memory to prove"
            ))
        ));
        Ok(Plan {
            profile,
            program,
            statement,
            shown: Shown::Segments(Box::new(cut)),
        })
    }

    /// Makes the proof, here or by the workers of a queue, and says what is to be done when it is written.
    pub fn prove(
        &self,
        name: &SrsName,
        queue: Option<(Queue, i32)>,
        progress: &mut Progress,
    ) -> Result<(Proof, Afterwards)> {
        let cached = !name.is_dev() || Srs::path(name, self.profile.srs_size())?.exists();
        progress.phase(if cached {
            "reading the SRS"
        } else {
            "making the SRS, once"
        });
        let srs = Srs::load(name, self.profile.srs_size())?;
        progress.phase("making the keys");
        let verifying = VerifyingKey::load(self.profile, name)?;
        if let (Some((queue, priority)), Shown::Segments(cut)) = (queue, &self.shown) {
            // The workers make the other keys.
            let point = program_point(self.profile, &srs, &self.program)?;
            drop(srs);
            let kept = Kept::open(&verifying, &point, cut)?;
            let segments = cut.segments;
            let mut queued = Queued::open(queue, priority, &verifying, segments, &kept, progress)?;
            let proof = circuits::prove_by(&verifying, &point, cut, kept.seed(), &mut queued)?;
            let queue = Some(queued.into_queue());
            let kept = Some(kept);
            return Ok((proof, Afterwards { kept, queue }));
        }
        let key = ProvingKey::new(&verifying, &srs, self.program.clone())?;
        let (proof, kept) = match &self.shown {
            Shown::Whole(trace) => {
                let progress = |phase| progress.prover(phase);
                let proof = circuits::prove(&key, &srs, &self.statement, trace, progress)?;
                (proof, None)
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
                (proof, Some(kept))
            }
        };
        Ok((proof, Afterwards { kept, queue: None }))
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
    let queue = args.queue.connect()?;
    // The workers may have more memory than this machine.
    let affordable =
        |profile: &Profile| (queue.is_some() && profile.segmented) || fits_memory(profile);
    let plan = Plan::new(program, tapes, profile, args.expect_answer, affordable)?;
    if !affordable(plan.profile) {
        output::talk(format!(
            "warning: a proof in profile {} takes {} MiB of memory, and there are {}",
            plan.profile.name,
            Cost::new(plan.profile, 1)?.peak_mib.unwrap_or_default(),
            memory_mib().unwrap_or_default()
        ));
    }
    let srs = args.srs.name();
    output::note_srs(&srs);
    args.srs.key(plan.profile)?;
    if let (Some(_), Shown::Whole(_)) = (&queue, &plan.shown) {
        output::talk(format!(
            "note: the run fits profile {} and is proved here in one piece; --profile segments-64k-r{} gives it to the queue",
            plan.profile.name, plan.profile.num_registers
        ));
    }
    let queue = queue.map(|queue| (queue, args.queue.priority()));
    let (proof, afterwards) = plan.prove(&srs, queue, &mut Progress::new())?;
    if target.is_file() {
        output::talk(format!(
            "note: {} was there already and is replaced",
            args.output.display()
        ));
    }
    target.write(proof.to_json().as_bytes())?;
    afterwards.written();
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
