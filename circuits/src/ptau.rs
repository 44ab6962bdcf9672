//! Powers of tau as ceremonies publish them: snarkjs's `.ptau` files, prepared for phase 2 or not: only their powers count.
//!
//! `ptau`, version 1, number of sections; then sections of a type, a length and that many bytes, all numbers little-endian. Three
//! count here: 1, the header (length of a coordinate, modulus, power p, the ceremony's power); 2, tau^i in G1 for i below
//! 2^(p+1) - 1; 3, tau^i in G2 for i below 2^p. A point is its affine coordinates, each 32 bytes in Montgomery form with R = 2^256.
//!
//! What is read is not believed: all of it is checked.

use crate::encoding::affine;
use crate::tau::{Squarings, are_powers};
use arithmetic::Bases;
use ff::{Field, PrimeField};
use group::Group;
use halo2curves::bn256::{Fq, Fq2, Fr, G1Affine, G2Affine};
use halo2curves::serde::SerdeObject;
use rayon::prelude::*;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::RangeInclusive;
use thiserror::Error;

const MAGIC: &[u8; 4] = b"ptau";
const VERSION: u32 = 1;
/// snarkjs writes eleven.
const MOST_SECTIONS: u32 = 64;
const HEADER_BYTES: u64 = 4 + 32 + 4 + 4;
const G1_BYTES: u64 = 64;
const G2_BYTES: u64 = 128;
/// The types of those sections that count.
const TYPES: [u32; 3] = [1, 2, 3];
/// Points that are read and checked at a time.
const CHUNK: usize = 1 << 14;

/// What KZG needs of a file.
pub(crate) struct Powers {
    /// The first powers of tau in G1: as many as were asked for, or as the file has.
    pub g: Vec<G1Affine>,
    /// For as many.
    pub squarings: Squarings,
}

