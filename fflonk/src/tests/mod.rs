//! Against the definitions: polynomials multiplied and divided term by term, commitments as values at a known secret. Nothing of
//! `arithmetic` is used here, so that a fault there is seen.

mod frontend;
mod proofs;
mod transcript;

use crate::{Claim, Claims, Opening, Pack, Parameters, Point, Values};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use halo2curves::bn256::{Fr, G1, G1Affine};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

type Poly = Vec<Fr>;

fn evaluate(poly: &[Fr], x: Fr) -> Fr {
    poly.iter()
        .rev()
        .fold(Fr::ZERO, |sum, coefficient| sum * x + coefficient)
}

fn multiply(a: &[Fr], b: &[Fr]) -> Poly {
    let mut product = vec![Fr::ZERO; a.len() + b.len() - 1];
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

/// Quotient and remainder of a division by a polynomial whose highest coefficient is 1.
fn divide(a: &[Fr], by: &[Fr]) -> (Poly, Poly) {
    let degree = by.len() - 1;
    let mut remainder = a.to_vec();
    let mut quotient = vec![Fr::ZERO; a.len().saturating_sub(degree)];
    for i in (0..quotient.len()).rev() {
        quotient[i] = remainder[i + degree];
        for (j, coefficient) in by.iter().enumerate() {
            remainder[i + j] -= quotient[i] * coefficient;
        }
    }
    remainder.truncate(degree);
    (quotient, remainder)
}

fn add(a: &mut Poly, factor: Fr, b: &[Fr]) {
    a.resize(a.len().max(b.len()), Fr::ZERO);
    for (a, b) in a.iter_mut().zip(b) {
        *a += factor * b;
    }
}

/// A root of unity of order 2^k, by squaring the one of the largest order.
fn root(k: u32) -> Fr {
    (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square())
}

fn interpolate(values: &[Fr], k: u32) -> Poly {
    let (n, w) = (values.len() as u64, root(k).invert().unwrap());
    let scale = Fr::from(n).invert().unwrap();
    let coefficient = |j: u64| {
        let terms = values.iter().enumerate();
        terms
            .map(|(i, value)| *value * w.pow_vartime([i as u64 * j]))
            .sum::<Fr>()
            * scale
    };
    (0..n).map(coefficient).collect()
}

fn packed(columns: &[Poly], t: usize) -> Poly {
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut packed = vec![Fr::ZERO; t * longest];
    for (j, column) in columns.iter().enumerate() {
        for (i, coefficient) in column.iter().enumerate() {
            packed[t * i + j] = *coefficient;
        }
    }
    packed
}

/// X^t - z.
fn vanishing(t: usize, z: Fr) -> Poly {
    let mut poly = vec![Fr::ZERO; t + 1];
    (poly[0], poly[t]) = (-z, Fr::ONE);
    poly
}

fn in_group(value: Fr) -> G1Affine {
    (G1::generator() * value).to_affine()
}

/// An opening with all that it is about.
struct Case {
    parameters: Parameters,
    k: u32,
    t: usize,
    tau: Fr,
    /// Values of each pack's columns, and whether it is opened twice.
    packs: Vec<(Vec<Poly>, bool)>,
    quotient: Poly,
    point: Point,
    v: Fr,
    u: Fr,
}

/// What a verifier gets.
#[derive(Clone)]
struct Messages {
    claims: Vec<Claim>,
    quotient: (G1Affine, Fr),
    point: Point,
    v: Fr,
    opening: [G1Affine; 2],
    u: Fr,
}

impl Case {
    fn new(k: u32, t: usize, packs: &[(usize, bool)], random: &mut ChaCha8Rng) -> Self {
        let mut some =
            |count: usize| -> Poly { (0..count).map(|_| Fr::random(&mut *random)).collect() };
        let n = 1usize << k;
        let columns =
            |(count, twice): &(usize, bool)| ((0..*count).map(|_| some(n)).collect(), *twice);
        let packs = packs.iter().map(columns).collect();
        let quotient = some(t * n - 1);
        let numbers = some(4);
        let [tau, z, v, u] = numbers[..] else {
            unreachable!()
        };
        Case {
            parameters: Parameters::with_secret(k, t, tau),
            k,
            t,
            tau,
            packs,
            quotient,
            point: Point::new(z, k),
            v,
            u,
        }
    }

    fn coefficients(&self) -> Vec<Vec<Poly>> {
        let columns = |(columns, _): &(Vec<Poly>, bool)| {
            columns.iter().map(|c| interpolate(c, self.k)).collect()
        };
        self.packs.iter().map(columns).collect()
    }

    fn prove(&self) -> Messages {
        let coefficients = self.coefficients();
        let pack = |(columns, (_, twice)): (&Vec<Poly>, &(Vec<Poly>, bool))| -> Pack<'_> {
            // They outlive the call.
            let columns: Vec<&'static [Fr]> = columns.iter().map(|c| &*c.clone().leak()).collect();
            Pack {
                columns,
                twice: *twice,
            }
        };
        let packs: Vec<Pack> = coefficients.iter().zip(&self.packs).map(pack).collect();
        let claims = packs.iter().zip(&self.packs).map(|(pack, (values, _))| {
            let values: Vec<&[Fr]> = values.iter().map(Vec::as_slice).collect();
            Claim {
                commitment: self.parameters.commit_values(&values),
                values: pack.values(self.point),
            }
        });
        let claims = claims.collect();
        let quotient = (
            self.parameters.commit(&self.quotient),
            evaluate(&self.quotient, self.point.z),
        );
        let (opening, w) =
            Opening::new(&self.parameters, &packs, &self.quotient, self.point, self.v);
        let last = opening.finish(self.u);
        Messages {
            claims,
            quotient,
            point: self.point,
            v: self.v,
            opening: [w, last],
            u: self.u,
        }
    }

    fn accepts(&self, messages: &Messages) -> bool {
        let claims = Claims {
            packs: &messages.claims,
            quotient: messages.quotient,
            point: messages.point,
            v: messages.v,
        };
        let pair = claims.pair(self.t, messages.opening, messages.u);
        pair.is_some_and(|pair| pair.holds_with(&self.parameters))
    }
}

