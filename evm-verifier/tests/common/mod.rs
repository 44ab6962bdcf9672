//! A toy circuit with the shape of the vnTinyRAM circuit: two phases, rotations from -8 to 8, degree 5, one instance column, two
//! program columns, no permutation and no native lookup. And its proofs, with the transcript that the contract expects.
#![allow(dead_code)]

use evm_verifier::calldata::{self, Refusal};
use evm_verifier::evm::{Evm, Fork};
use evm_verifier::generator::{
    InstanceShape, VerifierSource, VerifierSpec, constructor_arguments, generate,
};
use evm_verifier::solc::Optimizer;
use ff::{Field, PrimeField};
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::halo2curves::bn256::{Bn256, Fq, Fr, G1Affine, G2Affine};
use halo2_proofs::plonk::{
    Advice, Challenge, Circuit, Column, ConstraintSystem, Error, Expression, FirstPhase, Fixed,
    Instance, ProvingKey, SecondPhase, create_proof, keygen_pk, keygen_vk, verify_proof,
};
use halo2_proofs::poly::Rotation;
use halo2_proofs::poly::commitment::ParamsProver;
use halo2_proofs::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_proofs::poly::kzg::multiopen::{ProverSHPLONK, VerifierSHPLONK};
use halo2_proofs::poly::kzg::strategy::SingleStrategy;
use halo2_proofs::transcript::{EncodedChallenge, Transcript, TranscriptRead, TranscriptWrite};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use sha3::{Digest, Keccak256};
use std::io::{self, Read, Write};
use std::sync::LazyLock;

pub const K: u32 = 8;
const ROWS: usize = 1 << K;
/// Rows with active gates: every rotation from them stays in usable rows.
const ACTIVE: std::ops::Range<usize> = 8..ROWS - 24;
pub const INSTANCE: InstanceShape = InstanceShape {
    answer: 8,
    first: 10,
    stride: 7,
    rows: 2,
    scalars_per_row: 3,
};

/// Size of the toy.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    pub first_phase: usize,
    pub second_phase: usize,
    pub tables: usize,
}

pub const SMALL: Width = Width {
    first_phase: 4,
    second_phase: 2,
    tables: 1,
};
/// As many columns, rotations and evaluations as the vnTinyRAM circuit.
pub const WIDE: Width = Width {
    first_phase: 16,
    second_phase: 6,
    tables: 6,
};

/// Other rows that column `i` is queried at.
fn rotations(i: usize) -> &'static [i32] {
    [
        &[][..],
        &[-1],
        &[-1, 1],
        &[-8, 8],
        &[1, 2, 3, 4, 5, 6, 7, 8],
        &[-8, -7, -6, -5, -4, -3, -2, -1],
        &[4],
    ][i % 7]
}

#[derive(Clone, Debug)]
pub struct Toy {
    pub width: Width,
    pub program: [u64; 2],
    pub instance: Vec<Fr>,
}

#[derive(Clone, Debug)]
pub struct Config {
    program: [Column<Fixed>; 2],
    selector: Column<Fixed>,
    tables: Vec<Column<Fixed>>,
    first: Vec<Column<Advice>>,
    second: Vec<Column<Advice>>,
    instance: Column<Instance>,
    challenges: [Challenge; 2],
}

impl Toy {
    fn program_value(&self, column: usize, row: usize) -> Fr {
        Fr::from(self.program[column] + (row * (column + 3)) as u64)
    }

    fn table_value(&self, table: usize, row: usize) -> Fr {
        Fr::from((row * row + table + 1) as u64)
    }

    /// All rows of all first-phase columns.
    fn first_columns(&self) -> Vec<Vec<Fr>> {
        let mut columns: Vec<Vec<Fr>> = Vec::new();
        for i in 0..self.width.first_phase {
            let column = self.column(|row| match i {
                0 => self.program_value(0, row),
                _ => self.next(&columns[i - 1], i - 1, row),
            });
            columns.push(column);
        }
        columns
    }

