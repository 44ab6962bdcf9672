//! Which instructions can be reached, and where control can come from elsewhere.

use crate::elf::Elf;
use crate::error::Error;
use crate::ir::{Constant, Label, Reg, TP};
use crate::relocation::{Addresses, DataWord};
use crate::riscv::{Format, Instruction, Op, Undecoded};
use std::collections::{BTreeMap, BTreeSet};

/// The code that can be reached from the entry and from every address of code that the program takes. The rest is left out.
pub struct Flow {
    /// What lies at each address that control can come to.
    pub code: BTreeMap<u32, Point>,
    /// Where control can come from elsewhere than the instruction before: branch targets, return points, code whose address
    /// is taken, the entry. What is known about registers ends here.
    pub leaders: BTreeSet<u32>,
    /// Those of them where control can come by a jump through a register.
    pub indirect: BTreeSet<u32>,
    /// Those of them whose address the program takes, return points aside; and the entry.
    pub taken: BTreeSet<u32>,
    /// Two registers that the program does not use.
    pub scratch: [Reg; 2],
    /// The block of thread-local storage, where the program leaves it to us to know: `add` of the thread pointer adds this.
    pub thread_block: Option<u32>,
}

/// What lies where control can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// An instruction.
    Instruction(Instruction),
    /// A word of an executable section that is none.
    Data,
    /// No executable section.
    Outside,
}

impl Flow {
    /// Follows the code.
    pub fn of(elf: &Elf, addresses: &Addresses) -> Result<Self, Error> {
        let mut flow = Flow {
            code: BTreeMap::new(),
            leaders: BTreeSet::new(),
            indirect: BTreeSet::new(),
            taken: BTreeSet::new(),
            scratch: [0; 2],
            thread_block: None,
        };
        let mut open = vec![elf.entry];
        for word in addresses.words.values() {
            match word {
                DataWord::Address(constant) => open.extend(code_address(constant)),
                DataWord::Difference(plus, minus) => {
                    open.extend(code_address(plus));
                    open.extend(code_address(minus));
                }
            }
        }
        flow.leaders.extend(&open);
        flow.indirect.extend(&open);
        flow.taken.extend(&open);
        while let Some(address) = open.pop() {
            if flow.code.contains_key(&address) {
                continue;
            }
            let point = match elf.instruction(address) {
                Ok(instruction) => Point::Instruction(instruction),
                Err(Undecoded::Extension(extension)) => {
                    return Err(Error::Extension {
                        at: elf.place(address),
                        word: elf.code_word(address).unwrap_or(0),
                        extension,
                    });
                }
                Err(Undecoded::Illegal) if elf.code_section(address).is_some() => Point::Data,
                Err(Undecoded::Illegal) => Point::Outside,
            };
            flow.code.insert(address, point);
            let Point::Instruction(instruction) = point else {
                continue;
            };
            let next = instruction.behind(address);
            let mut lead = |target: u32| {
                flow.leaders.insert(target);
                flow.indirect.insert(target);
                open.push(target);
            };
            let full = addresses.full.get(&address).and_then(code_address);
            let upper = addresses.upper.get(&address).and_then(code_address);
            // A code address in a register may be jumped to at any time; the halves of a call's never are there.
            if !addresses.calls.contains(&address) {
                upper.into_iter().for_each(&mut lead);
                flow.taken.extend(upper);
            }
            if instruction.op != Op::Jalr {
                full.into_iter().for_each(&mut lead);
                flow.taken.extend(full);
            }
            match instruction.op {
                Op::Jal | Op::Jalr if instruction.rd != 0 => lead(next),
                Op::Jal | Op::Jalr => {}
                Op::Ecall | Op::Ebreak | Op::Unimp | Op::Answer => {}
                _ => open.push(next),
            }
            if let (Op::Jalr, Some(target)) = (instruction.op, full) {
                flow.leaders.insert(target);
                open.push(target);
            }
            if matches!(instruction.op.format(), Format::B | Format::J) {
                let target = instruction.target(address);
                if !elf.is_instruction(target) {
                    return Err(Error::BranchTarget {
                        at: elf.place(address),
                        target: elf.place(target),
                    });
                }
                flow.leaders.insert(target);
                open.push(target);
            }
        }
        for &second in addresses.full.keys() {
            let jumped_into = flow.leaders.contains(&second)
                && matches!(elf.instruction(second), Ok(i) if i.rs1 != 0);
            if jumped_into {
                return Err(Error::SplitPair {
                    at: elf.place(second),
                });
            }
        }
        flow.lead_behind_overlaps();
        flow.thread_block = flow.find_thread_block(elf, addresses)?;
        flow.scratch = flow.choose_scratch(addresses)?;
        Ok(flow)
    }

