//! The assembler, the disassembler, and the two text and file formats around them.

use proptest::prelude::*;
use tinyram::{ArchParams, DoubleWord, Program, TapeErrorKind, Tapes, VntError, asm, parse_tape};

const HEADER: &str = "; TinyRAM V=2.000 M=vn W=32 K=16";

fn codes(source: &str) -> Vec<(&'static str, usize, usize)> {
    match asm::assemble(source) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|e| (e.code, e.line, e.column)).collect(),
    }
}

fn words(source: &str) -> Vec<u64> {
    let program = asm::assemble(source)
        .unwrap_or_else(|e| panic!("{}", asm::render_all(&e, source, "test")))
        .program;
    program
        .double_words
        .iter()
        .flat_map(|d| [d.lo, d.hi])
        .collect()
}

#[test]
fn line_endings_are_one_another() {
    let lines = [
        HEADER,
        "_a: mov r1, _b ; comment",
        "",
        "\t_b:",
        "  jmp\t_a",
        "answer 0",
    ];
    let unix = asm::assemble(&lines.join("\n")).expect("fine");
    assert_eq!(unix.source_lines, [2, 5, 6]);
    assert_eq!(
        unix.labels
            .iter()
            .map(|(n, a)| (n.as_str(), *a))
            .collect::<Vec<_>>(),
        [("_a", 0), ("_b", 8)]
    );
    for ending in ["\r", "\r\n"] {
        assert_eq!(asm::assemble(&lines.join(ending)).expect("fine"), unix);
    }
    assert_eq!(
        asm::assemble(&format!("\u{feff}{}\n", lines.join("\n"))).expect("fine"),
        unix
    );
    assert_eq!(
        asm::assemble(&format!("{HEADER}  \t\n; ünïcödé €\nanswer 0 ; ✓"))
            .expect("fine")
            .source_lines,
        [3]
    );
}

#[test]
fn data_and_instructions_are_aligned() {
    let source = format!(
        "{HEADER}\n_a: .word 1, -1, 0x2a\n_b:\n answer 0\n_c: .word _b\n_d: .zero 3\n_e: .word _e, _end\n_end:"
    );
    let assembled = asm::assemble(&source).expect("fine");
    assert_eq!(
        assembled.labels.iter().map(|(_, a)| *a).collect::<Vec<_>>(),
        [0, 16, 24, 28, 40, 48]
    );
    assert_eq!(
        words(&source),
        [1, 0xffff_ffff, 42, 0, 0, 0xfc00_0000, 16, 0, 0, 0, 40, 48]
    );
    assert_eq!(assembled.source_lines, [2, 2, 4, 5, 6, 7]);
}

#[test]
fn numbers_have_the_range_of_a_word() {
    let wrap = |number: &str| format!("; TinyRAM V=2.000 M=vn W=16 K=16\n.word {number}");
    for (number, word) in [
        ("-32768", 0x8000),
        ("65535", 0xffff),
        ("-0", 0),
        ("007", 7),
        ("0xABcd", 0xabcd),
        ("-0x1", 0xffff),
    ] {
        assert_eq!(words(&wrap(number))[0], word, "{number}");
    }
    for number in ["-32769", "65536", "99999999999999999999999999"] {
        assert_eq!(codes(&wrap(number)), [("A0113", 2, 7)], "{number}");
    }
    for number in [
        "+5", "--5", "-", "0x", "1a", "0X1", "1_000", "r", "_", "_a-b", "\u{0663}", "R1",
    ] {
        assert_eq!(codes(&wrap(number)), [("A0112", 2, 7)], "{number}");
    }
}

#[test]
fn all_errors_are_reported_in_order() {
    let source = format!(
        "{HEADER}\nmov r16, _nowhere\nadd r1 r2, 3\nfoo r1\n_a: _b: jmp 1\nmov r99, 4294967296"
    );
    let expected = [
        ("A0111", 2, 5),
        ("A0114", 3, 8),
        ("A0108", 4, 1),
        ("A0105", 5, 5),
        ("A0111", 6, 5),
        ("A0113", 6, 10),
    ];
    // The undefined label of a line that is wrong anyway is not known to be used.
    assert_eq!(codes(&source), expected);
    let source = format!("{HEADER}\njmp _x\nfoo 1\njmp _y\n");
    assert_eq!(
        codes(&source),
        [("A0107", 2, 5), ("A0108", 3, 1), ("A0107", 4, 5)]
    );
}

