//! An address and an amount are in a list whose Merkle root is public, as in Ethereum's airdrops. Which entry it is stays secret.
//!
//! leaf = keccak256(address | amount), 20 and 32 bytes; node = keccak256(smaller child | larger child)
//! public: the root, eight words, bytes in order, lowest first
//! secret: the leaf's 52 bytes, the number of levels, a sibling of 32 bytes for each
#![no_std]
#![no_main]

#[path = "../include/keccak.rs"]
mod keccak;

use keccak::keccak256;
use vntr_guest::{commit, read_private};

vntr_guest::entry!(main);

fn main() {
    let leaf: [u8; 52] = read_private();
    let mut node = keccak256(&leaf);
    let levels: u32 = read_private();
    for _ in 0..levels {
        let sibling: [u8; 32] = read_private();
        let pair = if node < sibling {
            [node, sibling]
        } else {
            [sibling, node]
        };
        node = keccak256(pair.as_flattened());
    }
    commit(node);
}
