use arithmetic::*;
use ff::Field;
use halo2curves::bn256::Fr;
use rand::SeedableRng;
use rand::rngs::SmallRng;
fn main() {
    let mut rng = SmallRng::seed_from_u64(1);
    for k in 13..=19u32 {
        let n = 1usize << k;
        let p: Vec<Fr> = (0..n).map(|_| Fr::random(&mut rng)).collect();
        let w = root_of_unity(k);
        let s = Fr::from(7);
        let v = Fft::new(k, w, s, Fr::ONE).evaluate(&p);
        let mut bad = 0;
        for i in [0, 1, 5, n / 8, n / 2 + 3, n - 1] {
            if v[i] != vector::evaluate(&p, s * w.pow_vartime([i as u64])) {
                bad += 1;
            }
        }
        let e = vector::evaluate(&p, s);
        let h = p.iter().rev().fold(Fr::ZERO, |a, c| a * s + c);
        let q = vector::divide(&p, s);
        let x = Fr::from(12345);
        let ok = vector::evaluate(&q, x) * (x - s) + e == vector::evaluate(&p, x);
        println!("{k}: fft bad {bad}, eval {}, divide {ok}", e == h);
    }
}
