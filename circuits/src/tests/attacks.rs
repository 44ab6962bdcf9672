//! Attacks on memory, boot rows, tapes, order of steps, running product and lookups, each by its name and on five different
//! runs, all of them by the real prover and verifier: their challenges are what these arguments stand on.

use super::Honest;
use super::campaign::{self, Counts, Extent};
use super::deletion::{Forgery, products};
use super::evaluator::SecondPhase;
use super::liar::{Liar, Moment, tell};
use crate::layout::{DECODE_LANE, FLAG, OP_LANE, column};
use crate::profile::ROWS_PER_SLOT;
use crate::witness::{StepValues, field, register};
use crate::{Profile, PublicValues, Witness};
use ff::Field;
use halo2curves::bn256::Fr;
use tinyram::{DoubleWord, Step, Tapes};

/// A run with a known end: twelve steps that use everything an attack is about, after some others.
struct Subject {
    honest: Honest,
    tapes: Tapes,
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
const TAPE: usize = 7;
const PATCH: usize = 8;
const PATCHED: usize = 9;
const ADD: usize = 10;
const ANSWER: usize = 11;

const X: u64 = 0x0102_0304;
const Y: u64 = 0x1122_3344;

impl Subject {
    fn new(which: usize) -> Self {
        // What comes before: nothing, a loop, a call and byte stores, code that changes itself, both tapes.
        let (name, data, prologue) = [
            ("k13-r32", 4000u64, ""),
            (
                "k13-r16",
                0x8000_0000,
                "mov r7, 5\n_l: sub r7, r7, 1\ncmpe r7, 0\ncnjmp _l\n",
            ),
            (
                "k13-r32",
                0xffff_fff8,
                "mov r8, _r\njmp _f\n_f: store.b 5003, r8\nload.b r9, 5003\njmp r8\n_r: mull r9, r9, r9\n",
            ),
            (
                "k13-r16",
                1600,
                "mov r8, 0\nstore.w 24, r8\nload.w r8, 28\nmov r9, 9\nsmulh r9, r9, r8\n",
            ),
            (
                "k13-r32",
                808,
                "read r8, 1\nread r9, 1\nudiv r8, r8, r9\nread r9, 1\nshl r8, r8, 3\nread r9, 2\n",
            ),
        ][which];
        let before = prologue.lines().count();
        let code = 8 * before as u64;
        let source = format!(
            "{prologue}mov r1, {X}\nstore.w {data}, r1\nmov r1, {Y}\nstore.w {data}, r1\nload.w r2, {data}\n\
             store.b {}, r1\nload.w r3, {data}\nread r4, 0\nstore.w {}, r0\nmov r5, 99\nadd r2, r2, r3\nanswer r2",
            data + 1,
            code + 8 * PATCHED as u64
        );
        let (primary, auxiliary) = ([11, 22, 33], [700, 7]);
        let honest = Honest::new(name, &source, &primary, &auxiliary);
        let words = |tape: &[u32]| tape.iter().map(|&word| word.into()).collect();
        let core = honest.trace.steps.len() - 12;
        assert_eq!(
            honest.trace.steps[core + ANSWER].pc,
            code + 8 * ANSWER as u64
        );
        Subject {
            honest,
            tapes: Tapes {
                primary: words(&primary),
                auxiliary: words(&auxiliary),
            },
            core,
            data,
            code,
        }
    }

    /// The first row of a step of the core.
    fn row(&self, step: usize) -> usize {
        self.honest.row_of_step(self.core + step)
    }

    /// The time of a slot of a step of the core.
    fn time(&self, step: usize, slot: usize) -> u64 {
        (4 * (self.core + step) + slot + 1) as u64
    }

    fn tell(&self, lie: impl FnMut(Moment, &mut Liar)) -> Forgery {
        let (statement, witness) = tell(&self.honest, &self.tapes, lie);
        Forgery {
            public: statement.public_values(self.honest.profile).unwrap(),
            honest: self.honest.clone(),
            witness,
            second_phase: None,
        }
    }

