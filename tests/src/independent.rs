//! A verifier from the papers: fflonk (Gabizon, Williamson, eprint 2021/1167), SHPLONK (Boneh, Drake, Fisch, Gabizon, 2020/081), on the
//! curve arithmetic of arkworks. Of our code it knows what the circuit is, columns and constraints, and what the setup is. Where ours uses an
//! identity to be quick (remainders by the Chinese remainder theorem, vanishing polynomials as X^t - z) this takes the definition.

use crate::Deployment;
use ark_bn254::{Bn254, Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::pairing::Pairing;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInt, BigInteger, Field, One, PrimeField, Zero};
use circuits::{Proof, VerifyingKey, keccak256};
use halo2curves::bn256;
use halo2curves::ff::PrimeField as _;
use std::collections::HashMap;

/// The address of the primary tape's first word.
const TAPE: u64 = 1 << 30;

/// 32 big-endian bytes as a number below the modulus; none if it is not.
fn number<F: PrimeField<BigInt = BigInt<4>>>(bytes: &[u8]) -> Option<F> {
    let limb = |bytes: &[u8]| u64::from_be_bytes(bytes.try_into().expect("8 bytes"));
    let mut limbs: Vec<u64> = bytes.chunks(8).map(limb).collect();
    limbs.reverse();
    F::from_bigint(BigInt(limbs.try_into().expect("32 bytes")))
}

fn bytes(value: impl PrimeField) -> Vec<u8> {
    value.into_bigint().to_bytes_be()
}

/// An element of ours.
fn converted<F: PrimeField<BigInt = BigInt<4>>>(repr: [u8; 32]) -> F {
    let reversed: Vec<u8> = repr.iter().rev().copied().collect();
    number(&reversed).expect("canonical")
}

fn point(bytes: &[u8]) -> Option<G1Affine> {
    let point = G1Affine::new_unchecked(number(&bytes[..32])?, number(&bytes[32..64])?);
    point.is_on_curve().then_some(point)
}

/// 7 to (r - 1) / 2^log, halo2's root of unity of order 2^log.
fn root_of_unity(log: u32) -> Fr {
    let mut exponent = Fr::MODULUS;
    exponent.sub_with_borrow(&BigInt::from(1u64));
    exponent >>= log;
    Fr::from(7u64).pow(exponent)
}

fn powers(x: Fr, count: usize) -> Vec<Fr> {
    std::iter::successors(Some(Fr::one()), |power| Some(*power * x))
        .take(count)
        .collect()
}

/// The value at u of the polynomial of least degree through these points.
fn interpolated(points: &[(Fr, Fr)], u: Fr) -> Fr {
    let term = |i: usize| {
        let (x, y) = points[i];
        let others = (0..points.len()).filter(|j| *j != i).map(|j| points[j].0);
        others.fold(y, |product, other| product * (u - other) / (x - other))
    };
    (0..points.len()).map(term).sum()
}

/// What is read of a proof.
struct Messages<'p> {
    rest: &'p [u8],
    hashed: Vec<u8>,
}

impl Messages<'_> {
    fn word(&mut self, size: usize) -> Option<Vec<u8>> {
        let (word, rest) = self.rest.split_at_checked(size)?;
        self.rest = rest;
        self.hashed.extend(word);
        Some(word.to_vec())
    }

    fn points(&mut self, count: usize) -> Option<Vec<G1Affine>> {
        (0..count).map(|_| point(&self.word(64)?)).collect()
    }

    fn scalars(&mut self, count: usize) -> Option<Vec<Fr>> {
        (0..count).map(|_| number(&self.word(32)?)).collect()
    }

    fn challenge(&mut self) -> Fr {
        self.hashed = keccak256(&self.hashed).to_vec();
        Fr::from_be_bytes_mod_order(&self.hashed)
    }
}

/// A kind of column, its index, and how many rows further.
type Cell = (char, usize, i32);

/// One packed polynomial: its columns, whether it is opened at the next row's point too, its commitment, its columns' values at both.
struct Pack {
    columns: Vec<(char, usize)>,
    twice: bool,
    commitment: G1Affine,
    values: [Vec<Fr>; 2],
}

/// Does the proof hold, for the program and the statement that it names itself?
pub fn accepts(key: &VerifyingKey, proof: &Proof) -> bool {
    verdict(key, proof).unwrap_or(false)
}

/// What three verifiers say: ours in Rust, this one, the contract.
///
/// # Panics
/// If they do not say the same.
#[track_caller]
pub fn verdict_of_three(
    name: &str,
    key: &VerifyingKey,
    contract: &mut Deployment,
    proof: &Proof,
) -> bool {
    let ours = circuits::verify_unbound(key, proof).is_ok();
    let theirs = accepts(key, proof);
    let chains = contract.verify(proof).is_ok();
    assert_eq!((ours, theirs, chains), (ours, ours, ours), "{name}");
    ours
}

