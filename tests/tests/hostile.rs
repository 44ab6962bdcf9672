//! Hostile calls of the deployed contract, V1 to V9 of the catalogue of verifier bugs: all revert, at a bounded price, and
//! `circuits::verify_unbound` says the same wherever it can be asked. What a call asks is read by a decoder of Solidity's ABI written here.
//!
//! Nothing depends on the circuit but the lengths that the artifact states. A sample runs at every commit, all with
//! `./evidence.sh hostile`.

use circuits::{Proof, Statement, VerifyingKey};
use evm_verifier::calldata::{self, Refusal, intrinsic_gas};
use evm_verifier::evm::{Broken, Evm};
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;
use std::sync::Mutex;
use vntr_tests::word::{Q, R, Word, add, subtract, word};
use vntr_tests::{Bench, FORK, calldata_of, fold, fold_tapes};

const PROFILE: &str = "1k-r32";
/// A sample is every n-th vector: a prime, so that it meets all kinds.
const SAMPLE: usize = 37;
/// The least that the long run asks.
const MANY: usize = 20_000;
/// Gas that a further 32 bytes of public values may take to execute.
const GAS_PER_PUBLIC_WORD: u64 = 100;

const VERIFY: &str = "verify(bytes32,bytes,bytes)";
const VERIFY_ANSWER: &str = "verifyAnswer(bytes32,uint32,bytes,bytes)";

fn selector(signature: &str) -> [u8; 4] {
    circuits::keccak256(signature.as_bytes())[..4]
        .try_into()
        .expect("4 of 32")
}

/// What a call asks. None: Solidity's types refuse it.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    program_id: [u8; 32],
    answer: u32,
    public: Vec<u8>,
    bytes: Vec<u8>,
}

/// The ABI as solc decodes it: offsets from behind the selector and lengths below 2^64, everything inside of the calldata, arrays
/// where the offsets say, overlapping or not.
fn decode(data: &[u8]) -> Option<Asked> {
    let (head, body) = data.split_first_chunk::<4>()?;
    let with_answer = match *head {
        head if head == selector(VERIFY) => false,
        head if head == selector(VERIFY_ANSWER) => true,
        _ => return None,
    };
    let at = |i: usize| -> Option<Word> { body.get(32 * i..32 * i + 32)?.try_into().ok() };
    let small = |word: Word| -> Option<usize> {
        word[..24].iter().all(|byte| *byte == 0).then_some(())?;
        u64::from_be_bytes(word[24..].try_into().ok()?)
            .try_into()
            .ok()
    };
    let head_words = if with_answer { 4 } else { 3 };
    at(head_words - 1)?;
    let array = |i: usize| -> Option<Vec<u8>> {
        let offset = small(at(i)?)?;
        let start = offset.checked_add(32)?;
        let length = small(body.get(offset..start)?.try_into().ok()?)?;
        Some(body.get(start..start.checked_add(length)?)?.to_vec())
    };
    let answer = if with_answer { small(at(1)?)? } else { 0 };
    Some(Asked {
        program_id: at(0)?,
        answer: answer.try_into().ok()?,
        public: array(head_words - 2)?,
        bytes: array(head_words - 1)?,
    })
}

/// The library's verdict.
fn rust(key: &VerifyingKey, asked: &Asked) -> bool {
    if !asked.public.len().is_multiple_of(4) {
        return false;
    }
    let words = asked.public.chunks(4);
    let proof = Proof {
        profile: key.profile().name.to_owned(),
        program_id: asked.program_id,
        verifier_hash: key.hash(),
        statement: Statement {
            answer: asked.answer,
            primary: words
                .map(|word| u32::from_be_bytes(word.try_into().expect("4 bytes")))
                .collect(),
        },
        bytes: asked.bytes.clone(),
    };
    circuits::verify_unbound(key, &proof).is_ok()
}

