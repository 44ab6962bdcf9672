//! The life of runs and tasks, without faults from outside.

use crate::support::{
    Database, Process, Server, VERSION, WorkerThread, coordinate, coordinate_run, expected_run,
    honest, key, options, payload, run, work,
};
use queue::worker::{self, Failure, Options};
use queue::{Error, Event, Queue, Run, RunId};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

/// Opens a run and puts its payloads, without a coordinator that waits.
fn given(database: &Database, run: &Run) -> Queue {
    let mut queue = database.coordinator();
    queue.open(run).unwrap();
    queue.give(run.id, "commit", b"", 0..run.segments).unwrap();
    for segment in queue.missing_payloads(run.id).unwrap() {
        queue
            .put_payload(run.id, segment, &payload(run.id, segment))
            .unwrap();
    }
    queue
}

#[test]
fn a_run_goes_from_payloads_to_proofs() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 5);
    let worker = WorkerThread::start(
        database.worker(),
        options("w"),
        |task, payload, detail, c| {
            assert_eq!(task.version, VERSION);
            assert_eq!(task.attempt, 1);
            honest(task, payload, detail, c, Duration::ZERO)
        },
    );
    let mut queue = database.coordinator();
    let met = coordinate_run(&mut queue, &run).unwrap();
    assert_eq!(met.results, expected_run(&run));
    assert_eq!(
        (met.refused, met.payloads),
        (0, 5),
        "one payload for both tasks of a segment"
    );
    worker.stop.set();
    assert_eq!(worker.join().unwrap().returned, 10);
    assert_eq!(
        database.count("SELECT count(*) FROM vntr_queue.payloads"),
        0
    );

    // The results stay: a coordinator that starts again needs neither workers nor payloads.
    let again = coordinate_run(&mut database.coordinator(), &run).unwrap();
    assert_eq!((again.results, again.payloads), (met.results, 0));
}

#[test]
fn what_is_given_twice_changes_nothing() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 3);
    let mut queue = given(&database, &run);
    work(&database, "w");
    let tasks = "SELECT coalesce(sum(id * hashtext(state || encode(result, 'hex'))::bigint), 0)::bigint FROM vntr_queue.tasks";
    let payloads =
        "SELECT sum(hashtext(encode(body, 'hex'))::bigint)::bigint FROM vntr_queue.payloads";
    let before = (database.count(tasks), database.count(payloads));
    queue.open(&run).unwrap();
    queue.give(run.id, "commit", b"", 0..run.segments).unwrap();
    queue.put_payload(run.id, 0, b"another one").unwrap();
    assert_eq!((database.count(tasks), database.count(payloads)), before);

    let other = Run {
        segments: 4,
        ..run.clone()
    };
    let error = queue.open(&other).unwrap_err();
    assert!(
        matches!(&error, Error::Refused(message) if message.contains("3 segments")),
        "{error}"
    );
    let error = queue
        .give(run.id, "commit", b"", [3])
        .unwrap_err()
        .to_string();
    assert!(error.contains("beyond the 3"), "{error}");
    let error = queue.put_payload(RunId([9; 32]), 0, b"").unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
}

#[test]
fn another_detail_voids_the_tasks_of_the_older_one() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 2);
    let (began, begun) = mpsc::channel();
    let worker = WorkerThread::start(
        database.worker(),
        options("w"),
        move |task, payload, detail, c| {
            began.send(detail.to_vec()).unwrap();
            let time = if detail == b"old" {
                60 * SECOND
            } else {
                Duration::ZERO
            };
            honest(task, payload, detail, c, time)
        },
    );
    let mut queue = given(&database, &run);
    queue.give(run.id, "prove", b"old", 0..2).unwrap();
    let mut other = database.coordinator();
    let mut old = other.give(run.id, "prove", b"old", 0..2).unwrap();
    while begun.recv().unwrap() != b"old" {}
    // The worker is told at its next sign of life, and works on the new one.
    let met = coordinate(&mut queue, &run, "prove", b"new").unwrap();
    assert_eq!(met.results.len(), 2);
    let error = old.next(SECOND).unwrap_err();
    assert!(
        matches!(&error, Error::Void { kind, .. } if kind == "prove"),
        "{error}"
    );
    std::thread::sleep(Duration::from_millis(200));
    let proofs = begun.try_iter().filter(|detail| !detail.is_empty());
    assert_eq!(
        proofs.collect::<Vec<_>>(),
        [b"new"; 2],
        "nothing void is given out"
    );
    // The old one again: its tasks are to be done, by nobody yet.
    drop(worker);
    let mut pass = queue.give(run.id, "prove", b"old", 0..2).unwrap();
    assert!(matches!(
        pass.next(Duration::from_millis(100)).unwrap(),
        Event::Quiet
    ));
}

