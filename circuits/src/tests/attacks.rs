//! Attacks on memory, boot cells, tapes, order of steps, running products and lookups, each by its name and on four different runs, half of
//! them on large circuits too, so on every kind of circuit. All of them by the real prover and verifier: their challenges are what
//! these arguments stand on.

use super::campaign::{self, Counts, Extent, KINDS};
use super::liar::{Forgery, Liar, Moment, tell};
use super::{Run, tapes};
use crate::control::CONTROL_BITS;
use crate::layout::{CONTROL, FLAG, Layout, ROWS_PER_STEP, column};
use crate::memory::LAST_DOUBLE_WORD;
use crate::step::{SCRATCH, TAPE};
use crate::tables::POWER_KEY;
use crate::witness::{BootCell, StepValues, register};
use crate::{Statement, Witness};
use ff::Field;
use halo2curves::bn256::Fr;
use std::sync::Arc;
use tinyram::{DoubleWord, Step, Tapes};

/// A run with a known end: twelve steps that use everything an attack is about, after some others.
struct Subject {
    run: Arc<Run>,
    tapes: Tapes,
    layout: Layout,
    /// The first of the twelve steps.
    core: usize,
    /// The address that they store to, and where their code begins.
    data: u64,
    code: u64,
}

// The steps of the core, counted from its first one.
const FIRST_STORE: usize = 1;
const SECOND_STORE: usize = 3;
const LOAD: usize = 4;
const BYTE_STORE: usize = 5;
const LAST_LOAD: usize = 6;
const READ: usize = 7;
const PATCH: usize = 8;
const PATCHED: usize = 9;
const ADD: usize = 10;
const ANSWER: usize = 11;

const X: u64 = 0x0102_0304;
const Y: u64 = 0x1122_3344;

// The accesses of a step, in the order of their times.
const FETCH: usize = 0;
const REGISTER_A: usize = 1;
const DATA: usize = 2;
const REGISTER_I: usize = 3;

/// So many of the runs are on small circuits.
const SMALL_RUNS: usize = 4;

/// The circuit, where the core stores, and what comes before it: nothing, a loop, a call and byte stores, code that changes itself,
/// both tapes, data.
const RUNS: [(&str, u64, &str); 6] = [
    (KINDS[1], 4000, ""),
    (
        KINDS[0],
        0x8000_0000,
        "mov r7, 5\n_l: sub r7, r7, 1\ncmpe r7, 0\ncnjmp _l\n",
    ),
    (
        KINDS[1],
        0xffff_fff8,
        "mov r8, _r\njmp _f\n_f: store.b 5003, r8\nload.b r9, 5003\njmp r8\n_r: mull r9, r9, r9\n",
    ),
    (
        KINDS[0],
        1600,
        "mov r8, 0\nstore.w 24, r8\nload.w r8, 28\nmov r9, 9\nsmulh r9, r9, r8\n",
    ),
    (
        KINDS[3],
        808,
        "read r8, 1\nread r9, 1\nudiv r8, r8, r9\nread r9, 1\nshl r8, r8, 3\nread r9, 2\n",
    ),
    (
        KINDS[2],
        9_000_000,
        "store.w 0xfffffffc, r1\nload.b r8, 0xffffffff\nxor r9, r8, 77\n",
    ),
];

impl Subject {
    fn new(which: usize) -> Self {
        let (circuit, data, prologue) = RUNS[which];
        let before = prologue.lines().count();
        let code = 8 * before as u64;
        let source = format!(
            "{prologue}mov r1, {X}\nstore.w {data}, r1\nmov r1, {Y}\nstore.w {data}, r1\nload.w r2, {data}\n\
             store.b {}, r1\nload.w r3, {data}\nread r4, 0\nstore.w {}, r0\nmov r5, 99\nadd r2, r2, r3\nanswer r2",
            data + 1,
            code + 8 * PATCHED as u64
        );
        let (primary, auxiliary) = ([11, 22, 33], [700, 7]);
        let run = Run::new(circuit, &source, &primary, &auxiliary);
        let core = run.trace.steps.len() - 12;
        assert_eq!(run.trace.steps[core + ANSWER].pc, code + 8 * ANSWER as u64);
        Subject {
            layout: Layout::new(&run.config.columns.profile),
            run: Arc::new(run),
            tapes: tapes(&primary, &auxiliary),
            core,
            data,
            code,
        }
    }

    /// The first row of a step of the core.
    fn row(&self, step: usize) -> usize {
        (self.core + step) * ROWS_PER_STEP
    }

    /// The time of an access of a step of the core.
    fn time(&self, step: usize, access: usize) -> u64 {
        (4 * (self.core + step) + access + 1) as u64
    }

    /// The double word of a step of the core, as a cell.
    fn code_cell(&self, step: usize) -> i64 {
        (self.code / 8) as i64 + step as i64
    }

    /// The first instruction of the core with another immediate.
    fn other_code(&self) -> [u64; 2] {
        let DoubleWord { lo, hi } = self.run.program.double_words[self.code as usize / 8];
        [lo + 1, hi]
    }

