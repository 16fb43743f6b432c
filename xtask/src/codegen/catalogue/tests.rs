use super::*;
use crate::codegen::config::Config;
use crate::codegen::load::{load_bytes, load_file};

fn workspace() -> std::path::PathBuf {
    crate::commands::workspace_root()
}

/// The outcome for one product of the workspace, after a change of the text of its rows.
fn outcome(key: &str, change: impl Fn(String) -> String) -> Outcome {
    let root = workspace();
    let (config, _) = Config::load(&root.join("spec/products.toml"), "spec/products.toml");
    let load = |path: &str| load_file(&root.join(path), path).document.expect("a document");
    let common = load("spec/behaviour/common.json");
    let products: Vec<_> = config
        .products
        .iter()
        .map(|product| {
            let path = format!("{ROWS}/{}.json", product.key);
            let text = std::fs::read_to_string(root.join(&path)).expect("the rows");
            let text = if product.key == key { change(text) } else { text };
            (product, load(&product.document), load_bytes(&path, text.as_bytes()).document.expect("JSON"))
        })
        .collect();
    let sources: Vec<Source<'_>> =
        products.iter().map(|(config, document, rows)| Source { config, document, rows }).collect();
    generate(&sources, &common)
}

fn problems(outcome: &Outcome) -> Vec<String> {
    let all = outcome.diagnostics.iter().flatten().chain(&outcome.common);
    all.map(|one| format!("{}: {}", one.code.name(), one.problem)).collect()
}

#[test]
fn the_rows_of_the_workspace_match_the_documents() {
    let outcome = outcome("", |text| text);
    assert_eq!(problems(&outcome), Vec::<String>::new());
    assert_eq!(outcome.files.map(|files| files.len()), Some(4));
}

#[test]
fn a_row_that_matches_nothing_is_an_error() {
    let cases = [
        ("\"FetchUser\": {", "\"FetchUzer\": {", "the document has no operation `FetchUzer`"),
        (
            "\"Identity\": {\"column\": \"identity\"",
            "\"Identity\": {\"column\": \"identities\"",
            "no column `identities`",
        ),
        ("\"joined_channels_count\": {\"computed\"", "\"joined_count\": {\"computed\"", "no property `joined_count`"),
        (
            "\"joined_channels_count\": {\"computed\"",
            "\"joined_count\": {\"computed\"",
            "`joined_channels_count` has no rule",
        ),
        ("[\"onUserAdded\"]", "[\"onUserMade\"]", "there is no event `onUserMade`"),
        ("\"error\": \"member_exists\"", "\"error\": \"member_is\"", "`member_is` is not in `errors`"),
        ("\"make_user_for_identity\"", "\"make_users\"", "`make_users` is not in `effects`"),
        ("{\"verb\": \"create\", \"status\": 201", "{\"verb\": \"create\", \"status\": 200", "responds with [201]"),
    ];
    for (old, new, expected) in cases {
        let outcome = outcome("chat-v2", |text| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        let problems = problems(&outcome);
        assert!(problems.iter().any(|one| one.contains(expected)), "{expected}: {problems:#?}");
        assert!(outcome.files.is_none(), "{expected}");
    }
}

#[test]
fn a_member_that_nothing_reads_is_an_error_with_its_place() {
    let outcome = outcome("chat-v2", |text| {
        text.replacen("\"singleton\": true", "\"single\": true", 1).replacen("\"sid\": \"RL\"", "\"sids\": \"RL\"", 1)
    });
    let found: Vec<_> = outcome.diagnostics.iter().flatten().collect();
    assert!(found.iter().any(|one| one.code == Code::BadBehaviourRow && one.problem.contains("sids")), "{found:#?}");
}
