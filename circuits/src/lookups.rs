//! The lookup argument: LogUp (Haböck, eprint 2022/1530) with one running sum for all lookups.
//!
//! Each row looks up the limbs of its part of a word with their spreads. The first row of each slot also looks up the time that
//! passed since the access before, and in steps a *lane* (tag, key, value) and a *range* (tag, number, 0). First rows serve
//! their own time, second rows a row of the fixed table, each `uses` times. The sum of 1 / (gamma - tuple) over the lookups
//! less uses / (gamma - tuple) over the tables is zero, so every looked-up tuple is in a table: the characteristic is far
//! above the number of lookups, and gamma and beta are drawn after all tuples and multiplicities are committed.
//!
//! A constraint of degree 5 has room for three fractions. A first row has six, so three of them stand in the helper
//! column; a second row has three.

use crate::columns::At;
use crate::deletion::part;
use crate::expr::{Expr, constant};
use crate::layout::{Cell, DECODE_LANE, FIELD4_RANGE, Layout, OP_LANE, PADDING_RANGES, column};
use crate::step::Constraint;
use crate::tables::{TAG_DECODE, TAG_FIELD4, TAG_LIMB, TAG_OP, TAG_PADDING, TAG_TIME};

/// The lookups by name. With 16-bit limbs there is no high one.
pub(crate) const LOOKUPS: [&str; 5] = [
    "lookup of the high limb",
    "lookup of the low limb",
    "lookup of the lane",
    "lookup of the range",
    "lookup of the time",
];

/// Places in [`LOOKUPS`]. Those below [`lookup::RANGE`] stand in the helper column on first rows.
pub(crate) mod lookup {
    pub const HIGH_LIMB: usize = 0;
    pub const LOW_LIMB: usize = 1;
    pub const LANE: usize = 2;
    pub const RANGE: usize = 3;
    pub const TIME: usize = 4;
}

/// The components of a tuple that a test can switch off.
pub(crate) const TUPLE: [&str; 2] = ["lookup tuple: tag", "lookup tuple: value"];

fn tuple(beta: &Expr, tag: Expr, key: Expr, value: Expr) -> Expr {
    let (tag, value) = (part(TUPLE[0], tag), part(TUPLE[1], value));
    (value * beta + tag) * beta + key
}

/// numerator / denominator.
struct Fraction {
    numerator: Expr,
    denominator: Expr,
}

/// Where `on` is 1, `value` is the sum of the fractions: both sides times the product of the denominators.
fn equals(on: &Expr, value: Expr, fractions: Vec<Fraction>) -> Expr {
    let others = |of: usize| {
        let all = fractions.iter().enumerate();
        all.filter(move |&(i, _)| i != of)
            .map(|(_, fraction)| &fraction.denominator)
    };
    // The numerators are zero where `on` is, so only the left side needs it.
    let left = fractions.iter().fold(on * value, |product, fraction| {
        product * &fraction.denominator
    });
    fractions
        .iter()
        .enumerate()
        .fold(left, |difference, (i, fraction)| {
            difference
                - others(i).fold(fraction.numerator.clone(), |product, other| product * other)
        })
}

pub(crate) fn constraints(at: &mut At) -> Vec<Constraint> {
    let columns = at.columns;
    let layout = Layout::new(&columns.profile);
    let (beta, gamma) = at.challenges();
    let fraction = |name: &str, numerator: Expr, tag: Expr, key: Expr, value: Expr| Fraction {
        numerator: part(name, numerator),
        denominator: &gamma - tuple(&beta, tag, key, value),
    };
    let (first, second) = (at.first(), at.second());

    let [this, spread, uses] =
        [column::PART, column::SPREAD, column::USES].map(|column| at.advice(column, 0));
    let halves = layout
        .has_two_limbs()
        .then(|| [column::LIMB, column::LIMB_SPREAD].map(|column| at.advice(column, 0)));
    // The limbs of the row, whichever row it is.
    let limbs = |on: &Expr| {
        let limb = |name, key, value| fraction(name, on.clone(), constant(TAG_LIMB), key, value);
        match &halves {
            Some([high, high_spread]) => vec![
                limb(
                    LOOKUPS[lookup::HIGH_LIMB],
                    high.clone(),
                    high_spread.clone(),
                ),
                limb(
                    LOOKUPS[lookup::LOW_LIMB],
                    &this - high * crate::expr::power(layout.limb_bits),
                    &spread - high_spread * crate::expr::power(2 * layout.limb_bits),
                ),
            ],
            None => vec![limb(
                LOOKUPS[lookup::LOW_LIMB],
                this.clone(),
                spread.clone(),
            )],
        }
    };

    let [decode, op] = [DECODE_LANE, OP_LANE].map(|slot| at.step_slot(slot));
    // Cells of every slot: only the slots with a lane or a range look them up.
    let [lane_key, lane_value] = layout.lane(0).map(|cell: Cell| at.cell(cell));
    let lane = fraction(
        LOOKUPS[lookup::LANE],
        &decode + &op,
        decode * TAG_DECODE + op * TAG_OP,
        lane_key,
        lane_value,
    );
    let field4 = at.step_slot(FIELD4_RANGE);
    let padding = at.step_slots(PADDING_RANGES);
    let number = at.cell(layout.range(0));
    let range = fraction(
        LOOKUPS[lookup::RANGE],
        &field4 + &padding,
        field4 * TAG_FIELD4 + padding * TAG_PADDING,
        number,
        constant(0),
    );
    // Times from 0: a boot cell's read may be of any time.
    let passed = at.now() - 1;
    let previous = at.advice(column::PREVIOUS, 0);
    let time = |name: &str, numerator: Expr, key: Expr| {
        fraction(name, numerator, constant(TAG_TIME), key, constant(0))
    };
    let since = time(LOOKUPS[lookup::TIME], first.clone(), &passed - previous);
    let times = time("", constant(0) - &first * &uses, passed);
    let [tag, key, value] = columns.table.map(|column| at.fixed(column, 0));
    let table = fraction("", constant(0) - &second * &uses, tag, key, value);

    let helper = at.second_phase(columns.helper, 0);
    let [sum, next] = [0, 1].map(|row| at.second_phase(columns.sum, row));
    let step = next - &sum;
    let mut of_helper = limbs(&first);
    of_helper.push(lane);
    let mut of_second = limbs(&second);
    of_second.push(table);
    vec![
        // helper = 1 / limbs + 1 / lane
        (
            "lookups: limbs and lane",
            equals(&first, helper.clone(), of_helper),
        ),
        // sum' - sum = helper + 1 / range + 1 / time - uses / times
        (
            "lookups: running sum on first rows",
            equals(&first, &step - helper, vec![range, since, times]),
        ),
        // sum' - sum = 1 / limbs - uses / table
        (
            "lookups: running sum on second rows",
            equals(&second, step, of_second),
        ),
        ("lookups: sum starts at zero", at.first_row() * &sum),
        ("lookups: sum ends at zero", at.closing_row() * sum),
    ]
}

#[cfg(test)]
mod tests {
    use crate::layout::PART_BITS;
    use crate::tables::spread;

    /// The low limb's spread is what is left of the part's.
    #[test]
    fn spreads_of_parts_are_made_of_those_of_limbs() {
        for part in 0..1 << PART_BITS {
            assert_eq!(
                spread(part),
                spread(part & 0xff) + (spread(part >> 8) << 16)
            );
        }
    }
}
