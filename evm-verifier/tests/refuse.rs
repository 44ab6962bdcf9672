//! Everything else is refused, with the right name, by the contract however compiled, and by the Rust verifier alike.

mod common;

use common::{Bench, Setup, has_solc, max_words};
use evm_verifier::calldata::{self, Refusal, intrinsic_gas};
use evm_verifier::evm::{Broken, Evm, EvmError, Fork};
use evm_verifier::generator::constructor_arguments;
use ff::{Field, PrimeField};
use halo2_proofs::halo2curves::bn256::{Fq2, G2Affine};
use std::sync::LazyLock;

/// The toy, a proof of it, and the contract.
struct Case {
    setup: Setup,
    proof: Vec<u8>,
    public: Vec<u8>,
    length: usize,
    /// Words of the proof that are scalars.
    scalars: std::ops::Range<usize>,
}

static CASE: LazyLock<Case> = LazyLock::new(|| {
    let setup = Setup::new([5, 17]);
    let public: Vec<u8> = (1..=32).collect();
    let proof = setup.prove(0, &public);
    let shape = setup.source().shape;
    let points = 2 * (1 + shape.proof_points - 2);
    Case {
        length: proof.len(),
        proof,
        public,
        setup,
        scalars: points..points + shape.evaluations,
    }
});

const R: &str = "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001";
const Q: &str = "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47";

impl Case {
    fn bench(&self) -> Bench {
        Bench::small(Fork::Osaka)
    }

    fn words(&self) -> usize {
        (self.length - 4) / 32
    }

    fn word(&self, index: usize) -> [u8; 32] {
        self.proof[4 + 32 * index..][..32].try_into().unwrap()
    }

    fn with_word(&self, index: usize, word: [u8; 32]) -> Vec<u8> {
        let mut proof = self.proof.clone();
        proof[4 + 32 * index..][..32].copy_from_slice(&word);
        proof
    }

    fn is_program(index: usize) -> bool {
        index < 2
    }

    /// The contract's verdict on another proof, after the Rust verifier has refused it.
    fn refusal(&self, bench: &mut Bench, proof: &[u8]) -> Refusal {
        if proof.len() == self.length {
            assert!(
                !self.setup.verify(0, &self.public, proof),
                "accepted in Rust"
            );
        }
        bench
            .verify(self.setup.program_id(), 0, &self.public, proof)
            .expect_err("the contract accepts")
    }
}

/// a + b, or none above 2^256; and a - b.
fn add(a: [u8; 32], b: [u8; 32]) -> Option<[u8; 32]> {
    let mut carry = 0;
    let mut sum = [0; 32];
    for i in (0..32).rev() {
        let digit = u16::from(a[i]) + u16::from(b[i]) + carry;
        sum[i] = digit as u8;
        carry = digit >> 8;
    }
    (carry == 0).then_some(sum)
}

fn subtract(a: [u8; 32], b: [u8; 32]) -> [u8; 32] {
    let mut borrow = 0;
    let mut difference = [0; 32];
    for i in (0..32).rev() {
        let digit = i16::from(a[i]) - i16::from(b[i]) - borrow;
        difference[i] = digit.rem_euclid(256) as u8;
        borrow = i16::from(digit < 0);
    }
    difference
}

fn modulus(hexadecimal: &str) -> [u8; 32] {
    hex::decode(hexadecimal).unwrap().try_into().unwrap()
}

#[test]
fn every_word_above_its_modulus() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    for index in 0..CASE.words() {
        let modulus = modulus(if CASE.scalars.contains(&index) { R } else { Q });
        let mut values = vec![modulus, [0xff; 32]];
        let mut value = CASE.word(index);
        while let Some(next) = add(value, modulus) {
            values.push(next);
            value = next;
        }
        for value in values {
            let refusal = CASE.refusal(&mut bench, &CASE.with_word(index, value));
            assert_eq!(
                refusal,
                Refusal::NotCanonical {
                    index: index as u64
                }
            );
        }
    }
}

