//! Random blocks: straight pieces of RISC-V with branches forward, and what they work on.

use compiler_backend::riscv::{Family, Format, Op, TABLE};
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;

/// Bytes of memory that a block works on.
pub const WINDOW: u32 = 64;
/// All registers but x0, sp, gp and tp (scratch), and s0, s1 and t5, which hold addresses: those are other ones after translation.
pub const REGISTERS: [u32; 25] = [
    1, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31,
];

/// The text of a block in the making.
struct Block<'r> {
    random: &'r mut ChaCha8Rng,
    text: String,
    /// Few, so that they meet often.
    registers: Vec<u32>,
    labels: usize,
}

/// The assembly of block `number`, and the values it begins with as data. It works on the registers [`REGISTERS`] and on
/// `window`, to which s0 points.
pub fn block(number: usize, random: &mut ChaCha8Rng) -> String {
    let mut text = String::new();
    let count = random.gen_range(3..10);
    let registers: Vec<u32> = REGISTERS.choose_multiple(random, count).copied().collect();
    // Values that no analysis knows.
    writeln!(text, " la t5, values{number}").unwrap();
    for (index, register) in registers.iter().enumerate() {
        writeln!(text, " lw x{register}, {}(t5)", 4 * index).unwrap();
    }
    let mut block = Block {
        random,
        text,
        registers,
        labels: 0,
    };
    block.write(number);
    let values: Vec<String> = (0..10).map(|_| block.number().to_string()).collect();
    writeln!(
        block.text,
        ".section .rodata\n.balign 4\nvalues{number}: .word {}\n.text",
        values.join(", ")
    )
    .unwrap();
    block.text
}

impl Block<'_> {
    fn source(&mut self) -> u32 {
        match self.random.gen_range(0..12) {
            0 => 0,
            _ => *self.registers.choose(self.random).unwrap(),
        }
    }

    fn destination(&mut self) -> u32 {
        match self.random.gen_range(0..40) {
            0 => 0,
            _ => *self.registers.choose(self.random).unwrap(),
        }
    }

    fn number(&mut self) -> u32 {
        match self.random.gen_range(0..6) {
            0 => self.random.gen_range(0..40),
            1 => 0u32.wrapping_sub(self.random.gen_range(0..40)),
            2 => 1 << self.random.gen_range(0..32),
            3 => (1u32 << self.random.gen_range(0..32)).wrapping_sub(1),
            _ => self.random.r#gen(),
        }
    }

    fn instruction(&mut self, number: usize, left: usize) {
        let row = TABLE.choose(self.random).unwrap();
        let name = row.mnemonic;
        let (rd, x, y) = (self.destination(), self.source(), self.source());
        let text = match row.format {
            Format::R => format!("{name} x{rd}, x{x}, x{y}"),
            Format::I => format!("{name} x{rd}, x{x}, {}", self.random.gen_range(-2048..2048)),
            Format::Shift => format!("{name} x{rd}, x{x}, {}", self.random.gen_range(0..32)),
            Format::U if name == "lui" => format!("li x{rd}, {:#x}", self.number()),
            Format::U => {
                let place = self.random.gen_range(0..16) * 4;
                format!("la t5, window + {place}\n sub x{rd}, t5, s0")
            }
            Format::Load | Format::S if row.family == Family::LoadStore => {
                let aligned = match name {
                    "lw" | "sw" => 4,
                    _ => 1,
                };
                let offset = self.random.gen_range(0..WINDOW / aligned) * aligned;
                let register = if row.format == Format::S { x } else { rd };
                match self.random.gen_range(0..3) {
                    // From a base that is known, from one that is not, by the symbol.
                    0 => {
                        format!("la t5, window\n {name} x{register}, {offset}(t5)")
                    }
                    1 => format!("{name} x{register}, {offset}(s0)"),
                    _ if row.format == Format::Load && rd != 0 => {
                        format!(
                            "lui x{rd}, %hi(window + {offset})\n {name} x{rd}, %lo(window + {offset})(x{rd})"
                        )
                    }
                    _ => format!(
                        "addi t5, s0, {}\n {name} x{register}, {}(t5)",
                        offset & !3,
                        offset & 3
                    ),
                }
            }
            Format::Amo => {
                let place = self.random.gen_range(0..WINDOW / 4) * 4;
                let base = match self.random.gen_range(0..2) {
                    0 => format!("la t5, window + {place}"),
                    _ => format!("addi t5, s0, {place}"),
                };
                match row.op {
                    Op::LrW => format!("{base}\n lr.w x{rd}, (t5)"),
                    // Right behind an `lr.w`, or behind another `sc.w`, which left no reservation. A store between the two lets
                    // the specification, and qemu, choose.
                    Op::ScW => {
                        let before = match self.random.r#gen() {
                            true => format!("lr.w x{rd}, (t5)"),
                            false => "sc.w zero, zero, (t5)".to_owned(),
                        };
                        format!("{base}\n lr.w zero, (t5)\n {before}\n sc.w x{rd}, x{x}, (t5)")
                    }
                    _ => format!("{base}\n {name} x{rd}, x{x}, (t5)"),
                }
            }
            Format::B if left > 0 => {
                let skip = self.random.gen_range(1..=left.min(4));
                format!("{name} x{x}, x{y}, block{number}_{}", self.labels + skip)
            }
            _ => return,
        };
        writeln!(self.text, " {text}").unwrap();
    }

    /// The text of one block. Its registers begin with numbers from memory.
    fn write(&mut self, number: usize) {
        let length = self.random.gen_range(4..40);
        self.labels = 0;
        for left in (0..length).rev() {
            self.instruction(number, left);
            self.labels += 1;
            writeln!(self.text, "block{number}_{}:", self.labels).unwrap();
        }
    }
}
