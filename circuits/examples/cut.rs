//! How fast a run is cut into segments: `cargo run --release -p circuits --example cut`.
//!
//! *footprint* is the first pass, which finds out what a proof takes; *cut* runs the program once more and finds the boot cells of all segments.

use circuits::{Cut, Footprint, Profile, Statement};
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Tapes, asm};

/// As often as the public word says, four steps each.
const ALU_LOOP: &str = "
        read   r1, 0
_next:  xor    r2, r2, r1
        sub    r1, r1, 1
        cmpe   r1, 0
        cnjmp  _next
        answer 0
";

/// The same with a load and a store, over one megabyte; ten steps.
const MEMORY_LOOP: &str = "
        read    r1, 0
_next:  and     r2, r1, 0x3ffff
        shl     r2, r2, 2
        or      r2, r2, 0x100000
        load.w  r3, r2
        add     r3, r3, r1
        store.w r2, r3
        xor     r4, r4, r3
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        answer  0
";

/// What the most segments of the largest profile hold.
const STEPS: u32 = 500_000_000;

fn main() {
    let profile = Profile::by_name("segments-1m-r16").expect("a profile");
    for (name, body, steps_each) in [("ALU loop", ALU_LOOP, 4), ("memory loop", MEMORY_LOOP, 10)] {
        let source = format!("; TinyRAM V=2.000 M=vn W=32 K=16\n{body}");
        let program = asm::assemble(&source).expect("the source is in order");
        let program = Arc::new(program.program);
        let statement = Statement {
            answer: 0,
            primary: vec![STEPS / steps_each],
        };
        let tapes = Tapes {
            primary: statement.primary.iter().copied().map(u64::from).collect(),
            auxiliary: vec![],
        };
        let (footprint, first) = timed(|| Footprint::of_run(&program, tapes, 1 << 30));
        assert_eq!(footprint.answer, Some(0));
        let (_cut, second) = timed(|| {
            Cut::new(profile, &program, &statement, vec![], 1 << 30, |_| ()).expect("it fits")
        });
        let speed = |seconds: f64| {
            format!(
                "{seconds:.1} s, {:.0} million a second",
                footprint.steps as f64 / seconds / 1e6
            )
        };
        println!(
            "{name}: {} steps in {} segments; footprint {}; cut {}",
            footprint.steps,
            footprint.segments(profile).expect("it fits"),
            speed(first),
            speed(second)
        );
    }
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = what();
    (done, start.elapsed().as_secs_f64())
}
