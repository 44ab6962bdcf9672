//! A lying prover: runs a program like the honest one, and at chosen moments changes the machine, the memory argument's cells, the boot
//! cells, or what a step says about itself. Everything else follows.

use super::{ChangeSecondPhase, Run, all_columns};
use crate::control::ANSWER;
use crate::deletion::switch::{self, unfolded};
use crate::job::mark_columns;
use crate::keys::ProgramPoint;
use crate::layout::{Cell, Layout, ROWS_PER_STEP};
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::segments::of_verifier;
use crate::step::SCRATCH;
use crate::verifier;
use crate::witness::{
    BootAddresses, BootCell, Evaluator, Memory, MemoryCell, StepValues, TapeState, fixed_columns,
    image, register, small,
};
use crate::{Profile, ProvingKey, Segment, Srs, SrsSize, Statement, VerifyingKey, Witness};
use arithmetic::program;
use ff::Field;
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
    /// The answer, once it was given.
    stalled: Option<StepValues>,
    pub witness: Witness,
}

impl Liar {
    /// Who has not lied yet.
    fn new(run: &Run, tapes: &Tapes) -> Self {
        let profile = run.config.columns.profile;
        Liar {
            profile,
            layout: Layout::new(&profile),
            machine: Machine::new(&run.program, tapes.clone()),
            memory: Memory::new(&run.program, &run.statement),
            tapes: TapeState::default(),
            stalled: None,
            witness: Witness::empty(&profile, None),
        }
    }

    /// Fills the witness, whose first step is this one of the run.
    fn steps(&mut self, first: usize, lie: &mut impl FnMut(Moment, &mut Liar)) {
        let (profile, layout) = (self.profile, self.layout);
        for row in 0..profile.steps {
            if let Some(values) = &self.stalled {
                self.witness
                    .assign_step(&layout, &mut self.memory, row, values);
                continue;
            }
            let i = first + row;
            lie(Moment::Before(i), self);
            let step = self.machine.step_traced();
            let mut values = StepValues::new(&profile, &step, self.tapes);
            lie(Moment::After(i, &step, &mut values), self);
            self.witness
                .assign_step(&layout, &mut self.memory, row, &values);
            self.tapes = values.tapes_after;
            lie(Moment::Written(i), self);
            // After an answer that stays where it is, the machine stalls.
            if values.control.slot == ANSWER && values.next_pc == step.pc / 8 {
                (values.tapes, values.tapes_after) = (self.tapes, self.tapes);
                values.flag = self.machine.flag();
                values.flag_after = values.flag;
                self.stalled = Some(values);
            }
        }
    }

    /// The run's, with the answer that the last step shows.
    fn statement(&self, run: &Run) -> Statement {
        let answer = self.layout.aux(0);
        let answer = small(self.witness.cell(self.profile.answer_row(), answer));
        Statement {
            answer: answer.unwrap_or(0) as u32,
            ..run.statement.clone()
        }
    }

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
    let mut liar = Liar::new(run, tapes);
    lie(Moment::Start, &mut liar);
    liar.steps(0, &mut lie);
    // One cell is the end of the tape. Registers count too, though they have cells of their own.
    if liar.memory.cells.len() > profile.cells() + 1 {
        return None;
    }
    let mut cells = liar.memory.all_boot_cells(&profile);
    lie(Moment::Boot(&mut cells), &mut liar);
    liar.witness.assign_boot(0, &cells, None);
    lie(Moment::Complete, &mut liar);
    liar.witness.count_uses(&run.evaluator);
    Some(Forgery {
        run: run.clone(),
        statement: liar.statement(run),
        witness: liar.witness,
        second_phase: None,
    })
}

/// What a liar makes of all segments of a run. From the second one on what they start from follows from the lie.
pub(super) struct Segments {
    pub statement: Statement,
    pub witnesses: Vec<Witness>,
}

