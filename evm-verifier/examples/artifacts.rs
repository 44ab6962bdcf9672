//! Writes the committed contracts: `cargo run --release -p evm-verifier --example artifacts`.

use evm_verifier::artifact::{self, Artifact, ArtifactError};
use evm_verifier::generator::VerifierSpec;

/// Calls `write` with the specification of every profile that has a contract.
fn for_each_profile(
    _write: impl FnMut(&VerifierSpec<'_>) -> Result<(), ArtifactError>,
) -> Result<(), ArtifactError> {
    // To be wired to `circuits`: keys of the smallest program of each profile, and `write(&VerifierSpec { … })`.
    Ok(())
}

fn main() -> Result<(), ArtifactError> {
    for_each_profile(|spec| {
        let (artifact, source) = Artifact::make(spec)?;
        let directory = artifact::directory(spec.name);
        artifact.write(&source, &directory)?;
        println!(
            "{}: {} bytes of code, proofs of {} bytes, {:?}\n  {}",
            artifact.profile,
            artifact.runtime_bytes,
            artifact.proof_length,
            artifact.shape,
            directory.display()
        );
        Ok(())
    })
}
