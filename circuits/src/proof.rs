//! Proofs as users hold them: `proof.json`.

use crate::instance::Statement;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The `format` field of every proof file.
const FORMAT: &str = "vntr-proof";
/// The version that this build writes and reads.
const VERSION: u32 = 2;
/// No proof file is longer: a segment takes some 8 KB, and there are at most [`MAX_SEGMENTS`](crate::MAX_SEGMENTS); 2^20 words of the tape take
/// 8 MB.
pub const MAX_FILE_BYTES: u64 = 1 << 25;

/// A proof and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Name of the profile.
    pub profile: String,
    /// [`crate::VerifyingKey::program_id`].
    pub program_id: [u8; 32],
    /// [`crate::VerifyingKey::hash`].
    pub verifier_hash: [u8; 32],
    /// Answer and primary tape.
    pub statement: Statement,
    /// What the contract takes: selector, program point, the protocol's proof.
    pub bytes: Vec<u8>,
}

/// The file's fields, in the order in which they are written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    format: String,
    version: u32,
    profile: String,
    program_id: String,
    verifier_hash: String,
    answer: u32,
    primary: String,
    proof: String,
}

/// A file that is not a proof file.
#[derive(Debug, Error)]
pub enum ProofFileError {
    /// Not JSON, or not these fields.
    #[error("not a proof file: {0}")]
    Json(#[from] serde_json::Error),
    /// Another format.
    #[error("not a proof file: expected format \"{FORMAT}\", found {found:?}")]
    Format {
        /// The field.
        found: String,
    },
    /// Another version.
    #[error(
        "expected a proof file of version {VERSION}, found version {found}: prove again, or use the version that wrote it"
    )]
    Version {
        /// The field.
        found: u32,
    },
    /// A field that is not lower-case hex with 0x.
    #[error("field {field}: expected {expected}")]
    Hex {
        /// The field.
        field: &'static str,
        /// What should be there.
        expected: &'static str,
    },
}

/// The primary tape as bytes: words of 32 bits, big-endian, as `abi.encodePacked` of `uint32` values would make them.
pub fn primary_bytes(primary: &[u32]) -> Vec<u8> {
    primary.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn to_hex(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// Lower-case hex with 0x: one text for each byte string.
fn from_hex(
    field: &'static str,
    expected: &'static str,
    text: &str,
) -> Result<Vec<u8>, ProofFileError> {
    text.strip_prefix("0x")
        .and_then(|digits| hex::decode(digits).ok())
        .filter(|bytes| to_hex(bytes) == text)
        .ok_or(ProofFileError::Hex { field, expected })
}

impl Proof {
    /// The primary tape as the contract takes it.
    pub fn public_values(&self) -> Vec<u8> {
        primary_bytes(&self.statement.primary)
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        let file = File {
            format: FORMAT.to_owned(),
            version: VERSION,
            profile: self.profile.clone(),
            program_id: to_hex(&self.program_id),
            verifier_hash: to_hex(&self.verifier_hash),
            answer: self.statement.answer,
            primary: to_hex(&self.public_values()),
            proof: to_hex(&self.bytes),
        };
        serde_json::to_string_pretty(&file).expect("strings and numbers serialize") + "\n"
    }

    /// Reads a file's text. Whether the proof holds is [`crate::verify`]'s to say.
    ///
    /// # Errors
    /// If the text is not what [`Proof::to_json`] writes, but for white space and the order of fields.
    pub fn from_json(text: &str) -> Result<Self, ProofFileError> {
        /// Only what tells format and version, so that a file of another version is named as such.
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.format != FORMAT {
            return Err(ProofFileError::Format { found: head.format });
        }
        if head.version != VERSION {
            return Err(ProofFileError::Version {
                found: head.version,
            });
        }
        let file: File = serde_json::from_str(text)?;
        let hash = |field, text: &str| -> Result<[u8; 32], ProofFileError> {
            let expected = "0x and 64 lower-case hex digits";
            from_hex(field, expected, text)?
                .try_into()
                .map_err(|_| ProofFileError::Hex { field, expected })
        };
        let words = "0x and 8 lower-case hex digits for each word";
        let primary = from_hex("primary", words, &file.primary)?;
        if primary.len() % 4 != 0 {
            return Err(ProofFileError::Hex {
                field: "primary",
                expected: words,
            });
        }
        let primary = primary
            .chunks_exact(4)
            .map(|word| u32::from_be_bytes(word.try_into().expect("chunks of 4")))
            .collect();
        Ok(Proof {
            profile: file.profile,
            program_id: hash("programId", &file.program_id)?,
            verifier_hash: hash("verifierHash", &file.verifier_hash)?,
            statement: Statement {
                answer: file.answer,
                primary,
            },
            bytes: from_hex("proof", "0x and lower-case hex digits", &file.proof)?,
        })
    }
}
