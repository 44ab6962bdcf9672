//! Mutations: cells of an honest witness changed, one at a time and up to four together. Whatever is accepted may only be cells that are
//! on the list of those that may hold anything, with the reason.

use super::campaign::{self, Counts, Extent, KINDS, SEGMENTS};
use super::changes::{Change, Judge, Refusal};
use super::faults::Subject;
use super::liar::Forgery;
use super::{Run, SMALL};
use crate::deletion::switch::unfolded;
use crate::layout::{CARRY, Cell, DIGIT, Layout, ROWS_PER_STEP, column};
use crate::witness::{Witness, small};
use ff::Field;
use halo2curves::bn256::Fr;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use tinyram::{Decoded, Opcode, Step};

/// Why a cell of a step may hold anything, alone or together with others of its kind; `None` if it may not.
fn is_free(layout: &Layout, cell: Cell, step: &Step) -> Option<&'static str> {
    let Decoded::Instruction(instruction) = step.decoded else {
        unreachable!("subjects execute instructions")
    };
    let mnemonic = instruction.opcode.mnemonic();
    let is = |names: &[&str]| names.contains(&mnemonic);
    let jump = is(&["jmp", "cjmp", "cnjmp"]);
    let [load, store] = ["load", "store"].map(|name| mnemonic.starts_with(name));
    let (memory, bytes) = (load || store, mnemonic.ends_with(".b"));
    let bitwise = is(&["and", "or", "xor", "not"]);
    let mul = is(&["mull", "umulh"]);
    let (smulh, divides, shifts) = (is(&["smulh"]), is(&["udiv", "umod"]), is(&["shl", "shr"]));
    let (equal, signed_compare) = (is(&["cmpe"]), is(&["cmpg", "cmpge"]));
    let signed = smulh || signed_compare;
    let (moves, reads, answers) = (is(&["mov", "cmov"]), is(&["read"]), is(&["answer"]));
    let address = jump || memory;

    // The boot cell on the second row: what a cell of the tape starts with is the verifier's.
    if cell.row == 1 && cell.column == column::OP_VALUE {
        return Some("no constraint reads the second row there");
    }
    let words = [
        bitwise || signed || shifts || address || (reads && step.a >= 2),
        bitwise || signed || divides || shifts || memory,
        !(equal || jump || answers || mnemonic == "store.w"),
        bitwise || mul || smulh || divides || shifts || bytes,
    ];
    for (word, is_used) in words.into_iter().enumerate() {
        // A load of a byte reads the low half only.
        let is_used = is_used && !(word == 3 && mnemonic == "load.b" && cell.row == 1);
        let columns = [
            column::PART,
            column::SPREAD,
            column::LIMB,
            column::LIMB_SPREAD,
        ];
        let is_part = columns
            .into_iter()
            .any(|c| layout.part(word, cell.row, c) == cell);
        if is_part && !is_used {
            return Some("half of a word that the instruction does not use");
        }
    }
    let zero_test = match mnemonic {
        _ if bitwise => Some(step.ri_after == 0),
        "cmpe" => Some(step.rj == step.a),
        "mull" | "umulh" => Some((step.rj * step.a) >> 32 == 0),
        "smulh" => Some(!step.flag_after),
        _ => None,
    };
    let cells = [
        (
            layout.bit(CARRY),
            moves || address || answers,
            "the carry becomes the flag, which this instruction keeps",
        ),
        (layout.bit(DIGIT), !(signed || address || reads), "digit 0"),
        (
            layout.bit(DIGIT + 1),
            !(signed || address || reads || shifts),
            "digit 1",
        ),
        (layout.bit(DIGIT + 2), !(smulh || address), "digit 2"),
        (layout.bit(DIGIT + 3), !smulh, "digit 3"),
        (
            layout.bit(DIGIT + 1),
            shifts && step.a == 32,
            "a shift by 32: both cases say the same",
        ),
        (
            layout.aux(0),
            zero_test == Some(true),
            "the inverse of zero in a zero test",
        ),
        (
            layout.aux(0),
            !(zero_test.is_some() || store || reads || answers),
            "the inverse of a zero test, the scale of a store, an answer's value",
        ),
        (
            layout.aux(1),
            !(shifts || moves || memory),
            "amount, choice, old value",
        ),
    ];
    for (free, is_free, reason) in cells {
        if cell == free && is_free {
            return Some(reason);
        }
    }
    let is_lookup = layout.op_lookup().contains(&cell);
    (is_lookup && !(shifts || bytes)).then_some("an op lookup that nobody needs may find any entry")
}

