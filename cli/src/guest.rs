//! Programs that are not assembly: ELF files, C sources and directories of them.

use crate::error::{Error, Result};
use compiler_backend::toolchain::{Compilation, ToolchainError};
use compiler_backend::{Options, Translation, translate};
use std::fs;
use std::path::{Path, PathBuf};

/// A program for RISC-V and what became of it.
pub struct Guest {
    /// The executable, with what debuggers read.
    pub elf: Vec<u8>,
    /// The program.
    pub translation: Translation,
}

/// How guests are made.
#[derive(Clone, Debug, clap::Args)]
pub struct BuildOptions {
    /// How hard the compiler tries: 0, 1, 2, 3, s or z. 3 takes the fewest steps, s makes the smallest image
    #[arg(short = 'O', long = "opt-level", value_name = "LEVEL", default_value = "3",
          value_parser = ["0", "1", "2", "3", "s", "z"])]
    level: String,
    /// Do not check that words are loaded and stored at multiples of 4: fewer steps, but a misaligned access goes unnoticed
    #[arg(long)]
    unchecked: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        BuildOptions {
            level: "3".to_owned(),
            unchecked: false,
        }
    }
}

impl BuildOptions {
    /// Compiles C sources and translates the result.
    pub fn compile(&self, sources: &[PathBuf], shown: &Path) -> Result<Guest> {
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let compilation = Compilation {
            level: &self.level,
            ..Compilation::default()
        };
        let elf = compilation
            .build(&sources)
            .map_err(|error| Error::from(error).about(shown.display()))?;
        self.translate(elf, shown)
    }

    /// Translates an executable.
    pub fn translate(&self, elf: Vec<u8>, shown: &Path) -> Result<Guest> {
        let options = Options {
            checked: !self.unchecked,
            ..Options::default()
        };
        let translation = translate(&elf, &options)
            .map_err(|error| Error::usage(error).about(shown.display()))?;
        Ok(Guest { elf, translation })
    }
}

/// The sources that a path names, if it is a C file or a directory with some.
pub fn sources(path: &Path) -> Result<Option<Vec<PathBuf>>> {
    if !path.is_dir() {
        let is_source = path.extension().is_some_and(|extension| extension == "c");
        return Ok(is_source.then(|| vec![path.to_owned()]));
    }
    let cannot = |error: std::io::Error| {
        Error::environment(format!("cannot read {}: {error}", path.display()))
    };
    let mut sources = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let file = entry.map_err(cannot)?.path();
        if file.extension().is_some_and(|e| e == "c" || e == "S") {
            sources.push(file);
        }
    }
    // The order of the directory is the file system's; the image must not depend on it.
    sources.sort();
    if sources.is_empty() {
        return Err(Error::environment(format!(
            "cannot read {}: it is a directory without C sources (*.c), expected a program",
            path.display()
        )));
    }
    Ok(Some(sources))
}

impl From<ToolchainError> for Error {
    fn from(error: ToolchainError) -> Self {
        match error {
            ToolchainError::Failed { .. } => Self::usage(error),
            ToolchainError::Missing { .. } | ToolchainError::File { .. } => {
                Self::environment(error)
            }
        }
    }
}
