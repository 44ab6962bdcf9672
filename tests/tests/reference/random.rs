//! Random states and programs, made so that the rare cases are not rare.

use crate::compare::{Pair, halves, largest, unit, uses_fourth, uses_third};
use rand::Rng;
use rand::seq::SliceRandom;
use std::collections::BTreeMap;
use tinyram::{ArchParams, Machine, Program, Tapes, Word};
use vntr_tests::reference::{Parameters, Reference};

const STORE_W: u64 = 0b11100;
const MOV: u64 = 0b10010;
const CMPE: u64 = 0b01101;
const JMP: u64 = 0b10100;
const READ: u64 = 0b11110;
const ANSWER: u64 = 0b11111;

/// An instruction by its six fields.
#[derive(Clone, Copy)]
pub struct Code {
    pub opcode: u64,
    pub immediate: bool,
    pub third: u64,
    pub fourth: u64,
    pub padding: u64,
    pub sixth: Word,
}

impl Code {
    fn immediate(opcode: u64, third: u64, a: Word) -> Self {
        Self {
            opcode,
            immediate: true,
            third,
            fourth: 0,
            padding: 0,
            sixth: a,
        }
    }

    /// The double word.
    pub fn encode(self, parameters: Parameters) -> u128 {
        let (w, k) = (parameters.word_bits, parameters.register_field());
        u128::from(self.opcode) << (2 * w - 5)
            | u128::from(self.immediate) << (2 * w - 6)
            | u128::from(self.third) << (2 * w - 6 - k)
            | u128::from(self.fourth) << (2 * w - 6 - 2 * k)
            | u128::from(self.padding) << w
            | u128::from(self.sixth)
    }
}

/// Sizes that differ in how they treat a register number, the usual one first.
fn parameters(rng: &mut impl Rng, word_bits: usize) -> Parameters {
    let usual: &[usize] = match word_bits {
        8 => &[2, 1],
        16 => &[16, 1, 2, 3, 5, 8, 13, 31, 32],
        _ => &[16, 1, 2, 3, 5, 8, 13, 31, 32, 33, 64, 100],
    };
    let num_registers = if word_bits >= 32 && rng.gen_ratio(1, 500) {
        *[1000, 8191, 8192].choose(rng).expect("not empty")
    } else if rng.r#gen() {
        usual[0]
    } else {
        *usual.choose(rng).expect("not empty")
    };
    Parameters::new(word_bits, num_registers)
}

/// A word at an edge of something, as often as not.
fn value(rng: &mut impl Rng, word_bits: usize) -> Word {
    let largest = largest(word_bits);
    let half = largest / 2 + 1;
    let small = rng.gen_range(0..=2 * word_bits as Word);
    let any = rng.r#gen::<Word>() & largest;
    match rng.gen_range(0..16) {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => half - 1,
        4 => half,
        5 => half + 1,
        6 => largest,
        7 => largest - 1,
        8 => small,
        9 => largest - (small & largest),
        // Of any length, so that products and quotients are.
        10 | 11 => any >> rng.gen_range(0..word_bits),
        // Numbers whose square is about a word or half of one.
        12 => 1 << rng.gen_range(0..word_bits),
        _ => any,
    }
}

/// What to write in field 3 or 4: the number of a register, rarely of one that does not exist; anything if nobody looks.
fn register(rng: &mut impl Rng, parameters: Parameters, used: bool) -> u64 {
    if !used || rng.gen_ratio(1, 30) {
        rng.gen_range(0..1 << parameters.register_field())
    } else {
        rng.gen_range(0..parameters.num_registers as u64)
    }
}

/// The number of a register for field 6, which has room for every number, rarely of one that does not exist.
fn register_in_sixth(rng: &mut impl Rng, parameters: Parameters) -> Word {
    let exclusive = parameters.num_registers as Word;
    match rng.gen_range(0..60) {
        0 => exclusive,
        1 => value(rng, parameters.word_bits),
        _ => rng.gen_range(0..exclusive),
    }
}

/// An instruction without its operand A.
fn fields(rng: &mut impl Rng, parameters: Parameters, opcode: u64) -> Code {
    let padding = parameters.word_bits - 6 - 2 * parameters.register_field();
    let padded = rng.gen_ratio(1, 3);
    Code {
        opcode,
        immediate: rng.r#gen(),
        third: register(rng, parameters, uses_third(opcode)),
        fourth: register(rng, parameters, uses_fourth(opcode)),
        padding: if padded {
            rng.r#gen::<u64>() & ((1 << padding) - 1)
        } else {
            0
        },
        sixth: 0,
    }
}

