//! Smoke tests of zero knowledge: proofs of two witnesses of one statement are not told apart by simple classifiers. They are no
//! proof of it; they find a prover that forgets its randomness. So that they can fail, the same classifiers are given proofs that
//! leak, and have to tell those apart.

use super::campaign::KINDS;
use super::liar::{proving_key, srs};
use super::{Run, SMALL};
use crate::prover::prove_witness;
use crate::{ProgramPoint, verify_unbound};
use halo2curves::bn256::Fr;
use std::collections::BTreeMap;

/// Reads a secret number and does something so many times, in memory too; answers 0 whatever it was.
const PROGRAM: &str = "\
        read    r1, 1
        mov     r3, r1
_next:  cmpe    r1, 0
        cjmp    _end
        shl     r2, r1, 3
        add     r2, r2, 4096
        store.w r2, r3
        mull    r3, r3, r1
        sub     r1, r1, 1
        jmp     _next
_end:   answer  0
";
const FIRST_BYTE: usize = 4 + ProgramPoint::BYTES;

/// A proof's bytes behind selector and program points, which are the statement's, and which witness it is of.
#[derive(Clone)]
struct Sample {
    bytes: Vec<u8>,
    class: usize,
}

impl Sample {
    fn bit(&self, i: usize) -> bool {
        self.bytes[i / 8] >> (i % 8) & 1 == 1
    }

    fn bits(&self) -> usize {
        8 * self.bytes.len()
    }
}

/// Proofs of two witnesses, and what the prover would have sent without randomness.
struct Proofs {
    samples: Vec<Sample>,
    /// By class: the commitments of the first phase's packs without random rows.
    unblinded: [Vec<u8>; 2],
    secrets: [u32; 2],
}

/// Secrets of a circuit: almost nothing happens, or almost as much as there is room for.
fn secrets(circuit: &str) -> [u32; 2] {
    let steps = crate::Profile::by_name(circuit).expect("a profile").steps;
    [0, steps as u32 / 8 - 2]
}

fn proofs(circuit: &str, of_each: usize, progress: bool) -> Proofs {
    let secrets = secrets(circuit);
    let runs = secrets.map(|secret| Run::new(circuit, PROGRAM, &[], &[secret]));
    let steps = [0, 1].map(|class| runs[class].trace.steps.len());
    assert_eq!(steps, secrets.map(|secret| 8 * secret as usize + 5));
    let profile = runs[0].config.columns.profile;
    let (srs, key) = (srs(&profile), proving_key(&runs[0]));
    let witnesses = [0, 1].map(|class| runs[class].witness());
    let packing = key.verifying().shape().packing();
    let unblinded = [0, 1].map(|class| {
        let columns = witnesses[class].first_phase();
        let packs = packing.witness[0].iter();
        packs
            .flat_map(|pack| {
                let pack: Vec<&[Fr]> = pack.iter().map(|&i| columns[i].as_slice()).collect();
                ProgramPoint(srs.parameters().commit_values(&pack)).to_bytes()
            })
            .collect()
    });
    let statement = &runs[0].statement;
    let mut samples = vec![];
    for i in 0..2 * of_each {
        let class = i % 2;
        let proof = prove_witness(&key, &srs, statement, &witnesses[class], &mut |_| {}).unwrap();
        if i < 2 || i % 50 == 0 {
            verify_unbound(key.verifying(), &proof).unwrap();
        }
        // However long the run was.
        assert_eq!(proof.bytes.len(), key.verifying().proof_bytes());
        assert_eq!(proof.bytes[4..FIRST_BYTE], key.point().to_bytes());
        samples.push(Sample {
            bytes: proof.bytes[FIRST_BYTE..].to_vec(),
            class,
        });
        if progress && (i + 1) % 20 == 0 {
            eprintln!("{circuit}: {} of {} proofs", i + 1, 2 * of_each);
        }
    }
    Proofs {
        samples,
        unblinded,
        secrets,
    }
}

/// What a classifier learned: the class of a sample.
type Learned = Box<dyn Fn(&Sample) -> usize>;
/// From samples with their classes to what tells them apart.
type Classifier = fn(&[&Sample]) -> Learned;

