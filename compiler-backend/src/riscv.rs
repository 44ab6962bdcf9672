//! RV32IMA and the guest's four instructions, as one table; the C extension's short forms stand for instructions of it, see
//! `riscv/compressed.rs`.
//!
//! This is the only list of RISC-V instructions in the workspace. [`Op`], the decoder and the printer come from its rows; what
//! an instruction becomes on TinyRAM is written by hand in `src/lower`, in the file named after the row's family.

mod compressed;

/// Where an instruction keeps its operands (RISC-V unprivileged specification, "Base instruction formats").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `rd, rs1, rs2`.
    R,
    /// `rd, rs1, imm`.
    I,
    /// `rd, rs1, shamt`: a shift by 0 to 31.
    Shift,
    /// `rd, imm(rs1)`.
    Load,
    /// `rs2, imm(rs1)`.
    S,
    /// `rd, rs2, (rs1)`; `lr.w` has no rs2.
    Amo,
    /// `rs1, rs2, offset`.
    B,
    /// `rd, imm`: the upper 20 bits.
    U,
    /// `rd, offset`.
    J,
    /// No operands, or none that matter.
    None,
    /// `rd, imm`: the guest's `read`.
    Read,
    /// `rs1`: the guest's `answer`, `commit` and `print`.
    Answer,
}

/// Instructions that are lowered in the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `lui`, `auipc`.
    Upper,
    /// `jal`, `jalr`.
    Jump,
    /// Conditional branches.
    Branch,
    /// Loads and stores.
    LoadStore,
    /// Additions, comparisons, logic.
    Alu,
    /// Shifts.
    Shift,
    /// The M extension.
    MulDiv,
    /// The A extension.
    Atomic,
    /// Fences, environment calls, traps, the guest's `read`, `answer`, `commit` and `print`.
    System,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The instruction.
    pub op: Op,
    /// Its name in assembly.
    pub mnemonic: &'static str,
    /// Its operands.
    pub format: Format,
    /// Its family.
    pub family: Family,
    /// The bits that are the same in all its encodings.
    pub bits: u32,
    /// Which bits those are.
    pub mask: u32,
}

macro_rules! riscv {
    ($($variant:ident, $mnemonic:literal, $format:ident, $family:ident, $bits:literal, $mask:literal;)*) => {
        /// An instruction of RV32IMA or of the guest interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Op {
            $(#[doc = concat!("`", $mnemonic, "`.")] $variant,)*
        }

        /// All instructions.
        pub const TABLE: &[Row] = &[
            $(Row {
                op: Op::$variant,
                mnemonic: $mnemonic,
                format: Format::$format,
                family: Family::$family,
                bits: $bits,
                mask: $mask,
            },)*
        ];

        impl Op {
            /// The name in assembly.
            pub const fn mnemonic(self) -> &'static str {
                match self { $(Op::$variant => $mnemonic,)* }
            }

            /// The operands.
            pub const fn format(self) -> Format {
                match self { $(Op::$variant => Format::$format,)* }
            }

            /// The family.
            pub const fn family(self) -> Family {
                match self { $(Op::$variant => Family::$family,)* }
            }
        }
    };
}

