//! Bad input: a message that says what, where and what to do; exit 2 or 3; never a panic.

use crate::support::{PROOF, Place, example, program};

#[test]
fn files_that_are_not_there_or_not_files() {
    let place = Place::new();
    place.write("p.s", program(16, "answer 0"));
    for command in [
        "asm nope",
        "disasm nope",
        "run nope",
        "prove nope",
        "id nope",
        "verify nope",
    ] {
        place
            .vntr(command)
            .exits(3)
            .prints_nothing()
            .says("cannot read nope")
            .does_not_say("panicked");
    }
    for command in ["asm .", "disasm .", "run .", "prove .", "id .", "verify ."] {
        let command = if command == "asm ." {
            "asm . -o x.vnt"
        } else {
            command
        };
        place
            .vntr(command)
            .exits(3)
            .prints_nothing()
            .says("cannot read .")
            .says("directory");
    }
    for tape in ["--primary", "--auxiliary"] {
        place
            .vntr(&format!("run p.s {tape} nope"))
            .exits(3)
            .says("cannot read nope");
        place
            .vntr(&format!("prove p.s {tape} ."))
            .exits(3)
            .says("directory");
    }
    assert_eq!(place.names(), ["p.s"]);
}

#[test]
fn programs_that_are_none() {
    let place = Place::new();
    place.write("empty.s", "");
    place.write("empty.vnt", "");
    place.write("text.vnt", "; TinyRAM V=2.000 M=vn W=32 K=16\nanswer 0\n");
    place.write("cut.vnt", b"VNTPROG\0\x01");
    place.write("bytes.s", [0xff, 0xfe, 0x00]);
    place.write(
        "future.vnt",
        b"VNTPROG\0\xff\xff\x20\x00\x10\x00\x00\x00\0\0\0\0\0\0\0\0",
    );
    place.write(
        "huge.vnt",
        b"VNTPROG\0\x01\x00\x20\x00\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff",
    );
    place.vntr("run empty.s").exits(2).says("A0101");
    place
        .vntr("run empty.vnt")
        .exits(2)
        .says("empty.vnt")
        .says("header");
    place.vntr("run text.vnt").exits(2).says("VNTPROG");
    place.vntr("run cut.vnt").exits(2).says("header");
    place.vntr("run bytes.s").exits(2).says("neither");
    place.vntr("asm bytes.s").exits(2).says("not UTF-8");
    place.vntr("run future.vnt").exits(2).says("version");
    place.vntr("run huge.vnt").exits(2).says("announces");
}

#[test]
fn tapes_are_refused_without_being_shown() {
    let place = Place::new();
    place.write("p.s", program(16, "answer 0"));
    for (content, place_of_error) in [
        ("1 2\n 3 77777x", "line 2, column 4"),
        ("99999777777", "line 1, column 1"),
        ("777777777777777777777777777777", "line 1, column 1"),
        ("-77777777777", "line 1, column 1"),
        ("0x", "line 1, column 1"),
    ] {
        place.write("t.txt", content);
        for tape in ["--primary", "--auxiliary"] {
            for command in ["run", "prove"] {
                let ran = place
                    .vntr(&format!("{command} p.s {tape} t.txt"))
                    .exits(2)
                    .prints_nothing();
                ran.says("t.txt").says(place_of_error).does_not_say("7777");
            }
        }
    }
    place.write("t.txt", [0xff, b'7', b'7', b'7', b'7']);
    place
        .vntr("run p.s --auxiliary t.txt")
        .exits(2)
        .says("UTF-8")
        .does_not_say("7777")
        .does_not_say("55");
}

#[test]
fn arguments() {
    let place = Place::new();
    place.write("p.s", program(16, "answer 0"));
    place.vntr("").exits(2).says("Usage");
    place.vntr("--help").exits(0).prints("Exit codes");
    place.vntr("--version").exits(0).prints("vntr ");
    for command in [
        "asm", "disasm", "run", "id", "prove", "verify", "profiles", "solidity", "deploy", "srs",
        "bench", "demo",
    ] {
        place
            .vntr(&format!("{command} --help"))
            .exits(0)
            .prints("Usage");
    }
    place.vntr("frobnicate").exits(2);
    place.vntr("run").exits(2);
    place.vntr("run p.s --frobnicate").exits(2);
    place.vntr("run p.s --max-steps -1").exits(2);
    place
        .vntr("run p.s --max-steps 99999999999999999999999")
        .exits(2);
    place.vntr("prove p.s --expect-answer 4294967296").exits(2);
    place.vntr("prove p.s --expect-answer x").exits(2);
    place
        .vntr("verify proof.json --srs dev --rpc http://127.0.0.1:9")
        .exits(2)
        .says("--contract");
    place
        .vntr("verify proof.json --srs dev --contract 0x00")
        .exits(2)
        .says("--rpc");
    for command in [
        "prove p.s --profile k99",
        "srs dev k99",
        "id p.s --profile k99",
        "solidity --profile k99 -o d",
        "bench --profile k99",
    ] {
        place
            .vntr(command)
            .exits(2)
            .says("unknown profile 'k99'")
            .says("1k-r16, 1k-r32");
    }
    assert_eq!(place.names(), ["p.s"]);
}

