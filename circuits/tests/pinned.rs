//! The pinned verifying keys are those of the circuits.

use circuits::{PROFILES, Srs, VerifyingKey, pinned_text};
use std::path::Path;

#[test]
fn verifying_keys_are_as_pinned() {
    for profile in &PROFILES {
        let srs = Srs::dev(profile.srs_size()).unwrap();
        let key = VerifyingKey::generate(profile, &srs).unwrap();
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
