//! The structured reference string of KZG: powers of a secret tau in the exponent.
//!
//! Two kinds. The development SRS, whose tau is a hash of a public text: anyone can forge proofs under it. It is marked insecure in
//! its file, in every key and contract made from it, and in what the commands print; that tau is known makes it fast to generate:
//! each point is one multiplication of the generator. And what a ceremony published, imported from its file: nobody knows that tau,
//! if one of those who took part in making it forgot their share.
//!
//! The name of an SRS binds its tau. A file in the cache is believed no further: its squarings are checked when it is read, its
//! points where they decide something (`tau.rs`).

use crate::cache::{self, FileError};
use crate::encoding::keccak256;
use crate::profile::PROFILES;
use crate::ptau::{self, Powers, PtauError};
use crate::tau::{G1_BYTES, Squarings, are_powers};
use arithmetic::Bases;
use ff::{FromUniformBytes, PrimeField};
use fflonk::Parameters;
use group::{Curve, GroupEncoding};
use halo2_proofs::poly::kzg::commitment::ParamsKZG;
use halo2curves::CurveAffine;
use halo2curves::bn256::{Bn256, Fq, Fq2, Fr, G1Affine, G2Affine};
use halo2curves::serde::SerdeObject;
use rayon::prelude::*;
use sha2::{Digest, Sha512};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::LazyLock;
use thiserror::Error;

/// The text whose hash is the development SRS's tau.
const DEV_TEXT: &[u8] = b"vnTinyRAM development SRS: INSECURE, tau is public";

/// The smallest and largest log2 of the number of powers: the largest profile's is 24.
const LOG_POWERS: std::ops::RangeInclusive<u32> = 1..=24;

/// The size of an SRS: it commits to packs of t columns of 2^k rows, and has t 2^k powers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SrsSize {
    /// log2 of the rows.
    pub k: u32,
    /// Columns of a pack, a power of two.
    pub t: usize,
}

impl SrsSize {
    /// Those of the profiles, rising.
    pub fn all() -> Vec<Self> {
        let sizes: BTreeSet<Self> = PROFILES.iter().map(|profile| profile.srs_size()).collect();
        sizes.into_iter().collect()
    }

    /// log2 of the number of powers.
    pub fn log_powers(self) -> u32 {
        self.k + self.t.ilog2()
    }

    fn powers(self) -> usize {
        self.t << self.k
    }

    fn check(self) -> Result<Self, SrsError> {
        match self.t.is_power_of_two() && LOG_POWERS.contains(&self.log_powers()) {
            true => Ok(self),
            false => Err(SrsError::Size { got: self }),
        }
    }
}

impl fmt::Display for SrsSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.k, self.t)
    }
}

const DEV: &str = "dev";
const HERMEZ: &str = "ppot-hermez";

/// [tau]_2 of the Perpetual Powers of Tau after 54 contributions and a beacon, the ceremony of the files `powersOfTau28_hez_final`
/// that snarkjs's readme lists. Every verifier that snarkjs makes from them for PLONK has it as `X_2`.
static HERMEZ_S_G2: LazyLock<G2Affine> = LazyLock::new(|| {
    let [x0, x1, y0, y1] = [
        "21831381940315734285607113342023901060522397560371972897001948545212302161822",
        "17231025384763736816414546592865244497437017442647097510447326538965263639101",
        "2388026358213174446665280700919698872609886601280537296205114254867301080648",
        "11507326595632554467052522095592665270651932854513688777769618397986436103170",
    ]
    .map(|digits| Fq::from_str_vartime(digits).expect("decimal digits"));
    let point = G2Affine::from_xy(Fq2::new(x0, x1), Fq2::new(y0, y1));
    Option::from(point).expect("a point of the curve")
});

/// What an SRS is called: `dev`, `ppot-hermez`, or `srs-` and 32 hexadecimal digits of the hash of its tau in G2. Whoever imports the
/// same ceremony calls it the same, and 128 bits are too many to find another of that name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SrsName(String);

impl SrsName {
    /// The development SRS.
    pub fn dev() -> Self {
        SrsName(DEV.to_owned())
    }

    pub(crate) fn of(s_g2: &G2Affine) -> Self {
        if *s_g2 == dev_s_g2() {
            Self::dev()
        } else if *s_g2 == *HERMEZ_S_G2 {
            SrsName(HERMEZ.to_owned())
        } else {
            let hash = keccak256(s_g2.to_bytes().as_ref());
            SrsName(format!("srs-{}", hex::encode(&hash[..16])))
        }
    }

