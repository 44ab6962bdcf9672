//! A document with this digest says that its holder is at least this old. Nothing else of it is shown.
//!
//! public: the least age, then the document's SHA-256 digest
//! secret: the document's length in bytes, at most 119, and the bytes: JSON with a member "age" at the top level
#![no_std]
#![no_main]

extern crate alloc;

use alloc::vec::Vec;
use sha2::{Digest, Sha256};
use vntr_guest::{commit, exit, read_private, read_public, require};

const MOST: usize = 119;

vntr_guest::entry!(main);

fn main() {
    let least: u32 = read_public();
    let document: Vec<u8> = read_private();
    require(document.len() <= MOST);
    for word in Sha256::digest(&document).as_chunks::<4>().0 {
        commit(u32::from_be_bytes(*word));
    }
    match age(&document) {
        Some(age) => require(age >= least),
        None => exit(2),
    }
}

/// The number behind `"age":`, outside of strings and of inner objects.
fn age(text: &[u8]) -> Option<u32> {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let start = at + 1;
                at = string_end(text, start);
                let rest = &text[at + 1..];
                if depth == 1 && &text[start..at] == b"age" && rest.first() == Some(&b':') {
                    return Some(number(&rest[1..]));
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The end of the string that begins at `start`, its quotation mark.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < text.len() && text[at] != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    require(at < text.len());
    at
}

/// The number of one to three digits that a text begins with, after spaces.
fn number(text: &[u8]) -> u32 {
    let mut digits = 0;
    let mut number: u32 = 0;
    for byte in text.iter().skip_while(|byte| **byte == b' ') {
        if !byte.is_ascii_digit() {
            break;
        }
        digits += 1;
        number = number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
    }
    require(0 < digits && digits < 4);
    number
}
