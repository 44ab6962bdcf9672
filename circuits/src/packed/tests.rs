use super::circuit::{Params, TinyRamCircuit};
use super::instance::instance_column;
use super::witness::{Evaluator, Witness, fixed_columns};
use super::{COLUMNS_PER_PACK, Config, PROFILES, Profile, Proving, Shape};
use crate::Statement;
use crate::randomness::Randomness;
use crate::tests::instructions::{WHOLE, straight_lines};
use arithmetic::program::{self, BLOCK};
use arithmetic::vector::linear_combination;
use ff::Field;
use fflonk::Parameters;
use halo2_proofs::plonk::{Circuit, ConstraintSystem};
use halo2curves::bn256::Fr;
use std::collections::BTreeMap;
use std::sync::Arc;
use tinyram::{Machine, Outcome, Program, Tapes, Trace, asm};

const SMALL: [&str; 2] = ["1k-r16", "1k-r32"];

/// Answers 0 if the private word is a root of the public one.
const SQUARE: &str = "read r1, 0\nread r2, 1\nmull r2, r2, r2\nsub r1, r1, r2\nanswer r1\n";

/// A run with everything needed to prove it.
struct Run {
    cs: ConstraintSystem<Fr>,
    config: Config,
    evaluator: Evaluator,
    program: Arc<Program>,
    statement: Statement,
    trace: Trace,
}

impl Run {
    fn new(profile: &str, source: &str, primary: &[u32], auxiliary: &[u32]) -> Self {
        let profile = Profile::by_name(profile).unwrap();
        let header = format!("; TinyRAM V=2.000 M=vn W=32 K={}\n", profile.num_registers);
        let assembled = asm::assemble(&format!("{header}{source}"));
        let program = Arc::new(assembled.expect("the source is in order").program);
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
        let mut cs = ConstraintSystem::default();
        let config = TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
        let evaluator = Evaluator::new(&cs, &config, &program);
        Run {
            cs,
            config,
            evaluator,
            program,
            statement: Statement {
                answer: answer as u32,
                primary: primary.to_vec(),
            },
            trace,
        }
    }

    fn witness(&self) -> Witness {
        Witness::new(&self.evaluator, &self.program, &self.statement, &self.trace)
    }

    /// The constraints that a witness violates, with the first row of each.
    fn violations(&self, witness: &Witness) -> BTreeMap<String, usize> {
        let profile = self.config.columns.profile;
        let n = 1 << profile.k;
        let mut randomness = Randomness::new();
        let challenges = randomness.elements(2);
        let second = witness.second_phase(
            &self.evaluator,
            &self.statement,
            challenges[0],
            challenges[1],
        );
        let mut columns = fixed_columns(&self.cs, &self.config, &self.program);
        for column in witness.first_phase().iter().chain(&second) {
            let mut column = column.clone();
            let random = randomness.elements(n - column.len());
            column.extend(random);
            columns.push(column);
        }
        columns.push(instance_column(
            &profile,
            &self.statement,
            challenges[0],
            challenges[1],
        ));
        let scaled = columns.iter().map(|column| {
            let mut values = linear_combination(column.len(), &[(program::scale(), column)]);
            values.resize(n, Fr::ZERO);
            values.extend_from_within(..BLOCK);
            values
        });
        let scaled: Vec<Vec<Fr>> = scaled.collect();
        let scaled: Vec<&[Fr]> = scaled.iter().map(Vec::as_slice).collect();
        let mut violated = BTreeMap::new();
        for gate in self.cs.gates() {
            for (i, polynomial) in gate.polynomials().iter().enumerate() {
                let values =
                    fflonk::evaluation(&self.cs, polynomial).run(&scaled, &challenges, Fr::ONE);
                if let Some(row) = values.iter().position(|value| !bool::from(value.is_zero())) {
                    violated.insert(gate.constraint_name(i).to_owned(), row);
                }
            }
        }
        violated
    }
}

#[test]
fn an_honest_run_violates_nothing() {
    for profile in SMALL {
        let run = Run::new(profile, SQUARE, &[49], &[7]);
        assert_eq!(run.violations(&run.witness()), BTreeMap::new());
    }
}

#[test]
fn proofs_are_small() {
    for profile in PROFILES {
        let mut cs = ConstraintSystem::<Fr>::default();
        let config = TinyRamCircuit::configure_with_params(&mut cs, Params(profile));
        let program = config.columns.program_columns();
        let (relation, _) =
            fflonk::relation(&cs, profile.k, COLUMNS_PER_PACK, &[&program]).unwrap();
        assert_eq!(relation.degree, 5);
        let expected = if profile.limb_bits == 8 { 4_000 } else { 3_712 };
        assert_eq!(relation.proof_bytes(), expected, "{}", profile.name);
    }
}

/// Every instruction at edge operands.
#[test]
fn every_instruction_is_satisfied_at_edge_operands() {
    let lines = straight_lines();
    for name in SMALL {
        for chunk in lines.chunks(330) {
            let source = chunk.join("\n") + "\nanswer 0";
            let tapes: [&[u32]; 2] = [&[0, 0xffff_ffff, 7], &[0xffff_ffff, 0, 1, 2]];
            let run = Run::new(name, &source, tapes[0], tapes[1]);
            assert_eq!(run.violations(&run.witness()), BTreeMap::new());
        }
    }
}

#[test]
fn whole_programs_are_satisfied() {
    for name in SMALL {
        for (source, primary, auxiliary, answer) in WHOLE {
            let run = Run::new(name, source, primary, auxiliary);
            assert_eq!(run.statement.answer, answer);
            assert_eq!(run.violations(&run.witness()), BTreeMap::new(), "{source}");
        }
    }
}

/// The whole way: prover and verifier; nothing else than what was proved.
#[test]
fn proofs_verify_and_false_statements_do_not() {
    for name in SMALL {
        let run = Run::new(name, SQUARE, &[49], &[7]);
        let profile = Profile::by_name(name).unwrap();
        let parameters = Parameters::with_secret(profile.k, COLUMNS_PER_PACK, Fr::from(7));
        let proving = Proving::new(&parameters, profile, run.program.clone());
        let witness = proving.witness(&run.statement, &run.trace);
        let proof = proving
            .prove(&parameters, &run.statement, &witness)
            .unwrap();
        let verifying = proving.verifying();
        assert_eq!(proof.len(), Shape::new(profile).proof_bytes());
        let verify = |statement: &Statement, proof: &[u8]| {
            verifying.verify(parameters.g2(), proving.point(), statement, proof)
        };
        assert!(verify(&run.statement, &proof));
        let other = |answer: u32, primary: &[u32]| Statement {
            answer,
            primary: primary.to_vec(),
        };
        for wrong in [other(1, &[49]), other(0, &[48]), other(0, &[])] {
            assert!(!verify(&wrong, &proof), "{wrong:?}");
            // A prover who claims it.
            let witness = proving.witness(&wrong, &run.trace);
            let proof = proving.prove(&parameters, &wrong, &witness).unwrap();
            assert!(!verify(&wrong, &proof), "{wrong:?}");
        }
        // The program does not read the second word: true, and another statement.
        let longer = other(0, &[49, 0]);
        assert!(!verify(&longer, &proof));
        let witness = proving.witness(&longer, &run.trace);
        let proof = proving.prove(&parameters, &longer, &witness).unwrap();
        assert!(verify(&longer, &proof));
        assert!(!verify(&run.statement, &proof));
    }
}
