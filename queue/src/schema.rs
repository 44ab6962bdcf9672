//! The tables and functions on the server: numbered SQL files, and who may call what.

use crate::error::Error;
use postgres::Client;

/// In order; the number of the last one is the version. A file that was released never changes.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_queue.sql")];

/// What this crate's calls are written for.
pub(crate) const VERSION: i32 = MIGRATIONS.len() as i32;

/// Held while the schema is changed: two owners at once make it one after the other. "vntr" in ASCII.
const LOCK: i64 = 0x766e_7472;

/// What a role of the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Gives runs, takes results, and looks after the queue.
    Coordinator,
    /// Gets tasks and returns results, and sees nothing else.
    Worker,
}

impl Part {
    /// The functions it calls. It has no right on any table.
    fn functions(self) -> &'static [&'static str] {
        match self {
            Part::Coordinator => &[
                "schema_version",
                "get_key_check",
                "put_key_check",
                "open_run",
                "give",
                "put_payload",
                "missing_payloads",
                "next_event",
                "accept",
                "refuse",
                "finish_run",
                "cancel",
                "retry",
                "clean",
                "status",
            ],
            Part::Worker => &[
                "schema_version",
                "get_key_check",
                "claim",
                "get_payload",
                "beat",
                "finish",
                "give_up",
            ],
        }
    }
}

/// Brings the schema to this version, all or nothing. Returns what it was: 0 for none.
pub(crate) fn migrate(client: &mut Client) -> Result<i32, postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    transaction.batch_execute(
        "CREATE SCHEMA IF NOT EXISTS vntr_queue;
         CREATE TABLE IF NOT EXISTS vntr_queue.migrations (version int PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now());
         SET LOCAL search_path = vntr_queue, pg_temp",
    )?;
    let before: i32 = transaction
        .query_one("SELECT coalesce(max(version), 0) FROM migrations", &[])?
        .get(0);
    for (version, sql) in (1..).zip(MIGRATIONS) {
        if version > before {
            transaction.batch_execute(sql)?;
            transaction.execute("INSERT INTO migrations (version) VALUES ($1)", &[&version])?;
        }
    }
    if before < VERSION {
        // PostgreSQL lets everybody call a new function.
        transaction
            .batch_execute("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA vntr_queue FROM PUBLIC")?;
    }
    transaction.commit()?;
    Ok(before)
}

/// Lets a role do its part, and nothing of the other one that it may have had.
pub(crate) fn grant(client: &mut Client, part: Part, role: &str) -> Result<(), postgres::Error> {
    let role: String = client.query_one("SELECT quote_ident($1)", &[&role])?.get(0);
    let functions: Vec<String> = part
        .functions()
        .iter()
        .map(|function| format!("vntr_queue.{function}"))
        .collect();
    client.batch_execute(&format!(
        "BEGIN;
         REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vntr_queue FROM {role};
         GRANT USAGE ON SCHEMA vntr_queue TO {role};
         GRANT EXECUTE ON FUNCTION {} TO {role};
         COMMIT",
        functions.join(", ")
    ))
}

pub(crate) fn expect_version(server: &str, found: i32) -> Result<(), Error> {
    if found == VERSION {
        return Ok(());
    }
    Err(Error::Version {
        server: server.to_owned(),
        found,
        expected: VERSION,
    })
}
