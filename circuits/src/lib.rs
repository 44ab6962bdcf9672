//! The vnTinyRAM circuit.

pub mod cache;
mod chips;
mod circuit;
mod columns;
mod control;
mod expr;
mod instance;
mod keys;
mod layout;
mod lookups;
mod memory;
mod pinned;
mod plonk;
mod profile;
mod proof;
mod prover;
mod quotient;
mod srs;
mod step;
mod tables;
mod transcript;
mod verifier;
mod witness;

pub use circuit::TinyRamCircuit;
pub use columns::Columns;
pub use instance::{InstanceRows, Statement, TooManyWords};
pub use keys::{KeyError, ProgramPoints, ProvingKey, VerifyingKey, program_points};
pub use pinned::pinned_text;
pub use profile::{FitError, PROFILES, Profile, WORDS_PER_SCALAR};
pub use proof::{MAX_FILE_BYTES, Proof, ProofFileError, primary_bytes};
pub use prover::{Phase, ProveError, prove};
pub use srs::{SRS_K, Srs, SrsError, dev_s_g2};
pub use transcript::keccak256;
pub use verifier::{Rejected, verify};
pub use witness::Witness;

#[cfg(test)]
mod tests;
