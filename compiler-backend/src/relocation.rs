//! What the relocations say: which numbers in code and data are addresses, and of what.
//!
//! Each relocation is checked against the bytes that the linker left: if symbol and addend do not give what is there, the file
//! is refused, because then something else is going on than we think.
//!
//! Addresses come in halves, `lui` or `auipc` and the low 12 bits of another instruction. The upper half becomes a value that
//! moves with what it points to and the lower half stays as it is, so that no pairing is needed and one upper half may serve
//! many lower ones.

use crate::elf::{Base, Elf, Relocation};
use crate::error::Error;
use crate::ir::{Constant, Label, TP};
use crate::riscv::{Format, Instruction, Op};
use object::elf;
use std::collections::{BTreeMap, BTreeSet};

/// The meaning of relocated numbers.
#[derive(Default)]
pub struct Addresses {
    /// What `lui` and `auipc` at an address leave in their register.
    pub upper: BTreeMap<u32, Constant>,
    /// What base plus offset of the instruction at an address are, where that is known by itself: the second instruction of
    /// an `auipc` pair, and offsets from x0.
    pub full: BTreeMap<u32, Constant>,
    /// Instructions whose 12-bit immediate is the low half of an address.
    pub low: BTreeSet<u32>,
    /// `auipc` of a call: its register means nothing but to the `jalr` after it.
    pub calls: BTreeSet<u32>,
    /// Additions of the thread pointer.
    pub thread: BTreeSet<u32>,
    /// Words in data sections.
    pub words: BTreeMap<u32, DataWord>,
}

/// A relocated data word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataWord {
    /// An address.
    Address(Constant),
    /// The distance from the second to the first.
    Difference(Constant, Constant),
}

impl Addresses {
    /// Reads all relocations.
    pub fn of(elf: &Elf) -> Result<Self, Error> {
        let mut reader = Reader {
            elf,
            addresses: Addresses::default(),
            upper_targets: BTreeMap::new(),
            halves: BTreeMap::new(),
        };
        // PCREL_LO12 looks up its PCREL_HI20, which may come later in the file.
        let is_lower = |r: &&Relocation| {
            matches!(
                r.kind,
                elf::R_RISCV_PCREL_LO12_I | elf::R_RISCV_PCREL_LO12_S
            )
        };
        for relocation in elf.relocations.iter().filter(|r| !is_lower(r)) {
            reader.read(relocation)?;
        }
        for relocation in elf.relocations.iter().filter(is_lower) {
            reader.pc_relative_low(relocation)?;
        }
        reader.differences()?;
        reader.pairs_without_relocation();
        Ok(reader.addresses)
    }
}

struct Reader<'e, 'a> {
    elf: &'e Elf<'a>,
    addresses: Addresses,
    /// PCREL_HI20 by address: what they point to.
    upper_targets: BTreeMap<u32, Constant>,
    /// ADD32 and SUB32 by address.
    halves: BTreeMap<u32, [Option<Relocation>; 2]>,
}

/// The sign-extended low 12 bits.
fn low12(value: u32) -> i32 {
    (value << 20) as i32 >> 20
}

impl Reader<'_, '_> {
    fn read(&mut self, r: &Relocation) -> Result<(), Error> {
        match r.kind {
            elf::R_RISCV_NONE | elf::R_RISCV_RELAX | elf::R_RISCV_ALIGN => Ok(()),
            elf::R_RISCV_BRANCH
            | elf::R_RISCV_JAL
            | elf::R_RISCV_RVC_BRANCH
            | elf::R_RISCV_RVC_JUMP => self.branch(r),
            elf::R_RISCV_CALL | elf::R_RISCV_CALL_PLT => self.call(r),
            elf::R_RISCV_HI20 => self.high(r),
            elf::R_RISCV_LO12_I | elf::R_RISCV_LO12_S => self.low(r),
            elf::R_RISCV_PCREL_HI20 => self.pc_relative_high(r),
            elf::R_RISCV_TPREL_HI20 | elf::R_RISCV_TPREL_ADD => self.thread_offset(r),
            elf::R_RISCV_TPREL_LO12_I | elf::R_RISCV_TPREL_LO12_S => self.thread_offset_low(r),
            elf::R_RISCV_32 => self.word(r),
            elf::R_RISCV_32_PCREL | elf::R_RISCV_PLT32 => self.distance(r),
            elf::R_RISCV_ADD32 | elf::R_RISCV_SUB32 => {
                if r.in_code {
                    return Err(Error::DataInCode {
                        at: self.elf.place(r.address),
                    });
                }
                let half = &mut self.halves.entry(r.address).or_default()
                    [usize::from(r.kind == elf::R_RISCV_SUB32)];
                if half.is_some() {
                    return Err(self.unknown(r, "one difference of two labels to a word"));
                }
                *half = Some(r.clone());
                Ok(())
            }
            elf::R_RISCV_GOT_HI20 => Err(self.unknown(r, "compile without -fPIC")),
            _ => Err(self.unknown(
                r,
                "compile for a static, non-relaxed link (-mrelax, no -fPIC; ld --no-relax)",
            )),
        }
    }