type Call = Box<dyn Fn(&Honest) -> Vec<u8> + Send + Sync>;

/// An honest proof, and another one of another program.
struct Honest {
    proof: Proof,
    other: Proof,
    call: Vec<u8>,
    /// Words of the proof after the selector that are coordinates in pairs: the index of each x.
    points: Vec<usize>,
}

impl Honest {
    fn new(bench: &Bench) -> Self {
        let prove = |operation| bench.prove(&fold(operation, 32), fold_tapes(operation));
        let (proof, other) = (prove("add"), prove("xor"));
        let shape = bench.contract.shape;
        let first = shape.proof_points - 1;
        let scalars_end = 2 * first + shape.evaluations;
        let words = (bench.contract.proof_length - 4) / 32;
        assert_eq!(words, scalars_end + 4);
        Honest {
            call: calldata_of(&proof),
            points: (0..first)
                .map(|i| 2 * i)
                .chain([scalars_end, scalars_end + 2])
                .collect(),
            proof,
            other,
        }
    }

    fn words(&self) -> usize {
        (self.proof.bytes.len() - 4) / 32
    }

    fn word(&self, index: usize) -> Word {
        self.proof.bytes[4 + 32 * index..][..32]
            .try_into()
            .expect("32 bytes")
    }

    /// A call about these bytes.
    fn with_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        calldata::verify(self.proof.program_id, &self.proof.public_values(), bytes)
    }

    /// Some words of the proof replaced.
    fn with_words(&self, index: usize, words: &[Word]) -> Vec<u8> {
        let mut bytes = self.proof.bytes.clone();
        bytes[4 + 32 * index..][..32 * words.len()].copy_from_slice(&words.concat());
        self.with_bytes(&bytes)
    }
}

