//! Runs in segments over several transactions: what one call accepts is proved in any order and by anybody, and nothing else is.

mod common;

use circuits::{Proof, keccak256, verify_unbound};
use common::has_solc;
use common::segments::CASE;
use evm_verifier::calldata::{self, Refusal};
use evm_verifier::evm::{Broken, Evm, Outcome};
use evm_verifier::solc;
use evm_verifier::transactions::{Limits, Part, PlanError, Progress, Run, statement};
use halo2_proofs::halo2curves::CurveAffine;
use halo2_proofs::halo2curves::bn256::{Fq, Fr, G1Affine};
use halo2_proofs::halo2curves::ff::{Field, FromUniformBytes, PrimeField};
use std::ops::Range;
use std::sync::LazyLock;

/// The contract on chains of their own, compiled in every way that is supported: all say the same.
#[derive(Clone)]
struct Chain(Vec<(Evm, [u8; 20])>);

static FRESH: LazyLock<Chain> = LazyLock::new(|| {
    let contracts = CASE.bench().contracts.into_iter();
    Chain(contracts.map(|(_, evm, address)| (evm, address)).collect())
});

impl Chain {
    fn new() -> Self {
        FRESH.clone()
    }

    /// The contract as artifacts have it, alone.
    fn quick() -> Self {
        Chain(FRESH.0[1..2].to_vec())
    }

    fn send(&mut self, calldata: &[u8]) -> Result<Outcome, Refusal> {
        let outcomes = self.0.iter_mut().map(|(evm, address)| {
            let outcome = evm.call(*address, calldata).expect("a valid transaction");
            assert_eq!(outcome.halt, None);
            match outcome.success {
                true => Ok(outcome),
                false => Err(Refusal::decode(&outcome.output)),
            }
        });
        let outcomes: Vec<_> = outcomes.collect();
        let what = |outcome: &Result<Outcome, Refusal>| {
            let returned = outcome.as_ref().map(|outcome| outcome.output.clone());
            (returned.map_err(Clone::clone), self.0.len())
        };
        assert!(
            outcomes
                .iter()
                .all(|outcome| what(outcome) == what(&outcomes[0]))
        );
        // The gas of the settings that artifacts use.
        let middle = outcomes.len() / 2;
        outcomes.into_iter().nth(middle).expect("one of them")
    }

    fn part(&mut self, run: &Run, part: Part) -> Result<Outcome, Refusal> {
        self.send(&run.transaction(part).calldata)
    }

    fn add(&mut self, run: &Run, segments: Range<usize>) -> Result<Outcome, Refusal> {
        self.part(run, Part::Add(segments))
    }

    fn progress(&mut self, run: &Run) -> Progress {
        let returned = self.send(&run.progress()).expect("a view").output;
        Progress::decode(&returned).expect("of this form")
    }

    fn is_proved(&mut self, run: &Run) -> bool {
        let returned = self.send(&run.is_proved()).expect("a view").output;
        assert_eq!(returned[..31], [0; 31]);
        returned[31] == 1
    }

    /// Everything that is left to do.
    fn finish(&mut self, run: &Run, limits: Limits) -> Result<Vec<u64>, Refusal> {
        let progress = self.progress(run);
        let transactions = run.transactions(&progress, limits).expect("within limits");
        let sent = transactions.iter().map(|transaction| {
            let gas_used = self.send(&transaction.calldata)?.gas_used;
            assert!(
                gas_used <= transaction.gas,
                "{}: {gas_used} of {}",
                transaction.part,
                transaction.gas
            );
            Ok(gas_used)
        });
        sent.collect()
    }

    fn stored_words(&self) -> usize {
        let (evm, address) = &self.0[0];
        evm.stored_words(*address)
    }
}

/// So few segments a transaction that a run of a few takes several.
fn small(segments: u64) -> Limits {
    Limits {
        gas: 265_000 + 161_000 * segments,
        ..Limits::default()
    }
}

fn run_of(proof: &Proof) -> Run {
    Run::new(CASE.key.verifying().profile(), proof).expect("in segments")
}

