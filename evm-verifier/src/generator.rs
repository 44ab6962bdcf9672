//! Verifying key to Solidity.
//!
//! The template `templates/Verifier.sol` is the contract; this module fills in what depends on the circuit: the gates, the sets of
//! opening points, and where each word lies. One contract serves every program of a profile: the commitments of the *program columns*
//! come with the proof, and `programId` is their hash. The text does not depend on the setup (SRS) either: the commitments of all
//! other fixed columns and `[s]_2` are [`constructor_arguments`].

mod expr;
mod field;
mod layout;
pub mod packed;

use std::collections::BTreeSet;

use circuits::WORDS_PER_SCALAR;
use ff::Field;
use group::GroupEncoding;
use halo2_proofs::halo2curves::bn256::{Bn256, Fr, G1Affine, G2Affine};
use halo2_proofs::plonk::{ConstraintSystem, Expression, VerifyingKey};
use halo2_proofs::poly::kzg::commitment::ParamsKZG;
use sha3::{Digest, Keccak256};

use expr::{Graph, NodeId, Printer};
use layout::{Column, Layout};

const TEMPLATE: &str = include_str!("../templates/Verifier.sol");

/// Which rows of the instance column may hold something, and what. All others are zero.
///
/// The transcript absorbs, behind seed and program points, answer and number of words as 32 bytes each, then the words, and zeros
/// for all others that there is room for. Row h of the public words then has the value at the first challenge of the
/// polynomial with the row's scalars as coefficients, and above them the number of words from the row's first one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceShape {
    /// Row of the answer.
    pub answer: usize,
    /// First row of public words.
    pub first: usize,
    /// Rows from one such row to the next.
    pub stride: usize,
    /// Number of such rows.
    pub rows: usize,
    /// Scalars of one such row.
    pub scalars_per_row: usize,
}

impl InstanceShape {
    /// Public words of one row.
    pub fn words_per_row(&self) -> usize {
        WORDS_PER_SCALAR * self.scalars_per_row
    }

    /// The most public words that fit: one place is kept free for the end mark.
    pub fn max_words(&self) -> usize {
        (self.words_per_row() * self.rows).saturating_sub(1)
    }
}

/// Everything that a verifier contract is made from.
#[derive(Clone, Debug)]
pub struct VerifierSpec<'a> {
    /// Name of the profile, as `PROFILE()` returns it.
    pub name: &'a str,
    /// The setup: `[s]_2` is an argument of the constructor.
    pub params: &'a ParamsKZG<Bn256>,
    /// The verifying key of any program of the profile. Its commitments are arguments of the constructor.
    pub vk: &'a VerifyingKey<G1Affine>,
    /// What names profile and circuit: the start of what `VERIFIER_HASH` is the hash of, see [`VerifierSpec::verifier_hash`].
    pub hash_start: Vec<u8>,
    /// Indices of the fixed columns that differ between programs. The proof brings their commitments, in this order.
    pub program_columns: Vec<usize>,
    /// The instance column.
    pub instance: InstanceShape,
    /// `[s]_2` of the setup whose trapdoor is public: a contract that is made with it says so.
    pub dev_s_g2: G2Affine,
}

impl VerifierSpec<'_> {
    /// Hash of everything but the program: [`VerifierSpec::hash_start`], the fixed commitments that are the same for all programs,
    /// x || y, and both points of G2, compressed. Its residue modulo r is the transcript's seed, its first four bytes the selector.
    pub fn verifier_hash(&self) -> [u8; 32] {
        let mut hash = Keccak256::new().chain_update(&self.hash_start);
        for (_, point) in self.fixed_commitments() {
            hash.update(field::g1(point).concat());
        }
        for point in [self.params.g2(), self.params.s_g2()] {
            hash.update(point.to_bytes());
        }
        hash.finalize().into()
    }

    /// The fixed columns that are the same for all programs, with their commitments.
    fn fixed_commitments(&self) -> impl Iterator<Item = (usize, &G1Affine)> {
        let all = self.vk.fixed_commitments().iter().enumerate();
        all.filter(|(column, _)| !self.program_columns.contains(column))
    }
}

