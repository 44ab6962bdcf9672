//! Writes the committed contracts: `cargo run --release -p evm-verifier --example artifacts`. Needs the locked npm packages
//! (`npm ci`) for solc.

use circuits::{Profile, VerifyingKey};
use evm_verifier::artifact::{self, Artifact};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for size in Profile::all() {
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
