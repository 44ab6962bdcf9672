//! Instructions and numbers: the reference vectors, in both directions, and that decoding is total.

use proptest::prelude::*;
use tinyram::{
    Answer1Reason, ArchParams, Decoded, DoubleWord, Instruction, Opcode, Program, asm, isa,
    raw_fields,
};

/// *W*, *K*, assembly, the 2W-bit value, the bytes in memory.
const VECTORS: &[(u32, u32, &str, &str, &str)] = &[
    (16, 16, "add r3, r7, 1234", "24dc04d2", "d2 04 dc 24"),
    (16, 16, "cmpe r0, 32770", "6c008002", "02 80 00 6c"),
    (16, 16, "cmpae r1, r2", "78040002", "02 00 04 78"),
    (16, 16, "store.w 0, r0", "e4000000", "00 00 00 e4"),
    (16, 16, "store.w r0, r1", "e0400000", "00 00 40 e0"),
    (16, 16, "store.b 65535, r15", "d7c0ffff", "ff ff c0 d7"),
    (16, 16, "read r1, 0", "f4400000", "00 00 40 f4"),
    (16, 16, "smulh r1, r2, -1", "4448ffff", "ff ff 48 44"),
    (16, 16, "answer r6", "f8000006", "06 00 00 f8"),
    (
        32,
        16,
        "add r3, r7, 1234",
        "24dc0000000004d2",
        "d2 04 00 00 00 00 dc 24",
    ),
    (
        32,
        16,
        "cmpge r15, r14",
        "883c00000000000e",
        "0e 00 00 00 00 00 3c 88",
    ),
    (
        32,
        8,
        "xor r0, r0, r1",
        "1000000000000001",
        "01 00 00 00 00 00 00 10",
    ),
    (
        64,
        32,
        "umod r31, r30, -2",
        "57fe000000000000fffffffffffffffe",
        "fe ff ff ff ff ff ff ff 00 00 00 00 00 00 fe 57",
    ),
    (8, 2, "add r1, r0, 255", "26ff", "ff 26"),
];

#[test]
fn reference_vectors() {
    for (w, k, text, value, bytes) in VECTORS {
        let source = format!("; TinyRAM V=2.000 M=vn W={w} K={k}\n{text}");
        let program = asm::assemble(&source).expect(text).program;
        let [DoubleWord { lo, hi }] = program.double_words[..] else {
            panic!("{text}: one instruction")
        };
        let value = u128::from_str_radix(value, 16).expect("hex");
        assert_eq!(u128::from(hi) << w | u128::from(lo), value, "{text}");
        let bytes: Vec<u8> = bytes
            .split(' ')
            .map(|b| u8::from_str_radix(b, 16).expect("hex"))
            .collect();
        assert_eq!(program.to_bytes(), bytes, "{text}");

        let arch = ArchParams::new(*w, *k).expect("a machine");
        let back = Program::from_bytes(arch, &bytes).expect(text);
        assert_eq!(
            asm::assemble(&asm::disassemble(&back)).expect(text).program,
            program,
            "{text}"
        );
        let Decoded::Instruction(instruction) = Instruction::decode(arch, back.double_words[0])
        else {
            panic!("{text} is an instruction")
        };
        let printed = instruction
            .to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let unsigned = text
            .replace("-1", "65535")
            .replace("-2", "18446744073709551614");
        assert_eq!(printed, unsigned);
    }
}

#[test]
fn the_table_is_in_order() {
    assert_eq!(isa::TABLE.len(), 29);
    assert!(
        isa::TABLE
            .windows(2)
            .all(|rows| rows[0].code < rows[1].code)
    );
    for row in isa::TABLE {
        assert_eq!(Opcode::from_code(row.code), Some(row.opcode));
        assert_eq!(Opcode::from_mnemonic(row.mnemonic), Some(row.opcode));
        assert_eq!(
            (row.opcode.shape(), row.opcode.family()),
            (row.shape, row.family)
        );
    }
    for code in (23..=25).chain(32..=255) {
        assert_eq!(Opcode::from_code(code), None);
    }
}

