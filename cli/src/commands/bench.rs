//! `vntr bench`. Each profile is measured in a process of its own, so that peaks of memory do not mix.

use crate::commands::prove::Plan;
use crate::error::{Error, Result};
use crate::measured::{self, Measurement};
use crate::{evm, input, keys, output};
use circuits::{PROFILES, Profile, ProvingKey, ROWS_PER_STEP, SrsName, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::process::{Command, Stdio};
use std::time::Instant;
use tinyram::Tapes;

/// Measure the profiles on this machine
#[derive(clap::Args)]
pub struct Args {
    /// A profile to measure; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    profile: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Update cli/measured.json in the source tree, where `vntr profiles` has its numbers from
    #[arg(long)]
    write: bool,
    /// Measure the one profile in this process
    #[arg(long, hide = true)]
    child: bool,
}

/// What is measured of one profile.
#[derive(Serialize, Deserialize)]
struct Row {
    profile: String,
    steps: usize,
    cells_per_step: usize,
    advice_columns: usize,
    fixed_columns: usize,
    degree: usize,
    keygen_seconds: f64,
    prove_seconds: f64,
    verify_seconds: f64,
    steps_per_second: f64,
    peak_mib: Option<u64>,
    proof_bytes: usize,
    verifier_bytes: Option<u64>,
    /// Words on the primary tape of the proof whose gas this is.
    primary_words: usize,
    gas: Option<u64>,
    fork: Option<String>,
}

#[derive(Serialize)]
struct Report {
    machine: String,
    profiles: Vec<Row>,
}

pub fn run(args: &Args) -> Result {
    let profiles = match args.profile.as_slice() {
        [] => PROFILES.iter().collect(),
        names => names
            .iter()
            .map(|name| keys::profile(name))
            .collect::<Result<Vec<_>>>()?,
    };
    if args.child {
        return profiles
            .iter()
            .try_for_each(|profile| output::json(&measure(profile)?));
    }
    let mut file = if args.write {
        Some(measured::in_source_tree()?)
    } else {
        None
    };
    let mut rows = Vec::new();
    for profile in profiles {
        // Made here where it is not cached, so that making it is not in the peak.
        drop(keys::srs(profile, &SrsName::dev())?);
        output::talk(format!("measuring {} ...", profile.name));
        rows.push(measure_in_child(profile)?);
    }
    let report = Report {
        machine: machine(),
        profiles: rows,
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::data(table(&report.profiles))?;
        output::talk(format!(
            "on {}; {}",
            report.machine,
            measured::gas_is(evm::FORK.name())
        ));
    }
    if let Some(file) = &mut file {
        file.machine = Some(report.machine.clone());
        for row in &report.profiles {
            file.profiles.insert(row.profile.clone(), row.measurement());
        }
        let text = serde_json::to_string_pretty(file).map_err(Error::environment)? + "\n";
        output::file(&measured::path(), text)?;
    }
    Ok(())
}

impl Row {
    fn measurement(&self) -> Measurement {
        let rounded = |value: f64, unit: f64| Some((value / unit).round() * unit);
        Measurement {
            prove_seconds: rounded(self.prove_seconds, 0.01),
            peak_mib: self.peak_mib,
            steps_per_second: rounded(self.steps_per_second, 1.0),
            gas: self.gas,
            verifier_bytes: self.verifier_bytes,
            fork: self.fork.clone(),
        }
    }
}

fn measure_in_child(profile: &Profile) -> Result<Row> {
    let failed =
        |what: String| Error::environment(format!("measuring profile {}: {what}", profile.name));
    let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
    let output = Command::new(program)
        .args(["bench", "--child", "--profile", profile.name])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(format!(
            "the process ended with {}; is there enough memory?",
            output.status
        )));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))
}

/// A loop of arithmetic, shifts, loads and stores; the first primary word says how often, the others are only there.
fn workload(profile: &Profile) -> String {
    format!(
        "\
; TinyRAM V=2.000 M=vn W=32 K={}
        read    r1, 0
        mov     r2, 0x9e3779b9
_next:  add     r3, r3, r2
        mull    r4, r3, r2
        xor     r3, r3, r4
        shr     r4, r3, 7
        and     r5, r4, 1020
        store.w _data, r3
        load.b  r6, r5
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        answer  0
_data:  .zero   256
",
        profile.num_registers
    )
}

