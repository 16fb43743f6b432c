//! A scenario for every resource, made from the catalogue: create, fetch, list over three pages, update, clear, delete, and
//! fetch again.

use std::collections::BTreeSet;

use serde_json::json;
use twilio_catalogue::{Kind, Resource, ResourceKind, Response, Target, Verb};

use crate::api::{Api, Reply};
use crate::world::{World, own_sid};

#[tokio::test]
async fn every_resource_of_chat_is_created_listed_changed_and_deleted() {
    every_resource(Api::new("chat-v2"), 54).await;
}

#[tokio::test]
async fn every_resource_of_conversations_is_created_listed_changed_and_deleted() {
    every_resource(Api::new("conversations-v1"), 103).await;
}

#[tokio::test]
async fn every_resource_of_flex_is_created_listed_changed_and_deleted() {
    every_resource(Api::new("flex-v1"), 73).await;
}

#[tokio::test]
async fn every_resource_is_created_listed_changed_and_deleted_over_a_socket() {
    for (key, operations) in [("chat-v2", 54), ("conversations-v1", 103), ("flex-v1", 73)] {
        every_resource(Api::served(key).await, operations).await;
    }
}

async fn every_resource(api: Api, operations: usize) {
    let mut world = World::of(api).await;
    if world.api.product.key == "flex-v1" {
        world.load_what_no_operation_makes().await;
    }
    let resources = world.api.product.resources;
    for resource in resources {
        match resource.kind {
            ResourceKind::Collection => collection(&mut world, resource).await,
            ResourceKind::Singleton => singleton(&mut world, resource).await,
            ResourceKind::Action => action(&mut world, resource).await,
            ResourceKind::View => view(&mut world, resource).await,
            ResourceKind::Stateless => stateless(&mut world, resource).await,
        }
    }
    let called = world.api.called.lock().unwrap().clone();
    let missed: Vec<&str> =
        world.api.product.operations.iter().map(|one| one.id).filter(|id| !called.contains(id)).collect();
    assert_eq!((called.len(), missed), (operations, Vec::new()));
}

async fn collection(world: &mut World, resource: &'static Resource) {
    let (create, list) = (world.find(resource, Verb::Create), world.find(resource, Verb::List));
    let (fetch, update, delete) =
        (world.find(resource, Verb::Fetch), world.find(resource, Verb::Update), world.find(resource, Verb::Delete));
    let table = resource.table.unwrap();
    for operation in [create, list, fetch].into_iter().flatten().take(1) {
        world.make_owners(operation).await;
    }
    // Limits of records below one owner are no matter of the scenario: each gets an owner of its own.
    if let Some(parent) = world.api.product.table(table).unwrap().parent
        && parent != "service"
    {
        world.make(parent).await;
    }
    let mut made: Vec<String> = Vec::new();
    if let Some(create) = create {
        for _ in 0..5 {
            let reply = world.create(create).await;
            made.push(own_sid(resource, &reply).unwrap());
            if let Some(fetch) = fetch {
                let fetched = world.api.call(fetch.id, &world.path(fetch), &[]).await;
                same_but_for_lists(&reply, &fetched, fetch.id);
            }
        }
    } else if table == "binding" || table == "interaction_channel" {
        if table == "binding" {
            world.load_what_no_operation_makes().await;
        }
        world.take_first(resource).await;
    } else {
        world.make(table).await;
    }
    if let Some(list) = list {
        let listed = pages(world, resource, list.id, &[]).await;
        for sid in &made {
            assert_eq!(listed.iter().filter(|one| *one == sid).count(), 1, "{}: {sid} of {listed:?}", list.id);
        }
    }
    if let Some(fetch) = fetch {
        let reply = world.api.call(fetch.id, &world.path(fetch), &[]).await;
        assert_eq!(reply.status, 200, "{}: {}", fetch.id, reply.json);
    }
    if update.is_some() {
        change(world, resource).await;
    }
    if let Some(delete) = delete {
        let path = world.path(delete);
        let reply = world.api.call(delete.id, &path, &[]).await;
        assert_eq!(reply.status, 204, "{}: {}", delete.id, reply.json);
        let again = world.api.call(delete.id, &path, &[]).await;
        assert_eq!((again.status, again.code()), (404, 20404), "{}", delete.id);
        if let Some(fetch) = fetch {
            let gone = world.api.call(fetch.id, &path, &[]).await;
            assert_eq!((gone.status, gone.code()), (404, 20404), "{}", fetch.id);
        } else if let Some(update) = update {
            let inputs = required_of(world, update).await;
            let gone = world.api.call(update.id, &path, &borrowed(&inputs)).await;
            assert_eq!((gone.status, gone.code()), (404, 20404), "{}", update.id);
        }
        world.current.remove(table);
    }
    if table == "service" {
        world.start_again().await;
    }
}

