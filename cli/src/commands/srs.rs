//! `vntr srs`.

use crate::error::{Error, Result};
use crate::output;
use crate::progress::Progress;
use circuits::{SRS_K, Srs, SrsName};
use std::path::{Path, PathBuf};

/// The structured reference string (SRS): make it, import a ceremony's, or see what is cached
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make and cache the development SRS of 2^K powers: INSECURE, its secret is public
    Dev {
        /// log2 of the number of powers; a profile's name tells which it needs
        k: u32,
    },
    /// Check and cache the result of a ceremony, and print what --srs calls it
    ///
    /// A .ptau file of snarkjs, such as powersOfTau28_hez_final_18.ptau of the Perpetual Powers of Tau; one that is not prepared for phase 2
    /// takes longer. It serves the profiles whose k is at most its power. That its points are of one tau is checked; that nobody knows this tau is
    /// the word of those who took part.
    Import {
        /// The file
        file: PathBuf,
    },
    /// List the cached SRS files and check every point of each: some seconds for large ones
    Info,
}

pub fn run(command: &Command) -> Result {
    match command {
        Command::Dev { k } => {
            let name = SrsName::dev();
            Srs::dev(*k)?;
            output::note_srs(&name);
            output::line(format_args!(
                "{}  {}",
                Srs::title(&name, *k),
                Srs::path(&name, *k)?.display()
            ))
        }
        Command::Import { file } => import(file),
        Command::Info => info(),
    }
}

fn import(file: &Path) -> Result {
    let mut progress = Progress::new();
    progress.phase("reading and checking");
    let imported = Srs::import(file, |read, of| {
        progress.share("reading and computing", read, of)
    })?;
    drop(progress);
    output::note_srs(&imported.name);
    for k in &imported.sizes {
        let path = Srs::path(&imported.name, *k)?;
        output::talk(format!(
            "2^{k} powers, for profiles k{k}: {}",
            path.display()
        ));
    }
    // The name alone: `SRS=$(vntr srs import ...)`.
    output::line(&imported.name)
}

fn info() -> Result {
    output::line(format_args!(
        "cache {}",
        circuits::cache::directory()?.display()
    ))?;
    let mut found = vec![];
    // What is damaged is told in its line; the last of them is the command's error.
    let mut damaged = None;
    for name in [SrsName::dev()].into_iter().chain(SrsName::imported()?) {
        for k in SRS_K {
            let (title, path) = (Srs::title(&name, k), Srs::path(&name, k)?);
            let checked = Srs::cached(&name, k).and_then(|srs| {
                srs.as_ref().map_or(Ok(()), Srs::check)?;
                Ok(srs)
            });
            match checked {
                Ok(None) => {}
                Ok(Some(_)) => {
                    found.push(name.clone());
                    let (size, path) = (size(&path), path.display());
                    output::line(format_args!("{title}  2^{k} powers  {size}  {path}"))?;
                }
                Err(error) => {
                    damaged = Some(Error::from(error));
                    output::line(format_args!("{title}  DAMAGED  {}", path.display()))?;
                }
            }
        }
    }
    found.dedup();
    if found.is_empty() && damaged.is_none() {
        output::talk(
            "no SRS is cached; proving makes the development SRS it needs, or `vntr srs dev K` does; \
             `vntr srs import FILE.ptau` brings that of a ceremony",
        );
    }
    for name in &found {
        output::note_srs(name);
    }
    damaged.map_or(Ok(()), Err)
}

fn size(path: &Path) -> String {
    match std::fs::metadata(path) {
        Ok(metadata) => format!("{:.1} MiB", metadata.len() as f64 / f64::from(1 << 20)),
        Err(_) => "-".to_owned(),
    }
}
