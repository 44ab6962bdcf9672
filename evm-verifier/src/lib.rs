//! A vnTinyRAM proof on Ethereum: verifying key → Solidity → bytecode → call.
//!
//! In the order of the data:
//! [`generator`] turns a profile's verifying key into a Solidity contract, [`solc`] compiles it, [`artifact`] keeps the result,
//! [`calldata`] writes calls and reads refusals, [`evm`] executes them in this process, and [`chain`] on a chain.
//!
//! # One contract, every program
//!
//! Programs of a profile differ in the *program columns* of the constraint system and in nothing else. The contract takes their
//! commitments from the proof and compares their hash with the program's name:
//!
//! ```text
//! seed      = verifierHash as a number, modulo r
//! programId = keccak256(verifierHash || P0.x || P0.y || P1.x || P1.y || …)
//! ```
//!
//! The transcript starts with the seed and these points, where halo2 would absorb the verifying key's digest. So a proof made for
//! one program, profile, setup or version fails for any other.
//!
//! # The proof
//!
//! All numbers are big-endian words of 32 bytes, points are x || y, and the length is exact:
//!
//! ```text
//! selector, 4 bytes     the first of verifierHash
//! program points        one for each program column, in the order of the columns
//! advice points         phase by phase
//! random point, quotient pieces
//! evaluations           advice queries, fixed queries (program columns included), the random polynomial
//! two opening points    SHPLONK
//! ```
//!
//! # The statement
//!
//! `publicValues` is the primary tape: 32-bit words, big-endian. The transcript absorbs answer, number of words and words as they are.
//! The instance column is zero but for the answer and the words' fingerprints, which the contract makes itself (see
//! [`generator::InstanceShape`]): no encoding of another statement can alias one. Rows that are zero cost no evaluation, so gas grows with
//! the words that are given.
//!
//! # Memory of the contract
//!
//! From 0x80 up, by named constants in the source: challenges and values; the evaluations, each under its own name (`A3_M1` is advice
//! column 3, one row above); values that gates share; the transcript's start with the public values, whose end later rounds
//! overwrite; the table of inversions; arguments of precompiles. Nothing else allocates: the free memory pointer is set behind.

pub mod artifact;
pub mod calldata;
#[cfg(feature = "rpc")]
pub mod chain;
pub mod evm;
pub mod generator;
pub mod profile;
pub mod solc;
