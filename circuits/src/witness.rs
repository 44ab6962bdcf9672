//! From a trace to the cells of the circuit: the only place where machine words become field elements.

use crate::chips;
use crate::circuit::time;
use crate::control;
use crate::control::{Control, OUT_OF_RANGE};
use crate::deletion::on;
use crate::expr::power_of_two;
use crate::instance::Statement;
use crate::layout::{
    CARRY, CONTROL, Cell, DECODE_LANE, DIGIT, ENDED, FIELD4_RANGE, FLAG, Layout, OP_LANE, PACKED,
    PADDING_RANGES, REMAINING, column,
};
use crate::lookups::{self, LOOKUPS, lookup};
use crate::memory::{self, ACCESSES};
use crate::profile::{Profile, ROWS_PER_SLOT, ROWS_PER_STEP, SCALARS_PER_ROW, WORDS_PER_SCALAR};
use crate::step::{OpWitness, StepCells, word_parts};
use crate::tables::{
    TAG_DECODE, TAG_FIELD4, TAG_LIMB, TAG_OP, TAG_PADDING, TAG_TIME, Tables, padding_bits,
};
use arithmetic::vector::invert;
use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;
use rayon::prelude::*;
use std::collections::HashMap;
use tinyram::{DataAccess, Decoded, Opcode, Program, Step, Trace, raw_fields};

/// The first-phase cells of a proof. Secret: `Debug` prints sizes only.
#[derive(Clone)]
pub struct Witness {
    profile: Profile,
    /// By column as in [`crate::layout::column`], then row.
    columns: Vec<Vec<Fr>>,
    /// The program's double words.
    image: Vec<[u64; 2]>,
}

impl std::fmt::Debug for Witness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Witness")
            .field("profile", &self.profile.name)
            .finish_non_exhaustive()
    }
}

/// A cell of the memory argument while the trace is replayed.
#[derive(Clone, Copy, Default)]
pub(crate) struct MemoryCell {
    /// The time of the last access.
    pub time: u64,
    /// The low and high word.
    pub words: [u64; 2],
}

/// The memory argument's cells by address, as left by the accesses so far.
#[derive(Clone)]
pub(crate) struct Memory {
    /// By address, see [`crate::memory`].
    pub cells: HashMap<i64, MemoryCell>,
}

impl Memory {
    /// An access at `time` that leaves `after`, or what it found. Returns what it found.
    fn access(&mut self, address: i64, time: u64, after: Option<[u64; 2]>) -> MemoryCell {
        let cell = self.cells.entry(address).or_default();
        let before = *cell;
        cell.time = time;
        if let Some(after) = after {
            cell.words = after;
        }
        before
    }
}

