//! The structured reference string of KZG: powers of a secret tau in the exponent.
//!
//! The only SRS so far is the development SRS. Its tau is a hash of a public text: anyone can forge proofs under it. It is
//! marked insecure in its file, in every key and contract made from it, and in what the commands print. That tau is known
//! makes it fast to generate: each point is one multiplication of the generator.

use crate::cache::{self, FileError};
use ff::{Field, FromUniformBytes, PrimeField};
use group::prime::PrimeCurveAffine;
use group::{Curve, Group};
use halo2_proofs::SerdeFormat;
use halo2_proofs::poly::kzg::commitment::ParamsKZG;
use halo2curves::bn256::{Bn256, Fr, G1, G1Affine, G2Affine};
use rayon::prelude::*;
use sha2::{Digest, Sha512};
use std::path::PathBuf;
use thiserror::Error;

/// The text whose hash is the development SRS's tau.
const DEV_TEXT: &[u8] = b"vnTinyRAM development SRS: INSECURE, tau is public";

/// The smallest and largest log2 size. The circuits need 13 to 18; the key derivation of halo2 works to 28.
pub const SRS_K: std::ops::RangeInclusive<u32> = 1..=22;

/// An SRS of 2^k powers.
pub struct Srs {
    params: ParamsKZG<Bn256>,
    k: u32,
}

impl std::fmt::Debug for Srs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Srs")
            .field("k", &self.k)
            .field("name", &self.name())
            .finish()
    }
}

/// Why there is no SRS.
#[derive(Debug, Error)]
pub enum SrsError {
    /// The size asked for.
    #[error("an SRS of 2^{got} powers: the size must be 2^{} to 2^{}", SRS_K.start(), SRS_K.end())]
    Size {
        /// log2 of the size.
        got: u32,
    },
    /// Its file.
    #[error(transparent)]
    File(#[from] FileError),
}

fn dev_tau() -> Fr {
    tau_of(DEV_TEXT)
}

fn tau_of(text: &[u8]) -> Fr {
    Fr::from_uniform_bytes(&Sha512::digest(text).into())
}

/// The second G2 point of the development SRS: whoever has it knows tau.
pub fn dev_s_g2() -> G2Affine {
    (G2Affine::generator() * dev_tau()).to_affine()
}

/// `scalars[i] * G1` by a table of multiples of the generator: 32 windows of 8 bits.
fn multiples_of_generator(scalars: &[Fr]) -> Vec<G1Affine> {
    let mut table = Vec::with_capacity(32 * 255);
    let mut window = G1::generator();
    for _ in 0..32 {
        let mut multiple = window;
        for _ in 0..255 {
            table.push(multiple);
            multiple += window;
        }
        window = multiple;
    }
    let mut affine = vec![G1Affine::identity(); table.len()];
    G1::batch_normalize(&table, &mut affine);
    let mut points = vec![G1Affine::identity(); scalars.len()];
    points
        .par_chunks_mut(1024)
        .zip(scalars.par_chunks(1024))
        .for_each(|(points, scalars)| {
            let sums: Vec<G1> = scalars
                .iter()
                .map(|scalar| {
                    let mut sum = G1::identity();
                    for (window, &byte) in scalar.to_repr().as_ref().iter().enumerate() {
                        if byte > 0 {
                            sum += affine[window * 255 + byte as usize - 1];
                        }
                    }
                    sum
                })
                .collect();
            G1::batch_normalize(&sums, points);
        });
    points
}

impl Srs {
    /// Generates the development SRS. Deterministic.
    ///
    /// # Errors
    /// If `k` is out of range.
    pub fn generate_dev(k: u32) -> Result<Self, SrsError> {
        Self::generate_insecure(k, DEV_TEXT)
    }

    /// Generates an SRS whose tau is the hash of a text: as insecure as the development SRS, and never cached. It is for tests of
    /// what a proof, a key and a contract of another setup are worth.
    ///
    /// # Errors
    /// If `k` is out of range.
    pub fn generate_insecure(k: u32, text: &[u8]) -> Result<Self, SrsError> {
        if !SRS_K.contains(&k) {
            return Err(SrsError::Size { got: k });
        }
        let n = 1usize << k;
        let tau = tau_of(text);
        let mut power = Fr::ONE;
        let mut scalars = Vec::with_capacity(2 * n);
        for _ in 0..n {
            scalars.push(power);
            power *= tau;
        }
        // Lagrange polynomial i at tau: omega^i (tau^n - 1) / (n (tau - omega^i)).
        let omega = (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square());
        let mut root = Fr::ONE;
        let mut lagrange = Vec::with_capacity(n);
        for _ in 0..n {
            lagrange.push((tau - root) * Fr::from(n as u64));
            root *= omega;
        }
        ff::BatchInvert::batch_invert(lagrange.as_mut_slice());
        let numerator = power - Fr::ONE;
        let mut root = Fr::ONE;
        for value in &mut lagrange {
            *value *= numerator * root;
            root *= omega;
        }
        scalars.append(&mut lagrange);
        let mut g = multiples_of_generator(&scalars);
        let g_lagrange = g.split_off(n);
        Ok(Srs {
            params: from_parts(k, g, g_lagrange, (G2Affine::generator() * tau).to_affine()),
            k,
        })
    }