#[test]
fn runs_go_by_priority_then_age_and_tasks_by_segment() {
    let Some(database) = Database::new() else {
        return;
    };
    for (number, priority) in [(1, 0), (2, 0), (3, 5), (4, -1)] {
        given(
            &database,
            &Run {
                priority,
                ..run(number, 2)
            },
        );
    }
    let mut order = vec![];
    let summary = worker::run(
        database.worker(),
        &options("w"),
        |task, payload, detail, c| {
            order.push((task.run.0[0], task.segment));
            honest(task, payload, detail, c, Duration::ZERO)
        },
    );
    assert_eq!(summary.unwrap().returned, 8);
    assert_eq!(
        order,
        [
            (3, 0),
            (3, 1),
            (1, 0),
            (1, 1),
            (2, 0),
            (2, 1),
            (4, 0),
            (4, 1)
        ]
    );
}

#[test]
fn workers_serve_the_versions_they_know_and_others_are_shown_as_stranded() {
    let Some(database) = Database::new() else {
        return;
    };
    given(
        &database,
        &Run {
            version: "test 2".into(),
            ..run(1, 1)
        },
    );
    assert_eq!(work(&database, "w").returned, 0);
    let status = database.operator().status().unwrap();
    assert!(status.runs[0].is_stranded());
    assert!(status.workers[0].is_alive());
    let both = Options {
        versions: vec![VERSION.into(), "test 2".into()],
        ..options("both")
    };
    let summary = worker::run(database.worker(), &both, |task, payload, detail, c| {
        assert_eq!(task.version, "test 2");
        honest(task, payload, detail, c, Duration::ZERO)
    });
    assert_eq!(summary.unwrap().returned, 1);
    assert!(!database.operator().status().unwrap().runs[0].is_stranded());
}

#[test]
fn a_task_that_keeps_failing_is_set_aside_and_can_be_tried_again() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = Run {
        attempts: 3,
        ..run(1, 2)
    };
    let mut queue = given(&database, &run);
    let attempts = AtomicU32::new(0);
    let fails = |task: &worker::Task, payload, detail: &[u8], c: &worker::Cancelled| {
        if task.segment == 1 {
            assert_eq!(task.attempt, attempts.fetch_add(1, Ordering::Relaxed) + 1);
            return Err(Failure::Task("the segment does not divide".into()));
        }
        honest(task, payload, detail, c, Duration::ZERO)
    };
    let summary = worker::run(database.worker(), &options("w"), fails).unwrap();
    assert_eq!((summary.returned, summary.failed), (1, 3));
    let mut pass = queue.give(run.id, "commit", b"", 0..2).unwrap();
    let Event::Result(result) = pass.next(SECOND).unwrap() else {
        panic!("a result")
    };
    pass.accept(&result).unwrap();
    match pass.next(SECOND).unwrap() {
        Event::SetAside {
            segment: 1,
            worker,
            reason,
        } => {
            assert_eq!(
                (worker.as_str(), reason.as_str()),
                ("w", "the segment does not divide")
            );
        }
        other => panic!("{other:?}"),
    }
    // Said once.
    assert!(matches!(pass.next(Duration::ZERO).unwrap(), Event::Quiet));
    let status = database.operator().status().unwrap();
    assert_eq!(status.runs[0].passes[0].set_aside, 1);
    assert_eq!(status.failures.len(), 3);
    assert!(status.failures[0].set_aside && !status.failures[1].set_aside);
    assert_eq!(database.operator().retry(run.id).unwrap(), 1);
    work(&database, "w");
    let Event::Result(result) = pass.next(SECOND).unwrap() else {
        panic!("a result")
    };
    assert!(pass.accept(&result).unwrap());
    assert!(matches!(pass.next(SECOND).unwrap(), Event::Done));
}

