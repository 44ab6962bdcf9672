//! The key that payloads, details and results are sealed with, and what a sealed row looks like.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// The environment variable that has the key. Never an argument: other users of the machine see those.
pub const KEY_VARIABLE: &str = "VNTR_QUEUE_KEY";

/// The version of sealed rows, part of what is authenticated.
const FORMAT: u8 = 1;
const NONCE_BYTES: usize = 24;

/// 32 bytes that coordinators and workers share, and the server does not know.
///
/// Everything of a run that a row holds is encrypted and authenticated by XChaCha20-Poly1305, together with what it is: its role, run, kind,
/// segment and detail. So the server's administrator learns sizes and times, and a row in the place of another one is told.
#[derive(Clone)]
pub struct Key {
    seal: Zeroizing<[u8; 32]>,
    name: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

/// Why there is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The variable is not set.
    #[error(
        "{KEY_VARIABLE} is not set: expected the key of the queue, 64 hexadecimal digits; `vntr queue key` makes a new one"
    )]
    Missing,
    /// Something else than digits. The text is not shown: it may be most of a key.
    #[error("{KEY_VARIABLE} is no key: expected 64 hexadecimal digits, found {length} characters{}", if *length == 64 { ", not all of them digits" } else { "" })]
    NotHex {
        /// How many characters.
        length: usize,
    },
}

/// What a row is. It is authenticated, not stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Role<'a> {
    /// Shows whether a key is the right one.
    Check,
    Payload {
        segment: u32,
    },
    Detail {
        kind: &'a str,
        name: &'a [u8; 32],
    },
    Result {
        kind: &'a str,
        name: &'a [u8; 32],
        segment: u32,
    },
}

impl Role<'_> {
    /// Every field has its place, so no two roles read the same.
    fn associated_data(self, run: &[u8; 32]) -> Vec<u8> {
        let (role, kind, name, segment) = match self {
            Role::Check => (0, "", &[0; 32], 0),
            Role::Payload { segment } => (1, "", &[0; 32], segment),
            Role::Detail { kind, name } => (2, kind, name, 0),
            Role::Result {
                kind,
                name,
                segment,
            } => (3, kind, name, segment),
        };
        let mut data = b"vntr queue".to_vec();
        data.extend([FORMAT, role]);
        data.extend(run);
        data.extend(name);
        data.extend(segment.to_be_bytes());
        data.extend(kind.as_bytes());
        data
    }
}

impl Key {
    /// The key in the environment ([`KEY_VARIABLE`]).
    ///
    /// # Errors
    /// There is none, or it is no key.
    pub fn from_env() -> Result<Self, KeyError> {
        match std::env::var(KEY_VARIABLE) {
            Ok(text) => Self::from_hex(&Zeroizing::new(text)),
            Err(std::env::VarError::NotPresent) => Err(KeyError::Missing),
            Err(std::env::VarError::NotUnicode(text)) => {
                Err(KeyError::NotHex { length: text.len() })
            }
        }
    }

