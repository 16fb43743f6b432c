//! Which rule replies, and what is said when none does.

use serde_json::json;

use crate::error::ErrorKind;
use crate::test_support::product::{Chat, DeleteUser, FetchUser, ListUser, SERVICE, UpdateUser};
use crate::testing::{MockTransport, Reply};

fn user(mock: &MockTransport, sid: &str) -> crate::test_support::product::UserHandle {
    mock.client::<Chat>().service(SERVICE).user(sid)
}

#[tokio::test]
async fn the_first_rule_that_is_for_the_request_replies() {
    let mock = MockTransport::new()
        .on(UpdateUser::OPERATION)
        .path("Sid", "alice")
        .form("FriendlyName", "A & B")
        .reply(json!({ "identity": "by form" }))
        .on(UpdateUser::OPERATION)
        .json("/attributes/n", 1)
        .reply(json!({ "identity": "by json" }))
        .on(UpdateUser::OPERATION)
        .header("X-Own", "1")
        .reply(json!({ "identity": "by header" }))
        .on(ListUser::OPERATION)
        .query("Role", "b")
        .records([json!({ "identity": "by query" })])
        .on_path("DELETE", "/v2/Services/{ServiceSid}/Users/{Sid}")
        .path("Sid", "a/b")
        .reply(Reply::status(204))
        .on(FetchUser::OPERATION)
        .when(|request| request.path_parameter("Sid") == Some("c"))
        .reply(json!({ "identity": "by closure" }))
        .on_any()
        .respond(|request| Reply::json(200, json!({ "identity": request.operation() })));
    let alice = user(&mock, "alice");
    let identity = |response: crate::Response<crate::test_support::product::User>| response.into_inner().identity;
    let update = || alice.update();
    for (request, expected) in [
        (update().friendly_name("A & B"), "by form"),
        (update().attributes(json!({ "n": 1 })), "by json"),
        (update().with_header("X-Own", "1"), "by header"),
        (update().friendly_name("C"), "UpdateUser"),
    ] {
        assert_eq!(identity(request.send().await.expect("a user")).as_deref(), Some(expected));
    }
    let list = mock.client::<Chat>().service(SERVICE).users().list().role(["a", "b"]);
    assert_eq!(list.first_page().await.expect("a page").items()[0].identity.as_deref(), Some("by query"));
    user(&mock, "a/b").delete().send().await.expect("deleted");
    assert_eq!(identity(user(&mock, "c").fetch().send().await.expect("a user")).as_deref(), Some("by closure"));
    mock.assert_done();
    let ids = ["UpdateUser", "UpdateUser", "UpdateUser", "UpdateUser", "ListUser", "DeleteUser", "FetchUser"];
    assert_eq!(mock.operations(), ids);
    assert_eq!(DeleteUser::OPERATION.id(), "DeleteUser");
}

#[tokio::test]
async fn a_sequence_replies_in_order_and_is_then_used_up() {
    let mock = MockTransport::new()
        .on(FetchUser::OPERATION)
        .replies(["1", "2"].map(|name| json!({ "identity": name })))
        .on(FetchUser::OPERATION)
        .once(json!({ "identity": "3" }))
        .on(FetchUser::OPERATION)
        .reply(json!({ "identity": "later" }));
    let mut names = Vec::new();
    for _ in 0..5 {
        names.extend(user(&mock, "a").fetch().send().await.expect("a user").into_inner().identity);
    }
    assert_eq!(names, ["1", "2", "3", "later", "later"]);
    mock.assert_done();
}

#[tokio::test]
async fn a_request_without_a_rule_is_an_error_that_lists_the_rules_and_the_first_difference_of_each() {
    let mock = MockTransport::new()
        .on(FetchUser::OPERATION)
        .reply("{}")
        .on(UpdateUser::OPERATION)
        .path("Sid", "alice")
        .form("FriendlyName", "Alice")
        .form("RoleSid", "RL1")
        .reply("{}")
        .on(UpdateUser::OPERATION)
        .form("RoleSid", "RL1")
        .reply("{}")
        .on(UpdateUser::OPERATION)
        .replies(Vec::<Reply>::new())
        .on_path("GET", "/v2/Users")
        .reply("{}")
        .on_path("POST", "/v2/Users")
        .reply("{}")
        .on_any()
        .when(|_| false)
        .reply("{}");
    let error = user(&mock, "alice").update().friendly_name("Bob").send().await.expect_err("no rule");
    let expected = format!(
        "UpdateUser: no rule of the mock is for this request
  UpdateUser: POST /v2/Services/{SERVICE}/Users/alice
    form field FriendlyName = \"Bob\"
The rules, and why each is not for it:
  1. FetchUser: the operation is UpdateUser
  2. UpdateUser, path parameter Sid = \"alice\", form field FriendlyName = \"Alice\", form field RoleSid = \"RL1\": form field FriendlyName is \"Bob\"
  3. UpdateUser, form field RoleSid = \"RL1\": form field RoleSid is absent
  4. UpdateUser: its replies are used up, after 0 times
  5. GET /v2/Users: the method is POST
  6. POST /v2/Users: the path is /v2/Services/{SERVICE}/Users/alice
  7. any request, a closure: its closure returned false"
    );
    assert_eq!(error.to_string(), expected);
    assert!(format!("{error:?}").contains(&expected), "readable in the output of a failed test: {error:?}");
    assert_eq!((error.kind(), error.attempts(), error.was_sent()), (ErrorKind::Config, 1, false));
    assert!(mock.requests().is_empty() && !error.is_retryable());
}

#[tokio::test]
async fn what_a_test_left_undone_is_listed() {
    let mock = MockTransport::new()
        .on(FetchUser::OPERATION)
        .reply("{}")
        .on(UpdateUser::OPERATION)
        .replies(["{}", "{}", "{}"])
        .on(DeleteUser::OPERATION)
        .optional()
        .reply(Reply::status(204));
    user(&mock, "a").update().send().await.expect("a user");
    mock.client::<Chat>().service(SERVICE).users().list().first_page().await.expect_err("no rule");
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.assert_done())).expect_err("not done");
    let text = panic.downcast_ref::<String>().expect("a message");
    for part in [
        "the mock is not done:",
        "ListUser: GET ",
        "rule 1, FetchUser: never used",
        "rule 2, UpdateUser: used once, and 2 of its replies are left",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("rule 3"), "{text}");
}

#[tokio::test]
async fn a_closure_of_the_test_may_call_the_mock() {
    let mock = MockTransport::new();
    let same = mock.clone();
    mock.on_any().respond(move |_| Reply::json(200, json!({ "identity": same.requests().len().to_string() })));
    for expected in ["0", "1"] {
        let user = user(&mock, "a").fetch().send().await.expect("a user");
        assert_eq!(user.identity.as_deref(), Some(expected));
    }
}

#[tokio::test]
async fn neither_a_captured_request_nor_an_error_shows_a_credential() {
    let mock = MockTransport::new();
    let error = user(&mock, "a").fetch().with_authorization("Bearer s3cr3t").send().await.expect_err("no rule");
    mock.on_any().reply("{}");
    user(&mock, "a").fetch().with_authorization("Bearer s3cr3t").send().await.expect("a user");
    let shown = format!("{error} {error:?} {:?} {mock:?}", mock.requests());
    assert!(!shown.contains("s3cr3t"), "{shown}");
    assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer s3cr3t"), "a test that asks for it sees it");
}
