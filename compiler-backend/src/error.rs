//! Why an ELF file is refused.

use std::fmt;
use thiserror::Error;

/// A place in the ELF file's code or data: its address and, where symbols tell, its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address in the ELF file.
    pub address: u32,
    /// The symbol before it and the distance from there.
    pub symbol: Option<(String, u32)>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#010x}", self.address)?;
        match &self.symbol {
            Some((name, 0)) => write!(f, " ({name})"),
            Some((name, offset)) => write!(f, " ({name} + {offset:#x})"),
            None => Ok(()),
        }
    }
}

/// Why a file cannot be translated. Everything here is bad input: what cannot be proved right is refused by name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Error {
    /// Not a readable ELF file.
    #[error("expected an ELF executable, got something else or a damaged file: {0}")]
    NotElf(String),
    /// ELF64.
    #[error(
        "expected a 32-bit ELF, got a 64-bit one: compile for riscv32 (-march=rv32imac -mabi=ilp32)"
    )]
    Elf64,
    /// Big-endian.
    #[error("expected a little-endian ELF, got a big-endian one")]
    BigEndian,
    /// Another processor.
    #[error("expected an ELF for RISC-V (machine 243), got machine {got}: compile for riscv32")]
    Machine {
        /// `e_machine`.
        got: u16,
    },
    /// An object file.
    #[error("expected a linked executable, got an object file: link it, with --emit-relocs")]
    NotLinked,
    /// A shared object or a position-independent executable.
    #[error(
        "expected a static executable, got a dynamic one ({what}): link with -static and without -pie"
    )]
    Dynamic {
        /// What shows it.
        what: &'static str,
    },
    /// Flags of the ELF header.
    #[error(
        "the ELF header says {what}, only RV32IMAC with the ilp32 ABI can be translated: compile with -march=rv32imac -mabi=ilp32"
    )]
    Flags {
        /// Which flag.
        what: &'static str,
    },
    /// Thread-local storage that nobody has set up.
    #[error(
        "{at}: a thread-local variable, but no instruction sets tp, and the thread's block lies in the place of other sections: use the link script vntr.ld, or set tp"
    )]
    ThreadLocal {
        /// Where.
        at: Place,
    },
    /// A section that is executable and writable.
    #[error(
        "section {section} is executable and writable: code that writes itself cannot be translated"
    )]
    WritableCode {
        /// The section.
        section: String,
    },
    /// Two sections at one address, or one that leaves the address space.
    #[error("section {section} overlaps another one or the end of the memory")]
    Overlap {
        /// The section.
        section: String,
    },
    /// No executable section.
    #[error("the file has no executable section")]
    NoCode,
    /// An executable section without relocations.
    #[error(
        "executable section {section} has no relocations: link with --emit-relocs (and do not strip)"
    )]
    NoRelocations {
        /// The section.
        section: String,
    },
    /// The entry is no instruction.
    #[error(
        "the entry {entry} is not in an executable section: define _start, or name the entry with -e"
    )]
    Entry {
        /// `e_entry`.
        entry: Place,
    },
    /// An instruction outside of RV32IMAC.
    #[error(
        "{at}: instruction {word:#010x} belongs to {extension}: compile with -march=rv32imac -mabi=ilp32"
    )]
    Extension {
        /// Where.
        at: Place,
        /// The instruction word.
        word: u32,
        /// Whose it is.
        extension: &'static str,
    },
    /// A relocation type that is not handled.
    #[error("{at}: relocation {kind} is not supported: {hint}")]
    UnknownRelocation {
        /// Where.
        at: Place,
        /// Its name or number.
        kind: String,
        /// What to do.
        hint: &'static str,
    },
    /// A relocation and the bytes that it stands for do not agree.
    #[error(
        "{at}: relocation {kind} calls for {expected:#x}, the file has {got:#x}: link with --no-relax and do not edit the file afterwards"
    )]
    RelocationMismatch {
        /// Where.
        at: Place,
        /// Its name.
        kind: String,
        /// What the symbol and the addend give.
        expected: u32,
        /// What is there.
        got: u32,
    },
    /// A relocation at a place where it cannot be.
    #[error("{at}: relocation {kind} is for {expected}, found something else there")]
    RelocationPlace {
        /// Where.
        at: Place,
        /// Its name.
        kind: String,
        /// What it is for.
        expected: &'static str,
    },
    /// A relocated data word in an executable section.
    #[error("{at}: relocated data in an executable section: put it into .rodata or .data")]
    DataInCode {
        /// Where.
        at: Place,
    },
    /// A pointer to code that is not code.
    #[error(
        "{at}: points to {target} in an executable section, which is no instruction: data belong into .rodata or .data, symbols of the link script into the section that they speak of"
    )]
    CodePointer {
        /// Where the pointer is.
        at: Place,
        /// Where it points.
        target: Place,
    },
    /// A load or a store at an address in an executable section.
    #[error(
        "{at}: loads or stores at {target}, in an executable section: translated code cannot be read as data, put data into .rodata or .data"
    )]
    CodeAsData {
        /// Where the instruction is.
        at: Place,
        /// Its address operand.
        target: Place,
    },
    /// An absolute symbol inside of what moves.
    #[error(
        "{at}: refers to the absolute symbol {symbol} = {value:#x}, which lies in the program's image; the image moves and the symbol would not: define it inside of a section"
    )]
    AbsoluteSymbol {
        /// Where.
        at: Place,
        /// The symbol.
        symbol: String,
        /// Its value.
        value: u32,
    },
    /// Unwinding tables are read.
    #[error(
        "{at}: refers to {section}: unwinding is not supported, compile with -fno-exceptions -fno-asynchronous-unwind-tables"
    )]
    Unwinding {
        /// Where.
        at: Place,
        /// The section.
        section: String,
    },
    /// `auipc` whose purpose is unknown.
    #[error(
        "{at}: auipc without relocation: compile with relaxation on (-mrelax, for Rust -C target-feature=+relax), link with --no-relax --emit-relocs"
    )]
    AuipcWithoutRelocation {
        /// Where.
        at: Place,
    },
    /// A jump between an `auipc` and the instruction that completes its address.
    #[error(
        "{at}: control comes here from elsewhere, between auipc and the instruction that completes its address"
    )]
    SplitPair {
        /// The second instruction.
        at: Place,
    },
    /// `jalr` with an offset whose base is unknown.
    #[error(
        "{at}: jalr with offset {offset} and no relocation: code addresses have no fixed distance after translation"
    )]
    JalrOffset {
        /// Where.
        at: Place,
        /// The offset.
        offset: i32,
    },
    /// A jump by the lower half of an address, not right behind the upper half.
    #[error(
        "{at}: jalr with the lower half of an address, its upper half is not the instruction before: a computed jump among instructions, whose distances are other ones after translation"
    )]
    JumpByHalf {
        /// Where.
        at: Place,
    },
    /// A branch to something that is no instruction.
    #[error("{at}: leads to {target}, which is no instruction of an executable section")]
    BranchTarget {
        /// Where.
        at: Place,
        /// Where to.
        target: Place,
    },
    /// No two registers are free.
    #[error(
        "the program uses all but {free} of the registers x1 to x31, two must be free: compile one file less with assembly, or with -ffixed-x30 -ffixed-x31"
    )]
    NoScratchRegisters {
        /// How many are free.
        free: usize,
    },
    /// The image is longer than a program may be.
    #[error(
        "the image would have {bytes} bytes, at most {most} are possible: is there a gap between the data sections?"
    )]
    TooLarge {
        /// The length.
        bytes: u64,
        /// The limit.
        most: u64,
    },
}
