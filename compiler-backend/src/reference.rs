//! An RV32IMAC interpreter: what a program does before translation.
//!
//! For tests, which run a program here, translated, and under qemu, and for counting RISC-V instructions. It shares the decoder with
//! the translator and nothing else; segments are loaded as program headers say, registers mean what the RISC-V specification
//! says, misaligned accesses work.

use crate::riscv::{self, Family, Op};
use object::LittleEndian as LE;
use object::elf::{FileHeader32, PT_LOAD, PT_TLS};
use object::read::elf::{FileHeader, ProgramHeader};
use std::collections::HashMap;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// `exit` or the guest's `answer`, with this value.
    Answered(u32),
    /// An instruction that is none, `ebreak`, an unknown `ecall`, a false claim, a fetch outside of the file's segments: at this pc.
    Trapped(u32),
    /// The bound was reached.
    BoundReached,
}

/// A program in the middle of its run.
pub struct Hart {
    /// x0 to x31.
    pub registers: [u32; 32],
    /// The address of the next instruction.
    pub pc: u32,
    /// Instructions executed.
    pub instructions: u64,
    /// The address of the first instruction that loaded or stored a word at an address that is no multiple of 4.
    pub misaligned: Option<u32>,
    /// The address of the last `lr.w`, until an `sc.w`.
    reservation: Option<u32>,
    pages: HashMap<u32, Box<[u8; 4096]>>,
    tapes: [std::vec::IntoIter<u32>; 2],
}

impl Hart {
    /// Loads an executable. `None`: no ELF file, or cut off.
    pub fn new(file: &[u8], stack_top: u32, tapes: [Vec<u32>; 2]) -> Option<Self> {
        let header = FileHeader32::<LE>::parse(file).ok()?;
        let mut hart = Hart {
            registers: [0; 32],
            pc: header.e_entry(LE),
            instructions: 0,
            misaligned: None,
            reservation: None,
            pages: HashMap::new(),
            tapes: tapes.map(Vec::into_iter),
        };
        hart.registers[2] = stack_top;
        for segment in header.program_headers(LE, file).ok()? {
            if segment.p_type(LE) == PT_TLS {
                // There is one thread, and its block is where the linker put it, unless the program says otherwise.
                hart.registers[4] = segment.p_vaddr(LE);
            }
            if segment.p_type(LE) == PT_LOAD {
                let bytes = segment.data(LE, file).ok()?;
                for (address, byte) in (segment.p_vaddr(LE)..).zip(bytes) {
                    hart.store(address, u32::from(*byte), 1);
                }
            }
        }
        Some(hart)
    }

    /// The byte at an address.
    pub fn byte(&self, address: u32) -> u8 {
        let page = self.pages.get(&(address >> 12));
        page.map_or(0, |page| page[address as usize & 0xfff])
    }

    /// Little-endian, at any address.
    pub fn load(&self, address: u32, bytes: u32) -> u32 {
        (0..bytes).fold(0, |value, i| {
            value | u32::from(self.byte(address.wrapping_add(i))) << (8 * i)
        })
    }

    fn store(&mut self, address: u32, value: u32, bytes: u32) {
        for i in 0..bytes {
            let address = address.wrapping_add(i);
            let page = self.pages.entry(address >> 12);
            let page = page.or_insert_with(|| Box::new([0; 4096]));
            page[address as usize & 0xfff] = (value >> (8 * i)) as u8;
        }
    }

    /// Replaces a word by a function of it; what it was.
    fn modify(&mut self, address: u32, new: impl Fn(u32) -> u32) -> Option<u32> {
        let old = self.load(address, 4);
        self.store(address, new(old), 4);
        Some(old)
    }

    /// Runs until the program ends or `bound` more instructions are done.
    pub fn run(&mut self, bound: u64) -> End {
        for _ in 0..bound {
            if let Some(end) = self.step() {
                return end;
            }
        }
        End::BoundReached
    }

