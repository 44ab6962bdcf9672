//! The two machines side by side.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use tinyram::{
    Answer1Reason, DataAccess, Decoded, DoubleWord, Machine, Outcome, StepOutcome, TapeRead, Word,
};
use vntr_tests::reference::{Bits, Fields, Reference};

/// The machine's form of a word.
pub fn word(bits: &Bits) -> Word {
    Word::try_from(bits.value()).expect("a word")
}

/// Bytes of a double word.
pub fn unit(word_bits: usize) -> u64 {
    word_bits as u64 / 4
}

/// 2^W - 1, the largest word.
pub fn largest(word_bits: usize) -> Word {
    Word::MAX >> (64 - word_bits)
}

/// Whether an instruction uses field 3. The three codes without an instruction use nothing.
pub fn uses_third(opcode: u64) -> bool {
    !matches!(opcode, 0b01101..=0b10001 | 0b10100..=0b11001 | 0b11111)
}

/// Whether an instruction uses field 4: those with three operands and the comparisons.
pub fn uses_fourth(opcode: u64) -> bool {
    opcode <= 0b10001 && opcode != 0b00011
}

/// What a step starts from, as the reference has it.
pub struct Before {
    /// The instruction.
    pub fields: Fields,
    /// Field 1.
    pub opcode: usize,
    /// The program counter.
    pub pc: Word,
    /// The flag.
    pub flag: bool,
    /// The register that field 3 names, if there is one.
    pub ri: Option<Word>,
    /// The register that field 4 names, if there is one.
    pub rj: Option<Word>,
    /// The operand A, unless it is in a register that does not exist.
    pub a: Option<Word>,
    fetched: DoubleWord,
    data: DoubleWord,
}

impl Before {
    pub fn new(reference: &Reference) -> Self {
        let fields = reference.fields();
        let ri = register(reference, &fields.third);
        let rj = register(reference, &fields.fourth);
        let a = match fields.immediate {
            true => Some(word(&fields.sixth)),
            false => register(reference, &fields.sixth),
        };
        Self {
            opcode: fields.opcode.value() as usize,
            pc: word(&reference.pc),
            flag: reference.flag,
            ri,
            rj,
            a,
            fetched: double_word(reference, word(&reference.pc)),
            data: double_word(reference, a.unwrap_or(0)),
            fields,
        }
    }

    /// A load or a store.
    pub fn accesses_memory(&self) -> bool {
        (0b11010..=0b11101).contains(&self.opcode)
    }
}

fn register(reference: &Reference, number: &Bits) -> Option<Word> {
    let number = usize::try_from(number.value()).ok()?;
    reference.registers.get(number).map(word)
}

fn double_word(reference: &Reference, address: Word) -> DoubleWord {
    let parameters = reference.parameters();
    let x = reference.double_word(&parameters.word(address.into()));
    halves(x.value(), parameters.word_bits)
}

/// A double word in the machine's form.
pub fn halves(x: u128, word_bits: usize) -> DoubleWord {
    DoubleWord {
        lo: x as Word & largest(word_bits),
        hi: (x >> word_bits) as Word & largest(word_bits),
    }
}

/// Both machines, in what should be the same state.
pub struct Pair {
    pub machine: Machine,
    pub reference: Reference,
    /// How long the tapes were at the start.
    pub given: [usize; 2],
    /// What the reference's last step answered.
    pub answer: Option<Bits>,
}