    /// The development SRS from the cache directory; generated and cached if it is not there. A file that is damaged is an
    /// error, not a reason to write over it.
    ///
    /// # Errors
    /// Size out of range, a damaged file, or a directory that cannot be written.
    pub fn dev(k: u32) -> Result<Self, SrsError> {
        if let Some(srs) = Self::cached_dev(k)? {
            return Ok(srs);
        }
        let srs = Self::generate_dev(k)?;
        srs.store()?;
        Ok(srs)
    }

    /// The development SRS from the cache directory, if it is there.
    ///
    /// # Errors
    /// Size out of range or a damaged file.
    pub fn cached_dev(k: u32) -> Result<Option<Self>, SrsError> {
        if !SRS_K.contains(&k) {
            return Err(SrsError::Size { got: k });
        }
        let path = Self::dev_path(k);
        // Two groups of uncompressed points, and what ParamsKZG writes beside them.
        let most = (1u64 << k) * 128 + 1024;
        let Some(content) = cache::read(&path, &dev_name(k), most)? else {
            return Ok(None);
        };
        // The hash is right, so this is what `store` wrote: no need to check each point again.
        let params =
            ParamsKZG::read_custom(&mut content.as_slice(), SerdeFormat::RawBytesUnchecked)
                .map_err(|error| FileError::Wrong {
                    path: path.clone(),
                    expected: "the points of an SRS".to_owned(),
                    found: error.to_string(),
                })?;
        Ok(Some(Srs { params, k }))
    }

    /// Where the development SRS is cached.
    pub fn dev_path(k: u32) -> PathBuf {
        cache::directory().join(format!("srs-dev-insecure-{k}"))
    }

    fn store(&self) -> Result<(), FileError> {
        let mut content = vec![];
        self.params
            .write_custom(&mut content, SerdeFormat::RawBytesUnchecked)
            .expect("writing to memory does not fail");
        cache::write(&Self::dev_path(self.k), &dev_name(self.k), &content)
    }

    /// log2 of the number of powers.
    pub fn k(&self) -> u32 {
        self.k
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        if self.params.s_g2() == dev_s_g2() {
            dev_name(self.k)
        } else {
            format!("other-{} INSECURE", self.k)
        }
    }

    /// Does anyone know tau? Of every SRS so far: it is a hash of a public text.
    pub fn is_insecure(&self) -> bool {
        true
    }

    /// The points as halo2 wants them.
    pub fn params(&self) -> &ParamsKZG<Bn256> {
        &self.params
    }
}

fn dev_name(k: u32) -> String {
    format!("dev-{k} INSECURE")
}

/// What a verifier needs of an SRS: no powers but the generator.
pub(crate) fn verifier_params(k: u32, s_g2: G2Affine) -> ParamsKZG<Bn256> {
    from_parts(k, vec![G1Affine::generator()], vec![], s_g2)
}

fn from_parts(
    k: u32,
    g: Vec<G1Affine>,
    g_lagrange: Vec<G1Affine>,
    s_g2: G2Affine,
) -> ParamsKZG<Bn256> {
    // The crate's constructor is a method of an existing SRS; the smallest serves.
    let any = ParamsKZG::<Bn256>::setup(1, rand::rngs::OsRng);
    any.from_parts(k, g, Some(g_lagrange), G2Affine::generator(), s_g2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use halo2_proofs::arithmetic::best_multiexp;
    use halo2curves::pairing::Engine;

    #[test]
    fn the_development_srs_is_one() {
        let k = 6;
        let srs = Srs::generate_dev(k).unwrap();
        let params = srs.params();
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
        use halo2_proofs::poly::commitment::{Blind, Params, ParamsProver};
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
        assert!(matches!(
            Srs::generate_dev(64),
            Err(SrsError::Size { got: 64 })
        ));
    }
}
