//! Keys. A profile has one verifying key; a program contributes the commitment of its pack, the image.
//!
//! * `verifier_hash` = Keccak-256 of the profile's name, its constraint system, the commitments of all other fixed packs,
//!   and the SRS's points of G2: everything a verifier has built in.
//! * `program_id` = Keccak-256 of `verifier_hash` and the program point.

use crate::cache::FileError;
use crate::certificate::{Certificate, combined_value};
use crate::circuit::program_cells;
use crate::encoding::{keccak256, point_bytes, point_from_bytes};
use crate::instance::Statement;
use crate::pinned;
use crate::profile::Profile;
use crate::shape::Shape;
use crate::srs::{Srs, SrsError, SrsName, SrsSize, dev_s_g2, dev_tau};
use crate::witness::{Evaluator, fixed_columns};
use arithmetic::multiples_of_generator;
use ff::Field;
use fflonk::Key;
use group::GroupEncoding;
use halo2curves::bn256::{Fr, G1Affine, G2Affine};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;
use tinyram::{Program, ProgramError};

/// The commitment of a program's pack: its image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramPoint(pub G1Affine);

impl ProgramPoint {
    /// Bytes of [`ProgramPoint::to_bytes`].
    pub const BYTES: usize = 64;

    /// x and y, big-endian.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        point_bytes(&self.0).expect("the anchor keeps it from the identity")
    }

    /// The inverse of [`ProgramPoint::to_bytes`]. `None` unless it is a canonical point of the curve other than (0, 0).
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Option<Self> {
        point_from_bytes(bytes).map(ProgramPoint)
    }
}

/// What verifies the proofs of a profile under an SRS.
#[derive(Clone)]
pub struct VerifyingKey {
    shape: Arc<Shape>,
    /// The commitments of the fixed packs but the program's, which is the last.
    shared: Vec<G1Affine>,
    s_g2: G2Affine,
    insecure: bool,
    hash: [u8; 32],
}

impl std::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifyingKey")
            .field("profile", &self.profile().name)
            .field("hash", &hex::encode(self.hash))
            .finish()
    }
}

/// A key that is not what it should be.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The SRS is of the wrong size.
    #[error(
        "profile {profile} needs an SRS for packs of {} columns of 2^{} rows, this one is for {} of 2^{}",
        expected.t, expected.k, got.t, got.k
    )]
    SrsSize {
        /// The profile.
        profile: &'static str,
        /// Its own.
        expected: SrsSize,
        /// The SRS's.
        got: SrsSize,
    },
    /// The program does not fit the profile.
    #[error(
        "the image has {got} double words for K = {got_registers}; profile {profile} takes {most} for K = {registers}: \
         choose another profile"
    )]
    Program {
        /// The profile.
        profile: &'static str,
        /// Length of the image.
        got: usize,
        /// The program's K.
        got_registers: u32,
        /// The profile's image cells.
        most: usize,
        /// The profile's K.
        registers: u32,
    },
    /// The program is no program.
    #[error(transparent)]
    Image(#[from] ProgramError),
    /// The SRS.
    #[error(transparent)]
    Srs(#[from] SrsError),
    /// The key's file in the cache.
    #[error(transparent)]
    File(#[from] FileError),
    /// The verifying key that this build carries is not the one of its circuit.
    #[error(
        "the pinned verifying key of profile {profile} is not that of this build's circuit: this is a bug of the build"
    )]
    Pinned {
        /// The profile.
        profile: &'static str,
    },
}

/// The values of the fixed columns, pack by pack in the order of the relation; the program's pack is the last.
pub(crate) fn fixed_packs(shape: &Shape, program: &Program) -> Vec<Vec<Vec<Fr>>> {
    let mut values = fixed_columns(&shape.cs, &shape.config, program);
    let packs = shape.packing.fixed.iter();
    packs
        .map(|pack| {
            pack.iter()
                .map(|&i| std::mem::take(&mut values[i]))
                .collect()
        })
        .collect()
}

impl VerifyingKey {
    /// Makes the key of a profile: commits to its fixed columns.
    ///
    /// # Errors
    /// If the SRS has another size.
    pub fn generate(profile: &Profile, srs: &Srs) -> Result<Self, KeyError> {
        check_size(profile, srs)?;
        let empty = Program::new(profile.arch(), vec![])?;
        let shape = Arc::new(Shape::new(profile));
        let mut packs = fixed_packs(&shape, &empty);
        packs.pop();
        let shared = packs.iter().map(|pack| {
            let pack: Vec<&[Fr]> = pack.iter().map(Vec::as_slice).collect();
            srs.parameters().commit_values(&pack)
        });
        let shared = shared.collect();
        Ok(Self::from_commitments(
            shape,
            shared,
            srs.s_g2(),
            srs.is_insecure(),
        ))
    }

