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
fn diagnostics_are_sorted_by_place() {
    let text = rendered(
        "a: 1\nb: 2\nc: 3\n",
        &[
            Diagnostic::warning(Code::BadPath, "/c", "third"),
            Diagnostic::error(Code::BadPath, "/a", "first"),
            Diagnostic::warning(Code::BadPath, "/b/x/y", "second"),
        ],
    );
    let places: Vec<usize> =
        ["first", "second", "third"].iter().map(|word| text.find(word).expect("rendered")).collect();
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
