//! A run in segments, verified in several transactions: `begin`, then `add` for its segments, in any order, by anybody.
//!
//! What the contract is told a second time it knows by a hash: the run by its name, the hash of [`Run`]'s head; the first points of
//! segments by the root of a Merkle tree, which a path leads to.

use crate::calldata::{self, append_tail, intrinsic_gas, selector, word};
use circuits::{MAX_SEGMENTS, Profile, Proof, Shape, keccak256};
use std::fmt;
use std::ops::Range;

/// How large a transaction may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Gas, 21,000 and calldata included.
    pub gas: u64,
    /// Bytes of calldata.
    pub bytes: usize,
}

impl Default for Limits {
    /// A little below what transactions may have: 2^24 gas since Osaka (EIP-7825), and the 128 KiB, signature included, that nodes pass on.
    fn default() -> Self {
        Limits {
            gas: 16_000_000,
            bytes: 130_000,
        }
    }
}

/// What a transaction is to the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first one.
    Begin,
    /// These segments, counted from zero.
    Add(Range<usize>),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begin => write!(f, "begin"),
            Self::Add(segments) if segments.len() == 1 => write!(f, "segment {}", segments.start),
            Self::Add(segments) => write!(f, "segments {} to {}", segments.start, segments.end - 1),
        }
    }
}

/// A call of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What it is.
    pub part: Part,
    /// What it carries.
    pub calldata: Vec<u8>,
    /// The most gas that it takes by the rules of Osaka, whatever other senders did before: a model, whose figures tests compare.
    pub gas: u64,
}

/// What the contract has of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Has it begun?
    pub begun: bool,
    segments: [[u8; 32]; MAX_SEGMENTS / 256],
}

impl Progress {
    /// Reads what `progress` returned. `None`: it is not of that form.
    pub fn decode(returned: &[u8]) -> Option<Self> {
        let words: &[[u8; 32]] = returned.as_chunks().0;
        let (begun, segments) = words.split_first()?;
        let length = size_of_val(words) == returned.len();
        Some(Progress {
            begun: *begun != [0; 32],
            segments: segments.try_into().ok().filter(|_| length)?,
        })
    }

    /// Is this segment in?
    pub fn has(&self, segment: usize) -> bool {
        let word = self.segments.get(segment / 256);
        word.is_some_and(|word| word[31 - segment % 256 / 8] >> (segment % 8) & 1 == 1)
    }

    /// After a transaction that went through.
    pub fn record(&mut self, part: &Part) {
        match part {
            Part::Begin => self.begun = true,
            Part::Add(segments) => {
                for segment in segments.clone() {
                    self.segments[segment / 256][31 - segment % 256 / 8] |= 1 << (segment % 8);
                }
            }
        }
    }
}

/// Why a proof has no transactions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The proof of a whole run, or of another profile.
    #[error("a proof of {0} is verified by one call: only runs in segments take several")]
    Whole(String),
    /// Not so many bytes as segments have.
    #[error(
        "the proof has {got} bytes, expected {first} and then a multiple of {segment}, for 1 to {MAX_SEGMENTS} segments"
    )]
    Length {
        /// The proof's.
        got: usize,
        /// Selector and program point.
        first: usize,
        /// Of a segment.
        segment: usize,
    },
    /// A limit that not even the smallest transaction keeps.
    #[error(
        "{part} takes up to {gas} gas and {bytes} bytes of calldata, the limit of a transaction is {} gas and {} bytes", limits.gas, limits.bytes
    )]
    Limit {
        /// Which transaction.
        part: Part,
        /// What it takes.
        gas: u64,
        /// What it carries.
        bytes: usize,
        /// What it may.
        limits: Limits,
    },
}

/// Selector and program point.
const FIRST: usize = 4 + circuits::ProgramPoint::BYTES;
/// The signature of `add`.
const ADD: &str = "add((bytes32,uint256[2],uint32,uint32,bytes32,bytes32),uint256,bytes32[],bytes)";

/// A proof in segments as the contract takes it.
#[derive(Clone, Debug)]
pub struct Run {
    program_id: [u8; 32],
    answer: u32,
    public_values: Vec<u8>,
    /// The whole proof.
    bytes: Vec<u8>,
    /// Bytes of a segment, and of its first points.
    size: usize,
    first: usize,
    /// How many points a segment has.
    points: usize,
    /// The tree of first points, leaves first.
    tree: Vec<Vec<[u8; 32]>>,
    /// The contract's `struct Run`, encoded: its hash is the run's name.
    head: Vec<u8>,
}

