//! Programs in C and Rust: built, run, refused with their lines.

use crate::support::Place;
use compiler_backend::comparison;
use std::os::unix::fs::PermissionsExt;

const SQUARE: &str = "\
#include \"vntr.h\"
static uint32_t root(uint32_t square) {
    uint32_t x = vntr_read_private();
    if (x * x != square) vntr_answer(7);
    return x;
}
int main(void) {
    uint32_t x = root(vntr_read_public());
    vntr_commit(x & 1);
    return 0;
}
";

#[test]
fn a_c_program_runs_and_claims() {
    let place = Place::new();
    place.write("square.c", SQUARE);
    place.write("public.txt", "49");
    place.write("secret.txt", "7");
    place
        .vntr("run square.c --primary public.txt --auxiliary secret.txt")
        .exits(0)
        .prints("answer 0 (accepted)")
        .prints("primary words claimed 0x1\n");
    let report = place
        .vntr("run square.c --primary public.txt --auxiliary secret.txt --json")
        .exits(0)
        .json();
    assert_eq!(report["claimed"], serde_json::json!([1]));
    // With the claim given, nothing is left to claim; a false one is refused.
    place.write("claimed.txt", "49 1");
    let claimed = place.vntr("run square.c --primary claimed.txt --auxiliary secret.txt");
    assert!(!claimed.exits(0).stdout.contains("claimed"));
    place.write("false.txt", "49 0");
    place
        .vntr("run square.c --primary false.txt --auxiliary secret.txt")
        .exits(1)
        .says("commit: the next word of the public tape is not what the program computed")
        .says("square.c:9");
}

#[test]
fn a_refusal_names_its_line() {
    let place = Place::new();
    place.write("square.c", SQUARE);
    place.write("public.txt", "50");
    place.write("secret.txt", "7");
    place
        .vntr("run square.c --primary public.txt --auxiliary secret.txt")
        .exits(1)
        .prints("answer 7 (not accepted: only 0 is)")
        .says("square.c:4")
        .says("square.c:8");
}

#[test]
fn build_makes_the_image_that_run_takes() {
    let place = Place::new();
    std::fs::create_dir(place.path("guest")).unwrap();
    place.write(
        "guest/one.c",
        SQUARE.replace("return 0", "int two(void);\n    return two()"),
    );
    place.write("guest/two.c", "int two(void) { return 0; }\n");
    place.write("public.txt", "49 1");
    place.write("secret.txt", "7");
    place.vntr("build guest").exits(0).says("guest.vnt: ");
    let tapes = "--primary public.txt --auxiliary secret.txt";
    place.vntr(&format!("run guest.vnt {tapes}")).exits(0);
    let ids =
        ["guest", "guest.vnt"].map(|program| place.vntr(&format!("id {program}")).exits(0).stdout);
    assert_eq!(ids[0], ids[1]);
    // Options make other images.
    place.vntr("build guest -O 0 -o slow.vnt").exits(0);
    place
        .vntr("build guest -O 0 --unchecked -o unchecked.vnt")
        .exits(0);
    let images = ["guest.vnt", "slow.vnt", "unchecked.vnt"];
    let images = images.map(|name| std::fs::read(place.path(name)).unwrap());
    assert!(images[0] != images[1] && images[1] != images[2]);
    place
        .vntr("build guest --listing")
        .exits(0)
        .prints("if (x * x != square) vntr_answer(7);")
        .prints("read a0, 1");
    place.write("program.s", "; TinyRAM V=2.000 M=vn W=32 K=16\nanswer 0\n");
    place
        .vntr("build program.s --listing")
        .exits(2)
        .says("vntr disasm");
}

#[test]
fn what_cannot_be_built() {
    let place = Place::new();
    place.write("wrong.c", "int main(void) { return x; }\n");
    place
        .vntr("run wrong.c")
        .exits(2)
        .says("wrong.c:1:25: error: use of undeclared identifier 'x'");
    place
        .vntr_with(&[("PATH", "/nowhere")], "run wrong.c")
        .exits(3)
        .says("clang is not installed: run scripts/toolchains.sh");
    std::fs::create_dir(place.path("empty")).unwrap();
    place
        .vntr("run empty")
        .exits(3)
        .says("a directory without sources of C or C++ (*.c, *.cc, *.cpp, *.cxx, *.S) and without Cargo.toml");
    place.write("cut.elf", b"\x7fELF");
    place
        .vntr("run cut.elf")
        .exits(2)
        .says("expected an ELF executable");
    assert_eq!(place.names(), ["cut.elf", "empty", "wrong.c"]);
}

