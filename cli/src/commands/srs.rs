//! `vntr srs`.

use crate::error::{Error, Result};
use crate::keys;
use crate::output;
use crate::progress::Progress;
use circuits::{Profile, Srs, SrsName, SrsSize};
use std::path::{Path, PathBuf};

/// The structured reference string (SRS): make it, import a ceremony's, or see what is cached
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make and cache the development SRS for a profile: INSECURE, its secret is public
    Dev {
        /// The profile's name
        profile: String,
    },
    /// Check and cache the result of a ceremony, and print what --srs calls it
    ///
    /// A .ptau file of snarkjs, such as powersOfTau28_hez_final_18.ptau of the Perpetual Powers of Tau, prepared for phase 2 or not. It serves
    /// the profiles that need at most so many powers, as `vntr profiles` lists. That its points are of one tau is checked; that nobody knows this tau is
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
        Command::Dev { profile } => {
            let name = SrsName::dev();
            let size = keys::profile(profile)?.srs_size();
            Srs::dev(size)?;
            output::note_srs(&name);
            output::line(format_args!(
                "{}  {}",
                Srs::title(&name, size),
                Srs::path(&name, size)?.display()
            ))
        }
        Command::Import { file } => import(file),
        Command::Info => info(),
    }
}

fn import(file: &Path) -> Result {
    let mut progress = Progress::new();
    let imported = Srs::import(file, |what, done, of| progress.share(what, done, of))?;
    drop(progress);
    output::note_srs(&imported.name);
    for size in &imported.sizes {
        let path = Srs::path(&imported.name, *size)?;
        let profiles = Profile::all().filter(|p| p.srs_size() == *size);
        let profiles: Vec<&str> = profiles.map(|p| p.name).collect();
        output::talk(format!(
            "2^{} powers, for profiles {}: {}",
            size.log_powers(),
            profiles.join(", "),
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
        for size in SrsSize::all() {
            let (title, path) = (Srs::title(&name, size), Srs::path(&name, size)?);
            let checked = Srs::cached(&name, size).and_then(|srs| {
                srs.as_ref().map_or(Ok(()), Srs::check)?;
                Ok(srs)
            });
            match checked {
                Ok(None) => {}
                Ok(Some(_)) => {
                    found.push(name.clone());
                    let (powers, bytes) = (size.log_powers(), bytes(&path));
                    let path = path.display();
                    output::line(format_args!("{title}  2^{powers} powers  {bytes}  {path}"))?;
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
            "no SRS is cached; proving makes the development SRS it needs, or `vntr srs dev PROFILE` does; \
             `vntr srs import FILE.ptau` brings that of a ceremony",
        );
    }
    for name in &found {
        output::note_srs(name);
    }
    damaged.map_or(Ok(()), Err)
}

fn bytes(path: &Path) -> String {
    match std::fs::metadata(path) {
        Ok(metadata) => format!("{:.1} MiB", metadata.len() as f64 / f64::from(1 << 20)),
        Err(_) => "-".to_owned(),
    }
}
