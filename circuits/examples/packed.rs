//! Times of proofs by packed commitments: `cargo run --release -p circuits --example packed -- PROFILE ...`, or `PROFILE:T` for packs
//! of T columns. The setup's secret is known.

use circuits::Statement;
use circuits::packed::{COLUMNS_PER_PACK, Profile, Proving};
use fflonk::Parameters;
use halo2curves::bn256::Fr;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Tapes, asm};

fn main() {
    for name in std::env::args().skip(1) {
        let (name, t) = name.split_once(':').unwrap_or((&name, ""));
        let t = t.parse().unwrap_or(COLUMNS_PER_PACK);
        let profile = Profile::by_name(name).unwrap_or_else(|| panic!("no profile {name}"));
        // Seven steps a round: memory, multiplication, bits.
        let rounds = (profile.steps - 8) / 7;
        let source = format!(
            "; TinyRAM V=2.000 M=vn W=32 K={}\nmov r1, {rounds}\n_loop: mull r2, r1, r1\nxor r3, r3, r2\nstore.w 4096, r3\n\
             load.w r4, 4096\nsub r1, r1, 1\ncmpe r1, 0\ncnjmp _loop\nanswer 0\n",
            profile.num_registers
        );
        let program = Arc::new(asm::assemble(&source).expect("a program").program);
        let trace = Machine::trace(&program, Tapes::default(), profile.steps as u64);
        let statement = Statement {
            answer: 0,
            primary: vec![],
        };
        profile
            .check(&program, 0, &trace)
            .expect("the run fits its profile");
        let time = |what: &str, start: Instant| {
            let seconds = start.elapsed().as_secs_f64();
            let step = seconds * 1e6 / profile.steps as f64;
            println!("{name} t={t} {what}: {seconds:.3} s, {step:.1} us a step");
        };
        let start = Instant::now();
        let parameters = Parameters::with_secret(profile.k, t, Fr::from(3));
        time("setup", start);
        let start = Instant::now();
        let proving = Proving::new(&parameters, profile, program);
        time("key", start);
        for _ in 0..2 {
            let start = Instant::now();
            let witness = proving.witness(&statement, &trace);
            time("witness", start);
            let proof = proving
                .prove(&parameters, &statement, &witness)
                .expect("a proof");
            time("witness and proof", start);
            println!("{name} t={t} {} bytes", proof.len());
            let verifying = proving.verifying();
            let start = Instant::now();
            assert!(verifying.verify(proving.point(), &statement, &proof));
            time("verify", start);
        }
    }
}
