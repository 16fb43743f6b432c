use serde_json::json;

use super::*;
use crate::codegen::diagnostics::Severity;

fn document(text: &str) -> Document {
    let loaded = load_bytes("test.yaml", text.as_bytes());
    assert_eq!(loaded.diagnostics, [], "in {text:?}");
    loaded.document.expect("a document")
}

fn codes(bytes: &[u8]) -> Vec<Code> {
    let loaded = load_bytes("test.yaml", bytes);
    assert!(loaded.diagnostics.iter().all(|d| d.severity == Severity::Error));
    loaded.diagnostics.iter().map(|d| d.code).collect()
}

fn excerpt<'d>(document: &'d Document, pointer: &str) -> &'d str {
    &document.source.text()[document.span(pointer).expect("a span")]
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    let document = document(
        "[null, ~, '', true, False, yes, no, on, 12, -3, +4, 0o17, 0x1F, 1.5, .5, 1., 1e3, 2026-01-01, 1_000, 012, '12', 18446744073709551615, 3.0.3, -, .]"
            .replace("-, .]", "a-b, a.b]")
            .as_str(),
    );
    assert_eq!(
        document.json,
        json!([
            null,
            null,
            "",
            true,
            false,
            "yes",
            "no",
            "on",
            12,
            -3,
            4,
            15,
            31,
            1.5,
            0.5,
            1.0,
            1000.0,
            "2026-01-01",
            "1_000",
            12,
            "12",
            18_446_744_073_709_551_615_u64,
            "3.0.3",
            "a-b",
            "a.b"
        ])
    );
}

#[test]
fn keys_are_text_as_written() {
    let document = document("200: a\ntrue: b\n1.0: c\n'x y': d\n");
    assert_eq!(document.json, json!({"200": "a", "true": "b", "1.0": "c", "x y": "d"}));
}

#[test]
fn order_of_the_file_is_kept() {
    let document = document("b: 1\na: 2\nc: 3\n");
    let keys: Vec<&String> = document.json.as_object().expect("mapping").keys().collect();
    assert_eq!(keys, ["b", "a", "c"]);
}

#[test]
fn every_node_knows_its_bytes() {
    for newline in ["\n", "\r\n"] {
        for mark in ["", "\u{feff}"] {
            let text = "größe: 'ä'\npaths:\n  /a~b/{x}:\n    get: [1, zwölf, {k: v}]\nlast: |\n  block\n";
            let document = document(&format!("{mark}{}", text.replace('\n', newline)));
            assert_eq!(excerpt(&document, "/größe"), "'ä'");
            assert_eq!(excerpt(&document, "/paths/~1a~0b~1{x}/get/1"), "zwölf");
            assert_eq!(excerpt(&document, "/paths/~1a~0b~1{x}/get/2/k"), "v");
            let key = document.key_span("/paths/~1a~0b~1{x}").expect("a key");
            assert_eq!(&document.source.text()[key], "/a~b/{x}");
            assert_eq!(document.span("/paths/x"), None);
            let nearest = document.place("/paths/~1a~0b~1{x}/put/parameters/0");
            assert_eq!(&document.source.text()[nearest.span], "/a~b/{x}");
        }
    }
}

#[test]
fn json_is_read_with_places_too() {
    let document = document("{\n\t\"a\": [1, {\"b\": \"c\\/d\"}],\n\t\"e\": null\n}\n");
    assert_eq!(document.json, json!({"a": [1, {"b": "c/d"}], "e": null}));
    assert_eq!(excerpt(&document, "/a/0"), "1");
}

#[test]
fn aliases_copy_and_point_at_their_use() {
    let document = document("a: &x {k: [1]}\nb: *x\nc: [*x, *x]\n");
    assert_eq!(document.json["c"][1], json!({"k": [1]}));
    assert_eq!(excerpt(&document, "/b"), "*x");
}

#[test]
fn bad_texts_are_diagnostics() {
    let cases: &[(&str, &[u8], &[Code])] = &[
        ("empty", b"", &[Code::EmptyDocument]),
        ("only a comment", b"# nothing\n", &[Code::EmptyDocument]),
        ("only a marker", b"---\n", &[Code::EmptyDocument]),
        ("syntax", b"a: [1, 2\nb: 3\n", &[Code::YamlSyntax]),
        ("tab", b"a:\n\tb: 1\n", &[Code::YamlSyntax]),
        ("two documents", b"a: 1\n---\nb: 2\n", &[Code::SeveralDocuments]),
        ("duplicate", b"a: 1\nb: 2\na: 3\n", &[Code::DuplicateKey]),
        ("list as key", b"? [a]\n: 1\n", &[Code::KeyNotText]),
        ("null as key", b"~: 1\n", &[Code::KeyNotText]),
        ("merge", b"a: &a {x: 1}\nb:\n  <<: *a\n", &[Code::MergeKey]),
        ("tag", b"a: !!binary abc\n", &[Code::UnsupportedTag]),
        ("tag mismatch", b"a: !!int abc\n", &[Code::UnsupportedTag]),
        ("own tag", b"a: !mine {}\n", &[Code::UnsupportedTag]),
        ("not a number", b"a: .nan\nb: -.inf\nc: 1e999\n", &[Code::NumberNotJson; 3]),
        ("recursion", b"a: &a [*a]\n", &[Code::RecursiveAlias]),
        ("unknown alias", b"a: *nobody\n", &[Code::YamlSyntax]),
        ("utf-8", b"a: \xff\n", &[Code::NotUtf8]),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(codes(bytes), *expected, "{name}");
    }
}

#[test]
fn core_tags_are_read() {
    let document = document("[!!str 12, !!float 1, ! 3, !!null '', !!map {a: 1}, !!seq [1]]");
    assert_eq!(document.json, json!(["12", 1, "3", null, {"a": 1}, [1]]));
}

