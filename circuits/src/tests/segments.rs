//! Runs in segments, by the real prover and verifier.

use super::all_columns;
use crate::cache;
use crate::executor::Executor;
use crate::job::{Job, Pass, Shared, Task, mark_columns};
use crate::kept::Kept;
use crate::layout::Layout;
use crate::layout::column::{BOOT_ADDRESS, FIRST_LO, LAST_TIME, PREVIOUS, REGION};
use crate::prover::{Phase, ProveError};
use crate::randomness::Randomness;
use crate::segments::{
    Cut, InProcess, Jobs, MAX_SEGMENTS, Progress, Provers, are_accepted, pairs, prove_by,
    prove_jobs, prove_segments,
};
use crate::step::{SCRATCH, TAPE};
use crate::verifier::Rejected;
use crate::witness::{BootAddresses, BootCell, Memory, MemoryCell, fixed_columns, register};
use crate::{
    Profile, Proof, ProvingKey, SEGMENT_PROFILES, Segment, Srs, Statement, VerifyingKey, Witness,
    verify, verify_unbound,
};
use ff::{Field, PrimeField};
use halo2curves::bn256::Fr;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::{DoubleWord, Program, Word, asm};

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

/// That `count` numbers have their sum, and the secret tape.
fn sum(count: u32) -> (Statement, Vec<Word>) {
    let statement = Statement {
        answer: 0,
        primary: vec![(1..=count).fold(0, u32::wrapping_add)],
    };
    (statement, vec![count.into()])
}

/// A proof of it.
fn proof(profile: &Profile, count: u32) -> Proof {
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    prove_segments(key, srs, &cut(key, count), |_| ()).unwrap()
}