/// What a deployment appends to the creation code, as Solidity's ABI encodes it: coordinates of the fixed commitments, then `[s]_2`.
/// Nothing else of the contract depends on the setup.
pub fn constructor_arguments(spec: &VerifierSpec<'_>) -> Vec<u8> {
    let points = spec.fixed_commitments().map(|(_, point)| point);
    arguments(points, &spec.params.s_g2())
}

/// The constructor's arguments: points that all programs share, and the setup's.
fn arguments<'p>(points: impl Iterator<Item = &'p G1Affine>, s_g2: &G2Affine) -> Vec<u8> {
    let mut words: Vec<[u8; 32]> = points.flat_map(field::g1).collect();
    words.extend(field::g2(s_g2));
    words.concat()
}

/// Counts that decide gas and code size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    /// log2 of the number of rows.
    pub k: u32,
    /// Points of the proof, the two opening points included, program points not.
    pub proof_points: usize,
    /// Program points.
    pub program_points: usize,
    /// Commitments that the constructor is given and a proof is checked with.
    pub constant_points: usize,
    /// Scalars of the proof.
    pub evaluations: usize,
    /// Sets of rotations that commitments are opened at.
    pub rotation_sets: usize,
    /// Sum of the sizes of these sets.
    pub rotation_set_points: usize,
    /// Additions and multiplications in the gates.
    pub gate_operations: usize,
    /// Highest degree of a gate.
    pub degree: usize,
}

/// A generated contract.
#[derive(Clone, Debug)]
pub struct VerifierSource {
    /// Solidity.
    pub source: String,
    /// Name of the contract in it.
    pub contract: String,
    /// Exact length of a proof in bytes, selector and program points included.
    pub proof_length: usize,
    /// Most bytes of public values.
    pub max_public_bytes: usize,
    /// Counts for a gas estimate.
    pub shape: Shape,
}

/// Why no contract can be generated. All of these are properties of the circuit: nothing a user's program can cause.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum GenerateError {
    /// Copy constraints and native lookups need commitments that the template does not read.
    #[error("the verifier template has no {0}: the circuit must do without")]
    Unsupported(&'static str),
    /// halo2 caps the degree silently: such a circuit's proofs never verify.
    #[error(
        "gate `{gate}` has degree {degree}, but halo2 takes the circuit for degree {cap}: no proof of it would verify; split the gate"
    )]
    Degree {
        /// Name of the gate.
        gate: String,
        /// Its degree.
        degree: usize,
        /// What `ConstraintSystem::degree` says.
        cap: usize,
    },
    /// A column or row that does not exist or is named twice.
    #[error(
        "{what} {index} is out of range or named twice: expected distinct numbers below {limit}"
    )]
    Index {
        /// What kind of index.
        what: &'static str,
        /// The offender.
        index: usize,
        /// The first number that is too large.
        limit: usize,
    },
    /// The name goes into source code and must not need escaping.
    #[error("profile name {0:?}: expected 1 to 64 of the characters a-z, A-Z, 0-9 and -_./")]
    Name(String),
}

