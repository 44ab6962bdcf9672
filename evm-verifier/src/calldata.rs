//! What goes into a call of the verifier, and what comes out of one that reverts.

use sha3::{Digest, Keccak256};

/// The calldata of `verify`: the program answers 0.
pub fn verify(program_id: [u8; 32], public_values: &[u8], proof: &[u8]) -> Vec<u8> {
    let mut data = selector("verify(bytes32,bytes,bytes)").to_vec();
    data.extend(program_id);
    append_tail(&mut data, 3, &[public_values, proof]);
    data
}

/// The calldata of `verifyAnswer`: the program answers `answer`.
pub fn verify_answer(
    program_id: [u8; 32],
    answer: u32,
    public_values: &[u8],
    proof: &[u8],
) -> Vec<u8> {
    let mut data = selector("verifyAnswer(bytes32,uint32,bytes,bytes)").to_vec();
    data.extend(program_id);
    data.extend(word(u64::from(answer)));
    append_tail(&mut data, 4, &[public_values, proof]);
    data
}

/// What a transaction with this calldata costs before anything is executed, and the least that it costs at all (EIP-7623).
pub fn intrinsic_gas(calldata: &[u8]) -> (u64, u64) {
    let zeros = calldata.iter().filter(|byte| **byte == 0).count() as u64;
    let tokens = zeros + 4 * (calldata.len() as u64 - zeros);
    (21_000 + 4 * tokens, 21_000 + 10 * tokens)
}

/// The calldata of a getter such as `PROOF_LENGTH()`.
pub fn getter(name: &str) -> Vec<u8> {
    selector(&format!("{name}()")).to_vec()
}

/// The string that a getter such as `PROFILE()` returned.
pub fn string(returned: &[u8]) -> Option<String> {
    let number = |at: usize| -> Option<usize> {
        let word = returned.get(at..at.checked_add(32)?)?;
        let (high, low) = word.split_at(24);
        let low = u64::from_be_bytes(low.try_into().ok()?);
        high.iter()
            .all(|byte| *byte == 0)
            .then_some(low)?
            .try_into()
            .ok()
    };
    let offset = number(0)?;
    let length = number(offset)?;
    let start = offset.checked_add(32)?;
    let text = returned.get(start..start.checked_add(length)?)?;
    String::from_utf8(text.to_vec()).ok()
}

/// `programId`: the hash of the verifier and of the program's points, `proof[4..4 + 64 * columns]`.
pub fn program_id(verifier_hash: &[u8; 32], program_points: &[u8]) -> [u8; 32] {
    Keccak256::new()
        .chain_update(verifier_hash)
        .chain_update(program_points)
        .finalize()
        .into()
}

/// Offsets, then the byte strings, each with its length and padding.
pub(crate) fn append_tail(data: &mut Vec<u8>, head_words: usize, strings: &[&[u8]]) {
    let mut offset = 32 * head_words;
    for string in strings {
        data.extend(word(offset as u64));
        offset += 32 + string.len().next_multiple_of(32);
    }
    for string in strings {
        data.extend(word(string.len() as u64));
        data.extend(*string);
        data.resize(
            data.len() + string.len().next_multiple_of(32) - string.len(),
            0,
        );
    }
}

pub(crate) fn word(value: u64) -> [u8; 32] {
    let mut word = [0; 32];
    word[24..].copy_from_slice(&value.to_be_bytes());
    word
}