/// A run with one instruction among others, and the judge of its changes.
struct Mutant {
    subject: Subject,
    judge: Judge,
    layout: Layout,
    seed: u64,
    rng: ChaCha8Rng,
}

impl Mutant {
    fn new(circuit: &str, opcode: Opcode, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let subject = unfolded(|| Subject::new(circuit, opcode, &mut rng));
        Mutant {
            judge: Judge::new(&subject.run, &mut rng),
            layout: Layout::new(&subject.run.config.columns.profile),
            subject,
            seed,
            rng,
        }
    }

    /// The columns without the multiplicities, which follow from the lookups; changed for themselves they are in `attacks`.
    fn columns(&self) -> impl Iterator<Item = usize> {
        let uses = column::USES..column::LIMB;
        (0..self.layout.first_phase_columns()).filter(move |column| !uses.contains(column))
    }

    /// The cells of the instruction's step, and in a segment of one of the steps that share their rows with registers.
    fn cells(&self) -> Vec<(usize, usize)> {
        let registers = self.judge.registers / ROWS_PER_STEP;
        let of_register = (self.seed as usize).checked_rem(registers);
        let steps = [self.subject.target].into_iter().chain(of_register);
        let rows = steps.flat_map(|step| step * ROWS_PER_STEP..(step + 1) * ROWS_PER_STEP);
        let rows: Vec<usize> = rows.collect();
        let cells = |column| rows.iter().map(move |&row| (column, row));
        self.columns().flat_map(cells).collect()
    }

    /// Another value, of eight kinds.
    fn other(&mut self, (column, row): (usize, usize), kind: usize) -> Option<Change> {
        let value = self.judge.cell(column, row);
        let other = match kind {
            0 => value + Fr::ONE,
            1 => value - Fr::ONE,
            2 => Fr::ONE - value,
            3 => Fr::ZERO,
            4 => value + Fr::from(1 << 32),
            5 => -Fr::ONE,
            6 => Fr::random(&mut self.rng),
            _ => self.judge.cell(column, row ^ 1),
        };
        let value = (other != value).then_some(other)?;
        Some(Change { column, row, value })
    }

