//! What a proof costs, by the numbers that a layout chooses: seconds and bytes for columns in packs of t on 2^k rows. The columns hold numbers of 16
//! bits, one pack in four is read on the next row, and there is a constraint of degree 5 for every two columns.
//!
//! ```sh
//! cargo run --release -p fflonk --example cost -- K T COLUMNS ...
//! ```

use arithmetic::program::{Operand, Operation, Program};
use ff::Field;
use fflonk::{Key, PackShape, Parameters, Prover, Public, PublicValues, Relation, Writer, prove};
use halo2curves::bn256::Fr;
use std::time::Instant;

/// A selector times x (x - 1) y y', y' of the next row.
fn relation(k: u32, t: usize, columns: usize) -> Relation {
    let mut packs: Vec<PackShape> = vec![];
    let mut left = columns;
    while left > 0 {
        let columns = left.min(t);
        let twice = packs.len() % 4 == 3;
        packs.push(PackShape { columns, twice });
        left -= columns;
    }
    let first_twice = packs
        .iter()
        .take_while(|pack| !pack.twice)
        .map(|pack| pack.columns)
        .sum();
    let first_twice: usize = first_twice;
    let cells = |column, rotation| Operand::Cells { column, rotation };
    let next = match first_twice < columns {
        true => cells(1 + first_twice, 1),
        false => cells(1, 0),
    };
    let mut operations = vec![];
    for pair in 0..columns / 2 {
        let (x, y) = (cells(1 + 2 * pair, 0), cells(2 + 2 * pair, 0));
        operations.extend([
            (Operation::Sub(x, Operand::Constant(Fr::ONE)), 0),
            (Operation::Mul(Operand::Register(0), x), 1),
            (Operation::Mul(Operand::Register(1), y), 0),
            (Operation::Mul(Operand::Register(0), next), 1),
            (Operation::Mul(Operand::Register(1), cells(0, 0)), 0),
            (Operation::Fold(Operand::Register(0)), usize::MAX),
        ]);
    }
    Relation {
        k,
        t,
        fixed: vec![PackShape {
            columns: 1,
            twice: false,
        }],
        phases: vec![(packs, 1)],
        public: Public::default(),
        degree: 5,
        constraints: Program::new(operations, 2),
    }
}

/// A prover of these columns.
struct Columns(Vec<Vec<Fr>>);

impl Prover for Columns {
    fn phase(&mut self, _: usize, _: &[Fr]) -> Vec<Vec<Fr>> {
        std::mem::take(&mut self.0)
    }

    fn public(&mut self, _: &[Fr]) -> PublicValues {
        PublicValues::default()
    }

    fn random(&mut self, count: usize) -> Vec<Fr> {
        (0..count as u64).map(|i| Fr::from(i + 5)).collect()
    }
}

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .map(|n| n.parse().expect("numbers"))
        .collect();
    let [k, t, columns @ ..] = &numbers[..] else {
        panic!("expected K T COLUMNS ...");
    };
    let k = *k as u32;
    let start = Instant::now();
    let parameters = Parameters::with_secret(k, *t, Fr::from(0x1234_5678_9abc));
    println!("parameters {:.1} s", start.elapsed().as_secs_f64());
    println!(
        "{:>3} {:>3} {:>7} {:>9} {:>12} {:>8} {:>8}",
        "k", "t", "columns", "seconds", "ns/row/column", "points", "bytes"
    );
    for &columns in columns {
        let relation = relation(k, *t, columns);
        let rows = relation.rows();
        // The constraints do not hold, which the prover does not look at: their quotient is as long as a true one.
        let key = Key::new(&parameters, &relation, &[vec![Fr::ONE; rows]]);
        let witness = |seed: u64| -> Vec<Fr> {
            (0..rows as u64)
                .map(|i| Fr::from((i * seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48))
                .collect()
        };
        let values: Vec<Vec<Fr>> = (0..columns as u64)
            .map(|column| witness(column + 3))
            .collect();
        let start = Instant::now();
        let mut prover = Columns(values);
        let writer = Writer::new(b"cost");
        let proof = prove(&parameters, &relation, &key, &mut prover, writer);
        let seconds = start.elapsed().as_secs_f64();
        let bytes = proof.expect("no commitment is the identity").len();
        let points = relation.witness().count() + 3;
        let each = seconds * 1e9 / (rows * columns) as f64;
        println!("{k:>3} {t:>3} {columns:>7} {seconds:>9.2} {each:>12.1} {points:>8} {bytes:>8}");
    }
}
