//! Runs in segments, by the real prover and verifier.

use super::tapes;
use crate::layout::Layout;
use crate::layout::column::{BOOT_ADDRESS, FIRST_LO, LAST_TIME, PREVIOUS, REGION};
use crate::randomness::Randomness;
use crate::segments::{Cut, Replay, are_accepted, mark_columns, pairs, prove_cut, prove_segments};
use crate::step::{SCRATCH, TAPE};
use crate::verifier::Rejected;
use crate::witness::{BootAddresses, Memory, MemoryCell, fixed_columns, register, scaled};
use crate::{
    Profile, Proof, ProvingKey, SEGMENT_PROFILES, Segment, Srs, Statement, VerifyingKey, Witness,
    verify, verify_unbound,
};
use ff::Field;
use halo2curves::bn256::Fr;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::{DoubleWord, Program, Tapes, asm};

/// Adds up and stores so many numbers as the private word says, reads some of them again, and answers whether the public word is the sum.
const SUM: &str = "
        read    r1, 1
        read    r2, 0
_next:  add     r3, r3, r1
        and     r4, r1, 0xff8
        or      r4, r4, 0x8000
        store.w r4, r3
        load.w  r5, 0x8100
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        sub     r3, r3, r2
        answer  r3
";

/// A program's key, and the SRS.
type Made = Arc<(ProvingKey, Srs)>;

fn key(profile: &Profile, source: &str) -> Made {
    type Keys = Mutex<HashMap<(String, String), Made>>;
    static KEYS: LazyLock<Keys> = LazyLock::new(Keys::default);
    let mut keys = KEYS.lock().unwrap();
    let name = (profile.name.to_owned(), source.to_owned());
    let made = keys.entry(name).or_insert_with(|| {
        let header = format!("; TinyRAM V=2.000 M=vn W=32 K={}\n", profile.num_registers);
        let program = asm::assemble(&format!("{header}{source}")).unwrap().program;
        let srs = Srs::dev(profile.srs_size()).unwrap();
        let verifying = VerifyingKey::generate_dev(profile).unwrap();
        let key = ProvingKey::new(&verifying, &srs, Arc::new(program)).unwrap();
        Arc::new((key, srs))
    });
    made.clone()
}

/// That `count` numbers have their sum.
fn sum(count: u32) -> (Statement, Tapes) {
    let statement = Statement {
        answer: 0,
        primary: vec![count * (count + 1) / 2],
    };
    let tapes = tapes(&statement.primary, &[count]);
    (statement, tapes)
}

/// A proof of it.
fn proof(profile: &Profile, count: u32) -> Proof {
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    let (statement, tapes) = sum(count);
    let cut = Cut::new(
        profile,
        key.program(),
        &statement,
        tapes.clone(),
        1 << 20,
        |_| (),
    )
    .unwrap();
    prove_segments(key, srs, &statement, &tapes, &cut, |_| ()).unwrap()
}

/// What is violated by a segment whose first phase, second phase and share are changed; multiplicities follow.
struct Changed<'a> {
    first: &'a dyn Fn(&mut [Vec<Fr>]),
    second: &'a dyn Fn(&mut [Vec<Fr>], &mut Fr),
}

const HONEST: Changed = Changed {
    first: &|_| (),
    second: &|_, _| (),
};

/// The names of the constraints that a segment's witness violates.
fn violations(
    key: &ProvingKey,
    statement: &Statement,
    segment: Segment,
    mut witness: Witness,
    changed: &Changed,
) -> Vec<String> {
    let shape = key.verifying().shape();
    let (profile, numbers) = (shape.profile(), shape.profile().numbers());
    let mut randomness = Randomness::new();
    let challenges = randomness.elements(2);
    let (beta, gamma) = (challenges[0], challenges[1]);
    (changed.first)(witness.columns_mut());
    witness.count_uses(key.evaluator());
    let mut second = witness.second_phase(key.evaluator(), statement, beta, gamma);
    let mut share = witness.share(&second, beta, gamma);
    (changed.second)(&mut second, &mut share);
    let mut columns = fixed_columns(&shape.cs, &shape.config, key.program());
    for column in witness.first_phase().iter().chain(&second) {
        let random = randomness.elements((1 << profile.k) - column.len());
        columns.push([column.as_slice(), &random].concat());
    }
    columns.extend(mark_columns(profile));
    let columns = columns.iter().map(|column| scaled(profile.k, column));
    let columns: Vec<Vec<Fr>> = columns.collect();
    let columns: Vec<&[Fr]> = columns.iter().map(Vec::as_slice).collect();
    let known = segment.known(profile, statement.answer);
    let parameters = [challenges, known, vec![share]].concat();
    let mut violated = vec![];
    for gate in shape.cs.gates() {
        for (i, polynomial) in gate.polynomials().iter().enumerate() {
            let evaluation = fflonk::evaluation(&shape.cs, numbers, polynomial);
            let values = evaluation.run(&columns, &parameters, Fr::ONE);
            if values.iter().any(|value| !bool::from(value.is_zero())) {
                violated.push(gate.constraint_name(i).to_owned());
            }
        }
    }
    violated
}

