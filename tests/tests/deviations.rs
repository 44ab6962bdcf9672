//! Provers that deviate in the protocol, each by its name on every kind of circuit: three verifiers give one verdict, and it is the right one.
//! Nobody can see how a prover blinds its columns; everything else is refused.

use arithmetic::vector::evaluate;
use campaign::{Campaign, Extent};
use circuits::{Profile, Proof, ProvingKey, Srs, Statement, VerifyingKey};
use fflonk::{Values, Writer};
use halo2curves::bn256::{Fr, G1Affine};
use halo2curves::ff::Field;
use halo2curves::group::Curve;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};
use tinyram::{Machine, Outcome, Tapes};
use vntr_tests::deviating::{Challenge, Message, Prover, View, values};
use vntr_tests::word::{Q, R, Word, add};
use vntr_tests::{Bench, assemble, independent};

/// Answers 0 if the private word is a root of the public one.
const SQUARE: &str = "read r1, 0\nread r2, 1\nmull r2, r2, r2\nsub r1, r1, r2\nanswer r1\n";

/// A circuit of each kind.
const KINDS: [&str; 4] = ["1k-r16", "1k-r32", "64k-r16", "64k-r32"];

/// What a deviation does at each message.
type Deviate<'d> = Box<dyn FnMut(Message, &View) + 'd>;

/// A proof of the same run: its points in order, its values.
#[derive(Default)]
struct Sent {
    commitments: Vec<G1Affine>,
    values: Vec<Values>,
    opening: Vec<G1Affine>,
}

/// What is sent when nothing deviates.
fn sent(prover: &Prover) -> Sent {
    let mut sent = Sent::default();
    prover.prove(|message, _| match message {
        Message::Commitment(_, point) => sent.commitments.push(*point),
        Message::Values(values) => sent.values.clone_from(values),
        Message::First(point) | Message::Second(point) => sent.opening.push(*point),
        _ => {}
    });
    sent
}

/// A deviation: its name, the answer that is claimed (0 is true), whether verifiers accept, and what is done.
struct Deviation<'d> {
    name: &'static str,
    answer: u32,
    accepted: bool,
    deviate: Deviate<'d>,
}

/// Collects deviations.
struct List<'d>(Vec<Deviation<'d>>);

