//! Verifying: exact lengths, canonical encodings, every public value bound; then the protocol.

use crate::instance::{Statement, TooManyWords, public_value};
use crate::keys::{ProgramPoint, VerifyingKey};
use crate::proof::Proof;
use crate::segments::{MAX_SEGMENTS, are_accepted};
use fflonk::Reader;
use thiserror::Error;

/// Why a proof is not accepted. A rejected proof is a result, not a failure of the program.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejected {
    /// The proof is for another profile.
    #[error("the proof is for profile {got}, the key for {expected}")]
    Profile {
        /// The key's.
        expected: &'static str,
        /// The proof's.
        got: String,
    },
    /// The proof was made for another verifier.
    #[error(
        "the proof is for verifier 0x{got}, the key of profile {profile} is 0x{expected}: another version or SRS"
    )]
    Verifier {
        /// The profile.
        profile: &'static str,
        /// The key's hash.
        expected: String,
        /// The proof's.
        got: String,
    },
    /// The proof's selector is not the verifier's.
    #[error("the proof begins with 0x{got}, expected the verifier's selector 0x{expected}")]
    Selector {
        /// The key's.
        expected: String,
        /// The proof's.
        got: String,
    },
    /// The proof has another length.
    #[error("the proof has {got} bytes, expected {expected}")]
    Length {
        /// The key's proof length.
        expected: usize,
        /// The proof's.
        got: usize,
    },
    /// The program point is not a canonical point of the curve.
    #[error("the program point in the proof is not a point of the curve")]
    ProgramPoint,
    /// The points are those of another program than the file says.
    #[error("the proof is of program 0x{got}, the file says 0x{expected}")]
    Program {
        /// The file's.
        expected: String,
        /// The proof's.
        got: String,
    },
    /// The proof holds, for another program than the caller expects.
    #[error("the proof is of program 0x{got}, expected 0x{expected}")]
    OtherProgram {
        /// The caller's.
        expected: String,
        /// The proof's.
        got: String,
    },
    /// The proof holds, for another answer than the caller expects.
    #[error("the proof is of answer {got}, expected {expected}")]
    OtherAnswer {
        /// The caller's.
        expected: u32,
        /// The proof's.
        got: u32,
    },
    /// The proof holds, for another public tape than the caller expects.
    #[error(
        "the proof is of another public tape: {got} words, expected {expected}; they differ from word {first} on (from 0)"
    )]
    OtherTape {
        /// Words of the caller's.
        expected: usize,
        /// Words of the proof's.
        got: usize,
        /// The first that differs.
        first: usize,
    },
    /// The tape is too long.
    #[error(transparent)]
    Words(#[from] TooManyWords),
    /// The proof system says no: the statement is not the one that was proved, or nothing was.
    #[error("the proof does not hold for this statement")]
    Proof,
}

/// Was this proved: that the program of this id, on the statement's public tape and some secret one, gives the statement's answer?
///
/// Where the id comes from is what the proof is worth: compute it from the program, by [`crate::program_point`] and
/// [`VerifyingKey::program_id`].
///
/// # Errors
/// Why not. Never panics, whatever the bytes.
pub fn verify(
    key: &VerifyingKey,
    proof: &Proof,
    program_id: &[u8; 32],
    statement: &Statement,
) -> Result<(), Rejected> {
    verify_unbound(key, proof)?;
    if proof.program_id != *program_id {
        return Err(Rejected::OtherProgram {
            expected: hex::encode(program_id),
            got: hex::encode(proof.program_id),
        });
    }
    let (expected, got) = (&statement.primary, &proof.statement.primary);
    if expected != got {
        let same = expected.iter().zip(got).take_while(|(a, b)| a == b);
        return Err(Rejected::OtherTape {
            expected: expected.len(),
            got: got.len(),
            first: same.count(),
        });
    }
    if proof.statement.answer != statement.answer {
        return Err(Rejected::OtherAnswer {
            expected: statement.answer,
            got: proof.statement.answer,
        });
    }
    Ok(())
}

/// Was *something* proved: does the proof hold for the program and the statement that it names itself? A proof of any program with any
/// answer does. Whoever uses this compares `proof.program_id` and `proof.statement` with what is expected, as [`verify`] does.
///
/// # Errors
/// Why it is rejected. Never panics, whatever the bytes.
pub fn verify_unbound(key: &VerifyingKey, proof: &Proof) -> Result<(), Rejected> {
    let profile = key.profile();
    if proof.profile != profile.name {
        return Err(Rejected::Profile {
            expected: profile.name,
            got: proof.profile.clone(),
        });
    }
    if proof.verifier_hash != key.hash() {
        return Err(Rejected::Verifier {
            profile: profile.name,
            expected: hex::encode(key.hash()),
            got: hex::encode(proof.verifier_hash),
        });
    }
    let messages = key.shape().relation.proof_bytes();
    let segments = match profile.segmented {
        false => 1,
        true => {
            let all = proof.bytes.len().saturating_sub(4 + ProgramPoint::BYTES);
            (all / messages).clamp(1, MAX_SEGMENTS)
        }
    };
    let expected = key.proof_bytes() + (segments - 1) * messages;
    if proof.bytes.len() != expected {
        return Err(Rejected::Length {
            expected,
            got: proof.bytes.len(),
        });
    }
    let (selector, rest) = proof.bytes.split_at(4);
    if selector != key.selector() {
        return Err(Rejected::Selector {
            expected: hex::encode(key.selector()),
            got: hex::encode(selector),
        });
    }
    let (point, transcript) = rest.split_at(ProgramPoint::BYTES);
    let point = ProgramPoint::from_bytes(point.try_into().expect("split at this length"))
        .ok_or(Rejected::ProgramPoint)?;
    let program_id = key.program_id(&point);
    if program_id != proof.program_id {
        return Err(Rejected::Program {
            expected: hex::encode(proof.program_id),
            got: hex::encode(program_id),
        });
    }
    profile.check_words(proof.statement.primary.len())?;
    let accepted = match profile.segmented {
        false => is_accepted(key, &point, &proof.statement, transcript),
        true => {
            let messages: Vec<&[u8]> = transcript.chunks_exact(messages).collect();
            are_accepted(key, &point, &proof.statement, &messages)
        }
    };
    if accepted {
        Ok(())
    } else {
        Err(Rejected::Proof)
    }
}

/// Does the protocol accept the proof?
pub(crate) fn is_accepted(
    key: &VerifyingKey,
    point: &ProgramPoint,
    statement: &Statement,
    transcript: &[u8],
) -> bool {
    let relation = &key.shape().relation;
    let reader = Reader::new(&key.preamble(point, statement), transcript);
    let pair = fflonk::verify(relation, &key.fixed(point), reader, |evaluated| {
        let (z, challenges) = (evaluated.point.z, &evaluated.challenges);
        let public = public_value(key.profile(), statement, z, challenges);
        evaluated
            .constraints(relation, &[public], &[])
            .expect("a relation opens all cells that it reads")
    });
    pair.is_some_and(|pair| pair.holds(key.g2()))
}