    /// The key of 64 hexadecimal digits.
    ///
    /// # Errors
    /// Anything else.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, &mut *bytes).map_err(|_| KeyError::NotHex {
            length: text.chars().count(),
        })?;
        let derived = |purpose: &[u8]| Zeroizing::new(mac(&bytes, &[purpose]));
        Ok(Key {
            seal: derived(b"vntr queue: seal"),
            name: derived(b"vntr queue: name"),
        })
    }

    /// A new key, 64 hexadecimal digits, from the system's randomness.
    pub fn generate() -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(&mut *bytes);
        Zeroizing::new(hex::encode(*bytes))
    }

    /// What the server calls a detail: it can tell two details apart, and not guess one.
    pub(crate) fn detail_name(&self, run: &[u8; 32], kind: &str, detail: &[u8]) -> [u8; 32] {
        mac(
            &self.name,
            &[run, &[kind.len() as u8], kind.as_bytes(), detail],
        )
    }

    /// A nonce and the ciphertext with its tag.
    pub(crate) fn seal(&self, run: &[u8; 32], role: Role<'_>, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        OsRng.fill_bytes(&mut nonce);
        let mut body = Vec::with_capacity(NONCE_BYTES + plain.len() + 16);
        body.extend(plain);
        self.cipher()
            .encrypt_in_place(&XNonce::from(nonce), &role.associated_data(run), &mut body)
            .expect("less than 2^38 bytes");
        body.splice(0..0, nonce);
        body
    }

    /// What was sealed as exactly this. `None`: it was not, by this key.
    pub(crate) fn open(
        &self,
        run: &[u8; 32],
        role: Role<'_>,
        mut sealed: Vec<u8>,
    ) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = sealed.get(..NONCE_BYTES)?.try_into().ok()?;
        sealed.drain(..NONCE_BYTES);
        self.cipher()
            .decrypt_in_place(
                &XNonce::from(nonce),
                &role.associated_data(run),
                &mut sealed,
            )
            .ok()?;
        Some(sealed)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.seal).into())
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: [u8; 32] = [7; 32];
    const NAME: [u8; 32] = [9; 32];

    fn key() -> Key {
        Key::from_hex(&Key::generate()).unwrap()
    }

    fn roles() -> Vec<Role<'static>> {
        let (kind, name, segment) = ("commit", &NAME, 3);
        vec![
            Role::Check,
            Role::Payload { segment },
            Role::Payload { segment: 4 },
            Role::Detail { kind, name },
            Role::Detail {
                kind: "prove",
                name,
            },
            Role::Detail { kind, name: &RUN },
            Role::Result {
                kind,
                name,
                segment,
            },
            Role::Result {
                kind,
                name,
                segment: 4,
            },
            Role::Result {
                kind: "prove",
                name,
                segment,
            },
            Role::Result {
                kind,
                name: &RUN,
                segment,
            },
        ]
    }

    #[test]
    fn a_row_opens_as_what_it_is_and_as_nothing_else() {
        let key = key();
        for (i, sealed_as) in roles().into_iter().enumerate() {
            let sealed = key.seal(&RUN, sealed_as, b"secret");
            for (j, opened_as) in roles().into_iter().enumerate() {
                let opened = key.open(&RUN, opened_as, sealed.clone());
                assert_eq!(opened.is_some(), i == j, "{sealed_as:?} as {opened_as:?}");
                assert!(opened.is_none_or(|plain| plain == b"secret"));
            }
            assert!(key.open(&NAME, sealed_as, sealed).is_none(), "another run");
        }
    }

    #[test]
    fn every_changed_bit_and_every_other_length_is_told() {
        let key = key();
        let role = Role::Payload { segment: 0 };
        let sealed = key.seal(&RUN, role, b"secret");
        assert_eq!(sealed.len(), NONCE_BYTES + 6 + 16);
        for bit in 0..8 * sealed.len() {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(key.open(&RUN, role, changed).is_none(), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(key.open(&RUN, role, sealed[..length].to_vec()).is_none());
        }
        assert!(
            self::key().open(&RUN, role, sealed).is_none(),
            "another key"
        );
    }

    #[test]
    fn rows_and_names_tell_nothing_without_the_key() {
        let (one, other) = (key(), key());
        let role = Role::Payload { segment: 0 };
        assert_ne!(one.seal(&RUN, role, b"x"), one.seal(&RUN, role, b"x"));
        let name = |key: &Key, kind, detail: &[u8]| key.detail_name(&RUN, kind, detail);
        assert_eq!(name(&one, "prove", b"x"), name(&one, "prove", b"x"));
        assert_ne!(name(&one, "prove", b"x"), name(&other, "prove", b"x"));
        assert_ne!(name(&one, "prove", b"x"), name(&one, "prove", b"y"));
        assert_ne!(name(&one, "a", b"bx"), name(&one, "ab", b"x"));
    }

    #[test]
    fn keys_are_64_digits_and_are_not_shown() {
        let text = Key::generate();
        assert_eq!(text.len(), 64);
        assert_ne!(*text, *Key::generate());
        let key = Key::from_hex(&text).unwrap();
        assert_eq!(format!("{key:?}"), "Key(secret)");
        for (wrong, length) in [("", 0), (&text[1..], 63), (&"g".repeat(64), 64)] {
            let error = Key::from_hex(wrong).unwrap_err();
            assert_eq!(error, KeyError::NotHex { length });
            assert!(wrong.is_empty() || !error.to_string().contains(wrong));
        }
    }
}
