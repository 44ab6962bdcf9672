//! How many steps a second the interpreter makes: `cargo run --release -p tinyram --example speed`.

use std::time::Instant;
use tinyram::{Machine, Outcome, Tapes, asm};

const STEPS: u64 = 200_000_000;

/// Arithmetic and a conditional jump: a xorshift generator.
const ALU_LOOP: &str = "
        mov   r1, 2463534242
_loop:  shl   r2, r1, 13
        xor   r1, r1, r2
        shr   r2, r1, 17
        xor   r1, r1, r2
        shl   r2, r1, 5
        xor   r1, r1, r2
        add   r3, r3, r1
        cmpe  r1, 0
        cnjmp _loop
        answer 1
";

/// One load and one store in five steps, over one megabyte.
const MEMORY_LOOP: &str = "
_loop:  load.w  r1, r2
        add     r1, r1, r2
        store.w r2, r1
        add     r2, r2, 4
        and     r2, r2, 0xfffff
        or      r2, r2, 0x100000
        jmp     _loop
";

fn main() {
    for (name, body) in [("ALU loop", ALU_LOOP), ("memory loop", MEMORY_LOOP)] {
        let source = format!("; TinyRAM V=2.000 M=vn W=32 K=16\n{body}");
        let program = asm::assemble(&source)
            .expect("the source is in order")
            .program;
        let mut machine = Machine::new(&program, Tapes::default());
        let start = Instant::now();
        let run = machine.run(STEPS);
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!(run.outcome, Outcome::BoundReached);
        println!(
            "{name}: {:.1} million steps/s",
            run.steps as f64 / seconds / 1e6
        );
    }
}
