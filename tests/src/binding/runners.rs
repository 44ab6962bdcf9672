//! The three verifiers, each really run.

use super::{Base, Question, Runner, Setup, Vector, Verifiers, Way};
use crate::Deployment;
use circuits::{Proof, Statement};
use evm_verifier::calldata;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// Why a verifier cannot be asked this.
pub fn cannot(runner: Runner, question: &Question) -> Option<&'static str> {
    let no_name = question.program_id.is_none();
    match runner {
        Runner::Rust if no_name => Some("the program has no id here: program_points refuses it"),
        Runner::Rust if !question.public.len().is_multiple_of(4) => {
            Some("a Statement is made of words")
        }
        Runner::Rust if question.answer > u64::from(u32::MAX) => {
            Some("a Statement's answer is a u32")
        }
        Runner::Contract if no_name => Some("the program has no id here, which the call needs"),
        Runner::Cli if question.setup == Setup::Other => {
            Some("the binary carries the keys of the development SRS alone")
        }
        _ => None,
    }
}

/// A verifier's verdict: accepted, or the reason why not.
type Verdict = Result<(), String>;

/// What is asked, as a proof: the statement and the names are those of the question. None if it has no such form.
fn as_proof(verifiers: &Verifiers, question: &Question) -> Option<Proof> {
    let key = &verifiers.get(question.setup, question.profile).key;
    Some(Proof {
        profile: question.profile.name.to_owned(),
        program_id: question.program_id?,
        verifier_hash: key.hash(),
        statement: Statement {
            answer: question.answer.try_into().ok()?,
            primary: question.primary()?,
        },
        bytes: question.bytes.clone(),
    })
}

fn ask_rust(verifiers: &Verifiers, question: &Question) -> Option<Verdict> {
    let proof = as_proof(verifiers, question)?;
    let key = &verifiers.get(question.setup, question.profile).key;
    Some(circuits::verify_unbound(key, &proof).map_err(|rejected| {
        let text = format!("{rejected:?}");
        name_of(&text)
    }))
}

