//! False statements, by the real prover and verifier. Each test first shows that the honest proof is accepted.

use super::evaluator::Evaluator;
use super::{Honest, keys};
use crate::ProgramPoint;
use crate::deletion::switch;
use crate::layout::{CARRY, CONTROL, Cell, DIGIT, column};
use crate::plonk::{Poly, create_proof};
use crate::profile::ROWS_PER_SLOT;
use crate::prover::prove_columns;
use crate::randomness::Randomness;
use crate::transcript::{NO_IDENTITY, Writer, point_bytes};
use crate::verifier::is_accepted;
use crate::{
    InstanceRows, ProveError, PublicValues, Rejected, Srs, Statement, Witness, verify,
    verify_unbound,
};
use arithmetic::Fft;
use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;
use std::collections::{BTreeSet, HashSet};

const NAME: &str = "k13-r32";

impl Witness {
    /// Changes a cell of the first phase.
    pub(super) fn forge(&mut self, row: usize, cell: Cell, value: impl Into<Fr>) {
        self.columns_mut()[cell.column][row + cell.row] = value.into();
    }

    pub(super) fn cell(&self, row: usize, cell: Cell) -> Fr {
        self.first_phase()[cell.column][row + cell.row]
    }
}

/// Changes a witness, lets multiplicities follow, and asks prover and verifier.
fn forged(honest: &Honest, forge: impl FnOnce(&mut Witness)) -> bool {
    let mut witness = honest.witness();
    forge(&mut witness);
    witness.count_uses();
    honest.proves(witness)
}

/// [`forged`], and the constraint `name` is among those that refuse it.
fn refused_by(honest: &Honest, name: &str, forge: impl Fn(&mut Witness)) {
    let mut witness = honest.witness();
    forge(&mut witness);
    witness.count_uses();
    let violations = honest.violations(&witness);
    assert!(
        violations.iter().any(|violated| violated.contains(name)),
        "{name}: {violations:?}"
    );
    assert!(!honest.proves(witness), "{name}");
}

fn honest(source: &str, primary: &[u32], auxiliary: &[u32]) -> Honest {
    let honest = Honest::new(NAME, source, primary, auxiliary);
    assert!(
        honest.proves(honest.witness()),
        "the honest proof is accepted"
    );
    honest
}

/// Each word that there is room for, used or not, and the number of words are in a fingerprint, where there are several of them:
/// without the transcript's help, which binds the public values as well.
#[test]
fn every_public_word_is_in_a_fingerprint() {
    let primary: Vec<u32> = (1..=100).collect();
    let honest = Honest::new("k16-r32", "answer 0", &primary, &[]);
    let evaluator = Evaluator::of(honest.profile);
    let public = honest.statement.public_values(honest.profile).unwrap();
    let mut columns = evaluator.columns(&honest.program, &public, &honest.witness(), None);
    let rows = InstanceRows::new(honest.profile);
    let fingerprints = (0..rows.fingerprints).map(|h| rows.first + h * rows.stride);
    let mut violations = |public: &PublicValues| {
        columns.instance = public.instance_column(honest.profile, columns.challenges[0]);
        evaluator.violations_on(&columns, fingerprints.clone())
    };
    assert_eq!(violations(&public), BTreeSet::new());
    let refused = BTreeSet::from(["tape: public fingerprint".to_owned()]);
    for word in 0..public.words.len() {
        let mut other = public.clone();
        other.words[word] += 1;
        assert_eq!(violations(&other), refused, "word {word}");
    }
    for length in [0, 28, 56, 84, 99, 101, 111] {
        let other = PublicValues {
            length,
            ..public.clone()
        };
        assert_eq!(violations(&other), refused, "{length} words");
    }
}

