//! `vntr calldata`.

use crate::error::{Error, Result};
use crate::output::hex0x;
use crate::{evm, input, keys, output};
use circuits::Proof;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Print the call that has a contract verify a proof: for cast, for ethers, for Solidity
///
/// The proof is not checked here: that is `vntr verify`. A run in segments that is too long for one transaction takes several,
/// which --transactions writes.
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
    /// Of a run in segments, write the transactions that let the contract remember that it is proved to this directory, one file of calldata
    /// each; the first one comes before all others. With --json they are printed too
    #[arg(long, value_name = "DIR", conflicts_with = "raw")]
    transactions: Option<PathBuf>,
    /// The most gas of a transaction
    #[arg(long, value_name = "N", requires = "transactions", default_value_t = evm::Limits::default().gas)]
    gas_limit: u64,
}

/// One of several transactions.
#[derive(Serialize)]
struct Transaction {
    file: String,
    part: String,
    /// The most that it takes.
    gas: u64,
    calldata: String,
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
    if let Some(directory) = &args.transactions {
        return transactions(args, &proof, directory);
    }
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

/// Writes several transactions.
fn transactions(args: &Args, proof: &Proof, directory: &Path) -> Result {
    let profile =
        keys::profile(&proof.profile).map_err(|error| error.about(args.proof.display()))?;
    let limits = evm::Limits {
        gas: args.gas_limit,
        ..evm::Limits::default()
    };
    let run = evm::Run::new(profile, proof)?;
    let all = run.transactions(&evm::Progress::default(), limits)?;
    let width = (all.len() - 1).to_string().len();
    std::fs::create_dir_all(directory).map_err(|error| {
        Error::environment(format!(
            "cannot make the directory {}: {error}",
            directory.display()
        ))
    })?;
    let mut written = vec![];
    for (i, transaction) in all.into_iter().enumerate() {
        let calldata = hex0x(&transaction.calldata);
        let path = directory.join(format!("{i:0width$}.hex"));
        output::file(&path, format!("{calldata}\n"))?;
        written.push(Transaction {
            file: path.display().to_string(),
            part: transaction.part.to_string(),
            gas: transaction.gas,
            calldata,
        });
    }
    if args.json {
        return output::json(&written);
    }
    let line = |transaction: &Transaction| {
        let Transaction {
            file, part, gas, ..
        } = transaction;
        format!("{file}  {part}, at most {gas} gas\n")
    };
    output::data(written.iter().map(line).collect::<String>())
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
