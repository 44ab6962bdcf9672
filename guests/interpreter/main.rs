//! A secret program for a small stack machine, run on a public input, gives this public output.
//!
//! public: the input, then the output        secret: the program's length, at most 64, and its words
#![no_std]
#![no_main]

extern crate alloc;

use alloc::vec::Vec;
use vntr_guest::{commit, read_private, read_public, require};

/// A word of the program is an operation, and in its upper 24 bits a number.
#[derive(Clone, Copy)]
enum Operation {
    Push,
    Input,
    Add,
    Sub,
    Mul,
    Dup,
    Swap,
    Over,
    Drop,
    JumpIf,
    Less,
    Halt,
}

use Operation::*;

const OPERATIONS: [Operation; 12] = [
    Push, Input, Add, Sub, Mul, Dup, Swap, Over, Drop, JumpIf, Less, Halt,
];
const MOST: usize = 64;
/// What a program may have on the stack; one more and it is refused.
const STACK: usize = 15;

/// Something that the machine refuses.
struct Wrong;

vntr_guest::entry!(main);

fn main() -> Result<(), Wrong> {
    let input: u32 = read_public();
    let program: Vec<u32> = read_private();
    require(program.len() <= MOST);
    let mut stack = Stack {
        cells: [0; STACK],
        top: 0,
    };
    let mut pc = 0;
    loop {
        let word = *program.get(pc).ok_or(Wrong)?;
        pc += 1;
        let number = word >> 8;
        match OPERATIONS.get(word as usize & 0xff).ok_or(Wrong)? {
            Push => stack.push(number)?,
            Input => stack.push(input)?,
            Add => stack.two(u32::wrapping_add)?,
            Sub => stack.two(u32::wrapping_sub)?,
            Mul => stack.two(u32::wrapping_mul)?,
            Less => stack.two(|a, b| u32::from(a < b))?,
            Dup => stack.push(stack.at(1)?)?,
            Over => stack.push(stack.at(2)?)?,
            Swap => {
                let (b, a) = (stack.pop()?, stack.pop()?);
                stack.push(b)?;
                stack.push(a)?;
            }
            Drop => {
                stack.pop()?;
            }
            JumpIf => {
                if stack.pop()? != 0 {
                    pc = number as usize;
                }
            }
            Halt => {
                commit(stack.pop()?);
                return Ok(());
            }
        }
    }
}

struct Stack {
    cells: [u32; STACK],
    top: usize,
}

impl Stack {
    fn push(&mut self, word: u32) -> Result<(), Wrong> {
        *self.cells.get_mut(self.top).ok_or(Wrong)? = word;
        self.top += 1;
        Ok(())
    }

    /// The word so far from the top, from 1.
    fn at(&self, depth: usize) -> Result<u32, Wrong> {
        let at = self.top.checked_sub(depth).ok_or(Wrong)?;
        self.cells.get(at).copied().ok_or(Wrong)
    }

    fn pop(&mut self) -> Result<u32, Wrong> {
        let word = self.at(1)?;
        self.top -= 1;
        Ok(word)
    }

    /// What an operation makes of the two topmost words.
    fn two(&mut self, operation: impl Fn(u32, u32) -> u32) -> Result<(), Wrong> {
        let (b, a) = (self.pop()?, self.pop()?);
        self.push(operation(a, b))
    }
}
