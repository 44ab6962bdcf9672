//! Keys, proofs and verification by packed commitments.

use crate::instance::Statement;
use crate::packed::circuit::{Config, Params, TinyRamCircuit};
use crate::packed::instance::{instance_column, tape_product};
use crate::packed::layout::ROWS_PER_STEP;
use crate::packed::profile::Profile;
use crate::packed::witness::{Evaluator, Witness, fixed_columns};
use crate::randomness::Randomness;
use crate::transcript::{keccak256, point_bytes};
use arithmetic::root_of_unity;
use ff::Field;
use fflonk::{Key, Packing, Parameters, Reader, Relation, Writer};
use group::GroupEncoding;
use halo2_proofs::plonk::{Circuit, ConstraintSystem};
use halo2curves::bn256::{Fr, G1Affine, G2Affine};
use std::sync::Arc;
use tinyram::{Program, Trace};

/// Columns of a pack.
pub const COLUMNS_PER_PACK: usize = 8;

/// What prover and verifier know of a profile: its relation and where the circuit's columns are in it.
pub struct Shape {
    pub(crate) cs: ConstraintSystem<Fr>,
    pub(crate) config: Config,
    pub(crate) relation: Relation,
    pub(crate) packing: Packing,
}

impl Shape {
    /// Of a profile, in packs of t columns.
    pub fn new(profile: &Profile, t: usize) -> Self {
        let mut cs = ConstraintSystem::default();
        let config = TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
        let program = config.columns.program_columns();
        let (relation, packing) = fflonk::relation(&cs, profile.k, t, &[&program])
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

    /// The row of the instance column that has the answer; the first has the product of the tape.
    pub fn answer_row(&self) -> usize {
        self.profile().used_rows() - ROWS_PER_STEP
    }

    /// What of [`Verifying::hash`]'s preimage does not depend on the setup: format, profile, constraint system.
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

    /// Bytes of a proof.
    pub fn proof_bytes(&self) -> usize {
        self.relation.proof_bytes()
    }
}

/// What verifies proofs of a profile's runs: the fixed columns' commitments but for the program's, which is the last.
pub struct Verifying {
    shape: Shape,
    shared: Vec<G1Affine>,
    g2: [G2Affine; 2],
    hash: [u8; 32],
}

impl Verifying {
    fn new(shape: Shape, shared: Vec<G1Affine>, g2: [G2Affine; 2]) -> Self {
        let mut bytes = shape.hash_start();
        bytes.extend(shared.iter().flat_map(coordinates));
        bytes.extend(
            g2.iter()
                .flat_map(|point| point.to_bytes().as_ref().to_vec()),
        );
        let hash = keccak256(&bytes);
        Verifying {
            shape,
            shared,
            g2,
            hash,
        }
    }

    /// Columns and constraints.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The commitments of the fixed packs but the program's.
    pub fn shared(&self) -> &[G1Affine] {
        &self.shared
    }

    /// The setup's points of the second group: the generator, and tau times that.
    pub fn g2(&self) -> [G2Affine; 2] {
        self.g2
    }

    /// Names everything but the program: circuit, setup, commitments.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The first bytes of every proof that a contract is given.
    pub fn selector(&self) -> [u8; 4] {
        self.hash[..4].try_into().expect("4 of 32 bytes")
    }

    /// Names a program, circuit and setup.
    pub fn program_id(&self, program: G1Affine) -> [u8; 32] {
        keccak256(&[self.hash.as_slice(), &coordinates(&program)].concat())
    }

    /// What the transcript absorbs before the proof, all that a proof is about: the hash, the program's commitment, the answer and
    /// the number of words as 32 bytes each, the words.
    fn preamble(&self, program: G1Affine, statement: &Statement) -> Vec<u8> {
        let mut bytes = self.hash.to_vec();
        bytes.extend(coordinates(&program));
        bytes.extend([0; 28]);
        bytes.extend(statement.answer.to_be_bytes());
        bytes.extend([0; 24]);
        bytes.extend((statement.primary.len() as u64).to_be_bytes());
        bytes.extend(statement.primary.iter().flat_map(|word| word.to_be_bytes()));
        bytes
    }

