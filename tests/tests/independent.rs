//! Three verifiers, one verdict: ours in Rust, the contract, and the one of the papers (`vntr_tests::independent`).

use circuits::Proof;
use vntr_tests::binding::{Base, Verifiers, bases, profile};
use vntr_tests::{Bench, independent};

#[test]
fn three_verdicts_are_one() {
    let verifiers = Verifiers::shared();
    let (mut asked, mut accepted) = (0, 0);
    for case in bases::committed() {
        let base = Base::read(&case);
        let profile = profile(&base.proof.profile);
        let key = verifiers.key(base.setup, profile);
        let verifier = verifiers.get(base.setup, profile);
        let mut contract = verifier.deploy(false);
        let mut ask = |name: &str, proof: &Proof| {
            asked += 1;
            let yes = independent::verdict_of_three(name, &key, &mut contract, proof);
            accepted += usize::from(yes);
            yes
        };
        assert!(ask(&base.name, &base.proof), "{}", base.name);
        let mut refused = |name: &str, change: &dyn Fn(&mut Proof)| {
            let mut proof = base.proof.clone();
            change(&mut proof);
            // A column that is zero has the value zero.
            if proof == base.proof {
                return;
            }
            assert!(!ask(name, &proof), "{}: {name}", base.name);
        };
        // Each word another one, some zero; pairs of words swapped.
        for (i, at) in (4..base.proof.bytes.len()).step_by(32).enumerate() {
            refused(&format!("bit of word at {at}"), &|proof| {
                proof.bytes[at + 31] ^= 1;
            });
            if i % 8 == 0 {
                refused(&format!("no word at {at}"), &|proof| {
                    proof.bytes[at..at + 32].fill(0);
                });
            }
        }
        for at in (4..base.proof.bytes.len() - 64).step_by(192) {
            refused(&format!("pairs at {at} swapped"), &|proof| {
                let (one, two) = proof.bytes[at..at + 128].split_at_mut(64);
                one.swap_with_slice(two);
            });
        }
        refused("answer", &|proof| proof.statement.answer ^= 1);
        refused("one word more", &|proof| proof.statement.primary.push(0));
        refused("a name", &|proof| proof.program_id[0] ^= 1);
        refused("a byte more", &|proof| proof.bytes.push(0));
        refused("a byte less", &|proof| _ = proof.bytes.pop());
        if !base.proof.statement.primary.is_empty() {
            refused("a word", &|proof| proof.statement.primary[0] ^= 1);
            refused("one word less", &|proof| _ = proof.statement.primary.pop());
        }
    }
    println!("{asked} proofs, {accepted} accepted, by three verifiers alike");
    assert_eq!(accepted, bases::committed().len());
}

/// The same of runs in segments.
#[test]
fn three_verdicts_on_segments_are_one() {
    let bench = Bench::new("segments-1k-r16");
    let program = vntr_tests::assemble(
        "; TinyRAM V=2.000 M=vn W=32 K=16\nread r1, 0\n_next: sub r1, r1, 1\nstore.w 0x8000, r1\ncmpe r1, 0\ncnjmp _next\nanswer 0\n",
    );
    let mut contract = bench.deploy();
    let (mut asked, mut accepted) = (0, 0);
    let mut ask = |name: &str, proof: &Proof| {
        asked += 1;
        let yes = independent::verdict_of_three(name, &bench.key, &mut contract, proof);
        accepted += usize::from(yes);
        yes
    };
    for (count, segments) in [(10, 1), (300, 2), (600, 3)] {
        let proof = bench.prove_segments(&program, count);
        let one = (proof.bytes.len() - 68) / segments;
        assert!(ask("honest", &proof), "{segments} segments");
        let mut refused = |name: &str, change: &dyn Fn(&mut Proof)| {
            let mut proof = proof.clone();
            change(&mut proof);
            assert!(!ask(name, &proof), "{segments} segments: {name}");
        };
        for at in (4..68 + one).step_by(32) {
            refused(&format!("bit of word at {at}"), &|proof| {
                proof.bytes[at + 31] ^= 1;
            });
        }
        for segment in 0..segments {
            let place = 68 + segment * one..68 + (segment + 1) * one;
            refused("left out", &|proof| drop(proof.bytes.drain(place.clone())));
            refused("twice", &|proof| {
                let again = proof.bytes[place.clone()].to_vec();
                proof.bytes.extend(again);
            });
        }
        refused("first segment last", &|proof| {
            proof.bytes[68..].rotate_left(if segments > 1 { one } else { 32 })
        });
        refused("answer", &|proof| proof.statement.answer ^= 1);
        refused("one word more", &|proof| proof.statement.primary.push(0));
        refused("a word", &|proof| proof.statement.primary[0] ^= 1);
        refused("a byte more", &|proof| proof.bytes.push(0));
        refused("a byte less", &|proof| _ = proof.bytes.pop());
    }
    // Segments that hold each by itself, between which a cell was changed.
    let forged = include_str!("../vectors/forged-segments.json");
    assert!(!ask("forged", &Proof::from_json(forged).unwrap()));
    println!("{asked} proofs, {accepted} accepted, by three verifiers alike");
    assert_eq!(accepted, 3);
}
