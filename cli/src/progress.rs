//! What is going on, on a terminal; silence anywhere else.

use circuits::{Phase, Progress as Segments, Segment};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Phases, one after another, each with its time.
pub struct Progress {
    bar: ProgressBar,
    current: Option<(&'static str, Instant)>,
}

impl Progress {
    /// On stderr. Draws nothing where stderr is no terminal.
    pub fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(
            ProgressStyle::with_template("  {msg:<26} {spinner} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress { bar, current: None }
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
                self.bar
                    .set_message(format!("committing to segment {}", of(segment)));
            }
            Segments::Prove(segment, phase) => {
                self.phase("proving");
                let (of, phase) = (of(segment), phase.name());
                self.bar
                    .set_message(format!("proving segment {of}: {phase}"));
            }
        }
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