/// Runs of one, two, three, five and eight segments.
static PROOFS: LazyLock<Vec<Proof>> = LazyLock::new(|| {
    [20, 300, 600, 1100, 2000]
        .map(|from| CASE.prove(from))
        .into()
});

fn proof(segments: usize) -> &'static Proof {
    let mut proofs = PROOFS.iter();
    let proof = proofs.find(|proof| run_of(proof).segments() == segments);
    proof.expect("one of the five")
}

/// The contract must refuse what Rust refuses.
fn refused_by_rust(proof: &Proof) {
    verify_unbound(CASE.key.verifying(), proof).unwrap_err();
}

#[test]
fn any_order_proves_the_statement() {
    if !has_solc() {
        return;
    }
    for proof in PROOFS.iter() {
        let run = run_of(proof);
        let count = run.segments();
        let singles = |order: Vec<usize>| order.into_iter().map(|i| i..i + 1).collect();
        let half = count.div_ceil(2);
        let orders: Vec<Vec<Range<usize>>> = vec![
            vec![0..count],
            singles((0..count).collect()),
            singles((0..count).rev().collect()),
            // Overlapping ones.
            vec![half..count, 0..count],
            vec![0..half, half - 1..count],
        ];
        for mut order in orders {
            order.retain(|segments| !segments.is_empty());
            let mut chain = Chain::new();
            assert_eq!(chain.progress(&run), Progress::default());
            let begun = chain.part(&run, Part::Begin).unwrap();
            assert_eq!(begun.output, run.id());
            assert_eq!(chain.stored_words(), 1);
            let mut expected = Progress::default();
            expected.record(&Part::Begin);
            for segments in &order {
                assert!(!chain.is_proved(&run));
                assert_eq!(chain.progress(&run), expected, "{order:?}");
                let added = chain.add(&run, segments.clone()).unwrap();
                assert!(added.output.is_empty());
                expected.record(&Part::Add(segments.clone()));
                let last = (0..count).all(|segment| expected.has(segment));
                assert_eq!(added.events.len(), usize::from(last));
                for event in added.events {
                    let name = keccak256(b"Proved(bytes32,bytes32)");
                    let of = statement(proof.program_id, 0, &proof.public_values());
                    assert_eq!(event, [name, of, run.id()]);
                }
                if last {
                    break;
                }
            }
            assert!(chain.is_proved(&run), "{order:?}");
            // Nothing is left but what was proved.
            assert_eq!(chain.stored_words(), 1);
            assert_eq!(chain.progress(&run), Progress::default());
            for change in [
                |proof: &mut Proof| proof.statement.answer = 1,
                |proof: &mut Proof| proof.statement.primary[0] ^= 1,
                |proof: &mut Proof| proof.statement.primary.push(0),
                |proof: &mut Proof| proof.program_id[31] ^= 1,
            ] {
                let mut other = proof.clone();
                change(&mut other);
                assert!(!chain.is_proved(&run_of(&other)));
            }
        }
    }
}

/// A path for each range of segments, and for no other.
#[test]
fn first_points_are_bound_to_their_place() {
    if !has_solc() {
        return;
    }
    for count in [3, 5, 8] {
        let run = run_of(proof(count));
        let mut begun = Chain::quick();
        begun.part(&run, Part::Begin).unwrap();
        for from in 0..count {
            for end in from + 1..=count {
                let calldata = run.transaction(Part::Add(from..end)).calldata;
                begun.clone().send(&calldata).unwrap();
                // The number of the first, behind the head: the same segments in another place.
                let place = 4 + 7 * 32 + 31;
                for wrong in (0..=count + 1).filter(|wrong| *wrong != from) {
                    let mut moved = calldata.clone();
                    moved[place] = wrong as u8;
                    let refusal = begun.send(&moved).unwrap_err();
                    let fits = wrong + (end - from) <= count;
                    match refusal {
                        Refusal::OtherPoints { from, .. } if fits => assert_eq!(from, wrong as u64),
                        Refusal::NoSuchSegment { .. } if !fits => {}
                        other => panic!("{wrong} for {from}..{end} of {count}: {other}"),
                    }
                }
                // Each word of the path, one less, and one more.
                let path = place + 1 + 64;
                let length = usize::from(calldata[path + 31]);
                for word in 0..length {
                    let mut wrong = calldata.clone();
                    wrong[path + 32 + 32 * word] ^= 1;
                    let refusal = begun.send(&wrong).unwrap_err();
                    assert!(matches!(refusal, Refusal::OtherPoints { .. }));
                }
                for wrong_length in [length.wrapping_sub(1), length + 1] {
                    let mut wrong = calldata.clone();
                    wrong[path + 31] = wrong_length as u8;
                    begun.send(&wrong).unwrap_err();
                }
            }
        }
    }
}

