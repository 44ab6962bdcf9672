//! Running rustc and cargo.
//!
//! Paths in panic messages are part of the image, so they are relative to the program, or begin with a package's name.

use super::{CRT0, LINK_SCRIPT, ToolchainError, file_error, find, path_flag, run};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What guests are compiled for.
pub const TARGET: &str = "riscv32im-unknown-none-elf";

/// The environment variable that names the Rust compiler for guests; without it, it is `rustc`.
pub const RUSTC: &str = "VNTR_RUSTC";

/// The crate of guests, and what it shares with C, below one directory.
const CRATE: [(&str, &str); 8] = [
    (
        "rust/Cargo.toml",
        include_str!("../../guest/rust/Cargo.toml"),
    ),
    (
        "rust/src/lib.rs",
        include_str!("../../guest/rust/src/lib.rs"),
    ),
    (
        "rust/src/heap.rs",
        include_str!("../../guest/rust/src/heap.rs"),
    ),
    (
        "rust/src/panic.rs",
        include_str!("../../guest/rust/src/panic.rs"),
    ),
    (
        "rust/src/words.rs",
        include_str!("../../guest/rust/src/words.rs"),
    ),
    // Part of the documentation.
    (
        "rust/examples/square.rs",
        include_str!("../../guest/rust/examples/square.rs"),
    ),
    ("c/crt0.S", CRT0),
    ("c/vntr.ld", LINK_SCRIPT),
];

const INSTALL: &str = "see https://rustup.rs";

/// How to compile Rust.
#[derive(Clone, Debug)]
pub struct RustCompilation<'c> {
    /// `0`, `1`, `2`, `3`, `s` or `z`.
    pub level: &'c str,
}

impl Default for RustCompilation<'_> {
    fn default() -> Self {
        RustCompilation { level: "3" }
    }
}

