//! With one seed for what is random, a proof is the same, byte by byte, whatever the arithmetic: `testdata/proofs.txt` has the hashes of
//! proofs that were made before there was more than one. `BLESS=1` rewrites those that are made, which a change of the circuit or of
//! the protocol needs.

use super::*;
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::verifier::is_accepted;
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
    for profile in profiles {
        let honest = Honest::new(profile.name, PROGRAM, &[40], &[0x1234_5678]);
        let (srs, key) = honest.proving_key();
        let public = honest.statement.public_values(profile).unwrap();
        let witness = honest.witness();
        let mut randomness = Randomness::from_seed([7; 32]);
        let hiding = randomness.elements(1 << profile.k);
        let proof = prove_columns(
            &key,
            &srs,
            &public,
            witness.first_phase(),
            |beta, gamma| witness.second_phase(beta, gamma),
            hiding,
            &mut randomness,
            &mut |_| {},
        )
        .unwrap();
        let verifying = key.verifying();
        assert!(is_accepted(
            verifying,
            key.point(),
            &public,
            &proof,
            &mut vec![]
        ));
        let made = hex::encode(crate::keccak256(&proof));
        match hashes.iter_mut().find(|(name, _)| name == profile.name) {
            _ if std::env::var_os("BLESS").is_some() => {
                hashes.retain(|(name, _)| name != profile.name);
                hashes.push((profile.name.to_owned(), made));
            }
            Some((name, pinned)) => assert_eq!(*pinned, made, "{name}"),
            None => panic!("no hash of a proof of {}", profile.name),
        }
    }
    if std::env::var_os("BLESS").is_some() {
        hashes.sort_unstable();
        let text: String = hashes.iter().map(|(n, h)| format!("{n} {h}\n")).collect();
        std::fs::write(path(), text).unwrap();
    }
}

#[test]
fn proofs_of_a_seed_are_the_same() {
    check(SMALL.into_iter().map(profile));
}

#[test]
#[ignore = "the larger profiles: two minutes"]
fn large_proofs_of_a_seed_are_the_same() {
    check(
        crate::PROFILES
            .iter()
            .filter(|profile| !SMALL.contains(&profile.name)),
    );
}
