//! What there is, and what its owner does about it. None of it needs the key.

use crate::RunId;
use crate::error::Error;
use crate::key::Key;
use crate::link::{Link, Target, key_check};
use crate::schema::{self, Part};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A worker that was not heard of for so long is not counted on.
const ALIVE_SECONDS: f64 = 60.0;

/// Looks after a queue: makes it, shows it, cancels, retries, cleans up.
#[derive(Debug)]
pub struct Operator {
    link: Link,
}

/// Everything at one moment, by the server's clock.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Status {
    /// Open ones first, in the order in which they are served.
    pub runs: Vec<RunStatus>,
    /// By name.
    pub workers: Vec<WorkerStatus>,
    /// Of runs that are not finished, the newest first, 50 at most.
    pub failures: Vec<Failed>,
}

/// A run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunStatus {
    /// Its id, in hexadecimal digits.
    pub run: String,
    /// Which workers can serve it.
    pub version: String,
    /// open, finished or cancelled.
    pub state: String,
    /// Higher is sooner.
    pub priority: i32,
    /// How many segments.
    pub segments: u32,
    /// Since it was opened.
    pub age_seconds: f64,
    /// Since its coordinator was heard of.
    pub untouched_seconds: f64,
    /// How many segments have one.
    pub payloads: u64,
    /// Their sizes, sealed.
    pub payload_bytes: u64,
    /// Those that are not void, in the order in which they were given.
    pub passes: Vec<PassStatus>,
    /// How many workers that can serve it are alive.
    pub workers: u64,
    /// How many tasks were accepted in the time below.
    pub accepted_lately: u64,
    /// Ten minutes, or since it began if that is less.
    pub lately_seconds: f64,
}

/// Tasks of one kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassStatus {
    /// Which kind.
    pub kind: String,
    /// How many in all.
    pub tasks: u64,
    /// Nobody has begun.
    pub waiting: u64,
    /// A worker has them.
    pub running: u64,
    /// The coordinator has yet to look at their results.
    pub returned: u64,
    /// Done.
    pub accepted: u64,
    /// Failed too often.
    pub set_aside: u64,
}

/// A worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorkerStatus {
    /// Its name.
    pub name: String,
    /// What it can serve.
    pub versions: Vec<String>,
    /// Since its last sign of life.
    pub seen_seconds: f64,
    /// What it does.
    pub task: Option<TaskStatus>,
}

/// A task that runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskStatus {
    /// Of which run.
    pub run: String,
    /// Which kind.
    pub kind: String,
    /// Of which segment.
    pub segment: u32,
    /// Since it began.
    pub seconds: f64,
}

/// An attempt that failed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Failed {
    /// Of which run.
    pub run: String,
    /// Which kind.
    pub kind: String,
    /// Of which segment.
    pub segment: u32,
    /// Whose.
    pub worker: String,
    /// lost, refused, failed or damaged.
    pub outcome: String,
    /// In words.
    pub reason: Option<String>,
    /// Was the task set aside then?
    pub set_aside: bool,
    /// How long ago.
    pub age_seconds: f64,
}

impl RunStatus {
    /// Tasks of the known passes that are not accepted yet.
    pub fn left(&self) -> u64 {
        self.passes
            .iter()
            .map(|pass| pass.tasks - pass.accepted)
            .sum()
    }

    /// Accepted tasks a second, lately.
    pub fn rate(&self) -> Option<f64> {
        (self.accepted_lately > 0 && self.lately_seconds > 0.0)
            .then(|| self.accepted_lately as f64 / self.lately_seconds)
    }

    /// How long what is left of the known passes takes at this rate.
    pub fn seconds_left(&self) -> Option<f64> {
        (self.state == "open")
            .then(|| Some(self.left() as f64 / self.rate()?))
            .flatten()
    }

    /// Is there something to do, and nobody alive who could?
    pub fn is_stranded(&self) -> bool {
        let is_waiting = self.passes.iter().any(|pass| pass.waiting > 0);
        self.state == "open" && is_waiting && self.workers == 0
    }
}

impl WorkerStatus {
    /// Was it heard of in the last minute?
    pub fn is_alive(&self) -> bool {
        self.seen_seconds <= ALIVE_SECONDS
    }
}

impl Operator {
    /// Where the queue is or will be. Nothing is connected yet.
    ///
    /// # Errors
    /// It is no URL, or names a remote server without TLS.
    pub fn new(url: &str) -> Result<Self, Error> {
        let mut link = Link::new(Target::new(url)?, None);
        // For a person who waits at a terminal.
        link.patience = Duration::from_secs(10);
        Ok(Operator { link })
    }

