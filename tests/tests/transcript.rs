//! Fiat-Shamir: every object that a verifier reads is hashed into every challenge that comes after it, and into none before; and the
//! Rust verifier and the contract hash the same bytes. What they hash is looked at while they verify: halo2's verifier through the
//! transcript that it is given, the contract at its KECCAK256 and MSTORE instructions.

use circuits::{Proof, Statement, VerifyingKey, keccak256};
use evm_verifier::artifact::{Artifact, OPTIMIZER};
use evm_verifier::evm::Event;
use evm_verifier::generator::constructor_arguments;
use evm_verifier::profile::spec;
use evm_verifier::{calldata, solc};
use halo2curves::bn256::{Fq, Fr};
use halo2curves::ff::{FromUniformBytes, PrimeField, WithSmallOrderMulGroup};
use std::ops::Range;
use vntr_tests::binding::{Base, SELECTOR_BYTES, Setup, Verifiers, bases, profile};
use vntr_tests::{Deployment, FORK};

/// The challenges in order. Those of arguments that the circuit does not use are drawn all the same.
const CHALLENGES: [&str; 10] = [
    "first phase's 0",
    "first phase's 1",
    "theta",
    "beta",
    "gamma",
    "y",
    "x",
    "SHPLONK y",
    "SHPLONK v",
    "SHPLONK u",
];
/// Where the contract keeps those that it uses.
const SLOTS: [(&str, usize); 7] = [
    ("CHALLENGE_0", 0),
    ("CHALLENGE_1", 1),
    ("Y", 5),
    ("X", 6),
    ("OPEN_Y", 7),
    ("OPEN_V", 8),
    ("OPEN_U", 9),
];

/// What lies where in a proof, and the first challenge that comes after it.
struct Section {
    name: &'static str,
    bytes: Range<usize>,
    /// Of one object: 64 for a point, 32 for a scalar.
    size: usize,
    next: usize,
}

/// The parts of a proof, in order.
fn sections(key: &VerifyingKey) -> Vec<Section> {
    let cs = key.halo2().cs();
    let phases = cs.advice_column_phase();
    let of_phase = |phase| phases.iter().filter(|&&of| of == phase).count();
    let evaluations = cs.advice_queries().len() + cs.fixed_queries().len() + 1;
    let mut end = SELECTOR_BYTES;
    let mut sections = vec![];
    for (name, count, size, next) in [
        ("program point", 1, 64, 0),
        ("commitment of the first phase", of_phase(0), 64, 0),
        ("commitment of the second phase", of_phase(1), 64, 2),
        ("random polynomial", 1, 64, 5),
        ("piece of the quotient", cs.degree() - 1, 64, 6),
        ("evaluation", evaluations, 32, 7),
        ("SHPLONK's first point", 1, 64, 9),
        // Nothing is drawn after it: the pairing alone binds it.
        ("SHPLONK's second point", 1, 64, 10),
    ] {
        let bytes = end..end + count * size;
        end = bytes.end;
        sections.push(Section {
            name,
            bytes,
            size,
            next,
        });
    }
    assert_eq!(end, key.proof_bytes());
    sections
}

fn big_endian<F: PrimeField<Repr = [u8; 32]>>(value: &F) -> [u8; 32] {
    let mut bytes = value.to_repr();
    bytes.reverse();
    bytes
}

fn coordinate(bytes: &[u8]) -> Fq {
    let mut repr: [u8; 32] = bytes.try_into().expect("32 bytes");
    repr.reverse();
    Fq::from_repr(repr).expect("a coordinate")
}

/// The hash as a number, modulo the group's order.
fn challenge_of(hash: [u8; 32]) -> [u8; 32] {
    let mut wide = [0; 64];
    for (wide, byte) in wide.iter_mut().zip(hash.iter().rev()) {
        *wide = *byte;
    }
    big_endian(&Fr::from_uniform_bytes(&wide))
}

