//! The verifying keys under the development SRS, as text: `circuit_data/<profile>.txt`. Any change to a circuit shows as a
//! change of its file; `BLESS=1 cargo test -p circuits --test pinned` rewrites them.

use crate::keys::VerifyingKey;
use crate::profile::Profile;
use crate::srs::dev_s_g2;
use crate::transcript::{point_bytes, point_from_bytes};

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
        "k13-r16", "k13-r32", "k16-r16", "k16-r32", "k18-r16", "k18-r32", "k19-r16", "k19-r32"
    )
}

/// The text of a key's file: its hash, then the commitments of its fixed columns with the empty program's.
pub fn pinned_text(key: &VerifyingKey) -> String {
    let mut text = format!("verifier_hash {}\n", hex::encode(key.hash()));
    for point in key.halo2().fixed_commitments() {
        let bytes = point_bytes(point).expect("no fixed column is zero");
        text.push_str(&format!("fixed {}\n", hex::encode(bytes)));
    }
    text
}

/// The key of a profile from its file; `None` if the file is not that of this circuit.
pub(crate) fn verifying_key(profile: &Profile) -> Option<VerifyingKey> {
    let mut lines = file(profile).lines();
    let hash = lines.next()?.strip_prefix("verifier_hash ")?;
    let commitments = lines
        .map(|line| {
            let bytes = hex::decode(line.strip_prefix("fixed ")?).ok()?;
            (bytes.len() == 64)
                .then(|| point_from_bytes(&bytes))
                .flatten()
        })
        .collect::<Option<Vec<_>>>()?;
    let expected = crate::circuit::fixed_columns(profile);
    if commitments.len() != expected {
        return None;
    }
    let key = VerifyingKey::from_commitments(profile, commitments, dev_s_g2(), true);
    (hex::encode(key.hash()) == hash).then_some(key)
}
