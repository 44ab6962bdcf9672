//! `vntr run`.

use crate::error::{Error, Exit, Result};
use crate::{input, output};
use serde::Serialize;
use std::path::PathBuf;
use tinyram::{Machine, Outcome};

/// Run a program, without a proof: exit 0 if it answers 0, 1 if it answers anything else, 4 if it does not answer
#[derive(clap::Args)]
pub struct Args {
    /// A .vnt file, or assembly source
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
}

pub fn run(args: &Args) -> Result {
    let program = input::program(&args.program)?;
    let tapes = input::tapes(
        args.primary.as_deref(),
        args.auxiliary.as_deref(),
        program.arch,
    )?;
    let run = Machine::new(&program, tapes).run(args.max_steps);
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
    }
    match answer {
        Some(0) => Ok(()),
        Some(_) => Err(Error {
            exit: Exit::No,
            message: String::new(),
        }),
        None => Err(Error::limit(format!(
            "{}: no answer within {} steps, the bound: allow more with --max-steps",
            args.program.display(),
            args.max_steps
        ))),
    }
}
