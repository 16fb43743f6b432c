use super::*;
use crate::model::Unredacted;
use crate::value::sid::{AccountSid, UserSid};
use crate::{Date, Json, Links, Timestamp};
use serde_json::json;

crate::open_enum! {
    enum Level {
        Default = "default",
        Muted = "muted",
    }
}

crate::model! {
    struct Inner {
        url: Option<String> = "Url",
        name: Option<String> = "name" private,
    }
}

crate::model! {
    struct User {
        sid: Option<UserSid> = "sid",
        account_sid: Option<AccountSid> = "account_sid",
        identity: Option<String> = "identity" private,
        level: Option<Level> = "level",
        is_online: Option<bool> = "is_online",
        count: Option<i64> = "count",
        rate: Option<f64> = "rate",
        created: Option<Timestamp> = "created",
        day: Option<Date> = "day",
        links: Option<Links> = "links",
        anything: Option<Json> = "anything",
        r#type: Option<Vec<String>> = "type",
        inner: Option<Inner> = "inner",
        inners: Option<Vec<Inner>> = "inners",
        map: Option<std::collections::HashMap<String, i64>> = "map",
    }
}

const FULL: &str = r#"{"sid": "US0123456789abcdef0123456789abcdef", "account_sid": "string", "identity": "al\u0069ce \"x\"", "level": "muted",
    "is_online": true, "count": 3, "rate": 1.5, "created": "2023-05-04T09:42:00Z", "day": "2023-05-04", "links": {"a": "b", "c": null},
    "anything": {"a": [1, {}]}, "type": ["x", "y"], "inner": {"Url": "u", "name": "n"}, "inners": [{"name": "n"}, {}], "map": {"a": 1}}"#;

fn user(text: &str) -> User {
    let user: User = from_json(text).unwrap();
    assert_eq!(serde_json::from_str::<User>(text).unwrap(), user);
    assert_eq!(serde_json::from_slice::<User>(text.as_bytes()).unwrap(), user);
    assert_eq!(serde_json::from_reader::<_, User>(text.as_bytes()).unwrap(), user);
    user
}

