//! Reading what the arguments name: programs, tapes, proofs. Every read has a bound, and no text of a tape is ever repeated.

use crate::error::{Error, Result};
use crate::guest::{self, BuildOptions, Guest};
use circuits::Proof;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use tinyram::{ArchParams, Program, Tapes, Word, asm};

/// Programs and tapes are not read beyond this. The largest image that a program may have is 256 MiB of text away from it.
const MAX_INPUT_BYTES: u64 = 64 << 20;

/// The whole of a file, or of a pipe such as `<(command)`.
pub fn read_file(path: &Path, most_bytes: u64) -> Result<Vec<u8>> {
    let shown = path.display();
    let cannot =
        |error: std::io::Error| Error::environment(format!("cannot read {shown}: {error}"));
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.is_dir() {
        return Err(Error::environment(format!(
            "cannot read {shown}: it is a directory, expected a file"
        )));
    }
    let mut content = Vec::new();
    file.take(most_bytes + 1)
        .read_to_end(&mut content)
        .map_err(cannot)?;
    if content.len() as u64 > most_bytes {
        return Err(Error::limit(format!(
            "{shown} is longer than {most_bytes} bytes, the most that is read of such a file"
        )));
    }
    Ok(content)
}

fn read_text(path: &Path, most_bytes: u64, expected: &str) -> Result<String> {
    // The error of `from_utf8` carries the bytes; they may be secret, so it is dropped.
    String::from_utf8(read_file(path, most_bytes)?).map_err(|_| {
        Error::usage(format!(
            "{}: expected {expected}, found bytes that are not UTF-8 text",
            path.display()
        ))
    })
}

/// Assembly source.
pub fn source(path: &Path) -> Result<Program> {
    let text = read_text(path, MAX_INPUT_BYTES, "assembly source")?;
    assemble(&text, &path.display().to_string())
}

/// Assembles, with the diagnostics as the error's message.
pub fn assemble(text: &str, name: &str) -> Result<Program> {
    match asm::assemble(text) {
        Ok(assembled) => Ok(assembled.program),
        Err(diagnostics) => {
            let first = diagnostics.first();
            let no_header = first.filter(|first| first.code == "A0101");
            Err(Error::usage(match no_header {
                // Perhaps the secret tape, given in the program's place: its text is not to be repeated.
                Some(first) if !name.ends_with(".s") => format!(
                    "error[{}]: {name}: {}; expected assembly source or a .vnt file (the text is not shown, it may be a tape)",
                    first.code, first.message
                ),
                _ => asm::render_all(&diagnostics, text, name)
                    .trim_end()
                    .to_owned(),
            }))
        }
    }
}

/// A program, and the RISC-V program that it was made of, if it was.
pub struct Loaded {
    pub program: Program,
    pub guest: Option<Guest>,
}

/// A program: a C, C++ or Rust source, a directory of C sources, a cargo project, an ELF file, a `.vnt` image, or assembly source in a file of any other name.
pub fn load(path: &Path, options: &BuildOptions) -> Result<Loaded> {
    let guest = match guest::sources(path)? {
        Some(sources) => options.compile(&sources, path)?,
        None => {
            let bytes = read_file(path, MAX_INPUT_BYTES)?;
            if !bytes.starts_with(b"\x7fELF") {
                let program = image_or_assembly(path, bytes)?;
                return Ok(Loaded {
                    program,
                    guest: None,
                });
            }
            options.translate(bytes, path)?
        }
    };
    Ok(Loaded {
        program: guest.translation.program.clone(),
        guest: Some(guest),
    })
}

/// A program, without what it was made of.
pub fn program(path: &Path, options: &BuildOptions) -> Result<Program> {
    Ok(load(path, options)?.program)
}

