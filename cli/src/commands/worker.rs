//! `vntr worker`.

use crate::commands::queue::ServerArg;
use crate::error::{Error, Result};
use crate::measured::fits_memory;
use crate::{input, keys, output, queued};
use circuits::{Job, Profile, ProvingKey, SEGMENT_PROFILES, Srs, SrsName, VerifyingKey};
use queue::Stop;
use queue::worker::{Cancelled, Failure, Options, Step, Task, run_telling};
use std::time::Duration;

/// Prove segments of runs that `vntr prove --queue` gives out, until it is stopped
///
/// It sees the secret tapes of the runs. docs/queue.md is the guide.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    server: ServerArg,
    #[command(flatten)]
    srs: keys::SrsArg,
    /// Serve this profile of segments alone; may be repeated [default: all that this machine has the memory for, of a ceremony's those whose keys
    /// are made]
    #[arg(long, value_name = "NAME")]
    profile: Vec<String>,
    /// The name in `vntr queue` [default: host name and process id]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// How many threads prove [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// For how long a task stays this worker's after its last sign of life: a number and s, m or h
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = input::time)]
    lease: Duration,
    /// End after one task
    #[arg(long)]
    once: bool,
    /// End when there was nothing to do for so long: a number and s, m, h or d
    #[arg(long, value_name = "TIME", value_parser = input::time)]
    idle_exit: Option<Duration>,
}

pub fn run(args: &Args) -> Result {
    let srs = args.srs.name();
    output::note_srs(&srs);
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(Error::environment)?;
    }
    let served = served(args, &srs)?;
    let mut bench = Bench {
        srs_name: srs,
        served,
        keys: None,
    };
    let versions = bench.served.iter().map(queued::version).collect();
    let name = args.name.clone().unwrap_or_else(default_name);
    let options = Options {
        lease: args.lease,
        once: args.once,
        idle_exit: args.idle_exit,
        stop: Stop::on_signals().map_err(Error::environment)?,
        ..Options::new(name, versions)
    };
    let queue = queued::connect(&args.server.url()?)?;
    let names: Vec<&str> = bench.served.iter().map(|key| key.profile().name).collect();
    output::talk(format!(
        "worker {}: serves {}",
        options.name,
        names.join(", ")
    ));
    let work = |task: &Task, payload: Vec<u8>, detail: &[u8], cancelled: &Cancelled| {
        bench.work(task, &payload, detail, cancelled)
    };
    let summary = run_telling(queue, &options, tell, work)?;
    output::line(format_args!(
        "{} results returned, {} not needed any more, {} tasks failed",
        summary.returned, summary.unused, summary.failed
    ))
}

fn tell(step: Step) {
    match step {
        Step::Began(_) => {}
        Step::Returned(task, time) => {
            output::talk(format!("{task}: {:.1} s", time.as_secs_f64()));
        }
        Step::Unused(task) => output::talk(format!("{task}: not needed any more")),
        Step::Failed(task, reason) => output::talk(format!("{task}: failed: {reason}")),
    }
}

fn default_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = match host.trim() {
        "" => "worker",
        host => host,
    };
    format!("{host}-{}", std::process::id())
}

/// The keys of the profiles that are served.
fn served(args: &Args, srs: &SrsName) -> Result<Vec<VerifyingKey>> {
    if !args.profile.is_empty() {
        let key = |name: &String| {
            let profile = keys::profile(name)?;
            if !profile.segmented {
                let all = SEGMENT_PROFILES.map(|profile| profile.name).join(", ");
                return Err(Error::usage(format!(
                    "{name} is a profile of whole runs: expected one of {all}"
                )));
            }
            args.srs.key(profile)
        };
        return args.profile.iter().map(key).collect();
    }
    let mut served = vec![];
    for profile in &SEGMENT_PROFILES {
        if fits_memory(profile) {
            served.extend(VerifyingKey::cached(profile, srs)?);
        }
    }
    if served.is_empty() {
        return Err(Error::usage(format!(
            "no key of a profile of segments under SRS {srs} is made yet: expected --profile NAME, which makes it"
        )));
    }
    Ok(served)
}

/// What tasks are done with.
struct Bench {
    srs_name: SrsName,
    served: Vec<VerifyingKey>,
    /// Those of the last job: the next one is likely of the same run.
    keys: Option<(ProvingKey, Srs)>,
}

impl Bench {
    fn work(
        &mut self,
        task: &Task,
        payload: &[u8],
        detail: &[u8],
        cancelled: &Cancelled,
    ) -> std::result::Result<Vec<u8>, Failure> {
        let pass = queued::pass(&task.kind, detail);
        let pass = pass.ok_or_else(|| Failure::Task(format!("no such task: {}", task.kind)))?;
        let job = Job::from_bytes(payload).map_err(|error| Failure::Task(error.to_string()))?;
        if job.segment().index != task.segment as usize {
            return Err(Failure::Task("the payload is another segment's".to_owned()));
        }
        let (key, srs) = self.keys_for(&job, &task.version)?;
        if cancelled.is_set() {
            return Err(Failure::Cancelled);
        }
        let result = job.work(pass, key, srs, |_| ());
        result.ok_or_else(|| Failure::Task("a commitment is the point at infinity".to_owned()))
    }

    fn keys_for(
        &mut self,
        job: &Job,
        version: &str,
    ) -> std::result::Result<(&ProvingKey, &Srs), Failure> {
        let profile: &Profile = job.profile();
        let mut served = self.served.iter();
        let verifying =
            served.find(|key| key.profile() == profile && queued::version(key) == version);
        let Some(verifying) = verifying else {
            return Err(Failure::Task(format!(
                "the payload is of profile {}, the run of another version",
                profile.name
            )));
        };
        let fits = |(key, _): &(ProvingKey, Srs)| {
            key.verifying().hash() == verifying.hash() && key.program() == job.program()
        };
        if !self.keys.as_ref().is_some_and(fits) {
            // Before others take their memory.
            let srs = match self.keys.take() {
                Some((_, srs)) if srs.size() == profile.srs_size() => srs,
                _ => keys::srs(profile, &self.srs_name)
                    .map_err(|error| Failure::Worker(error.message))?,
            };
            let key = ProvingKey::new(verifying, &srs, job.program().clone())
                .map_err(|error| Failure::Task(error.to_string()))?;
            self.keys = Some((key, srs));
        }
        let (key, srs) = self.keys.as_ref().expect("just made");
        Ok((key, srs))
    }
}