    fn unknown(&self, r: &Relocation, hint: &'static str) -> Error {
        Error::UnknownRelocation {
            at: self.elf.place(r.address),
            kind: name(r.kind),
            hint,
        }
    }

    /// The instruction that a relocation is for.
    fn instruction(
        &self,
        r: &Relocation,
        expected: &'static str,
        is: impl Fn(&Instruction) -> bool,
    ) -> Result<Instruction, Error> {
        match self.elf.instruction(r.address) {
            Ok(instruction) if r.in_code && is(&instruction) => Ok(instruction),
            _ => Err(Error::RelocationPlace {
                at: self.elf.place(r.address),
                kind: name(r.kind),
                expected,
            }),
        }
    }

    fn agree(&self, r: &Relocation, expected: u32, got: u32) -> Result<(), Error> {
        if expected == got {
            return Ok(());
        }
        Err(Error::RelocationMismatch {
            at: self.elf.place(r.address),
            kind: name(r.kind),
            expected,
            got,
        })
    }

    /// What the symbol plus the addend stands for.
    fn target(&self, r: &Relocation) -> Result<Constant, Error> {
        let target = r.target();
        match &r.base {
            Base::Data => Ok(Constant::Data(target)),
            Base::Code if self.elf.is_instruction(target) => {
                Ok(Constant::code(Label::Riscv(target)))
            }
            Base::Code => Err(Error::CodePointer {
                at: self.elf.place(r.address),
                target: self.elf.place(target),
            }),
            // The symbol is a number; its address would have moved if the link script had said so.
            Base::Absolute { symbol } if r.symbol != 0 && self.elf.is_occupied(r.symbol) => {
                Err(Error::AbsoluteSymbol {
                    at: self.elf.place(r.address),
                    symbol: symbol.clone(),
                    value: r.symbol,
                })
            }
            Base::Absolute { .. } | Base::Undefined => Ok(Constant::Number(target)),
            Base::Unwinding { section } => Err(Error::Unwinding {
                at: self.elf.place(r.address),
                section: section.clone(),
            }),
        }
    }

    fn branch(&self, r: &Relocation) -> Result<(), Error> {
        let format = match r.kind {
            elf::R_RISCV_BRANCH | elf::R_RISCV_RVC_BRANCH => Format::B,
            _ => Format::J,
        };
        let instruction = self.instruction(r, "a branch or jal", |i| i.op.format() == format)?;
        self.agree(r, r.target(), instruction.target(r.address))
    }

    fn call(&mut self, r: &Relocation) -> Result<(), Error> {
        let expected = "auipc and jalr";
        let upper = self.instruction(r, expected, |i| i.op == Op::Auipc)?;
        let next = r.address.wrapping_add(4);
        let lower = match self.elf.instruction(next) {
            Ok(jalr) if jalr.op == Op::Jalr && jalr.rs1 == upper.rd => jalr,
            _ => {
                return Err(Error::RelocationPlace {
                    at: self.elf.place(r.address),
                    kind: name(r.kind),
                    expected,
                });
            }
        };
        let target = upper.target(r.address).wrapping_add_signed(lower.imm);
        if r.base == Base::Undefined {
            // Null may be out of reach, so linkers leave any call that is in reach: of itself, or of what is behind. It stands
            // behind a test, and is never made; if it is, it calls null, and that traps.
            self.upper(r, upper.target(r.address), Constant::Number(0));
            self.addresses.full.insert(next, Constant::Number(0));
            self.addresses.calls.insert(r.address);
            return Ok(());
        }
        self.agree(r, r.target(), target)?;
        let constant = match r.base {
            // Where no instruction is, a call traps: a function that cannot return may be empty, and the last one.
            Base::Code => Constant::code(Label::Riscv(target)),
            _ => self.target(r)?,
        };
        self.upper(r, upper.target(r.address), constant);
        self.addresses.full.insert(next, constant);
        self.addresses.calls.insert(r.address);
        Ok(())
    }