/// Whoever comes late changes nothing and is not refused: whole batches of somebody who was overtaken go through.
#[test]
fn senders_who_race_do_not_hinder_each_other() {
    if !has_solc() {
        return;
    }
    let run = run_of(proof(5));
    let mut chain = Chain::quick();
    // Somebody begins first.
    chain.part(&run, Part::Begin).unwrap();
    chain.add(&run, 1..3).unwrap();
    let progress = chain.progress(&run);
    let again = chain.part(&run, Part::Begin).unwrap();
    assert_eq!((again.output, again.events), (run.id().to_vec(), vec![]));
    assert_eq!(chain.progress(&run), progress);
    // The same segments again, alone: nothing but calldata and the tree is paid for.
    let skipped = chain.add(&run, 1..3).unwrap().gas_used;
    let honest = Chain::quick().first_add(&run, 1..3);
    assert!(skipped < honest, "{skipped} of {honest} gas");
    assert_eq!(chain.progress(&run), progress);
    // Mine, with theirs among them.
    chain.add(&run, 0..4).unwrap();
    assert!(!chain.is_proved(&run));
    // They finish; what is left of mine goes through.
    chain.add(&run, 4..5).unwrap();
    assert!(chain.is_proved(&run));
    for part in [Part::Begin, Part::Add(0..5), Part::Add(4..5), Part::Begin] {
        let late = chain.part(&run, part).unwrap();
        assert!(late.events.is_empty());
        assert_eq!(chain.stored_words(), 1);
    }
    // Another proof of the same statement, begun before: it is proved already, and its segments change nothing.
    let again = CASE.prove(1100);
    let other = run_of(&again);
    assert_ne!(other.id(), run.id());
    chain.part(&other, Part::Begin).unwrap();
    chain.add(&other, 0..5).unwrap();
    assert_eq!(chain.stored_words(), 1);
}

impl Chain {
    /// Gas of an `add` behind `begin`.
    fn first_add(&mut self, run: &Run, segments: Range<usize>) -> u64 {
        self.part(run, Part::Begin).unwrap();
        self.add(run, segments).unwrap().gas_used
    }
}