impl Pair {
    /// Does one step of both; how the machine's account of it differs.
    pub fn step_traced(&mut self, before: &Before) -> Vec<String> {
        let step = self.machine.step_traced();
        self.answer = self.reference.step();
        let mut found = Differences::default();
        found.check("pc", step.pc, before.pc);
        found.check("fetched", step.fetched, before.fetched);
        found.check("flag", step.flag, before.flag);
        found.check("ri_before", step.ri_before, before.ri.unwrap_or(0));
        found.check("rj", step.rj, before.rj.unwrap_or(0));
        let ri_after = register(&self.reference, &before.fields.third).unwrap_or(0);
        found.check("ri_after", step.ri_after, ri_after);
        found.check("flag_after", step.flag_after, self.reference.flag);
        found.check("next_pc", step.next_pc, word(&self.reference.pc));

        // Whatever the reference ends at and is not an `answer` stands for `answer 1`.
        let undefined = (0b10111..=0b11001).contains(&before.opcode);
        let genuine = before.opcode == 0b11111 && before.a.is_some();
        let answer_1 = self.answer.is_some() && !genuine;
        let a = if answer_1 { Some(1) } else { before.a };
        found.check("a", Some(step.a), a);
        match step.decoded {
            Decoded::Answer1(reason) => {
                let expected = match undefined {
                    true => Answer1Reason::UndefinedOpcode,
                    false => Answer1Reason::RegisterOutOfRange,
                };
                found.check("answer 1", true, answer_1);
                found.check("its reason", reason, expected);
            }
            Decoded::Instruction(instruction) => {
                found.check("answer 1", false, answer_1);
                let code = instruction.opcode.code();
                found.check("opcode", usize::from(code), before.opcode);
                found.check("immediate", instruction.immediate, before.fields.immediate);
                found.check("field 6", instruction.a, word(&before.fields.sixth));
            }
        }

        let executed = |what: bool| what && self.answer.is_none();
        let address = before.a.unwrap_or(0);
        let data = executed(before.accesses_memory()).then(|| DataAccess {
            address: address - address % unit(self.word_bits()),
            before: before.data,
            after: double_word(&self.reference, address),
        });
        let shown = |data: DataAccess| (data.address, data.before, data.after);
        found.check("data", step.data.map(shown), data.map(shown));
        let read = executed(before.opcode == 0b11110).then(|| TapeRead {
            tape: address,
            word: (!self.reference.flag).then_some(ri_after),
        });
        let shown = |read: TapeRead| (read.tape, read.word);
        found.check("read", step.read.map(shown), read.map(shown));
        found.0
    }

    /// How what the machine said of its last step differs.
    pub fn outcome(&self, outcome: StepOutcome) -> Vec<String> {
        let expected = match &self.answer {
            Some(value) => StepOutcome::Answered(word(value)),
            None => StepOutcome::Continued,
        };
        let mut found = Differences::default();
        found.check("outcome", outcome, expected);
        found.0
    }

    /// How the states differ, memory aside.
    pub fn differences_but_memory(&mut self) -> Vec<String> {
        let mut found = Differences::default();
        found.check("pc", self.machine.pc(), word(&self.reference.pc));
        found.check("flag", self.machine.flag(), self.reference.flag);
        let registers = self.machine.registers();
        found.check("K", registers.len(), self.reference.registers.len());
        for (i, (here, bits)) in registers.iter().zip(&self.reference.registers).enumerate() {
            if *here != word(bits) {
                found.check(&format!("r{i}"), *here, word(bits));
            }
        }
        let run = self.machine.run(0);
        let left = self.reference.tapes.each_ref().map(|tape| tape.len());
        let here = [run.primary_read, run.auxiliary_read];
        let read = [self.given[0] - left[0], self.given[1] - left[1]];
        found.check("words read", here, read);
        let answered = match &self.answer {
            Some(value) => Outcome::Answered(word(value)),
            None => Outcome::BoundReached,
        };
        found.check("outcome", run.outcome, answered);
        found.0
    }

