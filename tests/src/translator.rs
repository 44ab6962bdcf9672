//! The translator as what a long run is about.

use campaign::{Campaign, Extent};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A long run about the translator as it is.
pub fn campaign(name: &str) -> Campaign<'_> {
    Campaign {
        name,
        subject: ("translator", digest()),
        extent: Extent::Full,
    }
}

/// The SHA-256 digest of the translator's sources, without what drives compilers and debuggers.
fn digest() -> String {
    const OTHERS: [&str; 3] = ["toolchain.rs", "toolchain", "debug.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../compiler-backend/src");
    let mut files = vec![];
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("the translator's sources") {
            let entry = entry.expect("readable");
            let path = entry.path();
            if OTHERS.contains(&&*entry.file_name().to_string_lossy()) {
                continue;
            }
            match path.is_dir() {
                true => open.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(&root).expect("below it");
        hash.update(name.to_string_lossy().as_bytes());
        hash.update(fs::read(&file).expect("readable"));
    }
    hex::encode(hash.finalize())
}