/// An address near this one, near an end of the memory, or any.
fn address(rng: &mut impl Rng, word_bits: usize, near: Word) -> Word {
    let unit = unit(word_bits);
    let address = match rng.gen_range(0..6) {
        0 | 1 => near
            .wrapping_add(rng.gen_range(0..4 * unit))
            .wrapping_sub(2 * unit),
        2 => rng.gen_range(0..4 * unit),
        3 => rng.gen_range(0..2 * unit).wrapping_neg().wrapping_sub(1),
        _ => value(rng, word_bits),
    };
    address & largest(word_bits)
}

/// A value for the operand A with which the instruction has something to decide.
fn operand(rng: &mut impl Rng, word_bits: usize, opcode: u64, near: Word) -> Word {
    match opcode {
        // shl, shr
        0b01011 | 0b01100 if rng.gen_ratio(3, 4) => {
            let w = word_bits as Word;
            [0, w - 1, w, w + 1, rng.gen_range(0..w), rng.gen_range(0..w)][rng.gen_range(0..6)]
        }
        // jumps, loads, stores
        0b10100..=0b10110 | 0b11010..=0b11101 => address(rng, word_bits, near),
        READ if rng.gen_ratio(3, 4) => rng.gen_range(0..=2),
        _ => value(rng, word_bits),
    }
}

fn tape(rng: &mut impl Rng, word_bits: usize, longest: usize) -> Vec<Word> {
    let length = rng.gen_range(0..=longest);
    (0..length).map(|_| value(rng, word_bits)).collect()
}

/// Where both machines start.
pub struct Start {
    pub parameters: Parameters,
    pub max_steps: u64,
    image: Vec<u128>,
    tapes: [Vec<Word>; 2],
}

impl Start {
    pub fn program(&self) -> Program {
        let Parameters {
            word_bits,
            num_registers,
        } = self.parameters;
        let arch = ArchParams::new(word_bits as u32, num_registers as u32);
        let double_words = self.image.iter().map(|x| halves(*x, word_bits)).collect();
        Program::new(arch.expect("a machine"), double_words).expect("a program")
    }

    pub fn tapes(&self) -> Tapes {
        let [primary, auxiliary] = self.tapes.clone();
        Tapes { primary, auxiliary }
    }

    pub fn reference(&self) -> Reference {
        let mut reference = Reference::new(self.parameters);
        let bytes = unit(self.parameters.word_bits) as usize;
        let image = self.image.iter();
        let image = image.flat_map(|x| x.to_le_bytes().into_iter().take(bytes));
        reference.memory = (0..).zip(image).collect();
        for (tape, words) in reference.tapes.iter_mut().zip(&self.tapes) {
            *tape = words
                .iter()
                .map(|word| self.parameters.word((*word).into()))
                .collect();
        }
        reference
    }

    pub fn pair(&self) -> Pair {
        Pair {
            machine: Machine::new(&self.program(), self.tapes()),
            reference: self.reference(),
            given: self.tapes.each_ref().map(Vec::len),
            answer: None,
        }
    }
}

/// Any state. The machine has no door to enter it by, so a program brings it there: `start` is that program and the steps it
/// takes. What it left of itself in memory is part of the state.
pub struct State {
    start: Start,
    /// Words already read from the tapes.
    read: [usize; 2],
    /// Words in memory beside the program, in the order in which they were written.
    words: Vec<(Word, Word)>,
    registers: BTreeMap<u64, Word>,
    flag: bool,
    pc: Word,
}

