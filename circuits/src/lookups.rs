//! The lookup argument: LogUp (Haböck, eprint 2022/1530) with one running sum for all lookups.
//!
//! Each row looks up the limbs of its parts of words with their spreads, the times that passed since the accesses before, and three small
//! numbers; a first row also control bits, the op-specific lookup and field 3; a second row its boot cell's first words, if they are of the
//! image. Each row serves five entries ([`tables`](crate::tables)), each `uses` times. The sum of 1 / (gamma - tuple) over the
//! lookups less uses / (gamma - tuple) over the entries is zero, so every looked-up tuple is an entry: the characteristic is far above
//! the number of lookups, and gamma and beta are drawn after all tuples and multiplicities are committed.
//!
//! A constraint of degree 5 has room for three fractions: three go into the running sum directly, three each into *helper* columns.

use crate::columns::{At, CLOSING_ROW, FIRST_ROW};
use crate::control::CONTROL_BITS;
use crate::deletion::part;
use crate::expr::{Expr, constant, inverse, power, power_of_two, sum};
use crate::layout::{CONTROL, GAP_DIGITS, Layout, column};
use crate::step::{Constraint, scratch};
use crate::tables::{
    TAG_DECODE, TAG_IMAGE, TAG_LIMB, TAG_OP, TAG_PADDING, TAG_REGISTER, TAG_TIME, padding_bits,
};

/// Fractions of one constraint.
const PER_CONSTRAINT: usize = 3;
/// Entries that a row serves.
pub(crate) const SERVED: usize = 5;

/// Helper columns of a circuit.
pub(crate) fn helpers(layout: &Layout) -> usize {
    let limbs = if layout.has_two_limbs() { 8 } else { 4 };
    // Decode, op, field 3, small numbers, times, image; and what is served.
    let times = 2 + usize::from(layout.segments_passed().is_some());
    let fractions = limbs + 3 + GAP_DIGITS + times + 1 + SERVED;
    (fractions - PER_CONSTRAINT).div_ceil(PER_CONSTRAINT)
}

/// The components of a tuple.
#[derive(Clone)]
pub(crate) struct Tuple {
    pub tag: Expr,
    pub key: Expr,
    pub value: Expr,
    pub high: Expr,
}

impl Tuple {
    fn small(tag: Expr, key: Expr) -> Self {
        Tuple::pair(tag, key, constant(0))
    }

    fn pair(tag: Expr, key: Expr, value: Expr) -> Self {
        let high = constant(0);
        Tuple {
            tag,
            key,
            value,
            high,
        }
    }
}

/// A lookup: `on` is 1 on the rows that do it, otherwise 0.
#[derive(Clone)]
pub(crate) struct Lookup {
    pub name: &'static str,
    pub on: Expr,
    pub tuple: Tuple,
}

/// The components of a tuple that a test can switch off.
pub(crate) const TUPLE: [&str; 3] = [
    "lookup tuple: tag",
    "lookup tuple: value",
    "lookup tuple: high value",
];

