//! The crate for guests in Rust: how values lie on tapes, and programs that use much of `core` and `alloc`, against qemu.

mod support;

use compiler_backend::comparison;
use compiler_backend::reference::End;
use compiler_backend::toolchain::RustCompilation;
use std::fs;
use support::{WAYS, answer, hart, qemu, run, translated};
use tinyram::Tapes;

fn build(text: &str, level: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a directory");
    let source = directory.path().join("guest.rs");
    fs::write(&source, text).expect("writable");
    match (RustCompilation {
        level,
        ..RustCompilation::default()
    })
    .file(&source)
    {
        Ok(elf) => elf,
        Err(error) => panic!("{error}"),
    }
}

const VALUES: &str = r#"
#![no_std]
#![no_main]
extern crate alloc;
use alloc::{boxed::Box, vec::Vec};
use vntr_guest::{commit, read_private, words};

words! {
    /// A struct of everything.
    #[derive(PartialEq)]
    struct All {
        word: u32,
        byte: u8,
        half: u16,
        signed: (i8, i16, i32),
        long: u64,
        very_long: i128,
        yes: bool,
        five: [u8; 5],
        pairs: [(u32, bool); 2],
        bytes: Vec<u8>,
        words: Vec<u16>,
        boxed: Box<u32>,
        some: Option<u32>,
        none: Option<[u8; 40]>,
    }
    struct Last { size: usize }
}

vntr_guest::entry!(main);

fn main() -> Result<u32, ()> {
    let all: All = read_private();
    let expected = All {
        word: 0xffff_fffe,
        byte: 255,
        half: 0xffff,
        signed: (-128, -2, -3),
        long: 0x0123_4567_89ab_cdef,
        very_long: -2,
        yes: true,
        five: [1, 2, 3, 4, 5],
        pairs: [(7, false), (8, true)],
        bytes: alloc::vec![9, 10, 11, 12, 13, 14],
        words: alloc::vec![15, 16],
        boxed: Box::new(17),
        some: Some(18),
        none: None,
    };
    if all != expected {
        return Err(());
    }
    commit(&all);
    commit(all.words.as_slice());
    commit(Last { size: 19 });
    Ok(read_private())
}
"#;

const ALL: [u32; 28] = [
    0xffff_fffe,
    255,
    0xffff,
    0xffff_ff80,
    0xffff_fffe,
    0xffff_fffd,
    0x89ab_cdef,
    0x0123_4567,
    0xffff_fffe,
    u32::MAX,
    u32::MAX,
    u32::MAX,
    1,
    0x0403_0201,
    5,
    7,
    0,
    8,
    1,
    6,
    0x0c0b_0a09,
    0x0e0d,
    2,
    15,
    16,
    17,
    1,
    18,
];

#[test]
fn values_lie_on_tapes_as_documented() {
    if !comparison::has_rust() {
        return;
    }
    // `None`, and then the answer.
    let secret = [&ALL[..], &[0, 0]].concat();
    let claims = [&ALL[..], &[0, 2, 15, 16, 19]].concat();
    for level in ["3", "0"] {
        let elf = build(VALUES, level);
        let (_, end) = hart(&elf, [claims.clone(), secret.clone()]);
        assert_eq!(end, End::Answered(0), "-O{level}: the interpreter");
        for options in WAYS {
            let translation = translated(&elf, &options);
            let auxiliary: Vec<u64> = secret.iter().map(|word| (*word).into()).collect();
            let tapes = Tapes {
                primary: vec![],
                auxiliary,
            };
            let execution = translation.execute(tapes, 1_000_000, |_| ());
            assert_eq!(answer(&execution.run), Some(0), "-O{level}, {options:?}");
            let claimed = execution.primary.into_iter().map(|word| word as u32);
            let claimed: Vec<u32> = claimed.collect();
            assert_eq!(claimed, claims, "-O{level}, {options:?}");
        }
        let translation = translated(&elf, &WAYS[3]);
        let answers = |at: usize, word: u32| {
            let mut other = secret.clone();
            other[at] = word;
            answer(&run(&translation, [claims.clone(), other]).1)
        };
        // `main`'s number, `main`'s error, words that are no such value: a byte, a half, a signed byte, a bool, an option.
        assert_eq!(answers(29, 5), Some(5));
        assert_eq!(answers(0, 1), Some(1));
        for (at, word) in [(1, 256), (2, 0x1_0000), (3, 128), (12, 2), (28, 2)] {
            assert_eq!(answers(at, word), Some(101), "-O{level}: word {at}");
        }
        // A length that no memory holds.
        assert_eq!(answers(19, u32::MAX), Some(101));
    }
}

const LIBRARY: &str = r#"
#![no_std]
#![no_main]
extern crate alloc;
use alloc::collections::{BTreeMap, BinaryHeap, VecDeque};
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};
use core::cell::RefCell;

vntr_guest::entry!(main);

trait Shape {
    fn area(&self) -> u64;
}
struct Square(u32);
struct Circle(u32);
impl Shape for Square {
    fn area(&self) -> u64 {
        u64::from(self.0).pow(2)
    }
}
impl Shape for Circle {
    fn area(&self) -> u64 {
        u64::from(self.0).pow(2) * 355 / 113
    }
}

#[repr(align(64))]
struct Aligned([u8; 100]);