impl State {
    pub fn random(rng: &mut impl Rng, word_bits: usize) -> Self {
        let parameters = parameters(rng, word_bits);
        let unit = unit(word_bits);
        let pc = address(rng, word_bits, 32 * unit);
        let pc = if rng.r#gen() { pc } else { pc - pc % unit };

        let opcode = rng.gen_range(0..32);
        let a = operand(rng, word_bits, opcode, pc);
        let mut code = fields(rng, parameters, opcode);
        code.sixth = match code.immediate {
            true => a,
            false => register_in_sixth(rng, parameters),
        };
        let registers = registers(rng, parameters, &code, a);

        let instruction = halves(code.encode(parameters), word_bits);
        let word_bytes = unit / 2;
        let data = a - a % word_bytes;
        let mut words = Vec::new();
        for address in [
            data,
            data ^ word_bytes,
            data.wrapping_add(unit) & largest(word_bits),
            data.wrapping_sub(unit) & largest(word_bits),
        ] {
            if rng.r#gen() {
                words.push((address, value(rng, word_bits)));
            }
        }
        let fetched = pc - pc % unit;
        words.push((fetched, instruction.lo));
        words.push((fetched + word_bytes, instruction.hi));

        let tapes = [(); 2].map(|()| tape(rng, word_bits, 3));
        let read = tapes.each_ref().map(|tape| rng.gen_range(0..=tape.len()));
        let mut state = Self {
            start: Start {
                parameters,
                max_steps: 0,
                image: Vec::new(),
                tapes,
            },
            read,
            words,
            registers,
            flag: rng.r#gen(),
            pc,
        };
        state.lay_out(rng);
        state
    }

    /// Writes the program that leads here. It may lie anywhere near the start of the memory except where the instruction is.
    fn lay_out(&mut self, rng: &mut impl Rng) {
        let Parameters { word_bits, .. } = self.start.parameters;
        let unit = unit(word_bits);
        let instruction = self.pc / unit;
        let length = self.instructions().len() as u64;
        let mut home = rng.gen_range(1..=16);
        if (home..home + length).contains(&instruction) {
            home = instruction + 1;
        }
        // A store there would change the program under way.
        let taken = home * unit..(home + length) * unit;
        self.words.retain(|(address, _)| !taken.contains(address));

        let instructions = self.instructions();
        // The jump to the program's home is done with before anything is stored over it.
        let jump = Code::immediate(JMP, 0, home * unit).encode(self.start.parameters);
        let mut image = vec![jump];
        image.resize_with(home as usize, || 0);
        let encoded = instructions
            .iter()
            .map(|code| code.encode(self.start.parameters));
        image.extend(encoded);
        self.start.max_steps = 1 + instructions.len() as u64;
        self.start.image = image;
    }

    /// r0 and the flag serve on the way, so that they are set last.
    fn instructions(&self) -> Vec<Code> {
        let mut instructions = Vec::new();
        for (tape, count) in self.read.iter().enumerate() {
            for _ in 0..*count {
                instructions.push(Code::immediate(READ, 0, tape as Word));
            }
        }
        for &(address, word) in &self.words {
            instructions.push(Code::immediate(MOV, 0, word));
            instructions.push(Code::immediate(STORE_W, 0, address));
        }
        for (&i, &word) in &self.registers {
            instructions.push(Code::immediate(MOV, i, word));
        }
        let compared = self.registers[&0] ^ Word::from(!self.flag);
        instructions.push(Code::immediate(CMPE, 0, compared));
        instructions.push(Code::immediate(JMP, 0, self.pc));
        instructions
    }

    pub fn reference(&self) -> Reference {
        let mut reference = self.start.reference();
        let parameters = self.start.parameters;
        reference.pc = parameters.word(self.pc.into());
        reference.flag = self.flag;
        for (&i, &word) in &self.registers {
            reference.registers[i as usize] = parameters.word(word.into());
        }
        for (tape, count) in reference.tapes.iter_mut().zip(self.read) {
            tape.drain(..count);
        }
        for (address, word) in &self.words {
            let bytes = word.to_le_bytes();
            let bytes = bytes.into_iter().take(parameters.word_bits / 8);
            reference.memory.extend((u128::from(*address)..).zip(bytes));
        }
        reference
    }

    /// The machine after the program that leads here, the reference put here.
    pub fn pair(&self) -> Pair {
        let mut pair = self.start.pair();
        pair.machine.run(self.start.max_steps);
        pair.reference = self.reference();
        pair
    }
}

