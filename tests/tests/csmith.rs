//! Random C programs, compiled by clang and gcc at -O0, -O2, -O3 and -Os: qemu, the interpreter and every translation agree on the
//! checksum of all variables. A few for every change, 1,000 by `./evidence.sh csmith`.

use compiler_backend::comparison::{Verdict, WAYS, compare};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vntr_tests::csmith::{Random, Size};
use vntr_tests::translator;

/// Programs that take longer are left out; many of csmith's do not end at all.
const BOUND: u64 = 20_000_000;

#[test]
fn random_programs_agree() {
    let mut agree = 0;
    for seed in 1..=16 {
        let random = Random::new(seed, Size::Large);
        let verdict = random.build().and_then(|elf| compare(&elf, BOUND));
        match verdict {
            Ok(Verdict::Agree(_)) => agree += 1,
            Ok(Verdict::Misaligned | Verdict::TooLong) => {}
            Err(error) => panic!("{random}: {error}"),
        }
    }
    assert!(agree >= 12, "only {agree}");
}

#[derive(Serialize, Deserialize)]
enum Outcome {
    /// RISC-V instructions, and TinyRAM steps in the order of [`WAYS`].
    Agree(u64, [u64; WAYS.len()]),
    Misaligned,
    TooLong,
}

#[test]
#[ignore = "./evidence.sh csmith: an hour"]
fn a_thousand_random_programs_agree() {
    let campaign = translator::campaign("csmith");
    let units: Vec<String> = (1..=1150).map(|seed| seed.to_string()).collect();
    let results = campaign.run(&units, |unit| {
        let random = Random::new(unit.parse().expect("a seed"), Size::Large);
        let verdict = random.build().and_then(|elf| compare(&elf, BOUND));
        match verdict.map_err(|error| format!("{random}: {error}"))? {
            Verdict::Agree(figures) => Ok(Outcome::Agree(figures.instructions, figures.steps)),
            Verdict::Misaligned => Ok(Outcome::Misaligned),
            Verdict::TooLong => Ok(Outcome::TooLong),
        }
    });
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    // By compiler and level: programs, and the sums of the logarithms of steps per instruction.
    let mut means: BTreeMap<String, (u32, [f64; WAYS.len()])> = BTreeMap::new();
    for (unit, outcome) in &results {
        let kind = match outcome {
            Outcome::Agree(instructions, steps) => {
                let random = Random::new(unit.parse().expect("a seed"), Size::Large);
                let (programs, sums) = means.entry(random.way()).or_default();
                *programs += 1;
                for (sum, steps) in sums.iter_mut().zip(steps) {
                    *sum += (*steps as f64 / (*instructions).max(1) as f64).ln();
                }
                "agree"
            }
            Outcome::Misaligned => "misaligned, trap",
            Outcome::TooLong => "longer than 20 million instructions, left out",
        };
        *counts.entry(kind).or_default() += 1;
    }
    println!("steps per instruction, {:?}:", WAYS.map(|(name, _)| name));
    let mut by_way: BTreeMap<&str, Value> = BTreeMap::new();
    for (way, (programs, sums)) in &means {
        let means = sums.map(|sum| (sum / f64::from(*programs)).exp());
        println!("{way:<10} {programs:>4} {means:.3?}");
        let means = means.map(|mean| (1000.0 * mean).round() / 1000.0);
        let figures = json!({"programs": programs, "steps per instruction": means});
        by_way.insert(way, figures);
    }
    let agree = counts["agree"] + counts.get("misaligned, trap").copied().unwrap_or(0);
    assert!(agree >= 1000, "only {agree} of the programs end");
    let counts = json!({"programs": counts, "by compiler": by_way, "disagreements": 0});
    campaign.publish(results.len(), &counts);
}
