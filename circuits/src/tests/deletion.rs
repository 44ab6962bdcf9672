//! For every part of the circuit a forgery that it alone refuses: with the part switched off the real verifier accepts. So each
//! constraint is needed, and some test fails when it is lost. And for the three parts that the others imply, what else refuses.

use super::campaign::{self, Counts, Extent, KINDS};
use super::forgeries::Forger;
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

/// The names of all parts: the constraints, and the terms of both arguments.
fn parts(profile: &str) -> Vec<String> {
    let run = unfolded(|| Run::new(profile, "answer 0", &[], &[]));
    let constraints = run.cs.gates().iter().flat_map(|gate| {
        let names = 0..gate.polynomials().len();
        names.map(|i| gate.constraint_name(i).to_owned())
    });
    let mut all: Vec<String> = constraints.collect();
    let count = all.len();
    all.extend(terms(profile));
    assert_eq!(
        all.iter().collect::<BTreeSet<_>>().len(),
        all.len(),
        "one name for two parts"
    );
    assert!(count > 100, "{count}");
    all
}

/// The parts that are no constraint.
fn terms(profile: &str) -> Vec<String> {
    let run = Run::new(profile, "answer 0", &[], &[]);
    let lookups = run.config.lookups.iter().map(|lookup| lookup.name);
    let lookups: BTreeSet<&str> = lookups.collect();
    let tuples = lookups::TUPLE.into_iter().chain(memory::TUPLE);
    let all = lookups.into_iter().chain(tuples).chain(memory::ACCESSES);
    all.map(str::to_owned).collect()
}

/// Is the part the only one that refuses its forgery? Judged by the constraints, and if `real` by prover and verifier with the part on
/// and off.
fn delete(profile: &str, part: &str, real: bool) -> Result<(), String> {
    let forger = Forger::new(profile);
    let off = without(part, || forger.forgery(part));
    // Where the multiplicities follow the switch, they have to be right for both.
    let is_lookup = part.starts_with("lookup of");
    let on = if is_lookup {
        forger.forgery(part)
    } else {
        off.clone()
    };
    let violated = on.violations();
    let expected = if terms(profile).iter().any(|term| term == part) {
        let closing = ["lookups: sum ends at zero", "memory: products end at one"];
        violated.len() == 1 && violated.iter().all(|name| closing.contains(&name.as_str()))
    } else {
        violated == BTreeSet::from([part.to_owned()])
    };
    if !expected {
        return Err(format!("refused by {violated:?}"));
    }
    if real {
        if on.is_accepted() {
            return Err("accepted although it is on".to_owned());
        }
        if !without(part, || off.is_accepted()) {
            return Err("refused although it is off".to_owned());
        }
    }
    Ok(())
}

/// Every part of some circuits; `real` ones by prover and verifier.
fn deletions(extent: Extent, circuits: &[&str], real: impl Fn(usize) -> bool + Sync) {
    let mut units = vec![];
    for circuit in circuits {
        let parts = parts(circuit);
        let needed = parts
            .iter()
            .filter(|part| !IMPLIED.contains(&part.as_str()));
        units.extend(needed.map(|part| format!("{circuit}: {part}")));
    }
    campaign::run("deletion", extent, &units, |unit| {
        let real = real(units.iter().position(|other| other == unit).unwrap());
        let (circuit, part) = unit.split_once(": ").unwrap();
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
    deletions(Extent::Sample, &KINDS[..2], |i| i.is_multiple_of(5));
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn every_part_is_needed_full() {
    deletions(Extent::Full, &KINDS, |_| true);
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
