//! A run in segments by the workers of a queue: what `vntr prove --queue` gives out and `vntr worker` does.

use crate::commands::queue::url_of;
use crate::error::{Error, Result};
use crate::output;
use crate::progress::Progress;
use circuits::{Job, Jobs, Kept, Pass, ProveError, Provers, Segment, Shared, VerifyingKey};
use queue::{Event, Key, Queue, Run, RunId};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// After so many failed attempts a task is set aside.
const ATTEMPTS: u32 = 5;
/// How often progress is shown while nothing happens.
const QUIET: Duration = Duration::from_secs(2);
/// A worker's result of a second pass that did not hold so often: its first one may have been wrong.
const DOUBTS: u32 = 2;

const COMMIT: &str = "commit";
const PROVE: &str = "prove";

/// Give the segments to the workers of a queue
#[derive(clap::Args)]
pub struct QueueArgs {
    /// Give the segments to the workers of this queue, as postgres://USER@HOST/DATABASE; they see the secret tape [default: none, and
    /// VNTR_QUEUE_URL where no URL follows]
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "")]
    queue: Option<String>,
    /// Runs of a higher priority are served first
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        allow_hyphen_values = true,
        requires = "queue"
    )]
    priority: i32,
}

impl QueueArgs {
    /// The queue, if one was asked for.
    ///
    /// # Errors
    /// No URL, no key, or no queue there.
    pub fn connect(&self) -> Result<Option<Queue>> {
        let Some(url) = &self.queue else {
            return Ok(None);
        };
        let url = url_of(Some(url).filter(|url| !url.is_empty()))?;
        connect(&url).map(Some)
    }

    pub fn priority(&self) -> i32 {
        self.priority
    }
}

/// The queue there, with the key of the environment.
///
/// # Errors
/// No key, or no queue.
pub fn connect(url: &str) -> Result<Queue> {
    let mut queue = Queue::connect(url, Key::from_env().map_err(Error::usage)?)?;
    queue.set_notices(|text| output::talk(format_args!("note: {text}")));
    Ok(queue)
}

/// Who can serve a run: builds that read the same jobs and have the same verifier.
pub fn version(key: &VerifyingKey) -> String {
    format!(
        "vntr {}, jobs {}, verifier {}",
        env!("CARGO_PKG_VERSION"),
        Job::VERSION,
        output::hex0x(key.hash())
    )
}

/// The kind and the detail of a pass.
fn names(pass: Pass) -> (&'static str, Vec<u8>) {
    match pass {
        Pass::Commit(attempt) => (COMMIT, attempt.to_be_bytes().to_vec()),
        Pass::Prove(Shared(hash)) => (PROVE, hash.to_vec()),
    }
}

/// The inverse of [`names`].
pub fn pass(kind: &str, detail: &[u8]) -> Option<Pass> {
    match kind {
        COMMIT => Some(Pass::Commit(u32::from_be_bytes(detail.try_into().ok()?))),
        PROVE => Some(Pass::Prove(Shared(detail.try_into().ok()?))),
        _ => None,
    }
}

/// Workers of a queue, for one run.
pub struct Queued<'a> {
    queue: Queue,
    run: RunId,
    segments: u32,
    progress: &'a mut Progress,
}

impl<'a> Queued<'a> {
    /// Opens the run, or goes on with it.
    pub fn open(
        mut queue: Queue,
        priority: i32,
        key: &VerifyingKey,
        segments: usize,
        kept: &Kept,
        progress: &'a mut Progress,
    ) -> Result<Self> {
        let run = Run {
            id: RunId(*kept.name()),
            version: version(key),
            segments: segments as u32,
            priority,
            attempts: ATTEMPTS,
        };
        queue.open(&run)?;
        Ok(Queued {
            queue,
            run: run.id,
            segments: run.segments,
            progress,
        })
    }

    /// The queue, to say that the run is over.
    pub fn into_queue(self) -> (Queue, RunId) {
        (self.queue, self.run)
    }

    fn results<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> std::result::Result<Vec<Vec<u8>>, Trouble> {
        let (kind, detail) = names(pass);
        let count = self.segments as usize;
        let mut given = self.queue.give(self.run, kind, &detail, 0..self.segments)?;
        let mut results = BTreeMap::new();
        let mut refused: HashMap<u32, u32> = HashMap::new();
        // Payloads are asked for in order, so that the run is run once.
        let mut coming = jobs();
        let commits = matches!(pass, Pass::Commit(_));
        loop {
            self.progress.queued(commits, results.len(), count);
            match given.next(QUIET)? {
                Event::Quiet => {}
                Event::Done => return Ok(results.into_values().collect()),
                Event::PayloadWanted(segment) => {
                    let is_wanted = |job: &Job| job.segment().index == segment as usize;
                    let job = coming.find(is_wanted).or_else(|| {
                        coming = jobs();
                        coming.find(is_wanted)
                    });
                    let job = job.expect("a segment of the run");
                    given.put_payload(segment, &job.to_bytes())?;
                }
                Event::Result(result) => {
                    let index = result.segment as usize;
                    let segment = Segment { index, count };
                    if holds(segment, &result.body) {
                        given.accept(&result)?;
                        results.insert(result.segment, result.body);
                        continue;
                    }
                    given.refuse(&result, "it does not verify")?;
                    let refused = refused.entry(result.segment).or_default();
                    *refused += 1;
                    if *refused == DOUBTS && !commits {
                        return Err(Trouble::Proving(ProveError::Segment(segment)));
                    }
                }
                Event::SetAside {
                    segment,
                    worker,
                    reason,
                } => {
                    return Err(Trouble::SetAside {
                        segment: segment + 1,
                        count,
                        worker,
                        reason,
                        run: self.run,
                    });
                }
            }
        }
    }
}

/// Why there are no results.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(
        "segment {segment} of {count} failed {ATTEMPTS} times, at last on worker {worker}: {reason}; \
         `vntr queue retry {run}` gives it out again, then run this command again: what is done is kept"
    )]
    SetAside {
        segment: u32,
        count: usize,
        worker: String,
        reason: String,
        run: RunId,
    },
    #[error("{0}; run this command again: what is done is kept")]
    Queue(#[from] queue::Error),
    #[error(transparent)]
    Proving(ProveError),
}

impl From<Trouble> for ProveError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Proving(error) => error,
            trouble => ProveError::Provers(trouble.into()),
        }
    }
}

impl Provers for Queued<'_> {
    fn pass<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> std::result::Result<Vec<Vec<u8>>, ProveError> {
        Ok(self.results(pass, jobs, holds)?)
    }

    fn may_err(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_have_names() {
        for given in [
            Pass::Commit(0),
            Pass::Commit(7),
            Pass::Prove(Shared([3; 32])),
        ] {
            let (kind, detail) = names(given);
            assert_eq!(pass(kind, &detail), Some(given));
            assert_eq!(pass(kind, &detail[1..]), None);
            assert_eq!(pass("something else", &detail), None);
        }
    }
}