/// Each segment of a run of 500 numbers with its witness.
fn segments(profile: &Profile) -> (Made, Statement, Vec<(Segment, Witness)>) {
    let made = key(profile, SUM);
    let (statement, tapes) = sum(500);
    let program = made.0.program();
    let cut = Cut::new(profile, program, &statement, tapes.clone(), 1 << 20, |_| ()).unwrap();
    let mut masks = Randomness::new().elements(cut.segments + 1);
    masks[0] = Fr::ZERO;
    let mut replay = Replay::new(&made.0, &statement, &tapes, &cut, &masks);
    let all = cut.all().map(|segment| (segment, replay.next(segment)));
    let all = all.collect();
    (made, statement, all)
}

/// Boot cells by place are those that a list of all of them has: touched, at the borders, and the lowest others.
#[test]
fn boot_addresses_are_the_touched_and_the_lowest() {
    let profile = &SEGMENT_PROFILES[0];
    let program = Program::new(profile.arch(), vec![]).unwrap();
    let statement = Statement {
        answer: 0,
        primary: vec![1, 2],
    };
    let image = profile.image_cells() as i64;
    let sets: [&[i64]; 6] = [
        &[],
        &[0],
        &[0, 1, 2, 5],
        &[3, 7, image - 1, image],
        &[0, 40, 41, 90, 1 << 28],
        &[(1 << 29) - 1, (1 << 29) - 2],
    ];
    for touched in sets {
        for count in [10, 11, 40, 48, 100] {
            let mut memory = Memory::new(&program, &statement);
            for &address in touched.iter().chain(&[register(1)]) {
                memory.cells.insert(address, MemoryCell::default());
            }
            let borders = [image, (1 << 29) - 1];
            let tape = (0..3).map(|word| TAPE as i64 + word);
            let mut all: BTreeSet<i64> = touched.iter().copied().chain(borders).collect();
            all.extend(tape);
            let mut lowest = 0;
            while all.len() < count {
                all.insert(lowest);
                lowest += 1;
            }
            let all: Vec<i64> = all.into_iter().collect();
            let addresses = BootAddresses::new(profile, count, &memory);
            assert!(addresses.range(0..count).eq(all.iter().copied()));
            for (start, end) in [(0, 3), (3, 9), (9, count)] {
                assert!(
                    addresses
                        .range(start..end)
                        .eq(all[start..end].iter().copied())
                );
                assert_eq!(addresses.behind(&(start..end)), all.get(end).copied());
            }
        }
    }
}

#[test]
fn honest_segments_violate_nothing() {
    for profile in &SEGMENT_PROFILES[..2] {
        let (made, statement, all) = segments(profile);
        assert_eq!(all.len(), 4);
        for (segment, witness) in all {
            let violated = violations(&made.0, &statement, segment, witness, &HONEST);
            assert_eq!(violated, Vec::<String>::new(), "{segment:?}");
        }
    }
}

/// Each constraint that only segments have refuses something that no other one sees.
#[test]
fn what_segments_add_is_needed() {
    let two = Fr::from(2);
    let nothing = |_: &mut [Vec<Fr>]| ();
    let as_it_is = |_: &mut [Vec<Fr>], _: &mut Fr| ();
    let doubled = |column: usize| {
        move |second: &mut [Vec<Fr>], share: &mut Fr| {
            second[column].iter_mut().for_each(|value| *value *= two);
            *share *= two;
        }
    };
    for profile in &SEGMENT_PROFILES[..2] {
        let times = profile.times();
        let passed = Layout::new(profile).segments_passed().unwrap();
        let add = |column: usize, row: usize, value: Fr| {
            move |first: &mut [Vec<Fr>]| first[column][row] += value
        };
        type First<'a> = &'a dyn Fn(&mut [Vec<Fr>]);
        type Second<'a> = &'a dyn Fn(&mut [Vec<Fr>], &mut Fr);
        let cases: [(&str, First, Second); 8] = [
            (
                "segment: product of the accesses starts with the link read",
                &nothing,
                &doubled(1),
            ),
            (
                "segment: product of the boot cells starts at one",
                &nothing,
                &doubled(2),
            ),
            (
                "segment: products end with the link written at the share",
                &nothing,
                &|_, share| *share *= two,
            ),
            (
                "segment: boot address is carried",
                &|first| {
                    add(BOOT_ADDRESS, 0, Fr::ONE)(first);
                    add(BOOT_ADDRESS, 1, Fr::ONE)(first);
                },
                &as_it_is,
            ),
            (
                "segment: region is carried",
                &|first| {
                    add(REGION, 0, Fr::ONE)(first);
                    add(REGION, 1, Fr::ONE)(first);
                },
                &as_it_is,
            ),
            (
                "segment: a register keeps its word",
                &add(FIRST_LO, 7, Fr::ONE),
                &as_it_is,
            ),
            (
                "segment: a register's time is past",
                &add(LAST_TIME, 7, Fr::ONE),
                &as_it_is,
            ),
            // An access that is in the future: the digits are those of a negative number.
            (
                "lookups: sum ends at zero",
                &|first| {
                    first[passed][9] -= Fr::ONE;
                    first[PREVIOUS][9] += Fr::from(times);
                },
                &as_it_is,
            ),
        ];
        for (name, first, second) in cases {
            let (made, statement, all) = segments(profile);
            let (segment, witness) = all.into_iter().nth(1).unwrap();
            let changed = Changed { first, second };
            let violated = violations(&made.0, &statement, segment, witness, &changed);
            assert_eq!(violated, [name]);
        }
    }
}