/// Follows a list in pages of two to its end, and back.
async fn pages(world: &World, resource: &Resource, id: &str, inputs: &[(&str, &str)]) -> Vec<String> {
    let operation = world.api.operation(id);
    let Response::List { key, max_page_size, .. } = operation.response else { panic!("{id} is no list") };
    let identity = resource.properties.iter().find(|(_, rule)| *rule == twilio_catalogue::Rule::Sid);
    let identity = identity.map_or("url", |(name, _)| *name);
    let mut pairs = inputs.to_vec();
    pairs.push(("PageSize", "2"));
    let mut page = world.api.call(id, &world.path(operation), &pairs).await;
    assert_eq!(page.status, 200, "{id}: {}", page.json);
    let mut seen = Vec::new();
    let mut count = 0;
    loop {
        count += 1;
        let records = page.json[key].as_array().unwrap();
        assert_eq!(page.json["meta"]["page"], count - 1, "{id}");
        assert_eq!(page.json["meta"]["page_size"], 2);
        seen.extend(records.iter().map(|record| record[identity].as_str().unwrap_or("-").to_owned()));
        let Some(next) = page.json["meta"]["next_page_url"].as_str() else { break };
        assert_eq!(records.len(), 2, "{id}: a page before the last one is full");
        let following = world.api.follow(operation, next).await;
        let back = following.json["meta"]["previous_page_url"].as_str().unwrap();
        let back = world.api.follow(operation, back).await;
        assert_eq!(back.json[key], page.json[key], "{id}: the way back");
        page = following;
    }
    assert!(seen.len() < 5 || count >= 3, "{id}: {count} pages of {}", seen.len());
    let distinct: BTreeSet<&String> = seen.iter().collect();
    assert!(distinct.len() == seen.len() || identity == "url", "{id} yields a record twice: {seen:?}");
    let whole = max_page_size.to_string();
    let mut pairs = inputs.to_vec();
    pairs.push(("PageSize", &whole));
    let all = world.api.call(id, &world.path(operation), &pairs).await;
    assert_eq!(
        all.json[key].as_array().unwrap().len().min(max_page_size as usize),
        seen.len().min(max_page_size as usize)
    );
    seen
}

