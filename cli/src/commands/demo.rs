//! `vntr demo`: one example on the whole road, told in plain words. Every claim is checked; one that fails ends the demo.

use crate::commands::prove::Plan;
use crate::error::{Error, Result};
use crate::evm::{self, Anvil, Contract, InProcess};
use crate::measured::fits_memory;
use crate::output::hex0x;
use crate::progress::Progress;
use crate::{input, keys, output};
use circuits::{Proof, SrsName};
use evm_verifier::artifact::EIP170_BYTES;
use std::time::Instant;
use tinyram::{ArchParams, Machine, Outcome, Program, Tapes};

const SOURCE: &str = include_str!("../../../examples/subset-sum/program.s");
const PRIMARY: &str = include_str!("../../../examples/subset-sum/primary.txt");
const AUXILIARY: &str = include_str!("../../../examples/subset-sum/auxiliary.txt");

/// See everything once: an example is run, proved, verified, and verified by a contract
#[derive(clap::Args)]
pub struct Args {}

/// Says what was done and how long it took.
fn step<T>(text: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    let done = action()?;
    output::line(format_args!(
        "   {text} [{:.3} s]",
        start.elapsed().as_secs_f64()
    ))?;
    Ok(done)
}

fn title(text: &str) -> Result {
    output::line(format_args!("\n== {text}"))
}

fn say(text: &str) -> Result {
    output::line(format_args!("   {text}"))
}

/// What the demo promised and did not happen.
fn broken(what: impl std::fmt::Display) -> Error {
    Error::no(format!(
        "the demo failed: {what}; this is a bug, please report it"
    ))
}

fn tape(text: &str, arch: ArchParams) -> Result<Vec<u64>> {
    tinyram::parse_tape(text, arch).map_err(Error::usage)
}

/// A proof with one bit changed in the middle of its bytes.
fn damaged(proof: &Proof) -> Proof {
    let mut damaged = proof.clone();
    let middle = damaged.bytes.len() / 2;
    damaged.bytes[middle] ^= 1;
    damaged
}

/// The same proof for a public tape with one bit changed: another target.
fn another_target(proof: &Proof) -> Proof {
    let mut other = proof.clone();
    other.statement.primary[0] ^= 1;
    other
}

pub fn run(_: &Args) -> Result {
    let start = Instant::now();
    output::line("vnTinyRAM: prove that a program ran right, without showing what it read.")?;
    let (program, tapes) = the_problem()?;
    the_run(&program, &tapes)?;
    let proof = the_proof(program, tapes)?;
    here(&proof)?;
    if let Some(contract) = the_contract(&proof)? {
        in_process(&contract, &proof)?;
        on_anvil(&contract, &proof)?;
    }
    output::line(format_args!(
        "\nAll of it held. {:.1} s in all.",
        start.elapsed().as_secs_f64()
    ))
}

fn the_problem() -> Result<(Program, Tapes)> {
    title("The problem: subset sum")?;
    let program = step("assembled examples/subset-sum/program.s", || {
        input::assemble(SOURCE, "examples/subset-sum/program.s")
    })?;
    let tapes = Tapes {
        primary: tape(PRIMARY, program.arch)?,
        auxiliary: tape(AUXILIARY, program.arch)?,
    };
    say(&format!(
        "public: a target, {}, and {} numbers. secret: which of them add up to it.",
        tapes.primary[0],
        tapes.primary.len() - 1
    ))?;
    say(&format!(
        "The program is {} instructions; it answers 0 if the secret choice is right.",
        program.double_words.len()
    ))?;
    Ok((program, tapes))
}

fn the_run(program: &Program, tapes: &Tapes) -> Result {
    title("Run it, without a proof")?;
    let run = step("ran the program on both tapes", || {
        Ok(Machine::new(program, tapes.clone()).run(1_000_000))
    })?;
    if run.outcome != Outcome::Answered(0) {
        return Err(broken("the right choice was not accepted"));
    }
    say(&format!(
        "answer 0 after {} steps: the choice is right.",
        run.steps
    ))?;
    let mut wrong = tapes.clone();
    wrong.auxiliary[0] ^= 1;
    let run = Machine::new(program, wrong).run(1_000_000);
    match run.outcome {
        Outcome::Answered(answer) if answer != 0 => say(&format!(
            "With one number more or less the program answers {answer}: refused."
        )),
        _ => Err(broken("a wrong choice was accepted")),
    }
}