    /// Why a change may stand, where nothing refuses it.
    fn reason(&self, change: &Change) -> Option<&'static str> {
        let run: &Run = &self.subject.run;
        let i = change.row / ROWS_PER_STEP;
        let step = run.trace.steps.get(i).or(run.trace.steps.last());
        let cell = Cell {
            column: change.column,
            row: change.row % ROWS_PER_STEP,
        };
        if change.row < self.judge.registers && cell.row == 1 {
            let high = [column::LAST_HI, column::FIRST_HI];
            if high.contains(&cell.column) {
                return Some("a register has no high word");
            }
            if (column::RANGE..column::RANGE + 3).contains(&cell.column) {
                return Some("the time since a register's access is a sum of two digits");
            }
        }
        is_free(&self.layout, cell, step.expect("a step"))
    }

    /// Why changes may stand that nothing refuses; otherwise an error.
    fn is_harmless(&self, changes: &[Change]) -> Result<&'static str, String> {
        let reasons: Option<Vec<_>> = changes.iter().map(|change| self.reason(change)).collect();
        match reasons.as_deref() {
            Some([.., last]) => Ok(last),
            _ if self.is_another_tape(changes) => Ok("the auxiliary tape is the prover's"),
            _ => Err(format!(
                "accepted in a run of {:?}: {changes:?}",
                self.step().decoded
            )),
        }
    }

    /// The witness with changes, but for the multiplicities.
    fn changed(&self, changes: &[Change]) -> Witness {
        let mut witness = self.subject.baseline.clone();
        for change in changes {
            witness.columns_mut()[change.column][change.row] = change.value;
        }
        witness
    }

    /// Is it the honest witness of another auxiliary tape, with the same answer?
    fn is_another_tape(&self, changes: &[Change]) -> bool {
        let run = &self.subject.run;
        let witness = self.changed(changes);
        let mut tapes = self.subject.tapes.clone();
        let mut words = tapes.auxiliary.iter_mut();
        for (i, step) in run.trace.steps.iter().enumerate() {
            if step
                .read
                .is_some_and(|read| read.tape == 1 && read.word.is_some())
            {
                let half = |half| {
                    let cell = self.layout.part(2, half, column::PART);
                    small(witness.cell(i * ROWS_PER_STEP, cell)).unwrap_or_default()
                };
                *words.next().expect("a word was read") = half(0) | (half(1) << 16);
            }
        }
        run.witness_on(tapes).is_some_and(|honest| {
            let [ours, honest] = [&witness, &honest].map(Witness::first_phase);
            self.columns().all(|column| ours[column] == honest[column])
        })
    }

    fn step(&self) -> &Step {
        &self.subject.run.trace.steps[self.subject.target]
    }

    /// Up to three more changes, each the one of some that make up for a refusal after which there are fewest. The last list that was
    /// judged.
    fn search(&mut self, first: Change, mut judged: impl FnMut(&[Change], bool)) -> Vec<Change> {
        let mut changes = vec![first];
        let mut refusals = self.judge.refusals(&changes);
        loop {
            judged(&changes, refusals.is_empty());
            if refusals.is_empty() || changes.len() == 4 {
                return changes;
            }
            let tries = (0..8).filter_map(|_| {
                let change = self.judge.make_up(&changes, &refusals, &mut self.rng)?;
                let changes = [changes.as_slice(), &[change]].concat();
                let refusals = self.judge.refusals(&changes);
                Some((changes, refusals))
            });
            let Some(best) = tries.min_by_key(|(_, refusals)| refusals.len()) else {
                return changes;
            };
            (changes, refusals) = best;
        }
    }

    fn forgery(&self, changes: &[Change]) -> Forgery {
        let run = self.subject.run.clone();
        let mut witness = self.changed(changes);
        witness.count_uses(&run.evaluator);
        Forgery {
            statement: run.statement.clone(),
            run,
            witness,
            second_phase: None,
        }
    }
}

/// Changes every cell of one step of `opcode`, one at a time, to eight other values.
fn mutate(circuit: &str, opcode: Opcode, seed: u64) -> Result<Counts, String> {
    let mut mutant = Mutant::new(circuit, opcode, seed);
    let mut counts = Counts::new();
    let mut count = |what: &str| *counts.entry(what.to_owned()).or_default() += 1;
    for cell in mutant.cells() {
        for kind in 0..8 {
            let Some(change) = mutant.other(cell, kind) else {
                continue;
            };
            count(&format!("mutated: {}", opcode.mnemonic()));
            count(match mutant.judge.refusals(&[change]).first() {
                Some(Refusal::Constraint(..)) => "refused by a constraint",
                Some(Refusal::Lookup(..)) => "refused by a lookup",
                Some(Refusal::Memory) => "refused by the memory argument",
                None => mutant.is_harmless(&[change])?,
            });
        }
    }
    Ok(counts)
}

/// Changes found by search from every cell of the step: what was accepted, of two cells or more. The sizes are counted.
fn found(mutant: &mut Mutant, walks: usize, counts: &mut Counts) -> Vec<Vec<Change>> {
    let mut accepted = vec![];
    for cell in mutant.cells() {
        for _ in 0..walks {
            let kind = mutant.rng.gen_range(0..8);
            let Some(first) = mutant.other(cell, kind) else {
                continue;
            };
            mutant.search(first, |changes, is_accepted| {
                let size = changes.len();
                if size > 1 {
                    *counts
                        .entry(format!("changes of {size} cells"))
                        .or_default() += 1;
                    accepted.extend(is_accepted.then(|| changes.to_vec()));
                }
            });
        }
    }
    accepted
}

/// Changes of two to four cells of one run of `opcode`.
fn search(circuit: &str, opcode: Opcode, seed: u64) -> Result<Counts, String> {
    let mut mutant = Mutant::new(circuit, opcode, seed);
    let mut counts = Counts::new();
    let accepted = found(&mut mutant, 4, &mut counts);
    for changes in &accepted {
        mutant.is_harmless(changes)?;
    }
    counts.insert("of free cells alone".to_owned(), accepted.len() as u64);
    Ok(counts)
}

