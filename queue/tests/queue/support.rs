//! Servers, databases, and a handler that has no work of its own.

pub use crate::server::Server;
use postgres::{Client, NoTls};
use queue::worker::{self, Cancelled, Failure, Options, Task};
use queue::{Event, Key, Operator, Part, Queue, Run, RunId, Stop};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

/// The key of all tests.
pub const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
pub const VERSION: &str = "test 1";

pub fn key() -> Key {
    Key::from_hex(KEY).unwrap()
}

/// The server that tests share unless they break theirs.
static SHARED: LazyLock<Option<Server>> = LazyLock::new(Server::start);

/// The superuser on one of a server's databases.
pub fn superuser(server: &Server, database: &str) -> Client {
    Client::connect(&server.on(database), NoTls).expect("the server answers")
}

/// A database with a queue, an owner, a coordinator and a worker.
pub struct Database {
    pub name: String,
    pub owner: String,
    pub coordinator: String,
    pub worker: String,
    superuser: String,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// On the shared server; `None` where there is no PostgreSQL.
    pub fn new() -> Option<Self> {
        Some(Self::on(SHARED.as_ref()?, ""))
    }

    /// On a server, with more to say in CREATE DATABASE.
    pub fn on(server: &Server, with: &str) -> Self {
        let database = Self::empty(server, with);
        let mut operator = Operator::new(&database.owner).unwrap();
        assert_eq!(operator.init(Some(&key())).unwrap(), 0);
        for (part, role) in [(Part::Coordinator, "coordinator"), (Part::Worker, "worker")] {
            operator
                .grant(part, &format!("{role}_{}", database.name))
                .unwrap();
        }
        database
    }

