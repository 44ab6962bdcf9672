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
mod step;
mod tables;
mod witness;

pub use circuit::{Config, Params, TinyRamCircuit};
pub use columns::Columns;
pub use profile::{PROFILES, Profile};
pub use witness::{Evaluator, Witness};

#[cfg(test)]
mod tests;