/// The run that shows the sum of so many numbers.
fn cut(key: &ProvingKey, count: u32) -> Cut {
    let (statement, auxiliary) = sum(count);
    let profile = key.verifying().profile();
    let program = key.program();
    Cut::new(profile, program, &statement, auxiliary, 1 << 20, |_| ()).unwrap()
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
    let fixed = fixed_columns(&shape.cs, &shape.config, key.program());
    let (phases, marks) = ([witness.first_phase(), &second], mark_columns(profile));
    let columns = all_columns(profile.k, fixed, phases, marks, &mut randomness);
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
    let cut = cut(&made.0, 500);
    let all = cut.jobs(&[9; 32]);
    let all = all.map(|job| (job.segment(), job.witness(&made.0)));
    let all = all.collect();
    (made, cut.statement().clone(), all)
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
            let addresses = BootAddresses::new(profile, count, memory.cells.keys().copied());
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

/// The bytes of a proof by a liar who changes the run before a segment, or what that is proved from. Each segment holds by itself.
fn lying(
    (key, srs): &(ProvingKey, Srs),
    cut: &Cut,
    index: usize,
    run_lie: &dyn Fn(&mut Executor),
    lie: &dyn Fn(&mut Job),
) -> Vec<u8> {
    let jobs = || {
        let mut run = cut.run();
        let jobs = cut.all().map(move |segment| {
            if segment.index == index {
                run_lie(&mut run);
            }
            let mut job = cut.job(segment, run.segment(u64::MAX), &[7; 32]);
            if segment.index == index {
                lie(&mut job);
            }
            job
        });
        Box::new(jobs) as Jobs<'_>
    };
    let (verifying, statement) = (key.verifying(), cut.statement());
    let mut provers = InProcess::new(key, srs, None, |_| ());
    prove_jobs(verifying, key.point(), statement, &jobs, &mut provers)
        .expect("each segment holds by itself")
}

/// A prover who changes something between two segments: each of them holds by itself, and they do not fit together.
#[test]
fn what_goes_over_is_held() {
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let (key, _) = &*made;
    let cut = cut(key, 500);
    let accepts = |run_lie: &dyn Fn(&mut Executor), lie: &dyn Fn(&mut Job)| {
        let (verifying, statement) = (key.verifying(), cut.statement());
        let bytes = lying(&made, &cut, 2, run_lie, lie);
        let one = verifying.proof_bytes() - 68;
        let messages: Vec<&[u8]> = bytes[68..].chunks_exact(one).collect();
        are_accepted(verifying, key.point(), statement, &messages)
    };
    let no_run = |_: &mut Executor| ();
    assert!(accepts(&no_run, &|_| ()));
    type OfRun<'a> = &'a dyn Fn(&mut Executor);
    type OfJob<'a> = &'a dyn Fn(&mut Job);
    let runs: [(&str, OfRun); 7] = [
        // Of registers one that the answer does not come from.
        ("register", &|run| run.machine_mut().set_register(9, 9)),
        ("scratch cell", &|run| *run.scratch_mut() = 99),
        ("double word", &|run| {
            let value = DoubleWord { lo: 5, hi: 0 };
            run.machine_mut().set_double_word(0x8100, value);
        }),
        ("pc", &|run| {
            let pc = run.machine().pc();
            run.machine_mut().set_pc(pc + 8);
        }),
        ("flag", &|run| {
            let flag = run.machine().flag();
            run.machine_mut().set_flag(!flag);
        }),
        ("tape position", &|run| run.tapes_mut().position += 1),
        ("auxiliary tape's end", &|run| {
            run.tapes_mut().ended = !run.tapes_mut().ended;
        }),
    ];
    for (what, lie) in runs {
        assert!(!accepts(lie, &|_| ()), "{what}");
    }
    let cell = |job: &mut Job, address: i64, lie: &dyn Fn(&mut MemoryCell)| {
        let mut cells = job.start.cells.iter_mut();
        let (_, cell) = cells.find(|(a, _)| *a == address).expect("a cell in use");
        lie(cell);
    };
    let second: Vec<BootCell> = cut.jobs(&[7; 32]).nth(1).unwrap().boot;
    let jobs: [(&str, OfJob); 6] = [
        ("register's time", &|job| {
            cell(job, register(3), &|cell| cell.time -= 1);
        }),
        ("scratch cell's word", &|job| {
            cell(job, SCRATCH, &|cell| cell.words[0] = 98);
        }),
        ("double word's time", &|job| {
            cell(job, 0x8100 / 8, &|cell| cell.time -= 2);
        }),
        // Another address, a cell twice, other words.
        ("boot address", &|job| job.boot[0].address -= 1),
        ("boot cell twice", &|job| {
            job.boot[0] = *second.last().unwrap();
        }),
        ("boot cell's last words", &|job| {
            job.boot[0].last.words[0] += 1;
        }),
    ];
    for (what, lie) in jobs {
        assert!(!accepts(&no_run, lie), "{what}");
    }
}

/// For one run there may be more than one set of challenges, where a commitment was wrong: what blinds the columns of the second phase is new each time,
/// else two proofs' commitments to them would differ by what they hide.
#[test]
fn other_challenges_other_random_rows() {
    use fflonk::Prover;
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let job = cut(&made.0, 3).jobs(&[4; 32]).next().unwrap();
    let witness = job.witness(&made.0);
    let random = |hash: u8| {
        let mut nothing = |_: Phase| ();
        let shared = Some(Shared([hash; 32]));
        let mut columns = job.columns(&made.0, &witness, shared, &mut nothing);
        columns.phase(0, &[]);
        let first = columns.random(3);
        columns.phase(1, &[Fr::from(5), Fr::from(7)]);
        (first, columns.random(3))
    };
    let [(first, second), (same, another)] = [1, 2].map(random);
    assert_eq!(first, same);
    assert_eq!(second, random(1).1);
    assert!(second.iter().all(|value| !another.contains(value)));
    assert!(second.iter().all(|value| !first.contains(value)));
}

/// The random rows of a column are as many as one proof asks for, however many segments a run has: for that each segment has columns, random rows and a mask of
/// its own.
#[test]
fn nothing_random_is_in_two_of_the_most_segments() {
    let made = key(&SEGMENT_PROFILES[0], SUM);
    let cut = cut(&made.0, 130_550);
    let mut seen = BTreeSet::new();
    let mut mask = Fr::ZERO;
    for job in cut.jobs(&[6; 32]) {
        assert!(seen.insert(job.seed), "{job:?}");
        assert!(seen.insert(job.masks[0].to_repr()), "{job:?}");
        assert_eq!(job.masks[0], mask, "{job:?}");
        mask = job.masks[1];
    }
    assert_eq!(seen.len(), 2 * MAX_SEGMENTS);
}

/// A job that was sent is the same, and one that was changed is refused or makes no proof.
#[test]
fn jobs_can_be_sent() {
    let profile = &SEGMENT_PROFILES[1];
    let made = key(profile, SUM);
    let cut = cut(&made.0, 500);
    for job in cut.jobs(&[3; 32]) {
        let bytes = job.to_bytes();
        let sent = Job::from_bytes(&bytes).unwrap();
        assert_eq!(sent.to_bytes(), bytes);
        let witness = |job: &Job| job.witness(&made.0).first_phase().to_vec();
        assert_eq!(witness(&sent), witness(&job));
        for end in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert!(Job::from_bytes(&bytes[..end]).is_err());
        }
        // Whatever is changed: no panic.
        for i in (0..bytes.len()).step_by(7) {
            let mut bytes = bytes.clone();
            bytes[i] ^= 0x55;
            let _ = Job::from_bytes(&bytes);
        }
    }
    let refused = |change: &dyn Fn(&mut Job), what: &str| {
        let mut job = cut.jobs(&[3; 32]).nth(1).unwrap();
        change(&mut job);
        let error = Job::from_bytes(&job.to_bytes()).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
    };
    refused(&|job| job.segment.index = 4, "no such segment");
    refused(&|job| job.segment.count = 1 << 20, "more segments");
    refused(&|job| job.statement.primary = vec![0; 2000], "public tape");
    refused(
        &|job| {
            let image = vec![DoubleWord::default(); profile.image_cells() + 1];
            job.program = Arc::new(Program::new(profile.arch(), image).unwrap());
        },
        "too large",
    );
    refused(&|job| job.start.registers.truncate(31), "machine");
    refused(&|job| job.start.registers[3] = 1 << 32, "machine");
    refused(&|job| job.start.tapes.position = 2, "tapes");
    refused(&|job| job.start.auxiliary = vec![1 << 32], "tapes");
    refused(&|job| job.start.cells[0].0 = i64::MIN, "a cell");
    refused(&|job| job.start.cells[0].1.time = u64::MAX, "a cell");
    refused(&|job| job.boot.truncate(9), "number of boot cells");
    refused(&|job| job.boot[700].address = 1 << 40, "a boot cell");
    refused(&|job| job.boot[0].last.words[1] = 1 << 40, "a boot cell");
    refused(&|job| job.behind = Some((5, 3)), "a boot cell");
    refused(
        &|job| job.profile = *Profile::by_name("1k-r32").unwrap(),
        "profile",
    );
}