fn the_proof(program: Program, tapes: Tapes) -> Result<Proof> {
    title("Prove it")?;
    let plan = Plan::new(program, tapes, None, 0, fits_memory)?;
    say(&format!(
        "{} steps fit profile {}: up to {} steps, {} registers.",
        plan.shown.steps(),
        plan.profile.name,
        plan.profile.steps,
        plan.profile.num_registers
    ))?;
    say(
        "The SRS is the development one: INSECURE, anyone can forge proofs under it. For trying out only.",
    )?;
    let (proof, _) = step("made the proof, keys included", || {
        plan.prove(&SrsName::dev(), None, &mut Progress::new())
    })?;
    say(&format!(
        "{} bytes, whatever the program and the secret. The secret is not in it (zero knowledge as in halo2).",
        proof.bytes.len()
    ))?;
    say(&format!("program id {}", hex0x(proof.program_id)))?;
    Ok(proof)
}

fn here(proof: &Proof) -> Result {
    title("Verify it here")?;
    let profile = keys::profile(&proof.profile)?;
    let key = keys::verifying_key(profile, &SrsName::dev())?;
    // As another person would: from the file's text.
    let text = proof.to_json();
    let (program_id, statement) = (&proof.program_id, &proof.statement);
    step("read and verified the proof file: VALID", || {
        let proof = Proof::from_json(&text)?;
        circuits::verify(&key, &proof, program_id, statement).map_err(broken)
    })?;
    for (what, proof) in [
        ("the proof", damaged(proof)),
        ("the target", another_target(proof)),
    ] {
        match circuits::verify(&key, &proof, program_id, &proof.statement) {
            Ok(()) => return Err(broken(format!("accepted with one bit changed in {what}"))),
            Err(why) => say(&format!("One bit changed in {what}: refused ({why})."))?,
        }
    }
    Ok(())
}

fn the_contract(proof: &Proof) -> Result<Option<Contract>> {
    title("Verify it on Ethereum")?;
    let key = keys::verifying_key(keys::profile(&proof.profile)?, &SrsName::dev())?;
    if evm::committed(&key).is_none() && !evm::has_solc() {
        say(
            "This build carries no contract of this profile, and there is no solc to compile one: left out.",
        )?;
        return Ok(None);
    }
    let contract = Contract::new(&key)?;
    say(&format!(
        "The contract of the profile ({}) is {} bytes; Ethereum allows {EIP170_BYTES}. It serves every program of the profile.",
        if contract.committed {
            "the committed bytecode"
        } else {
            "compiled just now"
        },
        contract.artifact.runtime_bytes
    ))?;
    Ok(Some(contract))
}

fn in_process(contract: &Contract, proof: &Proof) -> Result {
    let mut evm = step("deployed it in an EVM inside this process (revm)", || {
        InProcess::deploy(contract)
    })?;
    let gas = step("called verify: accepted", || {
        evm.verify(proof)?.map_err(broken)
    })?;
    say(&format!(
        "{gas} gas for the whole transaction, {} for the deployment, by the rules of {}.",
        evm.deploy_gas,
        evm::FORK.name()
    ))?;
    for (what, proof) in [
        ("the proof", damaged(proof)),
        ("the target", another_target(proof)),
    ] {
        match evm.verify(&proof)? {
            Ok(_) => {
                return Err(broken(format!(
                    "the contract accepted with one bit changed in {what}"
                )));
            }
            Err(why) => say(&format!("One bit changed in {what}: reverted ({why})."))?,
        }
    }
    Ok(())
}

fn on_anvil(contract: &Contract, proof: &Proof) -> Result {
    title("Verify it on a chain of its own: anvil")?;
    let anvil = match Anvil::spawn() {
        Ok(anvil) => anvil,
        Err(why) => return say(&format!("Left out: {why}.")),
    };
    let (rpc, key) = (anvil.url(), anvil.key());
    let id = evm::chain_for(rpc, contract.insecure)?;
    let deployed = step(&format!("deployed the contract on chain {id}"), || {
        evm::deploy(rpc, &key, contract)
    })?;
    say(&format!("address {}", hex0x(deployed.address)))?;
    let sent = step("sent the proof in a transaction: accepted", || {
        evm::send(rpc, deployed.address, &key, proof)
    })?;
    say(&format!(
        "transaction 0x{}, {} gas",
        hex::encode(sent.transaction),
        sent.gas_used
    ))?;
    match evm::call(rpc, deployed.address, &damaged(proof)) {
        Ok(()) => Err(broken("the contract accepted a damaged proof")),
        Err(error) if error.exit == crate::error::Exit::No => {
            say(&format!("One bit changed in the proof: {}.", error.message))
        }
        Err(error) => Err(error),
    }
}