#[test]
fn every_word_plus_one_and_with_a_flipped_bit() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let mut one = [0; 32];
    one[31] = 1;
    for index in 0..CASE.words() {
        let mut flipped = CASE.word(index);
        flipped[31 - index % 29] ^= 1 << (index % 8);
        for value in [add(CASE.word(index), one).unwrap(), flipped, [0; 32]] {
            let refusal = CASE.refusal(&mut bench, &CASE.with_word(index, value));
            if CASE.scalars.contains(&index) {
                assert_eq!(refusal, Refusal::InvalidProof, "word {index}");
            } else {
                // The opening points follow the scalars: pairs are counted from there.
                let start = if index < CASE.scalars.start {
                    0
                } else {
                    CASE.scalars.end
                };
                let index = start + (index - start) / 2 * 2;
                assert_eq!(
                    refusal,
                    Refusal::NotOnCurve {
                        index: index as u64
                    },
                    "word {index}"
                );
            }
        }
    }
}

#[test]
fn every_point_replaced() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let points = (0..CASE.words())
        .step_by(2)
        .filter(|i| *i < CASE.scalars.start);
    let points: Vec<usize> = points
        .chain([CASE.scalars.end, CASE.scalars.end + 2])
        .collect();
    for index in points {
        let identity = CASE.with_word(index, [0; 32]);
        let mut both = identity.clone();
        both[4 + 32 * (index + 1)..][..32].fill(0);
        assert_eq!(
            CASE.refusal(&mut bench, &both),
            Refusal::NotOnCurve {
                index: index as u64
            }
        );

        let negated = CASE.with_word(index + 1, subtract(modulus(Q), CASE.word(index + 1)));
        let mut generator = CASE.proof.clone();
        generator[4 + 32 * index..][..64].fill(0);
        generator[4 + 32 * index + 31] = 1;
        generator[4 + 32 * index + 63] = 2;
        for proof in [negated, generator] {
            match CASE.refusal(&mut bench, &proof) {
                Refusal::WrongProgram { expected, .. } if Case::is_program(index) => {
                    assert_eq!(expected, CASE.setup.program_id());
                }
                refusal => assert_eq!(refusal, Refusal::InvalidProof, "point at word {index}"),
            }
        }
    }
}

#[test]
fn another_length() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    for length in [
        0,
        1,
        3,
        4,
        36,
        CASE.length - 32,
        CASE.length - 1,
        CASE.length + 1,
        CASE.length + 32,
        CASE.length + 1000,
    ] {
        let mut proof = CASE.proof.clone();
        proof.resize(length, 0);
        let expected = Refusal::WrongProofLength {
            received: length as u64,
            expected: CASE.length as u64,
        };
        assert_eq!(CASE.refusal(&mut bench, &proof), expected);
    }
}

#[test]
fn another_selector_and_no_proof_at_all() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let mut proof = CASE.proof.clone();
    proof[3] ^= 1;
    let [received, expected] = [&proof, &CASE.proof].map(|p| p[..4].try_into().unwrap());
    assert_eq!(
        CASE.refusal(&mut bench, &proof),
        Refusal::WrongVerifier { received, expected }
    );

    let mut zeros = vec![0; CASE.length];
    zeros[..4].copy_from_slice(&CASE.proof[..4]);
    assert_eq!(
        CASE.refusal(&mut bench, &zeros),
        Refusal::NotOnCurve { index: 0 }
    );
}

