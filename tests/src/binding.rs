//! What a proof is bound to: vectors of questions, each with the right verdict, for three verifiers.
//!
//! A *base* is a proof and what it proves. A *vector* is a base with something else asked about it; [`Change`] lists what can be
//! asked. The files lie in `tests/vectors`: the bases as users hold them (`.vnt`, `.proof.json`), the vectors in `binding.json`, one
//! a line. [`Verifiers::question`] is the one place that makes of a vector what is asked; [`runners`] ask it of
//! [`circuits::verify`], of the contract, and of the binary.
//!
//! The bases are made once and kept: a version of this repository that does not accept them any more has changed its circuit, and
//! has to say so (`CONTRIBUTING.md`).

pub mod bases;
pub mod runners;
pub mod vectors;

use crate::{Deployment, FORK};
use circuits::{Profile, ProgramPoint, Proof, Srs, SrsSize, VerifyingKey, program_point};
use evm_verifier::artifact::Artifact;
use evm_verifier::calldata;
use evm_verifier::evm::Fork;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use tinyram::{ArchParams, Program};

/// Where the committed files are.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Under which SRS a key was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setup {
    /// The development SRS, whose keys and contracts are committed.
    Development,
    /// An SRS with another tau.
    Other,
}

/// The profile that there are proofs under the other SRS for.
pub const OTHER_SRS_PROFILE: &str = "1k-r16";
/// Its tau is the hash of this text.
const OTHER_SRS_TEXT: &[u8] = b"another SRS for tests of statement binding: INSECURE";

/// A proof, what it proves, and for whom.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its name, and that of its files.
    pub name: String,
    /// Whose SRS it was made under.
    pub setup: Setup,
    /// The program.
    pub program: Program,
    /// The proof.
    pub proof: Proof,
}

/// One thing that is asked differently, or one thing that is different in the proof. Applied in order: what is asked first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// This primary word has this value.
    Word(usize, u32),
    /// These two primary words change places.
    SwapWords(usize, usize),
    /// There are so many primary words: cut off, or zero words behind.
    Words(usize),
    /// A word of this value stands at this place of the tape, before what was there.
    InsertWord(usize, u32),
    /// The word at this place is missing.
    RemoveWord(usize),
    /// The public values have so many bytes: cut off, or zero bytes behind.
    PublicBytes(usize),
    /// The answer is this. Beyond 32 bits it has no meaning, and is to be refused all the same.
    Answer(u64),
    /// Word `i` of the program's image (of double word `i / 2`) has this value.
    ImageWord(usize, u32),
    /// These two double words of the image change places.
    SwapImage(usize, usize),
    /// The image has so many double words: cut off, or zeros behind.
    ImageLength(usize),
    /// The program is for a machine with so many registers.
    Registers(u32),
    /// The name of the program is another one in this byte: that of no program known.
    ProgramId(usize, u8),
    /// The verifier is that of this profile.
    Profile(String),
    /// The verifier is one under this SRS.
    Srs(Setup),
    /// This byte of the proof is another one.
    Byte(usize, u8),
    /// The proof has so many bytes: cut off, or zeros behind.
    ProofLength(usize),
    /// The proof begins with the selector of the verifier that is asked.
    Selector,
    /// The proof's program point is that of the program that is asked about.
    Point,
    /// The proof's program point is negated.
    NegatePoint,
    /// The program is whatever has the program point in the proof.
    Rename,
}

/// A question about a base, and the right verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Vector {
    /// The base.
    pub base: String,
    /// What of the statement, or of the proof, is another one.
    pub field: String,
    /// How.
    pub changes: Vec<Change>,
    /// The verdict of every verifier that can be asked.
    pub accept: bool,
    /// Why this is accepted though something was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Exit codes of the binary other than 0 for accepted and 1 for refused.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exit: BTreeMap<Way, i32>,
    /// The verifiers that this cannot be asked, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cannot: BTreeMap<Runner, String>,
}

/// The three verifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Runner {
    /// `circuits::verify`.
    Rust,
    /// `vntr verify`, the binary.
    Cli,
    /// The contract, in an EVM of this process.
    Contract,
}

/// The two ways of asking the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// The proof file says what was proved; `--program`, `--primary` and `--expect-answer` say what is asked.
    Arguments,
    /// The proof file says what is asked, as a forger's would, and so do the arguments.
    File,
}

/// `binding.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// For readers.
    pub about: Vec<String>,
    /// How many vectors cannot be asked of whom.
    pub cannot: BTreeMap<Runner, usize>,
    /// The vectors.
    pub vectors: Vec<Vector>,
}

