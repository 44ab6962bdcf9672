//! Runs in many segments over several transactions, by the committed contracts: what they cost, more than a hundred segments on a node, and
//! calls that were changed. The protocol of the calls is in `evm-verifier/tests/transactions.rs`.

use circuits::{Profile, Proof, VerifyingKey, verify_unbound};
use evm_verifier::artifact::Artifact;
use evm_verifier::calldata::Refusal;
use evm_verifier::chain::{self, ChainError};
use evm_verifier::evm::Evm;
use evm_verifier::transactions::{Limits, Part, Progress, Run};
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use vntr_tests::word::{Q, R, Word, add, word};
use vntr_tests::{Bench, COUNTDOWN, Deployment, FORK, anvil, calldata_of};

const SMALL: &str = "segments-1k-r16";

/// A proof of about so many segments: the word is what a run of as many counts.
fn proof(bench: &Bench, segments: usize) -> (Proof, Run) {
    let word = segments * bench.profile.steps / 4 - 100;
    let proof = bench.prove_segments(&vntr_tests::assemble(COUNTDOWN), word as u32);
    let run = Run::new(bench.profile, &proof).expect("in segments");
    assert_eq!(run.segments(), segments);
    (proof, run)
}

/// A contract on a chain of its own.
#[derive(Clone)]
struct Deployed(Evm, [u8; 20]);

impl Deployed {
    fn new(bench: &Bench) -> Self {
        let mut evm = Evm::new(FORK);
        let created = evm.deploy(&bench.deployment.creation_code);
        Deployed(evm, created.expect("deployed").address)
    }

    fn send(&mut self, calldata: &[u8]) -> Result<(u64, Vec<u8>), Refusal> {
        let outcome = self.0.call(self.1, calldata).expect("a transaction");
        assert_eq!(outcome.halt, None);
        match outcome.success {
            true => Ok((outcome.gas_used, outcome.output)),
            false => Err(Refusal::decode(&outcome.output)),
        }
    }

    fn part(&mut self, run: &Run, part: Part) -> u64 {
        let sent = self.send(&run.transaction(part).calldata);
        sent.expect("an honest one").0
    }

    fn is_proved(&mut self, run: &Run) -> bool {
        self.send(&run.is_proved()).expect("a view").1 == word(1)
    }

    fn progress(&mut self, run: &Run) -> Progress {
        let returned = self.send(&run.progress()).expect("a view").1;
        Progress::decode(&returned).expect("of this form")
    }
}

/// Gas in several transactions of `each` segments: of `begin`, the most of an `add`, and all of them. The model that transactions are
/// planned by may say more, by less than a tenth.
fn several(bench: &Bench, run: &Run, each: usize) -> [u64; 3] {
    let mut chain = Deployed::new(bench);
    let adds = (0..run.segments()).step_by(each);
    let adds = adds.map(|from| Part::Add(from..run.segments().min(from + each)));
    let used: Vec<u64> = [Part::Begin]
        .into_iter()
        .chain(adds)
        .map(|part| {
            let transaction = run.transaction(part);
            let gas = chain.send(&transaction.calldata).expect("honest").0;
            let (part, model) = (&transaction.part, transaction.gas);
            println!(
                "{}: {part}: {gas} gas, the model says {model}",
                bench.profile.name
            );
            let bound = gas + gas / 10 + 10_000;
            assert!(
                (gas..=bound).contains(&model),
                "{part}: {gas} gas, the model says {model}"
            );
            gas
        })
        .collect();
    assert!(chain.is_proved(run));
    [
        used[0],
        used[1..].iter().copied().max().expect("one"),
        used.iter().sum(),
    ]
}

const BEGIN: &str = "<!-- segments:begin -->\n";
const END: &str = "<!-- segments:end -->\n";
/// Proofs differ in how many of their bytes are zero, and runs in how often a share of one is among them.
const TOLERANCE_PER_MILLE: u64 = 5;

