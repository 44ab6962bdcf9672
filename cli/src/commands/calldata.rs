//! `vntr calldata`.

use crate::error::Result;
use crate::output::hex0x;
use crate::{evm, input, output};
use serde::Serialize;
use std::path::PathBuf;

/// Print the call that has a contract verify a proof: for cast, for ethers, for Solidity
///
/// The proof is not checked here: that is `vntr verify`.
#[derive(clap::Args)]
pub struct Args {
    /// The proof file
    proof: PathBuf,
    /// Print the calldata alone: 0x and hexadecimal digits
    #[arg(long, conflicts_with = "json")]
    raw: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    signature: &'static str,
    program_id: String,
    answer: u32,
    public_values: String,
    proof: String,
    calldata: String,
}

pub fn run(args: &Args) -> Result {
    let proof = input::proof(&args.proof)?;
    let answer = proof.statement.answer;
    let report = Report {
        signature: match answer {
            0 => "verify(bytes32,bytes,bytes)",
            _ => "verifyAnswer(bytes32,uint32,bytes,bytes)",
        },
        program_id: hex0x(proof.program_id),
        answer,
        public_values: hex0x(proof.public_values()),
        proof: hex0x(&proof.bytes),
        calldata: hex0x(evm::calldata(&proof)),
    };
    if args.raw {
        return output::line(&report.calldata);
    }
    if args.json {
        return output::json(&report);
    }
    output::data(text(&report))
}

fn text(report: &Report) -> String {
    let Report {
        signature,
        program_id,
        answer,
        public_values,
        proof,
        ..
    } = report;
    let (name, types) = signature.split_once('(').expect("a signature");
    // An answer of 0 is what `verify` means.
    let (number, parameter) = match answer {
        0 => (String::new(), ""),
        answer => (format!("{answer}, "), "uint32 answer, "),
    };
    let spaced = number.replace(", ", " ");
    let (values, bytes) = (&public_values[2..], &proof[2..]);
    format!(
        "\
# cast: prints 0x if the contract accepts, and fails with the error if not
cast call $VERIFIER '{name}({types}' {program_id} {spaced}{public_values} {proof} --rpc-url $RPC

// ethers: throws unless the contract accepts
const verifier = new ethers.Contract(address, [\"function {name}(bytes32 programId, {parameter}bytes publicValues, bytes proof) view\"], provider);
await verifier.{name}(\"{program_id}\", {number}\"{public_values}\", \"{proof}\");

// Solidity: reverts unless the contract accepts
IVnTinyRamVerifier(verifier).{name}({program_id}, {number}hex\"{values}\", hex\"{bytes}\");
"
    )
}
