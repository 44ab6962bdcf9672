//! What verifying costs is pinned: `gas.txt`. `BLESS=1 cargo test -p vntr-tests --test gas` rewrites it.

use std::collections::BTreeMap;
use std::path::Path;
use vntr_tests::{Bench, FORK, fold, fold_tapes};

/// Proofs differ in how many of their bytes are zero, which cost less: some dozen bytes, some hundred gas.
const TOLERANCE_PER_MILLE: u64 = 5;
/// The profiles that are proved in seconds.
const PROFILES: [&str; 2] = ["k13-r16", "k13-r32"];

fn measure(profile: &str) -> u64 {
    let bench = Bench::new(profile);
    let program = fold("add", bench.profile.num_registers);
    let proof = bench.prove(&program, fold_tapes("add"));
    assert_eq!(proof.statement.primary.len(), 8);
    bench.deploy().verify(&proof).expect("accepted")
}

#[test]
fn gas_is_as_pinned() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gas.txt");
    let measured: BTreeMap<String, u64> = PROFILES
        .iter()
        .map(|profile| (format!("{profile} {}", FORK.name()), measure(profile)))
        .collect();
    println!("{measured:?}");
    if std::env::var_os("BLESS").is_some() {
        let mut text = "\
# Gas of `verify` with 8 public words: the whole transaction, calldata included. Profile, upgrade whose rules count, gas.
# BLESS=1 cargo test -p vntr-tests --test gas
"
        .to_owned();
        for (name, gas) in &measured {
            text.push_str(&format!("{name} {gas}\n"));
        }
        return std::fs::write(&path, text).expect("writable");
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
        pinned.keys().eq(measured.keys()),
        "tests/gas.txt has other lines: {pinned:?}"
    );
    for (name, pinned) in pinned {
        let gas = measured[&name];
        assert!(
            1000 * gas.abs_diff(pinned) <= TOLERANCE_PER_MILLE * pinned,
            "{name}: {gas} gas, pinned {pinned}; if that is meant, run\n  BLESS=1 cargo test -p vntr-tests --test gas"
        );
    }
}