#[test]
fn headers() {
    let header = |text: &str| codes(&format!("{text}\nanswer 0")).first().map(|e| e.0);
    for (text, code) in [
        (HEADER, None),
        ("; TinyRAM V=2.000 M=vn W=32 K=16 \t", None),
        ("", Some("A0101")),
        ("answer 0", Some("A0101")),
        ("; TinyRAM V=2.000 M=vn W=32", Some("A0101")),
        ("; TinyRAM V=2.000 M=vn W=32 K=16 X=1", Some("A0101")),
        (";TinyRAM V=2.000 M=vn W=32 K=16", Some("A0101")),
        ("; TinyRAM V=1.000 M=vn W=32 K=16", Some("A0102")),
        ("; TinyRAM V=2.000 M=hv W=32 K=16", Some("A0103")),
        ("; TinyRAM V=2.000 M=xx W=32 K=16", Some("A0103")),
        ("; TinyRAM V=2.000 M=vn W=24 K=16", Some("A0104")),
        ("; TinyRAM V=2.000 M=vn W=16 K=64", Some("A0104")),
        ("; TinyRAM V=2.000 M=vn W=32 K=0", Some("A0104")),
        ("; TinyRAM V=2.000 M=vn W=+32 K=16", Some("A0104")),
        ("; TinyRAM V=2.000 M=vn W=32 K=99999999999", Some("A0104")),
    ] {
        assert_eq!(header(text), code, "{text}");
    }
    let errors = asm::assemble("; TinyRAM V=2.000 M=hv W=32 K=16\nfoo").expect_err("refused");
    assert!(
        errors[0]
            .message
            .contains("`hv` is not supported, only the von Neumann variant `vn`")
    );
    assert_eq!(errors.len(), 2, "the rest is still looked at");
}

#[test]
fn rendering_points_at_the_place() {
    let source = format!("{HEADER}\n_loop:\tadd r1, r1, 1\n\tcjmp  _lop   ; back\n");
    let errors = asm::assemble(&source).expect_err("refused");
    let expected = "\
error[A0107]: the label `_lop` is not defined
 --> prog.s:3:8
  |
3 |  cjmp  _lop   ; back
  |        ^^^^
  = help: put `_lop:` before the instruction or datum it should name
";
    assert_eq!(errors[0].render(&source, "prog.s"), expected);
    // With another text there is nothing to point at, and no panic.
    assert!(errors[0].render("é", "prog.s").starts_with("error[A0107]"));
}

#[test]
fn mnemonics_are_suggested() {
    for (wrong, help) in [
        ("addd", "add"),
        ("MOV", "mov"),
        ("loadw", "load.w"),
        ("ansver", "answer"),
        (".wrod", ".word"),
    ] {
        let errors = asm::assemble(&format!("{HEADER}\n{wrong} 1")).expect_err("refused");
        assert_eq!(
            errors[0].help.as_deref(),
            Some(format!("did you mean `{help}`?").as_str()),
            "{wrong}"
        );
    }
    let errors = asm::assemble(&format!("{HEADER}\nfrobnicate 1")).expect_err("refused");
    assert_eq!(errors[0].help, None);
}

#[test]
fn programs_have_to_fit() {
    let fits = "; TinyRAM V=2.000 M=vn W=8 K=2\n.zero 256";
    assert_eq!(words(fits).len(), 256);
    assert_eq!(codes(&fits.replace("256", "257")), [("A0116", 2, 1)]);
    assert_eq!(
        codes(&format!("{HEADER}\n.zero 18446744073709551615")),
        [("A0116", 2, 1)]
    );
    let program = Program::new(
        ArchParams::new(8, 2).expect("a machine"),
        vec![DoubleWord::default(); 129],
    );
    assert!(program.is_err());
}

#[test]
fn long_files_and_long_lines_take_linear_time() {
    // Quadratic behaviour would take minutes here.
    let mut source = format!("{HEADER}\n");
    for i in 0..100_000 {
        source.push_str(&format!("_l{i}: jmp _l{}\n", (i + 1) % 100_000));
    }
    assert_eq!(
        asm::assemble(&source)
            .expect("fine")
            .program
            .double_words
            .len(),
        100_000
    );
    let wrong = format!(
        "{HEADER}\n.word {}\n{}",
        "?,".repeat(100_000),
        "jmp _nowhere\n".repeat(50_000)
    );
    let errors = asm::assemble(&wrong).expect_err("refused");
    assert!(errors.len() >= 50_000);
    assert!(asm::render_all(&errors, &wrong, "wrong.s").len() > 1_000_000);
    let labels = format!("{HEADER}\n.word {}_a", "_a,".repeat(100_000));
    assert_eq!(asm::assemble(&labels).expect_err("refused").len(), 100_001);
}

#[test]
fn vnt_files() {
    let program = asm::assemble(&format!("{HEADER}\nadd r3, r7, 1234\nanswer 0"))
        .expect("fine")
        .program;
    let file = program.write_vnt();
    assert_eq!(file.len(), 24 + 16);
    assert_eq!(
        &file[..24],
        b"VNTPROG\0\x01\0\x20\0\x10\0\0\0\x02\0\0\0\0\0\0\0"
    );
    assert_eq!(Program::read_vnt(&file).as_ref(), Ok(&program));
    for length in 0..file.len() {
        assert!(
            Program::read_vnt(&file[..length]).is_err(),
            "{length} bytes"
        );
    }
    let changed = |at: usize, byte: u8| {
        let mut file = file.clone();
        file[at] = byte;
        Program::read_vnt(&file)
    };
    assert_eq!(changed(0, b'v'), Err(VntError::Magic));
    assert_eq!(
        changed(8, 2),
        Err(VntError::Version {
            expected: 1,
            got: 2
        })
    );
    assert!(matches!(changed(10, 33), Err(VntError::Arch(_))));
    assert!(matches!(
        changed(10, 64),
        Err(VntError::Length {
            expected: 32,
            got: 16
        })
    ));
    assert!(matches!(
        changed(23, 255),
        Err(VntError::Length { got: 16, .. })
    ));
    let longer = [&file[..], &[0]].concat();
    assert_eq!(
        Program::read_vnt(&longer),
        Err(VntError::Length {
            expected: 16,
            got: 17
        })
    );
}

