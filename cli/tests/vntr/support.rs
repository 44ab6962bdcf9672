//! Running the binary.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

/// What a run of the binary left.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// With this exit code, or the test fails and shows everything.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "exit code; stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "expected {text:?} on stderr:\n{}",
            self.stderr
        );
        self
    }

    #[track_caller]
    pub fn does_not_say(self, text: &str) -> Self {
        assert!(
            !self.stderr.contains(text),
            "did not expect {text:?} on stderr:\n{}",
            self.stderr
        );
        self
    }

    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert!(
            self.stdout.contains(text),
            "expected {text:?} on stdout:\n{}",
            self.stdout
        );
        self
    }

    #[track_caller]
    pub fn prints_nothing(self) -> Self {
        assert_eq!(self.stdout, "");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in stdout:\n{}", self.stdout))
    }
}

/// A directory of its own for every test.
pub struct Place(pub TempDir);

impl Place {
    pub fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, to see that none was left over.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The binary in this directory, not yet run.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vntr"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("VNTR_CACHE", cache())
            .env_remove("VNTR_PRIVATE_KEY")
            .env_remove("VNTR_QUEUE_URL")
            .env_remove("VNTR_QUEUE_KEY")
            .stdin(Stdio::null());
        command
    }

    /// Runs the binary in this directory; words are separated by blanks.
    pub fn vntr(&self, arguments: &str) -> Ran {
        self.vntr_with(&[], arguments)
    }

    /// The same with environment variables.
    pub fn vntr_with(&self, variables: &[(&str, &str)], arguments: &str) -> Ran {
        let output = self
            .command(arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        Ran {
            code: output.status.code().expect("ended by itself"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// One cache for all tests: the SRS is made once.
pub fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("vntr-cache")
}

/// A file of an example of the repository.
pub fn example(name: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(name)
        .join(file);
    path.canonicalize().unwrap().to_str().unwrap().to_owned()
}

/// `program.s --primary primary.txt --auxiliary auxiliary.txt` of an example.
pub fn example_run(name: &str) -> String {
    format!(
        "{} --primary {} --auxiliary {}",
        example(name, "program.s"),
        example(name, "primary.txt"),
        example(name, "auxiliary.txt")
    )
}

/// A proof of the subset-sum example, made once: the text of its file and what the command said.
pub static PROOF: LazyLock<(String, Ran)> = LazyLock::new(|| {
    let place = Place::new();
    let ran = place
        .vntr(&format!(
            "prove {} -o proof.json",
            example_run("subset-sum")
        ))
        .exits(0);
    assert_eq!(place.names(), ["proof.json"]);
    (place.read("proof.json"), ran)
});

/// The header of a program for K registers.
pub fn program(registers: u32, body: &str) -> String {
    format!("; TinyRAM V=2.000 M=vn W=32 K={registers}\n{body}\n")
}

/// Counts a public number down to 0: about three steps for each.
pub const COUNTDOWN: &str =
    "read r1, 0\n_next: sub r1, r1, 1\n cmpe r1, 0\n cnjmp _next\n answer 0";
