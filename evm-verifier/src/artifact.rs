//! The committed contracts: one directory per profile under `artifacts/`, with the Solidity text and what the pinned compiler
//! made of it. Users deploy these bytes, with their setup as the constructor's arguments, and need no compiler; a test compiles
//! again and compares.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

use crate::calldata;
use crate::evm::{Evm, Fork};
use crate::generator::{self, GenerateError, Shape, VerifierSource};
use crate::solc::{self, Compiled, Optimizer, SolcError};
use circuits::VerifyingKey;

/// How artifacts are compiled. The optimizer's Yul part gains 0.1 % of gas and has run out of memory or stack on such contracts.
pub const OPTIMIZER: Optimizer = Optimizer::WithoutYul;
/// The most bytes of code that EIP-170 allows a contract.
pub const EIP170_BYTES: usize = 24_576;
/// A contract of ours stays below this.
pub const MAX_RUNTIME_BYTES: usize = 24_000;

/// `Verifier.json` of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Artifact {
    /// Name of the profile.
    pub profile: String,
    /// Name of the contract in `Verifier.sol`.
    pub contract: String,
    /// What names profile and circuit: what `VERIFIER_HASH` is the hash of starts so, the setup follows.
    #[serde(with = "hex_bytes")]
    pub hash_start: Vec<u8>,
    /// Exact length of a proof.
    pub proof_length: usize,
    /// Most bytes of public values.
    pub max_public_bytes: usize,
    /// Counts behind gas and size.
    pub shape: Shape,
    /// Exact version of solc.
    pub compiler: String,
    /// Its settings.
    pub settings: Value,
    /// Size of the deployed code, which EIP-170 limits.
    pub runtime_bytes: usize,
    /// The contract's interface.
    pub abi: Value,
    /// Creation code: what a deploying transaction carries, in front of the [`generator::constructor_arguments`] of a setup.
    #[serde(with = "hex_bytes")]
    pub bytecode: Vec<u8>,
    /// Deployed code with zeros where the setup goes; [`Deployment::code`] has it whole.
    #[serde(with = "hex_bytes")]
    pub runtime: Vec<u8>,
}

/// A contract for one setup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The constructor's arguments.
    pub arguments: Vec<u8>,
    /// What a deploying transaction carries: creation code and arguments.
    pub creation_code: Vec<u8>,
    /// What `eth_getCode` returns afterwards.
    pub code: Vec<u8>,
}

/// Why an artifact could not be made, stored or loaded.
#[derive(Debug, thiserror::Error)]
pub enum ArtifactError {
    /// The circuit does not fit the template.
    #[error(transparent)]
    Generate(#[from] GenerateError),
    /// The compiler's fault, or the source's.
    #[error(transparent)]
    Solc(#[from] SolcError),
    /// EIP-170 would refuse the contract.
    #[error(
        "the contract for {profile} has {bytes} bytes of code, the limit is {MAX_RUNTIME_BYTES}: the circuit needs fewer columns, queries or gates"
    )]
    TooLarge {
        /// Name of the profile.
        profile: String,
        /// Size of its runtime code.
        bytes: usize,
    },
    /// Circuit and contract are not of one version: our bug.
    #[error(
        "the contract for {profile} cannot be made with this setup: {what}; make the artifacts again with \
         `cargo run --release -p evm-verifier --example artifacts`"
    )]
    Setup {
        /// Name of the profile.
        profile: String,
        /// What went wrong.
        what: String,
    },
    /// Reading or writing failed.
    #[error("{path}: {error}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is not an artifact.
    #[error("{path} is not a verifier artifact: {error}; make it again with `cargo run --release -p evm-verifier --example artifacts`", path = .path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
}

impl Artifact {
    /// Generates and compiles the contract of a profile. Returns the Solidity text too.
    pub fn make(key: &VerifyingKey) -> Result<(Self, String), ArtifactError> {
        let source = generator::generate(key)?;
        let artifact = Self::compile(key.profile().name, &key.shape().hash_start(), &source)?;
        Ok((artifact, source.source))
    }

