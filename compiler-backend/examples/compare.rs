//! Runs RISC-V executables in every way and compares: qemu-riscv32, the interpreter, and translated: plain and fused,
//! checked and unchecked. One line for each file; the geometric mean of steps per RISC-V instruction at the end.
//!
//! ```sh
//! cargo run --release -p compiler-backend --example compare -- [--no-qemu] FILE.elf ...
//! ```
//!
//! Exit code 1 if any two disagree or a file is refused.

use compiler_backend::reference::{End, Hart};
use compiler_backend::{Options, STACK_TOP, Trap, translate};
use std::process::{Command, ExitCode};
use tinyram::{Machine, Outcome, Tapes};

const BOUND: u64 = 200_000_000;

const WAYS: [(&str, Options); 4] = [
    ("plain", options(false, false)),
    ("plain+c", options(true, false)),
    ("fused", options(false, true)),
    ("fused+c", options(true, true)),
];

const fn options(checked: bool, fuse: bool) -> Options {
    Options { checked, fuse }
}

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let qemu = !files.iter().any(|file| file == "--no-qemu");
    files.retain(|file| file != "--no-qemu");
    let (mut compared, mut misaligned, mut wrong) = (0u32, 0u32, 0u32);
    let mut logarithms = [0.0; WAYS.len()];
    print!("{:<32} {:>10} {:>11}", "file", "exit", "RISC-V");
    WAYS.iter().for_each(|(name, _)| print!(" {name:>8}"));
    println!(" {:>8}", "cells");
    for file in &files {
        match compare(file, qemu) {
            Ok(None) => {
                misaligned += 1;
                println!("{file}: misaligned, trapped");
            }
            Ok(Some(ratios)) => {
                compared += 1;
                for (sum, ratio) in logarithms.iter_mut().zip(ratios) {
                    *sum += ratio.ln();
                }
            }
            Err(error) => {
                wrong += 1;
                println!("{file}: {error}");
            }
        }
    }
    print!(
        "{compared} agree, {misaligned} are misaligned and trap, {wrong} do not agree; geometric mean of steps per instruction:"
    );
    for ((name, _), sum) in WAYS.iter().zip(logarithms) {
        print!(" {name} {:.3}", (sum / f64::from(compared.max(1))).exp());
    }
    println!();
    ExitCode::from(u8::from(wrong > 0))
}

/// Steps per instruction for each way; none if the program loads or stores words at misaligned addresses, and so traps.
fn compare(path: &str, qemu: bool) -> Result<Option<[f64; WAYS.len()]>, String> {
    let file = std::fs::read(path).map_err(|error| error.to_string())?;
    let mut hart = Hart::new(&file, STACK_TOP, [vec![], vec![]]).ok_or("not an ELF file")?;
    let end = hart.run(BOUND);
    if qemu {
        let status = Command::new("qemu-riscv32-static")
            .arg(path)
            .status()
            .map_err(|error| format!("qemu-riscv32-static: {error}"))?;
        let agree = match (end, status.code()) {
            (End::Answered(answer), Some(code)) => answer & 0xff == code as u32,
            (End::Trapped(_), None) => true,
            _ => false,
        };
        if !agree {
            return Err(format!(
                "the interpreter ends with {end:?}, qemu with {status}"
            ));
        }
    }
    let mut ratios = [0.0; WAYS.len()];
    let mut cells = 0;
    for (ratio, (name, options)) in ratios.iter_mut().zip(WAYS) {
        let translation =
            translate(&file, &options).map_err(|error| format!("refused: {error}"))?;
        cells = translation.program.double_words.len();
        let run = Machine::new(&translation.program, Tapes::default()).run(3 * BOUND);
        if hart.misaligned.is_some() {
            // Checked, it traps; unchecked, it may do anything.
            let trap = match run.outcome {
                Outcome::Answered(answer) => Trap::from_answer(answer as u32),
                Outcome::BoundReached => None,
            };
            let traps = matches!(trap, Some(Trap::LoadMisaligned | Trap::StoreMisaligned));
            if options.checked && !traps {
                return Err(format!(
                    "misaligned, but {name} ends with {:?}",
                    run.outcome
                ));
            }
            continue;
        }
        let agree = match (end, run.outcome) {
            (End::Answered(expected), Outcome::Answered(answer)) => answer == u64::from(expected),
            (End::Trapped(_), Outcome::Answered(answer)) => answer >> 31 == 1,
            _ => false,
        };
        if !agree {
            return Err(format!(
                "the interpreter ends with {end:?}, {name} with {:?}",
                run.outcome
            ));
        }
        *ratio = run.steps as f64 / hart.instructions.max(1) as f64;
    }
    if hart.misaligned.is_some() {
        return Ok(None);
    }
    let exit = match end {
        End::Answered(answer) => answer.to_string(),
        _ => "trap".to_owned(),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    print!("{name:<32} {exit:>10} {:>11}", hart.instructions);
    ratios.iter().for_each(|ratio| print!(" {ratio:>8.3}"));
    println!(" {cells:>8}");
    Ok(Some(ratios))
}