    /// Without a queue.
    pub fn empty(server: &Server, with: &str) -> Self {
        let name = format!("q{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut client = superuser(server, "postgres");
        for role in ["owner", "coordinator", "worker"] {
            let create = format!("CREATE ROLE {role}_{name} LOGIN PASSWORD 'word'");
            client.batch_execute(&create).unwrap();
        }
        client
            .batch_execute(&format!("CREATE DATABASE {name} OWNER owner_{name} {with}"))
            .unwrap();
        let administrator = server.on(&name);
        let (_, place) = administrator.split_once('@').unwrap();
        let url = |role| format!("postgres://{role}_{name}:word@{place}");
        Database {
            owner: url("owner"),
            coordinator: url("coordinator"),
            worker: url("worker"),
            superuser: administrator.clone(),
            name,
        }
    }

    pub fn empty_shared() -> Option<Self> {
        Some(Self::empty(SHARED.as_ref()?, ""))
    }

    pub fn coordinator(&self) -> Queue {
        Queue::connect(&self.coordinator, key()).unwrap()
    }

    pub fn worker(&self) -> Queue {
        Queue::connect(&self.worker, key()).unwrap()
    }

    pub fn operator(&self) -> Operator {
        Operator::new(&self.coordinator).unwrap()
    }

    /// The server's administrator, who may do everything.
    pub fn superuser(&self) -> Client {
        Client::connect(&self.superuser, NoTls).unwrap()
    }

    /// One number of one row.
    pub fn count(&self, sql: &str) -> i64 {
        self.superuser().query_one(sql, &[]).unwrap().get(0)
    }
}

pub fn run(number: u8, segments: u32) -> Run {
    Run {
        id: RunId([number; 32]),
        version: VERSION.to_owned(),
        segments,
        priority: 0,
        attempts: 5,
    }
}

/// The payload of a segment: some random-looking kilobytes, the same each time.
pub fn payload(run: RunId, segment: u32) -> Vec<u8> {
    let block = Sha256::digest([&run.0[..], &segment.to_be_bytes()].concat());
    block.repeat(512)
}

/// What the synthetic handler computes of a task.
pub fn answer(run: RunId, kind: &str, segment: u32, payload: &[u8], detail: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [
        &run.0[..],
        kind.as_bytes(),
        &segment.to_be_bytes(),
        detail,
        payload,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// What it should be.
pub fn expected(run: RunId, kind: &str, segment: u32, detail: &[u8]) -> Vec<u8> {
    answer(run, kind, segment, &payload(run, segment), detail)
}

/// A handler that takes some time and answers right.
pub fn honest(
    task: &Task,
    payload: Vec<u8>,
    detail: &[u8],
    cancelled: &Cancelled,
    time: Duration,
) -> Result<Vec<u8>, Failure> {
    let end = std::time::Instant::now() + time;
    while std::time::Instant::now() < end {
        if cancelled.is_set() {
            return Err(Failure::Cancelled);
        }
        std::thread::sleep(Duration::from_millis(5).min(time));
    }
    Ok(answer(task.run, &task.kind, task.segment, &payload, detail))
}

/// Options of a worker for tests: it ends when there was nothing to do for a moment.
pub fn options(name: &str) -> Options {
    Options {
        lease: Duration::from_secs(2),
        idle_exit: Some(Duration::from_millis(300)),
        ..Options::new(name, vec![VERSION.to_owned()])
    }
}

/// Works until there is nothing to do.
pub fn work(database: &Database, name: &str) -> worker::Summary {
    worker::run(
        database.worker(),
        &options(name),
        |task, payload, detail, cancelled| honest(task, payload, detail, cancelled, Duration::ZERO),
    )
    .unwrap()
}

/// A worker in a thread of this process, stopped when this is dropped.
pub struct WorkerThread {
    pub stop: Stop,
    thread: Option<std::thread::JoinHandle<Result<worker::Summary, queue::Error>>>,
}

impl WorkerThread {
    pub fn start(
        queue: Queue,
        mut options: Options,
        handler: impl FnMut(&Task, Vec<u8>, &[u8], &Cancelled) -> Result<Vec<u8>, Failure>
        + Send
        + 'static,
    ) -> Self {
        let stop = Stop::default();
        options.stop = stop.clone();
        options.idle_exit = None;
        let thread = Some(std::thread::spawn(move || {
            worker::run(queue, &options, handler)
        }));
        WorkerThread { stop, thread }
    }

    pub fn join(mut self) -> Result<worker::Summary, queue::Error> {
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for WorkerThread {
    fn drop(&mut self) {
        self.stop.set();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What a coordinator met on its way.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Met {
    pub results: Vec<Vec<u8>>,
    pub refused: u64,
    pub payloads: u64,
}

/// A pass from its beginning to its end: puts payloads, checks results by doing the work itself.
pub fn coordinate(queue: &mut Queue, run: &Run, kind: &str, detail: &[u8]) -> Result<Met, String> {
    let mut met = Met {
        results: vec![vec![]; run.segments as usize],
        ..Met::default()
    };
    let mut pass = queue
        .give(run.id, kind, detail, 0..run.segments)
        .map_err(|error| error.to_string())?;
    loop {
        let event = pass.next(Duration::from_secs(60));
        match event.map_err(|error| error.to_string())? {
            Event::Result(result) => {
                if result.body == expected(run.id, kind, result.segment, detail) {
                    pass.accept(&result).map_err(|error| error.to_string())?;
                    met.results[result.segment as usize] = result.body;
                } else {
                    met.refused += 1;
                    pass.refuse(&result, "not what it should be")
                        .map_err(|error| error.to_string())?;
                }
            }
            Event::PayloadWanted(segment) => {
                met.payloads += 1;
                pass.put_payload(segment, &payload(run.id, segment))
                    .map_err(|error| error.to_string())?;
            }
            Event::SetAside {
                segment, reason, ..
            } => return Err(format!("segment {segment} was set aside: {reason}")),
            Event::Quiet => return Err("nothing new for a minute".to_owned()),
            Event::Done => return Ok(met),
        }
    }
}

/// A whole run: commits, then proofs that have a hash of the commits as their detail. Returns all results.
pub fn coordinate_run(queue: &mut Queue, run: &Run) -> Result<Met, String> {
    queue.open(run).map_err(|error| error.to_string())?;
    let commits = coordinate(queue, run, "commit", b"")?;
    let detail = Sha256::digest(commits.results.concat()).to_vec();
    let proofs = coordinate(queue, run, "prove", &detail)?;
    queue.finish(run.id).map_err(|error| error.to_string())?;
    Ok(Met {
        results: [commits.results, proofs.results].concat(),
        refused: commits.refused + proofs.refused,
        payloads: commits.payloads + proofs.payloads,
    })
}

/// What [`coordinate_run`] has to return.
pub fn expected_run(run: &Run) -> Vec<Vec<u8>> {
    let all = |kind: &str, detail: &[u8]| -> Vec<Vec<u8>> {
        (0..run.segments)
            .map(|segment| expected(run.id, kind, segment, detail))
            .collect()
    };
    let commits = all("commit", b"");
    let detail = Sha256::digest(commits.concat()).to_vec();
    [commits, all("prove", &detail)].concat()
}

/// Which child this process is, if it is one.
const ROLE: &str = "VNTR_QUEUE_TEST_ROLE";
static CHILDREN: Mutex<()> = Mutex::new(());

/// This test binary as another process that does one thing; it is killed when this is dropped.
pub struct Process {
    child: Child,
}

impl Process {
    /// `worker` or `coordinator`, on the queue of a URL. The milliseconds are how long a worker takes for a task.
    pub fn start(role: &str, url: &str, number: u8, milliseconds: u64) -> Self {
        let _one = CHILDREN.lock().unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "support::process",
                "--ignored",
                "--nocapture",
                "--quiet",
            ])
            .env(ROLE, format!("{role} {number} {milliseconds}"))
            .env("VNTR_QUEUE_URL", url)
            .env(queue::KEY_VARIABLE, KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Process { child }
    }

    /// SIGKILL: it can do nothing more.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits for its end. Its exit code and what it wrote.
    pub fn end(&mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        let mut text = String::new();
        for pipe in [
            self.child
                .stdout
                .take()
                .map(|p| Box::new(p) as Box<dyn Read>),
            self.child
                .stderr
                .take()
                .map(|p| Box::new(p) as Box<dyn Read>),
        ] {
            pipe.unwrap().read_to_string(&mut text).unwrap();
        }
        (status.code(), text)
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// No test: what [`Process`] runs.
#[test]
#[ignore = "what other tests start as processes of their own"]
fn process() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let url = std::env::var("VNTR_QUEUE_URL").unwrap();
    let mut words = role.split(' ');
    let role = words.next().unwrap();
    let number: u8 = words.next().unwrap().parse().unwrap();
    let milliseconds: u64 = words.next().unwrap().parse().unwrap();
    // Children are started at bad moments, too.
    let mut queue = loop {
        match Queue::connect(&url, Key::from_env().unwrap()) {
            Ok(queue) => break queue,
            Err(queue::Error::Connect { .. }) => std::thread::sleep(Duration::from_millis(50)),
            Err(error) => panic!("{error}"),
        }
    };
    match role {
        "worker" | "liar" => {
            let mut options = options(&format!("{role} {number}"));
            options.idle_exit = None;
            options.lease = Duration::from_secs(1);
            options.stop = Stop::on_signals().unwrap();
            let mut lies = u32::from(role == "liar") * 3;
            let summary = worker::run(queue, &options, |task, payload, detail, cancelled| {
                let part = rand::random::<f64>() + 0.5;
                let time = Duration::from_millis(milliseconds).mul_f64(part);
                let honest = honest(task, payload, detail, cancelled, time)?;
                if lies > 0 {
                    lies -= 1;
                    // Right, but for another segment.
                    let segment = task.segment + 1;
                    let other = self::payload(task.run, segment);
                    return Ok(answer(task.run, &task.kind, segment, &other, detail));
                }
                Ok(honest)
            });
            println!("{:?}", summary.unwrap());
        }
        "coordinator" => {
            let run = Run {
                attempts: 20,
                ..run(number, milliseconds as u32)
            };
            let met = coordinate_run(&mut queue, &run).unwrap();
            assert_eq!(met.results, expected_run(&run));
            println!("finished {}", met.refused);
        }
        other => panic!("{other} is no role"),
    }
}