impl Run {
    /// The run of a proof, which is not checked here.
    ///
    /// # Errors
    /// If the proof is not one in segments of this profile.
    pub fn new(profile: &Profile, proof: &Proof) -> Result<Self, PlanError> {
        if !profile.segmented || proof.profile != profile.name {
            return Err(PlanError::Whole(proof.profile.clone()));
        }
        let shape = Shape::new(profile);
        let relation = shape.relation();
        let (size, first) = (relation.proof_bytes(), 64 * relation.phases[0].0.len());
        let got = proof.bytes.len();
        let count = got.saturating_sub(FIRST) / size;
        if !(1..=MAX_SEGMENTS).contains(&count) || got != FIRST + count * size {
            let (first, segment) = (FIRST, size);
            return Err(PlanError::Length {
                got,
                first,
                segment,
            });
        }
        let segments = proof.bytes[FIRST..].chunks(size);
        let points = segments.map(|segment| &segment[..first]);
        let tree = tree(points.clone().map(keccak256).collect());

        let (answer, program) = (proof.statement.answer, &proof.bytes[4..FIRST]);
        let public_values = proof.public_values();
        let (numbers, mut hashed) = ([answer.into(), count as u64].map(word), vec![]);
        hashed.extend(proof.verifier_hash);
        hashed.extend(program);
        hashed.extend(numbers[0]);
        hashed.extend(word(public_values.len() as u64 / 4));
        hashed.extend(&public_values);
        hashed.extend(numbers[1]);
        points.for_each(|points| hashed.extend(points));
        let mut head = keccak256(&hashed).to_vec();
        head.extend(program);
        head.extend(numbers.concat());
        head.extend(tree.last().expect("a root")[0]);
        head.extend(statement(proof.program_id, answer, &public_values));
        Ok(Run {
            program_id: proof.program_id,
            answer,
            public_values,
            bytes: proof.bytes.clone(),
            size,
            first,
            // Of packs, quotient and opening.
            points: relation.witness().count() + 3,
            tree,
            head,
        })
    }

    /// How many segments it has.
    pub fn segments(&self) -> usize {
        self.tree[0].len()
    }

    /// The run's name.
    pub fn id(&self) -> [u8; 32] {
        keccak256(&self.head)
    }

    /// The bytes of segments.
    fn bytes_of(&self, segments: &Range<usize>) -> &[u8] {
        &self.bytes[FIRST + segments.start * self.size..FIRST + segments.end * self.size]
    }

    /// The calldata of `begin`.
    fn begin(&self) -> Vec<u8> {
        let mut points = self.bytes[..FIRST].to_vec();
        for segment in self.bytes[FIRST..].chunks(self.size) {
            points.extend(&segment[..self.first]);
        }
        let mut data = selector("begin(bytes32,uint32,bytes,bytes)").to_vec();
        data.extend(self.program_id);
        data.extend(word(self.answer.into()));
        append_tail(&mut data, 4, &[&self.public_values, &points]);
        data
    }

    /// The calldata of `add`.
    fn add(&self, segments: &Range<usize>) -> Vec<u8> {
        let path = path(&self.tree, segments);
        let mut data = selector(ADD).to_vec();
        data.extend(&self.head);
        data.extend(word(segments.start as u64));
        let at = self.head.len() + 96;
        data.extend(word(at as u64));
        data.extend(word((at + 32 + 32 * path.len()) as u64));
        data.extend(word(path.len() as u64));
        data.extend(path.concat());
        let bytes = self.bytes_of(segments);
        data.extend(word(bytes.len() as u64));
        data.extend(bytes);
        data
    }

    /// The calldata of `isProved`, which returns 1 if all of it was verified.
    pub fn is_proved(&self) -> Vec<u8> {
        let mut data = selector("isProved(bytes32,uint32,bytes)").to_vec();
        data.extend(self.program_id);
        data.extend(word(self.answer.into()));
        append_tail(&mut data, 3, &[&self.public_values]);
        data
    }

    /// The calldata of `progress`, which returns a [`Progress`].
    pub fn progress(&self) -> Vec<u8> {
        [&selector("progress(bytes32)")[..], &self.id()].concat()
    }

    /// One transaction.
    pub fn transaction(&self, part: Part) -> Transaction {
        let calldata = match &part {
            Part::Begin => self.begin(),
            Part::Add(segments) => self.add(segments),
        };
        let gas = self.gas(&part, &calldata);
        Transaction {
            part,
            calldata,
            gas,
        }
    }

