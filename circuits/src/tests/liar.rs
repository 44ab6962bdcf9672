//! A lying prover: runs a program like the honest one, and at chosen moments changes the machine, the memory argument's cells, the boot
//! cells, or what a step says about itself. Everything else follows.

use super::{ChangeSecondPhase, Run};
use crate::control::ANSWER;
use crate::deletion::switch::{self, unfolded};
use crate::keys::ProgramPoint;
use crate::layout::{Cell, Layout, ROWS_PER_STEP};
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::verifier;
use crate::witness::{BootCell, Evaluator, Memory, StepValues, TapeState, register, small};
use crate::{Profile, ProvingKey, Srs, SrsSize, Statement, VerifyingKey, Witness};
use halo2curves::bn256::Fr;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::{DoubleWord, Machine, Step, Tapes};

/// When a lie may be told.
pub(super) enum Moment<'m> {
    /// The machine is ready.
    Start,
    /// Step `i` comes next.
    Before(usize),
    /// The machine has done step `i`; its cells are not yet written.
    After(usize, &'m Step, &'m mut StepValues),
    /// The cells of step `i` are written and its accesses are made.
    Written(usize),
    /// All steps are written, the boot cells are not.
    Boot(&'m mut Vec<BootCell>),
    /// All cells are written but the multiplicities.
    Complete,
}

/// What a liar can change.
pub(super) struct Liar {
    pub profile: Profile,
    pub layout: Layout,
    pub machine: Machine,
    /// The cells as the memory argument has them.
    pub memory: Memory,
    pub tapes: TapeState,
    pub witness: Witness,
}

impl Liar {
    /// Changes a cell, silently.
    pub fn change_cell(&mut self, cell: i64, words: [u64; 2]) {
        self.memory.cells.entry(cell).or_default().words = words;
    }

    /// Changes a double word for the machine and the memory argument alike.
    pub fn change_double_word(&mut self, address: u64, value: DoubleWord) {
        self.machine.set_double_word(address, value);
        self.change_cell(address as i64 / 8, [value.lo, value.hi]);
    }

    /// Changes a register for the machine and the memory argument alike.
    pub fn change_register(&mut self, number: u32, value: u64) {
        self.machine.set_register(number, value);
        self.change_cell(register(number), [value, 0]);
    }

    /// Changes a cell of step `step`.
    pub fn forge(&mut self, step: usize, cell: Cell, value: impl Into<Fr>) {
        self.witness.forge(step * ROWS_PER_STEP, cell, value);
    }
}

impl Witness {
    /// A cell of the step whose first row this is.
    pub(super) fn cell(&self, row: usize, cell: Cell) -> Fr {
        self.first_phase()[cell.column][row + cell.row]
    }

    /// Changes a cell of the step whose first row this is.
    pub(super) fn forge(&mut self, row: usize, cell: Cell, value: impl Into<Fr>) {
        self.columns_mut()[cell.column][row + cell.row] = value.into();
    }
}

/// A false witness, and what it claims.
#[derive(Clone)]
pub(super) struct Forgery {
    /// Where it began.
    pub run: Arc<Run>,
    pub statement: Statement,
    pub witness: Witness,
    pub second_phase: Option<Arc<ChangeSecondPhase>>,
}

impl Forgery {
    /// Does the real verifier accept it, with whatever is switched off on this thread?
    pub fn is_accepted(&self) -> bool {
        let proving = proving_key(&self.run);
        let (point, proof) = self.proof(&proving);
        verifier::is_accepted(proving.verifying(), &point, &self.statement, &proof)
    }

    /// The columns of the second phase, at these challenges; the evaluator is that of the circuit that it is proved in.
    pub fn second_phase(&self, evaluator: &Evaluator, beta: Fr, gamma: Fr) -> Vec<Vec<Fr>> {
        let mut columns = self
            .witness
            .second_phase(evaluator, &self.statement, beta, gamma);
        if let Some(change) = &self.second_phase {
            change(&mut columns, self.run.config.columns.profile.used_rows());
        }
        columns
    }

    /// What the prover makes of it: the program's point, and the protocol's part of the proof.
    fn proof(&self, proving: &ProvingKey) -> (ProgramPoint, Vec<u8>) {
        let profile = &self.run.config.columns.profile;
        let second_phase = |beta, gamma| self.second_phase(proving.evaluator(), beta, gamma);
        let mut randomness = Randomness::new();
        let proof = prove_columns(
            proving,
            &srs(profile),
            &self.statement,
            self.witness.first_phase(),
            second_phase,
            |count| randomness.elements(count),
            &mut |_| {},
        );
        (*proving.point(), proof.expect("no point is the identity"))
    }

