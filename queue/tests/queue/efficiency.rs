//! How well workers are used: a run of 64 segments by workers that take as long for each task as a real one did (`scripts/workers.py`).

use crate::support::{Database, VERSION, WorkerThread, options, run};
use queue::{Event, Queue, Run};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::{Duration, Instant};

const SEGMENTS: u32 = 64;
/// What a segment of 2^16 steps is proved from, and what comes of it.
const PAYLOAD_BYTES: usize = 1 << 20;
const RESULT_BYTES: usize = 4 << 10;
/// How long the coordinator runs the program for a payload, and how long it looks at a result.
const TO_MAKE: Duration = Duration::from_millis(5);
const TO_CHECK: Duration = Duration::from_millis(10);

/// Seconds of each task of a real run by one worker with one thread.
#[derive(Clone, Deserialize)]
struct Times {
    commit: Vec<f64>,
    prove: Vec<f64>,
}

impl Times {
    fn measured() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queue/task-times.json");
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    fn of(&self, kind: &str, segment: u32) -> Duration {
        let times = match kind {
            "commit" => &self.commit,
            _ => &self.prove,
        };
        Duration::from_secs_f64(times[segment as usize % times.len()])
    }
}

#[derive(Debug, Serialize)]
struct Replay {
    workers: u32,
    seconds: f64,
    /// Of the time of all workers, which part was work that was needed.
    efficiency: f64,
}

fn pass(queue: &mut Queue, run: &Run, kind: &str, detail: &[u8]) {
    let mut pass = queue.give(run.id, kind, detail, 0..run.segments).unwrap();
    loop {
        match pass.next(Duration::from_secs(600)).unwrap() {
            Event::PayloadWanted(segment) => {
                std::thread::sleep(TO_MAKE);
                pass.put_payload(segment, &vec![segment as u8; PAYLOAD_BYTES])
                    .unwrap();
            }
            Event::Result(result) => {
                std::thread::sleep(TO_CHECK);
                assert_eq!(result.body, vec![result.segment as u8; RESULT_BYTES]);
                assert!(pass.accept(&result).unwrap());
            }
            Event::Done => return,
            other => panic!("{other:?}"),
        }
    }
}

/// With every time divided by `speed`.
fn replay(workers: u32, speed: f64) -> Option<Replay> {
    let database = Database::new()?;
    let mut queue = database.coordinator();
    let run = run(1, SEGMENTS);
    let measured = Times::measured();
    let start_worker = |number| {
        let times = measured.clone();
        let options = queue::worker::Options {
            lease: Duration::from_secs(60),
            ..options(&format!("worker {number}"))
        };
        assert_eq!(options.versions, [VERSION]);
        WorkerThread::start(
            database.worker(),
            options,
            move |task, payload, _, _cancelled| {
                assert_eq!(payload, vec![task.segment as u8; PAYLOAD_BYTES]);
                std::thread::sleep(times.of(&task.kind, task.segment).div_f64(speed));
                Ok(vec![task.segment as u8; RESULT_BYTES])
            },
        )
    };
    let threads: Vec<WorkerThread> = (0..workers).map(start_worker).collect();
    let start = Instant::now();
    queue.open(&run).unwrap();
    pass(&mut queue, &run, "commit", b"");
    pass(&mut queue, &run, "prove", b"challenges");
    queue.finish(run.id).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    drop(threads);
    let needed = |kind| (0..SEGMENTS).map(move |segment| (kind, segment));
    let work: Duration = needed("commit")
        .chain(needed("prove"))
        .map(|(kind, segment)| measured.of(kind, segment))
        .sum();
    Some(Replay {
        workers,
        seconds,
        efficiency: work.as_secs_f64() / speed / seconds / f64::from(workers),
    })
}

/// That many workers finish a run without failures; how fast is for the full run to say.
#[test]
fn many_workers_share_a_run() {
    if let Some(replay) = replay(16, 20.0) {
        println!("{replay:?}");
    }
}

#[test]
#[ignore = "minutes, and a machine that does nothing else: ./evidence.sh workers"]
fn sixteen_and_sixty_four_workers_full() {
    let replays: Vec<Replay> = [16, 64]
        .into_iter()
        .filter_map(|workers| replay(workers, 1.0))
        .collect();
    println!("{replays:#?}");
    campaign::publish("workers", None, replays.len(), &replays);
}
