//! Running a program segment by segment, fast: no step is written down. From the state at a segment's start and the cells that it touches,
//! as they were before, its steps can be had again ([`Job`](crate::job)).

use crate::instance::{Statement, tape};
use crate::layout::{Lane, ROWS_PER_STEP};
use crate::pages::Pages;
use crate::profile::Profile;
use crate::step::{SCRATCH, TAPE};
use crate::witness::{BootCell, MemoryCell, TapeState, control_of, image, register, time};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use tinyram::{
    ArchParams, Decoded, DoubleWord, Instruction, Machine, Observer, Program, Tapes, Word,
};

/// What a machine starts a segment from. Secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Start {
    /// r0 first.
    pub registers: Vec<u64>,
    pub pc: u64,
    pub flag: bool,
    pub tapes: TapeState,
    /// What it reads of the auxiliary tape.
    pub auxiliary: Vec<u64>,
    /// The cells that it touches as they were before, registers and scratch cell among them.
    pub cells: Vec<(i64, MemoryCell)>,
}

impl Start {
    /// A machine in this state; of its memory there is what the segment touches.
    pub(crate) fn machine(&self, arch: ArchParams, statement: &Statement) -> Machine {
        let empty = Program::new(arch, vec![]).expect("no double word is too wide");
        let mut machine = Machine::new(&empty, tapes(statement, &self.auxiliary));
        for (number, &word) in (0..).zip(&self.registers) {
            machine.set_register(number, word);
        }
        for (address, cell) in &self.cells {
            if (0..TAPE as i64).contains(address) {
                let [lo, hi] = cell.words;
                machine.set_double_word(*address as u64 * 8, DoubleWord { lo, hi });
            }
        }
        machine.set_pc(self.pc);
        machine.set_flag(self.flag);
        machine.set_words_read([self.tapes.position as usize, 0]);
        machine
    }
}

fn tapes(statement: &Statement, auxiliary: &[Word]) -> Tapes {
    Tapes {
        primary: statement.primary.iter().copied().map(Word::from).collect(),
        auxiliary: auxiliary.to_vec(),
    }
}

/// What is written down of a run in segments.
struct Watch {
    arch: ArchParams,
    /// When each cell of memory and tape was accessed last; 0: never.
    times: Pages,
    /// The time before the segment's first access.
    start: u64,
    /// Steps so far, the one that is being done among them.
    steps: u64,
    /// The cells that the segment touched, as they were before.
    touched: Vec<(i64, MemoryCell)>,
    /// What is in the scratch cell.
    scratch: u64,
    tapes: TapeState,
    auxiliary_read: usize,
    /// The words of the public tape's cells.
    tape: Vec<[u64; 2]>,
}

impl Watch {
    #[inline(always)]
    fn touch(&mut self, address: i64, second: usize, words: impl FnOnce() -> [u64; 2]) {
        let row = (self.steps - 1) as usize * ROWS_PER_STEP + second;
        let before = std::mem::replace(self.times.slot(address as usize), time(row, Lane::Cell));
        if before <= self.start {
            let words = words();
            self.touched.push((
                address,
                MemoryCell {
                    time: before,
                    words,
                },
            ));
        }
    }
}

impl Observer for Watch {
    #[inline(always)]
    fn fetch(&mut self, pc: Word, fetched: DoubleWord, decoded: &Decoded) {
        self.steps += 1;
        self.touch(pc as i64 / 8, 0, || [fetched.lo, fetched.hi]);
        let immediate = match decoded {
            Decoded::Instruction(instruction) => instruction.immediate,
            Decoded::Answer1(_) => control_of(self.arch, fetched, decoded).immediate,
        };
        if immediate {
            self.scratch = fetched.lo;
        }
    }

    #[inline(always)]
    fn access(&mut self, address: Word, before: impl FnOnce() -> DoubleWord) {
        self.touch(address as i64 / 8, 1, || {
            let DoubleWord { lo, hi } = before();
            [lo, hi]
        });
    }

    fn read(&mut self, tape: Word, word: Option<Word>) {
        let position = self.tapes.position as usize;
        if tape == 0 {
            let words = self.tape[position];
            self.touch((TAPE as usize + position) as i64, 1, || words);
        }
        self.auxiliary_read += usize::from(tape == 1 && word.is_some());
        self.tapes = self.tapes.after_read(tape, word);
    }
}

