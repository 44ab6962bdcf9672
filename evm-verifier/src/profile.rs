//! From a profile's verifying key to the specification of its contract.

use crate::generator::{InstanceShape, VerifierSpec};
use circuits::{InstanceRows, VerifyingKey, dev_s_g2};

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
            len: rows.column_len(),
            answer_index: rows.answer,
            length_index: rows.length,
            first_group_index: rows.first_scalar,
            group_stride: rows.stride,
            groups: rows.scalars,
        },
        dev_s_g2: dev_s_g2(),
    };
    debug_assert_eq!(spec.verifier_hash(), key.hash());
    spec
}