/// The name at the beginning of a value's `Debug` text.
fn name_of(text: &str) -> String {
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// More than a transaction can carry under Osaka's rules.
const MANY_BYTES: usize = 1 << 20;

/// Deployments of one thread, by verifier.
#[derive(Default)]
struct Contracts(BTreeMap<(Setup, &'static str, bool), Deployment>);

impl Contracts {
    fn ask(&mut self, verifiers: &Verifiers, question: &Question) -> Option<Verdict> {
        let program_id = question.program_id?;
        let many = question.public.len() > MANY_BYTES;
        let contract = self
            .0
            .entry((question.setup, question.profile.name, many))
            .or_insert_with(|| verifiers.get(question.setup, question.profile).deploy(many));
        let (public, bytes) = (&question.public, &question.bytes);
        let mut call = calldata::verify_answer(program_id, 0, public, bytes);
        // Behind the selector and the id. By hand, for an answer that is no uint32.
        call[4 + 32..4 + 64][24..].copy_from_slice(&question.answer.to_be_bytes());
        let verdict = contract.call(&call).map(drop).map_err(|refusal| {
            let text = format!("{refusal:?}");
            name_of(&text)
        });
        if question.answer == 0 {
            let call = calldata::verify(program_id, public, bytes);
            let other = contract.call(&call);
            assert_eq!(
                other.is_ok(),
                verdict.is_ok(),
                "verify and verifyAnswer with answer 0"
            );
        }
        Some(verdict)
    }
}

/// The binary in a directory of its own.
struct Binary<'a> {
    path: &'a Path,
    place: TempDir,
}

impl Binary<'_> {
    fn run(&self, file: &Value, arguments: &[(&str, String)]) -> (i32, String) {
        let text = serde_json::to_string(file).expect("JSON");
        fs::write(self.place.path().join("proof.json"), text).expect("writable");
        let output = Command::new(self.path)
            .args(["verify", "proof.json", "--srs", "dev"])
            .args(arguments.iter().flat_map(|(name, value)| [*name, value]))
            .current_dir(self.place.path())
            .stdin(Stdio::null())
            .output()
            .expect("the binary runs");
        let code = output.status.code().expect("ended by itself");
        (code, String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// The exit codes, by the way of asking; the ways that do not apply are left out.
    fn ask(
        &self,
        verifiers: &Verifiers,
        base: &Base,
        question: &Question,
    ) -> BTreeMap<Way, (i32, String)> {
        let mut codes = BTreeMap::new();
        if question.setup == Setup::Other {
            return codes;
        }
        let mut arguments = vec![("--expect-answer", question.answer.to_string())];
        if let Some(program) = &question.program {
            let path = self.place.path().join("program.vnt");
            fs::write(path, program.write_vnt()).expect("writable");
            arguments.push(("--program", "program.vnt".to_owned()));
        }
        if let Some(words) = question.primary() {
            let text: String = words.iter().map(|word| format!("{word}\n")).collect();
            fs::write(self.place.path().join("primary.txt"), text).expect("writable");
            arguments.push(("--primary", "primary.txt".to_owned()));
        }
        // An answer that is none is for the file to say then.
        let in_file = question.answer & u64::from(u32::MAX);
        // What the prover's file says, but for the bytes.
        let mut honest = file_of(&base.proof);
        honest["proof"] = json!(hex0x(&question.bytes));
        let mut forged = honest.clone();
        if let Some(program_id) = question.program_id {
            let key = &verifiers.get(question.setup, question.profile).key;
            forged["profile"] = json!(question.profile.name);
            forged["verifierHash"] = json!(hex0x(&key.hash()));
            forged["programId"] = json!(hex0x(&program_id));
            forged["primary"] = json!(hex0x(&question.public));
            forged["answer"] = json!(question.answer);
        }
        // The arguments can say all of it but the name of a program that nobody has, part of a word, and the profile.
        let said = question.program.is_some()
            && question.public.len().is_multiple_of(4)
            && question.profile.name == base.proof.profile;
        if said || question.program_id.is_none() {
            codes.insert(Way::Arguments, self.run(&honest, &arguments));
        }
        if forged != honest || codes.is_empty() {
            arguments[0].1 = in_file.to_string();
            codes.insert(Way::File, self.run(&forged, &arguments));
        }
        codes
    }
}

fn file_of(proof: &Proof) -> Value {
    serde_json::from_str(&proof.to_json()).expect("a proof file is JSON")
}

fn hex0x(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// What all verifiers said to all vectors.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Vectors asked.
    pub vectors: usize,
    /// Times that each verifier accepted, as it should.
    pub accepted: BTreeMap<Runner, usize>,
    /// Times that each verifier refused, as it should.
    pub refused: BTreeMap<Runner, usize>,
    /// Vectors that each verifier cannot be asked.
    pub cannot: BTreeMap<Runner, usize>,
    /// How often each verifier gave which reason.
    pub reasons: BTreeMap<(Runner, String), usize>,
    /// Runs of the binary: some vectors can be asked in two ways.
    pub processes: usize,
    /// What was not as it should be.
    pub wrong: Vec<String>,
}

impl Tally {
    /// Counts another run's verdicts too.
    pub fn add(&mut self, other: Self) {
        fn sum<K: Ord>(into: &mut BTreeMap<K, usize>, from: BTreeMap<K, usize>) {
            for (key, count) in from {
                *into.entry(key).or_default() += count;
            }
        }
        self.vectors += other.vectors;
        self.processes += other.processes;
        sum(&mut self.accepted, other.accepted);
        sum(&mut self.refused, other.refused);
        sum(&mut self.cannot, other.cannot);
        sum(&mut self.reasons, other.reasons);
        self.wrong.extend(other.wrong);
    }

    /// One line for each verifier, and one for all.
    pub fn summary(&self) -> String {
        let of =
            |counts: &BTreeMap<Runner, usize>, runner| counts.get(&runner).copied().unwrap_or(0);
        let mut text = String::new();
        for runner in [Runner::Rust, Runner::Cli, Runner::Contract] {
            let reasons: Vec<String> = self
                .reasons
                .iter()
                .filter(|((whose, _), _)| *whose == runner)
                .map(|((_, reason), count)| format!("{reason} {count}"))
                .collect();
            text.push_str(&format!(
                "{:8} accepted {:4}, refused {:5} ({}), cannot be asked {:3}\n",
                format!("{runner:?}").to_lowercase(),
                of(&self.accepted, runner),
                of(&self.refused, runner),
                reasons.join(", "),
                of(&self.cannot, runner),
            ));
        }
        text + &format!(
            "{} vectors, {} runs of the binary, {} wrong verdicts",
            self.vectors,
            self.processes,
            self.wrong.len()
        )
    }
}

/// Asks all three verifiers all vectors, on all cores. Says how far it is where `progress` is set.
///
/// # Panics
/// If a vector's base is not among `bases`, or a verifier gives no verdict at all.
pub fn ask(
    verifiers: &Verifiers,
    binary: &Path,
    bases: &[Base],
    vectors: &[Vector],
    progress: bool,
) -> Tally {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Tally::default());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut contracts = Contracts::default();
                let binary = Binary {
                    path: binary,
                    place: tempfile::tempdir().expect("a directory"),
                };
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(vector) = vectors.get(i) else {
                        return;
                    };
                    if progress && i.is_multiple_of(200) {
                        eprintln!("{i} of {} vectors", vectors.len());
                    }
                    let base = bases
                        .iter()
                        .find(|base| base.name == vector.base)
                        .expect("the vector's base");
                    let tally = ask_one(verifiers, &binary, &mut contracts, base, vector);
                    total
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .add(tally);
                }
            });
        }
    });
    total.into_inner().expect("no thread failed")
}