#[test]
fn tape_texts() {
    let arch = ArchParams::new(32, 16).expect("a machine");
    let parse = |text: &str| parse_tape(text, arch);
    assert_eq!(
        parse(" 1 2\t3\r\n# all comment\n0xff -1#x\n-2147483648").expect("fine"),
        [1, 2, 3, 255, 0xffff_ffff, 0x8000_0000]
    );
    assert_eq!(parse("").expect("fine"), []);
    for (text, kind) in [
        ("1\n 7 secret9", TapeErrorKind::NotANumber),
        ("1\n 7 +987654", TapeErrorKind::NotANumber),
        ("1\n é 98765432198765", TapeErrorKind::NotANumber),
        (
            "1\n 7 98765432198765",
            TapeErrorKind::OutOfRange { word_bits: 32 },
        ),
        (
            "1\n 7 -2147483649",
            TapeErrorKind::OutOfRange { word_bits: 32 },
        ),
    ] {
        let error = parse(text).expect_err("refused");
        let column = if text.contains('é') { 2 } else { 4 };
        assert_eq!(
            (error.kind, error.line, error.column),
            (kind, 2, column),
            "{text}"
        );
        let shown = format!("{error} {error:?}");
        for digits in ["secret9", "9876", "47483649"] {
            assert!(!shown.contains(digits), "{shown}");
        }
    }
    let wide = Tapes {
        primary: vec![1 << 32],
        auxiliary: vec![],
    };
    assert!(wide.check(arch).is_err() && Tapes::default().check(arch).is_ok());
}

fn any_program() -> impl Strategy<Value = Program> {
    let arch = prop_oneof![
        Just((8, 2)),
        Just((16, 16)),
        Just((16, 11)),
        Just((32, 16)),
        Just((64, 100))
    ];
    let double_words = prop::collection::vec((any::<u64>(), any::<u64>(), 0..4u8), 0..60);
    (arch, double_words).prop_map(|((w, k), double_words)| {
        let arch = ArchParams::new(w, k).expect("a machine");
        let mask = arch.word_mask();
        // Random operands are rarely registers and random padding is rarely zero: help both along.
        let register_bits = (6 + 2 * arch.register_bits()).min(w);
        let padding = mask >> (register_bits - 1) >> 1;
        let double_words = double_words.into_iter().map(|(lo, hi, kind)| DoubleWord {
            lo: if kind & 1 == 1 { lo % 16 } else { lo & mask },
            hi: if kind & 2 == 2 {
                hi & mask & !padding
            } else {
                hi & mask
            },
        });
        Program::new(arch, double_words.collect()).expect("a program")
    })
}

proptest! {
    #[test]
    fn disassembly_assembles_to_the_same_image(program in any_program()) {
        let text = asm::disassemble(&program);
        let again = asm::assemble(&text);
        prop_assert_eq!(again.expect("fine").program, program);
    }

    #[test]
    fn images_and_files_come_back(program in any_program()) {
        prop_assert_eq!(&Program::from_bytes(program.arch, &program.to_bytes()).expect("fine"), &program);
        prop_assert_eq!(&Program::read_vnt(&program.write_vnt()).expect("fine"), &program);
    }

    #[test]
    fn any_text_is_assembled_or_refused(text in "\\PC*") {
        let _ = asm::assemble(&text).map_err(|errors| asm::render_all(&errors, &text, "any"));
    }

    #[test]
    fn any_text_like_a_program_is_assembled_or_refused(
        lines in prop::collection::vec("(_[a-c]?:?)? ?(mov|add|\\.word|\\.zero|store\\.w|x|é)?[ \t]?(r[0-9]{1,2}|-?[0-9]{1,12}|_[a-c]|0x[0-9a-g]{0,3}|,|;|\u{301}|[ \r\t]){0,8}", 0..12),
    ) {
        let text = format!("{HEADER}\n{}", lines.join("\n"));
        if let Err(errors) = asm::assemble(&text) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|e| e.line <= text.len() && e.column >= 1 && e.width >= 1));
            asm::render_all(&errors, &text, "any");
        }
    }

    #[test]
    fn any_bytes_are_a_file_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64), head in 0..25usize) {
        let mut file = asm::assemble(HEADER).expect("fine").program.write_vnt();
        file.truncate(head);
        file.extend(bytes);
        let _ = Program::read_vnt(&file);
    }

    #[test]
    fn any_text_is_a_tape_or_refused(text in "([-0-9a-fx# \n]|\\PC)*") {
        let _ = parse_tape(&text, ArchParams::new(16, 16).expect("a machine"));
    }
}
