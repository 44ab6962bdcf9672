use arithmetic::*;
use ff::Field;
use halo2curves::bn256::Fr;
use rand::rngs::OsRng;
use std::time::Instant;
fn main() {
    for k in [13u32, 14, 16, 18] {
        let n = 1usize << k;
        let p: Vec<Fr> = (0..n).map(|_| Fr::random(OsRng)).collect();
        let t = Instant::now();
        let fft = Fft::new(k, root_of_unity(k), Fr::from(7));
        let plan = t.elapsed();
        let mut s = Scratch::default();
        let mut v = vec![Fr::ZERO; n];
        fft.evaluate_into(&p, &mut v, &mut s);
        let t = Instant::now();
        let rounds = 10;
        for _ in 0..rounds { fft.evaluate_into(&p, &mut v, &mut s); }
        println!("{:?} fft 2^{k}: {:.1} ns, plan {:.1} ns", chosen(), t.elapsed().as_nanos() as f64 / (rounds * n) as f64, plan.as_nanos() as f64 / n as f64);
    }
}
