//! Where every word of the proof and of memory lies.

use std::collections::BTreeSet;
use std::fmt;

use super::{GenerateError, VerifierSpec};

/// A committed polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Advice(usize),
    Fixed(usize),
    /// The quotient, recombined from its pieces.
    Quotient,
    /// The random polynomial that blinds the opening.
    Random,
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Advice(i) => write!(f, "a{i}"),
            Self::Fixed(i) => write!(f, "f{i}"),
            Self::Quotient => write!(f, "quotient"),
            Self::Random => write!(f, "random"),
        }
    }
}

/// Commitments that are opened at the same points.
#[derive(Debug)]
pub(super) struct RotationSet {
    pub rotations: Vec<i32>,
    pub commitments: Vec<Column>,
}

/// Points that are absorbed, then challenges that are drawn. An unused challenge has no name.
#[derive(Debug)]
pub(super) struct Round {
    pub points: usize,
    pub challenges: Vec<Option<String>>,
}

#[derive(Debug)]
pub(super) struct Layout {
    pub k: u32,
    pub program_columns: Vec<usize>,
    /// Advice columns in the order of the proof.
    advice: Vec<usize>,
    pub rounds: Vec<Round>,
    /// The scalars of the proof.
    pub evaluations: Vec<(Column, i32)>,
    pub sets: Vec<RotationSet>,
    /// Every rotation that something is opened at.
    pub rotations: BTreeSet<i32>,
    /// Index of the quotient's first piece among the points.
    pub quotient_point: usize,
    pub quotient_pieces: usize,
    user_challenges: usize,
    /// Bytes of the public values that there is room for.
    pub public_size: usize,
}

impl Layout {
    pub(super) fn new(spec: &VerifierSpec<'_>) -> Result<Self, GenerateError> {
        let (vk, cs) = (spec.vk, spec.vk.cs());
        let k = vk.get_domain().k();
        let unsupported = |what| Err(GenerateError::Unsupported(what));
        if !cs.permutation().get_columns().is_empty() || !vk.permutation().commitments().is_empty()
        {
            return unsupported("permutation argument (equality-enabled columns)");
        }
        if !cs.lookups().is_empty() {
            return unsupported("native lookup argument");
        }
        if cs.num_instance_columns() != 1 {
            return unsupported("number of instance columns other than one");
        }
        if cs
            .instance_queries()
            .iter()
            .any(|(_, rotation)| rotation.0 != 0)
        {
            return unsupported("instance query at another row than the current one");
        }
        if cs.advice_queries().is_empty() {
            return unsupported("circuit without advice queries");
        }
        if cs.gates().is_empty() {
            return unsupported("circuit without gates");
        }
        check_distinct(
            "program column",
            &spec.program_columns,
            cs.num_fixed_columns(),
        )?;
        let shape = &spec.instance;
        let usable = (1usize << k) - cs.blinding_factors() - 1;
        let mut rows = vec![shape.answer];
        rows.extend((0..shape.rows).map(|h| shape.first + shape.stride * h));
        check_distinct("instance row", &rows, usable)?;

        if cs.challenge_phase().first() != Some(&0) {
            return unsupported("circuit without a challenge after the first phase");
        }
        let phases = cs.advice_column_phase();
        let challenge_phases = cs.challenge_phase();
        let mut advice = Vec::new();
        let mut rounds = Vec::new();
        let mut waiting = 0;
        for phase in 0..=phases.iter().max().copied().unwrap_or_default() {
            let before = advice.len();
            advice.extend((0..phases.len()).filter(|column| phases[*column] == phase));
            waiting += advice.len() - before;
            let drawn: Vec<_> = (0..challenge_phases.len())
                .filter(|challenge| challenge_phases[*challenge] == phase)
                .map(|challenge| Some(challenge_name(challenge)))
                .collect();
            if !drawn.is_empty() {
                rounds.push(Round {
                    points: std::mem::take(&mut waiting),
                    challenges: drawn,
                });
            }
        }
        // halo2's theta, beta and gamma belong to lookups and permutations, but are drawn all the same.
        rounds.push(Round {
            points: waiting,
            challenges: vec![None, None, None],
        });
        rounds.push(Round {
            points: 1,
            challenges: vec![Some("Y".to_string())],
        });
        let quotient_pieces = vk.get_domain().get_quotient_poly_degree();
        rounds.push(Round {
            points: quotient_pieces,
            challenges: vec![Some("X".to_string())],
        });
        let quotient_point = spec.program_columns.len() + advice.len() + 1;

        let advice_queries = cs
            .advice_queries()
            .iter()
            .map(|(c, r)| (Column::Advice(c.index()), r.0));
        let fixed_queries = cs
            .fixed_queries()
            .iter()
            .map(|(c, r)| (Column::Fixed(c.index()), r.0));
        let queries: Vec<(Column, i32)> = advice_queries.chain(fixed_queries).collect();
        let mut evaluations = queries.clone();
        evaluations.push((Column::Random, 0));
        let mut opened = queries;
        opened.extend([(Column::Quotient, 0), (Column::Random, 0)]);
        let sets = rotation_sets(&opened);
        let rotations: BTreeSet<i32> = opened.iter().map(|(_, rotation)| *rotation).collect();
        let spread =
            rotations.last().copied().unwrap_or(0) - rotations.first().copied().unwrap_or(0);
        if spread >= 1 << k {
            return unsupported("rotation by as much as the number of rows");
        }

        Ok(Self {
            k,
            program_columns: spec.program_columns.clone(),
            advice,
            rounds,
            evaluations,
            sets,
            rotations,
            quotient_point,
            quotient_pieces,
            user_challenges: challenge_phases.len(),
            public_size: 4 * shape.words_per_row() * shape.rows,
        })
    }

