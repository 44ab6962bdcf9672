//! The memory argument: registers, output cell, primary tape and memory as cells of one offline-checked memory
//! (Blum et al., "Checking the correctness of memories"), as one multiset equality.
//!
//! A cell has an address and holds a low and a high word. Each access reads the tuple (address, time before, low, high) and
//! writes (address, now, low', high'). Each cell has one boot row that writes its first tuple, at time 0, and reads its
//! last. The multisets of tuples read and written are equal, which a running product shows (`memory: product`); the time
//! before is below now (`lookups`, the time); no cell has two boot rows, because their addresses ascend. So each access
//! reads what the access before it wrote.
//!
//! Boot rows, in this order:
//!
//! | cells | address | first value |
//! |---|---|---|
//! | registers K-1 .. 0 | -K .. -1 | image column: zero |
//! | output | 0 | image column: zero |
//! | primary tape | 1 .. | (word, 0), beyond the last word (0, 1) |
//! | image | from the memory base on | image column |
//! | fresh | ascending, the last one is the last double word | image column: zero |
//!
//! The program id covers the image column on *all* rows, so "zero" there is part of what the id says.

use crate::columns::At;
#[cfg(test)]
use crate::deletion::on;
use crate::deletion::part;
use crate::expr::{Expr, constant, not, power};
use crate::layout::{Layout, PACKED, PART_BITS, REMAINING, column};
use crate::profile::{ROWS_PER_SLOT, WORDS_PER_SCALAR};
use crate::step::{Constraint, StepCells};

/// The components of a tuple.
pub(crate) const TUPLE: [&str; 4] = [
    "memory tuple: address",
    "memory tuple: time",
    "memory tuple: low word",
    "memory tuple: high word",
];

/// The tuple (address, time, low, high) as one field element.
fn tuple(beta: &Expr, address: Expr, time: Expr, lo: Expr, hi: Expr) -> Expr {
    let (address, time) = (part(TUPLE[0], address), part(TUPLE[1], time));
    let (lo, hi) = (part(TUPLE[2], lo), part(TUPLE[3], hi));
    ((hi * beta + lo) * beta + time) * beta + address
}

/// What `access` contributes to the product: itself, or 1 on the rows whose part a test switches off.
#[cfg(test)]
fn contribution(at: &mut At, access: Expr) -> Expr {
    // With everything on, not a term more than in other builds.
    let off = (0..4).filter(|&slot| !on(ACCESSES[slot]));
    off.fold(access, |access, slot| {
        &access - at.step_slot(slot) * (&access - 1)
    })
}

/// The accesses of a step by slot.
pub(crate) const ACCESSES: [&str; 4] = [
    "memory access: fetch",
    "memory access: data",
    "memory access: register A",
    "memory access: register ri",
];

/// The running product over all slots: product' * (gamma - read) = product * (gamma - written). The product before a slot
/// stands on the slot's second row of the helper column.
pub(crate) fn product(at: &mut At) -> Vec<Constraint> {
    let columns = at.columns;
    let (beta, gamma) = at.challenges();
    let [fetch, a, ri] = [0, 2, 3].map(|slot| at.step_slot(slot));
    let register_only = &a + &ri;
    let [address, previous, lo, hi, new_lo, new_hi] =
        column::ACCESS.map(|column| at.advice(column, 0));
    // Slots 2 and 3 are registers, whose high word is zero; fetch and register A are written back as they are. Where a
    // cell of the access is not needed, it is free for other use: see `layout`.
    let read_hi = not(&register_only) * &hi;
    let written_lo = &new_lo + (&fetch + a) * (&lo - &new_lo);
    let written_hi = not(&register_only) * &new_hi + fetch * (hi - new_hi);
    let now = at.now() * not(&at.boot());

    let read = &gamma - tuple(&beta, address.clone(), previous, lo, read_hi);
    let written = &gamma - tuple(&beta, address, now, written_lo, written_hi);
    #[cfg(test)]
    let [read, written] = [read, written].map(|access| contribution(at, access));
    let [product, next] =
        [0, ROWS_PER_SLOT].map(|row| at.second_phase(columns.helper, 1 + row as i32));
    vec![
        (
            "memory: product",
            at.first() * (next * read - &product * written),
        ),
        (
            "memory: product starts at one",
            at.first_row() * (&product - 1),
        ),
        (
            "memory: product ends at one",
            at.closing_row() * (product - 1),
        ),
    ]
}

