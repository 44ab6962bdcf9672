//! A PostgreSQL server for tests, which `scripts/postgres.sh` starts. The tests of the commands use this file too.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Signals are for this process, which the guardian outlives.
const GUARDIAN: &str = r#"
trap '' HUP INT TERM PIPE
"$1" start "$2" < /dev/null > /dev/null 2> "$2/messages"
echo $?
cat > /dev/null
"$1" stop "$2"
umount "$2/disk"
rm -rf --one-file-system "$2"
"#;

/// A PostgreSQL server of its own directory. It ends when this is dropped, or this process ends, however that happens.
pub struct Server {
    pub url: String,
    pub directory: PathBuf,
    guardian: Child,
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/postgres.sh")
}

impl Server {
    /// `None`, and says so, where there is no PostgreSQL.
    ///
    /// # Panics
    /// On the build server, where there has to be one; and if it does not start.
    pub fn start() -> Option<Self> {
        let directory = TempDir::with_prefix("vntr-queue-").unwrap().keep();
        // The server runs as another user than root.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        // It starts the server, says how that went, and stops it when its input ends: when this process does, at the latest.
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "sh"])
            .args([script().as_os_str(), directory.as_os_str()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh");
        let mut code = String::new();
        let stdout = guardian.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut code).expect("a line");
        let messages = std::fs::read_to_string(directory.join("messages")).unwrap();
        let is_missing = code.trim() == "3" && messages.starts_with("no PostgreSQL");
        if is_missing && std::env::var_os("CI").is_none() {
            drop(guardian.stdin.take());
            let _ = guardian.wait();
            // Past the test's own output, which is not shown.
            let mut stderr = std::io::stderr();
            let _ = writeln!(
                stderr,
                "tests of the queue are left out: {}",
                messages.trim()
            );
            return None;
        }
        assert_eq!(code, "0\n", "PostgreSQL does not start: {messages}");
        let url = std::fs::read_to_string(directory.join("url")).unwrap();
        Some(Server {
            url: url.trim().to_owned(),
            directory,
            guardian,
        })
    }

    /// As a crash: processes end without a word, and the log is replayed.
    pub fn restart(&self) {
        self.control("restart");
    }

    pub fn control(&self, command: &str) {
        let status = Command::new(script())
            .args([command.as_ref(), self.directory.as_os_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.expect("bash").success(), "{command}");
    }

    /// The URL of its superuser on one of its databases.
    pub fn on(&self, database: &str) -> String {
        self.url.replace("/postgres", &format!("/{database}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        let _ = self.guardian.wait();
    }
}
