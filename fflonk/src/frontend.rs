//! halo2's circuits as relations: which columns stand together in packs, and the constraints as a program.
//!
//! halo2 interprets its expression graph row by row; here the same graph becomes a straight-line program, which
//! [`arithmetic::program`] runs on blocks of rows. That is the prover's longest loop.

use crate::relation::{PackShape, Public, Relation};
use arithmetic::program::{Operand, Operation, Program};
use ff::Field;
use halo2_proofs::plonk::{Column, ConstraintSystem, Expression, Fixed};
use halo2curves::bn256::Fr;
use std::collections::{BTreeSet, HashMap};
use thiserror::Error;

/// A circuit that is no relation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FrontendError {
    /// Something that a relation does not have.
    #[error("expected gates on columns and challenges alone, the circuit has {what}")]
    Unsupported {
        /// Selectors, copies, lookups.
        what: &'static str,
    },
    /// A cell that is read too far away.
    #[error(
        "expected cells of this row and the next, the circuit reads {kind} column {column} at {rotation}"
    )]
    Rotation {
        /// Fixed, advice or instance.
        kind: &'static str,
        /// Its index.
        column: usize,
        /// Where it is read.
        rotation: i32,
    },
    /// The quotient does not fit one commitment.
    #[error(
        "expected constraints of degree at most {most} for packs of {t} columns, the circuit has {degree}"
    )]
    Degree {
        /// The circuit's.
        degree: usize,
        /// t + 1.
        most: usize,
        /// Columns of a pack.
        t: usize,
    },
}

/// How many of a circuit's last instance columns are numbers, the same on all rows: those that verifiers know, then those that provers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// That verifiers know.
    pub known: usize,
    /// That provers say.
    pub said: usize,
}

impl Numbers {
    /// Instance columns that are columns.
    fn columns(self, cs: &ConstraintSystem<Fr>) -> usize {
        cs.num_instance_columns() - self.known - self.said
    }
}

/// Which columns of a halo2 circuit stand where in a relation.
#[derive(Clone, Debug)]
pub struct Packing {
    /// The fixed columns of each pack.
    pub fixed: Vec<Vec<usize>>,
    /// For each phase the advice columns of each pack.
    pub witness: Vec<Vec<Vec<usize>>>,
}

/// The columns of a circuit that are read on the next row.
#[derive(Default)]
struct ReadNext {
    fixed: BTreeSet<usize>,
    advice: BTreeSet<usize>,
}

impl ReadNext {
    fn of(cs: &ConstraintSystem<Fr>) -> Result<Self, FrontendError> {
        let mut next = ReadNext::default();
        let check = |kind, column, rotation| match rotation {
            0 | 1 => Ok(rotation == 1),
            _ => Err(FrontendError::Rotation {
                kind,
                column,
                rotation,
            }),
        };
        for (column, rotation) in cs.fixed_queries() {
            if check("fixed", column.index(), rotation.0)? {
                next.fixed.insert(column.index());
            }
        }
        for (column, rotation) in cs.advice_queries() {
            if check("advice", column.index(), rotation.0)? {
                next.advice.insert(column.index());
            }
        }
        for (column, rotation) in cs.instance_queries() {
            check("instance", column.index(), rotation.0)?;
        }
        Ok(next)
    }
}

/// Packs of at most t columns: those that are read on the next row, then the others. They share a pack where that saves one, else none
/// of the others is opened twice.
fn in_packs(
    columns: impl Iterator<Item = usize>,
    next: &BTreeSet<usize>,
    t: usize,
) -> Vec<Vec<usize>> {
    let (twice, once): (Vec<usize>, Vec<usize>) = columns.partition(|column| next.contains(column));
    let chunks = |columns: &[usize]| -> Vec<Vec<usize>> {
        columns.chunks(t).map(<[usize]>::to_vec).collect()
    };
    let together = chunks(&[twice.as_slice(), &once].concat());
    let apart = [chunks(&twice), chunks(&once)].concat();
    if apart.len() > together.len() {
        together
    } else {
        apart
    }
}

