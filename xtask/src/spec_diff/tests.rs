use super::compare::compare;
use super::fact::{Action, Breaks, Change, Facts, Release, Subject};
use super::facts::facts;
use super::report::{DocumentChanges, json, markdown, text};
use crate::codegen::load::load_bytes;

/// A document with one of everything.
const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Rooms, version: 1.0.0}
servers:
  - url: https://rooms.example.com
  - url: https://old.example.com
paths:
  /v1/Rooms:
    post:
      operationId: CreateRoom
      description: Creates a room.
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [Name]
              properties:
                Name: {type: string, maxLength: 64, description: The name.}
                Size: {type: integer, minimum: 1, maximum: 50}
                Kind: {$ref: '#/components/schemas/room_enum_kind'}
      responses:
        '201':
          description: Created.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/room'}
  /v1/Rooms/{Sid}:
    parameters:
      - {name: Sid, in: path, required: true, schema: {type: string}}
    get:
      operationId: FetchRoom
      responses:
        '200':
          description: The room.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/room'}
        '404': {description: No such room.}
components:
  schemas:
    room:
      type: object
      properties:
        sid: {type: string, nullable: true}
        size: {type: integer, maximum: 50}
        kind:
          allOf: [{$ref: '#/components/schemas/room_enum_kind'}]
    room_enum_kind:
      type: string
      enum: [open, closed]
    unused:
      type: object
"#;

fn facts_of(document: &str) -> Facts {
    let loaded = load_bytes("rooms.yaml", document.as_bytes());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    facts(&loaded.document.expect("a document").json)
}

/// The changes after one replacement, which must find something to replace.
fn after(old: &str, new: &str) -> Vec<Change> {
    assert!(DOCUMENT.contains(old), "{old} is not in the document");
    compare(&facts_of(DOCUMENT), &facts_of(&DOCUMENT.replacen(old, new, 1)))
}

/// The only change after one replacement.
fn only(old: &str, new: &str) -> (Action, Subject, String, Breaks, Release) {
    let changes = after(old, new);
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    (change.action, change.subject, change.place.clone(), change.breaks, change.release)
}

const CREATE: &str = "POST /v1/Rooms";

#[test]
fn the_same_document_has_no_changes() {
    assert_eq!(compare(&facts_of(DOCUMENT), &facts_of(DOCUMENT)), []);
}

#[test]
fn order_comments_and_unused_components_are_no_changes() {
    assert_eq!(after("[open, closed]", "[closed, open] # any order"), []);
    assert_eq!(after("    unused:\n      type: object", "    unused:\n      type: string"), []);
    assert_eq!(after("nullable: true", "nullable: false"), []);
    assert_eq!(after("No such room.", "Another sentence."), []);
}

#[test]
fn a_removed_operation_breaks_at_compile_time_and_its_parts_are_not_listed() {
    let changes = after("    get:\n      operationId: FetchRoom", "    x-get:\n      operationId: FetchRoom");
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    assert_eq!(
        (change.action, change.subject, change.place.as_str()),
        (Action::Removed, Subject::Operation, "GET /v1/Rooms/{Sid}")
    );
    assert_eq!((change.breaks, change.release), (Breaks::CompileTime, Release::Major));
}

#[test]
fn an_added_operation_is_a_minor_release() {
    let old = facts_of(&DOCUMENT.replacen("    get:\n", "    x-get:\n", 1));
    let changes = compare(&old, &facts_of(DOCUMENT));
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!((changes[0].breaks, changes[0].release), (Breaks::Nothing, Release::Minor));
}

#[test]
fn inputs_are_classified_by_whether_calls_still_compile() {
    let size = "Size: {type: integer, minimum: 1, maximum: 50}";
    let compile = (Breaks::CompileTime, Release::Major);
    let minor = (Breaks::Nothing, Release::Minor);
    let cases = [
        ("[Name]", "[Name, Size]", Action::Changed, "Size", compile),
        ("required: [Name]", "required: []", Action::Changed, "Name", compile),
        ("Size: {type: integer", "Size: {type: string", Action::Changed, "Size", compile),
        (size, "", Action::Removed, "Size", compile),
        (
            size,
            "Size: {type: integer, minimum: 1, maximum: 50}\n                New: {type: string}",
            Action::Added,
            "New",
            minor,
        ),
    ];
    for (old, new, action, input, (breaks, release)) in cases {
        assert_eq!(only(old, new), (action, Subject::Input, format!("{CREATE} {input}"), breaks, release), "{new}");
    }
    let both = DOCUMENT.replacen("[Name]", "[Name, New]", 1).replacen(
        "Size:",
        "New: {type: string}\n                Size:",
        1,
    );
    let changes = compare(&facts_of(DOCUMENT), &facts_of(&both));
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(
        (changes[0].action, changes[0].breaks, changes[0].release),
        (Action::Added, Breaks::CompileTime, Release::Major)
    );
}

#[test]
fn a_tighter_bound_of_an_input_breaks_at_run_time_and_a_looser_one_does_not() {
    let cases = [
        ("maxLength: 64", "maxLength: 32", Breaks::RunTime),
        ("maxLength: 64", "maxLength: 128", Breaks::Nothing),
        ("minimum: 1", "minimum: 0", Breaks::Nothing),
        ("minimum: 1", "minimum: 2", Breaks::RunTime),
        (", maxLength: 64", "", Breaks::Nothing),
        ("maxLength: 64", "maxLength: 64, pattern: '^[a-z]+$'", Breaks::RunTime),
    ];
    for (old, new, breaks) in cases {
        let (_, subject, place, found, release) = only(old, new);
        assert_eq!((subject, found, release), (Subject::Bound, breaks, Release::Patch), "{new}");
        assert!(place.starts_with(CREATE), "{place}");
    }
}

