//! Every example, for 16 and for 32 registers, on the whole road: assembled, run, proved, verified here and by the contract.

use circuits::{Profile, Srs};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Outcome, Program, Tapes};
use vntr_tests::{Bench, Deployment, assemble, tape};

/// Benches and deployments by profile, each made once.
#[derive(Default)]
struct Benches {
    srs: BTreeMap<u32, Arc<Srs>>,
    benches: BTreeMap<&'static str, (Bench, Deployment)>,
}

impl Benches {
    fn of(&mut self, profile: &'static Profile) -> &mut (Bench, Deployment) {
        let srs = self
            .srs
            .entry(profile.k)
            .or_insert_with(|| Arc::new(Srs::dev(profile.srs_size()).expect("an SRS")));
        self.benches.entry(profile.name).or_insert_with(|| {
            let bench = Bench::with_srs(profile, srs.clone());
            let deployment = bench.deploy();
            (bench, deployment)
        })
    }
}

fn directories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut directories: Vec<_> = fs::read_dir(root)
        .expect("the examples are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.join("example.json").is_file())
        .collect();
    directories.sort();
    assert!(
        directories.len() >= 7,
        "only {} examples",
        directories.len()
    );
    directories
}

#[test]
fn every_example_is_proved_and_accepted() {
    let mut benches = Benches::default();
    for directory in directories() {
        let name = directory.file_name().expect("a name").to_string_lossy();
        let read = |file: &str| fs::read_to_string(directory.join(file));
        let source = read("program.s").unwrap_or_else(|error| panic!("{name}/program.s: {error}"));
        let expected: serde_json::Value =
            serde_json::from_str(&read("example.json").expect("example.json")).expect("JSON");
        assert_eq!(
            source.matches("K=16").count(),
            1,
            "{name}: one header to rewrite"
        );
        let mut names = vec![];
        for registers in [16, 32] {
            let program = assemble(&source.replace("K=16", &format!("K={registers}")));
            let words = |file| tape(&read(file).unwrap_or_default(), program.arch);
            let tapes = Tapes {
                primary: words("primary.txt"),
                auxiliary: words("auxiliary.txt"),
            };
            let id = prove(&name, &mut benches, &program, tapes, &expected);
            names.push(id);
        }
        assert_ne!(names[0], names[1], "{name}: another machine, another name");
    }
}

/// Runs, proves and verifies; the program's name.
fn prove(
    name: &str,
    benches: &mut Benches,
    program: &Program,
    tapes: Tapes,
    expected: &serde_json::Value,
) -> [u8; 32] {
    let start = Instant::now();
    let primary = tapes.primary.clone();
    let registers = program.arch.num_registers();
    let most = Profile::max_steps(registers).expect("a machine with profiles");
    let trace = Machine::trace(program, tapes, most as u64);
    let Outcome::Answered(answer) = trace.outcome else {
        panic!("{name} does not end")
    };
    assert_eq!(expected["answer"], answer, "{name}: answer");
    assert_eq!(expected["steps"], trace.steps.len(), "{name}: steps");

    let profile = Profile::smallest(program, primary.len(), &trace).expect("it fits a profile");
    let (bench, deployment) = benches.of(profile);
    let proof = bench.prove_trace(program, &primary, &trace);
    circuits::verify_unbound(&bench.key, &proof).unwrap_or_else(|error| panic!("{name}: {error}"));
    let gas = deployment
        .verify(&proof)
        .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    println!(
        "{name:16} {:8} {:5} steps, {:2} public words: {:5} bytes, {gas} gas by the rules of {} [{:.1} s]",
        profile.name,
        trace.steps.len(),
        primary.len(),
        proof.bytes.len(),
        vntr_tests::FORK.name(),
        start.elapsed().as_secs_f64()
    );
    proof.program_id
}
