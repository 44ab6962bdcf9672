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

use crate::instance::{Statement, rows_at, tape_product};
use crate::keys::{ProgramPoint, ProvingKey, VerifyingKey};
use crate::layout::{Lane, ROWS_PER_STEP};
use crate::profile::Profile;
use crate::proof::Proof;
use crate::prover::{Columns, Phase, ProveError, check_kind};
use crate::randomness::Randomness;
use crate::segment::{Link, MASK, Segment, link_tuple};
use crate::srs::Srs;
use crate::verifier::verify;
use crate::witness::{
    BootAddresses, BootCell, Memory, StepValues, TapeState, Witness, field, time,
};
use ff::Field;
use fflonk::{FirstPhase, Pair, PublicValues, Reader, Transcript, Writer};
use halo2curves::bn256::{Fr, G1Affine};
use rand::RngCore;
use rand::rngs::OsRng;
use std::cell::Cell;
use std::rc::Rc;
use tinyram::{Machine, Program, Step, Tapes};

/// Most segments of a run: a proof of as many is a few megabytes, and a verifier's work grows with them.
pub const MAX_SEGMENTS: usize = 1 << 10;

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

/// How a run is cut. Secret.
pub struct Cut {
    /// Its steps, the `answer` included.
    pub steps: u64,
    /// How many segments it takes.
    pub segments: usize,
    /// What it answers.
    pub answer: u32,
    /// The memory as the last step leaves it, and the addresses of all segments' boot cells, one after the other.
    memory: Memory,
    boot: BootAddresses,
}

impl Cut {
    /// Runs a program and cuts its run; at most `max_steps` steps.
    ///
    /// # Errors
    /// If the run does not fit, or does not answer.
    pub fn new(
        profile: &Profile,
        program: &Program,
        statement: &Statement,
        tapes: Tapes,
        max_steps: u64,
        mut progress: impl FnMut(Progress),
    ) -> Result<Self, ProveError> {
        check_kind(profile, true)?;
        profile.check_machine(program)?;
        profile.check_words(statement.primary.len())?;
        let mut machine = Machine::new(program, tapes);
        let mut memory = Memory::new(program, statement);
        let mut read = TapeState::default();
        let mut steps = 0;
        let answer = loop {
            let step = machine.step_traced();
            touch(&mut memory, profile, &step, read, steps);
            read = read.after(&step);
            steps += 1;
            if let Some(answer) = machine.answer() {
                break answer;
            }
            if steps == max_steps {
                let steps = steps as usize;
                return Err(ProveError::NoAnswer { steps });
            }
            if steps % (1 << 20) == 0 {
                progress(Progress::Run(steps));
            }
        };
        let room = profile.memory_cells();
        // Cells that begin or end a region may be among those that were touched.
        let cells = memory.cells.len() + 2;
        let segments = steps
            .div_ceil(profile.steps as u64)
            .max(cells.div_ceil(room) as u64) as usize;
        let most = profile.max_segments();
        if segments > most {
            return Err(ProveError::Segments {
                profile: profile.name,
                got: segments,
                most,
            });
        }
        // After the answer the machine stalls: its last step is the same once more.
        let last = (segments * profile.steps) as u64 - 1;
        touch(&mut memory, profile, &machine.step_traced(), read, last);
        let boot = BootAddresses::new(profile, segments * room, &memory);
        Ok(Cut {
            steps,
            segments,
            answer: answer as u32,
            memory,
            boot,
        })
    }

    /// Its segments.
    pub(crate) fn all(&self) -> impl Iterator<Item = Segment> + use<> {
        let count = self.segments;
        (0..count).map(move |index| Segment { index, count })
    }
}

/// The accesses of a step, counted from zero, to memory and tape.
fn touch(memory: &mut Memory, profile: &Profile, step: &Step, read: TapeState, number: u64) {
    for (lane, second, address, after) in StepValues::new(profile, step, read).accesses {
        if lane == Lane::Cell && address >= 0 {
            let row = number as usize * ROWS_PER_STEP + second;
            memory.access(address, time(row, lane), after);
        }
    }
}

/// A run from its start, segment by segment.
pub(crate) struct Replay<'a> {
    key: &'a ProvingKey,
    cut: &'a Cut,
    pub(crate) machine: Machine,
    pub(crate) memory: Memory,
    pub(crate) read: TapeState,
    masks: Vec<Fr>,
    /// The next segment's boot cells where they are not those of the cut: a liar's.
    pub(crate) boot: Option<Vec<BootCell>>,
}