impl Segments {
    /// Do the constraints hold in each, and are the tuples that they and the verifier write those that are read? `constraints` are all,
    /// combined.
    pub fn are_satisfied(&self, run: &Run, constraints: &program::Program) -> bool {
        let profile = run.config.columns.profile;
        let mut randomness = Randomness::new();
        let challenges = randomness.elements(2);
        let (beta, gamma) = (challenges[0], challenges[1]);
        let count = self.witnesses.len();
        let [mut written, read] = of_verifier(&profile, &self.statement, count, beta, gamma);
        let hold = self.witnesses.iter().enumerate().all(|(index, witness)| {
            let segment = Segment { index, count };
            let second = witness.second_phase(&run.evaluator, &self.statement, beta, gamma);
            let share = witness.share(&second, beta, gamma);
            written *= share;
            let fixed = fixed_columns(&run.cs, &run.config, &run.program);
            let (phases, marks) = ([witness.first_phase(), &second], mark_columns(&profile));
            let columns = all_columns(profile.k, fixed, phases, marks, &mut randomness);
            let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
            let known = segment.known(&profile, self.statement.answer);
            let parameters = [challenges.clone(), known, vec![share]].concat();
            let alpha = randomness.elements(1)[0];
            let values = constraints.run(&columns, &parameters, alpha);
            values.iter().all(|value| bool::from(value.is_zero()))
        });
        hold && written == read
    }
}

/// [`tell`] of a run in segments. Moments count steps from the run's start.
pub(super) fn tell_in_segments(
    run: &Arc<Run>,
    tapes: &Tapes,
    mut lie: impl FnMut(Moment, &mut Liar),
) -> Option<Segments> {
    let profile = run.config.columns.profile;
    let count = run.job.as_ref().expect("of a segment").segment().count;
    let mut liar = Liar::new(run, tapes);
    lie(Moment::Start, &mut liar);
    let mut all = vec![];
    for index in 0..count {
        let segment = Segment { index, count };
        liar.witness = Witness::empty(&profile, Some(segment));
        liar.steps(index * profile.steps, &mut lie);
        // Registers are read as they are and written for the next segment.
        let end = segment.offset(&profile) + profile.times();
        let mut registers = liar.memory.clone();
        for address in profile.first_register()..=SCRATCH {
            let start = MemoryCell {
                time: segment.offset(&profile),
                ..MemoryCell::default()
            };
            registers.cells.entry(address).or_insert(start);
            let cell = liar.memory.cells.entry(address).or_default();
            cell.time = end;
        }
        all.push((segment, liar.witness.clone(), registers));
    }
    let statement = liar.statement(run);
    let room = profile.memory_cells();
    let touched = || liar.memory.cells.keys().copied();
    // Cells that begin or end a region may be among those that were touched.
    if touched().filter(|&address| address >= 0).count() + 2 > count * room {
        return None;
    }
    let addresses = BootAddresses::new(&profile, count * room, touched());
    let image = image(&run.program);
    let boot_cell = |address: i64| {
        let last = liar.memory.cells.get(&address).copied();
        BootCell::new(&profile, &image, address, last)
    };
    let masks: Vec<Fr> = (0..=count as u64).map(|i| Fr::from(i).square()).collect();
    let witnesses = all
        .into_iter()
        .map(|(segment, mut witness, mut registers)| {
            let places = segment.boot_cells(&profile);
            let boot: Vec<BootCell> = addresses.range(places.clone()).map(boot_cell).collect();
            let behind = addresses.behind(&places).map(boot_cell);
            let behind = behind.map(|cell| (cell.address, cell.region));
            let masks = [masks[segment.index], masks[segment.index + 1]];
            witness.assign_registers(segment, &mut registers, &boot[0], masks);
            witness.assign_boot(profile.register_cells(), &boot, behind);
            witness.count_uses(&run.evaluator);
            witness
        });
    Some(Segments {
        statement,
        witnesses: witnesses.collect(),
    })
}