/// All hostile calls, each with its class.
fn vectors(honest: &Honest) -> Vec<(&'static str, Call)> {
    let mut all: Vec<(&'static str, Call)> = vec![];
    let mut push = |class, call: Call| all.push((class, call));
    let length = honest.proof.bytes.len();
    let (r, q) = (R, Q);

    // V1: every word as another number of its residue, by either modulus.
    for index in 0..honest.words() {
        for modulus in [r, q] {
            let mut value = honest.word(index);
            while let Some(next) = add(value, modulus) {
                value = next;
                push(
                    "V1: word plus a modulus",
                    Box::new(move |h| h.with_words(index, &[next])),
                );
            }
        }
        for value in [
            r,
            q,
            [0xff; 32],
            [0x7f; 32],
            [0; 32],
            word(1),
            word(2),
            word(1 << 64),
            word(u128::MAX),
            subtract(r, word(1)),
            add(r, word(1)).expect("far below 2^256"),
            subtract(q, word(1)),
            add(q, word(1)).expect("far below 2^256"),
            subtract(q, r),
        ] {
            push(
                "V1: word at an edge",
                Box::new(move |h| h.with_words(index, &[value])),
            );
        }
    }
    // An answer beyond 32 bits, one of them the same modulo r.
    for answer in [
        add(word(0), r).expect("r"),
        word(1 << 32),
        [0xff; 32],
        word(1),
        word(u128::from(u32::MAX)),
    ] {
        push(
            "V1: answer",
            Box::new(move |h| {
                let (public, bytes) = (h.proof.public_values(), &h.proof.bytes);
                let mut call = calldata::verify_answer(h.proof.program_id, 0, &public, bytes);
                call[36..68].copy_from_slice(&answer);
                call
            }),
        );
    }

    // V2: the proof begins with the selector of a function, of this contract or of those that come with it.
    for signature in [
        VERIFY,
        VERIFY_ANSWER,
        "PROFILE()",
        "VERIFIER_HASH()",
        "SELECTOR()",
        "PROOF_LENGTH()",
        "MAX_PUBLIC_BYTES()",
        "INSECURE_DEV_SRS()",
        "InvalidProof()",
        "claim(bytes)",
        "publicValues(address)",
        "verifier()",
        "verified(bytes32)",
        "programId()",
        "digest()",
        "supportsInterface(bytes4)",
        "owner()",
        "fallback()",
    ] {
        let prefix = selector(signature);
        for rest in 0..4 {
            push(
                "V2: selector in front of the proof",
                Box::new(move |h| {
                    let rest = match rest {
                        0 => h.proof.bytes[4..].to_vec(),
                        1 => vec![0; h.proof.bytes.len() - 4],
                        2 => vec![],
                        _ => h.call[4..].to_vec(),
                    };
                    h.with_bytes(&[&prefix[..], &rest].concat())
                }),
            );
        }
    }
    push(
        "V2: the call as its proof",
        Box::new(|h| h.with_bytes(&h.call)),
    );

    // V5: points that are none, or other ones.
    for (i, &x) in honest.points.iter().enumerate() {
        let y = honest.word(x + 1);
        let identity = [[0; 32]; 2];
        let generator = [word(1), word(2)];
        let negated = [honest.word(x), subtract(q, y)];
        let beside = [honest.word(x), add(y, word(1)).expect("below q")];
        for (class, point) in [
            ("V5: identity", identity),
            ("V5: generator", generator),
            ("V5: negated point", negated),
            ("V5: point beside the curve", beside),
            ("V5: coordinates swapped", [y, honest.word(x)]),
            ("V5: (q, 0)", [q, [0; 32]]),
        ] {
            push(class, Box::new(move |h| h.with_words(x, &point)));
        }
        for &other in &honest.points[..i] {
            push(
                "V5: points swapped",
                Box::new(move |h| {
                    let mut bytes = h.proof.bytes.clone();
                    for byte in 0..64 {
                        bytes.swap(4 + 32 * x + byte, 4 + 32 * other + byte);
                    }
                    h.with_bytes(&bytes)
                }),
            );
        }
    }
    // A point moved by its own negative into its neighbour: sums may stay, hashes may not.
    for pair in honest.points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        push(
            "V5: one point twice",
            Box::new(move |h| h.with_words(a, &[h.word(b), h.word(b + 1)])),
        );
    }

    // V6: offsets and lengths. In words after the selector: program, offset, offset, then each array's length.
    let edges: Vec<Word> = {
        let size = honest.call.len() as u128;
        let proof_at = size - 36 - (length as u128).next_multiple_of(32);
        let mut values: Vec<Word> = (0..12).map(|i| word(32 * i)).collect();
        values.extend([1, 4, 31, 33, 0x61, 0xbf].map(word));
        for near in [proof_at, size - 4, size, length as u128, 27 * 4] {
            values.extend([near - 32, near - 1, near, near + 1, near + 32].map(word));
        }
        values.extend([1 << 32, (1 << 64) - 1, 1 << 64, u128::MAX].map(word));
        let mut top = [0; 32];
        top[0] = 0x80;
        values.extend([top, [0xff; 32], subtract([0xff; 32], word(31))]);
        values
    };
    for (i, a) in edges.iter().enumerate() {
        for b in &edges {
            let (a, b) = (*a, *b);
            push(
                "V6: both offsets",
                Box::new(move |h| {
                    let mut call = h.call.clone();
                    call[36..68].copy_from_slice(&a);
                    call[68..100].copy_from_slice(&b);
                    call
                }),
            );
        }
        // Lengths, with the offsets as they are.
        for b in edges.iter().skip(i % 3).step_by(3) {
            let (a, b) = (*a, *b);
            push(
                "V6: both lengths",
                Box::new(move |h| {
                    let mut call = h.call.clone();
                    call[100..132].copy_from_slice(&a);
                    let at = call.len() - 32 - h.proof.bytes.len().next_multiple_of(32);
                    call[at..at + 32].copy_from_slice(&b);
                    call
                }),
            );
        }
    }
    for cut in 0..160 {
        push(
            "V6: calldata cut off at the head",
            Box::new(move |h| h.call[..cut].to_vec()),
        );
        push(
            "V6: calldata cut off at the end",
            Box::new(move |h| h.call[..h.call.len() - 1 - 31 - 8 * cut].to_vec()),
        );
    }

    // V8: zeros.
    for zeros in 0..8u8 {
        push(
            "V8: zeros",
            Box::new(move |h| {
                let mut proof = h.proof.clone();
                if zeros & 1 > 0 {
                    proof.bytes[4..].fill(0);
                }
                if zeros & 2 > 0 {
                    proof.statement.primary.fill(0);
                }
                if zeros & 4 > 0 || zeros == 0 {
                    proof.program_id = [0; 32];
                }
                calldata_of(&proof)
            }),
        );
    }
    push(
        "V8: zeros",
        Box::new(|h| {
            let mut call = vec![0; h.call.len()];
            call[..4].copy_from_slice(&selector(VERIFY));
            call
        }),
    );

    // V9: another program's.
    let point = 4..4 + circuits::ProgramPoint::BYTES;
    push(
        "V9: other program's name",
        Box::new(|h| {
            calldata::verify(h.other.program_id, &h.proof.public_values(), &h.proof.bytes)
        }),
    );
    push(
        "V9: other program's point and name",
        Box::new(move |h| {
            let mut bytes = h.proof.bytes.clone();
            bytes[point.clone()].copy_from_slice(&h.other.bytes[point.clone()]);
            calldata::verify(h.other.program_id, &h.proof.public_values(), &bytes)
        }),
    );
    // Each word from the other proof.
    for index in 0..honest.words() {
        push(
            "V9: word of another proof",
            Box::new(move |h| {
                let word = h.other.bytes[4 + 32 * index..][..32]
                    .try_into()
                    .expect("32");
                h.with_words(index, &[word])
            }),
        );
    }

    // Lengths of the proof.
    for cut in (0..length).step_by(3) {
        push(
            "truncated proof",
            Box::new(move |h| h.with_bytes(&h.proof.bytes[..cut])),
        );
    }
    for more in (1..=128).chain([1000, 1 << 14]) {
        push(
            "longer proof",
            Box::new(move |h| {
                h.with_bytes(&[&h.proof.bytes[..], &vec![more as u8; more]].concat())
            }),
        );
    }
    // One bit: two of every byte of the proof, every bit of what it is about.
    for byte in 0..length {
        for bit in [byte % 8, (byte / 8 + 3) % 8] {
            push(
                "flipped bit of the proof",
                Box::new(move |h| {
                    let mut bytes = h.proof.bytes.clone();
                    bytes[byte] ^= 1 << bit;
                    if byte % 8 == (byte / 8 + 3) % 8 {
                        // Both bits are one: take its neighbour too.
                        bytes[byte] ^= 1 << ((bit + 1) % 8);
                    }
                    h.with_bytes(&bytes)
                }),
            );
        }
    }
    for bit in 0..256 {
        push(
            "flipped bit of the program",
            Box::new(move |h| {
                let mut proof = h.proof.clone();
                proof.program_id[bit / 8] ^= 1 << (bit % 8);
                calldata_of(&proof)
            }),
        );
    }
    for bit in 0..32 * honest.proof.statement.primary.len() {
        push(
            "flipped bit of the public values",
            Box::new(move |h| {
                let mut proof = h.proof.clone();
                proof.statement.primary[bit / 32] ^= 1 << (bit % 32);
                calldata_of(&proof)
            }),
        );
    }
    for bytes in 0..120 {
        if bytes == 4 * honest.proof.statement.primary.len() {
            continue;
        }
        push(
            "public values of another length",
            Box::new(move |h| {
                let mut public = h.proof.public_values();
                public.resize(bytes, 0);
                calldata::verify(h.proof.program_id, &public, &h.proof.bytes)
            }),
        );
    }
    for bit in 0..32 {
        push(
            "another answer",
            Box::new(move |h| {
                let mut proof = h.proof.clone();
                proof.statement.answer = 1 << bit;
                calldata_of(&proof)
            }),
        );
    }
    // At random: words swapped, words and whole proofs of random bytes.
    for seed in 0..1500 {
        push(
            "two words swapped",
            Box::new(move |h| {
                let mut random = ChaCha20Rng::seed_from_u64(seed);
                let a = random.gen_range(0..h.words());
                let b = (a + random.gen_range(1..h.words())) % h.words();
                if h.word(a) == h.word(b) {
                    return h.with_words(a, &[[0; 32]]);
                }
                let bytes = h.with_words(a, &[h.word(b)]);
                let at = bytes.len() - h.proof.bytes.len().next_multiple_of(32) + 4 + 32 * b;
                let mut bytes = bytes;
                bytes[at..at + 32].copy_from_slice(&h.word(a));
                bytes
            }),
        );
        push(
            "random word",
            Box::new(move |h| {
                let mut random = ChaCha20Rng::seed_from_u64(seed);
                let mut word = [0; 32];
                random.fill_bytes(&mut word);
                // Below both moduli: it gets as far as it can.
                word[0] &= 0x1f;
                h.with_words(random.gen_range(0..h.words()), &[word])
            }),
        );
    }
    for seed in 0..100 {
        push(
            "random proof",
            Box::new(move |h| {
                let mut bytes = h.proof.bytes.clone();
                ChaCha20Rng::seed_from_u64(seed).fill_bytes(&mut bytes[4..]);
                h.with_bytes(&bytes)
            }),
        );
    }
    all
}

