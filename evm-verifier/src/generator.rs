//! Verifying key to Solidity.
//!
//! The template `templates/Verifier.sol` is the contract; this module fills in what depends on the circuit: the gates, the packs, and
//! where each word lies. One contract serves every program of a profile: the commitment of the *program's pack* comes with the proof,
//! and `programId` is its hash. The text does not depend on the setup (SRS) either: the commitments of all other fixed packs and
//! `[s]_2` are [`constructor_arguments`].

mod expr;
mod field;
mod names;

use circuits::{LINK, MAX_SEGMENTS, TAPE, VerifyingKey, dev_s_g2};
use expr::{Graph, NodeId, Printer};
use ff::Field;
use fflonk::PackShape;
use group::GroupEncoding;
use halo2_proofs::halo2curves::bn256::{Fr, G2Affine};
use halo2_proofs::plonk::{ConstraintSystem, Expression};
use names::{Column, challenge_name, evaluation_name, y_power_name};
use sha3::{Digest, Keccak256};
use std::collections::BTreeSet;

const TEMPLATE: &str = include_str!("../templates/Verifier.sol");
/// What the template leaves to a whole run and to one in segments.
const OF_RUN: &str = include_str!("../templates/run.sol");
const OF_SEGMENTS: &str = include_str!("../templates/segments.sol");

/// The parts of a file of parts: each has a line with its name in front.
fn parts(file: &str) -> Vec<(&str, String)> {
    let parts = file.split("//// ").skip(1);
    parts
        .map(|part| {
            let (name, text) = part.split_once('\n').expect("a name, then the part");
            (name, text.to_owned())
        })
        .collect()
}

/// What a deployment appends to the creation code, as Solidity's ABI encodes it: coordinates of the commitments that all programs share,
/// then `[s]_2`. Nothing else of the contract depends on the setup.
pub fn constructor_arguments(key: &VerifyingKey) -> Vec<u8> {
    let mut words: Vec<[u8; 32]> = key.shared().iter().flat_map(field::g1).collect();
    words.extend(field::g2(&key.g2()[1]));
    words.concat()
}

/// Counts that decide gas and code size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shape {
    /// log2 of the number of rows.
    pub k: u32,
    /// Columns of a pack.
    pub columns_per_pack: usize,
    /// Points of the proof, the two opening points included, the program point not.
    pub proof_points: usize,
    /// Commitments that the constructor is given and a proof is checked with.
    pub constant_points: usize,
    /// Scalars of the proof.
    pub evaluations: usize,
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
    /// The name goes into source code and must not need escaping.
    #[error("profile name {0:?}: expected 1 to 64 of the characters a-z, A-Z, 0-9 and -_./")]
    Name(String),
}

/// A place in memory: names and sizes in bytes, one after the other.
struct Memory {
    lines: Vec<String>,
    end: usize,
}

impl Memory {
    fn take(&mut self, name: impl AsRef<str>, size: usize) {
        self.name(name, self.end);
        self.end += size;
    }

    fn name(&mut self, name: impl AsRef<str>, at: usize) {
        let (name, at) = (name.as_ref(), hexadecimal(at));
        self.lines
            .push(format!("uint256 private constant {name} = {at};"));
    }
}

