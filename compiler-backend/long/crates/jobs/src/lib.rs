//! What people do with popular crates, one job for each. The same code runs natively and as a guest, and has to give the same values.
#![no_std]

extern crate alloc;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Jobs by the crate that they are about.
pub const JOBS: [(&str, fn() -> u32); 20] = [
    ("alloy-rlp", rlp),
    ("arrayvec", array_vec),
    ("base64", base64_there_and_back),
    ("blake2", blake),
    ("bytes", bytes_shared),
    ("crc32fast", crc),
    ("getrandom", random),
    ("hashbrown", hash_map),
    ("heapless", heap_less),
    ("hex", hexadecimal),
    ("itoa", decimal),
    ("memchr", search),
    ("nom", parse),
    ("num-bigint", big),
    ("once_cell", once),
    ("postcard", post),
    ("ruint", wide),
    ("serde_json", json),
    ("sha2", sha),
    ("spin and tiny-keccak", keccak),
];

fn fold(bytes: impl AsRef<[u8]>) -> u32 {
    bytes.as_ref().iter().fold(2_166_136_261, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(16_777_619)
    })
}

#[derive(alloy_rlp::RlpEncodable, alloy_rlp::RlpDecodable, PartialEq, Debug)]
struct Header {
    parent: [u8; 32],
    number: u64,
    extra: String,
}

fn rlp() -> u32 {
    use alloy_rlp::{Decodable, Encodable};
    let header = Header {
        parent: [7; 32],
        number: 19_000_000,
        extra: "geth".into(),
    };
    let mut out = Vec::new();
    header.encode(&mut out);
    let back = Header::decode(&mut out.as_slice()).unwrap();
    assert_eq!(back, header);
    fold(out)
}

fn array_vec() -> u32 {
    let mut v: arrayvec::ArrayVec<u32, 16> = (0..10).map(|x| x * x).collect();
    v.retain(|x| *x % 2 == 0);
    let text = arrayvec::ArrayString::<16>::from("abc").unwrap();
    v.iter().sum::<u32>() + text.len() as u32 + u32::from(v.try_push(1).is_ok())
}

fn base64_there_and_back() -> u32 {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let code = STANDARD.encode([1u8, 2, 3, 250, 251]);
    assert_eq!(STANDARD.decode(&code).unwrap(), [1, 2, 3, 250, 251]);
    fold(code)
}

fn blake() -> u32 {
    use blake2::Digest;
    fold(blake2::Blake2s256::digest(b"message")) ^ fold(blake2::Blake2b512::digest(b"message"))
}

fn bytes_shared() -> u32 {
    use bytes::{Buf, BufMut};
    let mut b = bytes::BytesMut::with_capacity(8);
    b.put_u32(0xdead_beef);
    b.put_slice(b"tail");
    let whole = b.freeze();
    let (mut head, tail) = (whole.slice(..4), whole.slice(4..));
    head.get_u32() ^ fold(&tail) ^ fold(&whole)
}

fn crc() -> u32 {
    crc32fast::hash(b"123456789")
}

#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    to: *mut u8,
    count: usize,
) -> Result<(), getrandom::Error> {
    for index in 0..count {
        // SAFETY: the caller's room for `count` bytes.
        unsafe { to.add(index).write(index as u8 * 37 + 5) };
    }
    Ok(())
}

fn random() -> u32 {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes).unwrap();
    fold(bytes)
}

fn hash_map() -> u32 {
    let mut map: hashbrown::HashMap<u32, String, core::hash::BuildHasherDefault<Fnv>> =
        Default::default();
    for i in 0..100u32 {
        map.entry(i * 7 % 31)
            .or_default()
            .push(char::from(b'a' + (i % 26) as u8));
    }
    map.remove(&3);
    map.iter().map(|(key, text)| key * fold(text) % 1000).sum()
}

#[derive(Default)]
struct Fnv(u32);

impl core::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0.into()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ fold(bytes);
    }
}

fn heap_less() -> u32 {
    let mut heap: heapless::BinaryHeap<u32, heapless::binary_heap::Max, 16> = Default::default();
    for x in [5, 1, 9, 3, 7] {
        heap.push(x).unwrap();
    }
    let mut queue: heapless::Deque<u32, 4> = heapless::Deque::new();
    queue.push_back(heap.pop().unwrap()).unwrap();
    queue.push_front(heap.pop().unwrap()).unwrap();
    queue.iter().fold(0, |sum, x| sum * 10 + x)
}

