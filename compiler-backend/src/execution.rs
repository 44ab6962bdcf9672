//! Running a translated program for its author: it claims what it computes, prints, and is watched.

use crate::Translation;
use crate::ir::{Operand, Reg};
use crate::layout::Layout;
use crate::lower::{Code, Mark};
use tinyram::{Machine, Opcode, Outcome, Run, Tapes, Word};

/// What an instruction of a program is watched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watch {
    /// Nothing.
    Nothing,
    /// It reads a claim from the primary tape, which has to be this register's value.
    Claim(Reg),
    /// It prints this register's low byte.
    Print(Reg),
    /// It stores at this register's value.
    Store(Reg),
    /// It stores at this address.
    StoreAt(u32),
}

/// For each instruction what it is watched for.
pub(crate) fn watches(code: &Code, layout: &Layout) -> Vec<Watch> {
    let stores = |opcode| matches!(opcode, Opcode::StoreB | Opcode::StoreW);
    let watch = |line: &crate::lower::Line| match (stores(line.inst.opcode), line.inst.a) {
        (true, Operand::Reg(register)) => Watch::Store(register),
        (true, Operand::Constant(constant)) => Watch::StoreAt(layout.resolve(constant)),
        (false, _) => Watch::Nothing,
    };
    let mut watches: Vec<Watch> = code.lines.iter().map(watch).collect();
    for (label, mark) in &code.marks {
        watches[code.labels[label]] = match mark {
            Mark::Claim(register) => Watch::Claim(*register),
            Mark::Print(register) => Watch::Print(*register),
        };
    }
    watches
}

/// A run and what came of it besides.
#[derive(Clone, Debug)]
pub struct Execution {
    /// The run.
    pub run: Run,
    /// The primary tape, with what was claimed. It may hold what is not meant for the public: the caller decides.
    pub primary: Vec<Word>,
    /// Where the run left what its source means, if it did.
    pub astray: Option<Astray>,
}

/// The first step of a run that no program means to do. The proof of the image is as good as before; what is run from here on is
/// not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Astray {
    /// What happened.
    pub stray: Stray,
    /// In which step, from 1.
    pub step: u64,
}

/// What no program means to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stray {
    /// A store to this address, where the program's code is.
    Store(u32),
    /// A jump to this address, where no code is.
    Jump(u32),
}

impl std::fmt::Display for Stray {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Stray::Store(address) => write!(
                f,
                "a wild store to {address:#x}, which is the program's own code: what runs from there on is not what was written"
            ),
            Stray::Jump(address) => write!(
                f,
                "a wild jump to {address:#x}, where no code is: what runs from there on is not what was written"
            ),
        }
    }
}

impl Translation {
    /// Runs the program and lets it claim what it computes: where it commits a word and the primary tape is at its end, the word
    /// is written there. Other `read`s of an ended tape are what they always are. `print` gets each byte that is printed.
    pub fn execute(&self, tapes: Tapes, max_steps: u64, mut print: impl FnMut(u8)) -> Execution {
        let mut primary = tapes.primary.clone();
        let mut machine = Machine::new(&self.program, tapes);
        let mut run = machine.run(0);
        let mut astray = None;
        let end = 8 * self.watches.len() as u64;
        while run.steps < max_steps && run.outcome == Outcome::BoundReached {
            let pc = machine.pc();
            let watch = self.watches.get((pc / 8) as usize).copied();
            let register = |register: Reg| machine.registers()[usize::from(register)];
            let stray = match watch {
                None => Some(Stray::Jump(pc as u32)),
                Some(Watch::Store(at)) => Some(Stray::Store(register(at) as u32)),
                Some(Watch::StoreAt(address)) => Some(Stray::Store(address)),
                Some(Watch::Claim(value)) if run.primary_read == primary.len() => {
                    let word = register(value);
                    primary.push(word);
                    machine.append_primary(word);
                    None
                }
                Some(Watch::Print(value)) => {
                    print(register(value) as u8);
                    None
                }
                Some(Watch::Nothing | Watch::Claim(_)) => None,
            };
            let stray = stray.filter(|stray| match stray {
                Stray::Store(address) => u64::from(*address) < end,
                Stray::Jump(_) => true,
            });
            if let (Some(stray), None) = (stray, astray) {
                let step = run.steps + 1;
                astray = Some(Astray { stray, step });
            }
            run = machine.run(1);
        }
        Execution {
            run,
            primary,
            astray,
        }
    }
}