    fn second_columns(&self, beta: Fr, gamma: Fr) -> Vec<Vec<Fr>> {
        let first = self.first_columns();
        let mut columns: Vec<Vec<Fr>> = Vec::new();
        for i in 0..self.width.second_phase {
            if i == 0 {
                let mut sum = vec![Fr::ZERO; ROWS];
                for row in ACTIVE {
                    let instance = self.instance.get(row).copied().unwrap_or(Fr::ZERO);
                    sum[row] = sum[row - 1] * beta
                        + first[1][row]
                        + gamma * self.program_value(1, row)
                        + instance;
                }
                columns.push(sum);
            } else {
                let column = self
                    .column(|row| self.next(&columns[i - 1], self.width.first_phase + i - 1, row));
                columns.push(column);
            }
        }
        columns
    }

    fn column(&self, value: impl Fn(usize) -> Fr) -> Vec<Fr> {
        (0..ROWS)
            .map(|row| {
                if ACTIVE.contains(&row) {
                    value(row)
                } else {
                    Fr::ZERO
                }
            })
            .collect()
    }

    /// What the column after `previous` (the i-th) holds.
    fn next(&self, previous: &[Fr], i: usize, row: usize) -> Fr {
        let current = previous[row];
        let sum: Fr = rotations(i)
            .iter()
            .map(|r| {
                current
                    * previous[(row as i64 + i64::from(*r)) as usize]
                    * Fr::from(u64::from(r.unsigned_abs()))
            })
            .sum();
        let table = self.table_value(i % self.width.tables, row);
        sum + current * current * table * self.program_value(0, row) - table
    }
}

impl Circuit<Fr> for Toy {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = usize;

    fn params(&self) -> usize {
        self.width.first_phase
    }

    fn without_witnesses(&self) -> Self {
        self.clone()
    }

    fn configure_with_params(meta: &mut ConstraintSystem<Fr>, first_phase: usize) -> Config {
        let width = [SMALL, WIDE]
            .into_iter()
            .find(|w| w.first_phase == first_phase)
            .expect("a known width");
        let [lo, hi, selector] = [0; 3].map(|_| meta.fixed_column());
        let tables: Vec<_> = (0..width.tables).map(|_| meta.fixed_column()).collect();
        let first: Vec<_> = (0..width.first_phase)
            .map(|_| meta.advice_column_in(FirstPhase))
            .collect();
        let challenges = [(); 2].map(|()| meta.challenge_usable_after(FirstPhase));
        let second: Vec<_> = (0..width.second_phase)
            .map(|_| meta.advice_column_in(SecondPhase))
            .collect();
        let instance = meta.instance_column();

        meta.create_gate("bind", |meta| {
            let q = meta.query_fixed(selector, Rotation::cur());
            let a = meta.query_advice(first[0], Rotation::cur());
            let p = meta.query_fixed(lo, Rotation::cur());
            // The same statement in shapes that the generator treats apart: a common factor, signs on either side, and sums
            // nested deeper than the stack.
            let depth = if first_phase == SMALL.first_phase {
                24
            } else {
                2
            };
            let deep = |of: Expression<Fr>| {
                (1..depth).fold(of.clone(), |acc, i| {
                    of.clone() - (acc - Expression::Constant(Fr::from(i))) * Fr::from(3)
                })
            };
            let (is, should) = (a, p);
            vec![
                ("program", q.clone() * (is.clone() - should.clone())),
                (
                    "negated",
                    -(q.clone() * (should.clone() - is.clone()) * is.clone()),
                ),
                ("negated factor", q.clone() * -(is.clone() - should.clone())),
                ("deep", q * (deep(is) - deep(should))),
            ]
        });
        let all: Vec<_> = first.iter().chain(&second).copied().collect();
        for i in 0..all.len() - 1 {
            if i + 1 == width.first_phase {
                meta.create_gate("sum", |meta| {
                    let q = meta.query_fixed(selector, Rotation::cur());
                    let [beta, gamma] = challenges.map(|c| meta.query_challenge(c));
                    let now = meta.query_advice(second[0], Rotation::cur());
                    let before = meta.query_advice(second[0], Rotation::prev());
                    let a = meta.query_advice(first[1], Rotation::cur());
                    let p = meta.query_fixed(hi, Rotation::cur());
                    let x = meta.query_instance(instance, Rotation::cur());
                    vec![q * (now - before * beta - a - gamma * p - x)]
                });
                continue;
            }
            meta.create_gate("next", |meta| {
                let q = meta.query_fixed(selector, Rotation::cur());
                let p = meta.query_fixed(lo, Rotation::cur());
                let table = meta.query_fixed(tables[i % width.tables], Rotation::cur());
                let current = meta.query_advice(all[i], Rotation::cur());
                let next = meta.query_advice(all[i + 1], Rotation::cur());
                let sum = rotations(i)
                    .iter()
                    .fold(Expression::Constant(Fr::ZERO), |acc, r| {
                        let other = meta.query_advice(all[i], Rotation(*r));
                        acc + current.clone() * other * Fr::from(u64::from(r.unsigned_abs()))
                    });
                let square = current.clone() * current;
                vec![(
                    "previous column",
                    q * (next - sum - square * table.clone() * p + table),
                )]
            });
        }
        Config {
            program: [lo, hi],
            selector,
            tables,
            first,
            second,
            instance,
            challenges,
        }
    }

