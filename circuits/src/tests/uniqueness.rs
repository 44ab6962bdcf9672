//! The constraints on a step determine the next state: for every operation of the decoder, an SMT solver finds no two steps
//! that start alike and end differently.
//!
//! The constraints are those of the circuit, exported from halo2's `ConstraintSystem` at the rows of a step
//! ([`model`]); nothing is written down twice. Two steps start alike: same pc, flag, tape positions, and the same words
//! in the cells of the memory argument. They are shown to be alike in what they access and leave there, in the next
//! pc, flag and tape positions. In this order, each query with what the ones before have shown:
//!
//! 1. The fetched double word determines the operation and the register fields ([`decoding_is_determined`]).
//! 2. For each operation, one by one: the addresses that the step accesses, and so what it finds there, because
//!    everything before the step is the same; and the bits of the step, where they are determined.
//! 3. In each case of those bits: all outputs. And, given that the step starts with 32-bit words, a pc in the memory and bits for
//!    flags, that it ends with such: which is why the next step may start from that.
//!
//! What the auxiliary tape holds is an input, too: the next word, or its end, if it has not ended before.
//!
//! Needs z3: `circuits/uniqueness.sh` installs it below `target` and runs this.

mod model;
mod poly;
mod solver;
mod system;

use super::{Honest, profile};
use crate::Profile;
use crate::control::{CONTROL_BITS, READ, control};
use crate::deletion::switch;
use crate::layout::{CARRY, DECODE_LANE, DIGIT, ENDED, FIELD4_RANGE, OP_LANE, PART_BITS, column};
use crate::profile::{ROWS_PER_SLOT, ROWS_PER_STEP};
use crate::step::StepCells;
use crate::tables::Tables;
use ff::Field;
use halo2curves::bn256::Fr;
use model::{Fixed, MAX_SPREAD, Model, var};
use poly::{Poly, Var};
use rayon::prelude::*;
use solver::{Answer, Solver};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use system::{Case, Mode, Operation, Script, System, small, start, violated};
use tinyram::{Opcode, Shape};

/// Both widths of limbs, both numbers of registers.
const PROFILES: [&str; 4] = ["k13-r32", "k18-r32", "k13-r16", "k18-r16"];

/// [`PROFILES`], or the one that the environment chooses.
fn profiles() -> Vec<&'static str> {
    let chosen = std::env::var("UNIQUENESS_PROFILE");
    let profiles: Vec<&str> = PROFILES
        .into_iter()
        .filter(|name| chosen.as_ref().map_or(true, |chosen| chosen == name))
        .collect();
    assert!(
        !profiles.is_empty(),
        "UNIQUENESS_PROFILE is {chosen:?}, expected one of {PROFILES:?}"
    );
    profiles
}

/// How much work a query may be, as z3 counts it: the same on a slow machine. A second is about four million.
const LIMIT: u64 = 100_000_000;

/// An instruction's mnemonic with its operand, or why the machine takes it for `answer 1`.
fn name((operation, _): Operation) -> String {
    let opcode = Opcode::from_code((operation % 64 / 2) as u8);
    let operand = ["register", "immediate"][(operation % 2) as usize];
    match (opcode, operation < 64) {
        (Some(opcode), true) => format!("{} with {operand}", opcode.mnemonic()),
        (Some(opcode), false) => {
            format!("{} with a register that does not exist", opcode.mnemonic())
        }
        (None, _) => format!("undefined opcode {} with {operand}", operation / 2),
    }
}

/// How much work it may be to find out whether a variable is determined; beyond that, a proof goes on without. Then its script says
/// less than the constraints do, and may end in a "two next states?" that is no answer about the circuit.
const GUESS: u64 = 12_000_000;

/// How much work the search for two next states may be.
const SEARCH: u64 = 9_000_000;

/// Is there a product of two variables other than bits that are not all known? Such an equation is hard for a solver.
fn multiplies_unknowns(system: &System, known: &BTreeSet<Var>) -> bool {
    let factors = system.equations.iter().flat_map(|(_, factors)| factors);
    let mut terms = factors.flat_map(Poly::terms);
    terms.any(|(monomial, _)| {
        let model = system.model;
        let factors = || monomial.iter().filter(|v| !model.bits.contains(v));
        factors().count() > 1
            && factors().all(|v| model.range(*v).is_some())
            && factors().any(|v| !known.contains(v))
    })
}

