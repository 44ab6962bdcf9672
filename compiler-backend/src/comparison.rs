//! Runs an executable in every way and compares: under `qemu-riscv32`, by the interpreter, and translated: plain and fused,
//! checked and unchecked. For tests and long runs; it needs `qemu-riscv32-static`.

use crate::reference::{End, Hart};
use crate::toolchain::RustCompilation;
use crate::{Fuse, Options, STACK_TOP, Trap, translate};
use std::fs;
use std::io;
use std::process::{Command, Output};
use tinyram::{Machine, Outcome, Tapes};

/// The ways to translate, by name.
pub const WAYS: [(&str, Options); 4] = [
    ("plain", way(false, Fuse::Nothing)),
    ("plain, checked", way(true, Fuse::Nothing)),
    ("fused", way(false, Fuse::All)),
    ("fused, checked", way(true, Fuse::All)),
];

const fn way(checked: bool, fuse: Fuse) -> Options {
    Options { checked, fuse }
}

/// Is there a Rust compiler for guests? Where it is missing, tests of Rust are left out, which is said.
///
/// # Panics
/// If it is missing where the environment variable `CI` is set: there nothing is left out.
pub fn has_rust() -> bool {
    let Err(missing) = RustCompilation::version() else {
        return true;
    };
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    println!("skipped: {missing}");
    false
}

/// What came of an executable that no two disagree about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// All did the same.
    Agree(Figures),
    /// It loads or stores words at misaligned addresses: the checked translations trap.
    Misaligned,
    /// It does not end within the bound, and was only run by the interpreter.
    TooLong,
}

/// A run that all agree about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How it ended.
    pub end: End,
    /// RISC-V instructions.
    pub instructions: u64,
    /// TinyRAM steps, in the order of [`WAYS`].
    pub steps: [u64; WAYS.len()],
    /// Double words of the image, fused and checked.
    pub cells: usize,
}

impl Figures {
    /// TinyRAM steps for a RISC-V instruction, in the order of [`WAYS`].
    pub fn ratios(&self) -> [f64; WAYS.len()] {
        self.steps
            .map(|steps| steps as f64 / self.instructions.max(1) as f64)
    }
}

/// Compares an executable that reads no tape, in at most so many RISC-V instructions.
///
/// # Errors
/// The first disagreement, a refusal, or that qemu cannot be started.
pub fn compare(elf: &[u8], bound: u64) -> Result<Verdict, String> {
    let mut hart = Hart::new(elf, STACK_TOP, [vec![], vec![]]).ok_or("not an ELF file")?;
    let end = hart.run(bound);
    if end == End::BoundReached {
        return Ok(Verdict::TooLong);
    }
    let status = qemu(elf)
        .map_err(|error| format!("qemu-riscv32-static: {error}: run scripts/toolchains.sh"))?
        .status;
    let agree = match (end, status.code()) {
        // Linux looks at the low 8 bits.
        (End::Answered(answer), Some(code)) => answer & 0xff == code as u32,
        (End::Trapped(_), None) => true,
        _ => false,
    };
    if !agree {
        return Err(format!(
            "the interpreter ends with {end:?}, qemu with {status}"
        ));
    }
    let mut steps = [0; WAYS.len()];
    let mut cells = 0;
    for (steps, (name, options)) in steps.iter_mut().zip(WAYS) {
        let translation = translate(elf, &options).map_err(|error| format!("refused: {error}"))?;
        // No instruction takes more steps than this, see `lower`.
        let most = 20 * hart.instructions + 100;
        let run = Machine::new(&translation.program, Tapes::default()).run(most);
        let answer = match run.outcome {
            Outcome::Answered(answer) => Some(answer as u32),
            Outcome::BoundReached => None,
        };
        let agree = if hart.misaligned.is_none() {
            match end {
                End::Answered(expected) => answer == Some(expected),
                _ => answer.is_some_and(|answer| answer >> 31 == 1),
            }
        } else {
            // Unchecked, it may do anything.
            let trap = answer.and_then(Trap::from_answer);
            !options.checked || matches!(trap, Some(Trap::LoadMisaligned | Trap::StoreMisaligned))
        };
        if !agree {
            return Err(format!(
                "the interpreter ends with {end:?} (first misaligned access: {:x?}), {name} with {:?} after {} steps",
                hart.misaligned, run.outcome, run.steps
            ));
        }
        *steps = run.steps;
        cells = translation.program.double_words.len();
    }
    if hart.misaligned.is_some() {
        return Ok(Verdict::Misaligned);
    }
    Ok(Verdict::Agree(Figures {
        end,
        instructions: hart.instructions,
        steps,
        cells,
    }))
}

/// Runs an executable under qemu.
///
/// # Errors
/// It cannot be started.
pub fn qemu(elf: &[u8]) -> io::Result<Output> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("guest.elf");
    fs::write(&path, elf)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // qemu asks for it, as the kernel would.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    Command::new("qemu-riscv32-static").arg(&path).output()
}