#[test]
fn another_program() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let other = Setup::new([6, 17]);
    let (own, expected) = (CASE.setup.program_id(), other.program_id());
    assert!(!other.verify(0, &CASE.public, &CASE.proof));
    let verdict = bench.verify(expected, 0, &CASE.public, &CASE.proof);
    assert_eq!(
        verdict,
        Err(Refusal::WrongProgram {
            received: own,
            expected
        })
    );
    let verdict = bench.verify([0; 32], 0, &CASE.public, &CASE.proof);
    assert_eq!(
        verdict,
        Err(Refusal::WrongProgram {
            received: own,
            expected: [0; 32]
        })
    );

    // The other program's points in front of this program's proof: the transcript notices.
    let mut spliced = other.prove(0, &CASE.public);
    spliced[4 + 64..].copy_from_slice(&CASE.proof[4 + 64..]);
    assert!(!other.verify(0, &CASE.public, &spliced));
    assert_eq!(
        bench.verify(expected, 0, &CASE.public, &spliced),
        Err(Refusal::InvalidProof)
    );
}

#[test]
fn another_statement() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let program = CASE.setup.program_id();
    for answer in [1, 2, u32::MAX] {
        assert!(!CASE.setup.verify(answer, &CASE.public, &CASE.proof));
        assert_eq!(
            bench.verify(program, answer, &CASE.public, &CASE.proof),
            Err(Refusal::InvalidProof)
        );
    }
    let mut others: Vec<Vec<u8>> = Vec::new();
    for byte in 0..CASE.public.len() {
        let mut public = CASE.public.clone();
        public[byte] ^= 0x80;
        others.push(public);
    }
    // One word less and more, none, and so many that the column is full; words swapped and shifted.
    others.push(CASE.public[..28].to_vec());
    others.push(CASE.public[4..].to_vec());
    others.push([&CASE.public[..], &[0; 4]].concat());
    others.push([&[0; 4], &CASE.public[..]].concat());
    others.push(Vec::new());
    others.push(vec![1; 4 * max_words()]);
    others.push([&CASE.public[4..8], &CASE.public[..4], &CASE.public[8..]].concat());
    for public in others {
        assert!(!CASE.setup.verify(0, &public, &CASE.proof));
        assert_eq!(
            bench.verify(program, 0, &public, &CASE.proof),
            Err(Refusal::InvalidProof)
        );
    }
}

/// A trailing zero word changes nothing in the groups: only the length tells it apart.
#[test]
fn a_zero_word_appended() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let program = CASE.setup.program_id();
    let (short, long) = (vec![7; 8], [&[7; 8][..], &[0; 4]].concat());
    for (own, other) in [(&short, &long), (&long, &short)] {
        let proof = CASE.setup.prove(0, own);
        bench.verify(program, 0, own, &proof).unwrap();
        assert_eq!(
            bench.verify(program, 0, other, &proof),
            Err(Refusal::InvalidProof)
        );
    }
}

#[test]
fn public_values_that_do_not_fit() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let program = CASE.setup.program_id();
    for length in [1, 2, 3, 31, 33] {
        let verdict = bench.verify(program, 0, &vec![0; length], &CASE.proof);
        assert_eq!(
            verdict,
            Err(Refusal::PublicValuesNotWords {
                length: length as u64
            })
        );
    }
    let maximum = 4 * max_words() as u64;
    for received in [maximum + 4, 4 * maximum] {
        let verdict = bench.verify(program, 0, &vec![0; received as usize], &CASE.proof);
        assert_eq!(
            verdict,
            Err(Refusal::PublicValuesTooLong { received, maximum })
        );
    }
}