const CLASSIFIERS: [(&str, Classifier); 8] = [
    ("best bit", |train| best_bits(train, 1)),
    ("vote of 101 bits", |train| best_bits(train, 101)),
    ("best byte threshold", |train| best_thresholds(train, 1)),
    ("vote of 101 byte thresholds", |train| {
        best_thresholds(train, 101)
    }),
    ("number of ones", number_of_ones),
    ("nearest centroid", nearest_centroid),
    ("logistic regression", logistic_regression),
    ("nearest neighbour", nearest_neighbour),
];

/// A rule about one place, and how many samples it was right about.
struct Rule {
    place: usize,
    /// Below it is class `below`.
    threshold: usize,
    below: usize,
    right: usize,
}

/// The rules that were right most often, voting.
fn vote(mut rules: Vec<Rule>, count: usize, value: fn(&Sample, usize) -> usize) -> Learned {
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.right));
    rules.truncate(count);
    Box::new(move |sample| {
        let ones = rules.iter().filter(|rule| {
            let below = value(sample, rule.place) < rule.threshold;
            (rule.below == 1) == below
        });
        usize::from(2 * ones.count() > rules.len())
    })
}

/// The best threshold of one place: the values of the samples there, with their classes.
fn best_threshold(place: usize, mut values: Vec<(usize, usize)>) -> Rule {
    values.sort_unstable();
    let total = values.len();
    let ones = values.iter().filter(|(_, class)| *class == 1).count();
    let mut ones_below = 0;
    let mut best = Rule {
        place,
        threshold: 0,
        below: 0,
        right: ones,
    };
    for (i, &(value, class)) in values.iter().enumerate() {
        ones_below += class;
        if values.get(i + 1).is_some_and(|&(next, _)| next == value) {
            continue;
        }
        let zeros_below = i + 1 - ones_below;
        let right_if_zero_below = zeros_below + ones - ones_below;
        for (below, right) in [(0, right_if_zero_below), (1, total - right_if_zero_below)] {
            if right > best.right {
                best = Rule {
                    place,
                    threshold: value + 1,
                    below,
                    right,
                };
            }
        }
    }
    best
}

fn rules(train: &[&Sample], places: usize, value: fn(&Sample, usize) -> usize) -> Vec<Rule> {
    let of_place = |place| {
        let values = train
            .iter()
            .map(|sample| (value(sample, place), sample.class));
        best_threshold(place, values.collect())
    };
    (0..places).map(of_place).collect()
}

fn best_bits(train: &[&Sample], count: usize) -> Learned {
    let value = |sample: &Sample, place| usize::from(sample.bit(place));
    vote(rules(train, train[0].bits(), value), count, value)
}

fn best_thresholds(train: &[&Sample], count: usize) -> Learned {
    let value = |sample: &Sample, place: usize| usize::from(sample.bytes[place]);
    vote(rules(train, train[0].bytes.len(), value), count, value)
}

fn number_of_ones(train: &[&Sample]) -> Learned {
    let value = |sample: &Sample, _| {
        let ones = sample.bytes.iter().map(|byte| byte.count_ones() as usize);
        ones.sum()
    };
    vote(rules(train, 1, value), 1, value)
}

/// The sum of a weight for each bit that is set, and a constant: class 1 where it is positive.
fn linear(weights: Vec<f32>, constant: f32) -> Learned {
    Box::new(move |sample| usize::from(score(&weights, sample) + constant > 0.0))
}

fn score(weights: &[f32], sample: &Sample) -> f32 {
    let set = weights.iter().enumerate().filter(|(i, _)| sample.bit(*i));
    set.map(|(_, weight)| weight).sum()
}

fn nearest_centroid(train: &[&Sample]) -> Learned {
    let mut counts = [0, 1].map(|_| vec![0.0f32; train[0].bits()]);
    let mut samples = [0.0f32; 2];
    for sample in train {
        samples[sample.class] += 1.0;
        for (i, count) in counts[sample.class].iter_mut().enumerate() {
            *count += f32::from(u8::from(sample.bit(i)));
        }
    }
    // |x - a|^2 > |x - b|^2, written out.
    let mean = |class: usize, i: usize| counts[class][i] / samples[class];
    let weights = (0..train[0].bits()).map(|i| 2.0 * (mean(1, i) - mean(0, i)));
    let constant = (0..train[0].bits()).map(|i| mean(0, i).powi(2) - mean(1, i).powi(2));
    linear(weights.collect(), constant.sum())
}