/// Provers like those on other machines: a result that does not hold is asked for again, three times at most.
struct Others<'a> {
    made: &'a (ProvingKey, Srs),
    /// What becomes of the result of the how manieth attempt at a task.
    lie: &'a dyn Fn(Task, usize, Vec<u8>) -> Vec<u8>,
    refused: usize,
}

impl Provers for Others<'_> {
    fn pass<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> Result<Vec<Vec<u8>>, ProveError> {
        let (key, srs) = self.made;
        let of_segment = |job: Job| {
            let segment = job.segment();
            let result = job.work(pass, key, srs, |_| ()).unwrap();
            for attempt in 0..3 {
                let result = (self.lie)(Task { segment, pass }, attempt, result.clone());
                if holds(segment, &result) {
                    return Ok(result);
                }
                self.refused += 1;
            }
            Err(ProveError::Segment(segment))
        };
        jobs().map(of_segment).collect()
    }

    fn may_err(&self) -> bool {
        true
    }
}

/// A result that is not the task's is asked for again, and the proof is made; but not without end.
#[test]
fn wrong_results_are_refused() {
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    let cut = cut(key, 300);
    let seed = [5; 32];
    let prove = |lie: &dyn Fn(Task, usize, Vec<u8>) -> Vec<u8>| {
        let mut others = Others {
            made: &made,
            lie,
            refused: 0,
        };
        let proof = prove_by(key.verifying(), key.point(), &cut, &seed, &mut others);
        (proof, others.refused)
    };
    let (honest, refused) = prove(&|_, _, result| result);
    assert_eq!((honest.is_ok(), refused), (true, 0));
    let honest = honest.unwrap();
    // The first time: nothing, too long, a bit.
    let changes: [&dyn Fn(Vec<u8>) -> Vec<u8>; 3] = [
        &|_| vec![],
        &|result| [result, vec![0; 32]].concat(),
        &|mut result| {
            result[70] ^= 1;
            result
        },
    ];
    for change in changes {
        let (proof, refused) = prove(&|_, attempt, result| match attempt {
            0 => change(result),
            _ => result,
        });
        assert_eq!(
            (proof.unwrap(), refused),
            (honest.clone(), 2 * cut.segments)
        );
    }
    // The commitment of another segment: it is found out by what is proved from it, and then all is done again.
    let of_first = cut.jobs(&seed).next().unwrap();
    let of_first = of_first.work(Pass::Commit(0), key, srs, |_| ()).unwrap();
    let another = |wrong: u32, task: Task, result: Vec<u8>| match task.pass {
        Pass::Commit(attempt) if attempt < wrong && task.segment.index == 1 => of_first.clone(),
        _ => result,
    };
    let (proof, refused) = prove(&|task, _, result| another(1, task, result));
    assert_eq!((proof.unwrap(), refused), (honest, 3));
    // Always wrong.
    let (proof, refused) = prove(&|task, _, result| another(9, task, result));
    assert!(matches!(proof, Err(ProveError::Segment(segment)) if segment.index == 1));
    assert_eq!(refused, 9);
    let (proof, refused) = prove(&|_, _, _| vec![]);
    assert!(matches!(proof, Err(ProveError::Segment(segment)) if segment.index == 0));
    assert_eq!(refused, 3);
}

