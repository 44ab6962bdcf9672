//! Specifications that no contract can be made from are refused by name.

mod common;

use common::{INSTANCE, SMALL, Setup};
use evm_verifier::generator::{GenerateError, InstanceShape, VerifierSpec, generate};

fn refusal(change: impl FnOnce(&mut VerifierSpec<'_>)) -> GenerateError {
    let setup = Setup::new(SMALL, [5, 17]);
    let mut spec = setup.spec();
    change(&mut spec);
    generate(&spec).expect_err("a contract was made")
}

#[test]
fn names_that_need_escaping() {
    const LONG: &str = "x123456789x123456789x123456789x123456789x123456789x123456789x1234";
    for name in ["", "a b", "a\"; selfdestruct", "é", LONG] {
        assert_eq!(
            refusal(|spec| spec.name = name),
            GenerateError::Name(name.to_string())
        );
    }
}

#[test]
fn program_columns_that_do_not_exist_or_repeat() {
    let columns = SMALL.tables + 3;
    for (program, index) in [(vec![0, columns], columns), (vec![1, 1], 1)] {
        let expected = GenerateError::Index {
            what: "program column",
            index,
            limit: columns,
        };
        assert_eq!(refusal(|spec| spec.program_columns = program), expected);
    }
}

#[test]
fn instance_rows_that_overlap_or_do_not_exist() {
    // The last rows are random.
    let setup = Setup::new(SMALL, [1, 2]);
    let usable = (1 << common::K) - setup.pk.get_vk().cs().blinding_factors() - 1;
    let row = |index| GenerateError::Index {
        what: "instance row",
        index,
        limit: usable,
    };
    let with = |shape: InstanceShape| refusal(|spec| spec.instance = shape);
    let last = INSTANCE.first + INSTANCE.stride * (INSTANCE.rows - 1);
    let cases = [
        (
            InstanceShape {
                answer: last,
                ..INSTANCE
            },
            last,
        ),
        (
            InstanceShape {
                stride: 0,
                ..INSTANCE
            },
            INSTANCE.first,
        ),
        (
            InstanceShape {
                answer: usable,
                ..INSTANCE
            },
            usable,
        ),
        (
            InstanceShape {
                first: usable,
                ..INSTANCE
            },
            usable,
        ),
    ];
    for (shape, index) in cases {
        assert_eq!(with(shape), row(index));
    }
}