/// What each challenge is the hash of, put together from the proof's bytes alone.
fn expected(key: &VerifyingKey, proof: &Proof) -> Vec<Vec<u8>> {
    let sections = sections(key);
    let bytes = |i: usize| proof.bytes[sections[i].bytes.clone()].to_vec();
    let public = proof.statement.public_values(key.profile());
    let public = public.expect("a tape that fits").to_bytes();
    let mut hashed: Vec<Vec<u8>> = vec![];
    // What is absorbed before each challenge; nothing: a byte 1.
    let absorbed = [
        Some(
            [
                challenge_of(key.hash()).to_vec(),
                bytes(0),
                public,
                bytes(1),
            ]
            .concat(),
        ),
        None,
        Some(bytes(2)),
        None,
        None,
        Some(bytes(3)),
        Some(bytes(4)),
        Some(bytes(5)),
        None,
        Some(bytes(6)),
    ];
    for absorbed in absorbed {
        let mut preimage = hashed
            .last()
            .map_or(vec![], |last| keccak256(last).to_vec());
        preimage.extend(absorbed.unwrap_or(vec![1]));
        hashed.push(preimage);
    }
    hashed
}

/// Both verifiers of a base's profile.
struct Watched {
    key: VerifyingKey,
    contract: Deployment,
    /// Memory addresses by [`SLOTS`].
    slots: Vec<u64>,
}

/// What a verifier hashed for each challenge, and its verdict.
struct Seen {
    hashed: Vec<Vec<u8>>,
    accepted: bool,
}

impl Seen {
    fn challenges(&self) -> Vec<[u8; 32]> {
        self.hashed
            .iter()
            .map(|hashed| challenge_of(keccak256(hashed)))
            .collect()
    }
}

/// The address of a slot by the contract's source.
fn slot(source: &str, name: &str) -> u64 {
    let line = format!("uint256 private constant {name} = 0x");
    let digits = source.split(&line).nth(1).expect("the slot's constant");
    let digits = digits.split(';').next().expect("a line's end");
    u64::from_str_radix(digits, 16).expect("hexadecimal digits")
}

impl Watched {
    fn new(verifiers: &Verifiers, base: &Base) -> Self {
        let profile = profile(&base.proof.profile);
        let verifier = verifiers.get(base.setup, profile);
        // The slots are the same under every SRS.
        let (_, source) = Artifact::embedded(profile.name).expect("a committed contract");
        Watched {
            key: verifier.key.clone(),
            contract: verifier.deploy(false),
            slots: SLOTS.iter().map(|(name, _)| slot(source, name)).collect(),
        }
    }

    fn rust(&self, proof: &Proof) -> Seen {
        let mut hashed = vec![];
        let verdict = circuits::verify_and_record(&self.key, proof, &mut hashed);
        Seen {
            hashed,
            accepted: verdict.is_ok(),
        }
    }

    /// What the contract hashed, and whether the challenges that it keeps are those.
    fn contract(&mut self, proof: &Proof) -> (Seen, Vec<String>) {
        let (verdict, events) = self.contract.watch(proof);
        let mut hashed = vec![];
        let mut stored = vec![vec![]; SLOTS.len()];
        for event in events {
            match event {
                Event::Hash(bytes) => hashed.push(bytes),
                Event::Store { at, value } => {
                    if let Some(i) = self.slots.iter().position(|slot| *slot == at) {
                        stored[i].push(value);
                    }
                }
            }
        }
        // The first hash is the program's name.
        assert_eq!(
            keccak256(&hashed.remove(0)),
            proof.program_id,
            "the program's name"
        );
        let seen = Seen {
            hashed,
            accepted: verdict.is_ok(),
        };
        let challenges = seen.challenges();
        let wrong = SLOTS
            .iter()
            .zip(stored)
            .filter(|((_, i), stored)| {
                challenges.get(*i).map(|c| vec![*c]).as_ref() != Some(stored)
            })
            .map(|((name, _), _)| format!("{name} holds something else"))
            .collect();
        (seen, wrong)
    }
}

/// An object, another value of it, and the first challenge that has to be another one.
struct Replaced {
    name: String,
    next: usize,
    proof: Proof,
}

/// Gives the proof the name of the program point that it has.
fn rename(proof: &mut Proof) {
    let points = &proof.bytes[SELECTOR_BYTES..][..circuits::ProgramPoint::BYTES];
    proof.program_id = calldata::program_id(&proof.verifier_hash, points);
}

