//! The toy of [`super::proofs`] as a halo2 circuit.

use super::proofs::{PREAMBLE, Toy, ToyProver, WRONG, Wrong, constraints, random};
use crate::{
    Evaluated, FrontendError, Key, Numbers, PackShape, Reader, Relation, Writer, prove, relation,
    verify,
};
use ff::Field;
use halo2_proofs::plonk::{
    Column, ConstraintSystem, Expression, FirstPhase, Fixed, Instance, SecondPhase,
};
use halo2_proofs::poly::Rotation;
use halo2curves::bn256::Fr;

/// Fixed columns: active rows, the first row. Advice: a, b, c and the sum, then the product.
fn circuit() -> (ConstraintSystem<Fr>, [Column<Fixed>; 2]) {
    let mut meta = ConstraintSystem::default();
    let [active, first] = [0, 1].map(|_| meta.fixed_column());
    let [a, b, c, sum] = [0, 1, 2, 3].map(|_| meta.advice_column_in(FirstPhase));
    let beta = meta.challenge_usable_after(FirstPhase);
    let product = meta.advice_column_in(SecondPhase);
    let public: Column<Instance> = meta.instance_column();
    meta.create_gate("toy", |meta| {
        let [active, first] =
            [active, first].map(|column| meta.query_fixed(column, Rotation::cur()));
        let [a, b, c, sum_now, product_now] =
            [a, b, c, sum, product].map(|column| meta.query_advice(column, Rotation::cur()));
        let [sum_next, product_next] =
            [sum, product].map(|column| meta.query_advice(column, Rotation::next()));
        let public = meta.query_instance(public, Rotation::cur());
        let beta = meta.query_challenge(beta);
        let one = Expression::Constant(Fr::ONE);
        vec![
            active.clone() * (a.clone() * b - c.clone()),
            active.clone() * (sum_next - sum_now.clone() - c),
            first.clone() * sum_now,
            active * (product_next - product_now.clone() * (a.clone() + beta)),
            first.clone() * (product_now - one),
            first * (a - public),
        ]
    });
    (meta, [active, first])
}

/// Does the relation that is made of the circuit prove the toy's witness?
fn is_proved(toy: &Toy, made: &Relation, order: &[usize], wrong: Wrong) -> bool {
    let key = Key::new(&toy.parameters, made, &toy.fixed);
    let mut prover = ToyProver {
        toy,
        order,
        wrong,
        random: random(3),
    };
    let writer = Writer::new(PREAMBLE);
    let proof = prove(&toy.parameters, made, &key, &mut prover, writer);
    let proof = proof.expect("no commitment is the identity");
    // The constraints as they are written beside the circuit, not as it has them.
    let folded = |at: &Evaluated| {
        let fixed: Vec<Fr> = at.fixed.iter().flat_map(|pack| pack.here.clone()).collect();
        let packs = at.witness.iter();
        let here: Vec<Fr> = packs.flat_map(|pack| pack.here.clone()).collect();
        let mut advice = [Fr::ZERO; 5];
        for (&column, value) in order.iter().chain(&[4]).zip(here) {
            advice[column] = value;
        }
        let next = |pack: usize| at.witness[pack].next.as_ref().expect("opened twice")[0];
        let last = at.witness.len() - 1;
        let [a, b, c, sum, product] = advice;
        let public = toy.public_at(at.point.z, toy.public(wrong));
        let here = [fixed[0], fixed[1], a, b, c, sum, product, public];
        let written = constraints(here, next(0), next(last), at.challenges[0], at.alpha);
        assert_eq!(at.constraints(made, &[public], &[]), Some(written));
        assert_eq!(at.constraints(made, &[], &[]), None, "no public column");
        let number = [Fr::ONE];
        assert_eq!(at.constraints(made, &[public], &number), None, "a number");
        written
    };
    let pair = verify(
        made,
        &key.commitments,
        Reader::new(PREAMBLE, &proof),
        folded,
    );
    pair.is_some_and(|pair| pair.holds_with(&toy.parameters))
}

#[test]
fn a_circuit_is_the_relation_that_it_says() {
    for (k, t) in [(6, 2), (6, 4), (7, 8)] {
        let toy = Toy::new(k, t);
        let (cs, [_, first]) = circuit();
        for apart in [&[] as &[&[Column<Fixed>]], &[&[first]]] {
            let (made, packing) = relation(&cs, k, t, apart, Numbers::default()).unwrap();
            // The sum is read on the next row, so it is the first.
            let order = [3, 0, 1, 2];
            assert_eq!(packing.witness[0].concat(), order);
            assert_eq!(packing.fixed.len(), 1 + apart.len());
            let twice = PackShape {
                columns: t.min(4),
                twice: true,
            };
            assert_eq!(made.phases[0].0[0], twice);
            assert_eq!((made.degree, made.public.columns), (3, 1));
            assert!(is_proved(&toy, &made, &order, Wrong::Nothing));
            for wrong in WRONG {
                assert!(!is_proved(&toy, &made, &order, wrong), "{wrong:?}");
            }
        }
    }
}

#[test]
fn circuits_that_are_no_relation_are_refused() {
    let refused = |change: fn(&mut ConstraintSystem<Fr>), t: usize| {
        let (mut cs, _) = circuit();
        change(&mut cs);
        relation(&cs, 6, t, &[], Numbers::default())
            .map(|_| ())
            .unwrap_err()
    };
    let far = refused(
        |cs| {
            let column = cs.advice_column();
            cs.create_gate("far", |meta| vec![meta.query_advice(column, Rotation(2))]);
        },
        4,
    );
    let expected = FrontendError::Rotation {
        kind: "advice",
        column: 5,
        rotation: 2,
    };
    assert_eq!(far, expected);
    let before = refused(
        |cs| {
            let column = cs.fixed_column();
            cs.create_gate("before", |meta| {
                vec![meta.query_fixed(column, Rotation::prev())]
            });
        },
        4,
    );
    let expected = FrontendError::Rotation {
        kind: "fixed",
        column: 2,
        rotation: -1,
    };
    assert_eq!(before, expected);
    let unsupported = |what| FrontendError::Unsupported { what };
    let copies = |cs: &mut ConstraintSystem<Fr>| {
        let column = cs.advice_column();
        cs.enable_equality(column);
    };
    assert_eq!(refused(copies, 4), unsupported("copies"));
    let selectors = |cs: &mut ConstraintSystem<Fr>| _ = cs.selector();
    assert_eq!(refused(selectors, 4), unsupported("selectors"));
    let degree = refused(
        |cs| {
            let column = cs.advice_column();
            cs.create_gate("degree", |meta| {
                let cell = meta.query_advice(column, Rotation::cur());
                vec![cell.clone() * cell.clone() * cell.clone() * cell]
            });
        },
        2,
    );
    let expected = FrontendError::Degree {
        degree: 4,
        most: 3,
        t: 2,
    };
    assert_eq!(degree, expected);
}
