//! `vntr build`.

use crate::error::{Error, Result};
use crate::guest::{BuildOptions, Guest};
use crate::{input, output};
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

/// Make a .vnt image of C, C++ or Rust source, a directory of C and C++, a cargo project, an ELF executable or assembly
#[derive(clap::Args)]
pub struct Args {
    /// C, C++, Rust or assembly source, a directory of C and C++, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// The file to write [default: the program's name with .vnt]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print source, RISC-V and TinyRAM side by side
    #[arg(long)]
    listing: bool,
}

pub fn run(args: &Args) -> Result {
    let target = match &args.output {
        Some(output) => output.clone(),
        // Of a directory `guest/` the file `guest.vnt` beside it.
        None => args.program.with_extension("vnt"),
    };
    if target == args.program {
        return Err(Error::usage(format!(
            "{} would be written over itself: name another file with -o",
            target.display()
        )));
    }
    let loaded = input::load(&args.program, &args.options)?;
    output::file(&target, loaded.program.write_vnt())?;
    if args.listing {
        let Some(guest) = &loaded.guest else {
            return Err(Error::usage(format!(
                "{}: --listing is for C, Rust and ELF files; see vntr disasm",
                args.program.display()
            )));
        };
        output::data(listing(guest))?;
    }
    let cells = loaded.program.double_words.len();
    output::talk(match &loaded.guest {
        Some(guest) => format!(
            "{}: {cells} double words, {} of them instructions",
            target.display(),
            guest.translation.sources.len()
        ),
        None => format!("{}: {cells} double words", target.display()),
    });
    Ok(())
}

/// The listing, with the lines of those source files that are there.
fn listing(guest: &Guest) -> String {
    let mut files: HashMap<String, Vec<String>> = HashMap::new();
    guest.translation.listing(&guest.elf, |file, line| {
        let lines = files.entry(file.to_owned()).or_insert_with(|| {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        });
        lines.get(line.checked_sub(1)? as usize).cloned()
    })
}
