//! Mutations: every cell of a step changed, one at a time. The constraints must notice, or the cell is on the list of
//! those that may hold anything, with the reason.

use super::SMALL;
use super::campaign::{self, Counts, Extent};
use super::evaluator::Evaluator;
use super::faults::Subject;
use crate::Witness;
use crate::layout::{Cell, DIGIT, Layout, OP_LANE, column};
use crate::profile::{ROWS_PER_SLOT, ROWS_PER_STEP};
use crate::tables::Tables;
use ff::Field;
use halo2curves::bn256::Fr;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::HashSet;
use tinyram::{Opcode, Step};

/// Is this cell free on this step? Free cells are those that no constraint of the step's instruction uses.
fn is_free(
    layout: &Layout,
    cell: Cell,
    value: Fr,
    mnemonic: &str,
    step: &Step,
) -> Option<&'static str> {
    let same = |other: Cell| cell == other;
    // Op-specific cells, with the instructions whose constraints read them.
    const JUMPS: [&str; 3] = ["jmp", "cjmp", "cnjmp"];
    const MEMORY: [&str; 4] = ["load.w", "load.b", "store.w", "store.b"];
    const ZERO_TESTS: [&str; 8] = ["and", "or", "xor", "not", "cmpe", "mull", "umulh", "smulh"];
    let shift = mnemonic.starts_with("sh");
    let address = JUMPS.contains(&mnemonic) || MEMORY.contains(&mnemonic);
    let signed = ["smulh", "cmpg", "cmpge"].contains(&mnemonic);
    let moves = ["mov", "cmov"].contains(&mnemonic);
    let reads = mnemonic == "read";
    let op_specific = [
        (
            layout.bit(crate::layout::CARRY),
            !(moves || address || mnemonic == "answer"),
            "the carry becomes the flag, which this instruction keeps",
        ),
        (layout.bit(DIGIT), signed || address || reads, "digit 0"),
        (
            layout.bit(DIGIT + 1),
            signed || address || reads || shift,
            "digit 1",
        ),
        (
            layout.bit(DIGIT + 2),
            mnemonic == "smulh" || address,
            "digit 2",
        ),
        (layout.bit(DIGIT + 3), mnemonic == "smulh", "digit 3"),
        (
            layout.aux(0),
            ZERO_TESTS.contains(&mnemonic) || mnemonic.starts_with("store"),
            "the inverse of a zero test, or the scale of a store",
        ),
        (
            layout.aux(1),
            shift || moves || MEMORY.contains(&mnemonic),
            "amount, choice, old value",
        ),
        (
            layout.lane(OP_LANE)[0],
            shift || mnemonic.ends_with(".b"),
            "an op lookup that nobody needs may find any byte",
        ),
    ];
    if shift && step.a == 32 && same(layout.bit(DIGIT + 1)) {
        return Some("a shift by 32: both cases say the same");
    }
    if ZERO_TESTS.contains(&mnemonic) && same(layout.aux(0)) && value == Fr::ZERO {
        return Some("the inverse of zero in a zero test");
    }
    for (op_cell, is_read, what) in op_specific {
        if same(op_cell) && !is_read {
            return Some(what);
        }
    }
    None
}

/// Is this cell part of what a memory access reads or writes? Then changing it alone leaves a tuple without its twin.
fn is_in_memory_tuple(layout: &Layout, cell: Cell) -> bool {
    let parts: [&[usize]; 4] = [
        &[column::ADDRESS, column::PREVIOUS, column::LO, column::HI],
        &[
            column::ADDRESS,
            column::PREVIOUS,
            column::LO,
            column::HI,
            column::NEW_LO,
            column::NEW_HI,
        ],
        &[column::ADDRESS, column::PREVIOUS, column::LO],
        &[
            column::ADDRESS,
            column::PREVIOUS,
            column::LO,
            column::NEW_LO,
        ],
    ];
    (0..4).any(|slot| {
        parts[slot]
            .iter()
            .any(|&column| layout.access(slot, column) == cell)
    })
}