    fn data_cell(&self) -> i64 {
        (self.data / 8) as i64
    }

    fn tell(&self, lie: impl FnMut(Moment, &mut Liar)) -> Forgery {
        tell(&self.run, &self.tapes, lie).expect("there is room")
    }

    /// The honest witness, for another statement.
    fn claims(&self, change: impl FnOnce(&mut Statement)) -> Forgery {
        let mut forgery = self.tell(|_, _| {});
        change(&mut forgery.statement);
        forgery
    }

    /// Only cells are changed, nothing follows but the multiplicities.
    fn cells(&self, mut change: impl FnMut(&mut Witness)) -> Forgery {
        self.tell(|moment, liar| {
            if let Moment::Complete = moment {
                change(&mut liar.witness);
            }
        })
    }

    /// A cell of a step of the core is another one.
    fn cell(&self, step: usize, column: usize, row: usize, value: impl Into<Fr> + Copy) -> Forgery {
        let cell = self.layout.access(row, column);
        self.cells(|witness| witness.forge(self.row(step), cell, value))
    }

    /// A cell of a step of the core has one more.
    fn one_more(&self, step: usize, column: usize, row: usize) -> Forgery {
        let cell = self.layout.access(row, column);
        self.cells(|witness| {
            let value = witness.cell(self.row(step), cell) + Fr::ONE;
            witness.forge(self.row(step), cell, value);
        })
    }

    /// A step of the core says something else.
    fn says(&self, step: usize, mut lie: impl FnMut(&mut Liar, &Step, &mut StepValues)) -> Forgery {
        self.tell(|moment, liar| {
            if let Moment::After(i, honest, values) = moment
                && i == self.core + step
            {
                lie(liar, honest, values);
            }
        })
    }

    /// Something happens silently before a step of the core.
    fn silently(&self, step: usize, mut lie: impl FnMut(&mut Liar)) -> Forgery {
        self.tell(|moment, liar| {
            if let Moment::Before(i) = moment
                && i == self.core + step
            {
                lie(liar);
            }
        })
    }

    /// The load finds another double word, at another time, and its chip agrees. It leaves what it found, or what is true.
    fn loads(&self, found: DoubleWord, previous: Option<Fr>, leaves_it: bool) -> Forgery {
        let at = self.core + LOAD;
        let mut truth = DoubleWord { lo: 0, hi: 0 };
        self.tell(|moment, liar| match moment {
            Moment::Before(i) if i == at => {
                truth = liar.machine.double_word(self.data);
                liar.machine.set_double_word(self.data, found);
            }
            Moment::After(i, _, values) if i == at => {
                liar.machine.set_double_word(self.data, truth);
                let left = if leaves_it { found } else { truth };
                values.accesses[DATA].3 = Some([left.lo, left.hi]);
            }
            Moment::Written(i) if i == at => {
                // Later accesses find the truth.
                liar.change_cell(self.data_cell(), [truth.lo, truth.hi]);
                let access = |column| self.layout.access(1, column);
                liar.forge(i, access(column::LO), found.lo);
                liar.forge(i, access(column::HI), found.hi);
                if let Some(previous) = previous {
                    liar.forge(i, access(column::PREVIOUS), previous);
                }
            }
            _ => {}
        })
    }

    /// The `add` reads another value from register A (r3) or rj (r2), which the chip agrees with.
    fn reads_register(&self, access: usize, found: u64, previous: Option<u64>) -> Forgery {
        let at = self.core + ADD;
        let number = if access == REGISTER_A { 3 } else { 2 };
        let (row, columns, time) = match access {
            REGISTER_A => (
                0,
                [column::BEFORE, column::AFTER],
                column::REGISTER_PREVIOUS,
            ),
            _ => (1, [column::LO, column::NEW_LO], column::PREVIOUS),
        };
        let mut truth = 0;
        self.tell(|moment, liar| match moment {
            Moment::Before(i) if i == at => {
                truth = liar.machine.registers()[number as usize];
                liar.machine.set_register(number, found);
            }
            Moment::After(i, step, _) if i == at => {
                let written = step.ri_after;
                liar.machine.set_register(number, truth);
                liar.machine.set_register(2, written);
            }
            Moment::Written(i) if i == at => {
                for column in columns {
                    liar.forge(i, self.layout.access(row, column), found);
                }
                if let Some(previous) = previous {
                    liar.forge(i, self.layout.access(row, time), previous);
                }
            }
            _ => {}
        })
    }

    /// An access of a step goes to another cell.
    fn goes_to(&self, step: usize, access: usize, cell: i64) -> Forgery {
        self.says(step, |_, _, values| values.accesses[access].2 = cell)
    }

    /// The boot cells are others.
    fn boot(&self, mut change: impl FnMut(&mut Vec<BootCell>)) -> Forgery {
        self.tell(|moment, _| {
            if let Moment::Boot(cells) = moment {
                change(cells);
            }
        })
    }

    /// The boot cell of an address is another one.
    fn boots(&self, address: i64, mut change: impl FnMut(&mut BootCell)) -> Forgery {
        self.boot(|cells| change(boot_cell(cells, address)))
    }

