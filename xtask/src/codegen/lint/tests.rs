use super::*;
use crate::codegen::diagnostics::Code;
use crate::codegen::load::load_bytes;

/// A document that keeps all rules.
const GOOD: &str = "\
openapi: 3.0.3
info: { title: T, version: '1', description: A test. }
servers: [{ url: https://api.example.com }]
paths:
  /v1/Things/{Sid}:
    get:
      operationId: FetchThing
      description: Reads one.
      parameters:
        - { name: Sid, in: path, required: true, description: Which one., schema: { type: string } }
      responses:
        '200':
          description: It.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/thing' }
              example: { sid: THaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, at: '2026-01-02T03:04:05Z', kind: null, tags: [a] }
components:
  schemas:
    thing:
      type: object
      description: A thing.
      properties:
        sid: { type: string, pattern: '^TH[0-9a-fA-F]{32}$', description: Its id. }
        at: { type: string, format: date-time, description: When. }
        kind: { nullable: true, allOf: [{ $ref: '#/components/schemas/kind' }], description: Which kind. }
        tags: { type: array, items: { type: string }, description: Words. }
    kind:
      type: string
      description: 'Either `a`, `b`, `c` or `d-e`.'
      enum: [a, b, c, d-e]
";

fn codes(text: &str, profile: LintProfile) -> Vec<Code> {
    let loaded = load_bytes("x.yaml", text.as_bytes());
    assert_eq!(loaded.diagnostics, []);
    let product = ProductConfig::neutral("x", "x.yaml", "x");
    let document = loaded.document.expect("a document");
    check(&document, &product, profile).into_iter().map(|d| d.code).collect()
}

fn changed(from: &str, to: &str) -> Vec<Code> {
    assert!(GOOD.contains(from), "{from}");
    codes(&GOOD.replace(from, to), LintProfile::Ours)
}

#[test]
fn a_good_document_has_nothing_to_report() {
    assert_eq!(codes(GOOD, LintProfile::Ours), []);
}

#[test]
fn documentation_is_asked_of_our_documents_only() {
    let text = GOOD.replace("      description: Reads one.\n", "");
    assert_eq!(codes(&text, LintProfile::Ours), [Code::MissingDescription]);
    assert_eq!(codes(&text, LintProfile::Foreign), []);
}

#[test]
fn rules_have_distinct_names_and_reasons() {
    let mut names: Vec<&str> = RULES.iter().chain(DOCUMENTATION_RULES).map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len() + DOCUMENTATION_RULES.len());
    assert!(RULES.iter().chain(DOCUMENTATION_RULES).all(|rule| rule.why.ends_with('.')));
}

#[test]
fn each_kind_of_broken_example_is_found() {
    for (from, to) in [
        ("sid: THaa", "sid: USaa"),
        ("sid: THaa", "sid: THa"),
        ("'2026-01-02T03:04:05Z', kind", "'2 January', kind"),
        ("kind: null", "kind: e"),
        ("kind: null", "kind: 1"),
        ("tags: [a]", "tags: [1]"),
        ("tags: [a]", "tags: a"),
        ("tags: [a]", "tags: null"),
        ("tags: [a]", "tgas: [a]"),
    ] {
        let found = changed(from, to);
        assert!(!found.is_empty() && found.iter().all(|code| *code == Code::BrokenExample), "{to}: {found:?}");
    }
}

#[test]
fn each_rule_of_documentation_finds_its_kind() {
    for (from, to, code) in [
        ("description: Its id.", "description: ' '", Code::MissingDescription),
        ("description: Which one.", "x-a: b", Code::MissingDescription),
        ("description: A thing.", "x-a: b", Code::MissingDescription),
        ("`d-e`", "`d`-`e`", Code::UnnamedEnumValue),
        ("    kind:\n", "    dead: { type: string, description: Nobody's. }\n    kind:\n", Code::UnreachableComponent),
        ("              example:", "              x-example:", Code::MissingExample),
    ] {
        assert_eq!(changed(from, to), [code], "{to}");
    }
    assert_eq!(changed("Reads one.", &"long ".repeat(41)), [Code::LongDescription]);
}

#[test]
fn what_looks_like_a_reference_in_data_is_none() {
    assert_eq!(changed("tags: [a]", "tags: ['$ref']"), []);
    let text = GOOD.replace("x-a", "x").replace("    get:\n", "    x-twilio: { $ref: nowhere }\n    get:\n");
    assert_eq!(codes(&text, LintProfile::Ours), []);
    let named = GOOD.replace("        tags:", "        example: { $ref: '#/nowhere' }\n        tags:");
    assert_eq!(codes(&named, LintProfile::Ours), [Code::DanglingReference]);
}

#[test]
fn cycles_of_references_end() {
    let text = GOOD.replace(
        "    kind:\n",
        "    one: { $ref: '#/components/schemas/two' }\n    two: { $ref: '#/components/schemas/one' }\n    kind:\n",
    );
    assert_eq!(codes(&text, LintProfile::Ours), [Code::ReferenceCycle]);
    // A schema that holds itself is fine; an example of it is finite.
    let text = GOOD.replace("items: { type: string }", "items: { $ref: '#/components/schemas/thing' }");
    assert_eq!(codes(&text.replace("tags: [a]", "tags: [{ tags: [] }]"), LintProfile::Ours), []);
    let text = GOOD.replace(
        "    kind:\n      type: string\n",
        "    kind:\n      allOf: [{ $ref: '#/components/schemas/kind' }]\n",
    );
    assert_eq!(codes(&text.replace("kind: null", "kind: a"), LintProfile::Ours), [Code::ReferenceCycle]);
    let kind = "{ $ref: '#/components/schemas/kind' }";
    for key in ["allOf", "oneOf", "anyOf"] {
        let several = format!("    kind:\n      {key}: [{kind}, {kind}, {kind}]\n");
        let text = GOOD.replace("    kind:\n      type: string\n", &several);
        codes(&text.replace("kind: null", "kind: a"), LintProfile::Ours);
    }
}

#[test]
fn anything_of_the_wrong_shape_is_reported_and_nothing_panics() {
    for at in [
        "paths",
        "servers",
        "components",
        "schemas",
        "thing",
        "properties",
        "parameters",
        "responses",
        "content",
        "required",
        "allOf",
    ] {
        for value in ["1", "[]", "{}", "text", "null", "[1]", "{ a: 1 }", "[{ a: 1 }]", "{ get: 1 }"] {
            let lines: Vec<String> = GOOD
                .lines()
                .map(|line| match line.trim_start().strip_prefix(at) {
                    Some(rest) if rest.starts_with(':') => {
                        format!("{}{at}: {value}", " ".repeat(line.len() - line.trim_start().len()))
                    }
                    _ => line.to_owned(),
                })
                .collect();
            // Indentation breaks under a replaced key; that the loader says so is as good.
            let loaded = load_bytes("x.yaml", lines.join("\n").as_bytes());
            if let Some(document) = loaded.document {
                check(&document, &ProductConfig::neutral("x", "x", "x"), LintProfile::Ours);
            }
        }
    }
}

/// The only diagnostic of a changed document.
fn only(from: &str, to: &str) -> Diagnostic {
    assert!(GOOD.contains(from), "{from}");
    let loaded = load_bytes("x.yaml", GOOD.replacen(from, to, 1).as_bytes());
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.document.expect("a document");
    let found = check(&document, &ProductConfig::neutral("x", "x.yaml", "x"), LintProfile::Ours);
    let [diagnostic] = found.as_slice() else { panic!("{to}: {found:#?}") };
    diagnostic.clone()
}

#[test]
fn a_misspelt_key_is_one_error_with_the_right_spelling() {
    for (from, to, meant) in [
        ("operationId", "operationid", "operationId"),
        ("      parameters:", "      paramters:", "parameters"),
        ("required: true", "requird: true", "required"),
        ("name: Sid, in: path", "nmae: Sid, in: path", "name"),
        ("name: Sid, in: path", "name: Sid, ni: path", "in"),
        ("      responses:", "      respones:", "responses"),
        ("        '200':", "        '2000':", "200"),
        ("          content:", "          contnet:", "content"),
        ("schema: { $ref", "shema: { $ref", "schema"),
        ("components:", "component:", "components"),
        ("  schemas:", "  shcemas:", "schemas"),
        ("      properties:", "      propertes:", "properties"),
        ("enum: [a", "enmu: [a", "enum"),
        ("format: date-time", "fromat: date-time", "format"),
        ("format: date-time", "format: datetime", "date-time"),
        ("type: object", "type: objcet", "object"),
        ("servers:", "servres:", "servers"),
        ("{ url:", "{ ulr:", "url"),
        ("\npaths:", "\npahts:", "paths"),
        ("openapi:", "opnapi:", "openapi"),
        ("    get:", "    gte:", "get"),
        ("application/json", "application/jsno", "application/json"),
        ("nullable: true", "nullabel: true", "nullable"),
        ("in: path", "in: paht", "path"),
        ("/v1/Things/{Sid}", "/v1/Things/{Sd}", "Sid"),
    ] {
        let diagnostic = only(from, to);
        let help = diagnostic.help.as_deref().unwrap_or_default();
        assert!(diagnostic.is_error() && help.contains(&format!("`{meant}`")), "{to}: {diagnostic:#?}");
    }
}

#[test]
fn a_key_at_another_level_is_told_where_it_belongs() {
    for (from, to, words) in [
        (
            "sid: { type: string,",
            "sid:\n          type: string\n          UniqueName: { type: string }\n        other: { type: string,",
            "it looks like a property: indent it by 2 spaces less, to stand beside `sid`",
        ),
        ("in: path, required: true,", "in: path, required: true, type: string,", "move it below `schema`"),
        ("pattern: '^TH", "const: a, pattern: '^TH", "OpenAPI 3.1"),
    ] {
        let help = only(from, to).help.unwrap_or_default();
        assert!(help.contains(words), "{to}: {help}");
    }
}

#[test]
fn values_of_another_form_are_one_error() {
    for (from, to) in [
        ("required: true", "required: 'true'"),
        ("nullable: true", "nullable: yes"),
        ("version: '1'", "version: 1.0"),
        ("format: date-time", "format: 1"),
        ("enum: [a, b, c, d-e]", "enum: a"),
        ("properties:", "properties: []\n      x-p:"),
        ("type: object", "type: object\n      minProperties: -1"),
    ] {
        assert_eq!(only(from, to).code, Code::WrongShape, "{to}");
    }
}

#[test]
fn a_pattern_that_no_example_fits_is_reported_once_at_the_pattern() {
    let two = GOOD.replace(
        "example: { sid:",
        "examples: { b: { value: { sid: THbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb } }, a: { value: { sid:",
    );
    let two = two.replace("tags: [a] }", "tags: [a] } } }").replace("'^TH[", "'^CH[");
    let loaded = load_bytes("x.yaml", two.as_bytes());
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.document.expect("a document");
    let found = check(&document, &ProductConfig::neutral("x", "x.yaml", "x"), LintProfile::Ours);
    let [diagnostic] = found.as_slice() else { panic!("{found:#?}") };
    assert!(diagnostic.problem.contains("begin with `CH`, but all 2 examples begin with `TH`"), "{diagnostic:?}");
}

#[test]
fn ways_to_write_a_value_that_requests_lack_are_refused() {
    let parameter = "{ name: Sid, in: path,";
    for (more, words) in [
        ("style: deepObject, schema: { type: string }", "style `deepObject`"),
        ("style: pipeDelimited, schema: { type: array, items: { type: string } }", "style `pipeDelimited`"),
        ("explode: false, schema: { type: array, items: { type: string } }", "`explode: false`"),
        ("allowReserved: true, schema: { type: string }", "unencoded"),
        ("content: { application/json: { schema: { type: string } } }", "by `content`"),
        ("schema: { type: object, properties: { a: { type: string, description: A. } } }", "is an object"),
    ] {
        let added = format!("{{ name: More, in: query, description: More., {more} }}\n        - {parameter}");
        let diagnostic = only(parameter, &added);
        assert_eq!(diagnostic.code, Code::UnsupportedSerialisation, "{more}");
        assert!(diagnostic.problem.contains(words), "{more}: {}", diagnostic.problem);
    }
    for fine in [
        "style: form, explode: true, schema: { type: array, items: { type: string } }",
        "explode: false, schema: { type: string }",
    ] {
        let added = format!("{{ name: More, in: query, description: More., {fine} }}\n        - {parameter}");
        assert_eq!(changed(parameter, &added), [], "{fine}");
    }
}

#[test]
fn a_misspelt_property_of_a_foreign_example_is_a_warning() {
    let text = GOOD.replace("tags: [a]", "tgas: [a]");
    let loaded = load_bytes("x.yaml", text.as_bytes());
    let document = loaded.document.expect("a document");
    let found = check(&document, &ProductConfig::neutral("x", "x.yaml", "x"), LintProfile::Foreign);
    let [diagnostic] = found.as_slice() else { panic!("{found:#?}") };
    assert!(!diagnostic.is_error() && diagnostic.help.as_deref() == Some("did you mean `tags`?"), "{diagnostic:?}");
    assert_eq!(codes(&GOOD.replace("tags: [a]", "tags: 1"), LintProfile::Foreign), []);
}

#[test]
fn a_part_of_a_composition_may_require_what_another_part_declares() {
    let text = GOOD.replace(
        "    kind:\n",
        "    both:\n      description: Both.\n      allOf:\n        - { $ref: '#/components/schemas/thing' }\n        - { type: object, required: [sid, sdi] }\n    kind:\n",
    );
    let text = text.replace("        tags:", "        both: { $ref: '#/components/schemas/both' }\n        tags:");
    assert_eq!(codes(&text, LintProfile::Foreign), [Code::UnknownRequiredProperty]);
}