    /// Those that were imported, by the names of the files in the cache directory.
    ///
    /// # Errors
    /// A directory that cannot be read.
    pub fn imported() -> Result<Vec<Self>, FileError> {
        let files = cache::names()?;
        let name = |file: &String| file.rsplit_once('-')?.0.parse().ok();
        let names: BTreeSet<Self> = files.iter().filter_map(name).collect();
        Ok(names.into_iter().collect())
    }

    /// Is it the development SRS?
    pub fn is_dev(&self) -> bool {
        self.0 == DEV
    }

    /// Who knows tau, as far as this build can tell.
    pub fn origin(&self) -> &'static str {
        match self.0.as_str() {
            DEV => "development SRS: INSECURE, anyone can forge proofs under it",
            HERMEZ => {
                "Perpetual Powers of Tau, 54 contributions and a beacon: secure if one contributor was honest"
            }
            _ => {
                "a ceremony that this build does not know: secure only if nobody kept its tau, which no program can tell"
            }
        }
    }
}

impl fmt::Display for SrsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SrsName {
    type Err = String;

    /// Any name that an SRS can have; there need not be such an SRS.
    fn from_str(text: &str) -> Result<Self, String> {
        let hash = text.strip_prefix("srs-").unwrap_or_default();
        let digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        if [DEV, HERMEZ].contains(&text) || hash.len() == 32 && hash.chars().all(digit) {
            return Ok(SrsName(text.to_owned()));
        }
        Err(format!(
            "expected {DEV}, {HERMEZ}, or srs- and 32 hexadecimal digits, as `vntr srs info` lists them"
        ))
    }
}

/// An SRS: its powers, and the points that commit to values.
pub struct Srs {
    parameters: Parameters,
    squarings: Squarings,
    insecure: bool,
}

impl fmt::Debug for Srs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Srs")
            .field("size", &self.size())
            .field("name", &self.name())
            .finish()
    }
}

/// Why there is no SRS.
#[derive(Debug, Error)]
pub enum SrsError {
    /// The size asked for.
    #[error(
        "an SRS for packs of {} columns of 2^{} rows: expected 2^{} to 2^{} powers", got.t, got.k, LOG_POWERS.start(), LOG_POWERS.end()
    )]
    Size {
        /// The size.
        got: SrsSize,
    },
    /// Its file.
    #[error(transparent)]
    File(#[from] FileError),
    /// No SRS of this name and size was imported.
    #[error(
        "SRS {name} of 2^{} powers is not in the cache, {directory}: `vntr srs import FILE.ptau` puts it there, of a file of that power or more",
        size.log_powers()
    )]
    NotImported {
        /// The name.
        name: SrsName,
        /// The size.
        size: SrsSize,
        /// Where it should be.
        directory: PathBuf,
    },
    /// A file that cannot be imported.
    #[error("{path}: {source}")]
    Ptau {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: PtauError,
    },
    /// A file whose tau is public.
    #[error("{path}: its tau is that of the development SRS: expected the result of a ceremony")]
    Public {
        /// The file.
        path: PathBuf,
    },
}

/// What was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What it is called.
    pub name: SrsName,
    /// The sizes that are in the cache now, rising.
    pub sizes: Vec<SrsSize>,
}

pub(crate) fn dev_tau() -> Fr {
    tau_of(DEV_TEXT)
}

pub(crate) fn tau_of(text: &[u8]) -> Fr {
    Fr::from_uniform_bytes(&Sha512::digest(text).into())
}

/// The second G2 point of the development SRS: whoever has it knows tau.
pub fn dev_s_g2() -> G2Affine {
    (G2Affine::generator() * dev_tau()).to_affine()
}

impl Srs {
    /// Generates the development SRS. Deterministic.
    ///
    /// # Errors
    /// If the size is out of range.
    pub fn generate_dev(size: SrsSize) -> Result<Self, SrsError> {
        Self::generate_insecure(size, DEV_TEXT)
    }

