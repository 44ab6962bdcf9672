//! Files of our own: magic, format version, kind, name, length, SHA-256, then the content. Everything is checked before the
//! content is looked at, and a file appears under its name only when it is whole.
//!
//! The hash finds damage, not forgery: whoever writes a file writes its hash. So the directory has to be this user's, and no link
//! is followed; and what decides a verdict or an id is checked by those who read it, whatever the file says (`tau.rs`,
//! `certificate.rs`).

use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"VNTRFILE";
const VERSION: u32 = 2;
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
    /// No variable says where the cache is.
    #[error(
        "no place for the cache: VNTR_CACHE, XDG_CACHE_HOME and HOME are not set; set VNTR_CACHE to a directory of your own"
    )]
    NoPlace,
    /// Others may have written it.
    #[error(
        "{path}: expected {expected} of this user's that nobody else can write, found {found}; \
         mend or remove it, or set VNTR_CACHE to another directory"
    )]
    Unsafe {
        /// Where.
        path: PathBuf,
        /// A directory or a file.
        expected: &'static str,
        /// What is there.
        found: String,
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

/// The cache directory: `$VNTR_CACHE`, else `$XDG_CACHE_HOME/vntr`, else `~/.cache/vntr`.
///
/// # Errors
/// None of these variables is set. A directory for temporary files would be one that others know and can make first.
pub fn directory() -> Result<PathBuf, FileError> {
    let var = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    var("VNTR_CACHE")
        .or_else(|| Some(var("XDG_CACHE_HOME")?.join("vntr")))
        .or_else(|| Some(var("HOME")?.join(".cache").join("vntr")))
        .ok_or(FileError::NoPlace)
}

/// Is it this user's alone? Not where the system has no such notion.
#[cfg(unix)]
fn owned(
    path: &Path,
    expected: &'static str,
    metadata: &fs::Metadata,
    is_kind: bool,
) -> Result<(), FileError> {
    use std::os::unix::fs::MetadataExt;
    let found = if metadata.is_symlink() {
        "a symbolic link".to_owned()
    } else if !is_kind {
        "something else".to_owned()
    } else if metadata.uid() != rustix::process::geteuid().as_raw() {
        format!("one of user {}", metadata.uid())
    } else if metadata.mode() & 0o022 != 0 {
        format!("mode {:o}", metadata.mode() & 0o7777)
    } else {
        return Ok(());
    };
    Err(FileError::Unsafe {
        path: path.to_owned(),
        expected,
        found,
    })
}

#[cfg(not(unix))]
fn owned(_: &Path, _: &'static str, _: &fs::Metadata, _: bool) -> Result<(), FileError> {
    Ok(())
}

/// Is there a directory, and is it this user's alone?
fn check_directory(path: &Path) -> Result<bool, FileError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => {
            owned(path, "a directory", &metadata, metadata.is_dir())?;
            Ok(true)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FileError::io("looking at", path)(error)),
    }
}

/// Opens for reading. A link at the end of the path is not followed, and what blocks is not waited for.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
    }
    options.open(path)
}

/// The directories in a directory of the cache; none, if it is not there.
///
/// # Errors
/// What the system says, or a directory that others can write.
pub(crate) fn directories(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    if !check_directory(path.parent().unwrap_or(Path::new(".")))? || !check_directory(path)? {
        return Ok(vec![]);
    }
    let entries = fs::read_dir(path).map_err(FileError::io("listing", path))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    let paths: Result<Vec<_>, _> = paths.collect();
    paths.map_err(FileError::io("listing", path))
}

/// The names of the files in the cache directory; none, if there is no such directory.
///
/// # Errors
/// What the system says, or a directory that others can write.
pub fn names() -> Result<Vec<String>, FileError> {
    let path = directory()?;
    if !check_directory(&path)? {
        return Ok(vec![]);
    }
    let entries = fs::read_dir(&path).map_err(FileError::io("listing", &path))?;
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
/// What the system says, or a directory that others can write. The file of that name, if there was one, is untouched then.
///
/// # Panics
/// If `name` is longer than 64 bytes.
pub fn write(path: &Path, name: &str, content: &[u8]) -> Result<(), FileError> {
    assert!(
        name.len() <= NAME_BYTES,
        "a file's name field has {NAME_BYTES} bytes"
    );
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(directory)
        .map_err(FileError::io("creating the directory", directory))?;
    check_directory(directory)?;
    // Unique for every writer: processes by id, threads by address of a local.
    let unique = format!("{}.{:p}", std::process::id(), &directory);
    let temporary = path.with_extension(format!("{unique}.tmp"));
    let written = (|| {
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .open(&temporary)?;
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
/// If the file cannot be read, it or its directory is a link or may be another user's doing, or it is of another version or name, is
/// longer or shorter than it says, or has another hash.
pub fn read(path: &Path, name: &str, most_bytes: u64) -> Result<Option<Vec<u8>>, FileError> {
    let look = |path| match fs::symlink_metadata(path) {
        Ok(metadata) => owned(path, "a file", &metadata, metadata.is_file()).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FileError::io("looking at", path)(error)),
    };
    if !check_directory(path.parent().unwrap_or(Path::new(".")))? || !look(path)? {
        return Ok(None);
    }
    let mut file = open(path).map_err(FileError::io("opening", path))?;
    let wrong = |expected: &str, found| Err(FileError::wrong(path, expected, found));
    let metadata = file.metadata().map_err(FileError::io("reading", path))?;
    // Again: what was opened is not what was looked at, if somebody exchanged it in between.
    owned(path, "a file", &metadata, metadata.is_file())?;
    let length = metadata.len();
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

    #[cfg(unix)]
    #[test]
    fn what_others_may_have_written_is_refused() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
        let place = tempfile::tempdir().unwrap();
        let directory = place.path().join("cache");
        let path = directory.join("file");
        write(&path, "name", b"content").unwrap();
        assert_eq!(fs::metadata(&directory).unwrap().mode() & 0o777, 0o700);
        let refused = |found: &str| {
            let error = read(&path, "name", 100).unwrap_err().to_string();
            assert!(error.contains(found), "{error}");
        };
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        for bad in [0o720, 0o702, 0o777] {
            mode(&directory, bad);
            refused(&format!("{bad:o}"));
            assert!(write(&directory.join("another"), "name", b"x").is_err());
        }
        mode(&directory, 0o700);
        mode(&path, 0o662);
        refused("662");
        mode(&path, 0o644);
        assert!(read(&path, "name", 100).unwrap().is_some());
        // Only root can give a file away.
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(&path, Some(1), None).unwrap();
            refused("one of user 1");
            std::os::unix::fs::chown(&path, Some(0), None).unwrap();
        }

        // Links, to a file that is in order, and a directory where the file should be.
        let elsewhere = place.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        refused("a symbolic link");
        assert!(open(&path).is_err(), "the link is not followed");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        refused("something else");
        fs::remove_dir(&path).unwrap();
        fs::rename(&elsewhere, &path).unwrap();
        fs::rename(&directory, &elsewhere).unwrap();
        symlink(&elsewhere, &directory).unwrap();
        refused("a symbolic link");
    }
}
