//! Records to call operations about: made from the catalogue, owners first.

use std::collections::BTreeMap;

use twilio_catalogue::{Check, Input, Kind, LookupBy, Operation, Resource, ResourceKind, Target, Verb};

use crate::api::{Api, Reply};

/// The records that calls are about, one for each table.
#[derive(Debug)]
pub struct World {
    pub api: Api,
    /// Table to the value of its path parameter.
    pub current: BTreeMap<&'static str, String>,
    counter: usize,
}

impl World {
    pub async fn new(key: &str) -> World {
        World::of(Api::new(key)).await
    }

    pub async fn of(api: Api) -> World {
        let mut world = World { api, current: BTreeMap::new(), counter: 0 };
        world.start_again().await;
        world
    }

    /// Forgets the current records. Those of Conversations are made in the default service, so that what is made through the
    /// long paths is seen through the short ones as well.
    pub async fn start_again(&mut self) {
        self.current.clear();
        if self.api.product.key == "conversations-v1" {
            let configuration = self.api.call("FetchConfiguration", &BTreeMap::new(), &[]).await;
            self.current.insert("service", configuration.text("default_chat_service_sid").to_owned());
        }
    }

    pub fn resource(&self, operation: &Operation) -> &'static Resource {
        self.api.product.resource(operation.resource).unwrap()
    }

    /// A word that was not used before.
    pub fn word(&mut self) -> String {
        self.counter += 1;
        format!("word-{}", self.counter)
    }

    /// The operation of a resource with this verb.
    pub fn find(&self, resource: &Resource, verb: Verb) -> Option<&'static Operation> {
        self.api.product.operations.iter().find(|one| one.resource == resource.name && one.verb == verb)
    }

    /// The path parameters of an operation, from the current records.
    pub fn path(&self, operation: &Operation) -> BTreeMap<String, String> {
        let resource = self.resource(operation);
        let rules = resource.path.iter().filter(|rule| operation.path.contains(&format!("{{{}}}", rule.name)));
        rules
            .map(|rule| {
                let table = rule.table.unwrap_or_else(|| match rule.by[0] {
                    LookupBy::Joined(table, _) => table,
                    _ => resource.table.unwrap(),
                });
                let value = self.current.get(table).unwrap_or_else(|| panic!("{}: no {table}", operation.id));
                (rule.name.to_owned(), value.clone())
            })
            .collect()
    }

    /// Makes records of all tables that the path of an operation names, its own not among them.
    pub async fn make_owners(&mut self, operation: &Operation) {
        let resource = self.resource(operation);
        for rule in resource.path {
            if let Some(table) = rule.table {
                self.ensure(table).await;
            }
        }
    }

    /// Makes a record of a table, unless there is one.
    pub async fn ensure(&mut self, table: &'static str) {
        if !self.current.contains_key(table) {
            self.make(table).await;
        }
    }

    /// Makes another record of a table, and makes it the current one.
    pub async fn make(&mut self, table: &'static str) -> Reply {
        let product = self.api.product;
        let long =
            product.resources.iter().filter(|one| one.table == Some(table) && one.kind == ResourceKind::Collection);
        let resource = long.clone().find(|one| !one.default_service).or(long.clone().next()).unwrap();
        let Some(create) = self.find(resource, Verb::Create) else { return self.made_otherwise(table).await };
        Box::pin(self.make_owners(create)).await;
        self.create(create).await
    }

    /// Creates a record with what the operation requires.
    pub async fn create(&mut self, create: &'static Operation) -> Reply {
        let inputs = self.required(create).await;
        let pairs: Vec<(&str, &str)> = inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = self.api.call(create.id, &self.path(create), &pairs).await;
        assert!((200..300).contains(&reply.status), "{} with {inputs:?}: {}", create.id, reply.json);
        let resource = self.resource(create);
        if let (Some(table), Some(sid)) = (resource.table, own_sid(resource, &reply)) {
            self.current.insert(table, sid);
        }
        reply
    }

    /// Records that no operation creates by itself.
    async fn made_otherwise(&mut self, table: &'static str) -> Reply {
        match table {
            "interaction_channel" => {
                let interaction = Box::pin(self.make("interaction")).await;
                let sid = interaction.json["channel"]["sid"].as_str().unwrap().to_owned();
                self.current.insert(table, sid);
                interaction
            }
            "receipt" => {
                Box::pin(self.ensure("conversation")).await;
                let path = BTreeMap::from([("ConversationSid".to_owned(), self.current["conversation"].clone())]);
                let number = format!("+1555{:07}", self.counter);
                self.counter += 1;
                let pairs =
                    [("MessagingBinding.Address", number.as_str()), ("MessagingBinding.ProxyAddress", "+15550001")];
                let added = self.api.call("CreateConversationParticipant", &path, &pairs).await;
                assert_eq!(added.status, 201, "{}", added.json);
                let message = Box::pin(self.make("message")).await;
                let list =
                    self.find(self.api.product.resource("conversation_message_receipt").unwrap(), Verb::List).unwrap();
                let receipts = self.api.call(list.id, &self.path(list), &[]).await;
                let sid = receipts.json["delivery_receipts"][0]["sid"].as_str().unwrap().to_owned();
                self.current.insert(table, sid);
                message
            }
            _ => panic!("nothing makes {table}"),
        }
    }

    /// The inputs that a creation needs, with values.
    pub async fn required(&mut self, create: &'static Operation) -> Vec<(String, String)> {
        let resource = self.resource(create);
        let mut names: Vec<&'static str> =
            create.inputs.iter().filter(|one| one.required).map(|one| one.name).collect();
        names.extend(resource.required_one_of.iter().map(|group| group[0]));
        match create.id {
            "CreateServiceConversationScopedWebhook" | "CreateConversationScopedWebhook" | "CreateChannelWebhook" => {
                names.extend(["Configuration.Url", "Configuration.Filters"]);
            }
            "CreateInsightsQuestionnaires" => names.push("Active"),
            _ => {}
        }
        let mut pairs = Vec::new();
        for name in names {
            if let Some(input) = create.input(name).filter(|input| input.place != twilio_catalogue::Place::Path) {
                let value = self.sample(create, input).await;
                pairs.push((name.to_owned(), value));
            }
        }
        pairs
    }

    /// A value that an input takes.
    pub async fn sample(&mut self, operation: &'static Operation, input: &Input) -> String {
        let resource = self.resource(operation);
        let rule = resource.inputs.iter().find(|rule| {
            rule.name == input.name && (rule.operations.is_empty() || rule.operations.contains(&operation.id))
        });
        let fixed = match (operation.id, input.name) {
            (_, "Channel") => {
                Some(r#"{"type":"sms","initiated_by":"api","participants":[{"address":"+15550100"}]}"#.to_owned())
            }
            (_, "Routing") if operation.id == "UpdateInteractionChannel" => Some(r#"{"status":"closed"}"#.to_owned()),
            (_, "Routing") => Some(r#"{"properties":{"workspace_sid":"WS1","priority":5}}"#.to_owned()),
            (_, "MediaProperties") => Some(format!(r#"{{"address":"{}"}}"#, self.word())),
            (_, "Participant") => Some(format!(r#"{{"identity":"{}"}}"#, self.word())),
            (_, "Configuration.Filters") if self.api.product.key == "chat-v2" => Some("onMessageSent".to_owned()),
            (_, "Configuration.Filters" | "Filters" | "AutoCreation.WebhookFilters") => {
                Some("onMessageAdded".to_owned())
            }
            (_, "WebhookFilters") => Some("onMessageSent".to_owned()),
            ("CreateInvite", "Identity") => {
                Box::pin(self.make("user")).await;
                let user = self.api.call("FetchUser", &self.path(self.api.operation("FetchUser")), &[]).await;
                Some(user.text("identity").to_owned())
            }
            ("CreateInsightsQuestionnaires", "Active") => Some("true".to_owned()),
            ("UpdateInteractionChannel", "Status") => Some("inactive".to_owned()),
            (_, "State") => Some("active".to_owned()),
            (_, "StartDate") => Some("2024-03-04T08:15:30Z".to_owned()),
            (_, "EndDate") => Some("2034-03-04T00:00:00Z".to_owned()),
            (_, "Target") if operation.id.contains("ScopedWebhook") => Some("webhook".to_owned()),
            ("CreateChannelWebhook", "Type") => Some("webhook".to_owned()),
            (_, "Plugins") => {
                Box::pin(self.ensure("plugin_version")).await;
                Some(format!(r#"{{"plugin_version":"{}","phase":3}}"#, self.current["plugin_version"]))
            }
            (_, "ContentVariables") => Some(r#"{"1":"one"}"#.to_owned()),
            (_, "MessagingBinding.Address" | "MessagingBinding.ProxyAddress") => {
                self.counter += 1;
                Some(format!("+1555{:07}", self.counter))
            }
            _ => None,
        };
        if let Some(fixed) = fixed {
            return fixed;
        }
        for check in rule.into_iter().flat_map(|rule| rule.checks) {
            match check {
                Check::Json(_) | Check::JsonObject(_) => return r#"{"a":1}"#.to_owned(),
                Check::MinDuration(..) => return "PT20M".to_owned(),
                Check::Exists(table, condition, _) => {
                    return match condition {
                        Some(("type", twilio_catalogue::Literal::Text(kind))) => self.role(kind).await,
                        _ => {
                            Box::pin(self.ensure(table)).await;
                            self.current[table].clone()
                        }
                    };
                }
                Check::Range(min, ..) => return min.to_string(),
                Check::OneOf(values, _) => return values[0].to_owned(),
                _ => {}
            }
        }
        let is_token = rule.is_some_and(|rule| rule.target == Target::PageToken);
        match input.kind {
            _ if is_token => String::new(),
            Kind::Text | Kind::Json | Kind::Links => self.word(),
            Kind::Sid(prefix) => {
                self.counter += 1;
                format!("{prefix}{:032x}", self.counter)
            }
            Kind::Enum(values) => values[0].to_owned(),
            Kind::Boolean => "true".to_owned(),
            Kind::Integer { min, .. } => min.unwrap_or(1).to_string(),
            Kind::Number => "1.5".to_owned(),
            Kind::DateTime => "2024-03-04T08:15:30Z".to_owned(),
            Kind::Url => "https://example.com/hook".to_owned(),
            Kind::HttpMethod => "POST".to_owned(),
        }
    }

    /// A role of this type in the current service.
    async fn role(&mut self, kind: &str) -> String {
        let id = if self.api.product.key == "chat-v2" { "ListRole" } else { "ListServiceRole" };
        let roles = self.api.call(id, &self.path(self.api.operation(id)), &[]).await;
        let roles = roles.json["roles"].as_array().unwrap().clone();
        roles.iter().find(|role| role["type"] == kind).unwrap()["sid"].as_str().unwrap().to_owned()
    }
}

/// The value of a record's own SID property.
pub fn own_sid(resource: &Resource, reply: &Reply) -> Option<String> {
    let (name, _) = resource.properties.iter().find(|(_, rule)| *rule == twilio_catalogue::Rule::Sid)?;
    reply.json[*name].as_str().map(str::to_owned)
}
