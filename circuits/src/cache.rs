//! Files of our own: magic, format version, kind, name, length, SHA-256, then the content. Everything is checked before the
//! content is looked at, and a file appears under its name only when it is whole.

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"VNTRFILE";
const VERSION: u32 = 1;
const NAME_BYTES: usize = 64;
const HEADER_BYTES: usize = 8 + 4 + NAME_BYTES + 8 + 32;

/// What is wrong with a file, or with its place.
#[derive(Debug, Error)]
pub enum FileError {
    /// The system refused.
    #[error("{action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what its name promises.
    #[error(
        "{path}: expected {expected}, found {found}; delete the file and run the command again"
    )]
    Wrong {
        /// Where.
        path: PathBuf,
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
}

impl FileError {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| FileError::Io {
            action,
            path,
            source,
        }
    }

    pub(crate) fn wrong(path: &Path, expected: &str, found: String) -> Self {
        FileError::Wrong {
            path: path.to_owned(),
            expected: expected.to_owned(),
            found,
        }
    }
}

/// The cache directory: `$VNTR_CACHE`, else `$XDG_CACHE_HOME/vntr`, else `~/.cache/vntr`, else `vntr` in the directory for
/// temporary files.
pub fn directory() -> PathBuf {
    let var = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    var("VNTR_CACHE")
        .or_else(|| Some(var("XDG_CACHE_HOME")?.join("vntr")))
        .or_else(|| Some(var("HOME")?.join(".cache").join("vntr")))
        .unwrap_or_else(|| std::env::temp_dir().join("vntr"))
}

/// The names of the files in the cache directory; none, if there is no such directory.
///
/// # Errors
/// What the system says.
pub fn names() -> Result<Vec<String>, FileError> {
    let path = directory();
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(vec![]),
        Err(error) => return Err(FileError::io("listing", &path)(error)),
    };
    let names = entries.map(|entry| Ok(entry?.file_name().into_string()));
    let names: Result<Vec<_>, _> = names.collect();
    let names = names.map_err(FileError::io("listing", &path))?;
    // A name that is not UTF-8 is none of ours.
    Ok(names.into_iter().filter_map(Result::ok).collect())
}

fn header(name: &str, content: &[u8]) -> [u8; HEADER_BYTES] {
    let mut header = [0; HEADER_BYTES];
    header[..8].copy_from_slice(MAGIC);
    header[8..12].copy_from_slice(&VERSION.to_le_bytes());
    header[12..12 + name.len()].copy_from_slice(name.as_bytes());
    header[12 + NAME_BYTES..20 + NAME_BYTES].copy_from_slice(&(content.len() as u64).to_le_bytes());
    let mut hash = Sha256::new();
    hash.update(&header[..20 + NAME_BYTES]);
    hash.update(content);
    header[20 + NAME_BYTES..].copy_from_slice(&hash.finalize());
    header
}

/// Writes a file atomically: to a temporary file beside it, flushed to the disk, then renamed.
///
/// # Errors
/// What the system says. The file of that name, if there was one, is untouched then.
///
/// # Panics
/// If `name` is longer than 64 bytes.
pub fn write(path: &Path, name: &str, content: &[u8]) -> Result<(), FileError> {
    assert!(
        name.len() <= NAME_BYTES,
        "a file's name field has {NAME_BYTES} bytes"
    );
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory).map_err(FileError::io("creating the directory", directory))?;
    // Unique for every writer: processes by id, threads by address of a local.
    let unique = format!("{}.{:p}", std::process::id(), &directory);
    let temporary = path.with_extension(format!("{unique}.tmp"));
    let written = (|| {
        let mut file = File::create(&temporary)?;
        file.write_all(&header(name, content))?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        // The rename itself must reach the disk; not every system lets a directory be opened.
        if let Ok(directory) = File::open(directory) {
            directory.sync_all()?;
        }
        Ok(())
    })();
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(FileError::io("writing", path))
}

/// The content of a file that [`write()`] wrote under this name. `None` if there is no such file.
///
/// # Errors
/// If the file cannot be read, is of another version or name, is longer or shorter than it says, or has another hash.
pub fn read(path: &Path, name: &str, most_bytes: u64) -> Result<Option<Vec<u8>>, FileError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FileError::io("opening", path)(error)),
    };
    let wrong = |expected: &str, found| Err(FileError::wrong(path, expected, found));
    let length = file
        .metadata()
        .map_err(FileError::io("reading", path))?
        .len();
    let most = most_bytes + HEADER_BYTES as u64;
    if length < HEADER_BYTES as u64 || length > most {
        return wrong(
            &format!("{HEADER_BYTES} to {most} bytes"),
            format!("{length} bytes"),
        );
    }
    let mut found = [0; HEADER_BYTES];
    file.read_exact(&mut found)
        .map_err(FileError::io("reading", path))?;
    let mut content = Vec::with_capacity(length as usize - HEADER_BYTES);
    file.read_to_end(&mut content)
        .map_err(FileError::io("reading", path))?;
    let expected = header(name, &content);
    if found[..8] != expected[..8] {
        return wrong("a vntr file", "something else".to_owned());
    }
    if found[8..12] != expected[8..12] {
        let version = u32::from_le_bytes(found[8..12].try_into().expect("4 bytes"));
        return wrong(
            &format!("format version {VERSION}"),
            format!("version {version}"),
        );
    }
    if found[12..12 + NAME_BYTES] != expected[12..12 + NAME_BYTES] {
        let other = String::from_utf8_lossy(&found[12..12 + NAME_BYTES]);
        return wrong(
            &format!("'{name}'"),
            format!("'{}'", other.trim_end_matches('\0')),
        );
    }
    if found != expected {
        return wrong(
            "content of the length and SHA-256 in the header",
            "other content".to_owned(),
        );
    }
    Ok(Some(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_byte_and_length_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sub/file");
        assert!(read(&path, "name", 100).unwrap().is_none());
        write(&path, "name", b"content").unwrap();
        assert_eq!(read(&path, "name", 100).unwrap().unwrap(), b"content");
        assert!(read(&path, "other", 100).is_err());
        assert!(read(&path, "name", 3).is_err());
        let good = fs::read(&path).unwrap();
        for i in 0..good.len() {
            let mut bad = good.clone();
            bad[i] ^= 1;
            fs::write(&path, &bad).unwrap();
            assert!(read(&path, "name", 100).is_err(), "byte {i}");
            fs::write(&path, &good[..i]).unwrap();
            assert!(read(&path, "name", 100).is_err(), "length {i}");
        }
        fs::write(&path, [good.as_slice(), b"x"].concat()).unwrap();
        assert!(read(&path, "name", 100).is_err());
    }
}
