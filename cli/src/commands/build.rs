//! `vntr build`.

use crate::error::{Error, Result};
use crate::guest::BuildOptions;
use crate::{input, output};
use std::path::PathBuf;

/// Make a .vnt image of a C source, a directory of C sources, an ELF executable or assembly
#[derive(clap::Args)]
pub struct Args {
    /// A C source, a directory of them, a linked RV32IM ELF file, or assembly source
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// The file to write [default: the program's name with .vnt]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