/// What is asked, in full, independent of who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Whose verifier is asked.
    pub profile: &'static Profile,
    /// Under which SRS.
    pub setup: Setup,
    /// The program, if there is one of that name.
    pub program: Option<Program>,
    /// Its name under the verifier. A program that does not fit the profile has none.
    pub program_id: Option<[u8; 32]>,
    /// The primary tape, as the contract takes it.
    pub public: Vec<u8>,
    /// The answer.
    pub answer: u64,
    /// The proof.
    pub bytes: Vec<u8>,
}

impl Question {
    /// The primary words, if the public values are words.
    pub fn primary(&self) -> Option<Vec<u32>> {
        let words = self.public.chunks(4);
        words
            .map(|word| Some(u32::from_be_bytes(word.try_into().ok()?)))
            .collect()
    }
}

/// A profile's verifier: what a question is made and answered with.
pub struct Verifier {
    /// The verifying key.
    pub key: VerifyingKey,
    creation_code: Vec<u8>,
}

impl Verifier {
    /// The contract on a chain of its own. A transaction with a million words needs more gas than Osaka allows one.
    pub fn deploy(&self, many_words: bool) -> Deployment {
        if many_words {
            let mut deployment = Deployment::new(Fork::Prague, &self.creation_code);
            deployment.evm.set_gas_limit(1 << 32);
            return deployment;
        }
        Deployment::new(FORK, &self.creation_code)
    }
}