    /// An honest witness of a statement with other public values.
    fn claims(&self, change: impl FnOnce(&mut PublicValues)) -> Forgery {
        let mut forgery = self.tell(|_, _| {});
        change(&mut forgery.public);
        forgery
    }

    /// Only cells are changed, nothing follows.
    fn cells(&self, mut change: impl FnMut(&mut Witness)) -> Forgery {
        self.tell(|moment, liar| {
            if let Moment::Complete = moment {
                change(&mut liar.witness);
            }
        })
    }

    /// One cell of an access.
    fn access(
        &self,
        step: usize,
        slot: usize,
        column: usize,
        value: impl Into<Fr> + Copy,
    ) -> Forgery {
        let cell = self.honest.layout().access(slot, column);
        self.cells(|witness| witness.forge(self.row(step), cell, value))
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

    /// The load finds another double word, at another time, and its chip agrees. It writes back what it found, or what is true.
    fn loads(&self, found: DoubleWord, previous: Option<Fr>, writes_back: bool) -> Forgery {
        let at = self.core + LOAD;
        let mut truth = DoubleWord::default();
        self.tell(|moment, liar| match moment {
            Moment::Before(i) if i == at => {
                truth = liar.machine.double_word(self.data);
                liar.machine.set_double_word(self.data, found);
            }
            Moment::After(i, _, values) if i == at => {
                liar.machine.set_double_word(self.data, truth);
                let left = if writes_back { found } else { truth };
                values.accesses[1].1 = Some([left.lo, left.hi]);
            }
            Moment::Written(i, ..) if i == at => {
                // Later accesses find the truth.
                let cell = liar.cell(self.data);
                liar.change_cell(cell, [truth.lo, truth.hi]);
                let access = |column| liar.layout.access(1, column);
                let row = self.row(LOAD);
                liar.witness.forge(row, access(column::LO), found.lo);
                liar.witness.forge(row, access(column::HI), found.hi);
                if let Some(previous) = previous {
                    liar.witness.forge(row, access(column::PREVIOUS), previous);
                }
            }
            _ => {}
        })
    }

    /// A register is read as another value, which the chip agrees with: slot 1 is rj, slot 2 is A.
    fn reads_register(
        &self,
        slot: usize,
        number: u32,
        found: u64,
        previous: Option<u64>,
    ) -> Forgery {
        let at = self.core + ADD;
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
            Moment::Written(i, ..) if i == at => {
                let access = |column| liar.layout.access(slot, column);
                let row = self.row(ADD);
                liar.witness.forge(row, access(column::LO), found);
                if slot == 1 {
                    liar.witness.forge(row, access(column::NEW_LO), found);
                }
                if let Some(previous) = previous {
                    liar.witness.forge(row, access(column::PREVIOUS), previous);
                }
            }
            _ => {}
        })
    }

    /// The data access of a step goes to another cell.
    fn at_cell(&self, step: usize, cell: impl Fn(&Liar) -> i64) -> Forgery {
        self.says(step, |liar, _, values| values.accesses[1].0 = cell(liar))
    }

    /// A cell of a boot row, by address.
    fn boot(&self, address: i64, column: usize, value: impl Into<Fr> + Copy) -> Forgery {
        let layout = self.honest.layout();
        self.cells(|witness| {
            let row = boot_row(self.honest.profile, witness, address);
            witness.forge(row, layout.access(0, column), value);
        })
    }

    /// A cell holds this at first, for boot row, machine and memory argument.
    fn starts(&self, cell: impl Fn(&Liar) -> i64, words: [u64; 2]) -> Forgery {
        self.tell(|moment, liar| {
            if let Moment::Start = moment {
                let cell = cell(liar);
                liar.change_cell(cell, words);
                if cell < 0 {
                    liar.machine.set_register((-1 - cell) as u32, words[0]);
                } else if cell >= liar.cell(0) {
                    let address = 8 * (cell - liar.cell(0)) as u64;
                    liar.machine.set_double_word(
                        address,
                        DoubleWord {
                            lo: words[0],
                            hi: words[1],
                        },
                    );
                }
            }
        })
    }

