//! gcc's torture programs, each compiled by clang and gcc at -O0, -O2, -O3 and -Os: qemu, the interpreter and every translation
//! agree. `compiler-backend/long/torture.sh` gets the programs and runs this.
//!
//! `ONLY=text` takes the programs whose names contain it, `VERBOSE=1` prints why compilers and linkers refuse. What is finished is
//! kept in `target/evidence/torture.jsonl`; delete that after a change of this file.

use compiler_backend::comparison::{Verdict, WAYS, compare};
use compiler_backend::reference::End;
use compiler_backend::toolchain::{Compilation, Compiler};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use vntr_tests::csmith::{LEVELS, way};
use vntr_tests::translator;

const BOUND: u64 = 20_000_000;

/// Options of a program that change what it means, or whether it compiles.
const OPTIONS: [&str; 12] = [
    "-fwrapv",
    "-fno-strict-overflow",
    "-std=gnu89",
    "-std=c89",
    "-std=c99",
    "-fgnu89-inline",
    "-fno-builtin-abort",
    "-finstrument-functions",
    "-ffast-math",
    "-fno-strict-aliasing",
    "-fno-common",
    "-fno-inline",
];

/// What a program needs, as it says itself, and no translated program has.
const NEEDS: [(&str, &str); 4] = [
    ("trampolines", "needs code on the stack (trampolines)"),
    ("mmap", "needs an operating system"),
    ("fileio", "needs an operating system"),
    ("dfp", "needs decimal floating point"),
];

/// Programs that do what they may not.
const NAMES: [(&str, &str); 1] = [(
    "20010122-1.c",
    "reads above the stack's beginning, which qemu refuses",
)];

/// Where the programs are.
struct Place {
    programs: PathBuf,
}

impl Place {
    fn new() -> Self {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/torture");
        assert!(
            place.join("ready").is_file(),
            "compiler-backend/long/torture.sh gets the programs"
        );
        Place {
            programs: place.join("execute"),
        }
    }

    /// The programs below a directory of theirs, relative to it.
    fn programs(&self) -> Vec<String> {
        let mut programs = vec![];
        for directory in ["", "ieee/"] {
            let entries = fs::read_dir(self.programs.join(directory)).expect("the programs");
            for entry in entries {
                let name = entry.expect("readable").file_name();
                let name = name.to_string_lossy();
                if name.ends_with(".c") {
                    programs.push(format!("{directory}{name}"));
                }
            }
        }
        programs.sort();
        programs
    }

    fn build(
        &self,
        program: &str,
        source: &str,
        compiler: Compiler,
        level: &str,
    ) -> Result<Vec<u8>, String> {
        let mut arguments = vec!["-w"];
        if compiler == Compiler::Clang {
            // What gcc only warns of.
            arguments.extend([
                "-Wno-implicit-function-declaration",
                "-Wno-implicit-int",
                "-Wno-int-conversion",
                "-Wno-incompatible-function-pointer-types",
                "-Wno-return-mismatch",
                "-Wno-return-type",
            ]);
        }
        let words: BTreeSet<&str> = source
            .lines()
            // Not those for one processor.
            .filter(|line| line.contains("-options") && !line.contains("target"))
            .flat_map(|line| line.split([' ', '"']))
            .collect();
        arguments.extend(OPTIONS.iter().filter(|option| words.contains(*option)));
        let compilation = Compilation {
            compiler,
            level,
            arguments: &arguments,
            // A program may bring some of the functions of the library.
            link_arguments: &["--allow-multiple-definition"],
            ..Compilation::default()
        };
        let built = compilation.build(&[&self.programs.join(program)]);
        built.map_err(|error| error.to_string())
    }
}

/// What came of a program, compiled in one way.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Outcome {
    /// It exits with 0. RISC-V instructions and steps.
    Right(u64, [u64; WAYS.len()]),
    /// Why it says nothing about the translator.
    Not(String),
}

/// Why there is no executable, in few words.
fn reason(error: &str) -> String {
    let undefined = error
        .lines()
        .find_map(|line| line.split_once("undefined symbol: "));
    if let Some((_, symbol)) = undefined {
        return format!("does not link: no {symbol}");
    }
    let classes = [
        (
            "function definition is not allowed here",
            "nested functions, which clang has not",
        ),
        ("STT_TLS", "signal of picolibc is thread-local"),
        ("__int128", "128-bit integers"),
        ("_Decimal", "decimal floating point"),
        (
            "variable length array",
            "variable-length arrays in structures, which clang has not",
        ),
        ("asm", "assembly of another processor, or clang's assembler"),
        ("No such file", "a header that picolibc has not"),
        ("file not found", "a header that picolibc has not"),
    ];
    let compiler = error.split(' ').next().unwrap_or("?");
    let class = classes.iter().find(|(text, _)| error.contains(text));
    match class {
        Some((_, class)) => format!("does not compile: {class}"),
        None => format!("does not compile by {compiler}, for another reason"),
    }
}

fn has_thread_storage(elf: &[u8]) -> bool {
    use object::read::elf::{FileHeader, ProgramHeader};
    let le = object::LittleEndian;
    let header = object::elf::FileHeader32::<object::LittleEndian>::parse(elf);
    let segments = header.and_then(|header| header.program_headers(le, elf));
    segments.is_ok_and(|segments| {
        segments
            .iter()
            .any(|s| s.p_type(le) == object::elf::PT_TLS && s.p_memsz(le) > 0)
    })
}

