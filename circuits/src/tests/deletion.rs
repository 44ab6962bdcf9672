//! For every part of the circuit a forgery that it alone refuses: with the part switched off the real verifier accepts. So each
//! constraint is needed, and some test fails when it is lost. And for the three parts that the others imply, what else refuses.

use super::campaign::{self, Counts, Extent, KINDS};
use super::forgeries::Forger;
use super::liar::Forgery;
use super::{Run, SMALL, SQUARE};
use crate::deletion::switch::{unfolded, without};
use crate::step::TAPE;
use crate::{lookups, memory};
use std::collections::{BTreeMap, BTreeSet};

/// What the running products imply: where regions begin and end is a matter of which cells have first tuples.
const IMPLIED: [&str; 3] = [
    "boot: starts in region 0",
    "boot: region stays or is the next",
    "boot: ends in region 2",
];

/// A part: a constraint, or a term of one of both arguments.
pub(super) struct Part {
    pub name: String,
    is_constraint: bool,
}

/// All parts of a circuit.
fn parts(profile: &str) -> Vec<Part> {
    let run = unfolded(|| Run::new(profile, "answer 0", &[], &[]));
    let part = |is_constraint| {
        move |name: &str| Part {
            name: name.to_owned(),
            is_constraint,
        }
    };
    let gates = run.cs.gates().iter();
    let names =
        gates.flat_map(|gate| (0..gate.polynomials().len()).map(|i| gate.constraint_name(i)));
    let mut all: Vec<Part> = names.map(part(true)).collect();
    let count = all.len();
    assert!(count > 100, "{count}");
    // Several lookups have one name.
    let lookups = run.config.lookups.iter().map(|lookup| lookup.name);
    let lookups: BTreeSet<&str> = lookups.collect();
    let tuples = lookups::TUPLE.into_iter().chain(memory::TUPLE);
    let terms = lookups.into_iter().chain(tuples).chain(memory::ACCESSES);
    all.extend(terms.map(part(false)));
    let names: BTreeSet<&String> = all.iter().map(|part| &part.name).collect();
    assert_eq!(names.len(), all.len(), "one name for two parts");
    all
}

/// The parts without those that are implied.
pub(super) fn needed_parts(profile: &str) -> Vec<Part> {
    let mut parts = parts(profile);
    parts.retain(|part| !IMPLIED.contains(&part.name.as_str()));
    parts
}

/// The forgery that a part alone refuses, for the circuit with it and without it.
pub(super) fn forgeries(profile: &str, part: &str) -> [Forgery; 2] {
    let forger = Forger::new(profile);
    let off = without(part, || forger.forgery(part));
    // Where the multiplicities follow the switch, they have to be right for both.
    let on = match part.starts_with("lookup of") {
        true => forger.forgery(part),
        false => off.clone(),
    };
    [on, off]
}

/// Is the part the only one that refuses its forgery? Judged by the constraints, and if `real` by prover and verifier with the part on
/// and off.
fn delete(profile: &str, part: &Part, real: bool) -> Result<(), String> {
    let name = part.name.as_str();
    let [on, off] = forgeries(profile, name);
    let violated = on.violations();
    let only = |refusal: &str| violated == BTreeSet::from([refusal.to_owned()]);
    let is_alone = match part.is_constraint {
        true => only(name),
        false => only("lookups: sum ends at zero") || only("memory: products end at one"),
    };
    if !is_alone {
        return Err(format!("refused by {violated:?}"));
    }
    if real {
        if on.is_accepted() {
            return Err("accepted although it is on".to_owned());
        }
        if !without(name, || off.is_accepted()) {
            return Err("refused although it is off".to_owned());
        }
    }
    Ok(())
}

/// Every part of some circuits; each `every`th by prover and verifier.
fn deletions(extent: Extent, circuits: &[&str], every: usize) {
    let needed = circuits.iter().flat_map(|&circuit| {
        let needed = needed_parts(circuit).into_iter();
        needed.map(move |part| (circuit, part))
    });
    let units: BTreeMap<String, _> = needed
        .enumerate()
        .map(|(i, (circuit, part))| {
            let name = format!("{circuit}: {}", part.name);
            (name, (circuit, part, i % every == 0))
        })
        .collect();
    let names: Vec<String> = units.keys().cloned().collect();
    campaign::run("deletion", &KINDS, extent, &names, |unit| {
        let &(circuit, ref part, real) = &units[unit];
        delete(circuit, part, real)?;
        let count = |what: &str| (format!("{circuit}: {what}"), 1);
        let mut counts = Counts::from([count("parts")]);
        if real {
            counts.extend([count("flipped by real proofs")]);
        }
        Ok(counts)
    });
}

#[test]
fn every_part_is_needed() {
    deletions(Extent::Sample, &SMALL, 5);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn every_part_is_needed_full() {
    deletions(Extent::Full, &KINDS, 1);
}

/// Where cells would lack a first tuple, or have one too many, the products do not end at one.
#[test]
fn three_parts_are_implied() {
    let by_products = |part: &str, regions: fn(i64, i64) -> Option<u64>| {
        assert!(IMPLIED.contains(&part));
        for circuit in SMALL {
            let forgery = Forger::new(circuit).with_regions(regions);
            let violated = forgery.violations();
            let both = [part, "memory: products end at one"].map(str::to_owned);
            assert_eq!(violated, BTreeSet::from(both), "{circuit}");
            assert!(
                !without(part, || forgery.is_accepted()),
                "{circuit}: {part}"
            );
        }
    };
    // The image starts with zero, so it has no answer.
    by_products(IMPLIED[0], |address, _| {
        (address < TAPE as i64).then_some(1)
    });
    // The memory beyond the image has no first tuples.
    by_products(IMPLIED[1], |address, image| {
        (image..TAPE as i64).contains(&address).then_some(2)
    });
    // The tape has first tuples beside the verifier's.
    by_products(IMPLIED[2], |address, _| {
        (address >= TAPE as i64).then_some(1)
    });
}

/// Folding constraints whose selectors exclude each other changes nothing for an honest run.
#[test]
fn every_constraint_by_itself_holds_too() {
    unfolded(|| {
        let run = Run::new("1k-r16", SQUARE, &[49], &[7]);
        let folded = run.constraints().len();
        assert!(folded > 100, "{folded}");
        assert_eq!(run.violations(&run.witness()), BTreeMap::new());
    });
}
