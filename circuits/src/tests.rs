//! The circuit by its own constraints, and proofs by the real prover and verifier.

mod attacks;
mod campaign;
mod changes;
mod deletion;
mod export;
mod faults;
mod forgeries;
mod golden;
mod instructions;
mod liar;
mod mutations;
mod oracle;
mod refusals;
mod segments;
mod zero_knowledge;

use crate::circuit::{Config, Params, TinyRamCircuit};
use crate::columns::{At, Columns};
use crate::instance::instance_column;
use crate::layout::column::{
    ADDRESS, BOOT_ADDRESS, FIRST_LO, LAST_LO, LIMB, OP_VALUE, REGION, USES,
};
use crate::layout::{CARRY, Cell, DIGIT, GAP_DIGITS, Layout, STATE_AFTER, WRAP};
use crate::lookups::SERVED;
use crate::memory::LAST_DOUBLE_WORD;
use crate::prover::prove_witness;
use crate::randomness::Randomness;
use crate::step::{SCRATCH, TAPE};
use crate::verifier::Rejected;
use crate::witness::{Evaluator, Witness, field, fixed_columns, scaled};
use crate::{Cut, Job, PROFILES, Profile, Proof, Shape, Statement, prove, verify};
use arithmetic::program;
use ff::Field;
use fflonk::Numbers;
use halo2_proofs::plonk::{Circuit, ConstraintSystem};
use halo2curves::bn256::Fr;
use instructions::{WHOLE, straight_lines};
use liar::{proving_key, srs};
use std::collections::BTreeMap;
use std::sync::Arc;
use tinyram::{Machine, Outcome, Program, Tapes, Trace, asm};

const SMALL: [&str; 2] = ["1k-r16", "1k-r32"];

/// Answers 0 if the private word is a root of the public one.
const SQUARE: &str = "read r1, 0\nread r2, 1\nmull r2, r2, r2\nsub r1, r1, r2\nanswer r1\n";

/// Changes the second phase: sum, product of the accesses, product of the boot cells, helpers. The number is the closing row.
type ChangeSecondPhase = dyn Fn(&mut [Vec<Fr>], usize) + Send + Sync;

/// A run with everything needed to prove it.
struct Run {
    cs: ConstraintSystem<Fr>,
    config: Config,
    evaluator: Evaluator,
    program: Arc<Program>,
    statement: Statement,
    /// Its steps; of a run in segments those of this one.
    trace: Trace,
    /// In a circuit of segments, the segment: the second of the run.
    job: Option<Job>,
}

/// What `read` makes of a circuit's columns, outside of a gate of its own: only a gate can name cells.
fn queried<T>(cs: &ConstraintSystem<Fr>, columns: &Columns, read: impl FnOnce(&mut At) -> T) -> T {
    let mut cs = cs.clone();
    let mut result = None;
    cs.create_gate("queries again", |meta| {
        result = Some(read(&mut At { meta, columns }));
        vec![crate::expr::constant(0).0]
    });
    result.expect("a gate is made once")
}

/// Tapes of these words.
fn tapes(primary: &[u32], auxiliary: &[u32]) -> Tapes {
    let words = |tape: &[u32]| tape.iter().map(|&word| word.into()).collect();
    Tapes {
        primary: words(primary),
        auxiliary: words(auxiliary),
    }
}

impl Run {
    fn new(profile: &str, source: &str, primary: &[u32], auxiliary: &[u32]) -> Self {
        let profile = Profile::by_name(profile).unwrap();
        let header = format!("; TinyRAM V=2.000 M=vn W=32 K={}\n", profile.num_registers);
        let assembled = asm::assemble(&format!("{header}{source}"));
        let program = Arc::new(assembled.expect("the source is in order").program);
        if profile.segmented {
            let job = second_segment(profile, &program, tapes(primary, auxiliary));
            return Run::of_segment(job.expect("it answers"));
        }
        let trace = Machine::trace(&program, tapes(primary, auxiliary), profile.steps as u64);
        let Outcome::Answered(answer) = trace.outcome else {
            panic!("{trace:?}")
        };
        profile.check(&program, primary.len(), &trace).unwrap();
        let statement = Statement {
            answer: answer as u32,
            primary: primary.to_vec(),
        };
        Run::of(profile, program, statement, trace)
    }