/// Asks all, or a sample. Prints what was found.
fn ask(every: usize) -> usize {
    let bench = Bench::new(PROFILE);
    let honest = Honest::new(&bench);
    let statement = decode(&honest.call).expect("an honest call");
    assert!(rust(&bench.key, &statement));
    let honest_gas = bench.deploy().verify(&honest.proof).expect("accepted");
    let execution = honest_gas - intrinsic_gas(&honest.call).0;
    // More public words than the honest ones have cost more; nothing else does.
    let most_public = bench.contract.max_public_bytes as u64;
    let allowed = execution + GAS_PER_PUBLIC_WORD * (most_public / 32 + 1);

    let vectors: Vec<_> = vectors(&honest).into_iter().step_by(every).collect();
    let counts = Mutex::new(BTreeMap::<String, usize>::new());
    let most_gas = Mutex::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for share in vectors.chunks(vectors.len().div_ceil(cores)) {
            let (bench, honest, statement) = (&bench, &honest, &statement);
            let (counts, most_gas) = (&counts, &most_gas);
            scope.spawn(move || {
                let mut evm = Evm::new(FORK);
                let code = &bench.deployment.creation_code;
                let address = evm.deploy(code).expect("deployed").address;
                for (class, call) in share {
                    let call = call(honest);
                    let asked = decode(&call);
                    let outcome = evm.call(address, &call).expect("a transaction");
                    assert_eq!(outcome.halt, None, "{class}");
                    assert!(!outcome.success || outcome.output.is_empty(), "{class}");
                    let verdict = asked.as_ref().is_some_and(|asked| rust(&bench.key, asked));
                    assert_eq!(outcome.success, verdict, "{class}: the verifiers disagree");
                    // Another way to write the honest call is no hostile one; accepting anything else would be a break.
                    let same = asked.as_ref() == Some(statement);
                    assert_eq!(outcome.success, same, "{class}: 0x{}", hex::encode(&call));
                    let refusal = Refusal::decode(&outcome.output);
                    let named = same || !matches!(refusal, Refusal::Unknown(_));
                    assert_eq!(named, asked.is_some(), "{class}: {refusal}");
                    let (paid, floor) = intrinsic_gas(&call);
                    assert!(outcome.gas_used <= floor.max(paid + allowed), "{class}");
                    let mut most = most_gas.lock().expect("no thread failed");
                    *most = (outcome.gas_used.saturating_sub(paid)).max(*most);
                    drop(most);
                    let class = if same {
                        "the honest call, written otherwise: accepted"
                    } else {
                        *class
                    };
                    *counts
                        .lock()
                        .expect("no thread failed")
                        .entry(class.to_owned())
                        .or_default() += 1;
                }
                // Nothing that was refused spoiled the contract for what is right.
                assert!(evm.call(address, &honest.call).expect("sent").success);
            });
        }
    });
    let counts = counts.into_inner().expect("no thread failed");
    let accepted = counts
        .get("the honest call, written otherwise: accepted")
        .copied()
        .unwrap_or(0);
    let hostile = counts.values().sum::<usize>() - accepted;
    println!(
        "{hostile} hostile calls refused, by Rust and the contract alike; at most {} gas of execution, the honest call takes {execution}: {counts:?}",
        most_gas.into_inner().expect("no thread failed")
    );
    if every == 1 {
        let circuit = ("circuit", hex::encode(bench.key.hash()));
        campaign::publish("hostile", Some(&circuit), hostile, &counts);
    }
    hostile
}

