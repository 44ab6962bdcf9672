//! From a profile's verifying key to the specification of its contract.

use crate::generator::{InstanceShape, VerifierSpec};
use circuits::{InstanceRows, SCALARS_PER_ROW, VerifyingKey, dev_s_g2};

/// The specification of the contract that verifies the proofs of `key`, whatever their program.
pub fn spec(key: &VerifyingKey) -> VerifierSpec<'_> {
    let rows = InstanceRows::new(key.profile());
    let spec = VerifierSpec {
        name: key.profile().name,
        params: key.params(),
        vk: key.halo2(),
        hash_start: key.hash_start(),
        program_columns: vec![key.program_column()],
        instance: InstanceShape {
            answer: rows.answer,
            first: rows.first,
            stride: rows.stride,
            rows: rows.fingerprints,
            scalars_per_row: SCALARS_PER_ROW,
        },
        dev_s_g2: dev_s_g2(),
    };
    debug_assert_eq!(spec.verifier_hash(), key.hash());
    spec
}
