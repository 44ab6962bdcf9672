//! `vntr prove --queue` and `vntr worker`, with real provers on a real server; and runs that are interrupted without a queue.

use crate::queue::server::Server;
use crate::support::{Place, program};
use queue::Key;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const PROFILE: &str = "segments-1k-r16";

/// Counts the secret word down, seven steps each, and answers 0.
const COUNTDOWN: &str = "
        read    r1, 1
_next:  add     r2, r2, r1
        and     r3, r2, 0xff8
        or      r3, r3, 0x8000
        store.w r3, r2
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        answer  0
";

/// Waits for something that happens within a minute.
fn wait_until(what: &str, mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < Duration::from_secs(60), "not yet: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A process that is killed when this is dropped.
pub struct Process(Child);

impl Process {
    fn start(mut command: Command) -> Self {
        let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
        Process(silent.spawn().unwrap())
    }

    /// Ended within a minute: its exit code.
    fn ended(&mut self) -> i32 {
        let mut code = None;
        wait_until("it ends", || {
            code = self.code();
            code.is_some()
        });
        code.expect("it has ended")
    }

    /// Its exit code, if it has ended by itself.
    pub fn code(&mut self) -> Option<i32> {
        let status = self.0.try_wait().unwrap()?;
        Some(status.code().expect("an exit code"))
    }

    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A queue, and a run of six segments.
pub struct Queue {
    place: Place,
    variables: [(String, String); 3],
    pub server: Server,
}

impl Queue {
    pub fn new() -> Option<Self> {
        let server = Server::start()?;
        let place = Place::new();
        place.write("countdown.s", program(16, COUNTDOWN));
        place.write("secret", "800");
        let cache = place.path("cache");
        let variables = [
            ("VNTR_QUEUE_URL", server.url.clone()),
            ("VNTR_QUEUE_KEY", (*Key::generate()).clone()),
            // What is kept of a run is there until one process has its proof, and two tests have the same run.
            ("VNTR_CACHE", cache.to_str().unwrap().to_owned()),
        ];
        let queue = Queue {
            place,
            variables: variables.map(|(name, value)| (name.to_owned(), value)),
            server,
        };
        queue.vntr("queue init").exits(0);
        Some(queue)
    }

    pub fn key(&self) -> &str {
        &self.variables[1].1
    }

    fn variables(&self) -> [(&str, &str); 3] {
        [0, 1, 2].map(|i| {
            let (name, value) = &self.variables[i];
            (name.as_str(), value.as_str())
        })
    }

    pub fn vntr(&self, arguments: &str) -> crate::support::Ran {
        self.place.vntr_with(&self.variables(), arguments)
    }

    pub fn start(&self, arguments: &str) -> Process {
        let mut command = self.place.command(arguments);
        command.envs(self.variables());
        Process::start(command)
    }

    pub fn worker(&self, name: &str) -> Process {
        self.start(&format!(
            "worker --profile {PROFILE} --threads 1 --lease 4s --name {name}"
        ))
    }

    pub fn prove(&self) -> String {
        format!("prove countdown.s --auxiliary secret --profile {PROFILE} --queue -o proof.json")
    }

    fn verify(&self) {
        self.vntr("verify proof.json --srs dev --program countdown.s")
            .exits(0)
            .prints("VALID");
    }

    pub fn runs(&self) -> Vec<serde_json::Value> {
        let status = self.vntr("queue --json").exits(0).json();
        status["runs"].as_array().unwrap().clone()
    }

    fn payloads(&self) -> u64 {
        let of = |run: &serde_json::Value| run["payloads"].as_u64().unwrap();
        self.runs().iter().map(of).sum()
    }

    /// How many passes of all runs have begun.
    fn passes(&self) -> usize {
        let of = |run: &serde_json::Value| run["passes"].as_array().unwrap().len();
        self.runs().iter().map(of).sum()
    }

    /// How many results there are of all runs.
    fn done(&self) -> u64 {
        let of = |pass: &serde_json::Value| {
            pass["returned"].as_u64().unwrap() + pass["accepted"].as_u64().unwrap()
        };
        let passes = |run: &serde_json::Value| {
            run["passes"]
                .as_array()
                .unwrap()
                .iter()
                .map(of)
                .sum::<u64>()
        };
        self.runs().iter().map(passes).sum()
    }

    fn wait_for(&self, results: u64) {
        wait_until(&format!("{results} results"), || self.done() >= results);
    }
}

#[test]
fn workers_prove_a_run() {
    let Some(queue) = Queue::new() else { return };
    let workers = ["alpha", "beta"].map(|name| queue.worker(name));
    let ran = queue.vntr(&queue.prove()).exits(0).says("6 segments");
    ran.says("proved answer 0").does_not_say("800");
    queue.verify();
    // The payloads are deleted.
    let status = queue.vntr("queue --json").exits(0).json();
    assert_eq!(status["runs"][0]["state"], "finished");
    assert_eq!(status["runs"][0]["payload_bytes"], 0);
    drop(workers);
    // A worker that is told to stop ends by itself.
    let mut worker = queue.worker("gamma");
    std::thread::sleep(Duration::from_millis(500));
    let pid = worker.0.id().to_string();
    Command::new("kill").arg(&pid).status().unwrap();
    assert_eq!(worker.ended(), 0);
    // With a ceremony that is not imported; with a profile of whole runs.
    queue
        .vntr("worker --profile 1k-r16")
        .exits(2)
        .says("segments-1k-r16");
    queue
        .vntr(&format!(
            "worker --profile {PROFILE} --srs unknown-ceremony"
        ))
        .exits(2);
}

/// Killed workers and coordinators: the run goes on, and what was done is not done again. A coordinator and a worker are never there
/// together before the end, else a fast machine has finished the run before one of them is killed.
#[test]
fn a_run_survives_its_processes() {
    let Some(queue) = Queue::new() else { return };
    let mut coordinator = queue.start(&queue.prove());
    wait_until("the first pass and its payloads", || {
        queue.passes() == 1 && queue.payloads() == 6
    });
    coordinator.kill();
    let mut first = queue.worker("first");
    queue.wait_for(3);
    first.kill();
    let before = queue.done();
    // The other worker goes on without the coordinator, to the end of the first pass.
    let mut second = queue.worker("second");
    queue.wait_for(6);
    second.kill();
    assert_eq!(queue.done(), 6);
    assert!((3..=6).contains(&before));
    let mut coordinator = queue.start(&queue.prove());
    wait_until("the second pass", || queue.passes() == 2);
    coordinator.kill();
    assert_eq!(queue.done(), 6, "nothing is lost");
    let _third = queue.worker("third");
    queue.wait_for(8);
    queue.vntr(&queue.prove()).exits(0).says("proved answer 0");
    queue.verify();
    assert_eq!(queue.done(), 12, "nothing is done again");
    // It was one run all the time.
    assert_eq!(queue.runs().len(), 1);
}

#[test]
fn a_queue_needs_its_key_and_url() {
    let place = Place::new();
    place.write("countdown.s", program(16, COUNTDOWN));
    let prove = "prove countdown.s --queue";
    place.vntr(prove).exits(2).says("VNTR_QUEUE_URL");
    let nowhere = [("VNTR_QUEUE_URL", "postgres://nobody@127.0.0.1:9/none")];
    place
        .vntr_with(&nowhere, prove)
        .exits(2)
        .says("VNTR_QUEUE_KEY");
    let key = Key::generate();
    let both = [nowhere[0], ("VNTR_QUEUE_KEY", key.as_str())];
    place.vntr_with(&both, prove).exits(3);
    place.vntr_with(&both, "worker").exits(3);
    assert!(!Path::new(&place.path("proof.json")).exists());
}

/// Without a queue: what is kept of a run in the cache directory, and that nothing is when it is over.
#[test]
fn an_interrupted_run_goes_on() {
    let place = Place::new();
    place.write("countdown.s", program(16, COUNTDOWN));
    place.write("secret", "800");
    let cache = place.path("cache");
    let runs = cache.join("runs");
    let variables = [("VNTR_CACHE", cache.to_str().unwrap())];
    let prove = format!("prove countdown.s --auxiliary secret --profile {PROFILE} -o proof.json");
    let results = || {
        let directories = std::fs::read_dir(&runs).into_iter().flatten().flatten();
        let files = directories.flat_map(|run| std::fs::read_dir(run.path()).unwrap().flatten());
        // But for the file `run`.
        files.count().saturating_sub(1)
    };
    let mut done = 0;
    for wanted in [2, 7] {
        let mut command = place.command(&prove);
        command.envs(variables);
        let mut process = Process::start(command);
        wait_until(&format!("{wanted} results"), || results() >= wanted);
        process.kill();
        assert!(results() >= done, "nothing is lost");
        done = results();
        assert!(!place.path("proof.json").exists());
    }
    let ran = place.vntr_with(&variables, &prove).exits(0);
    ran.says("this run was interrupted and goes on")
        .says("of 12 parts");
    assert_eq!(std::fs::read_dir(&runs).unwrap().count(), 0);
    place
        .vntr("verify proof.json --srs dev --program countdown.s")
        .exits(0)
        .prints("VALID");
}