fn verdict(key: &VerifyingKey, proof: &Proof) -> Option<bool> {
    let (shape, profile) = (key.shape(), key.profile());
    let words = &proof.statement.primary;
    let named = proof.profile == profile.name && proof.verifier_hash == key.hash();
    if !named || words.len() > profile.primary_words() {
        return None;
    }

    // What the proof is about.
    let (selector, rest) = proof.bytes.split_at_checked(4)?;
    let (program, rest) = rest.split_at_checked(64)?;
    let preamble = [&key.hash()[..], program].concat();
    if selector != &key.hash()[..4] || keccak256(&preamble) != proof.program_id {
        return None;
    }
    let program = point(program)?;
    let mut messages = Messages {
        rest,
        hashed: preamble,
    };
    messages
        .hashed
        .extend(bytes(Fr::from(proof.statement.answer)));
    messages.hashed.extend(bytes(Fr::from(words.len() as u64)));
    messages
        .hashed
        .extend(words.iter().flat_map(|word| word.to_be_bytes()));

    // Of a run in one piece the rest is one list of messages, else there is one for each segment.
    let packs = shape.packing().witness[0].len();
    let lists: Vec<&[u8]> = match profile.segmented {
        false => vec![rest],
        true => rest.chunks(shape.relation().proof_bytes()).collect(),
    };
    let count = lists.len() as u64;
    if profile.segmented {
        messages.hashed.extend(bytes(Fr::from(count)));
    }
    // The first points of all are hashed before what all have in common is drawn.
    let mut firsts = vec![];
    for list in lists {
        messages.rest = list;
        let first = messages.points(packs)?;
        firsts.push((first, messages.rest));
    }
    let challenges = [messages.challenge(), messages.challenge()];
    let [beta, gamma] = challenges;
    let tuple = |i: usize, low: Fr, high: Fr| {
        gamma - (Fr::from(TAPE + i as u64) + low * beta.square() + high * beta.pow([3u64]))
    };
    let mut tape = tuple(words.len(), Fr::zero(), Fr::one());
    for (i, word) in words.iter().enumerate() {
        tape *= tuple(i, Fr::from(*word), Fr::zero());
    }
    let answer = Fr::from(proof.statement.answer);
    let times = 4 * profile.steps as u64;

    let mut written = tape;
    for (i, (first, rest)) in (0..count).zip(firsts) {
        let mut hashed = messages.hashed.clone();
        let mut public = Public::Run(tape, answer);
        if profile.segmented {
            hashed.extend(bytes(Fr::from(i)));
            let goes_on = Fr::from(u64::from(i + 1 < count));
            public = Public::Segment([Fr::from(i * times), goes_on, answer]);
        }
        let messages = Messages { rest, hashed };
        written *= share(key, program, first, challenges, public, messages)?;
    }
    if !profile.segmented {
        return Some(true);
    }
    // Registers, from the last one on, the scratch cell, the mask, and then the link: addresses that follow each other up to -2^30 + 2.
    let address = |back: u64| Fr::from(2u64) - Fr::from(back) - Fr::from(1u64 << 30);
    let cells = 1..=u64::from(profile.num_registers) + 2;
    written *= gamma - address(0);
    let mut read = Fr::one();
    for back in cells {
        written *= gamma - address(back);
        read *= gamma - (address(back) + beta * Fr::from(count * times));
    }
    Some(written == read)
}

/// What is public: of a run the tape's product and the answer; of a segment the time at its start, whether there is one behind it, and the answer.
enum Public {
    Run(Fr, Fr),
    Segment([Fr; 3]),
}