    /// Compiles a generated contract.
    pub fn compile(
        profile: &str,
        hash_start: &[u8],
        source: &VerifierSource,
    ) -> Result<Self, ArtifactError> {
        let Compiled {
            compiler,
            settings,
            abi,
            bytecode,
            runtime,
        } = solc::compile(&source.source, &source.contract, OPTIMIZER)?;
        if runtime.len() > MAX_RUNTIME_BYTES {
            return Err(ArtifactError::TooLarge {
                profile: profile.to_string(),
                bytes: runtime.len(),
            });
        }
        Ok(Self {
            profile: profile.to_string(),
            contract: source.contract.clone(),
            hash_start: hash_start.to_vec(),
            proof_length: source.proof_length,
            max_public_bytes: source.max_public_bytes,
            shape: source.shape,
            compiler,
            settings,
            runtime_bytes: runtime.len(),
            abi,
            bytecode,
            runtime,
        })
    }

    /// The deployment of this contract with the setup of a key.
    ///
    /// # Errors
    /// If the constructor refuses the setup, or makes another contract than the key's.
    pub fn deployment(&self, key: &VerifyingKey) -> Result<Deployment, ArtifactError> {
        let wrong = |what: String| ArtifactError::Setup {
            profile: self.profile.clone(),
            what,
        };
        let arguments = generator::constructor_arguments(key);
        let creation_code = [&self.bytecode[..], &arguments].concat();
        // The code depends on no chain: it is what the constructor leaves here.
        let mut evm = Evm::new(Fork::Cancun);
        let created = evm
            .deploy(&creation_code)
            .map_err(|error| wrong(error.to_string()))?;
        let code = evm.code(created.address);
        let hash = evm
            .call(created.address, &calldata::getter("VERIFIER_HASH"))
            .map_err(|error| wrong(error.to_string()))?;
        if hash.output != key.hash() {
            return Err(wrong(format!(
                "its VERIFIER_HASH is 0x{}, expected 0x{}",
                hex::encode(hash.output),
                hex::encode(key.hash())
            )));
        }
        Ok(Deployment {
            arguments,
            creation_code,
            code,
        })
    }

    /// Writes `Verifier.sol` and `Verifier.json` to a directory, which is made if it does not exist.
    pub fn write(&self, source: &str, directory: &Path) -> Result<(), ArtifactError> {
        let io = |path: &Path| {
            let path = path.to_path_buf();
            move |error| ArtifactError::Io { path, error }
        };
        std::fs::create_dir_all(directory).map_err(io(directory))?;
        let mut json =
            serde_json::to_string_pretty(self).expect("strings and numbers always serialise");
        json.push('\n');
        for (name, text) in [("Verifier.sol", source), ("Verifier.json", &json)] {
            let path = directory.join(name);
            std::fs::write(&path, text).map_err(io(&path))?;
        }
        Ok(())
    }

    /// Reads `Verifier.json` of a directory.
    pub fn read(directory: &Path) -> Result<Self, ArtifactError> {
        let path = directory.join("Verifier.json");
        let text = std::fs::read_to_string(&path).map_err(|error| ArtifactError::Io {
            path: path.clone(),
            error,
        })?;
        serde_json::from_str(&text).map_err(|error| ArtifactError::Json { path, error })
    }

    /// The artifact of a profile that this build carries, with its source. None for a profile that no artifact was made for.
    pub fn embedded(profile: &str) -> Option<(Self, &'static str)> {
        let (_, json, source) = EMBEDDED.iter().find(|(name, ..)| *name == profile)?;
        // A test parses every committed artifact: this cannot fail in a build that was tested.
        Some((serde_json::from_str(json).ok()?, source))
    }

    /// The profiles with a committed artifact.
    pub fn profiles() -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, ..)| *name)
    }
}

// (profile, Verifier.json, Verifier.sol) of every directory in `artifacts/`: written by build.rs.
include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Where a profile's artifact lies in the repository.
pub fn directory(profile: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("artifacts")
        .join(profile.replace('/', "_"))
}

mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("0x{}", hex::encode(bytes)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text
            .strip_prefix("0x")
            .ok_or_else(|| serde::de::Error::custom("expected 0x and hexadecimal digits"))?;
        hex::decode(digits).map_err(serde::de::Error::custom)
    }
}
