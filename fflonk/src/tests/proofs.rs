//! Proofs of a toy relation in two phases: products, a running sum, a running product with a challenge, one public value.

use super::{Poly, add, divide, evaluate, in_group, interpolate, multiply, root, vanishing};
use crate::{
    Evaluated, Key, PackShape, Parameters, Prover, Public, PublicValues, Reader, Relation, Writer,
    prove, verify,
};
use arithmetic::program::{Operand, Operation, Program};
use ff::{Field, PrimeField};
use halo2curves::bn256::{Fr, G1Affine};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

const ONCE: fn(usize) -> PackShape = |columns| PackShape {
    columns,
    twice: false,
};
const TWICE: fn(usize) -> PackShape = |columns| PackShape {
    columns,
    twice: true,
};

/// Columns in the order of the constraints.
const ACTIVE: usize = 0;
const FIRST: usize = 1;
const A: usize = 2;
const B: usize = 3;
const C: usize = 4;
const SUM: usize = 5;
const PRODUCT: usize = 6;
const PUBLIC: usize = 7;

/// On active rows a b = c, sum' = sum + c, product' = product (a + beta); on the first one sum = 0, product = 1, a = public.
fn relation(k: u32, t: usize) -> Relation {
    use Operation::{Add, Fold, Mul, Sub};
    let here = |column| Operand::Cells {
        column,
        rotation: 0,
    };
    let next = |column| Operand::Cells {
        column,
        rotation: 1,
    };
    let register = Operand::Register;
    let operations = vec![
        (Mul(here(A), here(B)), 0),
        (Sub(register(0), here(C)), 1),
        (Mul(register(1), here(ACTIVE)), 0),
        (Fold(register(0)), usize::MAX),
        (Sub(next(SUM), here(SUM)), 0),
        (Sub(register(0), here(C)), 1),
        (Mul(register(1), here(ACTIVE)), 0),
        (Fold(register(0)), usize::MAX),
        (Mul(here(FIRST), here(SUM)), 0),
        (Fold(register(0)), usize::MAX),
        (Add(here(A), Operand::Parameter(0)), 0),
        (Mul(register(0), here(PRODUCT)), 1),
        (Sub(next(PRODUCT), register(1)), 0),
        (Mul(register(0), here(ACTIVE)), 1),
        (Fold(register(1)), usize::MAX),
        (Sub(here(PRODUCT), Operand::Constant(Fr::ONE)), 0),
        (Mul(register(0), here(FIRST)), 1),
        (Fold(register(1)), usize::MAX),
        (Sub(here(A), here(PUBLIC)), 0),
        (Mul(register(0), here(FIRST)), 1),
        (Fold(register(1)), usize::MAX),
    ];
    // Packs of two hold what packs of four do, in more of them.
    let first = match t {
        2 => vec![ONCE(2), ONCE(1), TWICE(1)],
        _ => vec![ONCE(3), TWICE(1)],
    };
    Relation {
        k,
        t,
        fixed: vec![ONCE(2)],
        phases: vec![(first, 1), (vec![TWICE(1)], 0)],
        public: Public {
            columns: 1,
            ..Public::default()
        },
        degree: 3,
        constraints: Program::new(operations, 2),
    }
}

/// The same constraints, written again: on the values of all columns here and of those on the next row.
pub(super) fn constraints(
    here: [Fr; 8],
    sum_next: Fr,
    product_next: Fr,
    beta: Fr,
    alpha: Fr,
) -> Fr {
    let [active, first, a, b, c, sum, product, public] = here;
    let all = [
        active * (a * b - c),
        active * (sum_next - sum - c),
        first * sum,
        active * (product_next - product * (a + beta)),
        first * (product - Fr::ONE),
        first * (a - public),
    ];
    all.into_iter()
        .fold(Fr::ZERO, |folded, constraint| folded * alpha + constraint)
}

/// A witness that is wrong in one place, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Nothing,
    C,
    Sum,
    FirstSum,
    Product,
    FirstProduct,
    Public,
}

pub(super) const WRONG: [Wrong; 6] = [
    Wrong::C,
    Wrong::Sum,
    Wrong::FirstSum,
    Wrong::Product,
    Wrong::FirstProduct,
    Wrong::Public,
];

