//! `vntr solidity`.

use crate::error::{Error, Result};
use crate::evm::Contract;
use crate::{keys, output};
use std::path::PathBuf;

/// Write the contract that verifies a profile's proofs: source, ABI, bytecode, constructor arguments
///
/// Verifier.sol, Verifier.abi.json, Verifier.bin (creation code, hexadecimal: the same for every SRS),
/// constructor-arguments.json (the SRS), Verifier.deployment.bin (creation code and arguments: the data of a deploying
/// transaction), Verifier.deployed.bin (the code that a chain then has), and Verifier.json with the compiler's version and settings.
#[derive(clap::Args)]
pub struct Args {
    /// The profile
    #[arg(long, value_name = "NAME")]
    profile: String,
    #[command(flatten)]
    srs: keys::SrsArg,
    /// The directory to write to; made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub fn run(args: &Args) -> Result {
    let contract = Contract::new(&args.srs.key(keys::profile(&args.profile)?)?)?;
    std::fs::create_dir_all(&args.output).map_err(|error| {
        Error::environment(format!(
            "cannot make the directory {}: {error}",
            args.output.display()
        ))
    })?;
    let artifact = &contract.artifact;
    output::note_srs(&args.srs.name());
    for (name, content) in contract.files()? {
        let path = args.output.join(name);
        output::file(&path, content)?;
        output::line(path.display())?;
    }
    output::talk(format!(
        "contract {} of profile {}: {} bytes of code, {} by solc {}",
        artifact.contract,
        artifact.profile,
        artifact.runtime_bytes,
        if contract.committed {
            "committed, compiled"
        } else {
            "compiled just now"
        },
        artifact.compiler
    ));
    Ok(())
}
