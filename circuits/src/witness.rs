//! From a trace to the cells of the circuit: the only place where machine words become field elements.

use crate::chips;
use crate::circuit::{Config, Counted, Ratio, fixed_cells};
use crate::control::{self, Control, OUT_OF_RANGE};
use crate::deletion::on;
use crate::expr::power_of_two;
use crate::instance::Statement;
use crate::instance::{tape, tape_product};
use crate::layout::{
    BITWISE_ROW, CARRY, CONTROL, Cell, DIGIT, ENDED, FIELD4_RANGE, FLAG, GAP_DIGITS, Lane, Layout,
    PADDING_RANGES, ROWS_PER_STEP, STATE_AFTER, WRAP, column,
};
use crate::lookups::SERVED;
use crate::memory::LAST_DOUBLE_WORD;
use crate::profile::Profile;
use crate::segment::{Link, MASK, Segment, link_tuple};
use crate::step::{OpWitness, SCRATCH, STATE_FLAG, TAPE, word_parts};
use crate::tables::{Tables, padding_bits};
use arithmetic::program::{self, BLOCK, Program as Evaluation};
use arithmetic::vector::{invert, linear_combination};
use ff::{Field, PrimeField};
use halo2_proofs::plonk::{ConstraintSystem, Expression};
use halo2curves::bn256::Fr;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use tinyram::{
    ArchParams, DataAccess, Decoded, DoubleWord, Opcode, Program, Step, TapeRead, Trace, raw_fields,
};

/// The first-phase cells of a proof. Secret: `Debug` prints sizes only.
#[derive(Clone)]
pub struct Witness {
    profile: Profile,
    /// Of which segment, if it is of one.
    segment: Option<Segment>,
    /// By column as in [`crate::layout::column`], then row: those of the steps and the closing one.
    columns: Vec<Vec<Fr>>,
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Witness")
            .field("profile", &self.profile.name)
            .finish_non_exhaustive()
    }
}

/// A cell of the memory argument while the trace is replayed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MemoryCell {
    /// The time of the last access.
    pub time: u64,
    /// The low and high word.
    pub words: [u64; 2],
}

/// The memory argument's cells by address, as left by the accesses so far.
#[derive(Clone)]
pub(crate) struct Memory {
    image: Vec<[u64; 2]>,
    pub cells: HashMap<i64, MemoryCell>,
}

impl Memory {
    /// Before the first step.
    pub(crate) fn new(program: &Program, statement: &Statement) -> Self {
        let tape = tape(&statement.primary).map(|(address, words)| {
            let cell = MemoryCell { time: 0, words };
            (address as i64, cell)
        });
        Memory {
            image: image(program),
            cells: tape.collect(),
        }
    }

    /// In the middle of a run that touches only these.
    pub(crate) fn of_cells(cells: &[(i64, MemoryCell)]) -> Self {
        Memory {
            image: vec![],
            cells: cells.iter().copied().collect(),
        }
    }

    /// The boot cells of a whole run: of registers and scratch cell, then of memory and tape.
    pub(crate) fn all_boot_cells(&self, profile: &Profile) -> Vec<BootCell> {
        let touched = self.cells.keys().copied();
        let addresses = BootAddresses::new(profile, profile.memory_cells(), touched);
        let all = profile.first_register()..=SCRATCH;
        let all = all.chain(addresses.range(0..profile.memory_cells()));
        let boot_cell = |address| {
            let last = self.cells.get(&address).copied();
            BootCell::new(profile, &self.image, address, last)
        };
        all.map(boot_cell).collect()
    }

    /// An access at `time` that leaves `after`, or what it found. Returns what it found.
    pub(crate) fn access(
        &mut self,
        address: i64,
        time: u64,
        after: Option<[u64; 2]>,
    ) -> MemoryCell {
        let first = MemoryCell {
            time: 0,
            words: first_words(&self.image, address),
        };
        let cell = self.cells.entry(address).or_insert(first);
        let before = *cell;
        cell.time = time;
        if let Some(after) = after {
            cell.words = after;
        }
        before
    }
}