impl Packing {
    /// Of a circuit in packs of t columns. The fixed columns of each of `apart` are a pack of their own: what differs between programs.
    fn new(
        cs: &ConstraintSystem<Fr>,
        next: &ReadNext,
        t: usize,
        apart: &[&[Column<Fixed>]],
    ) -> Self {
        let apart = apart.iter().map(|pack| pack.iter().map(Column::index));
        let apart: Vec<Vec<usize>> = apart.map(Iterator::collect).collect();
        let of_apart = apart.concat();
        let shared = (0..cs.num_fixed_columns()).filter(|column| !of_apart.contains(column));
        let mut fixed = in_packs(shared, &next.fixed, t);
        fixed.extend(apart);
        let phases = cs.advice_column_phase();
        let count = phases.iter().max().map_or(0, |&last| usize::from(last) + 1);
        let of_phase = |phase: usize| {
            let all = phases.iter().enumerate();
            let columns = all.filter(move |&(_, &of)| usize::from(of) == phase);
            in_packs(columns.map(|(column, _)| column), &next.advice, t)
        };
        Packing {
            fixed,
            witness: (0..count).map(of_phase).collect(),
        }
    }
}

/// The relation of a halo2 circuit with 2^k rows in packs of t columns, and where its columns are. The fixed columns of each of
/// `apart` are a pack of their own: what differs between programs. Public columns are the instance columns, of which the last may be
/// `numbers`; challenges keep their numbers.
///
/// # Errors
/// If the circuit has selectors, copy constraints or halo2's lookups, reads cells that are neither of this row nor the next, or has too
/// large a degree.
///
/// # Panics
/// If a pack of `apart` has more than t columns, or a challenge of an earlier phase was made after one of a later phase.
pub fn relation(
    cs: &ConstraintSystem<Fr>,
    k: u32,
    t: usize,
    apart: &[&[Column<Fixed>]],
    numbers: Numbers,
) -> Result<(Relation, Packing), FrontendError> {
    let unsupported = [
        (cs.num_selectors() > 0, "selectors"),
        (!cs.permutation().get_columns().is_empty(), "copies"),
        (!cs.lookups().is_empty(), "lookups"),
    ];
    if let Some((_, what)) = unsupported.into_iter().find(|(has, _)| *has) {
        return Err(FrontendError::Unsupported { what });
    }
    let next = ReadNext::of(cs)?;
    let degree = cs
        .gates()
        .iter()
        .flat_map(|gate| gate.polynomials())
        .map(Expression::degree)
        .max()
        .unwrap_or(0);
    if degree > t + 1 {
        let most = t + 1;
        return Err(FrontendError::Degree { degree, most, t });
    }
    let packing = Packing::new(cs, &next, t, apart);
    let shapes = |packs: &[Vec<usize>], next: &BTreeSet<usize>| -> Vec<PackShape> {
        let shape = |pack: &Vec<usize>| {
            assert!(pack.len() <= t, "packs of at most {t} columns");
            PackShape {
                columns: pack.len(),
                twice: pack.iter().any(|column| next.contains(column)),
            }
        };
        packs.iter().map(shape).collect()
    };
    let challenges = cs.challenge_phase();
    assert!(challenges.is_sorted(), "challenges in the order of phases");
    let phases = packing.witness.iter().enumerate().map(|(phase, packs)| {
        let of_phase = |&&of: &&u8| usize::from(of) == phase;
        let count = challenges.iter().filter(of_phase).count();
        (shapes(packs, &next.advice), count)
    });
    let relation = Relation {
        k,
        t,
        fixed: shapes(&packing.fixed, &next.fixed),
        phases: phases.collect(),
        public: Public {
            columns: numbers.columns(cs),
            known: numbers.known,
            said: numbers.said,
        },
        degree,
        constraints: program(cs, &packing, numbers),
    };
    Ok((relation, packing))
}

/// A column, of fixed, advice and instance columns in this order, and the row it is read at, relative to the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Query {
    column: usize,
    rotation: i32,
}

/// A value of the expression graph: equal expressions are one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Constant(Fr),
    Challenge(usize),
    Query(Query),
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
}

#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    index: HashMap<Node, usize>,
    /// By the fixed column's index, the program's column; so for the others.
    fixed: Vec<usize>,
    advice: Vec<usize>,
    /// Instance columns that are columns; the others are parameters behind the challenges, of which there are so many.
    instance: usize,
    challenges: usize,
}

