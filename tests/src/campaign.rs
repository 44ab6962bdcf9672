//! Long runs of the translator: many units of work whose results are kept, so that an interrupted run goes on where it was.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// What a long run is about: the SHA-256 digest of the translator's sources, without what drives compilers and debuggers. With
/// another translator everything is done again.
pub fn translator() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../compiler-backend/src");
    let mut files = vec![];
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("the translator's sources") {
            let entry = entry.expect("readable");
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if !["toolchain.rs", "debug.rs"].contains(&&*entry.file_name().to_string_lossy())
            {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(&root).expect("below it");
        hash.update(name.to_string_lossy().as_bytes());
        hash.update(fs::read(&file).expect("readable"));
    }
    hex::encode(hash.finalize())
}

/// Does every unit once and returns all results, by unit.
///
/// Finished units stand in `target/evidence/NAME.jsonl`, one line each, below a first line that says what they are about; those
/// are not done again. A unit that fails is not finished.
///
/// # Panics
/// With all failures, after everything else is done.
pub fn run<T: Serialize + DeserializeOwned + Send>(
    name: &str,
    subject: &str,
    units: &[String],
    work: impl Fn(&str) -> Result<T, String> + Sync,
) -> BTreeMap<String, T> {
    let (file, mut finished) = open(name, subject);
    finished.retain(|unit, _| units.contains(unit));
    let left: Vec<&String> = units
        .iter()
        .filter(|unit| !finished.contains_key(*unit))
        .collect();
    eprintln!(
        "{name}: {} units, {} of them done before",
        units.len(),
        finished.len()
    );
    let (next, start) = (AtomicUsize::new(0), Instant::now());
    let (file, done, failures) = (
        Mutex::new(file),
        Mutex::new(finished),
        Mutex::new(Vec::new()),
    );
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(unit) = left.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = match work(unit) {
                        Ok(result) => result,
                        Err(failure) => {
                            eprintln!("{name}: {unit}: {failure}");
                            let mut failures = failures.lock().expect("no panic");
                            failures.push(format!("{unit}: {failure}"));
                            continue;
                        }
                    };
                    let line = serde_json::json!({"unit": unit, "result": result});
                    let mut file = file.lock().expect("no panic");
                    writeln!(file, "{line}").expect("written");
                    let mut done = done.lock().expect("no panic");
                    done.insert((*unit).clone(), result);
                    if done.len().is_multiple_of(10) || done.len() == units.len() {
                        eprintln!(
                            "{name}: {} of {} units, {:.0} s",
                            done.len(),
                            units.len(),
                            start.elapsed().as_secs_f64()
                        );
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no panic");
    assert!(failures.is_empty(), "{name}: {failures:#?}");
    done.into_inner().expect("no panic")
}

/// Prints the line that `evidence.sh` collects.
pub fn publish(name: &str, subject: &str, units: usize, counts: &serde_json::Value) {
    let line = serde_json::json!({
        "run": name, "translator": subject, "units": units, "counts": counts
    });
    println!("evidence: {line}");
}

fn open<T: DeserializeOwned>(name: &str, subject: &str) -> (File, BTreeMap<String, T>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/evidence");
    fs::create_dir_all(&folder).expect("a directory");
    let path = folder.join(format!("{name}.jsonl"));
    let header = serde_json::json!({"run": name, "translator": subject}).to_string();
    let lines: Vec<String> = File::open(&path)
        .map(|file| BufReader::new(file).lines().map_while(Result::ok).collect())
        .unwrap_or_default();
    let same = lines.first() == Some(&header);
    let mut finished = BTreeMap::new();
    for line in lines.iter().skip(1).filter(|_| same) {
        // A line cut short by the interruption is a unit not finished.
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let result = serde_json::from_value(value["result"].take());
        if let (Some(unit), Ok(result)) = (value["unit"].as_str(), result) {
            finished.insert(unit.to_owned(), result);
        }
    }
    let mut file = OpenOptions::new()
        .create(true)
        .append(same)
        .write(true)
        .truncate(!same)
        .open(&path)
        .expect("a file");
    // A newline ends a line that was cut short.
    writeln!(file, "{}", if same { "" } else { &header }).expect("written");
    (file, finished)
}
