//! `vntr profiles`.

use crate::error::Result;
use crate::measured::{self, Measurement};
use crate::{evm, keys, output};
use circuits::{Profile, SrsName};
use serde::Serialize;

/// List the profiles: what fits, what a proof takes and what it costs
#[derive(clap::Args)]
pub struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    profiles: Vec<Row>,
    /// Where the measured numbers come from.
    machine: Option<String>,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    registers: u32,
    /// The step bound T.
    steps: usize,
    /// log2 of the rows.
    k: u32,
    rows: usize,
    image_cells: usize,
    cells: usize,
    primary_words: usize,
    proof_bytes: usize,
    verifier_bytes: Option<u64>,
    gas: Option<u64>,
    fork: Option<String>,
    prove_seconds: Option<f64>,
    peak_mib: Option<u64>,
    steps_per_second: Option<f64>,
}

impl Row {
    fn new(profile: &Profile, measured: Measurement) -> Result<Self> {
        let key = keys::verifying_key(profile, &SrsName::dev())?;
        let contract = evm::committed(&key);
        Ok(Row {
            name: profile.name,
            registers: profile.num_registers,
            steps: profile.steps,
            k: profile.k,
            rows: 1 << profile.k,
            image_cells: profile.image_cells(),
            cells: profile.cells(),
            primary_words: profile.primary_words(),
            proof_bytes: key.proof_bytes(),
            verifier_bytes: contract
                .map(|(artifact, _)| artifact.runtime_bytes as u64)
                .or(measured.verifier_bytes),
            gas: measured.gas,
            fork: measured.fork,
            prove_seconds: measured.prove_seconds,
            peak_mib: measured.peak_mib,
            steps_per_second: measured.steps_per_second,
        })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.registers.to_string(),
            self.steps.to_string(),
            self.k.to_string(),
            self.rows.to_string(),
            self.image_cells.to_string(),
            self.cells.to_string(),
            self.primary_words.to_string(),
            self.proof_bytes.to_string(),
            output::or_dash(self.verifier_bytes),
            output::or_dash(self.gas),
            output::or_dash(self.prove_seconds.map(|seconds| format!("{seconds:.1} s"))),
            output::or_dash(self.peak_mib.map(|peak| format!("{peak} MiB"))),
        ]
    }
}

const HEADER: [&str; 13] = [
    "profile",
    "K",
    "T steps",
    "k",
    "rows",
    "image cells",
    "touched cells",
    "primary words",
    "proof B",
    "verifier B",
    "gas",
    "prove",
    "peak",
];

pub fn run(args: &Args) -> Result {
    let mut measured = measured::committed()?;
    let profiles: Vec<Row> = Profile::all()
        .map(|profile| {
            Row::new(
                profile,
                measured.profiles.remove(profile.name).unwrap_or_default(),
            )
        })
        .collect::<Result<_>>()?;
    if args.json {
        return output::json(&Report {
            profiles,
            machine: measured.machine,
        });
    }
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    rows.extend(profiles.iter().map(Row::cells));
    output::data(output::table(&rows))?;
    let fork = profiles.iter().find_map(|row| row.fork.clone());
    output::talk(
        "cells are double words; each that a run touches and each primary word takes one of the touched cells",
    );
    output::talk(
        "segments: a run of any length is cut into segments of T steps; bytes of proof are those of the first, and each segment has its touched cells",
    );
    match (measured.machine, fork) {
        (Some(machine), Some(fork)) => output::talk(format!(
            "measured on {machine}; {}",
            measured::gas_is(&fork)
        )),
        (Some(machine), None) => output::talk(format!("measured on {machine}")),
        _ => output::talk("-: not measured yet; `vntr bench` measures"),
    }
    Ok(())
}