    /// Points in front of the evaluations, the program's included.
    pub(super) fn points(&self) -> usize {
        self.quotient_point + self.quotient_pieces
    }

    /// Which point of the proof commits to a column; none if the constructor is given it.
    pub(super) fn point(&self, column: Column) -> Option<usize> {
        let program = self.program_columns.len();
        match column {
            Column::Advice(index) => self
                .advice
                .iter()
                .position(|c| *c == index)
                .map(|i| program + i),
            Column::Fixed(index) => self.program_columns.iter().position(|c| *c == index),
            Column::Random => Some(program + self.advice.len()),
            Column::Quotient => Some(self.quotient_point),
        }
    }

    /// Fixed columns that are opened and whose commitments the constructor is given.
    pub(super) fn setup_columns(&self) -> Vec<usize> {
        let opened = self.sets.iter().flat_map(|set| &set.commitments);
        let mut columns: Vec<usize> = opened
            .filter_map(|column| match column {
                Column::Fixed(index) => Some(*index),
                _ => None,
            })
            .filter(|index| !self.program_columns.contains(index))
            .collect();
        columns.sort_unstable();
        columns
    }

    /// Powers of 1/x above the first that some set needs.
    pub(super) fn x_inverse_powers(&self) -> BTreeSet<usize> {
        self.sets
            .iter()
            .map(|set| set.rotations.len() - 1)
            .filter(|m| *m > 1)
            .collect()
    }

    /// The memory map: an optional comment, a name, an address.
    pub(super) fn memory(
        &self,
        shared: usize,
        y_powers: &BTreeSet<usize>,
    ) -> Vec<(Option<String>, String, usize)> {
        let mut map = Map {
            entries: Vec::new(),
            next: 0x80,
            comment: None,
        };
        for challenge in 0..self.user_challenges {
            map.word(challenge_name(challenge));
        }
        for name in [
            "Y", "X", "XN", "OPEN_Y", "OPEN_V", "OPEN_U", "INSTANCE", "QUOTIENT", "Z_0", "OPENED",
        ] {
            map.word(name.to_string());
        }
        for m in self.x_inverse_powers() {
            map.word(x_power_name(m));
        }
        for m in y_powers {
            map.word(y_power_name(*m));
        }
        for set in 1..self.sets.len() {
            map.word(format!("FACTOR_{set}"));
        }
        map.comment("The evaluations of the proof, after a place for the transcript's last hash. A: advice, F: fixed; P: rows below, M: above.");
        map.next += 0x20;
        map.mark("EVALS_MPTR");
        for (column, rotation) in &self.evaluations {
            map.word(evaluation_name(*column, *rotation));
        }
        map.comment("Values that several gates share.");
        for slot in 0..shared {
            map.word(format!("SHARED_{slot}"));
        }
        map.comment("The transcript's start: seed, program points, public values, first points. Later rounds lie over these points.");
        map.block("TRANSCRIPT_MPTR", 0x20);
        map.block("PROGRAM_MPTR", 64 * self.program_columns.len());
        map.block("ANSWER_MPTR", 0x20);
        map.block("LENGTH_MPTR", 0x20);
        map.block("PUBLIC_MPTR", self.public_size);
        let largest = self
            .rounds
            .iter()
            .map(|round| round.points)
            .max()
            .unwrap_or(0);
        map.block("ABSORB_MPTR", 64 * largest.max(1) + 0x20);
        map.next = map.next.next_multiple_of(0x20);
        map.comment("What one inversion inverts; then, at a distance, the products before each.");
        map.mark("INVERSES_MPTR");
        map.word("X_INV".to_string());
        map.word("XN_INV".to_string());
        map.word("INSTANCE_INV".to_string());
        for rotation in &self.rotations {
            map.word(inverse_name(*rotation));
        }
        let table = 32 * (3 + self.rotations.len());
        map.entries.push((None, "PRODUCTS".to_string(), table));
        map.next += table;
        map.comment("Arguments of precompiles.");
        map.block("SCRATCH_MPTR", 0xc0);
        map.block("SUM_MPTR", 0x40);
        map.block("POINT_MPTR", 0x40);
        map.block("SCALAR_MPTR", 0x20);
        map.block("PAIRING_MPTR", 0x180);
        map.comment("Commitments of the setup, each with a place for its factor.");
        for column in self.setup_columns() {
            map.block(&fixed_name(column), 0x60);
        }
        map.mark("MEMORY_END");
        map.entries
    }
}