/// The table of `docs/contract.md`, one row for each number of segments.
fn table(rows: &[Vec<u64>]) -> String {
    let mut text = "\
| segments | `verify`, one call | `begin` | one `add` of all | both | `add` of one, at most | `begin` and all of them |
|--:|--:|--:|--:|--:|--:|--:|
"
    .to_owned();
    for row in rows {
        let row: Vec<String> = row.iter().map(u64::to_string).collect();
        text += &format!("| {} |\n", row.join(" | "));
    }
    text
}

/// What it costs. `BLESS=1` writes it to `docs/contract.md`.
#[test]
fn gas_is_as_documented() {
    let bench = Bench::new(SMALL);
    let rows = [1, 2, 4, 8, 16].map(|segments| {
        let (proof, run) = proof(&bench, segments);
        let one_call = Deployed::new(&bench)
            .send(&calldata_of(&proof))
            .expect("accepted")
            .0;
        assert!(run.is_one_call(Limits {
            gas: one_call * 11 / 10,
            ..Limits::default()
        }));
        assert!(!run.is_one_call(Limits {
            gas: one_call - 1,
            ..Limits::default()
        }));
        let (together, apart) = (several(&bench, &run, segments), several(&bench, &run, 1));
        vec![
            segments as u64,
            one_call,
            together[0],
            together[1],
            together[2],
            apart[1],
            apart[2],
        ]
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/contract.md");
    let old = std::fs::read_to_string(&path).expect("docs/contract.md");
    let (before, rest) = old.split_once(BEGIN).expect("the beginning of the figures");
    let (pinned, after) = rest.split_once(END).expect("their end");
    if std::env::var_os("BLESS").is_some() {
        let new = format!("{before}{BEGIN}{}{END}{after}", table(&rows));
        return std::fs::write(&path, new).expect("writable");
    }
    let numbers = |line: &str| -> Vec<u64> {
        line.split('|')
            .filter_map(|cell| cell.trim().parse().ok())
            .collect()
    };
    let pinned: Vec<Vec<u64>> = pinned.lines().skip(2).map(numbers).collect();
    assert_eq!(pinned.len(), rows.len());
    for (pinned, row) in pinned.iter().zip(&rows) {
        let near = |(a, b): (&u64, &u64)| 1000 * a.abs_diff(*b) <= TOLERANCE_PER_MILLE * b;
        assert!(
            pinned.len() == row.len() && row.iter().zip(pinned).all(near),
            "measured {row:?}, docs/contract.md has {pinned:?}; if that is meant, run\n  BLESS=1 cargo test --release -p vntr-tests --test long_runs gas"
        );
    }
}

/// The model holds for large segments too.
#[test]
fn gas_of_large_segments_is_what_the_model_says() {
    let bench = Bench::new("segments-64k-r16");
    let (proof, run) = proof(&bench, 2);
    let gas = bench.deploy().verify(&proof).expect("accepted");
    println!("{}: 2 segments in one call: {gas} gas", bench.profile.name);
    several(&bench, &run, 1);
    several(&bench, &run, 2);
}

/// More than a hundred segments, on a node with its limits: sent, interrupted, in part by somebody else, and gone on with.
#[test]
fn more_than_a_hundred_segments_are_proved_on_a_node() {
    let Some(anvil) = anvil() else { return };
    let (rpc, key) = (anvil.url(), anvil.key());
    let bench = Bench::new(SMALL);
    let (proof, run) = proof(&bench, 130);
    verify_unbound(&bench.key, &proof).expect("accepted natively");
    let limits = Limits::default();
    assert!(!run.is_one_call(limits));
    let verifier = chain::deploy(rpc, &key, &bench.deployment.creation_code).expect("deployed");
    let verifier = verifier.address;

    // The first transactions; then some segments by somebody else, two of them in the middle of what is left.
    let plan = run
        .transactions(&Progress::default(), limits)
        .expect("within limits");
    let theirs = run.transaction(Part::Add(70..72));
    for transaction in [&plan[0], &plan[1], &theirs] {
        assert!(!chain::is_proved(rpc, verifier, &run).expect("asked"));
        let sent = chain::send_verify(rpc, verifier, &key, &transaction.calldata).expect("sent");
        assert!(sent.status && sent.gas_used <= transaction.gas);
        println!(
            "{}: {} gas, {} bytes",
            transaction.part,
            sent.gas_used,
            transaction.calldata.len()
        );
    }
    let (mut parts, mut gas) = (vec![], 0);
    let sent = chain::send_run(rpc, verifier, &key, &run, limits, |transaction, sent| {
        let (part, bytes) = (&transaction.part, transaction.calldata.len());
        println!("{part}: {} gas, {bytes} bytes", sent.gas_used);
        assert!(sent.gas_used <= transaction.gas && transaction.gas <= limits.gas);
        parts.push(part.clone());
        gas += sent.gas_used;
    });
    sent.expect("proved");
    let Part::Add(first) = plan[1].part.clone() else {
        panic!("{:?}", plan[1])
    };
    assert_eq!(parts[0], Part::Add(first.end..first.end + first.len()));
    let added: usize = parts
        .iter()
        .map(|part| match part {
            Part::Begin => panic!("begun twice"),
            Part::Add(segments) => segments.len(),
        })
        .sum();
    assert_eq!(added, 130 - first.len() - 2);
    assert!(chain::is_proved(rpc, verifier, &run).expect("asked"));
    // Nothing is left to send.
    let again = chain::send_run(rpc, verifier, &key, &run, limits, |_, _| panic!("sent"));
    again.expect("proved before");
    println!(
        "130 segments: {} transactions, of which the last {} took {gas} gas",
        parts.len() + 3,
        parts.len()
    );

    // Damage is named before anything is spent.
    let mut damaged = proof.clone();
    damaged.statement.primary[0] ^= 1;
    let damaged = Run::new(bench.profile, &damaged).expect("of this form");
    let mut sent = vec![];
    let refused = chain::send_run(rpc, verifier, &key, &damaged, limits, |transaction, _| {
        sent.push(transaction.part.clone());
    });
    assert!(
        matches!(refused, Err(ChainError::Refused(Refusal::InvalidProof))),
        "{refused:?}"
    );
    assert_eq!(sent, [Part::Begin]);
    // A contract of whole runs does not know them.
    let whole =
        chain::deploy(rpc, &key, &Bench::new("1k-r16").deployment.creation_code).expect("deployed");
    chain::is_proved(rpc, whole.address, &run).unwrap_err();
}

/// What a call of `add` says. None: Solidity's types refuse it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    head: Vec<u8>,
    from: Word,
    path: Vec<u8>,
    segments: Vec<u8>,
}

fn small(word: &[u8]) -> Option<usize> {
    word[..24].iter().all(|byte| *byte == 0).then_some(())?;
    u64::from_be_bytes(word[24..].try_into().ok()?)
        .try_into()
        .ok()
}

/// The array at an offset of the head, by units of so many bytes.
fn array(body: &[u8], offset: usize, unit: usize) -> Option<Vec<u8>> {
    let start = small(body.get(offset..offset + 32)?)?;
    let data = start.checked_add(32)?;
    let length = small(body.get(start..data)?)?.checked_mul(unit)?;
    Some(body.get(data..data.checked_add(length)?)?.to_vec())
}

fn decode_add(data: &[u8], honest: &[u8]) -> Option<Asked> {
    let body = data.strip_prefix(&honest[..4])?;
    Some(Asked {
        head: body.get(..224)?.to_vec(),
        from: body.get(224..256)?.try_into().ok()?,
        path: array(body, 256, 32)?,
        segments: array(body, 288, 1)?,
    })
}

/// Program, answer, public values, points.
type Begun = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

fn decode_begin(data: &[u8], honest: &[u8]) -> Option<Begun> {
    let body = data.strip_prefix(&honest[..4])?;
    let (program, answer) = (body.get(..32)?, body.get(32..64)?);
    small(answer).filter(|answer| *answer < 1 << 32)?;
    let (public, points) = (array(body, 64, 1)?, array(body, 96, 1)?);
    Some((program.into(), answer.into(), public, points))
}

/// A change of calldata at random: of bits, words, their order, and the length; `other` is a call of another run.
fn change(random: &mut ChaCha20Rng, call: &[u8], other: &[u8]) -> (&'static str, Vec<u8>) {
    let mut changed = call.to_vec();
    let words = (call.len() - 4) / 32;
    // Half of the time in front, where heads, offsets, lengths and paths are.
    let mut place = || match random.gen_bool(0.5) {
        true => random.gen_range(0..words.min(24)),
        false => random.gen_range(0..words),
    };
    let (a, b) = (4 + 32 * place(), 4 + 32 * place());
    let get = |data: &[u8], at: usize| -> Word { data[at..at + 32].try_into().expect("32 bytes") };
    let mut set = |at: usize, value: Word| changed[at..at + 32].copy_from_slice(&value);
    let name = match random.gen_range(0..8) {
        0 => {
            let bit = random.gen_range(0..256);
            changed[a + bit / 8] ^= 1 << (bit % 8);
            "a bit"
        }
        1 => {
            let edges = [
                word(0),
                word(1),
                word(2),
                word(3),
                word(32),
                word(1 << 64),
                word(u128::MAX),
                R,
                Q,
                [0xff; 32],
            ];
            set(a, edges[random.gen_range(0..edges.len())]);
            "a word at an edge"
        }
        2 => {
            let mut value = [0; 32];
            random.fill_bytes(&mut value);
            value[0] &= 0x1f;
            set(a, value);
            "a random word"
        }
        3 => {
            let modulus = [R, Q][random.gen_range(0..2)];
            let value = get(call, a);
            set(a, add(value, modulus).unwrap_or(modulus));
            "a word plus a modulus"
        }
        4 => {
            let (one, two) = (get(call, a), get(call, b));
            set(a, two);
            set(b, one);
            "two words exchanged"
        }
        5 if other.len() >= a + 32 => {
            set(a, get(other, a));
            "a word of another run"
        }
        5 | 6 => {
            changed.truncate(random.gen_range(4..call.len()));
            "cut off"
        }
        _ => {
            let more = random.gen_range(1..200);
            let at = random.gen_range(4..call.len());
            changed.splice(at..at, (0..more).map(|i| i as u8));
            "bytes put in"
        }
    };
    (name, changed)
}

/// Changes calls of a run of three segments at random. The contract takes a changed `add` if it says the same, and no other; and what
/// a changed `begin` began is never proved. Rust refuses the proof that a changed call is of.
fn ask_changed(calls: u64) {
    let bench = Bench::new(SMALL);
    let (proof, run) = proof(&bench, 3);
    let (other_proof, other) = {
        let program = vntr_tests::assemble(COUNTDOWN);
        let proof = bench.prove_segments(&program, proof.statement.primary[0] - 1);
        let run = Run::new(bench.profile, &proof).expect("in segments");
        (proof, run)
    };
    verify_unbound(&bench.key, &other_proof).expect("another honest one");
    let mut fresh = Deployed::new(&bench);
    let mut begun = fresh.clone();
    begun.part(&run, Part::Begin);
    begun.part(&other, Part::Begin);
    let size = (proof.bytes.len() - 68) / 3;
    let refused_by_rust = |proof: &Proof| verify_unbound(&bench.key, proof).unwrap_err();

    let mut counts = BTreeMap::<String, u64>::new();
    for seed in 0..calls {
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let ranges: [Range<usize>; 6] = [0..1, 1..2, 2..3, 0..2, 1..3, 0..3];
        let segments = ranges[random.gen_range(0..6)].clone();
        let part = match random.gen_bool(0.25) {
            true => Part::Begin,
            false => Part::Add(segments.clone()),
        };
        let call = run.transaction(part.clone()).calldata;
        let (name, changed) = change(
            &mut random,
            &call,
            &other.transaction(part.clone()).calldata,
        );
        let mut count = |what: &str| *counts.entry(format!("{name}: {what}")).or_default() += 1;
        if part == Part::Begin {
            let asked = decode_begin(&changed, &call);
            let mut chain = fresh.clone();
            let Ok((_, id)) = chain.send(&changed) else {
                assert_ne!(
                    asked,
                    decode_begin(&call, &call),
                    "seed {seed}: an honest call is refused"
                );
                count("begin refused");
                continue;
            };
            let asked = asked.expect("what Solidity's types refuse does not begin");
            if Some(&asked) == decode_begin(&call, &call).as_ref() {
                assert_eq!(id, run.id());
                count("the honest call, written otherwise");
                continue;
            }
            // Another run: its proof would be this.
            let mut wrong = proof.clone();
            wrong.statement.answer = small(&asked.1).expect("32 bits") as u32;
            let words = asked.2.chunks(4);
            wrong.statement.primary = words
                .map(|word| u32::from_be_bytes(word.try_into().expect("words")))
                .collect();
            let first = (call_points(&call) - 68) / 3;
            wrong
                .bytes
                .truncate(68 + (asked.3.len() - 68) / first * size);
            for (i, points) in asked.3[68..].chunks(first).enumerate() {
                let at = 68 + i * size;
                wrong.bytes[at..at + first].copy_from_slice(points);
            }
            refused_by_rust(&wrong);
            let wrong = Run::new(bench.profile, &wrong).expect("of this form");
            assert_eq!(id, wrong.id(), "seed {seed}");
            for segment in 0..wrong.segments() {
                let add = wrong.transaction(Part::Add(segment..segment + 1)).calldata;
                chain.send(&add).unwrap_err();
            }
            assert!(!chain.is_proved(&wrong) && !chain.is_proved(&run));
            assert_eq!(chain.progress(&run), Progress::default());
            count("another run begun, and no segment of it taken");
            continue;
        }
        let (asked, honest) = (
            decode_add(&changed, &call),
            decode_add(&call, &call).expect("honest"),
        );
        let mut chain = begun.clone();
        let taken = chain.send(&changed);
        assert_eq!(
            taken.is_ok(),
            asked.as_ref() == Some(&honest),
            "seed {seed}: {name}: {taken:?}"
        );
        let mut expected = Progress::default();
        expected.record(&Part::Begin);
        if let Err(refusal) = &taken {
            assert_ne!(*refusal, Refusal::PrecompileFailed);
            assert_eq!(chain.progress(&run), expected, "seed {seed}");
            count("add refused");
            // Other bytes of these segments are refused by Rust as well.
            if let Some(asked) = asked.filter(|asked| {
                asked.segments.len() == honest.segments.len() && asked.segments != honest.segments
            }) {
                let mut wrong = proof.clone();
                let at = 68 + segments.start * size;
                wrong.bytes[at..at + asked.segments.len()].copy_from_slice(&asked.segments);
                refused_by_rust(&wrong);
            }
        } else {
            count("the honest call, written otherwise");
        }
        // Whatever was asked, the honest run can be finished, and the other one too.
        if seed % 16 == 0 {
            for run in [&run, &other] {
                chain.part(run, Part::Add(0..3));
                assert!(chain.is_proved(run));
            }
        }
    }
    // A call of one run never moved another one.
    assert!(!fresh.is_proved(&run));
    let same: u64 = counts
        .iter()
        .filter(|(what, _)| what.ends_with("otherwise"))
        .map(|(_, count)| count)
        .sum();
    println!(
        "{} changed calls refused, {same} said the same: {counts:?}",
        calls - same
    );
    assert!(same < calls / 4);
    if calls >= MANY {
        let circuit = ("circuit", hex::encode(bench.key.hash()));
        campaign::publish(
            "hostile: several transactions",
            Some(&circuit),
            (calls - same) as usize,
            &counts,
        );
    }
}

/// The length of the points in a call of `begin`.
fn call_points(call: &[u8]) -> usize {
    array(&call[4..], 96, 1).expect("honest").len()
}

/// Calls of the long run.
const MANY: u64 = 6_000;

#[test]
fn a_sample_of_changed_calls_is_refused() {
    ask_changed(160);
}

/// `./evidence.sh several`.
#[test]
#[ignore = "minutes"]
fn changed_calls_are_refused_full() {
    ask_changed(MANY);
}

/// `verify` stores nothing, in contracts of whole runs and of segments.
#[test]
fn one_call_stores_nothing() {
    let bench = Bench::new(SMALL);
    let (proof, run) = proof(&bench, 2);
    let mut chain = Deployed::new(&bench);
    chain.send(&calldata_of(&proof)).expect("accepted");
    assert_eq!(chain.0.stored_words(chain.1), 0);
    assert!(!chain.is_proved(&run));

    let bench = Bench::new("1k-r16");
    let proof = bench.prove(&vntr_tests::fold("add", 16), vntr_tests::fold_tapes("add"));
    let mut chain = Deployed::new(&bench);
    chain.send(&calldata_of(&proof)).expect("accepted");
    assert_eq!(chain.0.stored_words(chain.1), 0);
    // The code has no instruction that could: its interface is views, and they are compiled to none.
    let views = bench.contract.abi.as_array().expect("a list").iter();
    let mut functions = views.filter(|entry| entry["type"] == "function");
    assert!(functions.all(|function| function["stateMutability"] == "view"));
}

/// A kept proof of `guests/signature`, 16,913,708 steps in 17 segments of a million each: Rust and the contract accept it, and neither of them with something changed.
#[test]
fn a_signature_of_seventeen_million_steps() {
    let profile = Profile::by_name("segments-1m-r32").expect("a profile");
    let key = VerifyingKey::pinned(profile).expect("the pinned key is this circuit's");
    let (artifact, _) = Artifact::embedded(profile.name).expect("a committed contract");
    let deployment = artifact.deployment(&key).expect("a deployment");
    let mut contract = Deployment::new(FORK, &deployment.creation_code);
    let file = |path: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::read_to_string(root.join(path)).expect("a file of the repository")
    };
    let proof = Proof::from_json(&file("tests/vectors/signature.proof.json")).expect("a proof");
    // Which address signed what.
    let words = vntr_tests::tape(&file("guests/signature/primary.txt"), profile.arch());
    let words: Vec<u32> = words.into_iter().map(|word| word as u32).collect();
    assert_eq!(proof.statement.primary, words);
    assert_eq!(proof.statement.answer, 0);
    verify_unbound(&key, &proof).expect("accepted natively");
    let gas = contract.verify(&proof).expect("accepted by the contract");
    println!(
        "17 segments: {gas} gas, {} bytes of proof",
        proof.bytes.len()
    );
    let refused = |contract: &mut Deployment, change: &dyn Fn(&mut Proof)| {
        let mut changed = proof.clone();
        change(&mut changed);
        assert!(verify_unbound(&key, &changed).is_err());
        assert!(contract.verify(&changed).is_err());
    };
    // Another address, another hash, another answer; a word of the first segment and of the last; two segments exchanged, the last one left out.
    refused(&mut contract, &|proof| proof.statement.primary[4] ^= 1);
    refused(&mut contract, &|proof| proof.statement.primary[12] ^= 1);
    refused(&mut contract, &|proof| proof.statement.answer = 1);
    refused(&mut contract, &|proof| proof.bytes[68 + 64 * 20] ^= 1);
    refused(&mut contract, &|proof| {
        *proof.bytes.last_mut().expect("bytes") ^= 1
    });
    let segment = key.proof_bytes() - 68;
    refused(&mut contract, &|proof| {
        proof.bytes[68 + segment..][..2 * segment].rotate_left(segment);
    });
    refused(&mut contract, &|proof| {
        proof.bytes.truncate(proof.bytes.len() - segment);
    });
}