/// The messages behind the first phase of a run in one piece or of a segment: its share of the product of tuples, of the former one. None: they
/// do not hold.
fn share(
    key: &VerifyingKey,
    program: G1Affine,
    first: Vec<G1Affine>,
    challenges: [Fr; 2],
    public: Public,
    mut messages: Messages,
) -> Option<Fr> {
    let (shape, profile) = (key.shape(), key.profile());
    let (k, t) = (profile.k, profile.columns_per_pack);
    let n = 1u64 << k;
    let packing = shape.packing();
    let second = messages.points(packing.witness[1].len())?;
    let share = match public {
        Public::Run(..) => Fr::one(),
        Public::Segment(_) => messages.scalars(1)?[0],
    };
    let alpha = messages.challenge();
    let quotient = messages.points(1)?[0];
    let y = messages.challenge();
    let shared = key.shared().iter().map(|point| {
        let [x, y] = [point.x, point.y].map(|coordinate| converted(coordinate.to_repr()));
        G1Affine::new(x, y)
    });
    let commitments: Vec<G1Affine> = shared.chain([program]).chain(first).chain(second).collect();
    let fixed = packing.fixed.iter().map(|pack| ('f', pack));
    let witness = packing.witness.iter().flatten().map(|pack| ('a', pack));
    // A column is read on the next row if a constraint asks for it there.
    let cs = shape.constraint_system();
    let next: Vec<(char, usize)> = {
        let advice = cs.advice_queries().iter();
        let advice = advice.filter(|(_, rotation)| rotation.0 == 1);
        let fixed = cs.fixed_queries().iter();
        let fixed = fixed.filter(|(_, rotation)| rotation.0 == 1);
        advice
            .map(|(column, _)| ('a', column.index()))
            .chain(fixed.map(|(column, _)| ('f', column.index())))
            .collect()
    };
    let mut packs = vec![];
    for ((kind, columns), commitment) in fixed.chain(witness).zip(commitments) {
        let columns: Vec<(char, usize)> = columns.iter().map(|&column| (kind, column)).collect();
        let twice = columns.iter().any(|column| next.contains(column));
        let here = messages.scalars(columns.len())?;
        let there = messages.scalars(if twice { columns.len() } else { 0 })?;
        packs.push(Pack {
            columns,
            twice,
            commitment,
            values: [here, there],
        });
    }
    let v = messages.challenge();
    let w = messages.points(1)?[0];
    let u = messages.challenge();
    let end = messages.points(1)?[0];
    if !messages.rest.is_empty() {
        return None;
    }

    // The constraints at z, against the quotient.
    let z = y.pow([t as u64]);
    let omega = root_of_unity(k);
    let mut cells: HashMap<Cell, Fr> = HashMap::new();
    for pack in &packs {
        for (rotation, values) in (0..).zip(&pack.values) {
            for (&(kind, column), value) in pack.columns.iter().zip(values) {
                cells.insert((kind, column, rotation), *value);
            }
        }
    }
    let vanishing = z.pow([n]) - Fr::one();
    let lagrange = |row: u64| {
        let root = omega.pow([row]);
        root * vanishing / (Fr::from(n) * (z - root))
    };
    let last = 2 * (profile.steps as u64 - 1);
    // The instance columns' values, in their order.
    let instance: Vec<Fr> = match public {
        Public::Run(tape, answer) => vec![lagrange(0) * tape + lagrange(last) * answer],
        Public::Segment(known) => {
            let marks = [0, last, last + 2].map(lagrange);
            marks.into_iter().chain(known).chain([share]).collect()
        }
    };
    let mut folded = Fr::zero();
    for polynomial in cs.gates().iter().flat_map(|gate| gate.polynomials()) {
        let value: Option<Fr> = polynomial.evaluate(
            &|constant: bn256::Fr| Some(converted(constant.to_repr())),
            &|_| None,
            &|query| {
                cells
                    .get(&('f', query.column_index(), query.rotation().0))
                    .copied()
            },
            &|query| {
                cells
                    .get(&('a', query.column_index(), query.rotation().0))
                    .copied()
            },
            &|query| instance.get(query.column_index()).copied(),
            &|challenge| Some(challenges[challenge.index()]),
            &|a: Option<Fr>| Some(-a?),
            &|a, b| Some(a? + b?),
            &|a, b| Some(a? * b?),
            &|a, scale: bn256::Fr| Some(a? * converted::<Fr>(scale.to_repr())),
        );
        folded = folded * alpha + value?;
    }
    let quotient_value = folded / vanishing;

    // The openings. Pack i is f_0(X^t) + X f_1(X^t) + ...: known at the t-th roots of z, and of w z.
    let turn = root_of_unity(t.ilog2());
    let roots = |of: Fr| -> Vec<Fr> { powers(turn, t).iter().map(|power| of * power).collect() };
    let points = [roots(y), roots(y * root_of_unity(k + t.ilog2()))];
    let all: Vec<Fr> = [&points[0][..], &points[1], &[z]].concat();
    let vanishes = |at: &[Fr]| -> Fr { at.iter().map(|root| u - root).product() };
    let without = |opened: &[Fr]| -> Fr {
        let rest: Vec<Fr> = all
            .iter()
            .filter(|x| !opened.contains(x))
            .copied()
            .collect();
        vanishes(&rest)
    };
    let mut sum = G1Projective::zero();
    let mut power = Fr::one();
    for pack in &packs {
        let mut known = vec![];
        for (at, values) in points
            .iter()
            .zip(&pack.values)
            .take(1 + usize::from(pack.twice))
        {
            for &root in at {
                let terms = values
                    .iter()
                    .zip(powers(root, t))
                    .map(|(value, power)| *value * power);
                known.push((root, terms.sum::<Fr>()));
            }
        }
        let opened: Vec<Fr> = known.iter().map(|(root, _)| *root).collect();
        let factor = power * without(&opened);
        let remainder = interpolated(&known, u);
        sum += pack.commitment * factor - G1Affine::generator() * (factor * remainder);
        power *= v;
    }
    let factor = power * without(&[z]);
    sum += quotient * factor - G1Affine::generator() * (factor * quotient_value);
    sum -= w * vanishes(&all);
    let left = sum + end * u;
    let s_g2 = key.g2()[1];
    let pair = |c0: bn256::Fq, c1: bn256::Fq| {
        Fq2::new(converted::<Fq>(c0.to_repr()), converted::<Fq>(c1.to_repr()))
    };
    let tau = G2Affine::new(pair(s_g2.x.c0, s_g2.x.c1), pair(s_g2.y.c0, s_g2.y.c1));
    let product = Bn254::multi_pairing(
        [left.into_affine(), (-end.into_group()).into_affine()],
        [G2Affine::generator(), tau],
    );
    product.is_zero().then_some(share)
}
