//! A PostgreSQL server for tests, which `scripts/postgres.sh` starts. The tests of the commands use this file too.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

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
        // pg_ctl's children keep what they inherit open: a file, not a pipe that would never end.
        let messages = std::fs::File::create(directory.join("messages")).unwrap();
        let status = Command::new(script())
            .args(["start".as_ref(), directory.as_os_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(messages)
            .status()
            .expect("bash");
        let messages = std::fs::read_to_string(directory.join("messages")).unwrap();
        if status.code() == Some(3)
            && messages.starts_with("no PostgreSQL")
            && std::env::var_os("CI").is_none()
        {
            std::fs::remove_dir_all(&directory).unwrap();
            // Past the test's own output, which is not shown.
            let mut stderr = std::io::stderr();
            let _ = writeln!(
                stderr,
                "tests of the queue are left out: {}",
                messages.trim()
            );
            return None;
        }
        assert!(status.success(), "PostgreSQL does not start: {messages}");
        let url = std::fs::read_to_string(directory.join("url")).unwrap();
        let guardian = Command::new("sh")
            .args([
                "-c",
                "cat; \"$1\" stop \"$2\"; umount \"$2/disk\"; rm -rf --one-file-system \"$2\"",
                "sh",
            ])
            .args([script().as_os_str(), directory.as_os_str()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh");
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
