//! scratch bench
use circuits::*;
use std::sync::Arc;
use std::time::Instant;
use tinyram::{Machine, Outcome, Tapes, asm};
fn main() {
    let name = std::env::args().nth(1).unwrap();
    let profile = Profile::by_name(&name).unwrap();
    let t = Instant::now();
    let srs = Srs::dev(profile.k).unwrap();
    println!("srs {:?}", t.elapsed());
    let t = Instant::now();
    let vk = VerifyingKey::generate(profile, &srs).unwrap();
    println!("vk {:?} proof bytes {}", t.elapsed(), vk.proof_bytes());
    let cs = vk.halo2().cs();
    println!(
        "advice {} fixed {} degree {} advq {} fixq {} cells/step {} blinding {}",
        cs.num_advice_columns(),
        cs.num_fixed_columns(),
        cs.degree(),
        cs.advice_queries().len(),
        cs.fixed_queries().len(),
        cs.num_advice_columns() * profile.rows_per_step(),
        cs.blinding_factors()
    );
    let src = format!(
        "; TinyRAM V=2.000 M=vn W=32 K={}\n mov r1, {}\n_l: add r2, r2, r1\n xor r3, r3, r2\n store.w r2, r3\n and r2, r2, 1023\n sub r1, r1, 1\n cmpe r1, 0\n cnjmp _l\n answer 0\n",
        profile.num_registers,
        (profile.steps - 10) / 7
    );
    let program = Arc::new(asm::assemble(&src).unwrap().program);
    let t = Instant::now();
    let pk = ProvingKey::new(&vk, &srs, program.clone()).unwrap();
    println!("pk {:?}", t.elapsed());
    let trace = Machine::trace(
        &program,
        Tapes {
            primary: vec![],
            auxiliary: vec![],
        },
        profile.steps as u64,
    );
    let Outcome::Answered(a) = trace.outcome else {
        panic!("{:?}", trace)
    };
    let st = Statement {
        answer: a as u32,
        primary: vec![],
    };
    for _ in 0..2 {
        let t = Instant::now();
        let mut last = 0;
        let proof = prove(&pk, &srs, &st, &trace, |p| {
            if let Phase::Proof { written, .. } = p {
                if written - last > 700 {
                    println!("  {written} {:?}", t.elapsed());
                    last = written;
                }
            } else {
                println!("  {p:?} {:?}", t.elapsed());
            }
        });
        let el = t.elapsed();
        println!(
            "prove {:?} = {:.0} steps/s",
            el,
            profile.steps as f64 / el.as_secs_f64()
        );
        let proof = proof.unwrap();
        let t = Instant::now();
        verify(&vk, &proof).unwrap();
        println!("verify {:?}; {} bytes", t.elapsed(), proof.bytes.len());
    }
}