/// Provers who stop after so many results.
struct Interrupted<P> {
    provers: P,
    left: usize,
}

impl<P: Provers> Provers for Interrupted<P> {
    fn pass<'j>(
        &mut self,
        pass: Pass,
        jobs: &dyn Fn() -> Jobs<'j>,
        holds: &dyn Fn(Segment, &[u8]) -> bool,
    ) -> Result<Vec<Vec<u8>>, ProveError> {
        let left = self.left;
        let some = || Box::new(jobs().take(left)) as Jobs<'j>;
        let results = self.provers.pass(pass, &some, holds)?;
        self.left -= results.len();
        match results.len() < jobs().count() {
            true => Err(ProveError::Identity),
            false => Ok(results),
        }
    }
}

/// A run that was interrupted anywhere goes on, and no other run goes on from it.
#[test]
fn interrupted_runs_go_on() {
    let profile = &SEGMENT_PROFILES[0];
    let made = key(profile, SUM);
    let (key, srs) = &*made;
    let (this, other) = (cut(key, 500), cut(key, 501));
    let place = tempfile::tempdir().unwrap();
    let runs = place.path().join("cache/runs");
    let open = |cut: &Cut| Kept::open_in(&runs, key.verifying(), key.point(), cut).unwrap();
    // The proof, if it comes to it, and how many results were computed.
    let prove = |cut: &Cut, results: usize| {
        let kept = open(cut);
        let computed = Cell::new(0);
        let in_process = InProcess::new(key, srs, Some(&kept), |at| {
            let is_new = matches!(
                at,
                Progress::Commit(_) | Progress::Prove(_, Phase::Quotient)
            );
            computed.set(computed.get() + usize::from(is_new));
        });
        let mut provers = Interrupted {
            provers: in_process,
            left: results,
        };
        let proof = prove_by(key.verifying(), key.point(), cut, kept.seed(), &mut provers);
        assert!(provers.provers.trouble().is_none());
        (proof, computed.get())
    };
    let proof = || match prove(&this, 8) {
        (Ok(proof), computed) => (proof, computed),
        (Err(error), _) => panic!("{error}"),
    };
    for (results, found) in [(0, 0), (1, 1), (3, 3), (5, 5), (6, 6)] {
        let (proof, _) = prove(&this, results);
        assert!(matches!(proof, Err(ProveError::Identity)));
        assert_eq!(open(&this).found(), found);
    }
    assert_eq!(open(&other).found(), 0);
    assert_ne!(open(&other).seed(), open(&this).seed());
    assert_ne!(open(&other).name(), open(&this).name());
    let (first, computed) = proof();
    assert_eq!(computed, 2);
    // As long as nothing was removed it is the same proof.
    assert_eq!(proof(), (first.clone(), 0));

    // Damaged: made anew.
    let directory = |cut: &Cut| runs.join(hex::encode(&open(cut).name()[..8]));
    let file = directory(&this).join("commit-2-0");
    std::fs::write(&file, b"damaged").unwrap();
    assert_eq!(proof(), (first.clone(), 1));
    // Whole, and another's.
    let path = directory(&this);
    let run = path.file_name().unwrap().to_str().unwrap();
    let read = |name: &str| cache::read(&path.join(name), &format!("{run} {name}"), 1 << 20);
    let of_first = read("commit-1-0").unwrap().unwrap();
    cache::write(&file, &format!("{run} commit-2-0"), &of_first).unwrap();
    // The challenges are others, so that all is proved anew, and does not fit. Nothing of it is used again.
    let (wrong, computed) = prove(&this, 8);
    assert!(matches!(wrong, Err(ProveError::Kept { segment, .. }) if segment.index == 2));
    assert_eq!(computed, 3);
    assert!(!path.exists());
    let (second, computed) = proof();
    assert_eq!(computed, 8);
    assert_ne!(second, first, "another seed");
    open(&this).remove();
    assert_eq!(open(&this).found(), 0);
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
    let (key, _) = &*made;
    if std::env::var_os("BLESS").is_some() {
        let cut = cut(key, 200);
        let bytes = lying(&made, &cut, 1, &|run| *run.scratch_mut() = 99, &|_| ());
        let forged = Proof {
            profile: profile.name.to_owned(),
            program_id: key.verifying().program_id(key.point()),
            verifier_hash: key.verifying().hash(),
            statement: cut.statement().clone(),
            bytes,
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
