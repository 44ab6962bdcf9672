//! Writes the committed vectors of statement binding, `tests/vectors`: `cargo run --release -p vntr-tests --example binding`.
//!
//! Proofs that still are of their verifier and program are kept: they are also what later versions have to accept.

use std::error::Error;
use std::fs;
use vntr_tests::binding::{Base, Verifiers, bases, directory, vectors};

fn main() -> Result<(), Box<dyn Error>> {
    let verifiers = Verifiers::shared();
    fs::create_dir_all(directory())?;

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
