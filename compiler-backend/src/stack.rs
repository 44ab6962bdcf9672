//! No stack reaches anything: which changes of the stack pointer are checked.
//!
//! The stack is [`STACK_LOW`] to [`STACK_TOP`](crate::STACK_TOP), above all data and below 2^31. After an instruction that changes the
//! stack pointer, and before any other, a signed comparison with the lower end finds what left the stack below, above, or around 2^32:
//! it is two steps. They are left out where the call graph says that the stack has room:
//!
//! * `addi sp, sp, n` with n > 0 gives back what was taken. That a function does so in pairs is what compilers and the ABI promise, and
//!   the only promise that this module rests on.
//! * `addi sp, sp, -n` needs none in a function that is not recursive, outside of loops: all such frames on one path through the call graph
//!   sum up to at most the *margin*, and the checks that are made ask for the margin beyond the stack's end.
//! * Every other change (a frame of variable size, a restored frame pointer, `longjmp`, a start-up with a stack of its own) is
//!   checked.
//!
//! A function is what can be reached from the target of a call without calling. A call through a register may go to every function
//! whose address is taken, and so may a jump through a register other than a return. So recursion through pointers is recursion.
//! Between two checks a run enters functions that are not recursive, each at most once on the call stack, and takes at most their frames:
//! the margin. Recursive functions have checked frames alone.

use crate::flow::{Flow, Point};
use crate::ir::{Constant, Label, SP};
use crate::relocation::Addresses;
use crate::riscv::{Format, Instruction, Op};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The end of the stack, which has 64 MiB: no run that can be proved fills them, and one that never returns comes to its end soon. Data
/// end at 1 GiB at most.
pub const STACK_LOW: u32 = 0x7c00_0000;

/// More than this is not left unchecked: the stack is for programs.
const MOST_MARGIN: u32 = 1 << 23;

/// Which instructions are followed by a check.
pub struct Guard {
    /// Frames that need none.
    unchecked: BTreeSet<u32>,
    margin: u32,
}

/// One function: what can be reached from its entry without calling.
#[derive(Default)]
struct Function {
    /// The frames that it makes: `addi sp, sp, -n` by address.
    frames: BTreeMap<u32, u32>,
    /// The entries of functions that it may call.
    callees: BTreeSet<u32>,
}

/// Where control goes after an instruction, within a function.
#[derive(Default)]
struct Next {
    within: Vec<u32>,
    calls: Vec<u32>,
}

impl Guard {
    pub fn of(flow: &Flow, addresses: &Addresses) -> Self {
        let mut edges = BTreeMap::new();
        let mut frames = BTreeMap::new();
        let mut unchecked = BTreeSet::new();
        for (&address, point) in &flow.code {
            let Point::Instruction(instruction) = point else {
                edges.insert(address, Next::default());
                continue;
            };
            edges.insert(address, next(address, instruction, flow, addresses));
            // A number that is an address is no size.
            if instruction.op == Op::Addi
                && (instruction.rd, instruction.rs1) == (SP, SP)
                && !addresses.full.contains_key(&address)
            {
                match instruction.imm {
                    0.. => _ = unchecked.insert(address),
                    size => _ = frames.insert(address, size.unsigned_abs()),
                }
            }
        }
        let mut functions: BTreeMap<u32, Function> = BTreeMap::new();
        let mut open: Vec<u32> = flow.taken.iter().copied().collect();
        while let Some(entry) = open.pop() {
            if let Entry::Vacant(vacant) = functions.entry(entry) {
                let function = vacant.insert(Function::at(entry, &edges, &frames));
                open.extend(&function.callees);
            }
        }
        let within = |point: u32| {
            edges
                .get(&point)
                .map_or(vec![], |next: &Next| next.within.clone())
        };
        let mut checked: BTreeSet<u32> = frames
            .keys()
            .filter(|at| reaches(within(**at), **at, within))
            .copied()
            .collect();
        for (entry, function) in &functions {
            if is_recursive(*entry, &functions) {
                checked.extend(function.frames.keys());
            }
        }
        // What no function has is nothing that this module understands.
        let all = functions.values().flat_map(|f| f.frames.keys());
        unchecked.extend(all.filter(|at| !checked.contains(at)));
        let margin = margin(&functions, &unchecked);
        match margin <= u64::from(MOST_MARGIN) {
            true => Guard {
                unchecked,
                margin: margin as u32,
            },
            // Such frames are large: a check is little beside what fills them.
            false => Guard {
                unchecked: BTreeSet::new(),
                margin: 0,
            },
        }
    }

