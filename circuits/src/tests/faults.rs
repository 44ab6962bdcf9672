//! Executor fault injection: a consistent liar. At one step of a run one logical value is another (Arguzz's kinds, security.md
//! 4.2, and ours); everything after it follows from the lie, and the trace is proved as if it were true.

use super::campaign::{self, Counts, Extent};
use super::evaluator::Evaluator;
use super::{Honest, SMALL, keys};
use crate::control::{ANSWER, Control};
use crate::layout::{Layout, column};
use crate::step::StepCells;
use crate::witness::{StepValues, TapeState, register};
use crate::{Profile, Statement, Witness};
use halo2curves::bn256::Fr;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use tinyram::{Decoded, DoubleWord, Family, Machine, Opcode, Shape, Tapes};

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
    /// Slot 1 accesses another cell.
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
    /// A cell starts with another value than that of the program: a register, the output, memory.
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
    pub honest: Honest,
    pub baseline: Witness,
    /// The step of the instruction.
    pub target: usize,
    tapes: Tapes,
}

impl Subject {
    /// The run of a seed.
    pub fn new(name: &'static str, opcode: Opcode, rng: &mut ChaCha8Rng) -> Self {
        let profile = super::profile(name);
        let mut source = String::new();
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
        let target = 10;
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
             read r9, 0\nload.w r10, 4008\nadd r6, r6, r10\nstore.b 4009, r6\nread r9, 1\nanswer r6\n",
        );
        let primary: Vec<u32> = (0..3).map(|_| operand(rng)).collect();
        let auxiliary: Vec<u32> = (0..3).map(|_| operand(rng)).collect();
        let honest = Honest::new(name, &source, &primary, &auxiliary);
        assert_eq!(
            honest.trace.steps[target].decoded,
            tinyram::Instruction::decode(profile.arch(), honest.program.double_words[target])
        );
        let words = |tape: &[u32]| tape.iter().map(|&word| word.into()).collect();
        let tapes = Tapes {
            primary: words(&primary),
            auxiliary: words(&auxiliary),
        };
        Subject {
            baseline: honest.witness(),
            honest,
            target,
            tapes,
        }
    }

    /// The witness and the statement of a liar. `None` if the fault changes nothing here.
    pub fn forge(&self, fault: Fault, rng: &mut ChaCha8Rng) -> Option<(Statement, Witness)> {
        Liar::new(self, fault, rng).run()
    }
}

/// The lying prover.
struct Liar<'a> {
    subject: &'a Subject,
    profile: &'static Profile,
    layout: Layout,
    fault: Fault,
    rng: &'a mut ChaCha8Rng,
    machine: Machine,
    witness: Witness,
    memory: crate::witness::Memory,
    tapes: TapeState,
    words_read: [usize; 2],
    /// The fault changes something.
    effective: bool,
    done: bool,
}

impl<'a> Liar<'a> {
    fn new(subject: &'a Subject, fault: Fault, rng: &'a mut ChaCha8Rng) -> Self {
        let Honest {
            profile, program, ..
        } = &subject.honest;
        let witness = Witness::empty(profile, program);
        let mut tapes = subject.tapes.clone();
        if fault == Fault::TapeValue {
            // The words that come up at the target or later; the first is read before it.
            let word = rng.gen_range(1..3);
            tapes.primary[word] = other(rng, tapes.primary[word]);
        }
        let memory = witness.boot_values(&subject.honest.statement);
        Liar {
            subject,
            profile,
            layout: Layout::new(profile),
            fault,
            rng,
            machine: Machine::new(program, tapes),
            witness,
            memory,
            tapes: TapeState::default(),
            words_read: [0, 0],
            effective: true,
            done: false,
        }
    }

    /// The cell of the double word at a byte address.
    fn cell(&self, address: u64) -> i64 {
        (StepCells::memory_base(self.profile) + address / 8) as i64
    }

