//! What verifier and prover refuse by name, before and beside the protocol.

use super::liar::{proving_key, srs};
use super::{Run, SQUARE};
use crate::encoding::keccak256;
use crate::keys::ProgramPoint;
use crate::prover::ProveError;
use crate::verifier::Rejected;
use crate::{Proof, ProvingKey, Srs, Statement, prove, verify, verify_unbound};
use std::sync::Arc;

/// A proof with everything that made it.
struct Proved {
    run: Run,
    srs: Arc<Srs>,
    key: ProvingKey,
    proof: Proof,
}

fn proved() -> Proved {
    let run = Run::new("1k-r16", SQUARE, &[49], &[7]);
    let (srs, key) = (srs(&run.config.columns.profile), proving_key(&run));
    let proof = prove(&key, &srs, &run.statement, &run.trace, |_| ()).unwrap();
    Proved {
        run,
        srs,
        key,
        proof,
    }
}

#[test]
fn another_proof_text() {
    let Proved { key, proof, .. } = proved();
    let refused = |change: &dyn Fn(&mut Proof)| {
        let mut changed = proof.clone();
        change(&mut changed);
        verify_unbound(key.verifying(), &changed).unwrap_err()
    };
    let profile = refused(&|proof| "1k-r32".clone_into(&mut proof.profile));
    assert!(matches!(profile, Rejected::Profile { .. }), "{profile}");
    let verifier = refused(&|proof| proof.verifier_hash[7] ^= 1);
    assert!(matches!(verifier, Rejected::Verifier { .. }), "{verifier}");
    let selector = refused(&|proof| proof.bytes[1] ^= 1);
    assert!(matches!(selector, Rejected::Selector { .. }), "{selector}");
    let program = refused(&|proof| proof.program_id[31] ^= 1);
    assert!(matches!(program, Rejected::Program { .. }), "{program}");
    for length in [0, 3, 4, 67, proof.bytes.len() - 1, proof.bytes.len() + 1] {
        let length = refused(&|proof| proof.bytes.resize(length, 0));
        assert!(matches!(length, Rejected::Length { .. }), "{length}");
    }
}

/// Each word of the protocol's proof, one more: refused, whatever it is.
#[test]
fn every_word_of_a_proof_matters() {
    let Proved { key, proof, .. } = proved();
    let start = 4 + ProgramPoint::BYTES;
    for at in (start..proof.bytes.len()).step_by(32) {
        let mut changed = proof.clone();
        changed.bytes[at + 31] ^= 1;
        let verdict = verify_unbound(key.verifying(), &changed);
        assert_eq!(verdict, Err(Rejected::Proof), "byte {at}");
    }
}

/// The identity is no point of a proof: not the program's, and none of the protocol's, in any of its encodings.
#[test]
fn the_identity_is_no_point() {
    let Proved { key, proof, .. } = proved();
    let mut changed = proof.clone();
    changed.bytes[4..4 + 64].fill(0);
    let verdict = verify_unbound(key.verifying(), &changed);
    assert_eq!(verdict, Err(Rejected::ProgramPoint));
    assert_eq!(ProgramPoint::from_bytes(&[0; 64]), None);
    let points = key.verifying().shape().relation.witness().count() + 1;
    for point in 1..=points {
        let mut changed = proof.clone();
        changed.bytes[4 + 64 * point..][..64].fill(0);
        let verdict = verify_unbound(key.verifying(), &changed);
        assert_eq!(verdict, Err(Rejected::Proof), "point {point}");
    }
}

/// All that a proof is about is in every challenge: key, program, answer, number of words, words, byte by byte.
#[test]
fn the_preamble_is_what_a_proof_is_about() {
    let Proved { key, .. } = proved();
    let (verifying, point) = (key.verifying(), key.point());
    let statement = Statement {
        answer: 0x0102_0304,
        primary: vec![0x0506_0708, 0x090a_0b0c],
    };
    let number = |last: &[u8]| [&vec![0; 32 - last.len()], last].concat();
    let expected = [
        verifying.hash().to_vec(),
        point.to_bytes().to_vec(),
        number(&[1, 2, 3, 4]),
        number(&[2]),
        vec![5, 6, 7, 8, 9, 10, 11, 12],
    ];
    assert_eq!(verifying.preamble(point, &statement), expected.concat());
    // And a program's name is of key and program.
    let named = [verifying.hash().as_slice(), &point.to_bytes()].concat();
    assert_eq!(verifying.program_id(point), keccak256(&named));
}

/// A proof that holds, for something else than the caller asks.
#[test]
fn what_is_expected() {
    let Proved {
        run, key, proof, ..
    } = proved();
    let verifying = key.verifying();
    let id = verifying.program_id(key.point());
    let ask = |id: &[u8; 32], statement: &Statement| verify(verifying, &proof, id, statement);
    assert_eq!(ask(&id, &run.statement), Ok(()));
    let mut other = id;
    other[0] ^= 1;
    let program = ask(&other, &run.statement).unwrap_err();
    assert!(
        matches!(program, Rejected::OtherProgram { .. }),
        "{program}"
    );
    let statement = |answer: u32, primary: &[u32]| Statement {
        answer,
        primary: primary.to_vec(),
    };
    let answer = ask(&id, &statement(1, &[49])).unwrap_err();
    assert!(matches!(answer, Rejected::OtherAnswer { .. }), "{answer}");
    for primary in [&[48][..], &[], &[49, 0]] {
        let tape = ask(&id, &statement(0, primary)).unwrap_err();
        assert!(matches!(tape, Rejected::OtherTape { .. }), "{tape}");
    }
    let mut changed = proof.clone();
    changed.bytes[100] ^= 1;
    assert_eq!(
        verify(verifying, &changed, &id, &run.statement),
        Err(Rejected::Proof)
    );
}

/// No proof of a false statement, and none that does not verify, is handed out.
#[test]
fn what_is_handed_out_verifies() {
    let Proved { run, srs, key, .. } = proved();
    let wrong = Statement {
        answer: 3,
        ..run.statement.clone()
    };
    let error = prove(&key, &srs, &wrong, &run.trace, |_| ()).unwrap_err();
    assert!(
        matches!(
            error,
            ProveError::Answer {
                expected: 3,
                got: 0
            }
        ),
        "{error}"
    );
    let other = Srs::generate_insecure(srs.size(), b"other points").unwrap();
    let error = prove(&key, &other, &run.statement, &run.trace, |_| ()).unwrap_err();
    assert!(
        matches!(error, ProveError::SelfCheck(Rejected::Proof)),
        "{error}"
    );
}
