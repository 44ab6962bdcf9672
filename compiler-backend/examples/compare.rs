//! Runs RISC-V executables in every way and compares, see [`compiler_backend::comparison`]. One line for each file; the geometric
//! mean of steps per RISC-V instruction at the end.
//!
//! ```sh
//! cargo run --release -p compiler-backend --example compare -- [-O LEVEL] [--include DIR] FILE.elf DIRECTORY ...
//! ```
//!
//! The C sources of a directory are compiled as a guest's, with everything that they link.
//!
//! Exit code 1 if any two disagree or a file is refused.

use compiler_backend::comparison::{Verdict, WAYS, compare};
use compiler_backend::reference::End;
use compiler_backend::toolchain::Compilation;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const BOUND: u64 = 200_000_000;

/// An executable, or what the sources of a directory are compiled to.
fn executable(path: &Path, level: &str, include: &[PathBuf]) -> Result<Vec<u8>, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    if !path.is_dir() {
        return fs::read(path).map_err(|error| said(&error));
    }
    let mut sources = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| said(&error))? {
        let source = entry.map_err(|error| said(&error))?.path();
        if source.extension().is_some_and(|extension| extension == "c") {
            sources.push(source);
        }
    }
    sources.sort();
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    let compilation = Compilation {
        level,
        include,
        arguments: &["-w"],
        ..Compilation::default()
    };
    compilation.build(&sources).map_err(|error| said(&error))
}

fn main() -> ExitCode {
    let (mut compared, mut misaligned, mut long, mut wrong) = (0u32, 0u32, 0u32, 0u32);
    let mut logarithms = [0.0; WAYS.len()];
    print!("{:<32} {:>10} {:>11}", "file", "exit", "RISC-V");
    WAYS.iter().for_each(|(name, _)| print!(" {name:>14}"));
    println!(" {:>8}", "cells");
    let mut arguments = std::env::args().skip(1);
    let (mut level, mut include) = ("3".to_owned(), Vec::new());
    while let Some(path) = arguments.next() {
        match path.as_str() {
            "-O" => {
                level = arguments.next().unwrap_or(level);
                continue;
            }
            "--include" => {
                include.extend(arguments.next().map(PathBuf::from));
                continue;
            }
            _ => {}
        }
        let file = executable(Path::new(&path), &level, &include);
        let verdict = file.and_then(|file| compare(&file, BOUND));
        match verdict {
            Ok(Verdict::Agree(figures)) => {
                compared += 1;
                for (sum, ratio) in logarithms.iter_mut().zip(figures.ratios()) {
                    *sum += ratio.ln();
                }
                let exit = match figures.end {
                    End::Answered(answer) => answer.to_string(),
                    _ => "trap".to_owned(),
                };
                let name = path.rsplit('/').next().unwrap_or(&path);
                print!("{name:<32} {exit:>10} {:>11}", figures.instructions);
                let ratios = figures.ratios();
                ratios.iter().for_each(|ratio| print!(" {ratio:>14.3}"));
                println!(" {:>8}", figures.cells);
            }
            Ok(Verdict::Misaligned) => {
                misaligned += 1;
                println!("{path}: misaligned, trapped");
            }
            Ok(Verdict::TooLong) => {
                long += 1;
                println!("{path}: more than {BOUND} instructions");
            }
            Err(error) => {
                wrong += 1;
                println!("{path}: {error}");
            }
        }
    }
    print!(
        "{compared} agree, {misaligned} are misaligned and trap, {long} run too long, {wrong} do not agree; geometric mean of steps per instruction:"
    );
    for ((name, _), sum) in WAYS.iter().zip(logarithms) {
        print!(" {name} {:.3};", (sum / f64::from(compared.max(1))).exp());
    }
    println!();
    ExitCode::from(u8::from(wrong > 0))
}