/// A program's double words as the memory argument has them.
pub(crate) fn image(program: &Program) -> Vec<[u64; 2]> {
    let words = program.double_words.iter();
    words.map(|words| [words.lo, words.hi]).collect()
}

/// What a cell starts with, where the boot cell says so: those of the tape are the verifier's.
fn first_words(image: &[[u64; 2]], address: i64) -> [u64; 2] {
    let words = usize::try_from(address).ok().and_then(|i| image.get(i));
    words.copied().unwrap_or_default()
}

/// What a boot cell says of its cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct BootCell {
    pub address: i64,
    /// 0 up to the end of the image, 1 up to the end of the memory, 2 on the tape.
    pub region: u64,
    /// The words before the first access; nothing reads those of the tape.
    pub first: [u64; 2],
    pub last: MemoryCell,
}

impl BootCell {
    /// Of the cell at this address, as the last access left it, if there was one.
    pub fn new(
        profile: &Profile,
        image: &[[u64; 2]],
        address: i64,
        last: Option<MemoryCell>,
    ) -> Self {
        let (region, first) = match address {
            _ if address >= TAPE as i64 => (2, [0, 0]),
            _ if address >= profile.image_cells() as i64 => (1, [0, 0]),
            _ => (0, first_words(image, address)),
        };
        let untouched = MemoryCell {
            time: 0,
            words: first,
        };
        BootCell {
            address,
            region,
            first,
            last: last.unwrap_or(untouched),
        }
    }
}

/// The address of a register.
pub(crate) fn register(number: u32) -> i64 {
    SCRATCH - 1 - i64::from(number)
}

impl Witness {
    /// The witness of a run that [`Profile::check`] accepts; `evaluator` is the profile's.
    ///
    /// # Panics
    /// If the run does not fit the profile; [`Profile::check`] says so with a message.
    pub fn new(
        evaluator: &Evaluator,
        program: &Program,
        statement: &Statement,
        trace: &Trace,
    ) -> Self {
        let profile = evaluator.config.columns.profile;
        let mut witness = Witness::empty(&profile, None);
        let mut memory = Memory::new(program, statement);
        // After the answer the machine stalls: the same answer again.
        let last = trace.steps.last().expect("a run that answers has a step");
        let steps = trace.steps.iter().chain(std::iter::repeat(last));
        witness.assign_steps(&mut memory, steps, TapeState::default());
        witness.assign_boot(0, &memory.all_boot_cells(&profile), None);
        witness.count_uses(evaluator);
        witness
    }

    /// The witness of a segment whose steps are these. `memory` and `tapes` are as the segments before left them;
    /// `boot` are its boot cells and the address and region of the next.
    pub(crate) fn of_segment(
        evaluator: &Evaluator,
        segment: Segment,
        steps: &[Step],
        mut memory: Memory,
        tapes: TapeState,
        (boot, next): (&[BootCell], Option<(i64, u64)>),
        masks: [Fr; 2],
    ) -> Self {
        let profile = evaluator.config.columns.profile;
        let mut witness = Witness::empty(&profile, Some(segment));
        witness.assign_steps(&mut memory, steps.iter(), tapes);
        witness.assign_registers(segment, &mut memory, &boot[0], masks);
        witness.assign_boot(profile.register_cells(), boot, next);
        witness.count_uses(evaluator);
        witness
    }

    /// No cell has a value yet.
    pub(crate) fn empty(profile: &Profile, segment: Option<Segment>) -> Self {
        let columns = Layout::new(profile).first_phase_columns();
        Witness {
            profile: *profile,
            segment,
            columns: vec![vec![Fr::ZERO; profile.used_rows() + 1]; columns],
        }
    }

    /// First-phase columns in order.
    pub fn first_phase(&self) -> &[Vec<Fr>] {
        &self.columns
    }

    /// The same cells as those of another segment.
    #[cfg(test)]
    pub(crate) fn of_other_segment(self, segment: Segment) -> Self {
        Witness {
            segment: Some(segment),
            ..self
        }
    }

    /// First-phase columns, to forge.
    #[cfg(test)]
    pub(crate) fn columns_mut(&mut self) -> &mut [Vec<Fr>] {
        &mut self.columns
    }