#[test]
fn a_billion_laughs_end_at_the_bound() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    assert_eq!(codes(text.as_bytes()), [Code::AliasExpansion]);
}

#[test]
fn depth_ends_at_the_bound() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(codes(nested(MAX_DEPTH).as_bytes()), []);
    assert_eq!(codes(nested(MAX_DEPTH + 1).as_bytes()), [Code::NestingTooDeep]);
    assert_eq!(codes("[".repeat(100_000).as_bytes()).len(), 1);
    let aliased = format!("a: &a {}\nb: &b {}*a{}\n", nested(100), "[".repeat(100), "]".repeat(100));
    assert_eq!(codes(aliased.as_bytes()), [Code::NestingTooDeep]);
}

#[test]
fn tabs_between_keys_and_values_are_read_and_tabs_in_values_stay() {
    let read = document(
        "a:\tb\nc:\t\t'd:\te'\nf: |\n  g:\th\ni: \"j:\tk\"\nl: [m:\tn]\n# o:\tp\nq:\t- r\n"
            .replace("- r", "-1")
            .as_str(),
    );
    assert_eq!(read.json, json!({"a": "b", "c": "d:\te", "f": "g:\th\n", "i": "j:\tk", "l": [{"m": "n"}], "q": -1}));
    assert_eq!(excerpt(&read, "/q"), "-1");
    assert_eq!(document("{\n\t\"a\":\ttrue,\n\t\"b\":\tnull\n}").json, json!({"a": true, "b": null}));
}

#[test]
fn a_tab_that_indents_is_pointed_at() {
    for text in ["a:\n\tb: 1\n", "a:\n  b: c\n\td: e\n", "a:\n  b: c\n  \td: e\n", "a:\n  - b\n\t- c\n"] {
        let loaded = load_bytes("test.yaml", text.as_bytes());
        let [diagnostic] = loaded.diagnostics.as_slice() else { panic!("{text:?}: {:?}", loaded.diagnostics) };
        let crate::codegen::diagnostics::Place::Origin(origin) = &diagnostic.place else { panic!("an origin") };
        assert_eq!(text.find('\t'), Some(origin.span.start), "{text:?}");
        assert!(diagnostic.help.as_deref().is_some_and(|help| help.contains("spaces")), "{diagnostic:?}");
    }
}

#[test]
fn the_size_is_checked_before_anything_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.yaml");
    // A file of holes: it takes no space, and would take long to read.
    std::fs::File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("a sparse file");
    let began = std::time::Instant::now();
    let loaded = load_file(&path, "large.yaml");
    assert_eq!(loaded.diagnostics[0].code, Code::FileTooLarge);
    assert!(began.elapsed() < std::time::Duration::from_secs(5));
    assert_eq!(load_file(folder.path(), "folder").diagnostics[0].code, Code::UnreadableFile);
    if cfg!(unix) {
        assert_eq!(load_file(Path::new("/dev/zero"), "zero").diagnostics[0].code, Code::UnreadableFile);
    }
}

#[test]
fn a_missing_file_is_a_diagnostic() {
    let loaded = load_file(Path::new("/nonexistent/x.yaml"), "x.yaml");
    assert_eq!(loaded.diagnostics[0].code, Code::UnreadableFile);
    assert!(loaded.document.is_none());
}

fn json_codes(text: &str) -> Vec<(Code, usize)> {
    let loaded = load_bytes("test.json", text.as_bytes());
    let place = |one: &Diagnostic| match &one.place {
        crate::codegen::diagnostics::Place::Origin(origin) => origin.span.start,
        other => panic!("{other:?} is not an origin"),
    };
    loaded.diagnostics.iter().map(|one| (one.code, place(one))).collect()
}

#[test]
fn a_json_file_is_read_as_json_with_surrogates_and_places() {
    let text = r#" {"a\"b": ["\ud83d\udc4d", {"größe": -1.5e1}], "n\u00e9": null, "yes": "no" }"#;
    let loaded = load_bytes("x.JSON", text.as_bytes());
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.document.expect("a document");
    assert_eq!(document.json, json!({"a\"b": ["👍", {"größe": -15.0}], "né": null, "yes": "no"}));
    assert_eq!(excerpt(&document, "/a\"b/0"), r#""\ud83d\udc4d""#);
    assert_eq!(excerpt(&document, "/a\"b/1/größe"), "-1.5e1");
    assert_eq!(&text[document.key_span("/né").expect("a key")], r#""n\u00e9""#);
    assert_eq!(excerpt(&document, "/yes"), r#""no""#);
}

#[test]
fn what_is_wrong_with_json_is_pointed_at() {
    for (text, code, at) in [
        ("", Code::EmptyDocument, 0),
        ("null", Code::EmptyDocument, 0),
        ("{\n  \"a\": 1,\n}", Code::JsonSyntax, 12),
        ("openapi: 3.0.3\n", Code::JsonSyntax, 0),
        ("{} {}", Code::JsonSyntax, 3),
        ("{\"a\": 1,\n \"a\": 2}", Code::DuplicateKey, 10),
        ("{\"a\": 1e999}", Code::NumberNotJson, 6),
    ] {
        assert_eq!(json_codes(text), [(code, at)], "{text}");
    }
    let [(code, at)] = json_codes(r#"{"a": {"b": "\ud83d x"}}"#)[..] else { panic!("one diagnostic") };
    assert!(code == Code::JsonSyntax && (12..20).contains(&at), "{at}");
    let deep = format!("{}1{}", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1));
    assert_eq!(json_codes(&deep), [(Code::NestingTooDeep, MAX_DEPTH)]);
    assert_eq!(json_codes(&"[".repeat(100_000)).len(), 1);
}