    /// Makes the key of a profile under the development SRS, from its tau: the packs' values there are what points they are. `None` if that
    /// cannot be, which a test would show.
    pub fn generate_dev(profile: &Profile) -> Option<Self> {
        let shape = Arc::new(Shape::new(profile));
        let packs = shape.packing.fixed.len() - 1;
        let of_pack = |pack: usize| {
            let mut only = vec![Fr::ZERO; packs];
            only[pack] = Fr::ONE;
            combined_value(&shape, &only, dev_tau())
        };
        let values = (0..packs).map(of_pack).collect::<Option<Vec<Fr>>>()?;
        let shared = multiples_of_generator(&values);
        Some(Self::from_commitments(shape, shared, dev_s_g2(), true))
    }

    /// The key of a profile under an SRS: the one that this crate carries, for the development SRS; else from the cache directory,
    /// made and put there the first time.
    ///
    /// # Errors
    /// An SRS that was not imported, a cache that cannot be read or written, or one whose content is not what its name says.
    pub fn load(profile: &Profile, name: &SrsName) -> Result<Self, KeyError> {
        if let Some(key) = Self::cached(profile, name)? {
            return Ok(key);
        }
        let srs = Srs::load(name, profile.srs_size())?;
        let key = Self::generate(profile, &srs)?;
        let certificate = Certificate::new(&key.shape, &srs, &key.shared);
        if !key.is_certified_by(&certificate) {
            return Err(srs.wrong_points().into());
        }
        pinned::store(&Self::pinned(profile)?, &key, certificate)?;
        Ok(key)
    }

    /// Does the certificate show that the commitments are those of the profile's fixed columns, under an SRS with this tau in G2?
    pub(crate) fn is_certified_by(&self, certificate: &Certificate) -> bool {
        certificate.check(&self.shape, &self.shared, &self.s_g2)
    }

    /// The key of [`VerifyingKey::load`], if it need not be made.
    ///
    /// # Errors
    /// A cache that cannot be read.
    pub fn cached(profile: &Profile, name: &SrsName) -> Result<Option<Self>, KeyError> {
        let pinned = Self::pinned(profile)?;
        if name.is_dev() {
            return Ok(Some(pinned));
        }
        Ok(pinned::cached(&pinned, name)?)
    }

    /// The key of a profile under the development SRS, which this crate carries.
    ///
    /// # Errors
    /// Only if the build is broken.
    pub fn pinned(profile: &Profile) -> Result<Self, KeyError> {
        pinned::verifying_key(profile).ok_or(KeyError::Pinned {
            profile: profile.name,
        })
    }

    pub(crate) fn from_commitments(
        shape: Arc<Shape>,
        shared: Vec<G1Affine>,
        s_g2: G2Affine,
        insecure: bool,
    ) -> Self {
        let mut preimage = shape.hash_start();
        for commitment in &shared {
            preimage.extend(point_bytes(commitment).expect("no fixed pack is zero"));
        }
        for point in [G2Affine::generator(), s_g2] {
            preimage.extend(point.to_bytes().as_ref());
        }
        VerifyingKey {
            hash: keccak256(&preimage),
            shape,
            shared,
            s_g2,
            insecure,
        }
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        self.shape.profile()
    }

    /// Columns and constraints.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    /// The commitments of the fixed packs that are the same for all programs.
    pub fn shared(&self) -> &[G1Affine] {
        &self.shared
    }

    /// The second group's generator, and tau times it.
    pub fn g2(&self) -> [G2Affine; 2] {
        [G2Affine::generator(), self.s_g2]
    }

    /// What the SRS is called.
    pub fn srs_name(&self) -> SrsName {
        SrsName::of(&self.s_g2)
    }

    /// What names the key: profile, circuit, SRS.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The first four bytes of [`VerifyingKey::hash`], in front of every proof.
    pub fn selector(&self) -> [u8; 4] {
        self.hash[..4].try_into().expect("4 of 32 bytes")
    }

    /// Is the SRS's tau a hash of a public text?
    pub fn is_insecure(&self) -> bool {
        self.insecure
    }

