//! `vntr queue`.

#[path = "../../../queue/tests/queue/server.rs"]
#[allow(dead_code, reason = "the tests of the queue restart theirs")]
pub mod server;

use crate::support::Place;
use queue::{Key, Queue, Run, RunId};
use server::Server;

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

#[test]
fn keys_are_new_ones() {
    let place = Place::new();
    let keys = [(), ()].map(|()| {
        let ran = place.vntr("queue key").exits(0).says("secret tapes");
        ran.stdout.trim_end().to_owned()
    });
    assert!(keys.iter().all(|key| Key::from_hex(key).is_ok()));
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_queue_is_asked_for() {
    let place = Place::new();
    place.vntr("queue").exits(2).says("VNTR_QUEUE_URL");
    place
        .vntr("queue --queue mysql://u:hunter2@h/d")
        .exits(2)
        .says("postgres://USER")
        .does_not_say("hunter2");
    place
        .vntr("queue --queue postgres://u:hunter2@db.example/d?sslmode=disable")
        .exits(2)
        .says("sslmode=disable")
        .does_not_say("hunter2");
}

#[test]
fn a_queue_is_made_shown_and_looked_after() {
    let Some(server) = Server::start() else {
        return;
    };
    let place = Place::new();
    let (before, _) = server.url.rsplit_once('@').unwrap();
    let (_, password) = before.rsplit_once(':').unwrap();
    let vntr = |arguments: &str| {
        let url = server.on("postgres");
        let ran = place.vntr_with(
            &[("VNTR_QUEUE_URL", &url), ("VNTR_QUEUE_KEY", KEY)],
            arguments,
        );
        for text in [&ran.stdout, &ran.stderr] {
            assert!(!text.contains(password) && !text.contains(KEY), "{text}");
        }
        ran
    };
    vntr("queue")
        .exits(3)
        .says("has no queue: `vntr queue init` makes it");
    vntr("queue init")
        .exits(0)
        .prints("the queue is made")
        .says("CREATE ROLE");
    vntr("queue").exits(0).prints_nothing().says("no runs");
    vntr("queue init --worker nobody")
        .exits(3)
        .says("role \"nobody\" does not exist");
    postgres::Client::connect(&server.url, postgres::NoTls)
        .unwrap()
        .batch_execute("CREATE ROLE c; CREATE ROLE w")
        .unwrap();
    vntr("queue init --coordinator c --worker w")
        .exits(0)
        .prints("the queue is there\nc is a coordinator\nw is a worker\n");
    place
        .vntr_with(
            &[
                ("VNTR_QUEUE_URL", &server.url),
                ("VNTR_QUEUE_KEY", &"ff".repeat(32)),
            ],
            "queue init",
        )
        .exits(2)
        .says("sealed with another one");

    let mut queue = Queue::connect(&server.url, Key::from_hex(KEY).unwrap()).unwrap();
    let run = |number: u8| Run {
        id: RunId([number; 32]),
        version: "verifier\u{1b}[2J".to_owned(),
        segments: 3,
        priority: i32::from(number),
        attempts: 5,
    };
    for run in [run(0x11), run(0x12)] {
        queue.open(&run).unwrap();
        queue.give(run.id, "commit", b"", 0..3).unwrap();
    }
    queue
        .put_payload(RunId([0x12; 32]), 0, &[0; 1 << 20])
        .unwrap();
    let shown = vntr("queue")
        .exits(0)
        .says("waits for a worker that knows \"verifier?[2J\"");
    let words: Vec<Vec<&str>> = shown
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let expected = "121212121212 open 18 3 commit 0 0 3 0 - - 1.0 MiB";
    assert_eq!(words[1], expected.split(' ').collect::<Vec<_>>());
    assert_eq!(words[2][0], "111111111111");
    let json = vntr("queue --json").exits(0).json();
    assert_eq!(json["runs"][0]["run"], "12".repeat(32));
    assert_eq!(json["runs"][0]["passes"][0]["waiting"], 3);

    vntr("queue cancel 1").exits(2).says("more than one run");
    vntr("queue cancel 2")
        .exits(2)
        .says("no run begins with '2'");
    vntr("queue cancel 0x12").exits(0).prints("is cancelled");
    vntr("queue cancel 12").exits(2).says("is over");
    vntr("queue").exits(0).prints("cancelled");
    vntr("queue retry 12").exits(0).prints("goes on");
    vntr("queue clean").exits(0).prints("0 runs deleted");
    vntr("queue clean 12").exits(0).prints("1 runs deleted");
    vntr("queue clean --untouched 0s")
        .exits(0)
        .prints("1 runs deleted");
    vntr("queue init --forget-key").exits(0);
    vntr("queue clean --untouched 1w")
        .exits(2)
        .says("s, m, h or d");
}
