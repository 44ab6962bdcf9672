//! All constraints on a forged witness, fast enough for mass runs: only where it differs from an honest one.
//!
//! Every constraint is evaluated under its own name (unfolded), with random challenges, on each row where a cell that it reads
//! has changed, and on the first and the closing row. Elsewhere the honest values stand, except in the second-phase
//! columns, which `Witness::second_phase` makes row by row so that their recurrences hold; whether they *close* is what
//! the closing row tells. `the_evaluator_agrees_with_the_verifier` (tests/faults.rs) checks the shortcut.

use super::Honest;
use crate::circuit::{Params, TinyRamCircuit, image_values};
use crate::deletion::switch;
use crate::profile::ROWS_PER_STEP;
use crate::{Profile, PublicValues, Statement, Witness};
use ff::Field;
use halo2_proofs::plonk::{Circuit, ConstraintSystem, Expression};
use halo2curves::bn256::Fr;
use rand::rngs::OsRng;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::Program;

/// Changes the second phase: helper, sum. The number is the closing row.
pub(super) type SecondPhase = fn(&mut [Vec<Fr>; 2], usize);

/// A constraint of its own.
pub(super) struct Constraint {
    pub name: String,
    expression: Expression<Fr>,
    /// Advice cells that it reads: column and rotation.
    reads: Vec<(usize, i32)>,
    /// It holds on the first rows of steps only.
    of_steps: bool,
}

/// The constraints and fixed columns of a profile, with every constraint a polynomial of its own.
pub(super) struct Evaluator {
    profile: &'static Profile,
    pub constraints: Vec<Constraint>,
    /// With an empty image column.
    fixed: Vec<Vec<Fr>>,
    program_column: usize,
}

impl Evaluator {
    /// The evaluator of a small profile, made once.
    pub fn of(profile: &'static Profile) -> Arc<Self> {
        type Evaluators = HashMap<&'static str, Arc<Evaluator>>;
        static EVALUATORS: LazyLock<Mutex<Evaluators>> = LazyLock::new(Mutex::default);
        let mut evaluators = EVALUATORS.lock().unwrap();
        let make = || Arc::new(Evaluator::new(profile));
        evaluators.entry(profile.name).or_insert_with(make).clone()
    }

    fn new(profile: &'static Profile) -> Self {
        let mut cs = ConstraintSystem::default();
        let columns =
            switch::unfolded(|| TinyRamCircuit::configure_with_params(&mut cs, Params(*profile)));
        let mut constraints = vec![];
        for gate in cs.gates() {
            for (i, expression) in gate.polynomials().iter().enumerate() {
                constraints.push(Constraint {
                    name: gate.constraint_name(i).to_owned(),
                    expression: expression.clone(),
                    reads: reads(expression),
                    of_steps: gate.name() == "step",
                });
            }
        }
        let names: BTreeSet<_> = constraints.iter().map(|c| &c.name).collect();
        assert_eq!(
            names.len(),
            constraints.len(),
            "two constraints of one name"
        );
        let empty = Program {
            arch: profile.arch(),
            double_words: vec![],
        };
        let fixed = crate::keys::fixed_values(profile, &columns, &empty);
        Evaluator {
            profile,
            constraints,
            fixed,
            program_column: columns.program_column(),
        }
    }

    /// The names of the constraints that a witness violates, given an honest one for the same program: its cells are not
    /// looked at again where nothing changed.
    pub fn violations(
        &self,
        honest: &Honest,
        baseline: &Witness,
        statement: &Statement,
        witness: &Witness,
    ) -> BTreeSet<String> {
        let public = statement.public_values(self.profile).unwrap();
        self.violations_of(honest, baseline, &public, witness, None)
    }

    /// The same for any public values, and for a second phase that is not what it should be: then every row counts.
    pub fn violations_of(
        &self,
        honest: &Honest,
        baseline: &Witness,
        public: &PublicValues,
        witness: &Witness,
        second_phase: Option<SecondPhase>,
    ) -> BTreeSet<String> {
        let profile = self.profile;
        let rows = profile.used_rows() + 1;
        let columns = self.columns(&honest.program, public, witness, second_phase);
        let honest_public = honest.statement.public_values(profile).unwrap();
        let (instance, beta) = (&columns.instance, columns.challenges[0]);
        let honest_instance = honest_public.instance_column(profile, beta);
        let changed: Vec<Vec<usize>> = witness
            .first_phase()
            .iter()
            .zip(baseline.first_phase())
            .map(|(column, honest)| (0..rows).filter(|&i| column[i] != honest[i]).collect())
            .collect();
        let changed_instance = (0..instance.len()).filter(|&i| instance[i] != honest_instance[i]);
        let mut always: BTreeSet<usize> =
            [0, rows - 1].into_iter().chain(changed_instance).collect();
        if second_phase.is_some() {
            always.extend(0..rows);
        }
        let violated = self.constraints.iter().filter(|constraint| {
            let mut candidates = always.clone();
            for &(column, rotation) in &constraint.reads {
                for &row in changed.get(column).into_iter().flatten() {
                    candidates.insert((row as i64 - i64::from(rotation)).max(0) as usize);
                }
            }
            let mut candidates = candidates.into_iter();
            candidates.any(|row| self.is_violated(constraint, &columns, row))
        });
        violated.map(|constraint| constraint.name.clone()).collect()
    }