impl<'d> List<'d> {
    fn add(
        &mut self,
        (name, answer, accepted): (&'static str, u32, bool),
        deviate: impl FnMut(Message, &View) + 'd,
    ) {
        self.0.push(Deviation {
            name,
            answer,
            accepted,
            deviate: Box::new(deviate),
        });
    }

    /// A true statement, refused.
    fn refused(&mut self, name: &'static str, deviate: impl FnMut(Message, &View) + 'd) {
        self.add((name, 0, false), deviate);
    }

    /// The commitment of one pack of the witness.
    fn commitment(
        &mut self,
        name: &'static str,
        pack: usize,
        change: impl Fn(G1Affine, &View) -> G1Affine + 'd,
    ) {
        self.refused(name, move |message, view| {
            if let Message::Commitment(i, point) = message
                && i == pack
            {
                *point = change(*point, view);
            }
        });
    }

    /// A commitment of other columns than the pack of the first phase with this number has.
    fn commits(
        &mut self,
        name: &'static str,
        pack: usize,
        columns: impl Fn(&mut Vec<Vec<Fr>>, &View) + 'd,
    ) {
        let mut instead = None;
        self.refused(name, move |message, view| match message {
            Message::Columns(0, values) => {
                let mut of_pack = packs(view, 0, values)[pack].to_vec();
                columns(&mut of_pack, view);
                instead = Some(view.commit_values(&of_pack));
            }
            Message::Commitment(i, point) if i == pack => *point = instead.expect("columns"),
            _ => {}
        });
    }

    /// The prover has another challenge than the transcript says.
    fn challenge(
        &mut self,
        about: (&'static str, u32, bool),
        which: Challenge,
        change: impl Fn(Fr) -> Fr + 'd,
    ) {
        self.add(about, move |message, _| {
            if let Message::Challenge(name, challenge) = message
                && name == which
            {
                *challenge = change(*challenge);
            }
        });
    }

    /// A challenge is drawn before something is absorbed that it should depend on.
    fn early(&mut self, name: &'static str, which: Challenge, when: fn(&Message) -> bool) {
        let mut early: Option<Writer> = None;
        self.refused(name, move |message, view| {
            if early.is_none() && when(&message) {
                early = Some(view.transcript.clone());
            }
            if let Message::Challenge(name, challenge) = message
                && name == which
            {
                *challenge = early.clone().expect("the moment has passed").squeeze();
            }
        });
    }

    fn values(&mut self, name: &'static str, change: impl Fn(&mut Vec<Values>, &View) + 'd) {
        self.refused(name, move |message, view| {
            if let Message::Values(values) = message {
                change(values, view);
            }
        });
    }

    fn bytes(&mut self, name: &'static str, change: impl Fn(&mut Vec<u8>) + 'd) {
        self.refused(name, move |message, _| {
            if let Message::Bytes(bytes) = message {
                change(bytes);
            }
        });
    }
}

/// The columns of the packs of a phase.
fn packs<'c>(view: &'c View, phase: usize, columns: &'c [Vec<Fr>]) -> Vec<&'c [Vec<Fr>]> {
    let relation = view.prover.key.verifying().shape().relation();
    fflonk::packs(&relation.phases[phase].0, columns).collect()
}

/// The rows at the end of columns that are random in every pack.
fn random_rows(view: &View) -> usize {
    view.prover.key.verifying().shape().relation().rows()
}

fn sum(a: G1Affine, b: G1Affine) -> G1Affine {
    (a + b).to_affine()
}

/// Adds a modulus to a number of 32 bytes.
fn add_modulus(number: &mut [u8], modulus: Word) {
    let sum = add((&*number).try_into().expect("32 bytes"), modulus);
    number.copy_from_slice(&sum.expect("below 2^256"));
}

/// The last pack of the first phase, and the last of all.
fn last_packs(key: &ProvingKey) -> [usize; 2] {
    let relation = key.verifying().shape().relation();
    [
        relation.phases[0].0.len() - 1,
        relation.witness().count() - 1,
    ]
}

/// All of them, for a prover of this key.
fn deviations<'d>(key: &'d ProvingKey, other: &'d Sent) -> Vec<Deviation<'d>> {
    let [last_of_first, last] = last_packs(key);
    let relation = key.verifying().shape().relation();
    let fixed_packs = relation.fixed.len();
    let fixed_columns: usize = relation.fixed.iter().map(|pack| pack.columns).sum();
    let program_columns = relation.fixed[fixed_packs - 1].columns;
    let mut list = List(vec![]);

    // What nobody can see.
    list.add(("as the protocol says", 0, true), |_, _| {});
    list.add(
        ("zeros instead of random values", 0, true),
        |message, view| {
            if let Message::Columns(_, columns) = message {
                columns
                    .iter_mut()
                    .for_each(|column| column[random_rows(view)..].fill(Fr::ZERO));
            }
        },
    );
    list.add(
        ("the same random value everywhere", 0, true),
        |message, view| {
            if let Message::Columns(_, columns) = message {
                columns
                    .iter_mut()
                    .for_each(|column| column[random_rows(view)..].fill(Fr::from(7)));
            }
        },
    );

    // A false statement.
    list.add(("a false answer", 1, false), |_, _| {});
    list.challenge(
        ("a false answer, its own alpha", 1, false),
        Challenge::Alpha,
        |_| Fr::ZERO,
    );
    list.challenge(
        ("a false answer, its own beta", 1, false),
        Challenge::Beta,
        |_| Fr::ZERO,
    );
    list.challenge(
        ("a false answer, its own gamma", 1, false),
        Challenge::Gamma,
        |_| Fr::ONE,
    );
    list.challenge(
        ("a false answer, its own point", 1, false),
        Challenge::Y,
        |_| Fr::from(5),
    );
    list.challenge(
        ("a false answer, its own v", 1, false),
        Challenge::V,
        |_| Fr::ZERO,
    );
    list.challenge(
        ("a false answer, its own u", 1, false),
        Challenge::U,
        |_| Fr::from(3),
    );
    let mut fitting = Fr::ZERO;
    list.add(
        ("a false answer, a quotient made for the point", 1, false),
        move |message, view| match message {
            Message::Values(values) => fitting = quotient_value(values, view),
            Message::Opening(_, quotient) => *quotient = vec![fitting],
            _ => {}
        },
    );
    let mut committed = vec![];
    list.add(
        ("a false answer, a value made up for the quotient", 1, false),
        move |message, view| match message {
            Message::Quotient(quotient) => committed.clone_from(quotient),
            Message::Values(values) => _ = make_up(values, view, &committed),
            _ => {}
        },
    );
    let (mut committed, mut made_up) = (vec![], None);
    list.add(
        (
            "a false answer, a column made up for the quotient",
            1,
            false,
        ),
        move |message, view| match message {
            Message::Quotient(quotient) => committed.clone_from(quotient),
            Message::Values(values) => made_up = Some(make_up(values, view, &committed)),
            Message::Opening(packs, _) => {
                let (pack, column, value) = made_up.expect("a value");
                let column = &mut packs[pack].0[column];
                column.fill(Fr::ZERO);
                column[0] = value;
            }
            _ => {}
        },
    );

    // Commitments.
    list.commitment("a commitment is negated", 0, |point, _| -point);
    list.commitment(
        "a commitment of the second phase is negated",
        last,
        |point, _| -point,
    );
    list.commitment("a commitment is doubled", 0, |point, _| sum(point, point));
    list.commitment("a commitment has one more", 0, |point, _| {
        sum(point, G1Affine::generator())
    });
    list.commitment("a commitment is the generator", last, |_, _| {
        G1Affine::generator()
    });
    list.commitment("a commitment of another proof", 0, |_, _| {
        other.commitments[0]
    });
    list.commitment(
        "a commitment of another proof's second phase",
        last,
        move |_, _| other.commitments[last],
    );
    list.refused("all commitments of another proof", |message, _| {
        if let Message::Commitment(i, point) = message {
            *point = other.commitments[i];
        }
    });
    let mut first = None;
    list.refused(
        "the first commitment twice",
        move |message, _| match message {
            Message::Commitment(0, point) => first = Some(*point),
            Message::Commitment(1, point) => *point = first.expect("the first"),
            _ => {}
        },
    );
    let mut swapped = vec![];
    list.refused(
        "two packs exchange commitments",
        move |message, view| match message {
            Message::Columns(0, columns) => {
                let packs = packs(view, 0, columns);
                swapped = [1, 0].map(|i| view.commit_values(packs[i])).to_vec();
            }
            Message::Commitment(i, point) if i < 2 => *point = swapped[i],
            _ => {}
        },
    );
    list.commits(
        "two columns exchange places in a commitment",
        0,
        |columns, _| columns.swap(0, 1),
    );
    list.commits(
        "the columns of a commitment lie one further on",
        last_of_first,
        |columns, view| {
            let t = view.prover.srs.parameters().t();
            columns.insert(0, vec![Fr::ZERO]);
            columns.truncate(t);
            if columns.len() < t {
                columns.rotate_left(0);
            }
        },
    );
    list.commits("a column is left out of a commitment", 0, |columns, _| {
        columns[1].fill(Fr::ZERO)
    });
    list.commits(
        "a commitment has a column more",
        last_of_first,
        |columns, view| match columns.len() < view.prover.srs.parameters().t() {
            true => columns.push(vec![Fr::ONE; 3]),
            false => columns[0][3] += Fr::ONE,
        },
    );
    list.commits(
        "a commitment with a cell that is another one",
        0,
        |columns, _| columns[2][3] += Fr::ONE,
    );
    list.commits(
        "a column lies one row further on in a commitment",
        0,
        |columns, _| columns[0].rotate_right(1),
    );
    list.refused("two columns exchange places everywhere", |message, view| {
        if let Message::Columns(0, columns) = message {
            // Not with one that is the same, as of words that no step uses.
            let rows = view.prover.key.verifying().profile().answer_row() + 3;
            let other = columns
                .iter()
                .position(|column| column[..rows] != columns[0][..rows]);
            columns.swap(0, other.expect("another column"));
        }
    });
    list.refused("a cell is another one everywhere", |message, _| {
        if let Message::Columns(0, columns) = message {
            columns[2][3] += Fr::ONE;
        }
    });
    list.refused("the closing row is another one", |message, view| {
        if let Message::Columns(1, columns) = message {
            let closing = view.prover.key.verifying().profile().answer_row() + 2;
            columns
                .iter_mut()
                .for_each(|column| column[closing] += Fr::ONE);
        }
    });

    // The quotient.
    list.refused("the quotient has one more", |message, _| {
        if let Message::Quotient(quotient) = message {
            quotient[0] += Fr::ONE;
        }
    });
    list.refused("the quotient is zero", |message, _| {
        if let Message::Quotient(quotient) = message {
            *quotient = vec![Fr::ONE];
        }
    });
    list.refused("the quotient is negative", |message, _| {
        if let Message::Quotient(quotient) = message {
            quotient.iter_mut().for_each(|value| *value = -*value);
        }
    });
    list.refused(
        "the quotient's highest coefficients are cut off",
        |message, view| {
            if let Message::Quotient(quotient) = message {
                let n = 1 << view.prover.key.verifying().profile().k;
                quotient.truncate(quotient.len() - n);
            }
        },
    );
    list.refused(
        "the quotient has a multiple of the vanishing polynomial",
        |message, view| {
            if let Message::Quotient(quotient) = message {
                let n = 1 << view.prover.key.verifying().profile().k;
                quotient[0] -= Fr::ONE;
                quotient[n] += Fr::ONE;
            }
        },
    );
    list.refused("the quotient's commitment has one more", |message, _| {
        if let Message::QuotientCommitment(point) = message {
            *point = sum(*point, G1Affine::generator());
        }
    });
    list.refused("the quotient's commitment is negated", |message, _| {
        if let Message::QuotientCommitment(point) = message {
            *point = -*point;
        }
    });
    list.refused("the quotient is not opened", |message, _| {
        if let Message::Opening(_, quotient) = message {
            *quotient = vec![Fr::ZERO];
        }
    });

    // Values.
    list.values("a value has one more", |values, _| {
        values[0].here[0] += Fr::ONE
    });
    list.values("a value of the witness has one more", move |values, _| {
        values[fixed_packs].here[0] += Fr::ONE
    });
    list.values("a value of the next row has one more", |values, _| {
        let next = values.iter_mut().find_map(|pack| pack.next.as_mut());
        next.expect("a pack that is opened twice")[0] += Fr::ONE;
    });
    list.values("two values of a pack exchange places", move |values, _| {
        values[fixed_packs].here.swap(0, 1)
    });
    list.values("z and w z exchange places", |values, _| {
        for pack in values {
            if let Some(next) = &mut pack.next {
                std::mem::swap(&mut pack.here, next);
            }
        }
    });
    list.values("z instead of w z", |values, _| {
        for pack in values {
            pack.next = pack.next.is_some().then(|| pack.here.clone());
        }
    });
    list.values("the row before instead of the next", |shown, view| {
        at(shown, view, |mut point| {
            let step = point.next * point.z.invert().unwrap();
            point.next = point.z * step.invert().unwrap();
            point
        })
    });
    list.values("all values at w z", |shown, view| {
        at(shown, view, |mut point| {
            point.z = point.next;
            point
        })
    });
    list.values("all values at 1", |shown, view| {
        at(shown, view, |mut point| {
            (point.next, point.z) = (point.next * point.z.invert().unwrap(), Fr::ONE);
            point
        })
    });
    let mut root = Fr::ZERO;
    list.refused(
        "values at the t-th root of the point",
        move |message, view| match message {
            Message::Challenge(Challenge::Y, y) => root = *y,
            Message::Values(shown) => at(shown, view, |mut point| {
                (point.next, point.z) = (point.next * point.z.invert().unwrap() * root, root);
                point
            }),
            _ => {}
        },
    );
    list.values("all values of another proof", |values, _| {
        values.clone_from(&other.values)
    });
    list.values("all values are zero", |values, _| {
        for pack in values {
            let all = pack.here.iter_mut().chain(pack.next.iter_mut().flatten());
            all.for_each(|value| *value = Fr::ZERO);
        }
    });

    // Challenges of its own.
    list.challenge(("its own beta", 0, false), Challenge::Beta, |beta| {
        beta + Fr::ONE
    });
    list.challenge(("its own gamma", 0, false), Challenge::Gamma, |gamma| {
        gamma + Fr::ONE
    });
    list.challenge(("its own alpha", 0, false), Challenge::Alpha, |alpha| {
        alpha + Fr::ONE
    });
    list.challenge(("its own point", 0, false), Challenge::Y, |y| y + Fr::ONE);
    list.challenge(("its own v", 0, false), Challenge::V, |v| v + Fr::ONE);
    list.challenge(("v is zero", 0, false), Challenge::V, |_| Fr::ZERO);
    list.challenge(("v is one", 0, false), Challenge::V, |_| Fr::ONE);
    list.challenge(("its own u", 0, false), Challenge::U, |u| u + Fr::ONE);
    list.challenge(("u is zero", 0, false), Challenge::U, |_| Fr::ZERO);
    let mut beta = Fr::ZERO;
    list.refused("gamma is beta", move |message, _| match message {
        Message::Challenge(Challenge::Beta, value) => beta = *value,
        Message::Challenge(Challenge::Gamma, value) => *value = beta,
        _ => {}
    });

    // The transcript.
    list.refused("nothing is absorbed first", |message, _| {
        if let Message::Preamble(bytes) = message {
            bytes.clear();
        }
    });
    list.refused("the statement is not absorbed", |message, _| {
        if let Message::Preamble(bytes) = message {
            bytes.truncate(96);
        }
    });
    list.refused("the program is not absorbed", |message, _| {
        if let Message::Preamble(bytes) = message {
            bytes.drain(32..96);
        }
    });
    list.refused("the circuit is not absorbed", |message, _| {
        if let Message::Preamble(bytes) = message {
            bytes.drain(..32);
        }
    });
    list.refused("another answer is absorbed", |message, _| {
        if let Message::Preamble(bytes) = message {
            bytes[127] ^= 1;
        }
    });
    list.early("beta before the first phase", Challenge::Beta, |message| {
        matches!(message, Message::Columns(0, _))
    });
    list.early(
        "beta before the last commitment of the first phase",
        Challenge::Beta,
        |message| matches!(message, Message::Commitment(1, _)),
    );
    list.early(
        "alpha before the second phase",
        Challenge::Alpha,
        |message| matches!(message, Message::Columns(1, _)),
    );
    list.early("the point before the quotient", Challenge::Y, |message| {
        matches!(message, Message::QuotientCommitment(_))
    });
    list.early("v before the values", Challenge::V, |message| {
        matches!(message, Message::Values(_))
    });
    list.early("u before the first point", Challenge::U, |message| {
        matches!(message, Message::First(_))
    });

    // The opening.
    list.refused("a pack is not opened", |message, _| {
        if let Message::Opening(packs, _) = message {
            packs[0]
                .0
                .iter_mut()
                .for_each(|column| column.fill(Fr::ZERO));
        }
    });
    list.refused("the last pack is not opened", |message, _| {
        if let Message::Opening(packs, _) = message {
            let (columns, _) = packs.last_mut().expect("packs");
            columns.iter_mut().for_each(|column| column.fill(Fr::ZERO));
        }
    });
    list.refused("a pack is opened at z only", |message, _| {
        if let Message::Opening(packs, _) = message {
            let (_, twice) = packs.iter_mut().find(|(_, twice)| *twice).expect("a pack");
            *twice = false;
        }
    });
    list.refused("a pack is opened at w z too", |message, _| {
        if let Message::Opening(packs, _) = message {
            let (_, twice) = packs.iter_mut().find(|(_, twice)| !*twice).expect("a pack");
            *twice = true;
        }
    });
    list.refused(
        "two packs are opened in another order",
        move |message, _| {
            if let Message::Opening(packs, _) = message {
                packs.swap(fixed_packs, last);
            }
        },
    );
    list.refused("the first point is negated", |message, _| {
        if let Message::First(point) = message {
            *point = -*point;
        }
    });
    list.refused("the first point has one more", |message, _| {
        if let Message::First(point) = message {
            *point = sum(*point, G1Affine::generator());
        }
    });
    list.refused("the first point of another proof", |message, _| {
        if let Message::First(point) = message {
            *point = other.opening[0];
        }
    });
    list.refused("the second point is negated", |message, _| {
        if let Message::Second(point) = message {
            *point = -*point;
        }
    });
    list.refused("the second point has one more", |message, _| {
        if let Message::Second(point) = message {
            *point = sum(*point, G1Affine::generator());
        }
    });
    list.refused("the second point of another proof", |message, _| {
        if let Message::Second(point) = message {
            *point = other.opening[1];
        }
    });
    list.refused("both points are doubled", |message, _| {
        if let Message::First(point) | Message::Second(point) = message {
            *point = sum(*point, *point);
        }
    });
    list.refused("both points are the generator", |message, _| {
        if let Message::First(point) | Message::Second(point) = message {
            *point = G1Affine::generator();
        }
    });

    // Program and public column.
    list.refused("the image of another program", move |message, _| {
        if let Message::Polynomials(columns) = message {
            let program = fixed_columns - program_columns..fixed_columns;
            columns[program]
                .iter_mut()
                .for_each(|column| column[0] += Fr::ONE);
        }
    });
    list.refused("the table of another circuit", |message, _| {
        if let Message::Polynomials(columns) = message {
            columns[2][0] += Fr::ONE;
        }
    });
    list.refused("the public column of another statement", |message, _| {
        if let Message::Polynomials(columns) = message {
            columns.last_mut().expect("columns")[0] += Fr::ONE;
        }
    });

    // The bytes.
    list.bytes("the last word is missing", |bytes| {
        bytes.truncate(bytes.len() - 32)
    });
    list.bytes("a word more", |bytes| bytes.extend([0; 32]));
    list.bytes("the first message comes last", |bytes| {
        bytes.rotate_left(64)
    });
    list.bytes("the phases exchange places", move |bytes| {
        bytes[..64 * (last + 1)].rotate_left(64 * (last_of_first + 1))
    });
    list.bytes("the quotient comes before the second phase", move |bytes| {
        bytes[64 * (last_of_first + 1)..64 * (last + 2)].rotate_right(64)
    });
    list.bytes("the points of the opening exchange places", |bytes| {
        let at = bytes.len() - 128;
        bytes[at..].rotate_left(64);
    });
    list.bytes("the first point is missing twice over", |bytes| {
        let at = bytes.len() - 128;
        bytes[at..].fill(0);
    });
    list.bytes("a coordinate with its modulus added", |bytes| {
        add_modulus(&mut bytes[..32], Q)
    });
    list.bytes("a value with its modulus added", move |bytes| {
        add_modulus(&mut bytes[64 * (last + 2)..][..32], R)
    });
    list.bytes("a point that is not on the curve", |bytes| bytes[63] ^= 1);
    list.bytes("the identity as (0, 0)", |bytes| bytes[..64].fill(0));
    list.0
}

/// Shows the values at another point.
fn at(shown: &mut Vec<Values>, view: &View, point: impl Fn(fflonk::Point) -> fflonk::Point) {
    *shown = values(&view.packs(), point(view.point));
}

/// The value that the quotient should have, by the values shown.
fn quotient_value(values: &[Values], view: &View) -> Fr {
    let k = view.prover.key.verifying().profile().k;
    let public = evaluate(view.polynomials.last().expect("columns"), view.point.z);
    let vanishing = view.point.z.pow_vartime([1u64 << k]) - Fr::ONE;
    view.constraints(values, public) * vanishing.invert().expect("z is no root of unity")
}

/// Makes up the value of a column of the witness that the constraints are linear in, so that they fit the quotient that was committed to.
/// Pack, column and value.
fn make_up(values: &mut [Values], view: &View, quotient: &[Fr]) -> (usize, usize, Fr) {
    let wanted = evaluate(quotient, view.point.z);
    assert_ne!(
        quotient_value(values, view),
        wanted,
        "the statement is false"
    );
    for pack in (0..values.len()).rev() {
        for column in 0..values[pack].here.len() {
            let truth = values[pack].here[column];
            let mut with = |value: Fr| {
                values[pack].here[column] = value;
                quotient_value(values, view) - wanted
            };
            let [zero, one, two] = [0, 1, 2].map(|value| with(Fr::from(value)));
            let slope = one - zero;
            if slope != Fr::ZERO && two - one == slope {
                let value = -zero * slope.invert().expect("not zero");
                assert_eq!(with(value), Fr::ZERO);
                return (pack, column, value);
            }
            values[pack].here[column] = truth;
        }
    }
    panic!("no column that the constraints are linear in")
}

/// What proves in a circuit, made once.
struct Kind {
    bench: Bench,
    srs: Arc<Srs>,
    key: ProvingKey,
    trace: tinyram::Trace,
    other: Sent,
}

impl Kind {
    fn new(name: &str) -> Self {
        let profile = Profile::by_name(name).expect("a profile");
        let srs = Arc::new(Srs::dev(profile.srs_size()).expect("an SRS"));
        let bench = Bench::with_srs(profile, srs.clone());
        let header = format!("; TinyRAM V=2.000 M=vn W=32 K={}\n", profile.num_registers);
        let program = assemble(&format!("{header}{SQUARE}"));
        let tapes = Tapes {
            primary: vec![49],
            auxiliary: vec![7],
        };
        let trace = Machine::trace(&program, tapes, profile.steps as u64);
        assert_eq!(trace.outcome, Outcome::Answered(0));
        let verifying: &VerifyingKey = &bench.key;
        let key = ProvingKey::new(verifying, &srs, Arc::new(program)).expect("it fits");
        let other = sent(&prover(&key, &srs, &trace, 0));
        Kind {
            bench,
            key,
            trace,
            other,
            srs,
        }
    }
}

fn prover<'a>(
    key: &'a ProvingKey,
    srs: &'a Srs,
    trace: &'a tinyram::Trace,
    answer: u32,
) -> Prover<'a> {
    Prover {
        key,
        srs,
        statement: Statement {
            answer,
            primary: vec![49],
        },
        trace,
    }
}