#[test]
fn a_panic_is_a_failure_without_its_words() {
    let Some(database) = Database::new() else {
        return;
    };
    given(
        &database,
        &Run {
            attempts: 1,
            ..run(1, 1)
        },
    );
    let summary = worker::run(database.worker(), &options("w"), |_, _, _, _| {
        panic!("canary")
    });
    assert_eq!(summary.unwrap().failed, 1);
    let failure = &database.operator().status().unwrap().failures[0];
    assert_eq!(
        failure.reason.as_deref(),
        Some("the worker's handler panicked")
    );
}

#[test]
fn a_worker_that_cannot_work_gives_its_task_back_and_ends() {
    let Some(database) = Database::new() else {
        return;
    };
    given(
        &database,
        &Run {
            attempts: 1,
            ..run(1, 1)
        },
    );
    let error = worker::run(database.worker(), &options("small"), |_, _, _, _| {
        Err(Failure::Worker("15 GiB of memory are needed".into()))
    });
    assert!(matches!(error, Err(Error::Worker(reason)) if reason.contains("15 GiB")));
    assert_eq!(work(&database, "large").returned, 1);
}

#[test]
fn a_refused_result_is_given_to_another_worker_first() {
    let Some(database) = Database::new() else {
        return;
    };
    // More than one: without the rule, luck would do for some.
    let run = run(1, 8);
    let mut queue = given(&database, &run);
    let _liar = WorkerThread::start(database.worker(), options("liar"), |_, _, _, _| {
        Ok(b"a lie".to_vec())
    });
    while database.count("SELECT count(*) FROM vntr_queue.tasks WHERE state = 'returned'") < 8 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let _honest = WorkerThread::start(
        database.worker(),
        options("honest"),
        |task, payload, detail, c| honest(task, payload, detail, c, Duration::ZERO),
    );
    while database.operator().status().unwrap().workers.len() < 2 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut pass = queue.give(run.id, "commit", b"", 0..8).unwrap();
    let mut lies = vec![];
    while let Event::Result(result) = pass.next(10 * SECOND).unwrap() {
        if result.body == b"a lie" {
            assert_eq!(result.worker, "liar");
            lies.push(result.segment);
            pass.refuse(&result, "a lie").unwrap();
        } else {
            assert!(pass.accept(&result).unwrap());
        }
    }
    assert_eq!(pass.decided(), 8);
    lies.sort_unstable();
    assert_eq!(lies, (0..8).collect::<Vec<_>>(), "one of each segment");
    // Nothing changes an accepted result but the coordinator.
    let counts = database
        .count("SELECT count(*) FROM vntr_queue.attempts WHERE outcome IN ('refused', 'accepted')");
    assert_eq!(counts, 16);
}

#[test]
fn a_refused_result_comes_back_to_the_only_worker() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 1);
    let mut queue = given(&database, &run);
    let mut first = true;
    let _worker = WorkerThread::start(
        database.worker(),
        options("w"),
        move |task, payload, detail, c| {
            if std::mem::take(&mut first) {
                return Ok(vec![]);
            }
            honest(task, payload, detail, c, Duration::ZERO)
        },
    );
    let met = coordinate(&mut queue, &run, "commit", b"").unwrap();
    assert_eq!(met.refused, 1);
}

#[test]
fn a_cancelled_run_is_left_at_the_next_sign_of_life_and_can_go_on() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 2);
    let mut queue = given(&database, &run);
    let (began, begun) = mpsc::channel();
    let (ended, end) = mpsc::channel();
    let mut first = true;
    let _worker = WorkerThread::start(
        database.worker(),
        options("w"),
        move |task, payload, detail, c| {
            began.send(()).unwrap();
            let time = if std::mem::take(&mut first) {
                60 * SECOND
            } else {
                Duration::ZERO
            };
            let result = honest(task, payload, detail, c, time);
            ended.send(result.is_err()).unwrap();
            result
        },
    );
    begun.recv_timeout(10 * SECOND).unwrap();
    assert_eq!(database.operator().cancel(run.id).unwrap(), 1);
    assert!(end.recv_timeout(2 * SECOND).unwrap(), "the flag was set");
    assert!(
        begun.recv_timeout(SECOND).is_err(),
        "nothing of it is given out"
    );
    let mut pass = queue.give(run.id, "commit", b"", 0..2).unwrap();
    assert!(matches!(
        pass.next(SECOND).unwrap_err(),
        Error::Cancelled(_)
    ));
    assert!(database.operator().cancel(run.id).is_err(), "it is over");
    assert_eq!(database.operator().retry(run.id).unwrap(), 0);
    // Payloads were deleted, and are asked for again.
    let met = coordinate(&mut queue, &run, "commit", b"").unwrap();
    assert_eq!(met.payloads, 2);
}