#[test]
fn proof_files_that_are_none() {
    let place = Place::new();
    let good = PROOF.0.as_str();
    let changes: [(&str, String, &str); 9] = [
        ("empty", String::new(), "not a proof file"),
        ("number", "3735928559".to_owned(), "not a proof file"),
        ("other JSON", "{}".to_owned(), "not a proof file"),
        (
            "cut off",
            good[..good.len() / 2].to_owned(),
            "not a proof file",
        ),
        (
            "other format",
            good.replacen("vntr-proof", "vntr-prof", 1),
            "expected format",
        ),
        (
            "other version",
            good.replacen("\"version\": 2", "\"version\": 1", 1),
            "expected a proof file of version 2, found version 1",
        ),
        (
            "extra field",
            good.replacen('{', "{\"extra\": 1,", 1),
            "extra",
        ),
        (
            "upper-case hex",
            good.replacen("\"proof\": \"0x", "\"proof\": \"0X", 1),
            "field proof",
        ),
        (
            "unknown profile",
            good.replacen("1k-r16", "k99-r16", 1),
            "unknown profile 'k99-r16'",
        ),
    ];
    for (what, content, message) in changes {
        assert_ne!(content, good, "{what}");
        place.write("proof.json", content);
        let ran = place
            .vntr("verify proof.json --srs dev")
            .exits(2)
            .prints_nothing()
            .says(message)
            .does_not_say("panicked");
        ran.says("proof.json").does_not_say("3735928559");
    }
    place.write("proof.json", [0xff; 100]);
    place
        .vntr("verify proof.json --srs dev")
        .exits(2)
        .says("UTF-8");
    place.write("proof.json", vec![b' '; (1 << 25) + 1]);
    place
        .vntr("verify proof.json --srs dev")
        .exits(4)
        .says("33554432 bytes");
}

#[test]
#[cfg(target_os = "linux")]
fn endless_files_are_not_read_to_their_end() {
    let place = Place::new();
    place.vntr("run /dev/zero").exits(4).says("67108864 bytes");
    place.vntr("verify /dev/zero").exits(4);
    place
        .vntr(&format!(
            "run {} --auxiliary /dev/zero",
            example("subset-sum", "program.s")
        ))
        .exits(4);
}

#[test]
fn a_cache_that_cannot_be_used() {
    let place = Place::new();
    place.write("p.s", program(16, "answer 0"));
    place.write("file", "");
    let cache = place.path("file");
    let variables = [("VNTR_CACHE", cache.to_str().unwrap())];
    place
        .vntr_with(&variables, "srs dev 1k-r16")
        .exits(3)
        .prints_nothing();
    place
        .vntr_with(&variables, "id p.s")
        .exits(3)
        .prints_nothing();
    assert_eq!(place.names(), ["file", "p.s"]);
}

/// A wish that cannot be met is told before any work; one that can is met without a word.
#[test]
fn the_arithmetic_that_is_asked_for() {
    let place = Place::new();
    for wish in ["avx", "Portable", "512"] {
        place
            .vntr_with(&[("VNTR_ARITHMETIC", wish)], "profiles")
            .exits(2)
            .says(&format!("{wish:?}: expected portable or avx512"))
            .prints_nothing();
    }
    let of = |wish| {
        let ran = place.vntr_with(&[("VNTR_ARITHMETIC", wish)], "profiles");
        let ran = ran.exits(0);
        (ran.stdout, ran.stderr)
    };
    assert_eq!(of("portable"), of(""));
    let vectors = place.vntr_with(&[("VNTR_ARITHMETIC", "avx512")], "profiles");
    if arithmetic::Implementation::available().len() == 2 {
        vectors.exits(0);
    } else {
        vectors.exits(3).says("lacks AVX-512").prints_nothing();
    }
}
