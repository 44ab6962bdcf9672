//! Runs in segments that were interrupted go on where they were: what was computed of a segment is kept in the cache directory until the proof is
//! written.
//!
//! | file of `runs/<random name>/` | what |
//! |---|---|
//! | `run` | a random number, and a hash of it with the run: program, statement, both tapes, verifier |
//! | `commit-<segment>-<attempt>` | the commitments of a segment |
//! | `prove-<segment>-<hash>` | its other messages, for the challenges of this hash |
//!
//! The seed of the run's random rows is a hash of that random number *and* of the run, so that the files alone tell nothing of the secret tape to
//! who cannot guess it whole. A seed serves one proof: the directory goes when that is written.

use crate::cache::{self, FileError};
use crate::encoding::keccak256;
use crate::job::{Job, Pass, Shared, Task};
use crate::keys::{ProgramPoint, VerifyingKey};
use crate::prover::ProveError;
use crate::segment::Segment;
use crate::segments::Cut;
use rand::RngCore;
use rand::rngs::OsRng;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No result is longer.
const MOST_BYTES: u64 = 1 << 20;
/// A run that nobody went on with for so long is removed.
const ABANDONED: Duration = Duration::from_secs(30 * 24 * 3600);

/// What is kept of a run.
pub struct Kept {
    directory: PathBuf,
    /// Secret.
    seed: [u8; 32],
    name: [u8; 32],
    found: usize,
}

/// Where it is, and no secrets.
impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}

impl Kept {
    /// What was kept of this run, or a place to keep it in.
    ///
    /// # Errors
    /// A cache that cannot be read or written.
    pub fn open(key: &VerifyingKey, point: &ProgramPoint, cut: &Cut) -> Result<Self, FileError> {
        Self::open_in(&cache::directory()?.join("runs"), key, point, cut)
    }

    pub(crate) fn open_in(
        runs: &Path,
        key: &VerifyingKey,
        point: &ProgramPoint,
        cut: &Cut,
    ) -> Result<Self, FileError> {
        let mut of_run = Job::VERSION.to_be_bytes().to_vec();
        of_run.extend(key.preamble(point, cut.statement()));
        for word in cut.auxiliary() {
            of_run.extend(word.to_be_bytes());
        }
        let hash =
            |what: &str, number: &[u8]| keccak256(&[what.as_bytes(), number, &of_run].concat());
        for directory in cache::directories(runs)? {
            let file = read(&directory, "run").ok().flatten();
            let run = file.as_deref().and_then(|run| run.split_at_checked(32));
            match run {
                Some((number, check)) if hash("check", number) == check => {
                    return Ok(Self::of(directory, hash("seed", number), number));
                }
                _ if is_abandoned(&directory) => {
                    let _ = fs::remove_dir_all(&directory);
                }
                _ => {}
            }
        }
        let mut number = [0; 32];
        OsRng.fill_bytes(&mut number);
        let name = keccak256(&number);
        let directory = runs.join(hex::encode(&name[..8]));
        let run = [number, hash("check", &number)].concat();
        write(&directory, "run", &run)?;
        Ok(Self::of(directory, hash("seed", &number), &number))
    }

    fn of(directory: PathBuf, seed: [u8; 32], number: &[u8]) -> Self {
        let files = fs::read_dir(&directory).into_iter().flatten().flatten();
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        let results = names.filter(|name| !name.ends_with(".tmp") && name != "run");
        Kept {
            seed,
            name: keccak256(number),
            found: results.count(),
            directory,
        }
    }

    /// How many results of passes over segments were found.
    pub fn found(&self) -> usize {
        self.found
    }

    /// The seed of all that is random in the run's proof. Secret.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// A random name for the run, the same when it goes on.
    pub fn name(&self) -> &[u8; 32] {
        &self.name
    }

    /// A result, if it is there. A damaged one is none.
    pub(crate) fn read(&self, task: Task) -> Option<Vec<u8>> {
        read(&self.directory, &file_name(task)).ok().flatten()
    }

    pub(crate) fn write(&self, task: Task, result: &[u8]) -> Result<(), FileError> {
        write(&self.directory, &file_name(task), result)
    }

    /// What is here does not verify: nothing of it is used again.
    pub(crate) fn damaged(&self, segment: Segment) -> ProveError {
        let _ = fs::remove_dir_all(&self.directory);
        ProveError::Kept {
            segment,
            directory: self.directory.clone(),
        }
    }

    /// The proof is written: nothing of this is needed any more.
    pub fn remove(self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn is_abandoned(directory: &Path) -> bool {
    let modified = fs::metadata(directory).and_then(|metadata| metadata.modified());
    let age = modified.ok().and_then(|modified| modified.elapsed().ok());
    age.is_some_and(|age| age > ABANDONED)
}

/// A file's name, with the run that it is of.
fn name(directory: &Path, file: &str) -> String {
    let run = directory.file_name().unwrap_or_default().to_string_lossy();
    format!("{run} {file}")
}

fn read(directory: &Path, file: &str) -> Result<Option<Vec<u8>>, FileError> {
    cache::read(&directory.join(file), &name(directory, file), MOST_BYTES)
}

fn write(directory: &Path, file: &str, content: &[u8]) -> Result<(), FileError> {
    cache::write(&directory.join(file), &name(directory, file), content)
}

fn file_name(Task { segment, pass }: Task) -> String {
    let index = segment.index;
    match pass {
        Pass::Commit(attempt) => format!("commit-{index}-{attempt}"),
        Pass::Prove(Shared(hash)) => format!("prove-{index}-{}", hex::encode(&hash[..8])),
    }
}
