//! A vnTinyRAM proof on Ethereum: verifying key → Solidity → bytecode → call.
//!
//! In the order of the data:
//! [`generator`] turns a profile's verifying key into a Solidity contract, [`solc`] compiles it, [`artifact`] keeps the result,
//! [`calldata`] writes calls and reads refusals, [`transactions`] those of a run that takes several, [`evm`] executes them in this
//! process, and [`chain`] on a chain.
//!
//! # One contract, every program
//!
//! Programs of a profile differ in the *program's pack* of fixed columns and in nothing else. The contract takes its
//! commitment from the proof and compares its hash with the program's name:
//!
//! ```text
//! programId = keccak256(verifierHash || P.x || P.y)
//! ```
//!
//! The transcript starts with the same words. So a proof made for one program, profile, setup or version fails for any other.
//!
//! # The proof
//!
//! All numbers are big-endian words of 32 bytes, points are x || y, and the length is exact:
//!
//! ```text
//! selector, 4 bytes     the first of verifierHash
//! program point
//! witness points        one for each pack, first and second phase
//! quotient point
//! evaluations           fixed packs (the program's is the last), witness packs: each column here, then each on the next row where it is read
//! two opening points    SHPLONK
//! ```
//!
//! # The statement
//!
//! `publicValues` is the primary tape: 32-bit words, big-endian. The transcript absorbs answer, number of words and words as they are.
//! The instance column has two values: the product of the tape's cells, which the contract multiplies itself at the challenges, and the
//! answer. The tape's end is a factor too: no encoding of another statement can alias one.
//!
//! # Memory of the contract
//!
//! From 0x80 up, by named constants in the source: challenges and values; values that gates share; arguments of precompiles; the
//! evaluations, each under its own name (`A3_NEXT` is advice column 3 on the next row); the transcript's start with the public values.
//! Nothing else allocates: the free memory pointer is set behind.

pub mod artifact;
pub mod calldata;
#[cfg(feature = "rpc")]
pub mod chain;
pub mod evm;
pub mod generator;
pub mod solc;
pub mod transactions;