#[test]
fn attacks_are_refused() {
    if !has_solc() {
        return;
    }
    let (honest, second, longer) = (proof(3), CASE.prove(601), proof(5));
    let run = run_of(honest);
    let one = CASE.segment();
    let place = |segment: usize| 68 + segment * one..68 + (segment + 1) * one;
    let mut begun = Chain::quick();
    // Before its beginning, and under the name of a run that has begun.
    let unknown = Refusal::UnknownRun { run: run.id() };
    assert_eq!(begun.add(&run, 0..1).unwrap_err(), unknown);
    begun.part(&run_of(&second), Part::Begin).unwrap();
    assert_eq!(begun.add(&run, 0..1).unwrap_err(), unknown);
    begun.part(&run, Part::Begin).unwrap();

    // The honest head and place with other segments.
    let replaced = |segments: Range<usize>, bytes: &[u8]| {
        let mut calldata = run.transaction(Part::Add(segments)).calldata;
        let at = calldata.len() - bytes.len();
        calldata[at..].copy_from_slice(bytes);
        calldata
    };
    let points = |from, count| Refusal::OtherPoints { from, count };
    // Of another run, of the same and of another length.
    for other in [&second, longer] {
        for i in 0..3 {
            let calldata = replaced(i..i + 1, &other.bytes[place(i)]);
            assert_eq!(begun.send(&calldata).unwrap_err(), points(i as u64, 1));
        }
    }
    // Another segment of this one; one twice; two exchanged.
    let calldata = replaced(1..2, &honest.bytes[place(0)]);
    assert_eq!(begun.send(&calldata).unwrap_err(), points(1, 1));
    let twice = [&honest.bytes[place(0)], &honest.bytes[place(0)]].concat();
    assert_eq!(
        begun.send(&replaced(0..2, &twice)).unwrap_err(),
        points(0, 2)
    );
    let exchanged = [&honest.bytes[place(1)], &honest.bytes[place(0)]].concat();
    assert_eq!(
        begun.send(&replaced(0..2, &exchanged)).unwrap_err(),
        points(0, 2)
    );
    // Its own first points, and behind them another run's.
    for i in 0..3 {
        let mut mixed = second.bytes[place(i)].to_vec();
        mixed[..256].copy_from_slice(&honest.bytes[place(i)][..256]);
        let calldata = replaced(i..i + 1, &mixed);
        assert_eq!(begun.send(&calldata).unwrap_err(), Refusal::InvalidProof);
    }
    // No segments, some bytes, too many.
    let add = |segments: Range<usize>| run.transaction(Part::Add(segments)).calldata;
    let length = add(0..1).len() - one - 32;
    for received in [0, 1, 32, one - 32, one - 1] {
        let mut calldata = add(0..1);
        calldata[length..length + 32].fill(0);
        calldata[length + 30..length + 32].copy_from_slice(&(received as u16).to_be_bytes());
        let (received, of_segment) = (received as u64, one as u64);
        let refusal = Refusal::WrongSegmentsLength {
            received,
            of_segment,
        };
        assert_eq!(begun.send(&calldata).unwrap_err(), refusal);
    }
    for bytes in [1, 31, 32, one] {
        let calldata = add(0..1);
        begun.send(&calldata[..calldata.len() - bytes]).unwrap_err();
    }
    // Every word of the head: it is of no run.
    for word in 0..7 {
        for byte in [0, 27, 31] {
            let mut calldata = add(0..3);
            calldata[4 + 32 * word + byte] ^= 1;
            let refusal = begun.send(&calldata).unwrap_err();
            let dirty = matches!(&refusal, Refusal::Unknown(data) if data.is_empty());
            assert!(
                dirty || matches!(refusal, Refusal::UnknownRun { .. }),
                "{refusal}"
            );
        }
    }
    // Indexes that are out of range, up to those that overflow.
    for from in [[0xff; 32], word(3), word(2), word(1 << 32), word(u64::MAX)] {
        let mut calldata = add(0..2);
        calldata[4 + 7 * 32..4 + 8 * 32].copy_from_slice(&from);
        let refusal = begun.send(&calldata).unwrap_err();
        assert!(
            matches!(refusal, Refusal::NoSuchSegment { segments: 3, .. }),
            "{refusal}"
        );
    }
    // Words of a segment. Behind the first points all of them are in its hashes.
    for index in 0..one / 32 {
        let mut bytes = honest.bytes[place(1)].to_vec();
        bytes[32 * index + 31] ^= 1;
        let mut calldata = replaced(1..2, &bytes);
        let refusal = begun.send(&calldata).unwrap_err();
        let mut wrong = honest.clone();
        wrong.bytes[place(1)].copy_from_slice(&bytes);
        refused_by_rust(&wrong);
        let likely = match refusal {
            Refusal::OtherPoints { from: 1, count: 1 } => index < 8,
            Refusal::InvalidProof => index >= 8,
            Refusal::SegmentNotOnCurve {
                segment: 1,
                index: at,
            } => [at, at + 1].contains(&(index as u64)),
            _ => false,
        };
        assert!(likely, "word {index}: {refusal}");
        if index >= 8 {
            let at = calldata.len() - one + 32 * index;
            calldata[at] |= 0xc0;
            let index = index as u64;
            let refusal = Refusal::SegmentNotCanonical { segment: 1, index };
            assert_eq!(begun.send(&calldata).unwrap_err(), refusal);
        }
    }
    // After all of that, the honest one.
    begun.finish(&run, Limits::default()).unwrap();
    assert!(begun.is_proved(&run));
}

fn word(value: u64) -> [u8; 32] {
    let mut word = [0; 32];
    word[24..].copy_from_slice(&value.to_be_bytes());
    word
}