fn outcome(
    place: &Place,
    program: &str,
    source: &str,
    compiler: Compiler,
    level: &str,
) -> Result<Outcome, String> {
    let not = |why: String| Ok(Outcome::Not(why));
    let elf = match place.build(program, source, compiler, level) {
        Ok(elf) => elf,
        Err(error) => {
            if std::env::var_os("VERBOSE").is_some() {
                eprintln!("{program} {compiler:?} {level}: {error}");
            }
            return not(reason(&error));
        }
    };
    match compare(&elf, BOUND) {
        Ok(Verdict::Agree(figures)) if figures.end == End::Answered(0) => {
            Ok(Outcome::Right(figures.instructions, figures.steps))
        }
        Ok(Verdict::Agree(_)) => not("fails, as under qemu".to_owned()),
        Ok(Verdict::Misaligned) => not("misaligned words: traps".to_owned()),
        Ok(Verdict::TooLong) => not(format!("more than {BOUND} instructions")),
        Err(error) => match error.strip_prefix("refused: ") {
            Some(message) if message.contains("thread-local") => {
                not("refused: thread-local".to_owned())
            }
            None if error.contains("qemu with signal: 11") && has_thread_storage(&elf) => {
                not("has thread-local storage, which qemu leaves to a start-up".to_owned())
            }
            _ => Err(format!("{}: {error}", way(compiler, level))),
        },
    }
}

#[test]
#[ignore = "compiler-backend/long/torture.sh: an hour"]
fn torture_programs_agree() {
    let campaign = translator::campaign("torture");
    let place = Place::new();
    let mut programs = place.programs();
    if let Ok(only) = std::env::var("ONLY") {
        programs.retain(|program| program.contains(&only));
    }
    let results = campaign.run(&programs, |program| {
        let bytes = fs::read(place.programs.join(program)).map_err(|error| error.to_string())?;
        let source = String::from_utf8_lossy(&bytes);
        let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
        let named = NAMES.iter().find(|(name, _)| *name == program);
        let needs = NEEDS.iter().find(|(target, _)| {
            let requires = source
                .lines()
                .filter(|line| line.contains("effective-target"));
            requires.into_iter().any(|line| line.contains(target))
        });
        let mut failures = vec![];
        for compiler in [Compiler::Clang, Compiler::Gcc] {
            for level in LEVELS {
                let outcome = match named.or(needs) {
                    Some((_, why)) => Ok(Outcome::Not((*why).to_owned())),
                    None => outcome(&place, program, &source, compiler, level),
                };
                match outcome {
                    Ok(outcome) => {
                        outcomes.insert(way(compiler, level), outcome);
                    }
                    Err(failure) => failures.push(failure),
                }
            }
        }
        match failures.is_empty() {
            true => Ok(outcomes),
            false => Err(failures.join("; ")),
        }
    });
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    let mut right: BTreeMap<&str, u32> = BTreeMap::new();
    let mut means: BTreeMap<&str, (u32, [f64; WAYS.len()])> = BTreeMap::new();
    let (mut programs, mut always) = (0, 0);
    for outcomes in results.values() {
        let is_right = |outcome: &Outcome| matches!(outcome, Outcome::Right(..));
        programs += u32::from(outcomes.values().any(is_right));
        always += u32::from(outcomes.values().all(is_right));
        for (way, outcome) in outcomes {
            match outcome {
                Outcome::Right(instructions, steps) => {
                    *right.entry(way).or_default() += 1;
                    // Start and exit tell nothing.
                    if *instructions < 100 {
                        continue;
                    }
                    let (count, sums) = means.entry(way).or_default();
                    *count += 1;
                    for (sum, steps) in sums.iter_mut().zip(steps) {
                        *sum += (*steps as f64 / *instructions as f64).ln();
                    }
                }
                Outcome::Not(why) => *reasons.entry(why).or_default() += 1,
            }
        }
    }
    println!("right, and steps per instruction of those with 100 instructions or more:");
    let mut steps: BTreeMap<&str, Value> = BTreeMap::new();
    for (way, count) in &right {
        let (long, sums) = means[way];
        let means = sums.map(|sum| (sum / f64::from(long)).exp());
        println!("{way:<10} {count:>5} {long:>5} {means:.3?}");
        let means = means.map(|mean| (1000.0 * mean).round() / 1000.0);
        steps.insert(way, json!({"right": count, "of them 100 instructions or more": long, "steps per instruction": means}));
    }
    println!("{reasons:#?}");
    let runs: u32 = right.values().sum();
    println!(
        "{programs} of {} programs are right, {always} of them in every way, in {runs} of {} runs",
        results.len(),
        8 * results.len()
    );
    if std::env::var_os("ONLY").is_none() {
        assert!(programs >= 1300, "only {programs}");
    }
    let counts = json!({
        "programs right": programs, "of them in every way": always, "runs right": runs, "by compiler": steps,
        "runs that say nothing": reasons, "disagreements": 0,
    });
    campaign.publish(results.len(), &counts);
}