    /// With the circuit as this thread has it.
    fn of(profile: &Profile, program: Arc<Program>, statement: Statement, trace: Trace) -> Self {
        let mut cs = ConstraintSystem::default();
        let config = TinyRamCircuit::configure_with_params(&mut cs, Params(*profile));
        let evaluator = Evaluator::new(&cs, &config, &program);
        Run {
            cs,
            config,
            evaluator,
            program,
            statement,
            trace,
            job: None,
        }
    }

    fn of_segment(job: Job) -> Self {
        let trace = Trace {
            steps: job.steps(),
            outcome: Outcome::Answered(job.statement.answer.into()),
            arch: job.profile.arch(),
            primary_read: 0,
            auxiliary_read: 0,
        };
        let (profile, statement) = (job.profile, job.statement.clone());
        Run {
            job: Some(job.clone()),
            ..Run::of(&profile, job.program, statement, trace)
        }
    }

    fn witness(&self) -> Witness {
        if let Some(job) = &self.job {
            return job.witness_by(&self.evaluator);
        }
        Witness::new(&self.evaluator, &self.program, &self.statement, &self.trace)
    }

    /// The honest witness on other tapes, if the answer is the same.
    fn witness_on(&self, tapes: Tapes) -> Option<Witness> {
        let profile = self.config.columns.profile;
        if profile.segmented {
            let job = second_segment(&profile, &self.program, tapes)?;
            return (job.statement == self.statement).then(|| job.witness_by(&self.evaluator));
        }
        let trace = Machine::trace(&self.program, tapes, profile.steps as u64);
        let answer = Outcome::Answered(self.statement.answer.into());
        let witness = || Witness::new(&self.evaluator, &self.program, &self.statement, &trace);
        (trace.outcome == answer).then(witness)
    }

    /// All columns with random values where a prover puts some, as programs read them, and the challenges. For a statement, and a
    /// second phase that may be changed.
    fn columns(
        &self,
        statement: &Statement,
        witness: &Witness,
        change: Option<&ChangeSecondPhase>,
    ) -> (Vec<Vec<Fr>>, Vec<Fr>) {
        let profile = self.config.columns.profile;
        let mut randomness = Randomness::new();
        let challenges = randomness.elements(2);
        let (beta, gamma) = (challenges[0], challenges[1]);
        let mut second = witness.second_phase(&self.evaluator, statement, beta, gamma);
        if let Some(change) = change {
            change(&mut second, profile.used_rows());
        }
        let public = vec![instance_column(&profile, statement, beta, gamma)];
        let fixed = fixed_columns(&self.cs, &self.config, &self.program);
        let phases = [witness.first_phase(), &second];
        let columns = all_columns(profile.k, fixed, phases, public, &mut randomness);
        (columns, challenges)
    }

    /// Does a witness of a statement satisfy all constraints, combined by a random number?
    fn is_satisfied(
        &self,
        all: &program::Program,
        statement: &Statement,
        witness: &Witness,
    ) -> bool {
        let (columns, challenges) = self.columns(statement, witness, None);
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        let alpha = Randomness::new().elements(1)[0];
        let values = all.run(&columns, &challenges, alpha);
        values.iter().all(|value| bool::from(value.is_zero()))
    }

    /// Every constraint by its name.
    fn constraints(&self) -> Vec<(String, program::Program)> {
        let gates = self.cs.gates().iter();
        gates
            .flat_map(|gate| {
                let polynomials = gate.polynomials().iter().enumerate();
                polynomials.map(|(i, polynomial)| {
                    let name = gate.constraint_name(i).to_owned();
                    let numbers = self.config.columns.profile.numbers();
                    (name, fflonk::evaluation(&self.cs, numbers, polynomial))
                })
            })
            .collect()
    }

