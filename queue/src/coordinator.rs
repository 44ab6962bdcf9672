//! The coordinator's side: runs, passes, payloads, verdicts.

use crate::RunId;
use crate::error::Error;
use crate::key::{Key, Role};
use crate::link::{Link, Target, fits, key_check};
use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

/// How often a waiting coordinator asks, whether or not it was told of something.
const POLL: Duration = Duration::from_secs(5);
const CHANNEL: &str = "vntr_queue_run";

/// The queue, for coordinators and workers: one connection, and the key.
#[derive(Debug)]
pub struct Queue {
    pub(crate) link: Link,
    pub(crate) key: Key,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name. Another version or number of segments needs another one.
    pub id: RunId,
    /// Which workers can serve it: any string, compared with those that a worker knows.
    pub version: String,
    /// How many segments.
    pub segments: u32,
    /// Runs of a higher one are served first, then older ones.
    pub priority: i32,
    /// After so many failed attempts a task is set aside.
    pub attempts: u32,
}

/// A result that is not decided on yet. Every coordinator is shown every result of its pass, also those that were accepted before it started:
/// what it has not checked itself, it need not believe.
#[derive(Clone, Debug)]
pub struct TaskResult {
    /// Of which segment.
    pub segment: u32,
    /// What the worker returned.
    pub body: Vec<u8>,
    /// The worker's name.
    pub worker: String,
    attempt: Vec<u8>,
}

/// What a coordinator is told about its pass.
#[derive(Clone, Debug)]
pub enum Event {
    /// A result: to be accepted or refused now.
    Result(TaskResult),
    /// A segment that has tasks to do, and no payload that could be opened: to be put now. Until it is, this is said again.
    PayloadWanted(u32),
    /// A task that failed too often. It is said once; the others go on, and so does this one after `vntr queue retry`.
    SetAside {
        /// Of which segment.
        segment: u32,
        /// Who failed last.
        worker: String,
        /// How.
        reason: String,
    },
    /// Nothing new for as long as was asked.
    Quiet,
    /// All results of the pass are accepted by this coordinator.
    Done,
}

impl Queue {
    /// Connects, and looks whether version and key are the queue's. A server that is not loopback or a Unix socket is spoken to by TLS, with its
    /// certificate checked against the system's authorities, or those in the file `?sslrootcert=` of the URL.
    ///
    /// # Errors
    /// No URL, no connection, no queue, another version, another key. This is tried once; later calls have patience.
    pub fn connect(url: &str, key: Key) -> Result<Self, Error> {
        let mut link = Link::new(Target::new(url)?, Some(key.clone()));
        link.connect()?;
        Ok(Queue { link, key })
    }

    /// Another connection to the same queue, for another thread. It connects at its first call.
    pub fn sibling(&self) -> Self {
        Queue {
            link: self.link.sibling(),
            key: self.key.clone(),
        }
    }

    /// For how long calls wait for a server that is away or has a full disk, instead of [`crate::PATIENCE`].
    pub fn set_patience(&mut self, patience: Duration) {
        self.link.patience = patience;
    }

    /// Who is told, in words for the user, that a call waits, once each time.
    pub fn set_notices(&mut self, tell: impl Fn(&str) + Send + Sync + 'static) {
        self.link.notices = std::sync::Arc::new(tell);
    }

    /// Opens a run, or goes on with it: priority and attempts are those given last.
    ///
    /// # Errors
    /// [`Error::Refused`] if the run is there with another version or another number of segments; those of the connection.
    pub fn open(&mut self, run: &Run) -> Result<(), Error> {
        let check = key_check(&self.key);
        let there: Vec<u8> = self
            .link
            .call(|client| client.query_one("SELECT vntr_queue.put_key_check($1)", &[&check]))?
            .get(0);
        if !fits(&self.key, there) {
            return Err(Error::WrongKey {
                server: self.link.server().to_owned(),
            });
        }
        self.link.call(|client| {
            client.execute(
                "SELECT vntr_queue.open_run($1, $2, $3, $4, $5)",
                &[
                    &&run.id.0[..],
                    &run.version,
                    &(run.segments as i32),
                    &run.priority,
                    &(run.attempts as i32),
                ],
            )
        })?;
        Ok(())
    }

