//! The instruction set, as one table.
//!
//! This is the only list of instructions in the workspace. The [`Opcode`] enum, the encoder and decoder, the assembler, the
//! disassembler and the tables of the documentation come from its rows; what an instruction *does* is written by hand in
//! [`exec`](crate::exec), in the file that bears the name of the row's family.

mod encoding;

pub use encoding::{Answer1Reason, Decoded, DoubleWord, Instruction, RawFields, raw_fields};

/// Which operands an instruction takes and where the encoding keeps them.
///
/// The two traps of TinyRAM's encoding are here and nowhere else: a *compared* register sits in field #4, a *stored*
/// register in field #3, although neither is modified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `ri, rj, A`: destination in field #3, source in field #4.
    RiRjA,
    /// `ri, A`: destination in field #3, field #4 unused.
    RiA,
    /// `rj, A`: the compares. Field #3 unused, compared register in field #4 (the specification calls it `ri` in text).
    RjA,
    /// `A, ri`: the stores. Address first in text, stored register in field #3, field #4 unused.
    ARi,
    /// `A`: jumps and `answer`. No register field is used.
    A,
}

impl Shape {
    /// Does field #3 hold a register?
    #[inline]
    pub const fn uses_ri(self) -> bool {
        match self {
            Self::RiRjA | Self::RiA | Self::ARi => true,
            Self::RjA | Self::A => false,
        }
    }

    /// Does field #4 hold a register?
    #[inline]
    pub const fn uses_rj(self) -> bool {
        match self {
            Self::RiRjA | Self::RjA => true,
            Self::RiA | Self::ARi | Self::A => false,
        }
    }

    /// How many operands the assembly text has.
    #[inline]
    pub const fn operands(self) -> usize {
        match self {
            Self::RiRjA => 3,
            Self::RiA | Self::RjA | Self::ARi => 2,
            Self::A => 1,
        }
    }

    /// The operands as the specification writes them, for help texts.
    pub const fn text(self) -> &'static str {
        match self {
            Self::RiRjA => "ri, rj, A",
            Self::RiA | Self::RjA => "ri, A",
            Self::ARi => "A, ri",
            Self::A => "A",
        }
    }
}

/// Instructions that share semantics: one file in [`exec`](crate::exec), one chip in the circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// `and`, `or`, `xor`, `not`.
    Bitwise,
    /// `add`, `sub`.
    AddSub,
    /// `mull`, `umulh`, `smulh`.
    Mul,
    /// `udiv`, `umod`.
    Div,
    /// `shl`, `shr`.
    Shift,
    /// `cmpe`, `cmpa`, `cmpae`, `cmpg`, `cmpge`.
    Compare,
    /// `mov`, `cmov`.
    Mov,
    /// What decides the next pc: `jmp`, `cjmp`, `cnjmp`, and `answer`, which stays where it is.
    Jump,
    /// `store.b`, `load.b`, `store.w`, `load.w`.
    LoadStore,
    /// `read`.
    Tape,
}

/// One row of the instruction set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The five bits of field #1.
    pub code: u8,
    /// The instruction.
    pub opcode: Opcode,
    /// Its name in assembly.
    pub mnemonic: &'static str,
    /// Its operands.
    pub shape: Shape,
    /// Its family.
    pub family: Family,
    /// Its meaning in one line.
    pub meaning: &'static str,
}

macro_rules! isa {
    ($($code:literal => $variant:ident, $mnemonic:literal, $shape:ident, $family:ident, $meaning:literal;)*) => {
        /// The 29 instructions. The discriminant is the five-bit code of field #1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Opcode {
            $(#[doc = concat!("`", $mnemonic, "`: ", $meaning, ".")] $variant = $code,)*
        }

        /// The instruction set in order of code.
        pub const TABLE: [Row; 29] = [
            $(Row {
                code: $code,
                opcode: Opcode::$variant,
                mnemonic: $mnemonic,
                shape: Shape::$shape,
                family: Family::$family,
                meaning: $meaning,
            },)*
        ];

        impl Opcode {
            /// Every instruction, in order of code.
            pub const ALL: [Opcode; 29] = [$(Opcode::$variant,)*];

            /// The operands this instruction takes.
            #[inline]
            pub const fn shape(self) -> Shape {
                match self { $(Opcode::$variant => Shape::$shape,)* }
            }

            /// The family this instruction belongs to.
            #[inline]
            pub const fn family(self) -> Family {
                match self { $(Opcode::$variant => Family::$family,)* }
            }

            /// The name in assembly.
            #[inline]
            pub const fn mnemonic(self) -> &'static str {
                match self { $(Opcode::$variant => $mnemonic,)* }
            }

            /// The meaning in one line.
            pub const fn meaning(self) -> &'static str {
                match self { $(Opcode::$variant => $meaning,)* }
            }

            /// The instruction of this name; names are lower case.
            pub fn from_mnemonic(name: &str) -> Option<Opcode> {
                match name { $($mnemonic => Some(Opcode::$variant),)* _ => None }
            }
        }
    };
}