fn cases() -> Vec<Case> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut cases = vec![];
    for (k, t, packs) in [
        (2, 1, &[(1, false)][..]),
        (3, 2, &[(2, true), (1, false)]),
        (3, 4, &[(4, false), (3, true), (1, false)]),
        (4, 4, &[(4, true)]),
        (4, 8, &[(8, false), (5, true), (8, false), (0, false)]),
        (5, 8, &[(7, true), (8, true)]),
        (2, 16, &[(16, false), (16, true), (9, false)]),
        (3, 8, &[]),
    ] {
        cases.push(Case::new(k, t, packs, &mut random));
    }
    cases
}

#[test]
fn bases_are_as_defined() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    for (k, t) in [(1, 1), (2, 4), (3, 2), (4, 8), (3, 16)] {
        let (n, tau) = (1usize << k, Fr::random(&mut random));
        let parameters = Parameters::with_secret(k, t, tau);
        let powers: Vec<G1Affine> = (0..t * n)
            .map(|i| in_group(tau.pow_vartime([i as u64])))
            .collect();
        let mut layers = vec![];
        let other = Parameters::from_powers(k, t, &powers, parameters.g2()[1], |done, all| {
            layers.push((done, all))
        });
        assert!(layers.is_sorted() && layers.last().is_some_and(|(done, all)| done == all));
        // L_i(tau^t) is what the polynomial that is 1 at w^i and 0 at the other roots is there.
        let expected: Vec<G1Affine> = (0..t * n)
            .map(|place| {
                let mut values = vec![Fr::ZERO; n];
                values[place % n] = Fr::ONE;
                let lagrange = evaluate(&interpolate(&values, k), tau.pow_vartime([t as u64]));
                in_group(lagrange * tau.pow_vartime([(place / n) as u64]))
            })
            .collect();
        assert_eq!(parameters.basis().iter().collect::<Vec<_>>(), expected);
        assert_eq!(other.basis().iter().collect::<Vec<_>>(), expected);
        assert_eq!(other.commit(&[Fr::ZERO, Fr::ONE]), in_group(tau));
    }
}