#[test]
fn a_lost_lease_is_given_to_another_worker_and_the_first_result_counts() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 1);
    let mut queue = given(&database, &run);
    let _slow = WorkerThread::start(
        database.worker(),
        options("slow"),
        |task, payload, detail, c| honest(task, payload, detail, c, SECOND),
    );
    let state = |state: &str| {
        database.count(&format!(
            "SELECT count(*) FROM vntr_queue.tasks WHERE state = '{state}'"
        ))
    };
    while state("running") == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    // It keeps its lease while it gives signs of life; here it ran out all the same.
    database
        .superuser()
        .batch_execute("UPDATE vntr_queue.tasks SET lease_until = now() - interval '1 s'")
        .unwrap();
    let (seen, cancelled) = mpsc::channel();
    let _second = WorkerThread::start(
        database.worker(),
        options("second"),
        move |task, payload, detail, c| {
            assert_eq!(task.attempt, 2);
            let result = honest(task, payload, detail, c, 20 * SECOND);
            seen.send(result.is_err()).unwrap();
            result
        },
    );
    let mut pass = queue.give(run.id, "commit", b"", 0..1).unwrap();
    let Event::Result(result) = pass.next(10 * SECOND).unwrap() else {
        panic!("a result")
    };
    assert_eq!(
        result.worker, "slow",
        "later than its lease, and before anybody else"
    );
    assert!(pass.accept(&result).unwrap());
    assert!(
        cancelled.recv_timeout(5 * SECOND).unwrap(),
        "the other one need not go on"
    );
    assert_eq!(
        database.count("SELECT count(*) FROM vntr_queue.attempts WHERE outcome = 'overtaken'"),
        1
    );
}

#[test]
fn a_lease_that_ran_out_unseen_is_taken_back() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 1);
    given(&database, &run);
    let _slow = WorkerThread::start(
        database.worker(),
        options("slow"),
        |task, payload, detail, c| honest(task, payload, detail, c, 2 * SECOND),
    );
    let running = "SELECT count(*) FROM vntr_queue.tasks WHERE state = 'running'";
    while database.count(running) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let mut owner = database.superuser();
    owner
        .batch_execute(
            "UPDATE vntr_queue.tasks SET lease_until = now() - interval '1 s'; SET search_path = vntr_queue; SELECT sweep()",
        )
        .unwrap();
    assert_eq!(
        database.count("SELECT failed::bigint FROM vntr_queue.tasks"),
        1
    );
    let end = Instant::now() + 3 * SECOND;
    while database.count(running) == 0 {
        assert!(Instant::now() < end, "taken back at the next sign of life");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(
        database.count("SELECT failed::bigint FROM vntr_queue.tasks"),
        0
    );
}

/// Its end is a day away then, and its worker is gone.
#[test]
fn a_lease_does_not_hold_for_longer_when_the_clock_is_set_back() {
    let Some(database) = Database::new() else {
        return;
    };
    given(&database, &run(1, 1));
    let mut process = Process::start("worker", &database.worker, 1, 60_000);
    while database.count("SELECT count(*) FROM vntr_queue.tasks WHERE state = 'running'") == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    process.kill();
    database
        .superuser()
        .batch_execute(
            "CREATE OR REPLACE FUNCTION vntr_queue.clock() RETURNS timestamptz LANGUAGE sql VOLATILE
             SET search_path = vntr_queue, pg_temp AS $$ SELECT clock_timestamp() - interval '1 day' $$",
        )
        .unwrap();
    assert_eq!(work(&database, "other").returned, 1);
}

