//! A secret list, sorted, is this public one.
//!
//! public: the numbers in ascending order        secret: how many, at most 64, and the list
#![no_std]
#![no_main]

extern crate alloc;

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use vntr_guest::{commit, read_private, require};

const MOST: usize = 64;

vntr_guest::entry!(main);

fn main() {
    let list: Vec<u32> = read_private();
    require(list.len() <= MOST);
    // `sort_unstable` takes half the steps, but its code is larger than the image of a small profile.
    for number in BinaryHeap::from(list).into_sorted_vec() {
        commit(number);
    }
}
