//! Proving and verifying runs in [segments](crate::segment).
//!
//! The proof of a run is the selector and the program point, as of a run in one piece, and then the messages of each segment. All first-phase
//! commitments are absorbed before beta and gamma are drawn; from there each segment has a transcript of its own, with its number.
//!
//! | who | what |
//! |---|---|
//! | | verifier hash, program point, answer, number of words, words, number of segments |
//! | prover | the first-phase packs of all segments |
//! | verifier | beta, gamma |
//! | | for each segment: its number, then as for a run in one piece; the share before alpha |

use crate::cache::FileError;
use crate::encoding::{keccak256, scalar_from_hash};
use crate::executor::{Executor, Start};
use crate::instance::{Statement, rows_at, tape_product};
use crate::job::{Job, Pass, Shared, Task, points_to_bytes};
use crate::kept::Kept;
use crate::keys::{ProgramPoint, ProvingKey, VerifyingKey};
use crate::profile::Profile;
use crate::proof::Proof;
use crate::prover::{Phase, ProveError, check_kind};
use crate::randomness::Randomness;
use crate::segment::{Link, MASK, Segment, link_tuple};
use crate::srs::Srs;
use crate::verifier::verify;
use crate::witness::{BootAddresses, field};
use ff::Field;
use fflonk::{Pair, Reader, Transcript};
use halo2curves::bn256::{Fr, G1Affine};
use rand::RngCore;
use rand::rngs::OsRng;
use std::sync::Arc;
use tinyram::{Program, Word};

/// Most segments of a run: a proof of as many is a few megabytes, and a verifier's work grows with them.
pub const MAX_SEGMENTS: usize = 1 << 10;

/// How often first passes are done again.
const MOST_ATTEMPTS: u32 = 2;

/// What a run in segments is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Running the program, so many steps so far.
    Run(u64),
    /// Committing to the first phase of this segment.
    Commit(Segment),
    /// Proving this segment.
    Prove(Segment, Phase),
}

/// A run that is cut into segments. Secret.
pub struct Cut {
    /// Its steps, the `answer` included.
    pub steps: u64,
    /// How many segments it takes.
    pub segments: usize,
    /// What it answers.
    pub answer: u32,
    profile: Profile,
    program: Arc<Program>,
    statement: Statement,
    auxiliary: Vec<Word>,
    /// The run at its end.
    end: Executor,
    /// The addresses of all segments' boot cells, one after the other.
    boot: BootAddresses,
}

impl Cut {
    /// Runs a program on a statement's public tape and this secret one, and cuts its run; at most `max_steps` steps.
    ///
    /// # Errors
    /// If the run does not fit, or does not answer.
    pub fn new(
        profile: &Profile,
        program: &Arc<Program>,
        statement: &Statement,
        auxiliary: Vec<Word>,
        max_steps: u64,
        mut progress: impl FnMut(Progress),
    ) -> Result<Self, ProveError> {
        check_kind(profile, true)?;
        profile.check_machine(program)?;
        profile.check_words(statement.primary.len())?;
        let mut run = Executor::new(profile, program, statement, &auxiliary);
        let answer = loop {
            let steps = run.machine().steps();
            if let Some(answer) = run.machine().answer() {
                break answer;
            }
            if steps == max_steps {
                let steps = steps as usize;
                return Err(ProveError::NoAnswer { steps });
            }
            progress(Progress::Run(steps));
            run.segment(max_steps - steps);
        };
        let steps = run.machine().steps();
        let room = profile.memory_cells();
        let segments = profile.segments_of(steps, run.touched().count());
        let most = profile.max_segments();
        if segments > most {
            return Err(ProveError::Segments {
                profile: profile.name,
                got: segments,
                most,
            });
        }
        run.stall(segments as u64);
        let boot = BootAddresses::new(profile, segments * room, run.touched());
        Ok(Cut {
            steps,
            segments,
            answer: answer as u32,
            profile: *profile,
            program: program.clone(),
            statement: statement.clone(),
            auxiliary,
            end: run,
            boot,
        })
    }

    /// What is proved of it.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The secret tape.
    pub(crate) fn auxiliary(&self) -> &[Word] {
        &self.auxiliary
    }

    /// Its segments.
    pub(crate) fn all(&self) -> impl Iterator<Item = Segment> + use<> {
        let count = self.segments;
        (0..count).map(move |index| Segment { index, count })
    }

