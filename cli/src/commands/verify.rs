//! `vntr verify`.

use crate::error::{Error, Result};
use crate::guest::BuildOptions;
use crate::output::hex0x;
use crate::{evm, input, keys, output};
use circuits::{Proof, VerifyingKey};
use serde::Serialize;
use std::path::PathBuf;

/// Check a proof: exit 0 if it holds, is about this program and tape, and proves the expected answer
///
/// A proof says: *this* program, on *this* public tape and some secret tape, gives *this* answer. Give --program and
/// --primary to have the first two compared; without them they are printed, and comparing is yours to do.
///
/// The proof is checked here, always. With --rpc the chain's contract is compared with this build's and asked too: that says what
/// the contract does, as far as the RPC tells the truth. Under the development SRS a proof proves nothing: exit 1 unless --srs dev
/// says that this is known.
#[derive(clap::Args)]
pub struct Args {
    /// The proof file
    proof: PathBuf,
    /// The program that the proof has to be about
    #[arg(long, value_name = "PROGRAM")]
    program: Option<PathBuf>,
    #[command(flatten)]
    options: BuildOptions,
    /// The public tape that the proof has to be about
    #[arg(long, value_name = "FILE")]
    primary: Option<PathBuf>,
    /// The answer that the proof has to prove
    #[arg(long, value_name = "N", default_value = "0", value_parser = input::parse_u32)]
    expect_answer: u32,
    #[command(flatten)]
    srs: keys::SrsArg,
    /// After checking here, ask a contract on the chain at this address
    #[arg(long, value_name = "URL", requires = "contract")]
    rpc: Option<String>,
    /// The contract
    #[arg(long, value_name = "ADDRESS", requires = "rpc")]
    contract: Option<String>,
    /// Ask a contract whose code is not this build's
    #[arg(long, requires = "rpc")]
    other_code: bool,
    /// Ask by a transaction, not only by a call; a run in segments that is too long for one by several, and an interrupted one goes on
    #[arg(long, requires = "rpc")]
    send: bool,
    /// Let the contract remember that a run in segments is proved, `isProved`, though one transaction would verify it
    #[arg(long, requires = "send")]
    record: bool,
    /// The most gas of a transaction
    #[arg(long, value_name = "N", requires = "send", default_value_t = evm::Limits::default().gas)]
    gas_limit: u64,
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
    /// The proof holds for the program, the tape and the answer that it names: checked here.
    valid: bool,
    /// And all of it is what was expected: exit 0.
    accepted: bool,
    reason: Option<String>,
    profile: String,
    program_id: String,
    srs: String,
    /// Is the SRS's secret public?
    insecure: bool,
    verifier_hash: String,
    answer: u32,
    expected_answer: u32,
    primary: Vec<u32>,
    program_compared: bool,
    primary_compared: bool,
    /// Is the chain's code this build's contract? None where it was not asked.
    contract_code: Option<Code>,
    /// Did the chain's contract accept? None where it was not asked.
    contract_accepts: Option<bool>,
    /// Was something to be sent?
    #[serde(skip)]
    sending: bool,
    /// What was sent.
    transactions: Vec<Transaction>,
    /// Of all of them.
    gas: Option<u64>,
}

/// A transaction that was sent.
#[derive(Serialize)]
struct Transaction {
    /// `verify`, `begin` or which segments.
    part: String,
    transaction: String,
    gas: u64,
}

/// The code at the contract's address.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Code {
    Same,
    Other,
}

