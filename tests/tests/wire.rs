//! What is counted and named in the wire facts holds for the documents and the crates: the contract tests then hold each of these operations to it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use twilio_core::{Credentials, Product};
use twilio_tests::expect::{Document, Input, Kind, Operation, Place};
use twilio_tests::server::{Answer, Server};

const PRODUCTS: [&str; 3] = ["chat-v2", "flex-v1", "conversations-v1"];

fn documents() -> [Document; 3] {
    PRODUCTS.map(Document::load)
}

/// How many operations of each product are so.
fn count(is_so: impl Fn(&Operation) -> bool) -> [usize; 3] {
    documents().map(|document| document.operations.iter().filter(|operation| is_so(operation)).count())
}

fn has_header(name: &'static str) -> impl Fn(&Operation) -> bool {
    move |operation| operation.inputs.iter().any(|input| input.place == Place::Header && input.wire == name)
}

/// The operations with such inputs, and these inputs.
fn inputs(is_so: impl Fn(&Input) -> bool) -> (usize, usize) {
    let documents = documents();
    let operations = documents.iter().flat_map(|document| &document.operations);
    let counts = operations.map(|operation| operation.inputs.iter().filter(|input| is_so(input)).count());
    counts.filter(|count| *count > 0).fold((0, 0), |(operations, all), count| (operations + 1, all + count))
}

#[test]
fn the_bases_are_the_documented_hosts_with_their_versions() {
    assert_eq!(twilio_chat_v2::Client::SERVERS, ["https://chat.twilio.com", "https://ip-messaging.twilio.com"]);
    assert_eq!(twilio_conversations_v1::Client::SERVERS, ["https://conversations.twilio.com"]);
    assert_eq!(twilio_flex_v1::Client::SERVERS, ["https://flex-api.twilio.com"]);
    for (document, version) in documents().iter().zip(["/v2/", "/v1/", "/v1/"]) {
        assert!(document.operations.iter().all(|operation| operation.template.starts_with(version)));
    }
}

#[test]
fn operations_that_declare_headers_are_as_many_as_are_known() {
    assert_eq!(count(has_header("X-Twilio-Webhook-Enabled")), [12, 0, 26]);
    let deletes = count(|operation| operation.method == "DELETE" && has_header("X-Twilio-Webhook-Enabled")(operation));
    assert!(deletes[0] > 0 && deletes[2] > 0, "{deletes:?}");
    assert_eq!(count(has_header("Authorization")), [0, 24, 0]);
    assert_eq!(count(has_header("Flex-Metadata")), [0, 18, 0]);
    let known = ["X-Twilio-Webhook-Enabled", "Authorization", "Flex-Metadata"];
    let (_, others) = inputs(|input| input.place == Place::Header && !known.contains(&input.wire.as_str()));
    assert_eq!(others, 0, "a header that nobody has looked at");
}

#[test]
fn three_operations_send_json_four_posts_send_nothing_and_all_others_send_forms() {
    let of = |is_so: fn(&Operation) -> bool| -> Vec<String> {
        let all = documents().into_iter().flat_map(|document| document.operations);
        all.filter(is_so).map(|operation| operation.id).collect()
    };
    let mut json =
        of(|operation| operation.inputs.iter().any(|input| matches!(input.place, Place::Json | Place::Body)));
    json.sort();
    assert_eq!(json, ["CreateInteractionTransfer", "UpdateConfiguration", "UpdateInteractionTransfer"]);
    let has_body = |operation: &Operation| {
        operation.inputs.iter().any(|input| matches!(input.place, Place::Form | Place::Json | Place::Body))
    };
    assert_eq!(count(|operation| operation.method == "POST" && !has_body(operation)), [0, 4, 0]);
    assert_eq!(count(|operation| operation.method != "POST" && has_body(operation)), [0, 0, 0]);
    let methods: BTreeSet<String> =
        documents().into_iter().flat_map(|document| document.operations).map(|operation| operation.method).collect();
    assert_eq!(methods.iter().map(String::as_str).collect::<Vec<_>>(), ["DELETE", "GET", "POST"]);
}

#[test]
fn arrays_stand_in_as_many_forms_and_queries_as_are_known() {
    let array = |place: Place| move |input: &Input| input.place == place && matches!(input.kind, Kind::Array(_));
    assert_eq!(inputs(array(Place::Form)), (22, 28));
    assert_eq!(inputs(array(Place::Query)).1, 10);
}

#[test]
fn participants_of_a_new_conversation_are_texts_that_hold_json() {
    let document = Document::load("conversations-v1");
    let create = document.operation("CreateConversationWithParticipants");
    let participant = create.inputs.iter().find(|input| input.wire == "Participant").expect("declared");
    assert_eq!(participant.kind, Kind::Array(Box::new(Kind::Text)));
}