/// Only the last segment has to answer, and it has to.
#[test]
fn the_last_segment_answers() {
    let profile = &SEGMENT_PROFILES[0];
    let (made, statement, all) = segments(profile);
    let as_last = |i: usize, answer: u32| {
        let (_, witness) = all[i].clone();
        let segment = Segment {
            index: i,
            count: i + 1,
        };
        let witness = witness.of_other_segment(segment);
        let statement = Statement {
            answer,
            ..statement.clone()
        };
        violations(&made.0, &statement, segment, witness, &HONEST)
    };
    assert_eq!(as_last(3, 0), Vec::<String>::new());
    assert_eq!(as_last(3, 1), ["public answer"]);
    // The words of the auxiliary cell where an answer has A are whatever the instruction there has.
    let violated = as_last(1, 0);
    assert!(
        violated.contains(&"last step answers".to_owned()),
        "{violated:?}"
    );
    assert!(
        violated.contains(&"boot: ends in region 2".to_owned()),
        "{violated:?}"
    );
}

/// A prover who changes something between two segments.
#[test]
fn what_goes_over_is_held() {
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    let (statement, tapes) = sum(500);
    let cut = Cut::new(
        profile,
        key.program(),
        &statement,
        tapes.clone(),
        1 << 20,
        |_| (),
    )
    .unwrap();
    let accepts = |lie: &dyn Fn(&mut Replay)| {
        let before = |segment: Segment, replay: &mut Replay| {
            if segment.index == 2 {
                lie(replay);
            }
        };
        let bytes = prove_cut(key, srs, &statement, &tapes, &cut, &before, &mut |_| ());
        let one = key.verifying().proof_bytes() - 68;
        let bytes = bytes.unwrap();
        let messages: Vec<&[u8]> = bytes[68..].chunks_exact(one).collect();
        are_accepted(key.verifying(), key.point(), &statement, &messages)
    };
    assert!(accepts(&|_| ()));
    let word = |replay: &mut Replay, address: i64, word: u64| {
        replay.memory.cells.get_mut(&address).unwrap().words[0] = word;
    };
    let [second, third] = [1, 2].map(|index| Segment { index, count: 4 });
    type Lie<'a> = &'a dyn Fn(&mut Replay);
    let lies: [(&str, Lie); 12] = [
        ("register", &|replay| {
            replay.machine.set_register(3, 9);
            word(replay, register(3), 9);
        }),
        ("register's time", &|replay| {
            replay.memory.cells.get_mut(&register(3)).unwrap().time -= 1;
        }),
        ("scratch cell", &|replay| word(replay, SCRATCH, 99)),
        ("double word", &|replay| {
            let value = DoubleWord { lo: 5, hi: 0 };
            replay.machine.set_double_word(0x8100, value);
            word(replay, 0x8100 / 8, 5);
        }),
        ("double word's time", &|replay| {
            replay.memory.cells.get_mut(&(0x8100 / 8)).unwrap().time -= 2;
        }),
        ("pc", &|replay| {
            let pc = replay.machine.pc();
            replay.machine.set_pc(pc + 8);
        }),
        ("flag", &|replay| {
            let flag = replay.machine.flag();
            replay.machine.set_flag(!flag);
        }),
        ("tape position", &|replay| replay.read.position += 1),
        ("auxiliary tape's end", &|replay| {
            replay.read.ended = !replay.read.ended;
        }),
        // The boot cells of the segments from here on: another address, a cell twice, a cell left out.
        ("boot address", &|replay| {
            let mut boot = replay.boot_cells(third);
            boot[0].address -= 1;
            replay.boot = Some(boot);
        }),
        ("boot cell twice", &|replay| {
            let mut boot = replay.boot_cells(third);
            boot[0] = *replay.boot_cells(second).last().unwrap();
            replay.boot = Some(boot);
        }),
        ("boot cell's last words", &|replay| {
            let mut boot = replay.boot_cells(third);
            boot[0].last.words[0] += 1;
            replay.boot = Some(boot);
        }),
    ];
    for (what, lie) in lies {
        assert!(!accepts(lie), "{what}");
    }
}

