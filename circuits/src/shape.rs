//! A profile's circuit as a relation of packed columns.

use crate::circuit::{Config, Params, TinyRamCircuit};
use crate::encoding::keccak256;
use crate::profile::Profile;
use fflonk::{Packing, Relation};
use halo2_proofs::plonk::{Circuit, ConstraintSystem};
use halo2curves::bn256::Fr;

/// What prover and verifier know of a profile: its relation and where the circuit's columns are in it.
pub struct Shape {
    pub(crate) cs: ConstraintSystem<Fr>,
    pub(crate) config: Config,
    pub(crate) relation: Relation,
    pub(crate) packing: Packing,
}

impl Shape {
    /// Of a profile.
    pub fn new(profile: &Profile) -> Self {
        let t = profile.columns_per_pack;
        let mut cs = ConstraintSystem::default();
        let config = TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
        let program = config.columns.program_columns();
        let (relation, packing) =
            fflonk::relation(&cs, profile.k, t, &[&program], profile.numbers())
                .expect("the circuit is a relation, which a test shows for each profile");
        Shape {
            cs,
            config,
            relation,
            packing,
        }
    }

    /// The circuit's.
    pub fn constraint_system(&self) -> &ConstraintSystem<Fr> {
        &self.cs
    }

    /// The protocol's.
    pub fn relation(&self) -> &Relation {
        &self.relation
    }

    /// Where the circuit's columns are in the relation.
    pub fn packing(&self) -> &Packing {
        &self.packing
    }

    /// What of [`VerifyingKey::hash`](crate::VerifyingKey::hash)'s preimage does not depend on the setup: format, profile, constraint system.
    pub fn hash_start(&self) -> Vec<u8> {
        let mut start = b"vnTinyRAM verifier v2\0".to_vec();
        start.extend(self.profile().name.as_bytes());
        start.push(0);
        start.extend(keccak256(format!("{:?}", self.cs.pinned()).as_bytes()));
        start
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.config.columns.profile
    }
}