fn hexadecimal() -> u32 {
    let text = hex::encode([0u8, 1, 254, 255]);
    assert!(hex::decode("xy").is_err());
    fold(&text) ^ fold(hex::decode(text).unwrap())
}

fn decimal() -> u32 {
    let mut buffer = itoa::Buffer::new();
    let sum = [i64::MIN, -1, 0, 42, i64::MAX]
        .iter()
        .map(|x| fold(buffer.format(*x)))
        .fold(0, u32::wrapping_add);
    fold(alloc::format!(
        "{:>8.3}|{:e}|{:?}",
        8.0f64 / 7.0,
        1.5e-7f64,
        [Some(0.1f32), None]
    )) ^ sum
}

fn search() -> u32 {
    let text = b"the quick brown fox jumps over the lazy dog";
    let at: usize = memchr::memchr_iter(b'o', text).sum();
    (at + memchr::memmem::find(text, b"lazy").unwrap() * 1000) as u32
}

fn parse() -> u32 {
    use nom::IResult;
    use nom::character::complete::{char, digit1};
    use nom::multi::separated_list1;
    use nom::sequence::delimited;
    fn list(input: &str) -> IResult<&str, Vec<&str>> {
        delimited(char('['), separated_list1(char(','), digit1), char(']'))(input)
    }
    let (rest, numbers) = list("[1,22,333]!").unwrap();
    assert!(list("[1,]").is_err());
    numbers
        .iter()
        .map(|n| n.parse::<u32>().unwrap())
        .sum::<u32>()
        + rest.len() as u32
}

fn big() -> u32 {
    use num_bigint::BigUint;
    let mut factorial = BigUint::from(1u32);
    for i in 2..40u32 {
        factorial *= i;
    }
    let power = BigUint::from(7u32).modpow(&BigUint::from(1_000_003u32), &(&factorial + 1u32));
    fold(power.to_bytes_le()) ^ fold(alloc::format!("{factorial}"))
}

fn once() -> u32 {
    static CELL: once_cell::sync::OnceCell<Vec<u32>> = once_cell::sync::OnceCell::new();
    let first = CELL.get_or_init(|| (1..5).collect());
    CELL.get_or_init(Vec::new).len() as u32 * 10 + first[3]
}

#[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
struct Order {
    id: u64,
    lines: Vec<(String, i32)>,
    note: Option<String>,
}

fn order() -> Order {
    Order {
        id: 1 << 40,
        lines: alloc::vec![("apple".into(), -3), ("pear".into(), 70_000)],
        note: None,
    }
}

fn post() -> u32 {
    let bytes = postcard::to_allocvec(&order()).unwrap();
    assert_eq!(postcard::from_bytes::<Order>(&bytes).unwrap(), order());
    fold(bytes)
}

fn wide() -> u32 {
    use ruint::aliases::U256;
    let a = U256::from(3).pow(U256::from(150));
    let b = U256::from_limbs([1, 2, 3, 4]);
    let c = a.mul_mod(b, U256::MAX - U256::from(188)) ^ (a / b) ^ (a % b);
    fold(c.to_be_bytes::<32>()) ^ fold(alloc::format!("{a}"))
}

fn json() -> u32 {
    let text = serde_json::to_string(&order()).unwrap();
    assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order());
    assert!(serde_json::from_str::<Order>("{\"id\":1.5}").is_err());
    let value: serde_json::Value =
        serde_json::from_str("{\"a\":[1,2.5,\"x\\u00e4\",null,true]}").unwrap();
    let map: BTreeMap<&str, usize> = [("a", value["a"].as_array().unwrap().len())].into();
    fold(&text) ^ fold(alloc::format!("{value} {map:?}"))
}

fn sha() -> u32 {
    use sha2::Digest;
    fold(sha2::Sha256::digest([7u8; 100])) ^ fold(sha2::Sha512::digest([7u8; 100]))
}

fn keccak() -> u32 {
    use tiny_keccak::Hasher;
    static LAST: spin::Mutex<[u8; 32]> = spin::Mutex::new([0; 32]);
    let mut keccak = tiny_keccak::Keccak::v256();
    keccak.update(&[7; 200]);
    keccak.finalize(&mut *LAST.lock());
    let mut few: smallvec::SmallVec<[u8; 4]> = smallvec::SmallVec::new();
    few.extend_from_slice(&*LAST.lock());
    fold(few)
}
