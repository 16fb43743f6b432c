use super::*;

const GOOD: &str = r#"
[chat-v2]
document = "spec/chat-v2.yaml"
crate = "crates/chat-v2"
package = "twilio-chat-v2"
title = "Chat"
hosts = ["chat.twilio.com"]
sids = { CH = "ConversationSid" }
renames = [{ component = "a.b", name = "AB", why = "reads better" }]
handles = [{ path = "/v2/A", name = "a_b", why = "a clash" }]
fixups = [
    { kind = "add-enum-value", component = "e", value = "v", why = "seen" },
    { kind = "set-required", operation = "CreateA", input = "B", required = false, why = "seen" },
]
plain_enums = ["e"]
"#;

fn problems(text: &str) -> Vec<String> {
    let (_, diagnostics) = Config::parse("products.toml", text);
    assert!(diagnostics.iter().all(|d| d.code == Code::BadConfig));
    diagnostics.into_iter().map(|d| d.problem).collect()
}

#[test]
fn a_product_is_read_with_the_places_of_its_entries() {
    let (config, diagnostics) = Config::parse("products.toml", GOOD);
    assert_eq!(diagnostics, []);
    let product = config.product("chat-v2").expect("the product");
    assert_eq!(product.package, "twilio-chat-v2");
    assert_eq!(product.fixups[0].kind, FixupKind::AddEnumValue { component: "e".into(), value: "v".into() });
    let text = |origin: &Origin| origin.source.text()[origin.span.clone()].to_owned();
    assert_eq!(text(&product.plain_enums[0].origin), "\"e\"");
    assert_eq!(text(&product.sids[0].origin), "\"ConversationSid\"");
    assert!(text(&product.fixups[0].origin).starts_with("{ kind = \"add-enum-value\""));
}

#[test]
fn a_misspelt_key_or_kind_is_an_error() {
    assert_eq!(problems(&GOOD.replace("renames", "rename")).len(), 1);
    assert_eq!(problems(&GOOD.replace("add-enum-value", "add-value")).len(), 1);
    assert_eq!(problems(&GOOD.replace(", value = \"v\"", "")).len(), 1);
}

#[test]
fn a_misspelt_key_of_a_fixup_is_found_at_its_place_and_corrected() {
    for (from, to, place, help) in [
        ("component = \"e\"", "compnent = \"e\"", "compnent", "did you mean `component`?"),
        ("add-enum-value", "add-enum-valu", "\"add-enum-valu\"", "did you mean `add-enum-value`?"),
        ("package =", "pakage =", "pakage", "did you mean `package`?"),
        ("value = \"v\"", "input = \"v\"", "{ kind = \"add-enum-value\"", "its keys are component, value and why"),
    ] {
        let (_, diagnostics) = Config::parse("products.toml", &GOOD.replacen(from, to, 1));
        let [diagnostic] = diagnostics.as_slice() else { panic!("{to}: {diagnostics:?}") };
        let crate::codegen::diagnostics::Place::Origin(origin) = &diagnostic.place else { panic!("an origin") };
        assert!(origin.source.text()[origin.span.clone()].starts_with(place), "{to}: {diagnostic:?}");
        assert_eq!(diagnostic.help.as_deref(), Some(help), "{to}");
    }
}

#[test]
fn an_override_without_a_reason_is_an_error() {
    assert_eq!(problems(&GOOD.replace("\"a clash\"", "\" \"")).len(), 1);
}

#[test]
fn names_hosts_and_paths_are_checked() {
    for (from, to) in [
        ("\"AB\"", "\"a_b\""),
        ("\"a_b\"", "\"AB\""),
        ("CH =", "CHX ="),
        ("\"chat.twilio.com\"", "\"https://chat.twilio.com\""),
        ("\"crates/chat-v2\"", "\"../chat-v2\""),
        ("\"spec/chat-v2.yaml\"", "\"/etc/passwd\""),
    ] {
        assert_eq!(problems(&GOOD.replace(from, to)).len(), 1, "{to}");
    }
}

#[test]
fn all_broken_tables_are_reported_at_once() {
    let text = format!("{GOOD}\n[a]\ndocument = 1\n[b]\nnope = true\n[c]\n");
    assert_eq!(problems(&text).len(), 3);
}

#[test]
fn two_products_never_share_a_crate() {
    let text = format!("{GOOD}{}", GOOD.replace("[chat-v2]", "[chat-v3]"));
    assert_eq!(problems(&text).len(), 1);
}

#[test]
fn broken_toml_is_a_diagnostic() {
    assert!(!problems("[a\nb = ").is_empty());
}

#[test]
fn a_pair_names_two_components_and_says_whether_they_are_one_type() {
    let with = |pair: &str| GOOD.replace("plain_enums", &format!("pairs = [{pair}]\nplain_enums"));
    let pair = r#"{ kind = "same", component = "a", twin = "b", why = "two paths" }"#;
    let (config, diagnostics) = Config::parse("products.toml", &with(pair));
    assert_eq!(diagnostics, []);
    let found = &config.product("chat-v2").expect("the product").pairs[0];
    assert_eq!((found.kind, found.component.as_str(), found.twin.as_str()), (PairKind::Same, "a", "b"));
    for (from, to) in [("same", "equal"), ("\"b\"", "\"a\""), ("two paths", ""), ("twin", "other")] {
        assert_eq!(problems(&with(&pair.replace(from, to))).len(), 1, "{to}");
    }
}

#[test]
fn a_spelling_is_a_fixup_with_the_value_that_it_is_of() {
    let fixup =
        r#"{ kind = "add-enum-spelling", component = "e", value = "notNow", spelling = "not_now", why = "seen" }"#;
    let text = GOOD.replace("fixups = [", &format!("fixups = [\n    {fixup},"));
    let (config, diagnostics) = Config::parse("products.toml", &text);
    assert_eq!(diagnostics, []);
    let expected =
        FixupKind::AddEnumSpelling { component: "e".into(), value: "notNow".into(), spelling: "not_now".into() };
    assert_eq!(config.product("chat-v2").expect("the product").fixups[0].kind, expected);
    assert_eq!(problems(&text.replace(", spelling = \"not_now\"", "")).len(), 1);
}