/// Adds to `known` what it determines: addresses and what accesses find there, what lanes find, words, bits.
fn extend(system: &System, known: &mut BTreeSet<Var>, solver: &mut Solver) {
    let model = system.model;
    let slots = [2, 3, 1];
    let addresses = slots.map(|slot| model.access(slot, column::ADDRESS));
    let lane = model.lane(OP_LANE);
    let vars = system.vars();
    let (bits, words): (Vec<Var>, Vec<Var>) = vars
        .iter()
        .filter(|v| model.range(**v).is_some() && !addresses.contains(v) && !lane.contains(v))
        .partition(|v| model.bits.contains(v));
    // What an access finds is known with its address, not by itself.
    let found = |v: &Var| {
        matches!(
            v,
            Var::Cell {
                column: column::LO | column::HI,
                ..
            }
        )
    };
    let words: Vec<Var> = words.into_iter().filter(|v| !found(v)).collect();
    let lane = lane.into_iter().filter(|v| vars.contains(v));
    let mut open: Vec<Var> = addresses
        .into_iter()
        .chain(lane)
        .chain(words.iter().copied())
        .chain(bits)
        .collect();
    open.retain(|v| !known.contains(v));
    loop {
        let before = open.len();
        open.retain(|&v| {
            if words.contains(&v) && multiplies_unknowns(system, known) {
                return true;
            }
            if !is_determined(system, known, v, solver) {
                return true;
            }
            known.insert(v);
            if let Some(i) = addresses.iter().position(|&address| address == v) {
                known.extend([column::LO, column::HI].map(|word| model.access(slots[i], word)));
            }
            false
        });
        if open.len() == before {
            return;
        }
    }
}

/// Do the known variables determine this one?
fn is_determined(system: &System, known: &BTreeSet<Var>, v: Var, solver: &mut Solver) -> bool {
    let mut script = Script::new(system.model, Mode::Proof, known);
    script.assert_system(0, system);
    script.assert_system(1, system);
    let variable = Poly::var(v);
    let differs = script
        .differs(&variable, &variable)
        .expect("it has a range");
    script.assert(&differs);
    script.check(solver, GUESS) == Answer::Unsat
}

/// What determines a step of the operation beside the start of it: the variables that are the same in two steps that start alike.
fn determined(model: &Model, operation: Operation, solver: &mut Solver) -> BTreeSet<Var> {
    let system =
        System::new(model, Some(operation), &Case::new()).expect("some step is of this operation");
    let mut known = start(model);
    extend(&system, &mut known, solver);
    known
}

/// All cases of the known bits that stand in products.
fn cases(model: &Model, operation: Operation, known: &BTreeSet<Var>) -> Vec<Case> {
    let system =
        System::new(model, Some(operation), &Case::new()).expect("some step is of this operation");
    let mut in_products = BTreeSet::new();
    for (_, factors) in &system.equations {
        for factor in factors {
            let terms = factor.terms().filter(|(monomial, _)| monomial.len() > 1);
            in_products.extend(terms.flat_map(|(monomial, _)| monomial.iter().copied()));
            if factors.len() > 1 {
                in_products.extend(factor.vars());
            }
        }
    }
    let mut cases = vec![Case::new()];
    for &bit in model
        .bits
        .intersection(known)
        .filter(|bit| in_products.contains(bit))
    {
        let with = |value| {
            move |case: &Case| {
                let mut case = case.clone();
                case.insert(bit, value);
                case
            }
        };
        cases = cases
            .iter()
            .map(with(0))
            .chain(cases.iter().map(with(1)))
            .collect();
    }
    cases
}

/// Two steps of the operation in one case, which start alike and read the same auxiliary tape.
fn two_steps<'m>(
    model: &'m Model<'m>,
    mode: Mode,
    known: &BTreeSet<Var>,
    operation: Operation,
    system: &System,
) -> Script<'m> {
    let mut script = Script::new(model, mode, known);
    script.assert_system(0, system);
    script.assert_system(1, system);
    let reads = control(operation.0).is_some_and(|control| control.slot == READ);
    if reads {
        // Both read tape 1, which has not ended: then both find its end, or both the same word.
        let bit = |index| Poly::var(var(model.layout.bit(index))).substitute(&system.fixed);
        let [second, ended, end] = [DIGIT + 1, ENDED, CARRY].map(bit);
        let parts =
            (0..ROWS_PER_SLOT).map(|part| Poly::var(var(model.layout.part(2, part, column::PART))));
        let alike: Option<Vec<String>> = parts
            .map(|part| Some(format!("(not {})", script.differs(&part, &part)?)))
            .collect();
        let formula = (|| {
            let [not_second, other_not_second] =
                [script.zero(0, &second)?, script.zero(1, &second)?];
            let [not_ended, no_end] = [script.zero(0, &ended)?, script.zero(0, &end)?];
            let end_differs = script.differs(&end, &end)?;
            let alike = alike?.join(" ");
            Some(format!(
                "(or {not_second} {other_not_second} (not {not_ended}) (and (not {end_differs}) (or (not {no_end}) (and {alike}))))"
            ))
        })();
        script.assert(&formula.expect("bits and words have a range"));
    }
    script
}