    /// A cell has a second life from a step on: it starts anew with what it held at first. The second boot row is that of a
    /// fresh cell that nobody uses.
    fn second_boot(&self, step: usize, cell: impl Fn(&Liar) -> i64) -> Forgery {
        let mut first_life = None;
        self.tell(|moment, liar| match moment {
            Moment::Before(i) if i == self.core + step => {
                let cell = cell(liar);
                first_life = liar.memory.cells.insert(cell, Default::default());
                if cell < 0 {
                    liar.machine.set_register((-1 - cell) as u32, 0);
                } else if cell >= liar.cell(0) {
                    let address = 8 * (cell - liar.cell(0)) as u64;
                    liar.machine.set_double_word(address, DoubleWord::default());
                }
            }
            Moment::Complete => {
                let life = first_life.unwrap_or_default();
                let fresh = liar.profile.fixed_cells() * ROWS_PER_SLOT;
                let access = |column| liar.layout.access(0, column);
                let address = field(cell(liar));
                liar.witness.forge(fresh, access(column::ADDRESS), address);
                for (column, value) in [
                    (column::PREVIOUS, life.time),
                    (column::LO, life.words[0]),
                    (column::HI, life.words[1]),
                ] {
                    liar.witness.forge(fresh, access(column), value);
                }
            }
            _ => {}
        })
    }

    /// The multiplicities are changed after they were counted.
    fn uses(&self, change: impl Fn(&mut [Fr])) -> Forgery {
        let mut forgery = self.tell(|_, _| {});
        change(&mut forgery.witness.columns_mut()[column::USES]);
        forgery
    }

    /// A lie that one argument alone refuses, with a second phase made to hide it.
    fn hidden(&self, forgery: Forgery, second_phase: SecondPhase) -> Forgery {
        Forgery {
            second_phase: Some(second_phase),
            ..forgery
        }
    }
}

/// The row of the boot cell with this address.
pub(super) fn boot_row(profile: &Profile, witness: &Witness, cell: i64) -> usize {
    (0..profile.first_step_row())
        .step_by(ROWS_PER_SLOT)
        .find(|&row| witness.first_phase()[column::ADDRESS][row] == field(cell))
        .expect("a boot cell")
}

fn double_word(lo: u64, hi: u64) -> DoubleWord {
    DoubleWord { lo, hi }
}