/// Program points by setup, profile and `.vnt` file; none for a program that does not fit.
type PointsOfPrograms = BTreeMap<(Setup, &'static str, Vec<u8>), Option<ProgramPoint>>;

/// All verifiers, each made when it is first asked for.
#[derive(Default)]
pub struct Verifiers {
    srs: Mutex<BTreeMap<(Setup, SrsSize), Arc<Srs>>>,
    verifiers: Mutex<BTreeMap<(Setup, &'static str), Arc<Verifier>>>,
    points: Mutex<PointsOfPrograms>,
}

impl Verifiers {
    /// The one set of this process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Verifiers> = OnceLock::new();
        SHARED.get_or_init(Self::default)
    }

    /// The SRS of a size.
    ///
    /// # Panics
    /// If it cannot be made.
    pub fn srs(&self, setup: Setup, size: SrsSize) -> Arc<Srs> {
        let mut all = self.srs.lock().expect("no thread failed");
        all.entry((setup, size))
            .or_insert_with(|| {
                Arc::new(match setup {
                    Setup::Development => Srs::dev(size).expect("an SRS"),
                    Setup::Other => Srs::generate_insecure(size, OTHER_SRS_TEXT).expect("an SRS"),
                })
            })
            .clone()
    }

    /// The verifying key of a profile under an SRS.
    ///
    /// # Panics
    /// If there is none.
    pub fn key(&self, setup: Setup, profile: &'static Profile) -> VerifyingKey {
        match setup {
            Setup::Development => VerifyingKey::pinned(profile).expect("the pinned key"),
            Setup::Other => VerifyingKey::generate(profile, &self.srs(setup, profile.srs_size()))
                .expect("an SRS of the profile's size"),
        }
    }

    /// The verifier of a profile under an SRS. Under the development SRS these are the pinned key and the committed contract.
    ///
    /// # Panics
    /// If key and contract are not of each other.
    pub fn get(&self, setup: Setup, profile: &'static Profile) -> Arc<Verifier> {
        let mut all = self.verifiers.lock().expect("no thread failed");
        all.entry((setup, profile.name))
            .or_insert_with(|| {
                let key = self.key(setup, profile);
                let (contract, _) = Artifact::embedded(profile.name).expect("a committed contract");
                let deployment = contract.deployment(&key).expect("the key's contract");
                Arc::new(Verifier {
                    key,
                    creation_code: deployment.creation_code,
                })
            })
            .clone()
    }

    /// The program's point under a verifier, if it fits the profile.
    fn point(
        &self,
        setup: Setup,
        profile: &'static Profile,
        program: &Program,
    ) -> Option<ProgramPoint> {
        let file = (setup, profile.name, program.write_vnt());
        if let Some(known) = self.points.lock().expect("no thread failed").get(&file) {
            return *known;
        }
        let points = program_point(profile, &self.srs(setup, profile.srs_size()), program).ok();
        let mut all = self.points.lock().expect("no thread failed");
        *all.entry(file).or_insert(points)
    }

    /// What is asked about a base.
    ///
    /// # Panics
    /// If a change names what the base does not have.
    pub fn question(&self, base: &Base, changes: &[Change]) -> Question {
        let mut profile = profile(&base.proof.profile);
        let mut setup = base.setup;
        let mut program = base.program.clone();
        let mut public = base.proof.public_values();
        let mut answer = u64::from(base.proof.statement.answer);
        let mut bytes = base.proof.bytes.clone();
        let id = |setup, profile, points: &[u8]| {
            calldata::program_id(&self.get(setup, profile).key.hash(), points)
        };
        let at = SELECTOR_BYTES..SELECTOR_BYTES + ProgramPoint::BYTES;
        let mut renamed = None;
        for change in changes {
            let word = |i: usize| 4 * i..4 * i + 4;
            match change {
                Change::Word(i, value) => {
                    public[word(*i)].copy_from_slice(&value.to_be_bytes());
                }
                Change::SwapWords(i, j) => {
                    (0..4).for_each(|byte| public.swap(4 * i + byte, 4 * j + byte));
                }
                Change::Words(count) => public.resize(4 * count, 0),
                Change::InsertWord(i, value) => {
                    public.splice(4 * i..4 * i, value.to_be_bytes());
                }
                Change::RemoveWord(i) => drop(public.drain(word(*i))),
                Change::PublicBytes(count) => public.resize(*count, 0),
                Change::Answer(value) => answer = *value,
                Change::ImageWord(i, value) => {
                    let double_word = &mut program.double_words[i / 2];
                    let word = match i % 2 {
                        0 => &mut double_word.lo,
                        _ => &mut double_word.hi,
                    };
                    *word = u64::from(*value);
                }
                Change::SwapImage(i, j) => program.double_words.swap(*i, *j),
                Change::ImageLength(count) => {
                    let zero = tinyram::DoubleWord { lo: 0, hi: 0 };
                    program.double_words.resize(*count, zero);
                }
                Change::Registers(count) => {
                    program.arch = ArchParams::new(32, *count).expect("a machine");
                }
                Change::Profile(name) => profile = self::profile(name),
                Change::Srs(other) => setup = *other,
                Change::Byte(i, difference) => bytes[*i] ^= difference,
                Change::ProofLength(count) => bytes.resize(*count, 0),
                Change::Selector => {
                    let selector = self.get(setup, profile).key.selector();
                    bytes[..SELECTOR_BYTES].copy_from_slice(&selector);
                }
                Change::Point => {
                    let points = self.point(setup, profile, &program);
                    let points = points.expect("a program that fits");
                    bytes[at.clone()].copy_from_slice(&points.to_bytes());
                }
                Change::NegatePoint => {
                    let point = bytes[at.clone()].try_into().expect("a point's bytes");
                    let point = ProgramPoint::from_bytes(point).expect("an honest proof's");
                    bytes[at.clone()].copy_from_slice(&ProgramPoint(-point.0).to_bytes());
                }
                Change::Rename => renamed = Some(id(setup, profile, &bytes[at.clone()])),
                Change::ProgramId(i, difference) => {
                    let mut name = base.proof.program_id;
                    name[*i] ^= difference;
                    renamed = Some(name);
                }
            }
        }
        let program_id = renamed.or_else(|| {
            let points = self.point(setup, profile, &program)?;
            Some(id(setup, profile, &points.to_bytes()))
        });
        Question {
            profile,
            setup,
            program: renamed.is_none().then_some(program),
            program_id,
            public,
            answer,
            bytes,
        }
    }
}

/// The proof's first bytes name the verifier; the program point follows.
pub const SELECTOR_BYTES: usize = 4;

/// The profile of this name.
///
/// # Panics
/// If there is none.
pub fn profile(name: &str) -> &'static Profile {
    Profile::by_name(name).unwrap_or_else(|| panic!("no profile {name}"))
}

impl File {
    /// The committed vectors.
    ///
    /// # Panics
    /// If the file is not there, or not one.
    pub fn read() -> Self {
        let path = directory().join("binding.json");
        let text = std::fs::read_to_string(path).expect("tests/vectors/binding.json");
        serde_json::from_str(&text).expect("vectors")
    }

    /// The file's text: one line for each vector, so that a diff shows which changed.
    pub fn to_json(&self) -> String {
        let lines = |items: Vec<String>| items.join(",\n    ");
        format!(
            "{{\n  \"about\": [\n    {}\n  ],\n  \"cannot\": {},\n  \"vectors\": [\n    {}\n  ]\n}}\n",
            lines(self.about.iter().map(json).collect()),
            json(&self.cannot),
            lines(self.vectors.iter().map(json).collect()),
        )
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and maps with names serialize")
}