/// All lookups of a row.
pub(crate) fn lookups(at: &mut At) -> Vec<Lookup> {
    let profile = at.columns.profile;
    let layout = Layout::new(&profile);
    let (used, first) = (at.used(), at.first());
    let lookup = |name, on: &Expr, tuple| Lookup {
        name,
        on: on.clone(),
        tuple,
    };
    let mut all = vec![];
    for word in 0..4 {
        let [part, spread] = [column::PART, column::SPREAD].map(|column| at.here(column + word));
        let limb = |key, value| Tuple::pair(constant(TAG_LIMB), key, value);
        if layout.has_two_limbs() {
            let [high, high_spread] =
                [column::LIMB, column::LIMB_SPREAD].map(|column| at.here(column + word));
            let low = part - &high * power(layout.limb_bits);
            let low_spread = spread - &high_spread * power(2 * layout.limb_bits);
            all.push(lookup(
                "lookup of the high limb",
                &used,
                limb(high, high_spread),
            ));
            all.push(lookup(
                "lookup of the low limb",
                &used,
                limb(low, low_spread),
            ));
        } else {
            all.push(lookup("lookup of the low limb", &used, limb(part, spread)));
        }
    }

    // The fetched high word is opcode, immediate bit, field 3, field 4, padding. All but the first two are in range by lookups, so with
    // the key in range they are the digits of the word.
    let register_bits = profile.arch().register_bits();
    let bits = padding_bits(register_bits);
    let [field4, low, high] = [0, 1, 2].map(|range| at.here(column::RANGE + range));
    // Field 3 is what the access of register ri says it is.
    let field3 = scratch() - 1 - at.next(column::REGISTER);
    let bit = |i| at.cell(layout.bit(CONTROL + i));
    let control: Vec<Expr> = (0..CONTROL_BITS).map(bit).collect();
    let out_of_range = control[CONTROL_BITS - 1].clone();
    let fields = &field3 * power(26 - register_bits)
        + &field4 * power(26 - 2 * register_bits)
        + &high * power(bits)
        + &low;
    let operation = (at.here(column::HI) - fields) * inverse(power_of_two(26));
    let control = sum(control.into_iter().zip(0..).map(|(bit, i)| bit * power(i)));
    all.push(lookup(
        "lookup of the control bits",
        &first,
        Tuple::pair(
            constant(TAG_DECODE),
            operation + out_of_range * crate::control::OUT_OF_RANGE,
            control,
        ),
    ));
    let [key, value] = layout.op_lookup().map(|cell| at.cell(cell));
    all.push(lookup(
        "lookup of the operation",
        &first,
        Tuple::pair(constant(TAG_OP), key, value),
    ));
    all.push(lookup(
        "lookup of field 3",
        &first,
        Tuple::small(constant(TAG_REGISTER), field3),
    ));
    let ranges = [
        ("lookup of field 4 or a gap", TAG_REGISTER),
        ("lookup of the low padding or a gap", TAG_PADDING),
        ("lookup of the high padding or a gap", TAG_PADDING),
    ];
    for ((name, tag), number) in ranges.into_iter().zip([field4, low, high]) {
        let tag = at.tag(tag, TAG_TIME);
        all.push(lookup(name, &used, Tuple::small(tag, number)));
    }

    // Times from 1 on, the cell's access first: 2 row + 1 and 2 row + 2.
    let (time, before) = (at.time(), at.here(column::PREVIOUS));
    let passed = |before: Expr, at: u64| &time + at - before;
    let since = passed(before, 0);
    // In a segment this is the low digit of the time that passed.
    let segments = layout.segments_passed().map(|column| at.here(column));
    let since = match &segments {
        Some(segments) => since - segments * profile.times(),
        None => since,
    };
    all.push(lookup(
        "lookup of the cell's time",
        &used,
        Tuple::small(constant(TAG_TIME), since),
    ));
    // A register's access before is never in an earlier segment: each writes all registers anew at its end.
    let before = at.here(column::REGISTER_PREVIOUS);
    all.push(lookup(
        "lookup of the register's time",
        &used,
        Tuple::small(constant(TAG_TIME), passed(before, 1)),
    ));
    if let Some(segments) = segments {
        all.push(lookup(
            "lookup of the segments that passed",
            &used,
            Tuple::small(constant(TAG_TIME), segments),
        ));
    }

    let region = at.here(column::REGION);
    // 1 in region 0, that is up to the end of the image.
    let in_image = at.memory() * (constant(1) - &region) * (constant(2) - region) * inverse(2);
    let [key, value, high] =
        [column::BOOT_ADDRESS, column::FIRST_LO, column::FIRST_HI].map(|column| at.here(column));
    let tag = constant(TAG_IMAGE);
    all.push(Lookup {
        name: "lookup of the image",
        on: in_image,
        tuple: Tuple {
            tag,
            key,
            value,
            high,
        },
    });
    all
}

/// The entries that a row serves, in the order of the columns of uses.
pub(crate) fn served(at: &mut At) -> [Tuple; SERVED] {
    let columns = at.columns;
    let [tag, key, value] = columns.table.map(|column| at.fixed(column));
    let even = at.row() * 2;
    let odd = &even + 1;
    let time = |key: &Expr| Tuple::small(constant(TAG_TIME), key.clone());
    let [image0, image1] = columns
        .image
        .map(|words| words.map(|column| at.fixed(column)));
    let image = |key: &Expr, [value, high]: [Expr; 2]| Tuple {
        tag: constant(TAG_IMAGE),
        key: key.clone(),
        value,
        high,
    };
    [
        Tuple::pair(tag, key, value),
        time(&even),
        time(&odd),
        image(&even, image0),
        image(&odd, image1),
    ]
}

