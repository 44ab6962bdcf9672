//! `vntr solidity`.

use crate::error::{Error, Result};
use crate::evm::Contract;
use crate::{keys, output};
use serde_json::json;
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
    let deployment = &contract.deployment;
    // [fixedCommitments, sG2]: the last four words are [s]_2.
    let words: Vec<String> = deployment.arguments.chunks(32).map(hex0x).collect();
    let (fixed, s_g2) = words.split_at(words.len() - 4);
    let arguments = json!([fixed, s_g2]);
    let files = [
        ("Verifier.sol", contract.source.clone()),
        ("Verifier.abi.json", pretty(&artifact.abi)? + "\n"),
        ("Verifier.bin", hex_line(&artifact.bytecode)),
        ("constructor-arguments.json", pretty(&arguments)? + "\n"),
        (
            "Verifier.deployment.bin",
            hex_line(&deployment.creation_code),
        ),
        ("Verifier.deployed.bin", hex_line(&deployment.code)),
        ("Verifier.json", whole + "\n"),
    ];
    if contract.insecure {
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

fn hex0x(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn hex_line(bytes: &[u8]) -> String {
    hex0x(bytes) + "\n"
}