pub(super) struct Toy {
    relation: Relation,
    pub(super) parameters: Parameters,
    key: Key,
    tau: Fr,
    pub(super) fixed: Vec<Poly>,
    a: Poly,
    b: Poly,
}

pub(super) const PREAMBLE: &[u8] = b"toy";

/// Proves the toy's witness, with the columns of the first phase in this order.
pub(super) struct ToyProver<'a, R> {
    pub toy: &'a Toy,
    pub order: &'a [usize],
    pub wrong: Wrong,
    pub random: R,
}

/// Random values of a seed.
pub(super) fn random(seed: u64) -> impl FnMut(usize) -> Vec<Fr> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    move |count| (0..count).map(|_| Fr::random(&mut random)).collect()
}

impl<R: FnMut(usize) -> Vec<Fr>> Prover for ToyProver<'_, R> {
    fn phase(&mut self, number: usize, challenges: &[Fr]) -> Vec<Poly> {
        let columns = self.toy.witness(number, challenges, self.wrong);
        match number {
            0 => {
                let order = self.order.iter();
                order.map(|&column| columns[column].clone()).collect()
            }
            _ => columns,
        }
    }

    fn public(&mut self, _: &[Fr]) -> PublicValues {
        PublicValues {
            columns: vec![vec![self.toy.public(self.wrong)]],
            ..PublicValues::default()
        }
    }

    fn random(&mut self, count: usize) -> Vec<Fr> {
        (self.random)(count)
    }
}

impl Toy {
    pub(super) fn new(k: u32, t: usize) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(u64::from(k) + 100 * t as u64);
        let relation = relation(k, t);
        let tau = Fr::random(&mut random);
        let parameters = Parameters::with_secret(k, t, tau);
        let rows = relation.rows();
        let fixed = vec![vec![Fr::ONE; rows - 1], vec![Fr::ONE]];
        let key = Key::new(&parameters, &relation, &fixed);
        let small = |seed: u64| {
            (0..rows as u64)
                .map(|i| Fr::from((i * seed) % 1009))
                .collect()
        };
        Toy {
            relation,
            parameters,
            key,
            tau,
            fixed,
            a: small(17),
            b: small(91),
        }
    }

    /// All columns of a phase.
    pub(super) fn witness(&self, phase: usize, challenges: &[Fr], wrong: Wrong) -> Vec<Poly> {
        let rows = self.relation.rows();
        let is = |what: Wrong, row: usize| Fr::from(u64::from(wrong == what && row == rows / 2));
        let is_first = |what: Wrong| Fr::from(u64::from(wrong == what));
        if phase == 0 {
            let c: Poly = (0..rows)
                .map(|i| self.a[i] * self.b[i] + is(Wrong::C, i))
                .collect();
            let mut sum = vec![is_first(Wrong::FirstSum)];
            for (i, c) in c[..rows - 1].iter().enumerate() {
                sum.push(sum[i] + c + is(Wrong::Sum, i));
            }
            return vec![self.a.clone(), self.b.clone(), c, sum];
        }
        let mut product = vec![Fr::ONE + is_first(Wrong::FirstProduct)];
        for i in 0..rows - 1 {
            product.push(product[i] * (self.a[i] + challenges[0]) + is(Wrong::Product, i));
        }
        vec![product]
    }

    /// The public column at z: its value on the first row times (z^n - 1) / (n (z - 1)).
    pub(super) fn public_at(&self, z: Fr, public: Fr) -> Fr {
        let n = 1u64 << self.relation.k;
        let denominator = Fr::from(n) * (z - Fr::ONE);
        public * (z.pow_vartime([n]) - Fr::ONE) * denominator.invert().unwrap()
    }

    pub(super) fn public(&self, wrong: Wrong) -> Fr {
        self.a[0] + Fr::from(u64::from(wrong == Wrong::Public))
    }

    fn prove(&self, wrong: Wrong, seed: u64) -> Vec<u8> {
        let mut prover = ToyProver {
            toy: self,
            order: &[0, 1, 2, 3],
            wrong,
            random: random(seed),
        };
        prove(
            &self.parameters,
            &self.relation,
            &self.key,
            &mut prover,
            Writer::new(PREAMBLE),
        )
        .expect("no commitment is the identity")
    }

    fn accepts(&self, preamble: &[u8], public: Fr, proof: &[u8]) -> bool {
        let folded = |at: &Evaluated| {
            let public = self.public_at(at.point.z, public);
            let witness: Vec<Fr> = at
                .witness
                .iter()
                .flat_map(|values| values.here.clone())
                .collect();
            let next: Vec<Fr> = at
                .witness
                .iter()
                .flat_map(|values| values.next.clone().unwrap_or_default())
                .collect();
            let fixed = &at.fixed[0].here;
            let [a, b, c, sum, product] = witness[..] else {
                panic!("five columns")
            };
            let here = [fixed[0], fixed[1], a, b, c, sum, product, public];
            constraints(here, next[0], next[1], at.challenges[0], at.alpha)
        };
        let pair = verify(
            &self.relation,
            &self.key.commitments,
            Reader::new(preamble, proof),
            folded,
        );
        pair.is_some_and(|pair| pair.holds_with(&self.parameters))
    }
}

