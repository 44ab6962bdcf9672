//! The memory argument: registers, primary tape and memory as cells of one offline-checked memory (Blum et al., "Checking the
//! correctness of memories"), as one multiset equality.
//!
//! A cell has an address and holds a low and a high word. Each access reads the tuple (address, time before, low, high) and
//! writes (address, now, low', high'). Each cell has one boot cell that writes its first tuple, at time 0, and reads its last. The
//! multisets of tuples read and written are equal, which two running products show; the time before is below now
//! ([`lookups`](crate::lookups)); no cell has two boot cells, because their addresses ascend. So each access reads
//! what the access before it wrote.
//!
//! Each step has one boot cell, in this order:
//!
//! | cells | address | region | first words |
//! |---|---|---|---|
//! | registers K-1 .. 0, scratch | [`SCRATCH`](crate::step::SCRATCH) - K .. SCRATCH | 0 | zero |
//! | double words of the image that the run touches | from 0 on | 0 | what a lookup finds in the program's columns |
//! | other double words that the run touches | from the image's end on to 2^29 - 1, both included | 1 | zero |
//! | primary tape | from [`TAPE`] on | 2 | written by the verifier, not here |
//!
//! The verifier knows the first tuples of the tape, a word each and an end, so it computes their product itself: it is what the boot cells'
//! product starts with. The addresses at which regions begin are given, so a cell cannot be in the wrong one.

use crate::columns::{At, CLOSING_ROW, FIRST_ROW, LAST_STEP};
use crate::deletion::part;
use crate::expr::{Expr, constant, inverse, not};
use crate::layout::{GAP_DIGITS, column};
use crate::lookups::Fraction;
use crate::segment;
use crate::step::{Constraint, TAPE, scratch};
#[cfg(test)]
use crate::{layout::Lane, witness::access_name};

/// The address of the last double word.
pub(crate) const LAST_DOUBLE_WORD: u64 = (1 << 29) - 1;

/// The components of a tuple.
pub(crate) const TUPLE: [&str; 4] = [
    "memory tuple: address",
    "memory tuple: time",
    "memory tuple: low word",
    "memory tuple: high word",
];

/// The tuple (address, time, low, high) as one field element.
fn tuple(beta: &Expr, [address, time, lo, hi]: [Expr; 4]) -> Expr {
    let (address, time) = (part(TUPLE[0], address), part(TUPLE[1], time));
    let (lo, hi) = (part(TUPLE[2], lo), part(TUPLE[3], hi));
    ((hi * beta + lo) * beta + time) * beta + address
}

/// An access: the tuple that it reads and the one that it writes, (address, time, low, high) each.
pub(crate) struct Access {
    pub read: [Expr; 4],
    pub written: [Expr; 4],
}

/// The accesses of a row: of a register and of any cell.
pub(crate) fn accesses(at: &mut At) -> [Access; 2] {
    let [time, second] = [at.time(), at.second()];
    let [address, before, after, previous] = [
        column::REGISTER,
        column::BEFORE,
        column::AFTER,
        column::REGISTER_PREVIOUS,
    ]
    .map(|column| at.here(column));
    let now = &time + 2;
    // A register has no high word.
    let register = Access {
        written: [address.clone(), now, after, constant(0)],
        read: [address, previous, before, constant(0)],
    };

    let [address, previous] = [column::ADDRESS, column::PREVIOUS].map(|column| at.here(column));
    let [lo, hi, new_lo, new_hi] =
        [column::LO, column::HI, column::NEW_LO, column::NEW_HI].map(|column| at.here(column));
    let now = time + 1;
    // A fetch leaves what it finds.
    let left = |old: &Expr, new: Expr| old + &second * (new - old);
    let cell = Access {
        written: [address.clone(), now, left(&lo, new_lo), left(&hi, new_hi)],
        read: [address, previous, lo, hi],
    };
    [register, cell]
}

/// Written / read on a row: of the accesses, of the boot cell, in a segment of the register. The last two are meant on second rows.
pub(crate) struct Ratios {
    accesses: Fraction,
    boot: Fraction,
    register: Option<Fraction>,
}

