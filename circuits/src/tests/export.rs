//! The constraints on a step as integer polynomials in its cells, for `circuits/specification`, which asks an SMT solver whether they
//! imply what the manual says. They are taken from halo2's `ConstraintSystem`; nothing is written down twice.

use super::campaign::KINDS;
use super::instructions::straight_lines;
use super::{Run, queried};
use crate::circuit::{Params, TinyRamCircuit};
use crate::control::OUT_OF_RANGE;
use crate::deletion::switch::unfolded;
use crate::layout::{CONTROL, Cell, DIGIT, ENDED, FLAG, Lane, Layout, ROWS_PER_STEP, column};
use crate::tables::{
    TAG_DECODE, TAG_IMAGE, TAG_LIMB, TAG_OP, TAG_PADDING, TAG_REGISTER, TAG_TIME, Tables,
};
use crate::witness::{access_name, fixed_columns, small};
use crate::{Profile, lookups, memory};
use ff::{Field, PrimeField};
use halo2_proofs::plonk::{Circuit, ConstraintSystem, Expression};
use halo2curves::bn256::Fr;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use tinyram::{Answer1Reason, Decoded, Program, raw_fields};

/// A sum of products of variables, each by the variables' names in order.
#[derive(Clone, Default)]
struct Poly(BTreeMap<Vec<String>, Fr>);

impl Poly {
    fn constant(value: Fr) -> Self {
        Poly(BTreeMap::from([(vec![], value)])).clean()
    }

    fn clean(mut self) -> Self {
        self.0.retain(|_, coefficient| *coefficient != Fr::ZERO);
        self
    }

    fn plus(mut self, other: Poly) -> Self {
        for (monomial, coefficient) in other.0 {
            *self.0.entry(monomial).or_insert(Fr::ZERO) += coefficient;
        }
        self.clean()
    }

    fn times(self, other: &Poly) -> Self {
        let mut product = Poly::default();
        for (a, of_a) in &self.0 {
            for (b, of_b) in &other.0 {
                let mut monomial = [a.as_slice(), b].concat();
                monomial.sort_unstable();
                *product.0.entry(monomial).or_insert(Fr::ZERO) += *of_a * of_b;
            }
        }
        product.clean()
    }

    /// With [`coefficient`]s.
    fn to_json(&self) -> Value {
        let terms = self.0.iter();
        let terms = terms.map(|(monomial, value)| json!([coefficient(*value), monomial]));
        terms.collect()
    }
}

/// A field element: small ones as decimal numbers, others by hexadecimal digits.
fn coefficient(value: Fr) -> String {
    match (small(value), small(-value)) {
        (Some(value), _) => value.to_string(),
        (_, Some(value)) => format!("-{value}"),
        _ => {
            let bytes = value.to_repr();
            let digits = bytes.iter().rev().map(|byte| format!("{byte:02x}"));
            format!("0x{}", digits.collect::<String>())
        }
    }
}

/// The name of a cell, by the step's rows; 2 is the next step's first.
fn name(column: usize, row: usize) -> String {
    format!("c{column}r{row}")
}

/// What reads expressions on the rows of a step in the middle of a run.
struct Step {
    fixed: Vec<Vec<Fr>>,
    first_row: usize,
    advice: usize,
}

impl Step {
    /// The polynomial of an expression on row 0 or 1. `None`: it reads the second phase or a public value.
    fn poly(&self, expression: &Expression<Fr>, row: usize) -> Option<Poly> {
        expression.evaluate(
            &|constant| Some(Poly::constant(constant)),
            &|_| None,
            &|query| {
                let row = self.first_row + row + query.rotation().0 as usize;
                Some(Poly::constant(self.fixed[query.column_index()][row]))
            },
            &|query| {
                let cell = name(query.column_index(), row + query.rotation().0 as usize);
                let poly = Poly(BTreeMap::from([(vec![cell], Fr::ONE)]));
                (query.column_index() < self.advice).then_some(poly)
            },
            &|_| None,
            &|_| None,
            &|a: Option<Poly>| Some(a?.times(&Poly::constant(-Fr::ONE))),
            // A factor that is zero on this row makes the product zero, whatever the other one reads.
            &|a, b| Some(a?.plus(b?)),
            &|a, b| match (a, b) {
                (Some(zero), _) | (_, Some(zero)) if zero.0.is_empty() => Some(zero),
                (a, b) => Some(a?.times(&b?)),
            },
            &|a, scalar| Some(a?.times(&Poly::constant(scalar))),
        )
    }
}

