//! State over time: random histories, pages while records come and go, snapshots, the disk, and equal seeds.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use serde_json::Value;
use twilio_emulator::{Emulator, Expectation, Fault, FaultKind};

use crate::api::Api;

/// One step of a history; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    CreateService,
    DeleteService(usize),
    CreateUser(usize, u8),
    DeleteUser(usize),
    CreateTalk(usize, u8),
    CloseTalk(usize),
    DeleteTalk(usize),
    Add(usize, u8),
    Remove(usize),
    Say(usize, u8),
    Unsay(usize),
    Read(usize, u8),
    Advance(u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let index = 0..64_usize;
    let name = 0..6_u8;
    let step = prop_oneof![
        1 => Just(Step::CreateService),
        1 => index.clone().prop_map(Step::DeleteService),
        3 => (index.clone(), name.clone()).prop_map(|(at, name)| Step::CreateUser(at, name)),
        2 => index.clone().prop_map(Step::DeleteUser),
        4 => (index.clone(), name.clone()).prop_map(|(at, name)| Step::CreateTalk(at, name)),
        1 => index.clone().prop_map(Step::CloseTalk),
        1 => index.clone().prop_map(Step::DeleteTalk),
        6 => (index.clone(), name.clone()).prop_map(|(at, name)| Step::Add(at, name)),
        2 => index.clone().prop_map(Step::Remove),
        6 => (index.clone(), name.clone()).prop_map(|(at, name)| Step::Say(at, name)),
        2 => index.clone().prop_map(Step::Unsay),
        2 => (index, name).prop_map(|(at, index)| Step::Read(at, index)),
        1 => (1..900_u16).prop_map(Step::Advance),
    ];
    prop::collection::vec(step, 1..40)
}

/// A history against an emulator: what exists is read back from its lists.
pub struct History {
    pub api: Api,
}

pub type Path = BTreeMap<String, String>;

