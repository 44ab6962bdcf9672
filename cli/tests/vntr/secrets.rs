//! A word of the secret tape, in any spelling, is in nothing that the commands write.

use crate::support::{Place, program};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

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
/// As bytes, and so as any field element: the least significant bytes of it, or of its neighbours on the tape packed with it.
const WORD: [u8; 4] = [0xde, 0xad, 0xbe, 0xef];
/// Field elements that do not show the word itself: in Montgomery form, as memory holds them, and its negative in both forms.
const ELEMENTS: [&str; 3] = [
    "2305b20fd7bd02a678e2370d760b3226b7255ff0ec314f71876539ec65ff0cf0",
    "30644e72e131a029b85045b68181585d2833e84879b9709143e1f59311524112",
    "0d5e9c6309749d833f6e0ea90b762636710e88578d88211fbc7cbba78a00f311",
];

/// Each in both byte orders.
fn patterns() -> Vec<Vec<u8>> {
    let elements = ELEMENTS.map(|element| hex::decode(element).unwrap());
    let all = elements.into_iter().chain([WORD.to_vec()]);
    all.flat_map(|bytes| [bytes.iter().rev().copied().collect(), bytes])
        .collect()
}

#[track_caller]
fn clean(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let spelled = patterns().into_iter().map(hex::encode);
    for spelling in SPELLINGS.map(str::to_owned).into_iter().chain(spelled) {
        assert!(
            !text.contains(&spelling),
            "{what} shows the secret as {spelling}:\n{text}"
        );
    }
    for pattern in patterns() {
        assert!(
            !bytes.windows(pattern.len()).any(|window| window == pattern),
            "{what} shows the secret's bytes"
        );
    }
}

/// Looks at the files of a directory, but for those that the secret was put into.
#[track_caller]
fn files_clean(what: &str, directory: &Path, secret_files: &[&str]) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !secret_files.contains(&name.as_str()) {
            let content = std::fs::read(entry.path()).unwrap();
            clean(&format!("{name} after {what}"), &content);
        }
    }
}

/// Runs the command as somebody would who looks for a mistake, and looks at all that it leaves.
#[track_caller]
fn run_clean(place: &Place, command: &str, code: i32, secret_files: &[&str]) {
    let temporary = tempfile::tempdir().unwrap();
    let variables = [
        ("TMPDIR", temporary.path().to_str().unwrap()),
        ("RUST_LOG", "trace"),
        ("RUST_BACKTRACE", "full"),
    ];
    let ran = place.vntr_with(&variables, command).exits(code);
    clean(&format!("stdout of {command}"), ran.stdout.as_bytes());
    clean(&format!("stderr of {command}"), ran.stderr.as_bytes());
    files_clean(command, place.0.path(), secret_files);
    files_clean(command, temporary.path(), &[]);
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
    place.write("bytes.txt", "0xdeadbeefdeadbeef\n");
    let secret = ["aux.txt", "bytes.txt"];
    run_clean(
        &place,
        "run p.s --primary zero.txt --auxiliary bytes.txt",
        0,
        &secret,
    );
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
    assert_eq!(
        place.names(),
        ["aux.txt", "bytes.txt", "p.s", "proof.json", "zero.txt"]
    );
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
        "verify proof.json --srs dev --program p.s --primary zero.txt",
        0,
        &secret,
    );
    run_clean(&place, "verify proof.json --srs dev --json", 0, &secret);
    run_clean(
        &place,
        "verify proof.json --srs dev --expect-answer 1",
        1,
        &secret,
    );
    run_clean(
        &place,
        "verify proof.json --srs dev --program aux.txt",
        2,
        &secret,
    );
}

/// What would show the secret is found: else the tests here would say nothing.
#[test]
fn what_shows_it_is_found() {
    let mut shown: Vec<Vec<u8>> = patterns();
    shown.extend(
        patterns()
            .into_iter()
            .map(|bytes| hex::encode_upper(bytes).into()),
    );
    shown.extend(SPELLINGS.map(|spelling| spelling.as_bytes().to_vec()));
    assert_eq!(shown.len(), 8 + 8 + 8);
    for secret in shown {
        let bytes = [b"before ".as_slice(), &secret, b" behind"].concat();
        let found = std::panic::catch_unwind(|| clean("this", &bytes));
        assert!(
            found.is_err(),
            "{:?} is not found",
            String::from_utf8_lossy(&secret)
        );
    }
    clean("this", b"3735928558 deadbeee");
}

/// Nothing is in the cache, and nothing in what a prover leaves that was killed at whatever it did.
#[test]
fn of_a_prover_that_is_killed() {
    let place = Place::new();
    place.write("p.s", program(16, HIDES));
    place.write("zero.txt", "0");
    place.write("aux.txt", CANARY);
    let (cache, temporary) = (Place::new(), Place::new());
    let mut killed = 0;
    // The first makes the SRS, too. Later ones end by themselves where the machine is fast.
    for milliseconds in [30, 300, 100, 300, 600, 900] {
        let mut prover = place
            .command("prove p.s --primary zero.txt --auxiliary aux.txt")
            .env("VNTR_CACHE", cache.0.path())
            .env("TMPDIR", temporary.0.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        prover.kill().unwrap();
        let output = prover.wait_with_output().unwrap();
        killed += usize::from(output.status.code().is_none());
        let what = format!("a prover killed after {milliseconds} ms");
        clean(&what, &output.stdout);
        clean(&what, &output.stderr);
        files_clean(&what, place.0.path(), &["aux.txt"]);
        files_clean(&what, cache.0.path(), &[]);
        files_clean(&what, temporary.0.path(), &[]);
    }
    assert!(killed > 0, "every prover was faster than 30 ms");
    // One that is not killed fills the cache.
    place
        .vntr_with(
            &[("VNTR_CACHE", cache.0.path().to_str().unwrap())],
            "prove p.s --primary zero.txt --auxiliary aux.txt",
        )
        .exits(0);
    assert!(!cache.names().is_empty());
    files_clean("proving", cache.0.path(), &[]);
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
            "read r1, 1\n mov r2, 900\n_l: sub r2, r2, 1\n cmpe r2, 0\n cnjmp _l\n answer 0",
        ),
    );
    place.write("aux.txt", CANARY);
    place.write("bad.txt", format!("{CANARY} 1 {CANARY}x"));
    place.write("wide.txt", format!("{CANARY}{CANARY}"));
    place.write("hex.txt", "0xdeadbeefdeadbe");
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
        "prove loop.s --auxiliary aux.txt --profile 1k-r16",
        4,
        &secret,
    );
    run_clean(
        &place,
        "prove p.s --primary zero.txt --auxiliary aux.txt --profile 1k-r32",
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
