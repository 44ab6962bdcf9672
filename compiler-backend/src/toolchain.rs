//! Running the compilers: C, assembly and Rust to an ELF file that [`translate`](crate::translate) takes.
//!
//! Nothing of the result depends on where the sources lie or who compiles them; only on the tools' versions.

mod rust;

pub use rust::{RUSTC, RustCompilation, TARGET};

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use thiserror::Error;

/// Start-up code of C guests.
pub const CRT0: &str = include_str!("../guest/c/crt0.S");
/// `memcpy` and what else compilers call.
pub const STRING: &str = include_str!("../guest/c/string.c");
/// The guest's side of the tapes.
pub const HEADER: &str = include_str!("../guest/c/vntr.h");
/// The link script.
pub const LINK_SCRIPT: &str = include_str!("../guest/c/vntr.ld");

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

/// A compiler for C and assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// `clang`.
    Clang,
    /// `riscv64-unknown-elf-gcc`.
    Gcc,
}

/// How to compile.
#[derive(Clone, Debug)]
pub struct Compilation<'c> {
    /// With what.
    pub compiler: Compiler,
    /// `0`, `1`, `2`, `3`, `s` or `z`.
    pub level: &'c str,
    /// More arguments for the compiler.
    pub arguments: &'c [&'c str],
    /// More arguments for the linker.
    pub link_arguments: &'c [&'c str],
    /// Link start-up code and [`STRING`], and drop what is not used.
    pub runtime: bool,
}

impl Default for Compilation<'_> {
    fn default() -> Self {
        Compilation {
            compiler: Compiler::Clang,
            level: "3",
            arguments: &[],
            link_arguments: &[],
            runtime: true,
        }
    }
}

const INSTALL_CLANG: &str = "run scripts/toolchains.sh, or apt-get install clang lld";
const INSTALL_GCC: &str = "run scripts/toolchains.sh, or apt-get install gcc-riscv64-unknown-elf";

impl Compilation<'_> {
    /// What compiles and links: the first lines of what the programs say of their versions.
    ///
    /// # Errors
    /// If one is not installed.
    pub fn version(&self) -> Result<String, ToolchainError> {
        let mut versions = Vec::new();
        for program in [self.program()?, linker()?] {
            let version = run(Command::new(program).arg("--version"))?;
            let version = String::from_utf8_lossy(&version);
            versions.push(version.lines().next().unwrap_or_default().to_owned());
        }
        Ok(versions.join(", "))
    }

    fn program(&self) -> Result<PathBuf, ToolchainError> {
        let gcc = "riscv64-unknown-elf-gcc";
        match self.compiler {
            Compiler::Clang => find(&["clang-19", "clang"], "clang", INSTALL_CLANG),
            Compiler::Gcc => find(&[gcc], gcc, INSTALL_GCC),
        }
    }

    /// Compiles and links.
    pub fn build(&self, sources: &[&Path]) -> Result<Vec<u8>, ToolchainError> {
        let work = tempfile::tempdir()
            .map_err(|error| file_error(Path::new("temporary directory"), error))?;
        let at = |name: &str| work.path().join(name);
        let write = |name: &str, content: &str| {
            fs::write(at(name), content).map_err(|error| file_error(&at(name), error))
        };
        write("vntr.h", HEADER)?;
        write("vntr.ld", LINK_SCRIPT)?;
        write("crt0.S", CRT0)?;
        write("string.c", STRING)?;
        let (crt0, string) = (at("crt0.S"), at("string.c"));
        let mut all = sources.to_vec();
        if self.runtime {
            all.extend([crt0.as_path(), string.as_path()]);
        }
        let mut objects = Vec::new();
        for (number, source) in all.into_iter().enumerate() {
            let object = at(&format!("{number}.o"));
            self.compile(source, &object, work.path())?;
            objects.push(object);
        }
        let elf = at("guest.elf");
        let mut command = Command::new(linker()?);
        command
            .args(["--emit-relocs", "--no-relax", "--build-id=none", "-T"])
            .arg(at("vntr.ld"))
            .args(&objects)
            .args(self.link_arguments);
        if self.runtime {
            command.arg("--gc-sections");
        }
        // Division of 64-bit numbers, where it is there.
        command.args(libgcc());
        run(command.arg("-o").arg(&elf))?;
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }

    /// Compiles one source to an object file; `include` holds the headers.
    pub fn compile(
        &self,
        source: &Path,
        object: &Path,
        include: &Path,
    ) -> Result<(), ToolchainError> {
        let mut command = Command::new(self.program()?);
        if self.compiler == Compiler::Clang {
            // With relaxation every branch and call has a relocation.
            command.args(["--target=riscv32-unknown-elf", "-mrelax"]);
        }
        // `__FILE__` is in images, so it is the file's name alone. Debug information is not, and names the file as it was given.
        let directory = source.parent().unwrap_or(Path::new("")).join("");
        if !directory.as_os_str().is_empty() {
            command.arg(path_flag("-fmacro-prefix-map=", &directory, Some("")));
        }
        command
            .args([
                "-march=rv32ima",
                "-mabi=ilp32",
                "-ffreestanding",
                "-fno-pic",
            ])
            .args(["-ffunction-sections", "-fdata-sections", "-g"])
            .args(["-fno-exceptions", "-fno-asynchronous-unwind-tables"])
            .arg(format!("-O{}", self.level))
            .arg(path_flag("-fdebug-prefix-map=", include, Some("vntr")))
            .arg("-I")
            .arg(include)
            .args(self.arguments)
            .arg("-c")
            .arg(source)
            .arg("-o")
            .arg(object);
        run(&mut command)?;
        Ok(())
    }
}

fn linker() -> Result<PathBuf, ToolchainError> {
    find(&["ld.lld-19", "ld.lld"], "ld.lld", INSTALL_CLANG)
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

/// gcc's library of what the processor lacks, if there is one.
fn libgcc() -> Option<PathBuf> {
    let output = Command::new("riscv64-unknown-elf-gcc")
        .args(["-march=rv32im", "-mabi=ilp32", "-print-libgcc-file-name"])
        .output()
        .ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    path.is_file().then_some(path)
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
