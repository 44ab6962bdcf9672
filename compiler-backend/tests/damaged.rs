//! Damaged executables are refused or translated, but nothing panics and nothing runs forever.

mod support;

use compiler_backend::debug::SourceMap;
use compiler_backend::toolchain::Compiler;
use compiler_backend::{Options, translate};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use support::build;

const PROGRAM: &str = "\
#include \"vntr.h\"
static int twice(int x) { return 2 * x; }
static int (*volatile table[])(int) = {twice, twice};
static volatile short many[10] = {1, 2, 3};
int main(void) {
    for (int i = 0; i < 7; i++) {
        switch (many[i]) {
        case 0: many[i] = table[i & 1](i); break;
        case 1: many[1] = 7 / many[2]; break;
        case 2: many[0]--; break;
        case 3: vntr_commit(i); break;
        case 4: return 3;
        }
    }
    return 0;
}
";

/// With the C library, thread-local `errno` and handlers at the exit.
const LIBRARY: &str = "\
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include \"vntr.h\"
static void bye(void) { vntr_commit(7); }
int main(void) {
    char text[32];
    atexit(bye);
    errno = 0;
    long x = strtol(\"99999999999\", NULL, 10);
    snprintf(text, sizeof text, \"%ld %d\", x, errno);
    char *copy = malloc(8);
    return copy ? text[0] : 1;
}
";

#[test]
fn nothing_panics() {
    for (program, march, copies) in [
        (PROGRAM, "-march=rv32ima", 4500),
        (PROGRAM, "-march=rv32imac", 4500),
        (LIBRARY, "-march=rv32imac", 1000),
    ] {
        let elf = build("guest.c", program, Compiler::Clang, "2", &[march]);
        damage(&elf, copies);
    }
}

/// Files that are an ELF header and then nothing that makes sense.
#[test]
fn garbage() {
    let elf = build("guest.c", PROGRAM, Compiler::Clang, "2", &[]);
    let mut random = ChaCha8Rng::seed_from_u64(2);
    for round in 0..1000 {
        let kept = [4, 20, 0x34][round % 3];
        let length = random.gen_range(kept..4096);
        let mut file = elf[..kept].to_vec();
        file.extend((kept..length).map(|_| random.r#gen::<u8>()));
        let error = translate(&file, &Options::default()).expect_err("garbage");
        assert!(!error.to_string().is_empty());
    }
}

/// Translates so many damaged copies; a tenth at least are refused, and as many are not, or the wrong places are damaged.
fn damage(elf: &[u8], copies: usize) {
    let least = copies / 10;
    let mut random = ChaCha8Rng::seed_from_u64(1);
    // The interesting parts are the headers and the relocations; the debug information is most of the file.
    let (mut refused, mut translated) = (0, 0);
    for round in 0..copies {
        let mut file = elf.to_vec();
        if round % 50 == 0 {
            file.truncate(random.gen_range(0..file.len()));
        } else {
            for _ in 0..random.gen_range(1..4) {
                let from = if random.r#gen() { 0 } else { 0x1000 };
                let to = if from == 0 { 0x80 } else { file.len() };
                let at = random.gen_range(from..to);
                file[at] = match random.gen_range(0..3) {
                    0 => random.r#gen(),
                    1 => file[at].wrapping_add(1),
                    _ => file[at] ^ 1 << random.gen_range(0..8),
                };
            }
        }
        match translate(&file, &Options::default()) {
            Ok(translation) => {
                translated += 1;
                if round % 10 == 0 {
                    translation.listing(&file, |_, _| None);
                }
            }
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
                SourceMap::new(&file).frames(0x1_0000);
            }
        }
    }
    assert!(
        refused > least && translated > least,
        "{refused}, {translated}"
    );
}
