//! The contract of runs in segments, and the Rust verifier: one verdict.

mod common;

use circuits::{Proof, verify_unbound};
use common::segments::CASE;
use common::{Bench, has_solc};
use evm_verifier::calldata::Refusal;

fn verdict(bench: &mut Bench, proof: &Proof) -> Result<u64, Refusal> {
    let contract = bench.verify(
        proof.program_id,
        proof.statement.answer,
        &proof.public_values(),
        &proof.bytes,
    );
    let rust = verify_unbound(CASE.key.verifying(), proof);
    assert_eq!(contract.is_ok(), rust.is_ok(), "{contract:?}, {rust:?}");
    contract
}

#[test]
fn one_contract_takes_any_number_of_segments() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    for (from, segments) in [(20, 1), (300, 2), (900, 4), (2000, 8)] {
        let proof = CASE.prove(from);
        assert_eq!(proof.bytes.len(), 68 + segments * CASE.segment());
        let gas = verdict(&mut bench, &proof).unwrap();
        println!(
            "{segments} segments: {gas} gas, {} bytes",
            proof.bytes.len()
        );
        for answer in [1, 2] {
            let mut wrong = proof.clone();
            wrong.statement.answer = answer;
            verdict(&mut bench, &wrong).unwrap_err();
        }
        let mut wrong = proof.clone();
        wrong.statement.primary = vec![9, 0];
        verdict(&mut bench, &wrong).unwrap_err();
    }
}

/// Segments that hold each by itself, between which a cell of the memory argument was changed (`circuits/src/tests/segments.rs`).
#[test]
fn segments_that_do_not_fit_are_refused() {
    if !has_solc() {
        return;
    }
    let text = include_str!("../../tests/vectors/forged-segments.json");
    let forged = Proof::from_json(text).unwrap();
    assert_eq!(
        verdict(&mut CASE.bench(), &forged),
        Err(Refusal::SegmentsDisagree)
    );
}

#[test]
fn other_bytes_are_refused() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let (proof, other) = (CASE.prove(600), CASE.prove(601));
    let one = CASE.segment();
    let count = (proof.bytes.len() - 68) / one;
    assert_eq!(count, 3);
    verdict(&mut bench, &proof).unwrap();
    let mut refused = |what: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut wrong = proof.clone();
        change(&mut wrong.bytes);
        assert!(verdict(&mut bench, &wrong).is_err(), "{what}");
    };
    let place = |segment: usize| 68 + segment * one..68 + (segment + 1) * one;
    for segment in 0..count {
        refused("left out", &|bytes| drop(bytes.drain(place(segment))));
        refused("repeated", &|bytes| {
            let again = bytes[place(segment)].to_vec();
            bytes.extend(again);
        });
        refused("of another run", &|bytes| {
            bytes[place(segment)].copy_from_slice(&other.bytes[place(segment)]);
        });
        let next = (segment + 1) % count;
        refused("exchanged", &|bytes| {
            let here = bytes[place(segment)].to_vec();
            bytes.copy_within(place(next), place(segment).start);
            bytes[place(next)].copy_from_slice(&here);
        });
    }
    for bytes in [1, 31, 32, one - 1] {
        refused("longer", &|proof| proof.extend(vec![1; bytes]));
        refused("shorter", &|proof| proof.truncate(proof.len() - bytes));
    }
    // Each word of the program point and of a segment that has one before and one behind it.
    let words = |bytes: std::ops::Range<usize>| (bytes.start - 4) / 32..(bytes.end - 4) / 32;
    for word in words(4..68).chain(words(place(1))) {
        refused("changed", &|bytes| bytes[4 + 32 * word + 31] ^= 1);
        if word % 7 == 0 {
            refused("not canonical", &|bytes| bytes[4 + 32 * word] |= 0xc0);
        }
    }
}
