//! Long runs: many units of work whose results are kept, so that an interrupted run goes on where it was.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How much of a run: a sample for every change, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// In memory, some seconds.
    Sample,
    /// With a file of finished units.
    Full,
}

/// Prints the line of a run that `evidence.sh` collects. The subject is a [`Campaign`]'s.
pub fn publish(
    run: &str,
    subject: Option<&(&'static str, String)>,
    units: usize,
    counts: &impl Serialize,
) {
    let mut line = serde_json::json!({"run": run, "units": units, "counts": counts});
    if let Some((kind, which)) = subject {
        line[kind] = which.as_str().into();
    }
    println!("evidence: {line}");
}

/// A run.
#[derive(Clone, Debug)]
pub struct Campaign<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it says something about: a kind, and which one of it by a hash. With another one everything is done again.
    pub subject: (&'static str, String),
    /// How much of it.
    pub extent: Extent,
}

impl Campaign<'_> {
    /// Does every unit once and returns all results, by unit.
    ///
    /// In a full run, finished units stand in `target/evidence/NAME.jsonl`, one line each, below a first line that names run and
    /// subject; units found there are not done again. A unit that fails is not finished.
    ///
    /// # Panics
    /// With all failures, after everything else is done.
    pub fn run<T: Serialize + DeserializeOwned + Send>(
        &self,
        units: &[String],
        work: impl Fn(&str) -> Result<T, String> + Sync,
    ) -> BTreeMap<String, T> {
        let name = self.name;
        let mut finished: BTreeMap<String, T> = BTreeMap::new();
        let file = (self.extent == Extent::Full).then(|| {
            let (file, before) = self.open();
            finished = before;
            Mutex::new(file)
        });
        finished.retain(|unit, _| units.contains(unit));
        let left: Vec<&String> = units
            .iter()
            .filter(|unit| !finished.contains_key(*unit))
            .collect();
        if file.is_some() {
            eprintln!(
                "{name}: {} units, {} of them done before",
                units.len(),
                finished.len()
            );
        }
        let (next, start) = (AtomicUsize::new(0), Instant::now());
        let (done, failures) = (Mutex::new(finished), Mutex::new(Vec::new()));
        let told = Mutex::new(start);
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
                        let Some(file) = &file else {
                            done.lock()
                                .expect("no panic")
                                .insert((*unit).clone(), result);
                            continue;
                        };
                        let line = serde_json::json!({"unit": unit, "result": result});
                        let mut file = file.lock().expect("no panic");
                        writeln!(file, "{line}").expect("written");
                        let mut done = done.lock().expect("no panic");
                        done.insert((*unit).clone(), result);
                        let mut told = told.lock().expect("no panic");
                        if told.elapsed() >= Duration::from_secs(1) || done.len() == units.len() {
                            *told = Instant::now();
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
        let failures = failures.into_inner().expect("no panic");
        assert!(failures.is_empty(), "{name}: {failures:#?}");
        done.into_inner().expect("no panic")
    }

    /// [`publish`] for this run.
    pub fn publish(&self, units: usize, counts: &impl Serialize) {
        publish(self.name, Some(&self.subject), units, counts);
    }

    fn open<T: DeserializeOwned>(&self) -> (File, BTreeMap<String, T>) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/evidence");
        fs::create_dir_all(&folder).expect("a directory");
        let path = folder.join(format!("{}.jsonl", self.name));
        let (kind, which) = &self.subject;
        let header = serde_json::json!({"run": self.name, *kind: which}).to_string();
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
}