/// Deviations on these circuits, each with a number of which one is made.
fn deviate(name: &str, extent: Extent, kinds: &[(&str, usize)]) {
    static ALL: LazyLock<Mutex<BTreeMap<String, Arc<Kind>>>> = LazyLock::new(Mutex::default);
    let kind = |name: &str| {
        let mut all = ALL.lock().expect("no panic");
        let make = || Arc::new(Kind::new(name));
        all.entry(name.to_owned()).or_insert_with(make).clone()
    };
    let mut units = vec![];
    for (circuit, every) in kinds {
        let kind = kind(circuit);
        let all = deviations(&kind.key, &kind.other);
        let names: BTreeSet<_> = all.iter().map(|deviation| deviation.name).collect();
        assert!(names.len() == all.len() && names.len() >= 60);
        let some = all.iter().step_by(*every);
        units.extend(some.map(|deviation| format!("{circuit} {}", deviation.name)));
    }
    let keys = KINDS.iter().flat_map(|name| {
        let profile = Profile::by_name(name).expect("a profile");
        let key = VerifyingKey::pinned(profile).expect("the pinned key");
        key.hash()
    });
    let campaign = Campaign {
        name,
        subject: (
            "circuits",
            hex::encode(circuits::keccak256(&keys.collect::<Vec<u8>>())),
        ),
        extent,
    };
    let results = campaign.run(&units, |unit| {
        let (circuit, name) = unit.split_once(' ').expect("a circuit");
        let kind = kind(circuit);
        let mut all = deviations(&kind.key, &kind.other).into_iter();
        let deviation = all.find(|deviation| deviation.name == name);
        let Deviation {
            answer,
            accepted,
            deviate,
            ..
        } = deviation.expect("its name");
        let proof: Proof = prover(&kind.key, &kind.srs, &kind.trace, answer).prove(deviate);
        let mut contract = kind.bench.deploy();
        let verdict = independent::verdict_of_three(name, &kind.bench.key, &mut contract, &proof);
        match verdict == accepted {
            true => Ok(verdict),
            false => Err(format!("accepted: {verdict}")),
        }
    });
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (unit, accepted) in results {
        let (circuit, _) = unit.split_once(' ').expect("a circuit");
        let verdict = if accepted { "accepted" } else { "refused" };
        *counts.entry(format!("{verdict} by {circuit}")).or_default() += 1;
    }
    campaign.publish(units.len(), &counts);
}

#[test]
fn one_verdict_about_provers_that_deviate() {
    let some = [(KINDS[0], 5), (KINDS[1], 11)];
    deviate("deviations", Extent::Sample, &some);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn one_verdict_about_provers_that_deviate_full() {
    let all = [(KINDS[0], 1), (KINDS[1], 1)];
    deviate("deviations", Extent::Full, &all);
}

#[test]
#[ignore = "long: ./evidence.sh"]
fn one_verdict_about_provers_that_deviate_on_large_circuits_full() {
    let some = [(KINDS[2], 4), (KINDS[3], 4)];
    deviate("deviations-large", Extent::Full, &some);
}
