//! The vectors of a base: everything that is public, changed alone.

use super::runners::cannot;
use super::{Base, Change, File, Question, Runner, SELECTOR_BYTES, Setup, Vector, Verifiers, Way};
use super::{OTHER_SRS_PROFILE, profile};
use circuits::{PROFILES, ProgramPoint, keccak256};
use std::collections::BTreeMap;
use tinyram::{DoubleWord, Program};

/// How many vectors a base gets.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Wrong values of every public word and of the answer, and changes of the program: at least so many each.
    pub values: usize,
    /// Every word, every pair, every place; or only the first and the last.
    pub everywhere: bool,
    /// Bytes of the proof.
    pub bytes: usize,
    /// All other profiles; or only the one with the other K and the next with the same.
    pub all_profiles: bool,
    /// A million words too.
    pub many_words: bool,
    /// One vector of each field at the most.
    pub one_each: bool,
}

impl Depth {
    /// Of a full run: ten wrong values of every field.
    pub const FULL: Self = Depth {
        values: 10,
        everywhere: true,
        bytes: 40,
        all_profiles: true,
        many_words: true,
        one_each: false,
    };

    /// Of a committed base: one is asked about everything, and the larger the circuit, the longer a verdict takes.
    pub fn committed(base: &Base) -> Self {
        let k = profile(&base.proof.profile).k;
        let sum = base.name == "sum";
        Depth {
            values: match k {
                13 if sum => 6,
                13 => 3,
                _ => 1,
            },
            everywhere: k == 13,
            bytes: if sum { 20 } else { 2 },
            all_profiles: false,
            many_words: sum,
            one_each: k > 16,
        }
    }

    /// Those of these places that are asked about.
    fn of<T>(&self, places: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut places: Vec<T> = places.into_iter().collect();
        if !self.everywhere && places.len() > 2 {
            places.drain(1..places.len() - 1);
        }
        places
    }
}

/// A word that depends on nothing but its place.
fn arbitrary(base: &Base, field: &str, i: usize) -> u32 {
    let hash = keccak256(format!("{} {field} {i}", base.name).as_bytes());
    u32::from_be_bytes(hash[..4].try_into().expect("4 of 32 bytes"))
}

/// `count` values other than `value`, the likely mistakes first.
fn wrong_values(base: &Base, field: &str, value: u32, neighbour: u32, count: usize) -> Vec<u32> {
    let mut values: Vec<u32> = vec![];
    let likely = [
        value.wrapping_add(1),
        value.wrapping_sub(1),
        0,
        u32::MAX,
        neighbour,
        arbitrary(base, field, 0),
        value ^ 0x8000_0000,
        !value,
        value.swap_bytes(),
        value.rotate_left(16),
    ];
    let more = (1..).map(|i| arbitrary(base, field, i));
    for wrong in likely.into_iter().chain(more) {
        if values.len() == count {
            break;
        }
        if wrong != value && !values.contains(&wrong) {
            values.push(wrong);
        }
    }
    values
}

/// The memory that a machine starts with: what is behind the image is zero, so zeros at its end are nothing.
fn initial_memory(program: &Program) -> &[DoubleWord] {
    let zero = DoubleWord { lo: 0, hi: 0 };
    let used = program
        .double_words
        .iter()
        .rposition(|double_word| *double_word != zero);
    &program.double_words[..used.map_or(0, |last| last + 1)]
}

/// Is the statement that is asked about the one that was proved, by this proof? The right verdict, from what a statement means and
/// from nothing that a verifier computes.
fn is_the_same(asked: &Question, proved: &Question) -> bool {
    let programs = match (&asked.program, &proved.program) {
        (Some(asked), Some(proved)) => {
            asked.arch == proved.arch && initial_memory(asked) == initial_memory(proved)
        }
        _ => false,
    };
    programs
        && asked.program_id.is_some()
        && (asked.profile, asked.setup) == (proved.profile, proved.setup)
        && (&asked.public, asked.answer, &asked.bytes)
            == (&proved.public, proved.answer, &proved.bytes)
}

struct Builder<'a> {
    verifiers: &'a Verifiers,
    base: &'a Base,
    depth: Depth,
    honest: Question,
    vectors: Vec<Vector>,
}