impl RustCompilation<'_> {
    /// What compiles: the answer of `rustc --version`.
    ///
    /// # Errors
    /// If rustc or the target is not installed.
    pub fn version() -> Result<String, ToolchainError> {
        let rustc = rustc()?;
        let version = run(Command::new(rustc).arg("--version"))?;
        Ok(String::from_utf8_lossy(&version).trim().to_owned())
    }

    /// Compiles one file, which sees `vntr_guest`, `core` and `alloc`.
    ///
    /// # Errors
    /// If something is not installed, or the compiler refuses.
    pub fn file(&self, source: &Path) -> Result<Vec<u8>, ToolchainError> {
        let rustc = rustc()?;
        let work = tempfile::tempdir()
            .map_err(|error| file_error(Path::new("temporary directory"), error))?;
        write_crate(work.path())?;
        let compile = || {
            let mut command = Command::new(&rustc);
            command
                .args(["--edition=2024", "--target", TARGET])
                .arg(format!("-Copt-level={}", self.level))
                .args(["-Cpanic=abort", "-Ccodegen-units=1", "-Cdebuginfo=1"])
                .args(flags(work.path()));
            command
        };
        let library = work.path().join("libvntr_guest.rlib");
        run(compile()
            .args(["--crate-type=rlib", "--crate-name=vntr_guest"])
            .args(["--cfg", "feature=\"panic-handler\""])
            .args(["--cfg", "feature=\"allocator\""])
            .arg(work.path().join("rust/src/lib.rs"))
            .arg("-o")
            .arg(&library))?;
        let elf = work.path().join("guest.elf");
        let mut command = compile();
        // From the file's own directory: so its path does not get into the image.
        if let Some(directory) = source.parent().filter(|path| !path.as_os_str().is_empty()) {
            command.current_dir(directory);
        }
        run(command
            .args(["--crate-type=bin", "--crate-name=guest", "-Clto=fat"])
            .arg("--extern")
            .arg(path_flag("vntr_guest=", &library, None))
            .arg(source.file_name().unwrap_or(source.as_os_str()))
            .arg("-o")
            .arg(&elf))?;
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }

    /// Compiles the one binary of a cargo project, in release mode and in the project's target directory.
    ///
    /// # Errors
    /// If something is not installed, the project has no binary or several, or cargo refuses.
    pub fn project(&self, directory: &Path) -> Result<Vec<u8>, ToolchainError> {
        let rustc = rustc()?;
        let cargo = find(&["cargo"], "cargo", INSTALL)?;
        let manifest = directory.join("Cargo.toml");
        let mut configuration: Vec<OsString> = Vec::new();
        let metadata = |more: &[OsString]| -> Result<Value, ToolchainError> {
            let json = run(Command::new(&cargo)
                .args(["metadata", "--format-version=1", "--manifest-path"])
                .arg(&manifest)
                .args(more)
                .env("RUSTC", &rustc))?;
            serde_json::from_slice(&json)
                .map_err(|error| wrong(directory, format!("cargo metadata: {error}")))
        };
        let described = metadata(&["--no-deps".into()])?;
        let text = |value: &Value, key: &str| value[key].as_str().map(str::to_owned);
        let path = |value: &Value, key: &str| text(value, key).map(PathBuf::from);
        let unexpected = || {
            wrong(
                directory,
                "cargo metadata answers in an unknown form".into(),
            )
        };
        let package = package(directory, &manifest, &described)?;
        let name = binary(directory, package)?;
        let target_directory = path(&described, "target_directory").ok_or_else(unexpected)?;
        let root = path(&described, "workspace_root").ok_or_else(unexpected)?;

        // The crate is not on crates.io: where the project does not say where it is, it is the one of this program.
        let ours = target_directory.join("vntr");
        write_crate(&ours)?;
        let asks = |dependency: &&Value| {
            dependency["name"] == "vntr-guest" && dependency["path"].is_null()
        };
        if list(&package["dependencies"]).iter().any(|d| asks(&d)) {
            configuration.push("--config".into());
            configuration.push(patch(&ours.join("rust")));
        }

        let mut flags = flags(&ours);
        let mut filter = configuration.clone();
        filter.push(format!("--filter-platform={TARGET}").into());
        for package in list(&metadata(&filter)?["packages"]) {
            let (Some(manifest), Some(name)) =
                (path(package, "manifest_path"), text(package, "name"))
            else {
                return Err(unexpected());
            };
            let Some(place) = manifest.parent() else {
                return Err(unexpected());
            };
            // rustc sees what lies in the workspace by relative paths.
            if !place.starts_with(&root) {
                let name = format!("/{name}");
                flags.push(path_flag("--remap-path-prefix=", place, Some(&name)));
            }
        }
        if let Ok(relative) = ours.join("rust").strip_prefix(&root) {
            let name = Some("/vntr-guest");
            flags.push(path_flag("--remap-path-prefix=", relative, name));
        }

        let mut command = Command::new(&cargo);
        command
            .args(["build", "--release", "--quiet", "--target", TARGET])
            .arg("--manifest-path")
            .arg(&manifest)
            .args(["--bin", &name])
            .args(&configuration)
            .env("RUSTC", &rustc)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f".as_ref()));
        for (key, value) in [
            ("OPT_LEVEL", self.level),
            ("PANIC", "abort"),
            ("LTO", "fat"),
            ("CODEGEN_UNITS", "1"),
            ("DEBUG", "1"),
            ("STRIP", "none"),
        ] {
            command.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        run(&mut command)?;
        let elf = target_directory.join(TARGET).join("release").join(&name);
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }
}

