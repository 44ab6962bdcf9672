//! The pinned verifying keys are those of the circuits.

use circuits::{Profile, Srs, VerifyingKey, pinned_text};
use std::path::Path;

#[test]
fn verifying_keys_are_as_pinned() {
    for profile in Profile::all() {
        let key = VerifyingKey::generate_dev(profile).unwrap();
        let text = pinned_text(&key);
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("circuit_data")
            .join(format!("{}.txt", profile.name));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
            continue;
        }
        let pinned = std::fs::read_to_string(&path).unwrap();
        assert!(
            pinned == text,
            "the circuit of {} is not the pinned one: if that is meant, run\n  \
             BLESS=1 cargo test -p circuits --test pinned\nand then remake the contracts",
            profile.name
        );
        assert_eq!(VerifyingKey::pinned(profile).unwrap().hash(), key.hash());
    }
}

/// What is pinned is what comes of committing: on a circuit of each kind of limbs.
#[test]
fn pinned_keys_are_those_of_the_srs() {
    for name in ["1k-r16", "64k-r32", "segments-1k-r32"] {
        let profile = Profile::by_name(name).unwrap();
        let srs = Srs::generate_dev(profile.srs_size()).unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
        assert_eq!(
            pinned_text(&key),
            pinned_text(&VerifyingKey::pinned(profile).unwrap())
        );
    }
}
