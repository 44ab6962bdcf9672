//! Running rustc and cargo.
//!
//! Paths in panic messages are part of the image, so they are relative to the program, or begin with a package's name.

use super::{CRT0, LINK_SCRIPT, ToolchainError, file_error, find, path_flag, run};
use serde::Deserialize;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What guests are compiled for.
pub const TARGET: &str = "riscv32imac-unknown-none-elf";

/// The environment variable that names the Rust compiler for guests; without it, it is `rustc`.
pub const RUSTC: &str = "VNTR_RUSTC";

/// The crate of guests, and what it shares with C, below one directory.
const CRATE: [(&str, &str); 9] = [
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
        "rust/src/print.rs",
        include_str!("../../guest/rust/src/print.rs"),
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
    /// What is printed is for who runs the program; else it costs nothing.
    pub printing: bool,
}

impl Default for RustCompilation<'_> {
    fn default() -> Self {
        RustCompilation {
            level: "3",
            printing: false,
        }
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
        let rustc = || {
            let mut command = Command::new(&rustc);
            command
                .args(["--edition=2024", "--target", TARGET])
                .arg(format!("-Copt-level={}", self.level))
                .args(["-Cpanic=abort", "-Ccodegen-units=1", "-Cdebuginfo=1"])
                .args(self.flags(work.path()));
            command
        };
        let library = work.path().join("libvntr_guest.rlib");
        compile(
            rustc()
                .args(["--crate-type=rlib", "--crate-name=vntr_guest"])
                .args(["--cfg", "feature=\"panic-handler\""])
                .args(["--cfg", "feature=\"allocator\""])
                .arg(work.path().join("rust/src/lib.rs"))
                .arg("-o")
                .arg(&library),
        )?;
        let elf = work.path().join("guest.elf");
        let mut command = rustc();
        // From the file's own directory: so its path does not get into the image.
        if let Some(directory) = source.parent().filter(|path| !path.as_os_str().is_empty()) {
            command.current_dir(directory);
        }
        compile(
            command
                .args(["--crate-type=bin", "--crate-name=guest", "-Clto=fat"])
                .arg("--extern")
                .arg(path_flag("vntr_guest=", &library, None))
                .arg(source.file_name().unwrap_or(source.as_os_str()))
                .arg("-o")
                .arg(&elf),
        )?;
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }

    /// Compiles the one binary of a cargo project, in release mode, below the project's target directory.
    ///
    /// # Errors
    /// If something is not installed, the project has no binary or several, or cargo refuses.
    pub fn project(&self, directory: &Path) -> Result<Vec<u8>, ToolchainError> {
        let rustc = rustc()?;
        let cargo = find(&["cargo"], "cargo", INSTALL)?;
        let cargo = |subcommand: &str, more: &[OsString]| {
            let mut command = Command::new(&cargo);
            command
                .args([subcommand, "--quiet"])
                .args(more)
                // Settings of the project's own, such as its toolchain, are looked for from there.
                .current_dir(directory)
                .env("RUSTC", &rustc);
            command
        };
        let metadata = |more: &[OsString]| -> Result<Metadata, ToolchainError> {
            let json = run(cargo("metadata", more).arg("--format-version=1"))?;
            serde_json::from_slice(&json)
                .map_err(|error| ToolchainError::Project(format!("cargo metadata: {error}")))
        };
        let described = metadata(&["--no-deps".into()])?;
        let package = described.package(&directory.join("Cargo.toml"))?;
        let binary = package.binary()?;

        // The crate is not on crates.io: where the project does not say where it is, it is the one of this program.
        let ours = described.target_directory.join("vntr");
        write_crate(&ours)?;
        let mut settings: Vec<OsString> = Vec::new();
        let is_ours = |d: &Dependency| d.name == "vntr-guest";
        if package
            .dependencies
            .iter()
            .any(|d| is_ours(d) && d.path.is_none())
        {
            settings.push("--config".into());
            settings.push(patch(&ours.join("rust")));
        }
        // Cargo would ask crates.io all the same.
        if package.dependencies.iter().all(is_ours) {
            settings.push("--offline".into());
        }

        let mut flags = self.flags(&ours);
        let mut filtered = settings.clone();
        filtered.push(format!("--filter-platform={TARGET}").into());
        for package in metadata(&filtered)?.packages {
            let place = package.manifest_path.parent().unwrap_or(Path::new(""));
            // rustc sees what lies in the workspace by relative paths.
            if !place.starts_with(&described.workspace_root) {
                let name = format!("/{}", package.name);
                flags.push(path_flag("--remap-path-prefix=", place, Some(&name)));
            }
        }
        if let Ok(relative) = ours.join("rust").strip_prefix(&described.workspace_root) {
            let name = Some("/vntr-guest");
            flags.push(path_flag("--remap-path-prefix=", relative, name));
        }

        flags.extend(build_flags(cargo));
        // Each level has its own place: another one, perhaps at the same time, neither compiles all anew nor takes the file away.
        let printing = if self.printing { "-printing" } else { "" };
        let output = ours.join(format!("O{}{printing}", self.level));
        // As a setting, so that cargo adds them to those of the project's own .cargo/config.toml; the variables would replace them.
        settings.push("--config".into());
        settings.push(rustflags(&flags)?.into());
        let mut build = cargo("build", &settings);
        build
            .arg("--target-dir")
            .arg(&output)
            .args(["--release", "--target", TARGET, "--bin", binary])
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS");
        for (key, value) in [
            ("OPT_LEVEL", self.level),
            ("PANIC", "abort"),
            ("LTO", "fat"),
            ("CODEGEN_UNITS", "1"),
            ("DEBUG", "1"),
            ("STRIP", "none"),
        ] {
            build.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        compile(&mut build)?;
        let elf = output.join(TARGET).join("release").join(binary);
        fs::read(&elf).map_err(|error| file_error(&elf, error))
    }

    /// What the translator needs of compiler and linker.
    fn flags(&self, crate_directory: &Path) -> Vec<OsString> {
        let script = crate_directory.join("c/vntr.ld");
        let mut flags: Vec<OsString> = vec![
            // With relaxation every branch and call has a relocation.
            "-Ctarget-feature=+relax,-c,-zca".into(),
            "-Clink-arg=--emit-relocs".into(),
            "-Clink-arg=--no-relax".into(),
            "-Clink-arg=--build-id=none".into(),
            path_flag("-Clink-arg=-T", &script, None),
            path_flag(
                "--remap-path-prefix=",
                &crate_directory.join("rust"),
                Some("/vntr-guest"),
            ),
        ];
        if self.printing {
            flags.push("--cfg=vntr_print".into());
        }
        flags
    }
}