#[test]
#[should_panic(expected = "points for packs of 4 columns of 2^3 rows")]
fn a_setup_of_another_size() {
    let parameters = Parameters::with_secret(3, 2, Fr::from(5));
    let powers = vec![G1Affine::generator(); 16];
    Parameters::from_powers(3, 4, &powers, parameters.g2()[1], |_, _| ());
}

/// Commitments, values and both points of the opening, by the definitions in the crate's documentation.
#[test]
fn messages_are_as_defined() {
    for case in cases() {
        let messages = case.prove();
        let (t, tau, Point { z, next }) = (case.t, case.tau, case.point);
        let coefficients = case.coefficients();
        let mut h = vec![];
        let mut l = vec![];
        let mut power = Fr::ONE;
        let (here, there) = (vanishing(t, z), vanishing(t, next));
        let everything = multiply(&multiply(&here, &there), &vanishing(1, z));
        let mut open = |poly: &[Fr], zeros: &[Fr], power: Fr| {
            let (quotient, remainder) = divide(poly, zeros);
            add(&mut h, power, &quotient);
            let (others, nothing) = divide(&everything, zeros);
            assert!(nothing.iter().all(|c| *c == Fr::ZERO));
            let factor = power * evaluate(&others, case.u);
            add(&mut l, factor, poly);
            add(&mut l, -factor, &[evaluate(&remainder, case.u)]);
            remainder
        };
        for ((columns, (_, twice)), claim) in
            coefficients.iter().zip(&case.packs).zip(&messages.claims)
        {
            let mut f = packed(columns, t);
            f.resize(f.len().max(2 * t + 1), Fr::ZERO);
            assert_eq!(claim.commitment, in_group(evaluate(&f, tau)));
            let (_, mut values) = divide(&f, &here);
            values.truncate(columns.len());
            assert_eq!(claim.values.here, values);
            let zeros = match twice {
                true => {
                    let (_, mut values) = divide(&f, &there);
                    values.truncate(columns.len());
                    assert_eq!(claim.values.next.as_ref(), Some(&values));
                    multiply(&here, &there)
                }
                false => here.clone(),
            };
            open(&f, &zeros, power);
            power *= case.v;
        }
        let value = open(&case.quotient, &vanishing(1, z), power);
        assert_eq!(value, [messages.quotient.1]);
        assert_eq!(messages.quotient.0, in_group(evaluate(&case.quotient, tau)));
        add(&mut l, -evaluate(&everything, case.u), &h);
        assert_eq!(evaluate(&l, case.u), Fr::ZERO);
        let (last, _) = divide(&l, &vanishing(1, case.u));
        assert_eq!(
            messages.opening,
            [&h, &last].map(|poly| in_group(evaluate(poly, tau)))
        );
        assert!(case.accepts(&messages));
    }
}