/// The compiler, if it knows the target.
fn rustc() -> Result<PathBuf, ToolchainError> {
    let named = std::env::var_os(RUSTC).filter(|rustc| !rustc.is_empty());
    let rustc = match named {
        Some(rustc) => PathBuf::from(rustc),
        None => find(&["rustc"], "rustc", INSTALL)?,
    };
    let libraries = run(Command::new(&rustc).args(["--print=target-libdir", "--target", TARGET]))?;
    let libraries = String::from_utf8_lossy(&libraries);
    let mut files = fs::read_dir(libraries.trim())
        .into_iter()
        .flatten()
        .flatten();
    if files.any(|file| file.file_name().to_string_lossy().starts_with("libcore")) {
        return Ok(rustc);
    }
    Err(ToolchainError::Target)
}

/// Writes the crate for guests; what is there already stays untouched, so that cargo does not compile it again.
fn write_crate(directory: &Path) -> Result<(), ToolchainError> {
    for (name, content) in CRATE {
        let path = directory.join(name);
        if fs::read(&path).is_ok_and(|there| there == content.as_bytes()) {
            continue;
        }
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, content))
            .map_err(|error| file_error(&path, error))?;
    }
    Ok(())
}

/// What the translator needs of compiler and linker.
fn flags(crate_directory: &Path) -> Vec<OsString> {
    let script = crate_directory.join("c/vntr.ld");
    vec![
        // With relaxation every branch and call has a relocation.
        "-Ctarget-feature=+relax".into(),
        "-Clink-arg=--emit-relocs".into(),
        "-Clink-arg=--no-relax".into(),
        "-Clink-arg=--build-id=none".into(),
        path_flag("-Clink-arg=-T", &script, None),
        path_flag(
            "--remap-path-prefix=",
            &crate_directory.join("rust"),
            Some("/vntr-guest"),
        ),
    ]
}

/// Cargo's setting that the crate is there, as TOML.
fn patch(place: &Path) -> OsString {
    let path = Value::from(place.to_string_lossy());
    // A JSON string is a TOML string.
    format!("patch.crates-io.vntr-guest.path={path}").into()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn wrong(project: &Path, problem: String) -> ToolchainError {
    ToolchainError::Project {
        path: project.to_owned(),
        problem,
    }
}

/// The package of the project's manifest.
fn package<'v>(
    directory: &Path,
    manifest: &Path,
    described: &'v Value,
) -> Result<&'v Value, ToolchainError> {
    let packages = list(&described["packages"]);
    let wanted = manifest
        .canonicalize()
        .map_err(|error| file_error(manifest, error))?;
    let found = packages.iter().find(|package| {
        let path = package["manifest_path"].as_str().unwrap_or_default();
        Path::new(path)
            .canonicalize()
            .is_ok_and(|path| path == wanted)
    });
    found.ok_or_else(|| {
        let names = names(packages.iter());
        wrong(
            directory,
            format!("a workspace: expected the directory of one of its packages, {names}"),
        )
    })
}

/// The name of the package's binary.
fn binary(directory: &Path, package: &Value) -> Result<String, ToolchainError> {
    let is_binary = |target: &&Value| list(&target["kind"]).iter().any(|kind| kind == "bin");
    let binaries: Vec<&Value> = list(&package["targets"]).iter().filter(is_binary).collect();
    let name = match (&binaries[..], package["default_run"].as_str()) {
        (_, Some(name)) => Some(name),
        ([binary], None) => binary["name"].as_str(),
        ([], None) => {
            let problem = "no binary, expected one: src/main.rs, or [[bin]] in Cargo.toml";
            return Err(wrong(directory, problem.to_owned()));
        }
        _ => {
            let names = names(binaries.iter().copied());
            let problem = format!(
                "several binaries, {names}: expected one, or default-run in Cargo.toml, which says which"
            );
            return Err(wrong(directory, problem));
        }
    };
    let unnamed = || wrong(directory, "the binary has no name".to_owned());
    name.map(str::to_owned).ok_or_else(unnamed)
}

fn names<'v>(of: impl Iterator<Item = &'v Value>) -> String {
    let names: Vec<&str> = of.filter_map(|value| value["name"].as_str()).collect();
    names.join(", ")
}
