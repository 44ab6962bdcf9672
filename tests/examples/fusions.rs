//! What each fusion of the translator is worth: the steps of programs translated without it, against all fusions, by clang -O3,
//! checked. The guests, and csmith's programs of the first seeds that end.
//!
//! ```sh
//! cargo run --release -p vntr-tests --example fusions
//! ```

use compiler_backend::reference::{End, Hart};
use compiler_backend::toolchain::{Compilation, Compiler};
use compiler_backend::{Fuse, Fusion, Options, STACK_TOP, translate};
use std::error::Error;
use std::fs;
use std::path::Path;
use tinyram::{ArchParams, Machine, Outcome, Tapes, parse_tape};
use vntr_tests::csmith::{Random, Size};

const RANDOM: usize = 100;
const BOUND: u64 = 20_000_000;

/// RISC-V instructions, and steps: with all fusions, without each, with none.
struct Row {
    instructions: u64,
    steps: Vec<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let ways: Vec<(String, Fuse)> = [("all".to_owned(), Fuse::All)]
        .into_iter()
        .chain(
            Fusion::ALL.map(|fusion| (format!("{fusion:?}").to_lowercase(), Fuse::AllBut(fusion))),
        )
        .chain([("none".to_owned(), Fuse::Nothing)])
        .collect();
    println!(
        "Steps per RISC-V instruction with all fusions and with none; between, how many per cent more steps without one.\n"
    );
    print!("| | RISC-V | all |");
    ways[1..ways.len() - 1]
        .iter()
        .for_each(|(name, _)| print!(" {name} |"));
    println!(" none |\n|---|--:|{}", "--:|".repeat(ways.len()));

    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests");
    let mut names = vec![];
    for entry in fs::read_dir(&guests)? {
        let path = entry?.path();
        if path.join("main.c").is_file() {
            names.push(path);
        }
    }
    names.sort();
    let mut rows = vec![];
    for guest in names {
        let arch = ArchParams::new(32, 32)?;
        let tape = |file| -> Result<Vec<u64>, Box<dyn Error>> {
            let text = fs::read_to_string(guest.join(file))?;
            Ok(parse_tape(&text, arch).map_err(|error| format!("{file}: {error:?}"))?)
        };
        let tapes = Tapes {
            primary: tape("primary.txt")?,
            auxiliary: tape("auxiliary.txt")?,
        };
        let elf = Compilation::default().build(&[&guest.join("main.c")])?;
        let row = measure(&elf, &tapes, &ways)?.ok_or("a guest does not end")?;
        let name = guest.file_name().unwrap_or_default().to_string_lossy();
        print_row(
            &name,
            &row.instructions.to_string(),
            std::slice::from_ref(&row),
        );
        rows.push(row);
    }
    print_row("guests, geometric mean", "", &rows);

    let mut rows = vec![];
    for seed in 1.. {
        if rows.len() == RANDOM {
            break;
        }
        let random = Random {
            compiler: Compiler::Clang,
            level: "3",
            ..Random::new(seed, Size::Large)
        };
        rows.extend(measure(&random.build()?, &Tapes::default(), &ways)?);
    }
    let name = format!("csmith, {RANDOM} programs, geometric mean");
    print_row(&name, "", &rows);
    Ok(())
}

/// None if it does not end soon, or traps.
fn measure(
    elf: &[u8],
    tapes: &Tapes,
    ways: &[(String, Fuse)],
) -> Result<Option<Row>, Box<dyn Error>> {
    let words = |tape: &[u64]| tape.iter().map(|word| *word as u32).collect();
    let both = [words(&tapes.primary), words(&tapes.auxiliary)];
    let mut hart = Hart::new(elf, STACK_TOP, both).ok_or("no executable")?;
    let End::Answered(expected) = hart.run(BOUND) else {
        return Ok(None);
    };
    if hart.misaligned.is_some() {
        return Ok(None);
    }
    let mut steps = vec![];
    for (name, fuse) in ways {
        let options = Options {
            checked: true,
            fuse: *fuse,
        };
        let program = translate(elf, &options)?.program;
        let run = Machine::new(&program, tapes.clone()).run(20 * BOUND);
        if run.outcome != Outcome::Answered(expected.into()) {
            return Err(format!("{name}: {:?}, not {expected}", run.outcome).into());
        }
        steps.push(run.steps);
    }
    Ok(Some(Row {
        instructions: hart.instructions,
        steps,
    }))
}

/// The geometric means of some programs.
fn print_row(name: &str, instructions: &str, rows: &[Row]) {
    let mean = |ratio: &dyn Fn(&Row) -> f64| {
        let sum: f64 = rows.iter().map(|row| ratio(row).ln()).sum();
        (sum / rows.len() as f64).exp()
    };
    let last = rows[0].steps.len() - 1;
    print!("| {name} | {instructions} |");
    for way in 0..=last {
        if way == 0 || way == last {
            print!(
                " {:.3} |",
                mean(&|row| row.steps[way] as f64 / row.instructions as f64)
            );
        } else {
            let more = mean(&|row| row.steps[way] as f64 / row.steps[0] as f64) - 1.0;
            print!(" {:.1} |", 100.0 * more);
        }
    }
    println!();
}