impl Builder<'_> {
    /// Adds a vector, unless it asks what another one asks, or nothing new.
    fn add(&mut self, field: impl Into<String>, changes: Vec<Change>) {
        let field = field.into();
        let known = self
            .vectors
            .iter()
            .any(|other| other.changes == changes || (self.depth.one_each && other.field == field));
        if known {
            return;
        }
        let question = self.verifiers.question(self.base, &changes);
        if question == self.honest && !changes.is_empty() {
            return;
        }
        let accept = is_the_same(&question, &self.honest);
        let because = (accept && !changes.is_empty()).then(|| {
            "the machine starts with the same memory, which is zero behind the image".to_owned()
        });
        let mut exit = BTreeMap::new();
        if !question.public.len().is_multiple_of(4) {
            exit.insert(Way::File, 2); // no such file: a word has eight digits
        }
        if question.answer > u64::from(u32::MAX) {
            exit.insert(Way::Arguments, 2);
            exit.insert(Way::File, 2);
        }
        let cannot = [Runner::Rust, Runner::Cli, Runner::Contract]
            .into_iter()
            .filter_map(|runner| Some((runner, cannot(runner, &question)?.to_owned())));
        let cannot = cannot.collect();
        self.vectors.push(Vector {
            base: self.base.name.clone(),
            field,
            changes,
            accept,
            because,
            exit,
            cannot,
        });
    }

    fn words(&mut self) {
        let depth = self.depth;
        let words = self.base.proof.statement.primary.clone();
        let n = words.len();
        for (i, &word) in depth.of(words.iter().enumerate()) {
            let field = format!("word {i}");
            let neighbour = words[(i + 1) % n];
            for wrong in wrong_values(self.base, &field, word, neighbour, depth.values) {
                self.add(&field, vec![Change::Word(i, wrong)]);
            }
        }
        // Neighbours, the same place of the next scalar, the ends.
        let pairs = (0..n)
            .flat_map(|i| [(i, i + 1), (i, i + 7)])
            .filter(|&(_, j)| j < n)
            .chain((n > 2).then(|| (0, n - 1)));
        for (i, j) in depth.of(pairs) {
            self.add("words", vec![Change::SwapWords(i, j)]);
            // The same sum, and the same sum with weights 1, 2, 3, ...: what bound public inputs in vnTinyRAM's first SNARK.
            let plus = words[i].wrapping_add(1);
            let minus = words[j].wrapping_sub(1);
            self.add("words", vec![Change::Word(i, plus), Change::Word(j, minus)]);
            let plus = words[i].wrapping_add(j as u32 + 1);
            let minus = words[j].wrapping_sub(i as u32 + 1);
            self.add("words", vec![Change::Word(i, plus), Change::Word(j, minus)]);
        }
        let most = profile(&self.base.proof.profile).primary_words();
        let mut counts = vec![n + 1, 0, n + 7, most, most + 1];
        counts.extend(n.checked_sub(1));
        counts.extend(depth.many_words.then_some(1_000_000));
        counts.retain(|&count| count != n);
        for count in counts {
            self.add("number of words", vec![Change::Words(count)]);
        }
        self.add("number of words", vec![Change::InsertWord(0, 0)]);
        self.add("number of words", vec![Change::InsertWord(n, 1)]);
        if n > 0 {
            self.add("number of words", vec![Change::RemoveWord(0)]);
            let last = words[n - 1];
            self.add("number of words", vec![Change::InsertWord(n, last)]);
        }
        for bytes in depth.of([4 * n + 1, 4 * n + 2, (4 * n).saturating_sub(1)]) {
            self.add("public bytes", vec![Change::PublicBytes(bytes)]);
        }
    }

    fn answer(&mut self) {
        let depth = self.depth;
        let answer = self.base.proof.statement.answer;
        let words = &self.base.proof.statement.primary;
        let word = words.first().copied().unwrap_or(2);
        for wrong in wrong_values(self.base, "answer", answer, word, depth.values) {
            self.add("answer", vec![Change::Answer(wrong.into())]);
        }
        self.add(
            "answer",
            vec![Change::Answer(u64::from(answer) + (1 << 32))],
        );
    }

    /// Each program in two ways: asked about; with its points in the proof as well, so that the transcript has to refuse.
    fn program(&mut self) {
        let depth = self.depth;
        let image = self.base.program.double_words.clone();
        let n = image.len();
        let mut programs: Vec<(String, Change)> = vec![];
        let words: Vec<u32> = image
            .iter()
            .flat_map(|double_word| [double_word.lo as u32, double_word.hi as u32])
            .collect();
        let each = depth.values.div_ceil(words.len());
        for (i, &word) in depth.of(words.iter().enumerate()) {
            let field = format!("image word {i}");
            for wrong in wrong_values(self.base, &field, word, words[i ^ 1], each) {
                programs.push((field.clone(), Change::ImageWord(i, wrong)));
            }
        }
        for i in depth.of(1..n) {
            programs.push(("image".to_owned(), Change::SwapImage(i - 1, i)));
        }
        let most = profile(&self.base.proof.profile).image_cells();
        for length in depth.of([n - 1, 0, n + 2, most, n + 1]) {
            programs.push(("image length".to_owned(), Change::ImageLength(length)));
        }
        for (field, change) in programs {
            self.add(&field, vec![change.clone()]);
            if !self.vectors.last().is_some_and(|vector| vector.accept) {
                self.add(&field, vec![change, Change::Point]);
            }
        }
        // Without a name: only the binary can be asked.
        self.add("image length", vec![Change::ImageLength(most + 1)]);
        let other_k = 48 - self.base.program.arch.num_registers();
        self.add("registers", vec![Change::Registers(other_k)]);

        self.add("program point", vec![Change::NegatePoint]);
        self.add("program point", vec![Change::NegatePoint, Change::Rename]);
        for byte in depth.of([0, 13, 31]) {
            self.add("program id", vec![Change::ProgramId(byte, 0x40)]);
        }
    }

    /// Another verifier: as it is, with its selector in the proof, and with its program point too.
    fn other_verifier(&mut self, field: &str, changes: Vec<Change>) {
        for more in [
            vec![],
            vec![Change::Selector],
            vec![Change::Selector, Change::Point],
        ] {
            self.add(field, [changes.clone(), more].concat());
        }
    }

    fn verifier(&mut self) {
        let depth = self.depth;
        let own = profile(&self.base.proof.profile);
        if self.base.setup == Setup::Other {
            return self.other_verifier("srs", vec![Change::Srs(Setup::Development)]);
        }
        if own.name == OTHER_SRS_PROFILE {
            self.other_verifier("srs", vec![Change::Srs(Setup::Other)]);
        }
        let next = PROFILES
            .iter()
            .find(|other| other.num_registers == own.num_registers && other.k != own.k);
        for other in &PROFILES {
            let is_next = next.is_some_and(|next| next.name == other.name);
            let is_twin = other.k == own.k;
            if other.name == own.name || !(depth.all_profiles || is_next || is_twin) {
                continue;
            }
            let mut changes = vec![Change::Profile(other.name.to_owned())];
            if other.num_registers != own.num_registers {
                changes.push(Change::Registers(other.num_registers));
            }
            self.other_verifier("profile", changes);
        }
    }

    fn proof(&mut self) {
        let depth = self.depth;
        let length = self.base.proof.bytes.len();
        self.add("proof", vec![Change::Byte(0, 1)]);
        self.add("proof", vec![Change::Byte(length - 1, 1)]);
        // A point of the first phase, and then evenly over what follows.
        let first = SELECTOR_BYTES + ProgramPoint::BYTES;
        for i in 0..depth.bytes {
            let at = first + i * (length - first) / depth.bytes;
            self.add("proof", vec![Change::Byte(at, 1 << (i % 8))]);
        }
        for other in depth.of([length - 1, length + 32, 4, 0, length + 1]) {
            self.add("proof length", vec![Change::ProofLength(other)]);
        }
    }
}

