//! The committed contracts are what the generator makes of the pinned keys. That the compiler makes the committed bytes of the
//! committed sources is for `evm-verifier/tests/artifacts.rs` to say; the two together say that a contract is its circuit's.

use circuits::{Profile, VerifyingKey};
use evm_verifier::artifact::{Artifact, MAX_RUNTIME_BYTES};
use evm_verifier::generator;

#[test]
fn every_contract_is_generated_from_its_pinned_key() {
    assert_eq!(Artifact::profiles().count(), Profile::all().count());
    for size in Profile::all() {
        let name = size.name;
        let key = VerifyingKey::pinned(size).expect("the pinned key is this circuit's");
        let (artifact, source) = Artifact::embedded(name).expect("a committed contract");
        let generated = generator::generate(&key).expect("generated");
        assert!(
            generated.source == source,
            "{name}: the committed contract is not the pinned key's; make it again with \
             `cargo run --release -p evm-verifier --example artifacts`"
        );
        assert_eq!(artifact.profile, name);
        assert_eq!(artifact.contract, generated.contract);
        assert_eq!(artifact.hash_start, key.shape().hash_start(), "{name}");
        let deployment = artifact.deployment(&key).expect("deployed");
        assert_eq!(deployment.code.len(), artifact.runtime.len(), "{name}");
        assert_eq!(artifact.proof_length, key.proof_bytes(), "{name}");
        assert_eq!(
            artifact.max_public_bytes,
            4 * size.primary_words(),
            "{name}"
        );
        assert_eq!(artifact.shape, generated.shape, "{name}");
        assert!(artifact.runtime.len() <= MAX_RUNTIME_BYTES, "{name}");
        println!(
            "{name}: proofs of {} bytes, {} bytes of code",
            artifact.proof_length,
            artifact.runtime.len()
        );
    }
}
