//! Arithmetic of BN254 on vectors.
//!
//! The prover's time is spent here: transforms, sums of points, straight-line programs on columns. Each algorithm is written once, over
//! a few field elements in registers (`lanes.rs`); there are two implementations of those, and one is chosen at run time
//! ([`Implementation`]). Both give the same results, bit by bit. In memory, elements and points are halo2curves': a vector
//! is loaded and stored by a dozen shuffles, so nothing is kept in another layout, and nothing has to be converted.
//!
//! All `unsafe` code of the workspace is here: in `prime.rs`, `prefetch.rs` and `avx512.rs`.

#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(not(target_arch = "x86_64"))]
#[path = "no_avx512.rs"]
mod avx512;
#[cfg(test)]
mod checked;
mod choice;
mod fft;
mod generator;
mod group;
mod lanes;
mod msm;
mod points;
mod portable;
mod prefetch;
mod prime;
pub mod program;
pub mod vector;

pub use choice::{ChoiceError, Implementation, chosen};
pub use fft::{Fft, Scratch, root_of_unity};
pub use generator::multiples_of_generator;
pub use group::lagrange_points;
pub use msm::{Bases, multi_scalar_multiplication};
pub use prime::Prime;