#[test]
fn a_claim_whose_answer_was_lost_is_the_same_again() {
    let Some(database) = Database::new() else {
        return;
    };
    given(&database, &run(1, 2));
    let mut client = database.superuser();
    let mut claim = |worker: u8| -> Vec<u8> {
        let id = vec![worker; 16];
        let sql = "SELECT attempt FROM vntr_queue.claim($1, 'w', $2, 60)";
        client
            .query_one(sql, &[&id, &vec![VERSION]])
            .unwrap()
            .get(0)
    };
    assert_eq!(claim(1), claim(1));
    assert_ne!(claim(1), claim(2));
}

#[test]
fn two_workers_never_have_one_task() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 60);
    let mut queue = given(&database, &run);
    let seen = Arc::new(Mutex::new(vec![]));
    let _workers: Vec<_> = (0..4)
        .map(|i| {
            let seen = seen.clone();
            WorkerThread::start(
                database.worker(),
                options(&format!("w{i}")),
                move |task, payload, detail, c| {
                    seen.lock().unwrap().push(task.segment);
                    honest(task, payload, detail, c, Duration::from_millis(2))
                },
            )
        })
        .collect();
    coordinate(&mut queue, &run, "commit", b"").unwrap();
    let mut seen = seen.lock().unwrap().clone();
    seen.sort_unstable();
    assert_eq!(seen, (0..60).collect::<Vec<_>>());
}

#[test]
fn waiting_clients_are_woken() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 20);
    let _worker = WorkerThread::start(
        database.worker(),
        options("w"),
        |task, payload, detail, c| honest(task, payload, detail, c, Duration::ZERO),
    );
    let mut queue = database.coordinator();
    queue.open(&run).unwrap();
    let began = Instant::now();
    for kind in ["commit", "prove", "a", "b"] {
        coordinate(&mut queue, &run, kind, b"").unwrap();
    }
    // Polling alone would wait five or ten seconds for each of the four.
    assert!(began.elapsed() < 5 * SECOND, "{:?}", began.elapsed());
}

#[test]
fn sigterm_gives_the_lease_back() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = Run {
        attempts: 1,
        ..run(1, 1)
    };
    given(&database, &run);
    let mut process = Process::start("worker", &database.worker, 1, 60_000);
    let running = "SELECT count(*) FROM vntr_queue.tasks WHERE state = 'running'";
    while database.count(running) == 0 {
        assert!(process.is_running(), "{:?}", process.end());
        std::thread::sleep(Duration::from_millis(10));
    }
    let asked = Instant::now();
    process.terminate();
    let (code, text) = process.end();
    assert_eq!(code, Some(0), "{text}");
    assert!(asked.elapsed() < 2 * SECOND, "{:?}", asked.elapsed());
    assert_eq!(
        database
            .count("SELECT count(*) FROM vntr_queue.tasks WHERE state = 'waiting' AND failed = 0"),
        1
    );
    assert_eq!(work(&database, "other").returned, 1);
}