    /// Notes that an upper half is `value` now and belongs to `target`.
    fn upper(&mut self, r: &Relocation, value: u32, target: Constant) {
        let distance = value.wrapping_sub(r.target());
        self.addresses
            .upper
            .insert(r.address, target.offset_by(distance));
    }

    fn high(&mut self, r: &Relocation) -> Result<(), Error> {
        let lui = self.instruction(r, "lui", |i| i.op == Op::Lui)?;
        let value = lui.imm as u32;
        self.agree(r, r.target().wrapping_add(0x800) & !0xfff, value)?;
        let target = self.target(r)?;
        self.upper(r, value, target);
        Ok(())
    }

    fn pc_relative_high(&mut self, r: &Relocation) -> Result<(), Error> {
        let auipc = self.instruction(r, "auipc", |i| i.op == Op::Auipc)?;
        let distance = r.target().wrapping_sub(r.address);
        self.agree(r, distance.wrapping_add(0x800) & !0xfff, auipc.imm as u32)?;
        let target = self.target(r)?;
        self.upper(r, auipc.target(r.address), target);
        self.upper_targets.insert(r.address, target);
        Ok(())
    }

    fn low(&mut self, r: &Relocation) -> Result<(), Error> {
        let instruction = self.lower_instruction(r)?;
        let target = self.target(r)?;
        self.not_code_as_data(r, &instruction, target)?;
        if instruction.rs1 == 0 {
            // The linker dropped the upper half, which was 0.
            self.agree(r, r.target(), instruction.imm as u32)?;
            self.addresses.full.insert(r.address, target);
        } else if instruction.imm == low12(r.target()) {
            self.low_half(r, &instruction, target)?;
        } else {
            // Relaxed to an offset from gp. gp moves with the data, so nothing changes if the target does too.
            let gp = self.elf.global_pointer.unwrap_or(0);
            let relative = instruction.rs1 == 3 && matches!(target, Constant::Data(_)) && gp != 0;
            let base = if relative {
                gp
            } else {
                r.target().wrapping_sub(low12(r.target()) as u32)
            };
            self.agree(r, r.target().wrapping_sub(base), instruction.imm as u32)?;
        }
        Ok(())
    }

    /// An offset into the thread's block is a number, and stays one.
    fn thread_offset(&mut self, r: &Relocation) -> Result<(), Error> {
        if r.kind == elf::R_RISCV_TPREL_ADD {
            self.instruction(r, "add of tp", |i| {
                i.op == Op::Add && (i.rs1 == TP) != (i.rs2 == TP)
            })?;
            self.addresses.thread.insert(r.address);
            return Ok(());
        }
        let lui = self.instruction(r, "lui", |i| i.op == Op::Lui)?;
        self.agree(r, r.target().wrapping_add(0x800) & !0xfff, lui.imm as u32)
    }

    fn thread_offset_low(&mut self, r: &Relocation) -> Result<(), Error> {
        let instruction = self.lower_instruction(r)?;
        // Relaxed: what was added to the thread pointer is not, and who reads it is not told.
        if instruction.rs1 == TP {
            return Err(self.unknown(r, "link with --no-relax"));
        }
        self.agree(r, low12(r.target()) as u32, instruction.imm as u32)
    }