pub fn path(pairs: &[(&str, &str)]) -> Path {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl History {
    /// All records of a list, each exactly once.
    pub async fn list(&self, id: &str, path: &Path) -> Vec<Value> {
        let operation = self.api.operation(id);
        let twilio_catalogue::Response::List { key, .. } = operation.response else { panic!("{id}") };
        let mut page = self.api.call(id, path, &[("PageSize", "3")]).await;
        let mut all: Vec<Value> = Vec::new();
        loop {
            assert_eq!(page.status, 200, "{id}: {}", page.json);
            all.extend(page.json[key].as_array().unwrap().clone());
            let Some(next) = page.json["meta"]["next_page_url"].as_str() else { break };
            page = self.api.follow(operation, next).await;
        }
        let urls: BTreeSet<String> = all.iter().map(|one| one["url"].to_string()).collect();
        assert_eq!(urls.len(), all.len(), "{id} yields a record twice");
        all
    }

    async fn services(&self) -> Vec<String> {
        self.list("ListService", &Path::new()).await.iter().map(sid).collect()
    }

    /// Pairs of service and a record of it.
    async fn in_services(&self, id: &str) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        for service in self.services().await {
            let path = path(&[("ChatServiceSid", &service)]);
            all.extend(self.list(id, &path).await.into_iter().map(|one| (service.clone(), one)));
        }
        all
    }

    async fn in_talks(&self, id: &str) -> Vec<(String, String, Value)> {
        let mut all = Vec::new();
        for (service, talk) in self.in_services("ListServiceConversation").await {
            let talk = sid(&talk);
            let path = path(&[("ChatServiceSid", &service), ("ConversationSid", &talk)]);
            for record in self.list(id, &path).await {
                all.push((service.clone(), talk.clone(), record));
            }
        }
        all
    }

    async fn step(&self, step: &Step) {
        let pick = |all: usize, at: usize| (all > 0).then(|| at % all.max(1));
        match step {
            Step::CreateService => self.some("CreateService", &Path::new(), &[("FriendlyName", "s")]).await,
            Step::DeleteService(at) => {
                let all = self.services().await;
                if let Some(at) = pick(all.len(), *at) {
                    self.some("DeleteService", &path(&[("Sid", &all[at])]), &[]).await;
                }
            }
            Step::CreateUser(at, name) => {
                let all = self.services().await;
                let path = path(&[("ChatServiceSid", &all[at % all.len()])]);
                self.some("CreateServiceUser", &path, &[("Identity", &format!("u{name}"))]).await;
            }
            Step::DeleteUser(at) => {
                let all = self.in_services("ListServiceUser").await;
                if let Some(at) = pick(all.len(), *at) {
                    let path = path(&[("ChatServiceSid", &all[at].0), ("Sid", &sid(&all[at].1))]);
                    self.some("DeleteServiceUser", &path, &[]).await;
                }
            }
            Step::CreateTalk(at, name) => {
                let all = self.services().await;
                let path = path(&[("ChatServiceSid", &all[at % all.len()])]);
                let inputs =
                    [("UniqueName", &*format!("t{name}")), ("Timers.Inactive", "PT5M"), ("Timers.Closed", "PT10M")];
                self.some("CreateServiceConversation", &path, &inputs).await;
            }
            Step::CloseTalk(at) | Step::DeleteTalk(at) => {
                let all = self.in_services("ListServiceConversation").await;
                if let Some(at) = pick(all.len(), *at) {
                    let path = path(&[("ChatServiceSid", &all[at].0), ("Sid", &sid(&all[at].1))]);
                    match step {
                        Step::CloseTalk(_) => {
                            self.some("UpdateServiceConversation", &path, &[("State", "closed")]).await
                        }
                        _ => self.some("DeleteServiceConversation", &path, &[]).await,
                    }
                }
            }
            Step::Add(at, name) | Step::Say(at, name) => {
                let all = self.in_services("ListServiceConversation").await;
                if let Some(at) = pick(all.len(), *at) {
                    let path = path(&[("ChatServiceSid", &all[at].0), ("ConversationSid", &sid(&all[at].1))]);
                    match (step, name) {
                        (Step::Say(..), _) => {
                            self.some("CreateServiceConversationMessage", &path, &[("Body", &format!("m{name}"))])
                                .await;
                        }
                        (_, 5) => {
                            let inputs = [
                                ("MessagingBinding.Address", "+15550001"),
                                ("MessagingBinding.ProxyAddress", "+15550002"),
                            ];
                            self.some("CreateServiceConversationParticipant", &path, &inputs).await;
                        }
                        _ => {
                            self.some(
                                "CreateServiceConversationParticipant",
                                &path,
                                &[("Identity", &format!("u{name}"))],
                            )
                            .await;
                        }
                    }
                }
            }
            Step::Remove(at) | Step::Read(at, _) => {
                let all = self.in_talks("ListServiceConversationParticipant").await;
                if let Some(at) = pick(all.len(), *at) {
                    let (service, talk, one) = &all[at];
                    let path = path(&[("ChatServiceSid", service), ("ConversationSid", talk), ("Sid", &sid(one))]);
                    match step {
                        Step::Read(_, index) => {
                            let inputs = [("LastReadMessageIndex", &*index.to_string())];
                            self.some("UpdateServiceConversationParticipant", &path, &inputs).await;
                        }
                        _ => self.some("DeleteServiceConversationParticipant", &path, &[]).await,
                    }
                }
            }
            Step::Unsay(at) => {
                let all = self.in_talks("ListServiceConversationMessage").await;
                if let Some(at) = pick(all.len(), *at) {
                    let (service, talk, one) = &all[at];
                    let path = path(&[("ChatServiceSid", service), ("ConversationSid", talk), ("Sid", &sid(one))]);
                    self.some("DeleteServiceConversationMessage", &path, &[]).await;
                }
            }
            Step::Advance(seconds) => self.api.emulator.advance(Duration::from_secs(u64::from(*seconds))),
        }
    }

    /// A call that may be refused, but not by the emulator's fault.
    pub async fn some(&self, id: &str, path: &Path, inputs: &[(&str, &str)]) {
        let reply = self.api.call(id, path, inputs).await;
        assert!(reply.status < 500, "{id}: {}", reply.json);
    }

    /// What holds after every history.
    async fn holds(&self) {
        let mut names = BTreeSet::new();
        for (service, talk) in self.in_services("ListServiceConversation").await {
            assert_eq!(talk["chat_service_sid"], service.as_str());
            assert!(names.insert((service.clone(), talk["unique_name"].to_string())), "a unique name twice");
        }
        let mut users = BTreeSet::new();
        for (service, user) in self.in_services("ListServiceUser").await {
            assert!(users.insert((service.clone(), user["identity"].to_string())), "an identity twice");
        }
        let mut pairs = BTreeSet::new();
        let mut members = BTreeSet::new();
        for (service, talk, one) in self.in_talks("ListServiceConversationParticipant").await {
            let identity = one["identity"].to_string();
            if one["identity"].is_null() {
                let state = path(&[("ChatServiceSid", &service), ("Sid", &talk)]);
                let state = self.api.call("FetchServiceConversation", &state, &[]).await;
                let is_open = state.text("state") != "closed";
                assert!(!is_open || pairs.insert(one["messaging_binding"].to_string()), "an address pair twice");
            } else {
                assert!(users.contains(&(service.clone(), identity.clone())), "a participant without a user");
                assert!(members.insert((talk.clone(), identity)), "an identity twice in a conversation");
            }
            let position = one["last_read_message_index"].as_i64();
            let path = path(&[("ChatServiceSid", &service), ("ConversationSid", &talk)]);
            let messages = self.list("ListServiceConversationMessage", &path).await;
            let indices: Vec<i64> = messages.iter().map(|one| one["index"].as_i64().unwrap()).collect();
            assert!(indices.windows(2).all(|pair| pair[0] < pair[1]), "indices grow: {indices:?}");
            if let (Some(identity), Some(position)) = (one["identity"].as_str(), position) {
                let mut of_user = path.clone();
                of_user.insert("UserSid".to_owned(), identity.to_owned());
                let seen = self.api.call("FetchServiceUserConversation", &of_user, &[]).await;
                let unread = indices.iter().filter(|index| **index > position).count();
                assert_eq!(seen.json["unread_messages_count"], unread);
            }
        }
        // Every role that something names exists.
        for (service, user) in self.in_services("ListServiceUser").await {
            let path = path(&[("ChatServiceSid", &service), ("Sid", user["role_sid"].as_str().unwrap())]);
            assert_eq!(self.api.call("FetchServiceRole", &path, &[]).await.status, 200);
        }
    }
}

