//! Programs that are not assembly: ELF files, C and C++ sources and directories of them, Rust sources and cargo projects.

use crate::error::{Error, Result};
use compiler_backend::toolchain::{Compilation, RustCompilation, SOURCES, ToolchainError};
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
    /// Look for headers of C and C++ there too, besides the program's own directory; may be given several times
    #[arg(long, value_name = "DIR")]
    include: Vec<PathBuf>,
    /// Compile what is printed: `vntr run` does so to show it.
    #[arg(skip)]
    printing: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        BuildOptions {
            level: "3".to_owned(),
            unchecked: false,
            include: Vec::new(),
            printing: false,
        }
    }
}

impl BuildOptions {
    /// The same, with what is printed.
    pub fn printing(&self) -> Self {
        BuildOptions {
            printing: true,
            ..self.clone()
        }
    }

    /// Compiles sources and translates the result.
    pub fn compile(&self, sources: &Sources, shown: &Path) -> Result<Guest> {
        let rust = RustCompilation {
            level: &self.level,
            printing: self.printing,
        };
        let elf = match sources {
            Sources::C(files) => {
                let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
                let compilation = Compilation {
                    level: &self.level,
                    include: &self.include,
                    printing: self.printing,
                    ..Compilation::default()
                };
                compilation.build(&files)
            }
            Sources::RustFile => rust.file(shown),
            Sources::RustProject => rust.project(shown),
        };
        let elf = elf.map_err(|error| Error::from(error).about(shown.display()))?;
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

/// What a path names.
pub enum Sources {
    /// C, C++ and assembly, these files.
    C(Vec<PathBuf>),
    /// A Rust source.
    RustFile,
    /// The directory of a cargo project.
    RustProject,
}

/// The sources that a path names, if it names any.
pub fn sources(path: &Path) -> Result<Option<Sources>> {
    if !path.exists() {
        // Reading it says so.
        return Ok(None);
    }
    if !path.is_dir() {
        return Ok(match path.extension() {
            // A file of assembly alone is TinyRAM's.
            Some(extension) if extension != "S" && is_source(path) => {
                Some(Sources::C(vec![path.to_owned()]))
            }
            Some(extension) if extension == "rs" => Some(Sources::RustFile),
            _ => None,
        });
    }
    if path.join("Cargo.toml").is_file() {
        return Ok(Some(Sources::RustProject));
    }
    let cannot = |error: std::io::Error| {
        Error::environment(format!("cannot read {}: {error}", path.display()))
    };
    let mut sources = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let file = entry.map_err(cannot)?.path();
        if is_source(&file) {
            sources.push(file);
        }
    }
    // The order of the directory is the file system's; the image must not depend on it.
    sources.sort();
    if sources.is_empty() {
        return Err(Error::environment(format!(
            "cannot read {}: it is a directory without sources of C or C++ ({}) and without Cargo.toml, expected a program",
            path.display(),
            SOURCES.map(|extension| format!("*.{extension}")).join(", ")
        )));
    }
    Ok(Some(Sources::C(sources)))
}

fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| SOURCES.contains(&extension))
}

impl From<ToolchainError> for Error {
    fn from(error: ToolchainError) -> Self {
        match error {
            ToolchainError::Failed { .. } | ToolchainError::Project(_) => Self::usage(error),
            ToolchainError::Missing { .. }
            | ToolchainError::Target
            | ToolchainError::File { .. } => Self::environment(error),
        }
    }
}