/// Every absorbed object, replaced alone by something that can be read: other points are points.
fn replacements(key: &VerifyingKey, proof: &Proof) -> Vec<Replaced> {
    let mut all = vec![];
    let mut of_statement = |name: String, change: &dyn Fn(&mut Statement)| {
        let mut proof = proof.clone();
        change(&mut proof.statement);
        all.push(Replaced {
            name,
            next: 0,
            proof,
        });
    };
    of_statement("answer".to_owned(), &|statement| statement.answer ^= 1);
    of_statement("number of words".to_owned(), &|statement| {
        statement.primary.push(0);
    });
    for i in 0..proof.statement.primary.len() {
        of_statement(format!("word {i}"), &|statement| statement.primary[i] ^= 1);
    }
    for section in sections(key) {
        for (i, at) in section.bytes.clone().step_by(section.size).enumerate() {
            let (x, y) = (at..at + 32, at + 32..at + 64);
            let mut replace = |what: &str, range: Range<usize>, value: [u8; 32]| {
                let mut proof = proof.clone();
                proof.bytes[range].copy_from_slice(&value);
                rename(&mut proof);
                all.push(Replaced {
                    name: format!("{} {i}{what}", section.name),
                    next: section.next,
                    proof,
                });
            };
            if section.size == 32 {
                let mut value: [u8; 32] = proof.bytes[at..at + 32].try_into().expect("32 bytes");
                value[31] ^= 1;
                replace("", at..at + 32, value);
            } else {
                // The same x with the other y, and the same y with another x: the curve is y^2 = x^3 + 3.
                let other_y = -coordinate(&proof.bytes[y.clone()]);
                replace(", y", y, big_endian(&other_y));
                let other_x = coordinate(&proof.bytes[x.clone()]) * Fq::ZETA;
                replace(", x", x, big_endian(&other_x));
            }
        }
    }
    all
}

/// What a replaced object does to the challenges, if it is not what it should do.
fn complaints(verifier: &str, honest: &Seen, seen: &Seen, replaced: &Replaced) -> Vec<String> {
    let name = &replaced.name;
    let mut complaints = vec![];
    if seen.accepted {
        complaints.push(format!("{verifier}: {name}: ACCEPTED"));
    }
    let (before, after) = (honest.challenges(), seen.challenges());
    if after.len() != CHALLENGES.len() {
        complaints.push(format!("{verifier}: {name}: {} challenges", after.len()));
        return complaints;
    }
    for (i, challenge) in CHALLENGES.iter().enumerate() {
        let changed = before[i] != after[i];
        if changed != (i >= replaced.next) {
            let what = if changed { "changes" } else { "stays" };
            complaints.push(format!("{verifier}: {name}: {challenge} {what}"));
        }
    }
    complaints
}

/// Replaces every object of a base's proof. How many were replaced, and what is not as it should be.
fn check(watched: &mut Watched, proof: &Proof) -> (usize, Vec<String>) {
    let rust = watched.rust(proof);
    let (contract, mut wrong) = watched.contract(proof);
    if !rust.accepted || !contract.accepted {
        wrong.push("the proof itself is refused".to_owned());
    }
    if rust.hashed != expected(&watched.key, proof) {
        wrong.push("Rust hashes something else".to_owned());
    }
    if rust.hashed != contract.hashed {
        wrong.push("Rust and the contract hash different bytes".to_owned());
    }
    let all = replacements(&watched.key, proof);
    for replaced in &all {
        let in_rust = watched.rust(&replaced.proof);
        let (in_contract, of_slots) = watched.contract(&replaced.proof);
        wrong.extend(of_slots);
        wrong.extend(complaints("Rust", &rust, &in_rust, replaced));
        wrong.extend(complaints("contract", &contract, &in_contract, replaced));
        if in_rust.hashed != in_contract.hashed {
            let name = &replaced.name;
            wrong.push(format!(
                "{name}: Rust and the contract hash different bytes"
            ));
        }
    }
    (all.len(), wrong)
}

fn committed(names: &[&str]) -> Vec<Base> {
    let cases = bases::committed();
    let of_name = |name: &&str| {
        let case = cases.iter().find(|case| case.name == *name);
        Base::read(case.expect("a committed case"))
    };
    names.iter().map(of_name).collect()
}

fn check_bases(names: &[&str]) {
    let verifiers = Verifiers::shared();
    for base in committed(names) {
        let mut watched = Watched::new(verifiers, &base);
        let (replaced, wrong) = check(&mut watched, &base.proof);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        println!(
            "{:8} {:8} {replaced} objects replaced, {} challenges each, in Rust and in the contract",
            base.name,
            base.proof.profile,
            CHALLENGES.len()
        );
    }
}

#[test]
fn every_object_is_in_every_later_challenge() {
    check_bases(&["sum", "seven"]);
}

/// `cargo test --release -p vntr-tests --test transcript -- --ignored --nocapture`
#[test]
#[ignore = "the larger circuits take a minute"]
fn every_object_is_in_every_later_challenge_of_every_size() {
    check_bases(&["unread", "zeros", "xor", "large", "other-srs"]);
}

