//! Keys. A profile has one verifying key; a program contributes the commitment of its image column.
//!
//! * `verifier_hash` = Keccak-256 of the profile's name, its constraint system, the commitments of all other fixed columns,
//!   and the SRS's points of G2: everything a verifier has built in.
//! * `program_id` = Keccak-256 of `verifier_hash` and the program point.

use crate::cache::FileError;
use crate::certificate::Certificate;
use crate::circuit::{Params, TinyRamCircuit, fixed_cells, image_values};
use crate::columns::Columns;
use crate::instance::PublicValues;
use crate::pinned;
use crate::profile::Profile;
use crate::srs::{self, Srs, SrsError, SrsName, SrsSize};
use crate::transcript::{be_bytes, keccak256, point_bytes, point_from_bytes, scalar_from_hash};
use arithmetic::{Fft, root_of_unity};
use ff::{Field, WithSmallOrderMulGroup};
use halo2_proofs::plonk::{self, Circuit, ConstraintSystem, permutation};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::poly::kzg::commitment::ParamsKZG;
use halo2curves::bn256::{Bn256, Fr, G1Affine, G2Affine};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;
use tinyram::{Program, ProgramError};

/// The commitment of a program's image column.
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
    profile: Profile,
    /// halo2's key, with the empty program's point among the fixed commitments.
    halo2: plonk::VerifyingKey<G1Affine>,
    columns: Columns,
    params: Arc<ParamsKZG<Bn256>>,
    insecure: bool,
    hash: [u8; 32],
}

impl std::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifyingKey")
            .field("profile", &self.profile.name)
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

fn constraint_system(profile: &Profile) -> (ConstraintSystem<Fr>, Columns) {
    let mut cs = ConstraintSystem::default();
    let columns = TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
    (cs, columns)
}

fn hash_start(profile: &Profile, cs: &ConstraintSystem<Fr>) -> Vec<u8> {
    let mut start = b"vnTinyRAM verifier v1\0".to_vec();
    start.extend(profile.name.as_bytes());
    start.push(0);
    start.extend(profile.k.to_be_bytes());
    // The whole constraint system: columns, phases, queries, gates.
    start.extend(keccak256(format!("{:?}", cs.pinned()).as_bytes()));
    start
}

/// The fixed columns, with a program in the image column: a value for each row.
pub(crate) fn fixed_values(
    profile: &Profile,
    columns: &Columns,
    program: &Program,
) -> Vec<Vec<Fr>> {
    let mut values = vec![vec![Fr::ZERO; 1 << profile.k]; columns.num_fixed()];
    fixed_cells(profile, columns, program, |column, row, value| {
        values[column.index()][row] = Fr::from(value);
    });
    values
}

/// halo2's key, with [`domain`].
fn halo2_key(
    domain: EvaluationDomain<Fr>,
    cs: ConstraintSystem<Fr>,
    commitments: Vec<G1Affine>,
) -> plonk::VerifyingKey<G1Affine> {
    plonk::VerifyingKey::from_parts(
        domain,
        commitments,
        permutation::VerifyingKey::from_commitments(vec![]),
        cs,
        vec![],
        false,
    )
}

/// The domain of 2^k points for constraints of a degree, without the tables of roots that only transforms look at: for k = 18 halo2
/// fills 64 MiB with them, which takes longer than all else that verifying does.
fn verifier_domain(degree: usize, k: u32) -> EvaluationDomain<Fr> {
    let quotient_poly_degree = degree as u64 - 1;
    let extended_k = k + quotient_poly_degree.next_power_of_two().ilog2();
    let (omega, extended_omega) = (root_of_unity(k), root_of_unity(extended_k));
    let n = 1u64 << k;
    let inverse = |scalar: Fr| scalar.invert().expect("not zero");
    // X^n - 1 on the cosets of n points that the extended domain is made of.
    let step = extended_omega.pow_vartime([n]);
    let first = Fr::ZETA.pow_vartime([n]);
    let powers = std::iter::successors(Some(first), |power| Some(*power * step));
    let t_evaluations = powers.take(1 << (extended_k - k));
    EvaluationDomain {
        n,
        k,
        extended_k,
        omega,
        omega_inv: inverse(omega),
        extended_omega,
        extended_omega_inv: inverse(extended_omega),
        g_coset: Fr::ZETA,
        g_coset_inv: Fr::ZETA.square(),
        quotient_poly_degree,
        ifft_divisor: inverse(Fr::from(n)),
        extended_ifft_divisor: inverse(Fr::from(1 << extended_k)),
        t_evaluations: t_evaluations.map(|t| inverse(t - Fr::ONE)).collect(),
        barycentric_weight: inverse(Fr::from(n)),
        fft_data: HashMap::new(),
    }
}