#[test]
fn what_is_printed_is_shown_and_costs_nothing() {
    let place = Place::new();
    let program = |print: &str| {
        format!(
            "#include <stdio.h>\n#include \"vntr.h\"\nint main(void) {{\n    uint32_t x = vntr_read_private();\n    {print}\n    \
             vntr_commit(x + 1);\n    return 0;\n}}\n"
        )
    };
    let print =
        r#"printf("x = %u, %.3f\n", x, x / 7.0); fprintf(stderr, "%s\n", "error"); puts("line");"#;
    place.write("prints.c", program(print));
    place.write("silent.c", program(""));
    place.write("secret.txt", "41");
    let shown = place.vntr("run prints.c --auxiliary secret.txt").exits(0);
    assert_eq!(shown.stderr, "x = 41, 5.857\nerror\nline\n");
    let silent = place.vntr("run silent.c --auxiliary secret.txt").exits(0);
    assert_eq!(silent.stderr, "");
    // Steps, claims and image are those of the program that prints nothing.
    assert_eq!(shown.stdout, silent.stdout);
    place.vntr("build prints.c").exits(0);
    place.vntr("build silent.c").exits(0);
    let images = ["prints.vnt", "silent.vnt"].map(|name| std::fs::read(place.path(name)).unwrap());
    assert!(images[0] == images[1]);
    // A value that is used stays, and is right.
    place.write(
        "counts.c",
        "#include <stdio.h>\nint main(void) { return printf(\"%d\\n\", 12345) - 6; }\n",
    );
    let counts = place.vntr("run counts.c").exits(0);
    assert_eq!(counts.stderr, "12345\n");
    // Two builds that do different things are told of.
    place.write(
        "differs.c",
        "#include <stdio.h>\n#ifdef VNTR_PRINT\nint main(void) { return 1; }\n#else\nint main(void) { return 0; }\n#endif\n",
    );
    place
        .vntr("run differs.c")
        .exits(0)
        .says("answers or commits something else");
}

#[test]
fn what_is_printed_in_rust() {
    if !comparison::has_rust() {
        return;
    }
    let place = Place::new();
    let program = |print: &str| {
        format!(
            "#![no_std]\n#![no_main]\nvntr_guest::entry!(main);\nfn main() {{\n    let x: u32 = vntr_guest::read_private();\n    \
             {print}\n    vntr_guest::commit(x + 1);\n}}\n"
        )
    };
    place.write(
        "prints.rs",
        program("vntr_guest::println!(\"{x} {:?}\", (1, \"a\")); vntr_guest::print!(\"-\"); vntr_guest::println!();"),
    );
    place.write("silent.rs", program(""));
    place.write("secret.txt", "41");
    let shown = place.vntr("run prints.rs --auxiliary secret.txt").exits(0);
    assert_eq!(shown.stderr, "41 (1, \"a\")\n-\n");
    let silent = place.vntr("run silent.rs --auxiliary secret.txt").exits(0);
    assert_eq!(shown.stdout, silent.stdout);
    place.write("std.rs", "fn main() { println!(\"\"); }\n");
    place
        .vntr("run std.rs")
        .exits(2)
        .says("begin its main.rs with #![no_std] and #![no_main]");
}

#[test]
fn what_goes_wrong_has_a_name_and_a_place() {
    let place = Place::new();
    place.write("16.txt", "16");
    place.write("far.txt", "1000000");
    for (name, source, tape, says) in [
        (
            "store.c",
            "__attribute__((noinline)) static void poke(uint32_t at) { *(volatile uint32_t *)at = 5; }\n\
             int main(void) {\n    poke(vntr_read_private());\n    return 0;\n}\n",
            "16.txt",
            vec![
                "a wild store to 0x10, which is the program's own code",
                "at poke (",
                "called from main (",
            ],
        ),
        (
            "jump.c",
            "__attribute__((noinline)) static void go(void (*f)(void)) { f(); }\n\
             int main(void) {\n    go((void (*)(void))vntr_read_private());\n    return 0;\n}\n",
            "far.txt",
            vec!["a wild jump to 0xf4240, where no code is", "at go ("],
        ),
        (
            "stack.c",
            "__attribute__((noinline)) static int deep(volatile int *x) { volatile int big[1000]; big[0] = *x; return deep(big) + big[0]; }\n\
             int main(void) {\n    volatile int x = 0;\n    return deep(&x);\n}\n",
            "16.txt",
            vec![
                "stack overflow",
                "at deep (",
                "more calls ...",
                "called from main (",
            ],
        ),
        (
            "assertion.c",
            "#include <assert.h>\nint main(void) {\n    assert(vntr_read_private() > 16);\n    return 0;\n}\n",
            "16.txt",
            vec![
                "an assertion failed: the program answers 134\n  at main (",
                "assertion.c:4)",
            ],
        ),
        (
            "abort.c",
            "#include <stdlib.h>\nint main(void) {\n    if (vntr_read_private() == 16)\n        abort();\n    return 0;\n}\n",
            "16.txt",
            vec![
                "abort was called: the program answers 134\n  at main (",
                "abort.c:5)",
            ],
        ),
        (
            "heap.c",
            "#include <stdlib.h>\nint main(void) {\n    char *volatile p = malloc(vntr_read_private() << 20);\n    return p ? 0 : 3;\n}\n",
            "far.txt",
            vec!["the program answers 3", "the heap was used up before: "],
        ),
    ] {
        place.write(name, format!("#include \"vntr.h\"\n{source}"));
        let run = place.vntr(&format!(
            "run {name} --auxiliary {tape} --max-steps 1000000"
        ));
        for text in says {
            assert!(
                run.stderr.contains(text),
                "{name}: {text:?} in {}",
                run.stderr
            );
        }
    }
}