riscv! {
    // op    mnemonic  format  family     bits        mask
    Lui,     "lui",    U,      Upper,     0x00000037, 0x0000007f;
    Auipc,   "auipc",  U,      Upper,     0x00000017, 0x0000007f;
    Jal,     "jal",    J,      Jump,      0x0000006f, 0x0000007f;
    Jalr,    "jalr",   Load,   Jump,      0x00000067, 0x0000707f;
    Beq,     "beq",    B,      Branch,    0x00000063, 0x0000707f;
    Bne,     "bne",    B,      Branch,    0x00001063, 0x0000707f;
    Blt,     "blt",    B,      Branch,    0x00004063, 0x0000707f;
    Bge,     "bge",    B,      Branch,    0x00005063, 0x0000707f;
    Bltu,    "bltu",   B,      Branch,    0x00006063, 0x0000707f;
    Bgeu,    "bgeu",   B,      Branch,    0x00007063, 0x0000707f;
    Lb,      "lb",     Load,   LoadStore, 0x00000003, 0x0000707f;
    Lh,      "lh",     Load,   LoadStore, 0x00001003, 0x0000707f;
    Lw,      "lw",     Load,   LoadStore, 0x00002003, 0x0000707f;
    Lbu,     "lbu",    Load,   LoadStore, 0x00004003, 0x0000707f;
    Lhu,     "lhu",    Load,   LoadStore, 0x00005003, 0x0000707f;
    Sb,      "sb",     S,      LoadStore, 0x00000023, 0x0000707f;
    Sh,      "sh",     S,      LoadStore, 0x00001023, 0x0000707f;
    Sw,      "sw",     S,      LoadStore, 0x00002023, 0x0000707f;
    Addi,    "addi",   I,      Alu,       0x00000013, 0x0000707f;
    Slti,    "slti",   I,      Alu,       0x00002013, 0x0000707f;
    Sltiu,   "sltiu",  I,      Alu,       0x00003013, 0x0000707f;
    Xori,    "xori",   I,      Alu,       0x00004013, 0x0000707f;
    Ori,     "ori",    I,      Alu,       0x00006013, 0x0000707f;
    Andi,    "andi",   I,      Alu,       0x00007013, 0x0000707f;
    Slli,    "slli",   Shift,  Shift,     0x00001013, 0xfe00707f;
    Srli,    "srli",   Shift,  Shift,     0x00005013, 0xfe00707f;
    Srai,    "srai",   Shift,  Shift,     0x40005013, 0xfe00707f;
    Add,     "add",    R,      Alu,       0x00000033, 0xfe00707f;
    Sub,     "sub",    R,      Alu,       0x40000033, 0xfe00707f;
    Sll,     "sll",    R,      Shift,     0x00001033, 0xfe00707f;
    Slt,     "slt",    R,      Alu,       0x00002033, 0xfe00707f;
    Sltu,    "sltu",   R,      Alu,       0x00003033, 0xfe00707f;
    Xor,     "xor",    R,      Alu,       0x00004033, 0xfe00707f;
    Srl,     "srl",    R,      Shift,     0x00005033, 0xfe00707f;
    Sra,     "sra",    R,      Shift,     0x40005033, 0xfe00707f;
    Or,      "or",     R,      Alu,       0x00006033, 0xfe00707f;
    And,     "and",    R,      Alu,       0x00007033, 0xfe00707f;
    Mul,     "mul",    R,      MulDiv,    0x02000033, 0xfe00707f;
    Mulh,    "mulh",   R,      MulDiv,    0x02001033, 0xfe00707f;
    Mulhsu,  "mulhsu", R,      MulDiv,    0x02002033, 0xfe00707f;
    Mulhu,   "mulhu",  R,      MulDiv,    0x02003033, 0xfe00707f;
    Div,     "div",    R,      MulDiv,    0x02004033, 0xfe00707f;
    Divu,    "divu",   R,      MulDiv,    0x02005033, 0xfe00707f;
    Rem,     "rem",    R,      MulDiv,    0x02006033, 0xfe00707f;
    Remu,    "remu",   R,      MulDiv,    0x02007033, 0xfe00707f;
    // The two bits that order accesses of several harts, aq and rl, may be anything.
    LrW,     "lr.w",        Amo,    Atomic,    0x1000202f, 0xf9f0707f;
    ScW,     "sc.w",        Amo,    Atomic,    0x1800202f, 0xf800707f;
    AmoswapW,"amoswap.w",   Amo,    Atomic,    0x0800202f, 0xf800707f;
    AmoaddW, "amoadd.w",    Amo,    Atomic,    0x0000202f, 0xf800707f;
    AmoxorW, "amoxor.w",    Amo,    Atomic,    0x2000202f, 0xf800707f;
    AmoandW, "amoand.w",    Amo,    Atomic,    0x6000202f, 0xf800707f;
    AmoorW,  "amoor.w",     Amo,    Atomic,    0x4000202f, 0xf800707f;
    AmominW, "amomin.w",    Amo,    Atomic,    0x8000202f, 0xf800707f;
    AmomaxW, "amomax.w",    Amo,    Atomic,    0xa000202f, 0xf800707f;
    AmominuW,"amominu.w",   Amo,    Atomic,    0xc000202f, 0xf800707f;
    AmomaxuW,"amomaxu.w",   Amo,    Atomic,    0xe000202f, 0xf800707f;
    Fence,   "fence",  None,   System,    0x0000000f, 0x0000707f;
    Ecall,   "ecall",  None,   System,    0x00000073, 0xffffffff;
    Ebreak,  "ebreak", None,   System,    0x00100073, 0xffffffff;
    // What compilers write where control must not come: `csrrw x0, cycle, x0`, a write to a read-only register.
    Unimp,   "unimp",  None,   System,    0xc0001073, 0xffffffff;
    // The guest interface, in custom-0: `.insn i 0x0b, 0, rd, x0, tape`, `.insn i 0x0b, 1, x0, rs1, 0` and
    // `.insn i 0x0b, 2, x0, rs1, 0`; and for who runs the program, `.insn i 0x0b, 3, x0, rs1, 0`.
    Read,    "read",   Read,   System,    0x0000000b, 0x000ff07f;
    Answer,  "answer", Answer, System,    0x0000100b, 0xfff07fff;
    Commit,  "commit", Answer, System,    0x0000200b, 0xfff07fff;
    Print,   "print",  Answer, System,    0x0000300b, 0xfff07fff;
}

/// A decoded instruction. Fields that its format lacks are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// What it does.
    pub op: Op,
    /// The destination register.
    pub rd: u8,
    /// The first source register.
    pub rs1: u8,
    /// The second source register.
    pub rs2: u8,
    /// The immediate, sign-extended; of a U format the value itself, its low 12 bits zero.
    pub imm: i32,
    /// How many bytes it takes: 4, or 2 in its compressed form.
    pub bytes: u32,
}