/// numerator / denominator.
#[derive(Clone)]
pub(crate) struct Fraction {
    pub numerator: Expr,
    pub denominator: Expr,
}

/// The fractions of a row: of the lookups, then of what is served.
fn fractions(at: &mut At) -> Vec<Fraction> {
    let (beta, gamma) = at.challenges();
    let denominator = |tuple: Tuple| {
        let Tuple {
            tag,
            key,
            value,
            high,
        } = tuple;
        let (tag, value, high) = (
            part(TUPLE[0], tag),
            part(TUPLE[1], value),
            part(TUPLE[2], high),
        );
        &gamma - (((high * &beta + value) * &beta + tag) * &beta + key)
    };
    let of_lookups = lookups(at).into_iter().map(|lookup| Fraction {
        numerator: part(lookup.name, lookup.on),
        denominator: denominator(lookup.tuple),
    });
    let mut all: Vec<Fraction> = of_lookups.collect();
    let used = at.used();
    for (i, entry) in served(at).into_iter().enumerate() {
        let uses = at.here(column::USES + i);
        all.push(Fraction {
            numerator: constant(0) - &used * uses,
            denominator: denominator(entry),
        });
    }
    all
}

/// The sum of fractions as one.
fn total(fractions: &[Fraction]) -> Fraction {
    let product = |all: &mut dyn Iterator<Item = &Fraction>, first: Expr| {
        all.fold(first, |product, fraction| product * &fraction.denominator)
    };
    let numerator = sum(fractions.iter().enumerate().map(|(i, fraction)| {
        let mut others = fractions
            .iter()
            .enumerate()
            .filter(|&(j, _)| i != j)
            .map(|(_, f)| f);
        product(&mut others, fraction.numerator.clone())
    }));
    let (first, rest) = fractions.split_first().expect("fractions");
    Fraction {
        numerator,
        denominator: product(&mut rest.iter(), first.denominator.clone()),
    }
}

/// What the running sum grows by directly, then what the helpers are.
pub(crate) fn totals(at: &mut At) -> Vec<Fraction> {
    fractions(at).chunks(PER_CONSTRAINT).map(total).collect()
}

/// `totals` are [`totals`].
pub(crate) fn constraints(at: &mut At, totals: Vec<Fraction>) -> Vec<Constraint> {
    let columns = at.columns;
    let used = at.used();
    // A fraction without a helper would not be looked up.
    assert_eq!(totals.len(), 1 + columns.helpers.len(), "helper columns");
    assert!(columns.helpers.len() <= HELPERS.len(), "helpers' names");
    let mut totals = totals.into_iter();
    let direct = totals.next().expect("lookups");
    let helpers: Vec<Expr> = columns
        .helpers
        .iter()
        .map(|&column| at.second_phase(column, 0))
        .collect();
    let equals = |value: Expr, fraction: Fraction| {
        // The numerators are zero where `used` is, so only the left side needs it.
        &used * value * fraction.denominator - fraction.numerator
    };
    let [sum_here, next] = [0, 1].map(|row| at.second_phase(columns.sum, row));
    let step = next - &sum_here - sum(helpers.iter().cloned());
    let mut all = vec![("lookups: running sum", equals(step, direct))];
    for ((helper, fraction), name) in helpers.into_iter().zip(totals).zip(HELPERS) {
        all.push((name, equals(helper, fraction)));
    }
    let [first_row, closing] = [FIRST_ROW, CLOSING_ROW].map(|mark| at.marked(mark));
    all.push(("lookups: sum starts at zero", first_row * &sum_here));
    all.push(("lookups: sum ends at zero", closing * sum_here));
    all
}

/// The helpers' constraints by name.
const HELPERS: [&str; 7] = [
    "lookups: helper 0",
    "lookups: helper 1",
    "lookups: helper 2",
    "lookups: helper 3",
    "lookups: helper 4",
    "lookups: helper 5",
    "lookups: helper 6",
];
