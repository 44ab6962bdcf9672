//! `vntr`: compile, assemble, run, prove and verify vnTinyRAM programs, here and on Ethereum.
//!
//! stdout is data, stderr is talk. Exit codes: 0 yes; 1 the statement is false or the proof is rejected; 2 bad arguments or
//! input; 3 the environment (file system, missing tools, a chain that does not answer); 4 a limit was reached.

mod commands;
mod error;
mod evm;
mod guest;
mod input;
mod keys;
mod measured;
mod output;
mod progress;
mod queued;

use arithmetic::ChoiceError;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

const EXIT_CODES: &str = "\
Exit codes:
  0  yes: accepted, proved, valid, written
  1  no: the statement is false or the proof is rejected
  2  the arguments or the files they name are not what they should be
  3  the environment: file system, missing anvil or solc, a chain that does not answer
  4  a limit was reached; the message says which, and what is large enough

Environment:
  VNTR_CACHE        directory of the cached SRS (default: $XDG_CACHE_HOME/vntr or ~/.cache/vntr)
  VNTR_ARITHMETIC   portable or avx512: what proofs are computed with (default: avx512 where the processor has IFMA)
  VNTR_PRIVATE_KEY  the private key for deploy and verify --send, where --private-key is not given
  VNTR_QUEUE_URL    the queue's PostgreSQL, where --queue is not given
  VNTR_QUEUE_KEY    the queue's key, 64 hexadecimal digits: never an argument";

/// Compile, assemble, run, prove and verify vnTinyRAM programs, here and on Ethereum.
#[derive(Parser)]
#[command(name = "vntr", version, after_help = EXIT_CODES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Asm(commands::asm::AsmArgs),
    Build(commands::build::Args),
    Disasm(commands::asm::DisasmArgs),
    Run(commands::run::Args),
    Id(commands::id::Args),
    Prove(commands::prove::Args),
    Verify(commands::verify::Args),
    Calldata(commands::calldata::Args),
    New(commands::new::Args),
    Profiles(commands::profiles::Args),
    Solidity(commands::solidity::Args),
    Deploy(commands::deploy::Args),
    #[command(subcommand)]
    Srs(commands::srs::Command),
    Queue(commands::queue::Args),
    Worker(commands::worker::Args),
    Bench(commands::bench::Args),
    Demo(commands::demo::Args),
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    if let Err(error) = arithmetic::chosen() {
        output::talk(format!("error: {error}"));
        return match error {
            ChoiceError::Unknown { .. } => error::Exit::Usage,
            ChoiceError::Missing => error::Exit::Environment,
        }
        .into();
    }
    let result = match command {
        Command::Asm(args) => commands::asm::assemble(&args),
        Command::Build(args) => commands::build::run(&args),
        Command::Disasm(args) => commands::asm::disassemble(&args),
        Command::Run(args) => commands::run::run(&args),
        Command::Id(args) => commands::id::run(&args),
        Command::Prove(args) => commands::prove::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Calldata(args) => commands::calldata::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::Profiles(args) => commands::profiles::run(&args),
        Command::Solidity(args) => commands::solidity::run(&args),
        Command::Deploy(args) => commands::deploy::run(&args),
        Command::Srs(command) => commands::srs::run(&command),
        Command::Queue(args) => commands::queue::run(&args),
        Command::Worker(args) => commands::worker::run(&args),
        Command::Bench(args) => commands::bench::run(&args),
        Command::Demo(args) => commands::demo::run(&args),
    };
    match result {
        Ok(()) => error::Exit::Yes.into(),
        Err(error) => {
            match error.message.as_str() {
                "" => {}
                // The assembler's diagnostics begin so by themselves.
                message if message.starts_with("error[") => output::talk(message),
                message => output::talk(format!("error: {message}")),
            }
            error.exit.into()
        }
    }
}