/// Every message, changed: none is accepted.
#[test]
fn changed_messages_are_refused() {
    let mut refused = 0;
    for case in cases() {
        let honest = case.prove();
        assert!(case.accepts(&honest));
        let mut refuse = |what: &str, change: &dyn Fn(&mut Messages)| {
            let mut messages = honest.clone();
            change(&mut messages);
            assert!(
                !case.accepts(&messages),
                "{what}, k = {}, t = {}",
                case.k,
                case.t
            );
            refused += 1;
        };
        let other = |point: G1Affine| (point + G1::generator()).to_affine();
        for i in 0..2 {
            refuse("a point of the opening", &|m| {
                m.opening[i] = other(m.opening[i])
            });
            refuse("none", &|m| m.opening[i] = G1::identity().to_affine());
            refuse("its negative", &|m| m.opening[i] = -m.opening[i]);
        }
        refuse("both exchanged", &|m| m.opening.swap(0, 1));
        refuse("the quotient", &|m| m.quotient.0 = other(m.quotient.0));
        refuse("its value", &|m| m.quotient.1 += Fr::ONE);
        refuse("u", &|m| m.u += Fr::ONE);
        refuse("z", &|m| m.point = Point::new(m.point.z + Fr::ONE, case.k));
        if !case.packs.is_empty() {
            refuse("v", &|m| m.v += Fr::ONE);
        }
        let twice = case
            .packs
            .iter()
            .any(|(columns, twice)| *twice && !columns.is_empty());
        if twice {
            refuse("w z for z", &|m| {
                (m.point.z, m.point.next) = (m.point.next, m.point.z)
            });
            refuse("the row after the next", &|m| m.point.next *= root(case.k));
        }
        for (i, (columns, twice)) in case.packs.iter().enumerate() {
            refuse("a pack", &|m| {
                m.claims[i].commitment = other(m.claims[i].commitment)
            });
            for j in 0..columns.len() {
                refuse("a value", &|m| m.claims[i].values.here[j] += Fr::ONE);
                if *twice {
                    refuse("a value of the next row", &|m| {
                        m.claims[i].values.next.as_mut().unwrap()[j] += Fr::ONE
                    });
                    refuse("a value of both rows", &|m| {
                        m.claims[i].values.here[j] += Fr::ONE;
                        m.claims[i].values.next.as_mut().unwrap()[j] += Fr::ONE;
                    });
                }
            }
            if columns.len() > 1 {
                refuse("columns exchanged", &|m| m.claims[i].values.here.swap(0, 1));
                refuse("a column moved on", &|m| {
                    m.claims[i].values.here.rotate_right(1)
                });
            }
            match twice {
                true if !columns.is_empty() => {
                    refuse("rows exchanged", &|m| {
                        let values = &mut m.claims[i].values;
                        let next = values.next.take().unwrap();
                        values.next = Some(std::mem::replace(&mut values.here, next));
                    });
                    refuse("one row left out", &|m| m.claims[i].values.next = None);
                }
                false if !columns.is_empty() => {
                    refuse("a row too many", &|m| {
                        m.claims[i].values.next = Some(m.claims[i].values.here.clone())
                    });
                }
                _ => {}
            }
            // A remainder of degree t.
            refuse("more values than columns", &|m| {
                m.claims[i].values.here.resize(case.t + 1, Fr::ONE)
            });
            if let Some(next) = case.packs.get(i + 1)
                && (&next.0, next.1) != (columns, *twice)
            {
                refuse("packs exchanged", &|m| {
                    let commitment = m.claims[i].commitment;
                    m.claims[i].commitment = m.claims[i + 1].commitment;
                    m.claims[i + 1].commitment = commitment;
                });
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

/// A prover who claims another value and makes both points as if it were right: what is divided leaves a remainder.
#[test]
fn false_values_cannot_be_opened() {
    for case in cases() {
        let honest = case.prove();
        for i in 0..case.packs.len() {
            if case.packs[i].0.is_empty() {
                continue;
            }
            // Both points depend on the values by nothing but challenges, which a cheating prover draws again.
            for round in 1..5u64 {
                let cheating = Case {
                    v: case.v + Fr::from(round),
                    u: case.u * Fr::from(round + 1),
                    ..case.again()
                };
                let mut messages = cheating.prove();
                messages.claims[i].values.here[0] =
                    honest.claims[i].values.here[0] + Fr::from(round);
                assert!(!case.accepts(&messages));
            }
        }
    }
}

impl Case {
    fn again(&self) -> Case {
        Case {
            parameters: Parameters::with_secret(self.k, self.t, self.tau),
            packs: self.packs.clone(),
            quotient: self.quotient.clone(),
            ..*self
        }
    }
}

/// Missing rows are zeros, as the verifier has it.
#[test]
fn short_columns_are_padded() {
    let parameters = Parameters::with_secret(4, 4, Fr::from(77));
    let short = [Fr::from(3), Fr::from(9)];
    let mut long = short.to_vec();
    long.resize(16, Fr::ZERO);
    assert_eq!(
        parameters.commit_values(&[&short, &[], &short]),
        parameters.commit_values(&[&long, &[Fr::ZERO; 16], &long])
    );
    let values = Values {
        here: vec![Fr::ONE; 5],
        next: None,
    };
    let claim = Claim {
        commitment: G1Affine::generator(),
        values,
    };
    let point = Point::new(Fr::from(5), 4);
    let claims = Claims {
        packs: &[claim],
        quotient: (G1Affine::generator(), Fr::ONE),
        point,
        v: Fr::ONE,
    };
    assert_eq!(
        claims.pair(4, [G1Affine::generator(); 2], Fr::from(6)),
        None
    );
}
