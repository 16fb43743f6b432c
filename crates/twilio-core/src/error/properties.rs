//! What holds of every body of a failed answer.

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Error;
use crate::operation::Operation;

const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

fn refused(status: u16, body: &[u8]) -> Error {
    const OPERATION: &Operation = &Operation::get("FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}");
    let path = format!("/v2/Services/{SERVICE}/Users/zebra%20crossing");
    let status = StatusCode::from_u16(status).expect("a status");
    Error::refused_by_api(OPERATION, &path, status, HeaderMap::new(), body)
}

fn shown(error: &Error) -> String {
    format!("{error}\n{error:?}")
}

/// Any JSON, its objects with the keys of Twilio's errors as often as not.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        prop::sample::select(vec![
            "code",
            "message",
            "more_info",
            "status",
            "details",
            "type",
            "title",
            "detail",
            "instance",
            "errors",
            "pointer",
            "httpStatusCode",
            "params",
            "userError",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_body_makes_reading_it_panic(status in 100_u16..=999, body in prop::collection::vec(any::<u8>(), 0..300)) {
        let error = refused(status, &body);
        prop_assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        prop_assert!(shown(&error).starts_with("FetchUser: "));
        prop_assert!(error.body_prefix().is_some_and(|prefix| prefix.len() <= 2048));
    }

    #[test]
    fn no_json_makes_reading_it_panic_and_the_text_is_one_bounded_line(status in 300_u16..600, body in any_json()) {
        let error = refused(status, body.to_string().as_bytes());
        let text = error.to_string();
        prop_assert!(!text.contains(char::is_control) && text.chars().count() <= 700, "{text:?}");
        if error.api().is_none() {
            prop_assert!(text.ends_with("the body is not one of Twilio's error responses"), "{text:?}");
        }
    }

    #[test]
    fn a_body_that_is_not_twilios_is_never_shown(before in "[^{\\[]{0,200}", after in ".{0,200}") {
        let error = refused(502, format!("<{before} MARKER-OF-THE-BODY {after}").as_bytes());
        prop_assert!(error.api().is_none() && !shown(&error).contains("MARKER-OF-THE-BODY"));
    }

    #[test]
    fn what_twilio_says_beside_its_message_is_never_shown(code in 10_000_u32..99_999, field in prop::sample::select(vec!["details", "params", "errors", "extra"])) {
        for value in [json!({"name": "MARKER-OF-THE-BODY"}), json!([{"detail": "MARKER-OF-THE-BODY", "pointer": "#/MARKER-OF-THE-BODY"}]), json!("MARKER-OF-THE-BODY")] {
            let error = refused(400, json!({"code": code, "message": "no", field: value}).to_string().as_bytes());
            let text = shown(&error);
            prop_assert!(text.contains(&code.to_string()) && !text.contains("MARKER-OF-THE-BODY"), "{text}");
            prop_assert!(!format!("{:?}", error.api()).contains("MARKER-OF-THE-BODY"), "{:?}", error.api());
        }
    }

    #[test]
    fn no_value_of_the_path_is_shown_wherever_the_message_repeats_it(before in "[ -~]{0,40}", after in "[ -~]{0,40}") {
        for value in [SERVICE, "zebra%20crossing", "zebra crossing"] {
            let message = format!("{before} {value} {after}");
            let text = shown(&refused(404, json!({"code": 20404, "message": message}).to_string().as_bytes()));
            prop_assert!(!text.contains(value), "{text}");
        }
    }
}