/// Statements and proofs that do not hold may begin, and are never finished.
#[test]
fn what_does_not_hold_is_never_proved() {
    if !has_solc() {
        return;
    }
    let honest = proof(3);
    let one = CASE.segment();
    let others = CASE.prove(601).bytes;
    type Change<'a> = (&'a str, &'a dyn Fn(&mut Proof));
    let changes: [Change; 11] = [
        ("another answer", &|proof| proof.statement.answer = 1),
        ("another tape", &|proof| proof.statement.primary[0] = 8),
        ("a longer tape", &|proof| proof.statement.primary.push(0)),
        ("no tape", &|proof| proof.statement.primary.clear()),
        ("another program", &|proof| proof.program_id[0] ^= 1),
        ("without the first", &|proof| {
            drop(proof.bytes.drain(68..68 + one))
        }),
        // Its second segment answered nothing, and its first one wrote what nobody read.
        ("without the last", &|proof| {
            proof.bytes.truncate(68 + 2 * one)
        }),
        ("only the first", &|proof| proof.bytes.truncate(68 + one)),
        ("the last twice", &|proof| {
            proof.bytes.extend(proof.bytes[68 + 2 * one..].to_vec())
        }),
        ("a middle of another run", &|proof| {
            proof.bytes[68 + one..68 + 2 * one].copy_from_slice(&others[68 + one..68 + 2 * one]);
        }),
        ("a changed first point", &|proof| {
            proof.bytes.copy_within(68..132, 68 + 2 * one);
        }),
    ];
    for (name, change) in changes {
        let mut wrong = honest.clone();
        change(&mut wrong);
        refused_by_rust(&wrong);
        let run = run_of(&wrong);
        let mut chain = Chain::quick();
        let Ok(_) = chain.part(&run, Part::Begin) else {
            assert_eq!(name, "another program");
            continue;
        };
        for segment in 0..run.segments() {
            let added = chain.add(&run, segment..segment + 1);
            assert_eq!(added.unwrap_err(), Refusal::InvalidProof, "{name}");
        }
        assert!(!chain.is_proved(&run), "{name}");
        // Beside it, the honest one.
        let honest = run_of(honest);
        chain.finish(&honest, small(2)).unwrap();
        assert!(chain.is_proved(&honest), "{name}");
    }
}

/// Segments that hold each by itself, and are not of one run: all but the last go in, in any order, and the last one never does.
#[test]
fn segments_that_disagree_are_never_proved() {
    if !has_solc() {
        return;
    }
    let text = include_str!("../../tests/vectors/forged-segments.json");
    let forged = Proof::from_json(text).unwrap();
    refused_by_rust(&forged);
    let run = run_of(&forged);
    let count = run.segments();
    for last in 0..count {
        let mut chain = Chain::quick();
        chain.part(&run, Part::Begin).unwrap();
        for segment in (0..count).filter(|segment| *segment != last) {
            chain.add(&run, segment..segment + 1).unwrap();
        }
        let before = (chain.progress(&run), chain.stored_words());
        for segments in [last..last + 1, 0..count] {
            let refusal = chain.add(&run, segments).unwrap_err();
            assert_eq!(refusal, Refusal::SegmentsDisagree);
        }
        assert_eq!((chain.progress(&run), chain.stored_words()), before);
        assert!(!chain.is_proved(&run));
    }
    let together = Chain::quick().finish(&run, Limits::default());
    assert_eq!(together.unwrap_err(), Refusal::SegmentsDisagree);
}