/// A run in the middle.
pub(crate) struct Executor {
    profile: Profile,
    machine: Machine,
    watch: Watch,
    auxiliary: Vec<Word>,
    image: Vec<[u64; 2]>,
}

impl Executor {
    pub(crate) fn new(
        profile: &Profile,
        program: &Program,
        statement: &Statement,
        auxiliary: &[Word],
    ) -> Self {
        let tape: Vec<[u64; 2]> = tape(&statement.primary).map(|(_, words)| words).collect();
        Executor {
            profile: *profile,
            watch: Watch {
                arch: program.arch,
                times: Pages::new(TAPE as usize + tape.len()),
                start: 0,
                steps: 0,
                touched: vec![],
                scratch: 0,
                tapes: TapeState::default(),
                auxiliary_read: 0,
                tape,
            },
            auxiliary: auxiliary.to_vec(),
            image: image(program),
            machine: Machine::new(program, tapes(statement, auxiliary)),
        }
    }

    pub(crate) fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Runs the next segment, or so many steps of it.
    pub(crate) fn segment(&mut self, most_steps: u64) -> Start {
        let registers = self.machine.registers().to_vec();
        let (pc, flag) = (self.machine.pc(), self.machine.flag());
        let watch = &mut self.watch;
        let (tapes, auxiliary) = (watch.tapes, watch.auxiliary_read);
        let of_registers = registers.iter().zip(0..);
        let of_registers = of_registers.map(|(&word, number)| (register(number), word));
        let of_registers = of_registers.chain([(SCRATCH, watch.scratch)]);
        let of_registers = of_registers.map(|(address, word)| {
            let (time, words) = (watch.start, [word, 0]);
            (address, MemoryCell { time, words })
        });
        watch.touched = of_registers.collect();

        let end = watch.start + self.profile.times();
        let steps = most_steps.min(self.profile.steps as u64);
        self.machine.run_observed(steps, watch);
        if self.machine.answer().is_some() {
            self.stall(end / self.profile.times());
        }
        let watch = &mut self.watch;
        watch.start = end;
        Start {
            registers,
            pc,
            flag,
            tapes,
            auxiliary: self.auxiliary[auxiliary..watch.auxiliary_read].to_vec(),
            cells: std::mem::take(&mut watch.touched),
        }
    }

    /// After the answer the machine stays where it is: the last step of so many segments is the same once more.
    pub(crate) fn stall(&mut self, segments: u64) {
        let before = segments * self.profile.steps as u64 - 1;
        if self.watch.steps > before {
            return;
        }
        self.watch.steps = before;
        let pc = self.machine.pc();
        let fetched = self.machine.double_word(pc);
        let decoded = Instruction::decode(self.machine.arch(), fetched);
        self.watch.fetch(pc, fetched, &decoded);
    }

    /// The addresses of the cells of memory and tape that were touched, and of the tape's others.
    pub(crate) fn touched(&self) -> impl Iterator<Item = i64> {
        let touched = self.watch.times.addresses().map(|address| address as i64);
        touched
            .take_while(|&address| address < TAPE as i64)
            .chain(self.tape_addresses())
    }

    fn tape_addresses(&self) -> Range<i64> {
        TAPE as i64..TAPE as i64 + self.watch.tape.len() as i64
    }

    /// The boot cell of a cell of memory or tape as the steps so far leave it.
    pub(crate) fn boot_cell(&self, address: i64) -> BootCell {
        let time = self.watch.times.get(address as usize);
        let last = match self.tape_addresses().contains(&address) {
            true => {
                let words = self.watch.tape[(address - TAPE as i64) as usize];
                let time = time.unwrap_or(0);
                Some(MemoryCell { time, words })
            }
            false => time.map(|time| {
                let DoubleWord { lo, hi } = self.machine.double_word(address as u64 * 8);
                let words = [lo, hi];
                MemoryCell { time, words }
            }),
        };
        BootCell::new(&self.profile, &self.image, address, last)
    }
}

/// What liars change.
#[cfg(test)]
impl Executor {
    pub(crate) fn machine_mut(&mut self) -> &mut Machine {
        &mut self.machine
    }

    pub(crate) fn tapes_mut(&mut self) -> &mut TapeState {
        &mut self.watch.tapes
    }

    pub(crate) fn scratch_mut(&mut self) -> &mut u64 {
        &mut self.watch.scratch
    }
}