fn main() -> u32 {
    let mut state = 12345u64;
    let mut random = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as u32
    };
    let mut text = String::new();
    let mut map = BTreeMap::new();
    for _ in 0..200 {
        *map.entry(random() % 50).or_insert(0i64) += i64::from(random() as i32) / 7;
    }
    text += &format!("{map:?}");
    let mut list: Vec<u32> = (0..300).map(|_| random()).collect();
    let heap: BinaryHeap<u32> = list.iter().copied().collect();
    list.sort_unstable();
    assert_eq!(list, heap.into_sorted_vec());
    list.sort_by_key(|x| (x % 10, *x));
    text += &format!("{:x?}", &list[..20]);
    let shapes: Vec<alloc::boxed::Box<dyn Shape>> = vec![alloc::boxed::Box::new(Square(70000)), alloc::boxed::Box::new(Circle(99))];
    text += &shapes.iter().map(|s| s.area().to_string()).collect::<Vec<_>>().join(",");
    let big = u128::from(random()) << 90 | u128::from(random()) << 40 | 12345;
    text += &format!("{} {} {:?}", big / 1_000_000_007, big % 987_654_321_987, (big as i128 - (1 << 121)).checked_rem(77));
    let shared = Rc::new(RefCell::new(VecDeque::new()));
    for i in 0..20 {
        let queue = Rc::clone(&shared);
        queue.borrow_mut().push_back(Aligned([i; 100]));
        if i % 3 == 0 {
            queue.borrow_mut().pop_front();
        }
    }
    let queue = shared.borrow();
    for cell in queue.iter() {
        assert!((cell as *const Aligned as usize).is_multiple_of(64));
        text += &format!("{} ", cell.0.iter().map(|b| u32::from(*b)).sum::<u32>());
    }
    text += &"größer als".chars().rev().collect::<String>().to_uppercase();
    text += &format!("{:?} {:?}", "12a".parse::<u32>(), "-77".parse::<i64>());
    // FNV of everything, and never 0: so an exit code of 8 bits says enough.
    let hash = text.bytes().fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24) & 0x7f | 0x80
}
"#;

#[test]
fn programs_do_what_they_do_under_qemu() {
    if !comparison::has_rust() {
        return;
    }
    let panics =
        "#![no_std]\n#![no_main]\nvntr_guest::entry!(main);\nfn main() { panic!(\"no\") }\n";
    for (name, text) in [("library", LIBRARY), ("panics", panics)] {
        let mut first = None;
        for level in ["0", "3", "s"] {
            let what = format!("{name}, -O{level}");
            let elf = build(text, level);
            let expected = qemu(&elf).status.code().expect("an exit code") as u32;
            assert_eq!(
                expected,
                *first.get_or_insert(expected),
                "{what}: other levels"
            );
            assert_eq!(expected & 0x80 == 0, name == "panics", "{what}");
            let (_, end) = hart(&elf, [vec![], vec![]]);
            assert_eq!(end, End::Answered(expected), "{what}: the interpreter");
            for options in WAYS {
                let (_, ended) = run(&translated(&elf, &options), [vec![], vec![]]);
                assert_eq!(answer(&ended), Some(expected), "{what}: {options:?}");
            }
        }
    }
}

#[test]
fn panic_handler_and_allocator_may_be_the_programs_own() {
    if !comparison::has_rust() {
        return;
    }
    let project = tempfile::tempdir().expect("a directory");
    fs::create_dir(project.path().join("src")).expect("writable");
    let write = |name: &str, text: &str| {
        fs::write(project.path().join(name), text).expect("writable");
    };
    write(
        "Cargo.toml",
        "[package]\nname = \"own\"\nedition = \"2024\"\n[dependencies]\n\
         vntr-guest = { version = \"0.1\", default-features = false }\n",
    );
    write(
        "src/main.rs",
        "#![no_std]\n#![no_main]\nvntr_guest::entry!(main);\n\
         fn main() { None::<u32>.unwrap(); }\n\
         #[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! { vntr_guest::exit(77) }\n\
         #[global_allocator]\nstatic NONE: None_ = None_;\nstruct None_;\n\
         unsafe impl core::alloc::GlobalAlloc for None_ {\n\
         unsafe fn alloc(&self, _: core::alloc::Layout) -> *mut u8 { core::ptr::null_mut() }\n\
         unsafe fn dealloc(&self, _: *mut u8, _: core::alloc::Layout) {}\n}\n",
    );
    let elf = match RustCompilation::default().project(project.path()) {
        Ok(elf) => elf,
        Err(error) => panic!("{error}"),
    };
    let (_, ended) = run(&translated(&elf, &WAYS[3]), [vec![], vec![]]);
    assert_eq!(answer(&ended), Some(77));
}

/// ../shared/cases/getrandom-rustflags: flags of the project's own settings are kept, beside ours.
#[test]
fn rustflags_of_the_project_are_kept() {
    if !comparison::has_rust() {
        return;
    }
    let project = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        let path = project.path().join(name);
        fs::create_dir_all(path.parent().expect("in a directory")).expect("writable");
        fs::write(path, text).expect("writable");
    };
    write(
        "Cargo.toml",
        "[package]\nname = \"flags\"\nedition = \"2024\"\n[dependencies]\nvntr-guest = \"0.1\"\n",
    );
    write(
        ".cargo/config.toml",
        "[target.riscv32imac-unknown-none-elf]\nrustflags = [\"--cfg\", \"backend=\\\"custom\\\"\"]\n",
    );
    write(
        "src/main.rs",
        "#![no_std]\n#![no_main]\n#![allow(unexpected_cfgs)]\nvntr_guest::entry!(main);\n\
         fn main() { vntr_guest::exit(if cfg!(backend = \"custom\") { 78 } else { 1 }) }\n",
    );
    let elf = match RustCompilation::default().project(project.path()) {
        Ok(elf) => elf,
        Err(error) => panic!("{error}"),
    };
    let (_, ended) = run(&translated(&elf, &WAYS[3]), [vec![], vec![]]);
    assert_eq!(answer(&ended), Some(78));
}