/// What every profile's verifiers hash of an honest proof is what the format says.
#[test]
fn both_verifiers_hash_what_the_format_says() {
    let verifiers = Verifiers::shared();
    for base in committed(&["sum", "seven", "xor", "large", "other-srs"]) {
        let mut watched = Watched::new(verifiers, &base);
        let expected = expected(&watched.key, &base.proof);
        let rust = watched.rust(&base.proof);
        let (contract, wrong) = watched.contract(&base.proof);
        assert!(rust.accepted && contract.accepted, "{}", base.name);
        assert!(rust.hashed == expected, "{}: Rust", base.name);
        assert!(contract.hashed == expected, "{}: contract", base.name);
        assert!(wrong.is_empty(), "{}: {wrong:?}", base.name);
    }
}

/// The seed is the verifying key's: under another SRS, with nothing else changed, every challenge is another one.
#[test]
fn the_seed_is_in_every_challenge() {
    let verifiers = Verifiers::shared();
    let [base, other] = committed(&["sum", "other-srs"])
        .try_into()
        .expect("two bases");
    assert_eq!(
        (base.setup, other.setup),
        (Setup::Development, Setup::Other)
    );
    let mut here = Watched::new(verifiers, &base);
    let mut there = Watched::new(verifiers, &other);
    let mut moved = base.proof.clone();
    moved.verifier_hash = there.key.hash();
    moved.bytes[..SELECTOR_BYTES].copy_from_slice(&there.key.selector());
    rename(&mut moved);
    let replaced = Replaced {
        name: "seed".to_owned(),
        next: 0,
        proof: moved,
    };

    let (honest, _) = here.contract(&base.proof);
    let rust = there.rust(&replaced.proof);
    let (contract, wrong) = there.contract(&replaced.proof);
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(rust.hashed == contract.hashed);
    assert_eq!(
        honest.hashed[0][32..],
        rust.hashed[0][32..],
        "only the seed"
    );
    for seen in [rust, contract] {
        let wrong = complaints("other SRS", &honest, &seen, &replaced);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A contract that leaves something out is found: else the tests above would say nothing.
#[test]
fn what_is_left_out_is_found() {
    if !solc::is_installed() {
        assert!(std::env::var_os("CI").is_none(), "run `npm ci`");
        return eprintln!("SKIPPED: no solc; run `npm ci`");
    }
    let verifiers = Verifiers::shared();
    let base = &committed(&["sum"])[0];
    let (artifact, source) = Artifact::embedded(&base.proof.profile).expect("a committed contract");
    let sections = sections(&Watched::new(verifiers, base).key);
    let evaluations = sections.iter().find(|section| section.name == "evaluation");
    let last = evaluations.expect("it is a section").bytes.len() / 32 - 1;
    for (whole, cut, missed) in [
        // The last evaluation is in no challenge.
        (
            "keccak256(sub(EVALS_MPTR, 0x20), add(EVALS_SIZE, 0x20))",
            "keccak256(sub(EVALS_MPTR, 0x20), EVALS_SIZE)",
            format!("contract: evaluation {last}: SHPLONK y stays"),
        ),
        // The y coordinate of SHPLONK's first point is not in u: the "last challenge" attack.
        (
            "hash := absorb(hash, add(words, H1_CPTR), 0x40)",
            "hash := absorb(hash, add(words, H1_CPTR), 0x20)",
            "contract: SHPLONK's first point 0, y: SHPLONK u stays".to_owned(),
        ),
        // Challenges from before what they combine.
        (
            "mstore(X, mod(hash, r))",
            "mstore(X, mod(add(hash, 1), r))",
            "X holds something else".to_owned(),
        ),
    ] {
        assert_eq!(source.matches(whole).count(), 1, "{whole}");
        let mutant = source.replace(whole, cut);
        let compiled = solc::compile(&mutant, &artifact.contract, OPTIMIZER).expect("it compiles");
        let mut watched = Watched::new(verifiers, base);
        let arguments = constructor_arguments(&spec(&watched.key));
        watched.contract = Deployment::new(FORK, &[compiled.bytecode, arguments].concat());
        let (_, wrong) = check(&mut watched, &base.proof);
        assert!(wrong.contains(&missed), "{cut}: not found among {wrong:?}");
        assert!(
            !wrong
                .iter()
                .any(|complaint| complaint.starts_with("Rust: ")),
            "{wrong:?}"
        );
    }
}
