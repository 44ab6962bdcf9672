//! Mutations: every cell of a step changed, one at a time. The constraints must notice, or the cell is on the list of
//! those that may hold anything, with the reason.

use super::{Assignment, Honest};
use crate::Witness;
use crate::layout::{Cell, DIGIT, Layout, column};
use crate::tables::{TAG_LIMB, Tables};
use ff::Field;
use halo2curves::bn256::Fr;
use std::collections::{BTreeMap, HashSet};

/// Is this cell free on this step? Free cells are those that no constraint of the step's instruction uses.
fn is_free(layout: &Layout, cell: Cell, mnemonic: &str) -> Option<&'static str> {
    let same = |other: Cell| cell == other;
    // Cells of the memory access that a slot does not use (see `layout`), where nothing else lives.
    for slot in 0..4 {
        let unused = [(2, column::HI), (3, column::HI)];
        if unused
            .iter()
            .any(|&(s, c)| s == slot && same(layout.access(slot, c)))
        {
            return Some("register slots have no high word");
        }
    }
    if !cell.row.is_multiple_of(layout.rows_per_slot)
        && cell.column < column::WORD
        && cell.column != column::PREVIOUS
    {
        return Some("a row without memory access");
    }
    let spare_bits = crate::layout::BIT_CELLS..layout.bit_columns() * layout.rows_per_step;
    if cell.column >= column::BITS && spare_bits.clone().next().is_some() {
        let used = (0..crate::layout::BIT_CELLS).any(|bit| same(layout.bit(bit)));
        if !used {
            return Some("a spare bit");
        }
    }
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
            Cell {
                column: column::LANE_KEY,
                row: layout.op_lane(),
            },
            shift || mnemonic.ends_with(".b"),
            "an op lookup that nobody needs may find any byte",
        ),
    ];
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

/// Are the three tuples that this row looks up still rows of the table, and the time still a time? (`count_uses` then makes
/// the multiplicities right.)
fn looks_up_table_rows(
    table: &HashSet<(u64, Fr, Fr)>,
    witness: &Witness,
    row: usize,
    cell: Cell,
    other: Fr,
) -> bool {
    let get = |column| {
        let there = Cell {
            column,
            row: cell.row,
        };
        if column == cell.column {
            other
        } else {
            witness.cell(row, there)
        }
    };
    let limb_bits = witness.profile().limb_bits;
    let low = get(column::WORD) - get(column::LIMB) * Fr::from(1 << limb_bits);
    let tag = crate::witness::lane_tags(witness.profile())[cell.row];
    cell.column != column::PREVIOUS
        && table.contains(&(TAG_LIMB, get(column::LIMB), get(column::SPREAD_HI)))
        && table.contains(&(TAG_LIMB, low, get(column::SPREAD_LO)))
        && table.contains(&(tag, get(column::LANE_KEY), get(column::LANE_VALUE)))
}

/// Instructions of the sample, on operands without special values.
const SAMPLE: &str = "mov r1, 0x12345678\nmov r2, 0x0badcafe\nmov r3, 1\n\
    and r4, r1, r2\nor r4, r1, r2\nxor r4, r1, r2\nnot r4, r2\nadd r4, r1, r2\nsub r4, r1, r2\n\
    mull r4, r1, r2\numulh r4, r1, r2\nsmulh r4, r1, r2\nudiv r4, r1, 77\numod r4, r1, 77\n\
    shl r4, r1, 5\nshr r4, r1, 6\ncmpe r1, r2\ncmpa r1, r2\ncmpae r1, r2\ncmpg r1, r2\ncmpge r1, r2\n\
    mov r4, r2\ncmov r4, r1\nstore.w 4000, r1\nstore.b 4002, r2\nload.w r4, 4000\nload.b r4, 4001\n\
    read r4, 0\nread r4, 1\nread r4, 5\njmp _a\n_a: cjmp _b\n_b: cnjmp _c\n_c: answer 0";

#[test]
fn mutated_cells_are_refused_or_free() {
    let mut survivors: BTreeMap<String, usize> = BTreeMap::new();
    let mut mutated = 0;
    for name in super::SMALL {
        let honest = Honest::new(name, SAMPLE, &[3], &[4]);
        let layout = honest.layout();
        let witness = honest.witness();
        let mut assignment = Assignment::new(&honest, &witness);
        let table: HashSet<(u64, Fr, Fr)> = Tables::new(honest.profile)
            .rows
            .iter()
            .map(|row| (row.tag, Fr::from(row.key), Fr::from(row.value)))
            .collect();
        for (i, step) in honest.trace.steps.iter().enumerate().skip(3) {
            let row = honest.row_of_step(i);
            let tinyram::Decoded::Instruction(instruction) = step.decoded else {
                unreachable!()
            };
            let mnemonic = instruction.opcode.mnemonic();
            for column in 0..layout.first_phase_columns() {
                if [column::USES, column::TIME_USES].contains(&column) {
                    continue;
                }
                for cell in (0..layout.rows_per_step).map(|row| Cell { column, row }) {
                    let value = witness.cell(row, cell);
                    for other in [value + Fr::ONE, Fr::ONE - value] {
                        if other == value {
                            continue;
                        }
                        mutated += 1;
                        // What reads this cell directly: this step, the one before, the row itself.
                        assignment.advice[column][row + cell.row] = other;
                        let near = [row - layout.rows_per_step, row, row + cell.row];
                        let refused = assignment
                            .violations(near.into_iter())
                            .iter()
                            // The second phase was made for the honest cells; what it would say is decided below.
                            .any(|name| {
                                !name.starts_with("lookups") && !name.starts_with("memory: product")
                            });
                        assignment.advice[column][row + cell.row] = value;
                        // What reads it through the memory argument or a lookup.
                        let in_tuple = is_in_memory_tuple(&layout, cell)
                            || !looks_up_table_rows(&table, &witness, row, cell, other);
                        if !refused && !in_tuple && is_free(&layout, cell, mnemonic).is_none() {
                            *survivors
                                .entry(format!("{mnemonic}: column {column} row {}", cell.row))
                                .or_default() += 1;
                        }
                    }
                }
            }
        }
    }
    println!("{mutated} mutated cells");
    assert!(mutated > 5_000);
    assert!(survivors.is_empty(), "{survivors:#?}");
}