    fn set(&mut self, row: usize, cell: Cell, value: Fr) {
        self.columns[cell.column][row + cell.row] = value;
    }

    /// A range-checked word with its limbs and spreads, of the step whose first row this is.
    pub(crate) fn set_word(&mut self, layout: &Layout, row: usize, word: usize, value: u64) {
        let all = [
            column::PART,
            column::SPREAD,
            column::LIMB,
            column::LIMB_SPREAD,
        ];
        let columns = if layout.has_two_limbs() { 4 } else { 2 };
        for (half, values) in word_parts(layout.limb_bits, value).into_iter().enumerate() {
            for (column, value) in all.into_iter().zip(values).take(columns) {
                self.set(row, layout.part(word, half, column), Fr::from(value));
            }
        }
    }

    fn assign_steps<'s>(
        &mut self,
        memory: &mut Memory,
        steps: impl Iterator<Item = &'s Step>,
        mut tapes: TapeState,
    ) {
        let layout = Layout::new(&self.profile);
        for (i, step) in steps.take(self.profile.steps).enumerate() {
            let values = StepValues::new(&self.profile, step, tapes);
            self.assign_step(&layout, memory, i, &values);
            tapes = tapes.after(step);
        }
    }

    /// The rows of registers and mask of a segment, behind its last step.
    pub(crate) fn assign_registers(
        &mut self,
        segment: Segment,
        memory: &mut Memory,
        boot: &BootCell,
        [mask_before, mask_after]: [Fr; 2],
    ) {
        let (times, offset) = (self.profile.times(), segment.offset(&self.profile));
        let first = self.profile.first_register();
        for (step, address) in (first..=MASK).enumerate() {
            let row = step * ROWS_PER_STEP;
            let cell = memory.cells.entry(address).or_default();
            if address == MASK {
                cell.time = offset;
            }
            let passed = offset + times - cell.time;
            let low = passed.min(times - 1);
            let word = Fr::from(cell.words[0]);
            let [word, left] = match address {
                MASK => [mask_before, mask_after],
                _ => [word, word],
            };
            for row in [row, row + 1] {
                self.columns[column::BOOT_ADDRESS][row] = field(boot.address);
                self.columns[column::REGION][row] = Fr::from(boot.region);
            }
            let mut set = |column: usize, value: Fr| self.columns[column][row + 1] = value;
            set(column::LAST_TIME, Fr::from(cell.time));
            set(column::LAST_LO, word);
            set(column::FIRST_LO, left);
            set(column::RANGE, Fr::from(low));
            set(column::RANGE + 1, Fr::from(passed - low));
        }
    }

    /// The cells of step `i`, whose accesses find and leave what is in `memory`, and what the next one starts from.
    pub(crate) fn assign_step(
        &mut self,
        layout: &Layout,
        memory: &mut Memory,
        i: usize,
        values: &StepValues,
    ) {
        let profile = self.profile;
        let offset = self.segment.map_or(0, |segment| segment.offset(&profile));
        let row = i * ROWS_PER_STEP;
        let bits = padding_bits(profile.arch().register_bits());
        let [low, high] = [values.padding & ((1 << bits) - 1), values.padding >> bits];
        let ranges = [
            (FIELD4_RANGE, values.field4),
            (PADDING_RANGES[0], low),
            (PADDING_RANGES[1], high),
        ];
        for (range, value) in ranges {
            self.set(row, layout.range(range, 0), Fr::from(value));
        }
        let op = &values.op;
        for (cell, value) in layout.op_lookup().into_iter().zip([op.op_key, op.op_value]) {
            self.set(row, cell, Fr::from(value));
        }

        for &(lane, second, address, after) in &values.accesses {
            let row = row + second;
            let now = offset + time(row, lane);
            let name = access_name(lane, second);
            let before = memory.access(address, now, after);
            if !on(name) {
                memory.cells.insert(address, before);
            }
            let words = after.unwrap_or(before.words);
            let mut set = |column: usize, value| self.columns[column][row] = value;
            match lane {
                Lane::Register => {
                    set(column::REGISTER, field(address));
                    set(column::REGISTER_PREVIOUS, Fr::from(before.time));
                    set(column::BEFORE, Fr::from(before.words[0]));
                    set(column::AFTER, Fr::from(words[0]));
                }
                Lane::Cell => {
                    set(column::ADDRESS, field(address));
                    set(column::PREVIOUS, Fr::from(before.time));
                    if let Some(column) = layout.segments_passed() {
                        // Not below zero, but for liars.
                        let passed = now.saturating_sub(before.time + 1);
                        set(column, Fr::from(passed / profile.times()));
                    }
                    set(column::LO, Fr::from(before.words[0]));
                    set(column::HI, Fr::from(before.words[1]));
                    if second == 1 {
                        set(column::NEW_LO, Fr::from(words[0]));
                        set(column::NEW_HI, Fr::from(words[1]));
                    }
                }
            }
        }

        // Words, bits, and the cells that the accesses leave free.
        for (word, &value) in op.words.iter().enumerate() {
            self.set_word(layout, row, word, value);
        }
        let mut bit = |index, value: bool| {
            self.set(row, layout.bit(index), boolean(value));
        };
        bit(FLAG, values.flag);
        bit(ENDED, values.tapes.ended);
        bit(WRAP, values.wraps());
        bit(CARRY, op.carry);
        for (i, digit) in op.digits.into_iter().enumerate() {
            bit(DIGIT + i, digit);
        }
        for (i, value) in values.control.bits().into_iter().enumerate() {
            bit(CONTROL + i, value);
        }
        self.set(
            row,
            BITWISE_ROW,
            boolean(values.control.slot == control::BITWISE),
        );
        for (i, value) in op.aux.into_iter().enumerate() {
            self.set(row, layout.aux(i), value);
        }

        // The state: before this step, after it, and once more where the next one starts.
        let tapes = values.tapes_after;
        let flags = [values.flag_after, tapes.ended].map(boolean);
        let state = state(Fr::from(values.pc_after()), flags);
        self.set(row, STATE_AFTER, state);
        let next = row + ROWS_PER_STEP;
        self.columns[column::ADDRESS][next] = Fr::from(values.pc_after());
        self.set(next, layout.bit(FLAG), flags[0]);
        self.set(next, layout.bit(ENDED), flags[1]);
        let positions = &mut self.columns[column::POSITION];
        positions[row] = Fr::from(values.tapes.position);
        positions[row + 1] = Fr::from(tapes.position);
        positions[next] = Fr::from(tapes.position);
    }

    /// The boot cells from that of this step on, in order, and the address and region of the one behind them.
    pub(crate) fn assign_boot(
        &mut self,
        first: usize,
        cells: &[BootCell],
        behind: Option<(i64, u64)>,
    ) {
        let times = self.profile.times();
        let last = cells.last().expect("boot cells");
        // What the last step calls the next one's.
        let (end, end_region) = behind.unwrap_or((last.address + 1, last.region));
        let set_both = |columns: &mut [Vec<Fr>], row: usize, address: i64, region: u64| {
            columns[column::BOOT_ADDRESS][row] = field(address);
            columns[column::REGION][row] = Fr::from(region);
        };
        for (i, cell) in cells.iter().enumerate() {
            let row = (first + i) * ROWS_PER_STEP;
            let next = cells.get(i + 1).map_or(end, |next| next.address);
            // Not below zero, but for liars whose addresses do not ascend.
            let gap = (next - cell.address - 1).max(0) as u64;
            for row in [row, row + 1] {
                set_both(&mut self.columns, row, cell.address, cell.region);
            }
            let mut set =
                |column: usize, value: u64| self.columns[column][row + 1] = Fr::from(value);
            set(column::LAST_TIME, cell.last.time);
            set(column::LAST_LO, cell.last.words[0]);
            set(column::LAST_HI, cell.last.words[1]);
            set(column::FIRST_LO, cell.first[0]);
            set(column::FIRST_HI, cell.first[1]);
            let digits = (0..GAP_DIGITS as u32).map(|digit| gap / times.pow(digit) % times);
            for (digit, value) in digits.enumerate() {
                set(column::RANGE + digit, value);
            }
        }
        let row = self.profile.used_rows();
        set_both(&mut self.columns, row, end, end_region);
    }

    /// Fills the columns of uses from the lookups that stand in the other columns.
    pub(crate) fn count_uses(&mut self, evaluator: &Evaluator) {
        let tables = Tables::new(&self.profile);
        let rows = self.profile.used_rows();
        let scaled = evaluator.scaled(&self.columns);
        let columns = evaluator.columns(&scaled);
        let mut uses = vec![vec![0u64; rows + 1]; SERVED];
        for lookup in &evaluator.lookups {
            let parameters = self.parameters([Fr::ZERO; 2]);
            let run = |evaluation: &Evaluation| evaluation.run(&columns, &parameters, Fr::ONE);
            let on = run(&lookup.on);
            let [tag, key] = [&lookup.tag, &lookup.key].map(|part| evaluator.unscaled(run(part)));
            let places: Vec<_> = (0..rows)
                .into_par_iter()
                .map(|row| {
                    let on = !bool::from(on[row].is_zero());
                    let [tag, key] = [tag[row], key[row]].map(small);
                    if on { tables.place(tag?, key?) } else { None }
                })
                .collect();
            for place in places.into_iter().flatten() {
                uses[place.lane][place.row] += 1;
            }
        }
        for (lane, uses) in uses.into_iter().enumerate() {
            self.columns[column::USES + lane] = uses.into_par_iter().map(Fr::from).collect();
        }
    }

    /// The parameters of the constraints' expressions: challenges and, of a segment, public numbers, but for answer and share, which only
    /// constraints ask for.
    fn parameters(&self, challenges: [Fr; 2]) -> Vec<Fr> {
        let mut parameters = challenges.to_vec();
        if let Some(segment) = self.segment {
            parameters.extend(segment.known(&self.profile, 0));
            parameters.push(Fr::ZERO);
        }
        parameters
    }

    /// The link on the row of a first step, at a time.
    fn link(&self, row: usize, time: u64, beta: Fr) -> Fr {
        let layout = Layout::new(&self.profile);
        let at = |column: usize| self.columns[column][row];
        let flags = [FLAG, ENDED].map(|bit| at(layout.bit(bit).column));
        let link = Link {
            state: state(at(column::ADDRESS), flags),
            position: at(column::POSITION),
            address: at(column::BOOT_ADDRESS),
            region: at(column::REGION),
        };
        link_tuple(beta, time, link)
    }

    /// The share of a segment: what its products end at, with the link that it writes.
    pub(crate) fn share(&self, second: &[Vec<Fr>], beta: Fr, gamma: Fr) -> Fr {
        let segment = self.segment.expect("of a segment");
        let row = self.profile.used_rows();
        let time = segment.offset(&self.profile) + self.profile.times();
        let link = match segment.goes_on() {
            true => gamma - self.link(row, time, beta),
            false => Fr::ONE,
        };
        second[1][row] * second[2][row] * link
    }

    /// The second-phase columns in the order of their columns: the running sum, the running products, the helpers. They end on the closing
    /// row.
    pub fn second_phase(
        &self,
        evaluator: &Evaluator,
        statement: &Statement,
        beta: Fr,
        gamma: Fr,
    ) -> Vec<Vec<Fr>> {
        let rows = self.profile.used_rows();
        let scaled = evaluator.scaled(&self.columns);
        let columns = evaluator.columns(&scaled);
        let parameters = self.parameters([beta, gamma]);
        let ratio = |[numerator, denominator]: &[Evaluation; 2]| {
            let run = |evaluation: &Evaluation| {
                let mut values = evaluation.run(&columns, &parameters, Fr::ONE);
                values.truncate(rows);
                values
            };
            let (numerator, mut denominator) = (run(numerator), run(denominator));
            denominator.par_chunks_mut(1 << 12).for_each(invert);
            let products = denominator.par_iter_mut().zip(&numerator);
            // The scales cancel.
            products.for_each(|(inverse, numerator)| *inverse *= numerator);
            denominator
        };
        let mut helpers: Vec<Vec<Fr>> = evaluator.sums.iter().map(ratio).collect();
        let direct = helpers.remove(0);
        let growth: Vec<Fr> = (0..rows)
            .into_par_iter()
            .map(|row| {
                helpers
                    .iter()
                    .fold(direct[row], |sum, helper| sum + helper[row])
            })
            .collect();
        let running = |first: Fr, next: &mut dyn FnMut(usize, Fr) -> Fr| {
            let mut values = Vec::with_capacity(rows + 1);
            values.push(first);
            for row in 0..rows {
                values.push(next(row, values[row]));
            }
            values
        };
        let sum = running(Fr::ZERO, &mut |row, sum| sum + growth[row]);
        let [accesses, mut boot] = [0, 1].map(|i| ratio(&evaluator.products[i]));
        if let Some(register) = evaluator.products.get(2) {
            let rows = self.profile.register_cells() * ROWS_PER_STEP;
            boot[..rows].copy_from_slice(&ratio(register)[..rows]);
        }
        let starts = match self.segment {
            None => [Fr::ONE, tape_product(&statement.primary, beta, gamma)],
            Some(segment) => {
                let read = gamma - self.link(0, segment.offset(&self.profile), beta);
                // Zero with negligible probability.
                [read.invert().unwrap_or(Fr::ZERO), Fr::ONE]
            }
        };
        let accesses = running(starts[0], &mut |row, product| product * accesses[row]);
        let boot = running(starts[1], &mut |row, product| match row % ROWS_PER_STEP {
            0 => product,
            _ => product * boot[row],
        });
        [sum, accesses, boot].into_iter().chain(helpers).collect()
    }
}