/// A name, and the forgery on a run.
type Attack = (&'static str, fn(&Subject) -> Forgery);

#[rustfmt::skip]
const ATTACKS: &[Attack] = &[
    // Another value, another time.
    ("an older value with its own time", |s| s.loads(double_word(X, 0), Some(s.time(FIRST_STORE, 1).into()), true)),
    ("an older value with its own time, the truth left", |s| s.loads(double_word(X, 0), Some(s.time(FIRST_STORE, 1).into()), false)),
    ("an older value with the newest time", |s| s.loads(double_word(X, 0), None, true)),
    ("an older value with the newest time, the truth left", |s| s.loads(double_word(X, 0), None, false)),
    ("the newest value with an older time", |s| s.loads(double_word(Y, 0), Some(s.time(FIRST_STORE, 1).into()), true)),
    ("the value from before all stores", |s| s.loads(double_word(0, 0), Some(Fr::ZERO), true)),
    ("a value that was never there", |s| s.loads(double_word(5, 0), None, true)),
    ("a value one off, the truth left", |s| s.loads(double_word(Y + 1, 0), None, false)),
    ("a high word that was never there", |s| s.loads(double_word(Y, 1), None, true)),
    ("low and high word exchanged", |s| s.loads(double_word(0, Y), None, true)),
    ("its own write", |s| s.loads(double_word(5, 0), Some(s.time(LOAD, 1).into()), true)),
    ("a write of the same step", |s| s.loads(double_word(Y, 0), Some(s.time(LOAD, 3).into()), true)),
    ("a value from the future", |s| s.loads(double_word(0x1122_4444, 0), Some(s.time(BYTE_STORE, 1).into()), true)),
    ("a time before all times", |s| s.loads(double_word(Y, 0), Some(-Fr::ONE), true)),
    ("the time of the last step", |s| s.loads(double_word(Y, 0), Some(Fr::from(4 * s.honest.profile.steps as u64)), true)),
    ("the time of the boot rows' reads", |s| s.loads(double_word(Y, 0), Some(Fr::from(4 * s.honest.profile.steps as u64 + 1)), true)),
    ("a time that is a fraction", |s| s.loads(double_word(Y, 0), Some(Fr::from(2).invert().unwrap()), true)),
    ("a time 2^32 ago", |s| s.loads(double_word(Y, 0), Some(Fr::from(s.time(SECOND_STORE, 1)) - Fr::from(1 << 32)), true)),

    // Registers.
    ("register A: another value", |s| s.reads_register(2, 3, 1, None)),
    ("register A: before it was written", |s| s.reads_register(2, 3, 0, Some(0))),
    ("register A: what the step writes", |s| s.reads_register(2, 3, 7, Some(s.time(ADD, 3)))),
    ("register rj: another value", |s| s.reads_register(1, 2, 1, None)),
    ("register rj: before it was written", |s| s.reads_register(1, 2, 0, Some(0))),
    ("register rj: what the step writes", |s| s.reads_register(1, 2, 7, Some(s.time(ADD, 3)))),
    ("register ri: another value before", |s| s.access(ADD, 3, column::LO, Fr::from(9))),
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
        values.accesses[3].0 = register(6);
        liar.machine.set_register(6, step.ri_after);
        liar.machine.set_register(3, 0);
    })),
    ("another register is read as A", |s| s.says(ADD, |_, _, values| values.accesses[2].0 = register(1))),
    ("another register is read as rj", |s| s.says(ADD, |_, _, values| values.accesses[1].0 = register(1))),

    // Other cells.
    ("load from the next double word", |s| s.at_cell(LOAD, |liar| liar.cell(s.data & !7) - 1)),
    ("load from a register", |s| s.at_cell(LOAD, |_| register(1))),
    ("load from the output cell", |s| s.at_cell(LOAD, |_| 0)),
    ("load from the tape", |s| s.at_cell(LOAD, |_| 2)),
    ("load from beyond the memory", |s| s.at_cell(LOAD, |liar| liar.cell(0) + (1 << 29))),
    ("load from an address that is a fraction", |s| s.access(LOAD, 1, column::ADDRESS, Fr::from(2).invert().unwrap())),
    ("store into a register", |s| s.at_cell(SECOND_STORE, |_| register(3))),
    ("store into the output cell", |s| s.at_cell(SECOND_STORE, |_| 0)),
    ("store into the code", |s| s.at_cell(SECOND_STORE, |liar| liar.cell(s.code + 8 * ADD as u64))),
    ("a store is dropped", |s| s.says(SECOND_STORE, |liar, step, values| {
        let before = step.data.unwrap().before;
        values.accesses[1].1 = Some([before.lo, before.hi]);
        liar.machine.set_double_word(s.data, before);
    })),
    ("a store is dropped by the memory alone", |s| s.silently(LOAD, |liar| liar.change_double_word(s.data, double_word(X, 0)))),
    ("two stores exchange their order", |s| s.tell(|moment, liar| match moment {
        Moment::After(i, _, values) if i == s.core + FIRST_STORE => values.accesses[1].1 = Some([Y, 0]),
        Moment::After(i, _, values) if i == s.core + SECOND_STORE => {
            values.accesses[1].1 = Some([X, 0]);
            liar.machine.set_double_word(s.data, double_word(X, 0));
        }
        _ => {}
    })),
    ("a load that writes", |s| s.says(LOAD, |liar, step, values| {
        values.accesses[1].1 = Some([1, 0]);
        liar.machine.set_double_word(step.data.unwrap().address, double_word(1, 0));
    })),
    ("a byte store changes a neighbour", |s| s.says(BYTE_STORE, |liar, step, values| {
        let after = step.data.unwrap().after;
        values.accesses[1].1 = Some([after.lo ^ 1, after.hi]);
        liar.machine.set_double_word(s.data, double_word(after.lo ^ 1, after.hi));
    })),
    ("a byte store changes the other word", |s| s.says(BYTE_STORE, |liar, step, values| {
        let after = step.data.unwrap().after;
        values.accesses[1].1 = Some([after.lo, 1]);
        liar.machine.set_double_word(s.data, double_word(after.lo, 1));
    })),

    // Code.
    ("overwritten code as it was", |s| s.tell(|moment, liar| {
        let pc = s.code + 8 * PATCHED as u64;
        match moment {
            Moment::Before(i) if i == s.core + PATCHED => {
                let hi = liar.machine.double_word(pc).hi;
                liar.machine.set_double_word(pc, double_word(99, hi));
            }
            Moment::Written(i, ..) if i == s.core + PATCHED => {
                liar.witness.forge(s.row(PATCHED), liar.layout.access(0, column::LO), 99);
                liar.witness.forge(s.row(PATCHED), liar.layout.access(0, column::PREVIOUS), 0);
            }
            _ => {}
        }
    })),
    ("code changes by itself", |s| s.silently(ADD, |liar| {
        let pc = s.code + 8 * ADD as u64;
        let code = liar.machine.double_word(pc);
        liar.change_double_word(pc, double_word(code.lo - 1, code.hi));
    })),
    ("the store into the code is dropped", |s| s.silently(PATCHED, |liar| {
        let pc = s.code + 8 * PATCHED as u64;
        let hi = liar.machine.double_word(pc).hi;
        liar.change_double_word(pc, double_word(99, hi));
    })),
    ("the store into the code goes elsewhere", |s| s.at_cell(PATCH, |liar| liar.cell(s.code + 8 * ANSWER as u64))),

    // Boot rows.
    ("a second boot of a stored cell", |s| s.second_boot(LOAD, |liar| liar.cell(s.data))),
    ("a second boot of a register", |s| s.second_boot(ADD, |_| register(3))),
    ("a second boot of the output cell", |s| s.second_boot(ANSWER, |_| 0)),
    ("a stored cell starts with another value", |s| s.starts(|liar| liar.cell(s.data), [1, 0])),
    ("code starts with another value", |s| s.starts(|liar| liar.cell(s.code), [1, 0])),
    ("a register starts with another value", |s| s.starts(|_| register(0), [1, 0])),
    ("a register starts with a high word", |s| s.starts(|_| register(7), [0, 1])),
    ("the output cell starts with another value", |s| s.starts(|_| 0, [1, 0])),
    ("a tape cell starts with another word", |s| s.starts(|_| 1, [12, 0])),
    ("the tape ends at once", |s| s.starts(|_| 1, [0, 1])),
    ("the tape never ends", |s| s.starts(|liar| liar.profile.tape_cells() as i64, [0, 0])),
    ("the last value of a register is older", |s| s.boot(register(1), column::LO, X)),
    ("the last time of a register is older", |s| s.boot(register(1), column::PREVIOUS, s.time(0, 3))),
    ("the last value of the output cell is zero", |s| s.boot(0, column::LO, 0)),
    ("the public answer alone is zero", |s| {
        s.claims(|public| public.answer = 0)
    }),
    ("a public word alone is another", |s| s.claims(|public| public.words[2] += 1)),
    ("the public words alone lie one scalar further on", |s| s.claims(|public| public.words.rotate_right(7))),
    ("the public number of words alone is one more", |s| s.claims(|public| public.length += 1)),
    ("the public number of words alone stands beside none", |s| s.claims(|public| public.words.fill(0))),
    ("the answer is not written", |s| s.tell(|moment, _| {
        if let Moment::After(i, _, values) = moment && i == s.core + ANSWER {
            values.accesses[1].1 = None;
        }
    })),
    ("all fixed cells lie one further on", |s| s.cells(|witness| {
        let profile = *witness.profile();
        for cell in 0..profile.fixed_cells() {
            let row = cell * ROWS_PER_SLOT;
            let value = witness.first_phase()[column::ADDRESS][row] + Fr::ONE;
            witness.columns_mut()[column::ADDRESS][row] = value;
        }
    })),
    ("two code cells exchange addresses", |s| s.tell(|moment, liar| {
        if let Moment::Complete = moment {
            let cells = [liar.cell(s.code), liar.cell(s.code + 16)];
            let rows = cells.map(|cell| boot_row(liar.profile, &liar.witness, cell));
            for (row, cell) in rows.into_iter().zip([cells[1], cells[0]]) {
                liar.witness.forge(row, liar.layout.access(0, column::ADDRESS), field(cell));
            }
        }
    })),
    ("two fresh cells exchange addresses", |s| s.cells(|witness| {
        let profile = *witness.profile();
        let row = profile.fixed_cells() * ROWS_PER_SLOT;
        witness.columns_mut()[column::ADDRESS].swap(row, row + ROWS_PER_SLOT);
    })),
    ("the last double word is elsewhere", |s| s.cells(|witness| {
        let profile = *witness.profile();
        let row = profile.first_step_row() - ROWS_PER_SLOT;
        witness.columns_mut()[column::ADDRESS][row] += Fr::ONE;
    })),

    // Tapes and order.
    ("a tape word is skipped", |s| s.silently(TAPE, |liar| {
        liar.words_read[0] += 1;
        liar.tapes.position += 1;
        liar.machine.set_words_read(liar.words_read);
    })),
    ("the tape is at its end too early", |s| s.says(TAPE, |liar, _, values| {
        values.op.carry = true;
        values.op.words[2] = 0;
        values.accesses[3].1 = Some([0, 0]);
        liar.machine.set_register(4, 0);
        liar.machine.set_flag(true);
    })),
    ("a word of the other tape", |s| s.says(TAPE, |liar, _, values| {
        values.op.words[2] = 700;
        values.accesses[3].1 = Some([700, 0]);
        liar.machine.set_register(4, 700);
    })),
    ("the word of another tape cell", |s| s.says(TAPE, |_, _, values| values.accesses[1].0 += 1)),
    ("a step is left out", |s| s.silently(SECOND_STORE, |liar| liar.machine.set_pc(s.code + 8 * LOAD as u64))),
    ("a step is done twice", |s| s.silently(PATCHED, |liar| liar.machine.set_pc(s.code + 8 * LAST_LOAD as u64))),
    ("the step says that another one follows", |s| s.says(FIRST_STORE, |liar, _, values| {
        values.next_pc += 2;
        liar.machine.set_pc(8 * values.next_pc);
    })),
    ("a flag that nobody set", |s| s.cells(|witness| {
        let cell = crate::layout::Layout::new(witness.profile()).bit(FLAG);
        let value = Fr::ONE - witness.cell(s.row(ADD), cell);
        witness.forge(s.row(ADD), cell, value);
    })),

    // The arguments themselves.
    ("the product jumps to one at the end", |s| s.hidden(
        s.loads(double_word(5, 0), None, true),
        |[helper, _], closing| helper[closing + 1] = Fr::ONE,
    )),
    ("the product starts at its inverse", |s| s.hidden(s.loads(double_word(5, 0), None, true), |[helper, _], closing| {
        let scale = helper[closing + 1].invert().unwrap();
        products(helper).for_each(|value| *value *= scale);
    })),
    ("the product is zero from the middle on", |s| s.hidden(s.loads(double_word(5, 0), None, true), |[helper, _], closing| {
        products(helper).skip(closing / 4).for_each(|value| *value = Fr::ZERO);
    })),
    ("the product is zero", |s| s.hidden(s.loads(double_word(5, 0), None, true), |[helper, _], _| products(helper).for_each(|value| *value = Fr::ZERO))),
    ("the sum jumps to zero at the end", |s| s.hidden(
        s.loads(double_word(Y, 0), Some(-Fr::ONE), true),
        |[_, sum], closing| sum[closing] = Fr::ZERO,
    )),
    ("the sum starts at its negative", |s| s.hidden(s.loads(double_word(Y, 0), Some(-Fr::ONE), true), |[_, sum], closing| {
        let total = sum[closing];
        sum.iter_mut().for_each(|value| *value -= total);
    })),
    ("the helper makes up for the sum", |s| s.hidden(s.loads(double_word(5, 0), Some(-Fr::ONE), true), |[helper, sum], closing| {
        let total = sum[closing];
        helper[8] -= total;
        sum[9..].iter_mut().for_each(|value| *value -= total);
    })),
    ("one use more of a table row", |s| s.uses(|uses| uses[3] += Fr::ONE)),
    ("a use of another table row", |s| s.uses(|uses| { uses[3] += Fr::ONE; uses[5] -= Fr::ONE; })),
    ("no uses of any table", |s| s.uses(|uses| uses.fill(Fr::ZERO))),
    ("twice the uses of the tables", |s| s.uses(|uses| uses.iter_mut().for_each(|value| *value += *value))),
    ("one use more of a time", |s| s.uses(|uses| uses[0] += Fr::ONE)),
    ("a use of another time", |s| {
        let step = s.row(0);
        s.uses(move |uses| { uses[step] += Fr::ONE; uses[0] -= Fr::ONE; })
    }),
    ("a limb out of range", |s| {
        let cell = s.honest.layout().part(2, 0, column::LIMB);
        s.cells(|witness| witness.forge(s.row(ADD), cell, 1 << witness.profile().limb_bits))
    }),
    ("a limb out of range, the other makes up for it", |s| {
        let layout = s.honest.layout();
        let cell = layout.part(2, 0, column::LIMB);
        s.cells(|witness| {
            let value = witness.cell(s.row(ADD), cell) - Fr::ONE - Fr::from(1 << layout.limb_bits);
            witness.forge(s.row(ADD), cell, value);
        })
    }),
    ("the spread of another limb", |s| {
        let cell = s.honest.layout().part(2, 0, column::SPREAD);
        s.cells(|witness| witness.forge(s.row(ADD), cell, 5))
    }),
    ("the control bits of another key", |s| {
        let [_, cell] = s.honest.layout().lane(DECODE_LANE);
        s.cells(|witness| {
            let value = witness.cell(s.row(ADD), cell) + Fr::ONE;
            witness.forge(s.row(ADD), cell, value);
        })
    }),
    ("a row of another part of the table", |s| {
        let [_, cell] = s.honest.layout().lane(OP_LANE);
        s.cells(|witness| witness.forge(s.row(ADD), cell, 1))
    }),
];

const RUNS: usize = 5;

/// Every attack on these runs is refused; the honest witness of each run is accepted.
fn attacks(extent: Extent, is_done: impl Fn(usize, usize) -> bool) {
    let mut names: Vec<_> = ATTACKS.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() == ATTACKS.len() && names.len() >= 60);

    let mut units: Vec<String> = (0..RUNS).map(|run| format!("{run} the truth")).collect();
    for run in 0..RUNS {
        for (i, (name, _)) in ATTACKS.iter().enumerate() {
            if is_done(run, i) {
                units.push(format!("{run} {name}"));
            }
        }
    }
    campaign::run("attacks", extent, &units, |unit| {
        let (run, name) = unit.split_once(' ').unwrap();
        let subject = Subject::new(run.parse().unwrap());
        let count = |what: &str| Ok(Counts::from([(what.to_owned(), 1)]));
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

/// Each attack on one of the runs, a third of them.
#[test]
fn attacks_on_the_arguments_are_refused() {
    attacks(Extent::Sample, |run, i| {
        i.is_multiple_of(3) && i / 3 % RUNS == run
    });
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn attacks_on_the_arguments_are_refused_full() {
    attacks(Extent::Full, |_, _| true);
}