    /// Gives out the tasks of a kind (lower case letters, digits, `-`) with a detail. Tasks that are there stay as they are, with their results; those of this
    /// kind with another detail are void.
    ///
    /// # Errors
    /// [`Error::Refused`] for a run that is not open or a segment beyond its end; those of the connection.
    pub fn give(
        &mut self,
        run: RunId,
        kind: &str,
        detail: &[u8],
        segments: impl IntoIterator<Item = u32>,
    ) -> Result<Pass<'_>, Error> {
        let mut pass = Pass {
            run,
            kind: kind.to_owned(),
            detail: detail.to_vec(),
            name: self.key.detail_name(&run.0, kind, detail),
            decided: BTreeSet::new(),
            told: HashSet::new(),
            queue: self,
        };
        pass.queue.link.listen(CHANNEL);
        let segments: Vec<i32> = segments.into_iter().map(|segment| segment as i32).collect();
        pass.send(&segments)?;
        Ok(pass)
    }

    /// Puts the payload of a segment there, if it has none.
    ///
    /// # Errors
    /// [`Error::Refused`] for a run or segment that is not there; those of the connection.
    pub fn put_payload(&mut self, run: RunId, segment: u32, payload: &[u8]) -> Result<(), Error> {
        let sealed = self.key.seal(&run.0, Role::Payload { segment }, payload);
        self.link.call(|client| {
            client.execute(
                "SELECT vntr_queue.put_payload($1, $2, $3)",
                &[&&run.0[..], &(segment as i32), &sealed],
            )
        })?;
        Ok(())
    }

    /// The segments that have tasks to do and no payload, in order: what [`Event::PayloadWanted`] says one by one.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn missing_payloads(&mut self, run: RunId) -> Result<Vec<u32>, Error> {
        let rows = self.link.call(|client| {
            client.query("SELECT vntr_queue.missing_payloads($1)", &[&&run.0[..]])
        })?;
        Ok(rows.iter().map(|row| row.get::<_, i32>(0) as u32).collect())
    }

    /// Says that a run is over. Its payloads are deleted; its results stay until somebody cleans up.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn finish(&mut self, run: RunId) -> Result<(), Error> {
        self.link
            .call(|client| client.execute("SELECT vntr_queue.finish_run($1)", &[&&run.0[..]]))?;
        Ok(())
    }
}

/// The tasks of one kind with one detail, as this coordinator sees them.
#[derive(Debug)]
pub struct Pass<'a> {
    queue: &'a mut Queue,
    run: RunId,
    kind: String,
    detail: Vec<u8>,
    name: [u8; 32],
    /// Segments whose results this coordinator accepted.
    decided: BTreeSet<u32>,
    /// Attempts it was told of, after which a task was set aside.
    told: HashSet<Vec<u8>>,
}