/// pc, flag and "ended" as one number, [`crate::step`] has it as an expression.
fn state(pc: Fr, [flag, ended]: [Fr; 2]) -> Fr {
    pc + flag * power_of_two(STATE_FLAG) + ended * power_of_two(STATE_FLAG + 1)
}

/// A small field element as an integer.
pub(crate) fn small(value: Fr) -> Option<u64> {
    let repr = value.to_repr();
    let (low, high) = repr.as_ref().split_at(8);
    let is_small = high.iter().all(|&byte| byte == 0);
    is_small.then(|| u64::from_le_bytes(low.try_into().expect("8 bytes")))
}

/// The time of an access.
pub(crate) fn time(row: usize, lane: Lane) -> u64 {
    2 * row as u64
        + match lane {
            Lane::Cell => 1,
            Lane::Register => 2,
        }
}

/// The accesses of a step by lane and row.
pub(crate) const fn access_name(lane: Lane, row: usize) -> &'static str {
    match (lane, row) {
        (Lane::Cell, 0) => "memory access: fetch",
        (Lane::Cell, _) => "memory access: data",
        (Lane::Register, 0) => "memory access: register A",
        (Lane::Register, _) => "memory access: register ri",
    }
}

/// What the witness computes by the constraints' own expressions, on all rows.
pub struct Evaluator {
    config: Config,
    /// The fixed columns, [`program::scale`] times.
    fixed: Vec<Vec<Fr>>,
    sums: Vec<[Evaluation; 2]>,
    products: Vec<[Evaluation; 2]>,
    lookups: Vec<CountedEvaluation>,
}

