//! An SMT solver as a process that reads SMT-LIB 2 and answers.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What the solver says of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Sat,
    Unsat,
    /// Or too much work.
    Unknown,
}

pub(super) struct Solver {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Drop for Solver {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The solver that `uniqueness.sh` installs, or the one that `SMT_SOLVER` names.
fn path() -> PathBuf {
    let installed = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/z3/bin/z3");
    std::env::var_os("SMT_SOLVER").map_or_else(|| installed.into(), PathBuf::from)
}

impl Solver {
    /// # Panics
    /// If there is no solver.
    pub fn start() -> Self {
        let path = path();
        let mut child = Command::new(&path)
            .args(["-in", "-smt2"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| {
                panic!(
                    "no SMT solver at {}: {e}. Run circuits/uniqueness.sh, which installs z3 there, or set SMT_SOLVER to a z3",
                    path.display()
                )
            });
        let input = child.stdin.take().expect("piped");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        Solver {
            child,
            input,
            output,
        }
    }

    /// A new query of these commands, which may take so much work.
    pub fn check(&mut self, commands: &str, limit: u64) -> Answer {
        let script = format!("(reset)\n(set-option :rlimit {limit})\n{commands}(check-sat)\n");
        match self.ask(&script).as_str() {
            "sat" => Answer::Sat,
            "unsat" => Answer::Unsat,
            "unknown" | "timeout" => Answer::Unknown,
            other => panic!("the solver says {other:?} to\n{script}"),
        }
    }

    /// The integers that these constants have in the model of the query that was just satisfied.
    pub fn values(&mut self, names: &[String]) -> Vec<i128> {
        if names.is_empty() {
            return vec![];
        }
        let answer = self.ask(&format!("(get-value ({}))\n", names.join(" ")));
        let spaced = answer.replace(['(', ')'], " ");
        let mut tokens = spaced.split_whitespace();
        let mut value = || match tokens.next()? {
            "true" => Some(1),
            "false" => Some(0),
            "-" => Some(-tokens.next()?.parse::<i128>().ok()?),
            digits => digits.parse::<i128>().ok(),
        };
        let mut values = vec![];
        for name in names {
            // The name stands before its value.
            let _ = value();
            let value = value();
            values.push(value.unwrap_or_else(|| panic!("the solver's value of {name}: {answer}")));
        }
        values
    }

    fn ask(&mut self, script: &str) -> String {
        const END: &str = "end of answer";
        let all = format!("{script}(echo \"{END}\")\n");
        self.input
            .write_all(all.as_bytes())
            .expect("the solver reads");
        self.input.flush().expect("the solver reads");
        let mut answer = String::new();
        loop {
            let mut line = String::new();
            let read = self
                .output
                .read_line(&mut line)
                .expect("the solver answers");
            assert!(read > 0, "the solver ended at\n{script}");
            if line.trim() == END {
                return answer.trim().to_owned();
            }
            answer.push_str(&line);
        }
    }
}