    /// The program's name under this key.
    pub fn program_id(&self, point: &ProgramPoint) -> [u8; 32] {
        keccak256(&[self.hash.as_slice(), &point.to_bytes()].concat())
    }

    /// The commitments of all fixed packs, with a program's.
    pub(crate) fn fixed(&self, point: &ProgramPoint) -> Vec<G1Affine> {
        [self.shared.as_slice(), &[point.0]].concat()
    }

    /// What the transcript absorbs before the proof, all that a proof is about: the hash, the program point, the answer and
    /// the number of words as 32 bytes each, the words.
    pub fn preamble(&self, point: &ProgramPoint, statement: &Statement) -> Vec<u8> {
        let mut bytes = self.hash.to_vec();
        bytes.extend(point.to_bytes());
        bytes.extend([0; 28]);
        bytes.extend(statement.answer.to_be_bytes());
        bytes.extend([0; 24]);
        bytes.extend((statement.primary.len() as u64).to_be_bytes());
        bytes.extend(statement.primary.iter().flat_map(|word| word.to_be_bytes()));
        bytes
    }

    /// Bytes of a proof, exactly: selector, program point, the protocol's proof.
    pub fn proof_bytes(&self) -> usize {
        4 + ProgramPoint::BYTES + self.shape.relation.proof_bytes()
    }
}

fn check_size(profile: &Profile, srs: &Srs) -> Result<(), KeyError> {
    let (expected, got) = (profile.srs_size(), srs.size());
    if expected == got {
        Ok(())
    } else {
        Err(KeyError::SrsSize {
            profile: profile.name,
            expected,
            got,
        })
    }
}

/// Commits to a program's image.
///
/// # Errors
/// If the program does not fit the profile, the SRS is of another size, or its points are not what its tau makes of them.
pub fn program_point(
    profile: &Profile,
    srs: &Srs,
    program: &Program,
) -> Result<ProgramPoint, KeyError> {
    commit_program(&Shape::new(profile), srs, program)
}

/// [`program_point`] where the shape is at hand.
fn commit_program(shape: &Shape, srs: &Srs, program: &Program) -> Result<ProgramPoint, KeyError> {
    let profile = shape.profile();
    check_size(profile, srs)?;
    if program.arch != profile.arch() || program.double_words.len() > profile.image_cells() {
        return Err(KeyError::Program {
            profile: profile.name,
            got: program.double_words.len(),
            got_registers: program.arch.num_registers(),
            most: profile.image_cells(),
            registers: profile.num_registers,
        });
    }
    // A program whose words are wider than its W cannot be written down; say so rather than reduce.
    Program::new(program.arch, program.double_words.clone())?;
    let pack = shape.packing.fixed.last().expect("the program's pack");
    let mut cells = BTreeMap::new();
    program_cells(&shape.config.columns, program, |column, row, value| {
        let place = pack.iter().position(|&i| i == column.index());
        let place = place.expect("a column of the program");
        cells.insert((place, row), Fr::from(value));
    });
    Ok(ProgramPoint(srs.commit_checked(&cells)?))
}

/// What proves runs of one program in a profile.
pub struct ProvingKey {
    verifying: VerifyingKey,
    program: Arc<Program>,
    point: ProgramPoint,
    key: Key,
    evaluator: Evaluator,
}

impl ProvingKey {
    /// Makes the proving key of a program: its commitment, and the fixed columns as polynomials.
    ///
    /// # Errors
    /// If the program does not fit the profile or the SRS is of another size.
    pub fn new(
        verifying: &VerifyingKey,
        srs: &Srs,
        program: Arc<Program>,
    ) -> Result<Self, KeyError> {
        let shape = &verifying.shape;
        let point = commit_program(shape, srs, &program)?;
        let values = fixed_packs(shape, &program).concat();
        let key = Key::with_commitments(&shape.relation, &values, verifying.fixed(&point));
        let evaluator = Evaluator::new(&shape.cs, &shape.config, &program);
        Ok(ProvingKey {
            verifying: verifying.clone(),
            program,
            point,
            key,
            evaluator,
        })
    }

    /// The profile's key.
    pub fn verifying(&self) -> &VerifyingKey {
        &self.verifying
    }

    /// The program.
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// Its commitment.
    pub fn point(&self) -> &ProgramPoint {
        &self.point
    }

    /// The fixed columns.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// What computes the witness's second phase.
    pub fn evaluator(&self) -> &Evaluator {
        &self.evaluator
    }
}
