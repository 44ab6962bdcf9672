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
use crate::control::{READ, control};
use crate::deletion::switch;
use crate::layout::{CARRY, DIGIT, ENDED, column};
use crate::step::StepCells;
use crate::tables::{POWER_KEY, Tables};
use ff::Field;
use halo2curves::bn256::Fr;
use model::{Fixed, Model, var};
use poly::{Poly, Var};
use rayon::prelude::*;
use solver::{Answer, Solver};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use system::{Case, Mode, Operation, Script, System, small, start, violated};
use tinyram::{Opcode, Shape};

/// Both widths of limbs, both numbers of registers.
const PROFILES: [&str; 4] = ["k13-r32", "k18-r32", "k13-r16", "k18-r16"];

/// Seconds that a query may take. The longest takes two.
const LIMIT: u64 = 60;

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

/// What determines a step of the operation beside the start of it: the variables that are the same in two steps that start alike.
fn determined(model: &Model, operation: Operation, solver: &mut Solver) -> BTreeSet<Var> {
    let system =
        System::new(model, Some(operation), &Case::new()).expect("some step is of this operation");
    let vars = system.vars();
    let [op_key, _] = model.lane(model.layout.op_lane());
    let addresses = [2, 3, 1].map(|slot| model.access(slot, column::ADDRESS));
    let bits = model.bits.iter().copied().filter(|bit| vars.contains(bit));
    let lane = Some(op_key).filter(|key| vars.contains(key));
    let mut open: Vec<Var> = addresses.into_iter().chain(bits).chain(lane).collect();
    let mut known = start(model);
    open.retain(|v| !known.contains(v));
    loop {
        let before = open.len();
        open.retain(|&v| {
            let mut script = Script::new(model, Mode::Proof, &known);
            script.assert_system(0, &system);
            script.assert_system(1, &system);
            let variable = Poly::var(v);
            let Some(differs) = script.differs(&variable, &variable) else {
                return true;
            };
            script.assert(&differs);
            if script.check(solver, LIMIT) != Answer::Unsat {
                return true;
            }
            known.insert(v);
            // An access to the same cell finds the same words.
            if let Some(slot) = addresses.iter().position(|&address| address == v) {
                let slot = [2, 3, 1][slot];
                known.extend([column::LO, column::HI].map(|word| model.access(slot, word)));
            }
            false
        });
        if open.len() == before {
            return known;
        }
    }
}

