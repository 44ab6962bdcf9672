//! The disassembler.

use crate::{ArchParams, Decoded, Instruction, Program, Shape, Word};
use std::fmt::Write;

/// Assembly text that [`assemble`](super::assemble) turns into the same image, bit for bit.
///
/// A double word that is not exactly what the assembler would write for an instruction (an undefined opcode, a register
/// that does not exist, something in an unused field) is printed as `.word lo, hi`. Behind each line stands its address.
pub fn disassemble(program: &Program) -> String {
    let arch = program.arch;
    let digits = arch.word_bytes() as usize * 2;
    let mut text = format!(
        "; TinyRAM V=2.000 M=vn W={} K={}\n",
        arch.word_bits(),
        arch.num_registers()
    );
    for (index, double_word) in program.double_words.iter().enumerate() {
        let address = index as Word * Word::from(arch.double_word_bytes());
        let line = match Instruction::decode(arch, *double_word) {
            Decoded::Instruction(instruction) if instruction.encode(arch) == *double_word => {
                print(arch, &instruction)
            }
            Decoded::Instruction(_) | Decoded::Answer1(_) => {
                format!(
                    ".word   0x{:0digits$x}, 0x{:0digits$x}",
                    double_word.lo, double_word.hi
                )
            }
        };
        let _ = writeln!(text, "        {line:<36} ; 0x{address:0digits$x}");
    }
    text
}

fn print(arch: ArchParams, instruction: &Instruction) -> String {
    // Small negative numbers read better as such.
    let negative = instruction.a.wrapping_neg() & arch.word_mask();
    if instruction.immediate && (1..=1024).contains(&negative) && arch.word_bits() > 8 {
        text(instruction, &format!("-{negative}"))
    } else {
        instruction.to_string()
    }
}

/// The instruction with `a` for its operand A.
fn text(instruction: &Instruction, a: &str) -> String {
    let Instruction { opcode, ri, rj, .. } = instruction;
    let name = opcode.mnemonic();
    match opcode.shape() {
        Shape::RiRjA => format!("{name:<7} r{ri}, r{rj}, {a}"),
        Shape::RiA => format!("{name:<7} r{ri}, {a}"),
        Shape::RjA => format!("{name:<7} r{rj}, {a}"),
        Shape::ARi => format!("{name:<7} {a}, r{ri}"),
        Shape::A => format!("{name:<7} {a}"),
    }
}

impl std::fmt::Display for Instruction {
    /// The instruction as the assembler reads it, an immediate as an unsigned number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let a = if self.immediate {
            self.a.to_string()
        } else {
            format!("r{}", self.a)
        };
        f.write_str(&text(self, &a))
    }
}