    /// The constraints that a witness violates, with the first row of each.
    fn violations(&self, witness: &Witness) -> BTreeMap<String, usize> {
        self.violations_with(&self.statement, witness, None)
    }

    /// The same for another statement, and with a changed second phase.
    fn violations_with(
        &self,
        statement: &Statement,
        witness: &Witness,
        change: Option<&ChangeSecondPhase>,
    ) -> BTreeMap<String, usize> {
        let (columns, challenges) = self.columns(statement, witness, change);
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        let row = |(name, evaluation): &(String, program::Program)| {
            let values = evaluation.run(&columns, &challenges, Fr::ONE);
            let row = values.iter().position(|value| !bool::from(value.is_zero()));
            Some((name.clone(), row?))
        };
        self.constraints().iter().filter_map(row).collect()
    }

    /// The names of the constraints that refuse what `forge` makes of the honest witness; multiplicities follow.
    fn refusals(&self, forge: impl FnOnce(&mut Witness)) -> Vec<String> {
        let mut witness = self.witness();
        forge(&mut witness);
        witness.count_uses(&self.evaluator);
        self.violations(&witness).into_keys().collect()
    }
}

/// All columns as programs read them: fixed, those of the witness in both phases with random values where a prover puts some, public.
fn all_columns(
    k: u32,
    fixed: Vec<Vec<Fr>>,
    phases: [&[Vec<Fr>]; 2],
    public: Vec<Vec<Fr>>,
    randomness: &mut Randomness,
) -> Vec<Vec<Fr>> {
    let mut columns = fixed;
    for column in phases.into_iter().flatten() {
        let random = randomness.elements((1 << k) - column.len());
        columns.push([column.as_slice(), &random].concat());
    }
    columns.extend(public);
    columns.iter().map(|column| scaled(k, column)).collect()
}

