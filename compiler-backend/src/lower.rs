//! One RISC-V instruction after the other becomes TinyRAM instructions.
//!
//! The registers are the same; two that the program does not use are scratch. What is known about registers and flag within a
//! straight piece of code ([`Facts`]) makes instructions cheaper: that is all the fusion there is, with the removal of what
//! nobody reads ([`liveness`](crate::liveness)).

mod alu;
mod atomic;
mod branch;
mod jump;
mod load_store;
mod mul_div;
mod shift;
mod system;
mod upper;

use crate::elf::Elf;
use crate::error::Error;
use crate::facts::{Condition, Facts, Known, Registers};
use crate::flow::{Flow, Point};
use crate::ir::{Constant, Inst, Label, Operand, Reg, SP, Trap};
use crate::relocation::Addresses;
use crate::riscv::{Family, Instruction};
use crate::stack::Guard;
use crate::{Fuse, Fusion, Options};
use std::collections::{BTreeMap, HashMap};
use tinyram::Opcode;

/// Where a run's stack begins; it grows downwards. Above it is nothing, so that addresses near 2^32 (a null pointer minus
/// something) hit no stack. Below 2^31, so that one signed comparison tells both ends of the stack, see `stack.rs`.
pub const STACK_TOP: u32 = 0x7fff_fff0;
const _: () = assert!(STACK_TOP < 1 << 31);

/// An instruction and the RISC-V instruction that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The instruction.
    pub inst: Inst,
    /// The address of the RISC-V instruction. `None`: start-up and the shared traps.
    pub source: Option<u32>,
}

/// Translated code, its addresses open.
#[derive(Default)]
pub struct Code {
    /// The instructions in order.
    pub lines: Vec<Line>,
    /// For each label the number of the instruction it names.
    pub labels: HashMap<Label, usize>,
    /// Instructions that mean something to who runs the program.
    pub marks: Vec<(Label, Mark)>,
}

/// What an instruction means to who runs the program.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// A claim is read from the primary tape, and has to be this register's value.
    Claim(Reg),
    /// This register's low byte is printed.
    Print(Reg),
}

/// Lowers all code that can be reached.
///
/// What is known about registers where control comes together is what all jumps there know. Each round assumes something of
/// each such place, less from round to round, until the jumps that the round makes bear it out: then it holds, by induction
/// over the run, since places that indirect jumps lead to assume nothing.
pub fn lower(
    elf: &Elf,
    addresses: &Addresses,
    flow: &Flow,
    options: &Options,
) -> Result<Code, Error> {
    let guard = Guard::of(flow, addresses);
    let mut places = Places::default();
    loop {
        let lowering = Lowering {
            elf,
            addresses,
            options,
            scratch: flow.scratch,
            thread_block: flow.thread_block,
            guard: &guard,
            facts: Facts::none(options.fuse),
            code: Code::default(),
            tail: Vec::new(),
            locals: 0,
            source: None,
            reached: true,
            assumed: BTreeMap::new(),
            arrivals: BTreeMap::new(),
        };
        let (code, assumed, arrivals) = lowering.round(flow, &places)?;
        if !options.fuse.has(Fusion::Joins) || !places.learn(&assumed, &arrivals) {
            return Ok(code);
        }
    }
}

/// What is known at places of the code. Those that no jump has reached yet are missing.
type AtPlaces = BTreeMap<u32, Registers>;

/// What may be assumed where control comes together, as far as earlier rounds tell.
#[derive(Default)]
struct Places {
    registers: AtPlaces,
    changes: BTreeMap<u32, u32>,
}

impl Places {
    /// A place that changed so often is taken to know nothing, so that there are not many rounds.
    const MOST_CHANGES: u32 = 8;

    /// Compares what a round assumed with what its jumps know. False: they bear it out.
    fn learn(&mut self, assumed: &AtPlaces, arrivals: &AtPlaces) -> bool {
        let mut learned = false;
        for (place, arriving) in arrivals {
            let assumed = assumed.get(place);
            let mut both = assumed.map_or(*arriving, |assumed| meet(assumed, arriving));
            if assumed == Some(&both) {
                self.registers.insert(*place, both);
                continue;
            }
            let changes = self.changes.entry(*place).or_default();
            *changes += 1;
            if *changes > Self::MOST_CHANGES {
                both = *Facts::none(Fuse::All).registers();
            }
            learned = true;
            self.registers.insert(*place, both);
        }
        learned
    }
}

fn meet(one: &Registers, other: &Registers) -> Registers {
    std::array::from_fn(|register| one[register].meet(other[register]))
}

