//! Every RV32IMAC instruction at edge operands: qemu, the interpreter and every translation leave the same results.

mod support;

use compiler_backend::riscv::{Family, Format, Op, Row, TABLE};
use std::fmt::Write;
use support::results_agree;

const EDGES: [u32; 17] = [
    0,
    1,
    2,
    3,
    7,
    31,
    32,
    33,
    0x80,
    0xffff,
    0x1234_5678,
    0x7fff_ffff,
    0x8000_0000,
    0x8000_0001,
    0xaaaa_5555,
    0xffff_fffe,
    0xffff_ffff,
];

const IMMEDIATES: [i32; 11] = [-2048, -2047, -256, -2, -1, 0, 1, 2, 31, 255, 2047];

/// Assembly in the making, with the place of the next result in s1.
struct Body {
    text: String,
    words: u32,
}

impl Body {
    fn new() -> Self {
        let mut table = String::from(".section .rodata\n.balign 4\nedges:\n");
        for edge in EDGES {
            writeln!(table, " .word {edge:#x}").unwrap();
        }
        Body {
            text: format!("{table}.text\n_start:\n la s1, results\n"),
            words: 0,
        }
    }

    fn line(&mut self, line: impl std::fmt::Display) {
        writeln!(self.text, " {line}").unwrap();
    }

    /// Stores a register as the next result.
    fn result(&mut self, register: &str) {
        self.line(format_args!("sw {register}, 0(s1)\n addi s1, s1, 4"));
        self.words += 1;
    }

    /// Calls the subroutine `name` with each pair of edges in a0 and a1; it stores `results` words.
    fn each_pair(&mut self, name: &str, results: u32) {
        let count = EDGES.len();
        self.line(format_args!(
            "la s2, edges\n addi s4, s2, {end}\n1: la s3, edges\n2: lw a0, 0(s2)\n lw a1, 0(s3)\n jal {name}\n \
             addi s3, s3, 4\n bne s3, s4, 2b\n addi s2, s2, 4\n bne s2, s4, 1b",
            end = 4 * count
        ));
        self.words += (count * count) as u32 * results;
    }

    fn agree(self, what: &str) {
        results_agree(
            &format!("{}\n j _finish\n{}", self.text, ""),
            4 * self.words,
            what,
        );
    }
}

/// The register forms, with operands from memory and every way for registers to be the same.
#[test]
fn registers() {
    let mut body = Body::new();
    let mut subroutines = String::new();
    for row in TABLE.iter().filter(|row| row.format == Format::R) {
        let name = row.mnemonic;
        writeln!(
            subroutines,
            "_{name}:\n {name} a2, a0, a1\n sw a2, 0(s1)\n \
             mv a3, a0\n {name} a3, a3, a1\n sw a3, 4(s1)\n \
             mv a4, a1\n {name} a4, a0, a4\n sw a4, 8(s1)\n \
             {name} a5, a0, a0\n sw a5, 12(s1)\n \
             mv a6, a0\n {name} a6, a6, a6\n sw a6, 16(s1)\n \
             {name} zero, a0, a1\n sw zero, 20(s1)\n \
             {name} a2, zero, a1\n sw a2, 24(s1)\n \
             {name} a2, a0, zero\n sw a2, 28(s1)\n \
             {name} a2, zero, zero\n sw a2, 32(s1)\n \
             addi s1, s1, 36\n ret"
        )
        .unwrap();
        body.each_pair(&format!("_{name}"), 9);
    }
    body.line("j _finish");
    body.text.push_str(&subroutines);
    body.agree("register forms");
}

/// The same with operands that are known when the program is translated.
#[test]
fn known_operands() {
    let mut body = Body::new();
    for row in TABLE.iter().filter(|row| row.format == Format::R) {
        for x in EDGES {
            for y in EDGES.into_iter().step_by(3) {
                let name = row.mnemonic;
                // Both known, the first, the second.
                body.line(format_args!("li a0, {x}\n li a1, {y}\n {name} a2, a0, a1"));
                body.result("a2");
                body.line(format_args!(
                    "la t0, edges\n lw a1, 0(t0)\n {name} a2, a0, a1"
                ));
                body.result("a2");
                body.line(format_args!(
                    "li a1, {y}\n lw a0, 8(t0)\n {name} a2, a0, a1"
                ));
                body.result("a2");
            }
        }
    }
    body.agree("known operands");
}