/// As often as the profile's steps allow.
fn rounds(profile: &Profile) -> u64 {
    const STEPS_OF_A_ROUND: usize = 10;
    const OTHER_STEPS: usize = 3;
    ((profile.steps - OTHER_STEPS) / STEPS_OF_A_ROUND) as u64
}

fn measure(profile: &'static Profile) -> Result<Row> {
    let program = input::assemble(&workload(profile), "workload")?;
    // The other words count: gas grows with the public scalars and with the bytes of calldata that are not zero.
    let mut primary = vec![0x0123_4567; measured::GAS_PRIMARY_WORDS];
    primary[0] = rounds(profile);
    let tapes = Tapes {
        primary,
        auxiliary: vec![],
    };
    let plan = Plan::new(program, tapes, Some(profile), 0)?;
    let srs = keys::srs(profile, &SrsName::dev())?;
    let start = Instant::now();
    let verifying = VerifyingKey::generate(profile, &srs)?;
    let key = ProvingKey::new(&verifying, &srs, plan.program.clone())?;
    let keygen_seconds = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let proof = circuits::prove(&key, &srs, &plan.statement, &plan.trace, |_| ())?;
    let prove_seconds = start.elapsed().as_secs_f64();
    // Before the EVM and its compiler add theirs.
    let peak_mib = peak_mib();
    let start = Instant::now();
    let program_id = verifying.program_id(key.point());
    circuits::verify(&verifying, &proof, &program_id, &plan.statement).map_err(Error::no)?;
    let verify_seconds = start.elapsed().as_secs_f64();
    let (verifier_bytes, gas) = match contract_and_gas(&verifying, &proof) {
        Ok((bytes, gas)) => (Some(bytes), Some(gas)),
        Err(error) => {
            output::talk(format!(
                "note: no gas for profile {}: {}",
                profile.name, error.message
            ));
            (None, None)
        }
    };
    let cs = verifying.halo2().cs();
    Ok(Row {
        profile: profile.name.to_owned(),
        steps: plan.trace.steps.len(),
        cells_per_step: cs.num_advice_columns() * ROWS_PER_STEP,
        advice_columns: cs.num_advice_columns(),
        fixed_columns: cs.num_fixed_columns(),
        degree: cs.degree(),
        keygen_seconds,
        prove_seconds,
        verify_seconds,
        steps_per_second: plan.trace.steps.len() as f64 / prove_seconds,
        peak_mib,
        proof_bytes: proof.bytes.len(),
        verifier_bytes,
        primary_words: proof.statement.primary.len(),
        fork: gas.map(|_| evm::FORK.name().to_owned()),
        gas,
    })
}

fn contract_and_gas(key: &VerifyingKey, proof: &circuits::Proof) -> Result<(u64, u64)> {
    let contract = evm::Contract::new(key)?;
    let gas = evm::InProcess::deploy(&contract)?
        .verify(proof)?
        .map_err(Error::environment)?;
    Ok((contract.artifact.runtime_bytes as u64, gas))
}

/// The most memory that this process ever had, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .strip_suffix("kB")?
        .trim()
        .parse()
        .ok()?;
    Some(kib.div_ceil(1024))
}

/// Processor and cores.
fn machine() -> String {
    let model = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}, {cores} cores",
        model.unwrap_or_else(|| std::env::consts::ARCH.to_owned())
    )
}

fn table(rows: &[Row]) -> String {
    let header = [
        "profile",
        "steps",
        "cells/step",
        "advice",
        "fixed",
        "degree",
        "keygen",
        "prove",
        "steps/s",
        "verify",
        "peak",
        "proof B",
        "verifier B",
        "gas",
    ];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    cells.extend(rows.iter().map(|row| {
        vec![
            row.profile.clone(),
            row.steps.to_string(),
            row.cells_per_step.to_string(),
            row.advice_columns.to_string(),
            row.fixed_columns.to_string(),
            row.degree.to_string(),
            format!("{:.2} s", row.keygen_seconds),
            format!("{:.2} s", row.prove_seconds),
            format!("{:.0}", row.steps_per_second),
            format!("{:.1} ms", 1000.0 * row.verify_seconds),
            output::or_dash(row.peak_mib.map(|peak| format!("{peak} MiB"))),
            row.proof_bytes.to_string(),
            output::or_dash(row.verifier_bytes),
            output::or_dash(row.gas),
        ]
    }));
    output::table(&cells)
}