/// What lies in an executable section, when it is no [`Instruction`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecoded {
    /// No instruction, or of a code that nobody uses: data, or padding. Executing it traps.
    Illegal,
    /// An instruction of an extension, named.
    Extension(&'static str),
}

/// Reads one instruction: the word that begins where it does. Of a compressed one the upper half does not matter.
pub fn decode(word: u32) -> Result<Instruction, Undecoded> {
    if word & 3 != 3 {
        return compressed::decode(word as u16);
    }
    let Some(row) = TABLE.iter().find(|row| word & row.mask == row.bits) else {
        return Err(undecoded(word));
    };
    let (rd, rs1, rs2) = (
        (word >> 7 & 31) as u8,
        (word >> 15 & 31) as u8,
        (word >> 20 & 31) as u8,
    );
    let signed = word as i32;
    let i = signed >> 20;
    let (rd, rs1, rs2, imm) = match row.format {
        Format::R => (rd, rs1, rs2, 0),
        Format::I | Format::Load => (rd, rs1, 0, i),
        Format::Shift => (rd, rs1, 0, i & 31),
        Format::S => (0, rs1, rs2, signed >> 25 << 5 | i32::from(rd)),
        Format::Amo => (rd, rs1, rs2, 0),
        Format::B => {
            let imm = signed >> 31 << 12
                | (word << 4 & 0x800) as i32
                | (word >> 20 & 0x7e0) as i32
                | (word >> 7 & 0x1e) as i32;
            (0, rs1, rs2, imm)
        }
        Format::U => (rd, 0, 0, signed & !0xfff),
        Format::J => {
            let imm = signed >> 31 << 20
                | (word & 0xff000) as i32
                | (word >> 9 & 0x800) as i32
                | (word >> 20 & 0x7fe) as i32;
            (rd, 0, 0, imm)
        }
        Format::None => (0, 0, 0, 0),
        Format::Read => (rd, 0, 0, i),
        Format::Answer => (0, rs1, 0, 0),
    };
    Ok(Instruction {
        op: row.op,
        rd,
        rs1,
        rs2,
        imm,
        bytes: 4,
    })
}

fn undecoded(word: u32) -> Undecoded {
    Undecoded::Extension(match word & 0x7f {
        0x07 | 0x27 | 0x43 | 0x47 | 0x4b | 0x4f | 0x53 => "F or D (floating point)",
        0x2f => "Zacas, Zabha or another extension of the atomics",
        0x57 => "V (vectors)",
        0x0f => "Zifencei or Zicbom",
        0x73 if word >> 12 & 3 != 0 => "Zicsr (control and status registers)",
        0x73 => "the privileged architecture",
        0x13 | 0x33 => "B or another extension of the integer instructions",
        0x1b | 0x3b => "RV64",
        0x0b | 0x2b | 0x5b | 0x7b => {
            "a vendor's (custom-0 is the guest's read, answer, commit and print, which this is not)"
        }
        _ => return Undecoded::Illegal,
    })
}

/// A register by its ABI name.
pub fn register_name(register: u8) -> &'static str {
    const NAMES: [&str; 32] = [
        "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4",
        "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
        "t5", "t6",
    ];
    NAMES[usize::from(register % 32)]
}

impl Instruction {
    /// The registers it reads and writes, x0 for those it does not.
    pub fn registers(&self) -> [u8; 3] {
        [self.rd, self.rs1, self.rs2]
    }

    /// The address behind it, if it stands at `pc`.
    pub fn behind(&self, pc: u32) -> u32 {
        pc.wrapping_add(self.bytes)
    }

    /// Where a branch or `jal` at `pc` leads.
    pub fn target(&self, pc: u32) -> u32 {
        pc.wrapping_add_signed(self.imm)
    }

    /// The instruction at `pc` as text, without pseudo-instructions.
    pub fn text(&self, pc: u32) -> String {
        let name = self.op.mnemonic();
        let [rd, rs1, rs2] = self.registers().map(register_name);
        let imm = self.imm;
        match self.op.format() {
            Format::R => format!("{name} {rd}, {rs1}, {rs2}"),
            Format::I | Format::Shift => format!("{name} {rd}, {rs1}, {imm}"),
            Format::Load => format!("{name} {rd}, {imm}({rs1})"),
            Format::S => format!("{name} {rs2}, {imm}({rs1})"),
            Format::Amo if self.op == Op::LrW => format!("{name} {rd}, ({rs1})"),
            Format::Amo => format!("{name} {rd}, {rs2}, ({rs1})"),
            Format::B => format!("{name} {rs1}, {rs2}, {:#x}", self.target(pc)),
            Format::U => format!("{name} {rd}, {:#x}", imm as u32 >> 12),
            Format::J => format!("{name} {rd}, {:#x}", self.target(pc)),
            Format::None => name.to_owned(),
            Format::Read => format!("{name} {rd}, {imm}"),
            Format::Answer => format!("{name} {rs1}"),
        }
    }
}
