//! The one place that knows the Ethereum side: contracts of profiles, an EVM in this process, a chain behind an RPC address.

use crate::error::{Error, Result};
use crate::keys;
use crate::output::hex0x;
use circuits::{Profile, Proof, SrsName, VerifyingKey};
use evm_verifier::artifact::{self, Artifact, ArtifactError};
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::chain::{self, ChainError};
use evm_verifier::evm::{Evm, EvmError, Fork, Outcome};
use evm_verifier::solc::{self, SolcError};
use evm_verifier::transactions::{PlanError, Transaction};

pub use evm_verifier::chain::{Anvil, Deployed, PrivateKey, Sent};
pub use evm_verifier::transactions::{Limits, Part, Progress, Run};

/// The rules that gas is measured under.
pub const FORK: Fork = Fork::Osaka;
/// Chains of developers: anvil and hardhat, and geth's `--dev`. A verifier that anyone can fool does no harm there.
const DEV_CHAINS: [u64; 2] = [31337, 1337];
/// Where a private key is looked for that no argument gives.
const KEY_VARIABLE: &str = "VNTR_PRIVATE_KEY";

impl From<ChainError> for Error {
    fn from(error: ChainError) -> Self {
        match error {
            ChainError::Url
            | ChainError::Timeout
            | ChainError::Key
            | ChainError::NoContract { .. } => Self::usage(error),
            ChainError::Refused(_) | ChainError::Reverted(_) => Self::no(error),
            ChainError::Plan(error) => error.into(),
            error => Self::environment(error),
        }
    }
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Limit { .. } => Self::limit(error),
            PlanError::Whole(_) | PlanError::Length { .. } => Self::usage(error),
        }
    }
}

impl From<SolcError> for Error {
    fn from(error: SolcError) -> Self {
        Self::environment(error)
    }
}

impl From<ArtifactError> for Error {
    fn from(error: ArtifactError) -> Self {
        match error {
            ArtifactError::TooLarge { .. } => Self::limit(error),
            error => Self::environment(error),
        }
    }
}

impl From<EvmError> for Error {
    fn from(error: EvmError) -> Self {
        Self::environment(error)
    }
}

/// The contract that verifies a profile's proofs.
pub struct Contract {
    pub source: String,
    pub artifact: Artifact,
    /// With the key's setup: the transaction, and the code that it leaves.
    pub deployment: artifact::Deployment,
    /// `VERIFIER_HASH` of the deployed contract.
    pub verifier_hash: [u8; 32],
    /// Can anyone forge proofs for it?
    pub insecure: bool,
    /// Does this build carry it, or was it compiled just now?
    pub committed: bool,
}

impl Contract {
    /// The contract of a key: the committed one, or, where there is none of this key, a fresh one from npm's solc.
    pub fn new(key: &VerifyingKey) -> Result<Self> {
        let (artifact, source, committed) = match committed(key) {
            Some((artifact, source)) => (artifact, source.to_owned(), true),
            None => {
                let (artifact, source) = Artifact::make(key)?;
                (artifact, source, false)
            }
        };
        let deployment = artifact.deployment(key)?;
        Ok(Contract {
            source,
            artifact,
            deployment,
            verifier_hash: key.hash(),
            insecure: key.is_insecure(),
            committed,
        })
    }

    /// The files that others need, by name: source, interface, bytecode, the constructor's arguments.
    pub fn files(&self) -> Result<Vec<(&'static str, String)>> {
        let pretty = |value: &serde_json::Value| {
            let text = serde_json::to_string_pretty(value).map_err(Error::environment)?;
            Ok::<_, Error>(text + "\n")
        };
        let whole = serde_json::to_value(&self.artifact).map_err(Error::environment)?;
        // [fixedCommitments, sG2]: the last four words are [s]_2.
        let words = self.deployment.arguments.chunks(32).map(hex0x);
        let words: Vec<String> = words.collect();
        let (fixed, s_g2) = words.split_at(words.len().saturating_sub(4));
        let line = |bytes: &[u8]| hex0x(bytes) + "\n";
        Ok(vec![
            ("Verifier.sol", self.source.clone()),
            ("Verifier.abi.json", pretty(&self.artifact.abi)?),
            ("Verifier.bin", line(&self.artifact.bytecode)),
            (
                "constructor-arguments.json",
                pretty(&serde_json::json!([fixed, s_g2]))?,
            ),
            (
                "Verifier.deployment.bin",
                line(&self.deployment.creation_code),
            ),
            ("Verifier.deployed.bin", line(&self.deployment.code)),
            ("Verifier.json", pretty(&whole)?),
        ])
    }

