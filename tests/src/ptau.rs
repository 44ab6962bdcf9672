//! Files of powers of tau as snarkjs writes them, of a tau that is a hash of a text: INSECURE.

use circuits::multiples_of_generator;
use halo2curves::CurveAffine;
use halo2curves::bn256::{Fq, Fq2, Fr, G1Affine, G2Affine};
use halo2curves::ff::{Field, PrimeField};
use halo2curves::group::Curve;
use halo2curves::serde::SerdeObject;
use sha2::{Digest, Sha512};

/// What such a file says. Every field can be set to something wrong.
#[derive(Clone)]
pub struct Ptau {
    /// `ptau`.
    pub magic: [u8; 4],
    /// Of the format.
    pub version: u32,
    /// In the header.
    pub coordinate_bytes: u32,
    /// In the header, little-endian.
    pub modulus: Vec<u8>,
    /// In the header.
    pub power: u32,
    /// The points of section 2, tau^i, in Montgomery form.
    pub in_g1: Vec<u8>,
    /// Those of section 3.
    pub in_g2: Vec<u8>,
    /// The sections in the order of the file: types, and the lengths that are written in front of them, if not the true ones.
    pub sections: Vec<(u32, Option<u64>)>,
}

/// Multiples of the generator.
fn in_g1(scalars: &[Fr]) -> Vec<u8> {
    let points = multiples_of_generator(scalars);
    points.iter().flat_map(G1Affine::to_raw_bytes).collect()
}

impl Ptau {
    /// An honest file, but that nobody reads more of section 3 than tau^0 and tau^(2^j), nor any other section.
    pub fn new(power: u32, text: &[u8]) -> Self {
        let hash: [u8; 64] = Sha512::digest(text).into();
        Self::of(
            power,
            <Fr as halo2curves::ff::FromUniformBytes<64>>::from_uniform_bytes(&hash),
        )
    }

    /// The same for this tau.
    pub fn of(power: u32, tau: Fr) -> Self {
        let powers = std::iter::successors(Some(Fr::ONE), |power| Some(*power * tau));
        let powers: Vec<Fr> = powers.take((2 << power) - 1).collect();
        let s_g2 = (G2Affine::generator() * tau).to_affine();
        let mut in_g2 = vec![s_g2; 1 << power];
        for i in std::iter::once(0).chain((1..power).map(|j| 1 << j)) {
            in_g2[i] = (G2Affine::generator() * powers[i]).to_affine();
        }
        let mut modulus = (-Fq::ONE).to_repr();
        modulus[0] += 1;
        Ptau {
            magic: *b"ptau",
            version: 1,
            coordinate_bytes: 32,
            modulus: modulus.to_vec(),
            power,
            in_g1: in_g1(&powers),
            in_g2: in_g2.iter().flat_map(G2Affine::to_raw_bytes).collect(),
            sections: [1, 2, 3, 4, 5, 6, 7, 12, 13]
                .map(|kind| (kind, None))
                .to_vec(),
        }
    }

    /// The bytes of a power in section 2.
    pub fn g1(&mut self, i: usize) -> &mut [u8] {
        &mut self.in_g1[64 * i..][..64]
    }

    /// The bytes of a power in section 3.
    pub fn g2(&mut self, i: usize) -> &mut [u8] {
        &mut self.in_g2[128 * i..][..128]
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = self.magic.to_vec();
        file.extend(self.version.to_le_bytes());
        file.extend((self.sections.len() as u32).to_le_bytes());
        for (kind, length) in &self.sections {
            let content = match kind {
                1 => [
                    &self.coordinate_bytes.to_le_bytes()[..],
                    &self.modulus,
                    &self.power.to_le_bytes(),
                    &28u32.to_le_bytes(),
                ]
                .concat(),
                2 => self.in_g1.clone(),
                3 => self.in_g2.clone(),
                _ => vec![7; 100],
            };
            file.extend(kind.to_le_bytes());
            file.extend(length.unwrap_or(content.len() as u64).to_le_bytes());
            file.extend(content);
        }
        file
    }
}

/// A point of G2's curve outside of G2: one in 2^254 or so would be inside.
pub fn beside_g2() -> G2Affine {
    let mut x = Fq2::ONE;
    loop {
        x += Fq2::ONE;
        let square = x.square() * x + G2Affine::b();
        if let Some(y) = Option::<Fq2>::from(square.sqrt()) {
            return Option::from(G2Affine::from_xy(x, y)).expect("of the curve");
        }
    }
}
