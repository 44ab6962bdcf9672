//! Where the linker put a program does not matter: linked at 16 addresses it becomes the same image.

mod support;

use compiler_backend::toolchain::{Compilation, Compiler};
use std::fs;
use support::{WAYS, answer, run, translated};

const PROGRAM: &str = "\
#include <stdint.h>
static int twice(int x) { return 2 * x; }
static int negate(int x) { return -x; }
static int (*volatile table[])(int) = {twice, negate, twice};
static volatile int zero, *pointer = &zero, many[100] = {1, 2, 3};
static const char *volatile text = \"a text\";
static int choose(int x) {
    switch (x) {
    case 0: return many[1];
    case 1: return text[2];
    case 2: pointer = &many[7]; return 5;
    case 3: return many[99] + 77;
    case 4: return table[x & 1](9);
    default: return *pointer;
    }
}
int main(void) {
    int sum = 0;
    for (int i = 0; i < 7; i++) sum = 3 * sum + choose(i) + table[i % 3](i);
    return sum & 0xff;
}
";

#[test]
fn sixteen_load_addresses() {
    let bases = [
        0x1000u32,
        0x2000,
        0x8000,
        0xf000,
        0x1_0000,
        0x1_1000,
        0x10_0000,
        0xff_f000,
        0x1000_0000,
        0x1234_5000,
        0x2000_0000,
        0x4000_0000,
        0x7fff_f000,
        0x8000_0000,
        0xc000_0000,
        0xffff_0000,
    ];
    let directory = tempfile::tempdir().expect("a directory");
    let source = directory.path().join("program.c");
    fs::write(&source, PROGRAM).expect("writable");
    for compiler in [Compiler::Clang, Compiler::Gcc] {
        // pc-relative addresses: absolute ones stop at 2^31 - 2048, says the linker.
        let mut images = Vec::new();
        for base in bases {
            let compilation = Compilation {
                compiler,
                level: "2",
                arguments: &["-mcmodel=medany"],
                link_arguments: &[&format!("--defsym=__base={base:#x}")],
                ..Compilation::default()
            };
            let elf = match compilation.build(&[&source]) {
                Ok(elf) => elf,
                Err(error) => panic!("{error}"),
            };
            images.push(WAYS.map(|options| translated(&elf, &options)));
        }
        let expected = answer(&run(&images[0][0], [vec![], vec![]]).1).expect("an answer");
        for (image, base) in images.iter().zip(bases) {
            for way in 0..WAYS.len() {
                assert_eq!(
                    image[way].program, images[0][way].program,
                    "{compiler:?} at {base:#x}, {:?}",
                    WAYS[way]
                );
                let (_, run) = run(&image[way], [vec![], vec![]]);
                assert_eq!(answer(&run), Some(expected));
            }
        }
    }
}

/// Neither the directory of a source nor the temporary one of the compiler is in an image.
#[test]
fn an_image_does_not_tell_where_it_was_made() {
    let text = "const char *volatile file = __FILE__;\nint main(void) { return file[0] != 'g'; }\n";
    for compiler in [Compiler::Clang, Compiler::Gcc] {
        let images = [(), ()].map(|()| {
            let elf = support::build("guest.c", text, compiler, "2", &[]);
            translated(&elf, &WAYS[3]).program
        });
        assert_eq!(images[0], images[1], "{compiler:?}");
    }
}
