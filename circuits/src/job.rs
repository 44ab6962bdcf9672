//! A job: all that one segment of a run is proved from. It can be done anywhere and in any order with the jobs of other segments, in two
//! passes: first the commitments of all segments, then, from the challenges that are drawn from them, the rest.

use crate::encoding::{keccak256, point_bytes};
use crate::executor::Start;
use crate::instance::Statement;
use crate::keys::ProvingKey;
use crate::profile::Profile;
use crate::prover::{Columns, Phase};
use crate::randomness::Randomness;
use crate::segment::Segment;
use crate::srs::Srs;
use crate::step::TAPE;
use crate::witness::{self, BootCell, Evaluator, Memory, MemoryCell, Witness};
use ff::{Field, PrimeField};
use fflonk::{FirstPhase, PublicValues};
use halo2curves::bn256::{Fr, G1Affine};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use thiserror::Error;
use tinyram::{DoubleWord, Program, Step};

/// What the challenges of the second pass are drawn from: a hash of everything before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shared(pub [u8; 32]);

/// A pass over a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pass {
    /// Committing to the first phase: the result is its points. With how often that was done before.
    Commit(u32),
    /// Everything else: the result is the proof's messages behind these points.
    Prove(Shared),
}

/// A pass over one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Task {
    /// Which segment.
    pub segment: Segment,
    /// Which pass.
    pub pass: Pass,
}

/// What proves one segment. Secret.
#[derive(Clone)]
pub struct Job {
    pub(crate) profile: Profile,
    pub(crate) program: Arc<Program>,
    pub(crate) statement: Statement,
    pub(crate) segment: Segment,
    pub(crate) start: Start,
    pub(crate) boot: Vec<BootCell>,
    /// Address and region of the first boot cell of the next segment.
    pub(crate) behind: Option<(i64, u64)>,
    /// The masks read and written.
    pub(crate) masks: [Fr; 2],
    /// Of the random rows.
    pub(crate) seed: [u8; 32],
}

/// Where it is, and no secrets.
impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("profile", &self.profile.name)
            .field("segment", &self.segment)
            .finish_non_exhaustive()
    }
}

impl Job {
    /// The version of [`Job::to_bytes`], and of what is made of it: another one, another proof.
    pub const VERSION: u32 = 1;

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The program.
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// Which segment.
    pub fn segment(&self) -> Segment {
        self.segment
    }

    /// Does a pass, with the key of the job's profile and program. `None`, with negligible probability: a point is the identity.
    pub fn work(
        &self,
        pass: Pass,
        key: &ProvingKey,
        srs: &Srs,
        mut progress: impl FnMut(Phase),
    ) -> Option<Vec<u8>> {
        let relation = &key.verifying().shape().relation;
        let witness = self.witness(key);
        let shared = match pass {
            Pass::Commit(_) => None,
            Pass::Prove(shared) => Some(shared),
        };
        let mut columns = self.columns(key, &witness, shared, &mut progress);
        let first = FirstPhase::new(relation, &mut columns);
        let Some(shared) = shared else {
            let points = first.commit(srs.parameters(), relation, &mut columns);
            return points_to_bytes(&points);
        };
        let (challenges, transcript) = shared.challenges();
        let transcript = transcript.fork(self.segment.index as u64);
        fflonk::finish(
            srs.parameters(),
            relation,
            key.key(),
            &mut columns,
            first,
            challenges.into(),
            transcript.into(),
        )
    }

    /// The segment's cells.
    pub(crate) fn witness(&self, key: &ProvingKey) -> Witness {
        self.witness_by(key.evaluator())
    }

    /// The segment's steps.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut machine = self.start.machine(self.profile.arch(), &self.statement);
        let steps = (0..self.profile.steps).map(|_| machine.step_traced());
        steps.collect()
    }

    pub(crate) fn witness_by(&self, evaluator: &Evaluator) -> Witness {
        Witness::of_segment(
            evaluator,
            self.segment,
            &self.steps(),
            Memory::of_cells(&self.start.cells),
            self.start.tapes,
            (&self.boot, self.behind),
            self.masks,
        )
    }

    /// What [`fflonk`] makes the proof of a segment from. The random rows of the second phase are others for other challenges.
    pub(crate) fn columns<'a>(
        &'a self,
        key: &'a ProvingKey,
        witness: &'a Witness,
        shared: Option<Shared>,
        progress: &'a mut dyn FnMut(Phase),
    ) -> impl fflonk::Prover {
        let share = Rc::new(Cell::new(None));
        let said = share.clone();
        let mut of_first = Randomness::from_seed(self.seed);
        let of_second = shared.map(|Shared(hash)| [self.seed, hash].concat());
        let mut of_second = of_second.map(|seed| Randomness::from_seed(keccak256(&seed)));
        Columns {
            key,
            first: witness.first_phase(),
            second: move |beta, gamma| {
                let second = witness.second_phase(key.evaluator(), &self.statement, beta, gamma);
                share.set(Some(witness.share(&second, beta, gamma)));
                second
            },
            public: {
                let said = said.clone();
                move |_, _| PublicValues {
                    columns: mark_columns(&self.profile),
                    known: self.segment.known(&self.profile, self.statement.answer),
                    said: said.get().into_iter().collect(),
                }
            },
            random: move |count| match (&mut of_second, said.get()) {
                (Some(of_second), Some(_)) => of_second.elements(count),
                _ => of_first.elements(count),
            },
            progress,
        }
    }
}

/// The public columns.
pub(crate) fn mark_columns(profile: &Profile) -> Vec<Vec<Fr>> {
    let column = |row| {
        let mut column = vec![Fr::ZERO; row + 1];
        column[row] = Fr::ONE;
        column
    };
    profile.marked_rows().map(column).into()
}

