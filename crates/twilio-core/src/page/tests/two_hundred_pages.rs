//! A long list that is dropped, stored and resumed: each record comes once.

use super::{linked, list, names, page, path};
use crate::request::Continuation;
use crate::test_support::product::{Chat, ListUser};
use crate::test_support::script::Script;

const PAGES: usize = 200;
const PAGE: usize = 5;

/// A server with pages `from..200` on record.
async fn server(from: usize) -> Script {
    let server = Script::new([]);
    for number in from..PAGES {
        let next = format!("{}{}?PageSize={PAGE}&Page={}&PageToken=PT{0}", server.url(), path(), number + 1);
        server.push(match number + 1 == PAGES {
            true => page(number * PAGE, PAGE, "null"),
            false => linked(number * PAGE, PAGE, &next),
        });
    }
    server
}

/// Takes `count` records at most, then drops the stream and gives what another process would read.
async fn take(list: ListUser, count: usize, users: &mut Vec<String>) -> Option<Continuation> {
    let mut stream = list.stream();
    for _ in 0..count {
        let Some(user) = stream.try_next().await.expect("a page") else { break };
        users.extend(names(&[user]).into_iter().map(str::to_owned));
    }
    let text = serde_json::to_string(&stream.continuation()).expect("JSON");
    drop(stream);
    serde_json::from_str(&text).expect("a continuation or null")
}

async fn each_once(drops: &[usize], prefetch: bool) {
    let options = |list: ListUser| if prefetch { list.with_prefetch() } else { list };
    let (mut users, mut continuation) = (Vec::new(), None);
    for &count in drops.iter().chain([&usize::MAX]) {
        let server = server(users.len() / PAGE).await;
        let chat = Chat::over(&server);
        let list = options(list(&chat).page_size(PAGE as u32));
        let list = match &continuation {
            Some(continuation) => list.resume(continuation),
            None => list,
        };
        continuation = take(list, count, &mut users).await;
    }
    let expected: Vec<String> = (0..PAGES * PAGE).map(|number| format!("u{number}")).collect();
    assert!(users == expected && continuation.is_none(), "dropped behind {drops:?}: {} records", users.len());
}

#[tokio::test]
async fn a_stream_over_200_pages_that_is_dropped_stored_and_resumed_yields_each_record_once() {
    each_once(&[503], false).await;
    each_once(&[500], false).await;
    each_once(&[1, 1, 3, 250, 7, 0, 333], false).await;
}

#[tokio::test]
async fn prefetching_makes_no_difference_to_a_resumed_stream() {
    each_once(&[503], true).await;
    each_once(&[999], true).await;
    each_once(&[1, 1, 3, 250, 7, 0, 333], true).await;
}
