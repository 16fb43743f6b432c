//! Wrong inputs, made from the catalogue's types and bounds: each is refused with status 400 by name.

use twilio_catalogue::{Check, Kind, Place, ResourceKind, Target, Verb};

use crate::world::World;

#[tokio::test]
async fn wrong_inputs_are_refused_by_name() {
    let mut total = 0;
    for key in ["chat-v2", "conversations-v1", "flex-v1"] {
        total += product(key).await;
    }
    assert!(total >= 200, "{total} wrong inputs");
}

async fn product(key: &str) -> usize {
    let mut world = World::new(key).await;
    let mut count = 0;
    for operation in world.api.product.operations {
        let resource = world.resource(operation);
        let is_creation = operation.verb == Verb::Create && resource.kind == ResourceKind::Collection;
        if !is_creation && operation.verb != Verb::List {
            continue;
        }
        let makes_no_records = ["receipt", "interaction_channel", "configured_plugin"];
        if resource.path.iter().any(|rule| rule.table.is_some_and(|table| makes_no_records.contains(&table)))
            && key != "flex-v1"
        {
            continue;
        }
        world.make_owners(operation).await;
        for input in operation.inputs.iter().filter(|one| !matches!(one.place, Place::Path | Place::Header)) {
            let rule = resource.inputs.iter().find(|rule| {
                rule.name == input.name && (rule.operations.is_empty() || rule.operations.contains(&operation.id))
            });
            let mut wrong: Vec<String> = match input.kind {
                Kind::Sid(prefix) => vec![format!("{prefix}123"), format!("XX{:032x}", 1)],
                Kind::Enum(_) | Kind::Boolean => vec!["neither".to_owned()],
                Kind::Integer { max, .. } => {
                    let mut all = vec!["many".to_owned()];
                    all.extend(max.map(|max| (max + 1).to_string()));
                    all
                }
                Kind::Number => vec!["much".to_owned()],
                Kind::DateTime => vec!["today".to_owned()],
                Kind::Url => vec!["not a url".to_owned()],
                Kind::HttpMethod => vec!["PATCH".to_owned()],
                Kind::Text | Kind::Json | Kind::Links => Vec::new(),
            };
            for check in rule.into_iter().flat_map(|rule| rule.checks) {
                match check {
                    Check::MaxChars(max, _) => wrong.push("x".repeat(*max as usize + 1)),
                    Check::MaxBytes(max, _) => wrong.push(format!("\"{}\"", "x".repeat(*max as usize))),
                    Check::NotLikeSid(prefix, _) => wrong.push(format!("{prefix}{:032x}", 1)),
                    Check::Json(_) | Check::JsonObject(_) => wrong.push("{".to_owned()),
                    Check::MinDuration(..) => wrong.extend(["PT1S".to_owned(), "soon".to_owned()]),
                    Check::Range(_, max, _) => wrong.push((max + 1).to_string()),
                    Check::Integer(_) => wrong.push("-1".to_owned()),
                    Check::Event(_) => wrong.push("onTea".to_owned()),
                    _ => {}
                }
            }
            if rule.is_some_and(|rule| rule.target == Target::PageToken) {
                wrong.push("nonsense".to_owned());
            }
            for value in wrong {
                let mut pairs = match operation.verb {
                    Verb::Create => world.required(operation).await,
                    _ if operation.id.ends_with("ParticipantConversation") => {
                        vec![("Identity".to_owned(), "alice".to_owned())]
                    }
                    _ => Vec::new(),
                };
                pairs.retain(|(name, _)| name != input.name);
                pairs.push((input.name.to_owned(), value.clone()));
                let pairs: Vec<(&str, &str)> =
                    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let reply = world.api.call(operation.id, &world.path(operation), &pairs).await;
                let shown: String = value.chars().take(40).collect();
                assert_eq!(reply.status, 400, "{} {}={shown}: {}", operation.id, input.name, reply.json);
                let message = reply.text("message");
                assert!(message.contains(input.name), "{} {}={shown}: {message}", operation.id, input.name);
                count += 1;
            }
        }
        if is_creation && operation.body == twilio_catalogue::Body::Form {
            count += missing_and_unknown(&mut world, operation).await;
        }
    }
    count
}

/// Each required input left out, and one that the operation does not have.
async fn missing_and_unknown(world: &mut World, operation: &'static twilio_catalogue::Operation) -> usize {
    let mut count = 0;
    let required: Vec<&str> =
        operation.inputs.iter().filter(|one| one.required && one.place == Place::Form).map(|one| one.name).collect();
    for name in required {
        let pairs = world.required(operation).await;
        let pairs: Vec<(&str, &str)> =
            pairs.iter().filter(|(one, _)| one != name).map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = world.api.call(operation.id, &world.path(operation), &pairs).await;
        assert_eq!(reply.status, 400, "{} without {name}: {}", operation.id, reply.json);
        assert!(reply.text("message").contains(name), "{} without {name}: {}", operation.id, reply.json);
        count += 1;
    }
    let reply = world.api.call(operation.id, &world.path(operation), &[("Unheard", "1")]).await;
    assert_eq!((reply.status, reply.text("message")), (400, "Unknown parameter Unheard"), "{}", operation.id);
    count + 1
}