/// The boot rows.
pub(crate) fn boot(at: &mut At) -> Vec<Constraint> {
    const SLOT: i32 = ROWS_PER_SLOT as i32;
    let columns = at.columns;
    let profile = columns.profile;
    let layout = Layout::new(&profile);
    let boot = at.boot();
    let [tape_before, is_tape, tape_after] = [-1, 0, 1].map(|slots| at.tape(slots));
    let [kind, kind_after] = [0, 1].map(|slots| at.kind(slots));
    // Boot cells by kind: 1 there, 0 on other slots. What `tape` and `kind` are on the rows of the table is no matter.
    let tape = &boot * &is_tape;
    let fresh = &boot * &kind * not(&is_tape);
    let from_image = &boot * not(&is_tape);
    // On tape cells: 1 on the last word of a public scalar, 0 on its others; not 0 on the first word of a fingerprint alone.
    let ends_scalar = &kind * (constant(2) - &kind);
    let starts_row = &kind * (&kind - 1);

    let address = at.advice(column::ADDRESS, 0);
    let address_before = at.advice(column::ADDRESS, -SLOT);
    let step = &address - address_before - 1;
    let lo = at.advice(column::LO, 0);
    let [new_lo, new_hi] = [column::NEW_LO, column::NEW_HI].map(|column| at.advice(column, 0));
    let end_before = at.advice(column::NEW_HI, -SLOT);
    let image = [0, 1].map(|row| at.fixed(columns.image, row));
    // A 32-bit value made of the parts of the cell's rows, each range-checked by its row's lookups.
    let [low, high] = [0, 1].map(|part| at.cell(layout.part(0, part, column::PART)));
    let word = low + high * power(PART_BITS);
    let mut cell = |cell: crate::layout::Cell, slots: i32| {
        at.advice(cell.column, cell.row as i32 + slots * SLOT)
    };
    let [packed, packed_after] = [0, 1].map(|slots| PACKED.map(|packed| cell(packed, slots)));
    let [remaining, remaining_after] = [0, 1].map(|slots| cell(REMAINING, slots));
    let instance = at.instance();
    let (beta, _) = at.challenges();
    // Packing starts at a scalar's last word: each word comes in on top, and those after it move down by 32 bits.
    let on_top = &new_lo * power(32 * (WORDS_PER_SCALAR as u32 - 1));
    let packing = (&packed[0] - on_top) * power(32) - not(&ends_scalar) * &packed_after[0];
    let [shift1, shift2, shift3] = [1, 2, 3].map(|i| {
        let moved = &ends_scalar * (&packed_after[i - 1] - &packed_after[i]);
        &tape * (&packed[i] - &packed_after[i] - moved)
    });
    let fingerprint = packed
        .iter()
        .rev()
        .fold(remaining.clone(), |sum, packed| sum * &beta + packed);
    let slot_before = at.fixed(columns.slot, -SLOT);
    let last_double_word = StepCells::memory_base(&profile) + (1 << 29) - 1;

    vec![
        // Addresses: -K first, then one by one, then ascending by at least one and at most 2^32; the last is given. The sum
        // of all differences is far below the field's order, so "ascending" is meant in the integers.
        (
            "boot: first address",
            at.first_row() * (&address + u64::from(profile.num_registers)),
        ),
        (
            "boot: fixed addresses follow each other",
            slot_before * (&boot - &fresh) * &step,
        ),
        ("boot: fresh addresses ascend", &fresh * (step - &word)),
        (
            "boot: last address",
            &fresh * not(&kind_after) * (address - last_double_word),
        ),
        // First values: the image column, but for the tape.
        (
            "boot: low word from the image",
            &from_image * (&new_lo - &image[0]),
        ),
        (
            "boot: high word from the image",
            &from_image * (&new_hi - &image[1]),
        ),
        // The tape: words of 32 bits, then only ends; a word beyond the end is zero.
        ("tape: word is 32 bits", &tape * (&new_lo - word)),
        ("tape: end is boolean", &tape * &new_hi * not(&new_hi)),
        (
            "tape: the end is final",
            &tape * &tape_before * end_before * not(&new_hi),
        ),
        ("tape: zero beyond the end", &tape * &new_hi * &new_lo),
        (
            "tape: last cell is an end",
            &tape * not(&tape_after) * not(&new_hi),
        ),
        // Seven words, first word most significant, are one public scalar. Each cell has its scalar, as far as packed, and the three
        // after it: where a scalar ends, they move on.
        ("tape: packing", &tape * packing),
        ("tape: scalar 1 moves on", shift1),
        ("tape: scalar 2 moves on", shift2),
        ("tape: scalar 3 moves on", shift3),
        // The number of words, counted from the last cell back to the first.
        (
            "tape: words left at the last cell",
            &tape * not(&tape_after) * &remaining,
        ),
        (
            "tape: words left",
            &tape * &tape_after * (&remaining - remaining_after - not(&new_hi)),
        ),
        (
            "tape: public fingerprint",
            &tape * starts_row * (fingerprint - &instance),
        ),
        // The output cell is the fixed cell before the tape; its last value is what `answer` wrote in the last step.
        (
            "output: public answer",
            from_image * tape_after * (lo - instance),
        ),
    ]
}