    /// A cell holds this at first, for machine and memory argument, and if `said` for its boot cell.
    fn starts(&self, address: i64, [lo, hi]: [u64; 2], said: bool) -> Forgery {
        self.tell(|moment, liar| match moment {
            Moment::Start => match address {
                TAPE_CELL.. => liar.change_cell(address, [lo, hi]),
                0.. => liar.change_double_word(8 * address as u64, DoubleWord { lo, hi }),
                _ => {
                    liar.machine
                        .set_register((SCRATCH - 1 - address) as u32, lo);
                    liar.change_cell(address, [lo, hi]);
                }
            },
            Moment::Boot(cells) if said => boot_cell(cells, address).first = [lo, hi],
            _ => {}
        })
    }

    /// A cell has a second life from a step on, with a boot cell of its own: it starts anew with zeros. A cell that nobody uses gives
    /// up its place.
    fn second_boot(&self, step: usize, address: i64) -> Forgery {
        let mut first_life = None;
        self.tell(|moment, liar| match moment {
            Moment::Before(i) if i == self.core + step => {
                first_life = liar.memory.cells.insert(address, Default::default());
                match address {
                    TAPE_CELL.. => {}
                    0.. => {
                        let zero = DoubleWord { lo: 0, hi: 0 };
                        liar.machine.set_double_word(8 * address as u64, zero);
                    }
                    _ => liar.machine.set_register((SCRATCH - 1 - address) as u32, 0),
                }
            }
            Moment::Boot(cells) => {
                cells.remove(spare(cells));
                let at = cells.iter().position(|cell| cell.address >= address);
                let at = at.unwrap_or(cells.len());
                let mut first = *cells.get(at).unwrap_or(&cells[at - 1]);
                first.address = address;
                first.last = first_life.unwrap_or_default();
                cells.insert(at, first);
            }
            _ => {}
        })
    }

    /// Multiplicities are changed after they were counted: the column of a lane.
    fn uses(&self, lane: usize, change: impl Fn(&mut [Fr])) -> Forgery {
        let mut forgery = self.tell(|_, _| {});
        change(&mut forgery.witness.columns_mut()[column::USES + lane]);
        forgery
    }

    /// A lie that the memory argument alone refuses, with a second phase made to hide it: sum, product of the accesses, product of
    /// the boot cells, helpers; and the closing row.
    fn hides(&self, change: impl Fn(&mut [Vec<Fr>], usize) + Send + Sync + 'static) -> Forgery {
        Forgery {
            second_phase: Some(Arc::new(change)),
            ..self.silently(ADD, |liar| liar.change_register(2, 1))
        }
    }

    /// The same for a lie that the lookup argument alone refuses: a time from before the run.
    fn hides_lookup(
        &self,
        change: impl Fn(&mut [Vec<Fr>], usize) + Send + Sync + 'static,
    ) -> Forgery {
        Forgery {
            second_phase: Some(Arc::new(change)),
            ..self.loads(word(Y), Some(-Fr::ONE), true)
        }
    }
}

/// [`TAPE`], to match by.
const TAPE_CELL: i64 = TAPE as i64;

/// The boot cell of an address.
fn boot_cell(cells: &mut [BootCell], address: i64) -> &mut BootCell {
    let cell = cells.iter_mut().find(|cell| cell.address == address);
    cell.expect("a boot cell")
}

/// The place of a boot cell that only fills a place: the last of those.
fn spare(cells: &[BootCell]) -> usize {
    let is_spare = |cell: &BootCell| cell.region == 0 && cell.address > 0 && cell.last.time == 0;
    cells.iter().rposition(is_spare).expect("a spare cell")
}

fn word(lo: u64) -> DoubleWord {
    DoubleWord { lo, hi: 0 }
}

/// 1 / value.
fn inverse(value: Fr) -> Fr {
    value.invert().expect("not zero")
}

// Columns of the second phase.
const SUM: usize = 0;
const PRODUCT: usize = 1;
const BOOT_PRODUCT: usize = 2;
const HELPER: usize = 3;

