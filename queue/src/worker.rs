//! The worker's side: a loop that claims tasks, keeps their leases, and returns results.

use crate::coordinator::Queue;
use crate::error::Error;
use crate::key::Role;
use crate::link::{Link, fits};
use crate::{RunId, Stop};
use rand::RngCore;
use rand::rngs::OsRng;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often an idle worker asks, whether or not it was told of something. Also its sign of life.
const POLL: Duration = Duration::from_secs(10);
const CHANNEL: &str = "vntr_queue_work";

/// How a worker works.
#[derive(Clone, Debug)]
pub struct Options {
    /// What people see in `vntr queue`.
    pub name: String,
    /// The versions of runs that the handler can serve.
    pub versions: Vec<String>,
    /// For how long a task stays this worker's after its last sign of life; four signs are given in that time. One second to a day.
    pub lease: Duration,
    /// Ends after one task.
    pub once: bool,
    /// Ends when there was nothing to do for so long.
    pub idle_exit: Option<Duration>,
    /// Ends when it is set: the lease is given back at once, and the handler's flag is set.
    pub stop: Stop,
}

impl Options {
    /// A worker that goes on until it is stopped, with leases of a minute.
    pub fn new(name: impl Into<String>, versions: Vec<String>) -> Self {
        Options {
            name: name.into(),
            versions,
            lease: Duration::from_secs(60),
            once: false,
            idle_exit: None,
            stop: Stop::default(),
        }
    }
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Of which run.
    pub run: RunId,
    /// The run's version, one of [`Options::versions`].
    pub version: String,
    /// What kind.
    pub kind: String,
    /// Of which segment.
    pub segment: u32,
    /// The how manieth attempt this is, from 1, failed ones counted.
    pub attempt: u32,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run = &self.run.to_string()[..8];
        write!(f, "{} of segment {} of run {run}", self.kind, self.segment)
    }
}

/// Becomes true when nobody waits for the result any more: the run was cancelled, its detail drawn anew, another worker's result came first,
/// or this worker is stopped. A handler that looks now and then saves the time; what it returns then is not used, or used if it is still
/// wanted.
#[derive(Clone, Debug, Default)]
pub struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    /// Is it?
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Why a handler has no result. Reasons are for people, and everybody who sees the queue sees them: nothing secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The task failed. That counts, and it is given out again.
    Task(String),
    /// This machine cannot do it: memory, files, another processor. The task is given back, and the worker ends with [`Error::Worker`].
    Worker(String),
    /// The flag was set.
    Cancelled,
}

/// What a worker did, when it ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Results that were the first.
    pub returned: u64,
    /// Results that came too late or were not wanted any more.
    pub unused: u64,
    /// Tasks without a result.
    pub failed: u64,
}

