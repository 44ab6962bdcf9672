//! The committed contracts: one directory per profile under `artifacts/`, with the Solidity text and what the pinned compiler
//! made of it. Users deploy these bytes and need no compiler; a test compiles again and compares.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

use crate::generator::{self, GenerateError, Shape, VerifierSource, VerifierSpec};
use crate::solc::{self, Compiled, Optimizer, SolcError};

/// How artifacts are compiled. The optimizer's Yul part gains 0.1 % of gas and has run out of memory or stack on such contracts.
pub const OPTIMIZER: Optimizer = Optimizer::WithoutYul;
/// EIP-170's limit is 24,576 bytes; a contract of ours stays below this.
pub const MAX_RUNTIME_BYTES: usize = 24_000;

/// `Verifier.json` of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Artifact {
    /// Name of the profile.
    pub profile: String,
    /// Name of the contract in `Verifier.sol`.
    pub contract: String,
    /// `VERIFIER_HASH()`: everything but the program.
    #[serde(with = "hex_bytes")]
    pub verifier_hash: Vec<u8>,
    /// Whether the setup's trapdoor is public.
    pub insecure_dev_srs: bool,
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
    /// Creation code: what a deploying transaction carries. There are no constructor arguments.
    #[serde(with = "hex_bytes")]
    pub bytecode: Vec<u8>,
    /// Deployed code: what `eth_getCode` returns.
    #[serde(with = "hex_bytes")]
    pub runtime: Vec<u8>,
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
    pub fn make(spec: &VerifierSpec<'_>) -> Result<(Self, String), ArtifactError> {
        let source = generator::generate(spec)?;
        let artifact = Self::compile(
            spec.name,
            spec.verifier_hash,
            spec.insecure_dev_srs,
            &source,
        )?;
        Ok((artifact, source.source))
    }

    /// Compiles a generated contract.
    pub fn compile(
        profile: &str,
        verifier_hash: [u8; 32],
        insecure_dev_srs: bool,
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
            verifier_hash: verifier_hash.to_vec(),
            insecure_dev_srs,
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
