//! `vntr run`.

use crate::error::{Error, Exit, Result};
use crate::guest::{BuildOptions, Guest};
use crate::measured::Cost;
use crate::{input, output};
use circuits::{Footprint, PROFILES};
use compiler_backend::Trap;
use compiler_backend::debug::Frame;
use compiler_backend::execution::{Astray, Execution};
use compiler_backend::toolchain::may_print;
use serde::Serialize;
use std::io::{LineWriter, Write};
use std::path::PathBuf;
use tinyram::{Machine, Outcome, Tapes, Word};

/// Run a program, without a proof: exit 0 if it answers 0, 1 if it answers anything else, 4 if it does not answer
#[derive(clap::Args)]
pub struct Args {
    /// A .vnt file, assembly, C, C++ or Rust source, a directory of C and C++, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// The public tape: words, decimal or 0x hexadecimal, between white space; # comments [default: empty]
    #[arg(long, value_name = "FILE")]
    primary: Option<PathBuf>,
    /// The secret tape [default: empty]
    #[arg(long, value_name = "FILE")]
    auxiliary: Option<PathBuf>,
    /// Give up after this many steps
    #[arg(long, value_name = "N", default_value_t = 100_000_000)]
    max_steps: u64,
    /// Say what the cheapest proof of the run takes: profile or segments, time, memory, gas; of a run that is too long for one piece, that is said anyway
    #[arg(long)]
    cost: bool,
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
    /// What a proof of it costs, if that was asked or it takes segments, and it can be proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Cost>,
}

pub fn run(args: &Args) -> Result {
    let loaded = input::load(&args.program, &args.options)?;
    let program = loaded.program;
    let tapes = input::tapes(
        args.primary.as_deref(),
        args.auxiliary.as_deref(),
        program.arch,
    )?;
    let given = tapes.primary.len();
    let execution = match &loaded.guest {
        Some(guest) => execute(guest, args, &tapes)?,
        None => Execution {
            run: Machine::new(&program, tapes.clone()).run(args.max_steps),
            primary: tapes.primary.clone(),
            astray: None,
        },
    };
    let Execution {
        run,
        primary,
        astray,
    } = execution;
    if let (Some(guest), Some(astray)) = (&loaded.guest, astray) {
        output::talk(warning(guest, astray, &tapes, &primary));
    }
    let claimed = primary[given..].to_vec();
    let answer = match run.outcome {
        Outcome::Answered(answer) => Some(answer),
        Outcome::BoundReached => None,
    };
    let accepted = answer == Some(0);
    // The run once more, so for those alone who ask; and where a proof is not as usual.
    let long = run.steps > PROFILES.iter().map(|p| p.steps as u64).max().unwrap_or(0);
    let proof = match answer {
        Some(_) if (args.cost || long) && program.arch.word_bits() == 32 => {
            let tapes = Tapes {
                primary: primary.clone(),
                ..tapes.clone()
            };
            let footprint = Footprint::of_run(&program, tapes, run.steps);
            Cost::cheapest(&footprint)?
        }
        _ => None,
    };
    if args.json {
        output::json(&Report {
            answer,
            accepted,
            steps: run.steps,
            primary_read: run.primary_read,
            auxiliary_read: run.auxiliary_read,
            claimed,
            proof,
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
        if let Some(proof) = proof {
            output::line(format_args!("a proof takes {proof}"))?;
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

/// Runs a guest, and shows what it prints. Printing costs steps and room, and is no part of what is proved: so it is another
/// build that prints, and this one's run that counts.
fn execute(guest: &Guest, args: &Args, tapes: &Tapes) -> Result<Execution> {
    let show = |guest: &Guest| {
        // A line at a time, whole ones, so that the terminal is not asked for each byte.
        let mut stderr = LineWriter::new(std::io::stderr());
        let execution = guest
            .translation
            .execute(tapes.clone(), args.max_steps, |byte| {
                let _ = stderr.write_all(&[byte]);
            });
        let _ = stderr.flush();
        execution
    };
    if !may_print(&guest.elf) {
        return Ok(show(guest));
    }
    let printing = input::load(&args.program, &args.options.printing())?.guest;
    let printed = printing.as_ref().map(show);
    let execution = guest
        .translation
        .execute(tapes.clone(), args.max_steps, |_| ());
    let same = |printed: &Execution| {
        // It may need more steps than are allowed.
        printed.run.outcome == Outcome::BoundReached
            || (printed.run.outcome, &printed.primary)
                == (execution.run.outcome, &execution.primary)
    };
    if !printed.as_ref().is_none_or(same) {
        output::talk(
            "note: what is printed is of a build that prints, and that one answers or commits something else than the one that is \
             proved: does the program look at VNTR_PRINT, or print what it then reads?",
        );
    }
    Ok(execution)
}

/// What a run did that no program means to do.
pub fn warning(guest: &Guest, astray: Astray, tapes: &Tapes, primary: &[Word]) -> String {
    let tapes = Tapes {
        primary: primary.to_vec(),
        ..tapes.clone()
    };
    let frames = guest
        .translation
        .backtrace(&guest.elf, tapes, astray.step - 1, true);
    format!(
        "warning: step {}: {}{}",
        astray.step,
        astray.stray,
        chain(&frames)
    )
}

/// Frames as lines; of a deep recursion its two ends.
fn chain(frames: &[Frame]) -> String {
    const FIRST: usize = 8;
    const LAST: usize = 4;
    let mut text = String::new();
    for (number, frame) in frames.iter().enumerate() {
        if number == FIRST && frames.len() > FIRST + LAST {
            let left_out = frames.len() - FIRST - LAST;
            text.push_str(&format!("\n  ... {left_out} more calls ..."));
        }
        if (FIRST..frames.len().saturating_sub(LAST)).contains(&number) {
            continue;
        }
        let how = if number == 0 { "at" } else { "called from" };
        text.push_str(&format!("\n  {how} {frame}"));
    }
    text
}

/// Words as a tape's text has them.
pub fn words(words: &[u64]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{word:#x}")).collect();
    words.join(" ")
}

/// Why a guest did not accept, and where in its source.
fn refusal(guest: &Guest, answer: u64, tapes: Tapes, steps: u64) -> String {
    let trap = u32::try_from(answer).ok().and_then(Trap::from_answer);
    let mut frames = guest
        .translation
        .backtrace(&guest.elf, tapes.clone(), steps, false);
    let ended_in = |name: &str| {
        frames
            .iter()
            .position(|f| f.function.as_deref() == Some(name))
    };
    let assertion = ended_in("__vntr_assertion_failed");
    let abort = ended_in("abort");
    let mut message = match (trap, assertion.or(abort)) {
        (Some(trap), _) => trap.meaning().to_owned(),
        (None, Some(frame)) => {
            // The place is the caller's.
            frames.drain(..=frame);
            let what = match assertion {
                Some(_) => "an assertion failed",
                None => "abort was called",
            };
            format!("{what}: the program answers {answer}")
        }
        (None, None) => format!("the program answers {answer}"),
    };
    let left = guest.translation.left_in_memory(&guest.elf, tapes, steps);
    if let Some(bytes) = left.heap_full {
        message.push_str(&format!(
            "\n  the heap was used up before: {bytes} more bytes were asked for"
        ));
    }
    if let Some(place) = left.panicked {
        message.push_str(&format!("\n  panicked at {place}"));
    }
    message + &chain(&frames)
}