impl Lowering<'_, '_> {
    /// Lowers everything once. Returns the code, what it assumes at its places, and what those who jump there know.
    fn round(mut self, flow: &Flow, places: &Places) -> Result<(Code, AtPlaces, AtPlaces), Error> {
        self.start(flow);
        let mut falls = false;
        let mut points = flow.code.iter().peekable();
        while let Some((&address, point)) = points.next() {
            let leads = flow.leaders.contains(&address);
            if falls && leads {
                self.arrive(address);
            }
            self.source = Some(address);
            let here = self.code.lines.len();
            self.code.labels.insert(Label::Riscv(address), here);
            if leads || self.options.fuse == Fuse::Nothing || !falls {
                self.begin(address, flow, places);
            }
            match point {
                Point::Instruction(instruction) => self.instruction(address, instruction)?,
                Point::Data => self.trap(Trap::IllegalInstruction),
                Point::Outside => self.trap(Trap::InstructionAccess),
            }
            let last = self.code.lines[here..].last();
            falls = last.is_none_or(|line| line.inst.falls_through());
            if let Point::Instruction(instruction) = point
                && falls
                && points.peek().map(|(next, _)| **next) != Some(instruction.behind(address))
            {
                let behind = Label::Riscv(instruction.behind(address));
                self.emit(Opcode::Jmp, 0, 0, Operand::label(behind));
                falls = false;
            }
        }
        self.finish();
        Ok((self.code, self.assumed, self.arrivals))
    }

    /// Control may come to this address from elsewhere.
    fn begin(&mut self, address: u32, flow: &Flow, places: &Places) {
        self.reset();
        let before = places.registers.get(&address);
        // What is known from this round already makes fewer rounds.
        let known = match (before, self.arrivals.get(&address)) {
            (Some(before), Some(now)) => Some(meet(before, now)),
            (before, now) => before.or(now).copied(),
        };
        let indirect = flow.indirect.contains(&address);
        // Code that nobody has reached tells others nothing.
        self.reached = indirect || known.is_some();
        if let Some(registers) = known.filter(|_| !indirect) {
            self.facts = Facts::about(registers, self.options.fuse);
            self.know_stack_pointer();
        }
        if self.reached {
            self.assumed.insert(address, *self.facts.registers());
        }
    }

    /// Control goes to this address from here.
    fn arrive(&mut self, address: u32) {
        if !self.reached || !self.options.fuse.has(Fusion::Joins) {
            return;
        }
        let here = self.facts.registers();
        let arriving = self.arrivals.entry(address).or_insert(*here);
        *arriving = meet(arriving, here);
    }
}

/// An instruction that stands behind all others, and its label.
struct TailLine {
    label: Option<Label>,
    line: Line,
}

/// The state of the lowering.
struct Lowering<'l, 'e> {
    elf: &'l Elf<'e>,
    addresses: &'l Addresses,
    options: &'l Options,
    scratch: [Reg; 2],
    /// What the thread pointer is, see [`Flow::thread_block`].
    thread_block: Option<u32>,
    guard: &'l Guard,
    facts: Facts,
    code: Code,
    /// Cases that are rare or end the run, out of the way of the others.
    tail: Vec<TailLine>,
    locals: u32,
    source: Option<u32>,
    /// May control come here, as far as is known?
    reached: bool,
    /// What is assumed where control comes together.
    assumed: AtPlaces,
    /// What those know who jump there.
    arrivals: AtPlaces,
}

impl Lowering<'_, '_> {
    /// What a loader does. Address 0 is where null pointers lead, so it is no code of the program: whoever comes here again has
    /// a stack pointer and is turned away.
    fn start(&mut self, flow: &Flow) {
        self.emit(Opcode::Cmpe, 0, SP, Operand::number(0));
        let trap = Operand::label(Label::Trap(Trap::InstructionAccess));
        self.emit(Opcode::Cnjmp, 0, 0, trap);
        // By `mov`, here and in calls: whoever jumps knows that the stack pointer is a multiple of 4.
        self.mov(SP, Operand::number(STACK_TOP));
        if flow.code.keys().next() != Some(&self.elf.entry) {
            let entry = Operand::label(Label::Riscv(self.elf.entry));
            self.emit(Opcode::Jmp, 0, 0, entry);
        }
    }

    /// Rare cases and shared traps.
    fn finish(&mut self) {
        for TailLine { label, line } in std::mem::take(&mut self.tail) {
            if let Some(label) = label {
                self.code.labels.insert(label, self.code.lines.len());
            }
            self.code.lines.push(line);
        }
        self.source = None;
        for trap in Trap::ALL {
            let used = Operand::label(Label::Trap(trap));
            if self.code.lines.iter().any(|line| line.inst.a == used) {
                let here = self.code.lines.len();
                self.code.labels.insert(Label::Trap(trap), here);
                self.trap(trap);
            }
        }
    }

    /// Control may come from elsewhere.
    fn reset(&mut self) {
        self.facts = Facts::none(self.options.fuse);
        self.know_stack_pointer();
    }

    fn know_stack_pointer(&mut self) {
        if self.options.checked {
            // Each change of the stack pointer is checked, see `wrote`.
            self.facts.know_zero_bits(SP, 2);
        }
    }

