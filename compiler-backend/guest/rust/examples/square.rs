//! I know a square root of the public number; here is its last bit.
#![no_std]
#![no_main]

vntr_guest::entry!(main);

fn main() {
    let square: u32 = vntr_guest::read_public();
    let root: u32 = vntr_guest::read_private();
    vntr_guest::require(root.wrapping_mul(root) == square);
    vntr_guest::commit(root & 1);
}
