//! The programs in `guests/`: every compiler and every translation accept their tapes, and none accepts others; C and Rust give the
//! same answers and make the same claims.
//!
//! `images.txt` has the hashes of the images by compiler version: so a change of the translator is seen, also where all agree. After a
//! change that is meant, or for another compiler, `BLESS=1` writes them anew.
//!
//! `cargo test --release -p compiler-backend --test guests -- --nocapture` prints instructions, steps and cells.

mod support;

use compiler_backend::comparison;
use compiler_backend::reference::End;
use compiler_backend::toolchain::{Compilation, Compiler, RustCompilation, ToolchainError};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use support::{WAYS, answer, hart, run, translated};
use tinyram::{ArchParams, Tapes, parse_tape};

/// What guests are compiled with: Rust where there is no compiler for C.
const COMPILERS: [(Option<Compiler>, &str); 7] = [
    (Some(Compiler::Clang), "3"),
    (Some(Compiler::Clang), "s"),
    (Some(Compiler::Clang), "0"),
    (Some(Compiler::Gcc), "2"),
    (None, "3"),
    (None, "s"),
    (None, "0"),
];

fn build(guest: &Path, compiler: Option<Compiler>, level: &str) -> Result<Vec<u8>, ToolchainError> {
    let rust = RustCompilation {
        level,
        ..RustCompilation::default()
    };
    match compiler {
        Some(compiler) => Compilation {
            compiler,
            level,
            ..Compilation::default()
        }
        .build(&[&guest.join("main.c")]),
        None if guest.join("Cargo.toml").is_file() => rust.project(guest),
        None => rust.file(&guest.join("main.rs")),
    }
}

fn guests() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests");
    let mut guests: Vec<_> = fs::read_dir(root)
        .expect("the guests are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.join("main.c").is_file())
        .collect();
    guests.sort();
    assert!(guests.len() >= 8, "only {} guests", guests.len());
    guests
}

/// The version of a compiler and the linker.
fn version(compiler: Option<Compiler>) -> String {
    let version = match compiler {
        Some(compiler) => Compilation {
            compiler,
            ..Compilation::default()
        }
        .version(),
        None => RustCompilation::version(),
    };
    version.unwrap_or_else(|error| panic!("{error}"))
}

/// Compares the images, by guest and version, with those in `images.txt`.
fn compare_images(images: &BTreeMap<(String, String), String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images.txt");
    if std::env::var_os("BLESS").is_some() {
        let lines = images
            .iter()
            .map(|((version, guest), hash)| format!("{hash} {guest} {version}\n"));
        fs::write(&path, lines.collect::<String>()).expect("writable");
        return;
    }
    let text = fs::read_to_string(&path).expect("images.txt");
    let recorded: BTreeMap<(String, String), String> = text
        .lines()
        .map(|line| {
            let mut parts = line.splitn(3, ' ').map(str::to_owned);
            let mut part = || parts.next().expect("hash, guest, version");
            let (hash, guest) = (part(), part());
            ((part(), guest), hash)
        })
        .collect();
    let versions: BTreeSet<&String> = recorded.keys().map(|(version, _)| version).collect();
    for (key, hash) in images {
        let (version, guest) = key;
        if !versions.contains(version) {
            println!("{guest}: image not compared, images.txt has none of {version}");
            continue;
        }
        assert_eq!(
            Some(hash),
            recorded.get(key),
            "{guest}: another image than in images.txt, by {version}"
        );
    }
}

fn tape(guest: &Path, file: &str) -> Vec<u32> {
    let text = fs::read_to_string(guest.join(file)).expect("a tape");
    let arch = ArchParams::new(32, 32).expect("a machine");
    let words = parse_tape(&text, arch).expect("words");
    words.into_iter().map(|word| word as u32).collect()
}

