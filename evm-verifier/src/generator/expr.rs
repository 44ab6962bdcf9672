//! Gate polynomials as EVM assembly.
//!
//! The polynomials of all gates form one graph without duplicates. A value that is used twice is computed once and kept in
//! memory; everything else nests on the stack. Sums stay unreduced while they fit in a word: with r a little below
//! 2^256 / 5, up to five residues can be added before `mulmod` or `addmod` must reduce them, and `add` costs 3 gas, not 8.

use ff::{Field, PrimeField};
use halo2_proofs::halo2curves::bn256::Fr;
use std::collections::{BTreeMap, HashMap};

use super::field;

/// Sums of at most this many values of at most r each do not exceed 2^256 - 1.
pub(super) const LAZY: u32 = 5;
/// The modulus must be within reach of `DUP16`; two places are left for the variables of the function.
const STACK: usize = 12;

pub(super) type NodeId = usize;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Node {
    Const([u8; 32]),
    /// A word of memory, by the name of its place.
    Leaf(String),
    Neg(NodeId),
    Add(NodeId, NodeId),
    Mul(NodeId, NodeId),
}

/// The graph of polynomials. Nodes are created simplified.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    index: HashMap<Node, NodeId>,
    values: HashMap<NodeId, Fr>,
}

impl Graph {
    fn intern(&mut self, node: Node) -> NodeId {
        if let Some(id) = self.index.get(&node) {
            return *id;
        }
        let id = self.nodes.len();
        self.nodes.push(node.clone());
        self.index.insert(node, id);
        id
    }

    pub(super) fn constant(&mut self, value: Fr) -> NodeId {
        // p - c for a small c reads and packs better as the negative of c.
        if value != Fr::ZERO && is_small(&-value) && !is_small(&value) {
            let positive = self.constant(-value);
            let id = self.intern(Node::Neg(positive));
            self.values.insert(id, value);
            return id;
        }
        let id = self.intern(Node::Const(value.to_repr()));
        self.values.insert(id, value);
        id
    }

    pub(super) fn leaf(&mut self, name: String) -> NodeId {
        self.intern(Node::Leaf(name))
    }

    pub(super) fn neg(&mut self, a: NodeId) -> NodeId {
        if let Some(value) = self.values.get(&a).copied() {
            return self.constant(-value);
        }
        match self.nodes[a] {
            Node::Neg(inner) => inner,
            _ => self.intern(Node::Neg(a)),
        }
    }

    pub(super) fn add(&mut self, a: NodeId, b: NodeId) -> NodeId {
        match (self.values.get(&a).copied(), self.values.get(&b).copied()) {
            (Some(x), Some(y)) => return self.constant(x + y),
            (Some(x), None) if x == Fr::ZERO => return b,
            (None, Some(y)) if y == Fr::ZERO => return a,
            _ => {}
        }
        self.intern(Node::Add(a.min(b), a.max(b)))
    }

    pub(super) fn mul(&mut self, a: NodeId, b: NodeId) -> NodeId {
        let (x, y) = (self.values.get(&a).copied(), self.values.get(&b).copied());
        match (x, y) {
            (Some(x), Some(y)) => return self.constant(x * y),
            (Some(c), None) | (None, Some(c)) => {
                let other = if x.is_some() { b } else { a };
                if c == Fr::ZERO {
                    return self.constant(Fr::ZERO);
                } else if c == Fr::ONE {
                    return other;
                } else if c == -Fr::ONE {
                    return self.neg(other);
                }
            }
            (None, None) => {}
        }
        // A sign is taken out of a product, so that q·(-a) and q·a share their work.
        if let Node::Neg(inner) = self.nodes[a] {
            let product = self.mul(inner, b);
            return self.neg(product);
        }
        if let Node::Neg(inner) = self.nodes[b] {
            let product = self.mul(a, inner);
            return self.neg(product);
        }
        self.intern(Node::Mul(a.min(b), a.max(b)))
    }

    /// The node below the sign. Signs are never kept: each use writes its own `sub`.
    fn unsigned(&self, id: NodeId) -> NodeId {
        match self.nodes[id] {
            Node::Neg(inner) => inner,
            _ => id,
        }
    }

    /// The two factors of a product, whatever its sign.
    pub(super) fn factors(&self, id: NodeId) -> Option<[NodeId; 2]> {
        match self.nodes[self.unsigned(id)] {
            Node::Mul(a, b) => Some([a, b]),
            _ => None,
        }
    }

    /// What multiplies `factor` in a product of which it is a factor.
    pub(super) fn divide(&mut self, id: NodeId, factor: NodeId) -> NodeId {
        let [a, b] = self.factors(id).expect("a product");
        let rest = if a == factor { b } else { a };
        if self.unsigned(id) == id {
            rest
        } else {
            self.neg(rest)
        }
    }

    fn operands(&self, id: NodeId) -> Vec<NodeId> {
        match self.nodes[id] {
            Node::Const(_) | Node::Leaf(_) => vec![],
            Node::Neg(a) => vec![a],
            Node::Add(a, b) | Node::Mul(a, b) => vec![self.unsigned(a), self.unsigned(b)],
        }
    }
}

fn is_small(value: &Fr) -> bool {
    value.to_repr().as_ref()[9..].iter().all(|b| *b == 0)
}

/// Prints nodes of a graph, shared ones through slots of memory.
pub(super) struct Printer<'g> {
    graph: &'g Graph,
    /// Uses of each node that are still to be printed.
    uses: Vec<u32>,
    /// Where a node's value lies, and how many times r it may be.
    kept: BTreeMap<NodeId, (usize, u32)>,
    free: Vec<usize>,
    /// Slots used by the statement being printed for the last time.
    released: Vec<usize>,
    slots: usize,
    /// Additions and multiplications printed: the `op` of the gas model.
    pub(super) operations: usize,
}

