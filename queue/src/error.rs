//! What can go wrong between a client and the queue.

use crate::key::KeyError;
use std::time::Duration;

/// Why the queue did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL is not one. Its text is not shown: it may hold a password.
    #[error("the URL of the queue: {0}; expected postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE")]
    Url(String),
    /// There is no key, or it is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The queue was made with another key.
    #[error("the key does not fit the queue {server}: what is there was sealed with another one")]
    WrongKey {
        /// Which queue.
        server: String,
    },
    /// No connection.
    #[error("cannot connect to {server}: {reason}")]
    Connect {
        /// Host, port and database.
        server: String,
        /// What the system or the server said.
        reason: String,
    },
    /// A connection that broke, and did not come again in time.
    #[error("{server} did not answer for {} s: {reason}", waited.as_secs())]
    Unreachable {
        /// Host, port and database.
        server: String,
        /// For how long it was tried.
        waited: Duration,
        /// What the last try said.
        reason: String,
    },
    /// The database has no queue.
    #[error(
        "{server} has no queue: `vntr queue init` makes it, with the URL of the database's owner"
    )]
    NoQueue {
        /// Host, port and database.
        server: String,
    },
    /// The queue is of another version.
    #[error("the queue {server} has version {found}, this program knows version {expected}: {}",
        if found < expected { "`vntr queue init` brings it up to date, with the URL of its owner" } else { "a newer vntr is needed" })]
    Version {
        /// Host, port and database.
        server: String,
        /// The queue's.
        found: i32,
        /// This crate's.
        expected: i32,
    },
    /// The role may not do this.
    #[error(
        "{server} does not allow this: {reason}; `vntr queue init` says how a role becomes a coordinator or a worker"
    )]
    Denied {
        /// Host, port and database.
        server: String,
        /// What the server said.
        reason: String,
    },
    /// The queue said no.
    #[error("{0}")]
    Refused(String),
    /// The run was cancelled.
    #[error("run {0} was cancelled: `vntr queue retry` lets it go on")]
    Cancelled(String),
    /// Another coordinator gave tasks of this kind with another detail.
    #[error("the {kind} tasks of run {run} are void: another coordinator drew their detail anew")]
    Void {
        /// Which run.
        run: String,
        /// Which kind.
        kind: String,
    },
    /// The run was cleaned up.
    #[error("run {0} is not in the queue any more: somebody cleaned up")]
    Gone(String),
    /// The process was asked to end while it waited for the server.
    #[error("stopped while waiting for {server}")]
    Stopped {
        /// Host, port and database.
        server: String,
    },
    /// The worker cannot work.
    #[error("this worker cannot work: {0}")]
    Worker(String),
    /// Something that the server said and that is in no other variant.
    #[error("{server}: {reason}")]
    Database {
        /// Host, port and database.
        server: String,
        /// What the server said.
        reason: String,
    },
}

impl Error {
    /// Is it about what the user gave: URL, key, run?
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Error::Url(_) | Error::Key(_) | Error::WrongKey { .. } | Error::Refused(_)
        )
    }
}
