//! Programs that run every instruction at edge operands, and what comes in which order.

use tinyram::{Opcode, Shape};

const EDGES: [u32; 7] = [0, 1, 31, 32, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/// Instructions of straight-line programs that run every opcode on every pair of edge operands, with A as immediate and as
/// register, under both flags.
pub(crate) fn straight_lines() -> Vec<String> {
    let mut lines = vec![];
    for opcode in Opcode::ALL {
        let name = opcode.mnemonic();
        match opcode.shape() {
            Shape::RiRjA | Shape::RjA => {
                for x in EDGES {
                    lines.push(format!("mov r1, {x}"));
                    for a in EDGES {
                        let ri = if opcode.shape() == Shape::RjA {
                            ""
                        } else {
                            "r3, "
                        };
                        lines.push(format!("{name} {ri}r1, {a}"));
                    }
                    lines.push("mov r2, r1".to_owned());
                    let ri = if opcode.shape() == Shape::RjA {
                        ""
                    } else {
                        "r1, "
                    };
                    lines.push(format!("{name} {ri}r1, r2"));
                }
            }
            Shape::RiA if matches!(opcode, Opcode::LoadB | Opcode::LoadW) => {
                lines.push("mov r1, 0x81c3a5e7".to_owned());
                lines.push("store.w 4000, r1".to_owned());
                lines.push("xor r1, r1, -1".to_owned());
                lines.push("store.w 4004, r1".to_owned());
                for offset in 0..8 {
                    lines.push(format!("{name} r3, {}", 4000 + offset));
                }
                for address in [0u32, 3, 0xffff_fff8, 0xffff_ffff] {
                    lines.push(format!("mov r4, {address}\n{name} r4, r4"));
                }
            }
            Shape::RiA => {
                for flag in ["cmpe r0, r0", "cmpa r0, r0"] {
                    lines.push(flag.to_owned());
                    for a in EDGES {
                        lines.push(format!("{name} r3, {a}"));
                    }
                    lines.push(format!("mov r4, 1\n{name} r4, r4"));
                }
            }
            Shape::ARi => {
                for (i, value) in EDGES.into_iter().enumerate() {
                    lines.push(format!("mov r1, {value}"));
                    lines.push(format!("{name} {}, r1", 5000 + 3 * i));
                    lines.push(format!(
                        "mov r2, {}\n{name} r2, r2",
                        0xffff_ffff_u32 - i as u32
                    ));
                }
            }
            // Jumps and answer end a straight line: they have tests of their own.
            Shape::A => {}
        }
    }
    lines
}

/// Programs about the order of things: jumps, tapes, answers, the ends of memory.
pub(crate) const WHOLE: [(&str, &[u32], &[u32], u32); 12] = [
    // Jumps under both flags, to unaligned addresses, through a register.
    (
        "cmpe r0, r0\ncnjmp _bad\ncjmp _a\n_bad: answer 1\n_a: cmpa r0, r0\ncjmp _bad\ncnjmp 59\n\
         mov r1, _c\njmp r1\nanswer 2\n_c: mov r2, 99\njmp r2\nanswer 0",
        &[],
        &[],
        0,
    ),
    // The pc wraps from the last double word to 0, where the program goes on.
    (
        "cmpe r5, 1\ncjmp _second\nmov r5, 1\njmp 0xfffffff8\n_second: answer 0",
        &[],
        &[],
        0,
    ),
    // Running off the end into zero memory, which counts as `and r0, r0, r0`, and back through the whole of it is not
    // possible; but a jump in it is: the program writes one there.
    (
        "load.w r1, _jump\nstore.w 1000, r1\nload.w r1, 60\nstore.w 1004, r1\njmp 984\nanswer 1\nanswer 1\n\
         _jump: jmp _end\n_end: answer 0",
        &[],
        &[],
        0,
    ),
    // Reading past the end of both tapes, twice; tapes 2 and 2^32 - 1; a tape chosen by a register.
    (
        "read r1, 0\nread r2, 0\ncnjmp _bad\nread r2, 0\ncnjmp _bad\nadd r1, r1, r2\nmov r3, 1\nread r3, r3\n\
         cjmp _bad\nread r4, 1\ncnjmp _bad\nread r4, 1\ncnjmp _bad\nread r5, 2\ncnjmp _bad\nread r5, -1\ncnjmp _bad\n\
         sub r1, r1, r3\nanswer r1\n_bad: answer 9",
        &[77],
        &[77],
        0,
    ),
    // A full tape of the small profiles: 27 words.
    (
        "_l: read r1, 0\ncjmp _end\nadd r2, r2, r1\njmp _l\n_end: sub r2, r2, 378\nanswer r2",
        &[
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
            25, 26, 27,
        ],
        &[],
        0,
    ),
    // Self-modification of the operand word and of the opcode word, of the very next instruction too.
    (
        "mov r1, 5\nstore.w 16, r1\nmov r2, 4\nload.w r3, 60\nstore.w 44, r3\nmov r4, 3\nsub r2, r2, 5\nsub r2, r2, 3\n\
         answer r2",
        &[],
        &[],
        0xffff_fffa,
    ),
    // Undefined opcodes and registers that do not exist are `answer 1`, with any garbage around them.
    (".word 77, 0xb8000000", &[], &[], 1),
    (".word 0xffffffff, 0xcfffffff", &[], &[], 1),
    (".word 32, 0xf8000000", &[], &[], 1),
    (".word 0xffffffff, 0x23ffffff", &[], &[], 1),
    // Unused fields and padding may be anything.
    (".word 7, 0x97c0ffff, 0, 0xffffffff", &[], &[], 0),
    ("answer 0xffffffff", &[], &[], 0xffff_ffff),
];
