//! A vote of four bits was signed with a Lamport key; the signature stays secret, so nobody else can show it.
//!
//! public: the vote, then the public key: for each bit the digests of its two secrets, eight words each
//! secret: for each bit, the lowest first, the secret that the vote reveals, eight words
#![no_std]
#![no_main]

#[path = "../include/sha256.rs"]
mod sha256;

use vntr_guest::{read_private, read_public, require};

const BITS: usize = 4;

vntr_guest::entry!(main);

fn main() {
    let vote: usize = read_public();
    require(vote >> BITS == 0);
    for bit in 0..BITS {
        let key: [[u32; 8]; 2] = read_public();
        let secret: [u32; 8] = read_private();
        // One block: 32 bytes, the end mark, the length.
        let mut w = [0; 16];
        w[..8].copy_from_slice(&secret);
        (w[8], w[15]) = (0x8000_0000, 256);
        let mut digest = sha256::START;
        sha256::block(&mut digest, w);
        require(digest == key[vote >> bit & 1]);
    }
}
