//! The committed contracts are what the pinned compiler makes of the committed sources.

mod common;

use common::{Setup, has_solc};
use evm_verifier::artifact::{self, Artifact, MAX_RUNTIME_BYTES};
use evm_verifier::evm::{Evm, Fork};
use evm_verifier::solc;

#[test]
fn embedded_artifacts_are_sound() {
    for profile in Artifact::profiles() {
        let (artifact, source) = Artifact::embedded(profile).expect("every listed artifact parses");
        assert_eq!(artifact.profile, profile);
        assert_eq!(artifact.runtime.len(), artifact.runtime_bytes);
        assert!(artifact.runtime_bytes <= MAX_RUNTIME_BYTES);
        assert!(source.contains(&format!("contract {} ", artifact.contract)));
        assert_eq!(
            Artifact::read(&artifact::directory(profile)).unwrap(),
            artifact
        );
        // Without a setup there is no contract.
        Evm::new(Fork::Osaka)
            .deploy(&artifact.bytecode)
            .unwrap_err();
    }
}

#[test]
fn sources_compile_to_the_same_bytes() {
    if !has_solc() {
        return;
    }
    for profile in Artifact::profiles() {
        let (artifact, source) = Artifact::embedded(profile).expect("every listed artifact parses");
        let compiled = solc::compile(source, &artifact.contract, artifact::OPTIMIZER).unwrap();
        assert_eq!(compiled.compiler, artifact.compiler);
        assert_eq!(compiled.settings, artifact.settings);
        assert!(
            compiled.bytecode == artifact.bytecode && compiled.runtime == artifact.runtime,
            "{profile}: other bytes"
        );
    }
}

#[test]
fn written_artifacts_are_read_back() {
    if !has_solc() {
        return;
    }
    let setup = Setup::new([5, 17]);
    let source = setup.source();
    let (artifact, text) = Artifact::make(setup.key()).unwrap();
    assert_eq!(text, source.source);
    let directory = std::env::temp_dir().join(format!("vntr-artifact-{}", std::process::id()));
    artifact.write(&source.source, &directory).unwrap();
    assert_eq!(Artifact::read(&directory).unwrap(), artifact);
    std::fs::write(directory.join("Verifier.json"), "{}").unwrap();
    println!("{}", Artifact::read(&directory).unwrap_err());
    std::fs::remove_dir_all(&directory).unwrap();
    assert!(Artifact::read(&directory).is_err());
}

/// Generation depends on nothing but its input.
#[test]
fn generation_is_reproducible() {
    let setup = Setup::new([5, 17]);
    assert_eq!(setup.source().source, setup.source().source);
    assert_eq!(setup.source().source, Setup::new([5, 17]).source().source);
}