/// x and y of each. `None`: one is the identity.
pub(crate) fn points_to_bytes(points: &[G1Affine]) -> Option<Vec<u8>> {
    let bytes = points.iter().map(point_bytes);
    Some(bytes.collect::<Option<Vec<_>>>()?.concat())
}

/// Bytes that are no job.
#[derive(Debug, Error)]
pub enum JobError {
    /// Not the format.
    #[error("not a segment's job: {0}")]
    Format(#[from] postcard::Error),
    /// It is, and says something impossible: another version's, or damaged.
    #[error("not a segment's job of this version: {0}")]
    Content(&'static str),
}

/// A boot cell but for what program and order say: how far its address is from the one before; the last access, if there was one.
type BootRecord = (u64, Option<MemoryCell>);

/// As it is sent.
#[derive(Serialize, Deserialize)]
struct Record {
    profile: String,
    image: Vec<[u64; 2]>,
    answer: u32,
    primary: Vec<u32>,
    segment: [usize; 2],
    start: Start,
    first_boot: i64,
    boot: Vec<BootRecord>,
    behind: Option<(i64, u64)>,
    masks: [[u8; 32]; 2],
    seed: [u8; 32],
}

impl Job {
    /// For sending it. Secret: to be encrypted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut before = self.boot[0].address;
        let boot = self.boot.iter().map(|cell| {
            let gap = (cell.address - before) as u64;
            before = cell.address;
            let untouched = cell.last.time == 0 && cell.last.words == cell.first;
            (gap, (!untouched).then_some(cell.last))
        });
        let record = Record {
            profile: self.profile.name.to_owned(),
            image: witness::image(&self.program),
            answer: self.statement.answer,
            primary: self.statement.primary.clone(),
            segment: [self.segment.index, self.segment.count],
            start: self.start.clone(),
            first_boot: self.boot[0].address,
            boot: boot.collect(),
            behind: self.behind,
            masks: self.masks.map(|mask| mask.to_repr()),
            seed: self.seed,
        };
        postcard::to_stdvec(&record).expect("nothing in it has a length that is not known")
    }

    /// The inverse of [`Job::to_bytes`].
    ///
    /// # Errors
    /// If the bytes are no job of this version. A job whose content is wrong makes no proof that verifies.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JobError> {
        use JobError::Content;
        let record: Record = postcard::from_bytes(bytes)?;
        let profile = Profile::by_name(&record.profile).filter(|profile| profile.segmented);
        let profile = *profile.ok_or(Content("no such profile of segments"))?;
        let words = |&[lo, hi]: &[u64; 2]| DoubleWord { lo, hi };
        let image = record.image.iter().map(words).collect();
        let program = Program::new(profile.arch(), image).map_err(|_| Content("no program"))?;
        let [index, count] = record.segment;
        let start = record.start;
        let word = |word: &u64| *word <= u64::from(u32::MAX);
        let (lowest, ends) = (
            profile.first_register(),
            TAPE + record.primary.len() as u64 + 1,
        );
        let cells = lowest..ends as i64;
        // A time is that of an access of the segments before, or of any.
        let times = count as u64 * profile.times();
        let known = |address: i64, cell: &MemoryCell| {
            cells.contains(&address) && cell.time <= times && cell.words.iter().all(word)
        };
        let sound = [
            (index < count, "no such segment"),
            (
                count <= profile.max_segments(),
                "more segments than there may be",
            ),
            (
                profile.check_words(record.primary.len()).is_ok(),
                "a public tape that is too long",
            ),
            (
                program.double_words.len() <= profile.image_cells(),
                "a program that is too large",
            ),
            (
                start.registers.len() == profile.num_registers as usize
                    && start.registers.iter().all(word)
                    && word(&start.pc),
                "no state of this machine",
            ),
            (
                start.tapes.position <= record.primary.len() as u64
                    && start.auxiliary.len() <= profile.steps
                    && start.auxiliary.iter().all(word),
                "no state of the tapes",
            ),
            (
                start
                    .cells
                    .iter()
                    .all(|(address, cell)| known(*address, cell)),
                "a cell that cannot be",
            ),
            (
                record.boot.len() == profile.memory_cells(),
                "another number of boot cells",
            ),
        ];
        if let Some((_, what)) = sound.into_iter().find(|(good, _)| !good) {
            return Err(Content(what));
        }
        let image = witness::image(&program);
        let mut address = record.first_boot;
        let mut boot = Vec::with_capacity(record.boot.len());
        for (gap, last) in record.boot {
            let next = i64::try_from(gap)
                .ok()
                .and_then(|gap| address.checked_add(gap));
            address = next
                .filter(|address| cells.contains(address))
                .ok_or(Content("a boot cell that cannot be"))?;
            if last.is_some_and(|last| !known(address, &last)) {
                return Err(Content("a boot cell that cannot be"));
            }
            boot.push(BootCell::new(&profile, &image, address, last));
        }
        if !record
            .behind
            .is_none_or(|(address, region)| cells.contains(&address) && region <= 2)
        {
            return Err(Content("a boot cell that cannot be"));
        }
        let masks = record.masks.map(Fr::from_repr).map(Option::<Fr>::from);
        let [Some(read), Some(written)] = masks else {
            return Err(Content("a mask that is no field element"));
        };
        Ok(Job {
            profile,
            program: Arc::new(program),
            statement: Statement {
                answer: record.answer,
                primary: record.primary,
            },
            segment: Segment { index, count },
            start,
            boot,
            behind: record.behind,
            masks: [read, written],
            seed: record.seed,
        })
    }
}
