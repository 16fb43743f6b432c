//! The server: its ways in, whom it keeps out, and that it goes on serving others.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use twilio_emulator::{Emulator, Fault, FaultKind, Server};

/// Sends bytes as they are, and reads until the server closes.
pub async fn raw(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut response)).await;
    String::from_utf8_lossy(&response).into_owned()
}

pub fn request(emulator: &Emulator, server: &Server, line: &str, more: &str) -> String {
    let authorization = crate::api::authorization(emulator);
    format!(
        "{line} HTTP/1.1\r\nHost: {}\r\nAuthorization: {authorization}\r\nConnection: close\r\n{more}\r\n",
        server.address()
    )
}

async fn started() -> (Emulator, Server) {
    let emulator = Emulator::new();
    let server = emulator.serve("127.0.0.1:0").await.unwrap();
    (emulator, server)
}

#[tokio::test]
async fn products_have_prefixes_and_urls_lead_back_to_the_server() {
    let (emulator, server) = started().await;
    for (path, key) in [
        ("/chat-v2/v2/Services", "services"),
        ("/conversations-v1/v1/Conversations", "conversations"),
        ("/flex-v1/v1/FlexFlows", "flex_flows"),
    ] {
        let response = raw(&server, &request(&emulator, &server, &format!("GET {path}"), "")).await;
        assert!(response.starts_with("HTTP/1.1 200 OK"), "{response}");
        assert!(response.contains(&format!("\"key\":\"{key}\"")), "{response}");
        let first = format!("\"first_page_url\":\"http://{}{path}?PageSize=50&Page=0\"", server.address());
        assert!(response.contains(&first), "{response}");
    }
    let response = raw(&server, &request(&emulator, &server, "GET /nowhere/v1/Things", "")).await;
    assert!(response.starts_with("HTTP/1.1 404") && response.contains("20404"), "{response}");
    server.shutdown().await;
}

