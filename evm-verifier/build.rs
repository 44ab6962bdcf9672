//! Lists the committed artifacts, so that the library carries every one that exists.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=artifacts");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("artifacts");
    let mut directories: Vec<_> = fs::read_dir(&root)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("Verifier.json").is_file() && path.join("Verifier.sol").is_file())
        .collect();
    directories.sort();
    let mut text = String::from("static EMBEDDED: &[(&str, &str, &str)] = &[\n");
    for directory in directories {
        let json = directory.join("Verifier.json");
        let content = fs::read_to_string(&json).expect("a committed artifact is readable");
        // The name in the file, not the directory's: names may hold a slash.
        let profile = content
            .split("\"profile\": \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or_else(|| panic!("{} has no \"profile\"", json.display()));
        let source = directory.join("Verifier.sol");
        text += &format!("    ({profile:?}, include_str!({json:?}), include_str!({source:?})),\n");
    }
    text += "];\n";
    let target = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("embedded.rs");
    fs::write(target, text).expect("the output directory is writable");
}