impl<'g> Printer<'g> {
    pub(super) fn new(graph: &'g Graph, roots: &[NodeId]) -> Self {
        let mut uses = vec![0; graph.nodes.len()];
        let mut visited = vec![false; graph.nodes.len()];
        let mut stack: Vec<NodeId> = roots.iter().map(|root| graph.unsigned(*root)).collect();
        while let Some(id) = stack.pop() {
            uses[id] += 1;
            if !std::mem::replace(&mut visited[id], true) {
                stack.extend(graph.operands(id));
            }
        }
        Self {
            graph,
            uses,
            kept: BTreeMap::new(),
            free: Vec::new(),
            released: Vec::new(),
            slots: 0,
            operations: 0,
        }
    }

    /// Number of memory words that hold shared values.
    pub(super) fn slots(&self) -> usize {
        self.slots
    }

    /// The assembly expression of `root` (between 0 and `LAZY`·r) after the statements that it needs, and its bound.
    pub(super) fn print(&mut self, root: NodeId, statements: &mut Vec<String>) -> (String, u32) {
        self.keep_shared(root, statements);
        while self.need(root) > STACK {
            let spill = self.deep_operand(root);
            self.keep(spill, statements);
        }
        let printed = self.expression(root);
        self.end_statement();
        printed
    }

    /// Stores, deepest first, every value below `root` that is used more than once.
    fn keep_shared(&mut self, id: NodeId, statements: &mut Vec<String>) {
        let id = self.graph.unsigned(id);
        if self.kept.contains_key(&id) {
            return;
        }
        for operand in self.graph.operands(id) {
            self.keep_shared(operand, statements);
        }
        let worth = matches!(self.graph.nodes[id], Node::Add(..) | Node::Mul(..));
        if worth && self.uses[id] > 1 {
            self.keep(id, statements);
        }
    }

    fn keep(&mut self, id: NodeId, statements: &mut Vec<String>) {
        while self.need(id) > STACK {
            let spill = self.deep_operand(id);
            self.keep(spill, statements);
        }
        let (text, bound) = self.expression_of_node(id);
        // Mostly used in products, which reduce by themselves; but a large bound would force `addmod` on every sum.
        let (text, bound) = if bound > 2 {
            (format!("mod({text}, r)"), 1)
        } else {
            (text, bound)
        };
        self.end_statement();
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots += 1;
            self.slots - 1
        });
        statements.push(format!("mstore({}, {text})", slot_name(slot)));
        self.kept.insert(id, (slot, bound));
    }

    fn end_statement(&mut self) {
        self.free.append(&mut self.released);
    }

    /// The operand on the longest path whose own depth is comfortable.
    fn deep_operand(&self, root: NodeId) -> NodeId {
        let mut id = root;
        loop {
            id = self
                .graph
                .operands(id)
                .into_iter()
                .max_by_key(|operand| self.need(*operand))
                .expect("only a deep node is split");
            if self.need(id) <= STACK - 2 {
                return id;
            }
        }
    }

    /// Stack places that the expression of a node takes at most, the result's included.
    fn need(&self, id: NodeId) -> usize {
        if self.kept.contains_key(&id) {
            return 1;
        }
        match self.graph.nodes[id] {
            Node::Const(_) | Node::Leaf(_) => 1,
            Node::Neg(a) => self.need(a) + 1,
            Node::Add(a, b) | Node::Mul(a, b) => {
                let (a, b) = (self.need(a), self.need(b));
                a.max(b).max(a.min(b) + 1) + 1
            }
        }
    }

    fn expression(&mut self, id: NodeId) -> (String, u32) {
        if let Some((slot, bound)) = self.kept.get(&id).copied() {
            self.uses[id] -= 1;
            if self.uses[id] == 0 {
                self.released.push(slot);
            }
            return (format!("mload({})", slot_name(slot)), bound);
        }
        self.expression_of_node(id)
    }

    fn expression_of_node(&mut self, id: NodeId) -> (String, u32) {
        let graph = self.graph;
        match &graph.nodes[id] {
            Node::Const(repr) => {
                let value = Fr::from_repr(*repr).expect("made from a field element");
                (field::scalar(&value), 1)
            }
            Node::Leaf(name) => (format!("mload({name})"), 1),
            Node::Neg(a) => {
                let (text, bound) = self.expression(*a);
                (format!("sub(r, {})", reduced(text, bound)), 1)
            }
            Node::Add(a, b) => {
                self.operations += 1;
                let (first, second) = self.deeper_last(*a, *b);
                // Text order is not evaluation order: assembly evaluates the last argument first.
                let (right, right_bound) = self.expression(second);
                let (left, left_bound) = self.expression(first);
                if left_bound + right_bound <= LAZY {
                    (format!("add({left}, {right})"), left_bound + right_bound)
                } else {
                    (format!("addmod({left}, {right}, r)"), 1)
                }
            }
            Node::Mul(a, b) => {
                self.operations += 1;
                let (first, second) = self.deeper_last(*a, *b);
                let (right, _) = self.expression(second);
                let (left, _) = self.expression(first);
                (format!("mulmod({left}, {right}, r)"), 1)
            }
        }
    }

    fn deeper_last(&self, a: NodeId, b: NodeId) -> (NodeId, NodeId) {
        if self.need(a) > self.need(b) {
            (b, a)
        } else {
            (a, b)
        }
    }
}

fn reduced(text: String, bound: u32) -> String {
    if bound > 1 {
        format!("mod({text}, r)")
    } else {
        text
    }
}

fn slot_name(slot: usize) -> String {
    format!("SHARED_{slot}")
}
