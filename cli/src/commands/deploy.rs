//! `vntr deploy`.

use crate::error::Result;
use crate::output::hex0x;
use crate::{evm, keys, output};
use evm_verifier::artifact::EIP170_BYTES;
use serde::Serialize;

/// Deploy a profile's verifier contract to a chain
///
/// The committed creation code with the SRS as the constructor's arguments: no compiler is needed. A contract made from the
/// development SRS goes to chains 31337 and 1337 only (exit 2 on any other).
#[derive(clap::Args)]
pub struct Args {
    /// The profile
    #[arg(long, value_name = "NAME")]
    profile: String,
    #[command(flatten)]
    srs: keys::SrsArg,
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
    /// Bytes that EIP-170 leaves.
    code_bytes_left: usize,
    verifier_hash: String,
    insecure_dev_srs: bool,
}

pub fn run(args: &Args) -> Result {
    let profile = keys::profile(&args.profile)?;
    let signer = evm::private_key(args.private_key.as_deref())?;
    let key = args.srs.key(profile)?;
    output::note_srs(&args.srs.name());
    let chain_id = evm::chain_for(&args.rpc, key.is_insecure())?;
    let contract = evm::Contract::new(&key)?;
    let code_bytes = contract.deployment.code.len();
    let deployed = evm::deploy(&args.rpc, &signer, &contract)?;
    let report = Report {
        profile: profile.name.to_owned(),
        chain_id,
        address: hex0x(deployed.address),
        transaction: hex0x(deployed.transaction),
        gas: deployed.gas_used,
        code_bytes,
        code_bytes_left: EIP170_BYTES.saturating_sub(code_bytes),
        verifier_hash: hex0x(contract.verifier_hash),
        insecure_dev_srs: contract.insecure,
    };
    if args.json {
        return output::json(&report);
    }
    // The address alone: `CONTRACT=$(vntr deploy ...)`.
    output::line(&report.address)?;
    output::talk(format!(
        "profile {} on chain {chain_id}: {} bytes of code ({} below EIP-170's limit), {} gas, transaction {}",
        report.profile, report.code_bytes, report.code_bytes_left, report.gas, report.transaction
    ));
    Ok(())
}