#[test]
fn files_and_clocks_do_not_exist() {
    let place = Place::new();
    for (name, statement, symbol) in [
        ("file.c", "return fopen(\"x\", \"r\") != 0;", "`open`"),
        ("input.c", "return getchar();", "`stdin`"),
        ("clock.c", "return (int)time(0);", "`gettimeofday`"),
    ] {
        place.write(
            name,
            format!("#include <stdio.h>\n#include <time.h>\nint main(void) {{ {statement} }}\n"),
        );
        place
            .vntr(&format!("run {name}"))
            .exits(2)
            .says(&format!("a guest has no files, clock, processes or other input than its two tapes, so there is no {symbol}"));
    }
}

#[test]
fn directories_of_c_and_cxx_and_headers_elsewhere() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("both")).unwrap();
    std::fs::create_dir_all(place.path("headers")).unwrap();
    place.write(
        "both/main.c",
        "#include <number.h>\nint f(int);\nint main(void) { return f(NUMBER); }\n",
    );
    place.write("both/number.h", "#define NUMBER 3\n");
    place.write(
        "both/f.cpp",
        "#include <vector>\nextern \"C\" int f(int x) { std::vector<int> v(x, 1); return (int)v.size() - 3; }\n",
    );
    place.vntr("run both").exits(0);
    place.write("one.cc", "#include <far.h>\nint main() { return FAR; }\n");
    place.write("headers/far.h", "#define FAR 0\n");
    place
        .vntr("run one.cc")
        .exits(2)
        .says("'far.h' file not found")
        .says("--include DIR names a directory of headers");
    place.vntr("run one.cc --include headers").exits(0);
    let ids = [
        "id one.cc --include headers",
        "id one.cc --include ./headers/../headers",
    ];
    let ids = ids.map(|id| place.vntr(id).exits(0).stdout);
    assert_eq!(ids[0], ids[1]);
}

const SQUARE_RS: &str = include_str!("../../../compiler-backend/guest/rust/examples/square.rs");

#[test]
fn a_rust_program_runs_and_claims() {
    if !comparison::has_rust() {
        return;
    }
    let place = Place::new();
    place.write("square.rs", SQUARE_RS);
    place.write("public.txt", "49");
    place.write("secret.txt", "7");
    place
        .vntr("run square.rs --primary public.txt --auxiliary secret.txt")
        .exits(0)
        .prints("answer 0 (accepted)")
        .prints("primary words claimed 0x1\n");
    place.write("claimed.txt", "49 1");
    let claimed = place.vntr("run square.rs --primary claimed.txt --auxiliary secret.txt");
    assert!(!claimed.exits(0).stdout.contains("claimed"));
    place.write("false.txt", "49 0");
    place
        .vntr("run square.rs --primary false.txt --auxiliary secret.txt")
        .exits(1)
        .says("commit: the next word of the public tape is not what the program computed")
        .says("square.rs:11");
    place.write("other.txt", "50");
    place
        .vntr("run square.rs --primary other.txt --auxiliary secret.txt")
        .exits(1)
        .prints("answer 1 (not accepted: only 0 is)")
        .says("square.rs:10");
}

