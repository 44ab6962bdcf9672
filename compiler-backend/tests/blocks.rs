//! Random blocks of instructions: qemu, the interpreter and every translation leave the same registers and memory.
//!
//! `BLOCKS=10000 cargo test --release -p compiler-backend --test blocks` runs as many, as does `./evidence.sh blocks`; the default
//! is less.

mod support;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use support::block::{REGISTERS, WINDOW, block};
use support::results_agree;

/// Blocks in one executable.
const TOGETHER: usize = 100;

fn blocks() -> usize {
    let asked = std::env::var("BLOCKS").ok();
    asked.map_or(400, |blocks| blocks.parse().expect("BLOCKS is a number"))
}

#[test]
fn random_blocks() {
    for first in (0..blocks()).step_by(TOGETHER) {
        let mut random = ChaCha8Rng::seed_from_u64(first as u64);
        let mut text = String::from("_start:\n la s1, results\n la s0, window\n");
        let mut words = 0;
        for number in 0..TOGETHER {
            text += &block(number, &mut random);
            for register in REGISTERS {
                writeln!(text, " sw x{register}, 0(s1)\n addi s1, s1, 4").unwrap();
                words += 1;
            }
            for offset in (0..WINDOW).step_by(4) {
                writeln!(text, " lw t5, {offset}(s0)\n sw t5, 0(s1)\n addi s1, s1, 4").unwrap();
                words += 1;
            }
        }
        writeln!(
            text,
            " j _finish\n.data\n.balign 4\nwindow: .zero {WINDOW}\n.text"
        )
        .unwrap();
        results_agree(
            &text,
            4 * words,
            &format!("blocks {first} to {}", first + TOGETHER - 1),
        );
    }
    // For `evidence.sh`; all agree, or this is not reached.
    let counts = serde_json::json!({"disagreements": 0});
    campaign::publish("blocks", None, blocks(), &counts);
}