/// Adds to `known` what known values are multiplied with: a quotient, as a whole and then its parts. What is left is linear.
fn extend_by_cofactors(system: &System, known: &mut BTreeSet<Var>, solver: &mut Solver) {
    let model = system.model;
    let equations = system
        .equations
        .iter()
        .filter(|(_, factors)| factors.len() == 1);
    for equation in equations.flat_map(|(_, factors)| factors) {
        for v in equation.vars() {
            let Some((cofactor, _)) = equation.linear_in(v).filter(|_| known.contains(&v)) else {
                continue;
            };
            let parts: Vec<Var> = cofactor
                .vars()
                .into_iter()
                .filter(|part| !known.contains(part))
                .collect();
            if parts.is_empty() || parts.iter().any(|part| model.range(*part).is_none()) {
                continue;
            }
            let mut script = Script::new(model, Mode::Proof, known);
            script.assert_system(0, system);
            script.assert_system(1, system);
            let differs = script
                .differs(&cofactor, &cofactor)
                .expect("its variables have ranges");
            script.assert(&differs);
            if script.check(solver, LIMIT) != Answer::Unsat {
                continue;
            }
            let determined = parts.into_iter().filter(|&part| {
                let mut script = Script::new(model, Mode::Proof, known);
                let [of_both, part] = [cofactor.clone(), Poly::var(part)]
                    .map(|poly| script.differs(&poly, &poly).expect("a range"));
                script.assert(&format!("(and (not {of_both}) {part})"));
                script.check(solver, LIMIT) == Answer::Unsat
            });
            let determined: Vec<Var> = determined.collect();
            known.extend(determined);
        }
    }
}

/// What a proof took.
#[derive(Default)]
struct Effort {
    queries: usize,
    impossible: usize,
}

/// Proves that the next state of a step of this operation is determined, and that it is a state.
fn prove(model: &Model, operation: Operation, solver: &mut Solver) -> Result<Effort, String> {
    let known = determined(model, operation, solver);
    let mut effort = Effort::default();
    for case in cases(model, operation, &known) {
        let Some(system) = System::new(model, Some(operation), &case) else {
            effort.impossible += 1;
            continue;
        };
        let mut known = known.clone();
        extend_by_cofactors(&system, &mut known, solver);
        let mut script = two_steps(model, Mode::Proof, &known, operation, &system);
        let mut differences = vec![];
        for (output, value) in &system.outputs {
            let Some(differs) = script.differs(value, value) else {
                return Err(format!("{output} is not an integer with bounds: {value:?}"));
            };
            differences.push(differs);
        }
        script.assert(&format!("(or {})", differences.join(" ")));
        match script.check(solver, LIMIT) {
            Answer::Unsat => {}
            answer => {
                return Err(format!(
                    "two next states? {answer:?} in case {case:?}, without {:?}",
                    script.dropped
                ));
            }
        }
        let mut script = Script::new(model, Mode::Proof, &known);
        script.assert_system(0, &system);
        let wrong = not_a_state(&mut script, &system)?;
        script.assert(&wrong);
        match script.check(solver, LIMIT) {
            Answer::Unsat => {}
            answer => {
                return Err(format!(
                    "not a state? {answer:?} in case {case:?}, without {:?}",
                    script.dropped
                ));
            }
        }
        effort.queries += 2;
    }
    Ok(effort)
}

/// "The step ends in no state": a word has more than 32 bits, a register slot accesses something else, ...
fn not_a_state(script: &mut Script, system: &System) -> Result<String, String> {
    let model = system.model;
    let output = |name: &str| {
        let named = system.outputs.iter().find(|(other, _)| other == name);
        named
            .map(|(_, value)| value.clone())
            .ok_or_else(|| format!("no output {name}"))
    };
    let words = (1i128 << 32) - 1;
    let base = i128::from(StepCells::memory_base(model.profile));
    let registers = -i128::from(model.profile.num_registers);
    let position = Poly::var(var(model.layout.tape_position()));
    let bounds = [
        (output("slot 1: low word after")?, 0, words),
        (output("slot 1: high word after")?, 0, words),
        (output("slot 2: address")?, registers, -1),
        (output("slot 3: address")?, registers, -1),
        (output("slot 3: low word after")?, 0, words),
        (output("slot 3: high word after")?, 0, 0),
        (output("next pc")?, base, base + (1 << 29) - 1),
        (output("next flag")?, 0, 1),
        (output("auxiliary tape ended")?, 0, 1),
        (output("next tape position")?.minus(&position), 0, 1),
    ];
    let mut wrong = vec![];
    for (value, low, high) in bounds {
        let outside = script.outside(&value, low, high);
        wrong.push(outside.ok_or_else(|| format!("no integer with bounds: {value:?}"))?);
    }
    // Slot 1 changes neither registers, which slots 2 and 3 would find changed, nor the tape.
    let address = output("slot 1: address")?;
    let words = [
        (column::LO, "slot 1: low word after"),
        (column::HI, "slot 1: high word after"),
    ];
    for (column, after) in words {
        let change = output(after)?.minus(&Poly::var(model.access(1, column)));
        for (low, high) in [(registers, -1), (1, base - 1)] {
            let formula = script
                .outside(&address, low, high)
                .zip(script.outside(&change, 0, 0));
            let (elsewhere, changed) = formula.ok_or("no integer with bounds")?;
            wrong.push(format!("(and (not {elsewhere}) {changed})"));
        }
    }
    Ok(format!("(or {})", wrong.join(" ")))
}

