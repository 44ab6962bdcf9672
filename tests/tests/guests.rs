//! The guests in C and Rust on the whole road: compiled, translated, run, proved in the smallest profile, verified here and by the
//! contract.
//!
//! Some are proved by default; `GUESTS=all cargo test --release -p vntr-tests --test guests -- --nocapture` proves all and prints
//! what it took.

use circuits::{Profile, Srs};
use compiler_backend::toolchain::{Compilation, RustCompilation, ToolchainError};
use compiler_backend::{Options, comparison, translate};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Outcome, Tapes};
use vntr_tests::{Bench, Deployment, tape};

/// Those that fit 7,168 steps and take little time.
const DEFAULT: [(&str, Language); 3] = [
    ("matrix", Language::Rust),
    ("sha256-preimage", Language::C),
    ("sorting", Language::Rust),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    C,
    Rust,
}

fn build(guest: &Path, language: Language) -> Result<Vec<u8>, ToolchainError> {
    let rust = RustCompilation::default();
    match language {
        Language::C => Compilation::default().build(&[&guest.join("main.c")]),
        Language::Rust if guest.join("Cargo.toml").is_file() => rust.project(guest),
        Language::Rust => rust.file(&guest.join("main.rs")),
    }
}

#[test]
fn guests_are_proved_and_accepted() {
    let all = std::env::var("GUESTS").is_ok_and(|guests| guests == "all");
    let languages: &[Language] = match comparison::has_rust() {
        true => &[Language::C, Language::Rust],
        false => &[Language::C],
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests");
    let mut guests: Vec<(String, Language)> = Vec::new();
    for entry in fs::read_dir(&root).expect("the guests are there") {
        let path = entry.expect("readable").path();
        if !path.join("main.c").is_file() {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy();
        for language in languages {
            if all || DEFAULT.contains(&(&name, *language)) {
                guests.push((name.to_string(), *language));
            }
        }
    }
    guests.sort_by_key(|(name, language)| (name.clone(), *language == Language::Rust));
    let least = match all {
        true => 8 * languages.len(),
        false => 2 * languages.len() - 1,
    };
    assert!(guests.len() >= least, "only {guests:?}");
    // Benches and deployments by profile, each made once.
    let mut benches: BTreeMap<&str, (Bench, Deployment)> = BTreeMap::new();
    for (name, language) in guests {
        let directory = root.join(&name);
        let name = format!("{name} in {language:?}");
        let elf = match build(&directory, language) {
            Ok(elf) => elf,
            Err(error) => panic!("{name}: {error}"),
        };
        let translation = match translate(&elf, &Options::default()) {
            Ok(translation) => translation,
            Err(error) => panic!("{name}: {error}"),
        };
        let program = translation.program;
        let words = |file| {
            let text = fs::read_to_string(directory.join(file)).expect("a tape");
            tape(&text, program.arch)
        };
        let tapes = Tapes {
            primary: words("primary.txt"),
            auxiliary: words("auxiliary.txt"),
        };
        let trace = Machine::trace(&program, tapes.clone(), 57_344);
        assert_eq!(trace.outcome, Outcome::Answered(0), "{name}");
        let profile = Profile::smallest(&program, tapes.primary.len(), &trace)
            .unwrap_or_else(|| panic!("{name}: {} steps fit no profile", trace.steps.len()));
        let (bench, deployment) = benches.entry(profile.name).or_insert_with(|| {
            let srs = Arc::new(Srs::dev(profile.srs_size()).expect("an SRS"));
            let bench = Bench::with_srs(profile, srs);
            let deployment = bench.deploy();
            (bench, deployment)
        });
        let start = Instant::now();
        let proof = bench.prove_trace(&program, &tapes.primary, &trace);
        println!(
            "{name:<24} {:>6} steps {:>5} cells {} {:.1} s",
            trace.steps.len(),
            program.double_words.len(),
            profile.name,
            start.elapsed().as_secs_f64()
        );
        circuits::verify_unbound(&bench.key, &proof)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let verdict = deployment.verify(&proof);
        verdict.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    }
}