impl Ratios {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = Fraction> {
        let all = [&self.accesses, &self.boot].into_iter();
        all.chain(&self.register).cloned()
    }
}

/// written / read.
fn fraction(written: Expr, read: Expr) -> Fraction {
    Fraction {
        numerator: written,
        denominator: read,
    }
}

/// Those of a row.
pub(crate) fn ratios(at: &mut At) -> Ratios {
    let (beta, gamma) = at.challenges();
    let factor = |components| &gamma - tuple(&beta, components);
    let all = accesses(at);
    #[cfg(test)]
    let of_rows = cell_by_rows(at, &all[1]);
    let [register, cell] = all.map(|access| fraction(factor(access.written), factor(access.read)));
    let accesses = fraction(
        &register.numerator * &cell.numerator,
        &register.denominator * &cell.denominator,
    );
    #[cfg(test)]
    let accesses = match ACCESSES.into_iter().all(crate::deletion::on) {
        true => accesses,
        false => {
            let cells = of_rows.map(|access| fraction(factor(access.written), factor(access.read)));
            without_an_access(at, &register, &cells)
        }
    };

    let [address, region, time, lo, hi, first_lo, first_hi] = [
        column::BOOT_ADDRESS,
        column::REGION,
        column::LAST_TIME,
        column::LAST_LO,
        column::LAST_HI,
        column::FIRST_LO,
        column::FIRST_HI,
    ]
    .map(|column| at.here(column));
    let tape = &region * (&region - 1) * inverse(2);
    let first = factor([address.clone(), constant(0), first_lo, first_hi]);
    let boot = fraction(&tape + not(&tape) * first, factor([address, time, lo, hi]));
    let register = segment::register(at).map(|access| {
        let Access { read, written } = access;
        fraction(factor(written), factor(read))
    });
    Ratios {
        accesses,
        boot,
        register,
    }
}

/// The accesses of a step, which a test can switch off.
#[cfg(test)]
pub(crate) const ACCESSES: [&str; 4] = [
    access_name(Lane::Cell, 0),
    access_name(Lane::Register, 0),
    access_name(Lane::Cell, 1),
    access_name(Lane::Register, 1),
];

/// The cell access as it is on first and on second rows, each of degree 1.
#[cfg(test)]
fn cell_by_rows(at: &mut At, cell: &Access) -> [Access; 2] {
    let [address, _, lo, hi] = cell.read.clone();
    let [_, now, ..] = cell.written.clone();
    let [new_lo, new_hi] = [column::NEW_LO, column::NEW_HI].map(|column| at.here(column));
    [[lo, hi], [new_lo, new_hi]].map(|[lo, hi]| Access {
        read: cell.read.clone(),
        written: [address.clone(), now.clone(), lo, hi],
    })
}

/// The accesses' fraction where one is switched off, of the register access and the cell access on first and on second rows. The
/// degree is as without it.
#[cfg(test)]
fn without_an_access(at: &mut At, register: &Fraction, cells: &[Fraction; 2]) -> Fraction {
    let rows = [at.first(), at.second()];
    let on = |lane, row, factor: &Expr| match crate::deletion::on(access_name(lane, row)) {
        true => factor.clone(),
        false => constant(1),
    };
    let product = |side: fn(&Fraction) -> &Expr| {
        let of_row = |row: usize| {
            let factors =
                on(Lane::Register, row, side(register)) * on(Lane::Cell, row, side(&cells[row]));
            &rows[row] * factors
        };
        of_row(0) + of_row(1)
    };
    Fraction {
        numerator: product(|fraction| &fraction.numerator),
        denominator: product(|fraction| &fraction.denominator),
    }
}