    /// The run from its start once more.
    pub(crate) fn run(&self) -> Executor {
        Executor::new(
            &self.profile,
            &self.program,
            &self.statement,
            &self.auxiliary,
        )
    }

    /// What a segment is proved from that starts so.
    pub(crate) fn job(&self, segment: Segment, start: Start, seed: &[u8; 32]) -> Job {
        let places = segment.boot_cells(&self.profile);
        let boot = self.boot.range(places.clone());
        let behind = self.boot.behind(&places);
        let behind = behind.map(|address| self.end.boot_cell(address));
        // Before the first segment the mask is zero.
        let masks = [segment.index, segment.index + 1].map(|number| match number {
            0 => Fr::ZERO,
            _ => Randomness::from_seed(derived(seed, "mask", number)).elements(1)[0],
        });
        Job {
            profile: self.profile,
            program: self.program.clone(),
            statement: self.statement.clone(),
            segment,
            start,
            boot: boot.map(|address| self.end.boot_cell(address)).collect(),
            behind: behind.map(|cell| (cell.address, cell.region)),
            masks,
            seed: derived(seed, "segment", segment.index),
        }
    }

    /// The jobs of all segments, in order.
    pub(crate) fn jobs(&self, seed: &[u8; 32]) -> impl Iterator<Item = Job> {
        let mut run = self.run();
        self.all()
            .map(move |segment| self.job(segment, run.segment(u64::MAX), seed))
    }
}

/// A seed for one use out of that of a run.
fn derived(seed: &[u8; 32], what: &str, number: usize) -> [u8; 32] {
    keccak256(&[seed, what.as_bytes(), &(number as u64).to_be_bytes()].concat())
}

/// The jobs of all segments of a run, in order.
pub type Jobs<'a> = Box<dyn Iterator<Item = Job> + 'a>;

/// Who does the work on segments.
pub trait Provers {
    /// Does a pass over all segments, whose jobs these are, the same each time. Returns the results ([`Job::work`]) in order, for each of which
    /// `holds` said yes.
    ///
    /// # Errors
    /// [`ProveError::Segment`] where a segment's results never hold, and what else may happen.
    fn pass<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> Result<Vec<Vec<u8>>, ProveError>;

    /// Where the results of a segment's second pass never hold, its first one may have been wrong: is it of use to do that again?
    fn may_err(&self) -> bool {
        false
    }
}

/// This process, one segment after the other.
pub struct InProcess<'a, P> {
    key: &'a ProvingKey,
    srs: &'a Srs,
    kept: Option<&'a Kept>,
    progress: P,
    trouble: Option<FileError>,
}

impl<'a, P: FnMut(Progress)> InProcess<'a, P> {
    /// With this key. Results are kept if there is a place for them.
    pub fn new(key: &'a ProvingKey, srs: &'a Srs, kept: Option<&'a Kept>, progress: P) -> Self {
        InProcess {
            key,
            srs,
            kept,
            progress,
            trouble: None,
        }
    }

    /// Why results could not be kept, if so: the proof is made all the same.
    pub fn trouble(&self) -> Option<&FileError> {
        self.trouble.as_ref()
    }

    fn work(&mut self, task: Task, job: &Job) -> Result<Vec<u8>, ProveError> {
        let progress = &mut self.progress;
        let Task { segment, pass } = task;
        let commits = matches!(pass, Pass::Commit(_));
        if commits {
            progress(Progress::Commit(segment));
        }
        let result = job.work(pass, self.key, self.srs, |phase| {
            if !commits {
                progress(Progress::Prove(segment, phase));
            }
        });
        result.ok_or(ProveError::Identity)
    }
}

impl<P: FnMut(Progress)> Provers for InProcess<'_, P> {
    fn pass<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> Result<Vec<Vec<u8>>, ProveError> {
        let mut results = vec![];
        for job in jobs() {
            let segment = job.segment;
            let task = Task { segment, pass };
            let found = self.kept.and_then(|kept| kept.read(task));
            let is_new = found.is_none();
            let result = match found {
                Some(result) => result,
                None => self.work(task, &job)?,
            };
            if !holds(segment, &result) {
                // If nothing was kept, then it is our own mistake.
                return Err(match self.kept.filter(|kept| kept.found() > 0) {
                    Some(kept) => kept.damaged(segment),
                    None => ProveError::Segment(segment),
                });
            }
            if let Some(kept) = self.kept.filter(|_| is_new)
                && let Err(error) = kept.write(task, &result)
            {
                self.trouble.get_or_insert(error);
            }
            results.push(result);
        }
        Ok(results)
    }
}

