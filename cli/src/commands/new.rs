//! `vntr new`.

use crate::error::{Error, Result};
use crate::evm::Contract;
use crate::{keys, output};
use circuits::SrsName;
use std::path::PathBuf;

/// Make a project: a program, a contract that pays for proofs of it, and tests of both with the real verifier
///
/// `npm ci && npx forge test` in it needs no vntr: the verifier's contract and a proof (under the development SRS) are in the
/// project. The README there says how to go on.
#[derive(clap::Args)]
pub struct Args {
    /// The directory to make; its name is the project's: small letters, digits and -
    name: PathBuf,
}

macro_rules! template {
    ($($name:literal),*) => { [$(($name, include_str!(concat!("../../template/", $name)))),*] };
}

/// Files that are the same in every project.
const FILES: [(&str, &str); 9] = template![
    "program.s",
    "primary.txt",
    "auxiliary.txt",
    "foundry.toml",
    "contracts/Claim.sol",
    "test/Vm.sol",
    "test/Setup.sol",
    "test/Claim.t.sol",
    "test/proof.json"
];
/// What the repository has elsewhere.
const SHARED: [(&str, &str); 4] = [
    (
        "contracts/IVnTinyRamVerifier.sol",
        include_str!("../../../evm-verifier/contracts/IVnTinyRamVerifier.sol"),
    ),
    (
        "contracts/VnTinyRamApp.sol",
        include_str!("../../../evm-verifier/contracts/VnTinyRamApp.sol"),
    ),
    (
        "solc.js",
        include_str!("../../../evm-verifier/solc/compile.js"),
    ),
    (".npmrc", include_str!("../../../.npmrc")),
];
/// Files with the project's name in them.
const NAMED: [(&str, &str, &str); 3] = [
    (
        "README.md",
        include_str!("../../template/README.md"),
        "NAME",
    ),
    (
        "package.json",
        include_str!("../../../package.json"),
        "\"vntinyram\"",
    ),
    (
        "package-lock.json",
        include_str!("../../../package-lock.json"),
        "\"vntinyram\"",
    ),
];
/// The secret tape too.
const IGNORED: &str = "/node_modules/\n/out/\n/cache/\n/auxiliary.txt\n";

pub fn run(args: &Args) -> Result {
    let root = &args.name;
    let name = root
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.starts_with('-') || !name.chars().all(plain) {
        return Err(Error::usage(format!(
            "a project's name has small letters, digits and -, found {:?}",
            root.display().to_string()
        )));
    }
    if root.exists() {
        return Err(Error::usage(format!(
            "{} exists already: choose another name, or remove it",
            root.display()
        )));
    }
    let proof = circuits::Proof::from_json(file("test/proof.json"))?;
    let contract = Contract::of_profile(keys::profile(&proof.profile)?, &SrsName::dev())?;
    output::note_srs(&SrsName::dev());
    let mut files: Vec<(String, String)> = FILES
        .iter()
        .chain(&SHARED)
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    files.push((".gitignore".to_owned(), IGNORED.to_owned()));
    for (file, text, placeholder) in NAMED {
        let name = placeholder.replace("NAME", name).replace("vntinyram", name);
        files.push((file.to_owned(), text.replace(placeholder, &name)));
    }
    for (file, text) in contract.files()? {
        files.push((format!("verifier/{file}"), text));
    }
    for (file, text) in &files {
        let path = root.join(file);
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(|error| {
                Error::environment(format!("cannot make {}: {error}", directory.display()))
            })?;
        }
        output::file(&path, text)?;
    }
    // forge starts it as a program.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = root.join("solc.js");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).map_err(
            |error| {
                Error::environment(format!(
                    "cannot make {} executable: {error}",
                    path.display()
                ))
            },
        )?;
    }
    output::line(root.display())?;
    output::talk(format!(
        "{} files, verifier of profile {}. Next: cd {} && npm ci && npx forge test",
        files.len(),
        proof.profile,
        root.display()
    ));
    Ok(())
}

fn file(name: &str) -> &'static str {
    FILES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
        .expect("a file of the template")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input;

    /// The proof that every new project has is about its program and its tape, and this build accepts it.
    #[test]
    fn the_templates_proof_is_its_programs() {
        let proof = circuits::Proof::from_json(file("test/proof.json")).unwrap();
        let profile = keys::profile(&proof.profile).unwrap();
        let key = keys::verifying_key(profile, &SrsName::dev()).unwrap();
        let how = "after a change of the circuit, in cli/template: vntr prove program.s --primary primary.txt --auxiliary auxiliary.txt -o test/proof.json";
        let program = input::assemble(file("program.s"), "program.s").unwrap();
        let point = keys::point(profile, &SrsName::dev(), &program).unwrap();
        circuits::verify(&key, &proof, &key.program_id(&point), &proof.statement)
            .unwrap_or_else(|error| panic!("{error}; {how}"));
        let public = format!("0x{}\n", hex::encode(proof.public_values()));
        assert_eq!(public, file("primary.txt"), "{how}");
    }
}