    fn configure(_: &mut ConstraintSystem<Fr>) -> Config {
        unreachable!("configured with parameters")
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_region(
            || "first phase",
            |mut region| {
                for row in 0..ROWS - 16 {
                    for (i, column) in config.program.into_iter().enumerate() {
                        region.assign_fixed(column, row, self.program_value(i, row));
                    }
                    for (i, column) in config.tables.iter().enumerate() {
                        region.assign_fixed(*column, row, self.table_value(i, row));
                    }
                    region.assign_fixed(
                        config.selector,
                        row,
                        Fr::from(u64::from(ACTIVE.contains(&row))),
                    );
                }
                for (column, values) in config.first.iter().zip(self.first_columns()) {
                    for row in ACTIVE {
                        region.assign_advice(*column, row, Value::known(values[row]));
                    }
                }
                region.next_phase();
                let challenges = config.challenges.map(|c| region.get_challenge(c));
                let mut columns = vec![vec![Fr::ZERO; ROWS]; self.width.second_phase];
                challenges[0]
                    .zip(challenges[1])
                    .map(|(beta, gamma)| columns = self.second_columns(beta, gamma));
                for (column, values) in config.second.iter().zip(columns) {
                    for row in ACTIVE {
                        region.assign_advice(*column, row, Value::known(values[row]));
                    }
                }
                Ok(())
            },
        )
    }
}

/// The instance column for an answer and public values, which depends on the first challenge.
pub fn instance(answer: u32, public_values: &[u8], beta: Fr) -> Vec<Fr> {
    let mut column = vec![Fr::ZERO; INSTANCE.first + INSTANCE.stride * (INSTANCE.rows - 1) + 1];
    column[INSTANCE.answer] = Fr::from(u64::from(answer));
    let bytes_per_row = 4 * INSTANCE.words_per_row();
    for (h, row) in public_values.chunks(bytes_per_row).enumerate() {
        let mut padded = row.to_vec();
        padded.resize(bytes_per_row, 0);
        let left = (public_values.len() - bytes_per_row * h) as u64 / 4;
        column[INSTANCE.first + INSTANCE.stride * h] =
            padded.chunks(28).rev().fold(Fr::from(left), |sum, scalar| {
                sum * beta
                    + scalar.iter().fold(Fr::ZERO, |acc, byte| {
                        acc * Fr::from(256) + Fr::from(u64::from(*byte))
                    })
            });
    }
    column
}

/// What the transcript absorbs of them.
fn public_bytes(answer: u32, public_values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 64 + 4 * INSTANCE.words_per_row() * INSTANCE.rows];
    bytes[28..32].copy_from_slice(&answer.to_be_bytes());
    bytes[60..64].copy_from_slice(&(public_values.len() as u32 / 4).to_be_bytes());
    bytes[64..64 + public_values.len()].copy_from_slice(public_values);
    bytes
}

/// A program of the toy with its keys, and the contract's source.
pub struct Setup {
    pub width: Width,
    pub program: [u64; 2],
    pub params: ParamsKZG<Bn256>,
    pub pk: ProvingKey<G1Affine>,
    pub verifier_hash: [u8; 32],
    hash_start: Vec<u8>,
    pub program_columns: Vec<usize>,
}

/// The toy's development SRS: the seed, and what a contract knows it by.
const DEV_SRS: u64 = 7;
static DEV_S_G2: LazyLock<G2Affine> =
    LazyLock::new(|| ParamsKZG::<Bn256>::setup(1, ChaCha20Rng::seed_from_u64(DEV_SRS)).s_g2());

