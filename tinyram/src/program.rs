//! A program is the machine's initial memory.

use crate::{ArchError, ArchParams, DoubleWord, Word};
use thiserror::Error;

/// The initial memory from address 0: instructions and data, double word by double word. The rest of the memory is zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The machine the program is written for.
    pub arch: ArchParams,
    /// Double word `i` lies at byte address `i * arch.double_word_bytes()`.
    pub double_words: Vec<DoubleWord>,
}

/// Why a list of double words is not a program.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProgramError {
    /// More double words than this crate takes, or than the memory has.
    #[error(
        "the image has {got} double words, at most {most} are possible: make the program or its data smaller"
    )]
    TooLong {
        /// The length asked for.
        got: u64,
        /// The limit.
        most: u64,
    },
    /// A word has more than *W* bits.
    #[error("double word {index} does not fit two words of {word_bits} bits")]
    WordTooWide {
        /// Its place in the list, from 0.
        index: usize,
        /// *W*.
        word_bits: u32,
    },
    /// The bytes of an image end inside a double word.
    #[error(
        "the image has {got} bytes, which is no multiple of the {unit} bytes of a double word: is it for another W, or cut off?"
    )]
    PartialDoubleWord {
        /// Bytes given.
        got: usize,
        /// Bytes of a double word.
        unit: usize,
    },
}

/// Why bytes are not a `.vnt` file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VntError {
    /// Fewer bytes than the header has.
    #[error(
        "a .vnt file starts with {expected} bytes of header, this one ends after {got}: it is empty, cut off or something else"
    )]
    HeaderTooShort {
        /// Bytes of the header.
        expected: usize,
        /// Bytes given.
        got: usize,
    },
    /// The first eight bytes are not `VNTPROG\0`.
    #[error(
        "expected a .vnt program (first bytes \"VNTPROG\\0\"), got something else: assemble the source first"
    )]
    Magic,
    /// A format version that this crate does not know.
    #[error(
        "expected .vnt format version {expected}, got {got}: assemble the source again with this version"
    )]
    Version {
        /// The version this crate writes.
        expected: u16,
        /// The version in the file.
        got: u16,
    },
    /// The header's *W* and *K* are not a machine.
    #[error("the header's machine parameters are not usable: {0}")]
    Arch(#[from] ArchError),
    /// The length in the header and the length of the file do not agree.
    #[error(
        "the header announces {expected} bytes of image, the file holds {got}: it was cut off or something was appended"
    )]
    Length {
        /// Bytes the header calls for; exact, however large the header's number is.
        expected: u128,
        /// Bytes that follow the header.
        got: usize,
    },
    /// The image is not a program.
    #[error(transparent)]
    Program(#[from] ProgramError),
}

const VNT_MAGIC: [u8; 8] = *b"VNTPROG\0";
const VNT_VERSION: u16 = 1;
/// Magic, version (u16), *W* (u16), *K* (u32), length in double words (u64), all little-endian.
const VNT_HEADER_BYTES: usize = 8 + 2 + 2 + 4 + 8;

impl Program {
    /// The longest image this crate handles, whatever *W*: 2^24 double words. Larger data belongs on the tapes.
    pub const MAX_DOUBLE_WORDS: u64 = 1 << 24;

    /// A program from its double words, checked against the machine.
    pub fn new(arch: ArchParams, double_words: Vec<DoubleWord>) -> Result<Self, ProgramError> {
        check_length(arch, double_words.len() as u64)?;
        let mask = arch.word_mask();
        if let Some(index) = double_words.iter().position(|d| d.lo > mask || d.hi > mask) {
            return Err(ProgramError::WordTooWide {
                index,
                word_bits: arch.word_bits(),
            });
        }
        Ok(Self { arch, double_words })
    }

    /// The longest image for a machine, in double words: its whole memory or [`Program::MAX_DOUBLE_WORDS`].
    pub fn max_double_words(arch: ArchParams) -> u64 {
        arch.memory_double_words().min(Self::MAX_DOUBLE_WORDS)
    }

