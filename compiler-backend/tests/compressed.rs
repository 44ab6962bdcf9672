//! All 49,152 half-words that are no beginning of a longer instruction: the decoder reads what LLVM's disassembler reads.

mod support;

use compiler_backend::riscv::{Undecoded, decode};

/// What the compressed instruction in LLVM's words stands for, in ours. `None`: an extension that is not translated, or nothing.
fn meaning(text: &str) -> Option<String> {
    let (name, operands) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let operands: Vec<&str> = operands.split(',').map(str::trim).collect();
    let first = operands[0];
    let short = name.strip_prefix("c.")?;
    Some(match (short, &operands[..]) {
        ("nop", [""]) => "addi zero, zero, 0".to_owned(),
        ("nop", [imm]) => format!("addi zero, zero, {imm}"),
        ("lw" | "sw" | "addi4spn", _) => {
            format!("{} {}", short.trim_end_matches("4spn"), operands.join(", "))
        }
        ("lwsp" | "swsp", _) => format!("{} {}", &short[..2], operands.join(", ")),
        ("addi16sp", [_, imm]) => format!("addi sp, sp, {imm}"),
        // Left to custom extensions, on RV32, as is what follows to later ones.
        ("slli" | "srli" | "srai", [_, imm]) if imm.parse::<u32>().is_ok_and(|imm| imm >= 32) => {
            return None;
        }
        ("addi" | "andi" | "slli" | "srli" | "srai", [_, second])
        | ("add" | "sub" | "xor" | "or" | "and", [_, second]) => {
            format!("{short} {first}, {first}, {second}")
        }
        // Shifts by 0, which RV32 leaves as hints.
        ("slli64" | "srli64" | "srai64", [_]) => format!("{} {first}, {first}, 0", &short[..4]),
        ("li", [_, imm]) => format!("addi {first}, zero, {imm}"),
        ("lui", [_, "0"]) => return None,
        ("lui", [_, imm]) => format!("lui {first}, {}", hexadecimal(imm)),
        ("mv", [_, second]) => format!("add {first}, zero, {second}"),
        ("jr", _) => format!("jalr zero, 0({first})"),
        ("jalr", _) => format!("jalr ra, 0({first})"),
        ("j", _) => format!("jal zero, {first}"),
        ("jal", _) => format!("jal ra, {first}"),
        ("beqz", [_, target]) => format!("beq {first}, zero, {target}"),
        ("bnez", [_, target]) => format!("bne {first}, zero, {target}"),
        ("ebreak", _) => "ebreak".to_owned(),
        ("unimp", _) => "unimp".to_owned(),
        _ => panic!("{text}"),
    })
}

fn hexadecimal(number: &str) -> String {
    // Of hints negative ones.
    let number: i32 = number.parse().expect("a number");
    format!("{:#x}", number & 0xfffff)
}

#[test]
fn all_half_words() {
    let halves: Vec<u16> = (0..=u16::MAX).filter(|half| half & 3 != 3).collect();
    let words: Vec<String> = halves.iter().map(|half| format!(".2byte {half}")).collect();
    let text = format!(".globl _start\n_start:\n{}\n", words.join("\n"));
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("all.elf");
    std::fs::write(&path, support::assemble(&text, &["-march=rv32imac"])).expect("writable");
    let output = support::llvm("llvm-objdump")
        .args([
            "-d",
            "-M",
            "no-aliases",
            "--no-show-raw-insn",
            "--no-leading-addr",
        ])
        .args(["--mattr=+c", "--no-print-imm-hex"])
        .arg(&path)
        .output()
        .expect("llvm-objdump runs: scripts/toolchains.sh installs it");
    let listing = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<&str> = listing
        .lines()
        .filter(|line| line.trim_start_matches(' ').starts_with('\t'))
        .collect();
    assert_eq!(lines.len(), halves.len());
    let mut translated = 0;
    for (index, (half, line)) in halves.iter().zip(lines).enumerate() {
        let pc = 0x10000 + 2 * index as u32;
        // What stands behind an address is the label that it has.
        let line = line.trim().split(" <").next().expect("one");
        let decoded = decode(u32::from(*half));
        let expected = match line {
            "<unknown>" => None,
            line => meaning(line),
        };
        match (expected, decoded) {
            (Some(expected), Ok(instruction)) => {
                assert_eq!(instruction.bytes, 2);
                assert_eq!(instruction.text(pc), expected, "{half:#06x}");
                translated += 1;
            }
            (None, Err(Undecoded::Illegal | Undecoded::Extension(_))) => {}
            (expected, decoded) => panic!("{half:#06x}: {expected:?}, {line}, got {decoded:?}"),
        }
    }
    assert_eq!(translated, 28_824);
}