    fn pc_relative_low(&mut self, r: &Relocation) -> Result<(), Error> {
        let instruction = self.lower_instruction(r)?;
        let upper_at = r.target();
        let Some(&target) = self.upper_targets.get(&upper_at) else {
            return Err(Error::RelocationPlace {
                at: self.elf.place(r.address),
                kind: name(r.kind),
                expected: "an instruction whose auipc has a relocation R_RISCV_PCREL_HI20",
            });
        };
        let address = match target {
            Constant::Number(address) | Constant::Data(address) => address,
            Constant::Code { label, .. } => match label {
                Label::Riscv(address) => address,
                Label::Local(_) | Label::Trap(_) => unreachable!("a relocation names no such"),
            },
        };
        let expected = low12(address.wrapping_sub(upper_at));
        self.agree(r, expected as u32, instruction.imm as u32)?;
        self.not_code_as_data(r, &instruction, target)?;
        self.low_half(r, &instruction, target)
    }

    /// Notes a lower half. A jump by one goes where the upper half says only if nothing was added to that: assembly jumps
    /// into tables of instructions so, and their distances are other ones after translation.
    fn low_half(
        &mut self,
        r: &Relocation,
        instruction: &Instruction,
        target: Constant,
    ) -> Result<(), Error> {
        if instruction.op != Op::Jalr {
            self.addresses.low.insert(r.address);
            return Ok(());
        }
        match self.elf.instruction(r.address.wrapping_sub(4)) {
            Ok(upper) if matches!(upper.op, Op::Lui | Op::Auipc) && upper.rd == instruction.rs1 => {
                self.addresses.full.insert(r.address, target);
                Ok(())
            }
            _ => Err(Error::JumpByHalf {
                at: self.elf.place(r.address),
            }),
        }
    }

    fn lower_instruction(&self, r: &Relocation) -> Result<Instruction, Error> {
        let store = matches!(
            r.kind,
            elf::R_RISCV_LO12_S | elf::R_RISCV_PCREL_LO12_S | elf::R_RISCV_TPREL_LO12_S
        );
        self.instruction(r, "an instruction with a 12-bit immediate", |i| {
            match i.op.format() {
                Format::S => store,
                Format::Load | Format::I => !store,
                _ => false,
            }
        })
    }

    fn not_code_as_data(
        &self,
        r: &Relocation,
        instruction: &Instruction,
        target: Constant,
    ) -> Result<(), Error> {
        let accesses = matches!(instruction.op.format(), Format::Load | Format::S)
            && instruction.op != Op::Jalr;
        match target {
            Constant::Code {
                label: Label::Riscv(target),
                ..
            } if accesses => Err(Error::CodeAsData {
                at: self.elf.place(r.address),
                target: self.elf.place(target),
            }),
            _ => Ok(()),
        }
    }

    /// The word that a relocation is for, which must be data.
    fn place(&self, r: &Relocation) -> Result<u32, Error> {
        if r.in_code {
            return Err(Error::DataInCode {
                at: self.elf.place(r.address),
            });
        }
        self.elf
            .data_word(r.address)
            .ok_or_else(|| Error::RelocationPlace {
                at: self.elf.place(r.address),
                kind: name(r.kind),
                expected: "a word of a data section",
            })
    }

    fn word(&mut self, r: &Relocation) -> Result<(), Error> {
        let got = self.place(r)?;
        self.agree(r, r.target(), got)?;
        let word = DataWord::Address(self.target(r)?);
        self.addresses.words.insert(r.address, word);
        Ok(())
    }

    fn distance(&mut self, r: &Relocation) -> Result<(), Error> {
        let got = self.place(r)?;
        self.agree(r, r.target().wrapping_sub(r.address), got)?;
        let word = DataWord::Difference(self.target(r)?, Constant::Data(r.address));
        self.addresses.words.insert(r.address, word);
        Ok(())
    }

    fn differences(&mut self) -> Result<(), Error> {
        for halves in std::mem::take(&mut self.halves).into_values() {
            let (plus, minus) = match &halves {
                [Some(plus), Some(minus)] => (plus, minus),
                [Some(one), None] | [None, Some(one)] => {
                    return Err(self.unknown(one, "ADD32 and SUB32 at the same word"));
                }
                [None, None] => continue,
            };
            let got = self.place(plus)?;
            self.agree(plus, plus.target().wrapping_sub(minus.target()), got)?;
            let word = DataWord::Difference(self.target(plus)?, self.target(minus)?);
            self.addresses.words.insert(plus.address, word);
        }
        Ok(())
    }