#[test]
fn a_panic_names_its_line() {
    if !comparison::has_rust() {
        return;
    }
    let place = Place::new();
    let source = "\
#![no_std]
#![no_main]
extern crate alloc;
vntr_guest::entry!(main);
fn main() {
    let list: alloc::vec::Vec<u32> = vntr_guest::read_private();
    vntr_guest::commit(list[3]);
    vntr_guest::commit(list[5]);
}
";
    place.write("panics.rs", source);
    place.write("secret.txt", "4 0xdeadbeef 0xdeadbeef 0xdeadbeef 5");
    place
        .vntr("run panics.rs --auxiliary secret.txt")
        .exits(1)
        .prints("answer 101 (not accepted: only 0 is)")
        .says("panicked at panics.rs:8:28\n")
        .says("called from guest::main (")
        .does_not_say("deadbeef");
}

const MANIFEST: &str = "\
[package]
name = \"square\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
vntr-guest = \"0.1\"
";

/// A cargo project in a directory of this name.
fn project(place: &Place, name: &str) {
    std::fs::create_dir_all(place.path(name).join("src/bin")).unwrap();
    place.write(&format!("{name}/Cargo.toml"), MANIFEST);
    // Panics name their places, which are part of the image.
    let source = SQUARE_RS.replace(
        "vntr_guest::require(root.wrapping_mul(root) == square)",
        "assert!(root.checked_mul(root).unwrap() == square)",
    );
    assert!(source.contains("unwrap"));
    place.write(&format!("{name}/src/main.rs"), source);
}

#[test]
fn a_cargo_project_is_a_program() {
    if !comparison::has_rust() {
        return;
    }
    let place = Place::new();
    project(&place, "one");
    project(&place, "other");
    place.write("public.txt", "49");
    place.write("secret.txt", "7");
    // Without other dependencies no network is needed.
    let offline = [("HTTPS_PROXY", "http://127.0.0.1:1")];
    place
        .vntr_with(
            &offline,
            "run one --primary public.txt --auxiliary secret.txt",
        )
        .exits(0)
        .prints("primary words claimed 0x1\n");
    place.write("other.txt", "50");
    place
        .vntr("run one --primary other.txt --auxiliary secret.txt")
        .exits(1)
        .says("panicked at src/main.rs:10:5");
    // Where a project lies is not in its image; how it is compiled is.
    let elsewhere = place.path("elsewhere");
    place.vntr("build one -o one.vnt").exits(0);
    place
        .vntr_with(
            &[("CARGO_TARGET_DIR", elsewhere.to_str().unwrap())],
            "build other -o other.vnt",
        )
        .exits(0);
    place
        .vntr("build one -O s --listing -o small.vnt")
        .exits(0)
        .prints("assert!(root.checked_mul(root).unwrap() == square)");
    let images = ["one.vnt", "other.vnt", "small.vnt"];
    let images = images.map(|name| std::fs::read(place.path(name)).unwrap());
    assert!(images[0] == images[1] && images[0] != images[2]);
    assert!(!place.path("other/target").exists());

    place.write("one/src/bin/two.rs", SQUARE_RS);
    place
        .vntr("run one")
        .exits(2)
        .says("error: one: several binaries, square, two: expected one, or default-run");
    place.write("Cargo.toml", "[workspace]\nmembers = [\"one\"]\n");
    place
        .vntr("run .")
        .exits(2)
        .says("a workspace: expected the directory of one of its packages, square");
}

#[test]
fn what_cannot_be_built_of_rust() {
    if !comparison::has_rust() {
        return;
    }
    let place = Place::new();
    let wrong = "#![no_std]\n#![no_main]\nvntr_guest::entry!(main);\nfn main() -> u32 { x }\n";
    place.write("wrong.rs", wrong);
    place
        .vntr("run wrong.rs")
        .exits(2)
        .says("error[E0425]: cannot find value `x` in this scope\n --> wrong.rs:4:20")
        .does_not_say("relax");
    place.write(
        "rustc",
        format!("#!/bin/sh\necho {}\n", place.path("none").display()),
    );
    let script = place.path("rustc");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    place
        .vntr_with(&[("VNTR_RUSTC", "./rustc")], "run wrong.rs")
        .exits(3)
        .says("error: wrong.rs: the target riscv32imac-unknown-none-elf is not installed: rustup target add riscv32imac-unknown-none-elf\n");
    place
        .vntr_with(&[("VNTR_RUSTC", ""), ("PATH", "/nowhere")], "run wrong.rs")
        .exits(3)
        .says("rustc is not installed: see https://rustup.rs");
    place
        .vntr_with(&[("VNTR_RUSTC", "./nothing")], "run wrong.rs")
        .exits(3)
        .says("./nothing: No such file or directory");
    place
        .vntr("run nothing.rs")
        .exits(3)
        .says("cannot read nothing.rs: No such file or directory");
}