/// A file of powers of tau that is none, or whose powers are not those of one tau.
#[derive(Debug, Error)]
pub enum PtauError {
    /// The system refused.
    #[error("reading it: {0}")]
    Io(#[from] io::Error),
    /// Something of it.
    #[error("expected {expected}, found {found}")]
    Wrong {
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
}

fn wrong<T>(expected: impl Into<String>, found: impl Into<String>) -> Result<T, PtauError> {
    Err(PtauError::Wrong {
        expected: expected.into(),
        found: found.into(),
    })
}

fn number(file: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

/// Where the bytes of a section are.
#[derive(Clone, Copy)]
struct Section {
    start: u64,
    bytes: u64,
}

/// The sections of [`TYPES`]. No length is believed before it is compared with the file's.
fn sections(file: &mut (impl Read + Seek)) -> Result<[Section; 3], PtauError> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    if length < 12 {
        return wrong("a .ptau file", format!("{length} bytes"));
    }
    let mut magic = [0; 4];
    file.read_exact(&mut magic)?;
    if &magic != MAGIC {
        return wrong(
            "a .ptau file, which begins with 'ptau'",
            format!("'{}'", magic.escape_ascii()),
        );
    }
    let (version, count) = (number(file)?, number(file)?);
    if version != VERSION {
        return wrong(
            format!("version {VERSION} of the format"),
            format!("version {version}"),
        );
    }
    if count > MOST_SECTIONS {
        return wrong(
            format!("at most {MOST_SECTIONS} sections"),
            format!("{count}"),
        );
    }
    let mut found = [None; 3];
    let mut at = 12;
    for index in 0..count {
        if length - at < 12 {
            return wrong(
                format!("{count} sections"),
                format!("the file's end after {index}: is the download complete?"),
            );
        }
        file.seek(SeekFrom::Start(at))?;
        let kind = number(file)?;
        let mut bytes = [0; 8];
        file.read_exact(&mut bytes)?;
        let section = Section {
            start: at + 12,
            bytes: u64::from_le_bytes(bytes),
        };
        let left = length - section.start;
        if section.bytes > left {
            return wrong(
                format!("{} bytes of section {kind}", section.bytes),
                format!("{left} bytes to the file's end: is the download complete?"),
            );
        }
        at = section.start + section.bytes;
        let slot = TYPES.iter().position(|of| *of == kind);
        if slot.is_some_and(|slot| found[slot].replace(section).is_some()) {
            return wrong(format!("section {kind} once"), "two of it");
        }
    }
    if at != length {
        return wrong(
            format!("{at} bytes, the sum of its sections"),
            format!("{length} bytes"),
        );
    }
    match found {
        [Some(header), Some(g1), Some(g2)] => Ok([header, g1, g2]),
        _ => wrong("sections 1, 2 and 3", "not all of them"),
    }
}

/// The power of the file, after the section's fields are what they should be.
fn power(file: &mut (impl Read + Seek), header: Section) -> Result<u32, PtauError> {
    if header.bytes != HEADER_BYTES {
        return wrong(
            format!("a header of {HEADER_BYTES} bytes, for coordinates of 32"),
            format!("{} bytes", header.bytes),
        );
    }
    file.seek(SeekFrom::Start(header.start))?;
    let coordinate_bytes = number(file)?;
    let mut modulus = [0; 32];
    file.read_exact(&mut modulus)?;
    let power = number(file)?;
    let mut largest = (-Fq::ONE).to_repr();
    largest[0] += 1; // q is odd: no carry.
    if coordinate_bytes != 32 || modulus != largest {
        return wrong(
            "points of BN254 (bn128 in snarkjs)",
            "the field of another curve",
        );
    }
    if !(1..=Fr::S).contains(&power) {
        return wrong(
            format!("a power of 1 to {}", Fr::S),
            format!("power {power}"),
        );
    }
    Ok(power)
}

fn fq2(bytes: &[u8]) -> Option<Fq2> {
    Some(Fq2::new(
        Fq::from_raw_bytes(&bytes[..32])?,
        Fq::from_raw_bytes(&bytes[32..])?,
    ))
}

fn g1(bytes: &[u8]) -> Option<G1Affine> {
    affine(
        Fq::from_raw_bytes(&bytes[..32])?,
        Fq::from_raw_bytes(&bytes[32..])?,
    )
}

fn g2(bytes: &[u8]) -> Option<G2Affine> {
    affine(fq2(&bytes[..64])?, fq2(&bytes[64..])?).filter(is_in_g2)
}

/// Not every point of G2's curve is of G2: those of order r are.
pub(crate) fn is_in_g2(point: &G2Affine) -> bool {
    // r - 1 times the point, and once more.
    (*point * -Fr::ONE + point).is_identity().into()
}

/// Reads `n` points of G1 from `at` on. `progress` is told of each chunk.
fn points(
    file: &mut (impl Read + Seek),
    at: u64,
    n: usize,
    name: impl Fn(usize) -> String,
    progress: &mut impl FnMut(usize),
) -> Result<Vec<G1Affine>, PtauError> {
    let mut read = Vec::with_capacity(n);
    let mut buffer = vec![0; CHUNK.min(n) * G1_BYTES as usize];
    file.seek(SeekFrom::Start(at))?;
    while read.len() < n {
        let bytes = &mut buffer[..(n - read.len()).min(CHUNK) * G1_BYTES as usize];
        file.read_exact(bytes)?;
        let points = bytes.par_chunks(G1_BYTES as usize).map(g1);
        let points: Vec<Option<G1Affine>> = points.collect();
        progress(points.len());
        for point in points {
            match point {
                Some(point) => read.push(point),
                None => {
                    return wrong("a point of G1", format!("none at {}", name(read.len())));
                }
            }
        }
    }
    Ok(read)
}

/// Reads a file: as many powers as it has, 2^k with the largest k of `sizes` at most. `progress` is told how many points of how many
/// are read.
///
/// # Errors
/// If the file is not of this format, is not whole or smaller than all sizes, has a point that is none, or its points are not those of
/// one tau.
pub(crate) fn read(
    file: &mut (impl Read + Seek),
    sizes: RangeInclusive<u32>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Powers, PtauError> {
    let [header, tau_g1, tau_g2] = sections(file)?;
    let power = power(file, header)?;
    for (kind, section, points, point_bytes) in [
        (2, tau_g1, (2u64 << power) - 1, G1_BYTES),
        (3, tau_g2, 1 << power, G2_BYTES),
    ] {
        let expected = points * point_bytes;
        if section.bytes != expected {
            return wrong(
                format!("{expected} bytes of section {kind}, as the power {power} has it"),
                format!("{}", section.bytes),
            );
        }
    }
    if power < *sizes.start() {
        return wrong(
            format!(
                "a power of {} at least: no profile is so small",
                sizes.start()
            ),
            format!("power {power}"),
        );
    }
    let largest = power.min(*sizes.end());

    // 1, tau, tau^2, tau^4, ...
    let exponents = || std::iter::once(0).chain((0..largest).map(|j| 1u64 << j));
    let mut in_g2 = vec![];
    for exponent in exponents() {
        let mut bytes = [0; G2_BYTES as usize];
        file.seek(SeekFrom::Start(tau_g2.start + exponent * G2_BYTES))?;
        file.read_exact(&mut bytes)?;
        match g2(&bytes) {
            Some(point) => in_g2.push(point),
            None => {
                return wrong(
                    "a point of G2",
                    format!("none at tau^{exponent} of section 3"),
                );
            }
        }
    }
    if in_g2.remove(0) != G2Affine::generator() {
        return wrong("the generator of G2", "another point at tau^0 of section 3");
    }

    let n = 1 << largest;
    let mut done = 0;
    let mut progress = |more| {
        done += more;
        progress(done, n + 1);
    };
    let name = |i| format!("tau^{i} of section 2");
    let mut g = points(file, tau_g1.start, n + 1, name, &mut progress)?;
    let in_g1 = (0..=largest).map(|j| g[1 << j]).collect();
    g.truncate(n);
    let powers = Powers {
        g,
        squarings: Squarings::new(in_g1, in_g2),
    };
    powers.check()?;
    Ok(powers)
}

impl Powers {
    /// Are these the powers of one tau, and is that tau of use?
    fn check(&self) -> Result<(), PtauError> {
        let Powers { g, squarings } = self;
        if g[0] != G1Affine::generator() {
            return wrong("the generator of G1", "another point at tau^0 of section 2");
        }
        if !are_powers(&Bases::new(g), &squarings.s_g2()) || !squarings.check() {
            return wrong(
                "powers of one tau",
                "points that are no such powers: the file is damaged or forged",
            );
        }
        // The Lagrange polynomials have no values at such a tau; and no ceremony ends there.
        if let Some(i) = g[1..].iter().position(|point| *point == g[0]) {
            return wrong("a secret tau", format!("one with tau^{} = 1", i + 1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// `snarkjs powersoftau new bn128 4`, `contribute`, `beacon` and `prepare phase2`, by snarkjs 0.7.6.
    const FILE: &[u8] = include_bytes!("../testdata/snarkjs-4.ptau");

    /// snarkjs's own files are what this module takes them for, prepared for phase 2 or not: `read` checks.
    #[test]
    fn a_file_of_snarkjs() {
        let mut told = vec![];
        let powers = read(&mut Cursor::new(FILE), 2..=3, |done, of| {
            told.push((done, of));
        })
        .unwrap();
        assert_eq!((powers.g.len(), powers.squarings.k()), (8, 3));
        assert_eq!(told, [(9, 9)]);
        // The same file before it was prepared.
        let mut unprepared = FILE.to_vec();
        let mut sections = vec![];
        let mut at = 12;
        while at < FILE.len() {
            let kind = u32::from_le_bytes(FILE[at..at + 4].try_into().unwrap());
            let length = u64::from_le_bytes(FILE[at + 4..at + 12].try_into().unwrap()) as usize;
            sections.push((kind, at..at + 12 + length));
            at += 12 + length;
        }
        let kept = sections.iter().filter(|(kind, _)| *kind != 12);
        let kept: Vec<&[u8]> = kept.map(|(_, range)| &FILE[range.clone()]).collect();
        assert_eq!(kept.len() + 1, sections.len());
        unprepared.truncate(12);
        unprepared[8..12].copy_from_slice(&(kept.len() as u32).to_le_bytes());
        unprepared.extend(kept.concat());
        let all = read(&mut Cursor::new(unprepared), 2..=9, |_, _| ()).unwrap();
        assert!(all.g.len() == 16 && all.g.starts_with(&powers.g));
        let error = read(&mut Cursor::new(FILE), 5..=5, |_, _| ())
            .err()
            .unwrap();
        assert!(error.to_string().contains("power 4"), "{error}");
    }
}
