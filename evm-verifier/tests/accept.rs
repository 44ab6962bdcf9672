//! Valid proofs are accepted, by the bytecode that would be deployed, in every supported way of compiling it; and what that costs.

mod common;

use common::{Bench, PROFILE, Setup, has_solc, max_words};
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::evm::Fork;

#[test]
fn one_contract_serves_two_programs() {
    if !has_solc() {
        return;
    }
    let (one, two) = (Setup::new([5, 17]), Setup::new([6, 18]));
    let source = one.source();
    assert_eq!(
        source.source,
        two.source().source,
        "the contract depends on the program"
    );
    assert_ne!(one.program_id(), two.program_id());
    let mut bench = Bench::small(Fork::Osaka);
    let public: Vec<u8> = (1..=32).collect();
    for setup in [&one, &two] {
        let proof = setup.prove(0, &public);
        assert_eq!(proof.len(), source.proof_length);
        assert!(setup.verify(0, &public, &proof));
        bench
            .verify(setup.program_id(), 0, &public, &proof)
            .unwrap();
    }
}

/// The same code, two setups: each contract accepts the proofs of its own and refuses the other's by name. What a constructor
/// refuses is in `refuse.rs`.
#[test]
fn one_creation_code_serves_two_setups() {
    if !has_solc() {
        return;
    }
    let setups = [Setup::new([5, 17]), Setup::with_another_srs([5, 17])];
    assert_eq!(setups[0].source().source, setups[1].source().source);
    let selector = |setup: &Setup| setup.verifier_hash[..4].try_into().unwrap();
    let public: Vec<u8> = (1..=32).collect();
    for (own, other, insecure) in [(0, 1, 1), (1, 0, 0)] {
        let (own, other) = (&setups[own], &setups[other]);
        let mut bench = Bench::small_for(own, Fork::Osaka);
        let proof = own.prove(0, &public);
        bench.verify(own.program_id(), 0, &public, &proof).unwrap();
        let proof = other.prove(0, &public);
        assert_eq!(
            bench.verify(other.program_id(), 0, &public, &proof),
            Err(Refusal::WrongVerifier {
                received: selector(other),
                expected: selector(own)
            })
        );
        for (_, evm, address) in &mut bench.contracts {
            let mut get = |name| evm.call(*address, &calldata::getter(name)).unwrap().output;
            assert_eq!(get("VERIFIER_HASH"), own.verifier_hash);
            assert_eq!(get("INSECURE_DEV_SRS")[31], insecure);
        }
    }
}

#[test]
fn every_length_of_public_values_and_any_answer() {
    if !has_solc() {
        return;
    }
    let setup = Setup::new([5, 17]);
    let mut bench = Bench::small(Fork::Osaka);
    let mut last = 0;
    for words in [0, 1, 6, 7, 8, 14, max_words() - 5, max_words() - 4] {
        let public: Vec<u8> = (0..4 * words).map(|i| 0xff - i as u8).collect();
        for answer in [0, 1, u32::MAX] {
            let proof = setup.prove(answer, &public);
            assert!(setup.verify(answer, &public, &proof));
            let gas = bench
                .verify(setup.program_id(), answer, &public, &proof)
                .unwrap();
            if answer == 0 {
                let gas = common::with_no_zeros(gas, &proof);
                println!("{words} words: {gas} gas");
                assert!(
                    gas > last,
                    "gas does not grow with the words that are given"
                );
                last = gas;
            }
        }
    }
}

#[test]
fn getters() {
    if !has_solc() {
        return;
    }
    let setup = Setup::new([5, 17]);
    let source = setup.source();
    let bench = Bench::small(Fork::Osaka);
    let (_, mut evm, address) = bench.contracts.into_iter().next().unwrap();
    let mut get = |name| evm.call(address, &calldata::getter(name)).unwrap().output;
    assert_eq!(get("VERIFIER_HASH"), setup.verifier_hash);
    assert_eq!(get("SELECTOR")[..4], setup.verifier_hash[..4]);
    assert_eq!(
        get("PROOF_LENGTH")[30..],
        (source.proof_length as u16).to_be_bytes()
    );
    assert_eq!(
        get("MAX_PUBLIC_BYTES")[30..],
        (4 * max_words() as u16).to_be_bytes()
    );
    assert_eq!(get("INSECURE_DEV_SRS")[31], 1);
    assert!(
        get("PROFILE")
            .windows(PROFILE.len())
            .any(|window| window == PROFILE.as_bytes())
    );
}