/// Searches two steps that start alike and satisfy every constraint of the model, but differ in an output: its name. First
/// with small values in the cells that have no range, then with larger ones.
fn two_next_states(model: &Model, operation: Operation, solver: &mut Solver) -> Option<String> {
    let mut reaches = [1 << 16, 1 << 34].into_iter();
    reaches.find_map(|reach| two_next_states_within(model, operation, reach, solver))
}

fn two_next_states_within(
    model: &Model,
    operation: Operation,
    reach: i128,
    solver: &mut Solver,
) -> Option<String> {
    let known = start(model);
    let system = System::new(model, Some(operation), &Case::new())?;
    let mut script = two_steps(model, Mode::Search { reach }, &known, operation, &system);
    // Accesses to the same cell find the same words.
    for slot in 1..4 {
        let [address, lo, hi] = [column::ADDRESS, column::LO, column::HI].map(|column| {
            let cell = Poly::var(model.access(slot, column));
            script.differs(&cell, &cell).expect("it has a range")
        });
        script.assert(&format!("(or {address} (not (or {lo} {hi})))"));
    }
    let differences: Vec<String> = system
        .outputs
        .iter()
        .filter_map(|(_, value)| script.differs(value, value))
        .collect();
    script.assert(&format!("(or {})", differences.join(" ")));
    if script.check(solver, SEARCH) != Answer::Sat {
        return None;
    }
    // Believe the cells, not the solver.
    let steps = script
        .model_values(solver)
        .map(|values| system.complete(&values));
    if steps.iter().any(|step| !violated(model, step).is_empty()) {
        return None;
    }
    let values = |poly: &Poly| {
        steps
            .each_ref()
            .map(|step| poly.evaluate(|v| step.get(&v).copied().unwrap_or(Fr::ZERO)))
    };
    let same = |v: Var| {
        let [one, other] = values(&Poly::var(v));
        one == other
    };
    assert!(known.iter().all(|&v| same(v)), "they start alike");
    for slot in 1..4 {
        let [address, lo, hi] = [column::ADDRESS, column::LO, column::HI]
            .map(|column| same(model.access(slot, column)));
        assert!(!address || (lo && hi), "they find the same");
    }
    let outputs = model.outputs().into_iter();
    let mut different = outputs.filter(|(_, output)| {
        let [one, other] = values(output);
        one != other
    });
    different.next().map(|(name, _)| name)
}

/// Programs in which every opcode is executed, with a register and with an immediate, and every reason for `answer 1`.
fn programs() -> Vec<String> {
    let mut lines =
        vec!["mov r1, 0x12345678\nmov r2, 0x0badcafe\nmov r6, 4007\ncmpe r0, r0".to_owned()];
    for opcode in Opcode::ALL {
        let name = opcode.mnemonic();
        let operands = match opcode.shape() {
            Shape::RiRjA => ["r4, r1, 5", "r4, r1, r2"],
            Shape::RjA => ["r1, 77", "r1, r2"],
            Shape::RiA if opcode == Opcode::Read => ["r4, 0", "r4, r6"],
            Shape::RiA => ["r4, 4002", "r4, r6"],
            Shape::ARi => ["4001, r1", "r6, r2"],
            Shape::A => continue,
        };
        lines.extend(operands.map(|operands| format!("{name} {operands}")));
    }
    lines.push(
        "read r4, 1\nread r4, 1\nread r4, 1\nudiv r4, r1, 0\ncmov r4, r1\nshr r4, r1, 40"
            .to_owned(),
    );
    for jump in ["jmp", "cjmp", "cnjmp"] {
        lines.push(format!(
            "mov r7, _{jump}\n{jump} _{jump}_next\n_{jump}_next: {jump} r7\n_{jump}:"
        ));
    }
    let all = lines.join("\n");
    let words = [
        (77, 0xb800_0000u32),
        (77, 0xbc00_0000),
        (32, 0xf800_0000),
        (99, 0x23ff_ffff),
    ];
    let ends = words.map(|(low, high)| format!(".word {low}, {high}"));
    std::iter::once(format!("{all} answer 3"))
        .chain(["answer r1".to_owned()])
        .chain(ends)
        .collect()
}