/// Public values changed one at a time, and the same proof for another program.
#[test]
fn another_statement_is_refused() {
    let source = "read r1, 0\nread r2, 0\nadd r3, r1, r2\nsub r3, r3, 30\nanswer r3";
    let honest = honest(source, &[10, 20, 0], &[]);
    let (_, key) = keys(honest.profile);
    let proof = honest.prove(honest.witness());
    assert_eq!(verify_unbound(&key, &proof), Ok(()));
    let with = |answer, primary: &[u32]| {
        let mut proof = proof.clone();
        proof.statement = Statement {
            answer,
            primary: primary.to_vec(),
        };
        verify_unbound(&key, &proof)
    };
    for answer in [1, 2, u32::MAX] {
        assert_eq!(with(answer, &[10, 20, 0]), Err(Rejected::Proof));
    }
    for primary in [
        &[11, 20, 0][..],
        &[10, 21, 0],
        &[10, 20, 1],
        &[20, 10, 0],
        &[10, 20],
        &[10, 20, 0, 0],
        &[],
        &[0],
        &[10, 20, 0, 0, 0, 0, 0, 0],
    ] {
        assert_eq!(with(0, primary), Err(Rejected::Proof), "{primary:?}");
    }
    assert!(matches!(with(0, &[0; 28]), Err(Rejected::Words(_))));

    // Another program's point, with its id.
    let other = Honest::new(NAME, "answer 0", &[], &[]);
    let point = *other.proving_key().1.point();
    let mut swapped = proof.clone();
    swapped.bytes[4..4 + ProgramPoint::BYTES].copy_from_slice(&point.to_bytes());
    assert!(matches!(
        verify_unbound(&key, &swapped),
        Err(Rejected::Program { .. })
    ));
    swapped.program_id = key.program_id(&point);
    assert_eq!(verify_unbound(&key, &swapped), Err(Rejected::Proof));
    // The other program's id alone.
    let mut renamed = proof.clone();
    renamed.program_id = key.program_id(&point);
    assert!(matches!(
        verify_unbound(&key, &renamed),
        Err(Rejected::Program { .. })
    ));
}

/// The caller's program, tape and answer are compared, each alone, with a proof that holds.
#[test]
fn what_is_expected_is_compared() {
    let honest = honest("read r1, 0\nanswer 0", &[10, 20], &[]);
    let (_, key) = keys(honest.profile);
    let proof = honest.prove(honest.witness());
    let (id, statement) = (proof.program_id, &proof.statement);
    assert_eq!(verify(&key, &proof, &id, statement), Ok(()));
    let mut other = id;
    other[31] ^= 1;
    assert!(matches!(
        verify(&key, &proof, &other, statement),
        Err(Rejected::OtherProgram { .. })
    ));
    for (primary, at) in [(&[10, 21][..], 1), (&[10], 1), (&[], 0), (&[10, 20, 0], 2)] {
        let other = Statement {
            primary: primary.to_vec(),
            ..statement.clone()
        };
        match verify(&key, &proof, &id, &other) {
            Err(Rejected::OtherTape { first, .. }) => assert_eq!(first, at),
            verdict => panic!("{primary:?}: {verdict:?}"),
        }
    }
    let other = Statement {
        answer: 1,
        ..statement.clone()
    };
    assert_eq!(
        verify(&key, &proof, &id, &other),
        Err(Rejected::OtherAnswer {
            expected: 1,
            got: 0
        })
    );
    // What does not hold is not compared.
    let mut bad = proof.clone();
    bad.bytes[1000] ^= 1;
    assert!(verify(&key, &bad, &id, statement).is_err());
}

/// A proof made with other points than the key's does not hold, and is not handed out.
#[test]
fn a_proof_that_does_not_hold_is_not_handed_out() {
    let honest = honest("answer 0", &[], &[]);
    let (srs, _) = keys(honest.profile);
    let (_, proving) = honest.proving_key();
    let prove = |srs: &Srs| crate::prove(&proving, srs, &honest.statement, &honest.trace, |_| {});
    assert!(prove(&srs).is_ok());
    // Nor one of another answer than the run's even begun.
    let statement = Statement {
        answer: 1,
        ..honest.statement.clone()
    };
    assert!(matches!(
        crate::prove(&proving, &srs, &statement, &honest.trace, |_| {}),
        Err(ProveError::Answer {
            expected: 1,
            got: 0
        })
    ));
    let other = Srs::generate_insecure(honest.profile.srs_size(), b"other points").unwrap();
    assert!(matches!(
        prove(&other),
        Err(ProveError::SelfCheck(Rejected::Proof))
    ));
}