/// What `begin` is told has the form of a proof that ends behind the first points.
#[test]
fn begin_refuses_other_forms() {
    if !has_solc() {
        return;
    }
    let run = run_of(proof(3));
    let mut chain = Chain::quick();
    let begin = run.transaction(Part::Begin).calldata;
    // Behind the head and the one word of the tape: the length, then the points.
    let points = begin.len() - (68 + 3 * 256usize).next_multiple_of(32);
    let with_length = |length: usize| {
        let mut begin = begin.clone();
        begin[points - 32..points].copy_from_slice(&word(length as u64));
        begin
    };
    for length in [
        0,
        3,
        4,
        67,
        68,
        69,
        68 + 255,
        68 + 257,
        68 + 3 * 256 - 1,
        68 + 3 * 256 + 1,
    ] {
        let refusal = chain.send(&with_length(length)).unwrap_err();
        assert!(
            matches!(refusal, Refusal::WrongProofLength { .. }),
            "{length}: {refusal}"
        );
    }
    // One more than there may be.
    let many = [&with_length(68 + 1025 * 256)[..], &vec![1; 1025 * 256]].concat();
    let refusal = chain.send(&many).unwrap_err();
    assert!(
        matches!(refusal, Refusal::WrongProofLength { .. }),
        "{refusal}"
    );
    let mut changed = |at: usize, value: u8| {
        let mut begin = begin.clone();
        begin[at] = value;
        chain.send(&begin).unwrap_err()
    };
    assert!(matches!(changed(points, 0), Refusal::WrongVerifier { .. }));
    assert_eq!(
        changed(points + 4, 0xff),
        Refusal::NotCanonical { index: 0 }
    );
    assert_eq!(
        changed(points + 4 + 32, 0xff),
        Refusal::NotCanonical { index: 1 }
    );
    let y = begin[points + 67];
    assert_eq!(
        changed(points + 67, y ^ 1),
        Refusal::NotOnCurve { index: 0 }
    );
    assert!(matches!(changed(4, 0), Refusal::WrongProgram { .. }));
    // An answer of more than 32 bits, a tape of no words.
    assert!(matches!(changed(4 + 32 + 27, 1), Refusal::Unknown(_)));
    let tape = 4 + 4 * 32 + 31;
    assert_eq!(
        changed(tape, 3),
        Refusal::PublicValuesNotWords { length: 3 }
    );
    // As many bytes as the rest of the calldata, more than the profile has room for.
    let run = run_of(proof(8));
    let mut begin = run.transaction(Part::Begin).calldata;
    begin.resize(8_192, 0);
    begin[tape - 1] = 0x10;
    begin[tape] = 0;
    let refusal = chain.send(&begin).unwrap_err();
    assert!(
        matches!(refusal, Refusal::PublicValuesTooLong { .. }),
        "{refusal}"
    );
}

#[test]
fn plans_keep_their_limits() {
    let run = run_of(proof(8));
    let done = Progress::default();
    let parts = |done: &Progress, limits| -> Vec<Part> {
        let plan = run.transactions(done, limits).unwrap().into_iter();
        plan.map(|transaction| transaction.part).collect()
    };
    use Part::{Add, Begin};
    assert_eq!(parts(&done, Limits::default()), [Begin, Add(0..8)]);
    assert_eq!(
        parts(&done, small(3)),
        [Begin, Add(0..3), Add(3..6), Add(6..8)]
    );
    let by_bytes = Limits {
        bytes: 9_000,
        ..Limits::default()
    };
    assert_eq!(
        parts(&done, by_bytes),
        [Begin, Add(0..2), Add(2..4), Add(4..6), Add(6..8)]
    );
    let mut done = done;
    for part in [Begin, Add(1..3), Add(5..6)] {
        done.record(&part);
    }
    assert_eq!(
        parts(&done, Limits::default()),
        [Add(0..1), Add(3..5), Add(6..8)]
    );
    done.record(&Add(0..8));
    assert_eq!(parts(&done, Limits::default()), []);
    for limits in [
        Limits {
            gas: 100_000,
            ..Limits::default()
        },
        Limits {
            bytes: 1_000,
            ..Limits::default()
        },
        Limits {
            bytes: 4_000,
            ..Limits::default()
        },
    ] {
        let refusal = run.transactions(&Progress::default(), limits).unwrap_err();
        assert!(matches!(refusal, PlanError::Limit { .. }), "{refusal}");
    }
    assert!(run.is_one_call(Limits::default()));
    assert!(!run.is_one_call(small(3)));
    // What is no run in segments.
    let mut wrong = proof(3).clone();
    wrong.bytes.pop();
    let refusal = Run::new(CASE.key.verifying().profile(), &wrong).unwrap_err();
    assert!(matches!(refusal, PlanError::Length { .. }));
    wrong.bytes.truncate(68);
    let refusal = Run::new(CASE.key.verifying().profile(), &wrong).unwrap_err();
    assert!(matches!(refusal, PlanError::Length { .. }));
    wrong.profile = "1k-r16".to_owned();
    let refusal = Run::new(CASE.key.verifying().profile(), &wrong).unwrap_err();
    assert!(matches!(refusal, PlanError::Whole(_)));
}