fn image_or_assembly(path: &Path, bytes: Vec<u8>) -> Result<Program> {
    let is_image = bytes.starts_with(b"VNTPROG\0")
        || path.extension().is_some_and(|extension| extension == "vnt");
    if is_image {
        return Program::read_vnt(&bytes)
            .map_err(|error| Error::usage(error).about(path.display()));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::usage(format!(
            "{}: expected a program, either assembly source, a .vnt file, a C, C++ or Rust source (.c, .cc, .cpp, .rs) or an ELF file, found bytes that are neither",
            path.display()
        ))
    })?;
    assemble(&text, &path.display().to_string())
}

/// A tape file: words, or `0x` and the bytes of all of them, as Solidity prints them. No file is the empty tape.
pub fn tape(path: Option<&Path>, arch: ArchParams) -> Result<Vec<Word>> {
    let Some(path) = path else { return Ok(vec![]) };
    let text = read_text(path, MAX_INPUT_BYTES, "the words of a tape")?;
    if let Some(words) = bytes_as_words(text.trim(), arch) {
        return words.map_err(|error| error.about(path.display()));
    }
    tinyram::parse_tape(&text, arch).map_err(|error| Error::usage(error).about(path.display()))
}

/// One `0x` number of more digits than a word has is bytes, big-endian words. None if the text is nothing of the kind.
fn bytes_as_words(text: &str, arch: ArchParams) -> Option<Result<Vec<Word>>> {
    let digits = text.strip_prefix("0x")?;
    let per_word = arch.word_bits() as usize / 4;
    if digits.len() <= per_word || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    if !digits.len().is_multiple_of(per_word) {
        return Some(Err(Error::usage(format!(
            "{} hexadecimal digits: bytes of a tape are whole words of {per_word} digits each",
            digits.len()
        ))));
    }
    let words = digits.as_bytes().chunks(per_word).map(|word| {
        let word = std::str::from_utf8(word).expect("ASCII");
        Word::from_str_radix(word, 16).expect("hexadecimal digits")
    });
    Some(Ok(words.collect()))
}

/// Both tapes.
pub fn tapes(primary: Option<&Path>, auxiliary: Option<&Path>, arch: ArchParams) -> Result<Tapes> {
    Ok(Tapes {
        primary: tape(primary, arch)?,
        auxiliary: tape(auxiliary, arch)?,
    })
}

/// Words of a machine that can be proved.
pub fn words_32(words: &[Word]) -> Result<Vec<u32>> {
    words
        .iter()
        .map(|&word| {
            u32::try_from(word).map_err(|_| Error::usage("only programs of W = 32 can be proved"))
        })
        .collect()
}

/// `proof.json`.
pub fn proof(path: &Path) -> Result<Proof> {
    let text = read_text(path, circuits::MAX_FILE_BYTES, "a proof file")?;
    // serde's message would repeat a number that stands alone, and a tape given in the proof's place may be secret.
    if !text.trim_start().starts_with('{') {
        return Err(Error::usage(format!(
            "{}: not a proof file: expected a JSON object (the text is not shown, it may be a tape)",
            path.display()
        )));
    }
    Proof::from_json(&text).map_err(|error| Error::from(error).about(path.display()))
}

/// A number of 32 bits, decimal or `0x` hexadecimal.
pub fn parse_u32(text: &str) -> std::result::Result<u32, String> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    if digits.starts_with('+') {
        return Err("expected digits".to_owned());
    }
    u32::from_str_radix(digits, radix)
        .map_err(|_| "expected a number from 0 to 4294967295, decimal or 0x hexadecimal".to_owned())
}

/// A length of time: a number and its unit.
pub fn time(text: &str) -> std::result::Result<Duration, String> {
    let wrong = || format!("'{text}': expected a number and s, m, h or d, as in 12h");
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86400,
        _ => return Err(wrong()),
    };
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    Ok(Duration::from_secs(u64::from(number) * unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_a_number_and_a_unit() {
        for (text, expected) in [("0s", 0), ("30m", 1800), ("12h", 43200), ("7d", 604_800)] {
            assert_eq!(time(text), Ok(Duration::from_secs(expected)));
        }
        for wrong in ["", "7", "d", "-1d", "1w", "1.5h", "1é"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }
}
