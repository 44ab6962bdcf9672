//! Tests that need the witness: honest runs, and forgeries of them.
//!
//! A forgery starts from the witness of an honest run, changes cells, lets the multiplicities and the second phase follow, and
//! goes through the real prover and verifier (`proves`). The [`Evaluator`] evaluates the same constraints with random
//! challenges, for mass runs and to say which one refuses.

mod attacks;
mod campaign;
mod deletion;
mod evaluator;
mod faults;
mod golden;
pub(crate) mod instructions;
mod liar;
mod mutations;
mod refusals;
mod uniqueness;

use crate::circuit::{Params, TinyRamCircuit};
use crate::layout::Layout;
use crate::profile::ROWS_PER_STEP;
use crate::prover::prove_witness;
use crate::{Profile, Proof, ProvingKey, Srs, Statement, VerifyingKey, Witness, verify_unbound};
use evaluator::Evaluator;
use ff::Field;
use halo2_proofs::plonk::{Circuit, ConstraintSystem};
use halo2curves::bn256::Fr;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::{Machine, Outcome, Program, Tapes, Trace, asm};

const SMALL: [&str; 2] = ["k13-r16", "k13-r32"];

fn profile(name: &str) -> &'static Profile {
    Profile::by_name(name).unwrap()
}

/// A program from source without header.
fn program(profile: &Profile, source: &str) -> Arc<Program> {
    let source = format!(
        "; TinyRAM V=2.000 M=vn W=32 K={}\n{source}",
        profile.num_registers
    );
    match asm::assemble(&source) {
        Ok(assembled) => Arc::new(assembled.program),
        Err(errors) => panic!("{}", asm::render_all(&errors, &source, "test")),
    }
}

/// SRS and verifying key of each small profile, made once.
fn keys(profile: &'static Profile) -> (Arc<Srs>, VerifyingKey) {
    type Keys = HashMap<&'static str, (Arc<Srs>, VerifyingKey)>;
    static KEYS: LazyLock<Mutex<Keys>> = LazyLock::new(Mutex::default);
    let mut keys = KEYS.lock().unwrap();
    keys.entry(profile.name)
        .or_insert_with(|| {
            let srs = Arc::new(Srs::generate_dev(profile.srs_size()).unwrap());
            let key = VerifyingKey::generate(profile, &srs).unwrap();
            (srs, key)
        })
        .clone()
}

/// An honest run with everything needed to prove it.
#[derive(Clone)]
struct Honest {
    profile: &'static Profile,
    program: Arc<Program>,
    statement: Statement,
    trace: Trace,
}

impl Honest {
    fn new(name: &'static str, source: &str, primary: &[u32], auxiliary: &[u32]) -> Self {
        let profile = profile(name);
        let program = program(profile, source);
        let words = |tape: &[u32]| tape.iter().map(|&word| word.into()).collect();
        let tapes = Tapes {
            primary: words(primary),
            auxiliary: words(auxiliary),
        };
        let trace = Machine::trace(&program, tapes, profile.steps as u64);
        let Outcome::Answered(answer) = trace.outcome else {
            panic!("{trace:?}")
        };
        profile.check(&program, primary.len(), &trace).unwrap();
        let statement = Statement {
            answer: answer as u32,
            primary: primary.to_vec(),
        };
        Honest {
            profile,
            program,
            statement,
            trace,
        }
    }

    fn witness(&self) -> Witness {
        Witness::new(self.profile, &self.program, &self.statement, &self.trace)
    }

    fn proving_key(&self) -> (Arc<Srs>, ProvingKey) {
        let (srs, key) = keys(self.profile);
        let key = ProvingKey::new(&key, &srs, self.program.clone()).unwrap();
        (srs, key)
    }

    /// Makes a proof from a witness, true or not.
    fn prove(&self, witness: Witness) -> Proof {
        let (srs, key) = self.proving_key();
        prove_witness(&key, &srs, &self.statement, witness, &mut |_| {}).unwrap()
    }

    /// Does a proof made from this witness verify?
    fn proves(&self, witness: Witness) -> bool {
        verify_unbound(&keys(self.profile).1, &self.prove(witness)).is_ok()
    }

    /// The names of the constraints that a witness violates, wherever they are read.
    fn violations(&self, witness: &Witness) -> BTreeSet<String> {
        let evaluator = Evaluator::of(self.profile);
        let public = self.statement.public_values(self.profile).unwrap();
        let columns = evaluator.columns(&self.program, &public, witness, None);
        evaluator.violations_on(&columns, 0..self.profile.used_rows() + 1)
    }