/// The random rows of every column that is committed to, and the hiding polynomial: of two proofs of one witness, everything that the
/// witness does not fix differs, row by row, and nothing random appears twice.
#[test]
fn every_random_row_is_random() {
    let honest = honest("read r1, 1\nanswer 0", &[], &[7]);
    let (srs, key) = honest.proving_key();
    let verifying = key.verifying();
    let (cs, domain) = (verifying.halo2().cs(), key.halo2().get_domain());
    let public = honest.statement.public_values(honest.profile).unwrap();
    let witness = honest.witness();
    let rows = 1 << honest.profile.k;
    let blinded_from = rows - (cs.blinding_factors() + 1);
    let mut proofs = vec![];
    for _ in 0..2 {
        let mut randomness = Randomness::new();
        let hiding = randomness.elements(rows);
        let mut writer = Writer::new(verifying.preamble(key.point(), &public));
        let columns = create_proof(
            &srs,
            &key,
            |beta| public.instance_column(honest.profile, beta),
            witness.first_phase(),
            |beta, gamma| witness.second_phase(beta, gamma),
            hiding,
            &mut randomness,
            &mut writer,
            &mut |_| {},
        )
        .unwrap();
        let bytes = writer.finish();
        assert!(is_accepted(
            verifying,
            key.point(),
            &public,
            &bytes,
            &mut vec![]
        ));
        // These are the columns of this proof: their commitments are in it, in order.
        for (i, column) in columns.iter().enumerate() {
            let point = srs.commit(column);
            assert_eq!(bytes[64 * i..][..64], point_bytes(&point).unwrap());
        }
        let fft = Fft::new(domain.k(), domain.get_omega(), Fr::ONE, Fr::ONE);
        let values = |column: &Poly| fft.evaluate(column);
        proofs.push(columns.iter().map(values).collect::<Vec<Vec<Fr>>>());
    }
    assert_eq!(proofs[0].len(), cs.num_advice_columns());
    let first_phase = verifying.first_phase_points();
    let mut seen = HashSet::new();
    for proof in &proofs {
        for (i, column) in proof.iter().enumerate() {
            assert_eq!(column.len(), rows);
            for (row, value) in column.iter().enumerate().skip(blinded_from) {
                let fresh = seen.insert(value.to_repr()) && *value != Fr::ZERO;
                assert!(fresh, "column {i}, row {row} is not random");
            }
        }
    }
    // A column is opened at as many points as it is queried at; one row more is random.
    let mut queries = vec![0; cs.num_advice_columns()];
    for (column, _) in cs.advice_queries() {
        queries[column.index()] += 1;
    }
    assert!(
        queries
            .iter()
            .all(|queries| queries < &(rows - blinded_from))
    );
    for (one, two) in proofs[0].iter().zip(&proofs[1]).take(first_phase) {
        assert_eq!(
            one[..blinded_from],
            two[..blinded_from],
            "the witness's rows"
        );
    }
    let hiding = [0; 2].map(|_| Randomness::new().elements(rows)).concat();
    assert_eq!(hiding.len(), 2 * rows);
    for (i, value) in hiding.iter().enumerate() {
        assert!(
            seen.insert(value.to_repr()) && *value != Fr::ZERO,
            "coefficient {i}"
        );
    }
}