/// The contract for the profile of a key, whatever its setup.
///
/// # Errors
/// If the circuit has something that contracts do not, which none of our profiles has.
pub fn generate(key: &VerifyingKey) -> Result<VerifierSource, GenerateError> {
    let shape = key.shape();
    let (relation, packing, profile) = (shape.relation(), shape.packing(), shape.profile());
    let contract = contract_name(profile.name)?;
    let segmented = profile.segmented;
    let public: &[&str] = match segmented {
        false => &["INSTANCE"],
        true => &[
            "FIRST_MARK",
            "LAST_MARK",
            "CLOSING_MARK",
            "OFFSET",
            "GOES_ON",
            "ANSWER",
            "SHARE",
        ],
    };
    let gates = gates(shape.constraint_system(), public)?;

    let phases: Vec<usize> = relation
        .phases
        .iter()
        .map(|(packs, _)| packs.len())
        .collect();
    let [first, second] = phases[..] else {
        return Err(GenerateError::Unsupported("other than two phases"));
    };
    let share = 64 * (1 + first + second);
    let points_end = share + 32 * relation.public.said + 64;
    let packs: Vec<(PackShape, Vec<Column>)> = {
        let fixed = packing.fixed.iter();
        let fixed = fixed.map(|pack| pack.iter().map(|&i| Column::Fixed(i)).collect());
        let witness = packing.witness.iter().flatten();
        let witness = witness.map(|pack| pack.iter().map(|&i| Column::Advice(i)).collect());
        let shapes = relation.fixed.iter().copied().chain(relation.witness());
        shapes.zip(fixed.chain(witness)).collect()
    };

    let mut memory = Memory {
        lines: vec![],
        end: 0x80,
    };
    let challenges = [0, 1].map(challenge_name);
    for name in challenges
        .iter()
        .map(String::as_str)
        .chain(["Y", "X", "OPEN_V", "OPEN_U"])
    {
        memory.take(name, 32);
    }
    let of_kind: &[&str] = match segmented {
        false => &["TAPE_PRODUCT"],
        true => &["AFTER_SHARED", "AFTER_SEGMENT", "COEFFICIENT", "WRITTEN"],
    };
    for name in of_kind.iter().chain(public).chain(&[
        "XN_INV",
        "DISTANCE_INV",
        "QUOTIENT",
        "OPENED",
        "VANISHING",
        "FACTOR_QUOTIENT",
    ]) {
        memory.take(name, 32);
    }
    for i in 0..packs.len() {
        memory.take(format!("FACTOR_{i}"), 32);
    }
    for exponent in gates.y_powers.iter().filter(|&&exponent| exponent > 1) {
        memory.take(y_power_name(*exponent), 32);
    }
    if gates.y_powers.contains(&1) {
        memory.name(y_power_name(1), 0x80 + 64);
    }
    for i in 0..gates.shared {
        memory.take(format!("SHARED_{i}"), 32);
    }
    for i in 0..key.shared().len() {
        memory.take(format!("CONSTANT_{i}"), 0x60);
    }
    memory.take("SUM_MPTR", 0x40);
    memory.take("POINT_MPTR", 0x40);
    memory.take("SCALAR_MPTR", 0x20);
    if segmented {
        memory.take("RIGHT_MPTR", 0xa0);
    }
    memory.take("PAIRING_MPTR", 0x180);
    memory.take("BEFORE_EVALS", 0x20);
    memory.name("EVALS_MPTR", memory.end);
    let evals_start = memory.end;
    let mut lines = vec![];
    for (i, (pack, columns)) in packs.iter().enumerate() {
        let vanishing = if pack.twice { "quotient" } else { "once" };
        lines.push(format!("factor := mulmod(power, {vanishing}, r)"));
        // All segments share the commitments of setup and program.
        lines.push(match segmented && i < relation.fixed.len() {
            false => format!("mstore(FACTOR_{i}, factor)"),
            true => format!("mstore(FACTOR_{i}, addmod(mload(FACTOR_{i}), factor, r))"),
        });
        for (rotation, sum) in [(0, "sum"), (1, "above")]
            .into_iter()
            .take(1 + usize::from(pack.twice))
        {
            let names: Vec<String> = columns
                .iter()
                .map(|&column| evaluation_name(column, rotation))
                .collect();
            for name in &names {
                memory.take(name, 32);
            }
            for (j, name) in names.iter().rev().enumerate() {
                lines.push(match j {
                    0 => format!("{sum} := mload({name})"),
                    _ => format!("{sum} := add(mulmod({sum}, u, r), mload({name}))"),
                });
            }
        }
        if pack.twice {
            lines.push(
                "sum := add(sum, mulmod(slope, add(above, sub(add(r, r), sum)), r))".to_owned(),
            );
        }
        lines.push("opened := addmod(opened, mulmod(factor, sum, r), r)".to_owned());
        lines.push("power := mulmod(power, mload(OPEN_V), r)".to_owned());
    }
    let evals_size = memory.end - evals_start;
    let proof_length = 4 + points_end + evals_size + 128;
    memory.name("SCRATCH_MPTR", memory.end);
    let absorbed = if segmented { 0x60 } else { 0x20 } + 64 * second;
    memory.take("ABSORB_MPTR", 0xc0.max(absorbed));
    memory.name("MEMORY_END", memory.end);
    memory.take("TRANSCRIPT_MPTR", 0x20);
    memory.take("PROGRAM_MPTR", 0x40);
    memory.take("ANSWER_MPTR", 0x20);
    memory.take("LENGTH_MPTR", 0x20);
    for (name, value) in [
        ("FIRST_SIZE", 64 * first),
        ("SECOND_CPTR", 64 * (1 + first)),
        ("SECOND_SIZE", 64 * second),
        ("QUOTIENT_CPTR", points_end - 64),
    ] {
        memory.name(name, value);
    }
    if segmented {
        // What names a run: the transcript's hash in the place of its start, program point, answer, number of segments, and these. Behind
        // them, the tree of the first points.
        memory.name("COUNT_MPTR", memory.end - 0x20);
        memory.take("ROOT_MPTR", 0x20);
        memory.take("STATEMENT_MPTR", 0x20);
        memory.take("LEAF_MPTR", 64 * first);
        memory.name("NODES_MPTR", memory.end);
        let size = proof_length - 4 - 64;
        for (name, value) in [
            ("RUN_SIZE", 7 * 0x20),
            ("SHARE_CPTR", share),
            ("SEGMENT_SIZE", size),
            ("MAX_SEGMENTS", MAX_SEGMENTS),
        ] {
            memory.name(name, value);
        }
    }

    let mut setup = Setup::default();
    let shared = key.shared().len();
    for i in 0..shared {
        let name = format!("CONSTANT_{i}");
        setup.keep_point(&name, i, &name);
    }
    setup.keep_s_g2();

    let (mut of_all, mut commitments) = (vec![], vec![]);
    let sum = if segmented { "SUM_MPTR, " } else { "" };
    for i in 0..packs.len() {
        let scalar = format!("mload(FACTOR_{i})");
        let constant = |at: &str| format!("done := and(done, fixedTerm({at}, {scalar}))");
        if i < shared {
            of_all.push(constant(&format!("CONSTANT_{i}")));
        } else if segmented && i == shared {
            // The transcript has the program's.
            of_all.push(constant("PROGRAM_MPTR"));
        } else {
            // The program's, then the witness's.
            let at = hexadecimal(64 * (i - shared));
            commitments.push(format!(
                "done := and(done, term({sum}add(points, {at}), {scalar}))"
            ));
        }
    }
    commitments.push(format!(
        "done := and(done, term({sum}add(points, QUOTIENT_CPTR), mload(FACTOR_QUOTIENT)))"
    ));
    if !segmented {
        commitments = [std::mem::take(&mut of_all), commitments].concat();
    }

    let g2 = key.g2()[0];
    let omega = arithmetic::root_of_unity(profile.k);
    let inverse = |value: Fr| value.invert().expect("not zero");
    let squarings = |name: &str, count: u32| {
        vec![format!("{name} := mulmod({name}, {name}, r)"); count as usize]
    };
    let packed = relation.t.ilog2();
    let root_of_row = |row: usize| field::scalar(&omega.pow_vartime([row as u64]));
    let (first_power, opened_before, vanishing) = match segmented {
        false => ("1", "0", "mulmod(here, once, r)"),
        true => (
            "mload(COEFFICIENT)",
            "mload(OPENED)",
            "mulmod(mulmod(here, once, r), mload(COEFFICIENT), r)",
        ),
    };
    let mut fill = parts(if segmented { OF_SEGMENTS } else { OF_RUN });
    if segmented {
        let minus = |address: i64| hexadecimal(-address as usize);
        fill.extend([
            ("SHARED_COMMITMENTS", indent(4, &of_all)),
            ("CLOSING_ROOT", root_of_row(profile.answer_row() + 2)),
            ("TIMES", hexadecimal(profile.times() as usize)),
            ("MINUS_LINK", minus(LINK)),
            ("MINUS_REGISTER", minus(profile.first_register())),
        ]);
    }
    fill.extend([
        ("FIRST_POWER", first_power.to_owned()),
        ("OPENED_BEFORE", opened_before.to_owned()),
        ("VANISHING_FACTOR", vanishing.to_owned()),
        ("PROFILE", profile.name.to_owned()),
        ("CONTRACT", contract.clone()),
        ("K", profile.k.to_string()),
        ("HASH_START", bytes_literal(&shape.hash_start())),
        ("G2_COMPRESSED", bytes_literal(g2.to_bytes().as_ref())),
        ("G2_X_IMAGINARY", field::word(&field::g2(&g2)[0])),
        ("DEV_SG2_HASH", s_g2_hash(&dev_s_g2())),
        ("FIXED_WORDS", (2 * shared).to_string()),
        ("IMMUTABLES", indent(1, &setup.immutables)),
        ("ASSIGNMENTS", indent(2, &setup.assignments)),
        ("PLACE_SETUP", indent(2, &setup.place)),
        ("PROOF_LENGTH", proof_length.to_string()),
        (
            "MAX_PUBLIC_BYTES",
            (4 * profile.primary_words()).to_string(),
        ),
        ("POINTS_END", hexadecimal(points_end)),
        ("EVALS_SIZE", hexadecimal(evals_size)),
        ("H1_CPTR", hexadecimal(points_end + evals_size)),
        ("H2_CPTR", hexadecimal(points_end + evals_size + 64)),
        ("PROGRAM_SIZE", hexadecimal(64)),
        ("MEMORY", indent(1, &memory.lines)),
        ("PACK_SQUARINGS", indent(3, &squarings("x", packed))),
        ("PACK_SQUARINGS_U", indent(4, &squarings("packed", packed))),
        ("TAPE", hexadecimal(TAPE as usize)),
        ("SQUARINGS", indent(3, &squarings("vanishing", profile.k))),
        ("ANSWER_ROOT", root_of_row(profile.answer_row())),
        (
            "N_INV",
            field::scalar(&inverse(Fr::from(1u64 << profile.k))),
        ),
        (
            "ROOT_LESS_ONE_INV",
            field::scalar(&inverse(omega - Fr::ONE)),
        ),
        ("ROOT", field::scalar(&omega)),
        ("GATES", indent(4, &gates.lines)),
        ("PACKS", indent(3, &lines)),
        ("COMMITMENTS", indent(4, &commitments)),
        ("NEG_G2", indent(3, &place_neg_g2(&g2))),
    ]);
    Ok(VerifierSource {
        source: filled(TEMPLATE, fill),
        contract,
        proof_length,
        max_public_bytes: 4 * profile.primary_words(),
        shape: Shape {
            k: profile.k,
            columns_per_pack: relation.t,
            proof_points: first + second + 3,
            constant_points: shared,
            evaluations: evals_size / 32,
            gate_operations: gates.operations,
            degree: relation.degree,
        },
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

/// A literal of Solidity's `bytes`.
fn bytes_literal(bytes: &[u8]) -> String {
    format!("hex\"{}\"", hex::encode(bytes))
}

struct Gates {
    lines: Vec<String>,
    shared: usize,
    /// Powers of y that groups of constraints need.
    y_powers: BTreeSet<usize>,
    operations: usize,
}

/// The combination of all gate polynomials: h := h·y + polynomial, for each in turn.
/// `public` are the names of the instance columns.
fn gates(cs: &ConstraintSystem<Fr>, public: &[&str]) -> Result<Gates, GenerateError> {
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
            let node = lower(&mut graph, polynomial, public)?;
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
            let power = format!("mload({})", y_power_name(group.members.len()));
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
        powers.push(format!("mstore({}, g)", y_power_name(*exponent)));
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

fn lower(
    graph: &mut Graph,
    expression: &Expression<Fr>,
    public: &[&str],
) -> Result<NodeId, GenerateError> {
    Ok(match expression {
        Expression::Constant(value) => graph.constant(*value),
        Expression::Selector(_) => {
            return Err(GenerateError::Unsupported(
                "virtual selector left by keygen",
            ));
        }
        Expression::Fixed(query) => graph.leaf(evaluation_name(
            Column::Fixed(query.column_index()),
            query.rotation().0,
        )),
        Expression::Advice(query) => graph.leaf(evaluation_name(
            Column::Advice(query.column_index()),
            query.rotation().0,
        )),
        Expression::Instance(query) => graph.leaf(public[query.column_index()].to_string()),
        Expression::Challenge(challenge) => graph.leaf(challenge_name(challenge.index())),
        Expression::Negated(inner) => {
            let inner = lower(graph, inner, public)?;
            graph.neg(inner)
        }
        Expression::Sum(a, b) => {
            let (a, b) = (lower(graph, a, public)?, lower(graph, b, public)?);
            graph.add(a, b)
        }
        Expression::Product(a, b) => {
            let (a, b) = (lower(graph, a, public)?, lower(graph, b, public)?);
            graph.mul(a, b)
        }
        Expression::Scaled(inner, factor) => {
            let inner = lower(graph, inner, public)?;
            let factor = graph.constant(*factor);
            graph.mul(inner, factor)
        }
    })
}