    fn instruction(&mut self, address: u32, instruction: &Instruction) -> Result<(), Error> {
        match instruction.op.family() {
            Family::Upper => self.upper(address, instruction)?,
            Family::Jump => self.jump(address, instruction)?,
            Family::Branch => self.branch(address, instruction),
            Family::LoadStore => self.load_store(address, instruction)?,
            Family::Alu => self.alu(address, instruction),
            Family::Shift => self.shift(instruction),
            Family::MulDiv => self.mul_div(instruction),
            Family::Atomic => self.atomic(address, instruction)?,
            Family::System => self.system(instruction),
        }
        if self.options.checked && instruction.rd == SP {
            self.check_alignment(SP, Trap::StoreMisaligned);
        }
        if instruction.rd == SP && self.guard.checks(address) {
            self.check_stack();
        }
        Ok(())
    }

    /// Traps unless the stack pointer is in the stack: between what the guard asks for and 2^31, signed.
    fn check_stack(&mut self) {
        let lowest = Operand::number(self.guard.lowest());
        self.emit(Opcode::Cmpge, 0, SP, lowest);
        let trap = Operand::label(Label::Trap(Trap::StackOverflow));
        self.emit(Opcode::Cnjmp, 0, 0, trap);
    }

    /// Adds an instruction; what it changes is not known any more.
    fn emit(&mut self, opcode: Opcode, ri: Reg, rj: Reg, a: Operand) {
        let inst = Inst { opcode, ri, rj, a };
        let changes = inst.changes();
        if let Operand::Constant(Constant::Code {
            label: Label::Riscv(target),
            ..
        }) = a
            && matches!(opcode, Opcode::Jmp | Opcode::Cjmp | Opcode::Cnjmp)
        {
            self.arrive(target);
        }
        debug_assert!(changes.register() != Some(0), "r0 stays 0: {inst:?}");
        self.code.lines.push(Line {
            inst,
            source: self.source,
        });
        if changes.has_flag() {
            self.facts.forget_flag();
        }
        if let Some(register) = changes.register() {
            self.facts.forget(register);
            if register == self.scratch[0] {
                self.facts.forget_address();
            }
        }
    }

    /// Adds an instruction behind all others.
    fn emit_tail(&mut self, label: Option<Label>, opcode: Opcode, ri: Reg, rj: Reg, a: Operand) {
        self.tail.push(TailLine {
            label,
            line: Line {
                inst: Inst { opcode, ri, rj, a },
                source: self.source,
            },
        });
    }

    /// A new label.
    fn local(&mut self) -> Label {
        self.locals += 1;
        Label::Local(self.locals)
    }

    /// The label names the next instruction. Control comes from the tail too: only `changed` registers and the flag differ.
    fn join(&mut self, label: Label, changed: &[Reg]) {
        self.code.labels.insert(label, self.code.lines.len());
        self.facts.forget_flag();
        self.facts.forget_address();
        for register in changed {
            self.facts.forget(*register);
        }
    }

    /// The operand for a register: its value where that is known.
    fn operand(&self, register: Reg) -> Operand {
        match self.facts.of(register).value {
            Some(value) => Operand::Constant(value),
            None => Operand::Reg(register),
        }
    }

    fn known(&self, operand: Operand) -> Known {
        match operand {
            Operand::Reg(register) => self.facts.of(register),
            Operand::Constant(constant) => Known::constant(constant),
        }
    }

    /// `rd := a`.
    fn mov(&mut self, rd: Reg, a: Operand) {
        let known = self.known(a);
        let already = match a {
            Operand::Reg(register) => register == rd,
            Operand::Constant(constant) => self.facts.of(rd).value == Some(constant),
        };
        if rd == 0 || already {
            return;
        }
        self.emit(Opcode::Mov, rd, 0, a);
        self.facts.know(rd, known);
    }

    /// The run ends with the trap's answer.
    fn trap(&mut self, trap: Trap) {
        self.emit(Opcode::Answer, 0, 0, Operand::number(trap.answer()));
    }

    /// The flag is made to tell the condition, unless it does; returns what it is if the condition holds.
    fn test(&mut self, condition: Condition) -> bool {
        if let Some(flag) = self.facts.flag(condition) {
            return flag;
        }
        self.emit(condition.opcode, 0, condition.rj, condition.a);
        self.facts.know_flag(condition, true);
        true
    }

    /// Traps unless the register is a multiple of 4.
    fn check_alignment(&mut self, register: Reg, trap: Trap) {
        if self.facts.of(register).zero_bits >= 2 {
            return;
        }
        let scratch = self.scratch[1];
        self.emit(Opcode::And, scratch, register, Operand::number(3));
        self.emit(Opcode::Cnjmp, 0, 0, Operand::label(Label::Trap(trap)));
        self.facts.know_zero_bits(register, 2);
    }
}

/// The number, if it is one.
fn number(operand: Operand) -> Option<u32> {
    match operand {
        Operand::Constant(Constant::Number(number)) => Some(number),
        _ => None,
    }
}
