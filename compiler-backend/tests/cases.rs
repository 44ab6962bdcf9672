//! Programs that failed for people, each with what is right. `cases` has them as they came; those that need crates are in
//! `long/crates`.

mod support;

use compiler_backend::toolchain::{Compilation, RustCompilation};
use compiler_backend::{Options, Trap, comparison};
use std::path::{Path, PathBuf};
use support::{answer, translated};
use tinyram::Tapes;

const OVERFLOW: u32 = Trap::StackOverflow.answer();

struct Case {
    file: &'static str,
    /// What is given of the public tape, and the private one.
    tapes: [&'static [u64]; 2],
    /// The answer, and what is committed.
    right: (u32, &'static [u64]),
}

const fn case(
    file: &'static str,
    tapes: [&'static [u64]; 2],
    right: (u32, &'static [u64]),
) -> Case {
    Case { file, tapes, right }
}

const NONE: [&[u64]; 2] = [&[], &[]];

const CASES: [Case; 16] = [
    case("asserth.c", NONE, (0, &[])),
    case("mathh.c", NONE, (0, &[])),
    case("sj.c", NONE, (0, &[])),
    case("atom.c", NONE, (0, &[])),
    case("ctor.cpp", NONE, (0, &[])),
    case("string-h.c", NONE, (0, &[5])),
    case("weak-call.c", NONE, (0, &[5])),
    case("preinit-array.c", NONE, (0, &[12])),
    case(
        "stack-overflow-vla.c",
        [&[5000], &[536_870_744, 1_000_000, 5000]],
        (OVERFLOW, &[]),
    ),
    case("stack-overflow-vla.c", [&[50], &[4, 7, 50]], (0, &[])),
    case(
        "stack-overflow-safe-rust.rs",
        [&[5000], &[128, 77, 1_000_000, 5000]],
        (OVERFLOW, &[]),
    ),
    case(
        "stack-overflow-safe-rust.rs",
        [&[50], &[1, 77, 1_000_000, 50]],
        (0, &[]),
    ),
    case("rust-so.rs", NONE, (OVERFLOW, &[])),
    case("rust-oom.rs", NONE, (101, &[])),
    case("rust-btree.rs", NONE, (0, &[17])),
    case("heap-lifo.rs", [&[], &[70]], (0, &[2415])),
];

fn build(path: &Path) -> Vec<u8> {
    let built = match path.extension().is_some_and(|e| e == "rs") {
        true => RustCompilation::default().file(path),
        false => Compilation::default().build(&[path]),
    };
    match built {
        Ok(elf) => elf,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

#[test]
fn programs_that_failed_for_people() {
    let rust = comparison::has_rust();
    for Case { file, tapes, right } in CASES {
        if file.ends_with(".rs") && !rust {
            continue;
        }
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases")
            .join(file);
        let elf = build(&path);
        let translation = translated(&elf, &Options::default());
        let [primary, auxiliary] = tapes.map(<[u64]>::to_vec);
        let given = primary.len();
        let tapes = Tapes { primary, auxiliary };
        let execution = translation.execute(tapes.clone(), 100_000_000, |_| ());
        let claimed = &execution.primary[given..];
        assert_eq!(
            (answer(&execution.run), claimed),
            (Some(right.0), right.1),
            "{file}"
        );
        assert_eq!(execution.astray, None, "{file}");
        // The message says that memory ran out.
        if file == "rust-oom.rs" {
            let left = translation.left_in_memory(&elf, tapes, execution.run.steps);
            assert_eq!(left.heap_full, Some(1 << 24));
        }
    }
}
