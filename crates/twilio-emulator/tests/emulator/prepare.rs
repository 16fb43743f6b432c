//! What has to exist before an operation can succeed.

use std::collections::BTreeMap;

use serde_json::json;
use twilio_catalogue::{Operation, Resource, ResourceKind, Response, Verb};

use crate::world::World;

impl World {
    /// Makes everything that a call of an operation is about.
    #[allow(dead_code, reason = "the contract tests of the workspace call it")]
    pub async fn prepare(&mut self, operation: &'static Operation) {
        let resource = self.resource(operation);
        if self.api.product.key == "flex-v1" {
            self.load_what_no_operation_makes().await;
        }
        match (resource.kind, resource.table) {
            (ResourceKind::View, Some("participant" | "member")) => self.make_membership().await,
            (ResourceKind::View, Some("configured_plugin")) => self.make_configuration().await,
            (_, Some("binding")) => {
                self.load_what_no_operation_makes().await;
                self.take_first(resource).await;
            }
            // The default service can't be deleted.
            (_, Some("service")) if operation.verb == Verb::Delete => drop(self.make("service").await),
            (ResourceKind::Collection | ResourceKind::Action, Some(table))
                if !matches!(operation.verb, Verb::Create | Verb::List) =>
            {
                self.make_owners(operation).await;
                self.ensure(table).await;
            }
            _ => self.make_owners(operation).await,
        }
    }

    /// Makes a user with a membership: of a channel in Chat, of a conversation in Conversations.
    async fn make_membership(&mut self) {
        let chat = self.api.product.key == "chat-v2";
        self.ensure("service").await;
        self.make("user").await;
        let fetch = self.api.operation(if chat { "FetchUser" } else { "FetchServiceUser" });
        let user = self.api.call(fetch.id, &self.path(fetch), &[]).await;
        self.make(if chat { "channel" } else { "conversation" }).await;
        let create = self.api.operation(if chat { "CreateMember" } else { "CreateServiceConversationParticipant" });
        let made = self.api.call(create.id, &self.path(create), &[("Identity", user.text("identity"))]).await;
        assert_eq!(made.status, 201, "{}", made.json);
    }

    /// Makes a plugin configuration with one plugin.
    pub async fn make_configuration(&mut self) {
        self.ensure("plugin_version").await;
        let create = self.api.operation("CreatePluginConfiguration");
        let plugins = self.sample(create, create.input("Plugins").unwrap()).await;
        let inputs = [("Name", "n"), ("Plugins", plugins.as_str())];
        let made = self.api.call(create.id, &BTreeMap::new(), &inputs).await;
        assert_eq!(made.status, 201, "{}", made.json);
        self.current.insert("plugin_configuration", made.text("sid").to_owned());
    }

    /// Bindings are made by client SDKs, Insights' rows by calls that were made.
    pub async fn load_what_no_operation_makes(&mut self) {
        let records = match self.api.product.key {
            "flex-v1" => json!({ "flex-v1": {
                "insights_conversation": [{ "account_id": "a", "conversation_id": "c", "segments": [{ "segment_id": "s" }] }],
                "insights_segment": [{ "segment_id": "s", "reservation_ids": ["r"] }],
            } }),
            key => {
                self.ensure("service").await;
                self.make("user").await;
                let id = if key == "chat-v2" { "FetchUser" } else { "FetchServiceUser" };
                let user = self.api.call(id, &self.path(self.api.operation(id)), &[]).await;
                let binding = json!({ "owner": self.current["service"], "identity": user.text("identity"),
                    "endpoint": "e", "credential_sid": format!("CR{:032x}", 1) });
                json!({ key: { "binding": [binding, binding, binding, binding, binding] } })
            }
        };
        self.api.emulator.load(&records).unwrap();
    }

    /// Makes the first record of a list the current one.
    pub async fn take_first(&mut self, resource: &'static Resource) {
        let list = self.find(resource, Verb::List).unwrap();
        let reply = self.api.call(list.id, &self.path(list), &[]).await;
        let Response::List { key, .. } = list.response else { panic!("{} is no list", list.id) };
        let sid = reply.json[key][0]["sid"].as_str().unwrap().to_owned();
        self.current.insert(resource.table.unwrap(), sid);
    }
}
