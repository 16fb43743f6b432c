use super::*;
use proptest::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

fn accepts(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().is_ok() && reader.finish().is_ok()
}

fn string(text: &str) -> String {
    Reader::new(text).string().unwrap().unwrap().into_owned()
}

#[test]
fn the_json_grammar_is_what_is_accepted() {
    for good in [
        "0",
        "-0",
        "1.5e-3",
        "true",
        "null",
        "[]",
        "{}",
        "[1,[2,{}],{\"a\":[]}]",
        " {\n\"a\" :\t1 , \"b\":\"\\u00e9\\n\" } ",
        "1e999",
        "\"\\ud800\"",
    ] {
        assert!(accepts(good), "{good}");
    }
    for bad in [
        "",
        "01",
        "1.",
        "-",
        "1e",
        "tru",
        "nul",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{,}",
        "[1 2]",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "1 2",
        "]",
        "[}",
        "{\"a\":1]",
    ] {
        assert!(!accepts(bad), "{bad}");
    }
}

#[test]
fn escapes_say_what_they_mean() {
    assert_eq!(string(r#""a\"b\\\/\b\f\n\r\t""#), "a\"b\\/\u{8}\u{c}\n\r\t");
    assert_eq!(string(r#""\u00e9\ud83d\ude00x""#), "é😀x");
    assert_eq!(string(r#""\ud83dx\ude00""#), "\u{FFFD}x\u{FFFD}", "a surrogate without its partner never fails a page");
}

#[test]
fn nesting_is_bounded_and_does_not_recurse() {
    assert!(accepts(&format!("{}{}", "[".repeat(128), "]".repeat(128))));
    assert!(!accepts(&format!("{}{}", "[".repeat(129), "]".repeat(129))));
    assert!(!accepts(&"[".repeat(1_000_000)));
}

#[test]
fn an_error_names_line_and_column() {
    let error = Reader::new("{\n \"a\": x}").skip().unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 7));
    assert_eq!(error.to_string(), "expected a value at line 2 column 7");
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::hash_map(".*", inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_is_skipped_to_its_last_byte(value in json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let mut reader = Reader::new(&text);
        prop_assert_eq!(reader.skip().unwrap(), text.as_str());
        prop_assert!(reader.finish().is_ok());
    }

    #[test]
    fn strings_read_as_serde_json_reads_them(text in ".*") {
        prop_assert_eq!(string(&serde_json::to_string(&text).unwrap()), text);
    }

    #[test]
    fn broken_json_is_refused_as_serde_json_refuses_it(value in json(), cut in any::<prop::sample::Index>(), with in "[\\[\\]{},:\"0-9a-z\\\\. -]?") {
        let mut text = serde_json::to_string(&value).unwrap();
        let at = (0..=cut.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let end = (at + 1..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        text.replace_range(at..end, &with);
        prop_assert_eq!(accepts(&text), serde_json::from_str::<&RawValue>(&text).is_ok(), "{}", text);
    }
}
