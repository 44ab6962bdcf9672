//! `vntr queue`.

use crate::error::{Error, Result};
use crate::{input, output};
use queue::{Key, KeyError, Operator, Part, RunId, Status};
use std::time::Duration;

/// The environment variable that has the URL.
const URL_VARIABLE: &str = "VNTR_QUEUE_URL";
/// How much of a run's id is shown, and enough of it to name the run.
const SHOWN_DIGITS: usize = 12;

/// The queue for many machines, on PostgreSQL: show it, make it, and look after it
///
/// Without a subcommand: runs, workers, and what failed. docs/queue.md is the guide.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    server: ServerArg,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Which queue.
#[derive(clap::Args)]
pub struct ServerArg {
    /// The database, as postgres://USER@HOST/DATABASE; the password is better in VNTR_QUEUE_URL or PGPASSWORD, where other users do not see it
    /// [default: VNTR_QUEUE_URL]
    #[arg(long = "queue", value_name = "URL", global = true)]
    url: Option<String>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Make the queue in a database, or bring it up to date, as the database's owner
    ///
    /// With VNTR_QUEUE_KEY in the environment that is the queue's key from now on; else that of the first coordinator is.
    Init {
        /// Let this role of the server give runs, take results and look after the queue
        #[arg(long, value_name = "ROLE")]
        coordinator: Vec<String>,
        /// Let this role of the server get tasks and return results, and nothing else
        #[arg(long, value_name = "ROLE")]
        worker: Vec<String>,
        /// Forget the key, while there is no run: the next one is the queue's
        #[arg(long)]
        forget_key: bool,
    },
    /// Print a new key for VNTR_QUEUE_KEY, on coordinators and workers alike
    Key,
    /// Cancel a run: workers leave it at their next sign of life
    Cancel {
        /// Its id, or how it begins
        run: String,
    },
    /// Give out again what was set aside, and let a cancelled run go on
    Retry {
        /// Its id, or how it begins
        run: String,
    },
    /// Delete runs that nobody touched for some time, or one run
    Clean {
        /// Its id, or how it begins [default: all that nobody touched]
        run: Option<String>,
        /// For how long: a number and s, m, h or d
        #[arg(long, value_name = "TIME", default_value = "7d", value_parser = input::time)]
        untouched: Duration,
    },
}

/// This URL, or that of the environment.
///
/// # Errors
/// Neither is there.
pub fn url_of(given: Option<&String>) -> Result<String> {
    let url = given.cloned().or_else(|| std::env::var(URL_VARIABLE).ok());
    url.ok_or_else(|| {
        Error::usage(format!(
            "which queue? expected --queue URL or {URL_VARIABLE}, as postgres://USER@HOST/DATABASE"
        ))
    })
}

impl ServerArg {
    /// The URL that was given, or that of the environment.
    ///
    /// # Errors
    /// Neither is there.
    pub fn url(&self) -> Result<String> {
        url_of(self.url.as_ref())
    }

    fn operator(&self) -> Result<Operator> {
        Ok(Operator::new(&self.url()?)?)
    }
}

pub fn run(args: &Args) -> Result {
    match &args.command {
        None => show(args),
        Some(Command::Key) => {
            output::talk("note: whoever has it can read the secret tapes of all runs");
            output::line(&*Key::generate())
        }
        Some(Command::Init {
            coordinator,
            worker,
            forget_key,
        }) => init(args, coordinator, worker, *forget_key),
        Some(Command::Cancel { run }) => {
            let mut operator = args.server.operator()?;
            let run = find(&mut operator, run)?;
            let running = operator.cancel(run)?;
            output::line(format_args!(
                "run {run} is cancelled; {running} tasks were running"
            ))
        }
        Some(Command::Retry { run }) => {
            let mut operator = args.server.operator()?;
            let run = find(&mut operator, run)?;
            let tasks = operator.retry(run)?;
            output::line(format_args!(
                "run {run} goes on; {tasks} tasks are given out again"
            ))
        }
        Some(Command::Clean { run, untouched }) => {
            let mut operator = args.server.operator()?;
            let deleted = match run {
                Some(run) => {
                    let run = find(&mut operator, run)?;
                    operator.delete(run)?
                }
                None => operator.clean(*untouched)?,
            };
            output::line(format_args!("{deleted} runs deleted"))
        }
    }
}

/// The one run whose id begins so.
fn find(operator: &mut Operator, begin: &str) -> Result<RunId> {
    let digits = begin.trim_start_matches("0x").to_lowercase();
    let status = operator.status()?;
    let mut found = status
        .runs
        .iter()
        .filter(|run| run.run.starts_with(&digits));
    match (found.next(), found.next()) {
        (Some(run), None) => run.run.parse().map_err(Error::environment),
        (Some(_), Some(_)) => Err(Error::usage(format!(
            "more than one run begins with '{begin}': expected more digits"
        ))),
        (None, _) => Err(Error::usage(format!(
            "no run begins with '{begin}'; `vntr queue` lists them"
        ))),
    }
}