/// The address of a register.
pub(crate) fn register(number: u32) -> i64 {
    -1 - i64::from(number)
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

impl Witness {
    /// The witness of a run that [`Profile::check`] accepts.
    ///
    /// # Panics
    /// If the run does not fit the profile; [`Profile::check`] says so with a message.
    pub fn new(profile: &Profile, program: &Program, statement: &Statement, trace: &Trace) -> Self {
        let layout = Layout::new(profile);
        let mut witness = Witness::empty(profile, program);
        let mut memory = witness.boot_values(statement);
        let boot = memory.clone();
        witness.assign_steps(&layout, &mut memory, trace);
        witness.assign_boot(&layout, statement, &boot, &memory);
        witness.count_uses();
        witness
    }

    /// No cell has a value yet. There is one slot more than the circuit uses: what the last step calls the next one.
    pub(crate) fn empty(profile: &Profile, program: &Program) -> Self {
        let columns = Layout::new(profile).first_phase_columns();
        Witness {
            profile: *profile,
            columns: vec![vec![Fr::ZERO; profile.used_rows() + ROWS_PER_SLOT]; columns],
            image: program.double_words.iter().map(|w| [w.lo, w.hi]).collect(),
        }
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// First-phase columns in order.
    pub(crate) fn first_phase(&self) -> &[Vec<Fr>] {
        &self.columns
    }

    /// First-phase columns, to forge.
    #[cfg(test)]
    pub(crate) fn columns_mut(&mut self) -> &mut [Vec<Fr>] {
        &mut self.columns
    }

    fn set(&mut self, row: usize, cell: Cell, value: Fr) {
        self.columns[cell.column][row + cell.row] = value;
    }

    /// A range-checked word with its limbs and spreads, in slot `slot` of the rows from `row` on.
    pub(crate) fn set_word(&mut self, layout: &Layout, row: usize, slot: usize, word: u64) {
        let columns = column::PART..layout.first_phase_columns();
        for (part, values) in word_parts(layout.limb_bits, word).into_iter().enumerate() {
            for (column, value) in columns.clone().zip(values) {
                self.set(row, layout.part(slot, part, column), Fr::from(value));
            }
        }
    }

    /// The cells with a first value that is not zero, or at a fixed address.
    pub(crate) fn boot_values(&self, statement: &Statement) -> Memory {
        let mut cells = HashMap::new();
        let mut boot = |address: i64, words: [u64; 2]| {
            cells.insert(address, MemoryCell { time: 0, words });
        };
        for cell in 0..self.profile.tape_cells() {
            let word = statement.primary.get(cell).map(|&word| u64::from(word));
            boot(
                1 + cell as i64,
                [word.unwrap_or(0), u64::from(word.is_none())],
            );
        }
        let base = StepCells::memory_base(&self.profile) as i64;
        for (i, &words) in self.image.iter().enumerate() {
            boot(base + i as i64, words);
        }
        Memory { cells }
    }

    fn assign_steps(&mut self, layout: &Layout, memory: &mut Memory, trace: &Trace) {
        let last = trace.steps.last().expect("a run that answers has a step");
        let mut tapes = TapeState::default();
        let mut values = None;
        for i in 0..self.profile.steps {
            // After the answer the machine stalls: the same answer again.
            let step = trace.steps.get(i).unwrap_or(last);
            let step_values = StepValues::new(&self.profile, step, tapes);
            self.assign_step(layout, memory, i, &step_values);
            tapes = tapes.after(step);
            values = Some(step_values);
        }
        let next_pc = values.expect("a profile has a step").next_pc;
        self.assign_end(layout, next_pc, last.flag_after, tapes);
    }

    /// The cells that the last step calls "next".
    pub(crate) fn assign_end(
        &mut self,
        layout: &Layout,
        next_pc: u64,
        flag: bool,
        tapes: TapeState,
    ) {
        let row = self.profile.used_rows();
        let base = StepCells::memory_base(&self.profile);
        self.set(
            row,
            layout.access(0, column::ADDRESS),
            Fr::from(next_pc + base),
        );
        self.set(row, layout.bit(FLAG), Fr::from(u64::from(flag)));
        self.set(row, layout.bit(ENDED), Fr::from(u64::from(tapes.ended)));
        self.set(row, layout.tape_position(), Fr::from(tapes.position));
    }

    /// The cells of step `i`, whose accesses find and leave what is in `memory`.
    pub(crate) fn assign_step(
        &mut self,
        layout: &Layout,
        memory: &mut Memory,
        i: usize,
        values: &StepValues,
    ) {
        let profile = self.profile;
        let row = profile.first_step_row() + i * ROWS_PER_STEP;
        let op_lane = (values.op.op_key, values.op.op_value);
        for (slot, (key, value)) in [(DECODE_LANE, values.decode), (OP_LANE, op_lane)] {
            for (cell, value) in layout.lane(slot).into_iter().zip([key, value]) {
                self.set(row, cell, Fr::from(value));
            }
        }
        let bits = padding_bits(profile.arch().register_bits());
        let [low, high] = [values.padding & ((1 << bits) - 1), values.padding >> bits];
        let ranges = [
            (FIELD4_RANGE, values.field4),
            (PADDING_RANGES[0], low),
            (PADDING_RANGES[1], high),
        ];
        for (slot, value) in ranges {
            self.set(row, layout.range(slot), Fr::from(value));
        }

        for (slot, &(address, after)) in values.accesses.iter().enumerate() {
            let now = time(&profile, row + slot * ROWS_PER_SLOT);
            let before = memory.access(address, now, after);
            if !on(ACCESSES[slot]) {
                memory.cells.insert(address, before);
            }
            let mut set = |column, value| self.set(row, layout.access(slot, column), value);
            set(column::ADDRESS, field(address));
            set(column::PREVIOUS, Fr::from(before.time));
            set(column::LO, Fr::from(before.words[0]));
            let after = after.unwrap_or(before.words);
            if slot <= 1 {
                set(column::HI, Fr::from(before.words[1]));
            }
            if slot == 1 {
                set(column::NEW_HI, Fr::from(after[1]));
            }
            if slot == 1 || slot == 3 {
                set(column::NEW_LO, Fr::from(after[0]));
            }
        }

        // Words, bits, and the cells that the accesses leave free.
        let op = &values.op;
        for (slot, &word) in op.words.iter().enumerate() {
            self.set_word(layout, row, slot, word);
        }
        let mut bit = |index, value: bool| {
            self.set(row, layout.bit(index), boolean(value));
        };
        bit(FLAG, values.flag);
        bit(ENDED, values.tapes.ended);
        bit(CARRY, op.carry);
        for (i, digit) in op.digits.into_iter().enumerate() {
            bit(DIGIT + i, digit);
        }
        for (i, value) in values.control.bits().into_iter().enumerate() {
            bit(CONTROL + i, value);
        }
        self.set(row, layout.next_pc(), Fr::from(values.next_pc));
        self.set(row, layout.tape_position(), Fr::from(values.tapes.position));
        self.set(row, layout.operand_a(), Fr::from(values.a));
        for (i, value) in op.aux.into_iter().enumerate() {
            self.set(row, layout.aux(i), value);
        }
    }

    /// The boot cells: first values from `boot`, last values from `memory`.
    pub(crate) fn assign_boot(
        &mut self,
        layout: &Layout,
        statement: &Statement,
        boot: &Memory,
        memory: &Memory,
    ) {
        let profile = self.profile;
        let registers = i64::from(profile.num_registers);
        let addresses = boot_addresses(&profile, memory.cells.keys().copied());
        let mut before = -registers - 1;
        for (cell, &address) in addresses.iter().enumerate() {
            let row = cell * ROWS_PER_SLOT;
            let first = boot.cells.get(&address).copied().unwrap_or_default();
            let last = memory.cells.get(&address).copied().unwrap_or(first);
            for (column, value) in [
                (column::ADDRESS, field(address)),
                (column::PREVIOUS, Fr::from(last.time)),
                (column::LO, Fr::from(last.words[0])),
                (column::HI, Fr::from(last.words[1])),
                (column::NEW_LO, Fr::from(first.words[0])),
                (column::NEW_HI, Fr::from(first.words[1])),
            ] {
                self.set(row, layout.access(0, column), value);
            }
            let tape = (1..=profile.tape_cells() as i64).contains(&address);
            let word = match tape {
                true => first.words[0],
                false if cell >= profile.fixed_cells() => (address - before - 1) as u64,
                false => 0,
            };
            self.set_word(layout, row, 0, word);
            before = address;
        }
        // Packed words and words left, on the tape cells from the last to the first.
        let word_down = Fr::from(1 << 32).invert().expect("not zero");
        let top_word = power_of_two(32 * (WORDS_PER_SCALAR as u32 - 1));
        let mut packed = [Fr::ZERO; SCALARS_PER_ROW];
        for i in (0..profile.tape_cells()).rev() {
            let row = (profile.num_registers as usize + 1 + i) * ROWS_PER_SLOT;
            let word = Fr::from(statement.primary.get(i).copied().map_or(0, u64::from));
            if (i + 1).is_multiple_of(WORDS_PER_SCALAR) {
                packed.rotate_right(1);
                packed[0] = Fr::ZERO;
            }
            packed[0] = packed[0] * word_down + word * top_word;
            for (cell, packed) in PACKED.into_iter().zip(packed) {
                self.set(row, cell, packed);
            }
            let remaining = statement.primary.len().saturating_sub(i);
            self.set(row, REMAINING, Fr::from(remaining as u64));
        }
    }

    /// The lookups of a row but that of the time: which of [`LOOKUPS`], its tag, key and value. Lane and range are of the first row of
    /// their slot.
    pub(crate) fn lookups(&self, row: usize) -> impl Iterator<Item = (usize, u64, Fr, Fr)> {
        let profile = &self.profile;
        let layout = Layout::new(profile);
        let get = |cell: Cell| self.columns[cell.column][row + cell.row];
        let here = |column: usize| self.columns[column][row];
        let (part, part_spread) = (here(column::PART), here(column::SPREAD));
        let limbs = match layout.has_two_limbs() {
            true => {
                let (high, high_spread) = (here(column::LIMB), here(column::LIMB_SPREAD));
                let low = part - high * power_of_two(profile.limb_bits);
                let low_spread = part_spread - high_spread * power_of_two(2 * profile.limb_bits);
                [
                    Some((lookup::HIGH_LIMB, TAG_LIMB, high, high_spread)),
                    Some((lookup::LOW_LIMB, TAG_LIMB, low, low_spread)),
                ]
            }
            false => [None, Some((lookup::LOW_LIMB, TAG_LIMB, part, part_spread))],
        };
        let slot = slot_of_step(profile, row);
        let lane = slot.and_then(lane_tag).map(|tag| {
            let [key, value] = layout.lane(0).map(get);
            (lookup::LANE, tag, key, value)
        });
        let range = slot
            .and_then(range_tag)
            .map(|tag| (lookup::RANGE, tag, get(layout.range(0)), Fr::ZERO));
        limbs.into_iter().chain([lane, range]).flatten()
    }

    /// Fills the multiplicity column from the lookups that stand in the other columns.
    pub(crate) fn count_uses(&mut self) {
        let tables = Tables::new(&self.profile);
        let rows = self.profile.used_rows();
        let mut uses = vec![0u64; rows + ROWS_PER_SLOT];
        let small = |value: Fr| -> Option<u64> {
            let repr = value.to_repr();
            let bytes: &[u8] = repr.as_ref();
            bytes[8..]
                .iter()
                .all(|&b| b == 0)
                .then(|| u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes")))
        };
        let first_step = self.profile.first_step_row();
        let last_time = 4 * self.profile.steps as u64;
        let with_lookup = LOOKUPS.map(on);
        // The rows whose entries a row's lookups use.
        let used = |row: usize, used: &mut Vec<usize>| {
            for (which, tag, key, _) in self.lookups(row) {
                let found = small(key).and_then(|key| tables.position(tag, key));
                if let Some(i) = found.filter(|_| with_lookup[which]) {
                    used.push(Tables::row(i));
                }
            }
            if !row.is_multiple_of(ROWS_PER_SLOT) || !with_lookup[lookup::TIME] {
                return;
            }
            // Times ascend with the slots of the steps; times 0 .. 4T-1 are first on the steps' rows, 4T on boot row 0.
            let passed =
                Fr::from(time(&self.profile, row) - 1) - self.columns[column::PREVIOUS][row];
            if let Some(passed) = small(passed).filter(|&passed| passed <= last_time) {
                used.push(if passed == last_time {
                    0
                } else {
                    first_step + passed as usize * ROWS_PER_SLOT
                });
            }
        };
        const CHUNK: usize = 1 << 10;
        let chunks = (0..rows.div_ceil(CHUNK)).into_par_iter().map(|chunk| {
            let mut of_chunk = vec![];
            for row in chunk * CHUNK..rows.min((chunk + 1) * CHUNK) {
                used(row, &mut of_chunk);
            }
            of_chunk
        });
        for row in chunks.collect::<Vec<_>>().into_iter().flatten() {
            uses[row] += 1;
        }
        self.columns[column::USES] = uses.into_par_iter().map(Fr::from).collect();
    }

    /// The second-phase columns, helper and running sum. Two rows more than the circuit uses: the closing row, and the row
    /// after it, where the product ends.
    pub(crate) fn second_phase(&self, beta: Fr, gamma: Fr) -> [Vec<Fr>; 2] {
        let profile = &self.profile;
        let rows = profile.used_rows();
        let slots: Vec<usize> = (0..rows).step_by(ROWS_PER_SLOT).collect();
        let first_step = profile.first_step_row();
        let c = &self.columns;

        // Memory: written / read of each slot.
        // What a test switches off: asked here, because the switches are the thread's.
        let keep = |on: bool, value: Fr| if on { value } else { Fr::ZERO };
        let [with_address, with_time, with_lo, with_hi] = memory::TUPLE.map(on);
        let with_slot = ACCESSES.map(on);
        let tuple = |address: Fr, time: Fr, lo: Fr, hi: Fr| {
            let (address, time) = (keep(with_address, address), keep(with_time, time));
            let (lo, hi) = (keep(with_lo, lo), keep(with_hi, hi));
            gamma - (((hi * beta + lo) * beta + time) * beta + address)
        };
        let (written, mut read): (Vec<Fr>, Vec<Fr>) = slots
            .par_iter()
            .map(|&row| {
                let [address, previous, lo, hi, new_lo, new_hi] =
                    column::ACCESS.map(|column| c[column][row]);
                let (now, slot) = match row.checked_sub(first_step) {
                    Some(offset) => (time(profile, row), Some(offset / ROWS_PER_SLOT % 4)),
                    None => (0, None),
                };
                let (written_lo, written_hi, read_hi) = match slot {
                    Some(0) => (lo, hi, hi),
                    Some(2) => (lo, Fr::ZERO, Fr::ZERO),
                    Some(3) => (new_lo, Fr::ZERO, Fr::ZERO),
                    _ => (new_lo, new_hi, hi),
                };
                if !slot.is_none_or(|slot| with_slot[slot]) {
                    return (Fr::ONE, Fr::ONE);
                }
                (
                    tuple(address, Fr::from(now), written_lo, written_hi),
                    tuple(address, previous, lo, read_hi),
                )
            })
            .unzip();
        read.par_chunks_mut(4096).for_each(|chunk| {
            invert(chunk);
        });
        let mut helper = vec![Fr::ZERO; rows + 2];
        let mut running = Fr::ONE;
        for (i, &row) in slots.iter().enumerate() {
            helper[row + 1] = running;
            running *= written[i] * read[i];
        }
        helper[rows + 1] = running;

        // Lookups: on each row up to four and the time, then the table that the row serves.
        let [with_tag, with_value] = lookups::TUPLE.map(on);
        let with_lookup = LOOKUPS.map(on);
        let entry = |tag: u64, key: Fr, value: Fr| {
            let (tag, value) = (keep(with_tag, Fr::from(tag)), keep(with_value, value));
            gamma - ((value * beta + tag) * beta + key)
        };
        let table = Tables::new(profile).rows;
        let served = |row: usize| match row % ROWS_PER_SLOT {
            0 => entry(TAG_TIME, Fr::from(time(profile, row) - 1), Fr::ZERO),
            _ => table.get(row / ROWS_PER_SLOT).map_or_else(
                || entry(0, Fr::ZERO, Fr::ZERO),
                |r| entry(r.tag, Fr::from(r.key), Fr::from(r.value)),
            ),
        };
        // What goes to the helper, and by how much the sum grows.
        let terms: Vec<[Fr; 2]> = (0..rows)
            .into_par_iter()
            .chunks(1024)
            .flat_map_iter(|chunk| {
                // Which lookup each denominator is of; none: of the table that the row serves.
                let mut lookups: Vec<Option<usize>> = vec![];
                let mut denominators = vec![];
                let mut lengths = vec![];
                for &row in &chunk {
                    let before = lookups.len();
                    for (which, tag, key, value) in self.lookups(row) {
                        lookups.push(Some(which));
                        denominators.push(entry(tag, key, value));
                    }
                    if row % ROWS_PER_SLOT == 0 {
                        let now = Fr::from(time(profile, row) - 1);
                        lookups.push(Some(lookup::TIME));
                        denominators.push(entry(
                            TAG_TIME,
                            now - c[column::PREVIOUS][row],
                            Fr::ZERO,
                        ));
                    }
                    lookups.push(None);
                    denominators.push(served(row));
                    lengths.push(lookups.len() - before);
                }
                invert(&mut denominators);
                let mut inverses = lookups.into_iter().zip(denominators);
                chunk
                    .into_iter()
                    .zip(lengths)
                    .map(|(row, length)| {
                        let is_first = row % ROWS_PER_SLOT == 0;
                        let (mut in_helper, mut step) = (Fr::ZERO, Fr::ZERO);
                        for (which, inverse) in inverses.by_ref().take(length) {
                            match which {
                                None => step -= c[column::USES][row] * inverse,
                                Some(which) if with_lookup[which] => {
                                    step += inverse;
                                    if is_first && which < lookup::RANGE {
                                        in_helper += inverse;
                                    }
                                }
                                Some(_) => {}
                            }
                        }
                        [in_helper, step]
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        let mut sum = vec![Fr::ZERO; rows + 1];
        for (row, [in_helper, step]) in terms.into_iter().enumerate() {
            if row % ROWS_PER_SLOT == 0 {
                helper[row] = in_helper;
            }
            sum[row + 1] = sum[row] + step;
        }
        [helper, sum]
    }
}

/// How far the tapes are read.
#[derive(Clone, Copy, Default)]
pub(crate) struct TapeState {
    /// Words read from the primary tape.
    pub position: u64,
    /// The auxiliary tape was read past its end.
    pub ended: bool,
}

impl TapeState {
    pub fn after(self, step: &Step) -> Self {
        let Some(read) = step.read else { return self };
        TapeState {
            position: self.position + u64::from(read.tape == 0 && read.word.is_some()),
            ended: self.ended || (read.tape == 1 && read.word.is_none()),
        }
    }
}

/// What a step puts into its cells, beside what its accesses find. Secret.
#[derive(Clone)]
pub(crate) struct StepValues {
    pub op: OpWitness,
    pub control: Control,
    /// Key and value of the decode lane.
    pub decode: (u64, u64),
    /// The number of register rj.
    pub field4: u64,
    /// What is left of the fetched high word.
    pub padding: u64,
    /// For each slot the address and, where the access may write, what it leaves.
    pub accesses: [(i64, Option<[u64; 2]>); 4],
    pub flag: bool,
    pub tapes: TapeState,
    /// The value of A where it is a register, otherwise field 6.
    pub a: u64,
    /// The double word that the next step fetches.
    pub next_pc: u64,
}

impl StepValues {
    pub fn new(profile: &Profile, step: &Step, tapes: TapeState) -> Self {
        let arch = profile.arch();
        let register_bits = arch.register_bits();
        let base = StepCells::memory_base(profile) as i64;
        let fields = raw_fields(arch, step.fetched.hi);
        let out_of_range = matches!(
            step.decoded,
            Decoded::Answer1(tinyram::Answer1Reason::RegisterOutOfRange)
        );
        let operation = 2 * u64::from(fields.opcode)
            + u64::from(fields.immediate)
            + if out_of_range { OUT_OF_RANGE } else { 0 };
        let control = control::control(operation).expect("the machine decoded this double word");
        let opcode = match step.decoded {
            Decoded::Instruction(instruction) => instruction.opcode,
            Decoded::Answer1(_) => Opcode::Answer,
        };
        let word = |address: u64| address as i64 / 8 + base;
        let reads_tape0 = step.read.is_some_and(|read| read.tape == 0);
        let (address1, after1) = match step.data {
            Some(DataAccess { address, after, .. }) => (word(address), Some([after.lo, after.hi])),
            None if reads_tape0 => (1 + tapes.position as i64, None),
            None if opcode == Opcode::Answer => (0, Some([step.a, 0])),
            None => (register(fields.f4), None),
        };
        let register_a = if control.immediate {
            0
        } else {
            step.fetched.lo as u32
        };
        StepValues {
            op: chips::assign(profile, step),
            control,
            decode: (
                (operation << register_bits) + u64::from(fields.f3),
                control.packed() + (u64::from(fields.f3) << control::CONTROL_BITS),
            ),
            field4: fields.f4.into(),
            padding: step.fetched.hi & ((1 << (2 * padding_bits(register_bits))) - 1),
            accesses: [
                (word(step.pc), None),
                (address1, after1),
                (register(register_a), None),
                (register(fields.f3), Some([step.ri_after, 0])),
            ],
            flag: step.flag,
            tapes,
            a: if control.immediate {
                step.fetched.lo
            } else {
                step.a
            },
            next_pc: match opcode {
                Opcode::Answer => step.pc / 8,
                _ if takes_jump(opcode, step.flag) => step.a / 8,
                _ => step.pc / 8 + 1,
            },
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

/// The slot of the step whose first row this is; none on other rows.
pub(crate) fn slot_of_step(profile: &Profile, row: usize) -> Option<usize> {
    let offset = row.checked_sub(profile.first_step_row())?;
    (offset % ROWS_PER_SLOT == 0).then_some(offset % ROWS_PER_STEP / ROWS_PER_SLOT)
}

/// The tag of a slot's lane.
pub(crate) fn lane_tag(slot: usize) -> Option<u64> {
    match slot {
        DECODE_LANE => Some(TAG_DECODE),
        OP_LANE => Some(TAG_OP),
        _ => None,
    }
}

/// The tag of a slot's range.
pub(crate) fn range_tag(slot: usize) -> Option<u64> {
    match slot {
        FIELD4_RANGE => Some(TAG_FIELD4),
        _ if PADDING_RANGES.contains(&slot) => Some(TAG_PADDING),
        _ => None,
    }
}

/// The address of every boot cell, in order: the fixed ones, then those that the run touched, filled up with others from
/// below, then the last double word.
fn boot_addresses(profile: &Profile, touched: impl Iterator<Item = i64>) -> Vec<i64> {
    let registers = i64::from(profile.num_registers);
    let fixed_end = profile.fixed_cells() as i64 - registers;
    let last = StepCells::memory_base(profile) as i64 + (1 << 29) - 1;
    let mut fresh: Vec<i64> = touched
        .filter(|&address| address >= fixed_end && address != last)
        .collect();
    fresh.sort_unstable();
    let room = profile.memory_cells();
    assert!(
        fresh.len() <= room,
        "the run was checked to fit the profile"
    );
    // Fill with the lowest addresses that the run did not touch.
    let missing = room - fresh.len();
    let mut filler = Vec::with_capacity(missing);
    let mut taken = fresh.iter().copied().peekable();
    let mut address = fixed_end;
    while filler.len() < missing {
        if taken.peek() == Some(&address) {
            taken.next();
        } else {
            filler.push(address);
        }
        address += 1;
    }
    fresh.extend(filler);
    fresh.sort_unstable();
    (-registers..fixed_end).chain(fresh).chain([last]).collect()
}
