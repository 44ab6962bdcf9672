//! Keccak-256 as Ethereum uses it, of messages shorter than a block.

const CONSTANTS: [u64; 24] = [
    0x0000000000000001,
    0x0000000000008082,
    0x800000000000808a,
    0x8000000080008000,
    0x000000000000808b,
    0x0000000080000001,
    0x8000000080008081,
    0x8000000000008009,
    0x000000000000008a,
    0x0000000000000088,
    0x0000000080008009,
    0x000000008000000a,
    0x000000008000808b,
    0x800000000000008b,
    0x8000000000008089,
    0x8000000000008003,
    0x8000000000008002,
    0x8000000000000080,
    0x000000000000800a,
    0x800000008000000a,
    0x8000000080008081,
    0x8000000000008080,
    0x0000000080000001,
    0x8000000080008008,
];

const ROTATION: [u32; 25] = [
    0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
];

/// The same statement for each lane, unrolled: indices and distances of rotations are constants then, a third of the steps.
macro_rules! lanes {
    ($i:ident => $body:expr) => {
        lanes!($i => $body; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24)
    };
    ($i:ident => $body:expr; $($lane:literal)*) => {
        $({
            const $i: usize = $lane;
            $body;
        })*
    };
}

fn keccak_f(s: &mut [u64; 25]) {
    for constant in CONSTANTS {
        let c: [u64; 5] =
            core::array::from_fn(|x| s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20]);
        let e: [u64; 5] = core::array::from_fn(|x| c[(x + 4) % 5] ^ c[(x + 1) % 5].rotate_left(1));
        let mut t = [0u64; 25];
        lanes!(I => t[I / 5 + 5 * ((2 * (I % 5) + 3 * (I / 5)) % 5)] = (s[I] ^ e[I % 5]).rotate_left(ROTATION[I]));
        lanes!(I => s[I] = t[I] ^ (!t[I - I % 5 + (I + 1) % 5] & t[I - I % 5 + (I + 2) % 5]));
        s[0] ^= constant;
    }
}

/// The digest of a message of less than 136 bytes.
pub fn keccak256(message: &[u8]) -> [u8; 32] {
    let mut block = [0; 136];
    block[..message.len()].copy_from_slice(message);
    block[message.len()] ^= 0x01;
    block[135] ^= 0x80;
    let mut state = [0; 25];
    for (lane, bytes) in state.iter_mut().zip(block.as_chunks::<8>().0) {
        *lane = u64::from_le_bytes(*bytes);
    }
    keccak_f(&mut state);
    let mut digest = [0; 32];
    for (bytes, lane) in digest.as_chunks_mut::<8>().0.iter_mut().zip(state) {
        *bytes = lane.to_le_bytes();
    }
    digest
}