    /// The contract of a profile under an SRS.
    pub fn of_profile(profile: &Profile, srs: &SrsName) -> Result<Self> {
        Self::new(&keys::verifying_key(profile, srs)?)
    }
}

/// The contract of a key's circuit that this build carries. It is the same for every SRS.
pub fn committed(key: &VerifyingKey) -> Option<(Artifact, &'static str)> {
    Artifact::embedded(key.profile().name)
        .filter(|(artifact, _)| artifact.hash_start == key.shape().hash_start())
}

/// Can contracts be compiled here?
pub fn has_solc() -> bool {
    solc::is_installed()
}

/// The call that asks a contract about a proof.
pub fn calldata(proof: &Proof) -> Vec<u8> {
    match proof.statement.answer {
        0 => calldata::verify(proof.program_id, &proof.public_values(), &proof.bytes),
        answer => calldata::verify_answer(
            proof.program_id,
            answer,
            &proof.public_values(),
            &proof.bytes,
        ),
    }
}

/// A contract in an EVM of this process.
pub struct InProcess {
    evm: Evm,
    address: [u8; 20],
    /// Gas of the deployment.
    pub deploy_gas: u64,
}

impl InProcess {
    pub fn deploy(contract: &Contract) -> Result<Self> {
        let mut evm = Evm::new(FORK);
        let created = evm.deploy(&contract.deployment.creation_code)?;
        Ok(InProcess {
            evm,
            address: created.address,
            deploy_gas: created.gas_used,
        })
    }

    /// The contract's verdict: the gas of accepting, or why it refuses.
    pub fn verify(&mut self, proof: &Proof) -> Result<std::result::Result<u64, String>> {
        let Outcome {
            success,
            output,
            gas_used,
            halt,
            ..
        } = self.evm.call(self.address, &calldata(proof))?;
        Ok(match (success, halt) {
            (true, _) if output.is_empty() => Ok(gas_used),
            (true, _) => Err("the call returned something: not a verifier".to_owned()),
            (false, Some(halt)) => Err(halt),
            (false, None) => Err(Refusal::decode(&output).to_string()),
        })
    }
}

/// A contract's address.
pub fn address(text: &str) -> Result<[u8; 20]> {
    text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok()).and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| {
        Error::usage(format!("not a contract address: expected 0x and 40 hexadecimal digits, found {} characters", text.chars().count()))
    })
}

/// The private key from the argument or the environment. What is given is never repeated.
pub fn private_key(argument: Option<&str>) -> Result<PrivateKey> {
    let text = match argument {
        Some(text) => text.to_owned(),
        None => std::env::var(KEY_VARIABLE).map_err(|_| {
            Error::usage(format!(
                "a private key is needed: pass --private-key or set {KEY_VARIABLE}"
            ))
        })?,
    };
    Ok(text.parse()?)
}

/// The chain's id.
///
/// # Errors
/// If contracts of the development SRS have no business on that chain.
pub fn chain_for(rpc: &str, insecure: bool) -> Result<u64> {
    let id = chain::chain_id(rpc)?;
    if insecure && !DEV_CHAINS.contains(&id) {
        return Err(Error::usage(format!(
            "refusing chain {id}: the contract is made from the development SRS, so that anyone can forge proofs for it; \
             only chains {} and {} (anvil, hardhat, geth --dev) are allowed. Import the SRS of a ceremony, `vntr srs import FILE.ptau`, \
             and pass --srs",
            DEV_CHAINS[0], DEV_CHAINS[1]
        )));
    }
    Ok(id)
}

