//! `vntr asm` and `vntr disasm`.

use crate::error::{Error, Result};
use crate::guest::BuildOptions;
use crate::{input, output};
use std::path::PathBuf;

/// Assemble a program into a .vnt file
#[derive(clap::Args)]
pub struct AsmArgs {
    /// Assembly source
    source: PathBuf,
    /// The file to write [default: the source's name with .vnt]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Print a program as assembly that assembles to the same image
#[derive(clap::Args)]
pub struct DisasmArgs {
    /// A .vnt file, assembly, C, C++ or Rust source, a directory of C and C++, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// A file to write instead of stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn assemble(args: &AsmArgs) -> Result {
    let target = args
        .output
        .clone()
        .unwrap_or_else(|| args.source.with_extension("vnt"));
    if target == args.source {
        return Err(Error::usage(format!(
            "{} would be written over itself: name another file with -o",
            target.display()
        )));
    }
    let program = input::source(&args.source)?;
    output::file(&target, program.write_vnt())?;
    output::talk(format!(
        "{}: {} double words for W = {}, K = {}",
        target.display(),
        program.double_words.len(),
        program.arch.word_bits(),
        program.arch.num_registers()
    ));
    Ok(())
}

pub fn disassemble(args: &DisasmArgs) -> Result {
    let text = tinyram::asm::disassemble(&input::program(&args.program, &args.options)?);
    match &args.output {
        Some(path) => output::file(path, text),
        None => output::data(text),
    }
}