/// The contract for a profile.
pub fn generate(spec: &VerifierSpec<'_>) -> Result<VerifierSource, GenerateError> {
    let layout = Layout::new(spec)?;
    let contract = contract_name(spec.name)?;
    let gates = gates(spec.vk.cs())?;
    let memory = layout.memory(gates.shared, &gates.y_powers);

    let omega = spec.vk.get_domain().get_omega();
    let root_inv = |row: usize| {
        let root = omega.pow_vartime([row as u64]);
        field::scalar(&root.invert().expect("a root of unity is not zero"))
    };
    let instance = &spec.instance;
    let n_inv = Fr::from(spec.vk.get_domain().get_n())
        .invert()
        .expect("a power of two is not zero in this field");
    let setup = setup(spec, &layout);

    let points_end = 64 * layout.points();
    let evals_size = 32 * layout.evaluations.len();
    let proof_length = 4 + points_end + evals_size + 128;
    let max_public_bytes = 4 * instance.max_words();
    let mut memory_lines = Vec::new();
    for (comment, name, at) in &memory {
        if let Some(comment) = comment {
            memory_lines.push(format!("// {comment}"));
        }
        memory_lines.push(format!(
            "uint256 private constant {name} = {};",
            hexadecimal(*at)
        ));
    }

    let fill: Vec<(&str, String)> = vec![
        ("PROFILE", spec.name.to_string()),
        ("CONTRACT", contract.clone()),
        ("K", layout.k.to_string()),
        ("HASH_START", bytes_literal(&spec.hash_start)),
        (
            "G2_COMPRESSED",
            bytes_literal(spec.params.g2().to_bytes().as_ref()),
        ),
        (
            "G2_X_IMAGINARY",
            field::word(&field::g2(&spec.params.g2())[0]),
        ),
        ("DEV_SG2_HASH", s_g2_hash(&spec.dev_s_g2)),
        (
            "FIXED_WORDS",
            (2 * spec.fixed_commitments().count()).to_string(),
        ),
        ("IMMUTABLES", indent(1, &setup.immutables)),
        ("ASSIGNMENTS", indent(2, &setup.assignments)),
        ("PLACE_SETUP", indent(2, &setup.place)),
        ("PROOF_LENGTH", proof_length.to_string()),
        ("MAX_PUBLIC_BYTES", max_public_bytes.to_string()),
        ("POINTS_END", hexadecimal(points_end)),
        ("EVALS_SIZE", hexadecimal(evals_size)),
        ("H1_CPTR", hexadecimal(points_end + evals_size)),
        ("H2_CPTR", hexadecimal(points_end + evals_size + 64)),
        (
            "PROGRAM_SIZE",
            hexadecimal(64 * layout.program_columns.len()),
        ),
        ("SCALARS_PER_ROW", instance.scalars_per_row.to_string()),
        ("PUBLIC_SIZE", hexadecimal(layout.public_size)),
        ("WORDS_PER_ROW", instance.words_per_row().to_string()),
        ("ROW_BYTES", (4 * instance.words_per_row()).to_string()),
        ("FINGERPRINT_CHALLENGE", layout::challenge_name(0)),
        ("FINGERPRINT", indent(5, &fingerprint(instance))),
        ("MEMORY", indent(1, &memory_lines)),
        ("CHALLENGES", indent(3, &challenges(&layout))),
        (
            "SQUARINGS",
            indent(
                3,
                &vec!["xn := mulmod(xn, xn, r)".to_string(); layout.k as usize],
            ),
        ),
        ("OPENING_POINTS", indent(3, &opening_points(&layout, omega))),
        ("OPENING_INVERSES", indent(3, &opening_inverses(&layout))),
        ("ANSWER_ROOT_INV", root_inv(instance.answer)),
        ("ROW_ROOT_INV", root_inv(instance.first)),
        ("STRIDE_ROOT_INV", root_inv(instance.stride)),
        ("N_INV", field::scalar(&n_inv)),
        ("GATES", indent(4, &gates.lines)),
        ("X_POWERS", indent(4, &x_powers(&layout))),
        ("SETS", indent(4, &sets(&layout, omega))),
        ("COMMITMENTS", indent(4, &commitments(&layout))),
        ("NEG_G2", indent(3, &place_neg_g2(&spec.params.g2()))),
    ];
    let source = filled(TEMPLATE, fill);

    let shape = Shape {
        k: layout.k,
        proof_points: layout.points() - layout.program_columns.len() + 2,
        program_points: layout.program_columns.len(),
        constant_points: layout.setup_columns().len(),
        evaluations: layout.evaluations.len(),
        rotation_sets: layout.sets.len(),
        rotation_set_points: layout.sets.iter().map(|set| set.rotations.len()).sum(),
        gate_operations: gates.operations,
        degree: spec.vk.cs().degree(),
    };
    Ok(VerifierSource {
        source,
        contract,
        proof_length,
        max_public_bytes,
        shape,
    })
}

/// The template with its tokens replaced.
fn filled(template: &str, fill: Vec<(&str, String)>) -> String {
    let mut source = template.to_string();
    for (name, text) in fill {
        let token = format!("{{{{{name}}}}}");
        debug_assert!(source.contains(&token), "the template has no {token}");
        source = source.replace(&token, &text);
    }
    debug_assert!(
        !source.contains("{{"),
        "a token of the template is not filled"
    );
    source
}

