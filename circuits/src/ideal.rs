//! What a proof would take if it were nothing but its arithmetic: the operations of each phase alone, on memory that is there already.

use crate::instance::Statement;
use crate::keys::ProvingKey;
use crate::prover::Phase;
use crate::randomness::Randomness;
use crate::srs::Srs;
use crate::witness::Witness;
use arithmetic::program::BLOCK;
use arithmetic::vector::{divide, evaluate_at, linear_combination};
use arithmetic::{Fft, Scratch, root_of_unity};
use ff::Field;
use halo2curves::bn256::Fr;
use rayon::prelude::*;
use std::time::{Duration, Instant};
use tinyram::Trace;

fn time<T>(operation: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(operation());
    start.elapsed()
}

/// The times of the bare operations of a proof of a run that fits, by phase: sums of points for the same scalars, as many transforms,
/// constraints on as many rows, values and quotients of as many polynomials. By all threads.
pub fn bare_operations(
    key: &ProvingKey,
    srs: &Srs,
    statement: &Statement,
    trace: &Trace,
) -> Vec<(Phase, Duration)> {
    let verifying = key.verifying();
    let cs = key.halo2().cs();
    let (k, rows) = (verifying.profile().k, 1usize << verifying.profile().k);
    let witness = Witness::new(verifying.profile(), key.program(), statement, trace);
    let mut randomness = Randomness::new();
    let challenges = randomness.elements(2);
    let mut column = |column: &Vec<Fr>| {
        let mut column = column.clone();
        column.resize(rows - (cs.blinding_factors() + 1), Fr::ZERO);
        column.extend(randomness.elements(cs.blinding_factors() + 1));
        column
    };
    let first: Vec<Vec<Fr>> = witness.first_phase().iter().map(&mut column).collect();
    let second = witness.second_phase(challenges[0], challenges[1]);
    let second: Vec<Vec<Fr>> = second.iter().map(&mut column).collect();
    let pieces = cs.degree() - 1;
    let full: Vec<Vec<Fr>> = (0..pieces).map(|_| randomness.elements(rows)).collect();

    let commit_values = |columns: &[Vec<Fr>]| {
        let columns = columns.par_iter().with_max_len(1);
        columns.for_each(|values| _ = srs.commit_values(values));
    };
    let first_phase = time(|| commit_values(&first));
    let second_phase = time(|| commit_values(&second)) + time(|| srs.commit(&full[0]));

    let columns = cs.num_fixed_columns() + cs.num_advice_columns() + 1;
    let count = cs.num_advice_columns() + 1 + pieces * (columns + 1);
    let fft = Fft::new(k, root_of_unity(k), Fr::from(7), Fr::ONE);
    let mut at_work: Vec<_> = (0..rayon::current_num_threads())
        .map(|_| (vec![Fr::ZERO; rows], Scratch::default()))
        .collect();
    let mut transform_each = |times: usize| {
        at_work
            .par_iter_mut()
            .with_max_len(1)
            .for_each(|(values, scratch)| {
                for _ in 0..times {
                    fft.evaluate_into(&full[0], values, scratch);
                }
            });
    };
    transform_each(1);
    let rounds = 4;
    let transforms = time(|| transform_each(rounds));
    let transforms = transforms * count as u32 / (rounds * rayon::current_num_threads()) as u32;

    let program = fflonk::constraints(cs);
    let mut wrapped = full[0].clone();
    wrapped.extend_from_within(..BLOCK);
    let wrapped = vec![wrapped.as_slice(); columns];
    let gates = time(|| program.run(&wrapped, &challenges, challenges[0])) * pieces as u32;

    let quotient = time(|| {
        let pieces = full.par_iter().with_max_len(1);
        pieces.for_each(|piece| _ = srs.commit(piece));
    });
    // Each polynomial at as many points as it is opened at, on average.
    let values = cs.advice_queries().len() + cs.fixed_queries().len() + 2;
    let points = vec![challenges[0]; values.div_ceil(columns)];
    let evaluations = time(|| {
        let polynomials = (0..columns).into_par_iter().with_max_len(1);
        polynomials.for_each(|_| _ = std::hint::black_box(evaluate_at(&full[0], &points)));
    });
    // Once for the quotient, and for what is opened: all polynomials, then the sets, then the sets again and their quotient.
    let terms = full.iter().cycle().take(columns);
    let terms: Vec<(Fr, &[Fr])> = terms.map(|column| (challenges[1], &column[..])).collect();
    let combined = time(|| linear_combination(rows, &terms));
    let divided = time(|| divide(&full[0], challenges[0]));
    let open =
        combined + divided * 2 + time(|| srs.commit(&full[0])) + time(|| srs.commit(&full[1]));
    vec![
        (Phase::FirstPhase, first_phase),
        (Phase::SecondPhase, second_phase),
        (Phase::Transforms, transforms),
        (Phase::Gates, gates),
        (Phase::Quotient, quotient),
        (Phase::Evaluate, evaluations),
        (Phase::Open, open),
    ]
}
