//! The assembler: one pass over the lines, then the labels are filled in.

use super::{Assembled, Diagnostic};
use crate::tape::{TapeErrorKind, parse_number};
use crate::{ArchParams, DoubleWord, Instruction, Opcode, Program, Shape, Word};
use std::collections::HashMap;

const BLANKS: [char; 2] = [' ', '\t'];

/// A place where an address has to be filled in once all labels are known.
struct Fixup<'s> {
    word: usize,
    label: &'s str,
    line: usize,
    line_start: usize,
}

struct Label<'s> {
    name: &'s str,
    address: Word,
    line: usize,
}

struct Assembler<'s> {
    source: &'s str,
    arch: ArchParams,
    /// The image, word by word.
    words: Vec<Word>,
    source_lines: Vec<u32>,
    /// The labels in the order of their definitions.
    labels: Vec<Label<'s>>,
    /// Name to place in `labels`.
    label_places: HashMap<&'s str, usize>,
    /// How many of `labels` have an address; the others wait for their item.
    bound: usize,
    fixups: Vec<Fixup<'s>>,
    diagnostics: Vec<Diagnostic>,
    line: usize,
    line_start: usize,
    /// Start of a line, a byte in it, and the column of that byte: so that columns are counted once, however long the line.
    column_mark: (usize, usize, usize),
    overflowed: bool,
}

/// An operand that is not necessarily a register.
enum Operand<'s> {
    Register(u32),
    Immediate(Word),
    Label(&'s str),
}

