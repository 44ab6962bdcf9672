//! Parts switched off: what is accepted by the real verifier without a part, and refused with it.

use super::{Run, SQUARE};
use crate::deletion::switch::{unfolded, without};
use crate::prover::prove_witness;
use crate::{ProvingKey, Srs, Statement, VerifyingKey, verify};
use std::collections::BTreeMap;

/// Does the real verifier accept what the prover claims of a run, with the circuit as this thread has it?
fn is_accepted(run: &Run, statement: &Statement) -> bool {
    let profile = &run.config.columns.profile;
    let srs = Srs::generate_dev(profile.srs_size()).unwrap();
    let verifying = VerifyingKey::generate(profile, &srs).unwrap();
    let proving = ProvingKey::new(&verifying, &srs, run.program.clone()).unwrap();
    let witness = proving.witness(statement, &run.trace);
    let proof = prove_witness(&proving, &srs, statement, &witness, &mut |_| ()).unwrap();
    let id = verifying.program_id(proving.point());
    verify(&verifying, &proof, &id, statement).is_ok()
}

#[test]
fn the_public_values_are_held_by_one_constraint_each() {
    let run = Run::new("1k-r16", SQUARE, &[49], &[7]);
    assert!(is_accepted(&run, &run.statement));
    let answer = Statement {
        answer: 1,
        ..run.statement.clone()
    };
    assert!(!is_accepted(&run, &answer));
    assert!(without("public answer", || is_accepted(&run, &answer)));
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