fn ask_one(
    verifiers: &Verifiers,
    binary: &Binary,
    contracts: &mut Contracts,
    base: &Base,
    vector: &Vector,
) -> Tally {
    let question = verifiers.question(base, &vector.changes);
    let mut tally = Tally {
        vectors: 1,
        ..Tally::default()
    };
    let name = format!("{} {}: {:?}", vector.base, vector.field, vector.changes);
    if !vector.accept && question == verifiers.question(base, &[]) {
        tally.wrong.push(format!("{name}: nothing is changed"));
    }

    // The binary's ways have to agree; each has its exit code.
    let ways = binary.ask(verifiers, base, &question);
    tally.processes = ways.len();
    let mut cli: Option<Verdict> = None;
    for (way, (code, stderr)) in ways {
        let usual = i32::from(!vector.accept);
        let expected = vector.exit.get(&way).copied().unwrap_or(usual);
        if code != expected {
            tally.wrong.push(format!(
                "{name}: the binary, asked by {way:?}, exits with {code}, not {expected}: {stderr}"
            ));
        }
        let verdict = match code {
            0 => Ok(()),
            code => Err(format!("exit {code}")),
        };
        cli = match cli {
            Some(Ok(())) => Some(Ok(())),
            _ => Some(verdict),
        };
    }

    let verdicts = [
        (Runner::Rust, ask_rust(verifiers, &question)),
        (Runner::Cli, cli),
        (Runner::Contract, contracts.ask(verifiers, &question)),
    ];
    for (runner, verdict) in verdicts {
        let reason = vector.cannot.get(&runner).map(String::as_str);
        if reason != cannot(runner, &question) || reason.is_some() != verdict.is_none() {
            tally.wrong.push(format!(
                "{name}: {runner:?} says {verdict:?}, and cannot be asked because {reason:?}"
            ));
        }
        let counts = match &verdict {
            None => &mut tally.cannot,
            Some(Ok(())) => &mut tally.accepted,
            Some(Err(reason)) => {
                tally.reasons.insert((runner, reason.clone()), 1);
                &mut tally.refused
            }
        };
        counts.insert(runner, 1);
        if verdict.is_some_and(|verdict| verdict.is_ok() != vector.accept) {
            let wrong = if vector.accept { "refuses" } else { "ACCEPTS" };
            tally.wrong.push(format!("{name}: {runner:?} {wrong}"));
        }
    }
    tally
}
