//! What is wrong with a source text, and how to show it.

use std::fmt::Write;

/// One error in a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `A0101` and so on.
    pub code: &'static str,
    /// What is wrong: what was found, and what was expected.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The characters to underline, at least 1.
    pub width: usize,
    /// What to do about it.
    pub help: Option<String>,
    /// The byte at which the underlined text starts.
    pub(super) offset: usize,
}

/// Characters of a source line shown before and after the place of the error; what is further away is cut.
const CONTEXT: usize = 100;

impl Diagnostic {
    /// The error with its source line and a caret under the place, as rustc prints it. `source` is the text that was given
    /// to [`assemble`](super::assemble).
    pub fn render(&self, source: &str, filename: &str) -> String {
        let mut text = format!("error[{}]: {}\n", self.code, self.message);
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let _ = writeln!(text, "{margin}--> {filename}:{}:{}", self.line, self.column);
        if let (Some(before), Some(after)) = (source.get(..self.offset), source.get(self.offset..))
        {
            let is_end = |c: &char| *c == '\n' || *c == '\r' || *c == '\u{feff}';
            let mut head: Vec<char> = before
                .chars()
                .rev()
                .take_while(|c| !is_end(c))
                .take(CONTEXT)
                .collect();
            head.reverse();
            let tail = after
                .chars()
                .take_while(|c| !is_end(c))
                .take(CONTEXT.max(self.width.min(CONTEXT)));
            // One column for each character, so that the caret stands where it should; nothing that moves a terminal.
            let plain = |c: char| {
                if c == '\t' {
                    ' '
                } else if c.is_control() {
                    '\u{fffd}'
                } else {
                    c
                }
            };
            let caret_at = head.len();
            let line: String = head.into_iter().chain(tail).map(plain).collect();
            let carets = "^".repeat(self.width.clamp(1, CONTEXT));
            let _ = writeln!(text, "{margin} |\n{number} | {}", line.trim_end());
            let _ = writeln!(text, "{margin} | {}{carets}", " ".repeat(caret_at));
        }
        if let Some(help) = &self.help {
            let _ = writeln!(text, "{margin} = help: {help}");
        }
        text
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}, column {}: error[{}]: {}",
            self.line, self.column, self.code, self.message
        )
    }
}

impl std::error::Error for Diagnostic {}

/// All errors of a text, one [`Diagnostic::render`] after another, and their number.
pub fn render_all(diagnostics: &[Diagnostic], source: &str, filename: &str) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&diagnostic.render(source, filename));
        text.push('\n');
    }
    let plural = if diagnostics.len() == 1 { "" } else { "s" };
    let _ = writeln!(text, "{filename}: {} error{plural}", diagnostics.len());
    text
}
