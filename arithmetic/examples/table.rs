use arithmetic::*;
use ff::Field;
use group::{Curve, Group};
use halo2_proofs::arithmetic::best_multiexp;
use halo2curves::bn256::{Fr, G1, G1Affine};
use rand::RngCore;
use rand::rngs::OsRng;
use std::time::Instant;
fn main() {
    let k = 16;
    let n = 1usize << k;
    let mut q = G1::random(OsRng);
    let d = G1::random(OsRng);
    let p: Vec<G1> = (0..n)
        .map(|_| {
            q += d;
            q
        })
        .collect();
    let mut points = vec![G1Affine::default(); n];
    G1::batch_normalize(&p, &mut points);
    let t = Instant::now();
    let b = Bases::new(&points);
    println!("bases {:.1}", t.elapsed().as_nanos() as f64 / n as f64);
    for bits in [254, 32, 16, 1, 0] {
        let s: Vec<Fr> = (0..n)
            .map(|_| {
                if bits == 254 {
                    Fr::random(OsRng)
                } else if bits == 0 {
                    Fr::ZERO
                } else {
                    Fr::from(OsRng.next_u64() >> (64 - bits))
                }
            })
            .collect();
        let t = Instant::now();
        let x = b.sum(&s);
        let ours = t.elapsed();
        let t = Instant::now();
        let y = best_multiexp(&s, &points);
        assert!(x == y);
        println!(
            "{bits} bits: {:.1} ns, halo2curves {:.1}",
            ours.as_nanos() as f64 / n as f64,
            t.elapsed().as_nanos() as f64 / n as f64
        );
    }
    for k in [11u32, 13, 16, 17, 18] {
        let n = 1usize << k;
        let p: Vec<Fr> = (0..n).map(|_| Fr::random(OsRng)).collect();
        let t = Instant::now();
        let fft = Fft::new(k, root_of_unity(k), Fr::from(7), Fr::ONE);
        let plan = t.elapsed();
        let mut s = Scratch::default();
        let mut v = vec![Fr::ZERO; n];
        fft.evaluate_into(&p, &mut v, &mut s);
        let t = Instant::now();
        let rounds = 10;
        for _ in 0..rounds {
            fft.evaluate_into(&p, &mut v, &mut s);
        }
        println!(
            "fft 2^{k}: {:.1} ns, plan {:.1} ns",
            t.elapsed().as_nanos() as f64 / (rounds * n) as f64,
            plan.as_nanos() as f64 / n as f64
        );
        if k < 17 {
            let t = Instant::now();
            b.sum(&p);
            println!(
                "msm 2^{k} {:.1} ns",
                t.elapsed().as_nanos() as f64 / n as f64
            );
        }
    }
}