/// By gradient descent, with a small penalty for large weights. A bit counts as plus or minus a half.
fn logistic_regression(train: &[&Sample]) -> Learned {
    const ROUNDS: usize = 30;
    let bits = train[0].bits();
    // A step moves a sample's own score by about its error: the squares of its bits add up to a quarter of their number.
    let rate = 4.0 / bits as f32;
    let mut weights = vec![0.0f32; bits];
    for _ in 0..ROUNDS {
        let constant = -0.5 * weights.iter().sum::<f32>();
        let errors = train.iter().map(|sample| {
            let chance = 1.0 / (1.0 + (-score(&weights, sample) - constant).exp());
            sample.class as f32 - chance
        });
        let errors: Vec<f32> = errors.collect();
        for (i, weight) in weights.iter_mut().enumerate() {
            let half = |sample: &Sample| if sample.bit(i) { 0.5 } else { -0.5 };
            let gradient = train
                .iter()
                .zip(&errors)
                .map(|(sample, error)| error * half(sample));
            *weight = 0.99 * *weight + rate * gradient.sum::<f32>();
        }
    }
    let constant = -0.5 * weights.iter().sum::<f32>();
    linear(weights, constant)
}

fn nearest_neighbour(train: &[&Sample]) -> Learned {
    let train: Vec<Sample> = train.iter().map(|sample| (*sample).clone()).collect();
    Box::new(move |sample| {
        let distance = |other: &&Sample| -> u32 {
            let pairs = sample.bytes.iter().zip(&other.bytes);
            pairs.map(|(a, b)| (a ^ b).count_ones()).sum()
        };
        train
            .iter()
            .min_by_key(distance)
            .map_or(0, |nearest| nearest.class)
    })
}

/// How many samples each classifier is right about that it was not trained with: trained with one half, asked about the other, and the
/// other way round.
fn held_out(samples: &[Sample]) -> BTreeMap<&'static str, usize> {
    // Classes alternate, so both halves have as many of each.
    let halves: [Vec<&Sample>; 2] = [0, 1].map(|half| {
        let of_half = |(i, _): &(usize, &Sample)| i / 2 % 2 == half;
        let samples = samples.iter().enumerate().filter(of_half);
        samples.map(|(_, sample)| sample).collect()
    });
    let right = |classifier: Classifier| {
        let of_halves = [0, 1].map(|half| {
            let learned = classifier(&halves[half]);
            let asked = halves[1 - half].iter();
            asked
                .filter(|sample| learned(sample) == sample.class)
                .count()
        });
        of_halves.iter().sum()
    };
    std::thread::scope(|scope| {
        let threads =
            CLASSIFIERS.map(|(name, classifier)| (name, scope.spawn(move || right(classifier))));
        threads
            .into_iter()
            .map(|(name, thread)| (name, thread.join().unwrap()))
            .collect()
    })
}

/// The samples with something else in their bytes.
fn with(samples: &[Sample], mut change: impl FnMut(usize, &mut Sample)) -> Vec<Sample> {
    let mut samples = samples.to_vec();
    for (i, sample) in samples.iter_mut().enumerate() {
        change(i, sample);
    }
    samples
}

/// The words of 32 bytes that two proofs have in common, wherever they stand.
fn no_common_words(samples: &[Sample]) {
    let mut seen: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (i, sample) in samples.iter().enumerate() {
        for (at, word) in sample.bytes.chunks(32).enumerate() {
            if let Some(other) = seen.insert(word, i) {
                panic!("word {at} of proof {i} is in proof {other} too");
            }
        }
    }
}

/// The most right answers out of `samples` that guessing gives but once in 100,000 times.
fn lucky(samples: usize) -> usize {
    let mut chance = 0.5f64.powi(samples as i32);
    let mut more = 0.0;
    // From all right downwards: C(n, k) / 2^n.
    for right in (0..=samples).rev() {
        more += chance;
        if more > 1e-5 {
            return right;
        }
        chance *= right as f64 / (samples - right + 1) as f64;
    }
    0
}

