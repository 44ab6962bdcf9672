//! One file for each command: its arguments, then what it does.

pub mod asm;
pub mod bench;
pub mod build;
pub mod calldata;
pub mod demo;
pub mod deploy;
pub mod id;
pub mod new;
pub mod profiles;
pub mod prove;
pub mod queue;
pub mod run;
pub mod solidity;
pub mod srs;
pub mod verify;
pub mod worker;
