//! The machine itself: fetch, decode, execute.

use crate::exec::tape::TapeReader;
use crate::exec::{
    Memory, Output, add_sub, bitwise, compare, div, jump, load_store, mask, mov, mul, shift, tape,
};
use crate::{
    ArchParams, DataAccess, Decoded, DoubleWord, Instruction, Opcode, Program, Step, TapeRead,
    Tapes, Trace, Word, raw_fields,
};

/// A program in the middle of its run.
#[derive(Clone)]
pub struct Machine {
    arch: ArchParams,
    pc: Word,
    flag: bool,
    registers: Vec<Word>,
    memory: Memory,
    tapes: TapeReader,
    steps: u64,
    answer: Option<Word>,
}

/// Registers and memory may hold secrets, so that `Debug` says only where the machine is.
impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Machine")
            .field("arch", &self.arch)
            .field("pc", &self.pc)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The program answered. 0 means "accept".
    Answered(Word),
    /// The step bound was reached before an answer.
    BoundReached,
}

/// What [`Machine::step`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepOutcome {
    /// An instruction other than `answer` was executed.
    Continued,
    /// The program answers with this value; the machine stalls here.
    Answered(Word),
}

/// A run in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How it ended.
    pub outcome: Outcome,
    /// Steps since the start, the `answer` included: a program that begins with `answer 0` takes one step.
    pub steps: u64,
    /// Words read from the primary tape.
    pub primary_read: usize,
    /// Words read from the auxiliary tape.
    pub auxiliary_read: usize,
}

/// Looks on while a machine runs: what it is told costs nothing where a method is empty.
pub trait Observer {
    /// This double word was fetched and is executed next.
    #[inline(always)]
    fn fetch(&mut self, _pc: Word, _fetched: DoubleWord, _decoded: &Decoded) {}

    /// A load or store comes next, to the double word at this address, a multiple of its size; it holds `before`.
    #[inline(always)]
    fn access(&mut self, _address: Word, _before: impl FnOnce() -> DoubleWord) {}

    /// A `read` of this tape found this word, or the tape's end.
    #[inline(always)]
    fn read(&mut self, _tape: Word, _word: Option<Word>) {}
}

/// Nobody.
impl Observer for () {}

/// What an instruction did outside of the registers; only collected for a trace.
#[derive(Default)]
struct Effects {
    data: Option<DataAccess>,
    read: Option<TapeRead>,
}

/// Runs `$body` with `W` a constant, so that each word size has an interpreter of its own.
macro_rules! for_word_bits {
    ($arch:expr, $W:ident => $body:expr) => {
        match $arch.word_bits() {
            8 => {
                const $W: u32 = 8;
                $body
            }
            16 => {
                const $W: u32 = 16;
                $body
            }
            32 => {
                const $W: u32 = 32;
                $body
            }
            // `ArchParams` admits no other size.
            _ => {
                const $W: u32 = 64;
                $body
            }
        }
    };
}

impl Machine {
    /// The machine before its first step: pc, registers and flag 0, the program's image in memory, the tapes rewound.
    ///
    /// Words of the image and of the tapes are cut to *W* bits; [`Program::new`] and [`Tapes::check`] tell whether there is
    /// anything to cut.
    pub fn new(program: &Program, tapes: Tapes) -> Self {
        let arch = program.arch;
        let mut memory = Memory::new();
        for_word_bits!(arch, W => load_image::<W>(&mut memory, program));
        Self {
            arch,
            pc: 0,
            flag: false,
            registers: vec![0; arch.num_registers() as usize],
            memory,
            tapes: TapeReader::new(tapes, arch.word_mask()),
            steps: 0,
            answer: None,
        }
    }

    /// Runs until the program answers or `max_steps` more steps are done.
    pub fn run(&mut self, max_steps: u64) -> Run {
        self.run_observed(max_steps, &mut ())
    }

    /// [`Machine::run`] with somebody who looks on.
    pub fn run_observed(&mut self, max_steps: u64, observer: &mut impl Observer) -> Run {
        for_word_bits!(self.arch, W => self.run_fast::<W>(max_steps, observer));
        self.result()
    }

    /// Writes one more word at the end of the primary tape, cut to *W* bits. For a run that finds out what it claims; the tape
    /// of a statement is the whole of it.
    pub fn append_primary(&mut self, word: Word) {
        self.tapes.append_primary(word & self.arch.word_mask());
    }

    /// Does one step. After an answer the machine stalls: nothing changes any more and no steps are counted.
    pub fn step(&mut self) -> StepOutcome {
        self.run(1);
        match self.answer {
            None => StepOutcome::Continued,
            Some(value) => StepOutcome::Answered(value),
        }
    }

    /// Does one step and tells everything about it. After an answer this repeats the answer step.
    pub fn step_traced(&mut self) -> Step {
        for_word_bits!(self.arch, W => self.traced::<W>())
    }

