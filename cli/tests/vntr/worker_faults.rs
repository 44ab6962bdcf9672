//! Faults at random moments of runs that real provers prove: nothing is lost, no false proof is accepted, the run finishes. The faults of the
//! queue alone are in `queue/tests`; these are those that a prover or a verifier could take wrong.

use crate::workers::{PROFILE, Process, Queue};
use campaign::{Campaign, Extent};
use circuits::{Job, Pass, Profile, ProvingKey, Shared, Srs, VerifyingKey};
use postgres::{Client, NoTls};
use queue::worker::{self, Failure, Options, Task};
use queue::{Key, Stop};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

type Counts = BTreeMap<String, u64>;

/// So many faults in a run at most.
const FAULTS: u64 = 3;
/// A run takes some seconds without faults; the lease of a killed worker four more.
const DEADLINE: Duration = Duration::from_secs(240);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// kill -9 of a worker; another one is started.
    WorkerKilled,
    /// kill -9 of `vntr prove`; it is started again.
    CoordinatorKilled,
    /// All processes of the server end without a word.
    ServerRestarted,
    /// A bit of a result in the table, while `vntr prove` is away.
    ResultDamaged,
    /// Leases run out while their workers work: two workers have one task.
    LeasesLost,
    /// A worker returns commitments and proofs of other segments.
    Lies,
}

const ALL: [(&str, Fault); 6] = [
    ("worker killed", Fault::WorkerKilled),
    ("coordinator killed", Fault::CoordinatorKilled),
    ("server restarted", Fault::ServerRestarted),
    ("result damaged", Fault::ResultDamaged),
    ("leases lost", Fault::LeasesLost),
    ("worker lies", Fault::Lies),
];