pub(crate) fn selector(signature: &str) -> [u8; 4] {
    let hash = Keccak256::digest(signature);
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Why the contract refused a call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The proof does not hold.
    #[error("the proof does not hold for this program, answer and public values")]
    InvalidProof,
    /// The proof was made for another contract.
    #[error(
        "the proof is for the verifier with selector 0x{received}, this contract is 0x{expected}; \
         prove with this contract's profile and setup, or call the contract that the proof was made for",
        received = hex::encode(received), expected = hex::encode(expected)
    )]
    WrongVerifier {
        /// First four bytes of the proof.
        received: [u8; 4],
        /// The contract's `SELECTOR()`.
        expected: [u8; 4],
    },
    /// Cut off or padded.
    #[error("the proof has {received} bytes, this contract takes exactly {expected}")]
    WrongProofLength {
        /// Length of the proof.
        received: u64,
        /// The contract's `PROOF_LENGTH()`.
        expected: u64,
    },
    /// A proof about another program.
    #[error(
        "the proof is about program 0x{received}, the call asks for program 0x{expected}",
        received = hex::encode(received), expected = hex::encode(expected)
    )]
    WrongProgram {
        /// The program that the proof is about.
        received: [u8; 32],
        /// The argument of the call.
        expected: [u8; 32],
    },
    /// More public words than the profile has room for.
    #[error(
        "{received} bytes of public values, the profile allows {maximum}; use a larger profile or hash them"
    )]
    PublicValuesTooLong {
        /// Length of the public values.
        received: u64,
        /// The contract's `MAX_PUBLIC_BYTES()`.
        maximum: u64,
    },
    /// Public values are 32-bit words.
    #[error("{length} bytes of public values: expected a multiple of 4")]
    PublicValuesNotWords {
        /// Length of the public values.
        length: u64,
    },
    /// An encoding that is not the only one of its value.
    #[error(
        "word {index} of the proof is not below its modulus: the proof was not made by an honest prover, or was damaged"
    )]
    NotCanonical {
        /// Which 32-byte word after the selector.
        index: u64,
    },
    /// Not a point.
    #[error("words {index} and {next} of the proof are not a point of the curve: the proof was damaged", next = index + 1)]
    NotOnCurve {
        /// Which 32-byte word after the selector holds the x coordinate.
        index: u64,
    },
    /// [`Refusal::NotCanonical`] in a segment.
    #[error(
        "word {index} of segment {segment} (from 0) is not below its modulus: the proof was not made by an honest prover, or was damaged"
    )]
    SegmentNotCanonical {
        /// Which segment.
        segment: u64,
        /// Which of its words.
        index: u64,
    },
    /// [`Refusal::NotOnCurve`] in a segment.
    #[error("words {index} and {next} of segment {segment} (from 0) are not a point of the curve: the proof was damaged", next = index + 1)]
    SegmentNotOnCurve {
        /// Which segment.
        segment: u64,
        /// Which of its words holds the x coordinate.
        index: u64,
    },
    /// Segments that hold, of no run.
    #[error(
        "each segment holds by itself, but what some of them wrote is not what others read: they are not of one run"
    )]
    SegmentsDisagree,
    /// Segments of a run that has not begun.
    #[error("no run 0x{} has begun: `begin` comes first, with the same program, answer, public values and proof", hex::encode(.run))]
    UnknownRun {
        /// The run's name.
        run: [u8; 32],
    },
    /// A segment that the run does not have.
    #[error("segment {segment} (from 0) of a run that has {segments}")]
    NoSuchSegment {
        /// Which segment.
        segment: u64,
        /// How many the run has.
        segments: u64,
    },
    /// Not the bytes of segments.
    #[error("{received} bytes of segments: expected a multiple of {of_segment}, and not none")]
    WrongSegmentsLength {
        /// How many bytes.
        received: u64,
        /// The bytes of a segment.
        of_segment: u64,
    },
    /// Other first points than the run began with.
    #[error(
        "the first points of the {count} segments from {from} (from 0) on are not those that the run began with, or come with another path: they are of another proof, or in another place"
    )]
    OtherPoints {
        /// The first of the segments.
        from: u64,
        /// How many.
        count: u64,
    },
    /// The chain is not Ethereum enough.
    #[error(
        "a precompile for BN254 or modular powers is missing on this chain, or the gas limit was too low"
    )]
    PrecompileFailed,
    /// The constructor was given something that is no setup.
    #[error(
        "the constructor's fixed commitment {index} is not a point of the curve: the arguments were damaged, or belong to another profile"
    )]
    WrongFixedCommitment {
        /// Which commitment.
        index: u64,
    },
    /// The same of `[s]_2`.
    #[error(
        "the constructor's [s]_2 is not a point of the pairing's group, or one for which everybody knows s: not a setup"
    )]
    WrongSG2,
    /// No error of this contract.
    #[error("not an error of a vnTinyRAM verifier: 0x{}{}", hex::encode(&.0[..64.min(.0.len())]), if .0.is_empty() { " (empty: malformed calldata, no contract, or out of gas)" } else { "" })]
    Unknown(Vec<u8>),
}

impl Refusal {
    /// The error as Solidity has it, with its values; empty for one that is not the verifier's.
    pub fn solidity(&self) -> String {
        let bytes = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
        match self {
            Self::InvalidProof => "InvalidProof()".to_owned(),
            Self::WrongVerifier { received, expected } => {
                format!("WrongVerifier({}, {})", bytes(received), bytes(expected))
            }
            Self::WrongProofLength { received, expected } => {
                format!("WrongProofLength({received}, {expected})")
            }
            Self::WrongProgram { received, expected } => {
                format!("WrongProgram({}, {})", bytes(received), bytes(expected))
            }
            Self::PublicValuesTooLong { received, maximum } => {
                format!("PublicValuesTooLong({received}, {maximum})")
            }
            Self::PublicValuesNotWords { length } => format!("PublicValuesNotWords({length})"),
            Self::NotCanonical { index } => format!("NotCanonical({index})"),
            Self::NotOnCurve { index } => format!("NotOnCurve({index})"),
            Self::SegmentNotCanonical { segment, index } => {
                format!("SegmentNotCanonical({segment}, {index})")
            }
            Self::SegmentNotOnCurve { segment, index } => {
                format!("SegmentNotOnCurve({segment}, {index})")
            }
            Self::SegmentsDisagree => "SegmentsDisagree()".to_owned(),
            Self::UnknownRun { run } => format!("UnknownRun({})", bytes(run)),
            Self::NoSuchSegment { segment, segments } => {
                format!("NoSuchSegment({segment}, {segments})")
            }
            Self::WrongSegmentsLength {
                received,
                of_segment,
            } => format!("WrongSegmentsLength({received}, {of_segment})"),
            Self::OtherPoints { from, count } => format!("OtherPoints({from}, {count})"),
            Self::PrecompileFailed => "PrecompileFailed()".to_owned(),
            Self::WrongFixedCommitment { index } => format!("WrongFixedCommitment({index})"),
            Self::WrongSG2 => "WrongSG2()".to_owned(),
            Self::Unknown(_) => String::new(),
        }
    }