fn toys() -> Vec<Toy> {
    [(6, 2), (6, 4), (7, 8)].map(|(k, t)| Toy::new(k, t)).into()
}

#[test]
fn true_statements_are_proved_and_false_ones_are_not() {
    for toy in toys() {
        for seed in 0..3 {
            let proof = toy.prove(Wrong::Nothing, seed);
            assert_eq!(proof.len(), toy.relation.proof_bytes());
            assert!(toy.accepts(PREAMBLE, toy.public(Wrong::Nothing), &proof));
            assert!(!toy.accepts(b"tox", toy.public(Wrong::Nothing), &proof));
            assert!(!toy.accepts(PREAMBLE, toy.public(Wrong::Public), &proof));
        }
        for wrong in WRONG {
            let proof = toy.prove(wrong, 1);
            assert!(
                !toy.accepts(PREAMBLE, toy.public(wrong), &proof),
                "{wrong:?}"
            );
        }
    }
}

/// Every word of a proof changed, left out, doubled, exchanged with the next; every point replaced.
#[test]
fn changed_proofs_are_refused() {
    for toy in toys() {
        let public = toy.public(Wrong::Nothing);
        let proof = toy.prove(Wrong::Nothing, 5);
        let other = toy.prove(Wrong::Nothing, 6);
        let refused = |proof: &[u8], what: &str, at: usize| {
            assert!(
                !toy.accepts(PREAMBLE, public, proof),
                "{what} {at}, t = {}",
                toy.relation.t
            );
        };
        let words = proof.len() / 32;
        for word in 0..words {
            let place = 32 * word..32 * word + 32;
            for (byte, bit) in [(31, 1), (0, 1), (16, 0x80)] {
                let mut changed = proof.clone();
                changed[32 * word + byte] ^= bit;
                refused(&changed, "word", word);
            }
            let mut from_other = proof.clone();
            from_other[place.clone()].copy_from_slice(&other[place.clone()]);
            refused(&from_other, "from another proof", word);
            let mut zero = proof.clone();
            zero[place.clone()].fill(0);
            refused(&zero, "zero", word);
            // A number with the modulus added says the same and is another one.
            let mut larger = proof.clone();
            larger[place.clone()].copy_from_slice(&plus_modulus(&proof[place.clone()]));
            refused(&larger, "not below the modulus", word);
            let mut without = proof.clone();
            without.drain(place.clone());
            refused(&without, "left out", word);
            let mut twice = proof.clone();
            twice.splice(place.end..place.end, proof[place.clone()].iter().copied());
            refused(&twice, "doubled", word);
            if word + 1 < words {
                let mut exchanged = proof.clone();
                exchanged[place.start..place.end + 32].rotate_left(32);
                refused(&exchanged, "exchanged", word);
            }
        }
        for at in 0..proof.len() {
            refused(&proof[..at], "cut", at);
        }
        refused(&[&proof[..], &[0]].concat(), "longer", 0);
        refused(&[&proof[..], &[0; 32]].concat(), "longer by a word", 0);
        let points = toy.relation.witness().count() + 1;
        let places = (0..points)
            .map(|i| 64 * i)
            .chain([proof.len() - 128, proof.len() - 64]);
        for place in places {
            let mut identity = proof.clone();
            identity[place..place + 64].fill(0);
            refused(&identity, "identity", place);
            let mut generator = proof.clone();
            generator[place..place + 64].fill(0);
            (generator[place + 31], generator[place + 63]) = (1, 2);
            refused(&generator, "generator", place);
        }
    }
}

