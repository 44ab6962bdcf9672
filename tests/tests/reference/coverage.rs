//! What the random cases came across: a comparison of cases that never occur proves nothing.

use crate::compare::{Before, Pair, largest, unit, uses_fourth, uses_third, word};
use std::collections::BTreeMap;
use tinyram::Opcode;

/// Counts, by the reference's account.
#[derive(Default)]
pub struct Coverage {
    steps: u64,
    answers: u64,
    /// By opcode and by the flag before; only instructions whose registers exist.
    executed: [[u64; 2]; 32],
    /// By opcode and by the flag after.
    flag_after: [[u64; 2]; 32],
    marks: BTreeMap<&'static str, u64>,
}

/// What has to happen, and the least word size at which it can.
const MARKS: [(&str, usize); 24] = [
    ("a register that does not exist", 8),
    ("cjmp taken", 8),
    ("cjmp not taken", 8),
    ("cnjmp taken", 8),
    ("cnjmp not taken", 8),
    ("division by 0", 8),
    ("shift by 0", 8),
    ("shift by 1 to W - 1", 8),
    ("shift by W", 8),
    ("shift by more than W", 8),
    ("rj = A", 8),
    ("padding", 8),
    // At W = 8 both values of the one bit are registers.
    ("no such register in an unused field", 16),
    ("unaligned pc", 8),
    ("pc passes the end of the memory", 8),
    ("unaligned word access", 16),
    ("access to the last word", 8),
    ("store into the instruction itself", 8),
    ("store into the next instruction", 8),
    ("read of a word, primary", 8),
    ("read of a word, auxiliary", 8),
    ("read at the end of a tape", 8),
    ("read of no tape", 8),
    ("answer by an undefined code", 8),
];

/// How often things have to come.
pub struct Least {
    /// Steps in all.
    pub steps: u64,
    /// Every opcode, with either flag.
    pub each: u64,
    /// The same of those that end a run.
    pub answer: u64,
    /// Either flag after an instruction that sets it, and every mark.
    pub rare: u64,
}

impl Coverage {
    pub fn count(&mut self, before: &Before, after: &Pair) {
        let parameters = after.reference.parameters();
        let (word_bits, opcode) = (parameters.word_bits, before.opcode);
        let (largest, unit) = (largest(word_bits), unit(word_bits));
        self.steps += 1;
        let mut marks = Vec::new();
        if after.answer.is_some() {
            self.answers += 1;
            let undefined = (0b10111..=0b11001).contains(&opcode);
            if undefined {
                marks.push("answer by an undefined code");
            } else if opcode != 0b11111 || before.a.is_none() {
                self.mark("a register that does not exist");
                return;
            }
        }
        self.executed[opcode][usize::from(before.flag)] += 1;
        let flag = after.reference.flag;
        self.flag_after[opcode][usize::from(flag)] += 1;

        let mut mark_if = |condition: bool, name| {
            if condition {
                marks.push(name);
            }
        };
        mark_if(before.fields.padding.value() != 0, "padding");
        let missing = !uses_third(opcode as u64) && before.ri.is_none()
            || !uses_fourth(opcode as u64) && before.rj.is_none();
        mark_if(missing, "no such register in an unused field");
        let a = before.a.unwrap_or(0);
        let pc = before.pc;
        mark_if(!pc.is_multiple_of(unit), "unaligned pc");
        let pc_after = word(&after.reference.pc);
        let passes_end = pc > largest - unit && pc_after == pc.wrapping_add(unit) & largest;
        mark_if(passes_end, "pc passes the end of the memory");
        match opcode {
            0b00000..=0b01010 | 0b01101..=0b10001 => {
                mark_if(opcode != 0b00011 && before.rj == Some(a), "rj = A");
                let divides = opcode == 0b01001 || opcode == 0b01010;
                mark_if(divides && a == 0, "division by 0");
            }
            0b01011 | 0b01100 => {
                let w = word_bits as u64;
                mark_if(a == 0, "shift by 0");
                mark_if(0 < a && a < w, "shift by 1 to W - 1");
                mark_if(a == w, "shift by W");
                mark_if(a > w, "shift by more than W");
            }
            0b10101 => mark_if(before.flag, "cjmp taken"),
            0b10110 => mark_if(!before.flag, "cnjmp taken"),
            0b11010..=0b11101 => {
                let word_bytes = unit / 2;
                let of_word = opcode >= 0b11100;
                mark_if(
                    of_word && !a.is_multiple_of(word_bytes),
                    "unaligned word access",
                );
                mark_if(a > largest - word_bytes, "access to the last word");
                let stores = opcode == 0b11010 || opcode == 0b11100;
                mark_if(
                    stores && a / unit == pc / unit,
                    "store into the instruction itself",
                );
                let next = pc_after / unit;
                mark_if(
                    stores && a / unit == next,
                    "store into the next instruction",
                );
            }
            0b11110 => {
                mark_if(!flag && a == 0, "read of a word, primary");
                mark_if(!flag && a == 1, "read of a word, auxiliary");
                mark_if(flag && a < 2, "read at the end of a tape");
                mark_if(a >= 2, "read of no tape");
            }
            _ => {}
        }
        mark_if(opcode == 0b10101 && !before.flag, "cjmp not taken");
        mark_if(opcode == 0b10110 && before.flag, "cnjmp not taken");
        for name in marks {
            self.mark(name);
        }
    }

