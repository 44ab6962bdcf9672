//! The quotient's numerator on a coset: all constraints, combined by powers of y, on every row.
//!
//! This is the prover's longest loop. halo2 interprets its expression graph row by row; here the same graph becomes a straight-line
//! program, which [`arithmetic::program`] runs on blocks of rows.

use arithmetic::program::{Operand, Operation, Program};
use ff::Field;
use halo2_proofs::plonk::{ConstraintSystem, Expression};
use halo2curves::bn256::Fr;
use std::collections::HashMap;

/// A column (of fixed, advice and instance columns, in this order) and the row it is read at, relative to the current one.
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
    fixed: usize,
    advice: usize,
}

impl Graph {
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
            Expression::Selector(_) => unreachable!("the circuit uses no halo2 selectors"),
            Expression::Fixed(query) => self.query(query.column_index(), query.rotation().0),
            Expression::Advice(query) => {
                self.query(self.fixed + query.column_index(), query.rotation().0)
            }
            Expression::Instance(query) => self.query(
                self.fixed + self.advice + query.column_index(),
                query.rotation().0,
            ),
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

/// The constraints of a circuit, in the order in which halo2's verifier combines them. The challenges are the program's parameters, y is
/// its fold factor.
pub(crate) fn program(cs: &ConstraintSystem<Fr>) -> Program {
    let mut graph = Graph {
        fixed: cs.num_fixed_columns(),
        advice: cs.num_advice_columns(),
        ..Graph::default()
    };
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
