use arithmetic::*;
use ff::Field;
use group::{Curve, Group};
use halo2curves::bn256::{Fr, G1, G1Affine};
use rand::SeedableRng;
use rand::rngs::SmallRng;
fn main() {
    let a: Vec<u32> = std::env::args()
        .skip(1)
        .map(|s| s.parse().unwrap())
        .collect();
    let n = 1usize << a[0];
    let mut rng = SmallRng::seed_from_u64(1);
    let mut q = G1::random(&mut rng);
    let d = G1::random(&mut rng);
    let p: Vec<G1> = (0..n)
        .map(|_| {
            q += d;
            q
        })
        .collect();
    let mut points = vec![G1Affine::default(); n];
    G1::batch_normalize(&p, &mut points);
    let b = Bases::new(&points);
    let s: Vec<Fr> = (0..n).map(|_| Fr::random(&mut rng)).collect();
    let t = std::time::Instant::now();
    for _ in 0..a[1] {
        std::hint::black_box(b.sum(&s));
    }
    println!(
        "{:.0} ns",
        t.elapsed().as_nanos() as f64 / (n as f64 * a[1] as f64)
    );
}
