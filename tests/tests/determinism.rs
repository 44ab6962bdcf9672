//! Keys and verdicts depend on nothing around them: not on the number of threads, nor on what was made or verified before.

use circuits::{Profile, Proof, Srs, VerifyingKey, pinned_text, program_point};
use evm_verifier::generator;
use std::sync::Arc;
use vntr_tests::binding::{Base, SELECTOR_BYTES, Setup, Verifiers, bases};
use vntr_tests::{Bench, fold, fold_tapes};

const THREADS: [usize; 3] = [1, 2, 16];

/// Runs this where rayon, and halo2 with it, has so many threads.
fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().expect("threads").install(|| {
        assert_eq!(rayon::current_num_threads(), threads);
        work()
    })
}

/// A profile's key and contract, made from nothing, as text.
fn key_and_contract(profile_name: &str, srs: &Srs) -> (String, String) {
    let size = Profile::by_name(profile_name).expect("a profile");
    let key = VerifyingKey::generate(size, srs).expect("a key");
    let contract = generator::generate(&key).expect("a contract");
    (pinned_text(&key), contract.source)
}

#[test]
fn keys_do_not_depend_on_threads() {
    for name in ["1k-r16", "1k-r32"] {
        let size = Profile::by_name(name).expect("a profile");
        let program = fold("add", size.num_registers);
        let of_threads = THREADS.map(|threads| {
            with_threads(threads, || {
                // The SRS too: its points are made by many threads.
                let srs = Srs::generate_dev(size.srs_size()).expect("an SRS");
                let point = program_point(size, &srs, &program).expect("it fits");
                (key_and_contract(name, &srs), point)
            })
        });
        assert!(of_threads.iter().all(|one| *one == of_threads[0]), "{name}");
        // And it is the pinned one, which other machines have made.
        let pinned = VerifyingKey::pinned(size).expect("the pinned key");
        assert_eq!(of_threads[0].0.0, pinned_text(&pinned), "{name}");
    }
}

#[test]
fn keys_do_not_depend_on_what_was_proved() {
    let bench = Bench::new("1k-r16");
    let srs = Srs::dev(bench.profile.srs_size()).expect("an SRS");
    let before = key_and_contract("1k-r16", &srs);
    for operation in ["add", "xor"] {
        let program = fold(operation, bench.profile.num_registers);
        let proof = bench.prove(&program, fold_tapes(operation));
        circuits::verify_unbound(&bench.key, &proof).expect("accepted");
        assert!(before == key_and_contract("1k-r16", &srs), "{operation}");
    }
}

/// Proofs, right and wrong, of two profiles.
fn proofs() -> Vec<(Arc<VerifyingKey>, Proof)> {
    let verifiers = Verifiers::shared();
    let mut proofs = vec![];
    for case in bases::committed() {
        if case.setup == Setup::Other || !case.profile.starts_with("1k-") {
            continue;
        }
        let base = Base::read(&case);
        let size = Profile::by_name(case.profile).expect("a profile");
        let key = Arc::new(verifiers.get(base.setup, size).key.clone());
        let mut answer = base.proof.clone();
        answer.statement.answer ^= 1;
        let mut words = base.proof.clone();
        words.statement.primary.push(0);
        let mut point = base.proof.clone();
        point.bytes[SELECTOR_BYTES] ^= 1;
        let mut last = base.proof.clone();
        let end = last.bytes.len() - 1;
        last.bytes[end] ^= 1;
        proofs.extend([base.proof, answer, words, point, last].map(|proof| (key.clone(), proof)));
    }
    proofs
}

#[test]
fn verdicts_do_not_depend_on_order_or_threads() {
    let proofs = proofs();
    let verdict = |i: usize| {
        let (key, proof) = &proofs[i];
        circuits::verify_unbound(key, proof)
    };
    let first: Vec<_> = (0..proofs.len()).map(verdict).collect();
    // One of five was not changed.
    assert!(
        first
            .iter()
            .enumerate()
            .all(|(i, verdict)| verdict.is_ok() == (i % 5 == 0))
    );
    // Again, and backwards, where the right ones come after the wrong ones.
    for i in (0..proofs.len()).chain((0..proofs.len()).rev()) {
        assert_eq!(verdict(i), first[i], "proof {i}");
    }
    // Sixteen at once, each begins elsewhere.
    std::thread::scope(|scope| {
        for offset in 0..16 {
            let (first, verdict) = (&first, &verdict);
            scope.spawn(move || {
                for i in (0..first.len()).map(|i| (i + offset) % first.len()) {
                    assert_eq!(verdict(i), first[i], "proof {i} of thread {offset}");
                }
            });
        }
    });
    for threads in THREADS {
        with_threads(threads, || {
            for i in (0..proofs.len()).step_by(3) {
                assert_eq!(verdict(i), first[i], "proof {i} by {threads} threads");
            }
        });
    }
}