/// Are the tuples that this cell's slot looks up still rows of their tables, with another value in the cell? (`count_uses` then
/// makes the multiplicities right.)
fn looks_up_table_rows(
    table: &HashSet<(u64, Fr, Fr)>,
    witness: &mut Witness,
    row: usize,
    cell: Cell,
    other: Fr,
) -> bool {
    let profile = *witness.profile();
    let value = witness.cell(row, cell);
    witness.forge(row, cell, other);
    let first = (row + cell.row) / ROWS_PER_SLOT * ROWS_PER_SLOT;
    let passed = Fr::from(crate::circuit::time(&profile, first) - 1);
    let is_time = |time: Fr| {
        let bytes = time.to_bytes();
        let small = u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes"));
        bytes[8..].iter().all(|&byte| byte == 0) && small <= 4 * profile.steps as u64
    };
    let is_found = is_time(passed - witness.first_phase()[column::PREVIOUS][first])
        && (first..first + ROWS_PER_SLOT)
            .flat_map(|row| witness.lookups(row))
            .all(|(_, tag, key, value)| table.contains(&(tag, key, value)));
    witness.forge(row, cell, value);
    is_found
}

/// Changes every cell of one step of `opcode`, one at a time, to eight other values.
fn mutate(name: &'static str, opcode: Opcode, seed: u64) -> Result<Counts, String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let Subject {
        honest,
        baseline: mut witness,
        target,
        ..
    } = Subject::new(name, opcode, &mut rng);
    let layout = honest.layout();
    let table: HashSet<(u64, Fr, Fr)> = Tables::new(honest.profile)
        .rows
        .iter()
        .map(|row| (row.tag, Fr::from(row.key), Fr::from(row.value)))
        .collect();
    let evaluator = Evaluator::of(honest.profile);
    let public = honest.statement.public_values(honest.profile).unwrap();
    let mut columns = evaluator.columns(&honest.program, &public, &witness, None);
    let row = honest.row_of_step(target);
    let mnemonic = opcode.mnemonic();
    let mut counts = Counts::new();
    for column in 0..layout.first_phase_columns() {
        // Multiplicities: tests/attacks.rs.
        if column == column::USES {
            continue;
        }
        for cell in (0..ROWS_PER_STEP).map(|row| Cell { column, row }) {
            let value = witness.cell(row, cell);
            let others = [
                value + Fr::ONE,
                value - Fr::ONE,
                Fr::ONE - value,
                Fr::ZERO,
                value + Fr::from(1 << 32),
                -Fr::ONE,
                Fr::random(&mut rng),
                witness.cell(
                    row,
                    Cell {
                        column,
                        row: cell.row ^ 1,
                    },
                ),
            ];
            for other in others.into_iter().filter(|&other| other != value) {
                columns.advice[column][row + cell.row] = other;
                let verdict = if evaluator.refuses_cell(&columns, column, row + cell.row) {
                    "refused by a constraint"
                } else if is_in_memory_tuple(&layout, cell) {
                    "refused by the memory argument"
                } else if !looks_up_table_rows(&table, &mut witness, row, cell, other) {
                    "refused by a lookup"
                } else {
                    let step = &honest.trace.steps[target];
                    is_free(&layout, cell, value, mnemonic, step).ok_or_else(|| {
                        format!("column {column} row {} may be anything in {name}", cell.row)
                    })?
                };
                *counts.entry(verdict.to_owned()).or_default() += 1;
            }
            columns.advice[column][row + cell.row] = value;
        }
    }
    let mutated = counts.values().sum();
    counts.insert(format!("mutated: {mnemonic}"), mutated);
    Ok(counts)
}

fn mutations(extent: Extent, seeds: u64) -> Counts {
    campaign::run_instructions("mutations", extent, seeds, |opcode, seed| {
        mutate(SMALL[seed as usize % 2], opcode, seed)
    })
}

#[test]
fn mutated_cells_are_refused_or_free() {
    mutations(Extent::Sample, 2);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn mutated_cells_are_refused_or_free_full() {
    let counts = mutations(Extent::Full, 25);
    for opcode in Opcode::ALL {
        assert!(counts[&format!("mutated: {}", opcode.mnemonic())] >= 10_000);
    }
}