/// A worker that has the key and the whole prover, and returns three times what another segment's task wanted.
struct Liar {
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Liar {
    fn start(queue: &Queue) -> Self {
        let profile = Profile::by_name(PROFILE).unwrap();
        let verifying = VerifyingKey::pinned(profile).unwrap();
        let srs = Srs::dev(profile.srs_size()).unwrap();
        // As `vntr worker` says it: with another one there are no tasks, and no lie is told.
        let hash = hex::encode(verifying.hash());
        let version = format!(
            "vntr {}, jobs {}, verifier 0x{hash}",
            env!("CARGO_PKG_VERSION"),
            Job::VERSION
        );
        let stop = Stop::default();
        let options = Options {
            lease: Duration::from_secs(4),
            stop: stop.clone(),
            ..Options::new("liar", vec![version])
        };
        let key = Key::from_hex(queue.key()).unwrap();
        let server = queue::Queue::connect(&queue.server.url, key).unwrap();
        let mut proving = None;
        let mut before: Option<(Pass, Vec<u8>)> = None;
        let mut lies = 3;
        let work = move |task: &Task, payload: Vec<u8>, detail: &[u8], _: &worker::Cancelled| {
            let pass = match task.kind.as_str() {
                "commit" => Pass::Commit(u32::from_be_bytes(detail.try_into().unwrap())),
                _ => Pass::Prove(Shared(detail.try_into().unwrap())),
            };
            if let Some((of, result)) = &before
                && *of == pass
                && lies > 0
            {
                lies -= 1;
                return Ok(result.clone());
            }
            let job = Job::from_bytes(&payload).unwrap();
            let new = || ProvingKey::new(&verifying, &srs, Arc::clone(job.program())).unwrap();
            let result = job.work(pass, proving.get_or_insert_with(new), &srs, |_| ());
            let result = result.ok_or_else(|| Failure::Task("no result".to_owned()))?;
            before = Some((pass, result.clone()));
            Ok(result)
        };
        let thread = std::thread::spawn(move || {
            worker::run(server, &options, work).unwrap();
        });
        Liar {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        self.stop.set();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A run with faults of one kind.
fn suffer(fault: Fault, name: &str, seed: u64) -> Result<Counts, String> {
    let mut random = StdRng::seed_from_u64(seed);
    let queue = Queue::new().ok_or("no PostgreSQL")?;
    let superuser = || {
        let began = Instant::now();
        loop {
            match Client::connect(&queue.server.url, NoTls) {
                Ok(client) => return Ok(client),
                Err(error) if began.elapsed() > DEADLINE => return Err(error.to_string()),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    };
    let change = |sql: &str| {
        let changed = superuser()?.execute(sql, &[]);
        Ok::<u64, String>(u64::from(changed.map_err(|error| error.to_string())? > 0))
    };
    let mut number = 0;
    let mut start_worker = || -> Process {
        number += 1;
        queue.worker(&format!("worker-{number}"))
    };
    let mut workers = [start_worker(), start_worker()];
    let liar = (fault == Fault::Lies).then(|| Liar::start(&queue));
    let mut coordinator = queue.start(&queue.prove());
    let mut faults = 0;
    let began = Instant::now();
    loop {
        std::thread::sleep(Duration::from_millis(random.gen_range(20..600)));
        match coordinator.code() {
            Some(0) => break,
            Some(code) => return Err(format!("the coordinator ended with {code}")),
            None if began.elapsed() > DEADLINE => {
                return Err(format!("it does not finish after {faults} faults"));
            }
            None => {}
        }
        if faults >= FAULTS {
            continue;
        }
        faults += match fault {
            Fault::WorkerKilled => {
                let victim = random.gen_range(0..workers.len());
                workers[victim].kill();
                workers[victim] = start_worker();
                1
            }
            Fault::CoordinatorKilled => {
                coordinator.kill();
                coordinator = queue.start(&queue.prove());
                1
            }
            Fault::ServerRestarted => {
                queue.server.restart();
                1
            }
            Fault::ResultDamaged => {
                // Else it is taken before it is damaged.
                coordinator.kill();
                std::thread::sleep(Duration::from_millis(random.gen_range(20..600)));
                let damaged = change(&format!(
                    "UPDATE vntr_queue.tasks SET result = set_byte(result, p, get_byte(result, p) # 1)
                     FROM (SELECT id AS damaged, {} % length(result) AS p FROM vntr_queue.tasks
                           WHERE result IS NOT NULL ORDER BY random() LIMIT 1) d
                     WHERE id = damaged",
                    random.gen_range(0..1_000_000)
                ))?;
                coordinator = queue.start(&queue.prove());
                damaged
            }
            Fault::LeasesLost => change(
                "UPDATE vntr_queue.tasks SET lease_until = clock_timestamp() - interval '1 s' WHERE state = 'running'",
            )?,
            // They are what the liar does by itself.
            Fault::Lies => 0,
        };
    }
    for worker in &mut workers {
        if let Some(code) = worker.code() {
            return Err(format!("a worker ended with {code}"));
        }
    }
    drop(liar);
    let verified = queue.vntr("verify proof.json --srs dev --program countdown.s");
    if verified.code != 0 || !verified.stdout.contains("VALID") {
        return Err(format!("a false proof was accepted: {}", verified.stderr));
    }
    let runs = queue.runs();
    if runs.len() != 1 || runs[0]["state"] != "finished" {
        return Err(format!("the run is not finished once: {runs:?}"));
    }
    let mut counts = Counts::new();
    let mut count = |what: &str, number: u64| {
        *counts.entry(format!("{name}: {what}")).or_default() += number;
    };
    count("runs", 1);
    count("faults", faults);
    let ended = superuser()?.query(
        "SELECT outcome, count(*) FROM vntr_queue.attempts WHERE outcome IS NOT NULL GROUP BY 1",
        &[],
    );
    let mut refused = 0;
    for row in ended.map_err(|error| error.to_string())? {
        let (outcome, number): (String, i64) = (row.get(0), row.get(1));
        if outcome == "refused" {
            refused = number;
        }
        count(&format!("attempts {outcome}"), number as u64);
    }
    match fault {
        Fault::Lies if refused == 0 => Err("no lie was told".to_owned()),
        Fault::Lies => Ok(counts),
        _ if faults == 0 => Err("no fault came in time".to_owned()),
        _ => Ok(counts),
    }
}

fn campaign(extent: Extent, seeds: u64) {
    // Without PostgreSQL there is nothing to do, and it was said.
    if Queue::new().is_none() {
        return;
    }
    let key = VerifyingKey::pinned(Profile::by_name(PROFILE).unwrap()).unwrap();
    let campaign = Campaign {
        name: "queue-proofs",
        subject: ("verifier", hex::encode(key.hash())),
        extent,
    };
    let units: Vec<String> = (0..seeds)
        .flat_map(|seed| ALL.map(|(name, _)| format!("{name} {seed}")))
        .collect();
    let all = campaign.run(&units, |unit| {
        let (name, seed) = unit.rsplit_once(' ').ok_or("a unit")?;
        let (_, fault) = ALL
            .into_iter()
            .find(|(other, _)| *other == name)
            .ok_or("a fault")?;
        suffer(fault, name, seed.parse().map_err(|_| "a seed")?)
    });
    let mut sums = Counts::new();
    for counts in all.into_values() {
        for (what, number) in counts {
            *sums.entry(what).or_default() += number;
        }
    }
    campaign.publish(units.len(), &sums);
}

#[test]
fn faults_lose_no_proof() {
    campaign(Extent::Sample, 1);
}

#[test]
#[ignore = "half an hour: ./evidence.sh queue-proofs"]
fn faults_lose_no_proof_full() {
    campaign(Extent::Full, 50);
}