    /// Makes the queue, or brings it to this version, as the owner of the database. Returns the version that it had: 0 for none. With a key, that is the
    /// key of the queue from now on; else that of the first coordinator will be.
    ///
    /// # Errors
    /// The role may not; the queue is newer than this program; it has another key.
    pub fn init(&mut self, key: Option<&Key>) -> Result<i32, Error> {
        let client = self.link.bare()?;
        let number: i32 = client
            .query_one("SELECT current_setting('server_version_num')::int", &[])
            .and_then(|row| row.try_get(0))
            .map_err(|error| self.link.lasting(&error))?;
        if number < 130_000 {
            return Err(Error::Refused(format!(
                "PostgreSQL {}: expected 13 or newer",
                number / 10_000
            )));
        }
        let client = self.link.bare()?;
        let before = schema::migrate(client).map_err(|error| self.link.lasting(&error))?;
        schema::expect_version(self.link.server(), before.max(schema::VERSION))?;
        if let Some(key) = key {
            let check = key_check(key);
            let there: Vec<u8> = self
                .link
                .call(|client| client.query_one("SELECT vntr_queue.put_key_check($1)", &[&check]))?
                .get(0);
            if !crate::link::fits(key, there) {
                return Err(Error::WrongKey {
                    server: self.link.server().to_owned(),
                });
            }
        }
        Ok(before)
    }

    /// Lets a role of the server do its part and nothing else, as the queue's owner.
    ///
    /// # Errors
    /// There is no such role; this one is not the owner.
    pub fn grant(&mut self, part: Part, role: &str) -> Result<(), Error> {
        self.link.call(|client| schema::grant(client, part, role))
    }

    /// Forgets the key: that of the next coordinator is the queue's from then on. As the queue's owner, and only while there is no run.
    ///
    /// # Errors
    /// There are runs; this role is not the owner.
    pub fn forget_key(&mut self) -> Result<(), Error> {
        let deleted = self.link.call(|client| {
            client.execute(
                "DELETE FROM vntr_queue.key_check WHERE NOT EXISTS (SELECT FROM vntr_queue.runs)",
                &[],
            )
        })?;
        let runs: i64 = self
            .link
            .call(|client| client.query_one("SELECT count(*) FROM vntr_queue.runs", &[]))?
            .get(0);
        if deleted == 0 && runs > 0 {
            return Err(Error::Refused(format!(
                "{runs} runs are sealed with the key: it can be forgotten when there is none (`vntr queue clean`)"
            )));
        }
        Ok(())
    }

    /// Everything there is.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn status(&mut self) -> Result<Status, Error> {
        let text: String = self
            .link
            .call(|client| client.query_one("SELECT vntr_queue.status()::text", &[]))?
            .get(0);
        serde_json::from_str(&text).map_err(|error| Error::Database {
            server: self.link.server().to_owned(),
            reason: format!("its status cannot be read: {error}"),
        })
    }

    /// Cancels a run: its payloads are deleted, and what workers do for it is not waited for. Returns how many tasks ran.
    ///
    /// # Errors
    /// There is no such open run; those of the connection.
    pub fn cancel(&mut self, run: RunId) -> Result<u64, Error> {
        self.count("SELECT vntr_queue.cancel($1)", &[&&run.0[..]])
    }

    /// Gives out again what was set aside, and lets a cancelled run go on. Returns how many tasks.
    ///
    /// # Errors
    /// There is no such run; those of the connection.
    pub fn retry(&mut self, run: RunId) -> Result<u64, Error> {
        self.count("SELECT vntr_queue.retry($1)", &[&&run.0[..]])
    }

    /// Deletes one run. Returns how many there were.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn delete(&mut self, run: RunId) -> Result<u64, Error> {
        self.count("SELECT vntr_queue.clean($1, 0)", &[&&run.0[..]])
    }

    /// Deletes runs, finished or not, that no coordinator and no worker touched for so long, and workers not seen for so long. Returns how many
    /// runs.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn clean(&mut self, untouched: Duration) -> Result<u64, Error> {
        self.count(
            "SELECT vntr_queue.clean(NULL, $1)",
            &[&untouched.as_secs_f64()],
        )
    }

    fn count(
        &mut self,
        call: &str,
        parameters: &[&(dyn postgres::types::ToSql + Sync)],
    ) -> Result<u64, Error> {
        let row = self
            .link
            .call(|client| client.query_one(call, parameters))?;
        Ok(row.get::<_, i32>(0) as u64)
    }
}