    /// The transactions that are left to do, each within the limits.
    ///
    /// # Errors
    /// If the limits are too small.
    pub fn transactions(
        &self,
        done: &Progress,
        limits: Limits,
    ) -> Result<Vec<Transaction>, PlanError> {
        let mut left = vec![];
        if !done.begun {
            left.push(self.within(limits, Part::Begin)?);
        }
        let mut next = 0;
        while next < self.segments() {
            let missing = (next..self.segments()).take_while(|&segment| !done.has(segment));
            let most = missing.count();
            if most == 0 {
                next += 1;
                continue;
            }
            // As many as fit.
            let mut one = self.within(limits, Part::Add(next..next + 1))?;
            let (mut fit, mut not) = (1, most + 1);
            while fit + 1 < not {
                let count = (fit + not) / 2;
                match self.within(limits, Part::Add(next..next + count)) {
                    Ok(more) => (fit, one) = (count, more),
                    Err(_) => not = count,
                }
            }
            left.push(one);
            next += fit;
        }
        Ok(left)
    }

    fn within(&self, limits: Limits, part: Part) -> Result<Transaction, PlanError> {
        let transaction = self.transaction(part);
        let (gas, bytes) = (transaction.gas, transaction.calldata.len());
        if gas <= limits.gas && bytes <= limits.bytes {
            return Ok(transaction);
        }
        Err(PlanError::Limit {
            part: transaction.part,
            gas,
            bytes,
            limits,
        })
    }

    /// Is one call of `verify` within the limits?
    pub fn is_one_call(&self, limits: Limits) -> bool {
        let calldata = calldata::verify_answer(
            self.program_id,
            self.answer,
            &self.public_values,
            &self.bytes,
        );
        let segments = self.segments() as u64 * self.of_segment();
        let gas = whole(&calldata, ONE_CALL + self.of_words() + segments);
        gas <= limits.gas && calldata.len() <= limits.bytes
    }

    /// The most gas that a transaction takes by the rules of Osaka, whatever was sent before. A model: its figures are measured, and
    /// tests compare them (`tests/tests/long_runs.rs`).
    fn gas(&self, part: &Part, calldata: &[u8]) -> u64 {
        let execution = match part {
            Part::Begin => BEGIN + self.segments() as u64 * BEGIN_SEGMENT + self.of_words(),
            Part::Add(segments) => ADD_ANY + segments.len() as u64 * self.of_segment(),
        };
        whole(calldata, execution)
    }

    /// Execution of a segment, in `add` and in `verify`: its points take most.
    fn of_segment(&self) -> u64 {
        SEGMENT + self.points as u64 * SEGMENT_POINT
    }

    /// Execution of the public tape. It lies in memory, with what else is hashed with it.
    fn of_words(&self) -> u64 {
        let words = self.public_values.len() as u64 / 4;
        let memory = (self.public_values.len() + self.segments() * self.first) as u64 / 32;
        words * WORD + 3 * memory + memory * memory / 512
    }
}

/// Gas of a transaction from that of its execution.
fn whole(calldata: &[u8], execution: u64) -> u64 {
    let (paid, least) = intrinsic_gas(calldata);
    (paid + execution).max(least)
}

/// Execution of `verify` without segments and words.
const ONE_CALL: u64 = 136_000;
/// The same of `begin`.
const BEGIN: u64 = 35_000;
/// Of a segment in `begin`, without memory.
const BEGIN_SEGMENT: u64 = 700;
/// Of `add` without segments: as the first one or the last, whichever is more.
const ADD_ANY: u64 = 175_000;
/// Of a segment but for its points.
const SEGMENT: u64 = 43_500;
/// Of each of its points.
const SEGMENT_POINT: u64 = 6_400;
/// Of a word of the public tape, without memory.
const WORD: u64 = 160;

/// What the contract keeps as proved: keccak256(programId || answer || public values).
pub fn statement(program_id: [u8; 32], answer: u32, public_values: &[u8]) -> [u8; 32] {
    keccak256(&[&program_id[..], &answer.to_be_bytes(), public_values].concat())
}

/// The levels of a Merkle tree from its leaves to its root. A node without a right sibling goes up as it is.
fn tree(leaves: Vec<[u8; 32]>) -> Vec<Vec<[u8; 32]>> {
    let mut levels = vec![leaves];
    while let Some(level) = levels.last().filter(|level| level.len() > 1) {
        let above = level.chunks(2).map(|pair| match pair {
            [left, right] => keccak256(&[*left, *right].concat()),
            alone => alone[0],
        });
        levels.push(above.collect());
    }
    levels
}

/// What leads from some leaves to the root: on each level the left sibling of the first and the right one of the last.
fn path(tree: &[Vec<[u8; 32]>], leaves: &Range<usize>) -> Vec<[u8; 32]> {
    let (mut from, mut end) = (leaves.start, leaves.end);
    let mut path = vec![];
    for level in tree {
        if from % 2 == 1 {
            path.push(level[from - 1]);
        }
        if end % 2 == 1 {
            path.extend(level.get(end));
        }
        (from, end) = (from / 2, end.div_ceil(2));
    }
    path
}
