//! Fences, environment calls, traps, the guest's `read`, `answer`, `commit` and `print`.

use super::{Lowering, Mark, number};
use crate::facts::Condition;
use crate::ir::{Label, Operand, Reg, Trap};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

/// Where what is printed is stored: above 2^31, where nothing of a program lies.
const CONSOLE: Operand = Operand::number(0x8000_2000);

/// Linux's number of `exit`.
const EXIT: u32 = 93;

impl Lowering<'_, '_> {
    pub(super) fn system(&mut self, i: &Instruction) {
        const A0: u8 = 10;
        const A7: u8 = 17;
        match i.op {
            // One hart, and memory accesses are in order.
            Op::Fence => {}
            Op::Unimp => self.trap(Trap::IllegalInstruction),
            Op::Ebreak => self.trap(Trap::Breakpoint),
            Op::Ecall => {
                if number(self.operand(A7)) != Some(EXIT) {
                    let is_exit = Condition {
                        opcode: Opcode::Cmpe,
                        rj: A7,
                        a: Operand::number(EXIT),
                    };
                    let opcode = match self.test(is_exit) {
                        true => Opcode::Cnjmp,
                        false => Opcode::Cjmp,
                    };
                    let trap = Operand::label(Label::Trap(Trap::EnvironmentCall));
                    self.emit(opcode, 0, 0, trap);
                }
                self.emit(Opcode::Answer, 0, 0, self.operand(A0));
            }
            Op::Read => {
                // The word is taken off the tape even where nobody wants it.
                let rd = if i.rd == 0 { self.scratch[0] } else { i.rd };
                self.emit(Opcode::Read, rd, 0, Operand::number(i.imm as u32));
            }
            Op::Commit => self.commit(i.rs1),
            Op::Print => self.print(i.rs1),
            Op::Answer => self.emit(Opcode::Answer, 0, 0, self.operand(i.rs1)),
            _ => unreachable!("{:?} is not of the family", i.op),
        }
    }

    /// A store that nothing depends on, so that there is an instruction: who runs the program looks at it.
    fn print(&mut self, value: Reg) {
        let print = self.local();
        self.code.labels.insert(print, self.code.lines.len());
        self.code.marks.push((print, Mark::Print(value)));
        self.emit(Opcode::StoreB, value, 0, CONSOLE);
    }

    /// The next word of the primary tape has to be there and to be this one: else the statement claims something else.
    fn commit(&mut self, value: Reg) {
        let claimed = self.scratch[0];
        let claim = self.local();
        let trap = Operand::label(Label::Trap(Trap::FalseClaim));
        self.code.labels.insert(claim, self.code.lines.len());
        self.code.marks.push((claim, Mark::Claim(value)));
        self.emit(Opcode::Read, claimed, 0, Operand::number(0));
        self.emit(Opcode::Cjmp, 0, 0, trap);
        self.emit(Opcode::Cmpe, 0, claimed, Operand::Reg(value));
        self.emit(Opcode::Cnjmp, 0, 0, trap);
    }
}