#[test]
fn dotted_names_are_flat_keys_of_forms() {
    let (_, dotted) = inputs(|input| input.place == Place::Form && input.wire.contains('.'));
    assert!(dotted > 0);
    for (product, id, name) in [
        ("conversations-v1", "CreateConversationParticipant", "MessagingBinding.Address"),
        ("conversations-v1", "CreateConversation", "Timers.Inactive"),
        ("chat-v2", "CreateChannelWebhook", "Configuration.Filters"),
    ] {
        let document = Document::load(product);
        assert!(document.operation(id).inputs.iter().any(|input| input.wire == name), "{id} {name}");
    }
}

#[test]
fn ninety_nine_operations_take_free_text_in_their_path() {
    let takes_free_text = |operation: &Operation| operation.path.iter().any(Option::is_none);
    let declared = documents().map(|document| {
        let of_the_document = |operation: &Operation| {
            let (template, method) = (&operation.template, operation.method.to_lowercase());
            Operation::read(&document.json, template, &document.json["paths"][template], &method)
        };
        document.operations.iter().map(of_the_document).filter(takes_free_text).count()
    });
    assert_eq!(declared, [32, 10, 57]);
    // Two more share their place in the walk with one of them, and so take what it takes.
    assert_eq!(count(takes_free_text), [32, 12, 57]);
    assert_eq!(documents().map(|document| document.operations.len()).iter().sum::<usize>(), 230);
}

#[test]
fn fifty_two_lists_have_the_known_largest_pages_and_name_their_array_in_meta() {
    let mut maxima: BTreeMap<&str, BTreeSet<Option<u32>>> = BTreeMap::new();
    let mut lists = 0;
    for (product, document) in PRODUCTS.iter().zip(documents()) {
        for operation in document.operations.iter().filter(|operation| operation.is_list) {
            lists += 1;
            maxima.entry(product).or_default().insert(operation.max_page_size);
            for sample in operation.samples.iter().filter_map(|sample| sample.body.as_ref()) {
                let key = sample["meta"]["key"].as_str().unwrap_or_else(|| panic!("{}: no key", operation.id));
                assert!(sample[key].is_array(), "{}: {key} is no array", operation.id);
                assert!(key == "flex_chat_channels" || operation.id != "ListChannel" || *product != "flex-v1");
            }
        }
    }
    assert_eq!(lists, 52);
    let expected = |sizes: &[u32]| sizes.iter().copied().map(Some).collect::<BTreeSet<_>>();
    assert_eq!(maxima["chat-v2"], expected(&[5, 50, 100, 1000]));
    assert_eq!(maxima["conversations-v1"], expected(&[5, 50, 100]));
    assert_eq!(maxima["flex-v1"], expected(&[1000]));
}

#[test]
fn statuses_are_the_known_ones() {
    let mut either = 0;
    for document in documents() {
        for operation in &document.operations {
            let statuses: BTreeSet<u16> = operation.samples.iter().map(|sample| sample.status).collect();
            let id = &operation.id;
            assert!(statuses.iter().all(|status| [200, 201, 202, 204].contains(status)), "{id}: {statuses:?}");
            assert_eq!(statuses.contains(&204), operation.method == "DELETE", "{id}: {statuses:?}");
            let bodies = operation.samples.iter().filter(|sample| sample.body.is_some()).count();
            assert_eq!(bodies == 0, statuses.contains(&204), "{id}: a body with any other status");
            if statuses.contains(&202) {
                assert!(id.ends_with("ConversationWithParticipants") && statuses.contains(&201), "{id}: {statuses:?}");
                either += 1;
            }
        }
    }
    assert_eq!(either, 2);
    let creates_with_200 = count(|operation| {
        operation.id.starts_with("Create") && operation.samples.iter().any(|sample| sample.status == 200)
    });
    assert_eq!(creates_with_200, [0, 3, 0]);
}

#[tokio::test]
async fn a_literal_segment_is_not_taken_for_the_parameter_beside_it() {
    let server = Server::start().await;
    server.respond(|_| Some(Answer::json(200, &json!({ "comments": [], "meta": { "key": "comments" } }))));
    let credentials = Credentials::account("AC0123456789abcdef0123456789abcdef", "token");
    let builder = twilio_flex_v1::Client::builder().credentials(credentials).base_url(server.base_url());
    let flex = builder.build().expect("a client");
    let management = flex.insights().quality_management();
    management.assessments().comments().list().first_page().await.expect("a page");
    management.assessment("FM0123456789abcdef0123456789abcdef").update(0.5, "a", "b").send().await.expect("updated");
    flex.account().provision().status().fetch().send().await.expect("a status");
    let targets: Vec<String> = server.take().into_iter().map(|request| request.target).collect();
    let below = "/v1/Insights/QualityManagement/Assessments";
    assert_eq!(
        targets,
        [
            format!("{below}/Comments"),
            format!("{below}/FM0123456789abcdef0123456789abcdef"),
            "/v1/account/provision/status".to_owned()
        ]
    );
}
