//! `vntr new`: the project that it makes works as its README says, with forge and without vntr.

use crate::support::Place;
use evm_verifier::chain::foundry_binary;
use evm_verifier::solc::repository_root;
use std::path::Path;
use std::process::Command;

/// False, with a message, where npm's packages are not installed; a failure in CI, where they must be.
fn has_forge() -> bool {
    let modules = repository_root().join("node_modules");
    if modules.join("solc").is_dir() && modules.join("@foundry-rs/forge").is_dir() {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "run `npm ci`");
    eprintln!("SKIPPED: no forge or solc; run `npm ci`");
    false
}

/// `npm ci` of the project, with what the repository has: the lock files are the same.
fn link_node_modules(project: &Path) {
    let modules = repository_root()
        .canonicalize()
        .unwrap()
        .join("node_modules");
    std::os::unix::fs::symlink(modules, project.join("node_modules")).unwrap();
}

/// How many tests passed, and what forge said if not all did.
fn forge_test(project: &Path) -> Result<usize, String> {
    let output = Command::new(foundry_binary("forge"))
        .arg("test")
        .current_dir(project)
        // The compiler resolves npm's package from the project's real place.
        .env("NODE_PATH", repository_root().join("node_modules"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{text}");
    if !output.status.success() {
        return Err(text + &String::from_utf8_lossy(&output.stderr));
    }
    Ok(text.matches("[PASS]").count())
}

#[test]
fn a_new_project_passes_its_tests() {
    let place = Place::new();
    place
        .vntr("new pay-for-a-secret")
        .exits(0)
        .prints("pay-for-a-secret\n")
        .says("npx forge test")
        .says("INSECURE");
    let project = place.path("pay-for-a-secret");
    for (file, text) in [
        ("README.md", "# pay-for-a-secret"),
        ("package.json", "\"pay-for-a-secret\""),
        ("package-lock.json", "\"pay-for-a-secret\""),
        ("verifier/Verifier.sol", "pragma solidity"),
        (".gitignore", "/node_modules/"),
    ] {
        let content = place.read(&format!("pay-for-a-secret/{file}"));
        assert!(content.contains(text), "{file}:\n{content}");
    }
    place
        .vntr("new pay-for-a-secret")
        .exits(2)
        .says("exists already");

    // What the README says: run, and verify what is there.
    let tapes = "pay-for-a-secret/program.s --primary pay-for-a-secret/primary.txt";
    place
        .vntr(&format!(
            "run {tapes} --auxiliary pay-for-a-secret/auxiliary.txt"
        ))
        .exits(0)
        .prints("answer 0");
    let verify = tapes.replace(
        "pay-for-a-secret/program.s",
        "--program pay-for-a-secret/program.s",
    );
    place
        .vntr(&format!(
            "verify pay-for-a-secret/test/proof.json --srs dev {verify}"
        ))
        .exits(0)
        .prints("VALID\n");

    if !has_forge() {
        return;
    }
    link_node_modules(&project);
    assert_eq!(forge_test(&project).unwrap(), 11);

    // Another proof of the same, as the README says: other bytes, the same statement.
    let first = place.read("pay-for-a-secret/test/proof.json");
    place
        .vntr(&format!(
            "prove {tapes} --auxiliary pay-for-a-secret/auxiliary.txt -o pay-for-a-secret/test/proof.json"
        ))
        .exits(0);
    assert_ne!(first, place.read("pay-for-a-secret/test/proof.json"));
    assert_eq!(forge_test(&project).unwrap(), 11);

    // Each error of the verifier and the long fuzzing are tests of this repository, in the same project.
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("template/test");
    std::fs::copy(
        template.join("Verifier.t.sol"),
        project.join("test/Verifier.t.sol"),
    )
    .unwrap();
    assert_eq!(forge_test(&project).unwrap(), 11 + 17);

    // Tests that cannot fail would pass with a proof of something else, too.
    let proof = place.read("pay-for-a-secret/test/proof.json");
    let middle = proof.find("\"proof\": \"0x").unwrap() + 3000;
    let digit = if &proof[middle..=middle] == "0" {
        "1"
    } else {
        "0"
    };
    let damaged = format!("{}{digit}{}", &proof[..middle], &proof[middle + 1..]);
    place.write("pay-for-a-secret/test/proof.json", damaged);
    let failed = forge_test(&project).unwrap_err();
    assert!(failed.contains("[FAIL"), "{failed}");
    place.write("pay-for-a-secret/test/proof.json", &proof);
}

#[test]
fn names_that_are_none() {
    let place = Place::new();
    for name in ["Name", "a_b", "\u{e9}", "deep/..", "--", "a\"b"] {
        let mut command = place.command("new");
        let output = command.arg("--").arg(name).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
    assert!(place.names().is_empty());
}

/// A tape as Solidity prints it. A word that is too much or too little is named, the text is not.
#[test]
fn tapes_of_bytes() {
    let place = Place::new();
    place.write(
        "program.s",
        "; TinyRAM V=2.000 M=vn W=32 K=16\nread r1, 0\nread r2, 0\nsub r1, r1, 0x01020304\ncmpe r2, 5\ncnjmp _no\nanswer r1\n_no: answer 1\n",
    );
    place.write("tape", "0x0102030400000005\n");
    place
        .vntr("run program.s --primary tape")
        .exits(0)
        .prints("answer 0")
        .prints("primary words read 2");
    place.write("tape", "0x01020304c0ffee");
    for which in ["--primary", "--auxiliary"] {
        place
            .vntr(&format!("run program.s {which} tape"))
            .exits(2)
            .says("tape: 14 hexadecimal digits")
            .says("words of 8 digits")
            .does_not_say("c0ffee");
    }
    place.write("tape", "0x01020304\n5");
    place.vntr("run program.s --primary tape").exits(0);
}
