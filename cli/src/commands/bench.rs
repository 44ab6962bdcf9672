//! `vntr bench`. Each profile is measured in a process of its own, so that peaks of memory do not mix.

use crate::commands::prove::{Plan, Shown};
use crate::error::{Error, Result};
use crate::measured::{self, Measurement, fits_memory};
use crate::{evm, input, keys, output};
use circuits::{PROFILES, Phase, Profile, Progress, ProvingKey, SrsName, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
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
    /// Print the time of each phase of a proof
    #[arg(long)]
    phases: bool,
    /// Another build of vntr to run in turn with this one: prints how many times as fast this one is, step by step
    #[arg(long, value_name = "BINARY", conflicts_with_all = ["write", "phases"])]
    baseline: Option<PathBuf>,
    /// The profile that the other build runs, if it has none of the same name
    #[arg(long, value_name = "NAME", requires = "baseline")]
    baseline_profile: Option<String>,
    /// Measure the one profile in this process
    #[arg(long, hide = true)]
    child: bool,
}

/// What is measured of one profile.
#[derive(Serialize, Deserialize)]
struct Row {
    profile: String,
    /// Which implementation.
    arithmetic: String,
    steps: usize,
    witness_columns: usize,
    fixed_columns: usize,
    columns_per_pack: usize,
    keygen_seconds: f64,
    prove_seconds: f64,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    phases: Vec<PhaseTime>,
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

/// A phase of the prover.
#[derive(Serialize, Deserialize)]
struct PhaseTime {
    phase: String,
    seconds: f64,
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
            .try_for_each(|profile| output::json(&measure(profile, args.phases)?));
    }
    if let Some(baseline) = &args.baseline {
        return compare(
            &profiles,
            baseline,
            args.baseline_profile.as_deref(),
            args.json,
        );
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
        rows.push(measure_in_child(profile, args.phases)?);
    }
    let report = Report {
        machine: machine(),
        profiles: rows,
    };
    if args.json {
        output::json(&report)?;
    } else {
        output::data(table(&report.profiles))?;
        for row in report.profiles.iter().filter(|_| args.phases) {
            output::data(format!("\n{}\n{}", row.profile, phases(row)))?;
        }
        output::talk(format!(
            "on {}, {} arithmetic; {}",
            report.machine,
            arithmetic()?,
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

fn measure_in_child(profile: &Profile, phases: bool) -> Result<Row> {
    let program = std::env::current_exe().map_err(Error::environment)?;
    let mut child = child(&program, profile.name);
    if phases {
        child.arg("--phases");
    }
    let output = run_child(child, profile)?;
    serde_json::from_slice(&output).map_err(Error::environment)
}

/// The command that measures a profile in a process of its own: the same in all builds.
fn child(program: &Path, profile: &str) -> Command {
    let mut command = Command::new(program);
    command
        .args(["bench", "--child", "--profile", profile])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    command
}

/// What it prints.
fn run_child(mut command: Command, profile: &Profile) -> Result<Vec<u8>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |what: String| {
        Error::environment(format!(
            "measuring profile {} with {program}: {what}",
            profile.name
        ))
    };
    let output = command
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(failed(format!(
            "the process ended with {}; is there enough memory?",
            output.status
        )))
    }
}

/// How often each of two builds is run.
const ROUNDS: usize = 3;

/// Of two builds, in turn.
#[derive(Serialize)]
struct Comparison {
    profile: String,
    /// Medians of [`ROUNDS`] runs: the baseline's, this one's.
    keygen_seconds: [f64; 2],
    prove_seconds: [f64; 2],
    /// Of proving, for each step of the run.
    microseconds_a_step: [f64; 2],
    peak_mib: [f64; 2],
}

/// What any build prints of a profile.
#[derive(Clone, Deserialize)]
struct Times {
    steps: usize,
    keygen_seconds: f64,
    prove_seconds: f64,
    peak_mib: Option<u64>,
}

fn compare(
    profiles: &[&'static Profile],
    baseline: &Path,
    baseline_profile: Option<&str>,
    json: bool,
) -> Result {
    let this = std::env::current_exe().map_err(Error::environment)?;
    // Another build may not like this one's cache.
    let cache = tempfile::tempdir().map_err(Error::environment)?;
    let mut comparisons = vec![];
    for profile in profiles {
        drop(keys::srs(profile, &SrsName::dev())?);
        let run = |of_baseline: bool| -> Result<Times> {
            let mut command = match of_baseline {
                true => child(baseline, baseline_profile.unwrap_or(profile.name)),
                false => child(&this, profile.name),
            };
            if of_baseline {
                command.env("VNTR_CACHE", cache.path());
            }
            serde_json::from_slice(&run_child(command, profile)?).map_err(Error::environment)
        };
        output::talk(format!("measuring {} ...", profile.name));
        // Makes the baseline's SRS.
        run(true)?;
        let mut times = [vec![], vec![]];
        for _ in 0..ROUNDS {
            times[0].push(run(true)?);
            times[1].push(run(false)?);
        }
        let medians = |value: fn(&Times) -> f64| {
            times.each_ref().map(|times| {
                let mut values: Vec<f64> = times.iter().map(value).collect();
                values.sort_by(f64::total_cmp);
                values[ROUNDS / 2]
            })
        };
        comparisons.push(Comparison {
            profile: profile.name.to_owned(),
            keygen_seconds: medians(|times| times.keygen_seconds),
            prove_seconds: medians(|times| times.prove_seconds),
            microseconds_a_step: medians(|times| 1e6 * times.prove_seconds / times.steps as f64),
            peak_mib: medians(|times| times.peak_mib.unwrap_or(0) as f64),
        });
    }
    if json {
        return output::json(&comparisons);
    }
    let header = [
        "profile", "keygen", "", "times", "prove", "", "times", "a step", "", "times", "peak", "",
        "times",
    ];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    cells.extend(comparisons.iter().map(|row| {
        let mut line = vec![row.profile.clone()];
        for (values, unit) in [
            (row.keygen_seconds, "s"),
            (row.prove_seconds, "s"),
            (row.microseconds_a_step, "us"),
            (row.peak_mib, "MiB"),
        ] {
            let digits = if unit == "s" { 2 } else { 0 };
            line.extend(values.map(|value| format!("{value:.digits$} {unit}")));
            line.push(format!("{:.2}", values[0] / values[1]));
        }
        line
    }));
    output::data(output::table(&cells))?;
    output::talk(format!(
        "{}: then this build ({} arithmetic), then how many times as much the first takes; medians of {ROUNDS} runs in turn, on {}",
        baseline.display(),
        arithmetic()?,
        machine()
    ));
    Ok(())
}

fn arithmetic() -> Result<arithmetic::Implementation> {
    arithmetic::chosen().map_err(Error::environment)
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

fn measure(profile: &'static Profile, with_phases: bool) -> Result<Row> {
    let program = input::assemble(&workload(profile), "workload")?;
    // The other words count: gas grows with the public scalars and with the bytes of calldata that are not zero.
    let mut primary = vec![0x0123_4567; measured::GAS_PRIMARY_WORDS];
    primary[0] = rounds(profile);
    let tapes = Tapes {
        primary,
        auxiliary: vec![],
    };
    let plan = Plan::new(program, tapes, Some(profile), 0, fits_memory)?;
    let srs = keys::srs(profile, &SrsName::dev())?;
    let start = Instant::now();
    let verifying = VerifyingKey::generate(profile, &srs)?;
    let key = ProvingKey::new(&verifying, &srs, plan.program.clone())?;
    let keygen_seconds = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut phases = PhaseClock::default();
    let proof = match &plan.shown {
        Shown::Whole(trace) => circuits::prove(&key, &srs, &plan.statement, trace, |phase| {
            phases.begin(phase);
        })?,
        // One segment, with the same phases.
        Shown::Segments(cut) => circuits::prove_segments(&key, &srs, cut, |at| match at {
            Progress::Run(_) => {}
            Progress::Commit(_) => phases.begin(Phase::FirstPhase),
            Progress::Prove(_, phase) => phases.begin(phase),
        })?,
    };
    let prove_seconds = start.elapsed().as_secs_f64();
    phases.end();
    // Before the EVM and its compiler add theirs.
    let peak_mib = peak_mib();
    let phases = if with_phases { phases.all() } else { vec![] };
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
    let shape = verifying.shape();
    let cs = shape.constraint_system();
    Ok(Row {
        profile: profile.name.to_owned(),
        arithmetic: arithmetic()?.to_string(),
        steps: plan.shown.steps() as usize,
        witness_columns: cs.num_advice_columns(),
        fixed_columns: cs.num_fixed_columns(),
        columns_per_pack: profile.columns_per_pack,
        keygen_seconds,
        prove_seconds,
        phases,
        verify_seconds,
        steps_per_second: plan.shown.steps() as f64 / prove_seconds,
        peak_mib,
        proof_bytes: proof.bytes.len(),
        verifier_bytes,
        primary_words: proof.statement.primary.len(),
        fork: gas.map(|_| evm::FORK.name().to_owned()),
        gas,
    })
}

/// How long the prover is in each phase.
#[derive(Default)]
struct PhaseClock {
    current: Option<(Phase, Instant)>,
    times: BTreeMap<Phase, Duration>,
}

impl PhaseClock {
    fn begin(&mut self, phase: Phase) {
        self.end();
        self.current = Some((phase, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((phase, since)) = self.current.take() {
            *self.times.entry(phase).or_default() += since.elapsed();
        }
    }

    fn all(&self) -> Vec<PhaseTime> {
        let phases = self.times.iter().map(|(phase, time)| PhaseTime {
            phase: phase.name().to_owned(),
            seconds: time.as_secs_f64(),
        });
        phases.collect()
    }
}

/// The phases of a proof as a table.
fn phases(row: &Row) -> String {
    let header = ["phase", "time", "share"];
    let mut cells = vec![header.map(str::to_owned).to_vec()];
    let mut line = |name: &str, seconds: f64| {
        cells.push(vec![
            name.to_owned(),
            format!("{:.0} ms", 1000.0 * seconds),
            format!("{:.1} %", 100.0 * seconds / row.prove_seconds),
        ]);
    };
    for phase in &row.phases {
        line(&phase.phase, phase.seconds);
    }
    line("all", row.prove_seconds);
    output::table(&cells)
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
        "witness",
        "fixed",
        "pack",
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
            row.witness_columns.to_string(),
            row.fixed_columns.to_string(),
            row.columns_per_pack.to_string(),
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