struct Map {
    entries: Vec<(Option<String>, String, usize)>,
    next: usize,
    comment: Option<String>,
}

impl Map {
    fn comment(&mut self, text: &str) {
        self.comment = Some(text.to_string());
    }

    fn mark(&mut self, name: &str) {
        self.entries
            .push((self.comment.take(), name.to_string(), self.next));
    }

    fn block(&mut self, name: &str, size: usize) {
        self.mark(name);
        self.next += size;
    }

    fn word(&mut self, name: String) {
        self.block(&name, 0x20);
    }
}

/// As halo2's `construct_intermediate_sets`: sets in the order in which their first commitment is queried.
fn rotation_sets(queries: &[(Column, i32)]) -> Vec<RotationSet> {
    let mut commitments: Vec<(Column, BTreeSet<i32>)> = Vec::new();
    for (column, rotation) in queries {
        match commitments.iter_mut().find(|(known, _)| known == column) {
            Some((_, rotations)) => {
                rotations.insert(*rotation);
            }
            None => commitments.push((*column, BTreeSet::from([*rotation]))),
        }
    }
    let mut sets: Vec<RotationSet> = Vec::new();
    for (column, rotations) in commitments {
        let rotations: Vec<i32> = rotations.into_iter().collect();
        match sets.iter_mut().find(|set| set.rotations == rotations) {
            Some(set) => set.commitments.push(column),
            None => sets.push(RotationSet {
                rotations,
                commitments: vec![column],
            }),
        }
    }
    sets
}

fn check_distinct(
    what: &'static str,
    indices: &[usize],
    limit: usize,
) -> Result<(), GenerateError> {
    let mut seen = BTreeSet::new();
    match indices
        .iter()
        .find(|index| **index >= limit || !seen.insert(**index))
    {
        Some(index) => Err(GenerateError::Index {
            what,
            index: *index,
            limit,
        }),
        None => Ok(()),
    }
}

pub(super) fn challenge_name(index: usize) -> String {
    format!("CHALLENGE_{index}")
}

pub(super) fn evaluation_name(column: Column, rotation: i32) -> String {
    match column {
        Column::Advice(i) => format!("A{i}{}", suffix(rotation)),
        Column::Fixed(i) => format!("F{i}{}", suffix(rotation)),
        Column::Quotient => "QUOTIENT".to_string(),
        Column::Random => "RANDOM".to_string(),
    }
}

pub(super) fn fixed_name(column: usize) -> String {
    format!("F{column}_MPTR")
}

pub(super) fn inverse_name(rotation: i32) -> String {
    format!("U_INV{}", suffix(rotation))
}

pub(super) fn y_power_name(exponent: usize) -> String {
    format!("Y_POW_{exponent}")
}

pub(super) fn x_power_name(exponent: usize) -> String {
    format!("X_INV_POW_{exponent}")
}

fn suffix(rotation: i32) -> String {
    match rotation {
        0 => String::new(),
        r if r > 0 => format!("_P{r}"),
        r => format!("_M{}", r.unsigned_abs()),
    }
}