impl VerifyingKey {
    /// Makes the key of a profile: commits to its fixed columns.
    ///
    /// # Errors
    /// If the SRS has another size.
    pub fn generate(profile: &Profile, srs: &Srs) -> Result<Self, KeyError> {
        check_size(profile, srs)?;
        let empty = Program::new(profile.arch(), vec![])?;
        let (_, columns) = constraint_system(profile);
        let commitments = fixed_values(profile, &columns, &empty)
            .par_iter()
            .map(|values| srs.commit_values(values))
            .collect();
        Ok(Self::from_commitments(
            profile,
            commitments,
            srs.s_g2(),
            srs.is_insecure(),
        ))
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
        let commitments = key.halo2.fixed_commitments();
        let certificate = Certificate::new(profile, &key.columns, &srs, commitments);
        if !key.is_certified_by(&certificate) {
            return Err(srs.wrong_points().into());
        }
        pinned::store(&Self::pinned(profile)?, &key, certificate)?;
        Ok(key)
    }

    /// Does the certificate show that the commitments are those of the profile's fixed columns, under an SRS with this tau in G2?
    pub(crate) fn is_certified_by(&self, certificate: &Certificate) -> bool {
        certificate.check(
            &self.profile,
            &self.columns,
            self.halo2.fixed_commitments(),
            &self.params.s_g2(),
        )
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
        profile: &Profile,
        commitments: Vec<G1Affine>,
        s_g2: G2Affine,
        insecure: bool,
    ) -> Self {
        let (cs, columns) = constraint_system(profile);
        let program = columns.program_column();
        let mut preimage = hash_start(profile, &cs);
        for (i, commitment) in commitments.iter().enumerate() {
            if i != program {
                preimage.extend(point_bytes(commitment).expect("no fixed column is zero"));
            }
        }
        for point in [G2Affine::generator(), s_g2] {
            preimage.extend(g2_bytes(&point));
        }
        VerifyingKey {
            profile: *profile,
            halo2: halo2_key(verifier_domain(cs.degree(), profile.k), cs, commitments),
            columns,
            params: Arc::new(srs::verifier_params(profile.k, s_g2)),
            insecure,
            hash: keccak256(&preimage),
        }
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What the SRS is called.
    pub fn srs_name(&self) -> SrsName {
        SrsName::of(&self.params.s_g2())
    }

    /// What names the key: profile, circuit, SRS.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// What of the hash's preimage does not depend on the SRS: format, profile, number of rows, constraint system. The fixed
    /// commitments but the program's, the generator of G2 and tau in G2 follow.
    pub fn hash_start(&self) -> Vec<u8> {
        hash_start(&self.profile, self.halo2.cs())
    }

    /// The first four bytes of [`VerifyingKey::hash`], in front of every proof.
    pub fn selector(&self) -> [u8; 4] {
        self.hash[..4].try_into().expect("4 of 32 bytes")
    }

    /// Is the SRS's tau a hash of a public text?
    pub fn is_insecure(&self) -> bool {
        self.insecure
    }

    /// halo2's key with the empty program's point in [`VerifyingKey::program_column`]. Its domain has no tables for transforms.
    pub fn halo2(&self) -> &plonk::VerifyingKey<G1Affine> {
        &self.halo2
    }

    #[cfg(test)]
    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The program's column among the fixed columns.
    pub fn program_column(&self) -> usize {
        self.columns.program_column()
    }

    /// What the verifier needs of the SRS: the generators and tau in G2.
    pub fn params(&self) -> &ParamsKZG<Bn256> {
        &self.params
    }

    /// The program's name under this key.
    pub fn program_id(&self, point: &ProgramPoint) -> [u8; 32] {
        keccak256(&[self.hash.as_slice(), &point.to_bytes()].concat())
    }

    /// halo2's key for the program with this point: what verifies.
    pub(crate) fn halo2_for(&self, point: &ProgramPoint) -> plonk::VerifyingKey<G1Affine> {
        let mut commitments = self.halo2.fixed_commitments().clone();
        commitments[self.program_column()] = point.0;
        let domain = self.halo2.get_domain().clone();
        halo2_key(domain, self.halo2.cs().clone(), commitments)
    }

    /// What the transcript begins with.
    pub(crate) fn preamble(&self, point: &ProgramPoint, public: &PublicValues) -> Vec<u8> {
        let seed = be_bytes(&scalar_from_hash(self.hash));
        [&seed[..], &point.to_bytes(), &public.to_bytes()].concat()
    }

    /// Number of commitments that the first challenge comes after.
    pub(crate) fn first_phase_points(&self) -> usize {
        let phases = self.halo2.cs().advice_column_phase();
        phases.into_iter().filter(|&phase| phase == 0).count()
    }

    /// Bytes of a proof, exactly: selector, program point, halo2's proof.
    pub fn proof_bytes(&self) -> usize {
        let cs = self.halo2.cs();
        // Advice, the blinding polynomial, the pieces of the quotient, two opening proofs.
        let points = cs.num_advice_columns() + 1 + (cs.degree() - 1) + 2;
        // One evaluation for each query, and the blinding polynomial's.
        let scalars = cs.advice_queries().len() + cs.fixed_queries().len() + 1;
        4 + ProgramPoint::BYTES + 64 * points + 32 * scalars
    }
}

fn g2_bytes(point: &G2Affine) -> Vec<u8> {
    use group::GroupEncoding;
    point.to_bytes().as_ref().to_vec()
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
    check_size(profile, srs)?;
    if program.arch != profile.arch() || program.double_words.len() > profile.image_cells {
        return Err(KeyError::Program {
            profile: profile.name,
            got: program.double_words.len(),
            got_registers: program.arch.num_registers(),
            most: profile.image_cells,
            registers: profile.num_registers,
        });
    }
    // A program whose words are wider than its W cannot be written down; say so rather than reduce.
    Program::new(program.arch, program.double_words.clone())?;
    let values = image_values(profile, program)
        .map(|(row, word)| ((0, row), Fr::from(word)))
        .collect();
    Ok(ProgramPoint(srs.commit_checked(&values)?))
}

/// What proves runs of one program in a profile.
pub struct ProvingKey {
    verifying: VerifyingKey,
    program: Arc<Program>,
    point: ProgramPoint,
    halo2: plonk::VerifyingKey<G1Affine>,
    fixed: Vec<Vec<Fr>>,
}

impl ProvingKey {
    /// Makes the proving key of a program: its commitments, and the fixed columns as polynomials.
    ///
    /// # Errors
    /// If the program does not fit the profile or the SRS is of another size.
    pub fn new(
        verifying: &VerifyingKey,
        srs: &Srs,
        program: Arc<Program>,
    ) -> Result<Self, KeyError> {
        let profile = verifying.profile;
        let point = program_point(&profile, srs, &program)?;
        let values = fixed_values(&profile, &verifying.columns, &program);
        let values: Vec<&[Fr]> = values.iter().map(Vec::as_slice).collect();
        let fixed = Fft::interpolation(profile.k, root_of_unity(profile.k)).evaluate_all(&values);
        Ok(ProvingKey {
            verifying: verifying.clone(),
            halo2: verifying.halo2_for(&point),
            program,
            point,
            fixed,
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

    /// halo2's verifying key of the program.
    pub(crate) fn halo2(&self) -> &plonk::VerifyingKey<G1Affine> {
        &self.halo2
    }

    /// The coefficients of the fixed columns.
    pub(crate) fn fixed(&self) -> &[Vec<Fr>] {
        &self.fixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifiers_domain_is_halo2s() {
        for (degree, k) in [(3, 4), (4, 5), (5, 6), (6, 4), (9, 3)] {
            let mut halo2s = EvaluationDomain::<Fr>::new(degree, k);
            halo2s.fft_data.clear();
            let ours = verifier_domain(degree as usize, k);
            assert_eq!(format!("{ours:?}"), format!("{halo2s:?}"));
        }
    }
}
