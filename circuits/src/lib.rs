//! Proofs that a vnTinyRAM program ran: a trace of [`tinyram`] becomes a Halo2 proof with KZG commitments on BN254.
//!
//! In the order in which data flows:
//!
//! * [`Profile`]: the sizes of a circuit; whether a run fits;
//! * [`TinyRamCircuit`]: unrolled steps of two rows, memory argument, lookup argument, every constraint with a name; [`Shape`]: the same
//!   as a relation of packed columns;
//! * [`Srs`], [`VerifyingKey`], [`ProvingKey`]: one setup and one verifying key for all programs of a profile;
//! * [`Statement`]: what is public; [`Witness`]: what is not;
//! * [`prove`] and [`verify`]: a [`Proof`] is checked before it is handed out, and its encoding is canonical.
//!
//! `docs/design.md` in the repository explains the circuit with a drawing.
//!
//! ```no_run
//! use circuits::{Profile, ProvingKey, Srs, Statement, VerifyingKey, prove, verify};
//! use std::sync::Arc;
//! use tinyram::{Machine, Tapes, asm};
//!
//! let source = "; TinyRAM V=2.000 M=vn W=32 K=16\nread r1, 0\nread r2, 1\nmull r2, r2, r2\nsub r1, r1, r2\nanswer r1\n";
//! let program = Arc::new(asm::assemble(source).expect("the source is in order").program);
//! let profile = Profile::by_name("1k-r16").expect("a profile");
//! let tapes = Tapes { primary: vec![49], auxiliary: vec![7] };
//! let trace = Machine::trace(&program, tapes, profile.steps as u64);
//!
//! let srs = Srs::dev(profile.srs_size())?; // INSECURE: its secret is public
//! let verifying = VerifyingKey::pinned(profile)?;
//! let proving = ProvingKey::new(&verifying, &srs, program)?;
//! let statement = Statement { answer: 0, primary: vec![49] };
//! let proof = prove(&proving, &srs, &statement, &trace, |_| {})?;
//! verify(&verifying, &proof, &verifying.program_id(proving.point()), &statement)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod cache;
mod certificate;
mod chips;
mod circuit;
mod columns;
mod control;
mod deletion;
mod encoding;
mod executor;
mod expr;
mod footprint;
mod instance;
mod job;
mod kept;
mod keys;
mod layout;
mod lookups;
mod memory;
mod pages;
mod pinned;
mod profile;
mod proof;
mod prover;
mod ptau;
mod randomness;
mod segment;
mod segments;
mod shape;
mod srs;
mod step;
mod tables;
mod tau;
mod verifier;
mod witness;

pub use arithmetic::multiples_of_generator;
pub use circuit::{Config, Params, TinyRamCircuit};
pub use columns::Columns;
pub use encoding::keccak256;
pub use footprint::Footprint;
pub use instance::{Statement, TooManyWords, instance_column};
pub use job::{Job, JobError, Pass, Shared, Task};
pub use kept::Kept;
pub use keys::{KeyError, ProgramPoint, ProvingKey, VerifyingKey, program_point};
pub use pinned::pinned_text;
pub use profile::{FitError, Miss, PROFILES, Profile, SEGMENT_PROFILES};
pub use proof::{MAX_FILE_BYTES, Proof, ProofFileError, primary_bytes};
pub use prover::{Phase, ProveError, prove};
pub use ptau::PtauError;
pub use segment::{LINK, Segment};
pub use segments::{
    Cut, InProcess, Jobs, MAX_SEGMENTS, Progress, Provers, prove_by, prove_segments,
};
pub use shape::Shape;
pub use srs::{Imported, Srs, SrsError, SrsName, SrsSize, dev_s_g2};
pub use step::TAPE;
pub use verifier::{Rejected, verify, verify_unbound};
pub use witness::{Evaluator, Witness};

#[cfg(test)]
mod tests;
