//! Lists against a server that pages.

mod ahead;
mod limits;
mod links;
mod resume;
mod two_hundred_pages;

use crate::test_support::product::{Chat, ListUser, SERVICE, User};
use crate::test_support::script::Script;
use crate::test_support::server::Scripted;

/// A page of users `first..first + count` with this link.
pub(super) fn page(first: usize, count: usize, next: &str) -> Scripted {
    let users: Vec<String> = (first..first + count).map(|number| format!(r#"{{"identity": "u{number}"}}"#)).collect();
    Scripted::json(
        200,
        format!(
            r#"{{"meta": {{"key": "users", "page": 0, "next_page_url": {next}}}, "users": [{}]}}"#,
            users.join(",")
        ),
    )
}

pub(super) fn linked(first: usize, count: usize, next: &str) -> Scripted {
    page(first, count, &format!("\"{next}\""))
}

pub(super) fn path() -> String {
    format!("/v2/Services/{SERVICE}/Users")
}

pub(super) fn list(chat: &Chat) -> ListUser {
    chat.service(SERVICE).users().list()
}

/// A server whose pages of two users each link to the next, three pages in all, five users.
pub(super) async fn three_pages() -> (Script, Chat) {
    let server = Script::new([]);
    let link = |number: usize| format!("{}{}?PageSize=2&Page={number}&PageToken=PT{number}", server.url(), path());
    server.push(linked(0, 2, &link(1)));
    server.push(linked(2, 2, &link(2)));
    server.push(page(4, 1, "null"));
    let chat = Chat::over(&server);
    (server, chat)
}

pub(super) fn names(users: &[User]) -> Vec<&str> {
    users.iter().filter_map(|user| user.identity.as_deref()).collect()
}

pub(super) async fn drain(list: ListUser) -> Result<Vec<User>, crate::Error> {
    let mut stream = list.stream();
    let mut users = Vec::new();
    while let Some(user) = stream.try_next().await? {
        users.push(user);
    }
    Ok(users)
}