/// What the contract compares `[s]_2`'s hash with.
fn s_g2_hash(s_g2: &G2Affine) -> String {
    let hash = Keccak256::digest(field::g2(s_g2).concat());
    format!("0x{}", hex::encode(hash))
}

/// `-[1]_2` in the pairing's input.
fn place_neg_g2(g2: &G2Affine) -> Vec<String> {
    let words = field::g2(&-g2);
    let words = words.iter().enumerate().map(|(i, word)| {
        let at = hexadecimal(0x100 + 32 * i);
        format!("mstore(add(PAIRING_MPTR, {at}), {})", field::word(word))
    });
    words.collect()
}

/// `VnTinyRamVerifier_` and the profile's name as an identifier.
fn contract_name(profile: &str) -> Result<String, GenerateError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if profile.is_empty() || profile.len() > 64 || !profile.chars().all(plain) {
        return Err(GenerateError::Name(profile.to_string()));
    }
    let identifier: String = profile
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    Ok(format!("VnTinyRamVerifier_{identifier}"))
}

fn hexadecimal(value: usize) -> String {
    if value < 10 {
        value.to_string()
    } else {
        format!("0x{value:x}")
    }
}

fn indent(levels: usize, lines: &[String]) -> String {
    let pad = "    ".repeat(levels);
    let mut text = String::new();
    for line in lines {
        text.push_str(&pad);
        text.push_str(line);
        text.push('\n');
    }
    text.pop();
    text
}

/// A row's value by Horner's rule over its scalars, the last first, as one expression: an assignment costs 5 gas.
fn fingerprint(instance: &InstanceShape) -> Vec<String> {
    let bytes = 4 * WORDS_PER_SCALAR;
    let shift = 256 - 8 * bytes;
    let mut lines: Vec<String> = (0..instance.scalars_per_row)
        .map(|scalar| {
            let at = match scalar {
                0 => "from".to_string(),
                _ => format!("add(from, {})", bytes * scalar),
            };
            format!("add(shr({shift}, mload({at})), mulmod(beta,")
        })
        .collect();
    lines.push(format!("left{}", ", r))".repeat(instance.scalars_per_row)));
    lines
}

/// The transcript: what is absorbed between two challenges, and where each challenge is kept.
fn challenges(layout: &Layout) -> Vec<String> {
    let mut lines = Vec::new();
    let mut first = true;
    let mut from = layout.program_columns.len(); // the points after the program's
    for round in &layout.rounds {
        let size = 64 * round.points;
        let source = |offset: usize| match offset {
            0 => "words".to_string(),
            _ => format!("add(words, {})", hexadecimal(offset)),
        };
        if first {
            // Seed, program points and public values are in place already, in front of these points.
            if size > 0 {
                lines.push(format!(
                    "calldatacopy(ABSORB_MPTR, {}, {})",
                    source(64 * from),
                    hexadecimal(size)
                ));
            }
            lines.push(format!(
                "hash := keccak256(TRANSCRIPT_MPTR, add(sub(ABSORB_MPTR, TRANSCRIPT_MPTR), {}))",
                hexadecimal(size)
            ));
        } else if size > 0 {
            lines.push(format!(
                "hash := absorb(hash, {}, {})",
                source(64 * from),
                hexadecimal(size)
            ));
        } else {
            lines.push("hash := again(hash)".to_string());
        }
        first = false;
        from += round.points;
        for (i, challenge) in round.challenges.iter().enumerate() {
            if i > 0 {
                lines.push("hash := again(hash)".to_string());
            }
            match challenge {
                Some(name) => lines.push(format!("mstore({name}, mod(hash, r))")),
                None => {
                    lines.push("// drawn for arguments that this circuit does not use".to_string())
                }
            }
        }
    }
    lines.extend(
        [
            "mstore(sub(EVALS_MPTR, 0x20), hash)",
            "calldatacopy(EVALS_MPTR, add(words, EVALS_CPTR), EVALS_SIZE)",
            "hash := keccak256(sub(EVALS_MPTR, 0x20), add(EVALS_SIZE, 0x20))",
            "mstore(OPEN_Y, mod(hash, r))",
            "hash := again(hash)",
            "mstore(OPEN_V, mod(hash, r))",
            "hash := absorb(hash, add(words, H1_CPTR), 0x40)",
            "mstore(OPEN_U, mod(hash, r))",
        ]
        .map(String::from),
    );
    lines
}

