//! The verifying keys as text. Those under the development SRS are pinned: `circuit_data/<profile>.txt`. Any change to a circuit
//! shows as a change of its file; `BLESS=1 cargo test -p circuits --test pinned` rewrites them. Those under an imported SRS are in
//! the cache directory, each with a certificate: what is read there is checked against the circuit and the SRS's name.

use crate::cache::{self, FileError};
use crate::certificate::Certificate;
use crate::encoding::{point_bytes, point_from_bytes};
use crate::keys::VerifyingKey;
use crate::profile::Profile;
use crate::ptau::is_in_g2;
use crate::shape::Shape;
use crate::srs::{SrsName, dev_s_g2};
use halo2curves::bn256::G2Affine;
use halo2curves::serde::SerdeObject;
use std::path::PathBuf;
use std::sync::Arc;

/// The file of a profile, or an empty text for one that was never pinned.
fn file(profile: &Profile) -> &'static str {
    macro_rules! files {
        ($($name:literal),*) => {
            match profile.name {
                $($name => include_str!(concat!("../circuit_data/", $name, ".txt")),)*
                _ => "",
            }
        };
    }
    files!(
        "1k-r16",
        "1k-r32",
        "2k-r16",
        "2k-r32",
        "8k-r16",
        "8k-r32",
        "16k-r16",
        "16k-r32",
        "32k-r16",
        "32k-r32",
        "64k-r16",
        "64k-r32",
        "128k-r16",
        "128k-r32",
        "256k-r16",
        "256k-r32",
        "512k-r16",
        "512k-r32",
        "1m-r16",
        "1m-r32",
        "segments-1k-r16",
        "segments-1k-r32",
        "segments-64k-r16",
        "segments-64k-r32",
        "segments-256k-r16",
        "segments-256k-r32",
        "segments-1m-r16",
        "segments-1m-r32"
    )
}

/// The text of a key's file: its hash, then the commitments of its fixed packs but the program's.
pub fn pinned_text(key: &VerifyingKey) -> String {
    let mut text = format!("verifier_hash {}\n", hex::encode(key.hash()));
    for point in key.shared() {
        let bytes = point_bytes(point).expect("no fixed pack is zero");
        text.push_str(&format!("fixed {}\n", hex::encode(bytes)));
    }
    text
}

/// The key of a profile from its file; `None` if the file is not that of this circuit.
pub(crate) fn verifying_key(profile: &Profile) -> Option<VerifyingKey> {
    from_text(profile, file(profile), dev_s_g2(), true)
}

/// The key that [`pinned_text`] wrote; `None` if that is not the text of a key of this circuit and SRS.
fn from_text(
    profile: &Profile,
    text: &str,
    s_g2: G2Affine,
    insecure: bool,
) -> Option<VerifyingKey> {
    let mut lines = text.lines();
    let hash = lines.next()?.strip_prefix("verifier_hash ")?;
    let commitments = lines
        .map(|line| {
            let bytes = hex::decode(line.strip_prefix("fixed ")?).ok()?;
            (bytes.len() == 64)
                .then(|| point_from_bytes(&bytes))
                .flatten()
        })
        .collect::<Option<Vec<_>>>()?;
    let shape = Arc::new(Shape::new(profile));
    if commitments.len() + 1 != shape.packing.fixed.len() {
        return None;
    }
    let key = VerifyingKey::from_commitments(shape, commitments, s_g2, insecure);
    (hex::encode(key.hash()) == hash).then_some(key)
}

/// More than any key's text has.
const MOST_BYTES: u64 = 1 << 16;

/// What the cache calls the key of a profile under an SRS.
fn title(profile: &Profile, srs: &SrsName) -> String {
    format!("key-{srs}-{}", profile.name)
}

/// Where the cache has the key of a profile under an imported SRS.
fn path(profile: &Profile, srs: &SrsName) -> Result<PathBuf, FileError> {
    Ok(cache::directory()?.join(title(profile, srs)))
}

/// The first line: which circuit the key is of. The pinned key's hash says that, values of fixed columns included.
fn circuit(pinned: &VerifyingKey) -> String {
    format!("circuit {}\n", hex::encode(pinned.hash()))
}

/// Puts a key under an imported SRS into the cache.
pub(crate) fn store(
    pinned: &VerifyingKey,
    key: &VerifyingKey,
    certificate: Certificate,
) -> Result<(), FileError> {
    let s_g2 = hex::encode(key.g2()[1].to_raw_bytes());
    let text = format!(
        "{}s_g2 {s_g2}\ncertificate {}\n{}",
        circuit(pinned),
        certificate.to_hex(),
        pinned_text(key)
    );
    let (profile, srs) = (key.profile(), key.srs_name());
    cache::write(
        &path(profile, &srs)?,
        &title(profile, &srs),
        text.as_bytes(),
    )
}

/// The key of a profile under an imported SRS, if it is in the cache and of this build's circuit. That of another build is as if it
/// was not there. One whose certificate does not hold is an error: whoever can write the file could make any program's proofs
/// hold with commitments of their own.
pub(crate) fn cached(
    pinned: &VerifyingKey,
    srs: &SrsName,
) -> Result<Option<VerifyingKey>, FileError> {
    let profile = pinned.profile();
    let path = path(profile, srs)?;
    let Some(content) = cache::read(&path, &title(profile, srs), MOST_BYTES)? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&content);
    let Some(text) = text.strip_prefix(&circuit(pinned)) else {
        return Ok(None);
    };
    let key = || {
        let (s_g2, text) = text.strip_prefix("s_g2 ")?.split_once('\n')?;
        let (certificate, text) = text.strip_prefix("certificate ")?.split_once('\n')?;
        let s_g2 = hex::decode(s_g2).ok().filter(|bytes| bytes.len() == 128)?;
        let s_g2 = G2Affine::from_raw_bytes(&s_g2).filter(is_in_g2)?;
        let certificate = Certificate::from_hex(certificate)?;
        from_text(profile, text, s_g2, false)
            .filter(|key| key.srs_name() == *srs && key.is_certified_by(&certificate))
    };
    match key() {
        Some(key) => Ok(Some(key)),
        None => Err(FileError::wrong(
            &path,
            &title(profile, srs),
            "commitments that are not those of the circuit under this SRS".to_owned(),
        )),
    }
}
