use super::*;
use proptest::prelude::*;

const GOOD: &str = "US0123456789abcdef0123456789abcdef";

#[test]
fn a_caller_is_held_to_prefix_length_and_digits() {
    assert!(UserSid::parse(GOOD).is_ok());
    for text in [
        "",
        "US",
        "CH0123456789abcdef0123456789abcdef",
        "US0123456789abcdef0123456789abcdeg",
        "us0123456789abcdef0123456789abcdef",
    ] {
        assert!(UserSid::parse(text).is_err(), "{text:?}");
        assert!(text.parse::<UserSid>().is_err() && UserSid::try_from(text).is_err());
    }
    assert!(UserSid::parse("USé123456789abcdef0123456789abcde").is_err(), "34 bytes of another form");
}

#[test]
fn an_answer_may_hold_any_text() {
    for text in ["ChannelSid", "string", "", "PV0123456789abcdef0123456789abcdef", "é3456789012345678901234567890123"]
    {
        let sid: ChannelSid = serde_json::from_value(text.into()).unwrap();
        assert_eq!(sid.as_str(), text);
        assert!(!sid.is_well_formed() && sid.check().is_err());
    }
}

#[test]
fn letter_case_is_kept() {
    let text = "US0123456789ABCDEF0123456789abcdef";
    assert_eq!(UserSid::parse(text).unwrap().to_string(), text);
}

#[test]
fn what_is_wrong_is_described_without_repeating_it() {
    let problem = |text| UserSid::parse(text).unwrap_err().to_string();
    assert_eq!(problem(""), "expected `US` and 32 hexadecimal digits, found empty text");
    assert_eq!(problem("alice@example.com"), "expected `US` and 32 hexadecimal digits, found 17 characters");
    assert_eq!(problem("CH1"), "expected `US` and 32 hexadecimal digits, found 3 characters that start with `CH`");
    assert_eq!(Sid::parse("x").unwrap_err().expected(), "two letters and 32 hexadecimal digits");
}

#[test]
fn the_general_type_takes_any_prefix() {
    assert!(Sid::parse("ZZ0123456789abcdef0123456789abcdef").is_ok());
    assert_eq!(Sid::PREFIX, None);
    assert_eq!(<UserSid as SidType>::PREFIX, Some("US"));
}

#[test]
fn an_ordinary_sid_takes_forty_bytes_and_so_does_an_optional_one() {
    assert_eq!(size_of::<UserSid>(), 40);
    assert_eq!(size_of::<Option<UserSid>>(), 40);
}

#[test]
fn no_prefix_or_name_stands_twice_in_the_table() {
    let mut prefixes: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
    let mut names: Vec<&str> = PREFIXES.iter().map(|(_, name)| *name).collect();
    prefixes.sort_unstable();
    names.sort_unstable();
    prefixes.dedup();
    names.dedup();
    assert_eq!((prefixes.len(), names.len()), (PREFIXES.len(), PREFIXES.len()));
}

proptest! {
    #[test]
    fn a_sid_prints_as_it_was_read(text in "US[0-9a-fA-F]{32}") {
        prop_assert_eq!(UserSid::parse(&text).unwrap().to_string(), text);
    }

    #[test]
    fn any_text_survives_an_answer(text in any::<String>()) {
        let sid: Sid = serde_json::from_str(&serde_json::to_string(&text).unwrap()).unwrap();
        prop_assert_eq!(serde_json::to_value(&sid).unwrap(), text);
    }
}

#[test]
fn a_placeholder_names_the_character_that_is_not_hexadecimal_and_a_name_shows_nothing() {
    let found = |text: &str| UserSid::parse(text).expect_err("not a SID").found().to_owned();
    let placeholder = "USXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
    assert_eq!(found(placeholder), "34 characters, of which `X` is not a hexadecimal digit");
    assert_eq!(found("US-alice@example.com-and-more-text"), "34 characters, not all of them hexadecimal digits");
}
