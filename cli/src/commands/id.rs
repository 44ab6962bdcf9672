//! `vntr id`.

use crate::error::Result;
use crate::guest::BuildOptions;
use crate::{input, keys, output};
use std::path::PathBuf;

/// Print a program's id: what a contract compares to know which program a proof is about
///
/// The id depends on the profile. Without --profile it is that of the smallest profile that the program's image fits;
/// a run of the program may need a larger one.
#[derive(clap::Args)]
pub struct Args {
    /// A .vnt file, assembly, C, C++ or Rust source, a directory of C and C++, a cargo project, or a linked RV32IMAC ELF file
    program: PathBuf,
    #[command(flatten)]
    options: BuildOptions,
    /// The profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    #[command(flatten)]
    srs: keys::SrsArg,
}

pub fn run(args: &Args) -> Result {
    let program = input::program(&args.program, &args.options)?;
    let profile = match &args.profile {
        Some(name) => keys::profile(name)?,
        None => {
            let profiles = keys::profiles_for(&program)?;
            let fitting = profiles
                .iter()
                .find(|profile| program.double_words.len() <= profile.image_cells());
            // Where none fits, the largest says by how much.
            let profile = *fitting
                .or(profiles.last())
                .expect("profiles_for returns at least one");
            output::talk(format!("note: the id in profile {}", profile.name));
            profile
        }
    };
    let key = args.srs.key(profile)?;
    let points = keys::point(profile, &args.srs.name(), &program)?;
    output::note_srs(&args.srs.name());
    output::line(output::hex0x(key.program_id(&points)))
}