    /// Generates an SRS whose tau is the hash of a text: as insecure as the development SRS, and never cached. It is for tests of
    /// what a proof, a key and a contract of another setup are worth.
    ///
    /// # Errors
    /// If the size is out of range.
    pub fn generate_insecure(size: SrsSize, text: &[u8]) -> Result<Self, SrsError> {
        let SrsSize { k, t } = size.check()?;
        let tau = tau_of(text);
        let mut srs = Self::of(
            Parameters::with_secret(k, t, tau),
            Squarings::of(size.log_powers(), tau),
        );
        srs.insecure = true;
        Ok(srs)
    }

    /// The development SRS; generated if it is not in the cache directory.
    ///
    /// # Errors
    /// Those of [`Srs::load`].
    pub fn dev(size: SrsSize) -> Result<Self, SrsError> {
        Self::load(&SrsName::dev(), size)
    }

    /// The SRS of a name from the cache directory, where the development SRS is put if it is not there. A file that is damaged is an
    /// error, not a reason to write over it.
    ///
    /// # Errors
    /// Size out of range, not imported in this size, a damaged file, or a directory that cannot be written.
    pub fn load(name: &SrsName, size: SrsSize) -> Result<Self, SrsError> {
        if let Some(srs) = Self::cached(name, size)? {
            return Ok(srs);
        }
        if !name.is_dev() {
            return Err(SrsError::NotImported {
                name: name.clone(),
                size,
                directory: cache::directory()?,
            });
        }
        let srs = Self::generate_dev(size)?;
        srs.store()?;
        Ok(srs)
    }

    /// The SRS of a name and size from the cache directory, if it is there.
    ///
    /// # Errors
    /// Size out of range or a damaged file.
    pub fn cached(name: &SrsName, size: SrsSize) -> Result<Option<Self>, SrsError> {
        let log = size.check()?.log_powers();
        let path = Self::path(name, size)?;
        let most = Squarings::bytes(log) + 2 * G1_BYTES * size.powers();
        let Some(content) = cache::read(&path, &Self::title(name, size), most as u64)? else {
            return Ok(None);
        };
        let wrong = |expected: &str, found: String| FileError::wrong(&path, expected, found);
        if content.len() != most {
            let found = format!("{}", content.len());
            return Err(wrong(&format!("{most} bytes of points"), found).into());
        }
        let (squarings, points) = content.split_at(Squarings::bytes(log));
        let squarings = Squarings::from_bytes(squarings)
            .filter(Squarings::check)
            .ok_or_else(|| wrong("squarings of one tau", "other points".to_owned()))?;
        let found = SrsName::of(&squarings.s_g2());
        if found != *name {
            return Err(wrong(&format!("SRS {name}"), found.to_string()).into());
        }
        // That they are tau's is checked where they are used ([`Srs::commit_checked`]) or for all at once ([`Srs::check`]).
        let points: Option<Vec<G1Affine>> = points
            .par_chunks(G1_BYTES)
            .map(G1Affine::from_raw_bytes)
            .collect();
        let Some(points) = points else {
            return Err(wrong("points of G1", "others".to_owned()).into());
        };
        drop(content);
        let (powers, basis) = points.split_at(size.powers());
        Ok(Some(Self::new(size, powers, basis, squarings)))
    }

    fn new(size: SrsSize, powers: &[G1Affine], basis: &[G1Affine], squarings: Squarings) -> Self {
        let tau = squarings.s_g2();
        Self::of(
            Parameters::from_parts(size.k, size.t, powers, basis, tau),
            squarings,
        )
    }

    fn of(parameters: Parameters, squarings: Squarings) -> Self {
        Srs {
            parameters,
            insecure: SrsName::of(&squarings.s_g2()).is_dev(),
            squarings,
        }
    }

    /// Where the SRS of a name and size is cached.
    ///
    /// # Errors
    /// There is no place for a cache.
    pub fn path(name: &SrsName, size: SrsSize) -> Result<PathBuf, FileError> {
        let insecure = if name.is_dev() {
            "srs-dev-insecure"
        } else {
            &name.0
        };
        Ok(cache::directory()?.join(format!("{insecure}-{size}")))
    }

    /// What the cache and messages call the SRS of a name and size.
    pub fn title(name: &SrsName, size: SrsSize) -> String {
        let insecure = if name.is_dev() { " INSECURE" } else { "" };
        format!("{name}-{size}{insecure}")
    }

