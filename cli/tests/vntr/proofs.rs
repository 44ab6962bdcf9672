//! `vntr prove`, `vntr verify`, `vntr id`.

use crate::support::{COUNTDOWN, PROOF, Place, example, example_run, program};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A proof that a small program answers 3.
static ANSWER_3: LazyLock<String> = LazyLock::new(|| {
    let place = Place::new();
    place.write("p.s", program(32, "read r31, 0\n answer r31"));
    place.write("t.txt", "3 # three");
    place
        .vntr("prove p.s --primary t.txt")
        .exits(1)
        .prints_nothing()
        .says("answers 3, expected 0")
        .says("--expect-answer 3");
    assert_eq!(
        place.names(),
        ["p.s", "t.txt"],
        "a false statement left a file"
    );
    place
        .vntr("prove p.s --primary t.txt --expect-answer 0x3 --profile 1k-r32")
        .exits(0);
    place.read("proof.json")
});

fn with_proof() -> Place {
    let place = Place::new();
    place.write("proof.json", &PROOF.0);
    place
}

#[test]
fn the_proof_file() {
    let (text, ran) = &*PROOF;
    assert_eq!(
        ran.stdout,
        "development SRS: INSECURE, this proves nothing, anyone can forge such proofs\n"
    );
    assert!(
        ran.stderr
            .contains("note: development SRS: INSECURE, anyone can forge proofs under it"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("profile 1k-r16"), "{}", ran.stderr);
    let file: Value = serde_json::from_str(text).unwrap();
    let fields: Vec<&str> = file
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut expected = [
        "format",
        "version",
        "profile",
        "programId",
        "verifierHash",
        "answer",
        "primary",
        "proof",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    assert_eq!(file["format"], "vntr-proof");
    assert_eq!(file["version"], 2);
    assert_eq!(file["profile"], "1k-r16");
    assert_eq!(file["answer"], 0);
    // The target, 515832164, and 24 numbers.
    let primary = file["primary"].as_str().unwrap();
    assert_eq!(primary.len(), 2 + 8 * 25);
    assert!(primary.starts_with("0x1ebef964"), "{primary}");
    for (field, bytes) in [("programId", 32), ("verifierHash", 32)] {
        let text = file[field].as_str().unwrap();
        assert!(
            text.starts_with("0x") && text.len() == 2 + 2 * bytes,
            "{field}: {text}"
        );
    }
    let proof = file["proof"].as_str().unwrap();
    let hash = file["verifierHash"].as_str().unwrap();
    assert_eq!(
        proof[..10],
        hash[..10],
        "a proof starts with its verifier's selector"
    );
}

#[test]
fn verify_compares_what_it_is_given() {
    let place = with_proof();
    let (source, primary) = (
        example("subset-sum", "program.s"),
        example("subset-sum", "primary.txt"),
    );
    let ran = place
        .vntr(&format!(
            "verify proof.json --srs dev --program {source} --primary {primary}"
        ))
        .exits(0);
    let ran = ran.says("INSECURE").does_not_say("not compared");
    assert!(
        ran.stdout.starts_with("VALID\nprofile 1k-r16\nprogram 0x"),
        "{}",
        ran.stdout
    );
    ran.prints("answer 0 (accepted)")
        .prints("primary 25 words: 515832164 54360585");

    // What was proved is said, and that it was not compared.
    let ran = place
        .vntr("verify proof.json --srs dev")
        .exits(0)
        .says("the program was not compared");
    ran.prints("(not compared)")
        .prints("primary 25 words (not compared): 515832164");

    place.vntr(&format!("asm {source} -o same.vnt")).exits(0);
    place
        .vntr("verify proof.json --srs dev --program same.vnt")
        .exits(0);

    let ran = place
        .vntr(&format!(
            "verify proof.json --srs dev --json --program {source}"
        ))
        .exits(0);
    let mut report = ran.json();
    assert_eq!(
        report["primary"]
            .as_array_mut()
            .map(|words| (words.len(), words[0].take())),
        Some((25, json!(515_832_164)))
    );
    report["primary"].take();
    let file: Value = serde_json::from_str(&PROOF.0).unwrap();
    assert_eq!(
        report,
        json!({
            "valid": true, "accepted": true, "reason": null, "profile": "1k-r16",
            "program_id": file["programId"], "verifier_hash": file["verifierHash"],
            "srs": "dev", "insecure": true, "contract_code": null, "contract_accepts": null,
            "answer": 0, "expected_answer": 0, "primary": null,
            "program_compared": true, "primary_compared": false, "transactions": [], "gas": null,
        })
    );
}

#[test]
fn another_program_or_tape_is_rejected() {
    let place = with_proof();
    place.write("other.s", program(16, "answer 0"));
    place.write("registers.s", program(32, "answer 0"));
    place.write("large.s", program(16, ".zero 10000"));
    let ran = place
        .vntr("verify proof.json --srs dev --program other.s")
        .exits(1)
        .says("the proof is about program 0x");
    ran.says("other.s is 0x")
        .prints("VALID, but not what was expected");
    place
        .vntr("verify proof.json --srs dev --program registers.s")
        .exits(1)
        .says("not about registers.s");
    place
        .vntr("verify proof.json --srs dev --program large.s")
        .exits(1)
        .says("not about large.s");
    place
        .vntr("verify proof.json --srs dev --program nope.s")
        .exits(3);

    let words = std::fs::read_to_string(example("subset-sum", "primary.txt")).unwrap();
    place.write("longer.txt", format!("{words} 0"));
    place.write("changed.txt", words.replace("54360585", "54360586"));
    place.write("empty.txt", "");
    place
        .vntr("verify proof.json --srs dev --primary longer.txt")
        .exits(1)
        .says("25 words in the proof and 26 in longer.txt");
    place
        .vntr("verify proof.json --srs dev --primary empty.txt")
        .exits(1)
        .says("25 words in the proof and 0");
    place
        .vntr("verify proof.json --srs dev --primary changed.txt")
        .exits(1)
        .says("word 1 (from 0)")
        .says("54360586");
}

#[test]
fn a_changed_proof_is_rejected() {
    let place = Place::new();
    let good = PROOF.0.as_str();
    let proof_at = good.find("\"proof\": \"0x").unwrap() + "\"proof\": \"0x".len();
    let end = good[proof_at..].find('"').unwrap() + proof_at;
    // The selector, a program point, points, evaluations, the last byte.
    for at in [
        0,
        8,
        140,
        1000,
        1001,
        (end - proof_at) / 2,
        end - proof_at - 1,
    ] {
        let mut text = good.as_bytes().to_vec();
        let digit = &mut text[proof_at + at];
        *digit = if *digit == b'0' { b'1' } else { b'0' };
        place.write("proof.json", text);
        place
            .vntr("verify proof.json --srs dev")
            .exits(1)
            .says("error: ")
            .says("proof")
            .prints("INVALID\n");
    }
    // Shorter and longer.
    place.write("proof.json", [&good[..end - 2], &good[end..]].concat());
    place
        .vntr("verify proof.json --srs dev")
        .exits(1)
        .prints("INVALID\n")
        .says("bytes, expected");
    place.write("proof.json", [&good[..end], "00", &good[end..]].concat());
    place
        .vntr("verify proof.json --srs dev")
        .exits(1)
        .prints("INVALID\n")
        .says("bytes, expected");
    // Another statement.
    for (from, to) in [
        ("\"answer\": 0", "\"answer\": 1"),
        ("0x1ebef964", "0x1ebef965"),
        ("0x1ebef964", "0x1ebef96400000000"),
        ("1k-r16", "1k-r32"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        place.write("proof.json", text);
        let ran = place
            .vntr("verify proof.json --srs dev --expect-answer 1")
            .exits(1)
            .prints("INVALID\n");
        assert!(ran.stderr.contains("error: "), "{}", ran.stderr);
        let report = place
            .vntr("verify proof.json --srs dev --json")
            .exits(1)
            .json();
        assert_eq!(report["valid"], false);
        assert_eq!(report["accepted"], false);
        assert!(report["reason"].is_string());
    }
    // Names of another program or verifier.
    for field in ["programId", "verifierHash"] {
        let at = good.find(&format!("\"{field}\": \"0x")).unwrap() + field.len() + 7;
        let mut text = good.as_bytes().to_vec();
        text[at] = if text[at] == b'0' { b'1' } else { b'0' };
        place.write("proof.json", text);
        place
            .vntr("verify proof.json --srs dev")
            .exits(1)
            .prints("INVALID\n");
    }
}

#[test]
fn other_answers_are_proved_only_when_asked_for() {
    let place = Place::new();
    place.write("proof.json", ANSWER_3.as_str());
    let ran = place
        .vntr("verify proof.json --srs dev")
        .exits(1)
        .prints("VALID, but not what was expected");
    ran.prints("answer 3 (not accepted)")
        .says("proves answer 3");
    place
        .vntr("verify proof.json --srs dev --expect-answer 3")
        .exits(0)
        .prints("VALID\n");
    place
        .vntr("verify proof.json --srs dev --expect-answer 4")
        .exits(1);
    let report = place
        .vntr("verify proof.json --srs dev --json")
        .exits(1)
        .json();
    assert_eq!(
        (&report["valid"], &report["accepted"], &report["answer"]),
        (&json!(true), &json!(false), &json!(3))
    );
}

#[test]
fn a_false_statement_is_not_proved() {
    let place = Place::new();
    place.write("wrong.txt", "0");
    let (source, primary) = (
        example("subset-sum", "program.s"),
        example("subset-sum", "primary.txt"),
    );
    let command = format!("prove {source} --primary {primary} --auxiliary wrong.txt");
    place
        .vntr(&command)
        .exits(1)
        .prints_nothing()
        .says("the run answers 1, expected 0")
        .says("nothing was proved");
    place
        .vntr(&format!(
            "prove {} --expect-answer 1",
            example_run("subset-sum")
        ))
        .exits(1)
        .says("answers 0, expected 1");
    assert_eq!(place.names(), ["wrong.txt"]);
}

#[test]
fn runs_that_do_not_fit() {
    let place = Place::new();
    place.write("count.s", program(16, COUNTDOWN));
    place.write("1000.txt", "1000");
    place.write("huge.txt", "1000000");
    let ran = place
        .vntr("prove count.s --primary 1000.txt --profile 1k-r16")
        .exits(4)
        .prints_nothing();
    ran.says("3002 steps")
        .says("1020 allowed")
        .says("8k-r16")
        .says("--profile 8k-r16");
    place
        .vntr("prove count.s --primary huge.txt --profile 1k-r16")
        .exits(4)
        .says("it fits no profile")
        .says("3000002 steps until the answer needed")
        .says("--profile segments-1m-r16 proves it in segments");
    place
        .vntr("prove count.s --primary huge.txt --profile segments-1k-r16")
        .exits(4)
        .says("takes 2942 segments of profile segments-1k-r16, at most 1024");
    place
        .vntr("prove count.s --primary 1000.txt --profile 1k-r32")
        .exits(2)
        .says("K = 32")
        .says("K = 16");
    place.write("image.s", program(16, "answer 0\n.zero 12000"));
    let ran = place.vntr("prove image.s --profile 1k-r16").exits(4);
    ran.says("6001 double words of program image")
        .says("4080 allowed")
        .says("2k-r16");
    place.write("answer.s", program(16, "answer 0"));
    place.write("1001.txt", "1 ".repeat(1001));
    let ran = place
        .vntr("prove answer.s --primary 1001.txt --profile 1k-r16")
        .exits(4);
    ran.says("1001 words on the primary tape needed, 1000 allowed")
        .says("1002 touched double words and primary words needed, 1000 allowed")
        .says("2k-r16");
    place.write("many.txt", "1 ".repeat(1 << 20));
    place
        .vntr("prove answer.s --primary many.txt")
        .exits(4)
        .says("1048552 allowed")
        .says("it fits no profile");
    assert_eq!(
        place.names(),
        [
            "1000.txt", "1001.txt", "answer.s", "count.s", "huge.txt", "image.s", "many.txt"
        ]
    );
}

#[test]
fn long_runs_are_proved_in_segments() {
    let place = Place::new();
    place.write("count.s", program(16, COUNTDOWN));
    place.write("1000.txt", "1000");
    place.write("1001.txt", "1001");
    place
        .vntr("prove count.s --primary 1000.txt --profile segments-1k-r16")
        .exits(0)
        .says("3002 steps, in 3 segments of profile segments-1k-r16")
        .says("about 624000 gas, and 41 MiB")
        .says("12068 bytes of proof");
    let verify = "verify proof.json --srs dev --program count.s";
    let ran = place.vntr(&format!("{verify} --primary 1000.txt")).exits(0);
    assert!(ran.stdout.starts_with("VALID\nprofile segments-1k-r16\n"));
    place
        .vntr(&format!("{verify} --primary 1001.txt"))
        .exits(1)
        .says("word 0 (from 0)");
    let mut proof: serde_json::Value = serde_json::from_str(&place.read("proof.json")).unwrap();
    // Without its last segment.
    let bytes = proof["proof"].as_str().unwrap();
    proof["proof"] = bytes[..bytes.len() - 8000].into();
    place.write("shorter.json", proof.to_string());
    place
        .vntr("verify shorter.json --srs dev --program count.s --primary 1000.txt")
        .exits(1)
        .says("does not hold");
    place
        .vntr("prove count.s --primary 1000.txt --profile segments-1k-r16 --expect-answer 3")
        .exits(1)
        .says("the run answers 0, expected 3");
}

#[test]
fn an_output_that_cannot_be_written_is_found_before_the_work() {
    let place = Place::new();
    place
        .vntr(&format!(
            "prove {} -o no/proof.json",
            example_run("subset-sum")
        ))
        .exits(3)
        .says("cannot write no/proof.json");
    place
        .vntr(&format!("prove {} -o .", example_run("subset-sum")))
        .exits(3)
        .says("directory");
    assert!(place.names().is_empty());
}

#[test]
fn the_id_is_that_of_the_proof() {
    let place = Place::new();
    let file: Value = serde_json::from_str(&PROOF.0).unwrap();
    let source = example("subset-sum", "program.s");
    let ran = place
        .vntr(&format!("id {source}"))
        .exits(0)
        .says("profile 1k-r16");
    assert_eq!(ran.stdout.trim_end(), file["programId"].as_str().unwrap());
    let ran = place
        .vntr(&format!("id {source} --profile 1k-r16"))
        .exits(0);
    assert_eq!(ran.stdout.trim_end(), file["programId"].as_str().unwrap());
    place
        .vntr(&format!("id {source} --profile 1k-r32"))
        .exits(2)
        .says("K = 32");
    place.write("large.s", program(16, ".zero 12000"));
    place
        .vntr("id large.s --profile 1k-r16")
        .exits(4)
        .says("6000 double words")
        .says("4080");
    place.write("too-large.s", program(16, ".zero 8390000"));
    place.vntr("id too-large.s").exits(4).says("1m-r16");
}

/// The verifier by hand: profile, circuit and SRS in one number.
#[test]
fn the_verifier_is_pinned_by_its_hash() {
    let place = with_proof();
    let file: Value = serde_json::from_str(&PROOF.0).unwrap();
    let hash = file["verifierHash"].as_str().unwrap();
    let other = format!("0x{}", "ab".repeat(32));
    let source = example("subset-sum", "program.s");
    for command in [
        "verify proof.json --srs dev".to_owned(),
        format!("id {source} --profile 1k-r16"),
        "solidity --profile 1k-r16 -o out".to_owned(),
    ] {
        place
            .vntr(&format!("{command} --verifier-hash {other}"))
            .exits(1)
            .says(&format!("is {hash}, --verifier-hash expects {other}"));
        place
            .vntr(&format!("{command} --verifier-hash {hash}"))
            .exits(0);
        place
            .vntr(&format!("{command} --verifier-hash {}", &hash[..65]))
            .exits(2)
            .says("64 hexadecimal digits");
    }
}

/// A proof that is there already is replaced with a word about it; a new one without.
#[test]
fn a_proof_is_replaced_with_a_word() {
    let place = Place::new();
    let prove = format!("prove {} -o p.json", example_run("subset-sum"));
    place.vntr(&prove).exits(0).does_not_say("is replaced");
    place
        .vntr(&prove)
        .exits(0)
        .says("note: p.json was there already and is replaced");
}
