//! Proving: witness, the protocol's proof, and the check that it verifies before it is handed out.

use crate::instance::{Statement, TooManyWords, instance_column};
use crate::keys::ProvingKey;
use crate::profile::{FitError, Profile};
use crate::proof::Proof;
use crate::randomness::Randomness;
use crate::segment::Segment;
use crate::srs::Srs;
use crate::verifier::{Rejected, verify};
use crate::witness::Witness;
use fflonk::{PublicValues, Stage, Writer};
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
    /// Committing to the columns after them.
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

impl From<Stage> for Phase {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Columns(_) => Phase::Witness,
            Stage::Commit(0) => Phase::FirstPhase,
            Stage::Commit(_) => Phase::SecondPhase,
            Stage::Transforms => Phase::Transforms,
            Stage::Constraints => Phase::Gates,
            Stage::Quotient => Phase::Quotient,
            Stage::Evaluate => Phase::Evaluate,
            Stage::Open => Phase::Open,
        }
    }
}

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProveError {
    /// The run does not fit the profile.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The public tape is too long.
    #[error(transparent)]
    Words(#[from] TooManyWords),
    /// The run takes too many segments.
    #[error(
        "the run takes {got} segments of profile {profile}, at most {most} are proved: use a profile with larger segments"
    )]
    Segments {
        /// The profile.
        profile: &'static str,
        /// Segments needed.
        got: usize,
        /// Segments allowed.
        most: usize,
    },
    /// What was computed of a segment is not what it should be: our bug.
    #[error("segment {} of {} does not verify; this is a bug, please report it", .0.index + 1, .0.count)]
    Segment(Segment),
    /// What was kept of a segment when a run was interrupted is not what it should be.
    #[error(
        "segment {} of {}: what {} has of it from a run that was interrupted does not verify; it was removed, run the command again",
        segment.index + 1, segment.count, directory.display()
    )]
    Kept {
        /// Which segment.
        segment: Segment,
        /// Where.
        directory: std::path::PathBuf,
    },
    /// Whoever proves the segments.
    #[error(transparent)]
    Provers(Box<dyn std::error::Error + Send + Sync>),
    /// A profile of whole runs where one of segments is meant, or the other way round.
    #[error("profile {profile} is {}", if *segmented { "of runs in segments" } else { "of whole runs" })]
    Kind {
        /// The profile.
        profile: &'static str,
        /// Is it one of segments?
        segmented: bool,
    },
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
    /// A commitment is the identity: once in 2^254 times.
    #[error(
        "a commitment is the point at infinity; prove again, and if that persists report it as a bug"
    )]
    Identity,
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
    check_kind(profile, false)?;
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
    let witness = key.witness(statement, trace);
    let proof =
        prove_witness(key, srs, statement, &witness, &mut progress).ok_or(ProveError::Identity)?;
    progress(Phase::Verify);
    let program_id = verifying.program_id(key.point());
    verify(verifying, &proof, &program_id, statement).map_err(ProveError::SelfCheck)?;
    Ok(proof)
}

/// Is it a profile of segments, or of whole runs, as is meant?
pub(crate) fn check_kind(profile: &Profile, segmented: bool) -> Result<(), ProveError> {
    match profile.segmented == segmented {
        true => Ok(()),
        false => Err(ProveError::Kind {
            profile: profile.name,
            segmented: profile.segmented,
        }),
    }
}

impl ProvingKey {
    /// The witness of a run that the profile's [`check`](crate::Profile::check) accepts.
    ///
    /// # Panics
    /// If the run does not fit.
    pub fn witness(&self, statement: &Statement, trace: &Trace) -> Witness {
        Witness::new(self.evaluator(), self.program(), statement, trace)
    }
}

/// Makes a proof from a witness as it is, true or not, without checking it. `None` with negligible probability.
pub(crate) fn prove_witness(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    witness: &Witness,
    progress: &mut dyn FnMut(Phase),
) -> Option<Proof> {
    let verifying = key.verifying();
    let mut randomness = Randomness::new();
    let second = |beta, gamma| witness.second_phase(key.evaluator(), statement, beta, gamma);
    let transcript = prove_columns(
        key,
        srs,
        statement,
        witness.first_phase(),
        second,
        |count| randomness.elements(count),
        progress,
    )?;
    let mut bytes = verifying.selector().to_vec();
    bytes.extend(key.point().to_bytes());
    bytes.extend(transcript);
    Some(Proof {
        profile: verifying.profile().name.to_owned(),
        program_id: verifying.program_id(key.point()),
        verifier_hash: verifying.hash(),
        statement: statement.clone(),
        bytes,
    })
}

/// What [`fflonk`] makes a proof from: the columns of the first phase, and from beta and gamma those of the second and what is public; random
/// values.
pub(crate) struct Columns<'a, S, P, R> {
    pub key: &'a ProvingKey,
    pub first: &'a [Vec<Fr>],
    pub second: S,
    pub public: P,
    pub random: R,
    pub progress: &'a mut dyn FnMut(Phase),
}

impl<S, P, R> fflonk::Prover for Columns<'_, S, P, R>
where
    S: Fn(Fr, Fr) -> Vec<Vec<Fr>>,
    P: Fn(Fr, Fr) -> PublicValues,
    R: FnMut(usize) -> Vec<Fr>,
{
    fn phase(&mut self, number: usize, challenges: &[Fr]) -> Vec<Vec<Fr>> {
        let packing = &self.key.verifying().shape().packing;
        let order = packing.witness[number].concat().into_iter();
        match number {
            0 => order.map(|i| self.first[i].clone()).collect(),
            _ => {
                let second = (self.second)(challenges[0], challenges[1]);
                order
                    .map(|i| second[i - self.first.len()].clone())
                    .collect()
            }
        }
    }

    fn public(&mut self, challenges: &[Fr]) -> PublicValues {
        (self.public)(challenges[0], challenges[1])
    }

    fn random(&mut self, count: usize) -> Vec<Fr> {
        (self.random)(count)
    }

    fn progress(&mut self, stage: Stage) {
        (self.progress)(stage.into());
    }
}

/// The protocol's part of a proof, of the columns of the first phase and those that `second` makes from beta and gamma, with random
/// values as `random` gives them.
pub(crate) fn prove_columns(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    first: &[Vec<Fr>],
    second: impl Fn(Fr, Fr) -> Vec<Vec<Fr>>,
    random: impl FnMut(usize) -> Vec<Fr>,
    progress: &mut dyn FnMut(Phase),
) -> Option<Vec<u8>> {
    let verifying = key.verifying();
    let public = |beta, gamma| PublicValues {
        columns: vec![instance_column(verifying.profile(), statement, beta, gamma)],
        ..PublicValues::default()
    };
    let mut prover = Columns {
        key,
        first,
        second,
        public,
        random,
        progress,
    };
    fflonk::prove(
        srs.parameters(),
        &verifying.shape().relation,
        key.key(),
        &mut prover,
        Writer::new(&verifying.preamble(key.point(), statement)),
    )
}