/// The second segment of a run. `None`: it does not answer.
fn second_segment(profile: &Profile, program: &Arc<Program>, tapes: Tapes) -> Option<Job> {
    let most = 100 * profile.steps as u64;
    let run = Machine::new(program, tapes.clone()).run(most);
    let Outcome::Answered(answer) = run.outcome else {
        return None;
    };
    let statement = Statement {
        answer: answer as u32,
        primary: tapes.primary.iter().map(|&word| word as u32).collect(),
    };
    let cut = Cut::new(profile, program, &statement, tapes.auxiliary, most, |_| ()).ok()?;
    cut.jobs(&[9; 32]).nth(1)
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
        let shape = Shape::new(&profile);
        assert_eq!(shape.relation.degree, 5);
        let expected = match (profile.limb_bits, profile.columns_per_pack) {
            (8, 16) => 3_968,
            (16, 8) => 3_712,
            other => panic!("{other:?}"),
        };
        assert_eq!(shape.relation.proof_bytes(), expected, "{}", profile.name);
        // The digits of a gap reach from the registers to the memory and from there to the tape.
        assert!(profile.times().pow(GAP_DIGITS as u32) > 2 * TAPE);
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

/// The whole way, on a circuit of each kind: prover and verifier; nothing else than what was proved.
#[test]
fn proofs_verify_and_false_statements_do_not() {
    for name in ["1k-r16", "1k-r32", "64k-r16"] {
        let run = Run::new(name, SQUARE, &[49], &[7]);
        let profile = Profile::by_name(name).unwrap();
        let (srs, proving) = (srs(profile), proving_key(&run));
        let verifying = proving.verifying();
        let proof = prove(&proving, &srs, &run.statement, &run.trace, |_| ()).unwrap();
        let id = verifying.program_id(proving.point());
        assert_eq!(proof.bytes.len(), verifying.proof_bytes());
        let rejected = |statement: &Statement, proof: &Proof| {
            let claimed = Proof {
                statement: statement.clone(),
                ..proof.clone()
            };
            verify(verifying, &claimed, &id, statement).err()
        };
        assert_eq!(rejected(&run.statement, &proof), None);
        let other = |answer: u32, primary: &[u32]| Statement {
            answer,
            primary: primary.to_vec(),
        };
        let false_statement = Some(Rejected::Proof);
        let prove = |statement: &Statement| {
            let witness = proving.witness(statement, &run.trace);
            prove_witness(&proving, &srs, statement, &witness, &mut |_| ()).unwrap()
        };
        for wrong in [other(1, &[49]), other(0, &[48]), other(0, &[])] {
            assert_eq!(rejected(&wrong, &proof), false_statement, "{wrong:?}");
            // A prover who claims it.
            assert_eq!(
                rejected(&wrong, &prove(&wrong)),
                false_statement,
                "{wrong:?}"
            );
        }
        // The program does not read the second word: true, and another statement.
        let longer = other(0, &[49, 0]);
        assert_eq!(rejected(&longer, &proof), false_statement);
        let proof = prove(&longer);
        assert_eq!(rejected(&longer, &proof), None);
        assert_eq!(rejected(&run.statement, &proof), false_statement);
        // More words than there is room for.
        let most = profile.primary_words();
        let long = other(0, &vec![0; most + 1]);
        assert!(matches!(rejected(&long, &proof), Some(Rejected::Words(_))));
    }
}

/// Cells that an instruction may leave to the prover: nothing reads them but chips that say what they are.
fn is_op_specific(layout: &Layout, cell: Cell) -> bool {
    let bits = (DIGIT..DIGIT + 4).chain([CARRY]).map(|i| layout.bit(i));
    let aux = [0, 1].map(|i| layout.aux(i));
    let all = bits.chain(aux).chain(layout.op_lookup());
    all.into_iter().any(|own| own == cell)
}

/// Every cell of some steps of every instruction, changed: whatever is not the instruction's own is refused.
#[test]
fn every_cell_of_a_step_is_held() {
    let name = SMALL[1];
    let lines = straight_lines();
    let source = lines.iter().step_by(7).take(330).map(String::as_str);
    let source = Vec::from_iter(source).join("\n") + "\nanswer 0";
    let run = Run::new(name, &source, &[0, 0xffff_ffff, 7], &[0xffff_ffff, 0, 1, 2]);
    let all = fflonk::constraints(&run.cs, Numbers::default());
    let witness = run.witness();
    assert!(run.is_satisfied(&all, &run.statement, &witness));
    let layout = Layout::new(&run.config.columns.profile);
    let mut random = Randomness::from_seed([5; 32]);
    let mut changed = 0;
    for step in (0..run.trace.steps.len()).step_by(16) {
        for column in
            (0..layout.first_phase_columns()).filter(|column| !(USES..LIMB).contains(column))
        {
            for row in [0, 1] {
                let cell = Cell { column, row };
                // No constraint reads the second row there.
                if is_op_specific(&layout, cell) || column == OP_VALUE {
                    continue;
                }
                let mut forged = witness.clone();
                let value = &mut forged.columns_mut()[column][2 * step + row];
                *value += if step % 2 == 0 {
                    Fr::ONE
                } else {
                    random.elements(1)[0]
                };
                forged.count_uses(&run.evaluator);
                assert!(
                    !run.is_satisfied(&all, &run.statement, &forged),
                    "step {step}, {cell:?}"
                );
                changed += 1;
            }
        }
    }
    assert!(changed > 1_000, "{changed}");
}

/// A multiplicity that is not the number of lookups.
#[test]
fn multiplicities_are_held() {
    let run = Run::new(SMALL[1], SQUARE, &[49], &[7]);
    for lane in 0..SERVED {
        let mut witness = run.witness();
        witness.columns_mut()[USES + lane][4] += Fr::ONE;
        let refusals = Vec::from_iter(run.violations(&witness).into_keys());
        assert_eq!(refusals, ["lookups: sum ends at zero"]);
    }
}

/// The run of another program, consistent in itself: only the lookup of the image knows.
#[test]
fn the_image_is_the_program() {
    let run = Run::new(SMALL[1], "mov r1, 5\nsub r1, r1, 5\nanswer r1\n", &[], &[]);
    let other = Run::new(SMALL[1], "mov r1, 6\nsub r1, r1, 6\nanswer r1\n", &[], &[]);
    let witness = Witness::new(&run.evaluator, &other.program, &run.statement, &other.trace);
    let refusals = Vec::from_iter(run.violations(&witness).into_keys());
    assert_eq!(refusals, ["lookups: sum ends at zero"]);
}

/// The boot cell at an address: its step.
fn boot_cell(witness: &Witness, address: i64) -> usize {
    let column = &witness.first_phase()[BOOT_ADDRESS];
    let step = (0..column.len() / 2).find(|&step| column[2 * step] == field(address));
    step.expect("the address has a boot cell")
}

/// Boot cells that are not what they should be.
#[test]
fn boot_cells_are_held() {
    let run = Run::new(SMALL[1], "load.w r1, 4000\nanswer r1\n", &[], &[]);
    let image = run.config.columns.profile.image_cells() as i64;
    let refused = |refusals: Vec<String>, by: &str| {
        assert!(refusals.iter().any(|name| name == by), "{by}: {refusals:?}");
    };
    let set = |witness: &mut Witness, address: i64, column: usize, value: Fr| {
        let row = 2 * boot_cell(witness, address) + 1;
        witness.columns_mut()[column][row] = value;
    };
    let region = |witness: &mut Witness, cells: std::ops::Range<usize>, value: u64| {
        for row in 2 * cells.start..2 * cells.end {
            witness.columns_mut()[REGION][row] = value.into();
        }
    };
    // A register, a cell beyond the image and one of the image that do not start with what they should, untouched otherwise.
    for (address, by) in [
        (SCRATCH - 3, "boot: low word is zero"),
        (image, "boot: low word is zero"),
        (2, "lookups: sum ends at zero"),
    ] {
        let forge = |witness: &mut Witness| {
            set(witness, address, FIRST_LO, Fr::from(9));
            set(witness, address, LAST_LO, Fr::from(9));
        };
        let refusals = run.refusals(forge);
        assert!(
            refusals.iter().any(|name| name == by),
            "{address}: {refusals:?}"
        );
        assert!(
            !refusals.iter().any(|name| name.starts_with("memory")),
            "{address}: {refusals:?}"
        );
    }
    // Cells of the image that claim to be beyond it, to start with zero.
    refused(
        run.refusals(|witness| {
            let cells = boot_cell(witness, 2)..boot_cell(witness, image);
            region(witness, cells, 1);
        }),
        "boot: regions begin where they must",
    );
    // A cell of the memory that claims to be the verifier's.
    refused(
        run.refusals(|witness| {
            let last = boot_cell(witness, LAST_DOUBLE_WORD as i64);
            region(witness, last..last + 1, 2);
        }),
        "boot: regions begin where they must",
    );
    // The tape's cell that claims to be of the memory: it would start with zero.
    refused(
        run.refusals(|witness| {
            let tape = boot_cell(witness, TAPE as i64);
            region(witness, tape..tape + 1, 1);
        }),
        "boot: ends in region 2",
    );
    // The address of one cell twice.
    refused(
        run.refusals(|witness| {
            let row = 2 * boot_cell(witness, 3);
            let column = &mut witness.columns_mut()[BOOT_ADDRESS];
            (column[row], column[row + 1]) = (Fr::from(2), Fr::from(2));
        }),
        "boot: addresses ascend",
    );
}

/// The next pc is no other, though it is less 2^29 in the number of the state.
#[test]
fn the_pc_wraps_where_it_must() {
    let run = Run::new(SMALL[1], "mov r1, 1\nanswer 0\n", &[], &[]);
    let layout = Layout::new(&run.config.columns.profile);
    let refusals = run.refusals(|witness| {
        let wrapped = field(1 - (1 << 29));
        let bit = layout.bit(WRAP);
        let columns = witness.columns_mut();
        columns[bit.column][bit.row] = Fr::ONE;
        columns[STATE_AFTER.column][STATE_AFTER.row] = wrapped;
        columns[ADDRESS][2] = wrapped;
    });
    // There is no such cell to fetch.
    assert!(
        refusals
            .iter()
            .any(|name| name == "memory: products end at one"),
        "{refusals:?}"
    );
}
