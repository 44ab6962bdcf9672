//! What a proof is bound to, by three verifiers: `circuits::verify`, the contract, and this binary. The vectors are shared
//! (`tests/vectors`, `vntr_tests::binding`), and so is the code that makes of them what is asked.

use crate::support::Place;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use vntr_tests::binding::bases::{Case, committed, more};
use vntr_tests::binding::runners::{Tally, ask};
use vntr_tests::binding::vectors::{self, Depth};
use vntr_tests::binding::{Base, File, Runner, Setup, Vector, Verifiers};

fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_vntr"))
}

/// Fails with all wrong verdicts.
#[track_caller]
fn all_right(tally: &Tally) {
    println!("{}", tally.summary());
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n"));
}

#[test]
fn the_committed_vectors() {
    let verifiers = Verifiers::shared();
    let bases: Vec<Base> = committed().iter().map(Base::read).collect();
    let file = File::read();
    assert!(
        file == vectors::committed(verifiers, &bases),
        "tests/vectors/binding.json is not what its bases make: \
         cargo run --release -p vntr-tests --example binding"
    );
    let tally = ask(verifiers, binary(), &bases, &file.vectors, false);
    all_right(&tally);
    assert_eq!(tally.vectors, file.vectors.len());
    assert_eq!(tally.cannot, file.cannot);
    for runner in [Runner::Rust, Runner::Cli, Runner::Contract] {
        let right = file
            .vectors
            .iter()
            .filter(|vector| vector.accept && !vector.cannot.contains_key(&runner));
        assert_eq!(tally.accepted[&runner], right.count(), "{runner:?}");
    }
}

/// Every field, ten wrong values, twenty programs, three verifiers: minutes, so it is run on demand.
///
/// `cargo test --release -p cli --test vntr -- --ignored --nocapture twenty_programs`
#[test]
#[ignore = "minutes"]
fn twenty_programs() {
    let verifiers = Verifiers::shared();
    let mut tally = Tally::default();
    let (mut programs, mut profiles) = (0, BTreeSet::new());
    let of_development = |case: &Case| case.setup == Setup::Development;
    for case in committed().into_iter().chain(more()).filter(of_development) {
        let start = Instant::now();
        // A proof of this moment, not the committed one.
        let base = Base::prove(verifiers, case);
        let vectors = vectors::of(verifiers, &base, Depth::FULL);
        let of_base = ask(
            verifiers,
            binary(),
            std::slice::from_ref(&base),
            &vectors,
            true,
        );
        eprintln!(
            "{:16} {:8} {:5} vectors, {} wrong verdicts, {:.0} s",
            base.name,
            base.proof.profile,
            of_base.vectors,
            of_base.wrong.len(),
            start.elapsed().as_secs_f64()
        );
        tally.add(of_base);
        programs += 1;
        profiles.insert(base.proof.profile);
    }
    eprintln!("{programs} programs, profiles {profiles:?}");
    all_right(&tally);
    assert_eq!(programs, 20);
    let mut counts = serde_json::json!({"vectors": tally.vectors, "wrong verdicts": 0});
    for runner in [Runner::Rust, Runner::Cli, Runner::Contract] {
        let of = |counts: &std::collections::BTreeMap<Runner, usize>| {
            counts.get(&runner).copied().unwrap_or(0)
        };
        counts[format!("{runner:?}: accepted, all of them true")] = of(&tally.accepted).into();
        counts[format!("{runner:?}: refused")] = of(&tally.refused).into();
    }
    campaign::publish("binding", None, programs, &counts);
}

/// Names and verdicts are those of a fresh process, whatever its number of threads.
#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::new();
    let base = Base::read(&committed()[0]);
    place.write("p.vnt", base.program.write_vnt());
    place.write("good.json", base.proof.to_json());
    let mut wrong = base.proof.clone();
    wrong.statement.answer = 1;
    place.write("bad.json", wrong.to_json());
    for threads in ["1", "2", "16"] {
        let threads = [("RAYON_NUM_THREADS", threads)];
        let id = place
            .vntr_with(&threads, "id p.vnt --profile 1k-r16")
            .exits(0);
        let name = format!("0x{}\n", hex::encode(base.proof.program_id));
        assert_eq!(id.stdout, name);
        for order in [["good", "bad"], ["bad", "good"]] {
            for file in order {
                let arguments =
                    format!("verify {file}.json --srs dev --program p.vnt --expect-answer 0");
                let code = i32::from(file == "bad");
                place.vntr_with(&threads, &arguments).exits(code);
            }
        }
    }
}

/// A verdict that is not the vector's is reported, whoever gives it: else the tests above would say nothing.
#[test]
fn a_wrong_verdict_is_reported() {
    let verifiers = Verifiers::shared();
    let base = Base::read(&committed()[0]);
    let file = File::read();
    let of_field = |field: &str| {
        let of_base = |vector: &&Vector| vector.base == base.name && vector.field == field;
        let vector = file.vectors.iter().find(of_base);
        vector.expect("a vector of this field").clone()
    };
    for field in [
        "nothing",
        "word 0",
        "number of words",
        "answer",
        "image word 0",
    ] {
        let mut wrong = of_field(field);
        wrong.accept = !wrong.accept;
        let what = if wrong.accept { "refuses" } else { "ACCEPTS" };
        let tally = ask(
            verifiers,
            binary(),
            std::slice::from_ref(&base),
            &[wrong],
            false,
        );
        for runner in [Runner::Rust, Runner::Cli, Runner::Contract] {
            let complaint = format!("{runner:?} {what}");
            assert!(
                tally.wrong.iter().any(|wrong| wrong.ends_with(&complaint)),
                "{field}: no complaint that {complaint} among {:?}",
                tally.wrong
            );
        }
    }
    // And a reason that does not hold.
    let mut wrong = of_field("word 0");
    wrong
        .cannot
        .insert(Runner::Cli, "it has no such option".to_owned());
    let tally = ask(verifiers, binary(), &[base], &[wrong], false);
    assert_eq!(tally.wrong.len(), 1, "{:?}", tally.wrong);
}