/// u minus each opening point, and their product over the first set.
fn opening_points(layout: &Layout, omega: Fr) -> Vec<String> {
    let mut lines = Vec::new();
    for rotation in &layout.rotations {
        let point = match rotation {
            0 => "x".to_string(),
            _ => format!("mulmod(x, {}, r)", field::scalar(&power(omega, *rotation))),
        };
        let slot = layout::inverse_name(*rotation);
        lines.push(format!("value := addmod(u, sub(r, {point}), r)"));
        lines.push(format!("mstore({slot}, value)"));
        lines.push(format!("mstore(add({slot}, PRODUCTS), product)"));
        lines.push("product := mulmod(product, value, r)".to_string());
    }
    let first = &layout.sets[0].rotations;
    let factors = first
        .iter()
        .map(|r| format!("mload({})", layout::inverse_name(*r)));
    lines.push(format!("mstore(Z_0, {})", product(factors)));
    lines
}

/// The inverse of each, from the last to the first.
fn opening_inverses(layout: &Layout) -> Vec<String> {
    let mut lines = Vec::new();
    for rotation in layout.rotations.iter().rev() {
        let slot = layout::inverse_name(*rotation);
        lines.push(format!("value := mload({slot})"));
        lines.push(format!(
            "mstore({slot}, mulmod(inverse, mload(add({slot}, PRODUCTS)), r))"
        ));
        lines.push("inverse := mulmod(inverse, value, r)".to_string());
    }
    lines
}

/// `mulmod`s of all factors.
fn product(factors: impl Iterator<Item = String>) -> String {
    factors
        .reduce(|acc, factor| format!("mulmod({factor}, {acc}, r)"))
        .expect("at least one factor")
}

/// ω to a power that may be negative.
fn power(omega: Fr, rotation: i32) -> Fr {
    let magnitude = omega.pow_vartime([u64::from(rotation.unsigned_abs())]);
    if rotation < 0 {
        magnitude.invert().expect("a root of unity is not zero")
    } else {
        magnitude
    }
}

/// Powers of 1/x that the interpolations need.
fn x_powers(layout: &Layout) -> Vec<String> {
    let powers = layout.x_inverse_powers();
    let Some(last) = powers.iter().max().copied() else {
        return vec![];
    };
    let mut lines = vec![
        "let xInv := mload(X_INV)".to_string(),
        "let xPower := xInv".to_string(),
    ];
    for exponent in 2..=last {
        lines.push("xPower := mulmod(xPower, xInv, r)".to_string());
        if powers.contains(&exponent) {
            lines.push(format!(
                "mstore({}, xPower)",
                layout::x_power_name(exponent)
            ));
        }
    }
    lines
}

