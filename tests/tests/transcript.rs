//! Fiat-Shamir: what the contract hashes is what the format says, byte by byte, for honest proofs and for proofs with any object replaced. So every
//! object that a verifier reads is in the hash of every later challenge and in none before; and Rust, which makes the same
//! challenges (or it would refuse), hashes the same.

use circuits::{Proof, VerifyingKey, keccak256};
use evm_verifier::calldata;
use evm_verifier::evm::Event;
use halo2curves::bn256::Fq;
use halo2curves::ff::PrimeField;
use std::ops::Range;
use vntr_tests::Deployment;
use vntr_tests::binding::{Base, Verifiers, bases, profile};

/// What lies where behind selector and program point: points of the first phase, of the second, the quotient, the values, both points of the
/// opening.
fn sections(key: &VerifyingKey) -> [Range<usize>; 6] {
    let relation = key.shape().relation();
    let [first, second] = [0, 1].map(|phase| 64 * relation.phases[phase].0.len());
    let points = first + second + 64;
    let values = relation.proof_bytes() - points - 128;
    let mut end = 68;
    let sections = [first, second, 64, values, 64, 64].map(|length| {
        let range = end..end + length;
        end = range.end;
        range
    });
    assert_eq!(end, key.proof_bytes());
    sections
}

/// What each challenge is the hash of: beta, gamma, alpha, y, v, u. Each begins with the hash before.
fn expected(key: &VerifyingKey, proof: &Proof) -> Vec<Vec<u8>> {
    let bytes = |i: usize| proof.bytes[sections(key)[i].clone()].to_vec();
    let words = &proof.statement.primary;
    let number = |value: u64| [vec![0; 24], value.to_be_bytes().to_vec()].concat();
    let preamble = [
        key.hash().to_vec(),
        proof.bytes[4..68].to_vec(),
        number(proof.statement.answer.into()),
        number(words.len() as u64),
        words.iter().flat_map(|word| word.to_be_bytes()).collect(),
    ];
    let absorbed = [bytes(0), vec![], bytes(1), bytes(2), bytes(3), bytes(4)];
    let mut before = preamble.concat();
    absorbed
        .into_iter()
        .map(|absorbed| {
            let preimage = [before.as_slice(), &absorbed].concat();
            before = keccak256(&preimage).to_vec();
            preimage
        })
        .collect()
}

/// What the contract hashed, and whether it accepted.
fn hashed(contract: &mut Deployment, proof: &Proof) -> (Vec<Vec<u8>>, bool) {
    let (verdict, events) = contract.watch(proof);
    let hashes = events.into_iter().filter_map(|event| match event {
        Event::Hash(bytes) => Some(bytes),
        Event::Store { .. } => None,
    });
    (hashes.collect(), verdict.is_ok())
}

/// Every object replaced alone by something that can be read: points by their negatives, numbers by others.
fn replacements(key: &VerifyingKey, proof: &Proof) -> Vec<(String, Proof)> {
    let mut all = vec![];
    let mut replace = |name: String, change: &dyn Fn(&mut Proof)| {
        let mut proof = proof.clone();
        change(&mut proof);
        let point = &proof.bytes[4..68];
        proof.program_id = calldata::program_id(&proof.verifier_hash, point);
        all.push((name, proof));
    };
    replace("answer".into(), &|proof| proof.statement.answer ^= 1);
    replace("a word more".into(), &|proof| {
        proof.statement.primary.push(0)
    });
    for i in 0..proof.statement.primary.len() {
        replace(format!("word {i}"), &|proof| {
            proof.statement.primary[i] ^= 1
        });
    }
    let negate = |proof: &mut Proof, at: usize| {
        let y = &mut proof.bytes[at + 32..at + 64];
        y.reverse();
        let value = -Fq::from_repr((&*y).try_into().expect("32 bytes")).expect("a coordinate");
        y.copy_from_slice(&value.to_repr());
        y.reverse();
    };
    replace("program point".into(), &|proof| negate(proof, 4));
    for (i, section) in sections(key).into_iter().enumerate() {
        let size = if i == 3 { 32 } else { 64 };
        for at in section.step_by(size) {
            replace(format!("object at byte {at}"), &|proof| match size {
                32 => proof.bytes[at + 31] ^= 1,
                _ => negate(proof, at),
            });
        }
    }
    all
}

#[test]
fn every_object_is_in_every_later_challenge() {
    let verifiers = Verifiers::shared();
    for case in bases::committed() {
        let base = Base::read(&case);
        let profile = profile(&base.proof.profile);
        let key = verifiers.key(base.setup, profile);
        let mut contract = verifiers.get(base.setup, profile).deploy(false);
        let mut check = |name: &str, proof: &Proof| {
            let (mut hashed, accepted) = hashed(&mut contract, proof);
            // The first hash is the program's name.
            let name_of_program = keccak256(&hashed.remove(0));
            assert_eq!(name_of_program, proof.program_id, "{}: {name}", base.name);
            assert!(hashed == expected(&key, proof), "{}: {name}", base.name);
            accepted
        };
        assert!(check("honest", &base.proof));
        let replaced = replacements(&key, &base.proof);
        for (name, proof) in &replaced {
            assert!(!check(name, proof), "{}: {name} is accepted", base.name);
        }
        println!("{}: {} objects replaced", base.name, replaced.len());
        assert!(replaced.len() > 100);
    }
}