/// Creates the contract on a chain and makes sure that it is there.
pub fn deploy(rpc: &str, key: &PrivateKey, contract: &Contract) -> Result<Deployed> {
    let deployed = chain::deploy(rpc, key, &contract.deployment.creation_code)?;
    if chain::code(rpc, deployed.address)? != contract.deployment.code {
        return Err(Error::environment(format!(
            "the code at 0x{} is not the contract that was sent: the chain does not behave like Ethereum",
            hex::encode(deployed.address)
        )));
    }
    Ok(deployed)
}

/// Is the code at this address the profile's contract, byte for byte?
///
/// # Errors
/// No code there, a chain that does not answer, or a build that cannot tell: it carries no contract of this key and has no compiler.
pub fn is_contract(rpc: &str, address: [u8; 20], key: &VerifyingKey) -> Result<bool> {
    let expected = Contract::new(key)?.deployment.code;
    let code = chain::code(rpc, address)?;
    if code.is_empty() {
        return Err(chain::no_contract(rpc, address)?.into());
    }
    Ok(code == expected)
}

/// Asks a contract on a chain, for free.
pub fn call(rpc: &str, address: [u8; 20], proof: &Proof) -> Result {
    match chain::call_verify(rpc, address, &calldata(proof)) {
        Err(ChainError::Refused(Refusal::WrongVerifier { received, expected })) => {
            Err(wrong_verifier(rpc, address, received, expected))
        }
        verdict => Ok(verdict?),
    }
}

/// Proof and contract are of different profiles, versions or SRS: says which, as far as can be known.
fn wrong_verifier(rpc: &str, address: [u8; 20], received: [u8; 4], expected: [u8; 4]) -> Error {
    let known = |selector| {
        keys::name_of(selector)
            .ok()
            .flatten()
            .map(|(profile, srs)| keys::verifier_words(profile, &srs) + " of this build")
    };
    let theirs = || {
        let profile = chain::get(rpc, address, "PROFILE").ok();
        let profile = profile.as_deref().and_then(calldata::string);
        profile.map(|name| keys::foreign_words(&name))
    };
    let unknown = || "another SRS or version than this build's".to_owned();
    Error::no(format!(
        "the contract refuses: WrongVerifier(0x{received}, 0x{expected}): this proof is for another verifier
  proof     0x{received}  {}
  contract  0x{expected}  {}
  prove with the contract's profile and SRS, or ask a contract of the proof's (`vntr deploy --profile`)",
        known(received).unwrap_or_else(unknown),
        known(expected).or_else(theirs).unwrap_or_else(unknown),
        received = hex::encode(received),
        expected = hex::encode(expected),
    ))
}

/// Asks a contract by a transaction.
pub fn send(rpc: &str, address: [u8; 20], key: &PrivateKey, proof: &Proof) -> Result<Sent> {
    // Asked first, so that a refusal has its name and costs nothing.
    call(rpc, address, proof)?;
    let sent = chain::send_verify(rpc, address, key, &calldata(proof))?;
    if sent.status {
        Ok(sent)
    } else {
        Err(ChainError::Reverted(sent).into())
    }
}

/// The run of a proof that one transaction does not verify, or that the contract is to remember, `record`.
///
/// # Errors
/// If it is to remember a run that is not in segments.
pub fn long_run(
    profile: &Profile,
    proof: &Proof,
    limits: Limits,
    record: bool,
) -> Result<Option<Run>> {
    if !profile.segmented && !record {
        return Ok(None);
    }
    let run = Run::new(profile, proof)?;
    Ok(Some(run).filter(|run| record || !run.is_one_call(limits)))
}

/// Does a contract say, for free, that this run was proved?
pub fn is_proved(rpc: &str, address: [u8; 20], run: &Run) -> Result<bool> {
    Ok(chain::is_proved(rpc, address, run)?)
}

/// Verifies a run by the transactions that are left to do. `report` sees each.
pub fn send_run(
    rpc: &str,
    address: [u8; 20],
    key: &PrivateKey,
    run: &Run,
    limits: Limits,
    mut report: impl FnMut(&Part, &Sent),
) -> Result {
    let report = |transaction: &Transaction, sent: &Sent| report(&transaction.part, sent);
    Ok(chain::send_run(rpc, address, key, run, limits, report)?)
}
