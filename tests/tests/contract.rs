//! The committed contract and the native verifier accept a real proof, and refuse it with anything changed: the same list of
//! changes for both.

use circuits::{Profile, Proof};
use evm_verifier::calldata::{self, Refusal};
use std::collections::BTreeMap;
use vntr_tests::word::{Q, R, add, subtract};
use vntr_tests::{
    Bench, Change, Deployment, flip_byte, flip_program_id, flip_word, fold, fold_tapes, set_answer,
};

const PROFILE: &str = "1k-r32";
const SELECTOR_BYTES: usize = 4;
const POINT_BYTES: usize = circuits::ProgramPoint::BYTES;

fn proof(bench: &Bench, operation: &str) -> Proof {
    bench.prove(
        &fold(operation, bench.profile.num_registers),
        fold_tapes(operation),
    )
}

/// Gives the proof the name that its program point has.
fn rename(proof: &mut Proof) {
    let points = &proof.bytes[SELECTOR_BYTES..][..POINT_BYTES];
    proof.program_id = calldata::program_id(&proof.verifier_hash, points);
}

/// Each word of the proof as another number of the same residue, by either modulus: a coordinate plus r and an evaluation plus q
/// are above their modulus too.
fn aliases(proof: &Proof) -> Vec<Change> {
    let mut changes: Vec<Change> = vec![];
    for at in (SELECTOR_BYTES..proof.bytes.len()).step_by(32) {
        let word = proof.bytes[at..at + 32].try_into().expect("32 bytes");
        for (name, modulus) in [("r", R), ("q", Q)] {
            // A word below its modulus leaves room for either.
            let alias = add(word, modulus).expect("no word of a proof is near 2^256");
            let change = move |proof: &mut Proof| proof.bytes[at..at + 32].copy_from_slice(&alias);
            changes.push((format!("the word at {at}, plus {name}"), Box::new(change)));
        }
    }
    changes
}

/// Everything else that is refused.
fn changes(proof: &Proof, other: &Proof) -> Vec<Change> {
    let mut changes: Vec<Change> = (0..proof.bytes.len()).map(flip_byte).collect();
    let words = proof.statement.primary.len();
    let most = Profile::by_name(PROFILE)
        .expect("a profile")
        .primary_words();
    changes.extend((0..words).map(|word| flip_word(word, (5 * word) % 32)));
    changes.extend([1, 0x8000_0000, u32::MAX].map(set_answer));
    changes.extend((0..32).map(flip_program_id));
    let mut change = |name: &str, change: Box<dyn Fn(&mut Proof) + Send + Sync>| {
        changes.push((name.to_owned(), change));
    };
    change(
        "the last word missing",
        Box::new(|p| _ = p.statement.primary.pop()),
    );
    change(
        "the first word missing",
        Box::new(|p| _ = p.statement.primary.remove(0)),
    );
    change("no words", Box::new(|p| p.statement.primary.clear()));
    change(
        "a zero word behind",
        Box::new(|p| p.statement.primary.push(0)),
    );
    change(
        "a zero word in front",
        Box::new(|p| p.statement.primary.insert(0, 0)),
    );
    change(
        "as many zero words as there is room for",
        Box::new(move |p| p.statement.primary.resize(most, 0)),
    );
    change(
        "more words than there is room for",
        Box::new(move |p| p.statement.primary.resize(most + 1, 0)),
    );
    change(
        "words in another order",
        Box::new(|p| p.statement.primary.swap(0, 7)),
    );
    change("a byte behind", Box::new(|p| p.bytes.push(0)));
    change("the last byte missing", Box::new(|p| _ = p.bytes.pop()));
    change("no proof", Box::new(|p| p.bytes.clear()));

    // The name is made to match in all of these: what refuses is the transcript.
    let point = SELECTOR_BYTES..SELECTOR_BYTES + POINT_BYTES;
    let y = point.start + 32;
    change(
        "the program point negated, under its own name",
        Box::new(move |p| {
            // q - y: the point's negative, on the curve too.
            let negative = subtract(Q, p.bytes[y..y + 32].try_into().expect("32 bytes"));
            p.bytes[y..y + 32].copy_from_slice(&negative);
            rename(p);
        }),
    );
    let others = other.bytes[point.clone()].to_vec();
    change(
        "another program's point, under its name",
        Box::new(move |p| {
            p.bytes[point.clone()].copy_from_slice(&others);
            rename(p);
        }),
    );
    changes
}

fn shares<T>(items: &[T]) -> std::slice::Chunks<'_, T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    items.chunks(items.len().div_ceil(cores))
}

/// The refusal's name.
fn kind(refusal: &Refusal) -> String {
    let text = format!("{refusal:?}");
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// Both verifiers refuse the proof with each change; what the contract says must be `likely`. How often it says what.
fn refuse(
    bench: &Bench,
    proof: &Proof,
    changes: &[Change],
    likely: fn(&Refusal) -> bool,
) -> BTreeMap<String, usize> {
    let refusals = std::sync::Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        let refusals = &refusals;
        for share in shares(changes) {
            scope.spawn(move || {
                let mut contract = bench.deploy();
                for (name, change) in share {
                    let mut changed = proof.clone();
                    change(&mut changed);
                    assert_ne!(changed, *proof, "{name}: nothing changed");
                    let native = circuits::verify_unbound(&bench.key, &changed);
                    let refusal = match (contract.verify(&changed), native) {
                        (Err(refusal), Err(_)) => refusal,
                        (contract, native) => {
                            panic!("{name}: the contract says {contract:?}, natively {native:?}")
                        }
                    };
                    assert!(likely(&refusal), "{name}: {refusal}");
                    let mut refusals = refusals.lock().expect("no other thread failed");
                    *refusals.entry(kind(&refusal)).or_default() += 1;
                }
                // Nothing that was refused spoiled the contract for what is right.
                contract.verify(proof).expect("accepted");
            });
        }
    });
    refusals.into_inner().expect("no thread failed")
}

fn accept(bench: &Bench, contract: &mut Deployment, proof: &Proof) {
    circuits::verify_unbound(&bench.key, proof).expect("accepted natively");
    contract.verify(proof).expect("accepted by the contract");
}

#[test]
fn accepted_as_it_is_and_refused_with_any_change() {
    let bench = Bench::new(PROFILE);
    let mut contract = bench.deploy();
    let sum = proof(&bench, "add");
    let xor = proof(&bench, "xor");
    assert_eq!(sum.bytes.len(), bench.contract.proof_length);

    // One contract, two programs, each under its own name.
    accept(&bench, &mut contract, &sum);
    accept(&bench, &mut contract, &xor);
    assert_ne!(sum.program_id, xor.program_id);
    let mut renamed = xor.clone();
    renamed.program_id = sum.program_id;
    assert_eq!(
        contract.verify(&renamed),
        Err(Refusal::WrongProgram {
            received: xor.program_id,
            expected: sum.program_id
        })
    );
    circuits::verify_unbound(&bench.key, &renamed).expect_err("refused natively");

    let changes = changes(&sum, &xor);
    let of_changes = refuse(&bench, &sum, &changes, |_| true);
    let aliases = aliases(&sum);
    let of_aliases = refuse(&bench, &sum, &aliases, |refusal| {
        matches!(refusal, Refusal::NotCanonical { .. })
    });
    println!(
        "{} bytes: {} changes refused by the contract and natively, {of_changes:?}; {} aliases, {of_aliases:?}",
        sum.bytes.len(),
        changes.len(),
        aliases.len()
    );
}
