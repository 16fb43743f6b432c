use super::*;

#[test]
fn codes_have_distinct_kebab_case_names() {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::ALL.len());
    assert!(
        names.iter().all(|name| {
            name.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
    );
    assert!(Code::ALL.iter().all(|code| code.summary().ends_with('.')));
}