#[test]
fn bounds_of_responses_break_nothing() {
    let found = only("size: {type: integer, maximum: 50}", "size: {type: integer, maximum: 10}");
    assert_eq!(found, (Action::Changed, Subject::Bound, "room.size".to_owned(), Breaks::Nothing, Release::Patch));
}

#[test]
fn properties_are_removed_added_and_get_other_types() {
    let sid = "        sid: {type: string, nullable: true}\n";
    let cases = [
        (sid, "", Action::Removed, "room.sid", Breaks::CompileTime, Release::Major),
        (sid, "        sid: {type: integer}\n", Action::Changed, "room.sid", Breaks::CompileTime, Release::Major),
        (
            "        size: ",
            "        age: {type: integer}\n        size: ",
            Action::Added,
            "room.age",
            Breaks::Nothing,
            Release::Minor,
        ),
    ];
    for (old, new, action, place, breaks, release) in cases {
        assert_eq!(only(old, new), (action, Subject::Property, place.to_owned(), breaks, release));
    }
}

#[test]
fn a_removed_enum_value_breaks_and_an_added_one_does_not() {
    let kind = "room_enum_kind".to_owned();
    let removed = (Action::Removed, Subject::EnumValue, kind.clone(), Breaks::CompileTime, Release::Major);
    assert_eq!(only("[open, closed]", "[open]"), removed);
    let added = (Action::Added, Subject::EnumValue, kind, Breaks::Nothing, Release::Minor);
    assert_eq!(only("[open, closed]", "[open, closed, hidden]"), added);
}

#[test]
fn another_default_server_breaks_at_run_time() {
    let changes = after("  - url: https://rooms.example.com\n", "");
    let found: Vec<(Action, Breaks)> = changes.iter().map(|change| (change.action, change.breaks)).collect();
    assert_eq!(found, [(Action::Changed, Breaks::RunTime), (Action::Removed, Breaks::RunTime)]);
    let second = "  - url: https://old.example.com\n";
    assert_eq!(after(second, &format!("{second}  - url: https://new.example.com\n"))[0].release, Release::Minor);
}

#[test]
fn descriptions_are_a_patch() {
    let found = only("Creates a room.", "Makes a room.");
    assert_eq!(found, (Action::Changed, Subject::Text, CREATE.to_owned(), Breaks::Nothing, Release::Patch));
}

#[test]
fn another_operation_id_and_another_response_break_at_compile_time() {
    let found = only("operationId: CreateRoom", "operationId: MakeRoom");
    assert_eq!((found.1, found.3), (Subject::Operation, Breaks::CompileTime));
    let changes =
        after("              schema: {$ref: '#/components/schemas/room'}", "              schema: {type: object}");
    assert_eq!(changes[0].place, "POST /v1/Rooms response");
    assert_eq!(changes[0].breaks, Breaks::CompileTime);
}

#[test]
fn reports_name_place_values_and_release() {
    let documents =
        [DocumentChanges { document: "rooms-v1".to_owned(), changes: after("maxLength: 64", "maxLength: 32") }];
    assert_eq!(
        text(&documents),
        "rooms-v1: 1 changes, 0 break at compile time, 1 at run time; the release is patch\n  \
         run time     patch changed bound POST /v1/Rooms Name, maxLength: 64 -> 32\n"
    );
    let value: serde_json::Value = serde_json::from_str(&json(&documents)).expect("JSON");
    assert_eq!(value["release"], "patch");
    assert_eq!(value["documents"][0]["changes"][0]["breaks"], "run-time");
    assert_eq!(value["documents"][0]["changes"][0]["new"], "32");
    assert!(
        markdown(&documents)
            .contains("| run time | patch | changed bound POST /v1/Rooms Name, maxLength: 64 -\\> 32 |")
    );
}

#[test]
fn markdown_of_a_hostile_document_stays_in_its_cell() {
    let documents = [DocumentChanges {
        document: "rooms-v1".to_owned(),
        changes: after("Creates a room.", "\"a | b\\n<script>\""),
    }];
    let text = markdown(&documents);
    assert!(text.contains("a \\| b \\<script\\>"), "{text}");
}

#[test]
fn a_reference_to_a_plain_string_is_the_same_as_the_string_itself() {
    let sid = "sid: {type: string, nullable: true}";
    let component = "    unused:\n      type: object\n";
    let written = "sid: {type: string, pattern: '^RM[0-9a-fA-F]{32}$', minLength: 34, maxLength: 34}";
    let alias = "    unused:\n      type: string\n      pattern: '^RM[0-9a-fA-F]{32}$'\n";
    let inline = facts_of(&DOCUMENT.replacen(sid, written, 1));
    let reference = "sid: {allOf: [{$ref: '#/components/schemas/unused'}], nullable: true}";
    let named = DOCUMENT.replacen(sid, reference, 1).replacen(component, alias, 1);
    assert_eq!(compare(&inline, &facts_of(&named)), []);
    let other = facts_of(&named.replacen("^RM", "^RX", 1));
    let changes = compare(&inline, &other);
    assert_eq!((changes[0].place.as_str(), changes[0].breaks), ("room.sid", Breaks::CompileTime), "{changes:#?}");
    assert_eq!((changes[0].old.as_deref(), changes[0].new.as_deref()), (Some("SID RM"), Some("SID RX")));
}