/// For each set of rotations: the factor of its commitments, and its share of the opened value.
fn sets(layout: &Layout, omega: Fr) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, set) in layout.sets.iter().enumerate() {
        let names: Vec<String> = set.commitments.iter().map(Column::to_string).collect();
        lines.push(format!("// {:?}: {}", set.rotations, names.join(", ")));
        if i > 0 {
            lines.push("factor := mulmod(factor, mload(OPEN_V), r)".to_string());
            let inverses = set.rotations.iter();
            let inverses = inverses.map(|r| format!("mload({})", layout::inverse_name(*r)));
            let factors: Vec<String> = std::iter::once("factor".to_string())
                .chain(inverses)
                .collect();
            // As deep as leaves the modulus within reach.
            let mut chunks = factors.chunks(6);
            let mut all = product(chunks.next().expect("the factor").iter().cloned());
            for chunk in chunks {
                lines.push(format!("value := {all}"));
                all = product(std::iter::once("value".to_string()).chain(chunk.iter().cloned()));
            }
            lines.push(format!("mstore(FACTOR_{i}, {all})"));
        }
        for (j, rotation) in set.rotations.iter().enumerate() {
            let evals: Vec<String> = set
                .commitments
                .iter()
                .map(|column| format!("mload({})", layout::evaluation_name(*column, *rotation)))
                .collect();
            // Horner, from the highest power of y. Five steps of nesting leave the modulus within reach.
            let mut value: Option<String> = None;
            for (step, eval) in evals.iter().rev().enumerate() {
                value = Some(match value {
                    None => eval.clone(),
                    Some(inner) => format!("add({eval}, mulmod(y, {inner}, r))"),
                });
                if step % 5 == 4 && step + 1 < evals.len() {
                    lines.push(format!("value := {}", value.expect("set above")));
                    value = Some("value".to_string());
                }
            }
            let value = value.expect("a set has commitments");
            let own = power(omega, *rotation);
            let weight = set
                .rotations
                .iter()
                .filter(|other| *other != rotation)
                .fold(Fr::ONE, |acc, other| acc * (own - power(omega, *other)))
                .invert()
                .expect("rotations are distinct modulo the number of rows");
            let inverse = format!("mload({})", layout::inverse_name(*rotation));
            let share = if set.rotations.len() == 1 {
                format!("mulmod({value}, {inverse}, r)")
            } else {
                format!(
                    "mulmod({value}, mulmod({inverse}, {}, r), r)",
                    field::scalar(&weight)
                )
            };
            if j == 0 {
                lines.push(format!("sum := {share}"));
            } else {
                lines.push(format!("sum := addmod(sum, {share}, r)"));
            }
        }
        let scale = match set.rotations.len() - 1 {
            0 => "factor".to_string(),
            1 => "mulmod(factor, mload(X_INV), r)".to_string(),
            m => format!("mulmod(factor, mload({}), r)", layout::x_power_name(m)),
        };
        lines.push(format!(
            "opened := addmod(opened, mulmod(sum, {scale}, r), r)"
        ));
    }
    lines
}

/// What the constructor keeps, and how a call finds it.
#[derive(Default)]
struct Setup {
    immutables: Vec<String>,
    assignments: Vec<String>,
    place: Vec<String>,
}

impl Setup {
    /// An immutable variable of this name, which the constructor takes from an argument, and its place in memory.
    fn keep(&mut self, name: String, argument: String, place: String) {
        self.immutables
            .push(format!("uint256 private immutable {name};"));
        self.assignments.push(format!("{name} = {argument};"));
        self.place.push(format!("word = {name};"));
        self.place
            .push(format!("assembly {{ mstore({place}, word) }}"));
    }

    /// The point that is the i-th of the constructor's.
    fn keep_point(&mut self, name: &str, i: usize, place: &str) {
        for (j, (coordinate, place)) in [
            ("X", place.to_string()),
            ("Y", format!("add({place}, 0x20)")),
        ]
        .into_iter()
        .enumerate()
        {
            let argument = format!("fixedCommitments[{}]", 2 * i + j);
            self.keep(format!("{name}_{coordinate}"), argument, place);
        }
    }

    /// `[s]_2`, in the pairing's input.
    fn keep_s_g2(&mut self) {
        for (i, name) in ["X_IM", "X_RE", "Y_IM", "Y_RE"].into_iter().enumerate() {
            let place = format!("add(PAIRING_MPTR, {})", hexadecimal(0x40 + 32 * i));
            self.keep(format!("S_G2_{name}"), format!("sG2[{i}]"), place);
        }
    }
}

/// Immutable variables: they are read from the code, at the price of a constant.
fn setup(spec: &VerifierSpec<'_>, layout: &Layout) -> Setup {
    let mut setup = Setup::default();
    let used = layout.setup_columns();
    for (i, (column, _)) in spec.fixed_commitments().enumerate() {
        // A column that no gate queries is hashed, and that is all.
        if used.contains(&column) {
            setup.keep_point(&format!("F{column}"), i, &layout::fixed_name(column));
        }
    }
    setup.keep_s_g2();
    setup
}

/// A literal of Solidity's `bytes`.
fn bytes_literal(bytes: &[u8]) -> String {
    format!("hex\"{}\"", hex::encode(bytes))
}