#[test]
fn calldata_bent_out_of_shape() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let program = CASE.setup.program_id();
    let good = calldata::verify(program, &CASE.public, &CASE.proof);
    bench.call(&good).unwrap();

    // Cut anywhere, the call fails in the decoder.
    for length in [
        0,
        3,
        4,
        36,
        67,
        100,
        131,
        163,
        good.len() - 32,
        good.len() - 33,
    ] {
        assert_eq!(
            bench.call(&good[..length]),
            Err(Refusal::Unknown(vec![])),
            "cut to {length}"
        );
    }
    // What follows the arguments is not theirs.
    bench.call(&[&good[..], &[0xff; 100]].concat()).unwrap();

    // Offsets and lengths that point elsewhere.
    let edit = |word: usize, value: [u8; 32]| {
        let mut bent = good.clone();
        bent[4 + 32 * word..][..32].copy_from_slice(&value);
        bent
    };
    let number = |n: u64| {
        let mut word = [0; 32];
        word[24..].copy_from_slice(&n.to_be_bytes());
        word
    };
    let mut top = [0; 32];
    top[0] = 0x80;
    for word in [1, 2, 3, 5] {
        for value in [top, [0xff; 32], number(1 << 32), number(u64::MAX)] {
            assert_eq!(
                bench.call(&edit(word, value)),
                Err(Refusal::Unknown(vec![])),
                "word {word}"
            );
        }
    }
    // The two arrays may lie in any order or overlap: what counts is what each says. Here both are the proof.
    assert!(bench.call(&edit(1, number(0xa0))).is_err());
    assert!(bench.call(&edit(2, number(0x60))).is_err());
    // An answer that is no uint32.
    let mut wide = calldata::verify_answer(program, 0, &CASE.public, &CASE.proof);
    wide[4 + 32] = 1;
    assert_eq!(bench.call(&wide), Err(Refusal::Unknown(vec![])));
}

/// The bytes after the public values in calldata are not padding that anyone checked: they must not matter.
#[test]
fn dirty_padding_is_not_read() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let public = [9; 8];
    let proof = CASE.setup.prove(0, &public);
    let mut call = calldata::verify(CASE.setup.program_id(), &public, &proof);
    let padding = 4 + 4 * 32 + 8;
    assert_eq!(call[padding..padding + 24], [0; 24]);
    call[padding..padding + 24].fill(0xff);
    bench.call(&call).unwrap();
}

#[test]
fn a_chain_without_a_precompile() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let call = calldata::verify(CASE.setup.program_id(), &CASE.public, &CASE.proof);
    let set = |bench: &mut Bench, broken| {
        for (_, evm, _) in &mut bench.contracts {
            evm.break_precompile(broken);
        }
    };
    for precompile in [5, 6, 7, 8] {
        // The others make bad points, on which the next precompile burns all gas: none may be left for a name. They are in
        // `hostile.rs` of the end-to-end tests.
        for broken in [
            Broken::Missing,
            Broken::Empty,
            Broken::Reverting,
            Broken::Zeros,
        ] {
            set(&mut bench, Some((precompile, broken)));
            // Two zero words are a point, the identity: no failure, but no proof either.
            let expected = match (precompile, broken) {
                (6 | 7, Broken::Zeros) => Refusal::InvalidProof,
                _ => Refusal::PrecompileFailed,
            };
            assert_eq!(bench.call(&call), Err(expected), "{precompile}: {broken:?}");
        }
    }
    set(&mut bench, None);
    bench.call(&call).unwrap();
}

/// However little gas there is, a proof that does not hold is never accepted, and one that holds is accepted or fails.
#[test]
fn any_gas_limit() {
    if !has_solc() {
        return;
    }
    let mut bench = CASE.bench();
    let program = CASE.setup.program_id();
    let good = calldata::verify(program, &CASE.public, &CASE.proof);
    let bad = calldata::verify_answer(program, 1, &CASE.public, &CASE.proof);
    let needed = bench.call(&good).unwrap();
    // Below the price of its calldata a transaction is not valid.
    let least = intrinsic_gas(&good).1.max(intrinsic_gas(&bad).1);
    let (_, evm, address) = &mut bench.contracts[1];
    for step in 0..200 {
        evm.set_gas_limit(least + step * (needed + 40_000 - least) / 200);
        assert!(!evm.call(*address, &bad).unwrap().success);
        let outcome = evm.call(*address, &good).unwrap();
        assert!(!outcome.success || outcome.gas_used <= needed);
    }
}