/// One bit flipped here and there (everywhere: the tests of the contract), and lengths: decoding is canonical, so nothing
/// is malleable.
#[test]
fn another_proof_text_is_refused() {
    let honest = honest("answer 0", &[], &[]);
    let (_, key) = keys(honest.profile);
    let proof = honest.prove(honest.witness());
    assert_eq!(proof.bytes.len(), key.proof_bytes());
    for i in (0..proof.bytes.len()).step_by(13) {
        let mut flipped = proof.clone();
        flipped.bytes[i] ^= 1 << (i % 8);
        assert!(verify_unbound(&key, &flipped).is_err(), "byte {i}");
    }
    for length in [
        0,
        3,
        4,
        131,
        132,
        proof.bytes.len() - 32,
        proof.bytes.len() - 1,
    ] {
        let mut short = proof.clone();
        short.bytes.truncate(length);
        assert!(matches!(
            verify_unbound(&key, &short),
            Err(Rejected::Length { .. })
        ));
    }
    for extra in [1, 32, 1000] {
        let mut long = proof.clone();
        long.bytes.extend(vec![0; extra]);
        assert!(matches!(
            verify_unbound(&key, &long),
            Err(Rejected::Length { .. })
        ));
    }
    let other = keys(super::profile("k13-r16")).1;
    assert!(matches!(
        verify_unbound(&other, &proof),
        Err(Rejected::Profile { .. })
    ));
    let mut renamed = proof.clone();
    renamed.profile = "k13-r16".to_owned();
    assert!(matches!(
        verify_unbound(&other, &renamed),
        Err(Rejected::Verifier { .. })
    ));
}

/// A run that would answer in step T + 1 cannot be proved: the last step must be an answer.
#[test]
fn a_step_too_late_is_refused() {
    let profile = super::profile(NAME);
    // Two instructions a round, then the answer.
    let source = |rounds: usize, pad: &str| {
        format!("mov r1, {rounds}\n{pad}_l: sub r1, r1, 1\ncmpe r1, 0\ncnjmp _l\nanswer 0")
    };
    let rounds = (profile.steps - 2) / 3;
    let exact = source(
        rounds,
        &"mov r2, r2\n".repeat(profile.steps - 2 - 3 * rounds),
    );
    let honest = honest(&exact, &[], &[]);
    assert_eq!(honest.trace.steps.len(), profile.steps);

    let late = super::program(
        profile,
        &source(
            rounds,
            &"mov r2, r2\n".repeat(profile.steps - 1 - 3 * rounds),
        ),
    );
    let mut trace = tinyram::Machine::trace(&late, tinyram::Tapes::default(), 10_000);
    assert_eq!(trace.steps.len(), profile.steps + 1);
    let error = profile.check(&late, 0, &trace).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the run does not fit profile k13-r32: 641 steps until the answer needed, 640 allowed; it fits profile k16-r32"
    );
    // Prove its first T steps all the same.
    trace.steps.truncate(profile.steps);
    let statement = Statement {
        answer: 0,
        primary: vec![],
    };
    let forged = Honest {
        profile,
        program: late,
        statement,
        trace,
    };
    let violations = forged.violations(&forged.witness());
    assert!(violations.contains("last step answers"));
    assert!(!forged.proves(forged.witness()));
}

/// A consistent liar: one result is wrong, and everything after follows from it.
#[test]
fn a_wrong_alu_result_is_refused() {
    // Honest answer 1; with 5 + 3 = 9 it would be 0.
    let truth = "mov r1, 5\nadd r2, r1, 3\nsub r2, r2, 9\nanswer r2";
    let lie = truth.replace("r1, 3", "r1, 4");
    let honest = honest(truth, &[], &[]);
    assert_eq!(honest.statement.answer, u32::MAX);
    let told = Honest::new(NAME, &lie, &[], &[]);
    let mut trace = told.trace.clone();
    trace.steps[1].a = 3;
    trace.steps[1].fetched = honest.trace.steps[1].fetched;
    let forged = Honest {
        trace,
        statement: told.statement.clone(),
        ..honest
    };
    let mut witness = forged.witness();
    let row = forged.row_of_step(1);
    // Word 2 is the result 9: the sum is what does not hold. With a carry it does not hold either.
    let layout = forged.layout();
    witness.set_word(&layout, row, 2, 9);
    witness.count_uses();
    let violated = forged.violations(&witness);
    assert!(
        violated.len() == 1 && violated.iter().all(|name| name.contains("add: sum")),
        "{violated:?}"
    );
    assert!(!forged.proves(witness.clone()));
    witness.forge(row, layout.bit(CARRY), 1);
    assert!(!forged.proves(witness));
}