/// The real steps of [`programs`] by operation: every variable's value.
fn honest_steps(
    profile: &'static Profile,
    programs: &[String],
) -> BTreeMap<u64, Vec<BTreeMap<Var, Fr>>> {
    let mut steps: BTreeMap<u64, Vec<BTreeMap<Var, Fr>>> = BTreeMap::new();
    let register_bits = profile.arch().register_bits();
    for source in programs {
        let honest = Honest::new(profile.name, source, &[3, 4], &[7]);
        let witness = honest.witness();
        let layout = honest.layout();
        for step in 0..honest.trace.steps.len() {
            let row = honest.row_of_step(step);
            let cells = (0..2 * ROWS_PER_STEP)
                .flat_map(|row| (0..layout.first_phase_columns()).map(move |column| (column, row)));
            let mut values: BTreeMap<Var, Fr> = cells
                .map(|(column, offset)| {
                    (
                        Var::Cell {
                            column,
                            row: offset,
                        },
                        witness.first_phase()[column]
                            .get(row + offset)
                            .copied()
                            .unwrap_or(Fr::ZERO),
                    )
                })
                .collect();
            let table = |cell| small(values[&var(cell)]).expect("of the table") as u64;
            let [key, value] = layout.lane(DECODE_LANE).map(table);
            let field4 = table(layout.range(FIELD4_RANGE));
            let operation = key >> register_bits;
            values.extend([
                (Var::Operation, Fr::from(operation)),
                (Var::Control, Fr::from(value & ((1 << CONTROL_BITS) - 1))),
                (Var::Field3, Fr::from(key & ((1 << register_bits) - 1))),
                (Var::Field4, Fr::from(field4)),
            ]);
            steps.entry(operation).or_default().push(values);
        }
    }
    steps
}

/// What is exported is the circuit's: the steps are alike, the table is what the solver is told about it, and every step of
/// honest runs satisfies it.
#[test]
fn honest_steps_satisfy_what_is_exported() {
    for name in ["k13-r16", "k13-r32"] {
        let fixed = Fixed::new(profile(name));
        fixed.assert_steps_are_alike();
        let tables = Tables::new(fixed.profile);
        let model = Model::new(&fixed, &tables);
        assert_eq!(model.operations().len(), 93);
        for (operation, steps) in honest_steps(fixed.profile, &programs()) {
            for step in steps {
                assert_eq!(
                    violated(&model, &step),
                    Vec::<String>::new(),
                    "operation {operation}"
                );
            }
        }
    }
}

/// What [`Script`] asserts of spreads, with the bits of `spread` as the solver's own definition: x, a are parts, and 2 s + t of
/// the spreads of u and v determines both; if it is the sum of the spreads of x and a, then u = x AND a, v = x XOR a,
/// and u + v is a part. An equation on words is one on their low and one on their high parts.
#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn lemmas_of_the_spreads() {
    let mut solver = Solver::start();
    let word = |value: u64| format!("#x{value:016x}");
    let part = word((1 << PART_BITS) - 1);
    let mut text = String::new();
    for name in ["x", "a", "u", "v", "y", "z"] {
        let bits = (0..PART_BITS).map(|i| {
            let bit = format!("(bvand {name} {})", word(1 << i));
            format!("(bvshl {bit} {})", word(i.into()))
        });
        let spread = bits
            .reduce(|sum, bit| format!("(bvor {sum} {bit})"))
            .expect("bits");
        text += &format!("(declare-const {name} (_ BitVec 64))\n(assert (bvule {name} {part}))\n");
        text += &format!("(define-fun spread_{name} () (_ BitVec 64) {spread})\n");
    }
    let sum = |s: &str, t: &str| format!("(bvadd spread_{s} spread_{s} spread_{t})");
    let same_sum = format!("(assert (= {} {}))\n", sum("u", "v"), sum("y", "z"));
    let other_parts = "(assert (not (and (= u y) (= v z))))\n";
    let of_parts = format!("(assert (= {} (bvadd spread_x spread_a)))\n", sum("u", "v"));
    let other_meaning = format!(
        "(assert (not (and (= u (bvand x a)) (= v (bvxor x a)) (bvule (bvadd u v) {part}))))\n"
    );
    let mut check =
        |assertions: &[&str]| solver.check(&format!("{text}{}", assertions.concat()), LIMIT);
    assert_eq!(check(&[&same_sum, &of_parts]), Answer::Sat);
    assert_eq!(check(&[&same_sum, other_parts]), Answer::Unsat);
    assert_eq!(check(&[&of_parts, &other_meaning]), Answer::Unsat);
    assert_eq!(check(&[&other_meaning]), Answer::Sat);

    // Three spreads on each side, in the low and in the high parts: no sum wraps at 2^64.
    let mut text = String::new();
    for name in ["l", "m", "h", "i"] {
        let most = word(3 * MAX_SPREAD as u64);
        text += &format!("(declare-const {name} (_ BitVec 64))\n(assert (bvule {name} {most}))\n");
    }
    let whole = |low: &str, high: &str| format!("(bvadd {low} (bvshl {high} {}))", word(32));
    let same_words = format!("(assert (= {} {}))\n", whole("l", "h"), whole("m", "i"));
    let mut check =
        |assertion: &str| solver.check(&format!("{text}{same_words}{assertion}"), LIMIT);
    assert_eq!(check(""), Answer::Sat);
    assert_eq!(
        check("(assert (not (and (= l m) (= h i))))\n"),
        Answer::Unsat
    );
}

