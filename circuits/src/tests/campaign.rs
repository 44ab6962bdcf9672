//! Long runs about the circuit, whose results are counts.

use super::{SMALL, keys, profile};
use ::campaign::Campaign;
pub(super) use ::campaign::Extent;
use std::collections::BTreeMap;
use tinyram::Opcode;

/// What was counted, by name.
pub(super) type Counts = BTreeMap<String, u64>;

/// Does every unit once, prints the sums of what they counted for `evidence.sh`, and returns them. With another circuit, by the hash of its
/// key, everything is done again.
pub(super) fn run(
    name: &str,
    extent: Extent,
    units: &[String],
    work: impl Fn(&str) -> Result<Counts, String> + Sync,
) -> Counts {
    let circuit = hex::encode(keys(profile(SMALL[1])).1.hash());
    let campaign = Campaign {
        name,
        subject: ("circuit", circuit),
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

/// [`run`] with a unit for every instruction and each of so many seeds.
pub(super) fn run_instructions(
    name: &str,
    extent: Extent,
    seeds: u64,
    work: impl Fn(Opcode, u64) -> Result<Counts, String> + Sync,
) -> Counts {
    let unit = |opcode: Opcode, seed| format!("{} {seed}", opcode.mnemonic());
    let units: BTreeMap<String, (Opcode, u64)> = (0..seeds)
        .flat_map(|seed| Opcode::ALL.map(|opcode| (unit(opcode, seed), (opcode, seed))))
        .collect();
    let names: Vec<String> = units.keys().cloned().collect();
    run(name, extent, &names, |unit| {
        let (opcode, seed) = units[unit];
        work(opcode, seed)
    })
}