#[test]
fn every_type_of_field_is_read() {
    let user = user(FULL);
    assert_eq!(user.sid.as_ref().unwrap(), &"US0123456789abcdef0123456789abcdef");
    assert_eq!(user.identity.as_deref(), Some("alice \"x\""));
    assert_eq!(
        (user.level, user.is_online, user.count, user.rate),
        (Some(Level::Muted), Some(true), Some(3), Some(1.5))
    );
    assert_eq!(user.created.unwrap().unix_seconds(), Some(1_683_193_320));
    assert_eq!(user.links.unwrap().get("a").as_deref(), Some("b"));
    assert_eq!(user.anything.unwrap().as_str(), r#"{"a": [1, {}]}"#);
    assert_eq!(user.r#type.unwrap(), ["x", "y"]);
    assert_eq!(user.inner.unwrap().url.as_deref(), Some("u"));
    assert_eq!(user.inners.unwrap().len(), 2);
    assert_eq!(user.map.unwrap()["a"], 1);
}

#[test]
fn a_model_decodes_from_a_value_and_survives_a_round_trip() {
    let user = user(FULL);
    let value = serde_json::to_value(&user).unwrap();
    assert_eq!(serde_json::from_value::<User>(value).unwrap(), user);
    assert_eq!(serde_json::from_str::<User>(&serde_json::to_string(&user).unwrap()).unwrap(), user);
}

#[test]
fn a_model_decodes_within_a_flattened_struct_and_an_untagged_enum() {
    #[derive(serde::Deserialize)]
    struct Event {
        kind: String,
        #[serde(flatten)]
        user: User,
    }
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Either {
        User(Box<User>),
    }
    let event: Event = serde_json::from_str(r#"{"kind": "added", "identity": "alice", "links": {"a": null}}"#).unwrap();
    assert_eq!((event.kind.as_str(), event.user.identity.as_deref()), ("added", Some("alice")));
    assert!(event.user.links.is_some());
    let Either::User(user) = serde_json::from_str(r#"{"count": 2}"#).unwrap();
    assert_eq!(user.count, Some(2));
}

#[test]
fn null_absent_and_a_wrong_type_read_as_none_in_every_field() {
    let empty = user("{}");
    assert_eq!(empty, User::empty());
    for wrong in ["null", "{\"x\": [1]}", "[[]]", "true", "\"text\"", "-1.5", "1e999", "\"\\ud800\""] {
        for name in User::NAMES {
            let user = user(&format!(r#"{{"first": 0, "{name}": {wrong}, "count": 7}}"#));
            assert_eq!(user.count, Some(7), "{name} {wrong}");
            if wrong == "null" && *name != "count" {
                let set = user.fields().iter().filter(|field| field.value().is_some()).count();
                assert_eq!(set, 1, "{name}: only `count` is set");
            }
        }
    }
    assert_eq!(
        user(
            r#"{"is_online": "maybe", "count": "many", "created": true, "sid": 7, "links": [], "inner": [], "type": {}}"#
        ),
        empty
    );
}

#[test]
fn numbers_booleans_and_times_are_read_from_strings_and_numbers_too() {
    for (text, count) in [
        ("5", Some(5)),
        ("\"5\"", Some(5)),
        ("\" -30008 \"", Some(-30008)),
        ("\"3e2\"", Some(300)),
        ("\"5 apples\"", None),
        ("\"\"", None),
        ("\"0x5\"", None),
        ("\"99999999999999999999\"", None),
        ("\"\\u0035\"", None),
    ] {
        assert_eq!(user(&format!(r#"{{"count": {text}}}"#)).count, count, "{text}");
    }
    for (text, online) in [
        ("\"true\"", Some(true)),
        ("\"False\"", Some(false)),
        ("1", Some(true)),
        ("0", Some(false)),
        ("\"1\"", Some(true)),
        ("2", None),
        ("\"yes\"", None),
    ] {
        assert_eq!(user(&format!(r#"{{"is_online": {text}}}"#)).is_online, online, "{text}");
    }
    let created = |text: &str| user(&format!(r#"{{"created": {text}}}"#)).created.map(|time| time.to_string());
    assert_eq!(created("1613347200").as_deref(), Some("2021-02-15T00:00:00Z"));
    assert_eq!(created("1e99").as_deref(), Some("1e99"), "kept, as any time that can't be read");
    assert_eq!(created("true"), None);
}

#[test]
fn a_field_that_cannot_be_read_is_reported_once_without_its_value() {
    let events = crate::test_support::tracing::events(|| {
        let text =
            r#"[{"count": "secret-value"}, {"count": "secret-value"}, {"count": 1, "is_online": [], "sid": null}]"#;
        let users: Vec<User> = from_json(text).unwrap();
        assert_eq!(users.len(), 3);
    });
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events[0].contains("twilio.model=\"User\"") && events[0].contains("twilio.field=\"count\""), "{events:?}");
    assert!(events[1].contains("is_online") && !format!("{events:?}").contains("secret-value"), "{events:?}");
}

#[test]
fn an_array_of_more_elements_than_any_record_has_is_refused() {
    let text = format!("[{}1]", "1,".repeat(crate::limits::ARRAY_ELEMENTS));
    let error = from_json::<Vec<i64>>(&text).unwrap_err();
    assert!(error.to_string().contains("at most 100000 elements"), "{error}");
}

#[test]
fn text_takes_a_number_or_boolean_as_its_text() {
    assert_eq!(user(r#"{"identity": 1.50}"#).identity.as_deref(), Some("1.50"));
    assert_eq!(user(r#"{"identity": true}"#).identity.as_deref(), Some("true"));
    assert_eq!(user(r#"{"level": 7}"#).level.unwrap().as_str(), "7");
}

#[test]
fn odd_sids_times_and_enum_values_are_kept() {
    let user = user(r#"{"sid": "UserSid", "account_sid": "PV1", "created": "", "day": "?", "level": "Muted"}"#);
    assert_eq!((user.sid.unwrap().as_str(), user.account_sid.unwrap().as_str()), ("UserSid", "PV1"));
    assert_eq!((user.created.unwrap().as_text(), user.day.unwrap().as_text()), (Some(""), Some("?")));
    assert_eq!(user.level.unwrap().as_str(), "Muted");
}

#[test]
fn a_value_of_an_enum_may_hold_spaces_dots_and_parentheses() {
    crate::open_enum! {
        enum Metric {
            TalkTime = "Talk Time (avg.)",
            Version = "v1.2 (beta)",
        }
    }
    for (text, metric) in [("Talk Time (avg.)", Metric::TalkTime), ("v1.2 (beta)", Metric::Version)] {
        let read: Metric = from_json(&json!(text).to_string()).unwrap();
        assert_eq!((read.as_str(), &read), (text, &metric));
        let mut sent = String::new();
        Encode::texts(&read, &mut |text| sent.push_str(text));
        assert_eq!((sent.as_str(), serde_json::to_value(&read).unwrap()), (text, json!(text)));
    }
    assert!(matches!(Metric::from("Talk Time"), Metric::UnknownValue(text) if text.as_str() == "Talk Time"));
}

#[test]
fn whole_numbers_are_read_however_they_are_written() {
    assert_eq!(user(r#"{"count": 3.0}"#).count, Some(3));
    assert_eq!(user(r#"{"count": 9223372036854775807}"#).count, Some(i64::MAX));
    assert_eq!(user(r#"{"count": 3.5}"#).count, None);
    assert_eq!(user(r#"{"count": 99999999999999999999}"#).count, None);
}

#[test]
fn elements_that_cannot_be_read_are_left_out() {
    let user = user(r#"{"type": ["a", null, {}, "b"], "inners": [1, {"Url": "u"}, null], "map": {"a": 1, "b": "x"}}"#);
    assert_eq!(user.r#type.unwrap(), ["a", "b"]);
    assert_eq!(user.inners.unwrap().len(), 1);
    assert_eq!(user.map.unwrap().len(), 1);
}

#[test]
fn of_a_field_that_stands_twice_the_last_one_counts() {
    assert_eq!(user(r#"{"count": 1, "count": 2}"#).count, Some(2));
    assert_eq!(user(r#"{"count": 1, "count": null}"#).count, None);
    assert_eq!(user(r#"{"inner": {"Url": "u"}, "inner": {"name": "n"}}"#).inner.unwrap().url, None);
}

#[test]
fn the_order_of_fields_does_not_matter() {
    let user =
        user(r#"{"map": {}, "count": 1, "c\u006funt2": 5, "sid": "x", "s\u0069d": "y", "unknown": {"sid": "z"}}"#);
    assert_eq!((user.count, user.sid.unwrap().as_str()), (Some(1), "y"));
}

#[test]
fn only_what_is_no_object_or_no_json_is_an_error() {
    for text in ["[]", "null", "1", "\"x\"", "{", "{\"sid\": }", "{} x"] {
        assert!(from_json::<User>(text).is_err() && serde_json::from_str::<User>(text).is_err(), "{text}");
    }
    assert_eq!(from_json::<User>("[]").unwrap_err().to_string(), "expected an object at line 1 column 1");
}

#[test]
fn debug_hides_personal_data_unless_asked() {
    let user = user(r#"{"identity": "alice", "inner": {"name": "bob"}, "inners": [{"name": "mallory"}]}"#);
    let hidden = format!("{user:?} {user:#?}");
    assert!(!hidden.contains("alice") && !hidden.contains("bob") && !hidden.contains("mallory"), "{hidden}");
    assert!(hidden.contains("identity: <private>"));
    let shown = format!("{:?}", Unredacted(&user));
    assert!(shown.contains("alice") && shown.contains("bob") && shown.contains("mallory"), "{shown}");
}

#[test]
fn absent_fields_are_left_out_of_json() {
    assert_eq!(serde_json::to_value(user(r#"{"count": 1, "level": "x"}"#)).unwrap(), json!({"count": 1, "level": "x"}));
}

#[test]
fn named_members_are_read_in_one_pass() {
    let (mut items, mut meta): (Option<Vec<User>>, Option<Json>) = (None, None);
    let text = format!(r#"{{"meta": {{"key": "users"}}, "users": [{FULL}, {{}}, 7, {FULL}]}}"#);
    read_document(&text, "Page", &["users", "meta"], &mut [&mut items, &mut meta]).unwrap();
    assert_eq!((items.unwrap().len(), meta.unwrap().as_str()), (3, r#"{"key": "users"}"#));
    assert!(read_document("[]", "Page", &[], &mut []).is_err() && read_document("{}}", "Page", &[], &mut []).is_err());
}

#[test]
fn a_hostile_array_reserves_little() {
    let text = format!(r#"[{{}}{}]"#, ",0".repeat(100_000));
    assert!(from_json::<Vec<User>>(&text).unwrap().capacity() <= 1001);
}
