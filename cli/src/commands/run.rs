//! `vntr run`.

use crate::error::{Error, Exit, Result};
use crate::guest::{BuildOptions, Guest};
use crate::{input, output};
use compiler_backend::Trap;
use serde::Serialize;
use std::path::PathBuf;
use tinyram::{Machine, Outcome, Tapes};

/// Run a program, without a proof: exit 0 if it answers 0, 1 if it answers anything else, 4 if it does not answer
#[derive(clap::Args)]
pub struct Args {
    /// A .vnt file, assembly, C or Rust source, a directory of C sources, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    /// The public tape: words, decimal or 0x hexadecimal, between white space; # comments [default: empty]
    #[arg(long, value_name = "FILE")]
    primary: Option<PathBuf>,
    /// The secret tape [default: empty]
    #[arg(long, value_name = "FILE")]
    auxiliary: Option<PathBuf>,
    /// Give up after this many steps
    #[arg(long, value_name = "N", default_value_t = 100_000_000)]
    max_steps: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    answer: Option<u64>,
    accepted: bool,
    steps: u64,
    primary_read: usize,
    auxiliary_read: usize,
    /// What the run committed beyond the words that were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claimed: Vec<u64>,
}

pub fn run(args: &Args) -> Result {
    let loaded = input::load(&args.program, &BuildOptions::default())?;
    let program = loaded.program;
    let tapes = input::tapes(
        args.primary.as_deref(),
        args.auxiliary.as_deref(),
        program.arch,
    )?;
    let given = tapes.primary.len();
    let (run, primary) = match &loaded.guest {
        Some(guest) => guest
            .translation
            .run_claiming(tapes.clone(), args.max_steps),
        None => {
            let primary = tapes.primary.clone();
            (
                Machine::new(&program, tapes.clone()).run(args.max_steps),
                primary,
            )
        }
    };
    let claimed = primary[given..].to_vec();
    let answer = match run.outcome {
        Outcome::Answered(answer) => Some(answer),
        Outcome::BoundReached => None,
    };
    let accepted = answer == Some(0);
    if args.json {
        output::json(&Report {
            answer,
            accepted,
            steps: run.steps,
            primary_read: run.primary_read,
            auxiliary_read: run.auxiliary_read,
            claimed,
        })?;
    } else {
        let verdict = match answer {
            Some(0) => "answer 0 (accepted)".to_owned(),
            Some(answer) => format!("answer {answer} (not accepted: only 0 is)"),
            None => "no answer".to_owned(),
        };
        output::line(format_args!(
            "{verdict}\nsteps {}\nprimary words read {}\nauxiliary words read {}",
            run.steps, run.primary_read, run.auxiliary_read
        ))?;
        if !claimed.is_empty() {
            output::line(format_args!("primary words claimed {}", words(&claimed)))?;
        }
    }
    match answer {
        Some(0) => Ok(()),
        Some(answer) => Err(Error {
            exit: Exit::No,
            message: loaded.guest.map_or_else(String::new, |guest| {
                let tapes = Tapes { primary, ..tapes };
                refusal(&guest, answer, tapes, run.steps)
            }),
        }),
        None => Err(Error::limit(format!(
            "{}: no answer within {} steps, the bound: allow more with --max-steps",
            args.program.display(),
            args.max_steps
        ))),
    }
}

/// Words as a tape's text has them.
pub fn words(words: &[u64]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{word:#x}")).collect();
    words.join(" ")
}

/// Why a guest did not accept, and where in its source.
fn refusal(guest: &Guest, answer: u64, tapes: Tapes, steps: u64) -> String {
    let trap = u32::try_from(answer).ok().and_then(Trap::from_answer);
    let mut message = match trap {
        Some(trap) => trap.meaning().to_owned(),
        None => format!("the program answers {answer}"),
    };
    let panic = guest.translation.panicked(&guest.elf, tapes.clone(), steps);
    if let Some(place) = panic {
        message.push_str(&format!("\n  panicked at {place}"));
    }
    let frames = guest.translation.backtrace(&guest.elf, tapes, steps);
    for (number, frame) in frames.iter().enumerate() {
        let how = if number == 0 { "at" } else { "called from" };
        message.push_str(&format!("\n  {how} {frame}"));
    }
    message
}