#[test]
fn undefined_opcodes_and_registers_are_answer_1() {
    let arch = ArchParams::new(32, 16).expect("a machine");
    for code in 23..=25 {
        let double_word = DoubleWord {
            lo: 0,
            hi: code << 27,
        };
        let expected = Decoded::Answer1(Answer1Reason::UndefinedOpcode);
        assert_eq!(Instruction::decode(arch, double_word), expected);
    }
    // Twelve registers: numbers 12 to 15 can be written but do not exist.
    let arch = ArchParams::new(32, 12).expect("a machine");
    let outside = Decoded::Answer1(Answer1Reason::RegisterOutOfRange);
    let instruction = |opcode, immediate, ri, rj, a| Instruction {
        opcode,
        immediate,
        ri,
        rj,
        a,
    };
    let decode = |i: Instruction| Instruction::decode(arch, i.encode(arch));
    assert_eq!(decode(instruction(Opcode::Add, true, 12, 0, 0)), outside);
    assert_eq!(decode(instruction(Opcode::Add, true, 0, 15, 0)), outside);
    assert_eq!(decode(instruction(Opcode::Add, false, 0, 0, 12)), outside);
    assert_eq!(
        decode(instruction(Opcode::Add, false, 0, 0, 1 << 31)),
        outside
    );
    assert_ne!(decode(instruction(Opcode::Add, true, 11, 11, 12)), outside);
    // In a field that is not used any number is fine, and so is anything in the padding.
    let mov = instruction(Opcode::Mov, true, 3, 0, 7);
    let DoubleWord { lo, hi } = mov.encode(arch);
    let garbage = DoubleWord {
        lo,
        hi: hi | 0x003f_ffff,
    };
    assert_eq!(raw_fields(arch, garbage.hi).f4, 15);
    assert_eq!(
        Instruction::decode(arch, garbage),
        Decoded::Instruction(mov)
    );
}

#[test]
fn one_register_needs_no_bits() {
    let arch = ArchParams::new(8, 1).expect("a machine");
    assert_eq!(arch.register_bits(), 0);
    let not = Instruction {
        opcode: Opcode::Not,
        immediate: false,
        ri: 0,
        rj: 0,
        a: 0,
    };
    assert_eq!(
        Instruction::decode(arch, not.encode(arch)),
        Decoded::Instruction(not)
    );
}

#[test]
fn parameters() {
    for (w, k, fine) in [
        (8, 1, true),
        (8, 2, true),
        (8, 3, false),
        (16, 32, true),
        (16, 33, false),
        (32, 8192, true),
        (32, 8193, false),
        (64, 1 << 29, true),
        (64, (1 << 29) + 1, false),
        (64, u32::MAX, false),
        (32, 0, false),
        (24, 2, false),
        (0, 1, false),
        (128, 1, false),
    ] {
        assert_eq!(ArchParams::new(w, k).is_ok(), fine, "W={w} K={k}");
    }
    let arch = ArchParams::new(64, 3).expect("a machine");
    assert_eq!(
        (
            arch.word_bytes(),
            arch.double_word_bytes(),
            arch.register_bits()
        ),
        (8, 16, 2)
    );
    assert_eq!(
        (arch.word_mask(), arch.memory_double_words()),
        (u64::MAX, 1 << 60)
    );
    assert_eq!(
        ArchParams::new(8, 2)
            .expect("a machine")
            .memory_double_words(),
        128
    );
}

fn any_arch() -> impl Strategy<Value = ArchParams> {
    prop_oneof![
        Just((8, 2)),
        Just((16, 16)),
        Just((16, 11)),
        Just((32, 16)),
        Just((32, 32)),
        Just((64, 100))
    ]
    .prop_map(|(w, k)| ArchParams::new(w, k).expect("a machine"))
}

proptest! {
    #[test]
    fn decode_undoes_encode(
        arch in any_arch(), at in 0..29usize, immediate: bool, ri: u32, rj: u32, a: u64,
    ) {
        let opcode = Opcode::ALL[at];
        let k = arch.num_registers();
        let a = if immediate { a & arch.word_mask() } else { a % u64::from(k) };
        let ri = if opcode.shape().uses_ri() { ri % k } else { 0 };
        let rj = if opcode.shape().uses_rj() { rj % k } else { 0 };
        let instruction = Instruction { opcode, immediate, ri, rj, a };
        prop_assert_eq!(Instruction::decode(arch, instruction.encode(arch)), Decoded::Instruction(instruction));
    }

    #[test]
    fn every_double_word_decodes(arch in any_arch(), lo: u64, hi: u64) {
        if let Decoded::Instruction(i) = Instruction::decode(arch, DoubleWord { lo, hi }) {
            prop_assert!(i.ri < arch.num_registers() && i.rj < arch.num_registers() && i.a <= arch.word_mask());
        }
    }
}