/// What happens, for whoever shows it.
#[derive(Clone, Debug)]
pub enum Step<'a> {
    /// A task was claimed.
    Began(&'a Task),
    /// Its result was returned, after so long.
    Returned(&'a Task, Duration),
    /// Its result was not used: another one came first, or nobody waits.
    Unused(&'a Task),
    /// It failed, or was given back.
    Failed(&'a Task, &'a str),
}

/// [`run_telling`] without an audience.
///
/// # Errors
/// Those of [`run_telling`].
pub fn run(
    queue: Queue,
    options: &Options,
    handler: impl FnMut(&Task, Vec<u8>, &[u8], &Cancelled) -> Result<Vec<u8>, Failure>,
) -> Result<Summary, Error> {
    run_telling(queue, options, |_| (), handler)
}

/// Claims tasks and gives each to the handler, with its payload and detail, one at a time, in this thread: to use several cores is the handler's
/// business. Another thread keeps the lease meanwhile, on a connection of its own.
///
/// # Errors
/// [`Error::Worker`] if the handler says so; those of the connection, after the patience.
pub fn run_telling(
    mut queue: Queue,
    options: &Options,
    mut tell: impl FnMut(Step<'_>),
    mut handler: impl FnMut(&Task, Vec<u8>, &[u8], &Cancelled) -> Result<Vec<u8>, Failure>,
) -> Result<Summary, Error> {
    let mut id = [0; 16];
    OsRng.fill_bytes(&mut id);
    queue.link.stop = options.stop.clone();
    queue.link.listen(CHANNEL);
    let heart = Heart::new(queue.sibling().link, id, options);
    let mut worker = Worker {
        queue,
        options,
        id,
        key_is_right: false,
    };
    let mut summary = Summary::default();
    let mut idle_since = Instant::now();
    while !options.stop.is_set() {
        let claim = match worker.claim() {
            Ok(claim) => claim,
            Err(Error::Stopped { .. }) => break,
            Err(error) => return Err(error),
        };
        let Some(claim) = claim else {
            let left = options
                .idle_exit
                .map(|time| time.saturating_sub(idle_since.elapsed()));
            if left.is_some_and(|left| left.is_zero()) {
                break;
            }
            // Somebody's lease may run out; who looks after it is whoever asks next.
            let poll = POLL.min(options.lease);
            let time = left.map_or(poll, |left| left.min(poll));
            worker.queue.link.wait(time, |_| true);
            continue;
        };
        let task = &claim.task;
        tell(Step::Began(task));
        let began = Instant::now();
        let cancelled = Cancelled::default();
        heart.beat_for(&claim.attempt, &cancelled);
        let outcome = worker.work(&claim, &cancelled, &mut handler);
        heart.rest();
        match outcome {
            Ok(result) => {
                if worker.finish(&claim, &result)? {
                    summary.returned += 1;
                    tell(Step::Returned(task, began.elapsed()));
                } else {
                    summary.unused += 1;
                    tell(Step::Unused(task));
                }
            }
            Err(GivenUp::Connection(Error::Stopped { .. })) => break,
            Err(GivenUp::Connection(error)) => return Err(error),
            Err(GivenUp::Task {
                outcome,
                damaged,
                reason,
            }) => {
                worker.give_up(&claim, outcome, damaged, &reason)?;
                summary.failed += 1;
                tell(Step::Failed(task, &reason));
            }
            Err(GivenUp::Worker(reason)) => {
                worker.give_up(&claim, "given back", "", &reason)?;
                return Err(Error::Worker(reason));
            }
        }
        if options.once {
            break;
        }
        idle_since = Instant::now();
    }
    Ok(summary)
}

struct Claim {
    attempt: Vec<u8>,
    task: Task,
    name: [u8; 32],
    /// `None`: another worker said meanwhile that it is damaged, and it is asked for.
    detail: Option<Vec<u8>>,
}

enum GivenUp {
    Task {
        outcome: &'static str,
        damaged: &'static str,
        reason: String,
    },
    Worker(String),
    Connection(Error),
}

struct Worker<'a> {
    queue: Queue,
    options: &'a Options,
    id: [u8; 16],
    /// A queue has no check of its key before its first coordinator.
    key_is_right: bool,
}

impl Worker<'_> {
    fn claim(&mut self) -> Result<Option<Claim>, Error> {
        if !self.key_is_right {
            let check: Option<Vec<u8>> = self
                .queue
                .link
                .call(|client| client.query_one("SELECT vntr_queue.get_key_check()", &[]))?
                .get(0);
            let Some(check) = check else {
                return Ok(None);
            };
            if !fits(&self.queue.key, check) {
                return Err(Error::WrongKey {
                    server: self.queue.link.server().to_owned(),
                });
            }
            self.key_is_right = true;
        }
        let (id, name, versions) = (&self.id[..], &self.options.name, &self.options.versions);
        let lease = self.options.lease.as_secs_f64();
        let row = self.queue.link.call(|client| {
            client.query_opt(
                "SELECT * FROM vntr_queue.claim($1, $2, $3, $4)",
                &[&id, name, versions, &lease],
            )
        })?;
        let Some(row) = row else {
            return Ok(None);
        };
        let array = |column: &str| {
            <[u8; 32]>::try_from(row.get::<_, &[u8]>(column)).map_err(|_| Error::Database {
                server: self.queue.link.server().to_owned(),
                reason: format!("a task whose {column} has not 32 bytes: its tables were changed"),
            })
        };
        Ok(Some(Claim {
            attempt: row.get("attempt"),
            task: Task {
                run: RunId(array("run")?),
                version: row.get("version"),
                kind: row.get("kind"),
                segment: row.get::<_, i32>("segment") as u32,
                attempt: row.get::<_, i32>("number") as u32,
            },
            name: array("detail_name")?,
            detail: row.get("detail"),
        }))
    }

    fn work(
        &mut self,
        claim: &Claim,
        cancelled: &Cancelled,
        handler: &mut impl FnMut(&Task, Vec<u8>, &[u8], &Cancelled) -> Result<Vec<u8>, Failure>,
    ) -> Result<Vec<u8>, GivenUp> {
        let (task, run) = (&claim.task, &claim.task.run.0);
        let given_up = |outcome, damaged, reason: &str| GivenUp::Task {
            outcome,
            damaged,
            reason: reason.to_owned(),
        };
        let role = Role::Detail {
            kind: &task.kind,
            name: &claim.name,
        };
        let sealed = claim
            .detail
            .clone()
            .ok_or_else(|| given_up("given back", "", "the detail is damaged, and asked for"))?;
        let detail = self.queue.key.open(run, role, sealed).ok_or_else(|| {
            given_up(
                "damaged",
                "detail",
                "the detail cannot be opened: damaged on the server",
            )
        })?;
        let sealed: Option<Vec<u8>> = self
            .queue
            .link
            .call(|client| client.query_one("SELECT vntr_queue.get_payload($1)", &[&claim.attempt]))
            .map_err(GivenUp::Connection)?
            .get(0);
        let sealed = sealed.ok_or_else(|| {
            given_up(
                "given back",
                "",
                "the payload was taken away: the run was cancelled or cleaned up",
            )
        })?;
        let role = Role::Payload {
            segment: task.segment,
        };
        let payload = self.queue.key.open(run, role, sealed).ok_or_else(|| {
            given_up(
                "damaged",
                "payload",
                "the payload cannot be opened: damaged on the server",
            )
        })?;
        // What a panic says may hold something secret.
        let result = catch_unwind(AssertUnwindSafe(|| {
            handler(task, payload, &detail, cancelled)
        }))
        .map_err(|_| given_up("failed", "", "the worker's handler panicked"))?;
        match result {
            Ok(result) => {
                let role = Role::Result {
                    kind: &task.kind,
                    name: &claim.name,
                    segment: task.segment,
                };
                Ok(self.queue.key.seal(run, role, &result))
            }
            Err(Failure::Task(reason)) => Err(given_up("failed", "", &reason)),
            Err(Failure::Cancelled) => Err(given_up("given back", "", "cancelled")),
            Err(Failure::Worker(reason)) => Err(GivenUp::Worker(reason)),
        }
    }

    fn finish(&mut self, claim: &Claim, result: &Vec<u8>) -> Result<bool, Error> {
        let row = self.until_done(|link| {
            link.call(|client| {
                client.query_one(
                    "SELECT vntr_queue.finish($1, $2)",
                    &[&claim.attempt, result],
                )
            })
        })?;
        Ok(row.get::<_, &str>(0) == "taken")
    }

    fn give_up(
        &mut self,
        claim: &Claim,
        outcome: &str,
        damaged: &str,
        reason: &str,
    ) -> Result<(), Error> {
        self.until_done(|link| {
            link.call(|client| {
                client.execute(
                    "SELECT vntr_queue.give_up($1, $2, $3, $4)",
                    &[&claim.attempt, &outcome, &damaged, &reason],
                )
            })
        })?;
        Ok(())
    }

    /// A last word is said although the worker was asked to stop, but not waited for long then.
    fn until_done<T>(
        &mut self,
        call: impl FnOnce(&mut Link) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let link = &mut self.queue.link;
        let patience = link.patience;
        let stop = std::mem::take(&mut link.stop);
        if stop.is_set() {
            link.patience = patience.min(Duration::from_secs(5));
        }
        let result = call(link);
        link.stop = stop;
        link.patience = patience;
        result
    }
}

/// The attempt whose lease is to be kept, and its handler's flag.
type Order = Option<(Vec<u8>, Cancelled)>;

/// The thread that keeps leases. It ends with the loop.
struct Heart {
    orders: Option<Sender<Order>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Heart {
    fn new(link: Link, id: [u8; 16], options: &Options) -> Self {
        let (orders, receiver) = channel();
        let (lease, stop) = (options.lease, options.stop.clone());
        let thread = std::thread::spawn(move || beat(link, id, lease, &stop, &receiver));
        Heart {
            orders: Some(orders),
            thread: Some(thread),
        }
    }

    fn beat_for(&self, attempt: &[u8], cancelled: &Cancelled) {
        self.order(Some((attempt.to_vec(), cancelled.clone())));
    }

    fn rest(&self) {
        self.order(None);
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends after the last order only.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Heart {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn beat(mut link: Link, id: [u8; 16], lease: Duration, stop: &Stop, orders: &Receiver<Order>) {
    let interval = lease / 4;
    let slice = interval.min(Duration::from_millis(200));
    let mut current: Order = None;
    let mut due = Instant::now();
    loop {
        match orders.recv_timeout(slice) {
            Ok(order) => {
                current = order;
                due = Instant::now() + interval;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let Some((attempt, cancelled)) = &current else {
            continue;
        };
        if stop.is_set() {
            cancelled.set();
            let given_back = link.once(|client| {
                client.execute(
                    "SELECT vntr_queue.give_up($1, 'given back', '', 'the worker was stopped')",
                    &[attempt],
                )
            });
            if given_back.is_ok() {
                current = None;
            }
        } else if Instant::now() >= due {
            // A beat that fails is not repeated for long: the next one is due soon. A connection that broke is made again by it.
            let word = link.once(|client| {
                client.query_one(
                    "SELECT vntr_queue.beat($1, $2, $3)",
                    &[&&id[..], attempt, &lease.as_secs_f64()],
                )
            });
            due = Instant::now() + interval;
            match word {
                Ok(row) if row.get::<_, &str>(0) == "over" => {
                    cancelled.set();
                    current = None;
                }
                Ok(_) => {}
                Err(_) => due = Instant::now() + interval.min(Duration::from_secs(1)),
            }
        }
    }
}
