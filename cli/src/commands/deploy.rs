//! `vntr deploy`.

use crate::error::Result;
use crate::{evm, keys, output};
use serde::Serialize;

/// Deploy a profile's verifier contract to a chain
///
/// A contract made from the development SRS goes to chains 31337 and 1337 only (exit 2 on any other).
#[derive(clap::Args)]
pub struct Args {
    /// The profile
    #[arg(long, value_name = "NAME")]
    profile: String,
    /// The chain's RPC address
    #[arg(long, value_name = "URL")]
    rpc: String,
    /// The key that pays; better given as VNTR_PRIVATE_KEY, where other users do not see it
    #[arg(long, value_name = "KEY")]
    private_key: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    profile: String,
    chain_id: u64,
    address: String,
    transaction: String,
    gas: u64,
    code_bytes: usize,
    verifier_hash: String,
    insecure_dev_srs: bool,
}

pub fn run(args: &Args) -> Result {
    let profile = keys::profile(&args.profile)?;
    let signer = evm::private_key(args.private_key.as_deref())?;
    let key = keys::verifying_key(profile)?;
    if key.is_insecure() {
        output::warn_dev_srs();
    }
    let chain_id = evm::chain_for(&args.rpc, key.is_insecure())?;
    let contract = evm::Contract::new(&key)?;
    let artifact = &contract.artifact;
    let deployed = evm::deploy(&args.rpc, &signer, &contract)?;
    let report = Report {
        profile: profile.name.to_owned(),
        chain_id,
        address: format!("0x{}", hex::encode(deployed.address)),
        transaction: format!("0x{}", hex::encode(deployed.transaction)),
        gas: deployed.gas_used,
        code_bytes: artifact.runtime_bytes,
        verifier_hash: format!("0x{}", hex::encode(&artifact.verifier_hash)),
        insecure_dev_srs: artifact.insecure_dev_srs,
    };
    if args.json {
        return output::json(&report);
    }
    // The address alone: `CONTRACT=$(vntr deploy ...)`.
    output::line(&report.address)?;
    output::talk(format!(
        "profile {} on chain {chain_id}: {} bytes of code, {} gas, transaction {}",
        report.profile, report.code_bytes, report.gas, report.transaction
    ));
    Ok(())
}