/// Proves a run in segments, in this process.
///
/// # Errors
/// If the run does not show the statement. A proof that does not verify is never returned.
pub fn prove_segments(
    key: &ProvingKey,
    srs: &Srs,
    cut: &Cut,
    progress: impl FnMut(Progress),
) -> Result<Proof, ProveError> {
    let mut seed = [0; 32];
    OsRng.fill_bytes(&mut seed);
    let mut provers = InProcess::new(key, srs, None, progress);
    prove_by(key.verifying(), key.point(), cut, &seed, &mut provers)
}

/// Proves a run in segments. All that is random comes from `seed`, which nobody else may know, and which serves one proof of one run.
///
/// # Errors
/// If the run does not show the statement, or the provers fail. A proof that does not verify is never returned.
pub fn prove_by(
    key: &VerifyingKey,
    point: &ProgramPoint,
    cut: &Cut,
    seed: &[u8; 32],
    provers: &mut dyn Provers,
) -> Result<Proof, ProveError> {
    let statement = &cut.statement;
    if cut.answer != statement.answer {
        return Err(ProveError::Answer {
            expected: statement.answer,
            got: cut.answer.into(),
        });
    }
    let jobs = || Box::new(cut.jobs(seed)) as Jobs<'_>;
    let bytes = prove_jobs(key, point, statement, &jobs, provers)?;
    let program_id = key.program_id(point);
    let proof = Proof {
        profile: key.profile().name.to_owned(),
        program_id,
        verifier_hash: key.hash(),
        statement: statement.clone(),
        bytes,
    };
    verify(key, &proof, &program_id, statement).map_err(ProveError::SelfCheck)?;
    Ok(proof)
}