    /// How the states differ. Of the memory, which is large, all that the reference ever wrote, and these double words.
    pub fn differences(&mut self, probes: &[Word]) -> Vec<String> {
        let mut found = Differences(self.differences_but_memory());
        let word_bits = self.word_bits();
        let written = written(&self.reference);
        let zero = DoubleWord::default();
        let elsewhere = probes
            .iter()
            .filter(|address| !written.contains_key(address));
        let expected = written.iter().map(|(address, x)| (*address, *x));
        for (address, x) in expected.chain(elsewhere.map(|address| (*address, zero))) {
            let here = self.machine.double_word(address);
            if here != x {
                let digits = word_bits / 4;
                found.check(&format!("memory at {address:0digits$x}"), here, x);
            }
        }
        found.0
    }

    /// Double words that a step could have written by mistake: those at and beside each number in sight, or all if they are few.
    pub fn probes(&self, before: &Before) -> Vec<Word> {
        let word_bits = self.word_bits();
        if word_bits == 8 {
            return all(word_bits);
        }
        let unit = unit(word_bits);
        let numbers = [before.a, before.ri, before.rj, Some(before.pc), Some(0)];
        numbers
            .into_iter()
            .flatten()
            .flat_map(|n| [n.wrapping_sub(unit), n, n.wrapping_add(unit)])
            .map(|n| n & largest(word_bits) & !(unit - 1))
            .collect()
    }

    /// Every double word of a memory that is not too large for it, else the [`Pair::probes`].
    pub fn all_or_probes(&self) -> Vec<Word> {
        match self.word_bits() {
            word_bits @ (8 | 16) => all(word_bits),
            _ => self.probes(&Before::new(&self.reference)),
        }
    }

    fn word_bits(&self) -> usize {
        self.reference.parameters().word_bits
    }
}

fn all(word_bits: usize) -> Vec<Word> {
    let unit = unit(word_bits);
    (0..=largest(word_bits) / unit).map(|i| i * unit).collect()
}

/// The reference's memory by double words, as far as it was written.
fn written(reference: &Reference) -> BTreeMap<Word, DoubleWord> {
    let word_bits = reference.parameters().word_bits;
    let unit = unit(word_bits);
    let mut numbers: Vec<(Word, u128)> = Vec::new();
    for (&address, &byte) in &reference.memory {
        let address = Word::try_from(address).expect("an address is a word");
        let place = address % unit;
        if numbers.last().is_none_or(|last| last.0 != address - place) {
            numbers.push((address - place, 0));
        }
        let last = numbers.last_mut().expect("there is one by now");
        last.1 |= u128::from(byte) << (8 * place);
    }
    let halves = |(address, x)| (address, halves(x, word_bits));
    numbers.into_iter().map(halves).collect()
}

/// What differs, one line each.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn check<T: PartialEq + Debug>(&mut self, what: &str, here: T, expected: T) {
        if here != expected {
            let line = format!("{what}: machine {here:x?}, reference {expected:x?}");
            self.0.push(line);
        }
    }
}

/// The reference's state, for a person to look at; values are hexadecimal.
pub fn describe(reference: &Reference) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        writeln!(text, "  {name:<12}{value}").expect("a string takes everything")
    };
    let parameters = reference.parameters();
    line("K", parameters.num_registers.to_string());
    line("pc", format!("{:?}", reference.pc));
    line("flag", format!("{}", u8::from(reference.flag)));
    for (i, value) in reference.registers.iter().enumerate() {
        if value.value() != 0 {
            line(&format!("r{i}"), format!("{value:?}"));
        }
    }
    line("primary", format!("{:?}", reference.tapes[0]));
    line("auxiliary", format!("{:?}", reference.tapes[1]));
    let fields = reference.fields();
    line("instruction", format!("{:?}", reference.fetch()));
    let code = fields.opcode.value() as u8;
    let name = tinyram::Opcode::from_code(code).map_or("undefined", |opcode| opcode.mnemonic());
    line("", format!("{name} {fields:?}"));
    for (address, DoubleWord { lo, hi }) in written(reference) {
        let digits = parameters.word_bits / 4;
        line(
            &format!("{address:0digits$x}"),
            format!("{hi:0digits$x} {lo:0digits$x}"),
        );
    }
    text
}