/// Flags of rustc under `[build]` in the settings of the project, which cargo passes over where there are some for the target: ours are.
fn build_flags(cargo: impl Fn(&str, &[OsString]) -> Command) -> Vec<OsString> {
    // There is no other way to ask cargo; where it does not answer so, there are none.
    let setting = |name: &str| -> Option<serde_json::Value> {
        let options = ["-Zunstable-options", "get", "--format=json-value", name];
        let mut command = cargo("config", &options.map(OsString::from));
        let json = run(command.env("RUSTC_BOOTSTRAP", "1")).ok()?;
        serde_json::from_slice(&json).ok()
    };
    let flags: Vec<OsString> = match setting("build.rustflags") {
        Some(serde_json::Value::Array(flags)) => flags
            .iter()
            .filter_map(|flag| flag.as_str().map(OsString::from))
            .collect(),
        Some(serde_json::Value::String(flags)) => {
            flags.split_whitespace().map(OsString::from).collect()
        }
        _ => return Vec::new(),
    };
    let of_target = setting("target");
    match of_target.is_some_and(|target| target.to_string().contains("\"rustflags\"")) {
        true => Vec::new(),
        false => flags,
    }
}

/// Flags of rustc as a setting of cargo for the target.
fn rustflags(flags: &[OsString]) -> Result<String, ToolchainError> {
    let text = |flag: &OsString| {
        flag.to_str().map(str::to_owned).ok_or_else(|| {
            ToolchainError::Project(format!(
                "expected paths in UTF-8, as cargo's settings are, found {}",
                flag.display()
            ))
        })
    };
    let flags: Vec<String> = flags.iter().map(text).collect::<Result<_, _>>()?;
    // A string of JSON is one of TOML.
    let flags = serde_json::to_string(&flags).expect("strings serialize");
    Ok(format!("target.{TARGET}.rustflags={flags}"))
}