/// The bytes of a proof of which each segment was checked by itself. `jobs` gives the same jobs each time.
pub(crate) fn prove_jobs<'j>(
    key: &VerifyingKey,
    point: &ProgramPoint,
    statement: &Statement,
    jobs: &dyn Fn() -> Jobs<'j>,
    provers: &mut dyn Provers,
) -> Result<Vec<u8>, ProveError> {
    let fixed = key.fixed(point);
    let mut attempts = 0;
    loop {
        let are_points = |_: Segment, bytes: &[u8]| points_from_bytes(key, bytes).is_some();
        let first = provers.pass(Pass::Commit(attempts), jobs, &are_points)?;
        let points = first.iter().map(|bytes| points_from_bytes(key, bytes));
        let points: Vec<_> = points.map(|points| points.expect("it holds")).collect();
        let shared = Shared::new(key, point, statement, &points);
        let shared = shared.ok_or(ProveError::Identity)?;
        let holds = |segment: Segment, rest: &[u8]| {
            let points = &points[segment.index];
            let pair = pair(key, &fixed, statement, shared, segment, points, rest);
            pair.is_some_and(|(pair, _)| pair.holds(key.g2()))
        };
        match provers.pass(Pass::Prove(shared), jobs, &holds) {
            Ok(rest) => {
                let mut bytes = key.selector().to_vec();
                bytes.extend(point.to_bytes());
                let segments = first.iter().zip(&rest);
                segments.for_each(|(first, rest)| {
                    bytes.extend(first);
                    bytes.extend(rest);
                });
                return Ok(bytes);
            }
            // A commitment may be wrong. With another one all challenges are others.
            Err(ProveError::Segment(_)) if provers.may_err() && attempts < MOST_ATTEMPTS => {
                attempts += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// The result of a first pass: the commitments of a segment's first phase.
fn points_from_bytes(key: &VerifyingKey, bytes: &[u8]) -> Option<Vec<G1Affine>> {
    let (points, rest) = first_phase(key, bytes)?;
    rest.is_empty().then_some(points)
}

/// The commitments of a segment's first phase, and what follows them.
fn first_phase<'b>(key: &VerifyingKey, bytes: &'b [u8]) -> Option<(Vec<G1Affine>, &'b [u8])> {
    let mut reader = Reader::new(&[], bytes);
    let points = fflonk::first_phase(&key.shape().relation, &mut reader)?;
    Some((points, reader.rest()))
}

impl Shared {
    /// A hash of statement and commitments. `None`: a commitment is the identity.
    pub(crate) fn new(
        key: &VerifyingKey,
        point: &ProgramPoint,
        statement: &Statement,
        first: &[Vec<G1Affine>],
    ) -> Option<Self> {
        let mut bytes = key.preamble(point, statement);
        bytes.extend([0; 24]);
        bytes.extend((first.len() as u64).to_be_bytes());
        for points in first {
            bytes.extend(points_to_bytes(points)?);
        }
        Some(Shared(keccak256(&bytes)))
    }

    /// beta and gamma, and the transcript that each segment goes on from by itself.
    pub(crate) fn challenges(self) -> ([Fr; 2], Transcript) {
        let beta = scalar_from_hash(self.0);
        let mut transcript = Transcript::new(&self.0);
        let gamma = transcript.squeeze();
        ([beta, gamma], transcript)
    }
}

/// Does the protocol accept the messages of these segments?
pub(crate) fn are_accepted(
    key: &VerifyingKey,
    point: &ProgramPoint,
    statement: &Statement,
    messages: &[&[u8]],
) -> bool {
    pairs(key, point, statement, messages).is_some_and(|(pairs, [written, read])| {
        // Drawn from all that the pairs are made of.
        let mut transcript = Transcript::new(&key.preamble(point, statement));
        messages.iter().for_each(|bytes| transcript.bytes(bytes));
        written == read && Pair::combined(&pairs, transcript.squeeze()).holds(key.g2())
    })
}

/// What is left to check by pairings, and the products of all tuples written and read. `None`: it is no proof.
pub(crate) fn pairs(
    key: &VerifyingKey,
    point: &ProgramPoint,
    statement: &Statement,
    messages: &[&[u8]],
) -> Option<(Vec<Pair>, [Fr; 2])> {
    let fixed = key.fixed(point);
    let first = messages.iter().map(|bytes| first_phase(key, bytes));
    let first = first.collect::<Option<Vec<_>>>()?;
    let (points, rests): (Vec<_>, Vec<_>) = first.into_iter().unzip();
    let count = messages.len();
    let shared = Shared::new(key, point, statement, &points)?;
    let pairs = points.iter().zip(rests).enumerate();
    let pairs = pairs.map(|(index, (points, rest))| {
        let segment = Segment { index, count };
        pair(key, &fixed, statement, shared, segment, points, rest)
    });
    let (pairs, shares): (Vec<Pair>, Vec<Fr>) =
        pairs.collect::<Option<Vec<_>>>()?.into_iter().unzip();
    let ([beta, gamma], _) = shared.challenges();
    let share: Fr = shares.iter().product();
    let [written, read] = of_verifier(key.profile(), statement, count, beta, gamma);
    Some((pairs, [share * written, read]))
}

/// What is left to check of a segment by a pairing, and its share. `None`: it is no proof.
fn pair(
    key: &VerifyingKey,
    fixed: &[G1Affine],
    statement: &Statement,
    shared: Shared,
    segment: Segment,
    points: &[G1Affine],
    rest: &[u8],
) -> Option<(Pair, Fr)> {
    let (profile, relation) = (key.profile(), &key.shape().relation);
    let (challenges, transcript) = shared.challenges();
    let reader = Reader::of(transcript.fork(segment.index as u64), rest);
    let mut share = Fr::ZERO;
    let pair = fflonk::verify_rest(
        relation,
        fixed,
        points,
        challenges.into(),
        reader,
        |evaluated| {
            share = evaluated.said[0];
            let public = rows_at(profile, evaluated.point.z, profile.marked_rows());
            let known = segment.known(profile, statement.answer);
            evaluated
                .constraints(relation, &public, &known)
                .expect("a relation opens all cells that it reads")
        },
    );
    Some((pair?, share))
}

/// The products of the tuples that the verifier writes and reads: before the first segment those of the public tape, the link, registers and
/// mask; behind the last one registers and mask.
pub(crate) fn of_verifier(
    profile: &Profile,
    statement: &Statement,
    segments: usize,
    beta: Fr,
    gamma: Fr,
) -> [Fr; 2] {
    let zero = Link {
        state: Fr::ZERO,
        position: Fr::ZERO,
        address: Fr::ZERO,
        region: Fr::ZERO,
    };
    let first = profile.first_register();
    let end = Fr::from(segments as u64 * profile.times());
    let registers = |time: Fr| {
        let factors = (first..=MASK).map(|address| gamma - (time * beta + field(address)));
        factors.product::<Fr>()
    };
    let tape = tape_product(&statement.primary, beta, gamma);
    let link = gamma - link_tuple(beta, 0, zero);
    [tape * link * registers(Fr::ZERO), registers(end)]
}
