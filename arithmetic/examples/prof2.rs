use arithmetic::*;
use ff::Field;
use halo2curves::bn256::Fr;
use rand::SeedableRng;
use rand::rngs::SmallRng;
const P: [u64; 4] = <Fr as Prime>::P;
const INV: u64 = 0xc2e1f593efffffff;
#[inline(always)]
fn mac(t: u64, a: u64, b: u64, c: u64) -> (u64, u64) {
    let r = t as u128 + a as u128 * b as u128 + c as u128;
    (r as u64, (r >> 64) as u64)
}
#[inline(always)]
fn mul(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    let mut t = [0u64; 4];
    for i in 0..4 {
        let (lo, mut c1) = mac(t[0], a[0], b[i], 0);
        let m = lo.wrapping_mul(INV);
        let (_, mut c2) = mac(lo, m, P[0], 0);
        for j in 1..4 {
            let (x, c) = mac(t[j], a[j], b[i], c1);
            c1 = c;
            let (y, c) = mac(x, m, P[j], c2);
            c2 = c;
            t[j - 1] = y;
        }
        t[3] = c1 + c2;
    }
    reduce(t)
}
#[inline(always)]
fn reduce(t: [u64; 4]) -> [u64; 4] {
    let mut d = [0u64; 4];
    let mut b = false;
    for i in 0..4 {
        let (x, b1) = t[i].overflowing_sub(P[i]);
        let (x, b2) = x.overflowing_sub(b as u64);
        d[i] = x;
        b = b1 | b2;
    }
    let mask = (b as u64).wrapping_neg();
    std::array::from_fn(|i| (t[i] & mask) | (d[i] & !mask))
}
fn main() {
    let mut rng = SmallRng::seed_from_u64(1);
    let n = 1024;
    let a: Vec<Fr> = (0..n).map(|_| Fr::random(&mut rng)).collect();
    let b: Vec<Fr> = (0..n).map(|_| Fr::random(&mut rng)).collect();
    let mut c = a.clone();
    let t = std::time::Instant::now();
    for _ in 0..2000 {
        for i in 0..n {
            c[i] = c[i] * b[i];
        }
    }
    println!(
        "halo2curves {:.1}",
        t.elapsed().as_nanos() as f64 / (2000 * n) as f64
    );
    let mut d: Vec<[u64; 4]> = a.iter().map(|x| x.words()).collect();
    let bw: Vec<[u64; 4]> = b.iter().map(|x| x.words()).collect();
    let t = std::time::Instant::now();
    for _ in 0..2000 {
        for i in 0..n {
            d[i] = mul(d[i], bw[i]);
        }
    }
    println!(
        "ours {:.1}",
        t.elapsed().as_nanos() as f64 / (2000 * n) as f64
    );
    assert!((0..n).all(|i| c[i].words() == d[i]));
    let t = std::time::Instant::now();
    let mut e = a.clone();
    for _ in 0..2000 {
        vector::mul(&mut e, &b);
    }
    println!(
        "vector {:.1}",
        t.elapsed().as_nanos() as f64 / (2000 * n) as f64
    );
    let t = std::time::Instant::now();
    for _ in 0..2000 {
        for i in 0..n {
            c[i] = c[i] + b[i];
        }
    }
    println!(
        "halo2curves add {:.1}",
        t.elapsed().as_nanos() as f64 / (2000 * n) as f64
    );
    let t = std::time::Instant::now();
    for _ in 0..2000 {
        for i in 0..n {
            let mut s = [0u64; 4];
            let mut cc = false;
            for j in 0..4 {
                let (x, c1) = d[i][j].overflowing_add(bw[i][j]);
                let (x, c2) = x.overflowing_add(cc as u64);
                s[j] = x;
                cc = c1 | c2;
            }
            d[i] = reduce(s);
        }
    }
    println!(
        "ours add {:.1}",
        t.elapsed().as_nanos() as f64 / (2000 * n) as f64
    );
}