#[test]
fn immediates() {
    let mut body = Body::new();
    body.line("la t0, edges");
    for row in TABLE {
        let immediates: Vec<i32> = match row.format {
            Format::I => IMMEDIATES.to_vec(),
            Format::Shift => (0..32).collect(),
            _ => continue,
        };
        for (index, edge) in EDGES.iter().enumerate() {
            for immediate in &immediates {
                let name = row.mnemonic;
                body.line(format_args!(
                    "lw a0, {}(t0)\n {name} a1, a0, {immediate}",
                    4 * index
                ));
                body.result("a1");
                body.line(format_args!("{name} a0, a0, {immediate}"));
                body.result("a0");
                body.line(format_args!("li a0, {edge}\n {name} a0, a0, {immediate}"));
                body.result("a0");
            }
        }
    }
    for upper in [0, 1, 0x7ffff, 0x80000, 0xfffff] {
        body.line(format_args!("lui a0, {upper}"));
        body.result("a0");
    }
    body.agree("immediates");
}

#[test]
fn branches() {
    let mut body = Body::new();
    let mut subroutines = String::new();
    for row in TABLE.iter().filter(|row| row.family == Family::Branch) {
        let name = row.mnemonic;
        writeln!(
            subroutines,
            "_{name}:\n li a2, 1\n {name} a0, a1, 1f\n li a2, 2\n1: \
             {name} a0, a0, 1f\n addi a2, a2, 4\n1: \
             {name} a0, zero, 1f\n addi a2, a2, 8\n1: \
             {name} zero, a0, 1f\n addi a2, a2, 16\n1: \
             li a3, 31\n {name} a0, a3, 1f\n addi a2, a2, 32\n1: \
             {name} a3, a0, 1f\n addi a2, a2, 64\n1: \
             {name} zero, zero, 1f\n addi a2, a2, 128\n1: \
             sw a2, 0(s1)\n addi s1, s1, 4\n ret"
        )
        .unwrap();
        body.each_pair(&format!("_{name}"), 1);
    }
    body.line("j _finish");
    body.text.push_str(&subroutines);
    body.agree("branches");
}

/// What the flag tells after one instruction is used by the next: each pair of an instruction that sets it and one that asks.
#[test]
fn flags() {
    let setters = [
        "add a2, a0, a1",
        "add a0, a0, a1",
        "add a1, a0, a1",
        "addi a2, a0, -1",
        "addi a0, a0, 1",
        "sub a2, a0, a1",
        "sub a0, a0, a1",
        "sub a1, a0, a1",
        "neg a2, a1",
        "and a2, a0, a1",
        "and a0, a0, a1",
        "or a2, a0, a1",
        "xor a2, a0, a1",
        "xor a1, a0, a1",
        "slt a2, a0, a1",
        "sltu a2, a0, a1",
        "slt a0, a0, a1",
        "sltu a1, a0, a1",
        "seqz a2, a0",
        "snez a2, a0",
        "slti a2, a0, 5",
        "sltiu a2, a0, 5",
        "sltz a2, a0",
        "slli a2, a0, 1",
        "srli a2, a0, 1",
        "mul a2, a0, a1",
        "divu a2, a0, a1",
        "mv a2, a0",
        "not a2, a0",
        "li a1, 7\n add a2, a0, a1",
    ];
    let askers = [
        "sltu a3, a2, a0",
        "sltu a3, a2, a1",
        "sltu a3, a0, a1",
        "sltu a3, a1, a0",
        "slt a3, a0, a1",
        "seqz a3, a2",
        "snez a3, a2",
        "seqz a3, a0",
        "seqz a3, a1",
        "xori a3, a2, 1",
        "sltu a2, a2, a0",
        "sltu a2, a2, a1",
    ];
    let branches = ["beq", "bne", "blt", "bge", "bltu", "bgeu"];
    let mut body = Body::new();
    let mut subroutines = String::new();
    for (number, setter) in setters.iter().enumerate() {
        let (mut text, mut results) = (
            format!("_flag{number}:\n mv a6, a0\n mv a7, a1\n li a2, 9\n"),
            0,
        );
        let again = "mv a0, a6\n mv a1, a7\n";
        for asker in askers {
            let out = &asker[asker.find(' ').unwrap() + 1..][..2];
            write!(
                text,
                " {again} {setter}\n {asker}\n sw {out}, {}(s1)\n",
                4 * results
            )
            .unwrap();
            results += 1;
        }
        for branch in branches {
            for (x, y) in [
                ("a0", "a1"),
                ("a2", "a0"),
                ("a2", "zero"),
                ("a0", "zero"),
                ("a1", "a2"),
                ("zero", "a2"),
            ] {
                write!(
                    text,
                    " {again} {setter}\n li a4, 1\n {branch} {x}, {y}, 1f\n li a4, 2\n1: sw a4, {}(s1)\n",
                    4 * results
                )
                .unwrap();
                results += 1;
            }
        }
        write!(text, " addi s1, s1, {}\n ret\n", 4 * results).unwrap();
        subroutines.push_str(&text);
        body.each_pair(&format!("_flag{number}"), results);
    }
    body.line("j _finish");
    body.text.push_str(&subroutines);
    body.agree("flags");
}