/// Where a proof is kept whose segments hold each by itself, and do not fit together: for the contract, which has no liars of its own.
const FORGED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/vectors/forged-segments.json"
);

/// `BLESS=1` makes it anew, which a change of the circuit needs.
#[test]
fn the_forged_proof_fails_by_its_shares_alone() {
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    if std::env::var_os("BLESS").is_some() {
        let (statement, tapes) = sum(200);
        let program = key.program();
        let cut = Cut::new(profile, program, &statement, tapes.clone(), 1 << 20, |_| ()).unwrap();
        let before = |segment: Segment, replay: &mut Replay| {
            if segment.index == 1 {
                replay.memory.cells.get_mut(&SCRATCH).unwrap().words[0] = 99;
            }
        };
        let bytes = prove_cut(key, srs, &statement, &tapes, &cut, &before, &mut |_| ());
        let forged = Proof {
            profile: profile.name.to_owned(),
            program_id: key.verifying().program_id(key.point()),
            verifier_hash: key.verifying().hash(),
            statement,
            bytes: bytes.unwrap(),
        };
        std::fs::write(FORGED, forged.to_json()).unwrap();
    }
    let forged = Proof::from_json(&std::fs::read_to_string(FORGED).unwrap()).unwrap();
    let verifying = key.verifying();
    assert_eq!(verify_unbound(verifying, &forged), Err(Rejected::Proof));
    let one = verifying.proof_bytes() - 68;
    let messages: Vec<&[u8]> = forged.bytes[68..].chunks_exact(one).collect();
    let (pairs, [written, read]) =
        pairs(verifying, key.point(), &forged.statement, &messages).unwrap();
    assert_eq!(pairs.len(), 2);
    assert!(pairs.iter().all(|pair| pair.holds(verifying.g2())));
    assert_ne!(written, read);
}

#[test]
fn runs_in_segments_are_proved() {
    for profile in &SEGMENT_PROFILES[..2] {
        for (count, segments) in [(3, 1), (150, 2), (500, 4)] {
            let proof = proof(profile, count);
            let made = key(profile, SUM);
            let verifying = made.0.verifying();
            let one = verifying.proof_bytes() - 68;
            assert_eq!(proof.bytes.len(), 68 + segments * one);
            let id = verifying.program_id(made.0.point());
            verify(verifying, &proof, &id, &proof.statement).unwrap();
        }
    }
}

#[test]
fn segments_of_other_runs_and_places_are_refused() {
    let profile = &SEGMENT_PROFILES[0];
    let (proof, other) = (proof(profile, 500), proof(profile, 501));
    let made = key(profile, SUM);
    let verifying = made.0.verifying();
    let one = verifying.proof_bytes() - 68;
    let parts = |proof: &Proof| -> Vec<Vec<u8>> {
        proof.bytes[68..].chunks(one).map(<[u8]>::to_vec).collect()
    };
    let refused = |what: &str, segments: Vec<Vec<u8>>| {
        let mut wrong = proof.clone();
        wrong.bytes.truncate(68);
        wrong.bytes.extend(segments.concat());
        assert_eq!(
            verify_unbound(verifying, &wrong),
            Err(Rejected::Proof),
            "{what}"
        );
    };
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(parts(&proof)).unwrap();
    let others = parts(&other);
    assert_eq!(others.len(), 4);
    verify_unbound(verifying, &proof).unwrap();
    refused("skipped", vec![a.clone(), b.clone(), d.clone()]);
    refused("last left out", vec![a.clone(), b.clone(), c.clone()]);
    refused("first left out", vec![b.clone(), c.clone(), d.clone()]);
    refused(
        "repeated",
        vec![a.clone(), b.clone(), b.clone(), c.clone(), d.clone()],
    );
    refused(
        "exchanged",
        vec![a.clone(), c.clone(), b.clone(), d.clone()],
    );
    for (i, other) in others.into_iter().enumerate() {
        let mut all = vec![a.clone(), b.clone(), c.clone(), d.clone()];
        all[i] = other;
        refused("of another run", all);
    }
}