impl Graph {
    /// Empty, with the fixed and the advice columns at these places.
    fn on(
        cs: &ConstraintSystem<Fr>,
        fixed: Vec<usize>,
        advice: Vec<usize>,
        numbers: Numbers,
    ) -> Self {
        Graph {
            fixed,
            advice,
            instance: numbers.columns(cs),
            challenges: cs.num_challenges(),
            ..Graph::default()
        }
    }

    fn node(&mut self, node: Node) -> usize {
        *self.index.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }

    fn constant(&self, node: usize) -> Option<Fr> {
        match self.nodes[node] {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    fn query(&mut self, column: usize, rotation: i32) -> usize {
        self.node(Node::Query(Query { column, rotation }))
    }

    fn mul(&mut self, a: usize, b: usize) -> usize {
        match (self.constant(a), self.constant(b)) {
            (Some(a), Some(b)) => self.node(Node::Constant(a * b)),
            (Some(one), _) if one == Fr::ONE => b,
            (_, Some(one)) if one == Fr::ONE => a,
            // Doubling is an addition.
            (Some(two), _) if two == Fr::from(2) => self.node(Node::Add(b, b)),
            (_, Some(two)) if two == Fr::from(2) => self.node(Node::Add(a, a)),
            _ => self.node(Node::Mul(a.min(b), a.max(b))),
        }
    }

    fn add(&mut self, a: usize, b: usize) -> usize {
        match (self.constant(a), self.constant(b)) {
            (Some(a), Some(b)) => self.node(Node::Constant(a + b)),
            (Some(zero), _) if zero == Fr::ZERO => b,
            (_, Some(zero)) if zero == Fr::ZERO => a,
            _ => self.node(Node::Add(a.min(b), a.max(b))),
        }
    }

    fn sub(&mut self, a: usize, b: usize) -> usize {
        match (self.constant(a), self.constant(b)) {
            (Some(a), Some(b)) => self.node(Node::Constant(a - b)),
            (_, Some(zero)) if zero == Fr::ZERO => a,
            _ => self.node(Node::Sub(a, b)),
        }
    }

    fn expression(&mut self, expression: &Expression<Fr>) -> usize {
        match expression {
            Expression::Constant(value) => self.node(Node::Constant(*value)),
            Expression::Selector(_) => unreachable!("a circuit without selectors"),
            Expression::Fixed(query) => {
                self.query(self.fixed[query.column_index()], query.rotation().0)
            }
            Expression::Advice(query) => {
                self.query(self.advice[query.column_index()], query.rotation().0)
            }
            Expression::Instance(query) => match query.column_index().checked_sub(self.instance) {
                Some(number) => self.node(Node::Challenge(self.challenges + number)),
                None => self.query(
                    self.fixed.len() + self.advice.len() + query.column_index(),
                    query.rotation().0,
                ),
            },
            Expression::Challenge(challenge) => self.node(Node::Challenge(challenge.index())),
            Expression::Negated(a) => {
                let (zero, a) = (self.node(Node::Constant(Fr::ZERO)), self.expression(a));
                self.sub(zero, a)
            }
            Expression::Sum(a, b) => match &**b {
                Expression::Negated(b) => {
                    let (a, b) = (self.expression(a), self.expression(b));
                    self.sub(a, b)
                }
                b => {
                    let (a, b) = (self.expression(a), self.expression(b));
                    self.add(a, b)
                }
            },
            Expression::Product(a, b) => {
                let (a, b) = (self.expression(a), self.expression(b));
                self.mul(a, b)
            }
            Expression::Scaled(a, scalar) => {
                let (a, scalar) = (self.expression(a), self.node(Node::Constant(*scalar)));
                self.mul(a, scalar)
            }
        }
    }
}

/// The constraints of a circuit, in the order in which halo2's verifier combines them. The challenges are the program's parameters; halo2's
/// y is its fold factor. Columns are the fixed, advice and instance columns in the order of their indices; public numbers are parameters behind the
/// challenges.
pub fn constraints(cs: &ConstraintSystem<Fr>, numbers: Numbers) -> Program {
    let fixed = cs.num_fixed_columns();
    let advice = cs.num_advice_columns();
    let (fixed, advice) = ((0..fixed).collect(), (fixed..fixed + advice).collect());
    of_columns(cs, fixed, advice, numbers)
}

/// One expression of a circuit as a program with the columns of [`constraints`]; there is nothing to fold. Columns behind those that the
/// expression reads need not be given. Public numbers are parameters behind the challenges.
pub fn evaluation(
    cs: &ConstraintSystem<Fr>,
    numbers: Numbers,
    expression: &Expression<Fr>,
) -> Program {
    let fixed = cs.num_fixed_columns();
    let advice = cs.num_advice_columns();
    let (fixed, advice) = ((0..fixed).collect(), (fixed..fixed + advice).collect());
    let mut graph = Graph::on(cs, fixed, advice, numbers);
    let node = graph.expression(expression);
    let folds = [(graph.nodes.len(), node)];
    allocate(&graph.nodes, &folds)
}

/// The same with columns in the order of packs.
fn program(cs: &ConstraintSystem<Fr>, packing: &Packing, numbers: Numbers) -> Program {
    let places = |columns: Vec<usize>, first: usize| {
        let mut places = vec![usize::MAX; columns.len()];
        for (place, column) in columns.into_iter().enumerate() {
            places[column] = first + place;
        }
        places
    };
    let fixed = places(packing.fixed.concat(), 0);
    let advice = places(packing.witness.concat().concat(), fixed.len());
    of_columns(cs, fixed, advice, numbers)
}

/// Where the program has the fixed and the advice columns.
fn of_columns(
    cs: &ConstraintSystem<Fr>,
    fixed: Vec<usize>,
    advice: Vec<usize>,
    numbers: Numbers,
) -> Program {
    let mut graph = Graph::on(cs, fixed, advice, numbers);
    // Each constraint is folded as soon as it stands: (nodes known by then, its node).
    let mut folds = vec![];
    for gate in cs.gates() {
        for polynomial in gate.polynomials() {
            let node = graph.expression(polynomial);
            folds.push((graph.nodes.len(), node));
        }
    }
    allocate(&graph.nodes, &folds)
}

/// Gives each node a register from its computation to its last use.
fn allocate(nodes: &[Node], folds: &[(usize, usize)]) -> Program {
    // The order of computation: nodes, with the folds between them.
    enum Event {
        Node(usize),
        Fold(usize),
    }
    let mut events = Vec::with_capacity(nodes.len() + folds.len());
    let mut next = 0;
    for &(known, node) in folds {
        events.extend((next..known).map(Event::Node));
        events.push(Event::Fold(node));
        next = known;
    }
    let operands = |event: &Event| match *event {
        Event::Fold(node) => vec![node],
        Event::Node(node) => match nodes[node] {
            Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b) => vec![a, b],
            Node::Constant(_) | Node::Challenge(_) | Node::Query(_) => vec![],
        },
    };
    let mut last_use = vec![0; nodes.len()];
    for (time, event) in events.iter().enumerate() {
        for operand in operands(event) {
            last_use[operand] = time;
        }
    }
    let mut register = vec![usize::MAX; nodes.len()];
    let mut free: Vec<usize> = vec![];
    let mut registers = 0;
    let mut operations = vec![];
    for (time, event) in events.iter().enumerate() {
        let operand = |node: usize| match nodes[node] {
            Node::Constant(value) => Operand::Constant(value),
            Node::Challenge(index) => Operand::Parameter(index),
            Node::Query(Query { column, rotation }) => Operand::Cells { column, rotation },
            _ => Operand::Register(register[node]),
        };
        let operation = match *event {
            Event::Fold(node) => Operation::Fold(operand(node)),
            Event::Node(node) => match nodes[node] {
                Node::Constant(_) | Node::Challenge(_) | Node::Query(_) => continue,
                Node::Add(a, b) => Operation::Add(operand(a), operand(b)),
                Node::Sub(a, b) => Operation::Sub(operand(a), operand(b)),
                Node::Mul(a, b) => Operation::Mul(operand(a), operand(b)),
            },
        };
        // The target is taken before the operands are given back: an operation never writes what it reads.
        let target = match *event {
            Event::Fold(_) => usize::MAX,
            Event::Node(node) => {
                register[node] = free.pop().unwrap_or_else(|| {
                    registers += 1;
                    registers - 1
                });
                register[node]
            }
        };
        operations.push((operation, target));
        let mut done = operands(event);
        done.sort_unstable();
        done.dedup();
        for node in done {
            if last_use[node] == time && register[node] != usize::MAX {
                free.push(register[node]);
            }
        }
    }
    Program::new(operations, registers)
}