    /// Changes a double word for the machine and the memory argument alike, silently.
    fn change_double_word(&mut self, address: u64, value: DoubleWord) {
        self.machine.set_double_word(address, value);
        let cell = self.cell(address);
        let cell = self.memory.cells.entry(cell).or_default();
        cell.words = [value.lo, value.hi];
    }

    fn change_memory(&mut self) {
        let address =
            [4000, 4008, 4016, 8 * self.subject.target as u64 + 16][self.rng.gen_range(0..4)];
        let mut value = self.machine.double_word(address);
        if self.rng.r#gen() {
            value.lo = other(self.rng, value.lo);
        } else {
            // Not of an instruction: whatever it became, it must go on to the answer.
            let address_is_code = address < 4000;
            value.hi = if address_is_code {
                value.hi ^ 1
            } else {
                other(self.rng, value.hi)
            };
        }
        self.change_double_word(address, value);
    }

    fn change_register(&mut self) {
        let number = self.rng.gen_range(0..11);
        let value = other(self.rng, self.machine.registers()[number as usize]);
        self.machine.set_register(number, value);
        let cell = self.memory.cells.entry(register(number)).or_default();
        cell.words = [value, 0];
    }

    /// The address of some instruction of the program other than `than`.
    fn other_pc(&mut self, than: u64) -> u64 {
        let target = self.subject.target as u64;
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

    /// Something before the step of the fault, and the step.
    fn step(&mut self, i: usize) -> (tinyram::Step, StepValues) {
        let here = i == self.subject.target;
        if !here {
            let step = self.machine.step_traced();
            let values = StepValues::new(self.profile, &step, self.tapes);
            return (step, values);
        }
        self.done = true;
        let pc = self.machine.pc();
        let Decoded::Instruction(instruction) =
            tinyram::Instruction::decode(self.profile.arch(), self.machine.double_word(pc))
        else {
            unreachable!("the target is an instruction")
        };
        match self.fault {
            Fault::PcBefore => {
                let pc = self.other_pc(pc);
                self.machine.set_pc(pc);
            }
            Fault::MemoryBefore => self.change_memory(),
            Fault::RegisterBefore => self.change_register(),
            Fault::FlagBefore => self.machine.set_flag(!self.machine.flag()),
            Fault::TapePosition => {
                let position = self.words_read[0];
                let wound = if self.rng.r#gen() {
                    position + 1
                } else {
                    position - 1
                };
                self.words_read[0] = wound;
                self.machine.set_words_read(self.words_read);
                self.tapes.position = wound as u64;
            }
            Fault::TapeEnd => self.tapes.ended = !self.tapes.ended,
            Fault::InstructionInMemory => {
                let value = self.other_instruction(self.machine.clone().double_word(pc));
                self.change_double_word(pc, value);
            }
            _ => {}
        }

        // Values that are lied about for this step only.
        let step = match self.fault {
            Fault::InstructionDecoded => {
                let truth = self.machine.double_word(pc);
                let lie = self.other_instruction(truth);
                self.machine.set_double_word(pc, lie);
                let step = self.machine.step_traced();
                self.machine.set_double_word(pc, truth);
                step
            }
            Fault::OperandJ | Fault::LoadValue if instruction.opcode.shape().uses_rj() => {
                let truth = self.machine.registers()[instruction.rj as usize];
                let lie = other(self.rng, truth);
                self.machine.set_register(instruction.rj, lie);
                let step = self.machine.step_traced();
                let overwritten =
                    instruction.opcode.shape().uses_ri() && instruction.ri == instruction.rj;
                if !overwritten {
                    self.machine.set_register(instruction.rj, truth);
                }
                step
            }
            Fault::LoadValue if instruction.opcode.family() == Family::LoadStore => {
                let address = if instruction.immediate {
                    instruction.a
                } else {
                    self.machine.registers()[instruction.a as usize]
                };
                let truth = self.machine.double_word(address);
                let lie = DoubleWord {
                    lo: other(self.rng, truth.lo),
                    hi: other(self.rng, truth.hi),
                };
                self.machine.set_double_word(address, lie);
                self.machine.step_traced()
            }
            Fault::OperandA if !instruction.immediate => {
                let number = instruction.a as u32;
                let truth = self.machine.registers()[number as usize];
                let lie = other(self.rng, truth);
                self.machine.set_register(number, lie);
                let step = self.machine.step_traced();
                let overwritten = instruction.opcode.shape().uses_ri() && instruction.ri == number;
                if !overwritten {
                    self.machine.set_register(number, truth);
                }
                step
            }
            Fault::OperandA => {
                let truth = self.machine.double_word(pc);
                let lie = DoubleWord {
                    lo: other(self.rng, truth.lo),
                    ..truth
                };
                self.machine.set_double_word(pc, lie);
                let step = self.machine.step_traced();
                self.machine.set_double_word(pc, truth);
                step
            }
            _ => self.machine.step_traced(),
        };
        let mut values = StepValues::new(self.profile, &step, self.tapes);
        self.after(&step, &mut values);
        (step, values)
    }

    /// The same double word with another opcode, or with another operand or register.
    fn other_instruction(&mut self, truth: DoubleWord) -> DoubleWord {
        loop {
            let mut lie = truth;
            match self.rng.gen_range(0..3) {
                0 => lie.hi = truth.hi & 0x07ff_ffff | self.rng.gen_range(0..32) << 27,
                1 => lie.hi ^= 1 << (self.rng.gen_range(20..26)),
                _ => lie.lo = other(self.rng, truth.lo),
            }
            if lie != truth {
                return lie;
            }
        }
    }

    /// What the liar says about the step, and what follows from it.
    fn after(&mut self, step: &tinyram::Step, values: &mut StepValues) {
        match self.fault {
            Fault::PcAfter => {
                let pc = self.other_pc(self.machine.pc());
                self.machine.set_pc(pc);
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
                self.machine.set_pc(pc);
                values.next_pc = pc / 8;
            }
            Fault::Control => {
                let key = loop {
                    let key = self.rng.gen_range(0..64);
                    if crate::control::control(key) != Some(values.control) {
                        break key;
                    }
                };
                values.control = crate::control::control(key).unwrap();
            }
            Fault::Result | Fault::ResultOfChip => {
                let (address, _) = values.accesses[3];
                let lie = other(self.rng, step.ri_after);
                values.accesses[3].1 = Some([lie, 0]);
                self.machine.set_register((-1 - address) as u32, lie);
                if self.fault == Fault::ResultOfChip {
                    let Control {
                        takes_word2,
                        takes_word3,
                        ..
                    } = values.control;
                    match (takes_word2, takes_word3) {
                        (true, true) => {
                            values.op.words[2] = lie & 0xaaaa_aaaa;
                            values.op.words[3] = lie & 0x5555_5555;
                        }
                        (true, false) => values.op.words[2] = lie,
                        (false, true) => values.op.words[3] = lie,
                        (false, false) => {}
                    }
                }
            }
            Fault::StoreValue => {
                let (address, after) = values.accesses[1];
                let before = self.memory.cells.get(&address).copied().unwrap_or_default();
                let mut words = after.unwrap_or(before.words);
                let word = self.rng.gen_range(0..2);
                words[word] = other(self.rng, words[word]);
                values.accesses[1].1 = Some(words);
                // The machine follows, where the cell is one that it has.
                if let Some(data) = step.data {
                    self.machine.set_double_word(
                        data.address,
                        DoubleWord {
                            lo: words[0],
                            hi: words[1],
                        },
                    );
                } else if address < 0 && word == 0 && address != values.accesses[3].0 {
                    self.machine.set_register((-1 - address) as u32, words[0]);
                }
            }
            Fault::FlagAfter | Fault::FlagOfChip => {
                self.machine.set_flag(!step.flag_after);
                if self.fault == Fault::FlagOfChip {
                    values.op.carry = !values.op.carry;
                    // A flag that the instruction keeps does not come from the chip.
                    self.effective = !values.control.keeps_flag;
                }
            }
            Fault::DataAddress => {
                let (address, after) = values.accesses[1];
                let lie = match self.rng.gen_range(0..3) {
                    0 => address + 1,
                    1 => self.cell(4008),
                    _ => register(self.rng.gen_range(0..8)),
                };
                self.effective = lie != address;
                values.accesses[1] = (lie, after);
            }
            Fault::RegisterAddress => {
                let (address, after) = values.accesses[3];
                let lie = register(self.rng.gen_range(0..8));
                self.effective = lie != address;
                values.accesses[3] = (lie, after);
            }
            Fault::HaltEarly => {
                let a = if values.control.immediate {
                    step.fetched.lo
                } else {
                    step.a
                };
                self.effective = values.control.slot != ANSWER;
                values.control =
                    crate::control::control(2 * 31 + u64::from(values.control.immediate)).unwrap();
                values.accesses[1] = (0, Some([a, 0]));
                values.accesses[3].1 = None;
                values.op = Default::default();
                values.next_pc = step.pc / 8;
            }
            _ => {}
        }
    }

    fn run(mut self) -> Option<(Statement, Witness)> {
        if self.fault == Fault::BootValue {
            self.done = true;
            match self.rng.gen_range(0..3) {
                0 => self.change_register(),
                1 => self.change_memory(),
                // The output cell, before anybody answers.
                _ => self.memory.cells.entry(0).or_default().words = [7, 0],
            }
        }
        let boot = self.memory.clone();
        let mut stalled: Option<(tinyram::Step, StepValues)> = None;
        let mut last = None;
        for i in 0..self.profile.steps {
            let (step, values) = match &stalled {
                Some(stall) => stall.clone(),
                None => self.step(i),
            };
            self.witness
                .assign_step(&self.layout, &mut self.memory, i, &values);
            if i == self.subject.target {
                self.after_accesses(i, &step, &values);
            }
            self.tapes = self.tapes_after(i, &step);
            let answers = values.control.slot == ANSWER;
            last = Some((values.next_pc, step.flag_after));
            if answers && stalled.is_none() {
                if self.fault == Fault::HaltLate {
                    // Not the end: on to where nothing is.
                    let row = self.honest().row_of_step(i);
                    let cell = self.layout.next_pc();
                    self.witness.forge(row, cell, step.pc / 8 + 1);
                    self.machine.set_pc(step.pc + 8);
                    last = Some((step.pc / 8 + 1, step.flag_after));
                } else {
                    let mut stall = (step.clone(), values.clone());
                    stall.1.tapes = self.tapes;
                    stall.1.flag = self.machine.flag();
                    stalled = Some(stall);
                }
            }
        }
        let (next_pc, flag) = last?;
        self.witness
            .assign_end(&self.layout, next_pc, flag, self.tapes);
        let output = self.memory.cells.get(&0).copied().unwrap_or_default();
        let statement = Statement {
            answer: output.words[0] as u32,
            primary: self.honest().statement.primary.clone(),
        };
        self.witness
            .assign_boot(&self.layout, &self.honest().statement, &boot, &self.memory);
        self.witness.count_uses();
        assert!(self.done, "the fault was never injected");
        let told = self.witness.first_phase() != self.subject.baseline.first_phase();
        (self.effective && told).then_some((statement, self.witness))
    }

    fn honest(&self) -> &'a Honest {
        &self.subject.honest
    }

    /// Faults that come after the accesses of the target step.
    fn after_accesses(&mut self, i: usize, step: &tinyram::Step, values: &StepValues) {
        let row = self.honest().row_of_step(i);
        match self.fault {
            Fault::MemoryAfter => self.change_memory(),
            Fault::RegisterAfter => self.change_register(),
            Fault::LoadValue => {
                // The access finds the lie: only the memory argument can notice.
                let cell = |column| self.layout.access(1, column);
                let found = match (step.data, values.accesses[1].0 < 0) {
                    (Some(data), _) => [data.before.lo, data.before.hi].map(Fr::from),
                    (None, true) if uses_rj(step) => [Fr::from(step.rj), Fr::zero()],
                    _ => {
                        let lo = self.witness.cell(row, cell(column::LO));
                        let hi = self.witness.cell(row, cell(column::HI));
                        [lo + Fr::one(), hi]
                    }
                };
                self.witness.forge(row, cell(column::LO), found[0]);
                self.witness.forge(row, cell(column::HI), found[1]);
                if values.accesses[1].1.is_none() {
                    self.witness.forge(row, cell(column::NEW_LO), found[0]);
                    self.witness.forge(row, cell(column::NEW_HI), found[1]);
                }
            }
            _ => {}
        }
    }

    fn tapes_after(&mut self, i: usize, step: &tinyram::Step) -> TapeState {
        let mut tapes = self.tapes;
        if i == self.subject.target && self.fault == Fault::TapeEnd {
            tapes.ended = !tapes.ended;
        }
        if let Some(read) = step.read
            && read.word.is_some()
            && read.tape < 2
        {
            self.words_read[read.tape as usize] += 1;
        }
        tapes.after(step)
    }
}