    /// Runs a program from the start and writes down its steps, at most `max_steps` of them.
    pub fn trace(program: &Program, tapes: Tapes, max_steps: u64) -> Trace {
        let mut machine = Self::new(program, tapes);
        let mut steps = Vec::new();
        while machine.answer.is_none() && machine.steps < max_steps {
            steps.push(machine.step_traced());
        }
        let Run {
            outcome,
            primary_read,
            auxiliary_read,
            ..
        } = machine.result();
        Trace {
            arch: machine.arch,
            steps,
            outcome,
            primary_read,
            auxiliary_read,
        }
    }

    /// The parameters of the machine.
    pub fn arch(&self) -> ArchParams {
        self.arch
    }

    /// The address of the next instruction, before the fetch rounds it down.
    pub fn pc(&self) -> Word {
        self.pc
    }

    /// The flag.
    pub fn flag(&self) -> bool {
        self.flag
    }

    /// The registers, `r0` first. They may hold secrets.
    pub fn registers(&self) -> &[Word] {
        &self.registers
    }

    /// The double word at `address` rounded down to a multiple of its size. It may hold secrets.
    pub fn double_word(&self, address: Word) -> DoubleWord {
        for_word_bits!(self.arch, W => self.memory.double_word::<W>(address & mask::<W>()))
    }

    /// What the program answered, if it has.
    pub fn answer(&self) -> Option<Word> {
        self.answer
    }

    /// Steps since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Changes the pc, cut to *W* bits: for debuggers and tests, like the setters below. The next step fetches there, also after
    /// an answer.
    pub fn set_pc(&mut self, pc: Word) {
        self.pc = pc & self.arch.word_mask();
        self.answer = None;
    }

    /// Changes the flag.
    pub fn set_flag(&mut self, flag: bool) {
        self.flag = flag;
    }

    /// Changes a register; the value is cut to *W* bits.
    ///
    /// # Panics
    /// If there is no such register.
    pub fn set_register(&mut self, number: u32, value: Word) {
        self.registers[number as usize] = value & self.arch.word_mask();
    }

    /// Changes the double word at `address` rounded down to a multiple of its size; its words are cut to *W* bits.
    pub fn set_double_word(&mut self, address: Word, value: DoubleWord) {
        let mask = self.arch.word_mask();
        let address = address & mask & !Word::from(self.arch.word_bits() / 4 - 1);
        for_word_bits!(self.arch, W => {
            self.memory.store_word::<W>(address, value.lo & mask);
            self.memory.store_word::<W>(address + Word::from(W / 8), value.hi & mask);
        });
    }

    /// Winds the tapes to where so many words of the primary and the auxiliary tape are read.
    pub fn set_words_read(&mut self, words_read: [usize; 2]) {
        self.tapes.words_read = words_read;
    }

    fn result(&self) -> Run {
        let [primary_read, auxiliary_read] = self.tapes.words_read;
        let outcome = match self.answer {
            Some(value) => Outcome::Answered(value),
            None => Outcome::BoundReached,
        };
        Run {
            outcome,
            steps: self.steps,
            primary_read,
            auxiliary_read,
        }
    }

    fn run_fast<const W: u32>(&mut self, max_steps: u64, observer: &mut impl Observer) {
        if self.answer.is_some() {
            return;
        }
        let mut left = max_steps;
        while left > 0 && self.answer.is_none() {
            left -= 1;
            let fetched = self.memory.load_double_word::<W>(self.pc);
            let decoded = Instruction::decode(self.arch.with_word_bits::<W>(), fetched);
            observer.fetch(self.pc, fetched, &decoded);
            self.execute::<W, false>(decoded, observer);
        }
        self.steps += max_steps - left;
    }

    fn traced<const W: u32>(&mut self) -> Step {
        let (pc, flag) = (self.pc, self.flag);
        let fetched = self.memory.load_double_word::<W>(pc);
        let decoded = Instruction::decode(self.arch, fetched);
        let raw = raw_fields(self.arch, fetched.hi);
        let register = |machine: &Self, number: u32| {
            machine.registers.get(number as usize).copied().unwrap_or(0)
        };
        let (ri_before, rj) = (register(self, raw.f3), register(self, raw.f4));
        let a = match &decoded {
            Decoded::Instruction(instruction) => self.operand_a(instruction),
            Decoded::Answer1(_) => 1,
        };
        if self.answer.is_none() {
            self.steps += 1;
        }
        let Effects { data, read } = self.execute::<W, true>(decoded, &mut ());
        Step {
            pc,
            fetched,
            decoded,
            flag,
            rj,
            a,
            ri_before,
            ri_after: register(self, raw.f3),
            data,
            read,
            flag_after: self.flag,
            next_pc: self.pc,
        }
    }

    #[inline(always)]
    fn operand_a(&self, instruction: &Instruction) -> Word {
        if instruction.immediate {
            instruction.a
        } else {
            self.registers[instruction.a as usize]
        }
    }

