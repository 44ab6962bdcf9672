//! Work for many machines, on PostgreSQL. It knows nothing of proofs: payloads, details and results are bytes.
//!
//! A *run* has segments. Each segment has one *payload*, large and secret, that all its tasks share. A *pass* is a task for each segment,
//! of one *kind* and with one *detail*, small and the same for all. A task is named by run, kind, segment and a hash of the detail; giving a
//! task that is there changes nothing, and its result is kept: a coordinator that was killed starts again and goes on where it was.
//!
//! A coordinator gives passes and checks every result before it is taken:
//!
//! ```no_run
//! # fn payload(_: u32) -> Vec<u8> { vec![] }
//! # fn holds(_: u32, _: &[u8]) -> bool { true }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use queue::{Event, Key, Queue, Run, RunId};
//! use std::time::Duration;
//!
//! let mut queue = Queue::connect("postgres://coordinator:...@db.example/vntr", Key::from_env()?)?;
//! let run = Run { id: RunId([1; 32]), version: "verifier 0x12.., vntr 0.1.0".into(), segments: 16, priority: 0, attempts: 5 };
//! queue.open(&run)?;
//! let mut commits = vec![Vec::new(); 16];
//! let mut pass = queue.give(run.id, "commit", b"", 0..16)?;
//! loop {
//!     match pass.next(Duration::from_secs(1))? {
//!         Event::PayloadWanted(segment) => pass.put_payload(segment, &payload(segment))?,
//!         Event::Result(result) if holds(result.segment, &result.body) => {
//!             pass.accept(&result)?;
//!             commits[result.segment as usize] = result.body;
//!         }
//!         Event::Result(result) => pass.refuse(&result, "the commitment is not on the curve")?,
//!         Event::SetAside { segment, reason, .. } => return Err(format!("segment {segment}: {reason}").into()),
//!         Event::Quiet => {}      // show progress: pass.decided() of 16
//!         Event::Done => break,
//!     }
//! }
//! // ... the same with "prove" and a detail, then:
//! queue.finish(run.id)?;
//! # Ok(()) }
//! ```
//!
//! A worker is a loop with a handler: [`worker::run`]. [`Operator`] makes the queue, shows it and cleans up.
//!
//! Everything of a run is sealed with a [`Key`] that the server does not have. In the clear are run ids, versions, kinds, segment numbers,
//! sizes, times, names of workers and the *reasons* of failures: put nothing secret into those. docs/queue.md has the whole picture.

mod coordinator;
mod error;
mod key;
mod link;
mod schema;
mod status;
pub mod worker;

pub use coordinator::{Event, Pass, Queue, Run, TaskResult};
pub use error::Error;
pub use key::{KEY_VARIABLE, Key, KeyError};
pub use link::PATIENCE;
pub use schema::Part;
pub use status::{Failed, Operator, PassStatus, RunStatus, Status, TaskStatus, WorkerStatus};

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Names a run: 32 bytes that the coordinator chooses, the same again when it goes on. The server sees them, so a hash of something secret has
/// to have something in it that nobody can guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId(pub [u8; 32]);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for RunId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut bytes)
            .map_err(|_| "expected the id of a run, 64 hexadecimal digits".to_owned())?;
        Ok(RunId(bytes))
    }
}

/// Asks a client to end: set by a signal, or by the program.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Set by the first SIGTERM or SIGINT; the second one ends the process at once, with exit code 3. Whatever runs then is given to another
    /// worker when its lease runs out.
    ///
    /// # Errors
    /// The system refuses a handler.
    pub fn on_signals() -> std::io::Result<Self> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let stop = Stop::default();
        for signal in [SIGTERM, SIGINT] {
            // In this order: the first signal finds it not set.
            signal_hook::flag::register_conditional_shutdown(signal, 3, stop.0.clone())?;
            signal_hook::flag::register(signal, stop.0.clone())?;
        }
        Ok(stop)
    }

    /// Asks.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Was it asked?
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Sleeps for so long, or until it is set. Is it?
    fn sleep(&self, time: Duration) -> bool {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if self.is_set() || left.is_zero() {
                return self.is_set();
            }
            std::thread::sleep(left.min(Duration::from_millis(100)));
        }
    }
}
