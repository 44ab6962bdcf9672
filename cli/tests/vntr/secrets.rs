//! A word of the secret tape, in any spelling, is in nothing that the commands write.

use crate::support::{Place, program};

/// 0xdeadbeef, and in what ways it could come out.
const CANARY: &str = "3735928559";
const SPELLINGS: [&str; 8] = [
    "3735928559",
    // Signed, little-endian, little-endian signed.
    "559038737",
    "4022250974",
    "272716322",
    "deadbeef",
    "efbeadde",
    "de, ad, be, ef",
    "222, 173, 190, 239",
];
const BYTES: [[u8; 4]; 2] = [[0xde, 0xad, 0xbe, 0xef], [0xef, 0xbe, 0xad, 0xde]];

#[track_caller]
fn clean(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    for spelling in SPELLINGS {
        assert!(
            !text.contains(spelling),
            "{what} shows the secret as {spelling}:\n{text}"
        );
    }
    for pattern in BYTES {
        assert!(
            !bytes.windows(4).any(|window| window == pattern),
            "{what} shows the secret's bytes"
        );
    }
}

/// Runs the command and looks at all that it leaves.
#[track_caller]
fn run_clean(place: &Place, command: &str, code: i32, secret_files: &[&str]) {
    let ran = place.vntr(command).exits(code);
    clean(&format!("stdout of {command}"), ran.stdout.as_bytes());
    clean(&format!("stderr of {command}"), ran.stderr.as_bytes());
    for name in place.names() {
        if !secret_files.contains(&name.as_str()) {
            clean(
                &format!("{name} after {command}"),
                &std::fs::read(place.path(&name)).unwrap(),
            );
        }
    }
}

/// Moves the secret through a register, the flag, and memory, and answers what the primary tape says.
const HIDES: &str = "read r1, 1\n store.w 4096, r1\n xor r2, r1, 1\n load.b r3, 4097\n cmpe r1, r2\n read r4, 0\n answer r4";

#[test]
fn of_commands_that_succeed() {
    let place = Place::new();
    place.write("p.s", program(16, HIDES));
    place.write("zero.txt", "0");
    place.write(
        "aux.txt",
        format!("{CANARY} # and again: 0xdeadbeef\n0xdeadbeef\n"),
    );
    let secret = ["aux.txt"];
    run_clean(
        &place,
        "run p.s --primary zero.txt --auxiliary aux.txt",
        0,
        &secret,
    );
    run_clean(
        &place,
        "run p.s --primary zero.txt --auxiliary aux.txt --json",
        0,
        &secret,
    );
    run_clean(
        &place,
        "prove p.s --primary zero.txt --auxiliary aux.txt -o proof.json",
        0,
        &secret,
    );
    assert_eq!(place.names(), ["aux.txt", "p.s", "proof.json", "zero.txt"]);
    // The proof's hexadecimal digits are also bytes.
    let file: serde_json::Value = serde_json::from_str(&place.read("proof.json")).unwrap();
    let digits = file["proof"].as_str().unwrap().strip_prefix("0x").unwrap();
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap())
        .collect();
    clean("the proof", &bytes);
    run_clean(
        &place,
        "verify proof.json --program p.s --primary zero.txt",
        0,
        &secret,
    );
    run_clean(&place, "verify proof.json --json", 0, &secret);
}

#[test]
fn of_commands_that_fail() {
    let place = Place::new();
    place.write("p.s", program(16, HIDES));
    place.write("zero.txt", "0");
    place.write("seven.txt", "7");
    place.write("long.s", program(16, "read r1, 1\n_l: jmp _l"));
    place.write(
        "loop.s",
        program(
            16,
            "read r1, 1\n mov r2, 300\n_l: sub r2, r2, 1\n cmpe r2, 0\n cnjmp _l\n answer 0",
        ),
    );
    place.write("aux.txt", CANARY);
    place.write("bad.txt", format!("{CANARY} 1 {CANARY}x"));
    place.write("wide.txt", format!("{CANARY}{CANARY}"));
    place.write("hex.txt", "0xdeadbeefdeadbeef");
    place.write("signed.txt", format!("-{CANARY}"));
    place.write(
        "bytes.txt",
        [b"\xde\xad\xbe\xef ".as_slice(), CANARY.as_bytes()].concat(),
    );
    let secret = [
        "aux.txt",
        "bad.txt",
        "wide.txt",
        "hex.txt",
        "signed.txt",
        "bytes.txt",
    ];
    for command in ["run", "prove"] {
        for file in ["bad.txt", "wide.txt", "hex.txt", "signed.txt", "bytes.txt"] {
            run_clean(
                &place,
                &format!("{command} p.s --primary zero.txt --auxiliary {file}"),
                2,
                &secret,
            );
            run_clean(
                &place,
                &format!("{command} p.s --auxiliary zero.txt --primary {file}"),
                2,
                &secret,
            );
        }
        // Refused by the program.
        run_clean(
            &place,
            &format!("{command} p.s --primary seven.txt --auxiliary aux.txt"),
            1,
            &secret,
        );
    }
    run_clean(
        &place,
        "run long.s --auxiliary aux.txt --max-steps 100",
        4,
        &secret,
    );
    run_clean(&place, "prove long.s --auxiliary aux.txt", 4, &secret);
    run_clean(
        &place,
        "prove loop.s --auxiliary aux.txt --profile k13-r16",
        4,
        &secret,
    );
    run_clean(
        &place,
        "prove p.s --primary zero.txt --auxiliary aux.txt --profile k13-r32",
        2,
        &secret,
    );
    run_clean(
        &place,
        "prove p.s --primary zero.txt --auxiliary aux.txt -o no/proof.json",
        3,
        &secret,
    );
    run_clean(
        &place,
        "prove p.s --primary zero.txt --auxiliary aux.txt --profile nope",
        2,
        &secret,
    );
    // The secret tape in another file's place.
    for file in ["aux.txt", "bad.txt", "wide.txt", "hex.txt", "bytes.txt"] {
        for command in ["run", "prove", "id", "disasm", "verify"] {
            run_clean(&place, &format!("{command} {file}"), 2, &secret);
        }
        run_clean(&place, &format!("asm {file} -o out.vnt"), 2, &secret);
    }
}