/// A chain whose precompiles are missing, lie or fail puts no segment in, and neither does too little gas: all or nothing.
#[test]
fn broken_precompiles_and_little_gas_add_nothing() {
    if !has_solc() {
        return;
    }
    let run = run_of(proof(2));
    let mut chain = Chain::quick();
    chain.part(&run, Part::Begin).unwrap();
    let before = chain.progress(&run);
    let add = run.transaction(Part::Add(0..2)).calldata;
    for precompile in [5, 6, 7, 8] {
        for broken in Broken::ALL {
            let (evm, address) = &mut chain.0[0];
            evm.break_precompile(Some((precompile, broken)));
            let outcome = evm.call(*address, &add).expect("a transaction");
            assert!(!outcome.success, "{precompile}: {broken:?}");
            evm.break_precompile(None);
            assert_eq!(chain.progress(&run), before);
        }
    }
    let needed = chain.clone().send(&add).unwrap().gas_used;
    let least = calldata::intrinsic_gas(&add).1;
    for level in 0..40 {
        let limit = least + level * (needed - least) / 40;
        let (evm, address) = &mut chain.0[0];
        evm.set_gas_limit(limit);
        // Below the price of its calldata a transaction is not valid.
        if let Ok(outcome) = evm.call(*address, &add) {
            assert!(!outcome.success, "{limit} gas");
        }
        evm.set_gas_limit(evm_verifier::evm::GAS_LIMIT);
        assert_eq!(chain.progress(&run), before, "{limit} gas");
    }
    chain.send(&add).unwrap();
    assert!(chain.is_proved(&run));
}

/// A number of 32 bytes, big-endian, modulo r.
fn scalar(hash: [u8; 32]) -> Fr {
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&hash);
    wide[..32].reverse();
    Fr::from_uniform_bytes(&wide)
}

/// Openings that are wrong each by itself, and whose sum is right if the coefficients are all one: the last point of each of three
/// segments is moved, so that the moves cancel in both sums of the pairing. Only the coefficients, which are hashes of these points
/// too, tell.
#[test]
fn openings_that_cancel_each_other_are_refused() {
    if !has_solc() {
        return;
    }
    let mut wrong = proof(3).clone();
    let one = CASE.segment();
    // Where messages begin in a segment: the second phase, the quotient, the values, the points of the opening.
    let shape = CASE.source.shape;
    let first = 64 * (shape.proof_points - 3) - 64;
    let [second, quotient] = [first, first + 96];
    let [values, opening] = [quotient + 64, quotient + 64 + 32 * shape.evaluations];
    assert_eq!(opening + 128, one);
    // The head begins with the transcript's hash; both challenges of all are behind it.
    let add = run_of(&wrong).transaction(Part::Add(0..3)).calldata;
    let shared = keccak256(&add[4..36]);
    let u = [0, 1, 2].map(|index| {
        let bytes = &wrong.bytes[68 + index * one..][..one];
        let mut hash =
            keccak256(&[&shared[..], &word(index as u64), &bytes[second..quotient]].concat());
        for message in [quotient..values, values..opening, opening..opening + 64] {
            hash = keccak256(&[&hash[..], &bytes[message]].concat());
        }
        scalar(hash)
    });
    // sum m_i = 0 and sum m_i u_i = 0
    let moves = [u[1] - u[2], u[2] - u[0], u[0] - u[1]];
    assert_eq!(moves.iter().sum::<Fr>(), Fr::ZERO);
    assert_eq!(
        moves.iter().zip(u).map(|(m, u)| m * u).sum::<Fr>(),
        Fr::ZERO
    );
    let coordinate = |bytes: &[u8]| -> Fq {
        let mut repr: [u8; 32] = bytes.try_into().unwrap();
        repr.reverse();
        Fq::from_repr(repr).unwrap()
    };
    let mut moved = [vec![], vec![], vec![]];
    for (index, by) in moves.into_iter().enumerate() {
        let at = 68 + index * one + opening + 64;
        let (x, y) = (&wrong.bytes[at..at + 32], &wrong.bytes[at + 32..at + 64]);
        let point = G1Affine::from_xy(coordinate(x), coordinate(y)).unwrap();
        let point = G1Affine::from(point + G1Affine::generator() * by);
        let coordinates = [point.x, point.y].map(|coordinate| {
            let mut bytes = coordinate.to_repr();
            bytes.reverse();
            bytes
        });
        wrong.bytes[at..at + 64].copy_from_slice(&coordinates.concat());
        moved[index] = wrong.bytes[68 + index * one..][..one].to_vec();
    }
    refused_by_rust(&wrong);
    let run = run_of(&wrong);
    assert_eq!(run.id(), run_of(proof(3)).id());
    let mut chain = Chain::quick();
    let call = calldata::verify(wrong.program_id, &wrong.public_values(), &wrong.bytes);
    assert_eq!(chain.send(&call).unwrap_err(), Refusal::InvalidProof);
    chain.part(&run, Part::Begin).unwrap();
    for segments in [0..3, 0..2, 1..3, 0..1, 1..2, 2..3] {
        assert_eq!(
            chain.add(&run, segments).unwrap_err(),
            Refusal::InvalidProof
        );
    }
}

