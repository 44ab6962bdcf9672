//! Names of what the contract has in memory.

/// A committed column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Advice(usize),
    Fixed(usize),
}

pub(super) fn challenge_name(index: usize) -> String {
    format!("CHALLENGE_{index}")
}

/// The value of a column on the row at hand (rotation 0) or the next (1).
pub(super) fn evaluation_name(column: Column, rotation: i32) -> String {
    let suffix = if rotation == 0 { "" } else { "_NEXT" };
    match column {
        Column::Advice(i) => format!("A{i}{suffix}"),
        Column::Fixed(i) => format!("F{i}{suffix}"),
    }
}

pub(super) fn y_power_name(exponent: usize) -> String {
    format!("Y_POW_{exponent}")
}