struct CountedEvaluation {
    on: Evaluation,
    tag: Evaluation,
    key: Evaluation,
}

impl Evaluator {
    /// Of a circuit and the program in it.
    pub fn new(cs: &ConstraintSystem<Fr>, config: &Config, program: &Program) -> Self {
        let numbers = config.columns.profile.numbers();
        let evaluation = |expression: &Expression<Fr>| fflonk::evaluation(cs, numbers, expression);
        let ratios = |ratios: &[Ratio]| {
            let all = ratios.iter();
            all.map(|Ratio(numerator, denominator)| {
                [evaluation(numerator), evaluation(denominator)]
            })
            .collect()
        };
        let counted = |Counted { on, tag, key, .. }: &Counted| CountedEvaluation {
            on: evaluation(on),
            tag: evaluation(tag),
            key: evaluation(key),
        };
        let k = config.columns.profile.k;
        let fixed = fixed_columns(cs, config, program);
        Evaluator {
            config: config.clone(),
            fixed: fixed.iter().map(|column| scaled(k, column)).collect(),
            sums: ratios(&config.sums),
            products: ratios(&config.products),
            lookups: config.lookups.iter().map(counted).collect(),
        }
    }

    fn scaled(&self, columns: &[Vec<Fr>]) -> Vec<Vec<Fr>> {
        let k = self.config.columns.profile.k;
        columns.iter().map(|column| scaled(k, column)).collect()
    }