#[test]
fn loads_and_stores() {
    let mut body = Body::new();
    body.text.push_str(
        ".data\n.balign 8\npattern: .byte 0x01, 0x82, 0x7f, 0xff, 0x80, 0x00, 0xfe, 0x11, 0x99, 0x22, 0xaa, 0x33\n.text\n",
    );
    // The base known or not, aligned in an evident way or not.
    let bases = [
        "la a0, pattern",
        "la a0, pattern\n sw a0, 0(s1)\n lw a0, 0(s1)",
        "la a0, pattern\n sw a0, 0(s1)\n lw a0, 0(s1)\n andi a0, a0, -4",
    ];
    for base in bases {
        for row in TABLE.iter().filter(|row| row.family == Family::LoadStore) {
            let bytes = match row.op {
                Op::Lw | Op::Sw => 4,
                _ => 1,
            };
            for offset in (0..8).step_by(bytes) {
                let name = row.mnemonic;
                if row.format == Format::Load {
                    body.line(format_args!("{base}\n {name} a1, {offset}(a0)"));
                    body.result("a1");
                    body.line(format_args!("{base}\n {name} a0, {offset}(a0)"));
                    body.result("a0");
                    body.line(format_args!(
                        "{base}\n addi a0, a0, {offset}\n {name} a1, 0(a0)"
                    ));
                    body.result("a1");
                    body.line(format_args!("{base}\n {name} zero, {offset}(a0)"));
                    body.result("zero");
                } else {
                    for value in [
                        "li a2, 0x12345678",
                        "la a2, edges\n lw a2, 52(a2)",
                        "mv a2, zero",
                    ] {
                        body.line(format_args!("{base}\n {value}\n {name} a2, {offset}(a0)"));
                        body.line(format_args!(
                            "la a0, pattern\n lw a3, 0(a0)\n lw a4, 4(a0)\n lw a5, 8(a0)"
                        ));
                        for register in ["a3", "a4", "a5"] {
                            body.result(register);
                        }
                    }
                    body.line(format_args!(
                        "{base}\n {name} zero, {offset}(a0)\n lw a3, 0(a0)"
                    ));
                    body.result("a3");
                }
            }
        }
    }
    body.agree("loads and stores");
}

/// Each at edge operands, with every way for registers to be the same, its address known or not. Results: rd, and the word that is left.
#[test]
fn atomics() {
    let mut body = Body::new();
    body.text
        .push_str(".data\n.balign 8\nplace: .word 0, 0\npointer: .word place\n.text\n");
    let mut subroutines = String::new();
    let amo = |row: &&Row| row.format == Format::Amo && !matches!(row.op, Op::LrW | Op::ScW);
    for row in TABLE.iter().filter(amo) {
        let name = row.mnemonic;
        let mut text = format!("_{name}:\n");
        let mut results = 0;
        for address in ["la a2, place", "la t0, pointer\n lw a2, 0(t0)"] {
            for (instruction, rd) in [
                (format!("{name} a3, a1, (a2)"), "a3"),
                (format!("{name}.aqrl a3, a1, (a2)"), "a3"),
                (format!("mv a3, a1\n {name} a3, a3, (a2)"), "a3"),
                (format!("mv a3, a2\n {name} a3, a1, (a3)"), "a3"),
                (format!("{name} zero, a1, (a2)"), "zero"),
                (format!("{name} a3, zero, (a2)"), "a3"),
                (format!("li a4, 7\n {name} a3, a4, (a2)"), "a3"),
                (format!("li a4, -8\n {name} zero, a4, (a2)"), "zero"),
            ] {
                let (first, second) = (4 * results, 4 * results + 4);
                writeln!(
                    text,
                    " {address}\n sw a0, 0(a2)\n {instruction}\n sw {rd}, {first}(s1)\n la a2, place\n \
                     lw a3, 0(a2)\n sw a3, {second}(s1)"
                )
                .unwrap();
                results += 2;
            }
            // The address is what is stored, where it differs from the old value in no way that depends on where data lie.
            let (first, second) = (4 * results, 4 * results + 4);
            writeln!(
                text,
                " {address}\n sw a2, 0(a2)\n mv a3, a2\n {name} a3, a3, (a3)\n sub a3, a3, a2\n sw a3, {first}(s1)\n \
                 lw a3, 0(a2)\n sub a3, a3, a2\n sltu a3, a3, a2\n sw a3, {second}(s1)"
            )
            .unwrap();
            results += 2;
        }
        writeln!(text, " addi s1, s1, {}\n ret", 4 * results).unwrap();
        subroutines.push_str(&text);
        body.each_pair(&format!("_{name}"), results);
    }
    body.line("j _finish");
    body.text.push_str(&subroutines);
    body.agree("atomics");
}

