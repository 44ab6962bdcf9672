//! Long runs: many units of work whose results are kept, so that an interrupted run goes on where it was.

use super::{SMALL, keys, profile};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// What was counted, by name.
pub(super) type Counts = BTreeMap<String, u64>;

/// How much of a run: a sample for every change, or all of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// In memory, some seconds.
    Sample,
    /// With a file of finished units, see [`run`].
    Full,
}

/// Does every unit once and adds up what it counted.
///
/// In a full run, finished units stand in `target/evidence/NAME.jsonl`, one line each, below a first line that says for
/// which circuit, by the hash of its key; units found there are not done again. A unit that fails is not finished, and
/// all failures are told at the end, by a panic. The sums are printed as one line `evidence: {...}`, which `evidence.sh` collects.
pub(super) fn run(
    name: &str,
    extent: Extent,
    units: &[String],
    work: impl Fn(&str) -> Result<Counts, String> + Sync,
) -> Counts {
    let circuit = hex::encode(keys(profile(SMALL[1])).1.hash());
    let mut finished: BTreeMap<String, Counts> = BTreeMap::new();
    let file = (extent == Extent::Full).then(|| {
        let (file, before) = open(name, &circuit);
        finished = before;
        Mutex::new(file)
    });
    finished.retain(|unit, _| units.contains(unit));
    let left: Vec<&String> = units
        .iter()
        .filter(|unit| !finished.contains_key(*unit))
        .collect();
    if extent == Extent::Full {
        eprintln!(
            "{name}: {} units, {} of them done before",
            units.len(),
            finished.len()
        );
    }
    let failures = Mutex::new(vec![]);
    let (next, done, start) = (AtomicUsize::new(0), Mutex::new(finished), Instant::now());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(unit) = left.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let counts = match work(unit) {
                        Ok(counts) => counts,
                        Err(failure) => {
                            eprintln!("{name}: {unit}: {failure}");
                            failures.lock().unwrap().push(format!("{unit}: {failure}"));
                            continue;
                        }
                    };
                    if let Some(file) = &file {
                        let line = serde_json::json!({"unit": unit, "counts": counts});
                        let mut file = file.lock().unwrap();
                        writeln!(file, "{line}")
                            .and_then(|()| file.flush())
                            .unwrap();
                    }
                    let mut done = done.lock().unwrap();
                    done.insert((*unit).clone(), counts);
                    if extent == Extent::Full {
                        eprintln!(
                            "{name}: {} of {} units, {:.0} s, {unit}",
                            done.len(),
                            units.len(),
                            start.elapsed().as_secs_f64()
                        );
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{name}: {failures:#?}");
    let mut sums = Counts::new();
    for counts in done.into_inner().unwrap().into_values() {
        for (key, count) in counts {
            *sums.entry(key).or_default() += count;
        }
    }
    let figures = serde_json::json!({
        "run": name, "circuit": circuit, "units": units.len(), "counts": sums
    });
    println!("evidence: {figures}");
    sums
}

fn open(name: &str, circuit: &str) -> (File, BTreeMap<String, Counts>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/evidence");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.jsonl"));
    let header = serde_json::json!({"run": name, "circuit": circuit}).to_string();
    let mut finished = BTreeMap::new();
    let lines: Vec<String> = File::open(&path)
        .map(|file| BufReader::new(file).lines().map_while(Result::ok).collect())
        .unwrap_or_default();
    let same = lines.first() == Some(&header);
    if same {
        for line in &lines[1..] {
            // A line cut short by the interruption is a unit not finished.
            let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            if let (Some(unit), Ok(counts)) = (
                value["unit"].as_str(),
                serde_json::from_value(value["counts"].clone()),
            ) {
                finished.insert(unit.to_owned(), counts);
            }
        }
    }
    let mut file = OpenOptions::new()
        .create(true)
        .append(same)
        .write(true)
        .truncate(!same)
        .open(&path)
        .unwrap();
    // A newline ends a line that was cut short.
    writeln!(file, "{}", if same { "" } else { &header }).unwrap();
    (file, finished)
}
