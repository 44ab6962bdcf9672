//! Atomic instructions. There is one hart, so each is its plain meaning: `amo*.w` a load and a store, `lr.w` a load that also notes a
//! reservation, `sc.w` a store that is made only if that reservation stands.
//!
//! The reservation is one word of memory, [`RESERVATION`]: the reserved address plus 1, or 0 where there is none, as before the first
//! `lr.w`. `sc.w` stores and leaves 0 in rd if its address is the reserved one, to the byte; else it stores nothing and leaves 1. In both
//! cases no reservation is left. Nothing but `lr.w` makes one, and other stores of the program leave it as it is: the
//! specification lets both stand.
//!
//! rd is written when its old value is not needed any more: so where it is the stack pointer, nothing is stored at what it has become before
//! the check that follows every such instruction.

use super::Lowering;
use super::load_store::following;
use crate::error::Error;
use crate::ir::{Operand, Reg, Trap};
use crate::riscv::{Instruction, Op};
use tinyram::Opcode;

/// Where the reservation is noted: above 2^31, where no stack, heap or data of a program lies, and nothing that stands behind the
/// beginning of its stack.
const RESERVATION: Operand = Operand::number(0x8000_1000);

impl Lowering<'_, '_> {
    pub(super) fn atomic(&mut self, address: u32, i: &Instruction) -> Result<(), Error> {
        let at = self.address_of(address, i)?;
        if self.options.checked {
            let trap = match i.op {
                Op::LrW => Trap::LoadMisaligned,
                _ => Trap::StoreMisaligned,
            };
            self.check_word(at, trap);
        }
        let a = self.address(at);
        match i.op {
            Op::LrW => {
                let behind = match self.address(following(at)) {
                    Operand::Reg(behind) => behind,
                    constant => {
                        self.emit(Opcode::Mov, self.scratch[1], 0, constant);
                        self.scratch[1]
                    }
                };
                self.emit(Opcode::StoreW, behind, 0, RESERVATION);
                if i.rd != 0 {
                    self.emit(Opcode::LoadW, i.rd, 0, a);
                }
            }
            Op::ScW => {
                let behind = self.address(following(at));
                self.store_conditional(i, a, behind);
            }
            _ => self.read_modify_write(i, a),
        }
        Ok(())
    }

    fn store_conditional(&mut self, i: &Instruction, a: Operand, behind: Operand) {
        let reserved = self.scratch[1];
        self.emit(Opcode::LoadW, reserved, 0, RESERVATION);
        self.emit(Opcode::Cmpe, 0, reserved, behind);
        self.emit(Opcode::StoreW, 0, 0, RESERVATION);
        let (fails, done) = (self.local(), self.local());
        let done_at = Operand::label(done);
        if i.rd == 0 {
            self.emit(Opcode::Cnjmp, 0, 0, done_at);
            self.emit(Opcode::StoreW, i.rs2, 0, a);
            return self.join(done, &[]);
        }
        self.emit(Opcode::Cnjmp, 0, 0, Operand::label(fails));
        self.emit(Opcode::StoreW, i.rs2, 0, a);
        self.emit(Opcode::Mov, i.rd, 0, Operand::number(0));
        self.emit_tail(Some(fails), Opcode::Mov, i.rd, 0, Operand::number(1));
        self.emit_tail(None, Opcode::Jmp, 0, 0, done_at);
        self.join(done, &[i.rd]);
    }

    fn read_modify_write(&mut self, i: &Instruction, a: Operand) {
        // rd has to wait where it is still needed.
        let old = match i.rd {
            0 => self.scratch[0],
            rd if rd == i.rs1 || rd == i.rs2 => self.scratch[0],
            rd => rd,
        };
        let (new, x) = (self.scratch[1], self.operand(i.rs2));
        self.emit(Opcode::LoadW, old, 0, a);
        match i.op {
            Op::AmoswapW => {}
            Op::AmoaddW => self.emit(Opcode::Add, new, old, x),
            Op::AmoxorW => self.emit(Opcode::Xor, new, old, x),
            Op::AmoandW => self.emit(Opcode::And, new, old, x),
            Op::AmoorW => self.emit(Opcode::Or, new, old, x),
            Op::AmominW => self.choose(new, Opcode::Cmpg, old, [Operand::Reg(old), x]),
            Op::AmominuW => self.choose(new, Opcode::Cmpa, old, [Operand::Reg(old), x]),
            Op::AmomaxW => self.choose(new, Opcode::Cmpge, old, [x, Operand::Reg(old)]),
            Op::AmomaxuW => self.choose(new, Opcode::Cmpae, old, [x, Operand::Reg(old)]),
            _ => unreachable!("{:?} is not of the family", i.op),
        }
        let stored = if i.op == Op::AmoswapW { i.rs2 } else { new };
        self.emit(Opcode::StoreW, stored, 0, a);
        if i.rd != 0 && old != i.rd {
            self.emit(Opcode::Mov, i.rd, 0, Operand::Reg(old));
        }
    }

    /// `new` becomes `other` if `old` compares so with the operand beside it, else `first`.
    fn choose(&mut self, new: Reg, opcode: Opcode, old: Reg, [first, other]: [Operand; 2]) {
        let compared = if first == Operand::Reg(old) {
            other
        } else {
            first
        };
        self.emit(Opcode::Mov, new, 0, first);
        self.emit(opcode, 0, old, compared);
        self.emit(Opcode::Cmov, new, 0, other);
    }
}
