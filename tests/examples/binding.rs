//! Writes the committed vectors of statement binding, `tests/vectors`: `cargo run --release -p vntr-tests --example binding`.
//!
//! Proofs that still are of their verifier and program are kept: they are also what later versions have to accept. The contract of
//! the other SRS is made by solc, which needs the locked npm packages (`npm ci`).

use evm_verifier::artifact::Artifact;
use evm_verifier::profile::spec;
use std::error::Error;
use std::fs;
use vntr_tests::binding::{
    Base, OTHER_SRS_PROFILE, Setup, Verifiers, bases, directory, profile, vectors,
};

fn main() -> Result<(), Box<dyn Error>> {
    let verifiers = Verifiers::shared();
    fs::create_dir_all(directory())?;

    let key = verifiers.key(Setup::Other, profile(OTHER_SRS_PROFILE));
    let (contract, _) = Artifact::make(&spec(&key))?;
    fs::write(
        directory().join("other-srs.hex"),
        hex::encode(contract.bytecode) + "\n",
    )?;

    let mut committed = vec![];
    for case in bases::committed() {
        let (base, kept) = Base::keep_or_make(verifiers, case);
        let how = if kept { "kept" } else { "made" };
        println!("{}: {how}, profile {}", base.name, base.proof.profile);
        committed.push(base);
    }
    let file = vectors::committed(verifiers, &committed);
    fs::write(directory().join("binding.json"), file.to_json())?;
    println!(
        "{} vectors, cannot be asked: {:?}",
        file.vectors.len(),
        file.cannot
    );
    Ok(())
}
