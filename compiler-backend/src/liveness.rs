//! Removing what nobody reads.
//!
//! Registers are live at every indirect jump, all of them: nothing is assumed of calling conventions. A call of a known function
//! is a jump to it, so what its beginning overwrites is dead there.

use crate::ir::{Constant, Inst, Label, Operand, Places};
use crate::lower::Code;
use std::collections::HashMap;
use tinyram::Opcode;

/// Drops instructions without effect whose results are overwritten before anybody reads them.
pub fn remove_dead(code: &mut Code) {
    let blocks = Blocks::of(code);
    let live_in = blocks.live_in(code);
    let mut keep = vec![true; code.lines.len()];
    for block in 0..blocks.starts.len() {
        let mut live = blocks.live_out(code, block, &live_in);
        for index in blocks.lines(block, code).rev() {
            let inst = &code.lines[index].inst;
            keep[index] = matters(inst, live);
            if keep[index] {
                live = before(inst, live);
            }
        }
    }
    // Labels name the next instruction that is left.
    let mut places = Vec::with_capacity(keep.len() + 1);
    let mut kept = 0;
    for keep in &keep {
        places.push(kept);
        kept += usize::from(*keep);
    }
    places.push(kept);
    for index in code.labels.values_mut() {
        *index = places[*index];
    }
    let mut keep = keep.into_iter();
    code.lines.retain(|_| keep.next().unwrap_or(true));
}

fn matters(inst: &Inst, live: Places) -> bool {
    inst.has_effect() || inst.changes().0 & live.0 != 0
}

fn before(inst: &Inst, live: Places) -> Places {
    Places(live.0 & !inst.writes().0 | inst.reads().0)
}

struct Blocks {
    /// The number of the first line of each block.
    starts: Vec<usize>,
    /// Block by first line.
    by_start: HashMap<usize, usize>,
}

impl Blocks {
    fn of(code: &Code) -> Self {
        let mut begins = vec![false; code.lines.len()];
        for &index in code.labels.values() {
            begins[index] = true;
        }
        for (index, line) in code.lines.iter().enumerate() {
            let branches = matches!(
                line.inst.opcode,
                Opcode::Jmp | Opcode::Cjmp | Opcode::Cnjmp | Opcode::Answer
            );
            if branches && index + 1 < begins.len() {
                begins[index + 1] = true;
            }
        }
        begins[0] = true;
        let starts: Vec<usize> = (0..begins.len()).filter(|i| begins[*i]).collect();
        let by_start = starts.iter().copied().zip(0..).collect();
        Blocks { starts, by_start }
    }

    fn lines(&self, block: usize, code: &Code) -> std::ops::Range<usize> {
        let end = self.starts.get(block + 1).copied();
        self.starts[block]..end.unwrap_or(code.lines.len())
    }

    fn block_of(&self, code: &Code, label: Label) -> Option<usize> {
        self.by_start.get(code.labels.get(&label)?).copied()
    }

    fn successors(&self, code: &Code, block: usize) -> Successors {
        let last = self.lines(block, code).end - 1;
        let inst = &code.lines[last].inst;
        let jumps = matches!(inst.opcode, Opcode::Jmp | Opcode::Cjmp | Opcode::Cnjmp);
        let target = match inst.a {
            _ if !jumps => None,
            Operand::Constant(Constant::Code { label, .. }) => self.block_of(code, label),
            _ => None,
        };
        let next = (block + 1 < self.starts.len()).then_some(block + 1);
        Successors {
            next: next.filter(|_| inst.falls_through()),
            target,
            anywhere: jumps && target.is_none(),
        }
    }

    fn live_out(&self, code: &Code, block: usize, live_in: &[Places]) -> Places {
        let successors = self.successors(code, block);
        if successors.anywhere {
            return Places::REGISTERS;
        }
        let [next, target] =
            [successors.next, successors.target].map(|block| block.map_or(0, |b| live_in[b].0));
        Places(next | target)
    }

    /// What is live at the start of each block, instructions that do not matter left out.
    fn live_in(&self, code: &Code) -> Vec<Places> {
        let mut predecessors = vec![Vec::new(); self.starts.len()];
        for block in 0..self.starts.len() {
            let successors = self.successors(code, block);
            for successor in [successors.next, successors.target].into_iter().flatten() {
                predecessors[successor].push(block);
            }
        }
        let mut live_in = vec![Places::default(); self.starts.len()];
        let mut open: Vec<usize> = (0..self.starts.len()).collect();
        let mut is_open = vec![true; self.starts.len()];
        while let Some(block) = open.pop() {
            is_open[block] = false;
            let mut live = self.live_out(code, block, &live_in);
            for index in self.lines(block, code).rev() {
                let inst = &code.lines[index].inst;
                if matters(inst, live) {
                    live = before(inst, live);
                }
            }
            if live != live_in[block] {
                live_in[block] = live;
                for &predecessor in &predecessors[block] {
                    if !is_open[predecessor] {
                        is_open[predecessor] = true;
                        open.push(predecessor);
                    }
                }
            }
        }
        live_in
    }
}

struct Successors {
    next: Option<usize>,
    target: Option<usize>,
    /// Control may go anywhere.
    anywhere: bool,
}