    fn columns<'a>(&'a self, witness: &'a [Vec<Fr>]) -> Vec<&'a [Fr]> {
        let all = self.fixed.iter().chain(witness);
        all.map(Vec::as_slice).collect()
    }

    fn unscaled(&self, values: Vec<Fr>) -> Vec<Fr> {
        let inverse = program::scale().invert().expect("not zero");
        linear_combination(values.len(), &[(inverse, &values)])
    }
}

/// The values of the fixed columns, as long as they have any.
pub(crate) fn fixed_columns(
    cs: &ConstraintSystem<Fr>,
    config: &Config,
    program: &Program,
) -> Vec<Vec<Fr>> {
    let rows = config.columns.profile.used_rows() + 1;
    let mut fixed = vec![vec![Fr::ZERO; rows]; cs.num_fixed_columns()];
    fixed_cells(&config.columns, program, |column, row, value| {
        fixed[column.index()][row] = Fr::from(value);
    });
    fixed
}

/// A column as [`Evaluation::run`] reads it.
pub(crate) fn scaled(k: u32, column: &[Fr]) -> Vec<Fr> {
    let mut values = linear_combination(column.len(), &[(program::scale(), column)]);
    values.resize(1 << k, Fr::ZERO);
    values.extend_from_within(..BLOCK);
    values
}