/// All cases of the known bits that stand in products, and of what the op lane finds if that is known.
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
    let each = |cases: Vec<Case>, choices: &[Vec<(Var, u64)>]| -> Vec<Case> {
        let with = |case: &Case, choice: &Vec<(Var, u64)>| {
            let mut case = case.clone();
            case.extend(choice.iter().copied());
            case
        };
        cases
            .iter()
            .flat_map(|case| choices.iter().map(move |choice| with(case, choice)))
            .collect()
    };
    for &bit in model
        .bits
        .intersection(known)
        .filter(|bit| in_products.contains(bit))
    {
        cases = each(cases, &[vec![(bit, 0)], vec![(bit, 1)]]);
    }
    let [key, value] = model.lane(model.layout.op_lane());
    if known.contains(&key) && system.vars().contains(&value) {
        let powers = (0..=32).map(|s| vec![(key, POWER_KEY + s), (value, 1 << s)]);
        let finds: Vec<_> = std::iter::once(vec![(value, 0)]).chain(powers).collect();
        cases = each(cases, &finds);
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
        let parts = (0..model.layout.rows_per_slot)
            .map(|part| Poly::var(var(model.layout.part(2, part, column::WORD))));
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

/// Two steps that start alike and satisfy every constraint of the model, and an output in which they differ.
fn two_next_states(model: &Model, operation: Operation, solver: &mut Solver) -> Option<String> {
    let known = determined(model, operation, solver);
    let mut cases = cases(model, operation, &known);
    cases.push(Case::new());
    for case in cases {
        let Some(system) = System::new(model, Some(operation), &case) else {
            continue;
        };
        let mut script = two_steps(model, Mode::Search, &known, operation, &system);
        let differences: Vec<String> = system
            .outputs
            .iter()
            .filter_map(|(_, value)| script.differs(value, value))
            .collect();
        script.assert(&format!("(or {})", differences.join(" ")));
        if script.check(solver, 10) != Answer::Sat {
            continue;
        }
        let steps = script
            .model_values(solver)
            .map(|values| system.complete(&values));
        if steps.iter().any(|step| !violated(model, step).is_empty()) {
            continue;
        }
        let value = |step: &BTreeMap<Var, Fr>, v: Var| step.get(&v).copied().unwrap_or(Fr::ZERO);
        let values = |output: &Poly| {
            steps
                .each_ref()
                .map(|step| output.evaluate(|v| value(step, v)))
        };
        assert!(
            known
                .iter()
                .all(|&v| values(&Poly::var(v))[0] == values(&Poly::var(v))[1]),
            "they start alike"
        );
        for (output, polynomial) in model.outputs() {
            let [one, other] = values(&polynomial);
            if one != other {
                return Some(output);
            }
        }
    }
    None
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
    let extra = 10 - 2 * register_bits;
    for source in programs {
        let honest = Honest::new(profile.name, source, &[3, 4], &[7]);
        let witness = honest.witness();
        let layout = honest.layout();
        for step in 0..honest.trace.steps.len() {
            let row = honest.row_of_step(step);
            let cells = (0..2 * layout.rows_per_step)
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
            let lane = |row: usize| {
                let cell =
                    |column| small(values[&Var::Cell { column, row }]).expect("a table row") as u64;
                (cell(column::LANE_KEY), cell(column::LANE_VALUE))
            };
            let (key, value) = lane(layout.decode_lane());
            let (key4, value4) = lane(layout.field4_lane());
            let operation = key >> register_bits;
            values.extend([
                (Var::Operation, Fr::from(operation)),
                (Var::Control, Fr::from(value & 0x1fff)),
                (Var::Field3, Fr::from(key & ((1 << register_bits) - 1))),
                (Var::Field4, Fr::from(value4)),
                (Var::Extra, Fr::from(key4 & ((1 << extra) - 1))),
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
        model.assert_spreads_are_spread();
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

/// 2 s + t determines s and t, if both have their bits at even places.
#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn lemma_of_the_spreads() {
    let mut solver = Solver::start();
    let constants = ["s", "t", "u", "v"].map(|name| {
        format!("(declare-const {name} (_ BitVec 64))\n(assert (= #x0000000000000000 (bvand {name} #xffffffffaaaaaaaa)))\n")
    });
    let sums = "(assert (= (bvadd s s t) (bvadd u u v)))\n";
    let differ = "(assert (not (and (= s u) (= t v))))\n";
    let constants = constants.join("");
    assert_eq!(
        solver.check(&format!("{constants}{sums}"), LIMIT),
        Answer::Sat
    );
    assert_eq!(
        solver.check(&format!("{constants}{sums}{differ}"), LIMIT),
        Answer::Unsat
    );
}

/// The fetched double word determines the operation, the register fields and the control bits.
fn decoding(model: &Model, operations: &[Operation], solver: &mut Solver) -> Answer {
    const DECODER: [&str; 4] = [
        "decode: fetched high word",
        "decode: control bits and field 3",
        "slot 2: address",
        "answer: register out of range",
    ];
    let mut system = System::new(model, None, &Case::new()).expect("some step");
    system
        .equations
        .retain(|(name, _)| DECODER.contains(&name.as_str()));
    system.outputs = [Var::Operation, Var::Control, Var::Field3, Var::Field4]
        .into_iter()
        .chain((0..13).map(|i| model.control_bit(i)))
        .map(|v| (format!("{v:?}"), Poly::var(v)))
        .collect();
    let mut script = Script::new(model, Mode::Proof, &start(model));
    for copy in [0, 1] {
        script.assert_system(copy, &system);
        script.assert_operation(copy, operations);
    }
    let differ = system
        .outputs
        .iter()
        .map(|(_, value)| script.differs(value, value).expect("all have a range"));
    let differ: Vec<String> = differ.collect();
    script.assert(&format!("(or {})", differ.join(" ")));
    script.check(solver, LIMIT)
}

#[test]
#[ignore = "needs z3: circuits/uniqueness.sh"]
fn decoding_is_determined() {
    let mut solver = Solver::start();
    for name in PROFILES {
        let fixed = Fixed::new(profile(name));
        let tables = Tables::new(fixed.profile);
        let model = Model::new(&fixed, &tables);
        let operations = model.operations();
        assert_eq!(
            decoding(&model, &operations, &mut solver),
            Answer::Unsat,
            "{name}"
        );
        for part in [
            "decode: fetched high word",
            "decode: control bits and field 3",
            "slot 2: address",
            "answer: register out of range",
        ] {
            let model = switch::without(part, || Model::new(&fixed, &tables));
            assert_eq!(
                decoding(&model, &operations, &mut solver),
                Answer::Sat,
                "{name} without {part}"
            );
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
    for name_of_profile in PROFILES {
        let started = Instant::now();
        let fixed = Fixed::new(profile(name_of_profile));
        fixed.assert_steps_are_alike();
        let tables = Tables::new(fixed.profile);
        let model = Model::new(&fixed, &tables);
        model.assert_spreads_are_spread();
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
    }
}