/// Which `sc.w` stores: each sequence leaves what its `sc.w` say and the two words that they may have stored.
#[test]
fn reservations() {
    let mut body = Body::new();
    body.text
        .push_str(".data\n.balign 8\nplace: .word 0, 0\n.text\n");
    let known = "la a0, place\n addi a1, a0, 4";
    let from_memory = "la a0, place\n sw a0, 0(s1)\n lw a0, 0(s1)\n addi a1, a0, 4";
    // What comes first has had no `lr.w` before it.
    for sequence in [
        "sc.w a4, a2, (a0)",
        "sc.w zero, a2, (a0)",
        "lr.w a5, (a0)\n sc.w a4, a2, (a0)",
        "lr.w.aq a5, (a0)\n sc.w.rl a4, a2, (a0)",
        "lr.w a5, (a0)\n sc.w zero, a2, (a0)",
        "lr.w zero, (a0)\n sc.w a4, a2, (a0)",
        "lr.w a5, (a0)\n sc.w a4, a2, (a1)",
        "lr.w a5, (a0)\n sc.w zero, a2, (a1)",
        "lr.w a5, (a0)\n sc.w a4, a2, (a1)\n sc.w a5, a3, (a0)",
        "lr.w a5, (a0)\n sc.w a4, a2, (a0)\n sc.w a5, a3, (a0)",
        "lr.w a5, (a0)\n lr.w a4, (a1)\n sc.w a4, a2, (a0)",
        "lr.w a5, (a0)\n lr.w a4, (a1)\n sc.w a4, a2, (a1)",
        "lr.w a5, (a0)\n sw a2, 4(a0)\n sc.w a4, a3, (a0)",
        "lr.w a5, (a0)\n amoadd.w a4, a2, (a1)\n sc.w a5, a3, (a0)",
        // Registers that are the same.
        "lr.w a5, (a0)\n sc.w a2, a2, (a0)\n mv a4, a2",
        "lr.w a5, (a0)\n mv a6, a0\n sc.w a6, a2, (a6)\n mv a4, a6",
        "mv a6, a0\n lr.w a6, (a6)\n sc.w a4, a2, (a0)\n mv a5, a6",
        "lr.w a5, (a0)\n sc.w a4, zero, (a0)",
        // What compilers make of a compare-and-swap that stores, and of one that does not.
        "1: lr.w a5, (a0)\n bne a5, zero, 2f\n sc.w a4, a2, (a0)\n bnez a4, 1b\n2:",
        "1: lr.w a5, (a0)\n bne a5, a3, 2f\n sc.w a4, a2, (a0)\n bnez a4, 1b\n2: sc.w a4, a3, (a1)",
        // A call and a loop between the two.
        "li a6, 3\n lr.w a5, (a0)\n3: addi a6, a6, -1\n bnez a6, 3b\n sc.w a4, a2, (a0)",
    ] {
        for base in [known, from_memory] {
            body.line(format_args!(
                "{base}\n sw zero, 0(a0)\n sw zero, 4(a0)\n li a2, 17\n li a3, 18\n li a4, 9\n li a5, 9\n {sequence}\n \
                 la a0, place"
            ));
            for result in ["a4", "a5"] {
                body.result(result);
            }
            for offset in [0, 4] {
                body.line(format_args!("lw a4, {offset}(a0)"));
                body.result("a4");
            }
        }
    }
    body.agree("reservations");
}

#[test]
fn jumps() {
    let mut body = Body::new();
    body.text.push_str(
        "li a0, 1\n jal a5, 1f\n li a0, 2\n1:\n li a1, 3\n la a2, 2f\n jalr a2, 0(a2)\n li a1, 4\n2:\n \
         la a3, 3f\n jr a3\n li a1, 5\n3:\n call _four\n addi a1, a1, 100\n j 5f\n_four: addi a1, a1, 10\n ret\n5:\n \
         lla a4, 6f\n jalr ra, 0(a4)\n addi a1, a1, 200\n j 7f\n6: addi a1, a1, 20\n jalr zero, 0(ra)\n7:\n",
    );
    body.result("a0");
    body.result("a1");
    body.agree("jumps");
}
