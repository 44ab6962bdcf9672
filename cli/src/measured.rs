//! What `vntr bench --write` measured, committed as `cli/measured.json` and carried by the binary.

use crate::error::{Error, Result};
use circuits::{Footprint, Profile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Words on the primary tape of the proofs whose gas is measured: each public scalar has seven, so the second is in use.
pub const GAS_PRIMARY_WORDS: usize = 8;

/// What a number of gas counts.
pub fn gas_is(fork: &str) -> String {
    format!(
        "gas of verifying with {GAS_PRIMARY_WORDS} public words, the whole transaction, by the rules of {fork}"
    )
}

/// Gas of verifying a proof in so many segments, the whole transaction with few public words (`tests/tests/long_runs.rs`): by how many bits a limb has.
pub fn gas_of_segments(profile: &Profile, count: usize) -> u64 {
    let (one, further) = match profile.limb_bits {
        8 => (312_000, 156_000),
        _ => (326_000, 170_000),
    };
    one + (count as u64 - 1) * further
}

/// What a proof costs, as measured on the machine of [`committed`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    pub profile: &'static str,
    /// Of a run in segments: how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<usize>,
    pub seconds: Option<f64>,
    pub peak_mib: Option<u64>,
    /// Of the whole transaction, with few public words.
    pub gas: Option<u64>,
}

/// A step in segments by one of a run in one piece (ADR 21).
const SEGMENTS_BY_WHOLE: f64 = 1.15;

impl Cost {
    /// Of a run in a profile; in so many segments, if it is of segments.
    pub fn new(profile: &'static Profile, segments: usize) -> Result<Self> {
        let of_size = of_size(profile)?;
        let cost = Cost {
            profile: profile.name,
            segments: None,
            seconds: of_size.prove_seconds,
            peak_mib: of_size.peak_mib,
            gas: of_size.gas,
        };
        Ok(match profile.segmented {
            false => cost,
            true => Cost {
                segments: Some(segments),
                seconds: cost
                    .seconds
                    .map(|seconds| seconds * segments as f64 * SEGMENTS_BY_WHOLE),
                gas: Some(gas_of_segments(profile, segments)),
                ..cost
            },
        })
    }

    /// Of the cheapest way to prove a run on this machine; `None`: there is none.
    pub fn cheapest(footprint: &Footprint) -> Result<Option<Self>> {
        let cost = |profile| Cost::new(profile, footprint.segments(profile).unwrap_or(1));
        footprint.cheapest(fits_memory).map(cost).transpose()
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.segments {
            Some(1) => write!(f, "1 segment of profile ")?,
            Some(count) => write!(f, "{count} segments of profile ")?,
            None => write!(f, "profile ")?,
        }
        write!(f, "{}: about ", self.profile)?;
        match self.seconds {
            Some(seconds) if seconds >= 90.0 => write!(f, "{:.0} min, ", seconds / 60.0)?,
            Some(seconds) => write!(f, "{seconds:.1} s, ")?,
            None => {}
        }
        if let Some(mib) = self.peak_mib {
            write!(f, "{mib} MiB, ")?;
        }
        match self.gas {
            Some(gas) => write!(f, "{gas} gas"),
            None => write!(f, "unknown gas"),
        }
    }
}

/// The memory that there is for this process, where the system says it: the machine's, or less if that is the container's limit.
pub fn memory_mib() -> Option<u64> {
    let read = |path| std::fs::read_to_string(path).ok();
    let machine = || {
        let text = read("/proc/meminfo")?;
        let mut lines = text.lines();
        let kib = lines.find_map(|line| line.strip_prefix("MemTotal:"))?;
        let kib: u64 = kib.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib / 1024)
    };
    let container = || {
        let text = read("/sys/fs/cgroup/memory.max")?;
        let bytes: u64 = text.trim().parse().ok()?;
        Some(bytes >> 20)
    };
    machine().into_iter().chain(container()).min()
}

/// Is there memory enough to prove in this profile? Yes, where it is not known.
pub fn fits_memory(profile: &Profile) -> bool {
    let needed = of_size(profile).ok().and_then(|measured| measured.peak_mib);
    match (needed, memory_mib()) {
        (Some(needed), Some(there)) => needed <= there,
        _ => true,
    }
}

/// What was measured of a profile; of one of segments, of whole runs of its size: a segment takes as much.
fn of_size(profile: &Profile) -> Result<Measurement> {
    let size = profile.name.trim_start_matches("segments-");
    Ok(committed()?.profiles.remove(size).unwrap_or_default())
}

/// The file: one entry for each measured profile, and the machine it was measured on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Processor and number of cores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
    #[serde(flatten)]
    pub profiles: BTreeMap<String, Measurement>,
}

/// One profile. Absent is what could not be measured, such as gas without a contract.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Measurement {
    pub prove_seconds: Option<f64>,
    pub peak_mib: Option<u64>,
    pub steps_per_second: Option<f64>,
    pub gas: Option<u64>,
    pub verifier_bytes: Option<u64>,
    /// The Ethereum upgrade whose rules `gas` is by.
    pub fork: Option<String>,
}

/// What this build carries.
pub fn committed() -> Result<Measured> {
    parse(include_str!("../measured.json"))
}

fn parse(text: &str) -> Result<Measured> {
    serde_json::from_str(text).map_err(|error| {
        Error::environment(format!(
            "cli/measured.json: {error}; run `vntr bench --write`"
        ))
    })
}

/// The file in the source tree that this binary was built from.
pub fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/measured.json"))
}

/// The file as it is now in the source tree.
pub fn in_source_tree() -> Result<Measured> {
    let text = crate::input::read_file(&path(), 1 << 20)
        .map_err(|error| error.about("--write needs the source tree"))?;
    parse(&String::from_utf8_lossy(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_keeps_its_shape() {
        assert!(committed().is_ok());
        let text = r#"{"machine":"M","1k-r16":{"prove_seconds":1.5,"peak_mib":63,"steps_per_second":107.0,"gas":500000,
            "verifier_bytes":18000,"fork":"osaka"},"32k-r16":{"prove_seconds":40.0}}"#;
        let measured = parse(text).unwrap();
        assert_eq!(measured.machine.as_deref(), Some("M"));
        assert_eq!(measured.profiles.len(), 2);
        assert_eq!(measured.profiles["1k-r16"].peak_mib, Some(63));
        assert_eq!(measured.profiles["32k-r16"].gas, None);
        let again = parse(&serde_json::to_string(&measured).unwrap()).unwrap();
        assert_eq!(again.profiles["1k-r16"].fork.as_deref(), Some("osaka"));
        assert_eq!(again.machine, measured.machine);
        assert!(parse("[]").is_err());
    }
}