/// The constraints, by name, without each of which the search finds an accepted change that is not harmless in a run of `opcode`.
fn needed(circuit: &str, opcode: Opcode, walks: usize) -> Counts {
    let mut mutant = Mutant::new(circuit, opcode, 0);
    let mut needed = Counts::new();
    for (i, name) in mutant.judge.names().to_vec().into_iter().enumerate() {
        mutant.judge.leave_out(i);
        let accepted = found(&mut mutant, walks, &mut Counts::new());
        let mut accepted = accepted.iter();
        if accepted.any(|changes| mutant.is_harmless(changes).is_err()) {
            needed.insert(name, 1);
        }
    }
    needed
}

/// The search is one that finds something if there is something: without a constraint.
#[test]
fn the_search_finds_what_a_missing_constraint_lets_through() {
    let needed = needed(SMALL[1], Opcode::StoreB, 1);
    assert!(needed.len() >= 6, "{needed:?}");
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn the_search_finds_what_a_missing_constraint_lets_through_full() {
    let search = |circuit: &'static str, opcode, _| Ok(needed(circuit, opcode, 2));
    let needed = campaign::run_instructions("search", Extent::Full, &SMALL[1..], 1, search);
    assert!(needed.len() >= 40, "{needed:?}");
}

#[test]
fn mutated_cells_are_refused_or_free() {
    campaign::run_instructions("mutations", Extent::Sample, &SMALL, 1, mutate);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn mutated_cells_are_refused_or_free_full() {
    let counts = campaign::run_instructions("mutations", Extent::Full, &KINDS, 5, mutate);
    for opcode in Opcode::ALL {
        assert!(counts[&format!("mutated: {}", opcode.mnemonic())] >= 10_000);
    }
}

/// The second segment of a run of three: what the others have to fit to is its share.
#[test]
fn mutated_cells_of_segments_are_refused_or_free() {
    campaign::run_instructions("mutations-segments", Extent::Sample, &SEGMENTS, 1, mutate);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn mutated_cells_of_segments_are_refused_or_free_full() {
    campaign::run_instructions("mutations-segments", Extent::Full, &SEGMENTS, 5, mutate);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn changes_of_several_cells_of_segments_are_refused_or_free_full() {
    campaign::run_instructions("changes-segments", Extent::Full, &SEGMENTS, 5, search);
}

#[test]
fn changes_of_several_cells_are_refused_or_free() {
    campaign::run_instructions("changes", Extent::Sample, &SMALL, 1, search);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn changes_of_several_cells_are_refused_or_free_full() {
    campaign::run_instructions("changes", Extent::Full, &KINDS, 5, search);
}

/// What the judge says is what prover and verifier say, of one change that it accepts and one that it does not.
fn verdicts(circuit: &str, opcode: Opcode, seed: u64) -> Result<Counts, String> {
    let mut mutant = Mutant::new(circuit, opcode, seed);
    let cells = mutant.cells();
    let mut missing = BTreeSet::from([false, true]);
    for _ in 0..1000 {
        let cell = *cells.choose(&mut mutant.rng).expect("cells");
        let kind = mutant.rng.gen_range(0..8);
        let Some(first) = mutant.other(cell, kind) else {
            continue;
        };
        let mut verdict = false;
        let changes = mutant.search(first, |_, accepted| verdict = accepted);
        if !missing.remove(&verdict) {
            continue;
        }
        if mutant.forgery(&changes).is_accepted() != verdict {
            return Err(format!("not {verdict}: {changes:?}"));
        }
        if missing.is_empty() {
            let count = |what: &str| (format!("{what} by {circuit}"), 1);
            return Ok(Counts::from(["accepted", "refused"].map(count)));
        }
    }
    Err("no change that is free".to_owned())
}

#[test]
fn verdicts_are_those_of_the_verifier() {
    for (seed, opcode) in [Opcode::Smulh, Opcode::LoadB, Opcode::Answer]
        .into_iter()
        .enumerate()
    {
        verdicts(SMALL[seed % 2], opcode, seed as u64).unwrap();
    }
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn verdicts_are_those_of_the_verifier_full() {
    campaign::run_instructions("verdicts", Extent::Full, &SMALL, 1, verdicts);
}