#[tokio::test]
async fn a_typed_client_works_over_the_socket() {
    use twilio_conversations_v1::Client;
    let (emulator, server) = started().await;
    let client = Client::builder()
        .credentials(emulator.credentials())
        .base_url(server.base_url("conversations-v1"))
        .build()
        .unwrap();
    for number in 0..5 {
        client.conversations().create().unique_name(format!("talk-{number}")).send().await.unwrap();
    }
    let mut talks = client.conversations().list().page_size(2).stream();
    let mut names = Vec::new();
    while let Some(talk) = talks.try_next().await.unwrap() {
        names.push(talk.unique_name.clone().unwrap());
    }
    assert_eq!(names, ["talk-0", "talk-1", "talk-2", "talk-3", "talk-4"]);
    let error = client.conversation("nothing").fetch().send().await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn only_loopback_addresses_are_listened_on_unless_asked() {
    let emulator = Emulator::new();
    let error = emulator.serve("0.0.0.0:0").await.unwrap_err().to_string();
    assert!(error.contains("not a loopback address"), "{error}");
    emulator
        .serve("[::1]:0")
        .await
        .map(drop)
        .or_else(|error| match error.to_string().contains("listen") {
            true => Ok(()), // no IPv6 on this machine
            false => Err(error),
        })
        .unwrap();
}

#[tokio::test]
async fn page_and_control_endpoint_need_credentials_and_refuse_foreign_pages() {
    let (emulator, server) = started().await;
    let own = server.address().to_string();
    for path in ["/", "/_emulator/page.js", "/_emulator/requests", "/_emulator/tree", "/_emulator/faults"] {
        let bare = format!("GET {path} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
        let response = raw(&server, &bare).await;
        assert!(response.starts_with("HTTP/1.1 401"), "{path}: {response}");
        assert!(response.contains("www-authenticate: Basic"), "{path}: {response}");
        let right = raw(&server, &request(&emulator, &server, &format!("GET {path}"), "")).await;
        assert!(right.starts_with("HTTP/1.1 200"), "{path}: {right}");
        let foreign =
            raw(&server, &request(&emulator, &server, &format!("GET {path}"), "Origin: http://example.com\r\n")).await;
        assert!(foreign.starts_with("HTTP/1.1 403"), "{path}: {foreign}");
        let renamed = request(&emulator, &server, &format!("GET {path}"), "").replace(&own, "example.com");
        assert!(raw(&server, &renamed).await.starts_with("HTTP/1.1 403"), "{path}");
    }
    let reset =
        raw(&server, &request(&emulator, &server, "POST /_emulator/reset", "Origin: null\r\nContent-Length: 0\r\n"))
            .await;
    assert!(reset.starts_with("HTTP/1.1 403"), "{reset}");
    let api =
        raw(&server, &request(&emulator, &server, "GET /chat-v2/v2/Services", "Origin: http://example.com\r\n")).await;
    assert!(api.starts_with("HTTP/1.1 403"), "{api}");
}

#[tokio::test]
async fn the_control_endpoint_sets_faults_and_clock_and_acts_as_a_user() {
    let (emulator, server) = started().await;
    let post = |path: &str, body: &str| {
        let more = format!("Content-Length: {}\r\n", body.len());
        request(&emulator, &server, &format!("POST {path}"), &more) + body
    };
    let response = raw(&server, &post("/_emulator/clock", r#"{"now":"2030-01-01T00:00:00Z"}"#)).await;
    assert!(response.contains("2030-01-01T00:00:00.000Z"), "{response}");
    let records = r#"{"conversations-v1":{"conversation":[{"unique_name":"tea"}]}}"#;
    assert!(raw(&server, &post("/_emulator/records", records)).await.starts_with("HTTP/1.1 200"));
    let wrong = raw(&server, &post("/_emulator/records", r#"{"conversations-v1":{"talk":[]}}"#)).await;
    assert!(wrong.starts_with("HTTP/1.1 400") && wrong.contains("no table"), "{wrong}");
    let act = r#"{"product":"conversations-v1","identity":"alice","path":"/v1/Conversations/tea/Messages","form":{"Body":"hello"}}"#;
    let response = raw(&server, &post("/_emulator/act", act)).await;
    assert!(response.contains("\"author\":\"alice\"") && response.contains("2030-01-01T00:00:00Z"), "{response}");
    let fault = r#"{"kind":"too_many_requests","value":7,"times":1,"operation":"ListConversation"}"#;
    assert!(raw(&server, &post("/_emulator/faults", fault)).await.contains("TooManyRequests"));
    let list = request(&emulator, &server, "GET /conversations-v1/v1/Conversations", "");
    assert!(raw(&server, &list).await.contains("retry-after: 7"));
    assert!(raw(&server, &list).await.starts_with("HTTP/1.1 200"));
    let log = raw(&server, &request(&emulator, &server, "GET /_emulator/requests?since=1", "")).await;
    assert!(log.contains("fault: TooManyRequests"), "{log}");
    let tree = raw(&server, &request(&emulator, &server, "GET /_emulator/tree?product=conversations-v1", "")).await;
    assert!(tree.contains("Default Conversations Service"), "{tree}");
}

#[tokio::test]
async fn faults_break_the_connection() {
    let (emulator, server) = started().await;
    let list = request(&emulator, &server, "GET /chat-v2/v2/Services", "");
    emulator.inject(Fault::new(FaultKind::Reset).times(1));
    assert_eq!(raw(&server, &list).await, "");
    emulator.inject(Fault::new(FaultKind::Truncated).times(1));
    let response = raw(&server, &list).await;
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert!(body.len() < announced.parse().unwrap(), "{response}");
    assert!(raw(&server, &list).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn an_api_key_is_as_good_as_the_auth_token() {
    use base64::Engine as _;
    let emulator = Emulator::builder().api_key("SK00000000000000000000000000000007", "secret").build().unwrap();
    let server = emulator.serve("127.0.0.1:0").await.unwrap();
    let get = |user: &str, password: &str| {
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        request(&emulator, &server, "GET /chat-v2/v2/Services", "")
            .replace(&crate::api::authorization(&emulator), &format!("Basic {pair}"))
    };
    let key = "SK00000000000000000000000000000007";
    assert!(raw(&server, &get(key, "secret")).await.starts_with("HTTP/1.1 200"));
    for (user, password) in [(key, "another"), (key, emulator.auth_token()), (emulator.account_sid(), "secret")] {
        let response = raw(&server, &get(user, password)).await;
        assert!(response.starts_with("HTTP/1.1 401") && response.contains("\"code\":20003"), "{user}: {response}");
        assert!(response.contains("twilio-request-id: RQ"), "{response}");
    }
}

#[tokio::test]
async fn unknown_inputs_are_ignored_and_logged() {
    let (emulator, server) = started().await;
    let body = "FriendlyName=a&Colour=red";
    let more = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
    let create = request(&emulator, &server, "POST /chat-v2/v2/Services", &more) + body;
    let response = raw(&server, &create).await;
    assert!(response.starts_with("HTTP/1.1 201"), "{response}");
    let logged = emulator.requests().pop().unwrap();
    assert_eq!((logged.inputs, logged.unknown_inputs), (vec!["FriendlyName".to_owned()], vec!["Colour".to_owned()]));
}

#[tokio::test]
async fn records_are_loaded_from_a_file_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.json");
    std::fs::write(&file, r#"{"conversations-v1":{"conversation":[{"unique_name":"tea"}]}}"#).unwrap();
    let emulator = Emulator::builder().records(&file).build().unwrap();
    let server = emulator.serve("127.0.0.1:0").await.unwrap();
    let get = request(&emulator, &server, "GET /conversations-v1/v1/Conversations/tea", "");
    assert!(raw(&server, &get).await.starts_with("HTTP/1.1 200"));
    std::fs::write(&file, "{").unwrap();
    let error = Emulator::builder().records(&file).build().unwrap_err().to_string();
    assert!(error.contains("records.json is not JSON"), "{error}");
}
