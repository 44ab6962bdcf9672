//! Executor fault injection: a consistent liar. At one step of a run one logical value is another (Arguzz's kinds, security.md
//! 4.2, and ours); everything after it follows from the lie, and the trace is proved as if it were true.

use super::campaign::{self, Counts, Extent, KINDS, SEGMENTS};
use super::liar::{Forgery, Liar, Moment, Segments, tell, tell_in_segments};
use super::{Run, SMALL, tapes};
use crate::control::ANSWER;
use crate::layout::{Lane, column};
use crate::step::{SCRATCH, TAPE};
use crate::witness::{StepValues, register};
use crate::{Profile, Witness};
use arithmetic::program;
use halo2curves::bn256::Fr;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::sync::Arc;
use tinyram::{Decoded, DoubleWord, Family, Opcode, Shape, Step, Tapes};

/// What a fault changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The step fetches elsewhere than the step before said.
    PcBefore,
    /// The step says that the next one fetches elsewhere.
    PcAfter,
    /// A jump is taken that should not be, or not taken; other instructions jump to A.
    Branch,
    /// Another instruction is decoded than was fetched.
    InstructionDecoded,
    /// Another instruction is found in memory than stands there.
    InstructionInMemory,
    /// The decoded instruction is executed as another one: its control bits.
    Control,
    /// Another value is written to ri than the chip computed.
    Result,
    /// The chip computes another value.
    ResultOfChip,
    /// The data access (or register rj) finds another value than stands there.
    LoadValue,
    /// The data access (or register rj) leaves another value.
    StoreValue,
    /// A cell of the memory changes before the step.
    MemoryBefore,
    /// A cell of the memory changes after the step.
    MemoryAfter,
    /// A register changes before the step.
    RegisterBefore,
    /// A register changes after the step.
    RegisterAfter,
    /// The flag is another one than the step before left.
    FlagBefore,
    /// The step leaves another flag than it computed.
    FlagAfter,
    /// The chip computes another flag.
    FlagOfChip,
    /// Operand A is another value than register or immediate.
    OperandA,
    /// The chip computes with another value than that of register rj.
    OperandJ,
    /// The data access is to another cell.
    DataAddress,
    /// Another register is written than field 3 says.
    RegisterAddress,
    /// The next word of the primary tape is another one.
    TapeValue,
    /// The primary tape is wound on or back.
    TapePosition,
    /// The auxiliary tape ends for one step only.
    TapeEnd,
    /// The step is an answer.
    HaltEarly,
    /// The first answer is none; the run goes on.
    HaltLate,
    /// A cell starts with another value than that of the program: a register, memory, the tape.
    BootValue,
}

/// All kinds of faults.
pub(super) const FAULTS: [Fault; 27] = [
    Fault::PcBefore,
    Fault::PcAfter,
    Fault::Branch,
    Fault::InstructionDecoded,
    Fault::InstructionInMemory,
    Fault::Control,
    Fault::Result,
    Fault::ResultOfChip,
    Fault::LoadValue,
    Fault::StoreValue,
    Fault::MemoryBefore,
    Fault::MemoryAfter,
    Fault::RegisterBefore,
    Fault::RegisterAfter,
    Fault::FlagBefore,
    Fault::FlagAfter,
    Fault::FlagOfChip,
    Fault::OperandA,
    Fault::OperandJ,
    Fault::DataAddress,
    Fault::RegisterAddress,
    Fault::TapeValue,
    Fault::TapePosition,
    Fault::TapeEnd,
    Fault::HaltEarly,
    Fault::HaltLate,
    Fault::BootValue,
];

