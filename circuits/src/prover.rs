//! Proving: witness, halo2's proof, and the check that it verifies before it is handed out.

use crate::instance::{PublicValues, Statement};
use crate::keys::ProvingKey;
use crate::plonk::create_proof;
use crate::profile::FitError;
use crate::proof::Proof;
use crate::randomness::Randomness;
use crate::srs::Srs;
use crate::transcript::Writer;
use crate::verifier::{Rejected, verify};
use crate::witness::Witness;
use halo2curves::bn256::Fr;
use thiserror::Error;
use tinyram::{Outcome, Trace};

/// What the prover is at. It may come back to a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Filling the cells of either phase.
    Witness,
    /// Committing to the columns before the challenges.
    FirstPhase,
    /// Committing to the columns after them, and to the hiding polynomial.
    SecondPhase,
    /// Coefficients of columns, their values on cosets, and the way back.
    Transforms,
    /// The constraints on every row of the cosets.
    Gates,
    /// Committing to the quotient.
    Quotient,
    /// Values of polynomials at the point of the challenge.
    Evaluate,
    /// The opening proof.
    Open,
    /// Checking the proof.
    Verify,
}

impl Phase {
    /// All, in the order in which they begin.
    pub const ALL: [Phase; 9] = [
        Phase::Witness,
        Phase::FirstPhase,
        Phase::SecondPhase,
        Phase::Transforms,
        Phase::Gates,
        Phase::Quotient,
        Phase::Evaluate,
        Phase::Open,
        Phase::Verify,
    ];

    /// Lower-case words.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Witness => "witness",
            Phase::FirstPhase => "commit, first phase",
            Phase::SecondPhase => "commit, second phase",
            Phase::Transforms => "transforms",
            Phase::Gates => "gates",
            Phase::Quotient => "commit, quotient",
            Phase::Evaluate => "evaluate",
            Phase::Open => "open",
            Phase::Verify => "verify",
        }
    }
}

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProveError {
    /// The run does not fit the profile.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The statement is not what the run shows.
    #[error("the run answers {got}, the statement says {expected}")]
    Answer {
        /// The statement's answer.
        expected: u32,
        /// The run's.
        got: u64,
    },
    /// The run did not answer.
    #[error("the run did not answer within {steps} steps")]
    NoAnswer {
        /// Steps executed.
        steps: usize,
    },
    /// halo2 failed: our bug.
    #[error("proving failed: {0}; this is a bug, please report it")]
    Internal(String),
    /// The proof does not verify: our bug.
    #[error("the proof of a true statement was rejected ({0}); this is a bug, please report it")]
    SelfCheck(Rejected),
}

/// Proves that the program of `key`, run as in `trace`, makes `statement` true.
///
/// # Errors
/// If the run does not fit, or does not show the statement. A proof that does not verify is never returned.
pub fn prove(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    trace: &Trace,
    mut progress: impl FnMut(Phase),
) -> Result<Proof, ProveError> {
    let verifying = key.verifying();
    let profile = verifying.profile();
    let Outcome::Answered(answer) = trace.outcome else {
        return Err(ProveError::NoAnswer {
            steps: trace.steps.len(),
        });
    };
    profile.check(key.program(), statement.primary.len(), trace)?;
    if answer != u64::from(statement.answer) {
        return Err(ProveError::Answer {
            expected: statement.answer,
            got: answer,
        });
    }
    progress(Phase::Witness);
    let witness = Witness::new(profile, key.program(), statement, trace);
    let proof = prove_witness(key, srs, statement, witness, &mut progress)
        .map_err(|error| ProveError::Internal(error.to_string()))?;
    progress(Phase::Verify);
    let program_id = verifying.program_id(key.point());
    verify(verifying, &proof, &program_id, statement).map_err(ProveError::SelfCheck)?;
    Ok(proof)
}

/// Makes a proof from a witness as it is, true or not, without checking it. For tests that forge.
pub(crate) fn prove_witness(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    witness: Witness,
    progress: &mut dyn FnMut(Phase),
) -> std::io::Result<Proof> {
    let verifying = key.verifying();
    let profile = verifying.profile();
    let public = statement
        .public_values(profile)
        .map_err(std::io::Error::other)?;
    let mut randomness = Randomness::new();
    let hiding = randomness.elements(1 << profile.k);
    let transcript = prove_columns(
        key,
        srs,
        &public,
        witness.first_phase(),
        |beta, gamma| witness.second_phase(beta, gamma),
        hiding,
        &mut randomness,
        progress,
    )?;
    let mut bytes = verifying.selector().to_vec();
    bytes.extend(key.point().to_bytes());
    bytes.extend(transcript);
    Ok(Proof {
        profile: profile.name.to_owned(),
        program_id: verifying.program_id(key.point()),
        verifier_hash: verifying.hash(),
        statement: statement.clone(),
        bytes,
    })
}

/// halo2's part of a proof, from columns and a hiding polynomial as they are ([`create_proof`]).
#[expect(clippy::too_many_arguments, reason = "what tests change, one by one")]
pub(crate) fn prove_columns(
    key: &ProvingKey,
    srs: &Srs,
    public: &PublicValues,
    first_phase: &[Vec<Fr>],
    second_phase: impl FnOnce(Fr, Fr) -> [Vec<Fr>; 2],
    hiding: Vec<Fr>,
    randomness: &mut Randomness,
    progress: &mut dyn FnMut(Phase),
) -> std::io::Result<Vec<u8>> {
    let verifying = key.verifying();
    let mut writer = Writer::new(verifying.preamble(key.point(), public));
    create_proof(
        srs,
        key,
        |beta| public.instance_column(verifying.profile(), beta),
        first_phase,
        second_phase,
        hiding,
        randomness,
        &mut writer,
        progress,
    )?;
    Ok(writer.finish())
}
