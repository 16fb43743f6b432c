//! One operation, as the document says it.

use serde_json::Value;

use super::schema::{Kind, deep, kind, merged, private, resolve};
use crate::values::ANY_SID;

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The query.
    Query,
    /// A header.
    Header,
    /// A field of the form.
    Form,
    /// A member of the JSON body.
    Json,
    /// The whole JSON body.
    Body,
}

/// A parameter beside the path's, or a field of the body.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: Place,
    /// What it holds.
    pub kind: Kind,
    /// Whether no call goes without it.
    pub required: bool,
}

/// A documented success: its status, and an example unless it has no body.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Option<Value>,
    /// The strings of the body that the document marks as personal data.
    pub private: Vec<String>,
    /// Where it redirects to.
    pub location: Option<String>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operationId.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub template: String,
    /// The SID prefix of each path parameter, in the order of the template.
    pub path: Vec<Option<String>>,
    /// Everything else but the paging parameters.
    pub inputs: Vec<Input>,
    /// Whether `PageSize`, `Page` and `PageToken` are documented.
    pub is_list: bool,
    /// The array of a page, where the page does not name it.
    pub record_key: Option<String>,
    /// Whether the next page is a path beside the records, as in the oldest API.
    pub is_flat: bool,
    /// The largest page.
    pub max_page_size: Option<u32>,
    /// Every documented success with each of its examples.
    pub samples: Vec<Sample>,
}

const PAGING: [&str; 3] = ["PageSize", "Page", "PageToken"];

impl Operation {
    /// Reads one operation; `item` is its path item.
    pub fn read(root: &Value, template: &str, item: &Value, method: &str) -> Operation {
        let samples = samples(root, &item[method]);
        Operation::with_samples(root, template, item, method, samples).without_paging()
    }

    /// The same, with the given successes.
    pub fn with_samples(root: &Value, template: &str, item: &Value, method: &str, samples: Vec<Sample>) -> Operation {
        let operation = &item[method];
        let id = operation["operationId"].as_str().expect("every operation has an id").to_owned();
        let lists = [item.get("parameters"), operation.get("parameters")];
        let parameters: Vec<&Value> =
            lists.into_iter().flatten().filter_map(Value::as_array).flatten().map(|one| resolve(root, one)).collect();
        let named = |wire: &str| parameters.iter().find(|one| one["name"] == wire).copied();
        let path = names(template)
            .map(|name| {
                let parameter = named(name).unwrap_or_else(|| panic!("{id}: {name} is not declared"));
                match kind(root, &parameter["schema"]) {
                    Kind::Sid(prefix) => Some(prefix),
                    Kind::AnySid => Some(ANY_SID.to_owned()),
                    _ => None,
                }
            })
            .collect();
        let mut inputs: Vec<Input> = parameters.iter().filter_map(|one| input(root, one)).collect();
        inputs.extend(body(root, operation));
        let page_size = named("PageSize").map(|parameter| merged(root, &parameter["schema"]));
        Operation {
            method: method.to_uppercase(),
            template: template.to_owned(),
            path,
            inputs,
            is_list: PAGING.iter().all(|wire| named(wire).is_some()),
            max_page_size: page_size.and_then(|schema| u32::try_from(schema.get("maximum")?.as_u64()?).ok()),
            record_key: None,
            is_flat: false,
            samples,
            id,
        }
    }

    /// Leaves out the inputs that the pager of a list sets.
    pub fn without_paging(mut self) -> Operation {
        self.inputs.retain(|input| !input.is_paging());
        self
    }

    /// The template with every parameter written alike, which tells positions of the walk.
    pub fn positions(&self) -> Vec<String> {
        let mut walked = String::new();
        let mut positions = Vec::new();
        for segment in self.template.split('/') {
            let is_parameter = segment.starts_with('{');
            walked.push('/');
            walked.push_str(if is_parameter { "{}" } else { segment });
            if is_parameter {
                positions.push(walked.clone());
            }
        }
        positions
    }
}

/// The names of a template's parameters.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn input(root: &Value, parameter: &Value) -> Option<Input> {
    let wire = parameter["name"].as_str()?.to_owned();
    let (place, kind) = match (parameter["in"].as_str()?, kind(root, &parameter["schema"])) {
        ("query", kind) => (Place::Query, kind),
        ("header", Kind::Text) => (Place::Header, Kind::HeaderText),
        ("header", kind) => (Place::Header, kind),
        _ => return None,
    };
    let required = parameter["required"] == true;
    Some(Input { wire, place, kind, required })
}

impl Input {
    /// Whether the pager of a list sets it.
    pub fn is_paging(&self) -> bool {
        self.place == Place::Query && PAGING.contains(&self.wire.as_str())
    }
}

fn body(root: &Value, operation: &Value) -> Vec<Input> {
    let Some(request) = operation.get("requestBody") else { return Vec::new() };
    let request = resolve(root, request);
    let content = request["content"].as_object().expect("a body has content");
    let (media, entry) = content.iter().next().expect("a body has a media type");
    let is_json = media == "application/json";
    assert!(is_json || media == "application/x-www-form-urlencoded", "{media}");
    let schema = merged(root, &entry["schema"]);
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).filter(|all| !all.is_empty());
    let Some(properties) = properties else {
        assert!(is_json, "a form has fields");
        let required = request["required"] == true;
        let kind = deep(root, &entry["schema"]);
        return vec![Input { wire: String::new(), place: Place::Body, kind, required }];
    };
    let place = if is_json { Place::Json } else { Place::Form };
    let input = |(wire, property): (&String, &Value)| Input {
        wire: wire.clone(),
        place,
        kind: deep(root, property),
        required: required.contains(&wire.as_str()),
    };
    properties.iter().map(input).collect()
}

fn samples(root: &Value, operation: &Value) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (status, response) in operation["responses"].as_object().expect("an operation has responses") {
        let status: u16 = status.parse().expect("the documents declare numbers");
        assert!((200..300).contains(&status), "the documents declare successes");
        let response = resolve(root, response);
        let Some(content) = response.get("content").and_then(Value::as_object) else {
            samples.push(Sample { status, body: None, private: Vec::new(), location: None });
            continue;
        };
        let media = content.get("application/json").expect("answers are JSON");
        let several = media.get("examples").and_then(Value::as_object).into_iter().flat_map(|all| all.values());
        let bodies = several.map(|one| &resolve(root, one)["value"]).chain(media.get("example"));
        samples.extend(bodies.map(|body| {
            let mut found = Vec::new();
            private(root, &media["schema"], body, &mut found);
            Sample { status, body: Some(body.clone()), private: found, location: None }
        }));
    }
    samples
}
