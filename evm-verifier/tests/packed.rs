//! The contract of packed commitments: true proofs are accepted, others are not; and what that costs.

mod common;

use circuits::Statement;
use circuits::packed::{COLUMNS_PER_PACK, Profile, Proving};
use common::has_solc;
use evm_verifier::calldata;
use evm_verifier::evm::{Evm, Fork};
use evm_verifier::generator::packed::{constructor_arguments, generate};
use evm_verifier::solc::{Optimizer, compile};
use fflonk::Parameters;
use halo2_proofs::halo2curves::bn256::Fr;
use std::sync::Arc;
use tinyram::{Machine, Tapes, asm};

/// Packs of other sizes are measured too: few points are cheap to verify, small packs are quick to prove.
#[test]
fn the_contract_accepts_what_was_proved() {
    if !has_solc() {
        return;
    }
    for (name, t) in [
        ("1k-r32", COLUMNS_PER_PACK),
        ("1k-r32", 16),
        ("64k-r32", COLUMNS_PER_PACK),
    ] {
        accepts_what_was_proved(name, t);
    }
}

fn accepts_what_was_proved(name: &str, t: usize) {
    let profile = Profile::by_name(name).unwrap();
    let source = "; TinyRAM V=2.000 M=vn W=32 K=32\nread r1, 0\nread r2, 1\nmull r2, r2, r2\nsub r1, r1, r2\nanswer r1\n";
    let program = Arc::new(asm::assemble(source).expect("a program").program);
    let parameters = Parameters::with_secret(profile.k, t, Fr::from(5));
    let proving = Proving::new(&parameters, profile, program.clone());
    let verifying = proving.verifying();
    let contract = generate(verifying, parameters.g2()[1]).unwrap();
    let compiled = compile(&contract.source, &contract.contract, Optimizer::WithoutYul).unwrap();
    println!("{name}, t = {t}: {} bytes of code", compiled.runtime.len());
    assert!(compiled.runtime.len() < 24_000);
    let mut evm = Evm::new(Fork::Osaka);
    let arguments = constructor_arguments(verifying);
    let code = [compiled.bytecode, arguments].concat();
    let address = evm.deploy(&code).unwrap().address;

    for (answer, words) in [(0, vec![49, 1, 2, 3, 4, 5, 6, 7]), (1, vec![50])] {
        let tapes = Tapes {
            primary: words.iter().map(|&word| u64::from(word)).collect(),
            auxiliary: vec![7],
        };
        let trace = Machine::trace(&program, tapes, profile.steps as u64);
        let statement = Statement {
            answer,
            primary: words.clone(),
        };
        let witness = proving.witness(&statement, &trace);
        let proof = proving.prove(&parameters, &statement, &witness).unwrap();
        assert!(verifying.verify(proving.point(), &statement, &proof));
        let point = proving.point();
        let coordinates = [point.x, point.y].map(|coordinate| {
            let mut bytes = coordinate.to_bytes();
            bytes.reverse();
            bytes
        });
        let proof = [
            verifying.selector().as_slice(),
            &coordinates.concat(),
            &proof,
        ]
        .concat();
        assert_eq!(proof.len(), contract.proof_length);
        let id = verifying.program_id(point);
        let public: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        let mut call = |answer: u32, public: &[u8], proof: &[u8]| {
            let data = calldata::verify_answer(id, answer, public, proof);
            evm.call(address, &data).unwrap()
        };
        let outcome = call(answer, &public, &proof);
        assert!(outcome.success, "{outcome:?}");
        println!(
            "{} words: {} gas, {} bytes",
            words.len(),
            outcome.gas_used,
            proof.len()
        );
        assert!(!call(answer + 1, &public, &proof).success);
        assert!(!call(answer, &public[4..], &proof).success);
        assert!(!call(answer, &[public.as_slice(), &[0; 4]].concat(), &proof).success);
        // Every word of the proof matters.
        for at in (4..proof.len()).step_by(32) {
            let mut other = proof.clone();
            other[at + 31] ^= 1;
            assert!(!call(answer, &public, &other).success, "byte {at}");
        }
    }
}
