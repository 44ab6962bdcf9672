//! The C extension: each instruction of 16 bits stands for one of 32 (RISC-V unprivileged specification, "C" extension, RV32C).

use super::{Instruction, Op, Undecoded};

const RA: u8 = 1;
const SP: u8 = 2;

/// Reads an instruction whose low two bits are not both 1.
pub fn decode(half: u16) -> Result<Instruction, Undecoded> {
    let half = u32::from(half);
    // rd or rs1, and rs2, of the formats that name all registers; of the others, which name x8 to x15.
    let (rd, rs2) = ((half >> 7 & 31) as u8, (half >> 2 & 31) as u8);
    let (short_rd, short_rs2) = ((half >> 7 & 7 | 8) as u8, (half >> 2 & 7 | 8) as u8);
    // Bits 12 and 6 to 2, as a number and as an amount to shift by.
    let imm = place(half, &[(2, 5, 0)]) | -((half >> 12 & 1) as i32) << 5;
    let shift = imm & 63;
    let branch = || {
        let low = place(half, &[(2, 1, 5), (3, 2, 1), (5, 2, 6), (10, 2, 3)]);
        low | -((half >> 12 & 1) as i32) << 8
    };
    let jump = || {
        let fields = [
            (2, 1, 5),
            (3, 3, 1),
            (6, 1, 7),
            (7, 1, 6),
            (8, 1, 10),
            (9, 2, 8),
            (11, 1, 4),
        ];
        place(half, &fields) | -((half >> 12 & 1) as i32) << 11
    };
    let word = || place(half, &[(5, 1, 6), (6, 1, 2), (10, 3, 3)]);
    let (op, rd, rs1, rs2, imm) = match (half & 3, half >> 13) {
        // What compilers write where control must not come.
        (0, 0) if half == 0 => (Op::Unimp, 0, 0, 0, 0),
        (0, 0) => {
            let imm = place(half, &[(5, 1, 3), (6, 1, 2), (7, 4, 6), (11, 2, 4)]);
            valid(imm != 0)?;
            (Op::Addi, short_rs2, SP, 0, imm)
        }
        (0, 2) => (Op::Lw, short_rs2, short_rd, 0, word()),
        (0, 6) => (Op::Sw, 0, short_rd, short_rs2, word()),
        (0, 4) => {
            return Err(Undecoded::Extension(
                "Zcb or another extension of the compressed instructions",
            ));
        }
        (0 | 2, 1 | 3 | 5 | 7) => return Err(Undecoded::Extension("F or D (floating point)")),
        (1, 0) => (Op::Addi, rd, rd, 0, imm),
        (1, 1) => (Op::Jal, RA, 0, 0, jump()),
        (1, 2) => (Op::Addi, rd, 0, 0, imm),
        (1, 3) if rd == SP => {
            let fields = [(2, 1, 5), (3, 2, 7), (5, 1, 6), (6, 1, 4)];
            let imm = place(half, &fields) | -((half >> 12 & 1) as i32) << 9;
            valid(imm != 0)?;
            (Op::Addi, SP, SP, 0, imm)
        }
        (1, 3) => {
            valid(imm != 0)?;
            (Op::Lui, rd, 0, 0, imm << 12)
        }
        (1, 4) => match (half >> 10 & 3, half >> 12 & 1, half >> 5 & 3) {
            (0, 0, _) => (Op::Srli, short_rd, short_rd, 0, shift),
            (1, 0, _) => (Op::Srai, short_rd, short_rd, 0, shift),
            (2, _, _) => (Op::Andi, short_rd, short_rd, 0, imm),
            (3, 0, 0) => (Op::Sub, short_rd, short_rd, short_rs2, 0),
            (3, 0, 1) => (Op::Xor, short_rd, short_rd, short_rs2, 0),
            (3, 0, 2) => (Op::Or, short_rd, short_rd, short_rs2, 0),
            (3, 0, 3) => (Op::And, short_rd, short_rd, short_rs2, 0),
            _ => return Err(Undecoded::Extension("RV64 or Zcb")),
        },
        (1, 5) => (Op::Jal, 0, 0, 0, jump()),
        (1, 6) => (Op::Beq, 0, short_rd, 0, branch()),
        (1, 7) => (Op::Bne, 0, short_rd, 0, branch()),
        (2, 0) => {
            valid(shift < 32)?;
            (Op::Slli, rd, rd, 0, shift)
        }
        (2, 2) => {
            valid(rd != 0)?;
            let imm = place(half, &[(2, 2, 6), (4, 3, 2), (12, 1, 5)]);
            (Op::Lw, rd, SP, 0, imm)
        }
        (2, 4) => match (half >> 12 & 1, rd, rs2) {
            (0, 0, 0) => return Err(Undecoded::Illegal),
            (0, _, 0) => (Op::Jalr, 0, rd, 0, 0),
            (0, _, _) => (Op::Add, rd, 0, rs2, 0),
            (1, 0, 0) => (Op::Ebreak, 0, 0, 0, 0),
            (1, _, 0) => (Op::Jalr, RA, rd, 0, 0),
            _ => (Op::Add, rd, rd, rs2, 0),
        },
        (2, 6) => (Op::Sw, 0, SP, rs2, place(half, &[(7, 2, 6), (9, 4, 2)])),
        _ => unreachable!("an instruction of 32 bits, {half:#x}"),
    };
    Ok(Instruction {
        op,
        rd,
        rs1,
        rs2,
        imm,
        bytes: 2,
    })
}

/// Reserved encodings are no instructions.
fn valid(condition: bool) -> Result<(), Undecoded> {
    condition.then_some(()).ok_or(Undecoded::Illegal)
}

/// Puts together an immediate: of each field (where it is, how many bits, where they go).
fn place(half: u32, fields: &[(u32, u32, u32)]) -> i32 {
    let bits = |(from, count, to): &(u32, u32, u32)| (half >> from & ((1 << count) - 1)) << to;
    fields.iter().map(bits).sum::<u32>() as i32
}