/// One line for each commitment, in the order of the sets.
fn commitments(layout: &Layout) -> Vec<String> {
    let mut lines = Vec::new();
    let sent = |word: usize, scalar: &str, comment: &str| {
        format!(
            "done := and(done, term(add(points, {}), {scalar})) // {comment}",
            hexadecimal(64 * word)
        )
    };
    for (i, set) in layout.sets.iter().enumerate() {
        if i > 0 {
            lines.push(format!("s := mload(FACTOR_{i})"));
        }
        for (position, column) in set.commitments.iter().enumerate() {
            if position > 0 {
                lines.push("s := mulmod(s, y, r)".to_string());
            }
            let name = column.to_string();
            match column {
                _ if i == 0 && position == 0 => {
                    // The protocol normalises by the first set: its first factor is 1.
                    let point = layout
                        .point(*column)
                        .expect("the first query is of an advice column");
                    lines.push(format!(
                        "calldatacopy(SUM_MPTR, add(points, {}), 0x40) // {name}",
                        hexadecimal(64 * point)
                    ));
                }
                Column::Quotient => {
                    for piece in 0..layout.quotient_pieces {
                        let name = format!("{name}, piece {piece}");
                        if piece == 1 {
                            lines.push("let t := mulmod(s, mload(XN), r)".to_string());
                        } else if piece > 1 {
                            lines.push("t := mulmod(t, mload(XN), r)".to_string());
                        }
                        let scalar = if piece == 0 { "s" } else { "t" };
                        lines.push(sent(layout.quotient_point + piece, scalar, &name));
                    }
                }
                _ => match layout.point(*column) {
                    Some(word) => lines.push(sent(word, "s", &name)),
                    None => {
                        let Column::Fixed(index) = column else {
                            unreachable!("only fixed columns have no point in the proof")
                        };
                        let place = layout::fixed_name(*index);
                        lines.push(format!(
                            "done := and(done, fixedTerm({place}, s)) // {name}"
                        ));
                    }
                },
            }
        }
    }
    lines
}

struct Gates {
    lines: Vec<String>,
    shared: usize,
    /// Powers of y that groups of constraints need.
    y_powers: BTreeSet<usize>,
    operations: usize,
}

/// The combination of all gate polynomials: h := h·y + polynomial, for each in turn.
fn gates(cs: &ConstraintSystem<Fr>) -> Result<Gates, GenerateError> {
    let mut graph = Graph::default();
    let mut roots = Vec::new();
    for gate in cs.gates() {
        for (i, polynomial) in gate.polynomials().iter().enumerate() {
            if polynomial.degree() > cs.degree() {
                return Err(GenerateError::Degree {
                    gate: gate.name().to_string(),
                    degree: polynomial.degree(),
                    cap: cs.degree(),
                });
            }
            let node = lower(&mut graph, polynomial)?;
            let constraint = gate.constraint_name(i);
            let separator = if constraint.is_empty() { "" } else { ": " };
            let title: String = format!("{}{separator}{constraint}", gate.name())
                .chars()
                .map(|c| {
                    if c.is_ascii() && !c.is_ascii_control() {
                        c
                    } else {
                        '?'
                    }
                })
                .collect();
            roots.push((title, node));
        }
    }
    let groups = group(&mut graph, roots);
    let ids: Vec<NodeId> = groups
        .iter()
        .flat_map(|group| {
            group
                .factor
                .into_iter()
                .chain(group.members.iter().map(|(_, id)| *id))
        })
        .collect();
    let mut printer = Printer::new(&graph, &ids);
    let mut lines = Vec::new();
    // The first term of a sum by Horner's rule, or the next.
    let fold = |sum: &str, first: bool, power: &str, text: &str, bound: u32| match (
        first,
        bound < expr::LAZY,
    ) {
        (true, _) => format!("{sum} := {text}"),
        (false, true) => format!("{sum} := add(mulmod({sum}, {power}, r), {text})"),
        (false, false) => format!("{sum} := addmod(mulmod({sum}, {power}, r), {text}, r)"),
    };
    for (i, group) in groups.iter().enumerate() {
        let sum = if group.factor.is_some() { "g" } else { "h" };
        for (j, (title, node)) in group.members.iter().enumerate() {
            lines.push(format!("// {title}"));
            let (text, bound) = printer.print(*node, &mut lines);
            let first = j == 0 && (i == 0 || group.factor.is_some());
            lines.push(fold(sum, first, "y", &text, bound));
        }
        if let Some(factor) = group.factor {
            let (text, _) = printer.print(factor, &mut lines);
            let power = format!("mload({})", layout::y_power_name(group.members.len()));
            lines.push(fold(
                "h",
                i == 0,
                &power,
                &format!("mulmod(g, {text}, r)"),
                1,
            ));
        }
    }
    let y_powers: BTreeSet<usize> = groups
        .iter()
        .filter(|group| group.factor.is_some())
        .map(|group| group.members.len())
        .collect();
    let mut powers = Vec::new();
    for exponent in y_powers.iter().filter(|exponent| **exponent > 1) {
        // From the highest bit down: a square for each bit, and a factor for each one among them.
        powers.push("g := y".to_string());
        for bit in (0..exponent.ilog2()).rev() {
            powers.push("g := mulmod(g, g, r)".to_string());
            if exponent >> bit & 1 == 1 {
                powers.push("g := mulmod(g, y, r)".to_string());
            }
        }
        powers.push(format!("mstore({}, g)", layout::y_power_name(*exponent)));
    }
    let operations = printer.operations + 2 * ids.len();
    Ok(Gates {
        lines: [powers, lines].concat(),
        shared: printer.slots(),
        y_powers,
        operations,
    })
}