isa! {
    // code    variant  mnemonic   operands family     meaning
    0b00000 => And,     "and",     RiRjA,   Bitwise,   "ri := rj & A; flag := (ri = 0)";
    0b00001 => Or,      "or",      RiRjA,   Bitwise,   "ri := rj | A; flag := (ri = 0)";
    0b00010 => Xor,     "xor",     RiRjA,   Bitwise,   "ri := rj ^ A; flag := (ri = 0)";
    0b00011 => Not,     "not",     RiA,     Bitwise,   "ri := the W bits of A inverted; flag := (ri = 0)";
    0b00100 => Add,     "add",     RiRjA,   AddSub,    "ri := low W bits of rj + A; flag := carry";
    0b00101 => Sub,     "sub",     RiRjA,   AddSub,    "ri := low W bits of rj - A; flag := borrow, that is rj < A unsigned";
    0b00110 => Mull,    "mull",    RiRjA,   Mul,       "ri := low W bits of rj * A; flag := (high W bits of rj * A, unsigned, ≠ 0)";
    0b00111 => Umulh,   "umulh",   RiRjA,   Mul,       "ri := high W bits of rj * A, unsigned; flag := (ri ≠ 0)";
    0b01000 => Smulh,   "smulh",   RiRjA,   Mul,       "ri := high W bits of rj * A, both signed (two's complement); flag := (product does not fit W signed bits)";
    0b01001 => Udiv,    "udiv",    RiRjA,   Div,       "ri := rj / A rounded down, 0 if A = 0; flag := (A = 0)";
    0b01010 => Umod,    "umod",    RiRjA,   Div,       "ri := rj mod A, 0 if A = 0; flag := (A = 0)";
    0b01011 => Shl,     "shl",     RiRjA,   Shift,     "ri := rj shifted left by A bits, 0 if A >= W; flag := top bit of rj before the shift";
    0b01100 => Shr,     "shr",     RiRjA,   Shift,     "ri := rj shifted right by A bits, 0 if A >= W; flag := bottom bit of rj before the shift";
    0b01101 => Cmpe,    "cmpe",    RjA,     Compare,   "flag := (ri = A)";
    0b01110 => Cmpa,    "cmpa",    RjA,     Compare,   "flag := (ri > A), unsigned";
    0b01111 => Cmpae,   "cmpae",   RjA,     Compare,   "flag := (ri >= A), unsigned";
    0b10000 => Cmpg,    "cmpg",    RjA,     Compare,   "flag := (ri > A), signed";
    0b10001 => Cmpge,   "cmpge",   RjA,     Compare,   "flag := (ri >= A), signed";
    0b10010 => Mov,     "mov",     RiA,     Mov,       "ri := A";
    0b10011 => Cmov,    "cmov",    RiA,     Mov,       "if flag: ri := A";
    0b10100 => Jmp,     "jmp",     A,       Jump,      "pc := A";
    0b10101 => Cjmp,    "cjmp",    A,       Jump,      "if flag: pc := A";
    0b10110 => Cnjmp,   "cnjmp",   A,       Jump,      "if not flag: pc := A";
    // 0b10111, 0b11000 and 0b11001 are undefined: the machine takes them for `answer 1`.
    0b11010 => StoreB,  "store.b", ARi,     LoadStore, "byte at address A := low 8 bits of ri";
    0b11011 => LoadB,   "load.b",  RiA,     LoadStore, "ri := byte at address A, zero-extended";
    0b11100 => StoreW,  "store.w", ARi,     LoadStore, "word at address A rounded down to a multiple of W/8 := ri";
    0b11101 => LoadW,   "load.w",  RiA,     LoadStore, "ri := word at address A rounded down to a multiple of W/8";
    0b11110 => Read,    "read",    RiA,     Tape,      "ri := next word of tape A, flag := 0; 0 and 1 if the tape is at its end or A >= 2";
    0b11111 => Answer,  "answer",  A,       Jump,      "end with the value A; 0 accepts";
}

/// [`Opcode`] by code, with holes for the three undefined ones.
const BY_CODE: [Option<Opcode>; 32] = {
    let mut by_code = [None; 32];
    let mut i = 0;
    while i < TABLE.len() {
        by_code[TABLE[i].code as usize] = Some(TABLE[i].opcode);
        i += 1;
    }
    by_code
};

impl Opcode {
    /// The five bits of field #1.
    #[inline]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The instruction with this code: `None` for 23, 24, 25 and everything above 31.
    #[inline]
    pub const fn from_code(code: u8) -> Option<Opcode> {
        if code < 32 {
            BY_CODE[code as usize]
        } else {
            None
        }
    }
}

impl std::fmt::Display for Opcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.mnemonic())
    }
}
