//! Files of powers of tau that are none, or not of one secret tau: none is imported, each is refused with its reason. That good ones
//! are imported, and what they are worth, is tested with the commands.

use circuits::{Srs, SrsError, SrsName};
use halo2curves::bn256::{Fq, Fr, G1Affine};
use halo2curves::ff::Field;
use halo2curves::group::Curve;
use halo2curves::serde::SerdeObject;
use std::sync::LazyLock;
use vntr_tests::ptau::{Ptau, beside_g2};

/// That of the smallest profile.
const POWER: u32 = 15;
static GOOD: LazyLock<Ptau> =
    LazyLock::new(|| Ptau::new(POWER, b"powers of tau for tests: INSECURE"));
/// One too small for every profile.
static SMALL: LazyLock<Ptau> = LazyLock::new(|| Ptau::new(4, b"powers of tau for tests: INSECURE"));

/// Why a file cannot be imported.
#[track_caller]
fn refusal(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    match Srs::import(file.path(), |_, _, _| ()) {
        Err(error @ (SrsError::Ptau { .. } | SrsError::Public { .. })) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn refused_of(file: &Ptau, why: &str, change: impl FnOnce(&mut Ptau)) {
    let mut file = file.clone();
    change(&mut file);
    let refusal = refusal(&file.to_bytes());
    assert!(refusal.contains(why), "expected {why:?}: {refusal}");
}

#[track_caller]
fn refused(why: &str, change: impl FnOnce(&mut Ptau)) {
    refused_of(&GOOD, why, change);
}

#[test]
fn other_formats() {
    refused("begins with 'ptau', found 'zkey'", |file| {
        file.magic = *b"zkey";
    });
    refused("version 1 of the format, found version 2", |file| {
        file.version = 2;
    });
    refused("at most 64 sections", |file| {
        file.sections.extend([(9, None); 60]);
    });
    for index in 0..3 {
        refused("sections 1, 2 and 3", |file| {
            file.sections.remove(index);
        });
    }
    refused("section 2 once, found two", |file| {
        file.sections.push((2, None));
    });
    refused("coordinates of 32, found 60 bytes", |file| {
        file.modulus.extend([1; 16]);
    });
    refused("points of BN254", |file| file.coordinate_bytes = 48);
    refused("points of BN254", |file| file.modulus[31] ^= 1);
    for power in [0, 29, 60, u32::MAX] {
        refused("a power of 1 to 28", |file| file.power = power);
    }
    for power in [POWER - 1, POWER + 1, 28] {
        refused("of section 2, as the power", |file| file.power = power);
    }
    refused("of section 2, as the power", |file| {
        file.in_g1.truncate(64 << POWER);
    });
    refused("of section 3, as the power", |file| {
        file.in_g2.extend([0; 128]);
    });
    refused_of(&SMALL, "no profile is so small, found power 4", |_| ());
}

/// A length that wraps or is more than there is, for each section: nothing is read by it, nothing is reserved for it.
#[test]
fn lengths_that_are_too_much() {
    for index in 0..SMALL.sections.len() {
        for length in [1 << 20, 1 << 40, u64::MAX - 12, u64::MAX] {
            refused_of(&SMALL, "is the download complete?", |file| {
                file.sections[index].1 = Some(length);
            });
        }
    }
}

#[test]
fn a_file_cut_off_anywhere_or_longer() {
    let good = SMALL.to_bytes();
    for length in 0..good.len() {
        let why = refusal(&good[..length]);
        assert!(
            why.contains("expected") && !why.contains("no profile is so small"),
            "cut to {length}: {why}"
        );
    }
    let why = refusal(&[&good[..], &[0]].concat());
    assert!(why.contains("the sum of its sections"), "{why}");
    let missing = std::path::Path::new("no/such.ptau");
    let error = Srs::import(missing, |_, _, _| ()).expect_err("no file");
    assert!(error.to_string().contains("no/such.ptau"), "{error}");
}

#[test]
fn points_that_are_none() {
    let last = (1 << POWER) - 1;
    for i in [0, 1, 77, last] {
        // The identity, a coordinate that is not canonical, another one.
        let why = format!("none at tau^{i} of section 2");
        refused(&why, |file| file.g1(i).fill(0));
        refused(&why, |file| file.g1(i)[..32].fill(0xff));
        refused(&why, |file| file.g1(i)[40] ^= 1);
    }
    for i in [0, 1] {
        let why = format!("none at tau^{i} of section 3");
        refused(&why, |file| file.g2(i).fill(0));
        refused(&why, |file| file.g2(i)[96..].fill(0xff));
        refused(&why, |file| file.g2(i)[40] ^= 1);
        refused(&why, |file| {
            file.g2(i).copy_from_slice(&beside_g2().to_raw_bytes());
        });
    }
}

/// A point becomes its negative.
fn negate(point: &mut [u8]) {
    let y: Fq = SerdeObject::from_raw_bytes(&point[32..]).expect("a coordinate");
    point[32..].copy_from_slice(&(-y).to_raw_bytes());
}

fn swap(points: &mut [u8], i: usize, j: usize) {
    for byte in 0..64 {
        points.swap(64 * i + byte, 64 * j + byte);
    }
}

#[test]
fn points_of_no_tau_or_of_a_known_one() {
    refused("the generator of G1", |file| {
        let twice = (G1Affine::generator() * Fr::from(2)).to_affine();
        file.g1(0).copy_from_slice(&twice.to_raw_bytes());
    });
    // The squarings that the SRS keeps: tau^8 in G2, and what is left out of the powers, tau^(2^15) in G1.
    refused("powers of one tau", |file| {
        let other = file.g2(4).to_vec();
        file.g2(8).copy_from_slice(&other);
    });
    refused("powers of one tau", |file| negate(file.g1(1 << POWER)));
    refused("the generator of G2", |file| {
        let s_g2 = file.g2(1).to_vec();
        file.g2(0).copy_from_slice(&s_g2);
    });
    let other = Ptau::new(POWER, b"another text");
    let last = (1 << POWER) - 1;
    // Powers that are no powers of tau.
    for i in [1, 2, 1000, last] {
        refused("powers of one tau", |file| negate(file.g1(i)));
    }
    refused("powers of one tau", |file| swap(&mut file.in_g1, 3, 4));
    refused("powers of one tau", |file| {
        file.in_g1.clone_from(&other.in_g1);
    });
    refused("powers of one tau", |file| {
        file.in_g2.clone_from(&other.in_g2);
    });
    // All is as it should be with tau = 1 and -1, but that everybody knows it.
    for (tau, order) in [(Fr::ONE, 1), (-Fr::ONE, 2)] {
        let why = format!("one with tau^{order} = 1");
        refused_of(&Ptau::of(POWER, tau), &why, |_| ());
    }
}

/// The development SRS, dressed up as the result of a ceremony.
#[test]
fn the_development_srs_is_not_imported() {
    // The text is private to the library; this would be imported if it were another one.
    let text = b"vnTinyRAM development SRS: INSECURE, tau is public";
    let why = "its tau is that of the development SRS";
    refused_of(&Ptau::new(POWER, text), why, |_| ());
}

#[test]
fn names() {
    for name in ["dev", "ppot-hermez", "srs-0123456789abcdef0123456789abcdef"] {
        let parsed: SrsName = name.parse().expect("a name");
        assert_eq!(parsed.to_string(), name);
        assert_eq!(parsed.is_dev(), name == "dev");
    }
    for name in [
        "",
        "Dev",
        "srs-0123456789abcdef",
        "srs-0123456789abcdef0123456789abcde",
        "srs-0123456789abcdef0123456789abcdeF",
        "srs-../../../../../../../../etc/passw",
        "../dev",
    ] {
        let error = name.parse::<SrsName>().expect_err(name);
        assert!(error.contains("vntr srs info"), "{error}");
    }
}
