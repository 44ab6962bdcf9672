//! RV32IMAC executables, as existing compilers and linkers make them, become vnTinyRAM programs.
//!
//! Compilers for C, Rust and other languages emit RV32IMAC, stock linkers link it with `--emit-relocs`, and [`translate`] turns
//! the linked ELF file into a [`Program`]. In the order in which data flows:
//!
//! * `elf`: reads the file and refuses what cannot be translated;
//! * [`riscv`]: the instructions, as one table;
//! * `relocation`: which numbers in code and data are addresses;
//! * `flow`: which code can be reached, and from where;
//! * `stack`: which changes of the stack pointer need a check;
//! * `lower`: one RISC-V instruction after the other becomes TinyRAM instructions, one file for each family;
//! * `liveness`: what nobody reads is removed;
//! * `layout`: code from address 0, data right behind it.
//!
//! [`mod@reference`] runs RISC-V programs as they are, [`comparison`] in every way; [`toolchain`] runs the compilers;
//! [`execution`] runs programs for their authors, and [`debug`] says where in the source a run ended.
//!
//! # What a translated program does
//!
//! The same as the RISC-V program would, with the same values in the same registers, as long as that program does what C
//! allows. In particular:
//!
//! * It ends by the guest's `answer`, or by `ecall` with 93 (exit) in a7, which answers the whole of a0. 0 accepts.
//! * Every trap answers 2^31 plus RISC-V's exception code, see [`Trap`]; so it never accepts.
//! * With [`Options::checked`], the default, a load or store of a word at an address that is no multiple of 4 traps. Without, the
//!   low two bits of the address are ignored. Halves and bytes are right at every address.
//! * Code and data have new addresses: code from 8, data behind it. What a program computes from the *numbers* in its pointers,
//!   other than differences within an object, may differ.
//! * A stack pointer that leaves the stack traps before anything is stored there, with [`Options::checked`] and without.
//! * Otherwise there is no memory protection. C says of a store through a wild pointer that anything may happen; here it may overwrite the
//!   code, as it may not under an operating system. A jump through a null pointer traps; through another wild pointer it goes
//!   anywhere.
//!
//! ```no_run
//! use compiler_backend::{Options, translate};
//! let elf = std::fs::read("guest.elf").unwrap();
//! let translation = translate(&elf, &Options::default()).unwrap();
//! println!("{} double words", translation.program.double_words.len());
//! ```

pub mod comparison;
pub mod debug;
mod elf;
mod error;
pub mod execution;
mod facts;
mod flow;
mod ir;
mod layout;
mod liveness;
mod lower;
pub mod reference;
mod relocation;
pub mod riscv;
mod stack;
pub mod toolchain;

pub use error::{Error, Place};
pub use ir::Trap;
pub use lower::STACK_TOP;

use std::collections::BTreeMap;
use tinyram::Program;

/// How to translate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Loads and stores of words at misaligned addresses trap. Costs two steps where alignment is not evident.
    pub checked: bool,
    /// Which fusions make the program faster.
    pub fuse: Fuse,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            checked: true,
            fuse: Fuse::All,
        }
    }
}

/// Which fusions to use. Less than all makes slower programs that do the same: for tests and for measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fuse {
    /// None: each instruction is translated by itself.
    Nothing,
    /// All but this one.
    AllBut(Fusion),
    /// All.
    All,
}

impl Fuse {
    fn has(self, fusion: Fusion) -> bool {
        match self {
            Fuse::Nothing => false,
            Fuse::AllBut(other) => fusion != other,
            Fuse::All => true,
        }
    }
}

/// What is used of the code around an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fusion {
    /// Values of registers that are known become immediates: `lui` with `addi`, absolute addresses, constants in registers.
    Constants,
    /// Low bits known to be 0: no check that an address is aligned, halves by one load.
    Alignment,
    /// Upper bounds: no `and` for a shift amount that is known to be below 32.
    Ranges,
    /// What the flag tells after a comparison, sum or logic instruction is not compared again.
    Flag,
    /// A sum of base and offset is used again.
    Addresses,
    /// What all who jump to a place know is known there.
    Joins,
    /// Instructions whose results nobody reads are removed.
    Dead,
}

impl Fusion {
    /// All of them.
    pub const ALL: [Fusion; 7] = [
        Fusion::Constants,
        Fusion::Alignment,
        Fusion::Ranges,
        Fusion::Flag,
        Fusion::Addresses,
        Fusion::Joins,
        Fusion::Dead,
    ];
}

/// A translated executable.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The program, for W = 32 and K = 32.
    pub program: Program,
    /// For each instruction of the program the address of the RISC-V instruction it comes from. Start-up and the shared traps
    /// come from none. What lies behind the last one is data.
    pub sources: Vec<Option<u32>>,
    /// What was added to addresses of data, mod 2^32.
    pub data_distance: u32,
    /// The two registers that the program does not use.
    pub scratch: [u8; 2],
    /// For each instruction of the program what it is watched for.
    watches: Vec<execution::Watch>,
    code: BTreeMap<u32, u32>,
    /// RISC-V instructions that call: they jump and leave this return address.
    calls: BTreeMap<u32, u32>,
}

impl Translation {
    /// Where the translation of the RISC-V instruction at this address begins. `None`: it is no code, or cannot be reached.
    pub fn address_of(&self, riscv: u32) -> Option<u32> {
        self.code.get(&riscv).copied()
    }

    /// The RISC-V instruction that the one at this address of the program comes from.
    pub fn source_of(&self, address: u32) -> Option<u32> {
        *self.sources.get(address as usize / 8)?
    }
}

/// Translates a linked RV32IMAC ELF file.
///
/// # Errors
/// Everything that cannot be proved to be translated right, by name and place.
pub fn translate(file: &[u8], options: &Options) -> Result<Translation, Error> {
    let elf = elf::Elf::parse(file)?;
    let addresses = relocation::Addresses::of(&elf)?;
    let flow = flow::Flow::of(&elf, &addresses)?;
    let mut code = lower::lower(&elf, &addresses, &flow, options)?;
    if options.fuse.has(Fusion::Dead) {
        liveness::remove_dead(&mut code);
    }
    let layout = layout::Layout::of(&elf, &code)?;
    let program = layout.image(&elf, &addresses)?;
    let starts = code.labels.iter().filter_map(|(label, index)| match label {
        ir::Label::Riscv(address) => Some((*address, *index as u32 * 8)),
        _ => None,
    });
    Ok(Translation {
        program,
        sources: code.lines.iter().map(|line| line.source).collect(),
        data_distance: layout.data_distance,
        scratch: flow.scratch,
        watches: execution::watches(&code, &layout),
        code: starts.collect(),
        calls: flow.calls(),
    })
}