/// What was asked and found before the verdict.
#[derive(Default)]
struct Findings {
    valid: bool,
    program_compared: bool,
    primary_compared: bool,
    contract_code: Option<Code>,
    contract_accepts: Option<bool>,
    sent: Vec<Transaction>,
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
        srs: args.srs.name().to_string(),
        insecure: args.srs.name().is_dev(),
        verifier_hash: hex0x(proof.verifier_hash),
        answer: proof.statement.answer,
        expected_answer: args.expect_answer,
        primary: proof.statement.primary.clone(),
        program_compared: findings.program_compared,
        primary_compared: findings.primary_compared,
        contract_code: findings.contract_code,
        contract_accepts: findings.contract_accepts,
        sending: args.send,
        gas: match findings.sent[..] {
            [] => None,
            ref sent => Some(sent.iter().map(|transaction| transaction.gas).sum()),
        },
        transactions: findings.sent,
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
    let srs = args.srs.name();
    let key = args.srs.key(profile)?;
    // Before anything else: arguments that are none.
    let chain = match (&args.rpc, &args.contract) {
        (Some(rpc), Some(contract)) => Some((rpc, evm::address(contract)?)),
        _ => None,
    };
    let signer = match args.send {
        true => Some(evm::private_key(args.private_key.as_deref())?),
        false => None,
    };
    if proof.verifier_hash == key.hash() {
        output::note_srs(&srs);
    } else {
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
            keys::verifier_words(profile, &srs),
            match &theirs {
                Some((_, theirs)) if *theirs != srs => format!("verify with --srs {theirs}"),
                _ => "prove with this build, or verify with the version and SRS that the proof was made with"
                    .to_owned(),
            },
        )));
    }
    circuits::verify_unbound(&key, proof).map_err(Error::no)?;
    findings.valid = true;
    compare(args, proof, &key, findings)?;
    if args.srs.is_dev_unasked() {
        return Err(Error::no(
            "the proof holds under the development SRS, whose secret is public: anyone can forge such proofs; \
             pass --srs dev if that is known, or --srs with the name of a ceremony's",
        ));
    }
    let Some((rpc, address)) = chain else {
        return Ok(());
    };
    let same = evm::is_contract(rpc, address, &key)?;
    findings.contract_code = Some(if same { Code::Same } else { Code::Other });
    if !same && !args.other_code {
        return Err(Error::no(format!(
            "the proof holds, but the code at {} is not this build's contract of {}: what it says is its own word; \
             --other-code asks it all the same",
            hex0x(address),
            keys::verifier_words(profile, &srs)
        )));
    }
    let verdict = ask(args, (rpc, address), signer, &key, proof, findings);
    findings.contract_accepts = match &verdict {
        Ok(()) => Some(true),
        Err(error) if error.exit == crate::error::Exit::No => Some(false),
        // It said nothing.
        Err(_) => None,
    };
    verdict
}

/// Asks the contract, by transactions if there is somebody to sign them.
fn ask(
    args: &Args,
    (rpc, address): (&str, [u8; 20]),
    signer: Option<evm::PrivateKey>,
    key: &VerifyingKey,
    proof: &Proof,
    findings: &mut Findings,
) -> Result {
    let limits = evm::Limits {
        gas: args.gas_limit,
        ..evm::Limits::default()
    };
    let mut sent = |part: String, sent: &evm::Sent| {
        findings.sent.push(Transaction {
            part,
            transaction: hex0x(sent.transaction),
            gas: sent.gas_used,
        });
    };
    let run = evm::long_run(key.profile(), proof, limits, args.record)?;
    match (signer, run) {
        (None, Some(run)) if evm::is_proved(rpc, address, &run)? => Ok(()),
        (None, _) => evm::call(rpc, address, proof),
        (Some(signer), None) => {
            sent(
                "verify".to_owned(),
                &evm::send(rpc, address, &signer, proof)?,
            );
            Ok(())
        }
        (Some(signer), Some(run)) => {
            evm::send_run(rpc, address, &signer, &run, limits, |part, receipt| {
                output::talk(format!("{part}: {} gas", receipt.gas_used));
                sent(part.to_string(), receipt);
            })
        }
    }
}

/// Is it about what the arguments name?
fn compare(args: &Args, proof: &Proof, key: &VerifyingKey, findings: &mut Findings) -> Result {
    let profile = key.profile();
    if let Some(path) = &args.program {
        let program = input::program(path, &args.options)?;
        // A program that does not fit the profile is not the one of a proof that holds.
        let id = match keys::point(profile, &args.srs.name(), &program) {
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
    if report.insecure {
        text.push_str(output::PROVES_NOTHING);
        text.push('\n');
    }
    if let Some(code) = report.contract_code {
        text.push_str("checked here: holds\n");
        text.push_str(match code {
            Code::Same => "contract's code: this build's\n",
            Code::Other => "contract's code: another's\n",
        });
    }
    if let Some(accepts) = report.contract_accepts {
        text.push_str(match accepts {
            true => "contract: accepts\n",
            false => "contract: refuses\n",
        });
    }
    let (several, sent) = (report.transactions.len() > 1, &report.transactions);
    for Transaction {
        part,
        transaction,
        gas,
    } in sent
    {
        text.push_str(&match several {
            true => format!("transaction {transaction} {part}: {gas} gas\n"),
            false => format!("transaction {transaction}\n"),
        });
    }
    if let Some(gas) = report.gas {
        text.push_str(&format!("gas {gas}\n"));
    } else if report.contract_accepts == Some(true) && report.sending {
        text.push_str("proved before: nothing was sent\n");
    }
    text
}