    fn row_of_step(&self, step: usize) -> usize {
        self.profile.first_step_row() + step * ROWS_PER_STEP
    }

    fn layout(&self) -> Layout {
        Layout::new(self.profile)
    }
}

/// Rows on which halo2 puts random values: no constraint may depend on them.
#[test]
fn no_constraint_reads_a_blinding_row() {
    for name in SMALL {
        let honest = Honest::new(name, "answer 0", &[], &[]);
        let evaluator = Evaluator::of(honest.profile);
        let public = honest.statement.public_values(honest.profile).unwrap();
        let mut columns = evaluator.columns(&honest.program, &public, &honest.witness(), None);
        let (_, key) = keys(honest.profile);
        let rows = 1 << honest.profile.k;
        let blinding = key.halo2().cs().blinding_factors() + 1;
        let first = rows - blinding;
        assert!(
            honest.profile.used_rows() < first,
            "the closing row is a blinding row"
        );
        for column in &mut columns.advice {
            column.resize(first, Fr::ZERO);
            column.extend((0..blinding).map(|_| Fr::random(rand::rngs::OsRng)));
        }
        assert_eq!(evaluator.violations_on(&columns, 0..rows), BTreeSet::new());
    }
}

/// halo2 silently caps the degree at 5: above it a proof never verifies. And no (column, rotation) is queried under two
/// rotations that name the same row.
#[test]
fn degree_and_queries_are_in_bounds() {
    for profile in &crate::PROFILES {
        let mut cs = ConstraintSystem::<Fr>::default();
        TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
        for gate in cs.gates() {
            for (i, polynomial) in gate.polynomials().iter().enumerate() {
                assert!(polynomial.degree() <= 5, "{}", gate.constraint_name(i));
            }
        }
        assert!(cs.degree() == 5);
        let rows = 1i64 << profile.k;
        let mut advice: Vec<_> = cs
            .advice_queries()
            .iter()
            .map(|(column, rotation)| (column.index(), i64::from(rotation.0).rem_euclid(rows)))
            .collect();
        let queries = advice.len();
        advice.sort_unstable();
        advice.dedup();
        assert_eq!(advice.len(), queries);
        // Challenges are drawn after all first-phase columns; the sums come after the challenges.
        assert_eq!(cs.num_challenges(), 2);
        assert!(
            cs.advice_column_phase()
                .iter()
                .filter(|&&phase| phase == 1)
                .count()
                == 2
        );
        assert!(cs.blinding_factors() + 1 < crate::profile::RESERVED_ROWS);
    }
}

/// One setup for all programs: only the commitment of the program column differs.
#[test]
fn two_programs_share_every_other_commitment() {
    use halo2_proofs::plonk::keygen_vk;
    for name in SMALL {
        let profile = profile(name);
        let (srs, key) = keys(profile);
        let commitments = ["answer 0", "mov r1, 5\nadd r1, r1, -5\nanswer r1"].map(|source| {
            let program = program(profile, source);
            let circuit = TinyRamCircuit::new(profile, program.clone());
            let made = keygen_vk(&srs.to_halo2(), &circuit)
                .unwrap()
                .fixed_commitments()
                .clone();
            let point = crate::program_point(profile, &srs, &program).unwrap();
            assert_eq!(made[key.program_column()], point.0);
            made
        });
        for (i, (one, other)) in commitments[0].iter().zip(&commitments[1]).enumerate() {
            let same = one == other;
            assert_eq!(same, i != key.program_column(), "fixed column {i}");
        }
    }
}

/// The control bits of all instructions are distinct where the instructions differ in more than a register.
#[test]
fn instructions_have_distinct_controls() {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for key in 0..128 {
        if let Some(control) = crate::control::control(key) {
            let undefined = (46..52).contains(&key) || key >= 64;
            if let Some(other) = seen.insert(control.packed(), key) {
                assert!(undefined, "{key} and {other} are one");
            }
        }
    }
}

/// What these tests forge is the circuit that everybody else gets: the switches of `deletion` leave no trace.
#[test]
fn the_tested_circuit_is_the_pinned_one() {
    for name in SMALL {
        let (_, key) = keys(profile(name));
        let pinned = VerifyingKey::pinned(profile(name)).unwrap();
        assert_eq!(hex::encode(key.hash()), hex::encode(pinned.hash()));
    }
}