pub const PROGRAM_COLUMNS: [usize; 2] = [0, 1];

impl Setup {
    pub fn new(width: Width, program: [u64; 2]) -> Self {
        Self::with_srs(width, program, DEV_SRS)
    }

    /// The same under the SRS of another seed.
    pub fn with_srs(width: Width, program: [u64; 2], seed: u64) -> Self {
        let params = ParamsKZG::setup(K, ChaCha20Rng::seed_from_u64(seed));
        let toy = Toy {
            width,
            program,
            instance: vec![],
        };
        let vk = keygen_vk(&params, &toy).expect("keygen");
        let pk = keygen_pk(&params, vk, &toy).expect("keygen");
        let mut setup = Self {
            width,
            program,
            params,
            pk,
            verifier_hash: [0; 32],
            hash_start: format!("toy {width:?}").into_bytes(),
            program_columns: PROGRAM_COLUMNS.to_vec(),
        };
        setup.verifier_hash = setup.spec().verifier_hash();
        setup
    }

    /// The same with other program columns: another contract.
    pub fn with_program_columns(mut self, columns: &[usize]) -> Self {
        self.program_columns = columns.to_vec();
        self.verifier_hash = self.spec().verifier_hash();
        self
    }

    pub fn spec(&self) -> VerifierSpec<'_> {
        VerifierSpec {
            name: "toy-32/1",
            params: &self.params,
            vk: self.pk.get_vk(),
            hash_start: self.hash_start.clone(),
            program_columns: self.program_columns.clone(),
            instance: INSTANCE,
            dev_s_g2: *DEV_S_G2,
        }
    }

    pub fn source(&self) -> VerifierSource {
        generate(&self.spec()).expect("the toy has the right shape")
    }

    pub fn program_points(&self) -> Vec<G1Affine> {
        self.program_columns
            .iter()
            .map(|c| self.pk.get_vk().fixed_commitments()[*c])
            .collect()
    }

    pub fn program_id(&self) -> [u8; 32] {
        calldata::program_id(&self.verifier_hash, &self.point_bytes())
    }

    fn point_bytes(&self) -> Vec<u8> {
        self.program_points()
            .iter()
            .flat_map(|p| [be(&p.x.to_repr()), be(&p.y.to_repr())].concat())
            .collect()
    }

    fn seed(&self) -> Fr {
        self.verifier_hash.iter().fold(Fr::ZERO, |acc, byte| {
            acc * Fr::from(256) + Fr::from(u64::from(*byte))
        })
    }

    /// What the transcript begins with.
    fn preamble(&self, answer: u32, public_values: &[u8]) -> Vec<u8> {
        let mut preamble = be(&self.seed().to_repr()).to_vec();
        preamble.extend(self.point_bytes());
        preamble.extend(public_bytes(answer, public_values));
        preamble
    }

    /// Proof bytes as the contract takes them.
    pub fn prove(&self, answer: u32, public_values: &[u8]) -> Vec<u8> {
        // halo2's prover takes the instance column before it draws the challenge that the column depends on. The first phase depends on
        // neither, so a first run tells the challenge.
        let run = |instance: &[Fr]| {
            let toy = Toy {
                width: self.width,
                program: self.program,
                instance: instance.to_vec(),
            };
            let preamble = self.preamble(answer, public_values);
            let mut transcript = Keccak::new(Vec::new(), preamble);
            create_proof::<KZGCommitmentScheme<Bn256>, ProverSHPLONK<Bn256>, _, _, _, _>(
                &self.params,
                &self.pk,
                &[toy],
                &[&[instance]],
                ChaCha20Rng::seed_from_u64(1),
                &mut transcript,
            )
            .expect("proof");
            transcript
        };
        let beta = run(&[]).first.expect("a challenge");
        let transcript = run(&instance(answer, public_values, beta));
        assert_eq!(transcript.first, Some(beta));
        [
            self.verifier_hash[..4].to_vec(),
            self.point_bytes(),
            transcript.stream,
        ]
        .concat()
    }

    /// halo2's own verdict.
    pub fn verify(&self, answer: u32, public_values: &[u8], proof: &[u8]) -> bool {
        let (points, start) = (self.point_bytes(), 4 + 64 * self.program_columns.len());
        if proof[..4] != self.verifier_hash[..4] || proof[4..start] != points {
            return false;
        }
        let preamble = self.preamble(answer, public_values);
        let mut rest = &proof[start..];
        let first_phase = &rest[..64 * self.width.first_phase];
        let beta = Squeezed::new(&Keccak256::digest([&preamble, first_phase].concat()).into());
        let instance = instance(answer, public_values, beta.get_scalar());
        let mut transcript = Keccak::new(&mut rest, preamble);
        let strategy = SingleStrategy::new(&self.params);
        let verdict = verify_proof::<KZGCommitmentScheme<Bn256>, VerifierSHPLONK<Bn256>, _, _, _>(
            self.params.verifier_params(),
            self.pk.get_vk(),
            strategy,
            &[&[&instance]],
            &mut transcript,
        );
        verdict.is_ok() && rest.is_empty()
    }
}