/// Updates every input that is a property of the response, and clears those that can be cleared.
async fn change(world: &mut World, resource: &'static Resource) {
    let update = world.find(resource, Verb::Update).unwrap();
    let required = required_of(world, update).await;
    for input in update.inputs {
        let rule = resource.inputs.iter().find(|rule| {
            rule.name == input.name && (rule.operations.is_empty() || rule.operations.contains(&update.id))
        });
        let Some(Target::Column(column)) = rule.map(|rule| rule.target) else { continue };
        let skipped = ["Identity", "Configuration.ReplayAfter", "Status"].contains(&input.name)
            || input.name.starts_with("MessagingBinding");
        if skipped {
            continue;
        }
        let value = world.sample(update, input).await;
        let mut inputs = required.clone();
        inputs.retain(|(name, _)| name != input.name);
        inputs.push((input.name.to_owned(), value.clone()));
        if input.name == "IntegrationType" {
            inputs.push(("Integration.FlowSid".to_owned(), format!("FW{:032x}", 1)));
        }
        let reply = world.api.call(update.id, &world.path(update), &borrowed(&inputs)).await;
        assert_eq!(reply.status, 200, "{} with {inputs:?}: {}", update.id, reply.json);
        let shown = column.split('.').fold(&reply.json, |json, name| &json[name]);
        let is_plain =
            matches!(input.kind, Kind::Text) && !input.list && rule.is_some_and(|rule| rule.transform.is_none());
        if is_plain && !shown.is_null() && !column.contains("media") && !column.contains("filters") {
            assert_eq!(shown.as_str(), Some(value.as_str()), "{} {}", update.id, input.name);
        }
        let clears = matches!(input.kind, Kind::Text) && !input.required && !column.starts_with("configuration.");
        if clears {
            let mut inputs = required.clone();
            inputs.push((input.name.to_owned(), String::new()));
            let reply = world.api.call(update.id, &world.path(update), &borrowed(&inputs)).await;
            assert_eq!(reply.status, 200, "{} clearing {}: {}", update.id, input.name, reply.json);
            let shown = column.split('.').fold(&reply.json, |json, name| &json[name]);
            assert_ne!(shown.as_str(), Some(value.as_str()), "{} {} is cleared", update.id, input.name);
        }
    }
    let inputs = match required.is_empty() && update.body == twilio_catalogue::Body::Json {
        true => vec![("{json}".to_owned(), r#"{"status":"completed"}"#.to_owned())],
        false => required,
    };
    let reply = world.api.call(update.id, &world.path(update), &borrowed(&inputs)).await;
    assert_eq!(reply.status, 200, "{} with {inputs:?}: {}", update.id, reply.json);
}

async fn required_of(world: &mut World, update: &'static twilio_catalogue::Operation) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for input in update.inputs.iter().filter(|one| one.required && one.place != twilio_catalogue::Place::Path) {
        pairs.push((input.name.to_owned(), world.sample(update, input).await));
    }
    if update.id == "UpdateInteractionChannel" {
        pairs.push(("Routing".to_owned(), r#"{"status":"closed"}"#.to_owned()));
    }
    pairs
}

async fn singleton(world: &mut World, resource: &'static Resource) {
    let fetch = world.find(resource, Verb::Fetch).unwrap();
    world.make_owners(fetch).await;
    let before = world.api.call(fetch.id, &world.path(fetch), &[]).await;
    assert_eq!(before.status, 200, "{}", fetch.id);
    let update = world.find(resource, Verb::Update).unwrap();
    if update.body == twilio_catalogue::Body::Json {
        let body = r#"{"ui_version":"2.0","attributes":{"a":1}}"#;
        let reply = world.api.call(update.id, &world.path(update), &[("{json}", body)]).await;
        assert_eq!((reply.status, reply.text("ui_version")), (200, "2.0"));
        return;
    }
    let service = world.current.get("service").cloned();
    for input in update.inputs.iter().filter(|one| one.place == twilio_catalogue::Place::Form) {
        let value = world.sample(update, input).await;
        let reply = world.api.call(update.id, &world.path(update), &[(input.name, &value)]).await;
        assert_eq!(reply.status, 200, "{} with {}={value}: {}", update.id, input.name, reply.json);
    }
    if let Some(service) = service {
        world.current.insert("service", service);
    }
}

async fn action(world: &mut World, resource: &'static Resource) {
    for operation in world.api.product.operations.iter().filter(|one| one.resource == resource.name) {
        match operation.verb {
            Verb::Create => {
                world.make_owners(operation).await;
                let reply = world.create(operation).await;
                assert_eq!(reply.status, 201);
                let both = [("Participant", r#"{"identity":"p1"}"#), ("Participant", r#"{"identity":"p2"}"#)];
                let reply = world.api.call(operation.id, &world.path(operation), &both).await;
                assert_eq!(reply.status, 202, "{}", reply.json);
                world.current.remove("conversation");
            }
            _ => {
                // What is archived can't be used any more: a record of its own.
                world.make(resource.table.unwrap()).await;
                let reply = world.api.call(operation.id, &world.path(operation), &[]).await;
                assert_eq!((reply.status, &reply.json["archived"]), (200, &json!(true)), "{}", operation.id);
                let again = world.api.call(operation.id, &world.path(operation), &[]).await;
                assert_eq!((again.status, again.code()), (400, 20400));
                world.current.remove(resource.table.unwrap());
                if resource.table == Some("plugin") {
                    world.current.remove("plugin_version");
                }
            }
        }
    }
}

async fn view(world: &mut World, resource: &'static Resource) {
    let chat = world.api.product.key == "chat-v2";
    if resource.table == Some("participant") || resource.table == Some("member") {
        world.ensure("service").await;
        world.make("user").await;
        let id = if chat { "FetchUser" } else { "FetchServiceUser" };
        let user = world.api.call(id, &world.path(world.api.operation(id)), &[]).await;
        let identity = user.text("identity").to_owned();
        for _ in 0..5 {
            world.make(if chat { "channel" } else { "conversation" }).await;
            let create = if chat { "CreateMember" } else { "CreateServiceConversationParticipant" };
            let create = world.api.operation(create);
            let reply = world.api.call(create.id, &world.path(create), &[("Identity", &identity)]).await;
            assert_eq!(reply.status, 201, "{}", reply.json);
        }
        let list = world.find(resource, Verb::List).unwrap();
        let filter = list.input("Identity").is_some();
        let filters = [("Identity", identity.as_str())];
        let listed = pages(world, resource, list.id, if filter { &filters } else { &[] }).await;
        assert_eq!(listed.len(), 5, "{}", list.id);
    } else if let Some(list) = world.find(resource, Verb::List) {
        if resource.table == Some("configured_plugin") {
            world.make_configuration().await;
        }
        world.make_owners(list).await;
        if resource.name == "user_binding" {
            world.load_what_no_operation_makes().await;
        }
        let listed = pages(world, resource, list.id, &[]).await;
        assert!(!listed.is_empty(), "{}", list.id);
        if resource.table == Some("binding") {
            world.take_first(resource).await;
        }
    }
    for verb in [Verb::Fetch, Verb::Update, Verb::Delete] {
        let Some(operation) = world.find(resource, verb) else { continue };
        let mut inputs = Vec::new();
        if verb == Verb::Update {
            for input in operation.inputs.iter().filter(|one| one.place == twilio_catalogue::Place::Form) {
                inputs.push((input.name.to_owned(), world.sample(operation, input).await));
            }
        }
        let reply = world.api.call(operation.id, &world.path(operation), &borrowed(&inputs)).await;
        assert_eq!(reply.status, operation.status, "{}: {}", operation.id, reply.json);
    }
    if let Some(fetch) = world.find(resource, Verb::Delete).and(world.find(resource, Verb::Fetch)) {
        let gone = world.api.call(fetch.id, &world.path(fetch), &[]).await;
        assert_eq!(gone.status, 404, "{}", fetch.id);
    }
}

async fn stateless(world: &mut World, resource: &'static Resource) {
    for operation in world.api.product.operations.iter().filter(|one| one.resource == resource.name) {
        let reply = world.api.call(operation.id, &world.path(operation), &[]).await;
        assert_eq!(reply.status, operation.status, "{}: {}", operation.id, reply.json);
    }
}

/// A record reads back as it was returned, but for what lists leave out.
fn same_but_for_lists(created: &Reply, fetched: &Reply, id: &str) {
    assert_eq!(created.json, fetched.json, "{id}");
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