    /// Puts it into the cache, where there is none of its name and size. One that is there already stays.
    ///
    /// # Errors
    /// Another file of this name, or a cache that cannot be read or written.
    fn store(&self) -> Result<(), FileError> {
        let mut content = self.squarings.to_bytes();
        for point in self.powers().iter().chain(self.basis().iter()) {
            content.extend(point.to_raw_bytes());
        }
        let name = self.name();
        let size = self.size();
        let (path, title) = (Self::path(&name, size)?, Self::title(&name, size));
        match cache::read(&path, &title, content.len() as u64)? {
            Some(there) if there == content => Ok(()),
            Some(_) => Err(FileError::wrong(
                &path,
                "the points that were read just now",
                "other points of an SRS of this name".to_owned(),
            )),
            None => cache::write(&path, &title, &content),
        }
    }

    /// Imports the result of a ceremony from a `.ptau` file of snarkjs, prepared for phase 2 or not: checks its points, and caches an
    /// SRS for each size of a profile that the file's power allows. `progress` is told how much of how much is done.
    ///
    /// # Errors
    /// A file that is none, or damaged, or of the development SRS; a cache that cannot be written.
    pub fn import(
        path: &Path,
        mut progress: impl FnMut(&'static str, usize, usize),
    ) -> Result<Imported, SrsError> {
        let of_file = |source| SrsError::Ptau {
            path: path.to_owned(),
            source,
        };
        let mut file = File::open(path).map_err(|error| of_file(error.into()))?;
        let mut sizes = SrsSize::all();
        let least = sizes.iter().map(|size| size.log_powers()).min();
        let most = sizes.iter().map(|size| size.log_powers()).max();
        let (least, most) = (least.expect("a profile"), most.expect("a profile"));
        let read = |done, of| progress("reading", done, of);
        let Powers { g, squarings } = ptau::read(&mut file, least..=most, read).map_err(of_file)?;
        let name = SrsName::of(&squarings.s_g2());
        if name.is_dev() {
            return Err(SrsError::Public {
                path: path.to_owned(),
            });
        }
        sizes.retain(|size| size.log_powers() <= squarings.k());
        let all: usize = sizes.iter().map(|size| size.powers()).sum();
        let mut done = 0;
        for &size in &sizes {
            let powers = &g[..size.powers()];
            let told = |layer: usize, layers: usize| {
                progress("computing", done + size.powers() * layer / layers, all);
            };
            let parameters =
                Parameters::from_powers(size.k, size.t, powers, squarings.s_g2(), told);
            done += size.powers();
            let srs = Srs::of(parameters, squarings.up_to(size.log_powers()));
            // The file's points were checked; this is what was made of them.
            srs.check()?;
            srs.store()?;
        }
        Ok(Imported { name, sizes })
    }

    /// Its size.
    pub fn size(&self) -> SrsSize {
        let (k, t) = (self.parameters.k(), self.parameters.t());
        SrsSize { k, t }
    }

    /// What makes and opens commitments.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    fn powers(&self) -> &Bases {
        self.parameters.powers()
    }

    /// The points that commit to values, column by column.
    pub(crate) fn basis(&self) -> &Bases {
        self.parameters.basis()
    }

    /// What it is called.
    pub fn name(&self) -> SrsName {
        SrsName::of(&self.s_g2())
    }

    /// tau in G2.
    pub fn s_g2(&self) -> G2Affine {
        self.squarings.s_g2()
    }

    /// Is its tau a hash of a public text?
    pub fn is_insecure(&self) -> bool {
        self.insecure
    }

    #[cfg(test)]
    pub(crate) fn squarings(&self) -> &Squarings {
        &self.squarings
    }

    /// Commits to the pack with these values in these cells, each a column and a row, and zero elsewhere, with points that are checked: what
    /// a program's id comes from may not follow from a file that somebody put into the cache.
    ///
    /// # Errors
    /// The SRS has other points than its tau makes.
    pub(crate) fn commit_checked(
        &self,
        values: &BTreeMap<(usize, usize), Fr>,
    ) -> Result<G1Affine, FileError> {
        let rows: BTreeSet<usize> = values.keys().map(|(_, row)| *row).collect();
        let columns = values.keys().map(|(column, _)| column + 1).max();
        let columns = columns.unwrap_or(1);
        let cells: Vec<(usize, usize)> = (0..columns)
            .flat_map(|column| rows.iter().map(move |row| (column, *row)))
            .collect();
        let n = 1 << self.size().k;
        let points = cells
            .iter()
            .map(|(column, row)| self.basis().get(column * n + row));
        let points = Bases::new(&points.collect::<Vec<_>>());
        let (squarings, rows) = (&self.squarings, rows.iter().copied());
        if !squarings.are_basis(self.size(), columns, rows, &points) {
            return Err(self.wrong_points());
        }
        let value = |cell| values.get(cell).copied().unwrap_or(Fr::zero());
        let scalars: Vec<Fr> = cells.iter().map(value).collect();
        Ok(points.sum(&scalars).to_affine())
    }