pub fn sid(record: &Value) -> String {
    record["sid"].as_str().unwrap().to_owned()
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// How many histories are run; the thousand by `EMULATOR_HISTORIES=1000`.
pub fn histories() -> u32 {
    std::env::var("EMULATOR_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_histories_keep_what_always_holds(steps in steps()) {
        let api = Api::unchecked(fixed(), "conversations-v1");
        runtime().block_on(async {
            let history = History { api };
            for step in &steps {
                history.step(step).await;
            }
            history.holds().await;
        });
    }
}

/// An emulator whose clock stands still.
pub fn fixed() -> Emulator {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_750_000_000);
    Emulator::builder().seed(3).clock(start).build().unwrap()
}

#[tokio::test]
async fn a_list_yields_what_existed_throughout_exactly_once() {
    let history = History { api: Api::of(fixed(), "conversations-v1") };
    let none = Path::new();
    for number in 0..9 {
        history.some("CreateConversation", &none, &[("UniqueName", &number.to_string())]).await;
    }
    let operation = history.api.operation("ListConversation");
    let mut page = history.api.call(operation.id, &none, &[("PageSize", "3")]).await;
    let mut seen = Vec::new();
    let mut round = 0;
    loop {
        seen.extend(
            page.json["conversations"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["unique_name"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page.json["meta"]["next_page_url"].as_str().map(str::to_owned) else { break };
        // The record that the token names, one that was seen, and one that was not.
        for gone in [seen.last().unwrap().clone(), format!("{}", round * 3), format!("{}", 8 - round)] {
            history.some("DeleteConversation", &path(&[("Sid", &gone)]), &[]).await;
        }
        history.some("CreateConversation", &none, &[("UniqueName", &format!("new-{round}"))]).await;
        round += 1;
        page = history.api.follow(operation, &next).await;
    }
    let remaining = history.list("ListConversation", &none).await;
    for talk in remaining.iter().map(|one| one["unique_name"].as_str().unwrap()).filter(|name| !name.starts_with("new"))
    {
        assert_eq!(seen.iter().filter(|one| *one == talk).count(), 1, "{talk} in {seen:?}");
    }
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(distinct.len(), seen.len(), "{seen:?}");
}

async fn some_requests(emulator: &Emulator) -> Vec<String> {
    let history = History { api: Api::of(emulator.clone(), "conversations-v1") };
    let mut bodies = Vec::new();
    for number in 0..3 {
        let name = number.to_string();
        let talk = history.api.call("CreateConversation", &Path::new(), &[("UniqueName", &name)]).await;
        let of = path(&[("ConversationSid", talk.text("sid"))]);
        let said = history.api.call("CreateConversationMessage", &of, &[("Body", "hello")]).await;
        bodies.extend([talk.json.to_string(), said.json.to_string()]);
        bodies.push(format!("{:?}", said.headers));
    }
    bodies
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(some_requests(&fixed()).await, some_requests(&fixed()).await);
}

#[tokio::test]
async fn snapshots_and_resets_go_back() {
    let emulator = fixed();
    let first = some_requests(&emulator).await;
    let snapshot = emulator.snapshot();
    let history = History { api: Api::of(emulator.clone(), "conversations-v1") };
    history.some("DeleteConversation", &path(&[("Sid", "0")]), &[]).await;
    emulator.restore(&snapshot);
    assert_eq!(history.list("ListConversation", &Path::new()).await.len(), 3);
    emulator.reset();
    assert!(history.list("ListConversation", &Path::new()).await.is_empty());
    assert_eq!(some_requests(&emulator).await[0], first[0], "SIDs start again");
}

#[tokio::test]
async fn records_survive_in_a_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.redb");
    let build = || {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_750_000_000);
        Emulator::builder().seed(3).clock(start).data(&file).build()
    };
    let emulator = build().unwrap();
    let before = some_requests(&emulator).await;
    assert!(build().is_err(), "one emulator a file");
    let all = |emulator: &Emulator| {
        let history = History { api: Api::of(emulator.clone(), "conversations-v1") };
        async move { history.list("ListConversation", &Path::new()).await }
    };
    let talks = all(&emulator).await;
    drop(emulator);
    let emulator = opened(build).await;
    assert_eq!(all(&emulator).await, talks);
    let history = History { api: Api::of(emulator.clone(), "conversations-v1") };
    let said =
        history.api.call("CreateConversationMessage", &path(&[("ConversationSid", "0")]), &[("Body", "a")]).await;
    assert_eq!(said.json["index"], 1, "indices go on");
    assert!(!before.iter().any(|body| body.contains(said.text("sid"))), "SIDs go on");
    emulator.reset();
    history.some("CreateUser", &Path::new(), &[("Identity", "after the reset")]).await;
    drop((emulator, history));
    let emulator = opened(build).await;
    assert!(all(&emulator).await.is_empty());
}

/// Opens the file again once the thread of the last emulator has let it go.
async fn opened(build: impl Fn() -> Result<Emulator, twilio_emulator::StartError>) -> Emulator {
    for _ in 0..100 {
        if let Ok(emulator) = build() {
            return emulator;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    build().unwrap()
}

#[tokio::test]
async fn faults_meet_a_share_of_requests_by_the_seed() {
    let count = async |seed: u64| {
        let emulator = Emulator::builder().seed(seed).build().unwrap();
        emulator.inject(Fault::new(FaultKind::Unavailable).percent(30).method("get"));
        let history = History { api: Api::of(emulator, "conversations-v1") };
        let mut statuses = Vec::new();
        for _ in 0..100 {
            statuses.push(history.api.call("ListConversation", &Path::new(), &[]).await.status);
        }
        statuses
    };
    let first = count(1).await;
    assert_eq!(first, count(1).await);
    assert_ne!(first, count(2).await);
    let met = first.iter().filter(|status| **status == 503).count();
    assert!((15..45).contains(&met), "{met}");
}

#[tokio::test]
async fn responses_are_damaged_on_request() {
    let history = History { api: Api::of(fixed(), "conversations-v1") };
    some_requests(&history.api.emulator).await;
    let body = async |kind: FaultKind| {
        use twilio_core::transport::{Limits, Transport};
        history.api.emulator.inject(Fault::new(kind).times(1));
        let request = http::Request::builder()
            .uri("https://conversations.twilio.com/v1/Conversations?PageSize=1")
            .header("authorization", crate::api::authorization(&history.api.emulator))
            .body(bytes::Bytes::new())
            .unwrap();
        let response = history.api.emulator.send(request, Limits::new(Duration::from_secs(5))).await.unwrap();
        (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
    };
    assert!(body(FaultKind::UnknownEnumValue).await.1.contains("\"state\":\"value_of_tomorrow\""));
    assert!(body(FaultKind::MalformedSid).await.1.contains("\"not-a-sid\""));
    assert!(body(FaultKind::ForeignNextLink).await.1.contains("https://elsewhere.example"));
    let (status, html) = body(FaultKind::Html).await;
    assert!(status == 502 && html.starts_with("<html>"));
}

#[tokio::test]
async fn expectations_count_requests() {
    let emulator = fixed();
    emulator.expect(Expectation::of("CreateConversation").with_input("UniqueName").times(3));
    emulator.expect(Expectation::of("CreateConversationMessage").with_status(201));
    let unmet = emulator.verify().unwrap_err().to_string();
    assert_eq!(unmet, "expected 3 requests of CreateConversation with UniqueName, there were 0");
    some_requests(&emulator).await;
    emulator.verify().unwrap();
}