/// Registers, r0 among them; the rest is 0. All if they are few, else those that the instruction names and some others.
fn registers(
    rng: &mut impl Rng,
    parameters: Parameters,
    code: &Code,
    a: Word,
) -> BTreeMap<u64, Word> {
    let exclusive = parameters.num_registers as u64;
    let numbers: Vec<u64> = if exclusive <= 32 {
        (0..exclusive).collect()
    } else {
        let others = (0..3).map(|_| rng.gen_range(0..exclusive));
        let named = [0, code.third, code.fourth, code.sixth];
        named.into_iter().chain(others).collect()
    };
    let mut registers: BTreeMap<_, _> = numbers
        .into_iter()
        .filter(|i| *i < exclusive)
        .map(|i| (i, value(rng, parameters.word_bits)))
        .collect();
    // Equal operands, and unequal by one.
    let beside = match rng.gen_range(0..10) {
        0 => Some(a),
        1 => Some(a.wrapping_add(1)),
        2 => Some(a.wrapping_sub(1)),
        _ => None,
    };
    if let (Some(value), Some(rj)) = (beside, registers.get_mut(&code.fourth)) {
        *rj = value & largest(parameters.word_bits);
    }
    if let (false, Some(register)) = (code.immediate, registers.get_mut(&code.sixth)) {
        *register = a;
    }
    registers
}

/// A program that runs for a while: few answers, jumps mostly to instructions and forwards, memory accesses mostly to itself and
/// just behind it, and some instructions that it writes itself.
pub fn program(rng: &mut impl Rng, word_bits: usize) -> Start {
    let parameters = parameters(rng, word_bits);
    let unit = unit(word_bits);
    let length = rng.gen_range(8..=60);
    let some = parameters.num_registers.min(8) as u64;
    // Not all registers start as 0, and a program that starts again keeps what it has.
    let mut image: Vec<u128> = (0..rng.gen_range(0..=some))
        .map(|i| Code::immediate(MOV, i, value(rng, word_bits)).encode(parameters))
        .collect();
    let again = image.len() as u64;
    while image.len() < length {
        let at = image.len() as u64;
        if rng.gen_ratio(1, 12) {
            // A new opcode word for an instruction; its operand stays what it was.
            let new = instruction(rng, parameters, at, length as u64).encode(parameters);
            let target = rng.gen_range(0..length as Word) * unit + unit / 2;
            let register = rng.gen_range(0..parameters.num_registers as u64);
            let opcode_word = halves(new, word_bits).hi;
            image.push(Code::immediate(MOV, register, opcode_word).encode(parameters));
            image.push(Code::immediate(STORE_W, register, target).encode(parameters));
        } else {
            image.push(instruction(rng, parameters, at, length as u64).encode(parameters));
        }
    }
    if rng.gen_ratio(4, 5) {
        image.push(Code::immediate(JMP, 0, again * unit).encode(parameters));
    }
    Start {
        parameters,
        max_steps: rng.gen_range(200..=600),
        image,
        tapes: [(); 2].map(|()| tape(rng, word_bits, 20)),
    }
}

/// The instruction number `at` of a program of so many.
fn instruction(rng: &mut impl Rng, parameters: Parameters, at: u64, length: u64) -> Code {
    let word_bits = parameters.word_bits;
    let unit = unit(word_bits);
    let opcode = match rng.gen_range(0..400) {
        0..4 => ANSWER,
        4..7 => rng.gen_range(0b10111..=0b11001),
        // The codes between are the three without an instruction.
        _ => match rng.gen_range(0..28) {
            code @ 0..=22 => code,
            code => code + 3,
        },
    };
    let mut code = fields(rng, parameters, opcode);
    let (a, immediate) = match opcode {
        0b10100..=0b10110 => {
            let target = match rng.gen_range(0..40) {
                0..28 => at + rng.gen_range(1..=4),
                28..39 => rng.gen_range(0..=length),
                // From the last double word pc comes back to the first.
                _ => largest(word_bits) / unit,
            };
            let low_bits = rng.gen_range(0..3 * unit).saturating_sub(2 * unit);
            (target * unit + low_bits, 29)
        }
        0b11010..=0b11101 => {
            let start = [0, length * unit].choose(rng).copied().expect("one of two");
            (start + rng.gen_range(0..length * unit), 24)
        }
        _ => (operand(rng, word_bits, opcode, 0), 15),
    };
    code.immediate = rng.gen_ratio(immediate, 30);
    code.sixth = if code.immediate {
        a & largest(word_bits)
    } else if rng.gen_ratio(1, 30) {
        register_in_sixth(rng, parameters)
    } else {
        rng.gen_range(0..parameters.num_registers as Word)
    };
    code
}