/// The running products: product' * read = product * written, of [`ratios`].
pub(crate) fn product(at: &mut At, ratios: Ratios) -> Vec<Constraint> {
    let Ratios {
        accesses,
        boot,
        register,
    } = ratios;
    let columns = at.columns;
    let [used, first, second] = [at.used(), at.first(), at.second()];
    let [first_row, closing_row] = [FIRST_ROW, CLOSING_ROW].map(|mark| at.marked(mark));
    let [[of_accesses, next_of_accesses], [of_boot, next_of_boot]] = columns
        .products
        .map(|column| [0, 1].map(|row| at.second_phase(column, row)));
    let grows_by = |by: Fraction| &next_of_boot * by.denominator - &of_boot * by.numerator;
    let of_accesses_grows =
        used * (next_of_accesses * accesses.denominator - &of_accesses * accesses.numerator);
    let of_boot_grows = match register {
        None => second * grows_by(boot),
        Some(register) => {
            let memory = at.memory();
            &memory * grows_by(boot) + (second - &memory) * grows_by(register)
        }
    };
    let mut all = vec![
        ("memory: product of the accesses", of_accesses_grows),
        ("memory: product of the boot cells", of_boot_grows),
        (
            "memory: a boot cell takes two rows",
            first * (&next_of_boot - &of_boot),
        ),
    ];
    let Some(public) = at.of_run() else {
        let products = [of_accesses, of_boot];
        all.extend(segment::product(at, products));
        return all;
    };
    all.extend([
        (
            "memory: product of the accesses starts at one",
            &first_row * (&of_accesses - 1),
        ),
        (
            "memory: product of the boot cells starts with the public tape",
            first_row * (&of_boot - public),
        ),
        (
            "memory: products end at one",
            closing_row * (of_accesses * of_boot - 1),
        ),
    ]);
    all
}

/// The boot cells.
pub(crate) fn boot(at: &mut At) -> Vec<Constraint> {
    let profile = at.columns.profile;
    let registers = u64::from(profile.num_registers);
    let [first, second, memory] = [at.first(), at.second(), at.memory()];
    let register = &second - &memory;
    let [first_row, last_step] = [FIRST_ROW, LAST_STEP].map(|mark| at.marked(mark));
    let [address, region] = [column::BOOT_ADDRESS, column::REGION].map(|column| at.here(column));
    let [address_next, region_next] =
        [column::BOOT_ADDRESS, column::REGION].map(|column| at.next(column));
    let digits = (0..GAP_DIGITS).map(|digit| at.here(column::RANGE + digit));
    let gap = digits
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .reduce(|high, digit| high * profile.times() + digit)
        .expect("digits");
    let [first_lo, first_hi] = [column::FIRST_LO, column::FIRST_HI].map(|column| at.here(column));
    let of_segment = at.of_segment();
    // In a segment registers are none of the boot cells: `register` is about its own.
    let (on, is_zero, last) = match &of_segment {
        None => (
            second.clone(),
            &second * &region + &register,
            last_step.clone(),
        ),
        Some(numbers) => (
            memory.clone(),
            &memory * &region,
            &last_step * not(&numbers.goes_on),
        ),
    };
    let change = &region_next - &region;
    // From region 0 to 1 at the end of the image, from 1 to 2 at the tape.
    let begin = not(&region) * profile.image_cells() as u64 + &region * TAPE;
    let index = (at.row() - 1) * inverse(2);
    let mut all = vec![
        // The boot cell of a step is the same on both rows.
        ("boot: one address", &first * (&address_next - &address)),
        ("boot: one region", first * (&region_next - &region)),
    ];
    match of_segment {
        None => all.push((
            "boot: register addresses",
            register * (&address + registers - index - scratch()),
        )),
        Some(_) => all.extend(segment::boot(at, register)),
    }
    all.push((
        // Gaps are integers far below the field's order, so "ascend" is meant in the integers.
        "boot: addresses ascend",
        &on * (&address_next - &address - 1 - gap),
    ));
    if !profile.segmented {
        all.push(("boot: starts in region 0", first_row * &region));
    }
    all.extend([
        (
            "boot: region stays or is the next",
            &on * &change * (&change - 1),
        ),
        ("boot: ends in region 2", last * (&region - 2)),
        (
            "boot: regions begin where they must",
            &on * &change * (address_next - begin),
        ),
        (
            "boot: the memory ends before the tape",
            on * change * region * (address - LAST_DOUBLE_WORD),
        ),
        // Whatever is not of the image.
        ("boot: low word is zero", &is_zero * first_lo),
        ("boot: high word is zero", is_zero * first_hi),
    ]);
    all
}
