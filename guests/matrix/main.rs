//! A secret matrix times a secret matrix is this public one. 8 x 8, numbers mod 2^32.
//!
//! public: the product, by rows        secret: the left and the right matrix, by rows
#![no_std]
#![no_main]

use vntr_guest::{commit, read_private};

const N: usize = 8;
type Matrix = [[u32; N]; N];

vntr_guest::entry!(main);

fn main() {
    let left: Matrix = read_private();
    let right: Matrix = read_private();
    for row in &left {
        for column in 0..N {
            let products = row
                .iter()
                .zip(&right)
                .map(|(a, b)| a.wrapping_mul(b[column]));
            commit(products.fold(0, u32::wrapping_add));
        }
    }
}
