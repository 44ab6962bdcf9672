//! Nanoseconds an element, one thread: `cargo run --release -p arithmetic --example nanoseconds`. The table of docs/arithmetic.md.

use arithmetic::vector::{add, divide, evaluate, invert, linear_combination, mul};
use arithmetic::{Bases, Fft, Implementation, Scratch, multiples_of_generator, root_of_unity};
use ff::{BatchInvert, Field};
use group::{Curve, Group};
use halo2_proofs::arithmetic::{best_multiexp, eval_polynomial, kate_division};
use halo2_proofs::poly::EvaluationDomain;
use halo2curves::bn256::{Fr, G1, G1Affine};
use rand::rngs::SmallRng;
use rand::{RngCore, SeedableRng};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Instant;

/// The best of some rounds, for each of n elements.
fn time(n: usize, mut operation: impl FnMut()) -> f64 {
    let round = |operation: &mut dyn FnMut()| {
        let start = Instant::now();
        operation();
        start.elapsed().as_secs_f64() * 1e9 / n as f64
    };
    let rounds = (0..5).map(|_| round(&mut operation));
    rounds.fold(f64::INFINITY, f64::min)
}

fn elements(n: usize, bits: u32) -> Vec<Fr> {
    let mut random = SmallRng::seed_from_u64(u64::from(bits));
    let element = |_| match bits {
        0 => Fr::ZERO,
        1..=64 => Fr::from(random.next_u64() >> (64 - bits)),
        _ => Fr::random(&mut random),
    };
    (0..n).map(element).collect()
}

fn points(n: usize) -> Vec<G1Affine> {
    let scalars = elements(n, 254);
    multiples_of_generator(&scalars)
}

/// With the arithmetic of this process, or with halo2curves and halo2.
fn measure(halo2: bool) -> Vec<(String, f64)> {
    const SHORT: usize = 1 << 10;
    const LONG: usize = 1 << 16;
    let mut rows = vec![];
    let mut row = |name: &str, value: f64| rows.push((name.to_owned(), value));
    let (mut a, b) = (elements(SHORT, 254), elements(SHORT, 253));
    let often = |mut operation: Box<dyn FnMut() + '_>| {
        time(100 * SHORT, || (0..100).for_each(|_| operation()))
    };
    if halo2 {
        row(
            "multiply",
            often(Box::new(|| a.iter_mut().zip(&b).for_each(|(a, b)| *a *= b))),
        );
        row(
            "add",
            often(Box::new(|| a.iter_mut().zip(&b).for_each(|(a, b)| *a += b))),
        );
        row(
            "invert a vector",
            often(Box::new(|| _ = a.iter_mut().batch_invert())),
        );
    } else {
        row("multiply", often(Box::new(|| mul(&mut a, &b))));
        row("add", often(Box::new(|| add(&mut a, &b))));
        row("invert a vector", often(Box::new(|| invert(&mut a))));
    }
    let (long, x) = (elements(LONG, 254), b[0]);
    let mut sink = Fr::ZERO;
    if halo2 {
        row(
            "evaluate a polynomial",
            time(LONG, || sink += eval_polynomial(&long, x)),
        );
        row(
            "divide by X - x",
            time(LONG, || sink += kate_division(&long, x)[0]),
        );
    } else {
        row(
            "evaluate a polynomial",
            time(LONG, || sink += evaluate(&long, x)),
        );
        row(
            "divide by X - x",
            time(LONG, || sink += divide(&long, x)[0]),
        );
        let terms: Vec<(Fr, &[Fr])> = (0..10).map(|i| (b[i], long.as_slice())).collect();
        row(
            "a term of a linear combination",
            time(10 * LONG, || {
                sink += linear_combination(LONG, &terms)[0];
            }),
        );
    }
    for k in [11, 13, 16, 18] {
        let n = 1 << k;
        let values = elements(n, 254);
        let name = format!("transform of 2^{k}");
        if halo2 {
            let domain = EvaluationDomain::<Fr>::new(2, k);
            let value = time(n, || {
                let values = domain.lagrange_from_vec(values.clone());
                sink += domain.lagrange_to_coeff(values)[0];
            });
            row(&name, value);
        } else {
            let fft = Fft::interpolation(k, root_of_unity(k));
            let (mut out, mut scratch) = (vec![Fr::ZERO; n], Scratch::default());
            row(
                &name,
                time(n, || fft.evaluate_into(&values, &mut out, &mut scratch)),
            );
        }
    }
    let all = points(LONG);
    let bases = Bases::new(&all);
    let mut sum = G1::identity();
    for (n, bits) in [
        (1 << 11, 254),
        (1 << 13, 254),
        (LONG, 254),
        (LONG, 32),
        (LONG, 16),
        (LONG, 1),
        (LONG, 0),
    ] {
        let scalars = elements(n, bits);
        let name = format!("sum of 2^{} points, {bits} bits", n.ilog2());
        if halo2 {
            row(&name, time(n, || sum += best_multiexp(&scalars, &all[..n])));
        } else {
            row(&name, time(n, || sum += bases.sum(&scalars)));
        }
    }
    let name = "multiple of the generator";
    if halo2 {
        row(
            name,
            time(SHORT, || sum += (G1Affine::generator() * b[0]).to_affine()) * SHORT as f64,
        );
    } else {
        row(name, time(LONG, || sum += multiples_of_generator(&long)[0]));
    }
    std::hint::black_box((sink, sum));
    rows
}

fn main() {
    let which = std::env::args().nth(1);
    if let Some(which) = which {
        for (name, value) in measure(which == "halo2") {
            println!("{name}\t{value}");
        }
        return;
    }
    let program = std::env::current_exe().expect("this program");
    let run = |arithmetic: &str, which: &str| -> BTreeMap<String, f64> {
        let output = Command::new(&program)
            .arg(which)
            .env("VNTR_ARITHMETIC", arithmetic)
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .expect("this program runs");
        let text = String::from_utf8(output.stdout).expect("text");
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        lines
            .map(|(name, value)| (name.to_owned(), value.parse().expect("a number")))
            .collect()
    };
    let ours: Vec<String> = Implementation::available()
        .iter()
        .map(ToString::to_string)
        .collect();
    let halo2 = run("portable", "halo2");
    let columns: Vec<BTreeMap<String, f64>> = ours.iter().map(|name| run(name, "ours")).collect();
    println!("| | halo2curves, halo2 | {} |", ours.join(" | "));
    println!("|---|{}", "---:|".repeat(1 + ours.len()));
    let cell = |value: Option<&f64>| match value {
        Some(value) if *value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
        None => "-".to_owned(),
    };
    let mut names: Vec<&String> = columns[0].keys().collect();
    names.sort_by_key(|name| {
        (
            columns[0][*name] > 1e9,
            name.contains("sum"),
            name.contains("transform"),
            name.len(),
            *name,
        )
    });
    for name in names {
        let values: Vec<String> = columns
            .iter()
            .map(|column| cell(column.get(name)))
            .collect();
        println!(
            "| {name} | {} | {} |",
            cell(halo2.get(name)),
            values.join(" | ")
        );
    }
}