    /// Checks every point: seconds for the large ones. Commands check those that they use for a verdict or an id; a proof made with
    /// wrong ones is refused before it is handed out.
    ///
    /// # Errors
    /// The SRS has other points than its tau makes.
    pub fn check(&self) -> Result<(), FileError> {
        let SrsSize { k, t } = self.size();
        let right = are_powers(self.powers(), &self.s_g2())
            && self
                .squarings
                .are_basis(self.size(), t, 0..1 << k, self.basis());
        if right {
            Ok(())
        } else {
            Err(self.wrong_points())
        }
    }

    pub(crate) fn wrong_points(&self) -> FileError {
        match Self::path(&self.name(), self.size()) {
            Ok(path) => FileError::wrong(
                &path,
                &format!("the points of SRS {}", self.name()),
                "other points: the file is damaged or forged".to_owned(),
            ),
            Err(error) => error,
        }
    }

    /// The points of an SRS for single columns as halo2 wants them: a copy.
    pub fn to_halo2(&self) -> ParamsKZG<Bn256> {
        let SrsSize { k, t } = self.size();
        assert_eq!(t, 1, "halo2 knows no packs");
        let (powers, lagrange) = (self.powers().iter(), self.basis().iter().collect());
        // The crate's constructor is a method of an existing SRS; the smallest serves.
        let any = ParamsKZG::<Bn256>::setup(1, rand::rngs::OsRng);
        let g2 = G2Affine::generator();
        any.from_parts(k, powers.collect(), Some(lagrange), g2, self.s_g2())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use halo2curves::pairing::Engine;

    #[test]
    fn the_development_srs_is_one() {
        let k = 6;
        use halo2_proofs::arithmetic::best_multiexp;
        use halo2_proofs::poly::commitment::{Blind, Params, ParamsProver};
        let srs = Srs::generate_dev(SrsSize { k, t: 1 }).unwrap();
        let params = srs.to_halo2();
        let g = params.get_g();
        assert_eq!(g.len(), 64);
        assert_eq!(g[0], G1Affine::generator());
        for pair in g.windows(2) {
            assert_eq!(
                Bn256::pairing(&pair[1], &params.g2()),
                Bn256::pairing(&pair[0], &params.s_g2())
            );
        }
        // Committing to the values of a polynomial is committing to its coefficients.
        let domain = halo2_proofs::poly::EvaluationDomain::<Fr>::new(2, k);
        let values = domain.lagrange_from_vec((0..64).map(|i| Fr::from(i * i + 7)).collect());
        let coefficients = domain.lagrange_to_coeff(values.clone());
        assert_eq!(
            params.commit_lagrange(&values, Blind::default()),
            best_multiexp(&coefficients[..], g)
        );
        assert_eq!(
            params.commit(&coefficients, Blind::default()),
            params.commit_lagrange(&values, Blind::default())
        );
        let commitment = best_multiexp(&coefficients[..], g).to_affine();
        assert_eq!(srs.parameters().commit(&coefficients), commitment);
        assert_eq!(srs.parameters().commit_values(&[&values]), commitment);
        assert!(matches!(
            Srs::generate_dev(SrsSize { k: 64, t: 1 }),
            Err(SrsError::Size { .. })
        ));
    }

    /// Four numbers that nobody can compute: a wrong digit would not be on the curve, let alone in the group.
    #[test]
    fn the_known_ceremony_is_a_point_of_g2() {
        let point = *HERMEZ_S_G2;
        assert!(ptau::is_in_g2(&point));
        assert_eq!(SrsName::of(&point).to_string(), HERMEZ);
        assert_eq!(SrsName::of(&dev_s_g2()), SrsName::dev());
    }
}
