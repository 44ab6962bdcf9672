//! A prover of its own that may deviate from the protocol at every message: what it commits to, what it shows, which challenges it
//! takes. It does not know the setup's secret. Slow and plain: the constraints are evaluated on eight times as many points as there are
//! rows, and what is no multiple of the vanishing polynomial stays as a remainder that is dropped.

use arithmetic::{Fft, program, root_of_unity};
use circuits::{Proof, ProvingKey, Srs, Statement, instance_column};
use fflonk::{Evaluated, Opening, Pack, PackShape, Point, Values, Writer, packs};
use halo2curves::bn256::{Fr, G1Affine};
use halo2curves::ff::Field;
use tinyram::Trace;

/// log2 of how many points there are for each row.
const BLOWUP: u32 = 3;

/// A challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// Of lookup and memory argument.
    Beta,
    /// Of lookup and memory argument.
    Gamma,
    /// Folds the constraints.
    Alpha,
    /// The t-th root of the point of opening.
    Y,
    /// Combines the packs.
    V,
    /// Where the combination is shown.
    U,
}

/// A pack to be opened: coefficients of its columns, and whether it is opened twice.
pub type Opened = (Vec<Vec<Fr>>, bool);

/// What a prover is about to use or to send; a deviation changes it.
pub enum Message<'m> {
    /// What the transcript begins with.
    Preamble(&'m mut Vec<u8>),
    /// The values of a phase's columns in the order of their packs, random ones included.
    Columns(usize, &'m mut Vec<Vec<Fr>>),
    /// The commitment of a pack of the witness.
    Commitment(usize, &'m mut G1Affine),
    /// A challenge as the prover has it. Verifiers have the transcript's.
    Challenge(Challenge, &'m mut Fr),
    /// The coefficients of all columns: fixed, witness, public.
    Polynomials(&'m mut Vec<Vec<Fr>>),
    /// The coefficients of the quotient.
    Quotient(&'m mut Vec<Fr>),
    /// Its commitment.
    QuotientCommitment(&'m mut G1Affine),
    /// The values shown, pack by pack.
    Values(&'m mut Vec<Values>),
    /// What is opened: the packs and the quotient.
    Opening(&'m mut Vec<Opened>, &'m mut Vec<Fr>),
    /// The first point, W.
    First(&'m mut G1Affine),
    /// The second point, W'.
    Second(&'m mut G1Affine),
    /// The proof, from the first message on.
    Bytes(&'m mut Vec<u8>),
}

/// Who proves a run.
pub struct Prover<'a> {
    /// The key of the program.
    pub key: &'a ProvingKey,
    /// The setup.
    pub srs: &'a Srs,
    /// What is claimed.
    pub statement: Statement,
    /// The run.
    pub trace: &'a Trace,
}

/// What a deviation can look at: the prover, what was sent so far, where the proof is opened (once that is known).
pub struct View<'v> {
    /// The prover.
    pub prover: &'v Prover<'v>,
    /// The transcript so far.
    pub transcript: &'v Writer,
    /// The coefficients of all columns, once they are known.
    pub polynomials: &'v [Vec<Fr>],
    /// beta and gamma, then alpha, as the prover has them.
    pub challenges: &'v [Fr],
    /// Where the proof is opened.
    pub point: Point,
}

impl View<'_> {
    /// Commits to the columns of a pack by their values.
    pub fn commit_values(&self, columns: &[Vec<Fr>]) -> G1Affine {
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        self.prover.srs.parameters().commit_values(&columns)
    }

    /// Commits to a polynomial.
    pub fn commit(&self, coefficients: &[Fr]) -> G1Affine {
        self.prover.srs.parameters().commit(coefficients)
    }

    /// The shapes of all packs, fixed ones first.
    pub fn shapes(&self) -> Vec<PackShape> {
        let relation = self.prover.key.verifying().shape().relation();
        let fixed = relation.fixed.iter().copied();
        fixed.chain(relation.witness()).collect()
    }

    /// The packs as they are opened.
    pub fn packs(&self) -> Vec<Opened> {
        opened(&self.shapes(), self.polynomials)
    }

    /// The folded constraints at the point of opening, from values shown.
    pub fn constraints(&self, values: &[Values], public: Fr) -> Fr {
        let relation = self.prover.key.verifying().shape().relation();
        let (fixed, witness) = values.split_at(relation.fixed.len());
        let evaluated = Evaluated {
            point: self.point,
            fixed: fixed.to_vec(),
            witness: witness.to_vec(),
            challenges: self.challenges[..2].to_vec(),
            said: vec![],
            alpha: self.challenges[2],
        };
        let folded = evaluated.constraints(relation, &[public], &[]);
        folded.expect("constraints read what is opened")
    }
}

/// The packs of these shapes.
fn opened(shapes: &[PackShape], polynomials: &[Vec<Fr>]) -> Vec<Opened> {
    let packs = packs(shapes, polynomials).zip(shapes);
    packs
        .map(|(columns, shape)| (columns.to_vec(), shape.twice))
        .collect()
}

/// A pack as it is opened.
fn pack((columns, twice): &Opened) -> Pack<'_> {
    Pack {
        columns: columns.iter().map(Vec::as_slice).collect(),
        twice: *twice,
    }
}

impl Prover<'_> {
    /// Makes a proof; `deviate` sees every message before it is used.
    ///
    /// # Panics
    /// If a commitment is the identity.
    pub fn prove(&self, mut deviate: impl FnMut(Message, &View)) -> Proof {
        let verifying = self.key.verifying();
        let (shape, profile) = (verifying.shape(), verifying.profile());
        let relation = shape.relation();
        let parameters = self.srs.parameters();
        let (k, n) = (relation.k, 1usize << relation.k);
        let witness = self.key.witness(&self.statement, self.trace);
        let first = witness.first_phase();

        let mut preamble = verifying.preamble(self.key.point(), &self.statement);
        let nothing = Point::new(Fr::ONE, k);
        let mut challenges: Vec<Fr> = vec![];
        let mut polynomials: Vec<Vec<Fr>> = vec![];
        let mut transcript = Writer::new(&[]);
        macro_rules! tell {
            ($message:expr, $point:expr) => {
                deviate(
                    $message,
                    &View {
                        prover: self,
                        transcript: &transcript,
                        polynomials: &polynomials,
                        challenges: &challenges,
                        point: $point,
                    },
                )
            };
        }
        macro_rules! challenge {
            ($name:expr, $point:expr) => {{
                let mut challenge = transcript.squeeze();
                tell!(Message::Challenge($name, &mut challenge), $point);
                challenge
            }};
        }
        tell!(Message::Preamble(&mut preamble), nothing);
        transcript = Writer::new(&preamble);

        // The witness.
        let mut columns: Vec<Vec<Fr>> = vec![];
        let mut number = 0;
        for (phase, (shapes, _)) in relation.phases.iter().enumerate() {
            let order = shape.packing().witness[phase].concat().into_iter();
            let mut values: Vec<Vec<Fr>> = match phase {
                0 => order.map(|i| first[i].clone()).collect(),
                _ => {
                    let [beta, gamma] = [challenges[0], challenges[1]];
                    let evaluator = self.key.evaluator();
                    let second = witness.second_phase(evaluator, &self.statement, beta, gamma);
                    order.map(|i| second[i - first.len()].clone()).collect()
                }
            };
            let mut rng = rand::thread_rng();
            for column in &mut values {
                column.resize_with(n, || Fr::random(&mut rng));
            }
            tell!(Message::Columns(phase, &mut values), nothing);
            for pack in packs(shapes, &values) {
                let pack: Vec<&[Fr]> = pack.iter().map(Vec::as_slice).collect();
                let mut commitment = parameters.commit_values(&pack);
                tell!(Message::Commitment(number, &mut commitment), nothing);
                transcript.point(commitment).expect("a point");
                number += 1;
            }
            columns.extend(values);
            if phase == 0 {
                let beta = challenge!(Challenge::Beta, nothing);
                challenges.push(beta);
                let gamma = challenge!(Challenge::Gamma, nothing);
                challenges.push(gamma);
            }
        }
        let alpha = challenge!(Challenge::Alpha, nothing);
        challenges.push(alpha);

        // The quotient.
        let [beta, gamma] = [challenges[0], challenges[1]];
        let mut public = instance_column(profile, &self.statement, beta, gamma);
        public.resize(n, Fr::ZERO);
        columns.push(public);
        let interpolation = Fft::interpolation(k, root_of_unity(k));
        let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
        polynomials = self.key.key().columns.clone();
        polynomials.extend(interpolation.evaluate_all(&columns));
        let mut all = std::mem::take(&mut polynomials);
        tell!(Message::Polynomials(&mut all), nothing);
        polynomials = all;
        let mut quotient = self.quotient(&polynomials, &challenges);
        tell!(Message::Quotient(&mut quotient), nothing);
        let mut commitment = parameters.commit(&quotient);
        tell!(Message::QuotientCommitment(&mut commitment), nothing);
        transcript.point(commitment).expect("a point");

        // The values.
        let y = challenge!(Challenge::Y, nothing);
        let point = Point::new(y.pow_vartime([relation.t as u64]), k);
        let fixed = relation.fixed.iter().copied();
        let shapes: Vec<PackShape> = fixed.chain(relation.witness()).collect();
        let mut opened = opened(&shapes, &polynomials);
        let mut values = values(&opened, point);
        tell!(Message::Values(&mut values), point);
        for Values { here, next } in &values {
            let all = here.iter().chain(next.iter().flatten());
            all.for_each(|value| transcript.scalar(*value));
        }

        // The opening.
        let v = challenge!(Challenge::V, point);
        tell!(Message::Opening(&mut opened, &mut quotient), point);
        let packs: Vec<Pack> = opened.iter().map(pack).collect();
        let (opening, mut w) = Opening::new(parameters, &packs, &quotient, point, v);
        tell!(Message::First(&mut w), point);
        transcript.point(w).expect("a point");
        let u = challenge!(Challenge::U, point);
        let mut last = opening.finish(u);
        tell!(Message::Second(&mut last), point);
        transcript.point(last).expect("a point");

        let mut messages = transcript.clone().finish();
        tell!(Message::Bytes(&mut messages), point);
        let mut bytes = verifying.selector().to_vec();
        bytes.extend(self.key.point().to_bytes());
        bytes.extend(messages);
        Proof {
            profile: profile.name.to_owned(),
            program_id: verifying.program_id(self.key.point()),
            verifier_hash: verifying.hash(),
            statement: self.statement.clone(),
            bytes,
        }
    }

    /// The folded constraints divided by X^n - 1, without the remainder.
    fn quotient(&self, polynomials: &[Vec<Fr>], challenges: &[Fr]) -> Vec<Fr> {
        let relation = self.key.verifying().shape().relation();
        let (k, n) = (relation.k, 1usize << relation.k);
        let large = k + BLOWUP;
        let size = 1usize << large;
        // Row by row on cosets, each a multiple of the rows' own points.
        let polynomials: Vec<&[Fr]> = polynomials.iter().map(Vec::as_slice).collect();
        let mut folded = vec![Fr::ZERO; size];
        let mut coset = Fr::ONE;
        for first in 0..1 << BLOWUP {
            let points = Fft::new(k, root_of_unity(k), coset, program::scale());
            let mut values = points.evaluate_all(&polynomials);
            for column in &mut values {
                column.extend_from_within(..program::BLOCK);
            }
            let columns: Vec<&[Fr]> = values.iter().map(Vec::as_slice).collect();
            let [parameters, alpha] = [&challenges[..2], &challenges[2..]];
            let of_rows = relation.constraints.run(&columns, parameters, alpha[0]);
            for (i, value) in of_rows.into_iter().take(n).enumerate() {
                folded[first + (i << BLOWUP)] = value;
            }
            coset *= root_of_unity(large);
        }
        let back = Fft::interpolation(large, root_of_unity(large));
        let scale = program::scale().invert().expect("not zero");
        let mut folded: Vec<Fr> = back.evaluate(&folded).iter().map(|x| *x * scale).collect();
        // From the highest coefficient down: q_i = f_(i + n) + q_(i + n).
        for i in (n..size - n).rev() {
            let above = folded[i + n];
            folded[i] += above;
        }
        let mut quotient = folded.split_off(n);
        while quotient.last().is_some_and(|last| *last == Fr::ZERO) {
            quotient.pop();
        }
        quotient
    }
}

/// What a proof says of packs.
pub fn values(packs: &[Opened], point: Point) -> Vec<Values> {
    packs
        .iter()
        .map(|opened| pack(opened).values(point))
        .collect()
}