    /// The instructions that jump and leave a return address, each with that address.
    pub fn calls(&self) -> BTreeMap<u32, u32> {
        let calls = self.code.iter().filter_map(|(address, point)| match point {
            Point::Instruction(i) if matches!(i.op, Op::Jal | Op::Jalr) && i.rd != 0 => {
                Some((*address, i.behind(*address)))
            }
            _ => None,
        });
        calls.collect()
    }

    /// Where compressed instructions overlap, as no compiler has them, what follows one need not be what lies next: jumps lead there.
    fn lead_behind_overlaps(&mut self) {
        let next = self.code.keys().skip(1).copied();
        for ((address, point), next) in self.code.iter().zip(next) {
            match point {
                Point::Instruction(i) if i.behind(*address) != next => {
                    self.leaders.insert(i.behind(*address));
                }
                _ => {}
            }
        }
    }

    /// There is one thread. If the program sets the thread pointer, that is what it means; if it does not, its thread-local
    /// variables are where the linker put them.
    fn find_thread_block(&self, elf: &Elf, addresses: &Addresses) -> Result<Option<u32>, Error> {
        let sets = self.code.values().any(|point| match point {
            Point::Instruction(instruction) => instruction.rd == TP,
            _ => false,
        });
        let uses = addresses
            .thread
            .iter()
            .find(|at| self.code.contains_key(at));
        // By nothing but the additions that say so: no other has a meaning here.
        let other = self.code.iter().find(|(at, point)| match point {
            Point::Instruction(i) => i.registers().contains(&TP) && !addresses.thread.contains(at),
            _ => false,
        });
        if let (Some(_), Some((at, _)), false) = (uses, other, sets) {
            return Err(Error::ThreadLocal { at: elf.place(*at) });
        }
        match (uses, elf.thread_block) {
            (Some(at), None) if !sets => Err(Error::ThreadLocal { at: elf.place(*at) }),
            (Some(_), block) if !sets => Ok(block),
            _ => Ok(None),
        }
    }

    /// Two registers that no instruction names. gp and tp first: compilers leave them alone.
    fn choose_scratch(&self, addresses: &Addresses) -> Result<[Reg; 2], Error> {
        // The stack pointer is set before the entry, and `ecall` reads a0 and a7.
        let mut used: u32 = 1 | 1 << 2 | 1 << 10 | 1 << 17;
        for (address, point) in &self.code {
            if let Point::Instruction(instruction) = point {
                let known = self.thread_block.is_some() && addresses.thread.contains(address);
                for register in instruction.registers() {
                    if !(known && register == TP) {
                        used |= 1 << register;
                    }
                }
            }
        }
        let order = [3, 4].into_iter().chain((5..32).rev()).chain([1]);
        let free: Vec<Reg> = order.filter(|register| used >> register & 1 == 0).collect();
        match free[..] {
            [first, second, ..] => Ok([first, second]),
            _ => Err(Error::NoScratchRegisters { free: free.len() }),
        }
    }
}

fn code_address(constant: &Constant) -> Option<u32> {
    match constant {
        Constant::Code {
            label: Label::Riscv(address),
            ..
        } => Some(*address),
        _ => None,
    }
}
