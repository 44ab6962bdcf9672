//! `vntr solidity`.

use crate::error::{Error, Result};
use crate::evm::Contract;
use crate::{keys, output};
use serde_json::json;
use std::path::PathBuf;

/// Write the contract that verifies a profile's proofs: source, ABI, bytecode, constructor arguments
///
/// Verifier.sol, Verifier.abi.json, Verifier.bin (creation code, hexadecimal), constructor-arguments.json (always []:
/// there are none), and Verifier.json with all of it, compiler version and settings included.
#[derive(clap::Args)]
pub struct Args {
    /// The profile
    #[arg(long, value_name = "NAME")]
    profile: String,
    /// The directory to write to; made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub fn run(args: &Args) -> Result {
    let contract = Contract::of_profile(keys::profile(&args.profile)?)?;
    std::fs::create_dir_all(&args.output).map_err(|error| {
        Error::environment(format!(
            "cannot make the directory {}: {error}",
            args.output.display()
        ))
    })?;
    let artifact = &contract.artifact;
    let pretty =
        |value: &serde_json::Value| serde_json::to_string_pretty(value).map_err(Error::environment);
    let whole = pretty(&serde_json::to_value(artifact).map_err(Error::environment)?)?;
    let files = [
        ("Verifier.sol", contract.source.clone()),
        ("Verifier.abi.json", pretty(&artifact.abi)? + "\n"),
        (
            "Verifier.bin",
            format!("0x{}\n", hex::encode(&artifact.bytecode)),
        ),
        ("constructor-arguments.json", pretty(&json!([]))? + "\n"),
        ("Verifier.json", whole + "\n"),
    ];
    if artifact.insecure_dev_srs {
        output::warn_dev_srs();
    }
    for (name, content) in files {
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