    /// Executes one instruction; tells if it was the last.
    pub fn step(&mut self) -> Option<End> {
        let pc = self.pc;
        let trapped = Some(End::Trapped(pc));
        let Ok(i) = riscv::decode(self.load(pc, 4)) else {
            return trapped;
        };
        let x = self.registers[usize::from(i.rs1)];
        let y = self.registers[usize::from(i.rs2)];
        let imm = i.imm as u32;
        let (sx, sy) = (x as i32, y as i32);
        let at = x.wrapping_add(imm);
        let mut next = i.behind(pc);
        let mut branch = |taken: bool| {
            if taken {
                next = pc.wrapping_add(imm);
            }
            None
        };
        let high = |product: i64| (product >> 32) as u32;
        let word = matches!(i.op, Op::Lw | Op::Sw) || i.op.family() == Family::Atomic;
        if word && !at.is_multiple_of(4) {
            self.misaligned.get_or_insert(pc);
        }
        let value = match i.op {
            Op::Lui => Some(imm),
            Op::Auipc => Some(pc.wrapping_add(imm)),
            Op::Jal => {
                next = pc.wrapping_add(imm);
                Some(i.behind(pc))
            }
            Op::Jalr => {
                next = at & !1;
                Some(i.behind(pc))
            }
            Op::Beq => branch(x == y),
            Op::Bne => branch(x != y),
            Op::Blt => branch(sx < sy),
            Op::Bge => branch(sx >= sy),
            Op::Bltu => branch(x < y),
            Op::Bgeu => branch(x >= y),
            Op::Lb => Some(self.load(at, 1) as i8 as u32),
            Op::Lh => Some(self.load(at, 2) as i16 as u32),
            Op::Lw => Some(self.load(at, 4)),
            Op::Lbu => Some(self.load(at, 1)),
            Op::Lhu => Some(self.load(at, 2)),
            Op::Sb | Op::Sh | Op::Sw => {
                let bytes = match i.op {
                    Op::Sb => 1,
                    Op::Sh => 2,
                    _ => 4,
                };
                self.store(at, y, bytes);
                None
            }
            Op::Addi => Some(x.wrapping_add(imm)),
            Op::Slti => Some(u32::from(sx < i.imm)),
            Op::Sltiu => Some(u32::from(x < imm)),
            Op::Xori => Some(x ^ imm),
            Op::Ori => Some(x | imm),
            Op::Andi => Some(x & imm),
            Op::Slli => Some(x << imm),
            Op::Srli => Some(x >> imm),
            Op::Srai => Some((sx >> imm) as u32),
            Op::Add => Some(x.wrapping_add(y)),
            Op::Sub => Some(x.wrapping_sub(y)),
            Op::Sll => Some(x << (y & 31)),
            Op::Slt => Some(u32::from(sx < sy)),
            Op::Sltu => Some(u32::from(x < y)),
            Op::Xor => Some(x ^ y),
            Op::Srl => Some(x >> (y & 31)),
            Op::Sra => Some((sx >> (y & 31)) as u32),
            Op::Or => Some(x | y),
            Op::And => Some(x & y),
            Op::Mul => Some(x.wrapping_mul(y)),
            Op::Mulh => Some(high(i64::from(sx) * i64::from(sy))),
            Op::Mulhsu => Some(high(i64::from(sx) * i64::from(y))),
            Op::Mulhu => Some(((u64::from(x) * u64::from(y)) >> 32) as u32),
            Op::Div if y == 0 => Some(u32::MAX),
            Op::Div => Some(sx.wrapping_div(sy) as u32),
            Op::Divu => Some(x.checked_div(y).unwrap_or(u32::MAX)),
            Op::Rem if y == 0 => Some(x),
            Op::Rem => Some(sx.wrapping_rem(sy) as u32),
            Op::Remu => Some(x.checked_rem(y).unwrap_or(x)),
            Op::LrW => {
                self.reservation = Some(x);
                Some(self.load(x, 4))
            }
            Op::ScW => {
                let reserved = self.reservation.take() == Some(x);
                if reserved {
                    self.store(x, y, 4);
                }
                Some(u32::from(!reserved))
            }
            Op::AmoswapW => self.modify(x, |_| y),
            Op::AmoaddW => self.modify(x, |old| old.wrapping_add(y)),
            Op::AmoxorW => self.modify(x, |old| old ^ y),
            Op::AmoandW => self.modify(x, |old| old & y),
            Op::AmoorW => self.modify(x, |old| old | y),
            Op::AmominW => self.modify(x, |old| (old as i32).min(sy) as u32),
            Op::AmomaxW => self.modify(x, |old| (old as i32).max(sy) as u32),
            Op::AmominuW => self.modify(x, |old| old.min(y)),
            Op::AmomaxuW => self.modify(x, |old| old.max(y)),
            Op::Fence => None,
            Op::Ecall if self.registers[17] == 93 => {
                self.instructions += 1;
                return Some(End::Answered(self.registers[10]));
            }
            Op::Ecall | Op::Ebreak | Op::Unimp => return trapped,
            Op::Read => {
                let tape = self.tapes.get_mut(imm as usize);
                Some(tape.and_then(Iterator::next).unwrap_or(0))
            }
            Op::Commit => {
                if self.tapes[0].next() != Some(x) {
                    return trapped;
                }
                None
            }
            Op::Print => None,
            Op::Answer => {
                self.instructions += 1;
                return Some(End::Answered(x));
            }
        };
        if let (Some(value), 1..) = (value, i.rd) {
            self.registers[usize::from(i.rd)] = value;
        }
        self.pc = next;
        self.instructions += 1;
        None
    }
}