impl<'a> Replay<'a> {
    pub(crate) fn new(
        key: &'a ProvingKey,
        statement: &Statement,
        tapes: &Tapes,
        cut: &'a Cut,
        masks: &[Fr],
    ) -> Self {
        Replay {
            key,
            cut,
            boot: None,
            machine: Machine::new(key.program(), tapes.clone()),
            memory: Memory::new(key.program(), statement),
            read: TapeState::default(),
            masks: masks.to_vec(),
        }
    }

    /// A segment's boot cells.
    pub(crate) fn boot_cells(&self, segment: Segment) -> Vec<BootCell> {
        let profile = self.key.verifying().profile();
        let places = segment.boot_cells(profile);
        self.cut.memory.boot_cells(profile, &self.cut.boot, places)
    }

    /// The witness of the next segment.
    pub(crate) fn next(&mut self, segment: Segment) -> Witness {
        let profile = self.key.verifying().profile();
        let steps: Vec<Step> = (0..profile.steps)
            .map(|_| self.machine.step_traced())
            .collect();
        let places = segment.boot_cells(profile);
        let addresses = &self.cut.boot;
        let boot = self.boot.take();
        let boot = boot.unwrap_or_else(|| self.boot_cells(segment));
        let behind = addresses
            .behind(&places)
            .map(|address| self.cut.memory.boot_cell(profile, address));
        let behind = behind.map(|cell| (cell.address, cell.region));
        let masks = [segment.index, segment.index + 1].map(|i| self.masks[i]);
        Witness::of_segment(
            self.key.evaluator(),
            segment,
            &steps,
            &mut self.memory,
            &mut self.read,
            (&boot, behind),
            masks,
        )
    }
}