impl Pass<'_> {
    /// What is to be done, at most after so long.
    ///
    /// A result that cannot be opened was damaged on the server: it is refused here, and the task given out again.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::Void`], [`Error::Gone`]: somebody else ended the run or this pass. Those of the connection.
    pub fn next(&mut self, time: Duration) -> Result<Event, Error> {
        let end = Instant::now() + time;
        loop {
            if let Some(event) = self.look()? {
                return Ok(event);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.queue.link.stop.is_set() {
                return Ok(Event::Quiet);
            }
            let run = self.run.to_string();
            self.queue.link.wait(left.min(POLL), |told| told == run);
        }
    }

    fn look(&mut self) -> Result<Option<Event>, Error> {
        let decided: Vec<i32> = self.decided.iter().map(|&segment| segment as i32).collect();
        let told: Vec<&Vec<u8>> = self.told.iter().collect();
        let (run, kind, name) = (&self.run.0[..], &self.kind, &self.name[..]);
        let row = self.queue.link.call(|client| {
            client.query_one(
                "SELECT * FROM vntr_queue.next_event($1, $2, $3, $4, $5)",
                &[&run, kind, &name, &decided, &told],
            )
        })?;
        let segment = row.get::<_, Option<i32>>("segment").unwrap_or_default() as u32;
        let text = |column: &str| row.get::<_, Option<String>>(column).unwrap_or_default();
        let bytes = |column: &str| row.get::<_, Option<Vec<u8>>>(column).unwrap_or_default();
        Ok(match row.get("what") {
            "result" => {
                let role = Role::Result {
                    kind: &self.kind,
                    name: &self.name,
                    segment,
                };
                let (attempt, worker) = (bytes("attempt"), text("worker"));
                match self.queue.key.open(&self.run.0, role, bytes("body")) {
                    Some(body) => Some(Event::Result(TaskResult {
                        segment,
                        body,
                        worker,
                        attempt,
                    })),
                    None => {
                        self.refuse_attempt(&attempt, "the result cannot be opened: damaged on the server, or sealed with another key")?;
                        None
                    }
                }
            }
            "aside" => {
                self.told.insert(bytes("attempt"));
                Some(Event::SetAside {
                    segment,
                    worker: text("worker"),
                    reason: text("reason"),
                })
            }
            "payload" => Some(Event::PayloadWanted(segment)),
            "detail" => {
                self.send(&[])?;
                None
            }
            "done" => Some(Event::Done),
            "wait" => None,
            "cancelled" => return Err(Error::Cancelled(self.run.to_string())),
            "void" => {
                return Err(Error::Void {
                    run: self.run.to_string(),
                    kind: self.kind.clone(),
                });
            }
            _ => return Err(Error::Gone(self.run.to_string())),
        })
    }

    /// Takes a result. Is it the one that the queue keeps? If not, another coordinator of this run decided otherwise meanwhile; it stays decided here.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn accept(&mut self, result: &TaskResult) -> Result<bool, Error> {
        let row = self
            .queue
            .link
            .call(|client| client.query_one("SELECT vntr_queue.accept($1)", &[&result.attempt]))?;
        self.decided.insert(result.segment);
        Ok(row.get(0))
    }

    /// Refuses a result: that counts as a failed attempt, and the task is given out again, to another worker if there is one. The reason is for people,
    /// and everybody who sees the queue sees it.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn refuse(&mut self, result: &TaskResult, reason: &str) -> Result<(), Error> {
        self.refuse_attempt(&result.attempt, reason)
    }

    fn refuse_attempt(&mut self, attempt: &Vec<u8>, reason: &str) -> Result<(), Error> {
        self.queue.link.call(|client| {
            client.execute("SELECT vntr_queue.refuse($1, $2)", &[attempt, &reason])
        })?;
        Ok(())
    }

    /// [`Queue::put_payload`] for this run.
    ///
    /// # Errors
    /// Those.
    pub fn put_payload(&mut self, segment: u32, payload: &[u8]) -> Result<(), Error> {
        self.queue.put_payload(self.run, segment, payload)
    }

    /// How many results this coordinator has accepted.
    pub fn decided(&self) -> usize {
        self.decided.len()
    }

    /// Tasks for these segments; and the detail, if it is not there any more.
    fn send(&mut self, segments: &[i32]) -> Result<(), Error> {
        let role = Role::Detail {
            kind: &self.kind,
            name: &self.name,
        };
        let sealed = self.queue.key.seal(&self.run.0, role, &self.detail);
        let (run, kind, name) = (&self.run.0[..], &self.kind, &self.name[..]);
        self.queue.link.call(|client| {
            client.execute(
                "SELECT vntr_queue.give($1, $2, $3, $4, $5)",
                &[&run, kind, &name, &sealed, &segments],
            )
        })?;
        Ok(())
    }
}
