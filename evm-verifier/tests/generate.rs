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
    let row = |index| GenerateError::Index {
        what: "instance row",
        index,
        limit: INSTANCE.len,
    };
    let with = |shape: InstanceShape| refusal(|spec| spec.instance = shape);
    assert_eq!(
        with(InstanceShape {
            length_index: INSTANCE.answer_index,
            ..INSTANCE
        }),
        row(INSTANCE.answer_index)
    );
    assert_eq!(
        with(InstanceShape {
            answer_index: 17,
            ..INSTANCE
        }),
        row(17)
    );
    assert_eq!(
        with(InstanceShape {
            groups: 7,
            ..INSTANCE
        }),
        row(10 + 7 * 6)
    );
    let long = InstanceShape {
        len: 1 << common::K,
        ..INSTANCE
    };
    assert!(matches!(
        with(long),
        GenerateError::Index {
            what: "instance length",
            ..
        }
    ));
}