/// What [`fflonk`] makes the proof of a segment from.
fn columns<'a>(
    key: &'a ProvingKey,
    statement: &'a Statement,
    segment: Segment,
    witness: &'a Witness,
    seed: [u8; 32],
    progress: &'a mut dyn FnMut(Phase),
) -> impl fflonk::Prover {
    let share = Rc::new(Cell::new(None));
    let said = share.clone();
    let mut randomness = Randomness::from_seed(seed);
    Columns {
        key,
        first: witness.first_phase(),
        second: move |beta, gamma| {
            let second = witness.second_phase(key.evaluator(), statement, beta, gamma);
            share.set(Some(witness.share(&second, beta, gamma)));
            second
        },
        public: move |_, _| {
            let profile = key.verifying().profile();
            PublicValues {
                columns: mark_columns(profile),
                known: segment.known(profile, statement.answer),
                said: said.get().into_iter().collect(),
            }
        },
        random: move |count| randomness.elements(count),
        progress,
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

/// The transcript from which beta and gamma are drawn. `None`: a point is the identity.
fn shared_transcript<'p>(
    key: &VerifyingKey,
    point: &ProgramPoint,
    statement: &Statement,
    segments: usize,
    first: impl Iterator<Item = &'p G1Affine>,
) -> Option<Transcript> {
    let mut preamble = key.preamble(point, statement);
    preamble.extend([0; 24]);
    preamble.extend((segments as u64).to_be_bytes());
    let mut transcript = Transcript::new(&preamble);
    for point in first {
        transcript.point(*point)?;
    }
    Some(transcript)
}

/// Proves a run in segments.
///
/// # Errors
/// If the run does not show the statement. A proof that does not verify is never returned.
pub fn prove_segments(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    tapes: &Tapes,
    cut: &Cut,
    mut progress: impl FnMut(Progress),
) -> Result<Proof, ProveError> {
    let verifying = key.verifying();
    check_kind(verifying.profile(), true)?;
    if cut.answer != statement.answer {
        return Err(ProveError::Answer {
            expected: statement.answer,
            got: cut.answer.into(),
        });
    }
    let nothing = |_: Segment, _: &mut Replay| ();
    let bytes = prove_cut(key, srs, statement, tapes, cut, &nothing, &mut progress);
    let bytes = bytes.ok_or(ProveError::Identity)?;
    let program_id = verifying.program_id(key.point());
    let proof = Proof {
        profile: verifying.profile().name.to_owned(),
        program_id,
        verifier_hash: verifying.hash(),
        statement: statement.clone(),
        bytes,
    };
    verify(verifying, &proof, &program_id, statement).map_err(ProveError::SelfCheck)?;
    Ok(proof)
}

/// The bytes of a proof, not checked. `None` with negligible probability. `before` sees the replay before each segment, in both passes:
/// liars change it.
pub(crate) fn prove_cut(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    tapes: &Tapes,
    cut: &Cut,
    before: &dyn Fn(Segment, &mut Replay),
    progress: &mut dyn FnMut(Progress),
) -> Option<Vec<u8>> {
    let verifying = key.verifying();
    let relation = &verifying.shape().relation;
    // Before the first segment the mask is zero.
    let mut masks = Randomness::new().elements(cut.segments + 1);
    masks[0] = Fr::ZERO;
    let seeds = cut.all().map(|_| {
        let mut seed = [0; 32];
        OsRng.fill_bytes(&mut seed);
        seed
    });
    let seeds: Vec<[u8; 32]> = seeds.collect();

    let mut first = vec![];
    let mut replay = Replay::new(key, statement, tapes, cut, &masks);
    for segment in cut.all() {
        progress(Progress::Commit(segment));
        before(segment, &mut replay);
        let witness = replay.next(segment);
        let (seed, mut nothing) = (seeds[segment.index], |_: Phase| ());
        let mut columns = columns(key, statement, segment, &witness, seed, &mut nothing);
        let of_segment = FirstPhase::new(srs.parameters(), relation, &mut columns);
        first.push(of_segment.points().to_vec());
    }
    let points = first.iter().flatten();
    let mut shared = shared_transcript(verifying, key.point(), statement, cut.segments, points)?;
    let challenges = vec![shared.squeeze(), shared.squeeze()];

    let mut bytes = verifying.selector().to_vec();
    bytes.extend(key.point().to_bytes());
    let mut replay = Replay::new(key, statement, tapes, cut, &masks);
    for (segment, points) in cut.all().zip(first) {
        before(segment, &mut replay);
        let witness = replay.next(segment);
        let (seed, mut at) = (seeds[segment.index], |phase| {
            progress(Progress::Prove(segment, phase));
        });
        let mut columns = columns(key, statement, segment, &witness, seed, &mut at);
        let mut written = Writer::new(&[]);
        for point in &points {
            written.point(*point)?;
        }
        bytes.extend(written.finish());
        let of_segment = FirstPhase::with_points(relation, &mut columns, points);
        let rest = fflonk::finish(
            srs.parameters(),
            relation,
            key.key(),
            &mut columns,
            of_segment,
            challenges.clone(),
            shared.fork(segment.index as u64).into(),
        )?;
        bytes.extend(rest);
    }
    Some(bytes)
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
    let (profile, relation) = (key.profile(), &key.shape().relation);
    let fixed = key.fixed(point);
    let first = messages.iter().map(|bytes| {
        let mut reader = Reader::new(&[], bytes);
        let points = fflonk::first_phase(relation, &mut reader)?;
        Some((points, reader.rest()))
    });
    let first = first.collect::<Option<Vec<_>>>()?;
    let points = first.iter().flat_map(|(points, _)| points);
    let count = messages.len();
    let mut shared = shared_transcript(key, point, statement, count, points)?;
    let [beta, gamma] = [(); 2].map(|()| shared.squeeze());

    let mut shares = vec![];
    let pairs = first.iter().enumerate().map(|(index, (points, rest))| {
        let segment = Segment { index, count };
        let reader = Reader::of(shared.fork(index as u64), rest);
        let challenges = vec![beta, gamma];
        fflonk::verify_rest(relation, &fixed, points, challenges, reader, |evaluated| {
            shares.push(evaluated.said[0]);
            let public = rows_at(profile, evaluated.point.z, profile.marked_rows());
            let known = segment.known(profile, statement.answer);
            evaluated
                .constraints(relation, &public, &known)
                .expect("a relation opens all cells that it reads")
        })
    });
    let pairs = pairs.collect::<Option<Vec<_>>>()?;
    let share: Fr = shares.iter().product();
    let [written, read] = of_verifier(profile, statement, count, beta, gamma);
    Some((pairs, [share * written, read]))
}

/// The products of the tuples that the verifier writes and reads: before the first segment those of the public tape, the link, registers and
/// mask; behind the last one registers and mask.
fn of_verifier(
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
