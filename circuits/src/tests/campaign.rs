//! Long runs about the circuit, whose results are counts.

use super::SMALL;
use crate::encoding::keccak256;
use crate::{Profile, VerifyingKey};
use ::campaign::Campaign;
pub(super) use ::campaign::Extent;
use std::collections::BTreeMap;
use tinyram::Opcode;

/// A circuit of each kind: limbs of 8 and 16 bits, 16 and 32 registers. The other profiles differ from these in their sizes.
pub(super) const KINDS: [&str; 4] = [SMALL[0], SMALL[1], "64k-r16", "64k-r32"];

/// The same of segments.
pub(super) const SEGMENTS: [&str; 2] = ["segments-1k-r16", "segments-1k-r32"];

/// What was counted, by name.
pub(super) type Counts = BTreeMap<String, u64>;

/// Does every unit once, prints the sums of what they counted for `evidence.sh`, and returns them. With other circuits, by the hashes
/// of their keys, everything is done again.
pub(super) fn run(
    name: &str,
    kinds: &[&str],
    extent: Extent,
    units: &[String],
    work: impl Fn(&str) -> Result<Counts, String> + Sync,
) -> Counts {
    let hash = |name| {
        VerifyingKey::pinned(Profile::by_name(name).unwrap())
            .unwrap()
            .hash()
    };
    let hashes: Vec<_> = kinds.iter().copied().map(hash).collect();
    let campaign = Campaign {
        name,
        subject: ("circuits", hex::encode(keccak256(&hashes.concat()))),
        extent,
    };
    let mut sums = Counts::new();
    for counts in campaign.run(units, work).into_values() {
        for (key, count) in counts {
            *sums.entry(key).or_default() += count;
        }
    }
    campaign.publish(units.len(), &sums);
    sums
}

/// [`run`] with a unit for every instruction and each of so many seeds, on circuits in turn.
pub(super) fn run_instructions(
    name: &str,
    extent: Extent,
    circuits: &[&'static str],
    seeds: u64,
    work: impl Fn(&'static str, Opcode, u64) -> Result<Counts, String> + Sync,
) -> Counts {
    let all = circuits.iter().flat_map(|&circuit| {
        (0..seeds).flat_map(move |seed| Opcode::ALL.map(|opcode| (circuit, opcode, seed)))
    });
    let unit = |(circuit, opcode, seed): (&str, Opcode, u64)| {
        format!("{circuit} {} {seed}", opcode.mnemonic())
    };
    let units: BTreeMap<String, _> = all.map(|each| (unit(each), each)).collect();
    let names: Vec<String> = units.keys().cloned().collect();
    let of_segments = circuits.iter().any(|circuit| SEGMENTS.contains(circuit));
    let kinds: &[&str] = if of_segments { &SEGMENTS } else { &KINDS };
    run(name, kinds, extent, &names, |unit| {
        let (circuit, opcode, seed) = units[unit];
        work(circuit, opcode, seed)
    })
}