const EDGES: [u32; 8] = [0, 1, 2, 31, 32, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

fn operand(rng: &mut ChaCha8Rng) -> u32 {
    match rng.gen_range(0..3) {
        0 => EDGES[rng.gen_range(0..EDGES.len())],
        _ => rng.r#gen::<u32>() >> rng.gen_range(0..32),
    }
}

/// A value that is not `than`: next to it, at the edge, or anywhere.
fn other(rng: &mut ChaCha8Rng, than: u64) -> u64 {
    loop {
        let value = match rng.gen_range(0..4) {
            0 => than.wrapping_add(1) & 0xffff_ffff,
            1 => than.wrapping_sub(1) & 0xffff_ffff,
            2 => than ^ 1 << rng.gen_range(0..32),
            _ => u64::from(operand(rng)),
        };
        if value != than {
            return value;
        }
    }
}

/// A run in which one instruction works on random operands: what came before and what comes after uses registers, memory, the
/// flag and both tapes.
pub(super) struct Subject {
    pub run: Arc<Run>,
    pub baseline: Witness,
    /// The step of the instruction, of those of [`Run::trace`].
    pub target: usize,
    /// Its place in the program.
    place: usize,
    pub tapes: Tapes,
}

impl Subject {
    /// The run of a seed.
    pub fn new(name: &str, opcode: Opcode, rng: &mut ChaCha8Rng) -> Self {
        let profile = Profile::by_name(name).unwrap();
        let mut source = String::new();
        // In a run in segments the instruction is in the second one, and a third follows.
        let delay = |label: &str| match profile.segmented {
            true => {
                format!("mov r15, 400\n_{label}: sub r15, r15, 1\ncmpe r15, 0\ncnjmp _{label}\n")
            }
            false => String::new(),
        };
        source += &delay("before");
        let [x, mut y, z] = [operand(rng), operand(rng), operand(rng)];
        let memory_access = opcode.family() == Family::LoadStore;
        if memory_access {
            y = 4000 + rng.gen_range(0..16);
        }
        if opcode == Opcode::Read && rng.r#gen() {
            y = rng.gen_range(0..3);
        }
        for line in [
            format!("mov r1, {x}"),
            format!("mov r2, {y}"),
            format!("mov r3, {z}"),
            format!("mov r4, {}", operand(rng)),
            "store.w 4000, r4".to_owned(),
            "store.w 4004, r1".to_owned(),
            "store.w 4008, r3".to_owned(),
            "read r5, 0".to_owned(),
            "read r5, 1".to_owned(),
            format!("cmpe r0, {}", u32::from(rng.r#gen::<bool>())),
        ] {
            writeln!(source, "{line}").unwrap();
        }
        let place = source.lines().count();
        let mnemonic = opcode.mnemonic();
        let jump = matches!(opcode, Opcode::Jmp | Opcode::Cjmp | Opcode::Cnjmp);
        let immediate = rng.r#gen::<bool>();
        let a = match (jump, immediate) {
            // Two instructions on: see the labels below.
            (true, _) => "_t".to_owned(),
            (false, true) => y.to_string(),
            (false, false) => "r2".to_owned(),
        };
        let (d, j) = [("r3", "r1"), ("r1", "r1"), ("r2", "r1"), ("r3", "r2")][rng.gen_range(0..4)];
        let line = match opcode.shape() {
            Shape::RiRjA => format!("{mnemonic} {d}, {j}, {a}"),
            Shape::RiA => format!("{mnemonic} {d}, {a}"),
            Shape::RjA => format!("{mnemonic} {j}, {a}"),
            Shape::ARi => format!("{mnemonic} {a}, {d}"),
            Shape::A => format!("{mnemonic} {a}"),
        };
        writeln!(source, "{line}").unwrap();
        // What comes after depends on everything.
        source.push_str(
            "mov r6, r3\n_t: cjmp _u\nadd r6, r6, 5\n_u: store.w 4016, r3\nload.w r7, 4000\nload.w r8, 4004\n\
             xor r6, r6, r7\nadd r6, r6, r8\nadd r6, r6, r1\nsub r6, r6, r2\nread r9, 0\nadd r6, r6, r9\nread r9, 1\n\
             read r9, 0\nload.w r10, 4008\nadd r6, r6, r10\nstore.b 4009, r6\nread r9, 1\n",
        );
        source += &delay("after");
        source += "answer r6\nanswer r0\n";
        let primary: Vec<u32> = (0..3).map(|_| operand(rng)).collect();
        let auxiliary: Vec<u32> = (0..3).map(|_| operand(rng)).collect();
        let run = Run::new(name, &source, &primary, &auxiliary);
        let is_target = |step: &Step| step.pc == 8 * place as u64;
        let target = run.trace.steps.iter().position(is_target);
        let target = target.expect("the instruction is executed");
        assert_eq!(
            run.trace.steps[target].decoded,
            tinyram::Instruction::decode(profile.arch(), run.program.double_words[place])
        );
        let tapes = tapes(&primary, &auxiliary);
        Subject {
            baseline: run.witness(),
            run: Arc::new(run),
            target,
            place,
            tapes,
        }
    }

    /// The instruction's step, counted from the run's start.
    fn step(&self) -> usize {
        let profile = self.run.config.columns.profile;
        let segment = self.run.job.as_ref().map(|job| job.segment().index);
        segment.unwrap_or(0) * profile.steps + self.target
    }

    /// What a liar makes of it. `None` if the fault changes nothing here, or leads to where there is no room for its cells.
    pub fn forge(&self, fault: Fault, rng: &mut ChaCha8Rng) -> Option<Forgery> {
        let lie = |tapes: &Tapes, lie: &mut Lie| tell(&self.run, tapes, lie);
        let forgery = self.lie(fault, rng, lie)?;
        let told = forgery.witness.first_phase() != self.baseline.first_phase();
        told.then_some(forgery)
    }

    /// The same of a run in segments.
    fn forge_segments(&self, fault: Fault, rng: &mut ChaCha8Rng) -> Option<Segments> {
        let lie = |tapes: &Tapes, lie: &mut Lie| tell_in_segments(&self.run, tapes, lie);
        let forged = self.lie(fault, rng, lie)?;
        let honest = self.honest_segments().witnesses;
        let pairs = honest.iter().zip(&forged.witnesses);
        let mut pairs = pairs.map(|pair| [pair.0, pair.1].map(Witness::first_phase));
        pairs
            .any(|[honest, forged]| honest != forged)
            .then_some(forged)
    }

    /// All constraints, combined.
    fn constraints(&self) -> program::Program {
        let numbers = self.run.config.columns.profile.numbers();
        fflonk::constraints(&self.run.cs, numbers)
    }

    /// Without a lie.
    fn honest_segments(&self) -> Segments {
        tell_in_segments(&self.run, &self.tapes, |_, _| ()).expect("there is room")
    }

    /// What `tell` makes of a fault at the instruction. `None` if it changes nothing.
    fn lie<T>(
        &self,
        fault: Fault,
        rng: &mut ChaCha8Rng,
        tell: impl FnOnce(&Tapes, &mut Lie) -> Option<T>,
    ) -> Option<T> {
        let mut tapes = self.tapes.clone();
        if fault == Fault::TapeValue {
            // The words that come up at the target or later; the first is read before it.
            let word = rng.gen_range(1..3);
            tapes.primary[word] = other(rng, tapes.primary[word]);
        }
        let mut injection = Injection {
            fault,
            target: self.target,
            place: self.place,
            rng,
            effective: true,
            restore: Restore::Nothing,
            found: None,
            answered: false,
        };
        let at = self.step();
        let told = tell(&tapes, &mut |moment, liar| match moment {
            Moment::Start => injection.at_start(liar),
            Moment::Before(i) if i == at => injection.before(liar),
            Moment::After(i, step, values) => {
                if i == at {
                    injection.after(liar, step, values);
                }
                injection.late(liar, step, values);
            }
            Moment::Written(i) if i == at => injection.written(liar),
            _ => {}
        })?;
        injection.effective.then_some(told)
    }
}

/// What a liar does at each moment.
type Lie<'a> = dyn FnMut(Moment, &mut Liar) + 'a;

/// What the machine gets back after a value was another one for one step only.
enum Restore {
    Nothing,
    Register(u32, u64),
    DoubleWord(u64, DoubleWord),
}

/// A fault at one step.
struct Injection<'a> {
    fault: Fault,
    /// The step whose rows it is about.
    target: usize,
    /// The instruction's place in the program.
    place: usize,
    rng: &'a mut ChaCha8Rng,
    /// The fault changes something.
    effective: bool,
    restore: Restore,
    /// What the data access of the step should have found, and whether it leaves what it finds.
    found: Option<([Fr; 2], bool)>,
    /// The first answer is over.
    answered: bool,
}

impl Injection<'_> {
    fn at_start(&mut self, liar: &mut Liar) {
        if self.fault == Fault::BootValue {
            match self.rng.gen_range(0..3) {
                0 => self.change_register(liar),
                1 => self.change_memory(liar),
                _ => {
                    let [lo, hi] = liar.memory.cells[&(TAPE as i64)].words;
                    liar.change_cell(TAPE as i64, [lo ^ 1, hi]);
                }
            }
        }
    }

    fn change_memory(&mut self, liar: &mut Liar) {
        let code = 8 * self.place as u64 + 16;
        let address = [4000, 4008, 4016, code][self.rng.gen_range(0..4)];
        let mut value = liar.machine.double_word(address);
        if self.rng.r#gen() {
            value.lo = other(self.rng, value.lo);
        } else if address == code {
            // A padding bit: whatever the instruction becomes, it must go on to the answer.
            value.hi ^= 1;
        } else {
            value.hi = other(self.rng, value.hi);
        }
        liar.change_double_word(address, value);
    }

    fn change_register(&mut self, liar: &mut Liar) {
        let number = self.rng.gen_range(0..11);
        let value = other(self.rng, liar.machine.registers()[number as usize]);
        liar.change_register(number, value);
    }

    /// The address of some instruction of the program other than `than`.
    fn other_pc(&mut self, than: u64) -> u64 {
        let target = self.place as u64;
        loop {
            let pc = match self.rng.gen_range(0..4) {
                0 => than + 8,
                1 => than.saturating_sub(8),
                2 => 8 * (target + 1),
                _ => 8 * self.rng.gen_range(target..target + 18),
            };
            if pc != than {
                return pc;
            }
        }
    }

    /// The same double word with another opcode, or with another operand or register.
    fn other_instruction(&mut self, truth: DoubleWord) -> DoubleWord {
        loop {
            let mut lie = truth;
            match self.rng.gen_range(0..3) {
                0 => lie.hi = truth.hi & 0x07ff_ffff | self.rng.gen_range(0..32) << 27,
                1 => lie.hi ^= 1 << self.rng.gen_range(20..26),
                _ => lie.lo = other(self.rng, truth.lo),
            }
            if lie != truth {
                return lie;
            }
        }
    }

    /// A register holds another value for this step.
    fn lie_about_register(&mut self, liar: &mut Liar, number: u32) {
        let truth = liar.machine.registers()[number as usize];
        self.restore = Restore::Register(number, truth);
        liar.machine.set_register(number, other(self.rng, truth));
    }

    /// A double word is another one for this step.
    fn lie_about_double_word(&mut self, liar: &mut Liar, address: u64, lie: DoubleWord) {
        self.restore = Restore::DoubleWord(address, liar.machine.double_word(address));
        liar.machine.set_double_word(address, lie);
    }

    fn before(&mut self, liar: &mut Liar) {
        let pc = liar.machine.pc();
        let fetched = liar.machine.double_word(pc);
        let decoded = tinyram::Instruction::decode(liar.profile.arch(), fetched);
        let Decoded::Instruction(instruction) = decoded else {
            unreachable!("the target is an instruction")
        };
        let shape = instruction.opcode.shape();
        match self.fault {
            Fault::PcBefore => {
                let pc = self.other_pc(pc);
                liar.machine.set_pc(pc);
            }
            Fault::MemoryBefore => self.change_memory(liar),
            Fault::RegisterBefore => self.change_register(liar),
            Fault::FlagBefore => liar.machine.set_flag(!liar.machine.flag()),
            Fault::TapePosition => {
                let position = &mut liar.tapes.position;
                *position = if self.rng.r#gen() {
                    *position + 1
                } else {
                    *position - 1
                };
                // One word was read from each tape.
                liar.machine.set_words_read([*position as usize, 1]);
            }
            Fault::InstructionInMemory => {
                let lie = self.other_instruction(fetched);
                liar.change_double_word(pc, lie);
            }
            Fault::InstructionDecoded => {
                let lie = self.other_instruction(fetched);
                self.lie_about_double_word(liar, pc, lie);
            }
            Fault::OperandJ | Fault::LoadValue if shape.uses_rj() => {
                self.lie_about_register(liar, instruction.rj);
            }
            Fault::LoadValue if instruction.opcode.family() == Family::LoadStore => {
                let address = if instruction.immediate {
                    instruction.a
                } else {
                    liar.machine.registers()[instruction.a as usize]
                };
                let truth = liar.machine.double_word(address);
                let lie = DoubleWord {
                    lo: other(self.rng, truth.lo),
                    hi: other(self.rng, truth.hi),
                };
                liar.machine.set_double_word(address, lie);
            }
            Fault::OperandA if !instruction.immediate => {
                self.lie_about_register(liar, instruction.a as u32);
            }
            Fault::OperandA => {
                let lo = other(self.rng, fetched.lo);
                self.lie_about_double_word(liar, pc, DoubleWord { lo, ..fetched });
            }
            _ => {}
        }
    }

    /// What the liar says about the step, and what follows from it.
    fn after(&mut self, liar: &mut Liar, step: &Step, values: &mut StepValues) {
        match std::mem::replace(&mut self.restore, Restore::Nothing) {
            Restore::Nothing => {}
            Restore::Register(number, truth) => {
                let written = matches!(step.decoded, Decoded::Instruction(instruction)
                    if instruction.opcode.shape().uses_ri() && instruction.ri == number);
                if !written {
                    liar.machine.set_register(number, truth);
                }
            }
            Restore::DoubleWord(address, truth) => liar.machine.set_double_word(address, truth),
        }
        let found = match step.data {
            Some(data) => Some([data.before.lo, data.before.hi]),
            None if uses_rj(step) => Some([step.rj, 0]),
            None => None,
        };
        let leaves = values.accesses[2].3.is_none();
        self.found = found.map(|words| (words.map(Fr::from), leaves));
        match self.fault {
            Fault::PcAfter => {
                let pc = self.other_pc(liar.machine.pc());
                liar.machine.set_pc(pc);
                values.next_pc = pc / 8;
            }
            Fault::Branch => {
                let following = step.pc + 8;
                let pc = if step.next_pc == following {
                    step.a & !7
                } else {
                    following
                };
                self.effective = pc != step.next_pc;
                liar.machine.set_pc(pc);
                values.next_pc = pc / 8;
            }
            Fault::Control => loop {
                let control = crate::control::control(self.rng.gen_range(0..64));
                if let Some(control) = control.filter(|&control| control != values.control) {
                    values.control = control;
                    break;
                }
            },
            Fault::Result | Fault::ResultOfChip => {
                let (_, _, address, _) = values.accesses[3];
                let lie = other(self.rng, step.ri_after);
                values.accesses[3].3 = Some([lie, 0]);
                liar.machine.set_register(number(address), lie);
                if self.fault == Fault::ResultOfChip {
                    match (values.control.takes_word2, values.control.takes_word3) {
                        (true, true) => {
                            values.op.words[2] = lie & 0xaaaa_aaaa;
                            values.op.words[3] = lie & 0x5555_5555;
                        }
                        (true, false) => values.op.words[2] = lie,
                        (false, true) => values.op.words[3] = lie,
                        (false, false) => {}
                    }
                    // Another word on the auxiliary tape is no lie: it is the prover's.
                    self.effective = !step
                        .read
                        .is_some_and(|read| read.tape == 1 && read.word.is_some());
                }
            }
            Fault::StoreValue => {
                let (_, _, address, after) = values.accesses[2];
                let before = liar.memory.cells.get(&address).copied().unwrap_or_default();
                let mut words = after.unwrap_or(before.words);
                let word = self.rng.gen_range(0..2);
                words[word] = other(self.rng, words[word]);
                values.accesses[2].3 = Some(words);
                // The machine follows, where the cell is one that it has.
                let [lo, hi] = words;
                if let Some(data) = step.data {
                    liar.machine
                        .set_double_word(data.address, DoubleWord { lo, hi });
                } else if address < 0 && word == 0 && address != values.accesses[3].2 {
                    liar.machine.set_register(number(address), lo);
                }
            }
            Fault::FlagAfter => {
                values.flag_after = !step.flag_after;
                liar.machine.set_flag(values.flag_after);
            }
            Fault::FlagOfChip => {
                values.flag_after = !step.flag_after;
                liar.machine.set_flag(values.flag_after);
                values.op.carry = !values.op.carry;
                // Where the instruction keeps the flag, the carry means nothing: as `FlagAfter`.
            }
            Fault::TapeEnd => values.tapes.ended = !values.tapes.ended,
            Fault::DataAddress => {
                let lie = match self.rng.gen_range(0..3) {
                    0 => values.accesses[2].2 + 1,
                    1 => 501,
                    _ => register(self.rng.gen_range(0..8)),
                };
                self.effective = lie != values.accesses[2].2;
                values.accesses[2].2 = lie;
            }
            Fault::RegisterAddress => {
                let lie = register(self.rng.gen_range(0..8));
                self.effective = lie != values.accesses[3].2;
                values.accesses[3].2 = lie;
            }
            Fault::HaltEarly => {
                self.effective = values.control.slot != ANSWER;
                let answer = u64::from(Opcode::Answer.code());
                let key = 2 * answer + u64::from(values.control.immediate);
                values.control = crate::control::control(key).expect("an answer");
                values.accesses[2] = (Lane::Cell, 1, register(values.field4 as u32), None);
                values.accesses[3].3 = None;
                values.op = Default::default();
                values.op.aux[0] = Fr::from(step.a);
                values.flag_after = step.flag;
                liar.machine.set_flag(step.flag);
                values.next_pc = step.pc / 8;
            }
            _ => {}
        }
    }

    /// `HaltLate` is at the first answer, wherever that is.
    fn late(&mut self, liar: &mut Liar, step: &Step, values: &mut StepValues) {
        let is_first = values.control.slot == ANSWER && !self.answered;
        if self.fault == Fault::HaltLate && is_first {
            self.answered = true;
            values.next_pc = step.pc / 8 + 1;
            liar.machine.set_pc(step.pc + 8);
        }
    }

    /// Faults that come after the accesses of the step.
    fn written(&mut self, liar: &mut Liar) {
        match self.fault {
            Fault::MemoryAfter => self.change_memory(liar),
            Fault::RegisterAfter => self.change_register(liar),
            Fault::LoadValue => {
                // The access finds the lie: only the memory argument can notice.
                let layout = liar.layout;
                let cell = |column| layout.access(1, column);
                let row = self.target * crate::layout::ROWS_PER_STEP;
                let found = self.found.unwrap_or_else(|| {
                    let here = liar.witness.cell(row, cell(column::LO));
                    ([here + Fr::one(), Fr::zero()], true)
                });
                let columns = [column::LO, column::HI, column::NEW_LO, column::NEW_HI];
                let (words, leaves) = found;
                let count = if leaves { 4 } else { 2 };
                for (i, column) in columns.into_iter().enumerate().take(count) {
                    liar.forge(self.target, cell(column), words[i % 2]);
                }
            }
            _ => {}
        }
    }
}

