//! The guests in C on the whole road: compiled, translated, run, proved in the smallest profile, verified here and by the contract.
//!
//! Two are proved by default; `GUESTS=all cargo test --release -p vntr-tests --test guests -- --nocapture` proves all and prints
//! what it took.

use circuits::{Profile, Srs};
use compiler_backend::toolchain::Compilation;
use compiler_backend::{Options, translate};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Outcome, Tapes};
use vntr_tests::{Bench, tape};

/// Those that fit 7,168 steps and take little time.
const DEFAULT: [&str; 2] = ["sha256-preimage", "sorting"];

#[test]
fn guests_are_proved_and_accepted() {
    let all = std::env::var("GUESTS").is_ok_and(|guests| guests == "all");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests");
    let mut names: Vec<String> = fs::read_dir(&root)
        .expect("the guests are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.join("main.c").is_file())
        .map(|path| {
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| all || DEFAULT.contains(&name.as_str()))
        .collect();
    names.sort();
    assert!(names.len() >= DEFAULT.len());
    for name in names {
        let directory = root.join(&name);
        let elf = match Compilation::default().build(&[&directory.join("main.c")]) {
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
        let srs = Arc::new(Srs::dev(profile.k).expect("an SRS"));
        let bench = Bench::with_srs(profile, srs);
        let start = Instant::now();
        let proof = bench.prove_trace(&program, &tapes.primary, &trace);
        println!(
            "{name:<16} {:>6} steps {:>5} cells {} {:.1} s",
            trace.steps.len(),
            program.double_words.len(),
            profile.name,
            start.elapsed().as_secs_f64()
        );
        circuits::verify(&bench.key, &proof).unwrap_or_else(|error| panic!("{name}: {error}"));
        let verdict = bench.deploy().verify(&proof);
        verdict.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    }
}
