//! What is going on, on a terminal; anywhere else silence, but for what takes long.

use crate::output;
use circuits::{Phase, Progress as Segments, Segment};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Phases, one after another, each with its time.
pub struct Progress {
    bar: ProgressBar,
    current: Option<(&'static str, Instant)>,
    segments: Option<Clock>,
}

/// The rate at which segments are proved.
struct Clock {
    since: Instant,
    /// How much was done then, in commitments to a segment.
    from: usize,
    /// When a line was written last, where there is no terminal.
    said: Instant,
}

/// Proving a segment takes so many times as long as committing to it.
const PROVE_BY_COMMIT: usize = 3;
/// Where there is no terminal, a line of progress comes this often.
const LINE_EVERY: Duration = Duration::from_secs(30);

impl Progress {
    /// On stderr. Draws nothing where stderr is no terminal.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(
            ProgressStyle::with_template("  {msg:<26} {spinner} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress {
            bar,
            current: None,
            segments: None,
        }
    }

    /// Ends the phase before and begins this one.
    pub fn phase(&mut self, name: &'static str) {
        if self.current.is_some_and(|(current, _)| current == name) {
            return;
        }
        self.end_phase();
        self.current = Some((name, Instant::now()));
        self.bar.reset_elapsed();
        self.bar.set_message(name);
    }

    /// The prover's phases: one with a time, what it is at behind it.
    pub fn prover(&mut self, phase: Phase) {
        self.phase("proving");
        self.bar.set_message(format!("proving: {}", phase.name()));
    }

    /// A run in segments.
    pub fn segments(&mut self, at: Segments) {
        let of = |segment: Segment| format!("{} of {}", segment.index + 1, segment.count);
        match at {
            Segments::Run(steps) => {
                self.phase("running");
                self.bar.set_message(format!("running: {steps} steps"));
            }
            Segments::Commit(segment) => {
                self.phase("committing to all segments");
                let left = self.left(segment.index, segment.count);
                self.bar
                    .set_message(format!("committing to segment {}{left}", of(segment)));
            }
            Segments::Prove(segment, phase) => {
                self.phase("proving");
                let done = segment.count + PROVE_BY_COMMIT * segment.index;
                let left = self.left(done, segment.count);
                let (of, phase) = (of(segment), phase.name());
                self.bar
                    .set_message(format!("proving segment {of}: {phase}{left}"));
            }
        }
    }

    /// A run in segments by a queue: so many results of the pass are there.
    pub fn queued(&mut self, commits: bool, done: usize, segments: usize) {
        let (name, all) = match commits {
            true => ("committing to all segments", done),
            false => ("proving", segments + PROVE_BY_COMMIT * done),
        };
        self.phase(name);
        let left = self.left(all, segments);
        self.bar
            .set_message(format!("{name}: {done} of {segments} segments{left}"));
    }

    /// How much time is left, in words; and a line about it, where there is no terminal.
    fn left(&mut self, done: usize, segments: usize) -> String {
        let now = Instant::now();
        let clock = self.segments.get_or_insert(Clock {
            since: now,
            from: done,
            said: now,
        });
        let all = segments * (1 + PROVE_BY_COMMIT);
        let here = done - clock.from;
        if here == 0 {
            return String::new();
        }
        let seconds = clock.since.elapsed().as_secs_f64() * (all - done) as f64 / here as f64;
        let left = match seconds {
            ..90.0 => format!("{seconds:.0} s"),
            _ => format!("{:.0} min", seconds / 60.0),
        };
        if self.bar.is_hidden() && clock.said.elapsed() >= LINE_EVERY {
            clock.said = now;
            output::talk(format!("proving: {}%, about {left} left", 100 * done / all));
        }
        format!(", about {left} left")
    }

    /// A line that stays.
    pub fn note(&self, line: impl std::fmt::Display) {
        self.bar.suspend(|| output::talk(line));
    }

    /// How much of the phase is done.
    pub fn share(&mut self, name: &'static str, done: usize, of: usize) {
        self.bar
            .set_message(format!("{name}, {}%", 100 * done / of.max(1)));
    }

    fn end_phase(&mut self) {
        if let Some((name, since)) = self.current.take() {
            self.bar.println(format!(
                "  {name:<26} {:>7.2} s",
                since.elapsed().as_secs_f64()
            ));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end_phase();
        self.bar.finish_and_clear();
    }
}
