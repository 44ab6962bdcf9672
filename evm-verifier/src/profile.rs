//! From a profile's verifying key to the specification of its contract.

use crate::generator::{InstanceShape, VerifierSpec};
use circuits::{InstanceRows, VerifyingKey, dev_s_g2, keccak256};

/// The specification of the contract that verifies the proofs of `key`, whatever their program.
pub fn spec(key: &VerifyingKey) -> VerifierSpec<'_> {
    let rows = InstanceRows::new(key.profile());
    let spec = VerifierSpec {
        name: key.profile().name,
        params: key.params(),
        vk: key.halo2(),
        hash_start: hash_start(key),
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

/// What of a key's hash does not depend on the setup, as [`VerifyingKey::hash`] starts: format, profile, number of rows, constraint
/// system. The tests compare the whole hash.
pub fn hash_start(key: &VerifyingKey) -> Vec<u8> {
    let profile = key.profile();
    let mut start = b"vnTinyRAM verifier v1\0".to_vec();
    start.extend(profile.name.as_bytes());
    start.push(0);
    start.extend(profile.k.to_be_bytes());
    start.extend(keccak256(
        format!("{:?}", key.halo2().cs().pinned()).as_bytes(),
    ));
    start
}