#[test]
fn guests_accept_their_tapes_and_no_others() {
    let rust = comparison::has_rust();
    println!(
        "{:<16} {:<9} {:>8} {:>9} {:>8} {:>5} {:>6}",
        "guest", "", "RISC-V", "unchecked", "steps", "each", "cells"
    );
    let mut images = BTreeMap::new();
    let mut logarithms: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for guest in guests() {
        let name = guest.file_name().expect("a name").to_string_lossy();
        let tapes = || [tape(&guest, "primary.txt"), tape(&guest, "auxiliary.txt")];
        // What the first compiler's program answers to changed words; the others have to answer the same.
        let mut refusals = BTreeMap::new();
        for (compiler, level) in COMPILERS {
            if compiler.is_none() && !rust {
                continue;
            }
            let elf = match build(&guest, compiler, level) {
                Ok(elf) => elf,
                Err(error) => panic!("{name}: {error}"),
            };
            let version = (level == "3").then(|| version(compiler));
            let compiler = compiler.map_or("Rust".to_owned(), |compiler| format!("{compiler:?}"));
            let what = format!("{name}, {compiler} -O{level}");
            let (expected, end) = hart(&elf, tapes());
            assert_eq!(end, End::Answered(0), "{what}: the interpreter");
            let translations = WAYS.map(|options| translated(&elf, &options));
            let mut steps = Vec::new();
            for (translation, options) in translations.iter().zip(WAYS) {
                let (_, run) = run(translation, tapes());
                assert_eq!(answer(&run), Some(0), "{what}: {options:?}");
                steps.push(run.steps);
            }
            if let Some(version) = version {
                let hash = Sha256::digest(translations[3].program.write_vnt());
                images.insert((version, name.to_string()), hex::encode(hash));
            }
            let cells = translations[3].program.double_words.len();
            let ratio = steps[3] as f64 / expected.instructions as f64;
            let with = format!("{compiler} -O{level}");
            println!(
                "{name:<16} {with:<9} {:>8} {:>9} {:>8} {ratio:>5.2} {cells:>6}",
                expected.instructions, steps[2], steps[3]
            );
            logarithms.entry(with).or_default().push(ratio.ln());
            // Another statement is refused: every public word counts.
            let words = tapes()[0].len();
            for changed in [0, words / 2, words - 1] {
                let mut other = tapes();
                // The last bit: a larger bound than claimed would be true as well.
                other[0][changed] = other[0][changed].wrapping_sub(1);
                if *name == *"json-field" && changed == 0 {
                    other[0][0] = 37;
                }
                if *name == *"lamport" && changed == 0 {
                    other[0][0] ^= 2;
                }
                let (_, run) = run(&translations[3], other);
                let refusal = answer(&run);
                assert_ne!(refusal, Some(0), "{what}: public word {changed} changed");
                let first = *refusals.entry(changed).or_insert(refusal);
                assert_eq!(refusal, first, "{what}: public word {changed} changed");
            }
            // What the guest commits need not be given.
            let given = match &*name {
                "sha256-preimage" | "keccak-merkle" | "matrix" | "sorting" => 0,
                "json-field" | "interpreter" => 1,
                _ => words,
            };
            let [primary, auxiliary] = tapes().map(wide);
            let part = Tapes {
                primary: primary[..given].to_vec(),
                auxiliary,
            };
            let execution = translations[3].execute(part, 1_000_000, |_| ());
            assert_eq!(answer(&execution.run), Some(0), "{what}: claims");
            assert_eq!(execution.primary, primary, "{what}: claims");
            assert_eq!(execution.astray, None, "{what}: claims");
        }
    }
    compare_images(&images);
    for (with, logarithms) in logarithms {
        let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
        println!("{:<16} {with:<9} {:>33.2}", "geometric mean", mean.exp());
    }
}

/// `guests/signature`, in Rust alone and of 17 million steps: it is proved in segments.
#[test]
fn a_signature_is_recovered() {
    if !comparison::has_rust() {
        return;
    }
    let guest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests/signature");
    let elf = build(&guest, None, "3").unwrap_or_else(|error| panic!("{error}"));
    let translation = translated(&elf, &WAYS[3]);
    let steps = |tape: usize, word: usize, change: u64| {
        let mut tapes = ["primary.txt", "auxiliary.txt"].map(|file| wide(self::tape(&guest, file)));
        tapes[tape][word] ^= change;
        let [primary, auxiliary] = tapes;
        let tapes = Tapes { primary, auxiliary };
        let execution = translation.execute(tapes, 1 << 30, |_| ());
        assert_eq!(execution.astray, None);
        (answer(&execution.run), execution.run.steps)
    };
    let (accepted, count) = steps(0, 0, 0);
    assert_eq!(accepted, Some(0));
    assert!(count > 10_000_000, "{count} steps");
    println!("signature: {count} steps");
    // Address, hash, r, s, and which of two keys: another one each time.
    for (tape, word, change) in [(0, 4, 1), (0, 12, 1), (1, 7, 1), (1, 15, 1), (1, 16, 7)] {
        let (refused, _) = steps(tape, word, change);
        assert!(
            refused.is_some_and(|answer| answer != 0),
            "{tape} {word}: {refused:?}"
        );
    }
}

fn wide(words: Vec<u32>) -> Vec<u64> {
    words.into_iter().map(u64::from).collect()
}
