//! With one seed for what is random, a proof is the same, byte by byte, whatever the arithmetic: `testdata/proofs.txt` has the hashes.
//! `BLESS=1` rewrites those that are made, which a change of the circuit or of the protocol needs.

use super::Run;
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::verifier::is_accepted;
use crate::{PROFILES, Profile, ProvingKey, Srs, VerifyingKey, keccak256};
use std::path::PathBuf;

/// All kinds of accesses, a secret, both tapes.
const PROGRAM: &str = "
        read    r1, 0
        read    r2, 1
_next:  mull    r3, r2, r1
        store.w _data, r3
        load.b  r4, 2
        xor     r2, r2, r3
        umod    r5, r2, 1000
        shr     r6, r2, 3
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        answer  r5
_data:  .zero   64
";

/// The smallest profiles of either limbs, and both K.
const SMALL: [&str; 3] = ["1k-r16", "1k-r32", "64k-r32"];

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/proofs.txt")
}

fn check(profiles: impl Iterator<Item = &'static Profile>) {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let mut hashes: Vec<(String, String)> = text
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(name, hash)| (name.to_owned(), hash.to_owned()))
        .collect();
    let bless = std::env::var_os("BLESS").is_some();
    for profile in profiles {
        let run = Run::new(profile.name, PROGRAM, &[40], &[0x1234_5678]);
        let srs = Srs::generate_dev(profile.srs_size()).unwrap();
        let verifying = VerifyingKey::pinned(profile).unwrap();
        let key = ProvingKey::new(&verifying, &srs, run.program.clone()).unwrap();
        let witness = key.witness(&run.statement, &run.trace);
        let mut randomness = Randomness::from_seed([7; 32]);
        let proof = prove_columns(
            &key,
            &srs,
            &run.statement,
            witness.first_phase(),
            |beta, gamma| witness.second_phase(key.evaluator(), &run.statement, beta, gamma),
            |count| randomness.elements(count),
            &mut |_| {},
        )
        .unwrap();
        assert!(is_accepted(&verifying, key.point(), &run.statement, &proof));
        let made = hex::encode(keccak256(&proof));
        match hashes.iter_mut().find(|(name, _)| name == profile.name) {
            _ if bless => {
                hashes.retain(|(name, _)| name != profile.name);
                hashes.push((profile.name.to_owned(), made));
            }
            Some((name, pinned)) => assert_eq!(*pinned, made, "{name}"),
            None => panic!("no hash of a proof of {}", profile.name),
        }
    }
    if bless {
        hashes.sort_unstable();
        let text: String = hashes.iter().map(|(n, h)| format!("{n} {h}\n")).collect();
        std::fs::write(path(), text).unwrap();
    }
}

#[test]
fn proofs_of_a_seed_are_the_same() {
    check(SMALL.iter().map(|name| Profile::by_name(name).unwrap()));
}

#[test]
#[ignore = "the others up to 2^18 steps: a minute"]
fn large_proofs_of_a_seed_are_the_same() {
    check(
        PROFILES
            .iter()
            .filter(|profile| !SMALL.contains(&profile.name) && profile.k <= 19),
    );
}
