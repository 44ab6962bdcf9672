//! The lookup argument: LogUp (Haböck, eprint 2022/1530) with one running sum for all lookups.
//!
//! Each row looks up four tuples: its two limbs with their spreads, its lane, and the time that passed since the access
//! before; and serves two: a row of the fixed table, `uses` times, and its own time, `time_uses` times. The sum of
//! 1 / (gamma - tuple) over the lookups less uses / (gamma - tuple) over the tables is zero, so every looked-up tuple is in
//! a table: the characteristic is far above the number of lookups, and gamma and beta are drawn after all tuples and
//! multiplicities are committed.

use crate::columns::At;
use crate::deletion::part;
use crate::expr::{Expr, constant};
use crate::layout::{Layout, column};
use crate::step::Constraint;
use crate::tables::{TAG_DECODE, TAG_FIELD4, TAG_LIMB, TAG_OP, TAG_TIME};

/// The lookups of a row.
pub(crate) const LOOKUPS: [&str; 4] = [
    "lookup of the high limb",
    "lookup of the low limb",
    "lookup of the lane",
    "lookup of the time",
];

fn tuple(beta: &Expr, tag: Expr, key: Expr, value: Expr) -> Expr {
    let tag = part("lookup tuple: tag", tag);
    let value = part("lookup tuple: value", value);
    (value * beta + tag) * beta + key
}

pub(crate) fn constraints(at: &mut At) -> Vec<Constraint> {
    let columns = at.columns;
    let layout = Layout::new(&columns.profile);
    let (beta, gamma) = at.challenges();
    let [
        previous,
        word,
        limb,
        spread_hi,
        spread_lo,
        key,
        value,
        uses,
        time_uses,
    ] = [
        column::PREVIOUS,
        column::WORD,
        column::LIMB,
        column::SPREAD_HI,
        column::SPREAD_LO,
        column::LANE_KEY,
        column::LANE_VALUE,
        column::USES,
        column::TIME_USES,
    ]
    .map(|column| at.advice(column, 0));
    // Times from 0: a boot row's read may be of any time.
    let passed = at.fixed(columns.now, 0) - 1;
    let mut tag = constant(TAG_LIMB);
    for (row, lane_tag) in [
        (layout.decode_lane(), TAG_DECODE),
        (layout.op_lane(), TAG_OP),
        (layout.field4_lane(), TAG_FIELD4),
    ] {
        tag = tag + at.fixed(columns.step, -(row as i32)) * lane_tag;
    }
    let low = word - &limb * crate::expr::power(layout.limb_bits);
    let zero = || constant(0);
    let limb_tag = || constant(TAG_LIMB);
    let time_tag = || constant(TAG_TIME);

    let limb_hi = &gamma - tuple(&beta, limb_tag(), limb, spread_hi);
    let limb_lo = &gamma - tuple(&beta, limb_tag(), low, spread_lo);
    let lane = &gamma - tuple(&beta, tag, key, value);
    let time = &gamma - tuple(&beta, time_tag(), &passed - previous, zero());
    let [table_tag, table_key, table_value] = columns.table.map(|column| at.fixed(column, 0));
    let table = &gamma - tuple(&beta, table_tag, table_key, table_value);
    let times = &gamma - tuple(&beta, time_tag(), passed, zero());

    let used = at.fixed(columns.used, 0);
    let fractions = at.second_phase(columns.fractions, 0);
    let [sum, next] = [0, 1].map(|row| at.second_phase(columns.sum, row));
    let step = next - &sum - &fractions;
    vec![
        (
            // fractions = 1 / limb_hi + 1 / limb_lo + 1 / lane
            "lookups: limbs and lane",
            &used
                * (fractions * &limb_hi * &limb_lo * &lane
                    - part(LOOKUPS[0], &limb_lo * &lane)
                    - part(LOOKUPS[1], &limb_hi * lane)
                    - part(LOOKUPS[2], limb_hi * limb_lo)),
        ),
        (
            // sum' - sum = fractions + 1 / time - uses / table - time_uses / times
            "lookups: running sum",
            used * (step * &time * &table * &times - part(LOOKUPS[3], &table * &times)
                + uses * &time * &times
                + time_uses * time * table),
        ),
        ("lookups: sum starts at zero", at.first_row() * &sum),
        ("lookups: sum ends at zero", at.closing_row() * sum),
    ]
}