/// The memory argument: each attack changes what an access reads, and whatever a liar can change with it.
#[test]
fn memory_attacks_are_refused() {
    let source = "mov r1, 7\nstore.w 4000, r1\nstore.w 4000, r0\nload.w r2, 4000\nanswer r2";
    let honest = honest(source, &[], &[]);
    let layout = honest.layout();
    let load = honest.row_of_step(3);
    let data = |column| layout.access(1, column);
    let product = "memory: product ends at one";
    let times = "lookups: sum ends at zero";

    // Read the older value, with its time.
    let first_store = Fr::from(1 + 4 + 1);
    refused_by(&honest, product, |w| {
        for column in [column::LO, column::NEW_LO] {
            w.forge(load, data(column), 7);
        }
        w.forge(load, data(column::PREVIOUS), first_store);
    });
    // Read the newest time with another value.
    refused_by(&honest, product, |w| w.forge(load, data(column::LO), 7));
    // Read the future: the time of the load itself, so that the access reads what it writes.
    refused_by(&honest, times, |w| {
        for column in [column::LO, column::NEW_LO] {
            w.forge(load, data(column), 7);
        }
        w.forge(load, data(column::PREVIOUS), 1 + 4 * 3 + 1);
    });
    // A previous time before boot: no tuple has it.
    refused_by(&honest, product, |w| {
        w.forge(load, data(column::PREVIOUS), -Fr::ONE)
    });
    // Another address.
    refused_by(&honest, "slot 1: address", |w| {
        let address = w.cell(load, data(column::ADDRESS)) + Fr::ONE;
        w.forge(load, data(column::ADDRESS), address);
    });
}

/// A program overwrites its next instruction; a liar executes what stood there before.
#[test]
fn a_fetch_of_overwritten_code_is_refused() {
    // Instruction 2 is `answer 1` until instruction 1 makes it `answer 0`.
    let honest = honest("mov r1, 0\nstore.w 16, r1\nanswer 1", &[], &[]);
    assert_eq!(honest.statement.answer, 0);
    let unmodified = Honest::new(NAME, "mov r1, 0\nstore.w 1600, r1\nanswer 1", &[], &[]);
    // The liar's trace answers 1; its fetches claim the boot time and the boot value.
    let mut trace = honest.trace.clone();
    trace.steps[2] = unmodified.trace.steps[2].clone();
    let forged = Honest {
        trace,
        statement: unmodified.statement.clone(),
        ..honest
    };
    let mut witness = forged.witness();
    let layout = forged.layout();
    let row = forged.row_of_step(2);
    witness.forge(row, layout.access(0, column::LO), 1);
    witness.forge(row, layout.access(0, column::PREVIOUS), 0);
    witness.count_uses();
    let violated = forged.violations(&witness);
    assert!(
        violated.contains("memory: product ends at one"),
        "{violated:?}"
    );
    assert!(!forged.proves(witness));
}

