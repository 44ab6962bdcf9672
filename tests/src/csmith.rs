//! Random C programs by csmith, whose answer is a checksum of all their variables.

use compiler_backend::toolchain::{Compilation, Compiler};
use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A program: csmith's seed, and by whom it is compiled.
#[derive(Clone, Copy, Debug)]
pub struct Random {
    /// csmith's seed.
    pub seed: u32,
    /// How much csmith writes.
    pub size: Size,
    /// By whom it is compiled.
    pub compiler: Compiler,
    /// How.
    pub level: &'static str,
}

/// How much csmith writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Up to four functions, for comparing.
    Large,
    /// Two short ones, for proving.
    Small,
}

/// The optimisation levels.
pub const LEVELS: [&str; 4] = ["0", "2", "3", "s"];

/// Compiler and level, for people.
pub fn way(compiler: Compiler, level: &str) -> String {
    let compiler = match compiler {
        Compiler::Clang => "clang",
        Compiler::Gcc => "gcc",
    };
    format!("{compiler} -O{level}")
}

impl Random {
    /// Each program is compiled once: in turn by each compiler at each level.
    pub fn new(seed: u32, size: Size) -> Self {
        Random {
            seed,
            size,
            compiler: match seed % 2 {
                0 => Compiler::Gcc,
                _ => Compiler::Clang,
            },
            level: LEVELS[seed as usize / 2 % 4],
        }
    }

    /// Compiler and level.
    pub fn way(&self) -> String {
        way(self.compiler, self.level)
    }

    /// The executable.
    ///
    /// # Errors
    /// A tool is missing or fails.
    pub fn build(&self) -> Result<Vec<u8>, String> {
        let work = tempfile::tempdir().map_err(|error| error.to_string())?;
        let source = work.path().join("random.c");
        // csmith asks for it in its directory, else it takes the sizes of this machine.
        let platform = "integer size = 4\npointer size = 4\n";
        fs::write(work.path().join("platform.info"), platform).map_err(|e| e.to_string())?;
        let size: &[&str] = match self.size {
            Size::Large => &["--max-funcs", "4", "--max-block-depth", "3"],
            Size::Small => &[
                "--max-funcs",
                "2",
                "--max-block-depth",
                "2",
                "--max-block-size",
                "3",
                "--max-array-len-per-dim",
                "3",
                "--max-array-dim",
                "1",
                "--max-struct-fields",
                "4",
                "--no-packed-struct",
            ],
        };
        let csmith = Command::new("csmith")
            .current_dir(work.path())
            .args(["--no-argc", "--seed", &self.seed.to_string()])
            .args(size)
            .args(["-o", "random.c"])
            .output()
            .map_err(|error| format!("csmith: {error}: run scripts/toolchains.sh"))?;
        if !csmith.status.success() {
            return Err(format!("csmith: {}", csmith.status));
        }
        let header = Path::new(env!("CARGO_MANIFEST_DIR")).join("../compiler-backend/long");
        let header = header.to_string_lossy();
        let compilation = Compilation {
            compiler: self.compiler,
            level: self.level,
            arguments: &[
                "-march=rv32imac",
                "-w",
                "-I",
                &header,
                "-I",
                "/usr/include/csmith",
            ],
            ..Compilation::default()
        };
        compilation
            .build(&[&source])
            .map_err(|error| error.to_string())
    }
}

impl fmt::Display for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "csmith seed {}, {}", self.seed, self.way())
    }
}