/// What `cargo metadata` says, as far as it matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
    default_run: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    path: Option<PathBuf>,
}

impl Metadata {
    /// The package of this manifest.
    fn package(&self, manifest: &Path) -> Result<&Package, ToolchainError> {
        let wanted = manifest
            .canonicalize()
            .map_err(|error| file_error(manifest, error))?;
        let is_it = |package: &&Package| {
            let path = package.manifest_path.canonicalize();
            path.is_ok_and(|path| path == wanted)
        };
        self.packages.iter().find(is_it).ok_or_else(|| {
            let names: Vec<&str> = self.packages.iter().map(|p| p.name.as_str()).collect();
            ToolchainError::Project(format!(
                "a workspace: expected the directory of one of its packages, {}",
                names.join(", ")
            ))
        })
    }
}

impl Package {
    /// The name of the one binary.
    fn binary(&self) -> Result<&str, ToolchainError> {
        let is_binary = |target: &&Target| target.kind.iter().any(|kind| kind == "bin");
        let binaries = self.targets.iter().filter(is_binary);
        let names: Vec<&str> = binaries.map(|target| target.name.as_str()).collect();
        match (&names[..], &self.default_run) {
            (_, Some(name)) => Ok(name),
            ([name], None) => Ok(name),
            ([], None) => Err(ToolchainError::Project(
                "no binary: expected one, src/main.rs or [[bin]] in Cargo.toml".to_owned(),
            )),
            _ => Err(ToolchainError::Project(format!(
                "several binaries, {}: expected one, or default-run in Cargo.toml, which says which",
                names.join(", ")
            ))),
        }
    }
}

/// What rustc says each time of a feature that the target has and Rust does not name yet.
const RELAX: &str = "warning: unstable feature specified for `-Ctarget-feature`: `relax`
  |
  = note: this feature is not stably supported; its behavior can change in the future

";

/// What to do without Rust's library.
const NO_STD: &str = "
a guest has no operating system, and so no `std`: begin its main.rs with #![no_std] and #![no_main], use `core` and `alloc`, and \
vntr_guest::println!; of a dependency switch `std` off, mostly by default-features = false (docs/guests.md)";

/// Runs a compilation; its errors without what is said each time.
fn compile(command: &mut Command) -> Result<(), ToolchainError> {
    match run(command) {
        Ok(_) => Ok(()),
        Err(ToolchainError::Failed { tool, message }) => {
            let mut message = message.replace(RELAX, "");
            if message.contains("can't find crate for `std`") {
                message.push_str(NO_STD);
            }
            Err(ToolchainError::Failed { tool, message })
        }
        Err(error) => Err(error),
    }
}

/// The compiler, if it knows the target.
fn rustc() -> Result<PathBuf, ToolchainError> {
    let named = std::env::var_os(RUSTC).filter(|rustc| !rustc.is_empty());
    let rustc = match named {
        // It is run from other directories, too.
        Some(rustc) => Path::new(&rustc)
            .canonicalize()
            .map_err(|error| file_error(Path::new(&rustc), error))?,
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

/// Cargo's setting that the crate is there, as TOML.
fn patch(place: &Path) -> OsString {
    // A JSON string is a TOML string.
    let path = serde_json::Value::from(place.to_string_lossy());
    format!("patch.crates-io.vntr-guest.path={path}").into()
}
