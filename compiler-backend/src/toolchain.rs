//! Running the compilers: C, C++, assembly and Rust to an ELF file that [`translate`](crate::translate) takes.
//!
//! Nothing of the result depends on where the sources lie or who compiles them; only on the tools' versions.

mod c;
mod rust;

pub use c::{Compilation, Compiler, SOURCES};
pub use rust::{RUSTC, RustCompilation, TARGET};

use crate::debug::section_bytes;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use thiserror::Error;

/// Start-up code of guests in C and Rust.
const CRT0: &str = include_str!("../guest/c/crt0.S");
/// Their link script.
const LINK_SCRIPT: &str = include_str!("../guest/c/vntr.ld");
/// Where an ELF file says that its source may print, see `include/stdio.h`.
const PRINTS: &str = ".vntr.prints";

/// May the program that was compiled to this executable print? Then it does when it is compiled with `printing`.
pub fn may_print(elf: &[u8]) -> bool {
    section_bytes(elf, PRINTS).is_some()
}

/// Why there is no ELF file.
#[derive(Debug, Error)]
pub enum ToolchainError {
    /// A program is not installed.
    #[error("{tool} is not installed: {install}")]
    Missing {
        /// What was looked for.
        tool: &'static str,
        /// How to get it.
        install: &'static str,
    },
    /// A compiler refused; what it said is the message.
    #[error("{tool} failed:\n{message}")]
    Failed {
        /// The program.
        tool: String,
        /// Its stderr.
        message: String,
    },
    /// rustc is there, but not for guests.
    #[error("the target {TARGET} is not installed: rustup target add {TARGET}")]
    Target,
    /// A cargo project that is no program: what is there, and what was expected.
    #[error("{0}")]
    Project(String),
    /// Reading or writing a file.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What happened.
        error: io::Error,
    },
}

/// An argument that ends with a path, or with a path that is to become something else: `FLAGpath`, `FLAGpath=to`.
fn path_flag(flag: &str, from: &Path, to: Option<&str>) -> OsString {
    let mut map = OsString::from(flag);
    map.push(from);
    if let Some(to) = to {
        map.push("=");
        map.push(to);
    }
    map
}

/// The first of these programs that is in the path.
fn find(
    names: &[&str],
    tool: &'static str,
    install: &'static str,
) -> Result<PathBuf, ToolchainError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = names.iter().flat_map(|name| {
        directories
            .iter()
            .map(move |directory| directory.join(name))
    });
    candidates
        .into_iter()
        .find(|candidate| candidate.is_file())
        .ok_or(ToolchainError::Missing { tool, install })
}

/// Runs a program to its end; its stdout.
fn run(command: &mut Command) -> Result<Vec<u8>, ToolchainError> {
    let tool = Path::new(command.get_program())
        .file_name()
        .unwrap_or(OsStr::new("?"))
        .to_string_lossy()
        .into_owned();
    let output = command
        .output()
        .map_err(|error| file_error(Path::new(command.get_program()), error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_owned();
    Err(ToolchainError::Failed { tool, message })
}

fn file_error(path: &Path, error: io::Error) -> ToolchainError {
    ToolchainError::File {
        path: path.to_owned(),
        error,
    }
}