/// The constraints that say what the fetched double word means.
const DECODER: [&str; 4] = [
    "decode: fetched high word",
    "decode: control bits and field 3",
    "slot 2: address",
    "answer: register out of range",
];

/// Proves what a step of this operation fetched and how it is split: the operation is the top six bits of the high word, and
/// whether field 6 is a register number; fields 3 and 4 are the bits after them; the control bits are the table's. So
/// the fetched double word determines all of them.
fn decodes(
    model: &Model,
    operation: Operation,
    operations: &[Operation],
    solver: &mut Solver,
) -> bool {
    let (key, control) = operation;
    let exactly = |script: &mut Script, poly: &Poly, value: i128| {
        script.outside(poly, value, value).expect("a range")
    };
    // The control cells hold the table's bits, and slot 3 accesses register field 3.
    let case = Case::from([(Var::Operation, key), (Var::Control, control)]);
    let Some(mut system) = System::new(model, None, &case) else {
        return false;
    };
    system
        .equations
        .retain(|(name, _)| name == "decode: control bits and field 3");
    let mut script = Script::new(model, Mode::Proof, &BTreeSet::new());
    script.assert_system(0, &system);
    let field3 = Poly::var(model.access(3, column::ADDRESS)).plus(&Poly::var(Var::Field3));
    let mut wrong = vec![exactly(&mut script, &field3, -1)];
    wrong.extend((0..CONTROL_BITS).map(|i| {
        let bit = Poly::var(model.control_bit(i));
        exactly(&mut script, &bit, i128::from(control >> i & 1))
    }));
    script.assert(&format!("(or {})", wrong.join(" ")));
    if script.check(solver, LIMIT) != Answer::Unsat {
        return false;
    }
    // The fields are where the encoding has them. What the instruction does is not needed for that.
    let Some(mut system) = System::new(model, Some(operation), &Case::new()) else {
        return false;
    };
    system
        .equations
        .retain(|(name, _)| DECODER.contains(&name.as_str()));
    let mut script = Script::new(model, Mode::Proof, &BTreeSet::new());
    script.assert_system(0, &system);
    let k = model.profile.arch().register_bits();
    let registers = i128::from(model.profile.num_registers);
    let [lo, hi] = [column::LO, column::HI].map(|column| Poly::var(model.access(0, column)));
    let shifted = |field: Poly, bits: u32| field.times_constant(Fr::from(1 << bits));
    let rest = hi.minus(&shifted(Poly::constant(key % 64), 26));
    let rest3 = rest.clone().minus(&shifted(Poly::var(Var::Field3), 26 - k));
    let rest4 = rest3
        .clone()
        .minus(&shifted(Poly::var(Var::Field4), 26 - 2 * k));
    let rests = [(rest, 26), (rest3, 26 - k), (rest4, 26 - 2 * k)];
    let below =
        rests.map(|(rest, bits)| script.outside(&rest, 0, (1 << bits) - 1).expect("a range"));
    let mut wrong = below.to_vec();
    let has_twin = operations.iter().any(|(other, _)| *other == key + 64);
    if key >= 64 {
        wrong.push(
            script
                .outside(&lo, registers, (1 << 32) - 1)
                .expect("a range"),
        );
    } else if has_twin {
        wrong.push(script.outside(&lo, 0, registers - 1).expect("a range"));
    }
    script.assert(&format!("(or {})", wrong.join(" ")));
    script.check(solver, LIMIT) == Answer::Unsat
}