/// snark-verifier's `EvmTranscript` format, but seed, program points and public values stand for the key's digest and the instance.
pub struct Keccak<S> {
    pub stream: S,
    buffer: Vec<u8>,
    /// The first challenge.
    first: Option<Fr>,
}

impl<S> Keccak<S> {
    pub fn new(stream: S, preamble: Vec<u8>) -> Self {
        Self {
            stream,
            buffer: preamble,
            first: None,
        }
    }

    fn absorb_scalar(&mut self, scalar: Fr) {
        self.buffer.extend(be(&scalar.to_repr()));
    }
}

pub fn be(repr: &[u8; 32]) -> [u8; 32] {
    let mut bytes = *repr;
    bytes.reverse();
    bytes
}

#[derive(Clone, Copy, Debug)]
pub struct Squeezed(Fr);

impl EncodedChallenge<G1Affine> for Squeezed {
    type Input = [u8; 32];
    fn new(hash: &[u8; 32]) -> Self {
        Self(hash.iter().fold(Fr::ZERO, |acc, byte| {
            acc * Fr::from(256) + Fr::from(u64::from(*byte))
        }))
    }
    fn get_scalar(&self) -> Fr {
        self.0
    }
}

impl<S> Transcript<G1Affine, Squeezed> for Keccak<S> {
    fn squeeze_challenge(&mut self) -> Squeezed {
        if self.buffer.len() == 32 {
            self.buffer.push(1);
        }
        let hash: [u8; 32] = Keccak256::digest(&self.buffer).into();
        self.buffer = hash.to_vec();
        let challenge = Squeezed::new(&hash);
        self.first.get_or_insert(challenge.0);
        challenge
    }
    fn common_point(&mut self, point: G1Affine) -> io::Result<()> {
        self.buffer.extend(be(&point.x.to_repr()));
        self.buffer.extend(be(&point.y.to_repr()));
        Ok(())
    }
    fn common_scalar(&mut self, _: Fr) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> TranscriptWrite<G1Affine, Squeezed> for Keccak<W> {
    fn write_point(&mut self, point: G1Affine) -> io::Result<()> {
        self.common_point(point)?;
        self.stream.write_all(&be(&point.x.to_repr()))?;
        self.stream.write_all(&be(&point.y.to_repr()))
    }
    fn write_scalar(&mut self, scalar: Fr) -> io::Result<()> {
        self.absorb_scalar(scalar);
        self.stream.write_all(&be(&scalar.to_repr()))
    }
}

impl<R: Read> Keccak<R> {
    fn word<F: PrimeField<Repr = [u8; 32]>>(&mut self) -> io::Result<F> {
        let mut bytes = [0; 32];
        self.stream.read_exact(&mut bytes)?;
        Option::from(F::from_repr(be(&bytes))).ok_or_else(|| io::Error::other("not canonical"))
    }
}

impl<R: Read> TranscriptRead<G1Affine, Squeezed> for Keccak<R> {
    fn read_point(&mut self) -> io::Result<G1Affine> {
        use halo2_proofs::halo2curves::CurveAffine;
        let (x, y): (Fq, Fq) = (self.word()?, self.word()?);
        if bool::from(x.is_zero() & y.is_zero()) {
            return Err(io::Error::other("identity"));
        }
        let point: G1Affine = Option::from(G1Affine::from_xy(x, y))
            .ok_or_else(|| io::Error::other("not on the curve"))?;
        self.common_point(point)?;
        Ok(point)
    }
    fn read_scalar(&mut self) -> io::Result<Fr> {
        let scalar = self.word()?;
        self.absorb_scalar(scalar);
        Ok(scalar)
    }
}

/// The contract of a toy in an EVM, compiled in every way that is supported. All of them must give the same verdict.
pub struct Bench {
    pub contracts: Vec<(Optimizer, Evm, [u8; 20])>,
}

/// False, with a message, where npm's solc is not installed; a failure in CI, where it must be.
pub fn has_solc() -> bool {
    let error = match evm_verifier::solc::version() {
        Ok(_) => return true,
        Err(error) => error,
    };
    assert!(std::env::var_os("CI").is_none(), "{error}");
    eprintln!("SKIPPED: {error}");
    false
}

impl Bench {
    /// The contract of the small toy, compiled once for all tests of a file.
    pub fn small(fork: Fork) -> Self {
        Self::small_for(&Setup::new(SMALL, [5, 17]), fork)
    }