/// A name, and the forgery on a run.
type Attack = (&'static str, fn(&Subject) -> Forgery);

#[rustfmt::skip]
const ATTACKS: &[Attack] = &[
    // Another value, another time.
    ("an older value with its own time", |s| s.loads(word(X), Some(s.time(FIRST_STORE, DATA).into()), true)),
    ("an older value with its own time, the truth left", |s| s.loads(word(X), Some(s.time(FIRST_STORE, DATA).into()), false)),
    ("an older value with the newest time", |s| s.loads(word(X), None, true)),
    ("an older value with the newest time, the truth left", |s| s.loads(word(X), None, false)),
    ("the newest value with an older time", |s| s.loads(word(Y), Some(s.time(FIRST_STORE, DATA).into()), true)),
    ("the value from before all stores", |s| s.loads(word(0), Some(Fr::ZERO), true)),
    ("a value that was never there", |s| s.loads(word(5), None, true)),
    ("a value one off, the truth left", |s| s.loads(word(Y + 1), None, false)),
    ("a high word that was never there", |s| s.loads(DoubleWord { lo: Y, hi: 1 }, None, true)),
    ("low and high word exchanged", |s| s.loads(DoubleWord { lo: 0, hi: Y }, None, true)),
    ("its own write", |s| s.loads(word(5), Some(s.time(LOAD, DATA).into()), true)),
    ("a write of the same step", |s| s.loads(word(Y), Some(s.time(LOAD, REGISTER_I).into()), true)),
    ("a value from the future", |s| s.loads(word(0x1122_4444), Some(s.time(BYTE_STORE, DATA).into()), true)),
    ("a time before all times", |s| s.loads(word(Y), Some(-Fr::ONE), true)),
    ("the time of the last step", |s| s.loads(word(Y), Some(Fr::from(4 * s.run.config.columns.profile.steps as u64)), true)),
    ("a time after the last step", |s| s.loads(word(Y), Some(Fr::from(4 * s.run.config.columns.profile.steps as u64 + 1)), true)),
    ("a time that is a fraction", |s| s.loads(word(Y), Some(inverse(2.into())), true)),
    ("a time 2^32 ago", |s| s.loads(word(Y), Some(Fr::from(s.time(SECOND_STORE, DATA)) - Fr::from(1 << 32)), true)),
    ("a time that is a number of the image", |s| s.loads(word(Y), Some(Fr::from(s.time(LOAD, DATA)) - Fr::from(1 << 31)), true)),

    // Registers.
    ("register A: another value", |s| s.reads_register(REGISTER_A, 1, None)),
    ("register A: before it was written", |s| s.reads_register(REGISTER_A, 0, Some(0))),
    ("register A: what the step writes", |s| s.reads_register(REGISTER_A, 7, Some(s.time(ADD, REGISTER_I)))),
    ("register rj: another value", |s| s.reads_register(DATA, 1, None)),
    ("register rj: before it was written", |s| s.reads_register(DATA, 0, Some(0))),
    ("register rj: what the step writes", |s| s.reads_register(DATA, 7, Some(s.time(ADD, REGISTER_I)))),
    ("register ri: another value before", |s| s.cell(ADD, column::BEFORE, 1, 9)),
    ("register ri: an older time before", |s| s.cell(ADD, column::REGISTER_PREVIOUS, 1, 0)),
    ("register ri: another value after", |s| s.cell(ADD, column::AFTER, 1, 9)),
    ("a register changes between two steps", |s| s.silently(ADD, |liar| liar.change_register(2, 1))),
    ("two registers exchange values and times", |s| s.silently(ADD, |liar| {
        let [one, other] = [1, 3].map(|i| liar.memory.cells[&register(i)]);
        liar.memory.cells.insert(register(1), other);
        liar.memory.cells.insert(register(3), one);
        liar.machine.set_register(1, other.words[0]);
        liar.machine.set_register(3, one.words[0]);
    })),
    ("a register's write is dropped", |s| s.silently(ADD, |liar| liar.change_register(3, 0))),
    ("another register is written", |s| s.says(LAST_LOAD, |liar, step, values| {
        values.accesses[REGISTER_I].2 = register(6);
        liar.machine.set_register(6, step.ri_after);
        liar.machine.set_register(3, 0);
    })),
    ("a double word is written instead of a register", |s| s.goes_to(LAST_LOAD, REGISTER_I, s.data_cell())),
    ("another register is read as A", |s| s.goes_to(ADD, REGISTER_A, register(1))),
    ("a double word is read as A", |s| s.goes_to(ADD, REGISTER_A, s.data_cell())),
    ("the scratch cell is read as A", |s| s.goes_to(ADD, REGISTER_A, SCRATCH)),
    ("another register is read as rj", |s| s.goes_to(ADD, DATA, register(1))),
    ("a double word is read as rj", |s| s.goes_to(ADD, DATA, s.data_cell())),
    ("a register takes the immediate", |s| s.goes_to(PATCHED, REGISTER_A, register(3))),
    ("a register gets a high word", |s| s.says(ADD, |_, _, values| values.accesses[DATA].3 = Some([values.op.words[0], 1]))),

    // Other cells.
    ("load from the next double word", |s| s.goes_to(LOAD, DATA, s.data_cell() - 1)),
    ("load from a register", |s| s.goes_to(LOAD, DATA, register(1))),
    ("load from the scratch cell", |s| s.goes_to(LOAD, DATA, SCRATCH)),
    ("load from the tape", |s| s.goes_to(LOAD, DATA, TAPE_CELL + 1)),
    ("load from beyond the memory", |s| s.tell(|moment, liar| match moment {
        Moment::After(i, _, values) if i == s.core + LOAD => values.accesses[DATA].2 = 1 << 29,
        // It has a boot cell too: the room is no limit.
        Moment::Boot(cells) => {
            let last = liar.memory.cells[&(1 << 29)];
            cells.remove(spare(cells));
            let at = cells.iter().position(|cell| cell.region == 2).expect("the tape");
            cells.insert(at, BootCell { address: 1 << 29, region: 1, first: [0, 0], last });
        }
        _ => {}
    })),
    ("load from an address that is a fraction", |s| s.cell(LOAD, column::ADDRESS, 1, inverse(2.into()))),
    ("store into a register", |s| s.goes_to(SECOND_STORE, DATA, register(3))),
    ("store into the tape", |s| s.goes_to(SECOND_STORE, DATA, TAPE_CELL)),
    ("store into the code", |s| s.goes_to(SECOND_STORE, DATA, s.code_cell(ADD))),
    ("a store is dropped", |s| s.says(SECOND_STORE, |liar, step, values| {
        let before = step.data.unwrap().before;
        values.accesses[DATA].3 = Some([before.lo, before.hi]);
        liar.machine.set_double_word(s.data, before);
    })),
    ("a store is dropped by the memory alone", |s| s.silently(LOAD, |liar| liar.change_double_word(s.data, word(X)))),
    ("two stores exchange their order", |s| s.tell(|moment, liar| match moment {
        Moment::After(i, _, values) if i == s.core + FIRST_STORE => values.accesses[DATA].3 = Some([Y, 0]),
        Moment::After(i, _, values) if i == s.core + SECOND_STORE => {
            values.accesses[DATA].3 = Some([X, 0]);
            liar.machine.set_double_word(s.data, word(X));
        }
        _ => {}
    })),
    ("a load that writes", |s| s.says(LOAD, |liar, step, values| {
        values.accesses[DATA].3 = Some([1, 0]);
        liar.machine.set_double_word(step.data.unwrap().address, word(1));
    })),
    ("a byte store changes a neighbour", |s| s.says(BYTE_STORE, |liar, step, values| {
        let after = step.data.unwrap().after;
        values.accesses[DATA].3 = Some([after.lo ^ 1, after.hi]);
        liar.machine.set_double_word(s.data, DoubleWord { lo: after.lo ^ 1, hi: after.hi });
    })),
    ("a byte store changes the other word", |s| s.says(BYTE_STORE, |liar, step, values| {
        let after = step.data.unwrap().after;
        values.accesses[DATA].3 = Some([after.lo, 1]);
        liar.machine.set_double_word(s.data, DoubleWord { lo: after.lo, hi: 1 });
    })),

    // Code.
    ("overwritten code as it was", |s| s.tell(|moment, liar| {
        let pc = s.code + 8 * PATCHED as u64;
        match moment {
            Moment::Before(i) if i == s.core + PATCHED => {
                let hi = liar.machine.double_word(pc).hi;
                liar.machine.set_double_word(pc, DoubleWord { lo: 99, hi });
            }
            Moment::Written(i) if i == s.core + PATCHED => {
                liar.forge(i, s.layout.access(0, column::LO), 99);
                liar.forge(i, s.layout.access(0, column::PREVIOUS), 0);
            }
            _ => {}
        }
    })),
    ("code changes by itself", |s| s.silently(ADD, |liar| {
        let pc = s.code + 8 * ADD as u64;
        let DoubleWord { lo, hi } = liar.machine.double_word(pc);
        liar.change_double_word(pc, DoubleWord { lo: lo - 1, hi });
    })),
    ("the store into the code is dropped", |s| s.silently(PATCHED, |liar| {
        let pc = s.code + 8 * PATCHED as u64;
        let hi = liar.machine.double_word(pc).hi;
        liar.change_double_word(pc, DoubleWord { lo: 99, hi });
    })),
    ("the store into the code goes elsewhere", |s| s.goes_to(PATCH, DATA, s.code_cell(ANSWER))),
    ("code is fetched from elsewhere", |s| s.goes_to(PATCHED, FETCH, s.code_cell(ADD))),
    ("code is fetched from the tape", |s| s.goes_to(PATCHED, FETCH, TAPE_CELL)),
    ("code is fetched from a register", |s| s.goes_to(PATCHED, FETCH, register(1))),

    // Boot cells.
    ("a second boot of a stored cell", |s| s.second_boot(LOAD, s.data_cell())),
    ("a second boot of a register", |s| s.second_boot(ADD, register(3))),
    ("a second boot of the code", |s| s.second_boot(PATCH, s.code_cell(PATCHED))),
    ("a second boot of the tape", |s| s.second_boot(READ, TAPE_CELL)),
    ("a stored cell starts with another value", |s| s.starts(s.data_cell(), [1, 0], false)),
    ("a stored cell starts with another value, and says so", |s| s.starts(s.data_cell(), [1, 0], true)),
    ("code starts with another value", |s| s.starts(s.code_cell(0), s.other_code(), false)),
    ("code starts with another value, and says so", |s| s.starts(s.code_cell(0), s.other_code(), true)),
    ("a register starts with another value", |s| s.starts(register(0), [1, 0], false)),
    ("a register starts with another value, and says so", |s| s.starts(register(0), [1, 0], true)),
    ("a register starts with a high word", |s| s.starts(register(11), [0, 1], false)),
    ("a register starts with a high word, and says so", |s| s.starts(register(11), [0, 1], true)),
    ("a tape cell starts with another word", |s| s.starts(TAPE_CELL, [12, 0], false)),
    ("a tape cell starts with another word, and says so", |s| s.starts(TAPE_CELL, [12, 0], true)),
    ("the tape ends at once", |s| s.starts(TAPE_CELL, [0, 1], true)),
    ("the tape never ends", |s| s.starts(TAPE_CELL + 3, [0, 0], true)),
    ("the last value of a register is older", |s| s.boots(register(1), |cell| cell.last.words = [X, 0])),
    ("the last time of a register is older", |s| s.boots(register(1), |cell| cell.last.time = s.time(0, REGISTER_I))),
    ("the last of a cell is its first", |s| s.boots(s.data_cell(), |cell| (cell.last.time, cell.last.words) = (0, cell.first))),
    ("the last of the tape is another one", |s| s.boots(TAPE_CELL, |cell| cell.last.words = [12, 0])),
    ("the registers lie one further on", |s| s.boot(|cells| cells.iter_mut().filter(|cell| cell.address < 0).for_each(|cell| cell.address += 1))),
    ("two code cells exchange addresses", |s| s.boot(|cells| {
        let [one, other] = [s.code_cell(0), s.code_cell(2)].map(|address| cells.iter().position(|cell| cell.address == address).unwrap());
        (cells[one].address, cells[other].address) = (s.code_cell(2), s.code_cell(0));
    })),
    ("two registers exchange addresses", |s| s.boot(|cells| {
        let [one, other] = [1, 3].map(|number| cells.iter().position(|cell| cell.address == register(number)).unwrap());
        (cells[one].address, cells[other].address) = (register(3), register(1));
    })),
    ("a cell stands twice", |s| s.boot(|cells| {
        let at = spare(cells);
        cells[at].address = cells[at - 1].address;
    })),
    ("a used cell has no boot cell", |s| s.boot(|cells| {
        let last = cells.iter().map(|cell| cell.address).max().unwrap();
        let (address, region) = (last + 1, 2);
        cells.retain(|cell| cell.address != s.data_cell());
        let last = BootCell { address, region, first: [0, 0], last: Default::default() };
        cells.push(last);
    })),
    ("the last double word is elsewhere", |s| s.boots(LAST_DOUBLE_WORD as i64, |cell| cell.address += 1)),
    ("a cell of the memory is the verifier's", |s| s.boots(s.data_cell(), |cell| cell.region = 2)),
    ("the tape is of the memory", |s| s.boots(TAPE_CELL, |cell| cell.region = 1)),
    ("there is a fourth region", |s| s.boots(TAPE_CELL, |cell| cell.region = 3)),
    ("a register is of the tape", |s| s.boots(register(2), |cell| cell.region = 2)),
    ("code is beyond the image", |s| s.boots(s.code_cell(0), |cell| (cell.region, cell.first) = (1, [0, 0]))),

    // Public values.
    ("the public answer alone is zero", |s| s.claims(|public| public.answer = 0)),
    ("the answer that is shown is zero", |s| {
        let cell = s.layout.aux(0);
        let mut forgery = s.cells(|witness| {
            let row = s.run.config.columns.profile.answer_row();
            witness.forge(row, cell, 0);
        });
        forgery.statement.answer = 0;
        forgery
    }),
    ("a public word alone is another", |s| s.claims(|public| public.primary[2] += 1)),
    ("the public words alone lie one further on", |s| s.claims(|public| public.primary.rotate_right(1))),
    ("there is one public word more", |s| s.claims(|public| public.primary.push(0))),
    ("there is one public word less", |s| s.claims(|public| _ = public.primary.pop())),
    ("there are no public words", |s| s.claims(|public| public.primary.clear())),

    // Tapes and order.
    ("a tape word is skipped", |s| s.silently(READ, |liar| {
        liar.tapes.position += 1;
        let reads = s.run.trace.steps[..s.core + READ].iter().filter_map(|step| step.read);
        let auxiliary = reads.filter(|read| read.tape == 1 && read.word.is_some()).count();
        liar.machine.set_words_read([1, auxiliary]);
    })),
    ("the tape is at its end too early", |s| s.says(READ, |liar, _, values| {
        values.op.carry = true;
        values.op.words[2] = 0;
        values.accesses[REGISTER_I].3 = Some([0, 0]);
        liar.machine.set_register(4, 0);
        liar.machine.set_flag(true);
        values.flag_after = true;
    })),
    ("a word of the other tape", |s| s.says(READ, |liar, _, values| {
        values.op.words[2] = 700;
        values.accesses[REGISTER_I].3 = Some([700, 0]);
        liar.machine.set_register(4, 700);
    })),
    ("the word of another tape cell", |s| s.says(READ, |_, _, values| values.accesses[DATA].2 += 1)),
    ("a step is left out", |s| s.silently(SECOND_STORE, |liar| liar.machine.set_pc(s.code + 8 * LOAD as u64))),
    ("a step is done twice", |s| s.silently(PATCHED, |liar| liar.machine.set_pc(s.code + 8 * LAST_LOAD as u64))),
    ("the step says that another one follows", |s| s.says(FIRST_STORE, |liar, _, values| {
        values.next_pc += 2;
        liar.machine.set_pc(8 * values.next_pc);
    })),
    ("a flag that nobody set", |s| {
        let cell = s.layout.bit(FLAG);
        s.cells(|witness| {
            let value = Fr::ONE - witness.cell(s.row(ADD), cell);
            witness.forge(s.row(ADD), cell, value);
        })
    }),
    ("the last step is no answer", |s| {
        let row = s.run.config.columns.profile.answer_row();
        // Group 4 no more: member 1 of group 0, an addition.
        let group = s.layout.bit(CONTROL + 3);
        s.cells(|witness| witness.forge(row, group, 0))
    }),

    // The arguments themselves.
    ("the product jumps to what it should be at the end", |s| s.hides(|second, closing| second[PRODUCT][closing] = inverse(second[BOOT_PRODUCT][closing]))),
    ("the product starts with what makes up for its end", |s| s.hides(|second, closing| {
        let scale = inverse(second[PRODUCT][closing] * second[BOOT_PRODUCT][closing]);
        second[PRODUCT].iter_mut().for_each(|value| *value *= scale);
    })),
    ("the product is scaled from the middle on", |s| s.hides(|second, closing| {
        let scale = inverse(second[PRODUCT][closing] * second[BOOT_PRODUCT][closing]);
        second[PRODUCT][closing / 2..].iter_mut().for_each(|value| *value *= scale);
    })),
    ("the product is zero from the middle on", |s| s.hides(|second, closing| second[PRODUCT][closing / 4..].fill(Fr::ZERO))),
    ("the product is zero", |s| s.hides(|second, _| second[PRODUCT].fill(Fr::ZERO))),
    ("the boot cells' product jumps at the end", |s| s.hides(|second, closing| second[BOOT_PRODUCT][closing] = inverse(second[PRODUCT][closing]))),
    ("the boot cells' product starts with what makes up for its end", |s| s.hides(|second, closing| {
        let scale = inverse(second[PRODUCT][closing] * second[BOOT_PRODUCT][closing]);
        second[BOOT_PRODUCT].iter_mut().for_each(|value| *value *= scale);
    })),
    ("the boot cells' product grows on a first row", |s| s.hides(|second, closing| {
        let scale = inverse(second[PRODUCT][closing] * second[BOOT_PRODUCT][closing]);
        second[BOOT_PRODUCT][closing / 2 + 1..].iter_mut().for_each(|value| *value *= scale);
    })),
    ("the boot cells' product is zero", |s| s.hides(|second, _| second[BOOT_PRODUCT].fill(Fr::ZERO))),
    ("both products are zero", |s| s.hides(|second, _| { second[PRODUCT].fill(Fr::ZERO); second[BOOT_PRODUCT].fill(Fr::ZERO); })),
    ("the products exchange places", |s| s.hides(|second, _| second.swap(PRODUCT, BOOT_PRODUCT))),
    ("the sum jumps to zero at the end", |s| s.hides_lookup(|second, closing| second[SUM][closing] = Fr::ZERO)),
    ("the sum starts at its negative", |s| s.hides_lookup(|second, closing| {
        let total = second[SUM][closing];
        second[SUM].iter_mut().for_each(|value| *value -= total);
    })),
    ("the sum is zero", |s| s.hides_lookup(|second, _| second[SUM].fill(Fr::ZERO))),
    ("a helper makes up for the sum", |s| s.hides_lookup(|second, closing| {
        let total = second[SUM][closing];
        second[HELPER][8] -= total;
        second[SUM][9..].iter_mut().for_each(|value| *value -= total);
    })),
    ("the last helper makes up for the sum", |s| s.hides_lookup(|second, closing| {
        let total = second[SUM][closing];
        second.last_mut().unwrap()[closing - 1] -= total;
        second[SUM][closing] -= total;
    })),
    ("a helper makes up for the sum on the closing row", |s| s.hides_lookup(|second, closing| {
        let total = second[SUM][closing];
        second[HELPER].resize(closing + 1, Fr::ZERO);
        second[HELPER][closing] -= total;
    })),
    ("one use more of a table row", |s| s.uses(0, |uses| uses[3] += Fr::ONE)),
    ("a use of another table row", |s| s.uses(0, |uses| { uses[3] += Fr::ONE; uses[5] -= Fr::ONE; })),
    ("no uses of any table", |s| s.uses(0, |uses| uses.fill(Fr::ZERO))),
    ("twice the uses of the tables", |s| s.uses(0, |uses| uses.iter_mut().for_each(|value| *value += *value))),
    ("one use more of a time", |s| s.uses(1, |uses| uses[0] += Fr::ONE)),
    ("a use of another time", |s| s.uses(2, |uses| { uses[4] += Fr::ONE; uses[0] -= Fr::ONE; })),
    ("one use more of the image", |s| s.uses(3, |uses| uses[1] += Fr::ONE)),
    ("a use of another double word", |s| s.uses(4, |uses| { uses[0] += Fr::ONE; uses[1] -= Fr::ONE; })),
    ("a use on the closing row", |s| s.uses(0, |uses| { *uses.last_mut().unwrap() = Fr::ONE; uses[0] -= Fr::ONE; })),
    ("a half out of range", |s| s.cell(ADD, column::PART + 2, 0, 1 << 16)),
    ("a half out of range, the other makes up for it", |s| {
        let [low, high] = [0, 1].map(|half| s.layout.part(2, half, column::PART));
        s.cells(|witness| {
            let [low_value, high_value] = [low, high].map(|cell| witness.cell(s.row(ADD), cell));
            witness.forge(s.row(ADD), low, low_value + Fr::from(1 << 16));
            witness.forge(s.row(ADD), high, high_value - Fr::ONE);
        })
    }),
    ("a half that is a fraction, the other makes up for it", |s| {
        let [low, high] = [0, 1].map(|half| s.layout.part(2, half, column::PART));
        s.cells(|witness| {
            let [low_value, high_value] = [low, high].map(|cell| witness.cell(s.row(ADD), cell));
            witness.forge(s.row(ADD), low, low_value + Fr::ONE);
            witness.forge(s.row(ADD), high, high_value - inverse(Fr::from(1 << 16)));
        })
    }),
    ("the spread of another half", |s| s.cell(ADD, column::SPREAD + 2, 0, 5)),
    ("the control bits of another key", |s| {
        let cell = s.layout.bit(CONTROL + CONTROL_BITS - 3);
        s.cells(|witness| {
            let value = Fr::ONE - witness.cell(s.row(ADD), cell);
            witness.forge(s.row(ADD), cell, value);
        })
    }),
    ("a register number that is none", |s| s.one_more(ADD, column::RANGE, 0)),
    ("padding that is not in the code", |s| s.one_more(ADD, column::RANGE + 1, 0)),
    ("padding that is negative", |s| s.cell(ADD, column::RANGE + 2, 0, -Fr::ONE)),
    ("a row of another part of the table", |s| s.cell(ADD, column::OP_VALUE, 0, 1)),
    ("a power of two that is none", |s| s.cell(ADD, column::OP_KEY, 0, Fr::from(POWER_KEY + 33))),
    ("a digit of a gap is another one", |s| s.one_more(ADD, column::RANGE, 1)),
    ("a digit of a gap is negative, the next makes up for it", |s| {
        let [low, high] = [0, 1].map(|digit| s.layout.range(digit, 1));
        let times = s.run.config.columns.profile.times();
        s.cells(|witness| {
            let [low_value, high_value] = [low, high].map(|cell| witness.cell(s.row(ADD), cell));
            witness.forge(s.row(ADD), low, low_value - Fr::from(times));
            witness.forge(s.row(ADD), high, high_value + Fr::ONE);
        })
    }),
];

/// Every attack on these runs is refused; the honest witness of each run is accepted.
fn attacks(campaign: &str, extent: Extent, is_done: impl Fn(usize, usize) -> bool) {
    let mut names: Vec<_> = ATTACKS.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() == ATTACKS.len() && SMALL_RUNS * names.len() >= 480);

    let mut units: Vec<String> = vec![];
    for run in 0..RUNS.len() {
        let some: Vec<usize> = (0..ATTACKS.len()).filter(|&i| is_done(run, i)).collect();
        if !some.is_empty() {
            units.push(format!("{run} the truth"));
        }
        units.extend(some.into_iter().map(|i| format!("{run} {}", ATTACKS[i].0)));
    }
    campaign::run(campaign, &KINDS, extent, &units, |unit| {
        let (run, name) = unit.split_once(' ').unwrap();
        let run = run.parse().unwrap();
        let subject = Subject::new(run);
        let count = |what: &str| Ok(Counts::from([(format!("{what} by {}", RUNS[run].0), 1)]));
        if name == "the truth" {
            return match subject.tell(|_, _| {}).is_accepted() {
                true => count("honest proofs accepted"),
                false => Err("refused".to_owned()),
            };
        }
        let (_, attack) = ATTACKS.iter().find(|(other, _)| *other == name).unwrap();
        match attack(&subject).is_accepted() {
            true => Err("accepted".to_owned()),
            false => count("refused"),
        }
    });
}

/// Each attack on one of the runs on small circuits, a third of them.
#[test]
fn attacks_on_the_arguments_are_refused() {
    attacks("attacks", Extent::Sample, |run, i| {
        i.is_multiple_of(3) && i / 3 % SMALL_RUNS == run
    });
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn attacks_on_the_arguments_are_refused_full() {
    attacks("attacks", Extent::Full, |run, _| run < SMALL_RUNS);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn attacks_on_large_circuits_are_refused_full() {
    // A fourth of them on each: many seconds for one.
    attacks("attacks-large", Extent::Full, |run, i| {
        run >= SMALL_RUNS && i % 4 == run % 2
    });
}