/// Boot rows: no cell twice, no other first value, no other registers, no other tape.
#[test]
fn boot_attacks_are_refused() {
    let honest = honest(
        "read r1, 0\nstore.w 4000, r1\nload.w r1, 8000\nanswer r1",
        &[5],
        &[],
    );
    let profile = honest.profile;
    let layout = honest.layout();
    let rows = ROWS_PER_SLOT;
    let fixed = profile.fixed_cells();
    let boot = |column| layout.access(0, column);
    let fresh = (fixed + 1) * rows;

    // The same address on two boot rows: with the difference it needs, and with difference zero.
    for difference in [Fr::ZERO, -Fr::ONE] {
        refused_by(&honest, "boot: fresh addresses ascend", |w| {
            let address = w.cell(fresh - rows, boot(column::ADDRESS));
            w.forge(fresh, boot(column::ADDRESS), address);
            w.forge(fresh, layout.part(0, 0, column::PART), difference);
            w.forge(fresh, layout.part(0, 0, column::LIMB), 0);
        });
        if difference != Fr::ZERO {
            // -1 fits the equation of the row itself, but is no word.
            refused_by(&honest, "lookups: sum ends at zero", |w| {
                let address = w.cell(fresh - rows, boot(column::ADDRESS));
                w.forge(fresh, boot(column::ADDRESS), address);
                w.forge(fresh, layout.part(0, 0, column::PART), difference);
                w.forge(fresh, layout.part(0, 0, column::LIMB), 0);
            });
        }
    }
    // A first value of a fresh cell, of a register, of the image; final value to match.
    for (cell, name) in [
        (fixed + 1, "boot: low word from the image"),
        (0, "boot: low word from the image"),
        (fixed - profile.image_cells, "boot: low word from the image"),
    ] {
        refused_by(&honest, name, |w| {
            let row = cell * rows;
            let value = w.cell(row, boot(column::NEW_LO)) + Fr::ONE;
            w.forge(row, boot(column::NEW_LO), value);
        });
    }
    // The high word of a register.
    refused_by(&honest, "boot: high word from the image", |w| {
        w.forge(0, boot(column::NEW_HI), 1)
    });
    // The tape: another word, an end that comes early, late, twice.
    let tape = (profile.num_registers as usize + 1) * rows;
    refused_by(&honest, "tape: packing", |w| {
        w.forge(tape, boot(column::NEW_LO), 6)
    });
    refused_by(&honest, "tape: words left", |w| {
        w.forge(tape, boot(column::NEW_HI), 1)
    });
    refused_by(&honest, "tape: words left", |w| {
        w.forge(tape + rows, boot(column::NEW_HI), 0)
    });
    // The output cell's last value.
    let output = profile.num_registers as usize * rows;
    refused_by(&honest, "output: public answer", |w| {
        w.forge(output, boot(column::LO), 3)
    });
    // The first address, and so all of them.
    refused_by(&honest, "boot: first address", |w| {
        let address = w.cell(0, boot(column::ADDRESS)) + Fr::ONE;
        w.forge(0, boot(column::ADDRESS), address);
    });
}

/// The start, the flag, the control bits, the tapes' state.
#[test]
fn state_attacks_are_refused() {
    let source = "read r1, 1\nread r2, 1\ncjmp _end\nanswer 1\n_end: answer 0";
    let honest = honest(source, &[], &[9]);
    let layout = honest.layout();
    let first = honest.row_of_step(0);
    let read = honest.row_of_step(1);
    refused_by(&honest, "initial flag", |w| {
        w.forge(first, layout.bit(crate::layout::FLAG), 1)
    });
    refused_by(&honest, "initial auxiliary tape", |w| {
        w.forge(first, layout.bit(crate::layout::ENDED), 1);
    });
    refused_by(&honest, "initial tape position", |w| {
        w.forge(first, layout.tape_position(), 1)
    });
    refused_by(&honest, "initial pc", |w| {
        let address = w.cell(first, layout.access(0, column::ADDRESS)) + Fr::ONE;
        w.forge(first, layout.access(0, column::ADDRESS), address);
    });
    // A flag that is no bit.
    let jump = honest.row_of_step(2);
    refused_by(&honest, "bits of column 0 are boolean", |w| {
        w.forge(jump, layout.bit(crate::layout::FLAG), 2)
    });
    // Control bits that the table does not give.
    for bit in 0..crate::control::CONTROL_BITS {
        refused_by(&honest, "decode: control bits and field 3", |w| {
            let flipped = Fr::ONE - w.cell(read, layout.bit(CONTROL + bit));
            w.forge(read, layout.bit(CONTROL + bit), flipped);
        });
    }
    // "Tape 1" for tape 0 and the other way round.
    refused_by(&honest, "read: tape 0", |w| {
        w.forge(read, layout.bit(DIGIT), 1)
    });
    // The auxiliary tape ends, then goes on.
    refused_by(&honest, "auxiliary tape", |w| {
        let next = honest.row_of_step(2);
        w.forge(next, layout.bit(crate::layout::ENDED), 0);
    });
}