    /// Is this a proof that the program with this commitment makes the statement true?
    pub fn verify(&self, program: G1Affine, statement: &Statement, proof: &[u8]) -> bool {
        let relation = &self.shape.relation;
        let fixed = [self.shared.as_slice(), &[program]].concat();
        let reader = Reader::new(&self.preamble(program, statement), proof);
        let profile = self.shape.profile();
        let pair = fflonk::verify(relation, &fixed, reader, |evaluated| {
            let public = public_value(profile, statement, evaluated.point.z, &evaluated.challenges);
            evaluated
                .constraints(relation, &[public])
                .expect("a relation opens all cells that it reads")
        });
        pair.is_some_and(|pair| pair.holds(self.g2))
    }
}

/// The instance column at z.
fn public_value(profile: &Profile, statement: &Statement, z: Fr, challenges: &[Fr]) -> Fr {
    let n = 1u64 << profile.k;
    let scaled = (z.pow_vartime([n]) - Fr::ONE) * Fr::from(n).invert().expect("not zero");
    let value = |row: usize, value: Fr| {
        let root = root_of_unity(profile.k).pow_vartime([row as u64]);
        let inverse = (z - root).invert().unwrap_or(Fr::ZERO);
        value * root * scaled * inverse
    };
    let product = tape_product(&statement.primary, challenges[0], challenges[1]);
    let answer = Fr::from(u64::from(statement.answer));
    value(0, product) + value(profile.used_rows() - ROWS_PER_STEP, answer)
}

/// What proves a program's runs.
pub struct Proving {
    verifying: Verifying,
    key: Key,
    evaluator: Evaluator,
    program: Arc<Program>,
}

impl Proving {
    /// Of a profile and a program that fits it.
    pub fn new(parameters: &Parameters, profile: &Profile, program: Arc<Program>) -> Self {
        let shape = Shape::new(profile, parameters.t());
        let fixed = fixed_columns(&shape.cs, &shape.config, &program);
        let packed = shape.packing.fixed.concat();
        let packed: Vec<Vec<Fr>> = packed.into_iter().map(|i| fixed[i].clone()).collect();
        let key = Key::new(parameters, &shape.relation, &packed);
        let evaluator = Evaluator::new(&shape.cs, &shape.config, &program);
        let mut shared = key.commitments.clone();
        shared.pop();
        Proving {
            verifying: Verifying::new(shape, shared, parameters.g2()),
            key,
            evaluator,
            program,
        }
    }

    /// The verifier's part.
    pub fn verifying(&self) -> &Verifying {
        &self.verifying
    }

    /// The commitment of the program.
    pub fn point(&self) -> G1Affine {
        *self.key.commitments.last().expect("the program's pack")
    }

    /// The witness of a run that fits the profile.
    pub fn witness(&self, statement: &Statement, trace: &Trace) -> Witness {
        Witness::new(&self.evaluator, &self.program, statement, trace)
    }

    /// A proof from a witness as it is. `None` with negligible probability.
    pub fn prove(
        &self,
        parameters: &Parameters,
        statement: &Statement,
        witness: &Witness,
    ) -> Option<Vec<u8>> {
        let Shape {
            config,
            relation,
            packing,
            ..
        } = &self.verifying.shape;
        let mut randomness = Randomness::new();
        let first = witness.first_phase();
        let phase = |number: usize, challenges: &[Fr]| -> Vec<Vec<Fr>> {
            let order = packing.witness[number].concat().into_iter();
            match number {
                0 => order.map(|i| first[i].clone()).collect(),
                _ => {
                    let second = witness.second_phase(
                        &self.evaluator,
                        statement,
                        challenges[0],
                        challenges[1],
                    );
                    order.map(|i| second[i - first.len()].clone()).collect()
                }
            }
        };
        let public = |challenges: &[Fr]| {
            let profile = &config.columns.profile;
            vec![instance_column(
                profile,
                statement,
                challenges[0],
                challenges[1],
            )]
        };
        let transcript = Writer::new(&self.verifying.preamble(self.point(), statement));
        fflonk::prove(
            parameters,
            relation,
            &self.key,
            phase,
            public,
            |count| randomness.elements(count),
            transcript,
        )
    }
}

/// x and y of a commitment.
fn coordinates(point: &G1Affine) -> [u8; 64] {
    point_bytes(point).expect("no commitment is the identity")
}