#[test]
fn a_sample_of_hostile_calls_is_refused() {
    assert!(ask(SAMPLE) >= MANY / SAMPLE);
}

/// `./evidence.sh hostile`.
#[test]
#[ignore = "minutes"]
fn hostile_calls_are_refused() {
    assert!(ask(1) >= MANY);
    precompiles(1);
}

/// V4: a chain whose precompiles are missing, lie or fail accepts nothing, whatever the proof; and no gas limit makes a difference.
/// A failing precompile takes what it is given, so the bound here is the gas limit.
fn precompiles(every: usize) {
    let bench = Bench::new(PROFILE);
    let honest = Honest::new(&bench);
    let mut evm = Evm::new(FORK);
    let code = &bench.deployment.creation_code;
    let address = evm.deploy(code).expect("deployed").address;
    let calls = [
        honest.call.clone(),
        honest.with_words(0, &[honest.word(0), subtract(Q, honest.word(1))]),
        honest.with_words(honest.words() - 5, &[word(7)]),
    ];
    let mut refused = 0;
    for precompile in [5, 6, 7, 8] {
        for broken in Broken::ALL {
            evm.break_precompile(Some((precompile, broken)));
            for call in &calls {
                let outcome = evm.call(address, call).expect("a transaction");
                assert!(!outcome.success, "{precompile}: {broken:?}");
                refused += 1;
            }
        }
    }
    evm.break_precompile(None);
    let needed = evm.call(address, &honest.call).expect("sent").gas_used;
    let least = intrinsic_gas(&honest.call).1;
    let levels = 200;
    for level in (0..levels).step_by(every) {
        let limit = least + level * (needed + 20_000 - least) / levels;
        evm.set_gas_limit(limit);
        for (i, call) in calls.iter().enumerate() {
            // Below the price of its calldata a transaction is not valid.
            let Ok(outcome) = evm.call(address, call) else {
                continue;
            };
            assert!(
                !outcome.success || (i == 0 && limit >= needed),
                "{limit} gas"
            );
            refused += usize::from(!outcome.success);
        }
    }
    println!("{refused} calls refused with broken precompiles or too little gas");
    if every == 1 {
        let circuit = ("circuit", hex::encode(bench.key.hash()));
        let counts = BTreeMap::from([("refused", refused)]);
        let run = "hostile: precompiles and gas";
        campaign::publish(run, Some(&circuit), refused, &counts);
    }
}

#[test]
fn broken_precompiles_and_little_gas_accept_nothing() {
    precompiles(11);
}