fn init(args: &Args, coordinators: &[String], workers: &[String], forget_key: bool) -> Result {
    let key = match Key::from_env() {
        Ok(key) => Some(key),
        Err(KeyError::Missing) => None,
        Err(error) => return Err(Error::usage(error)),
    };
    let mut operator = args.server.operator()?;
    let before = operator.init(if forget_key { None } else { key.as_ref() })?;
    if forget_key {
        operator.forget_key()?;
        if key.is_some() {
            operator.init(key.as_ref())?;
        }
    }
    output::line(match before {
        0 => "the queue is made",
        _ => "the queue is there",
    })?;
    for (part, name, roles) in [
        (Part::Coordinator, "a coordinator", coordinators),
        (Part::Worker, "a worker", workers),
    ] {
        for role in roles {
            operator.grant(part, role)?;
            output::line(format_args!("{role} is {name}"))?;
        }
    }
    if key.is_none() {
        output::talk(
            "note: VNTR_QUEUE_KEY is not set: the key of the first coordinator will be the queue's; `vntr queue key` makes one",
        );
    }
    if coordinators.is_empty() && workers.is_empty() {
        output::talk(
            "note: only the owner may use it so far. On the server, CREATE ROLE vntr_coordinator LOGIN PASSWORD '...', the same for vntr_worker; then\n\
             note:   vntr queue init --coordinator vntr_coordinator --worker vntr_worker\n\
             note: coordinators give runs, see results and look after the queue; workers get tasks and return results; neither reads a table",
        );
    }
    Ok(())
}

fn show(args: &Args) -> Result {
    let status = args.server.operator()?.status()?;
    if args.json {
        return output::json(&status);
    }
    if status.runs.is_empty() {
        output::talk("no runs");
    } else {
        output::data(output::table(&runs(&status)))?;
    }
    for run in status.runs.iter().filter(|run| run.is_stranded()) {
        output::talk(format!(
            "note: run {} waits for a worker that knows \"{}\": none was seen in the last minute",
            short(&run.run),
            plain(&run.version)
        ));
    }
    if !status.workers.is_empty() {
        output::data("\n")?;
        output::data(output::table(&workers(&status)))?;
    }
    if !status.failures.is_empty() {
        output::data("\n")?;
    }
    for failed in &status.failures {
        let reason = plain(failed.reason.as_deref().unwrap_or("no reason was given"));
        let aside = if failed.set_aside { ", set aside" } else { "" };
        output::line(format_args!(
            "{} ago, {} of segment {} of run {} by {}: {}{aside}: {reason}",
            seconds(failed.age_seconds),
            failed.kind,
            failed.segment,
            short(&failed.run),
            plain(&failed.worker),
            failed.outcome,
        ))?;
    }
    Ok(())
}

/// Names and reasons come from whoever may use the queue: without what a terminal would obey.
fn plain(text: &str) -> String {
    text.replace(char::is_control, "?")
}

fn short(run: &str) -> &str {
    run.get(..SHOWN_DIGITS).unwrap_or(run)
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A line for each pass of a run; a run without tasks has one line all the same.
fn runs(status: &Status) -> Vec<Vec<String>> {
    let mut rows = vec![row([
        "run",
        "state",
        "priority",
        "segments",
        "tasks",
        "done",
        "running",
        "waiting",
        "set aside",
        "a minute",
        "left",
        "payloads",
    ])];
    for run in &status.runs {
        let mib = run.payload_bytes as f64 / f64::from(1 << 20);
        let head = [
            short(&run.run).to_owned(),
            run.state.clone(),
            run.priority.to_string(),
            run.segments.to_string(),
        ];
        let tail = [
            output::or_dash(run.rate().map(|rate| format!("{:.1}", 60.0 * rate))),
            output::or_dash(run.seconds_left().map(seconds)),
            format!("{mib:.1} MiB"),
        ];
        let mut passes = run.passes.iter().map(|pass| {
            [
                pass.kind.clone(),
                // What the coordinator has yet to check is done by the workers.
                (pass.accepted + pass.returned).to_string(),
                pass.running.to_string(),
                pass.waiting.to_string(),
                pass.set_aside.to_string(),
            ]
        });
        let none = || std::array::from_fn(|_| "-".to_owned());
        let first = passes.next().unwrap_or_else(none);
        rows.push([&head[..], &first, &tail].concat());
        for pass in passes {
            let empty: [String; 4] = Default::default();
            rows.push([&empty[..], &pass].concat());
        }
    }
    rows
}

fn workers(status: &Status) -> Vec<Vec<String>> {
    let mut rows = vec![row(["worker", "seen", "does", "for", "run"])];
    for worker in &status.workers {
        let seen = format!("{} ago", seconds(worker.seen_seconds));
        let name = plain(&worker.name);
        rows.push(match (&worker.task, worker.is_alive()) {
            (Some(task), _) => vec![
                name,
                seen,
                format!("{} {}", task.kind, task.segment),
                seconds(task.seconds),
                short(&task.run).to_owned(),
            ],
            (None, true) => [&[name, seen][..], &row(["waits", "-", "-"])].concat(),
            (None, false) => [&[name, seen][..], &row(["gone", "-", "-"])].concat(),
        });
    }
    rows
}

/// Rounded as people say it.
fn seconds(time: f64) -> String {
    let time = time.max(0.0);
    match time {
        ..120.0 => format!("{time:.0} s"),
        ..7200.0 => format!("{:.0} min", time / 60.0),
        ..172_800.0 => format!("{:.0} h", time / 3600.0),
        _ => format!("{:.0} d", time / 86400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_rounded() {
        let shown = [-1.0, 119.4, 120.0, 7200.0, 172_800.0].map(seconds);
        assert_eq!(shown, ["0 s", "119 s", "2 min", "2 h", "2 d"]);
    }
}
