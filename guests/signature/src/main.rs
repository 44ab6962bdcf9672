//! This Ethereum address signed this hash. The signature is not shown: who has the proof cannot use it anywhere else.
//!
//! public: the address in 5 words, then the hash in 8, high bytes first
//! secret: the signature: r and s, 8 words each, high bytes first, then 27 or 28
#![no_std]
#![no_main]

use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use sha3::{Digest, Keccak256};
use vntr_guest::{exit, read_private, read_public, require};

vntr_guest::entry!(main);

fn main() {
    let address: [u8; 20] = bytes(read_public::<[u32; 5]>());
    let hash: [u8; 32] = bytes(read_public::<[u32; 8]>());
    let signature: [u8; 64] = bytes(read_private::<[u32; 16]>());
    let odd = match read_private::<u32>() {
        27 => false,
        28 => true,
        _ => exit(2),
    };
    let Ok(signature) = Signature::from_slice(&signature) else {
        exit(3)
    };
    let recovery = RecoveryId::new(odd, false);
    let Ok(key) = VerifyingKey::recover_from_prehash(&hash, &signature, recovery) else {
        exit(4)
    };
    let point = key.to_encoded_point(false);
    let digest = Keccak256::digest(&point.as_bytes()[1..]);
    require(digest[12..] == address);
}

/// Words as bytes, high ones first.
fn bytes<const WORDS: usize, const BYTES: usize>(words: [u32; WORDS]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (bytes, word) in bytes.chunks_exact_mut(4).zip(words) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    bytes
}
