//! `vntr srs`.

use crate::error::{Error, Result};
use crate::output;
use circuits::{SRS_K, Srs};
use std::path::Path;

/// The structured reference string (SRS): make it, or see what is cached
#[derive(clap::Subcommand)]
pub enum Command {
    /// Make and cache the development SRS of 2^K powers: INSECURE, its secret is public
    Dev {
        /// log2 of the number of powers; a profile's name tells which it needs
        k: u32,
    },
    /// List the cached SRS files and check each
    Info,
}

pub fn run(command: &Command) -> Result {
    match command {
        Command::Dev { k } => {
            let srs = Srs::dev(*k)?;
            output::warn_dev_srs();
            output::line(format_args!(
                "{}  {}",
                srs.name(),
                Srs::dev_path(*k).display()
            ))
        }
        Command::Info => info(),
    }
}

fn info() -> Result {
    output::line(format_args!(
        "cache {}",
        circuits::cache::directory().display()
    ))?;
    let mut damaged = None;
    let mut found = false;
    for k in SRS_K {
        let path = Srs::dev_path(k);
        if !path.exists() {
            continue;
        }
        match Srs::cached_dev(k) {
            Ok(Some(srs)) => {
                found = true;
                output::line(format_args!(
                    "{}  2^{k} powers  {}  {}",
                    srs.name(),
                    size(&path),
                    path.display()
                ))?;
            }
            // Gone in the meantime.
            Ok(None) => {}
            Err(error) => {
                let error = Error::from(error);
                output::line(format_args!("dev-{k}  DAMAGED  {}", path.display()))?;
                damaged = Some(error);
            }
        }
    }
    match damaged {
        Some(error) => Err(error),
        None if found => {
            output::warn_dev_srs();
            Ok(())
        }
        None => {
            output::talk(
                "no SRS is cached; proving makes the development SRS it needs, or `vntr srs dev K` does",
            );
            Ok(())
        }
    }
}

fn size(path: &Path) -> String {
    match std::fs::metadata(path) {
        Ok(metadata) => format!("{:.1} MiB", metadata.len() as f64 / f64::from(1 << 20)),
        Err(_) => "-".to_owned(),
    }
}