/// Consecutive constraints with a common factor, which is multiplied once; or one constraint.
struct Group {
    factor: Option<NodeId>,
    members: Vec<(String, NodeId)>,
}

/// q a_1, …, q a_m by powers of y is q times the sum of the a_i by powers of y.
fn group(graph: &mut Graph, roots: Vec<(String, NodeId)>) -> Vec<Group> {
    const WORTH_A_POWER: usize = 3;
    let mut groups = Vec::new();
    let mut i = 0;
    while i < roots.len() {
        let shared = |factor: NodeId| {
            let holds = |root: &&(String, NodeId)| {
                graph
                    .factors(root.1)
                    .is_some_and(|pair| pair.contains(&factor))
            };
            (roots[i..].iter().take_while(holds).count(), factor)
        };
        let best = graph
            .factors(roots[i].1)
            .into_iter()
            .flatten()
            .map(shared)
            .max_by_key(|(count, _)| *count);
        match best {
            Some((count, factor)) if count >= WORTH_A_POWER => {
                let members = roots[i..i + count]
                    .iter()
                    .map(|(title, root)| (title.clone(), graph.divide(*root, factor)))
                    .collect();
                groups.push(Group {
                    factor: Some(factor),
                    members,
                });
                i += count;
            }
            _ => {
                groups.push(Group {
                    factor: None,
                    members: vec![roots[i].clone()],
                });
                i += 1;
            }
        }
    }
    groups
}

fn lower(graph: &mut Graph, expression: &Expression<Fr>) -> Result<NodeId, GenerateError> {
    Ok(match expression {
        Expression::Constant(value) => graph.constant(*value),
        Expression::Selector(_) => {
            return Err(GenerateError::Unsupported(
                "virtual selector left by keygen",
            ));
        }
        Expression::Fixed(query) => graph.leaf(layout::evaluation_name(
            Column::Fixed(query.column_index()),
            query.rotation().0,
        )),
        Expression::Advice(query) => graph.leaf(layout::evaluation_name(
            Column::Advice(query.column_index()),
            query.rotation().0,
        )),
        Expression::Instance(_) => graph.leaf("INSTANCE".to_string()),
        Expression::Challenge(challenge) => graph.leaf(layout::challenge_name(challenge.index())),
        Expression::Negated(inner) => {
            let inner = lower(graph, inner)?;
            graph.neg(inner)
        }
        Expression::Sum(a, b) => {
            let (a, b) = (lower(graph, a)?, lower(graph, b)?);
            graph.add(a, b)
        }
        Expression::Product(a, b) => {
            let (a, b) = (lower(graph, a)?, lower(graph, b)?);
            graph.mul(a, b)
        }
        Expression::Scaled(inner, factor) => {
            let inner = lower(graph, inner)?;
            let factor = graph.constant(*factor);
            graph.mul(inner, factor)
        }
    })
}
