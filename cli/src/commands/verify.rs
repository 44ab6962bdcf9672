//! `vntr verify`.

use crate::error::{Error, Result};
use crate::output::hex0x;
use crate::{evm, input, keys, output};
use circuits::Proof;
use serde::Serialize;
use std::path::PathBuf;

/// Check a proof: exit 0 if it holds, is about this program and tape, and proves the expected answer
///
/// A proof says: *this* program, on *this* public tape and some secret tape, gives *this* answer. Give --program and
/// --primary to have the first two compared; without them they are printed, and comparing is yours to do.
#[derive(clap::Args)]
pub struct Args {
    /// The proof file
    proof: PathBuf,
    /// The program that the proof has to be about
    #[arg(long, value_name = "PROGRAM")]
    program: Option<PathBuf>,
    /// The public tape that the proof has to be about
    #[arg(long, value_name = "FILE")]
    primary: Option<PathBuf>,
    /// The answer that the proof has to prove
    #[arg(long, value_name = "N", default_value = "0", value_parser = input::parse_u32)]
    expect_answer: u32,
    #[command(flatten)]
    srs: keys::SrsArg,
    /// Ask a contract on the chain at this address instead of checking here
    #[arg(long, value_name = "URL", requires = "contract")]
    rpc: Option<String>,
    /// The contract
    #[arg(long, value_name = "ADDRESS", requires = "rpc")]
    contract: Option<String>,
    /// Ask by a transaction, not only by a call
    #[arg(long, requires = "rpc")]
    send: bool,
    /// The key that signs the transaction; better given as VNTR_PRIVATE_KEY, where other users do not see it
    #[arg(long, value_name = "KEY", requires = "send")]
    private_key: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What was found. `reason` says what is wrong, if anything is.
#[derive(Serialize)]
struct Report {
    valid: bool,
    accepted: bool,
    reason: Option<String>,
    profile: String,
    program_id: String,
    verifier_hash: String,
    answer: u32,
    expected_answer: u32,
    primary: Vec<u32>,
    program_compared: bool,
    primary_compared: bool,
    transaction: Option<String>,
    gas: Option<u64>,
}

/// What was asked and found before the verdict.
#[derive(Default)]
struct Findings {
    valid: bool,
    program_compared: bool,
    primary_compared: bool,
    sent: Option<evm::Sent>,
}

pub fn run(args: &Args) -> Result {
    let proof = input::proof(&args.proof)?;
    let mut findings = Findings::default();
    let result = check(args, &proof, &mut findings);
    let reason = match &result {
        Ok(()) => None,
        // Nothing was found out about the proof.
        Err(error) if error.exit != crate::error::Exit::No => return result,
        Err(error) => Some(error.message.clone()),
    };
    let report = Report {
        valid: findings.valid,
        accepted: reason.is_none(),
        reason,
        profile: proof.profile.clone(),
        program_id: hex0x(proof.program_id),
        verifier_hash: hex0x(proof.verifier_hash),
        answer: proof.statement.answer,
        expected_answer: args.expect_answer,
        primary: proof.statement.primary.clone(),
        program_compared: findings.program_compared,
        primary_compared: findings.primary_compared,
        transaction: findings.sent.map(|sent| hex0x(sent.transaction)),
        gas: findings.sent.map(|sent| sent.gas_used),
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::data(text(&report))?;
    }
    if report.valid && !report.program_compared {
        output::talk(
            "note: the program was not compared: pass --program, or compare the id with that of `vntr id`",
        );
    }
    result
}

fn check(args: &Args, proof: &Proof, findings: &mut Findings) -> Result {
    let profile =
        keys::profile(&proof.profile).map_err(|error| error.about(args.proof.display()))?;
    let key = keys::verifying_key(profile, &args.srs.name)?;
    if proof.verifier_hash == key.hash() {
        output::note_srs(&args.srs.name);
    } else if args.rpc.is_none() {
        let selector = |hash: &[u8]| hex0x(&hash[..4]);
        let theirs = keys::name_of(proof.verifier_hash[..4].try_into().expect("4 of 32 bytes"))?;
        return Err(Error::no(format!(
            "this proof is for another verifier
  proof       {}  {}
  this build  {}  {}
  {}",
            selector(&proof.verifier_hash),
            match &theirs {
                Some((profile, srs)) => keys::verifier_words(profile, srs),
                None => keys::foreign_words(profile.name),
            },
            selector(&key.hash()),
            keys::verifier_words(profile, &args.srs.name),
            match &theirs {
                Some((_, srs)) if *srs != args.srs.name => format!("verify with --srs {srs}"),
                _ => "prove with this build, or verify with the version and SRS that the proof was made with"
                    .to_owned(),
            },
        )));
    }
    match (&args.rpc, &args.contract) {
        (Some(rpc), Some(contract)) => {
            let address = evm::address(contract)?;
            let signer = if args.send {
                Some(evm::private_key(args.private_key.as_deref())?)
            } else {
                None
            };
            // The contract does not see this field of the file; the selector in the proof is what it goes by.
            if !proof.bytes.starts_with(&proof.verifier_hash[..4]) {
                return Err(Error::no(
                    "the file's verifierHash is not that of its proof",
                ));
            }
            if evm::is_contract(rpc, address, &key)? == Some(false) {
                output::talk(format!(
                    "note: the code at {contract} is not this build's contract of {}: what it says is its own word",
                    keys::verifier_words(profile, &args.srs.name)
                ));
            }
            match signer {
                Some(signer) => findings.sent = Some(evm::send(rpc, address, &signer, proof)?),
                None => evm::call(rpc, address, proof)?,
            }
        }
        _ => circuits::verify_unbound(&key, proof).map_err(Error::no)?,
    }
    findings.valid = true;
    if let Some(path) = &args.program {
        let program = input::program(path)?;
        // A program that does not fit the profile is not the one of a proof that holds.
        let id = match keys::point(profile, &args.srs.name, &program) {
            Ok(points) => key.program_id(&points),
            Err(error) if error.exit == crate::error::Exit::Environment => return Err(error),
            Err(error) => {
                return Err(Error::no(format!(
                    "the proof is not about {}: {}",
                    path.display(),
                    error.message
                )));
            }
        };
        findings.program_compared = true;
        if id != proof.program_id {
            return Err(Error::no(format!(
                "the proof is about program {}, {} is {}",
                hex0x(proof.program_id),
                path.display(),
                hex0x(id)
            )));
        }
    }
    if let Some(path) = &args.primary {
        let words = input::words_32(&input::tape(Some(path), profile.arch())?)?;
        findings.primary_compared = true;
        compare_primary(
            &proof.statement.primary,
            &words,
            &path.display().to_string(),
        )?;
    }
    if proof.statement.answer != args.expect_answer {
        return Err(Error::no(format!(
            "the proof holds and proves answer {} (not accepted), expected {}",
            proof.statement.answer, args.expect_answer
        )));
    }
    Ok(())
}

fn compare_primary(proved: &[u32], given: &[u32], name: &str) -> Result {
    if let Some(i) = proved
        .iter()
        .zip(given)
        .position(|(proved, given)| proved != given)
    {
        return Err(Error::no(format!(
            "word {i} (from 0) of the primary tape is {} in the proof and {} in {name}",
            proved[i], given[i]
        )));
    }
    if proved.len() != given.len() {
        return Err(Error::no(format!(
            "the primary tape has {} words in the proof and {} in {name}",
            proved.len(),
            given.len()
        )));
    }
    Ok(())
}

fn text(report: &Report) -> String {
    if !report.valid {
        return "INVALID\n".to_owned();
    }
    let compared = |yes| if yes { "" } else { " (not compared)" };
    let words: String = report
        .primary
        .iter()
        .map(|word| format!(" {word}"))
        .collect();
    let mut text = format!(
        "{}\nprofile {}\nprogram {}{}\nanswer {}{}\nprimary {} word{}{}:{}\n",
        if report.accepted {
            "VALID"
        } else {
            "VALID, but not what was expected"
        },
        report.profile,
        report.program_id,
        compared(report.program_compared),
        report.answer,
        if report.answer == 0 {
            " (accepted)"
        } else {
            " (not accepted)"
        },
        report.primary.len(),
        if report.primary.len() == 1 { "" } else { "s" },
        compared(report.primary_compared),
        words
    );
    if let (Some(transaction), Some(gas)) = (&report.transaction, report.gas) {
        text.push_str(&format!("transaction {transaction}\ngas {gas}\n"));
    }
    text
}