/// A word plus the group order, or as it is where that does not fit: then changed in its last bit.
fn plus_modulus(word: &[u8]) -> [u8; 32] {
    let modulus = (-Fr::ONE).to_repr();
    let mut sum: [u8; 32] = word.try_into().unwrap();
    let mut carry = 1;
    for (byte, modulus) in sum.iter_mut().rev().zip(modulus) {
        carry += u16::from(*byte) + u16::from(modulus);
        *byte = carry as u8;
        carry >>= 8;
    }
    if carry > 0 {
        sum = word.try_into().unwrap();
        sum[31] ^= 1;
    }
    sum
}

/// The commitments that a proof begins with are those of the columns with their random rows, and the quotient's is that of the constraints'
/// polynomial divided term by term.
#[test]
fn commitments_are_as_defined() {
    for toy in toys() {
        let (relation, n) = (&toy.relation, 1usize << toy.relation.k);
        let proof = toy.prove(Wrong::Nothing, 9);
        let mut reader = Reader::new(PREAMBLE, &proof);
        let mut random = ChaCha8Rng::seed_from_u64(9);
        let (mut columns, mut challenges) = (vec![], vec![]);
        for (number, (shapes, count)) in relation.phases.iter().enumerate() {
            let mut values = toy.witness(number, &challenges, Wrong::Nothing).into_iter();
            for shape in shapes {
                let pack: Vec<Poly> = values
                    .by_ref()
                    .take(shape.columns)
                    .map(|mut column| {
                        column.resize(n - shape.random_rows(), Fr::ZERO);
                        column.extend((0..shape.random_rows()).map(|_| Fr::random(&mut random)));
                        interpolate(&column, relation.k)
                    })
                    .collect();
                let value = evaluate(&super::packed(&pack, relation.t), toy.tau);
                assert_eq!(reader.point(), Some(in_group(value)));
                columns.extend(pack);
            }
            challenges.extend((0..*count).map(|_| reader.squeeze()));
        }
        let alpha = reader.squeeze();
        let fixed: Vec<Poly> = toy
            .fixed
            .iter()
            .map(|column| {
                let mut column = column.clone();
                column.resize(n, Fr::ZERO);
                interpolate(&column, relation.k)
            })
            .collect();
        let mut public = vec![Fr::ZERO; n];
        public[0] = toy.public(Wrong::Nothing);
        let public = interpolate(&public, relation.k);
        let [a, b, c, sum, product] = &columns[..] else {
            panic!("five columns")
        };
        let [active, first] = &fixed[..] else {
            panic!("two columns")
        };
        let next = |poly: &Poly| -> Poly {
            let w = root(relation.k);
            poly.iter()
                .enumerate()
                .map(|(i, c)| *c * w.pow_vartime([i as u64]))
                .collect()
        };
        let plus = |poly: &Poly, factor: Fr, other: &[Fr]| {
            let mut sum = poly.clone();
            add(&mut sum, factor, other);
            sum
        };
        let minus = -Fr::ONE;
        let all = [
            multiply(active, &plus(&multiply(a, b), minus, c)),
            multiply(active, &plus(&plus(&next(sum), minus, sum), minus, c)),
            multiply(first, sum),
            multiply(
                active,
                &plus(
                    &next(product),
                    minus,
                    &multiply(product, &plus(a, challenges[0], &[Fr::ONE])),
                ),
            ),
            multiply(first, &plus(product, minus, &[Fr::ONE])),
            multiply(first, &plus(a, minus, &public)),
        ];
        let folded = all.iter().fold(vec![], |folded: Poly, constraint| {
            let mut sum = vec![];
            add(&mut sum, alpha, &folded);
            add(&mut sum, Fr::ONE, constraint);
            sum
        });
        let (quotient, remainder) = divide(&folded, &vanishing(n, Fr::ONE));
        assert!(remainder.iter().all(|c| *c == Fr::ZERO));
        assert_eq!(reader.point(), Some(in_group(evaluate(&quotient, toy.tau))));
    }
}

