//! Writing: data to stdout, talk to stderr, files whole or not at all.

use crate::error::{Error, Result};
use circuits::SrsName;
use std::fmt::Display;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Data. A reader that has gone away is no error: the exit code still says what was found.
pub fn data(text: impl Display) -> Result {
    let mut stdout = std::io::stdout().lock();
    match write!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::environment(format!(
            "cannot write to stdout: {error}"
        ))),
        _ => Ok(()),
    }
}

/// A line of data.
pub fn line(text: impl Display) -> Result {
    data(format_args!("{text}\n"))
}

/// A JSON document, on one line.
pub fn json(value: &impl serde::Serialize) -> Result {
    let text = serde_json::to_string(value).map_err(Error::environment)?;
    line(text)
}

/// A line to the user. Nobody listening is no error.
pub fn talk(text: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// What everybody has to know who uses an SRS: who may forge proofs under it.
pub fn note_srs(srs: &SrsName) {
    let origin = srs.origin();
    if srs.is_dev() {
        talk(format!("note: {origin}"));
    } else {
        talk(format!("note: SRS {srs}: {origin}"));
    }
}

/// What a verdict under the development SRS is worth, among the data: scripts read that.
pub const PROVES_NOTHING: &str =
    "development SRS: INSECURE, this proves nothing, anyone can forge such proofs";

/// A place for a file, tried before the work that fills it.
pub struct Target {
    path: PathBuf,
}

impl Target {
    /// Makes sure that a file of this name can be written. Nothing is there afterwards that was not there before.
    pub fn new(path: &Path) -> Result<Self> {
        let target = Target {
            path: path.to_owned(),
        };
        if path.is_dir() {
            return Err(Error::environment(format!(
                "cannot write {}: it is a directory, expected a file name",
                path.display()
            )));
        }
        if let Some(place) = target.place()? {
            // Removed again when dropped.
            target.temporary(&place)?;
        }
        Ok(target)
    }

    /// Is there a regular file of this name: before [`Target::write`] one that it would replace?
    pub fn is_file(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|metadata| metadata.is_file())
    }

    /// Writes the file: to a temporary one beside it, flushed, then renamed. Devices and pipes are written to as they are, and so is
    /// what a symbolic link promises and is not there yet: a link is never replaced.
    pub fn write(&self, content: &[u8]) -> Result {
        let Some(place) = self.place()? else {
            return fs::write(&self.path, content).map_err(|error| self.cannot(&error));
        };
        let mut temporary = self.temporary(&place)?;
        temporary
            .write_all(content)
            .and_then(|()| temporary.as_file().sync_all())
            .map_err(|error| self.cannot(&error))?;
        temporary
            .persist(place)
            .map_err(|error| self.cannot(&error.error))?;
        Ok(())
    }

    /// The name of the regular file that is to be there, free or taken, links resolved. None for what is written to as it is.
    ///
    /// # Errors
    /// A link to a regular file that has no name any more, such as /dev/stdout when the file behind it was removed: what is written
    /// there is lost, and a rename would replace the link.
    fn place(&self) -> Result<Option<PathBuf>> {
        let Ok(metadata) = fs::metadata(&self.path) else {
            return Ok((!self.path.is_symlink()).then(|| self.path.clone()));
        };
        if !metadata.is_file() {
            return Ok(None);
        }
        let resolved = fs::canonicalize(&self.path).ok();
        match resolved.filter(|resolved| is_same_file(&metadata, resolved)) {
            Some(resolved) => Ok(Some(resolved)),
            None => Err(Error::environment(format!(
                "cannot write {}: it is a link to a file that has no name any more, expected a file name",
                self.path.display()
            ))),
        }
    }

    fn temporary(&self, place: &Path) -> Result<tempfile::NamedTempFile> {
        let directory = match place.parent() {
            Some(directory) if !directory.as_os_str().is_empty() => directory,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".vntr-").suffix(".tmp");
        #[cfg(unix)]
        {
            // Like any other new file; the system takes the umask off.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder
            .tempfile_in(directory)
            .map_err(|error| self.cannot(&error))
    }

    fn cannot(&self, error: &std::io::Error) -> Error {
        Error::environment(format!("cannot write {}: {error}", self.path.display()))
    }
}

/// Is this what the name leads to, and no link itself?
fn is_same_file(metadata: &fs::Metadata, name: &Path) -> bool {
    let Ok(found) = fs::symlink_metadata(name) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (found.dev(), found.ino()) == (metadata.dev(), metadata.ino())
    }
    #[cfg(not(unix))]
    {
        found.is_file() && found.len() == metadata.len()
    }
}

/// Writes a file, whole or not at all.
pub fn file(path: &Path, content: impl AsRef<[u8]>) -> Result {
    Target::new(path)?.write(content.as_ref())
}

/// A table with its numbers to the right; the first column is a name.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Bytes in lower-case hex, as Ethereum writes them.
pub fn hex0x(bytes: impl AsRef<[u8]>) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// A number if there is one.
pub fn or_dash(value: Option<impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}