#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn decoding_is_determined() {
    for name_of_profile in profiles() {
        let fixed = Fixed::new(profile(name_of_profile));
        let tables = Tables::new(fixed.profile);
        let model = Model::new(&fixed, &tables);
        let operations = model.operations();
        let fails = |model: &Model| {
            let failing = operations
                .par_iter()
                .map_init(Solver::start, |solver, &operation| {
                    (!decodes(model, operation, &operations, solver)).then_some(operation)
                });
            failing.flatten().collect::<Vec<_>>()
        };
        assert_eq!(fails(&model), vec![], "{name_of_profile}");
        println!(
            "{name_of_profile}: {} operations are decoded as the fetched double word says",
            operations.len()
        );
        for part in DECODER {
            let without = switch::without(part, || Model::new(&fixed, &tables));
            let failing = fails(&without).len();
            println!("{name_of_profile}: without \"{part}\", {failing} are not");
            assert!(failing > 0, "{part}");
        }
    }
}

/// Does the operation's model hold of real steps? The script without "the outputs differ" must have them as models.
fn assert_satisfiable(
    model: &Model,
    operation: Operation,
    steps: &[BTreeMap<Var, Fr>],
    solver: &mut Solver,
) {
    let known = determined(model, operation, solver);
    let cases = cases(model, operation, &known);
    for step in steps {
        assert_eq!(
            violated(model, step),
            Vec::<String>::new(),
            "{}",
            name(operation)
        );
        let is_case = |case: &&Case| case.iter().all(|(v, value)| step[v] == Fr::from(*value));
        let case = cases.iter().find(is_case).expect("a case for every step");
        let system = System::new(model, Some(operation), case).expect("a case that is possible");
        let mut script = Script::new(model, Mode::Proof, &known);
        script.assert_system(0, &system);
        script.assert_values(|v| step[&v]);
        assert_eq!(
            script.check(solver, LIMIT),
            Answer::Sat,
            "{} {case:?}",
            name(operation)
        );
    }
}

/// Instructions, for the count; what is taken for `answer 1` belongs to none.
fn instruction((operation, _): Operation) -> Option<Opcode> {
    Opcode::from_code((operation / 2) as u8).filter(|_| operation < 64)
}

#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn next_states_are_determined() {
    let programs = programs();
    for name_of_profile in profiles() {
        let started = Instant::now();
        let fixed = Fixed::new(profile(name_of_profile));
        fixed.assert_steps_are_alike();
        let tables = Tables::new(fixed.profile);
        let model = Model::new(&fixed, &tables);
        for access in [0, 2].map(|slot| &model.accesses[slot]) {
            assert_eq!(
                access.read, access.written,
                "fetch and register A leave what they find"
            );
        }
        let operations = model.operations();
        let honest = honest_steps(fixed.profile, &programs);
        let results: Vec<Result<(), String>> = operations
            .par_iter()
            .map_init(Solver::start, |solver, &operation| {
                let started = Instant::now();
                let steps = honest.get(&operation.0);
                if let Some(steps) = steps {
                    assert_satisfiable(&model, operation, steps, solver);
                }
                let steps = steps.map_or(0, Vec::len);
                let result = prove(&model, operation, solver);
                let seconds = started.elapsed().as_secs_f64();
                let told = match &result {
                    Ok(effort) => format!(
                        "determined, {} cases, {} impossible, {steps} real steps",
                        effort.queries / 2,
                        effort.impossible
                    ),
                    Err(error) => format!("NOT SHOWN: {error}"),
                };
                println!(
                    "{name_of_profile} {}: {told}, {seconds:.1} s",
                    name(operation)
                );
                if steps == 0 && instruction(operation).is_some() {
                    return Err(format!("no real step of {}", name(operation)));
                }
                result.map(|_| ())
            })
            .collect();
        let shown = |opcode: Opcode| {
            let mut of = operations
                .iter()
                .zip(&results)
                .filter(|(operation, _)| instruction(**operation) == Some(opcode));
            of.all(|(_, result)| result.is_ok())
        };
        let instructions = Opcode::ALL
            .into_iter()
            .filter(|&opcode| shown(opcode))
            .count();
        let failed: Vec<&String> = results
            .iter()
            .filter_map(|result| result.as_ref().err())
            .collect();
        println!(
            "{name_of_profile}: {instructions} of 29 instructions: the next state is determined; {} of {} operations of the decoder, {:.0} s",
            results.len() - failed.len(),
            results.len(),
            started.elapsed().as_secs_f64()
        );
        assert!(failed.is_empty(), "{failed:#?}");
        assert_eq!(instructions, 29);
        let counts = serde_json::json!({"instructions": instructions, "operations": results.len()});
        let run = format!("uniqueness: {name_of_profile}");
        ::campaign::publish(&run, None, results.len(), &counts);
    }
}

