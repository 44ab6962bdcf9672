//! Faults at random moments of whole runs, with workers and coordinators that are processes of their own: nothing is lost, no false result is
//! accepted, the run finishes.

use crate::support::{
    Database, Process, Server, coordinate_run, expected_run, key, run, superuser,
};
use campaign::{Campaign, Extent};
use queue::{Queue, Run};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

type Counts = BTreeMap<String, u64>;

const SEGMENTS: u32 = 8;
/// How long a worker takes for a task, half more or less.
const MILLISECONDS: u64 = 60;
/// So many faults in a run at most.
const FAULTS: u64 = 3;
/// A run takes about half a second without faults.
const DEADLINE: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// kill -9 of a worker; another one is started.
    WorkerKilled,
    /// kill -9 of the coordinator; it is started again.
    CoordinatorKilled,
    /// All processes of the server end without a word.
    ServerRestarted,
    /// All connections of workers and coordinator.
    ConnectionsCut,
    /// No room for tables on the server, for a while.
    DiskFull,
    /// A bit of a result in the table.
    ResultDamaged,
    /// A bit of a payload, or of a detail.
    PayloadDamaged,
    /// Two results, or two payloads, in each other's place.
    RowsExchanged,
    /// A worker returns results of other segments.
    Lies,
    /// Leases run out while their workers work.
    LeasesLost,
    /// The server's clock, by up to a day in both directions.
    ClockJumps,
}

const ALL: [(&str, Fault); 11] = [
    ("worker killed", Fault::WorkerKilled),
    ("coordinator killed", Fault::CoordinatorKilled),
    ("server restarted", Fault::ServerRestarted),
    ("connections cut", Fault::ConnectionsCut),
    ("disk full", Fault::DiskFull),
    ("result damaged", Fault::ResultDamaged),
    ("payload damaged", Fault::PayloadDamaged),
    ("rows exchanged", Fault::RowsExchanged),
    ("worker lies", Fault::Lies),
    ("leases lost", Fault::LeasesLost),
    ("clock jumps", Fault::ClockJumps),
];

/// Passes on what both sides say, until it is cut.
struct Proxy {
    port: u16,
    open: Arc<Mutex<Vec<TcpStream>>>,
    over: Arc<AtomicBool>,
}