/// Lookups: limbs out of range, multiplicities, tuples of another part of the table.
#[test]
fn lookup_attacks_are_refused() {
    let honest = honest(
        "mov r1, 300\nmov r2, 40\nand r1, r1, r2\nshl r3, r1, 3\nload.b r4, 9\nanswer r1",
        &[],
        &[],
    );
    assert_eq!(honest.statement.answer, 40);
    let layout = honest.layout();
    let and = honest.row_of_step(2);
    let shl = honest.row_of_step(3);
    let load = honest.row_of_step(4);
    let sum = "lookups: sum ends at zero";
    let limb = |slot, part| layout.part(slot, part, column::LIMB);
    for value in [Fr::from(1 << layout.limb_bits), -Fr::ONE, Fr::from(1 << 20)] {
        refused_by(&honest, sum, |w| w.forge(and, limb(0, 0), value));
    }
    // A wrong spread.
    refused_by(&honest, sum, |w| {
        w.forge(and, layout.part(2, 0, column::SPREAD), 3)
    });
    // A power of two that is none, a byte that is a power's key.
    let [key, value] = layout.lane(crate::layout::OP_LANE);
    refused_by(&honest, sum, |w| w.forge(shl, value, 16));
    refused_by(&honest, "memory: selected half", |w| {
        w.forge(load, key, crate::tables::POWER_KEY);
        w.forge(load, value, 1);
    });
    // Multiplicities: one more, one less, negative.
    for change in [Fr::ONE, -Fr::ONE, -Fr::from(5)] {
        // Of a time, of a row of the table.
        assert!(!forged_uses(&honest, 2, change));
        assert!(!forged_uses(&honest, 3, change));
    }
    assert!(forged(&honest, |_| {}));
}

fn forged_uses(honest: &Honest, row: usize, change: Fr) -> bool {
    let mut witness = honest.witness();
    witness.columns_mut()[column::USES][row] += change;
    honest.proves(witness)
}

/// A point at infinity in an otherwise good proof, that of a hiding polynomial that is zero: the contract takes no such point, so a
/// Rust verifier that did would promise a verdict that no chain gives. It did.
#[test]
fn the_identity_is_no_point_of_a_proof() {
    let honest = Honest::new("k13-r16", "answer 0", &[], &[]);
    let (srs, key) = honest.proving_key();
    let (verifying, profile) = (key.verifying(), honest.profile);
    let public = honest.statement.public_values(profile).unwrap();
    let witness = honest.witness();
    let prove = |constant: Fr| {
        let mut hiding = vec![Fr::ZERO; 1 << profile.k];
        hiding[0] = constant;
        prove_columns(
            &key,
            &srs,
            &public,
            witness.first_phase(),
            |beta, gamma| witness.second_phase(beta, gamma),
            hiding,
            &mut Randomness::new(),
            &mut |_| {},
        )
    };
    let accepts = |proof: &[u8]| is_accepted(verifying, key.point(), &public, proof, &mut vec![]);

    assert!(accepts(&prove(Fr::ONE).unwrap()), "it need not be random");
    prove(Fr::ZERO).expect_err("the prover writes the identity");
    let proof = switch::without(NO_IDENTITY, || prove(Fr::ZERO)).unwrap();
    assert!(switch::without(NO_IDENTITY, || accepts(&proof)));
    assert!(!accepts(&proof), "the verifier takes the identity");
}