    /// The names of the constraints that refuse it.
    pub fn violations(&self) -> BTreeSet<String> {
        let second_phase = self.second_phase.as_deref();
        let Run {
            program,
            statement,
            trace,
            ..
        } = &*self.run;
        let profile = &self.run.config.columns.profile;
        let (program, statement, trace) = (program.clone(), statement.clone(), trace.clone());
        // Of the whole circuit, whatever was switched off for the run.
        let run = unfolded(|| Run::of(profile, program, statement, trace));
        let violated = run.violations_with(&self.statement, &self.witness, second_phase);
        violated.into_keys().collect()
    }
}

/// The development SRS of a profile, made once.
pub(super) fn srs(profile: &Profile) -> Arc<Srs> {
    type All = HashMap<SrsSize, Arc<Srs>>;
    static ALL: LazyLock<Mutex<All>> = LazyLock::new(Mutex::default);
    let size = profile.srs_size();
    let mut all = ALL.lock().unwrap();
    let make = || Arc::new(Srs::generate_dev(size).unwrap());
    all.entry(size).or_insert_with(make).clone()
}

/// The key of a run's program, with whatever is switched off on this thread.
pub(super) fn proving_key(run: &Run) -> ProvingKey {
    let profile = &run.config.columns.profile;
    let srs = srs(profile);
    let verifying = match switch::is_something_off() {
        true => VerifyingKey::generate(profile, &srs).unwrap(),
        false => VerifyingKey::pinned(profile).unwrap(),
    };
    ProvingKey::new(&verifying, &srs, run.program.clone()).unwrap()
}

/// The forgery of a liar who has these tapes and does as `lie` says. The statement is the run's, with the answer that the last step
/// shows. `None` if it touches more cells than there is room for.
pub(super) fn tell(
    run: &Arc<Run>,
    tapes: &Tapes,
    mut lie: impl FnMut(Moment, &mut Liar),
) -> Option<Forgery> {
    let profile = run.config.columns.profile;
    let layout = Layout::new(&profile);
    let mut liar = Liar {
        profile,
        layout,
        machine: Machine::new(&run.program, tapes.clone()),
        memory: Memory::new(&run.program, &run.statement),
        tapes: TapeState::default(),
        witness: Witness::empty(&profile, None),
    };
    lie(Moment::Start, &mut liar);
    let mut stalled: Option<StepValues> = None;
    for i in 0..profile.steps {
        if let Some(values) = &stalled {
            liar.witness
                .assign_step(&layout, &mut liar.memory, i, values);
            continue;
        }
        lie(Moment::Before(i), &mut liar);
        let step = liar.machine.step_traced();
        let mut values = StepValues::new(&profile, &step, liar.tapes);
        lie(Moment::After(i, &step, &mut values), &mut liar);
        liar.witness
            .assign_step(&layout, &mut liar.memory, i, &values);
        liar.tapes = values.tapes_after;
        lie(Moment::Written(i), &mut liar);
        // After an answer that stays where it is, the machine stalls.
        if values.control.slot == ANSWER && values.next_pc == step.pc / 8 {
            (values.tapes, values.tapes_after) = (liar.tapes, liar.tapes);
            values.flag = liar.machine.flag();
            values.flag_after = values.flag;
            stalled = Some(values);
        }
    }
    // One cell is the end of the tape. Registers count too, though they have cells of their own.
    if liar.memory.cells.len() > profile.cells() + 1 {
        return None;
    }
    let mut cells = liar.memory.all_boot_cells(&profile);
    lie(Moment::Boot(&mut cells), &mut liar);
    liar.witness.assign_boot(0, &cells, None);
    lie(Moment::Complete, &mut liar);
    liar.witness.count_uses(&run.evaluator);
    let answer = layout.aux(0);
    let answer = small(liar.witness.cell(profile.answer_row(), answer));
    Some(Forgery {
        run: run.clone(),
        statement: Statement {
            answer: answer.unwrap_or(0) as u32,
            ..run.statement.clone()
        },
        witness: liar.witness,
        second_phase: None,
    })
}
