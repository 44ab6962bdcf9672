//! I know a message with this SHA-256 digest.
//!
//! public: the digest, eight words
//! secret: the message's length in bytes, at most 55, and its bytes, four in a word, the first one highest
#![no_std]
#![no_main]

#[path = "../include/sha256.rs"]
mod sha256;

use vntr_guest::{commit, read_private, require};

vntr_guest::entry!(main);

fn main() {
    let length: usize = read_private();
    require(length <= 55);
    let mut w = [0u32; 16];
    for word in &mut w[..length.div_ceil(4)] {
        *word = read_private();
    }
    // The end mark takes the place of what stands behind the message in its last word.
    let shift = 8 * (length % 4);
    let last = &mut w[length / 4];
    *last = (*last & !(u32::MAX >> shift)) | 0x8000_0000 >> shift;
    w[15] = 8 * length as u32;
    let mut digest = sha256::START;
    sha256::block(&mut digest, w);
    commit(digest);
}