    fn mark(&mut self, name: &'static str) {
        *self.marks.entry(name).or_default() += 1;
    }

    /// Prints the counts of so many cases, those of a full run as a line that `evidence.sh` collects too.
    pub fn report(&self, word_bits: usize, of: &str, cases: u64) {
        if std::env::var_os("VNTR_FULL").is_some() {
            let counts = serde_json::json!({"steps": self.steps, "disagreements": 0});
            let run = format!("reference: {of}, W = {word_bits}");
            campaign::publish(&run, None, cases as usize, &counts);
        }
        println!(
            "W = {word_bits}, {of}: {} steps, {} answers",
            self.steps, self.answers
        );
        println!("  opcode     flag 0   flag 1   then 0   then 1");
        for (code, (before, after)) in self.executed.iter().zip(self.flag_after).enumerate() {
            let opcode = Opcode::from_code(code as u8);
            let name = opcode.map_or("undefined", |opcode| opcode.mnemonic());
            println!(
                "  {name:<9}{:>8} {:>8} {:>8} {:>8}",
                before[0], before[1], after[0], after[1]
            );
        }
        for (name, count) in &self.marks {
            println!("  {count:>8} {name}");
        }
    }

    /// Fails if anything came less often than it has to.
    pub fn demand(&self, word_bits: usize, least: &Least) {
        let demand = |count: u64, least: u64, what: &str| {
            assert!(
                count >= least,
                "W = {word_bits}: {what} came {count} times, not {least}: the cases are too tame"
            );
        };
        for code in 0..32 {
            let answers = matches!(code, 0b10111..=0b11001 | 0b11111);
            let sets_flag = matches!(code, 0..=0b10001 | 0b11110);
            for flag in 0..2 {
                let each = if answers { least.answer } else { least.each };
                let what = format!("opcode {code:05b} with flag {flag}");
                demand(self.executed[code][flag], each, &what);
                if sets_flag {
                    let what = format!("flag {flag} after opcode {code:05b}");
                    demand(self.flag_after[code][flag], least.rare, &what);
                }
            }
        }
        for (name, least_word_bits) in MARKS {
            if word_bits >= least_word_bits {
                demand(self.count_of(name), least.rare, name);
            }
        }
        demand(self.steps, least.steps, "a step");
    }

    fn count_of(&self, name: &str) -> u64 {
        self.marks.get(name).copied().unwrap_or(0)
    }
}