    /// Executes one decoded instruction. With `TRACE` the effects are told, else they stay empty.
    #[inline(always)]
    fn execute<const W: u32, const TRACE: bool>(
        &mut self,
        decoded: Decoded,
        observer: &mut impl Observer,
    ) -> Effects {
        let mut effects = Effects::default();
        let instruction = match decoded {
            Decoded::Instruction(instruction) => instruction,
            Decoded::Answer1(_) => {
                self.answer = Some(1);
                self.pc = jump::answer(self.pc);
                return effects;
            }
        };
        let a = self.operand_a(&instruction);
        let rj = self.registers[instruction.rj as usize];
        let ri = instruction.ri as usize;
        let following = self.pc.wrapping_add(Word::from(W / 4)) & mask::<W>();
        let mut next_pc = following;
        match instruction.opcode {
            Opcode::And => self.set(ri, bitwise::and(rj, a)),
            Opcode::Or => self.set(ri, bitwise::or(rj, a)),
            Opcode::Xor => self.set(ri, bitwise::xor(rj, a)),
            Opcode::Not => self.set(ri, bitwise::not::<W>(a)),
            Opcode::Add => self.set(ri, add_sub::add::<W>(rj, a)),
            Opcode::Sub => self.set(ri, add_sub::sub::<W>(rj, a)),
            Opcode::Mull => self.set(ri, mul::mull::<W>(rj, a)),
            Opcode::Umulh => self.set(ri, mul::umulh::<W>(rj, a)),
            Opcode::Smulh => self.set(ri, mul::smulh::<W>(rj, a)),
            Opcode::Udiv => self.set(ri, div::udiv(rj, a)),
            Opcode::Umod => self.set(ri, div::umod(rj, a)),
            Opcode::Shl => self.set(ri, shift::shl::<W>(rj, a)),
            Opcode::Shr => self.set(ri, shift::shr::<W>(rj, a)),
            Opcode::Cmpe => self.flag = compare::cmpe(rj, a),
            Opcode::Cmpa => self.flag = compare::cmpa(rj, a),
            Opcode::Cmpae => self.flag = compare::cmpae(rj, a),
            Opcode::Cmpg => self.flag = compare::cmpg::<W>(rj, a),
            Opcode::Cmpge => self.flag = compare::cmpge::<W>(rj, a),
            Opcode::Mov => self.registers[ri] = mov::mov(a),
            Opcode::Cmov => self.registers[ri] = mov::cmov(self.flag, self.registers[ri], a),
            Opcode::Jmp => next_pc = jump::jmp(a),
            Opcode::Cjmp => next_pc = jump::cjmp(self.flag, a, following),
            Opcode::Cnjmp => next_pc = jump::cnjmp(self.flag, a, following),
            Opcode::StoreB => {
                let value = self.registers[ri];
                effects.data = self.access::<W, TRACE>(a, observer, |m| {
                    load_store::store_b(&mut m.memory, a, value)
                });
            }
            Opcode::LoadB => {
                effects.data = self.access::<W, TRACE>(a, observer, |m| {
                    m.registers[ri] = load_store::load_b(&mut m.memory, a)
                });
            }
            Opcode::StoreW => {
                let value = self.registers[ri];
                effects.data = self.access::<W, TRACE>(a, observer, |m| {
                    load_store::store_w::<W>(&mut m.memory, a, value)
                });
            }
            Opcode::LoadW => {
                effects.data = self.access::<W, TRACE>(a, observer, |m| {
                    m.registers[ri] = load_store::load_w::<W>(&mut m.memory, a)
                });
            }
            Opcode::Read => {
                let word = self.tapes.next(a);
                observer.read(a, word);
                self.set(ri, tape::read(word));
                effects.read = Some(TapeRead { tape: a, word });
            }
            Opcode::Answer => {
                self.answer = Some(a);
                next_pc = jump::answer(self.pc);
            }
        }
        self.pc = next_pc;
        effects
    }

    #[inline(always)]
    fn set(&mut self, ri: usize, output: Output) {
        self.registers[ri] = output.value;
        self.flag = output.flag;
    }

    /// Does a load or store and, for a trace, looks at the double word before and after.
    #[inline(always)]
    fn access<const W: u32, const TRACE: bool>(
        &mut self,
        a: Word,
        observer: &mut impl Observer,
        body: impl FnOnce(&mut Self),
    ) -> Option<DataAccess> {
        let address = a & !Word::from(W / 4 - 1);
        observer.access(address, || self.memory.load_double_word::<W>(address));
        if !TRACE {
            body(self);
            return None;
        }
        let before = self.memory.load_double_word::<W>(address);
        body(self);
        let after = self.memory.load_double_word::<W>(address);
        Some(DataAccess {
            address,
            before,
            after,
        })
    }
}

fn load_image<const W: u32>(memory: &mut Memory, program: &Program) {
    let length = program
        .arch
        .memory_double_words()
        .min(program.double_words.len() as u64) as usize;
    let mut address: Word = 0;
    for double_word in &program.double_words[..length] {
        // Zeros are there already; writing them would only create pages.
        if *double_word != DoubleWord::default() {
            memory.store_word::<W>(address, double_word.lo);
            memory.store_word::<W>(address + Word::from(W / 8), double_word.hi);
        }
        address = address.wrapping_add(Word::from(W / 4));
    }
}
