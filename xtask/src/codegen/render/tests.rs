use super::*;
use crate::codegen::diagnostics::Code;
use crate::codegen::load::load_bytes;

fn rendered(text: &str, diagnostics: &[Diagnostic]) -> String {
    let document = load_bytes("spec/x.yaml", text.as_bytes()).document;
    render(diagnostics, document.as_ref(), Colour::Never)
}

#[test]
fn a_diagnostic_shows_place_excerpt_reason_and_remedy() {
    let text = rendered(
        "openapi: 3.0.3\npaths:\n  /v1/x:\n    get: {}\n",
        &[Diagnostic::error(Code::MissingOperationId, "/paths/~1v1~1x/get", "no id")
            .why("it names things")
            .help("add one")],
    );
    assert_eq!(
        text,
        "error[missing-operation-id]: no id
 --> spec/x.yaml:4:5
  |
4 |     get: {}
  |     ^^^
  |
  = at: /paths/~1v1~1x/get
  = why: it names things
  = help: add one

"
    );
}

#[test]
fn warnings_come_first_and_each_severity_is_sorted_by_place() {
    let text = rendered(
        "a: 1\nb: 2\nc: 3\n",
        &[
            Diagnostic::warning(Code::BadPath, "/c", "third"),
            Diagnostic::error(Code::BadPath, "/a", "first error"),
            Diagnostic::warning(Code::BadPath, "/b/x/y", "second"),
            Diagnostic::error(Code::BadPath, "/b", "last error"),
        ],
    );
    let places: Vec<usize> = ["second", "third", "first error", "last error"]
        .iter()
        .map(|word| text.find(word).expect("rendered"))
        .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_terminal() {
    let text = rendered(
        "a: \"\\e[31mred\"\n",
        &[Diagnostic::error(Code::BadPath, "/a", "bad \u{1b}[31mred\u{7}").why("\u{1b}x").label("\u{9b}y")],
    );
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
}

#[test]
fn places_without_text_are_rendered_too() {
    let text =
        render(&[Diagnostic::error(Code::UnreadableFile, Origin::file("gone.yaml"), "gone")], None, Colour::Never);
    assert_eq!(text, "error[unreadable-file]: gone\n--> gone.yaml\n\n");
}

#[test]
fn counts_read_as_a_sentence() {
    assert_eq!(count_line(0, 0), None);
    assert_eq!(count_line(1, 0).as_deref(), Some("1 error"));
    assert_eq!(count_line(2, 1).as_deref(), Some("2 errors, 1 warning"));
}

#[test]
fn a_place_in_a_long_line_is_shown_with_what_is_around_it() {
    let long = format!("{{\"a\":[{}\"ü\"],\"b\":1,\"c\":[{}1]}}", "\"x\",".repeat(5000), "2,".repeat(5000));
    let text = rendered(&long, &[Diagnostic::error(Code::BadPath, "/b", "here").label("this one")]);
    assert!(text.len() < 1500, "{} bytes", text.len());
    let column = long.chars().position(|letter| letter == 'b').expect("b") + 4;
    assert!(text.contains(&format!("spec/x.yaml:1:{column}")), "{text}");
    assert!(text.contains("^ this one") && text.contains('…'), "{text}");
}

#[test]
fn many_diagnostics_of_a_code_are_counted_and_not_all_shown() {
    let many: Vec<Diagnostic> =
        (0..100).map(|index| Diagnostic::warning(Code::BadPath, "/a", format!("number {index:03}"))).collect();
    let text =
        rendered("a: 1\nb: 2\n", &[many.as_slice(), &[Diagnostic::error(Code::BadPath, "/a", "an error")]].concat());
    assert!(text.contains("number 019") && !text.contains("number 020"), "{text}");
    assert!(text.contains("warning[bad-path]: and 80 more like these"), "{text}");
    assert!(text.find("number 000") < text.find("an error"), "errors come last");
}

#[test]
fn rendering_a_minified_document_takes_linear_time() {
    let seconds = |count: usize| {
        let line = format!(
            "{{{}}}",
            (0..count).map(|index| format!("\"k{index}\":\"{}\"", "v".repeat(40))).collect::<Vec<_>>().join(",")
        );
        let document = load_bytes("x.json", line.as_bytes()).document.expect("a document");
        let codes = Code::ALL.iter().take(8);
        let diagnostics: Vec<Diagnostic> = codes
            .flat_map(|code| (0..count).map(|index| Diagnostic::warning(*code, format!("/k{index}"), "x")))
            .collect();
        let began = std::time::Instant::now();
        render(&diagnostics, Some(&document), Colour::Never);
        began.elapsed().as_secs_f64()
    };
    let (small, large) = (seconds(2_000), seconds(16_000));
    // Eight times the size; quadratic time would be 64 times as long.
    assert!(large < small * 24.0 + 0.2, "{small} s, {large} s");
}