    /// The same code, deployed with another setup.
    pub fn small_for(setup: &Setup, fork: Fork) -> Self {
        static CODES: LazyLock<Codes> =
            LazyLock::new(|| compile(&Setup::new(SMALL, [5, 17]).source()));
        Self::deploy(&CODES, setup, fork)
    }

    pub fn deploy(codes: &Codes, setup: &Setup, fork: Fork) -> Self {
        let arguments = constructor_arguments(&setup.spec());
        let contracts = codes.iter().map(|(optimizer, code)| {
            let mut evm = Evm::new(fork);
            let code = [&code[..], &arguments].concat();
            let address = evm.deploy(&code).expect("within EIP-170").address;
            (*optimizer, evm, address)
        });
        Self {
            contracts: contracts.collect(),
        }
    }

    /// The verdict on raw calldata.
    pub fn call(&mut self, calldata: &[u8]) -> Result<u64, Refusal> {
        let verdicts: Vec<_> = self
            .contracts
            .iter_mut()
            .map(|(optimizer, evm, address)| {
                let outcome = evm.call(*address, calldata).expect("a valid transaction");
                assert_eq!(outcome.halt, None, "{optimizer:?}");
                if outcome.success {
                    assert!(outcome.output.is_empty(), "{optimizer:?}");
                    Ok(outcome.gas_used)
                } else {
                    Err(Refusal::decode(&outcome.output))
                }
            })
            .collect();
        for verdict in &verdicts {
            assert_eq!(verdict.as_ref().err(), verdicts[0].as_ref().err());
        }
        // The gas of the settings that artifacts use.
        verdicts.into_iter().nth(1).expect("three verdicts")
    }

    pub fn verify(
        &mut self,
        program: [u8; 32],
        answer: u32,
        public_values: &[u8],
        proof: &[u8],
    ) -> Result<u64, Refusal> {
        let long = self.call(&calldata::verify_answer(
            program,
            answer,
            public_values,
            proof,
        ));
        if answer == 0 {
            let short = self.call(&calldata::verify(program, public_values, proof));
            assert_eq!(short.as_ref().err(), long.as_ref().err());
            return short;
        }
        long
    }
}

/// The gas of a call, had no byte of its proof been zero: a zero in calldata costs 4 gas, any other byte 16, and proofs of one
/// statement differ in their zeros. Whoever compares the gas of two proofs compares this.
pub fn with_no_zeros(gas: u64, proof: &[u8]) -> u64 {
    gas + 12 * proof.iter().filter(|byte| **byte == 0).count() as u64
}

pub type Codes = Vec<(Optimizer, Vec<u8>)>;

pub fn compile(source: &VerifierSource) -> Codes {
    let compile = |optimizer| {
        let compiled = evm_verifier::solc::compile(&source.source, &source.contract, optimizer)
            .expect("compiles");
        assert!(
            compiled.runtime.len() <= evm_verifier::artifact::MAX_RUNTIME_BYTES,
            "{optimizer:?}"
        );
        println!("{optimizer:?}: {} bytes", compiled.runtime.len());
        (optimizer, compiled.bytecode)
    };
    [Optimizer::Off, Optimizer::WithoutYul, Optimizer::Full]
        .map(compile)
        .into()
}
