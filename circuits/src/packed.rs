//! The circuit of two rows a step for packed commitments.

mod chips;
mod circuit;
mod columns;
mod control;
mod instance;
mod layout;
mod lookups;
mod memory;
mod profile;
mod proof;
mod step;
mod tables;
mod witness;

pub use circuit::{Config, Params, TinyRamCircuit};
pub use columns::Columns;
pub use profile::{PROFILES, Profile};
pub use proof::{COLUMNS_PER_PACK, Proving, Shape, Verifying};
pub use step::TAPE;
pub use witness::{Evaluator, Witness};

#[cfg(test)]
mod tests;