/// Everything about a step of a profile's circuit.
fn export(profile: &Profile) -> Value {
    let mut cs = ConstraintSystem::default();
    let params = Params(*profile);
    let config = unfolded(|| TinyRamCircuit::configure_with_params(&mut cs, params));
    let empty = Program {
        arch: profile.arch(),
        double_words: vec![],
    };
    // Behind the steps whose boot cells are registers.
    let index = profile.num_registers as usize + 10;
    let step = Step {
        fixed: fixed_columns(&cs, &config, &empty),
        first_row: index * ROWS_PER_STEP,
        advice: config.columns.advice.len(),
    };
    let mut constraints = vec![];
    let gates = cs.gates().iter();
    for gate in gates.filter(|gate| ["bits", "step", "second row"].contains(&gate.name())) {
        for (i, polynomial) in gate.polynomials().iter().enumerate() {
            for row in 0..ROWS_PER_STEP {
                let Some(poly) = step.poly(polynomial, row) else {
                    panic!("{} is not of the first phase", gate.constraint_name(i));
                };
                if !poly.0.is_empty() {
                    let terms = poly.to_json();
                    constraints.push(json!({"name": gate.constraint_name(i), "terms": terms}));
                }
            }
        }
    }
    let (all_lookups, of_row) = queried(&cs, &config.columns, |at| {
        (lookups::lookups(at), memory::accesses(at))
    });
    let (mut lookups, mut accesses) = (vec![], vec![]);
    for row in 0..ROWS_PER_STEP {
        let poly = |expression: &Expression<Fr>| {
            step.poly(expression, row)
                .expect("of the first phase")
                .to_json()
        };
        for lookup in &all_lookups {
            let parts = [&lookup.on, &lookup.tuple.tag, &lookup.tuple.key];
            let [on, tag, key] = parts.map(|part| poly(&part.0));
            let value = poly(&lookup.tuple.value.0);
            if on != json!([]) {
                lookups.push(json!({
                    "name": lookup.name, "on": on, "tag": tag, "key": key, "value": value,
                }));
            }
        }
        for (access, lane) in of_row.iter().zip([Lane::Register, Lane::Cell]) {
            let tuple = |tuple: &[crate::expr::Expr; 4]| {
                let [address, _, lo, hi] = tuple;
                json!({"address": poly(&address.0), "lo": poly(&lo.0), "hi": poly(&hi.0)})
            };
            accesses.push(json!({
                "name": access_name(lane, row),
                "read": tuple(&access.read),
                "written": tuple(&access.written),
            }));
        }
    }
    let layout = Layout::new(profile);
    let of = |Cell { column, row }: Cell| name(column, row);
    let next = |Cell { column, row }: Cell| name(column, row + ROWS_PER_STEP);
    let [flag, ended] = [FLAG, ENDED].map(|bit| layout.bit(bit));
    let control: Vec<String> = (0..crate::control::CONTROL_BITS)
        .map(|i| of(layout.bit(CONTROL + i)))
        .collect();
    let word = |word| [0, 1].map(|half| of(layout.part(word, half, column::PART)));
    let words = [0, 1, 2, 3].map(word);
    let digits = [0, 1, 2, 3].map(|i| of(layout.bit(DIGIT + i)));
    json!({
        "profile": profile.name,
        "registers": profile.num_registers,
        "constraints": constraints,
        "lookups": lookups,
        "accesses": accesses,
        "table": Tables::new(profile).rows.iter()
            .map(|row| json!([row.tag, row.key, row.value])).collect::<Value>(),
        "tags": {
            "limb": TAG_LIMB, "decode": TAG_DECODE, "op": TAG_OP, "register": TAG_REGISTER,
            "padding": TAG_PADDING, "time": TAG_TIME, "image": TAG_IMAGE,
        },
        "cells": {
            "pc": name(column::ADDRESS, 0), "next pc": name(column::ADDRESS, 2),
            "flag": of(flag), "next flag": next(flag),
            "ended": of(ended), "next ended": next(ended),
            "position": name(column::POSITION, 0), "next position": name(column::POSITION, 2),
            "answer": of(layout.aux(0)),
            "control": control,
            "digits": digits,
            "words": words,
        },
    })
}

/// Steps of honest runs, some for each key of the decoder: `[key, {cell: value}]`, which have to satisfy what is exported.
fn honest_steps(profile: &Profile) -> Value {
    const OF_EACH: usize = 4;
    let mut steps: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
    for chunk in straight_lines().chunks(330) {
        let source = chunk.join("\n") + "\nanswer 0";
        let run = Run::new(
            profile.name,
            &source,
            &[0, 0xffff_ffff, 7],
            &[0xffff_ffff, 0, 1, 2],
        );
        let witness = run.witness();
        let columns = witness.first_phase();
        for (i, step) in run.trace.steps.iter().enumerate() {
            let fields = raw_fields(profile.arch(), step.fetched.hi);
            let key = 2 * u64::from(fields.opcode) + u64::from(fields.immediate);
            let beyond = Decoded::Answer1(Answer1Reason::RegisterOutOfRange);
            let key = key
                + if step.decoded == beyond {
                    OUT_OF_RANGE
                } else {
                    0
                };
            let cells = (0..=ROWS_PER_STEP).flat_map(|row| {
                let of_row = columns.iter().enumerate();
                of_row.map(move |(column, values)| {
                    let value = values[ROWS_PER_STEP * i + row];
                    (name(column, row), json!(coefficient(value)))
                })
            });
            steps.entry(key).or_default().push(cells.collect());
        }
    }
    let some = steps.into_iter().flat_map(|(key, steps)| {
        let every = steps.len().div_ceil(OF_EACH);
        let some: Vec<Value> = steps.into_iter().step_by(every).collect();
        some.into_iter().map(move |step| json!([key, step]))
    });
    some.collect()
}

/// Writes `target/specification/KIND.json` for each kind of circuit. `circuits/specification/run.sh` calls it.
#[test]
#[ignore = "for circuits/specification/run.sh"]
fn constraints_of_a_step() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/specification");
    std::fs::create_dir_all(&folder).unwrap();
    for kind in KINDS {
        let profile = Profile::by_name(kind).unwrap();
        let mut exported = export(profile);
        exported["steps"] = honest_steps(profile);
        let path = folder.join(format!("{kind}.json"));
        std::fs::write(path, exported.to_string()).unwrap();
    }
}
