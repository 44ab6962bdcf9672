//! The binary from outside: exit codes, stdout, stderr, files. One file for each part of the interface.

mod assembler;
mod binding;
#[cfg(unix)]
mod cache;
mod chain;
mod guests;
mod input;
mod machine;
mod new;
mod proofs;
mod queue;
mod rpc;
mod secrets;
mod srs;
mod support;
mod tables;
mod worker_faults;
mod workers;
