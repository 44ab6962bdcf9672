//! Three verifiers, one verdict: ours in Rust, the contract, and the one of the papers (`vntr_tests::independent`).

use circuits::Proof;
use vntr_tests::binding::{Base, Verifiers, bases, profile};
use vntr_tests::independent;

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