/// Arguments that cannot be a setup make no contract. Those that could be another one do, under another VERIFIER_HASH.
#[test]
fn a_setup_that_is_none() {
    if !has_solc() {
        return;
    }
    let good = constructor_arguments(CASE.setup.key());
    let fixed = good.len() / 32 - 4;
    let codes = common::compile(&CASE.setup.source());
    let deploy = |arguments: &[u8]| {
        let mut evm = Evm::new(Fork::Osaka);
        let mut verdicts = codes.iter().map(|(_, code)| {
            let verdict = evm.deploy(&[code, arguments].concat());
            verdict.map(|created| {
                let hash = evm.call(created.address, &calldata::getter("VERIFIER_HASH"));
                hash.unwrap().output
            })
        });
        let first = verdicts.next().unwrap();
        for verdict in verdicts {
            assert_eq!(format!("{first:?}"), format!("{verdict:?}"));
        }
        first
    };
    let refused = |arguments: &[u8]| match deploy(arguments) {
        Err(EvmError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(deploy(&good).unwrap(), CASE.setup.verifier_hash);

    let with = |word: usize, values: &[[u8; 32]]| {
        let mut arguments = good.clone();
        arguments[32 * word..32 * (word + values.len())].copy_from_slice(&values.concat());
        arguments
    };
    let word = |i: usize| -> [u8; 32] { good[32 * i..32 * (i + 1)].try_into().unwrap() };
    let q = modulus(Q);
    for i in 0..fixed {
        let mut flipped = word(i);
        flipped[31 - i % 29] ^= 1 << (i % 8);
        let index = i as u64 / 2;
        for value in [flipped, [0; 32], q, add(word(i), q).unwrap(), [0xff; 32]] {
            assert_eq!(
                refused(&with(i, &[value])),
                Refusal::WrongFixedCommitment { index }
            );
        }
    }
    // The identity, which is not on the curve, and a point that is: another circuit's, by its hash.
    assert_eq!(
        refused(&with(0, &[[0; 32]; 2])),
        Refusal::WrongFixedCommitment { index: 0 }
    );
    let hash = deploy(&with(1, &[subtract(q, word(1))])).unwrap();
    assert_ne!(hash, CASE.setup.verifier_hash);

    for i in fixed..fixed + 4 {
        let mut flipped = word(i);
        flipped[17] ^= 4;
        for value in [flipped, [0; 32], q, add(word(i), q).unwrap(), [0xff; 32]] {
            assert_eq!(refused(&with(i, &[value])), Refusal::WrongSG2);
        }
    }
    // s = 0, 1 and -1; and a point of the curve beside the group: both y to an x that is in nobody's group by chance.
    let generator = G2Affine::generator();
    for point in [None, Some(generator), Some(-generator), Some(outside())] {
        let words = point.map_or([[0; 32]; 4], |p| {
            [p.x.c1, p.x.c0, p.y.c1, p.y.c0].map(|c| {
                let mut word = c.to_repr();
                word.reverse();
                word
            })
        });
        assert_eq!(refused(&with(fixed, &words)), Refusal::WrongSG2);
    }
    // Too few words. What follows the last is ignored, as Solidity does.
    for length in [0, 31, 32, good.len() - 32, good.len() - 1] {
        assert_eq!(refused(&good[..length]), Refusal::Unknown(vec![]));
    }
}

/// A point of the twist outside of the group of order r.
fn outside() -> G2Affine {
    use group::cofactor::CofactorGroup;
    use halo2_proofs::halo2curves::CurveAffine;
    (1..)
        .find_map(|i| {
            let x = Fq2::new(i.into(), 0.into());
            let y = (x * x * x + G2Affine::b()).sqrt();
            let point = Option::from(y).and_then(|y| Option::from(G2Affine::from_xy(x, y)))?;
            let is_outside =
                !bool::from(halo2_proofs::halo2curves::bn256::G2::from(point).is_torsion_free());
            is_outside.then_some(point)
        })
        .expect("every other x has a point")
}