#[test]
fn once_and_idle_exit_end_a_worker() {
    let Some(database) = Database::new() else {
        return;
    };
    given(&database, &run(1, 3));
    let once = Options {
        once: true,
        ..options("once")
    };
    let handler = |task: &worker::Task, payload, detail: &[u8], c: &worker::Cancelled| {
        honest(task, payload, detail, c, Duration::ZERO)
    };
    assert_eq!(
        worker::run(database.worker(), &once, handler)
            .unwrap()
            .returned,
        1
    );
    let began = Instant::now();
    assert_eq!(work(&database, "idle").returned, 2);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn cleaning_deletes_what_nobody_touched() {
    let Some(database) = Database::new() else {
        return;
    };
    given(&database, &run(1, 1));
    given(&database, &run(2, 1));
    let mut operator = database.operator();
    assert_eq!(operator.clean(Duration::from_secs(3600)).unwrap(), 0);
    database
        .superuser()
        .batch_execute("UPDATE vntr_queue.runs SET touched = touched - interval '2 hours' WHERE get_byte(id, 0) = 1")
        .unwrap();
    assert_eq!(operator.clean(Duration::from_secs(3600)).unwrap(), 1);
    assert_eq!(operator.status().unwrap().runs.len(), 1);
    assert_eq!(operator.delete(RunId([2; 32])).unwrap(), 1);
    for table in ["runs", "payloads", "passes", "tasks", "attempts"] {
        assert_eq!(
            database.count(&format!("SELECT count(*) FROM vntr_queue.{table}")),
            0,
            "{table}"
        );
    }
    let mut queue = database.coordinator();
    queue.open(&run(3, 1)).unwrap();
    let mut pass = queue.give(RunId([3; 32]), "commit", b"", 0..1).unwrap();
    operator.delete(RunId([3; 32])).unwrap();
    assert!(matches!(pass.next(SECOND).unwrap_err(), Error::Gone(_)));
}

#[test]
fn the_status_says_who_does_what_and_how_long_it_takes() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 4);
    let mut queue = given(&database, &run);
    let _worker = WorkerThread::start(
        database.worker(),
        options("w"),
        |task, payload, detail, c| {
            let time = if task.segment < 2 {
                Duration::from_millis(50)
            } else {
                60 * SECOND
            };
            honest(task, payload, detail, c, time)
        },
    );
    let mut pass = queue.give(run.id, "commit", b"", 0..4).unwrap();
    for _ in 0..2 {
        let Event::Result(result) = pass.next(10 * SECOND).unwrap() else {
            panic!("a result")
        };
        pass.accept(&result).unwrap();
    }
    std::thread::sleep(Duration::from_millis(100));
    let status = database.operator().status().unwrap();
    let (run, pass) = (&status.runs[0], &status.runs[0].passes[0]);
    assert_eq!(
        (run.segments, run.payloads, run.workers, run.left()),
        (4, 4, 1, 2)
    );
    // The sealed payloads: nonce and tag are 40 bytes.
    assert_eq!(run.payload_bytes, 4 * (16384 + 40));
    assert_eq!(
        (pass.tasks, pass.accepted, pass.running, pass.waiting),
        (4, 2, 1, 1)
    );
    let left = run.seconds_left().unwrap();
    assert!(left > 0.1 && left < 10.0, "{left}");
    let task = status.workers[0].task.as_ref().unwrap();
    assert_eq!((task.kind.as_str(), task.segment), ("commit", 2));
    assert!(status.workers[0].is_alive());
}

#[test]
fn large_payloads_go_through() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 1);
    let large: Vec<u8> = (0..50_000_000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let mut queue = database.coordinator();
    queue.open(&run).unwrap();
    queue.give(run.id, "commit", b"", 0..1).unwrap();
    queue.put_payload(run.id, 0, &large).unwrap();
    let summary = worker::run(database.worker(), &options("w"), |_, payload, _, _| {
        assert!(payload == large);
        Ok(vec![1; 4096])
    });
    assert_eq!(summary.unwrap().returned, 1);
}

#[test]
fn a_worker_of_another_key_is_told() {
    let Some(database) = Database::new() else {
        return;
    };
    let other = queue::Key::from_hex(&queue::Key::generate()).unwrap();
    for url in [&database.worker, &database.coordinator] {
        let error = Queue::connect(url, other.clone()).unwrap_err();
        assert!(matches!(error, Error::WrongKey { .. }), "{error}");
    }
    Queue::connect(&database.worker, key()).unwrap();
}

#[test]
fn a_server_that_comes_back_is_waited_for_and_one_that_stays_away_is_given_up() {
    let Some(server) = Server::start() else {
        return;
    };
    let database = Database::on(&server, "");
    let mut queue = database.coordinator();
    queue.open(&run(1, 1)).unwrap();
    let notices = Arc::new(Mutex::new(vec![]));
    let told = notices.clone();
    queue.set_notices(move |notice| told.lock().unwrap().push(notice.to_owned()));
    server.restart();
    queue.open(&run(1, 1)).unwrap();
    {
        let notices = notices.lock().unwrap();
        assert_eq!(notices.len(), 2, "{notices:?}");
        assert!(
            notices[0].contains("trying again for up to 600 s"),
            "{notices:?}"
        );
        assert!(notices[1].contains("answers again"), "{notices:?}");
        assert!(!notices.concat().contains("word"), "{notices:?}");
    }
    queue.set_patience(SECOND);
    let worker = WorkerThread::start(database.worker(), options("w"), |_, _, _, _| Ok(vec![]));
    std::thread::sleep(Duration::from_millis(200));
    server.control("stop");
    let began = Instant::now();
    let error = queue.open(&run(1, 1)).unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    assert!(began.elapsed() < 5 * SECOND, "{:?}", began.elapsed());
    assert_eq!(notices.lock().unwrap().len(), 3, "said once");
    // The worker has more patience, and ends at once when it is asked to.
    let asked = Instant::now();
    worker.stop.set();
    assert_eq!(worker.join().unwrap().returned, 0);
    assert!(asked.elapsed() < SECOND, "{:?}", asked.elapsed());
}