    /// Reads revert data.
    pub fn decode(data: &[u8]) -> Self {
        Self::try_decode(data).unwrap_or_else(|| Self::Unknown(data.to_vec()))
    }

    fn try_decode(data: &[u8]) -> Option<Self> {
        let (head, body) = data.split_first_chunk::<4>()?;
        let is = |signature: &str| selector(signature) == *head;
        let word =
            |i: usize| -> Option<[u8; 32]> { body.get(32 * i..32 * i + 32)?.try_into().ok() };
        let number = |i: usize| -> Option<u64> {
            let (high, low) = word(i)?
                .split_last_chunk::<8>()
                .map(|(h, l)| (h.to_vec(), *l))?;
            Some(if high.iter().all(|b| *b == 0) {
                u64::from_be_bytes(low)
            } else {
                u64::MAX
            })
        };
        let bytes4 = |i: usize| -> Option<[u8; 4]> { word(i)?[..4].try_into().ok() };
        let (arguments, refusal) = if is("InvalidProof()") {
            (0, Self::InvalidProof)
        } else if is("PrecompileFailed()") {
            (0, Self::PrecompileFailed)
        } else if is("WrongSG2()") {
            (0, Self::WrongSG2)
        } else if is("WrongFixedCommitment(uint256)") {
            (1, Self::WrongFixedCommitment { index: number(0)? })
        } else if is("WrongVerifier(bytes4,bytes4)") {
            (
                2,
                Self::WrongVerifier {
                    received: bytes4(0)?,
                    expected: bytes4(1)?,
                },
            )
        } else if is("WrongProofLength(uint256,uint256)") {
            (
                2,
                Self::WrongProofLength {
                    received: number(0)?,
                    expected: number(1)?,
                },
            )
        } else if is("WrongProgram(bytes32,bytes32)") {
            (
                2,
                Self::WrongProgram {
                    received: word(0)?,
                    expected: word(1)?,
                },
            )
        } else if is("PublicValuesTooLong(uint256,uint256)") {
            (
                2,
                Self::PublicValuesTooLong {
                    received: number(0)?,
                    maximum: number(1)?,
                },
            )
        } else if is("PublicValuesNotWords(uint256)") {
            (1, Self::PublicValuesNotWords { length: number(0)? })
        } else if is("NotCanonical(uint256)") {
            (1, Self::NotCanonical { index: number(0)? })
        } else if is("NotOnCurve(uint256)") {
            (1, Self::NotOnCurve { index: number(0)? })
        } else if is("SegmentsDisagree()") {
            (0, Self::SegmentsDisagree)
        } else if is("UnknownRun(bytes32)") {
            (1, Self::UnknownRun { run: word(0)? })
        } else if is("SegmentNotCanonical(uint256,uint256)") {
            let (segment, index) = (number(0)?, number(1)?);
            (2, Self::SegmentNotCanonical { segment, index })
        } else if is("SegmentNotOnCurve(uint256,uint256)") {
            let (segment, index) = (number(0)?, number(1)?);
            (2, Self::SegmentNotOnCurve { segment, index })
        } else if is("NoSuchSegment(uint256,uint256)") {
            let (segment, segments) = (number(0)?, number(1)?);
            (2, Self::NoSuchSegment { segment, segments })
        } else if is("WrongSegmentsLength(uint256,uint256)") {
            let (received, of_segment) = (number(0)?, number(1)?);
            (
                2,
                Self::WrongSegmentsLength {
                    received,
                    of_segment,
                },
            )
        } else if is("OtherPoints(uint256,uint256)") {
            let (from, count) = (number(0)?, number(1)?);
            (2, Self::OtherPoints { from, count })
        } else {
            return None;
        };
        (body.len() == 32 * arguments).then_some(refusal)
    }
}