    /// Is this change of the stack pointer followed by a check?
    pub fn checks(&self, address: u32) -> bool {
        !self.unchecked.contains(&address)
    }

    /// The least stack pointer that a check lets pass.
    pub fn lowest(&self) -> u32 {
        STACK_LOW + self.margin
    }
}

impl Function {
    fn at(entry: u32, edges: &BTreeMap<u32, Next>, frames: &BTreeMap<u32, u32>) -> Self {
        let mut function = Function::default();
        let (mut open, mut seen) = (vec![entry], BTreeSet::new());
        while let Some(address) = open.pop() {
            if !seen.insert(address) {
                continue;
            }
            if let Some(size) = frames.get(&address) {
                function.frames.insert(address, *size);
            }
            let Some(next) = edges.get(&address) else {
                continue;
            };
            function.callees.extend(&next.calls);
            open.extend(&next.within);
        }
        function
    }
}

fn next(address: u32, instruction: &Instruction, flow: &Flow, addresses: &Addresses) -> Next {
    /// The registers that the ABI has for return addresses: ra, and t0 for the routines that save registers.
    const LINKS: [u8; 2] = [1, 5];
    let behind = instruction.behind(address);
    let target = match (instruction.op, addresses.full.get(&address)) {
        (Op::Jal, _) => Some(instruction.target(address)),
        (
            Op::Jalr,
            Some(Constant::Code {
                label: Label::Riscv(target),
                ..
            }),
        ) => Some(*target),
        _ => None,
    };
    // A call of what is no code traps, and goes nowhere.
    let traps = matches!(
        addresses.full.get(&address),
        Some(Constant::Number(_) | Constant::Data(_))
    );
    let anywhere = || match traps {
        true => vec![],
        false => flow.taken.iter().copied().collect::<Vec<u32>>(),
    };
    let mut next = Next::default();
    match instruction.op {
        Op::Jal | Op::Jalr => {
            let targets = target.map_or_else(anywhere, |target| vec![target]);
            match instruction.rd {
                0 if target.is_none() && LINKS.contains(&instruction.rs1) => {}
                0 => next.within = targets,
                1 => {
                    next.within.push(behind);
                    next.calls = targets;
                }
                // It may return with another stack pointer, as those that save registers do: it is part of its caller.
                _ => {
                    next.within.push(behind);
                    next.within.extend(targets);
                }
            }
        }
        Op::Ecall | Op::Ebreak | Op::Unimp | Op::Answer => {}
        _ => {
            next.within.push(behind);
            if instruction.op.format() == Format::B {
                next.within.push(instruction.target(address));
            }
        }
    }
    next
}

/// Is `goal` among these or what can be reached from them?
fn reaches(from: Vec<u32>, goal: u32, next: impl Fn(u32) -> Vec<u32>) -> bool {
    let (mut open, mut seen) = (from, BTreeSet::new());
    while let Some(point) = open.pop() {
        if point == goal {
            return true;
        }
        if seen.insert(point) {
            open.extend(next(point));
        }
    }
    false
}

fn is_recursive(entry: u32, functions: &BTreeMap<u32, Function>) -> bool {
    let callees = |entry: u32| {
        functions[&entry]
            .callees
            .iter()
            .copied()
            .collect::<Vec<u32>>()
    };
    reaches(callees(entry), entry, callees)
}

/// The most that frames without a check take on one path of calls. Recursive functions have none.
fn margin(functions: &BTreeMap<u32, Function>, unchecked: &BTreeSet<u32>) -> u64 {
    let own = |function: &Function| -> u64 {
        let frames = function.frames.iter();
        let sizes = frames.filter(|(at, _)| unchecked.contains(at));
        sizes.map(|(_, size)| u64::from(*size)).sum()
    };
    let own: BTreeMap<u32, u64> = functions.iter().map(|(e, f)| (*e, own(f))).collect();
    let mut depth = own.clone();
    // Cycles add nothing, so this ends after as many rounds as the longest path has calls.
    loop {
        let deeper = |(entry, function): (&u32, &Function)| {
            let callees = function.callees.iter().map(|callee| depth[callee]);
            (*entry, own[entry] + callees.max().unwrap_or(0))
        };
        let next: BTreeMap<u32, u64> = functions.iter().map(deeper).collect();
        if next == depth {
            return depth.into_values().max().unwrap_or(0);
        }
        depth = next;
    }
}
