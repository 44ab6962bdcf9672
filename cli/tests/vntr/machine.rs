//! `vntr run`.

use crate::support::{COUNTDOWN, Place, example, example_run, program};
use serde_json::json;

#[test]
fn accepted() {
    let place = Place::new();
    let ran = place
        .vntr(&format!("run {} --json", example_run("subset-sum")))
        .exits(0);
    assert_eq!(ran.stderr, "");
    assert_eq!(
        ran.json(),
        json!({"answer": 0, "accepted": true, "steps": 129, "primary_read": 25, "auxiliary_read": 1})
    );
    let ran = place
        .vntr(&format!("run {}", example_run("subset-sum")))
        .exits(0);
    assert_eq!(
        ran.stdout,
        "answer 0 (accepted)\nsteps 129\nprimary words read 25\nauxiliary words read 1\n"
    );
}

#[test]
fn the_cost_of_a_proof_is_told_to_who_asks() {
    let place = Place::new();
    place.write("count.s", program(16, COUNTDOWN));
    place.write("word.txt", "7");
    let run = "run count.s --primary word.txt";
    assert!(place.vntr(&format!("{run} --json")).json()["proof"].is_null());
    let cost = &place.vntr(&format!("{run} --json --cost")).exits(0).json()["proof"];
    assert_eq!(cost["profile"], "1k-r16");
    assert!(cost["segments"].is_null());
    assert!(cost["gas"].as_u64().is_some_and(|gas| gas > 300_000));
    let ran = place.vntr(&format!("{run} --cost")).exits(0);
    ran.prints("a proof takes profile 1k-r16: about ")
        .prints(&format!("MiB, {} gas", cost["gas"]));
}

/// 1,500,002 steps, which fit no profile of whole runs. How large the segments are depends on the memory that there is.
#[test]
fn the_cost_of_a_run_in_segments_is_told_to_all() {
    let place = Place::new();
    place.write("count.s", program(16, COUNTDOWN));
    place.write("word.txt", "500000");
    let run = "run count.s --primary word.txt";
    let cost = &place.vntr(&format!("{run} --json")).exits(0).json()["proof"];
    let profile = cost["profile"].as_str().unwrap();
    let segments = match profile {
        "segments-1m-r16" => 2,
        "segments-256k-r16" => 6,
        "segments-64k-r16" => 23,
        other => panic!("{other}"),
    };
    assert_eq!(cost["segments"], segments);
    let gas = cost["gas"].as_u64().unwrap();
    assert!(gas > 150_000 * segments, "{gas}");
    place
        .vntr(run)
        .exits(0)
        .prints(&format!("{segments} segments of profile {profile}"));
}

#[test]
fn every_example_answers_as_its_file_says() {
    let place = Place::new();
    for name in [
        "fibonacci",
        "jit-memcpy",
        "pointer-chasing",
        "sorting",
        "subset-sum",
        "sudoku",
        "tapes",
    ] {
        let expected: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(example(name, "example.json")).unwrap())
                .unwrap();
        let auxiliary =
            std::path::Path::new(&example(name, "program.s")).with_file_name("auxiliary.txt");
        let arguments = if auxiliary.exists() {
            example_run(name)
        } else {
            format!(
                "{} --primary {}",
                example(name, "program.s"),
                example(name, "primary.txt")
            )
        };
        let ran = place.vntr(&format!("run {arguments} --json"));
        let report = ran.json();
        assert_eq!(report["answer"], expected["answer"], "{name}");
        assert_eq!(report["steps"], expected["steps"], "{name}");
        ran.exits(if expected["answer"] == 0 { 0 } else { 1 });
    }
}

#[test]
fn not_accepted() {
    let place = Place::new();
    place.write("p.s", program(16, "answer 4294967295"));
    let ran = place.vntr("run p.s --json").exits(1);
    assert_eq!(
        ran.json(),
        json!({"answer": 4_294_967_295u32, "accepted": false, "steps": 1, "primary_read": 0, "auxiliary_read": 0})
    );
    place
        .vntr("run p.s")
        .exits(1)
        .prints("answer 4294967295 (not accepted");
}

#[test]
fn beyond_the_bound() {
    let place = Place::new();
    place.write("loop.s", program(16, "_l: jmp _l"));
    let ran = place
        .vntr("run loop.s --max-steps 1000 --json")
        .exits(4)
        .says("within 1000 steps")
        .says("--max-steps");
    assert_eq!(
        ran.json(),
        json!({"answer": null, "accepted": false, "steps": 1000, "primary_read": 0, "auxiliary_read": 0})
    );
    place
        .vntr("run loop.s --max-steps 0")
        .exits(4)
        .prints("no answer");
    place.write("count.s", program(16, COUNTDOWN));
    place.write("ten.txt", "10");
    place
        .vntr("run count.s --primary ten.txt --max-steps 31")
        .exits(4);
    place
        .vntr("run count.s --primary ten.txt --max-steps 32")
        .exits(0);
}

#[test]
fn other_machines_run_too() {
    let place = Place::new();
    place.write("p.s", "; TinyRAM V=2.000 M=vn W=64 K=5\n read r1, 0\n shr r1, r1, 63\n sub r1, r1, 1\n answer r1\n");
    place.write("t.txt", "0x8000000000000000");
    place.vntr("run p.s --primary t.txt").exits(0);
    place.vntr("asm p.s -o p.vnt").exits(0);
    place.vntr("run p.vnt --primary t.txt").exits(0);
    place
        .vntr("prove p.s --primary t.txt")
        .exits(2)
        .says("W = 64, K = 5")
        .says("W = 32");
    place.vntr("id p.s").exits(2);
    place.vntr("id p.s --profile 1k-r16").exits(2);
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let place = Place::new();
    place.write("p.s", program(16, &"mov r1, 1\n".repeat(20_000)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_vntr"))
        .args(["disasm", "p.s"])
        .current_dir(place.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
