//! Random histories of Chat: counts are right, nothing is orphaned, and no key is there twice.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;

use crate::api::Api;
use crate::state::{History, Path, fixed, histories, path, runtime, sid};

/// One step; numbers choose among what is there.
#[derive(Clone, Copy, Debug)]
enum Step {
    CreateUser(u8),
    DeleteUser(usize),
    CreateChannel(u8),
    DeleteChannel(usize),
    Join(usize, u8),
    Invite(usize, u8),
    Leave(usize),
    Say(usize),
    Unsay(usize),
    Read(usize, u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (at, name) = (0..64_usize, 0..5_u8);
    let step = prop_oneof![
        3 => name.clone().prop_map(Step::CreateUser),
        1 => at.clone().prop_map(Step::DeleteUser),
        3 => name.clone().prop_map(Step::CreateChannel),
        1 => at.clone().prop_map(Step::DeleteChannel),
        6 => (at.clone(), name.clone()).prop_map(|(at, name)| Step::Join(at, name)),
        2 => (at.clone(), name.clone()).prop_map(|(at, name)| Step::Invite(at, name)),
        2 => at.clone().prop_map(Step::Leave),
        6 => at.clone().prop_map(Step::Say),
        2 => at.clone().prop_map(Step::Unsay),
        2 => (at, name).prop_map(|(at, name)| Step::Read(at, name)),
    ];
    prop::collection::vec(step, 1..40)
}

/// A service of Chat and what was done in it.
struct Chat {
    history: History,
    service: Path,
}

impl Chat {
    async fn start() -> Chat {
        let api = Api::unchecked(fixed(), "chat-v2");
        let service = api.call("CreateService", &Path::new(), &[("FriendlyName", "s")]).await;
        let service = path(&[("ServiceSid", service.text("sid"))]);
        Chat { history: History { api }, service }
    }

    fn with(&self, more: &[(&str, &str)]) -> Path {
        let mut all = self.service.clone();
        all.extend(path(more));
        all
    }

    async fn users(&self) -> Vec<Value> {
        self.history.list("ListUser", &self.service).await
    }

    async fn channels(&self) -> Vec<Value> {
        self.history.list("ListChannel", &self.service).await
    }

    /// Pairs of channel and a record in it.
    async fn in_channels(&self, id: &str) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        for channel in self.channels().await.iter().map(sid) {
            let records = self.history.list(id, &self.with(&[("ChannelSid", &channel)])).await;
            all.extend(records.into_iter().map(|one| (channel.clone(), one)));
        }
        all
    }

    async fn delete(&self, id: &str, records: &[(String, Value)], at: usize) {
        if let Some((channel, record)) = chosen(records, at) {
            let path = self.with(&[("ChannelSid", channel), ("Sid", &sid(record))]);
            self.history.some(id, &path, &[]).await;
        }
    }

    async fn step(&self, step: Step) {
        let name = |number: u8| format!("u{number}");
        match step {
            Step::CreateUser(number) => {
                self.history.some("CreateUser", &self.service, &[("Identity", &name(number))]).await;
            }
            Step::CreateChannel(number) => {
                self.history.some("CreateChannel", &self.service, &[("UniqueName", &format!("c{number}"))]).await;
            }
            Step::DeleteUser(at) => {
                if let Some(user) = chosen(&self.users().await, at) {
                    self.history.some("DeleteUser", &self.with(&[("Sid", &sid(user))]), &[]).await;
                }
            }
            Step::DeleteChannel(at) | Step::Join(at, _) | Step::Invite(at, _) | Step::Say(at) => {
                let channels = self.channels().await;
                let Some(channel) = chosen(&channels, at).map(sid) else { return };
                let path = self.with(&[("ChannelSid", &channel), ("Sid", &channel)]);
                match step {
                    Step::Join(_, who) => {
                        self.history.some("CreateMember", &path, &[("Identity", &name(who))]).await;
                    }
                    Step::Invite(_, who) => {
                        self.history.some("CreateInvite", &path, &[("Identity", &name(who))]).await;
                    }
                    Step::Say(_) => self.history.some("CreateMessage", &path, &[("Body", "hello")]).await,
                    _ => self.history.some("DeleteChannel", &path, &[]).await,
                }
            }
            Step::Leave(at) => self.delete("DeleteMember", &self.in_channels("ListMember").await, at).await,
            Step::Unsay(at) => self.delete("DeleteMessage", &self.in_channels("ListMessage").await, at).await,
            Step::Read(at, index) => {
                let members = self.in_channels("ListMember").await;
                if let Some((channel, member)) = chosen(&members, at) {
                    let path = self.with(&[("ChannelSid", channel), ("Sid", &sid(member))]);
                    let inputs = [("LastConsumedMessageIndex", &*index.to_string())];
                    self.history.some("UpdateMember", &path, &inputs).await;
                }
            }
        }
    }

    /// What holds after every history.
    async fn holds(&self) {
        let users = self.users().await;
        let identities: BTreeSet<&str> = users.iter().map(|user| user["identity"].as_str().unwrap()).collect();
        assert_eq!(identities.len(), users.len(), "an identity twice");
        let (members, messages) = (self.in_channels("ListMember").await, self.in_channels("ListMessage").await);
        let invites = self.in_channels("ListInvite").await;
        let mut joined: BTreeMap<String, usize> = BTreeMap::new();
        let mut pairs = BTreeSet::new();
        for (channel, member) in members.iter().chain(&invites) {
            let identity = member["identity"].as_str().unwrap();
            assert!(identities.contains(identity), "a member or an invite without a user");
            assert!(pairs.insert((channel, identity)), "an identity twice in a channel");
        }
        for (channel, member) in &members {
            let identity = member["identity"].as_str().unwrap();
            *joined.entry(identity.to_owned()).or_default() += 1;
            let path = self.with(&[("UserSid", identity), ("ChannelSid", channel)]);
            let seen = self.history.api.call("FetchUserChannel", &path, &[]).await;
            assert_eq!((seen.status, seen.text("status")), (200, "joined"));
            if let Some(position) = member["last_consumed_message_index"].as_i64() {
                let of_channel = messages.iter().filter(|(one, _)| one == channel);
                let unread = of_channel.filter(|(_, one)| one["index"].as_i64().unwrap() > position).count();
                assert_eq!(seen.json["unread_messages_count"], unread);
            }
        }
        for channel in self.channels().await {
            let own = sid(&channel);
            let count = |all: &[(String, Value)]| all.iter().filter(|(one, _)| *one == own).count();
            assert_eq!(channel["members_count"], count(&members));
            assert_eq!(channel["messages_count"], count(&messages));
        }
        for user in &users {
            let identity = user["identity"].as_str().unwrap();
            assert_eq!(user["joined_channels_count"], joined.get(identity).copied().unwrap_or_default());
        }
    }
}

fn chosen<T>(all: &[T], at: usize) -> Option<&T> {
    all.get(at.checked_rem(all.len())?)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_histories_of_chat_keep_counts_and_keys_right(steps in steps()) {
        runtime().block_on(async {
            let chat = Chat::start().await;
            for step in steps {
                chat.step(step).await;
            }
            chat.holds().await;
        });
    }
}
