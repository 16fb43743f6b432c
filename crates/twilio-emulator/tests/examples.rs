//! The example of a user's test passes and is short.

#[path = "../examples/one_fault.rs"]
mod one_fault;

#[test]
fn a_test_with_one_fault_and_one_expectation_has_less_than_25_lines() {
    one_fault::main().expect("the example passes");
    let lines = include_str!("../examples/one_fault.rs").lines().count();
    assert!(lines < 25, "{lines} lines");
}
