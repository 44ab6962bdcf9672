//! What verifying costs is pinned: `gas.txt`. `BLESS=1 cargo test -p vntr-tests --test gas` rewrites it, and the table in
//! `docs/contract.md` that is made of it.

use evm_verifier::artifact::Artifact;
use evm_verifier::calldata::intrinsic_gas;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tinyram::Tapes;
use vntr_tests::{Bench, FORK, calldata_of, fold, fold_tapes};

/// Proofs differ in how many of their bytes are zero, which cost less: some dozen bytes, some hundred gas.
const TOLERANCE_PER_MILLE: u64 = 5;
/// The profiles that are proved in seconds: compared each time. The others are measured when the file is rewritten.
const COMPARED: [&str; 3] = ["1k-r16", "1k-r32", "64k-r16"];

/// The most that 32 further bytes of public values may take, whatever they are.
const MOST_PER_PUBLIC_WORD: u64 = 1_600;
/// The most that a verification may take.
const MOST: u64 = 320_000;

/// What 32 further bytes of public values take to execute: the mean over 80 words more. Measured without calldata, which differ in
/// their zeros from proof to proof.
fn measure_public_bytes() -> u64 {
    let bench = Bench::new(COMPARED[0]);
    let program = fold("add", bench.profile.num_registers);
    let mut contract = bench.deploy();
    let mut execution = |words: u64| {
        let primary: Vec<u64> = (1..=words).collect();
        let auxiliary = vec![primary.iter().sum::<u64>()];
        let proof = bench.prove(&program, Tapes { primary, auxiliary });
        let gas = contract.verify(&proof).expect("accepted");
        gas - intrinsic_gas(&calldata_of(&proof)).0
    };
    let more = 80;
    let (few, many) = (execution(8), execution(8 + more));
    (8 * (many - few)).div_ceil(more)
}

const SMALL_WORDS: &str = "32 more public bytes, words below 256";
const FULL_WORDS: &str = "32 more public bytes, none of them zero";
const BEGIN: &str = "<!-- figures:begin -->\n";
const END: &str = "<!-- figures:end -->\n";

/// The table of the documentation: sizes by the committed contracts, gas as pinned.
fn table(pinned: &BTreeMap<String, u64>) -> String {
    let mut text = format!(
        "| profile | code, bytes | proof, bytes | public values, most bytes | gas, 8 public words ({}) |\n|---|--:|--:|--:|--:|\n",
        FORK.name()
    );
    // Of segments the gas depends on how many there are: `long_runs.rs`.
    let of_runs = circuits::PROFILES.map(|profile| profile.name);
    for profile in Artifact::profiles().filter(|name| of_runs.contains(name)) {
        let (artifact, _) = Artifact::embedded(profile).expect("a committed contract");
        let gas = pinned.get(&format!("{profile} {}", FORK.name()));
        text += &format!(
            "| {profile} | {} | {} | {} | {} |\n",
            artifact.runtime_bytes,
            artifact.proof_length,
            artifact.max_public_bytes,
            gas.map_or("".to_owned(), u64::to_string)
        );
    }
    text + &format!(
        "\n32 bytes more of public values take {} gas if they are words below 256, and {} if no byte is zero. \
         `BLESS=1 cargo test --release -p vntr-tests --test gas` writes these figures.\n",
        pinned[SMALL_WORDS], pinned[FULL_WORDS]
    )
}

/// `docs/contract.md` with this table.
fn document(pinned: &BTreeMap<String, u64>) -> (PathBuf, String, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/contract.md");
    let old = std::fs::read_to_string(&path).expect("docs/contract.md");
    let (before, rest) = old.split_once(BEGIN).expect("the beginning of the figures");
    let (_, after) = rest.split_once(END).expect("their end");
    let new = format!("{before}{BEGIN}{}{END}{after}", table(pinned));
    (path, old, new)
}

fn measure(profile: &str) -> u64 {
    let bench = Bench::new(profile);
    let program = fold("add", bench.profile.num_registers);
    let proof = bench.prove(&program, fold_tapes("add"));
    assert_eq!(proof.statement.primary.len(), 8);
    let gas = bench.deploy().verify(&proof).expect("accepted");
    assert!(gas <= MOST, "{profile}: {gas} gas");
    gas
}

#[test]
fn gas_is_as_pinned() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gas.txt");
    let rewrite = std::env::var_os("BLESS").is_some();
    let profiles: Vec<&str> = match rewrite {
        true => circuits::PROFILES
            .iter()
            .map(|profile| profile.name)
            .collect(),
        false => COMPARED.into(),
    };
    let mut measured: BTreeMap<String, u64> = profiles
        .into_iter()
        .map(|profile| (format!("{profile} {}", FORK.name()), measure(profile)))
        .collect();
    let execution = measure_public_bytes();
    // A byte of calldata costs 4 gas if it is zero, otherwise 16.
    for (name, not_zero) in [(SMALL_WORDS, 8), (FULL_WORDS, 32)] {
        let gas = execution + 4 * 32 + 12 * not_zero;
        assert!(gas <= MOST_PER_PUBLIC_WORD, "{name}: {gas} gas");
        measured.insert(name.to_owned(), gas);
    }
    println!("{measured:?}");
    if rewrite {
        let mut text = "\
# Gas of `verify` with 8 public words: the whole transaction, calldata included. Profile, upgrade whose rules count, gas.
# And of 32 more bytes of public values.
# BLESS=1 cargo test -p vntr-tests --test gas
"
        .to_owned();
        for (name, gas) in &measured {
            text.push_str(&format!("{name} {gas}\n"));
        }
        std::fs::write(&path, text).expect("writable");
        let (path, _, new) = document(&measured);
        return std::fs::write(path, new).expect("writable");
    }
    let pinned: BTreeMap<String, u64> = std::fs::read_to_string(&path)
        .expect("tests/gas.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (name, gas) = line
                .rsplit_once(' ')
                .expect("a profile, an upgrade and a number");
            (name.to_owned(), gas.parse().expect("a number"))
        })
        .collect();
    assert!(
        measured.keys().all(|name| pinned.contains_key(name)),
        "tests/gas.txt lacks a line: {pinned:?}"
    );
    let (path, old, new) = document(&pinned);
    assert!(
        old == new,
        "{}: the figures are not those of tests/gas.txt; run\n  BLESS=1 cargo test -p vntr-tests --test gas",
        path.display()
    );
    for (name, gas) in measured {
        let pinned = pinned[&name];
        assert!(
            1000 * gas.abs_diff(pinned) <= TOLERANCE_PER_MILLE * pinned,
            "{name}: {gas} gas, pinned {pinned}; if that is meant, run\n  BLESS=1 cargo test -p vntr-tests --test gas"
        );
    }
}