/// The example of an application: it pays whom a proof names, once all of it was verified.
#[test]
fn a_bounty_pays_on_what_is_proved() {
    if !has_solc() {
        return;
    }
    let sources = [
        include_str!("../contracts/IVnTinyRamVerifier.sol"),
        include_str!("../contracts/IVnTinyRamSegments.sol"),
        include_str!("../contracts/Bounty.sol"),
    ];
    let lines = sources.iter().flat_map(|source| source.lines());
    let once = |line: &&str| {
        !["import", "// SPDX"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let lines: Vec<&str> = lines.filter(once).collect();
    // One file has one licence.
    let source = format!(
        "// SPDX-License-Identifier: MIT OR Apache-2.0\n{}",
        lines.join("\n")
    );
    let compiled = solc::compile(&source, "Bounty", solc::Optimizer::Full).unwrap();

    let mut chain = Chain::quick();
    let (evm, verifier) = &mut chain.0[0];
    let address = |bytes: &[u8; 20]| [&[0; 12], &bytes[..]].concat();
    let program_id = proof(1).program_id;
    let creation = [compiled.bytecode, address(verifier), program_id.to_vec()].concat();
    let bounty = evm.deploy(&creation).unwrap().address;
    let (claimer, thief) = ([0x11; 20], [0x22; 20]);
    let call = |function: &str, who: &[u8; 20]| {
        [&keccak256(function.as_bytes())[..4], &address(who)].concat()
    };
    let ask = |chain: &mut Chain, data: Vec<u8>| chain.0[0].0.call(bounty, &data).unwrap();
    // bytes: offset, length, 48 bytes.
    let tape = ask(&mut chain, call("publicValues(address)", &claimer)).output[64..112].to_vec();
    let words = tape
        .chunks(4)
        .map(|word| u32::from_be_bytes(word.try_into().unwrap()));
    let run = run_of(&CASE.prove_on(300, words.collect()));
    assert_eq!(run.segments(), 2);

    let claim = |who| call("claim(address)", who);
    let refused = |outcome: Outcome, error: &str| {
        assert_eq!(
            (outcome.success, outcome.output),
            (false, keccak256(error.as_bytes())[..4].to_vec())
        );
    };
    for part in [Part::Begin, Part::Add(1..2), Part::Add(0..1)] {
        refused(ask(&mut chain, claim(&claimer)), "NotProved()");
        chain.part(&run, part).unwrap();
    }
    refused(ask(&mut chain, claim(&thief)), "NotProved()");
    assert!(ask(&mut chain, claim(&claimer)).success);
    refused(ask(&mut chain, claim(&claimer)), "AlreadyPaid()");
}