/// The output in which two next states differ that an instruction has without a part of the circuit, if they are found.
fn without(
    fixed: &Fixed,
    tables: &Tables,
    opcode: Opcode,
    part: &str,
    solver: &mut Solver,
) -> Option<String> {
    let model = switch::without(part, || Model::new(fixed, tables));
    let of_opcode = |operation: &Operation| instruction(*operation) == Some(opcode);
    let mut operations = model.operations().into_iter().filter(of_opcode);
    operations.find_map(|operation| two_next_states(&model, operation, solver))
}

/// What carries each instruction, a sample: without it, two next states. The whole table: `table_of_what_carries_what`.
#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn next_states_need_their_constraints() {
    let sample = [
        (Opcode::And, "bitwise: spreads add up"),
        (Opcode::Or, "bitwise: flag if zero"),
        (Opcode::Xor, "result"),
        (Opcode::Not, "bitwise: word 1 is A"),
        (Opcode::Add, "add: sum"),
        (Opcode::Sub, "sub: difference"),
        (Opcode::Mull, "mul: product"),
        (Opcode::Umulh, "mul: flag if high word"),
        (Opcode::Smulh, "signed: top bit of A"),
        (Opcode::Udiv, "div: remainder below A"),
        (Opcode::Umod, "div: quotient and remainder"),
        (Opcode::Shl, "shift: power of two"),
        (Opcode::Shr, "shift: flag"),
        (Opcode::Cmpe, "cmpe: flag if equal"),
        (Opcode::Cmpa, "compare: greater"),
        (Opcode::Cmpae, "compare: greater or equal"),
        (Opcode::Cmpg, "signed: top bit of rj"),
        (Opcode::Cmpge, "compare: greater or equal"),
        (Opcode::Mov, "mov: result"),
        (Opcode::Cmov, "mov: keeps ri"),
        (Opcode::Jmp, "address: division by eight"),
        (Opcode::Cjmp, "next pc"),
        (Opcode::Cnjmp, "pc: follows next pc"),
        (Opcode::StoreB, "store.b: new byte"),
        (Opcode::LoadB, "load: result"),
        (Opcode::StoreW, "store: change"),
        (Opcode::LoadW, "memory: selected word"),
        (Opcode::Read, "read: zero at the end"),
        (Opcode::Answer, "answer: output"),
    ];
    assert_eq!(sample.map(|(opcode, _)| opcode), Opcode::ALL);
    let fixed = Fixed::new(profile("k13-r32"));
    let tables = Tables::new(fixed.profile);
    let wrong: Vec<String> = sample
        .par_iter()
        .map_init(Solver::start, |solver, &(opcode, part)| {
            let found = without(&fixed, &tables, opcode, part, solver);
            let line = format!("{} without \"{part}\": {found:?}", opcode.mnemonic());
            println!("{line}");
            found.is_none().then_some(line)
        })
        .flatten()
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Prints, for each instruction, which constraints its next state needs. Minutes.
#[test]
#[ignore = "a report, and needs z3: circuits/uniqueness.sh --table"]
fn table_of_what_carries_what() {
    let fixed = Fixed::new(profile("k13-r32"));
    let tables = Tables::new(fixed.profile);
    let model = Model::new(&fixed, &tables);
    let mut pairs = vec![];
    for opcode in Opcode::ALL {
        let operations = model.operations().into_iter();
        let operations = operations.filter(|operation| instruction(*operation) == Some(opcode));
        let parts: BTreeSet<String> = operations
            .flat_map(|operation| System::active(&model, operation))
            .collect();
        let lookups = ["lookup of the low limb", "lookup of the lane"].map(str::to_owned);
        pairs.extend(parts.into_iter().chain(lookups).map(|part| (opcode, part)));
    }
    let found: Vec<(Opcode, String, Option<String>)> = pairs
        .into_par_iter()
        .map_init(Solver::start, |solver, (opcode, part)| {
            let found = without(&fixed, &tables, opcode, &part, solver);
            (opcode, part, found)
        })
        .collect();
    for opcode in Opcode::ALL {
        println!("\n{}", opcode.mnemonic());
        let of = |wanted: bool| {
            let of = found
                .iter()
                .filter(|(other, _, found)| *other == opcode && found.is_some() == wanted);
            of.map(|(_, part, _)| part.as_str())
                .collect::<Vec<_>>()
                .join(" | ")
        };
        println!("  two next states without: {}", of(true));
        println!("  none found without: {}", of(false));
    }
}