/// The number of the register at an address.
fn number(address: i64) -> u32 {
    (SCRATCH - 1 - address) as u32
}

fn uses_rj(step: &Step) -> bool {
    matches!(step.decoded, Decoded::Instruction(instruction) if instruction.opcode.shape().uses_rj())
}

/// Injects every fault once into a run of `opcode`.
fn inject(name: &str, opcode: Opcode, seed: u64) -> Result<Counts, String> {
    inject_some(name, opcode, seed, FAULTS)
}

/// Injects these faults into a run of `opcode`.
fn inject_some(
    name: &str,
    opcode: Opcode,
    seed: u64,
    faults: impl IntoIterator<Item = Fault>,
) -> Result<Counts, String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let subject = Subject::new(name, opcode, &mut rng);
    let constraints = subject.constraints();
    let mut counts = Counts::new();
    for fault in faults {
        let Some(forgery) = subject.forge(fault, &mut rng) else {
            continue;
        };
        if subject
            .run
            .is_satisfied(&constraints, &forgery.statement, &forgery.witness)
        {
            return Err(format!("{fault:?} is accepted in {name}"));
        }
        *counts.entry(format!("{fault:?}")).or_default() += 1;
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    Ok(counts)
}

/// Injects these faults into the second segment of a run of `opcode`; the others go on from the lie.
fn inject_into_segments(
    name: &str,
    opcode: Opcode,
    seed: u64,
    faults: impl IntoIterator<Item = Fault>,
) -> Result<Counts, String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let subject = Subject::new(name, opcode, &mut rng);
    let constraints = subject.constraints();
    let honest = subject.honest_segments();
    if !honest.are_satisfied(&subject.run, &constraints) {
        return Err(format!("{opcode:?}: an honest run is refused in {name}"));
    }
    let mut counts = Counts::new();
    for fault in faults {
        let Some(forged) = subject.forge_segments(fault, &mut rng) else {
            continue;
        };
        if forged.are_satisfied(&subject.run, &constraints) {
            return Err(format!("{fault:?} is accepted in {name}"));
        }
        *counts.entry(format!("{fault:?}")).or_default() += 1;
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    Ok(counts)
}