impl Proxy {
    fn new(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let open = Arc::new(Mutex::new(vec![]));
        let over = Arc::new(AtomicBool::new(false));
        let (all, is_over) = (open.clone(), over.clone());
        std::thread::spawn(move || {
            for client in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(client), Ok(server)) = (client, TcpStream::connect(("127.0.0.1", to)))
                else {
                    continue;
                };
                for (from, into) in [(&client, &server), (&server, &client)] {
                    let (mut from, mut into) =
                        (from.try_clone().unwrap(), into.try_clone().unwrap());
                    std::thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut into);
                        let _ = from.shutdown(Shutdown::Both);
                        let _ = into.shutdown(Shutdown::Both);
                    });
                }
                all.lock().unwrap().extend([client, server]);
            }
        });
        Proxy { port, open, over }
    }

    /// How many connections there were.
    fn cut(&self) -> u64 {
        let sockets: Vec<TcpStream> = self.open.lock().unwrap().drain(..).collect();
        let open = sockets
            .iter()
            .filter(|socket| socket.shutdown(Shutdown::Both).is_ok());
        open.count() as u64 / 2
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        self.cut();
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// A small disk, or a trigger that says what PostgreSQL says then.
enum Disk {
    Real(PathBuf),
    Simulated,
}

impl Disk {
    /// A file system of 64 MiB below the server's directory, where this user may mount one.
    fn new(server: &Server) -> Self {
        let place = server.directory.join("disk");
        std::fs::create_dir(&place).unwrap();
        let data = server.directory.join("data");
        let mounted = Command::new("sh")
            .args([
                "-c",
                "mount -t tmpfs -o size=64m tmpfs \"$1\" && chown --reference=\"$2\" \"$1\"",
                "sh",
            ])
            .args([&place, &data])
            .stderr(std::process::Stdio::null())
            .status();
        if !mounted.unwrap().success() {
            return Disk::Simulated;
        }
        let sql = format!("CREATE TABLESPACE small LOCATION '{}'", place.display());
        superuser(server, "postgres").batch_execute(&sql).unwrap();
        Disk::Real(place)
    }

    fn fill(&self, database: &Database) {
        match self {
            Disk::Real(place) => {
                let mut file = std::fs::File::create(place.join("filler")).unwrap();
                let block = vec![1; 4096];
                while file.write_all(&block).is_ok() {}
            }
            Disk::Simulated => database
                .superuser()
                .batch_execute(
                    "CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
                         $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                     CREATE TRIGGER full_disk BEFORE INSERT ON vntr_queue.payloads EXECUTE FUNCTION public.full();
                     CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON vntr_queue.attempts EXECUTE FUNCTION public.full();",
                )
                .unwrap(),
        }
    }

    fn clear(&self, database: &Database) {
        match self {
            Disk::Real(place) => std::fs::remove_file(place.join("filler")).unwrap(),
            Disk::Simulated => database
                .superuser()
                .batch_execute("DROP FUNCTION public.full() CASCADE")
                .unwrap(),
        }
    }
}

/// One of the coordinator's two shapes.
enum Coordinator {
    Thread(std::thread::JoinHandle<Result<Vec<Vec<u8>>, String>>),
    Process(Process),
}

/// A run with faults of one kind.
fn suffer(fault: Fault, name: &str, seed: u64) -> Result<Counts, String> {
    let mut random = StdRng::seed_from_u64(seed);
    let own = match fault {
        Fault::ServerRestarted | Fault::DiskFull => Server::start(),
        _ => None,
    };
    let disk = match (fault, &own) {
        (Fault::DiskFull, Some(server)) => Some(Disk::new(server)),
        _ => None,
    };
    let database = match (&own, &disk) {
        (Some(server), Some(Disk::Real(_))) => Database::on(server, "TABLESPACE small"),
        (Some(server), _) => Database::on(server, ""),
        (None, _) => Database::new().ok_or("no PostgreSQL")?,
    };
    let proxy = (fault == Fault::ConnectionsCut).then(|| Proxy::new(port(&database.worker)));
    let through = |url: &str| match &proxy {
        Some(proxy) => url.replace(&format!(":{}/", port(url)), &format!(":{}/", proxy.port)),
        None => url.to_owned(),
    };
    let (worker_url, coordinator_url) = (through(&database.worker), through(&database.coordinator));

    let run = Run {
        attempts: 20,
        ..run(seed as u8, SEGMENTS)
    };
    let mut number = 0;
    let mut start_worker = |role: &str| {
        number += 1;
        Process::start(role, &worker_url, number, MILLISECONDS)
    };
    let mut workers = vec![start_worker("worker"), start_worker("worker")];
    if fault == Fault::Lies {
        workers.push(start_worker("liar"));
    }
    let waits = Arc::new(AtomicU64::new(0));
    let start_coordinator = || {
        if fault == Fault::CoordinatorKilled {
            let segments = u64::from(SEGMENTS);
            return Coordinator::Process(Process::start(
                "coordinator",
                &coordinator_url,
                seed as u8,
                segments,
            ));
        }
        let (url, run, waits) = (coordinator_url.clone(), run.clone(), waits.clone());
        Coordinator::Thread(std::thread::spawn(move || {
            let mut queue = connect(&url)?;
            queue.set_notices(move |notice| {
                if notice.contains("trying again") {
                    waits.fetch_add(1, Ordering::Relaxed);
                }
            });
            Ok(coordinate_run(&mut queue, &run)?.results)
        }))
    };
    let mut coordinator = start_coordinator();

    let mut counts = Counts::new();
    let mut count = |what: &str, number: u64| {
        *counts.entry(format!("{name}: {what}")).or_default() += number;
    };
    let mut faults = 0;
    let began = Instant::now();
    loop {
        std::thread::sleep(Duration::from_millis(random.gen_range(5..150)));
        let is_over = match &mut coordinator {
            Coordinator::Thread(thread) => thread.is_finished(),
            Coordinator::Process(process) => !process.is_running(),
        };
        if is_over {
            break;
        }
        if began.elapsed() > DEADLINE {
            let tasks = database
                .superuser()
                .query("SELECT state || ' ' || failed FROM vntr_queue.tasks", &[]);
            let tasks: Vec<String> = tasks.unwrap().iter().map(|row| row.get(0)).collect();
            return Err(format!(
                "it does not finish after {faults} faults: {tasks:?}"
            ));
        }
        if faults >= FAULTS {
            continue;
        }
        let change = |sql: &str| {
            database
                .superuser()
                .execute(sql, &[])
                .map_err(|error| format!("{error:?}"))
        };
        faults += match fault {
            Fault::WorkerKilled => {
                let victim = random.gen_range(0..workers.len());
                workers[victim].kill();
                workers[victim] = start_worker("worker");
                1
            }
            Fault::CoordinatorKilled => {
                if let Coordinator::Process(process) = &mut coordinator {
                    process.kill();
                }
                coordinator = start_coordinator();
                1
            }
            Fault::ServerRestarted => {
                own.as_ref().expect("its own").restart();
                1
            }
            Fault::ConnectionsCut => u64::from(proxy.as_ref().expect("made").cut() > 0),
            Fault::DiskFull => {
                let disk = disk.as_ref().expect("made");
                disk.fill(&database);
                std::thread::sleep(Duration::from_millis(random.gen_range(100..600)));
                disk.clear(&database);
                1
            }
            Fault::ResultDamaged => {
                // Nonce, text and tag of a sealed hash.
                let byte = random.gen_range(0..24 + 32 + 16);
                change(&format!(
                    "UPDATE vntr_queue.tasks SET result = set_byte(result, {byte}, get_byte(result, {byte}) # 1)
                     WHERE id = (SELECT id FROM vntr_queue.tasks WHERE result IS NOT NULL ORDER BY random() LIMIT 1)"
                ))?
            }
            Fault::PayloadDamaged => u64::from(change(match random.gen_range(0..3) {
                0 => "UPDATE vntr_queue.passes SET detail = detail || '\\x00'::bytea",
                _ => "UPDATE vntr_queue.payloads SET body = substr(body, 2) WHERE segment >= random() * 8",
            })? > 0),
            Fault::RowsExchanged => u64::from(change(match random.gen_range(0..2) {
                0 => "UPDATE vntr_queue.payloads y SET body = z.body FROM vntr_queue.payloads z
                      WHERE z.run = y.run AND z.segment = y.segment # 1",
                _ => "UPDATE vntr_queue.tasks t SET result = u.result FROM vntr_queue.tasks u
                      WHERE t.id <> u.id AND t.pass = u.pass AND t.result IS NOT NULL AND u.result IS NOT NULL",
            })? > 0),
            // They are what the liar does by itself.
            Fault::Lies => 0,
            Fault::LeasesLost => {
                u64::from(change("UPDATE vntr_queue.tasks SET lease_until = clock_timestamp() - interval '1 s' WHERE state = 'running'")? > 0)
            }
            Fault::ClockJumps => {
                let seconds = random.gen_range(-86_400..86_400);
                change(&format!(
                    "CREATE OR REPLACE FUNCTION vntr_queue.clock() RETURNS timestamptz LANGUAGE sql VOLATILE SET search_path = vntr_queue, pg_temp AS
                     $$ SELECT clock_timestamp() + interval '{seconds} s' $$"
                ))?;
                1
            }
        };
    }
    let results = match coordinator {
        Coordinator::Thread(thread) => thread.join().map_err(|_| "the coordinator panicked")??,
        Coordinator::Process(mut process) => match process.end() {
            (Some(0), _) => expected_run(&run),
            (code, text) => return Err(format!("the coordinator ended with {code:?}: {text}")),
        },
    };
    if results != expected_run(&run) {
        return Err("a false result was accepted".to_owned());
    }
    for worker in &mut workers {
        if !worker.is_running() {
            return Err(format!("a worker ended: {:?}", worker.end()));
        }
    }
    // A coordinator that comes later finds the same: what was damaged after its acceptance is made anew.
    if coordinate_run(&mut connect(&coordinator_url)?, &run)?.results != results {
        return Err("the queue kept a false result".to_owned());
    }
    count("runs", 1);
    count("faults", faults);
    count("waited for", waits.load(Ordering::Relaxed));
    if let Some(disk) = &disk {
        count(
            if matches!(disk, Disk::Real(_)) {
                "on a real disk"
            } else {
                "simulated"
            },
            1,
        );
    }
    let ended = database
        .superuser()
        .query("SELECT outcome, count(*) FROM vntr_queue.attempts WHERE outcome IS NOT NULL GROUP BY 1", &[])
        .map_err(|error| error.to_string())?;
    for row in ended {
        count(
            &format!("attempts {}", row.get::<_, &str>(0)),
            row.get::<_, i64>(1) as u64,
        );
    }
    let refused = counts
        .get(&format!("{name}: attempts refused"))
        .copied()
        .unwrap_or_default();
    match fault {
        Fault::Lies if refused == 0 => Err("no lie was told".to_owned()),
        Fault::Lies => Ok(counts),
        _ if faults == 0 => Err("no fault came in time".to_owned()),
        _ => Ok(counts),
    }
}

fn port(url: &str) -> u16 {
    let (_, place) = url.split_once('@').unwrap();
    let (_, port) = place.split_once(':').unwrap();
    port[..port.find('/').unwrap()].parse().unwrap()
}

/// At moments when the server may be away.
fn connect(url: &str) -> Result<Queue, String> {
    let began = Instant::now();
    loop {
        match Queue::connect(url, key()) {
            Ok(queue) => return Ok(queue),
            Err(error) if began.elapsed() > Duration::from_secs(30) => {
                return Err(error.to_string());
            }
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// A hash of what the campaign is about: the client and the functions on the server.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = ["src", "migrations"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(std::fs::read(file).unwrap());
    }
    hex::encode(hash.finalize())
}

fn campaign(extent: Extent, seeds: u64) {
    // Without PostgreSQL there is nothing to do, and it was said.
    if Database::new().is_none() {
        return;
    }
    let campaign = Campaign {
        name: "queue",
        subject: ("code", code()),
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
fn faults_lose_nothing() {
    campaign(Extent::Sample, 3);
}

#[test]
#[ignore = "half an hour: ./evidence.sh queue"]
fn faults_lose_nothing_full() {
    campaign(Extent::Full, 50);
}