pub(super) fn assemble(source: &str) -> Result<Assembled, Vec<Diagnostic>> {
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let bom = source.len() - body.len();
    // Used until the header says better; the widest machine finds fault with the fewest operands.
    let widest = ArchParams::new(64, 1 << 29).expect("6 + 2 * 29 = 64");
    let mut assembler = Assembler {
        source,
        arch: widest,
        words: Vec::new(),
        source_lines: Vec::new(),
        labels: Vec::new(),
        label_places: HashMap::new(),
        bound: 0,
        fixups: Vec::new(),
        diagnostics: Vec::new(),
        line: 1,
        line_start: bom,
        column_mark: (bom, bom, 1),
        overflowed: false,
    };
    let mut rest = body;
    loop {
        let end = rest.bytes().position(|b| b == b'\n' || b == b'\r');
        let text = &rest[..end.unwrap_or(rest.len())];
        if assembler.line == 1 {
            assembler.header(text);
        }
        assembler.line(text);
        let Some(end) = end else { break };
        let ending = if rest[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = &rest[end + ending..];
        assembler.line += 1;
        assembler.line_start = source.len() - rest.len();
    }
    assembler.finish()
}

impl<'s> Assembler<'s> {
    /// Reports an error at `at`, which must be a part of the source.
    fn error(&mut self, code: &'static str, at: &'s str, message: String, help: Option<String>) {
        let offset = (at.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let (line_start, mut from, mut column) = self.column_mark;
        if line_start != self.line_start || from > offset {
            (from, column) = (self.line_start, 1);
        }
        column += self
            .source
            .get(from..offset)
            .unwrap_or_default()
            .chars()
            .count();
        self.column_mark = (self.line_start, offset, column);
        let width = at.chars().count().max(1);
        self.diagnostics.push(Diagnostic {
            code,
            message,
            line: self.line,
            column,
            width,
            help,
            offset,
        });
    }

    fn header(&mut self, text: &'s str) {
        const FORM: &str = "; TinyRAM V=2.000 M=vn W=32 K=16";
        let header = text.trim_end_matches(BLANKS);
        let form_help = || Some(format!("write it like this: `{FORM}`"));
        let Some(fields) = header.strip_prefix("; TinyRAM ") else {
            let message = "the first line must be the header that names the machine".to_string();
            return self.error("A0101", header, message, form_help());
        };
        let mut fields = fields.split(' ');
        let mut field = |key: &str| fields.next().and_then(|f| f.strip_prefix(key));
        let (version, variant, word_bits, registers) =
            (field("V="), field("M="), field("W="), field("K="));
        let (Some(version), Some(variant), Some(word_bits), Some(registers)) =
            (version, variant, word_bits, registers)
        else {
            let message = "the header does not have the four fields V, M, W and K".to_string();
            return self.error("A0101", header, message, form_help());
        };
        if let Some(extra) = fields.next() {
            let message = "the header goes on after the field K".to_string();
            return self.error("A0101", extra, message, form_help());
        }
        if version != "2.000" {
            let message = format!(
                "TinyRAM version {} is not supported, only 2.000",
                shown(version)
            );
            self.error("A0102", version, message, form_help());
        }
        if variant == "hv" {
            let message =
                "the Harvard variant `hv` is not supported, only the von Neumann variant `vn`"
                    .to_string();
            let help =
                "in `vn` labels are byte addresses and the program lies in memory; write `M=vn`"
                    .to_string();
            self.error("A0103", variant, message, Some(help));
        } else if variant != "vn" {
            let message = format!(
                "expected the machine variant `vn`, got `{}`",
                shown(variant)
            );
            self.error("A0103", variant, message, form_help());
        }
        let number = |digits: &str| -> Option<u32> {
            if digits.bytes().all(|b| b.is_ascii_digit()) {
                digits.parse().ok()
            } else {
                None
            }
        };
        let (Some(w), Some(k)) = (number(word_bits), number(registers)) else {
            let wrong = if number(word_bits).is_none() {
                word_bits
            } else {
                registers
            };
            let message = format!(
                "expected a decimal number in the header, got `{}`",
                shown(wrong)
            );
            return self.error("A0104", wrong, message, form_help());
        };
        match ArchParams::new(w, k) {
            Ok(arch) => self.arch = arch,
            Err(error) => self.error("A0104", word_bits, error.to_string(), None),
        }
    }

    fn line(&mut self, text: &'s str) {
        let code = text
            .split(';')
            .next()
            .unwrap_or_default()
            .trim_matches(BLANKS);
        let Some(rest) = self.label_definition(code) else {
            return;
        };
        if rest.is_empty() {
            return;
        }
        let end = rest.find(BLANKS).unwrap_or(rest.len());
        let (name, operands) = (&rest[..end], rest[end..].trim_start_matches(BLANKS));
        match name {
            ".word" => self.words_directive(name, operands),
            ".zero" => self.zero_directive(name, operands),
            _ => match Opcode::from_mnemonic(name) {
                Some(opcode) => self.instruction(opcode, name, operands),
                None => self.unknown(name),
            },
        }
    }

    /// Takes a label off the start of a line; `None` if the line is beyond understanding.
    fn label_definition(&mut self, code: &'s str) -> Option<&'s str> {
        if !code.starts_with('_') {
            return Some(code);
        }
        let (name, after) = label_name(code);
        let Some(rest) = after.trim_start_matches(BLANKS).strip_prefix(':') else {
            let end = code.find(|c| BLANKS.contains(&c)).unwrap_or(code.len());
            let message = format!("expected `:` after the label `{}`", shown(name));
            let help = "a label is `_` and then letters, digits or `_`: `_loop:`".to_string();
            self.error("A0105", &code[..end], message, Some(help));
            return None;
        };
        if name.len() < 2 {
            let help = "put at least one letter or digit behind the underscore".to_string();
            self.error(
                "A0105",
                name,
                "a label cannot be `_` alone".to_string(),
                Some(help),
            );
        } else if let Some(place) = self.label_places.get(name) {
            let first = self.labels[*place].line;
            let message = format!(
                "the label `{}` is already defined on line {first}",
                shown(name)
            );
            self.error(
                "A0106",
                name,
                message,
                Some("give one of the two another name".to_string()),
            );
        } else {
            self.label_places.insert(name, self.labels.len());
            self.labels.push(Label {
                name,
                address: 0,
                line: self.line,
            });
        }
        let rest = rest.trim_start_matches(BLANKS);
        if rest.starts_with('_') {
            let help = "put the second label on a line of its own; both will name the same address"
                .to_string();
            self.error(
                "A0105",
                label_name(rest).0,
                "only one label is possible on a line".to_string(),
                Some(help),
            );
            return None;
        }
        Some(rest)
    }

    fn unknown(&mut self, name: &'s str) {
        if let Some(colon) = name.find(':') {
            let label = &name[..colon];
            let message = format!(
                "a label must begin with an underscore, got `{}`",
                shown(label)
            );
            let help = format!("write `_{}:`", shown(label));
            return self.error("A0105", name, message, Some(help));
        }
        let kind = if name.starts_with('.') {
            "directive"
        } else {
            "instruction"
        };
        let help = nearest(name).map(|best| format!("did you mean `{best}`?"));
        self.error(
            "A0108",
            name,
            format!("there is no {kind} `{}`", shown(name)),
            help,
        );
    }

    fn instruction(&mut self, opcode: Opcode, name: &'s str, operands: &'s str) {
        let shape = opcode.shape();
        self.align_to_double_word();
        self.bind_labels();
        let Some(operands) = self.split_operands(operands) else {
            return;
        };
        if operands.len() != shape.operands() {
            let (expected, got) = (shape.operands(), operands.len());
            let message = format!(
                "`{opcode}` takes {expected} operand{}, got {got}",
                if expected == 1 { "" } else { "s" }
            );
            let help = format!("`{opcode} {}`: {}", shape.text(), opcode.meaning());
            let at = operands.get(expected).copied().unwrap_or(name);
            return self.error("A0109", at, message, Some(help));
        }
        // All operands are looked at before giving up, so that each error of the line is reported.
        let (ri, rj, a) = match shape {
            Shape::RiRjA => {
                let (ri, rj) = (self.register(operands[0]), self.register(operands[1]));
                (ri, rj, self.operand(operands[2]))
            }
            Shape::RiA => (
                self.register(operands[0]),
                Some(0),
                self.operand(operands[1]),
            ),
            Shape::RjA => {
                let rj = self.register(operands[0]);
                (Some(0), rj, self.operand(operands[1]))
            }
            Shape::ARi => {
                let a = self.operand(operands[0]);
                (self.register(operands[1]), Some(0), a)
            }
            Shape::A => (Some(0), Some(0), self.operand(operands[0])),
        };
        let (Some(ri), Some(rj), Some(a)) = (ri, rj, a) else {
            return;
        };
        let (immediate, a) = match a {
            Operand::Register(number) => (false, Word::from(number)),
            Operand::Immediate(word) => (true, word),
            Operand::Label(label) => {
                self.fixup(self.words.len(), label);
                (true, 0)
            }
        };
        let DoubleWord { lo, hi } = Instruction {
            opcode,
            immediate,
            ri,
            rj,
            a,
        }
        .encode(self.arch);
        self.push(lo);
        self.push(hi);
    }

    fn words_directive(&mut self, name: &'s str, operands: &'s str) {
        self.bind_labels();
        let Some(operands) = self.split_operands(operands) else {
            return;
        };
        if operands.is_empty() {
            let help = "write the words behind it: `.word 1, 0xff, _label`".to_string();
            return self.error(
                "A0109",
                name,
                "`.word` takes at least one operand".to_string(),
                Some(help),
            );
        }
        for operand in operands {
            match self.operand(operand) {
                Some(Operand::Immediate(word)) => self.push(word),
                Some(Operand::Label(label)) => {
                    self.fixup(self.words.len(), label);
                    self.push(0);
                }
                Some(Operand::Register(_)) => {
                    let message = format!(
                        "expected a number or a label, got the register `{}`",
                        shown(operand)
                    );
                    self.error("A0112", operand, message, None);
                }
                None => {}
            }
        }
    }

    fn zero_directive(&mut self, name: &'s str, operands: &'s str) {
        self.bind_labels();
        let Some(operands) = self.split_operands(operands) else {
            return;
        };
        let [count] = operands[..] else {
            let help = "write how many words: `.zero 16`".to_string();
            return self.error(
                "A0109",
                name,
                format!("`.zero` takes 1 operand, got {}", operands.len()),
                Some(help),
            );
        };
        // The count is no datum: it does not depend on W, and it is not negative.
        let widest = ArchParams::new(64, 1).expect("a machine");
        match parse_number(count, widest) {
            Ok(words) if !count.starts_with('-') => {
                for _ in 0..words {
                    if self.overflowed {
                        break;
                    }
                    self.push(0);
                }
            }
            _ => {
                let message = format!("expected a number of words, got `{}`", shown(count));
                self.error(
                    "A0112",
                    count,
                    message,
                    Some("write how many words: `.zero 16`".to_string()),
                );
            }
        }
    }

    /// The operands of a line, or `None` after reporting a missing or superfluous comma.
    fn split_operands(&mut self, text: &'s str) -> Option<Vec<&'s str>> {
        if text.is_empty() {
            return Some(Vec::new());
        }
        let mut operands = Vec::with_capacity(3);
        let mut fine = true;
        for piece in text.split(',') {
            let operand = piece.trim_matches(BLANKS);
            if operand.is_empty() {
                let help = "remove the comma, or write the operand".to_string();
                self.error(
                    "A0115",
                    operand,
                    "an operand is missing here".to_string(),
                    Some(help),
                );
                fine = false;
            } else if let Some(blank) = operand.find(BLANKS) {
                let second = operand[blank..].trim_start_matches(BLANKS);
                let message = format!("expected a comma before `{}`", shown(second));
                self.error(
                    "A0114",
                    second,
                    message,
                    Some("operands are separated by commas".to_string()),
                );
                fine = false;
            }
            operands.push(operand);
        }
        fine.then_some(operands)
    }

    fn register(&mut self, text: &'s str) -> Option<u32> {
        match self.operand(text)? {
            Operand::Register(number) => Some(number),
            Operand::Immediate(_) | Operand::Label(_) => {
                let message = format!("expected a register, got `{}`", shown(text));
                let help = "only the operand A may be a number or a label".to_string();
                self.error("A0110", text, message, Some(help));
                None
            }
        }
    }

    fn operand(&mut self, text: &'s str) -> Option<Operand<'s>> {
        if text.starts_with('_') {
            let (name, after) = label_name(text);
            if name.len() >= 2 && after.is_empty() {
                return Some(Operand::Label(name));
            }
        }
        if let Some(digits) = text.strip_prefix('r')
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
        {
            let registers = self.arch.num_registers();
            if let Some(number) = digits.parse().ok().filter(|number| *number < registers) {
                return Some(Operand::Register(number));
            }
            let message = format!(
                "there is no register `{}`: this machine has K = {registers}",
                shown(text)
            );
            let help = format!("the registers are r0 to r{}", registers - 1);
            self.error("A0111", text, message, Some(help));
            return None;
        }
        match parse_number(text, self.arch) {
            Ok(word) => Some(Operand::Immediate(word)),
            Err(TapeErrorKind::OutOfRange { word_bits }) => {
                let message = format!(
                    "the number {} does not fit a word of {word_bits} bits",
                    shown(text)
                );
                let help = format!("the range is -2^{} to 2^{word_bits} - 1", word_bits - 1);
                self.error("A0113", text, message, Some(help));
                None
            }
            Err(TapeErrorKind::NotANumber) => {
                let message = format!(
                    "expected a register, a number or a label, got `{}`",
                    shown(text)
                );
                let help = match text.as_bytes() {
                    [b'+', ..] => "write a positive number without a sign",
                    [b'R', ..] => "registers are written in lower case: `r0`",
                    [b'0', b'X', ..] => "hexadecimal numbers are written `0x2a`",
                    _ => "for example `r3`, `42`, `-1`, `0x2a` or `_loop`",
                };
                self.error("A0112", text, message, Some(help.to_string()));
                None
            }
        }
    }

    fn fixup(&mut self, word: usize, label: &'s str) {
        self.fixups.push(Fixup {
            word,
            label,
            line: self.line,
            line_start: self.line_start,
        });
    }

    fn push(&mut self, word: Word) {
        if self.words.len() as u64 / 2 >= Program::max_double_words(self.arch) {
            if !self.overflowed {
                self.overflowed = true;
                let most = Program::max_double_words(self.arch);
                let message = format!("the program is larger than {most} double words");
                let help =
                    "make the program or its data smaller, or read data from a tape".to_string();
                let at = &self.source[self.line_start..self.line_start];
                self.error("A0116", at, message, Some(help));
            }
            return;
        }
        if self.words.len().is_multiple_of(2) {
            self.source_lines
                .push(u32::try_from(self.line).unwrap_or(u32::MAX));
        }
        self.words.push(word);
    }

    fn align_to_double_word(&mut self) {
        if !self.words.len().is_multiple_of(2) {
            self.words.push(0);
        }
    }

    fn bind_labels(&mut self) {
        let address =
            (self.words.len() as Word * Word::from(self.arch.word_bytes())) & self.arch.word_mask();
        for label in &mut self.labels[self.bound..] {
            label.address = address;
        }
        self.bound = self.labels.len();
    }

    fn finish(mut self) -> Result<Assembled, Vec<Diagnostic>> {
        // A label with nothing after it names the end of the image.
        self.bind_labels();
        self.align_to_double_word();
        let sorted_until = self.diagnostics.len();
        for Fixup {
            word,
            label,
            line,
            line_start,
        } in std::mem::take(&mut self.fixups)
        {
            match self.label_places.get(label) {
                Some(place) => {
                    if let Some(word) = self.words.get_mut(word) {
                        *word = self.labels[*place].address;
                    }
                }
                None => {
                    (self.line, self.line_start) = (line, line_start);
                    let help = format!(
                        "put `{}:` before the instruction or datum it should name",
                        shown(label)
                    );
                    let message = format!("the label `{}` is not defined", shown(label));
                    self.error("A0107", label, message, Some(help));
                }
            }
        }
        if !self.diagnostics.is_empty() {
            if sorted_until != self.diagnostics.len() {
                self.diagnostics.sort_by_key(|d| d.offset);
            }
            return Err(self.diagnostics);
        }
        let double_words = self
            .words
            .chunks_exact(2)
            .map(|pair| DoubleWord {
                lo: pair[0],
                hi: pair[1],
            })
            .collect();
        let labels = self
            .labels
            .iter()
            .map(|l| (l.name.to_string(), l.address))
            .collect();
        let program = Program {
            arch: self.arch,
            double_words,
        };
        Ok(Assembled {
            program,
            source_lines: self.source_lines,
            labels,
        })
    }
}

/// Splits the text after the longest prefix that a label may consist of.
fn label_name(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|b| !b.is_ascii_alphanumeric() && b != b'_')
        .unwrap_or(text.len());
    text.split_at(end)
}

/// Source text for a message: cut when long, without control characters.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = text
        .chars()
        .take(MOST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// The mnemonic or directive that differs least from `name`, if it is close.
fn nearest(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    if lower.len() > 12 {
        return None;
    }
    let names = Opcode::ALL
        .into_iter()
        .map(Opcode::mnemonic)
        .chain([".word", ".zero"]);
    let (distance, best) = names
        .map(|known| (edit_distance(&lower, known), known))
        .min()?;
    (distance <= 1 + known_slack(best)).then_some(best)
}

/// Longer names may be further off.
fn known_slack(name: &str) -> usize {
    usize::from(name.len() > 4)
}

fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