/// 0 or 1, without a multiplication.
pub(crate) fn boolean(value: bool) -> Fr {
    if value { Fr::ONE } else { Fr::ZERO }
}

/// An address as a field element.
pub(crate) fn field(address: i64) -> Fr {
    if address < 0 {
        -Fr::from(address.unsigned_abs())
    } else {
        Fr::from(address as u64)
    }
}

/// How far the tapes are read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TapeState {
    /// Words read from the primary tape.
    pub position: u64,
    /// The auxiliary tape was read past its end.
    pub ended: bool,
}

impl TapeState {
    pub fn after(self, step: &Step) -> Self {
        match step.read {
            Some(TapeRead { tape, word }) => self.after_read(tape, word),
            None => self,
        }
    }

    pub fn after_read(self, tape: u64, word: Option<u64>) -> Self {
        TapeState {
            position: self.position + u64::from(tape == 0 && word.is_some()),
            ended: self.ended || (tape == 1 && word.is_none()),
        }
    }
}

pub(crate) fn takes_jump(opcode: Opcode, flag: bool) -> bool {
    match opcode {
        Opcode::Jmp => true,
        Opcode::Cjmp => flag,
        Opcode::Cnjmp => !flag,
        _ => false,
    }
}

/// What the circuit does with this double word.
pub(crate) fn control_of(arch: ArchParams, fetched: DoubleWord, decoded: &Decoded) -> Control {
    let fields = raw_fields(arch, fetched.hi);
    let out_of_range = matches!(
        decoded,
        Decoded::Answer1(tinyram::Answer1Reason::RegisterOutOfRange)
    );
    let operation = 2 * u64::from(fields.opcode)
        + u64::from(fields.immediate)
        + if out_of_range { OUT_OF_RANGE } else { 0 };
    control::control(operation).expect("the machine decoded this double word")
}

/// An access: its lane and row of the step, its address and, where it may write, what it leaves.
pub(crate) type Access = (Lane, usize, i64, Option<[u64; 2]>);

/// What a step puts into its cells, beside what its accesses find. Secret.
#[derive(Clone)]
pub(crate) struct StepValues {
    pub op: OpWitness,
    pub control: Control,
    /// The number of register rj.
    pub field4: u64,
    /// What is left of the fetched high word.
    pub padding: u64,
    /// In the order of their times.
    pub accesses: [Access; 4],
    pub flag: bool,
    pub flag_after: bool,
    pub tapes: TapeState,
    pub tapes_after: TapeState,
    /// The double word that the next step fetches, before it wraps.
    pub next_pc: u64,
}