/// A quarter of the faults on each instruction.
#[test]
fn a_consistent_liar_in_a_segment_is_refused() {
    let some = |name: &'static str, opcode: Opcode, seed| {
        let faults = FAULTS.into_iter().skip(usize::from(opcode.code()) % 4);
        inject_into_segments(name, opcode, seed, faults.step_by(4))
    };
    campaign::run_instructions("faults-segments", Extent::Sample, &SEGMENTS[1..], 1, some);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn a_consistent_liar_in_a_segment_is_refused_full() {
    let all = |name: &'static str, opcode, seed| inject_into_segments(name, opcode, seed, FAULTS);
    campaign::run_instructions("faults-segments", Extent::Full, &SEGMENTS, 1, all);
}

/// Every kind of fault in runs of every instruction, judged by the constraints.
#[test]
fn a_consistent_liar_is_refused() {
    campaign::run_instructions("faults", Extent::Sample, &SMALL, 1, inject);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn a_consistent_liar_is_refused_full() {
    campaign::run_instructions("faults", Extent::Full, &SMALL, 11, inject);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn a_consistent_liar_is_refused_by_large_circuits_full() {
    // A third of them on each instruction, on every kind of circuit another one: seconds each.
    campaign::run_instructions(
        "faults-large",
        Extent::Full,
        &KINDS[2..],
        1,
        |name, opcode, seed| {
            let from = usize::from(opcode.code()) + usize::from(name == KINDS[3]);
            let some = FAULTS.into_iter().skip(from % 3).step_by(3);
            inject_some(name, opcode, seed, some)
        },
    );
}

/// Faults of every kind by the real prover and verifier, in runs of `opcodes` instructions each, on the kinds of circuits in turn.
fn faults_by_real_proofs(extent: Extent, circuits: &[&str], faults: &[Fault], opcodes: usize) {
    let units: Vec<String> = (0..faults.len())
        .flat_map(|fault| (0..opcodes).map(move |i| format!("{fault} {i}")))
        .collect();
    campaign::run("faults-by-real-proofs", &KINDS, extent, &units, |unit| {
        let (fault, i) = unit.split_once(' ').unwrap();
        let (fault, i): (usize, u64) = (fault.parse().unwrap(), i.parse().unwrap());
        let circuit = circuits[i as usize % circuits.len()];
        // Some instruction on which the fault has an effect.
        let forgery = (0..).find_map(|seed| {
            let mut rng = ChaCha8Rng::seed_from_u64(1000 * (i + 1) + seed);
            let opcode = Opcode::ALL[(11 * fault + 7 * i as usize + seed as usize) % 29];
            Subject::new(circuit, opcode, &mut rng).forge(faults[fault], &mut rng)
        });
        if forgery.expect("some seed").is_accepted() {
            return Err(format!("{:?} is accepted by {circuit}", faults[fault]));
        }
        Ok(Counts::from([(format!("refused by {circuit}"), 1)]))
    });
}

#[test]
fn a_consistent_liar_is_refused_by_real_proofs() {
    faults_by_real_proofs(Extent::Sample, &SMALL, &FAULTS, 1);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn a_consistent_liar_is_refused_by_real_proofs_full() {
    faults_by_real_proofs(Extent::Full, &KINDS, &FAULTS, 4);
}