/// Each of a column's random rows is random, and tells in its pack's commitment.
#[test]
fn every_random_row_is_random() {
    let toy = Toy::new(6, 4);
    let with = |changed: Option<usize>| {
        let mut calls = 0;
        let mut given = 0;
        let random = |count| {
            calls += 1;
            let values = (0..count)
                .map(|i| Fr::from(u64::from(changed == Some(given + i)) + 7 + i as u64))
                .collect();
            given += count;
            values
        };
        let mut prover = ToyProver {
            toy: &toy,
            order: &[0, 1, 2, 3],
            wrong: Wrong::Nothing,
            random,
        };
        let writer = Writer::new(PREAMBLE);
        let proof = prove(
            &toy.parameters,
            &toy.relation,
            &toy.key,
            &mut prover,
            writer,
        );
        (proof.unwrap(), calls, given)
    };
    let (honest, calls, given) = with(None);
    // Three columns that are opened once, and two that are opened twice.
    assert_eq!((calls, given), (5, 3 * 3 + 2 * 4));
    for row in 0..given {
        let (proof, ..) = with(Some(row));
        assert!(toy.accepts(PREAMBLE, toy.public(Wrong::Nothing), &proof));
        let pack = match row {
            0..9 => 0,
            9..13 => 1,
            _ => 2,
        };
        for other in 0..3 {
            let place = 64 * other..64 * other + 64;
            // Challenges are other ones from the first changed commitment on, and so is what is made from them.
            let same = other < pack || other == 1 && pack == 0;
            assert_eq!(
                proof[place.clone()] == honest[place],
                same,
                "row {row}, pack {other}"
            );
        }
    }
}

/// What a verifier can see of a column are independent linear functions of its random rows, and are not of one row less.
#[test]
fn random_rows_suffice_and_are_needed() {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    for (k, t) in [(6, 2), (6, 4), (7, 8)] {
        let (n, w) = (1usize << k, root(k));
        for twice in [false, true] {
            let shape = PackShape { columns: 1, twice };
            let (z, tau) = (Fr::random(&mut random), Fr::random(&mut random));
            let mut points = vec![z, tau.pow_vartime([t as u64]), tau];
            if twice {
                points.push(w * z);
            }
            // What a value of one on a row is worth at a point.
            let worth = |row: usize, point: Fr| {
                let root = w.pow_vartime([row as u64]);
                root * (point.pow_vartime([n as u64]) - Fr::ONE)
                    * (Fr::from(n as u64) * (point - root)).invert().unwrap()
            };
            let matrix = |rows: usize| -> Vec<Poly> {
                let functional =
                    |point: &Fr| (1..=rows).map(|row| worth(n - row, *point)).collect();
                points.iter().map(functional).collect()
            };
            let rows = shape.random_rows();
            assert_eq!(rank(matrix(rows)), points.len());
            assert_eq!(rank(matrix(rows - 1)), points.len() - 1);
        }
    }
}

fn rank(mut rows: Vec<Poly>) -> usize {
    let mut rank = 0;
    for column in 0..rows[0].len() {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != Fr::ZERO) else {
            continue;
        };
        rows.swap(rank, pivot);
        let inverse = rows[rank][column].invert().unwrap();
        for row in rank + 1..rows.len() {
            let factor = rows[row][column] * inverse;
            let (above, below) = rows.split_at_mut(row);
            for (value, pivot) in below[0].iter_mut().zip(&above[rank]) {
                *value -= factor * pivot;
            }
        }
        rank += 1;
    }
    rank
}

/// A point that is on no curve, and one that is on another.
#[test]
fn points_that_are_none() {
    let generator: G1Affine = G1Affine::generator();
    let mut writer = Writer::new(b"");
    writer.point(generator).unwrap();
    let bytes = writer.finish();
    assert_eq!(Reader::new(b"", &bytes).point(), Some(generator));
    for (x, y) in [(1, 3), (0, 0), (4, 2)] {
        let mut wrong = [0; 64];
        (wrong[31], wrong[63]) = (x, y);
        assert_eq!(Reader::new(b"", &wrong).point(), None);
    }
    assert_eq!(Writer::new(b"").point(G1Affine::default()), None);
}