fn uses_rj(step: &tinyram::Step) -> bool {
    matches!(step.decoded, Decoded::Instruction(instruction) if instruction.opcode.shape().uses_rj())
}

/// Injects every fault once into a run of `opcode`; the constraints that noticed it alone are kept in `alone`.
fn inject(
    name: &'static str,
    opcode: Opcode,
    seed: u64,
    alone: &Mutex<BTreeMap<String, String>>,
) -> Counts {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let subject = Subject::new(name, opcode, &mut rng);
    let evaluator = Evaluator::of(subject.honest.profile);
    let violations = |statement: &Statement, witness: &Witness| {
        evaluator.violations(&subject.honest, &subject.baseline, statement, witness)
    };
    let mut counts = Counts::new();
    for fault in FAULTS {
        let Some((statement, witness)) = subject.forge(fault, &mut rng) else {
            continue;
        };
        let violated = violations(&statement, &witness);
        assert!(
            !violated.is_empty(),
            "{name} {opcode:?} {fault:?} seed {seed}: accepted"
        );
        *counts.entry(format!("{fault:?}")).or_default() += 1;
        if let (1, Some(name)) = (violated.len(), violated.into_iter().next()) {
            let injected = format!("{opcode:?} {fault:?} {seed}");
            alone.lock().unwrap().entry(name).or_insert(injected);
        }
    }
    counts
}

/// Every kind of fault in runs of every instruction, judged by the evaluator.
fn faults(extent: Extent, seeds: u64) {
    let units: Vec<String> = (0..seeds)
        .flat_map(|seed| Opcode::ALL.map(|opcode| format!("{} {seed}", opcode.mnemonic())))
        .collect();
    let alone = Mutex::default();
    let fingerprint = hex::encode(keys(super::profile(SMALL[1])).1.hash());
    let counts = campaign::run("faults", extent, &fingerprint, &units, |unit| {
        let (mnemonic, seed) = unit.split_once(' ').unwrap();
        let opcode = Opcode::ALL
            .into_iter()
            .find(|opcode| opcode.mnemonic() == mnemonic)
            .unwrap();
        let seed: u64 = seed.parse().unwrap();
        inject(SMALL[seed as usize % 2], opcode, seed, &alone)
    });
    println!(
        "noticed by one constraint alone: {:#?}",
        alone.lock().unwrap()
    );
    println!("{} faults", counts.values().sum::<u64>());
}

#[test]
fn a_consistent_liar_is_refused() {
    faults(Extent::Sample, 2);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn a_consistent_liar_is_refused_full() {
    faults(Extent::Full, 24);
}