impl StepValues {
    pub fn new(profile: &Profile, step: &Step, tapes: TapeState) -> Self {
        let arch = profile.arch();
        let register_bits = arch.register_bits();
        let fields = raw_fields(arch, step.fetched.hi);
        let control = control_of(arch, step.fetched, &step.decoded);
        let opcode = match step.decoded {
            Decoded::Instruction(instruction) => instruction.opcode,
            Decoded::Answer1(_) => Opcode::Answer,
        };
        let word = |address: u64| address as i64 / 8;
        let reads_tape0 = step.read.is_some_and(|read| read.tape == 0);
        let (address, after) = match step.data {
            Some(DataAccess { address, after, .. }) => (word(address), Some([after.lo, after.hi])),
            None if reads_tape0 => (TAPE as i64 + tapes.position as i64, None),
            None => (register(fields.f4), None),
        };
        // The scratch cell takes A where it is the immediate.
        let (register_a, scratch) = match control.immediate {
            true => (SCRATCH, Some([step.fetched.lo, 0])),
            false => (register(step.fetched.lo as u32), None),
        };
        StepValues {
            op: chips::assign(profile, step, tapes.ended),
            control,
            field4: fields.f4.into(),
            padding: step.fetched.hi & ((1 << (2 * padding_bits(register_bits))) - 1),
            accesses: [
                (Lane::Cell, 0, word(step.pc), None),
                (Lane::Register, 0, register_a, scratch),
                (Lane::Cell, 1, address, after),
                (
                    Lane::Register,
                    1,
                    register(fields.f3),
                    Some([step.ri_after, 0]),
                ),
            ],
            flag: step.flag,
            flag_after: step.flag_after,
            tapes,
            tapes_after: tapes.after(step),
            next_pc: match opcode {
                Opcode::Answer => step.pc / 8,
                _ if takes_jump(opcode, step.flag) => step.a / 8,
                _ => step.pc / 8 + 1,
            },
        }
    }

    /// Is the next pc one past the last double word?
    pub fn wraps(&self) -> bool {
        self.next_pc > LAST_DOUBLE_WORD
    }

    /// The double word that the next step fetches.
    pub fn pc_after(&self) -> u64 {
        if self.wraps() { 0 } else { self.next_pc }
    }
}

/// The addresses of a run's boot cells of memory and tape, in order: the double words that the run touched or that begin or end a region, the
/// tape's cells, and others from below to fill up.
#[derive(Clone)]
pub(crate) struct BootAddresses {
    count: usize,
    /// All double words below this one have a boot cell.
    full: i64,
    /// The addresses from there on.
    above: Vec<i64>,
}

impl BootAddresses {
    /// So many.
    ///
    /// # Panics
    /// If the run touched more.
    pub fn new(profile: &Profile, count: usize, touched: impl Iterator<Item = i64>) -> Self {
        let sentinels = [profile.image_cells() as i64, LAST_DOUBLE_WORD as i64];
        let touched = touched.filter(|&address| address >= 0);
        let mut above: Vec<i64> = touched.chain(sentinels).collect();
        above.sort_unstable();
        above.dedup();
        // The run was checked to fit.
        let mut missing = count
            .checked_sub(above.len())
            .expect("no more cells than there is room for") as i64;
        // The lowest double words that the run did not touch.
        let (mut full, mut below) = (0, 0);
        for &address in &above {
            let free = address - full;
            if free >= missing {
                break;
            }
            missing -= free;
            full = address + 1;
            below += 1;
        }
        above.drain(..below);
        BootAddresses {
            count,
            full: full + missing,
            above,
        }
    }

    /// Those at these places.
    pub fn range(&self, places: Range<usize>) -> impl Iterator<Item = i64> {
        let full = self.full as usize;
        places.map(move |place| match place.checked_sub(full) {
            None => place as i64,
            Some(place) => self.above[place],
        })
    }

    /// The one behind these places, if there is one.
    pub fn behind(&self, places: &Range<usize>) -> Option<i64> {
        let next = places.end..(places.end + 1).min(self.count);
        self.range(next).next()
    }
}