/// Holds all classifiers to `most` right answers, and shows that they find leaks.
fn check(proofs: &Proofs, most: usize) {
    let samples = &proofs.samples;
    let classes = samples.iter().filter(|sample| sample.class == 1).count();
    assert_eq!(2 * classes, samples.len());
    no_common_words(samples);

    let honest = held_out(samples);
    // One column's random rows are forgotten.
    let unblinded = with(samples, |_, sample| {
        let column = 64..128;
        sample.bytes[column.clone()].copy_from_slice(&proofs.unblinded[sample.class][column]);
    });
    let unblinded = held_out(&unblinded);
    // One word is the secret's, over and over, and a number that is not.
    let canary = with(samples, |i, sample| {
        let at = sample.bytes.len() - 160;
        sample.bytes[at..at + 32]
            .fill((proofs.secrets[sample.class] as u8).wrapping_add((i % 3) as u8));
    });
    let canary = held_out(&canary);

    let total = samples.len();
    println!(
        "of {total} proofs, right about      honest  one column unblinded  the secret in a word"
    );
    for (name, right) in &honest {
        println!(
            "  {name:30} {right:4}   {:4}                  {:4}",
            unblinded[name], canary[name]
        );
    }
    let best = |right: &BTreeMap<&str, usize>| *right.values().max().unwrap();
    println!(
        "best of {} classifiers: {:.1} % of {total} held-out proofs, at most {:.1} % allowed; {:.1} % and {:.1} % of those that leak",
        CLASSIFIERS.len(),
        100.0 * best(&honest) as f64 / total as f64,
        100.0 * most as f64 / total as f64,
        100.0 * best(&unblinded) as f64 / total as f64,
        100.0 * best(&canary) as f64 / total as f64,
    );
    for (name, right) in &honest {
        assert!(
            *right <= most,
            "{name} tells the witnesses apart: {right} of {total}"
        );
    }
    assert!(
        best(&unblinded) > most,
        "no classifier sees a column without randomness"
    );
    assert!(
        best(&canary) > most,
        "no classifier sees the secret in a word"
    );
}

/// Few proofs: what is told apart nearly always is found.
#[test]
fn a_few_proofs_of_two_witnesses_are_not_told_apart() {
    let proofs = proofs(SMALL[0], 12, false);
    check(&proofs, lucky(proofs.samples.len()));
}

/// 200 proofs of each witness. Guessing is right about more than 60 % of 400 once in 30,000 times.
#[test]
#[ignore = "long: ./evidence.sh"]
fn hundreds_of_proofs_of_two_witnesses_are_not_told_apart_full() {
    let mut counts = BTreeMap::new();
    for (circuit, of_each) in [(SMALL[0], 200), (SMALL[1], 200), (KINDS[2], 12)] {
        let proofs = proofs(circuit, of_each, true);
        let total = proofs.samples.len();
        let most = if of_each < 100 {
            lucky(total)
        } else {
            total * 60 / 100
        };
        check(&proofs, most);
        let honest = held_out(&proofs.samples);
        let best = *honest.values().max().unwrap();
        counts.insert(format!("{circuit}: proofs"), total);
        counts.insert(format!("{circuit}: right, best of the classifiers"), best);
        if of_each < 100 {
            continue;
        }
        // With so many, one bit that is right four times out of five is found.
        let mut turn = 0;
        let one_bit = with(&proofs.samples, |_, sample| {
            turn += 1;
            let bit = if turn % 10 < 8 {
                sample.class
            } else {
                1 - sample.class
            };
            sample.bytes[1000] = (sample.bytes[1000] & 0xfe) | bit as u8;
        });
        let right = held_out(&one_bit);
        println!(
            "one bit right four times out of five: best bit {} of {total}",
            right["best bit"]
        );
        assert!(right["best bit"] > most);
    }
    ::campaign::publish("zero-knowledge", None, counts.len(), &counts);
}

/// No randomness at all is what the words of two proofs in common would show.
#[test]
#[should_panic(expected = "word 2 of proof 1 is in proof 0 too")]
fn a_common_word_is_found() {
    let sample = |fill: u8| Sample {
        bytes: (0..4).flat_map(|word| [fill + word; 32]).collect(),
        class: 0,
    };
    no_common_words(&[sample(0), sample(100)]);
    let mut same = sample(100);
    same.bytes[64..96].fill(3);
    no_common_words(&[sample(0), same]);
}
