//! Where code and data come to lie, and the image.
//!
//! Code from address 0, eight bytes for each instruction; the data right behind it, all moved by the same distance; zero data
//! and the heap behind that; the stack far above. The distance is a multiple of the largest alignment and of 16, so that the
//! low bits of a data address are the same before and after.

use crate::elf::Elf;
use crate::error::Error;
use crate::ir::{Constant, Operand};
use crate::lower::Code;
use crate::relocation::{Addresses, DataWord};
use tinyram::{ArchParams, DoubleWord, Instruction, Program};

/// Data end below this address, so that heap and stack have room above.
const DATA_LIMIT: u32 = 0x4000_0000;

const INSTRUCTION_BYTES: u32 = 8;

/// Addresses of code and data after translation.
pub struct Layout<'c> {
    code: &'c Code,
    /// What is added to data addresses, mod 2^32.
    pub data_distance: u32,
}

impl<'c> Layout<'c> {
    /// Lays out data behind code.
    pub fn of(elf: &Elf, code: &'c Code) -> Result<Self, Error> {
        let code_end = code.lines.len() as u64 * u64::from(INSTRUCTION_BYTES);
        let too_large = |bytes| Error::TooLarge {
            bytes,
            most: u64::from(DATA_LIMIT),
        };
        let align = elf.data.iter().map(|section| section.align).max();
        let align = u64::from(align.unwrap_or(1).max(16));
        let (first, end) = match (elf.data.first(), elf.data.last()) {
            (Some(first), Some(last)) => (first.address, last.end()),
            _ => (0, 0),
        };
        let first = u64::from(first);
        let start = code_end + (first % align + align - code_end % align) % align;
        let new_end = start + (u64::from(end) - first);
        if new_end > u64::from(DATA_LIMIT) {
            return Err(too_large(new_end));
        }
        Ok(Layout {
            code,
            data_distance: (start as u32).wrapping_sub(first as u32),
        })
    }

    /// The number that a constant is.
    pub fn resolve(&self, constant: Constant) -> u32 {
        match constant {
            Constant::Number(number) => number,
            Constant::Data(address) => address.wrapping_add(self.data_distance),
            Constant::Code { label, offset } => {
                let index = self.code.labels.get(&label).copied();
                let index = index.expect("every label that is used names an instruction");
                (index as u32 * INSTRUCTION_BYTES).wrapping_add(offset)
            }
        }
    }

    /// Encodes the code and puts the data behind it.
    pub fn image(&self, elf: &Elf, addresses: &Addresses) -> Result<Program, Error> {
        let arch = ArchParams::new(32, 32).expect("a machine");
        let mut image: Vec<u8> = Vec::new();
        for line in &self.code.lines {
            let inst = &line.inst;
            let (immediate, a) = match inst.a {
                Operand::Reg(register) => (false, u32::from(register)),
                Operand::Constant(constant) => (true, self.resolve(constant)),
            };
            let double_word = Instruction {
                opcode: inst.opcode,
                immediate,
                ri: inst.ri.into(),
                rj: inst.rj.into(),
                a: a.into(),
            }
            .encode(arch);
            image.extend((double_word.lo as u32).to_le_bytes());
            image.extend((double_word.hi as u32).to_le_bytes());
        }
        // Relocated words are not zero in general, so the bytes of the file tell how long the image is.
        for section in &elf.data {
            let used = match section.bytes.iter().rposition(|byte| *byte != 0) {
                Some(last) => last / 4 * 4 + 4,
                None => continue,
            };
            let start = section.address.wrapping_add(self.data_distance) as usize;
            let most = Program::MAX_DOUBLE_WORDS * u64::from(INSTRUCTION_BYTES);
            if (start + used) as u64 > most {
                return Err(Error::TooLarge {
                    bytes: (start + used) as u64,
                    most,
                });
            }
            put(
                &mut image,
                start,
                &section.bytes[..used.min(section.bytes.len())],
            );
        }
        for (&address, &word) in &addresses.words {
            let word = match word {
                DataWord::Address(constant) => self.resolve(constant),
                DataWord::Difference(plus, minus) => {
                    self.resolve(plus).wrapping_sub(self.resolve(minus))
                }
            };
            let start = address.wrapping_add(self.data_distance) as usize;
            put(&mut image, start, &word.to_le_bytes());
        }
        let double_words = image
            .chunks(INSTRUCTION_BYTES as usize)
            .map(|chunk| {
                let mut bytes = [0; 8];
                bytes[..chunk.len()].copy_from_slice(chunk);
                let double_word = u64::from_le_bytes(bytes);
                DoubleWord {
                    lo: double_word & 0xffff_ffff,
                    hi: double_word >> 32,
                }
            })
            .collect();
        Program::new(arch, double_words).map_err(|_| Error::TooLarge {
            bytes: image.len() as u64,
            most: Program::MAX_DOUBLE_WORDS * u64::from(INSTRUCTION_BYTES),
        })
    }
}

/// Writes bytes into the image, which grows as far as needed.
fn put(image: &mut Vec<u8>, start: usize, bytes: &[u8]) {
    let end = start + bytes.len();
    if image.len() < end {
        image.resize(end, 0);
    }
    image[start..end].copy_from_slice(bytes);
}
