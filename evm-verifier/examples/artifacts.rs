//! Writes the committed contracts: `cargo run --release -p evm-verifier --example artifacts`. Needs the locked npm packages
//! (`npm ci`) for solc. With names of profiles as arguments, theirs alone.

use circuits::{Profile, VerifyingKey};
use evm_verifier::artifact::{self, Artifact};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let asked =
        |profile: &&Profile| names.is_empty() || names.iter().any(|name| name == profile.name);
    for size in Profile::all().filter(asked) {
        let key = VerifyingKey::pinned(size)?;
        let (artifact, source) = Artifact::make(&key)?;
        let directory = artifact::directory(size.name);
        artifact.write(&source, &directory)?;
        println!(
            "{}: {} bytes of code, proofs of {} bytes, {:?}",
            artifact.profile, artifact.runtime_bytes, artifact.proof_length, artifact.shape,
        );
    }
    Ok(())
}
