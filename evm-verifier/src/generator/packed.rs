//! The contract of the protocol of packed commitments: `templates/Packed.sol`, filled in.

use super::layout::{Column, challenge_name, evaluation_name, y_power_name};
use super::{
    GenerateError, Setup, arguments, bytes_literal, contract_name, field, filled, gates,
    hexadecimal, indent, place_neg_g2, s_g2_hash,
};
use circuits::packed::{TAPE, Verifying};
use ff::Field;
use fflonk::PackShape;
use group::GroupEncoding;
use halo2_proofs::halo2curves::bn256::Fr;

const TEMPLATE: &str = include_str!("../../templates/Packed.sol");

/// A generated contract.
#[derive(Clone, Debug)]
pub struct Source {
    /// Solidity.
    pub source: String,
    /// Name of the contract.
    pub contract: String,
    /// Bytes of a proof.
    pub proof_length: usize,
}

/// What a deployment appends to the creation code: coordinates of the commitments that all programs share, then tau in the second group.
pub fn constructor_arguments(verifying: &Verifying) -> Vec<u8> {
    arguments(verifying.shared().iter(), &verifying.g2()[1])
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

/// The contract for a profile. `dev_s_g2` is tau of the setup whose trapdoor is public: a contract that is made with it says so.
///
/// # Errors
/// If the circuit has something that contracts do not, which none of our profiles has.
pub fn generate(
    verifying: &Verifying,
    dev_s_g2: halo2_proofs::halo2curves::bn256::G2Affine,
) -> Result<Source, GenerateError> {
    let shape = verifying.shape();
    let (relation, packing, profile) = (shape.relation(), shape.packing(), shape.profile());
    let contract = contract_name(profile.name)?;
    let gates = gates(shape.constraint_system())?;

    let phases: Vec<usize> = relation
        .phases
        .iter()
        .map(|(packs, _)| packs.len())
        .collect();
    let [first, second] = phases[..] else {
        return Err(GenerateError::Unsupported("other than two phases"));
    };
    let points_end = 64 * (1 + first + second + 1);
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
    for name in challenges.iter().map(String::as_str).chain([
        "Y",
        "X",
        "OPEN_V",
        "OPEN_U",
        "TAPE_PRODUCT",
        "INSTANCE",
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
    for i in 0..verifying.shared().len() {
        memory.take(format!("CONSTANT_{i}"), 0x60);
    }
    memory.take("SUM_MPTR", 0x40);
    memory.take("POINT_MPTR", 0x40);
    memory.take("SCALAR_MPTR", 0x20);
    memory.take("PAIRING_MPTR", 0x180);
    memory.take("BEFORE_EVALS", 0x20);
    memory.name("EVALS_MPTR", memory.end);
    let evals_start = memory.end;
    let mut lines = vec![];
    for (i, (pack, columns)) in packs.iter().enumerate() {
        let vanishing = if pack.twice { "quotient" } else { "once" };
        lines.push(format!("factor := mulmod(power, {vanishing}, r)"));
        lines.push(format!("mstore(FACTOR_{i}, factor)"));
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
    memory.take("ABSORB_MPTR", 0xc0.max(32 + 64 * second));
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

    let mut setup = Setup::default();
    let shared = verifying.shared().len();
    for i in 0..shared {
        let name = format!("CONSTANT_{i}");
        setup.keep_point(&name, i, &name);
    }
    setup.keep_s_g2();

    let mut commitments = vec![];
    for i in 0..packs.len() {
        let scalar = format!("mload(FACTOR_{i})");
        commitments.push(if i < shared {
            format!("done := and(done, fixedTerm(CONSTANT_{i}, {scalar}))")
        } else {
            // The program's, then the witness's.
            let at = hexadecimal(64 * (i - shared));
            format!("done := and(done, term(add(points, {at}), {scalar}))")
        });
    }
    commitments.push(
        "done := and(done, term(add(points, QUOTIENT_CPTR), mload(FACTOR_QUOTIENT)))".to_owned(),
    );

    let g2 = verifying.g2()[0];
    let omega = arithmetic::root_of_unity(profile.k);
    let inverse = |value: Fr| value.invert().expect("not zero");
    let squarings = |name: &str, count: u32| {
        vec![format!("{name} := mulmod({name}, {name}, r)"); count as usize]
    };
    let packed = relation.t.ilog2();
    let fill: Vec<(&str, String)> = vec![
        ("PROFILE", profile.name.to_owned()),
        ("CONTRACT", contract.clone()),
        ("K", profile.k.to_string()),
        ("HASH_START", bytes_literal(&shape.hash_start())),
        ("G2_COMPRESSED", bytes_literal(g2.to_bytes().as_ref())),
        ("G2_X_IMAGINARY", field::word(&field::g2(&g2)[0])),
        ("DEV_SG2_HASH", s_g2_hash(&dev_s_g2)),
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
        (
            "ANSWER_ROOT",
            field::scalar(&omega.pow_vartime([shape.answer_row() as u64])),
        ),
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
    ];
    Ok(Source {
        source: filled(TEMPLATE, fill),
        contract,
        proof_length,
    })
}