    /// The names of the constraints that do not hold on some of the rows. Looks at all of them, unlike [`Evaluator::violations`].
    pub fn violations_on(
        &self,
        columns: &AllColumns,
        rows: impl Iterator<Item = usize> + Clone,
    ) -> BTreeSet<String> {
        let violated = self.constraints.iter().filter(|constraint| {
            let mut rows = rows.clone();
            rows.any(|row| self.evaluate(&constraint.expression, columns, row) != Fr::ZERO)
        });
        violated.map(|constraint| constraint.name.clone()).collect()
    }

    /// All columns of a witness, with random challenges.
    pub fn columns(
        &self,
        program: &Program,
        public: &PublicValues,
        witness: &Witness,
        second_phase: Option<SecondPhase>,
    ) -> AllColumns {
        let profile = self.profile;
        let rows = profile.used_rows() + 1;
        let challenges = [Fr::random(OsRng), Fr::random(OsRng)];
        let mut advice = witness.first_phase().to_vec();
        let mut late = witness.second_phase(challenges[0], challenges[1]);
        if let Some(change) = second_phase {
            change(&mut late, profile.used_rows());
        }
        advice.extend(late);
        let mut image = vec![Fr::ZERO; rows];
        for (row, word) in image_values(profile, program) {
            image[row] = Fr::from(word);
        }
        AllColumns {
            advice,
            image,
            instance: public.instance_column(profile, challenges[0]),
            challenges,
        }
    }

    /// Is there a constraint that this first-phase cell violates, by what it reads near it? The second phase is left out: it was
    /// made for another value.
    pub fn refuses_cell(&self, columns: &AllColumns, column: usize, row: usize) -> bool {
        self.constraints
            .iter()
            .filter(|c| !c.name.starts_with("lookups") && !c.name.starts_with("memory: product"))
            .any(|constraint| {
                let rotations = constraint.reads.iter().filter(|read| read.0 == column);
                let mut rows = rotations.map(|&(_, rotation)| row as i64 - i64::from(rotation));
                rows.any(|row| row >= 0 && self.is_violated(constraint, columns, row as usize))
            })
    }

    fn is_violated(&self, constraint: &Constraint, columns: &AllColumns, row: usize) -> bool {
        let profile = self.profile;
        let from_steps = row.checked_sub(profile.first_step_row());
        let is_step = row < profile.used_rows()
            && from_steps.is_some_and(|row| row.is_multiple_of(ROWS_PER_STEP));
        row <= profile.used_rows()
            && (is_step || !constraint.of_steps)
            && self.evaluate(&constraint.expression, columns, row) != Fr::ZERO
    }

    fn evaluate(&self, expression: &Expression<Fr>, columns: &AllColumns, row: usize) -> Fr {
        let get = |column: &[Fr], rotation: i32| {
            let row = (row as i64 + i64::from(rotation)).rem_euclid(1 << self.profile.k) as usize;
            column.get(row).copied().unwrap_or(Fr::ZERO)
        };
        expression.evaluate(
            &|constant| constant,
            &|_| unreachable!("no selectors"),
            &|query| {
                let index = query.column_index();
                let column = match index == self.program_column {
                    true => &columns.image,
                    false => &self.fixed[index],
                };
                get(column, query.rotation().0)
            },
            &|query| get(&columns.advice[query.column_index()], query.rotation().0),
            &|query| get(&columns.instance, query.rotation().0),
            &|challenge| columns.challenges[challenge.index()],
            &|a| -a,
            &|a, b| a + b,
            &|a, b| a * b,
            &|a, scalar| a * scalar,
        )
    }
}

/// The columns that a witness fills, and those of its program and statement.
pub(super) struct AllColumns {
    pub advice: Vec<Vec<Fr>>,
    image: Vec<Fr>,
    pub instance: Vec<Fr>,
    pub challenges: [Fr; 2],
}

/// The advice cells that an expression reads.
fn reads(expression: &Expression<Fr>) -> Vec<(usize, i32)> {
    let mut all = expression.evaluate(
        &|_| vec![],
        &|_| vec![],
        &|_| vec![],
        &|query| vec![(query.column_index(), query.rotation().0)],
        &|_| vec![],
        &|_| vec![],
        &|a| a,
        &join,
        &join,
        &|a, _| a,
    );
    all.sort_unstable();
    all.dedup();
    all
}

fn join(mut a: Vec<(usize, i32)>, b: Vec<(usize, i32)>) -> Vec<(usize, i32)> {
    a.extend(b);
    a
}