/// The vectors of a base.
pub fn of(verifiers: &Verifiers, base: &Base, depth: Depth) -> Vec<Vector> {
    let mut builder = Builder {
        verifiers,
        base,
        depth,
        honest: verifiers.question(base, &[]),
        vectors: vec![],
    };
    builder.add("nothing", vec![]);
    builder.verifier();
    if base.setup == Setup::Development {
        builder.words();
        builder.answer();
        builder.program();
        builder.proof();
    }
    builder.vectors
}

/// The file of the committed bases.
pub fn committed(verifiers: &Verifiers, bases: &[Base]) -> File {
    let vectors: Vec<Vector> = bases
        .iter()
        .flat_map(|base| of(verifiers, base, Depth::committed(base)))
        .collect();
    let mut cannot = BTreeMap::new();
    for runner in vectors.iter().flat_map(|vector| vector.cannot.keys()) {
        *cannot.entry(*runner).or_insert(0) += 1;
    }
    let about = [
        "What a proof is bound to. Each vector is a base, BASE.vnt and BASE.proof.json, with something else asked about it.",
        "changes: applied in order, see Change in tests/src/binding.rs. accept: the verdict of circuits::verify, vntr verify and the contract.",
        "exit: exit codes of the binary other than 0 and 1, by the way it is asked. cannot: who cannot be asked this, and why.",
        "W is 32 for every profile, and the step bound is the profile's: neither can be another one by itself.",
        "Written by `cargo run --release -p vntr-tests --example binding`, asked by `cargo test --release -p cli binding`.",
    ];
    File {
        about: about.map(str::to_owned).to_vec(),
        cannot,
        vectors,
    }
}
