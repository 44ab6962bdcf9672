//! Halo2's own prover and verifier as the oracle: the same circuit and the same witnesses, true and forged, get the same verdict from them and from
//! ours. The one difference: the public column has a value that depends on the challenges, so there it is an advice column of the second
//! phase with the values that a verifier would compute.

use super::campaign::{self, Counts, Extent, KINDS};
use super::deletion::{forgeries, needed_parts};
use super::liar::{Forgery, tell};
use super::{Run, SMALL, SQUARE, tapes};
use crate::circuit::{Config, Params, TinyRamCircuit, fixed_cells};
use crate::deletion::switch::{for_oracle, without};
use crate::instance::instance_column;
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::plonk::{
    Circuit, ConstraintSystem, Error, create_proof, keygen_pk, keygen_vk, verify_proof,
};
use halo2_proofs::poly::commitment::ParamsProver;
use halo2_proofs::poly::kzg::commitment::{KZGCommitmentScheme, ParamsKZG};
use halo2_proofs::poly::kzg::multiopen::{ProverSHPLONK, VerifierSHPLONK};
use halo2_proofs::poly::kzg::strategy::SingleStrategy;
use halo2_proofs::transcript::{
    Blake2bRead, Blake2bWrite, Challenge255, TranscriptReadBuffer, TranscriptWriterBuffer,
};
use halo2curves::bn256::{Bn256, Fr, G1Affine};
use rand::rngs::OsRng;
use std::sync::{Arc, LazyLock};

/// The circuit with a witness, for halo2 to prove.
#[derive(Clone)]
struct Proved(Forgery);

impl Circuit<Fr> for Proved {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = Params;

    fn without_witnesses(&self) -> Self {
        self.clone()
    }

    fn params(&self) -> Params {
        Params(self.0.run.config.columns.profile)
    }

    fn configure_with_params(meta: &mut ConstraintSystem<Fr>, params: Params) -> Config {
        TinyRamCircuit::configure_with_params(meta, params)
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        TinyRamCircuit::configure(meta)
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        let Proved(forgery) = self;
        let columns = &config.columns;
        layouter.assign_region(
            || "vnTinyRAM with its witness",
            |mut region| {
                fixed_cells(columns, &forgery.run.program, |column, row, value| {
                    region.assign_fixed(column, row, Fr::from(value));
                });
                for (column, values) in columns.advice.iter().zip(forgery.witness.first_phase()) {
                    for (row, value) in values.iter().enumerate() {
                        region.assign_advice(*column, row, Value::known(*value));
                    }
                }
                region.next_phase();
                let challenges = [columns.beta, columns.gamma].map(|c| region.get_challenge(c));
                let [beta, gamma] = challenges;
                let second = beta.zip(gamma).map(|(beta, gamma)| {
                    let mut second = forgery.second_phase(&forgery.run.evaluator, beta, gamma);
                    let statement = &forgery.statement;
                    second.push(instance_column(&columns.profile, statement, beta, gamma));
                    second
                });
                let [accesses, boot] = columns.products;
                let public = columns.public.expect("made for the oracle");
                let of_second = [columns.sum, accesses, boot].into_iter();
                let of_second = of_second
                    .chain(columns.helpers.iter().copied())
                    .chain([public]);
                for (i, column) in of_second.enumerate() {
                    let rows = columns.profile.used_rows() + 1;
                    let values = second.as_ref().map(|second| {
                        let mut values = second[i].clone();
                        values.resize(rows, Fr::zero());
                        values
                    });
                    for (row, value) in values.transpose_vec(rows).into_iter().enumerate() {
                        region.assign_advice(column, row, value);
                    }
                }
                Ok(())
            },
        )
    }
}

/// Does halo2's verifier accept what halo2's prover makes of it, with whatever is switched off on this thread?
fn is_accepted(forgery: &Forgery) -> bool {
    static PARAMS: LazyLock<ParamsKZG<Bn256>> = LazyLock::new(|| {
        let k = crate::Profile::by_name(SMALL[0]).expect("a profile").k;
        ParamsKZG::new(k)
    });
    let params = &*PARAMS;
    let circuit = Proved(forgery.clone());
    for_oracle(|| {
        let verifying = keygen_vk(params, &circuit).expect("a key");
        let proving = keygen_pk(params, verifying, &circuit).expect("a key");
        let mut transcript = Blake2bWrite::<_, G1Affine, Challenge255<_>>::init(vec![]);
        create_proof::<KZGCommitmentScheme<Bn256>, ProverSHPLONK<Bn256>, _, _, _, _>(
            params,
            &proving,
            &[circuit],
            &[&[&[]]],
            OsRng,
            &mut transcript,
        )
        .expect("a proof");
        let proof = transcript.finalize();
        let mut transcript = Blake2bRead::<_, G1Affine, Challenge255<_>>::init(proof.as_slice());
        verify_proof::<KZGCommitmentScheme<Bn256>, VerifierSHPLONK<Bn256>, _, _, _>(
            params,
            proving.get_vk(),
            SingleStrategy::new(params),
            &[&[&[]]],
            &mut transcript,
        )
        .is_ok()
    })
}

/// Both verdicts, if they are this one.
fn both(what: &str, forgery: &Forgery, wanted: bool) -> Result<(), String> {
    let verdicts = (forgery.is_accepted(), is_accepted(forgery));
    match verdicts == (wanted, wanted) {
        true => Ok(()),
        false => Err(format!("{what}: ours and halo2's say {verdicts:?}")),
    }
}

/// Of honest runs, and of forgeries that one part of the circuit refuses, with the part and without it; one part of `every`.
fn oracle(extent: Extent, circuits: &[&str], every: usize) {
    let of_circuit = |circuit: &&str| {
        let parts = needed_parts(circuit).into_iter().step_by(every);
        let parts = std::iter::once("honest".to_owned()).chain(parts.map(|part| part.name));
        parts
            .map(|part| format!("{circuit} {part}"))
            .collect::<Vec<_>>()
    };
    let units: Vec<String> = circuits.iter().flat_map(of_circuit).collect();
    campaign::run("oracle", &KINDS, extent, &units, |unit| {
        let (circuit, part) = unit.split_once(' ').expect("a circuit");
        if part == "honest" {
            let run = Arc::new(Run::new(circuit, SQUARE, &[49], &[7]));
            let mut forgery = tell(&run, &tapes(&[49], &[7]), |_, _| {}).expect("there is room");
            both("honest", &forgery, true)?;
            forgery.statement.answer = 1;
            both("another answer", &forgery, false)?;
            return Ok(Counts::from([
                ("accepted".into(), 1),
                ("refused".into(), 1),
            ]));
        }
        let [on, off] = forgeries(circuit, part);
        both("with it", &on, false)?;
        without(part, || both("without it", &off, true))?;
        Ok(Counts::from([
            ("accepted".into(), 1),
            ("refused".into(), 1),
        ]))
    });
}

#[test]
fn halo2_gives_the_same_verdicts() {
    oracle(Extent::Sample, &SMALL[..1], 40);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn halo2_gives_the_same_verdicts_full() {
    oracle(Extent::Full, &SMALL, 3);
}