#[test]
fn what_the_queue_cannot_take_is_refused_in_words() {
    let Some(database) = Database::new() else {
        return;
    };
    let mut queue = database.coordinator();
    queue.open(&run(1, 1)).unwrap();
    let message = |error: Error| {
        assert!(matches!(error, Error::Refused(_)), "{error}");
        error.to_string()
    };
    let long = "v".repeat(201);
    let wrong = Run {
        version: long,
        ..run(2, 1)
    };
    assert!(message(queue.open(&wrong).unwrap_err()).contains("201 characters"));
    assert!(message(queue.open(&run(2, 0)).unwrap_err()).contains("0 segments"));
    let error = queue.give(run(1, 1).id, "Commit", b"", 0..1).unwrap_err();
    assert!(message(error).contains("kind \"Commit\""));
    for wrong in [
        Options {
            lease: Duration::ZERO,
            ..options("w")
        },
        options(""),
    ] {
        let error = worker::run(database.worker(), &wrong, |_, _, _, _| Ok(vec![]));
        assert!(message(error.unwrap_err()).contains("expected 1 to"));
    }
}

/// Two coordinators of one run: one has finished, and the other one finds a result wrong.
#[test]
fn a_finished_run_goes_on_when_a_result_is_refused() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 2);
    let worker = WorkerThread::start(
        database.worker(),
        options("w"),
        |task, payload, detail, c| honest(task, payload, detail, c, Duration::ZERO),
    );
    let mut one = database.coordinator();
    one.open(&run).unwrap();
    let mut other = database.coordinator();
    let mut pass = other.give(run.id, "commit", b"", 0..2).unwrap();
    coordinate(&mut one, &run, "commit", b"").unwrap();
    one.finish(run.id).unwrap();
    let Event::Result(result) = pass.next(SECOND).unwrap() else {
        panic!("a result")
    };
    pass.refuse(&result, "in doubt").unwrap();
    let mut payloads = 0;
    while pass.decided() < 2 {
        match pass.next(20 * SECOND).unwrap() {
            Event::Result(result) => assert!(pass.accept(&result).unwrap()),
            Event::PayloadWanted(segment) => {
                payloads += 1;
                pass.put_payload(segment, &payload(run.id, segment))
                    .unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(payloads, 1);
    worker.stop.set();
    assert_eq!(worker.join().unwrap().returned, 3);
}

/// Between the choice of a task and its answer, another worker may have said that the detail is damaged.
#[test]
fn a_detail_that_is_taken_away_while_a_task_is_claimed_is_waited_for() {
    let Some(database) = Database::new() else {
        return;
    };
    let run = run(1, 2);
    let mut queue = given(&database, &run);
    database
        .superuser()
        .batch_execute(
            "CREATE FUNCTION public.damage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 IF NOT EXISTS (SELECT FROM vntr_queue.attempts) THEN UPDATE vntr_queue.passes SET detail = NULL; END IF;
                 RETURN NEW;
             END $$;
             CREATE TRIGGER damage BEFORE INSERT ON vntr_queue.attempts FOR EACH ROW EXECUTE FUNCTION public.damage()",
        )
        .unwrap();
    let worker = WorkerThread::start(
        database.worker(),
        options("w"),
        |task, payload, detail, c| honest(task, payload, detail, c, Duration::ZERO),
    );
    let given_back = "SELECT count(*) FROM vntr_queue.attempts WHERE outcome = 'given back'";
    let end = Instant::now() + 10 * SECOND;
    while database.count(given_back) == 0 {
        assert!(Instant::now() < end, "the worker gives it back");
        std::thread::sleep(Duration::from_millis(10));
    }
    coordinate(&mut queue, &run, "commit", b"").unwrap();
    worker.stop.set();
    assert_eq!(worker.join().unwrap().returned, 2);
    assert_eq!(
        database.count("SELECT sum(failed) FROM vntr_queue.tasks"),
        0
    );
}
