//! A lying prover: runs a program like the honest one, and at chosen moments changes the machine, the memory argument's cells, or
//! what a step says about itself. Everything else follows.

use super::Honest;
use crate::control::ANSWER;
use crate::layout::Layout;
use crate::step::StepCells;
use crate::witness::{Memory, StepValues, TapeState, register};
use crate::{Profile, Statement, Witness};
use tinyram::{DoubleWord, Machine, Step, Tapes};

/// When a lie may be told.
pub(super) enum Moment<'m> {
    /// The machine and the boot cells are ready.
    Start,
    /// Step `i` comes next.
    Before(usize),
    /// The machine has done step `i`; its cells are not yet written.
    After(usize, &'m Step, &'m mut StepValues),
    /// The cells of step `i` are written and its accesses are made.
    Written(usize, &'m Step, &'m StepValues),
    /// All steps are written, the boot cells are not.
    End,
    /// All cells are written but the multiplicities.
    Complete,
}

/// What a liar can change.
pub(super) struct Liar {
    pub profile: &'static Profile,
    pub layout: Layout,
    pub machine: Machine,
    /// The cells as the memory argument has them.
    pub memory: Memory,
    pub tapes: TapeState,
    /// Words read from both tapes, as the machine has it.
    pub words_read: [usize; 2],
    pub witness: Witness,
    /// First and last values of the boot cells; `None` before `End`, where they become what `memory` was at the start
    /// and is at the end.
    pub boot: Option<[Memory; 2]>,
    /// What the liar claims; the answer is what the output cell holds at the end.
    pub statement: Statement,
}

impl Liar {
    /// The cell of the double word at a byte address.
    pub fn cell(&self, address: u64) -> i64 {
        (StepCells::memory_base(self.profile) + address / 8) as i64
    }

    /// Changes a cell, silently.
    pub fn change_cell(&mut self, cell: i64, words: [u64; 2]) {
        self.memory.cells.entry(cell).or_default().words = words;
    }

    /// Changes a double word for the machine and the memory argument alike.
    pub fn change_double_word(&mut self, address: u64, value: DoubleWord) {
        self.machine.set_double_word(address, value);
        self.change_cell(self.cell(address), [value.lo, value.hi]);
    }

    /// Changes a register for the machine and the memory argument alike.
    pub fn change_register(&mut self, number: u32, value: u64) {
        self.machine.set_register(number, value);
        self.change_cell(register(number), [value, 0]);
    }
}

/// The witness and the statement of a liar who has these tapes and does as `lie` says.
pub(super) fn tell(
    honest: &Honest,
    tapes: &Tapes,
    mut lie: impl FnMut(Moment, &mut Liar),
) -> (Statement, Witness) {
    let profile = honest.profile;
    let witness = Witness::empty(profile, &honest.program);
    let mut liar = Liar {
        profile,
        layout: Layout::new(profile),
        machine: Machine::new(&honest.program, tapes.clone()),
        memory: witness.boot_values(&honest.statement),
        tapes: TapeState::default(),
        words_read: [0, 0],
        witness,
        boot: None,
        statement: honest.statement.clone(),
    };
    lie(Moment::Start, &mut liar);
    let start = liar.memory.clone();
    let mut stalled: Option<(Step, StepValues)> = None;
    let mut last = None;
    for i in 0..profile.steps {
        let (step, values) = match &stalled {
            Some(stall) => stall.clone(),
            None => {
                lie(Moment::Before(i), &mut liar);
                let step = liar.machine.step_traced();
                let mut values = StepValues::new(profile, &step, liar.tapes);
                lie(Moment::After(i, &step, &mut values), &mut liar);
                (step, values)
            }
        };
        let layout = liar.layout;
        liar.witness
            .assign_step(&layout, &mut liar.memory, i, &values);
        liar.tapes = liar.tapes.after(&step);
        if let Some(read) = step.read.filter(|read| read.word.is_some()) {
            liar.words_read[read.tape as usize] += 1;
        }
        if stalled.is_none() {
            lie(Moment::Written(i, &step, &values), &mut liar);
            // After an answer that stays where it is, the machine stalls.
            if values.control.slot == ANSWER && values.next_pc == step.pc / 8 {
                let mut values = values.clone();
                (values.tapes, values.flag) = (liar.tapes, liar.machine.flag());
                stalled = Some((step.clone(), values));
            }
        }
        last = Some(values.next_pc);
    }
    let (layout, flag) = (liar.layout, liar.machine.flag());
    let next_pc = last.expect("a profile has a step");
    liar.witness.assign_end(&layout, next_pc, flag, liar.tapes);
    let output = liar.memory.cells.get(&0).copied().unwrap_or_default();
    liar.statement.answer = output.words[0] as u32;
    liar.boot = Some([start, liar.memory.clone()]);
    lie(Moment::End, &mut liar);
    let [first, end] = liar.boot.take().expect("set above");
    liar.witness
        .assign_boot(&layout, &honest.statement, &first, &end);
    lie(Moment::Complete, &mut liar);
    liar.witness.count_uses();
    (liar.statement, liar.witness)
}