    /// The assembler resolves `auipc` with `jalr` or `addi` behind it within a section by itself where relaxation is off, and
    /// leaves no relocation. The target is in the code then.
    fn pairs_without_relocation(&mut self) {
        let elf = self.elf;
        for section in &elf.code {
            for address in (section.address..section.end()).step_by(2) {
                let (Ok(upper), Ok(lower)) = (
                    elf.instruction(address),
                    elf.instruction(address.wrapping_add(4)),
                ) else {
                    continue;
                };
                let next = address.wrapping_add(4);
                let jumps = lower.op == Op::Jalr;
                if upper.op != Op::Auipc
                    || !(jumps || lower.op == Op::Addi)
                    || lower.rs1 != upper.rd
                    || upper.rd == 0
                    || self.addresses.upper.contains_key(&address)
                    || self.addresses.low.contains(&next)
                    || self.addresses.full.contains_key(&next)
                {
                    continue;
                }
                let base = upper.target(address);
                let target = base.wrapping_add_signed(lower.imm);
                if elf.is_instruction(target) {
                    let constant = Constant::code(Label::Riscv(target));
                    let upper = constant.offset_by(base.wrapping_sub(target));
                    self.addresses.upper.insert(address, upper);
                    self.addresses.full.insert(next, constant);
                }
            }
        }
    }
}

/// A relocation's name as in the psABI.
fn name(kind: u32) -> String {
    let name = match kind {
        elf::R_RISCV_32 => "32",
        elf::R_RISCV_64 => "64",
        elf::R_RISCV_BRANCH => "BRANCH",
        elf::R_RISCV_JAL => "JAL",
        elf::R_RISCV_CALL => "CALL",
        elf::R_RISCV_CALL_PLT => "CALL_PLT",
        elf::R_RISCV_GOT_HI20 => "GOT_HI20",
        elf::R_RISCV_TLS_GOT_HI20 => "TLS_GOT_HI20",
        elf::R_RISCV_TLS_GD_HI20 => "TLS_GD_HI20",
        elf::R_RISCV_PCREL_HI20 => "PCREL_HI20",
        elf::R_RISCV_PCREL_LO12_I => "PCREL_LO12_I",
        elf::R_RISCV_PCREL_LO12_S => "PCREL_LO12_S",
        elf::R_RISCV_HI20 => "HI20",
        elf::R_RISCV_LO12_I => "LO12_I",
        elf::R_RISCV_LO12_S => "LO12_S",
        elf::R_RISCV_TPREL_HI20 => "TPREL_HI20",
        elf::R_RISCV_TPREL_LO12_I => "TPREL_LO12_I",
        elf::R_RISCV_TPREL_LO12_S => "TPREL_LO12_S",
        elf::R_RISCV_TPREL_ADD => "TPREL_ADD",
        elf::R_RISCV_ADD8 => "ADD8",
        elf::R_RISCV_ADD16 => "ADD16",
        elf::R_RISCV_ADD32 => "ADD32",
        elf::R_RISCV_SUB8 => "SUB8",
        elf::R_RISCV_SUB16 => "SUB16",
        elf::R_RISCV_SUB32 => "SUB32",
        elf::R_RISCV_RVC_BRANCH => "RVC_BRANCH",
        elf::R_RISCV_RVC_JUMP => "RVC_JUMP",
        elf::R_RISCV_RVC_LUI => "RVC_LUI",
        elf::R_RISCV_GPREL_I => "GPREL_I",
        elf::R_RISCV_GPREL_S => "GPREL_S",
        elf::R_RISCV_SET6 => "SET6",
        elf::R_RISCV_SUB6 => "SUB6",
        elf::R_RISCV_SET8 => "SET8",
        elf::R_RISCV_SET16 => "SET16",
        elf::R_RISCV_SET32 => "SET32",
        elf::R_RISCV_32_PCREL => "32_PCREL",
        elf::R_RISCV_PLT32 => "PLT32",
        elf::R_RISCV_SET_ULEB128 => "SET_ULEB128",
        elf::R_RISCV_SUB_ULEB128 => "SUB_ULEB128",
        _ => return format!("of unknown type {kind}"),
    };
    format!("R_RISCV_{name}")
}