    /// The memory image, little-endian: exactly the bytes the machine starts with.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = self.arch.word_bytes() as usize;
        let mut image = Vec::with_capacity(self.double_words.len() * 2 * bytes);
        for double_word in &self.double_words {
            image.extend_from_slice(&double_word.lo.to_le_bytes()[..bytes]);
            image.extend_from_slice(&double_word.hi.to_le_bytes()[..bytes]);
        }
        image
    }

    /// The program whose memory image this is.
    pub fn from_bytes(arch: ArchParams, image: &[u8]) -> Result<Self, ProgramError> {
        let unit = arch.double_word_bytes() as usize;
        if !image.len().is_multiple_of(unit) {
            return Err(ProgramError::PartialDoubleWord {
                got: image.len(),
                unit,
            });
        }
        check_length(arch, (image.len() / unit) as u64)?;
        let word = |bytes: &[u8]| {
            bytes
                .iter()
                .rev()
                .fold(0, |word: Word, byte| word << 8 | Word::from(*byte))
        };
        let double_words = image
            .chunks_exact(unit)
            .map(|chunk| DoubleWord {
                lo: word(&chunk[..unit / 2]),
                hi: word(&chunk[unit / 2..]),
            })
            .collect();
        Ok(Self { arch, double_words })
    }

    /// The program as a `.vnt` file: the memory image behind a header that says for which machine.
    pub fn write_vnt(&self) -> Vec<u8> {
        let image = self.to_bytes();
        let mut file = Vec::with_capacity(VNT_HEADER_BYTES + image.len());
        file.extend_from_slice(&VNT_MAGIC);
        file.extend_from_slice(&VNT_VERSION.to_le_bytes());
        file.extend_from_slice(&(self.arch.word_bits() as u16).to_le_bytes());
        file.extend_from_slice(&self.arch.num_registers().to_le_bytes());
        file.extend_from_slice(&(self.double_words.len() as u64).to_le_bytes());
        file.extend_from_slice(&image);
        file
    }

    /// Reads a `.vnt` file. The memory this takes is in proportion to the bytes given, whatever the header says.
    pub fn read_vnt(file: &[u8]) -> Result<Self, VntError> {
        let Some((magic, rest)) = file.split_first_chunk::<8>() else {
            return Err(VntError::HeaderTooShort {
                expected: VNT_HEADER_BYTES,
                got: file.len(),
            });
        };
        if *magic != VNT_MAGIC {
            return Err(VntError::Magic);
        }
        let too_short = VntError::HeaderTooShort {
            expected: VNT_HEADER_BYTES,
            got: file.len(),
        };
        let Some((version, rest)) = rest.split_first_chunk::<2>() else {
            return Err(too_short);
        };
        let version = u16::from_le_bytes(*version);
        if version != VNT_VERSION {
            return Err(VntError::Version {
                expected: VNT_VERSION,
                got: version,
            });
        }
        let Some((word_bits, rest)) = rest.split_first_chunk::<2>() else {
            return Err(too_short);
        };
        let Some((num_registers, rest)) = rest.split_first_chunk::<4>() else {
            return Err(too_short);
        };
        let Some((length, image)) = rest.split_first_chunk::<8>() else {
            return Err(too_short);
        };
        let arch = ArchParams::new(
            u16::from_le_bytes(*word_bits).into(),
            u32::from_le_bytes(*num_registers),
        )?;
        let expected =
            u128::from(u64::from_le_bytes(*length)) * u128::from(arch.double_word_bytes());
        if expected != image.len() as u128 {
            return Err(VntError::Length {
                expected,
                got: image.len(),
            });
        }
        Ok(Self::from_bytes(arch, image)?)
    }
}

fn check_length(arch: ArchParams, got: u64) -> Result<(), ProgramError> {
    let most = Program::max_double_words(arch);
    if got > most {
        Err(ProgramError::TooLong { got, most })
    } else {
        Ok(())
    }
}
