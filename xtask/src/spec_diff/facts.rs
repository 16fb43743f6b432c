//! Flattens a document into facts.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fact::{Fact, Facts, Subject};
use super::schema;

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/// Everything that a document declares. What is not of the shape that OpenAPI prescribes is passed over: `cargo xtask codegen`
/// reports it.
pub fn facts(document: &Value) -> Facts {
    let schemas = document.pointer("/components/schemas").unwrap_or(&Value::Null);
    let mut reader =
        Reader { document, schemas, facts: Facts::new(), sent: BTreeSet::new(), received: BTreeSet::new() };
    reader.servers();
    reader.operations();
    reader.components();
    reader.facts
}

struct Reader<'d> {
    document: &'d Value,
    /// The document's components.
    schemas: &'d Value,
    facts: Facts,
    /// Components that requests contain, and those that responses contain.
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

impl<'d> Reader<'d> {
    fn add(&mut self, subject: Subject, place: String, fact: Fact) {
        self.facts.insert((subject, place), fact);
    }

    /// The node that a local reference leads to; any other node is returned unchanged.
    fn resolved(&self, node: &'d Value) -> &'d Value {
        let target = node.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        target.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(node)
    }

    fn servers(&mut self) {
        let servers = self.document.get("servers").and_then(Value::as_array);
        for (index, server) in servers.into_iter().flatten().enumerate() {
            if let Some(url) = server.get("url").and_then(Value::as_str) {
                let fact = Fact { is_first: index == 0, text: text(server), ..Fact::default() };
                self.add(Subject::Server, url.to_owned(), fact);
            }
        }
    }

    fn operations(&mut self) {
        let document = self.document;
        for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let shared = item.get("parameters").and_then(Value::as_array);
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                let place = format!("{} {path}", method.to_uppercase());
                let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
                let fact = Fact { shape: id.to_owned(), text: text(operation), ..Fact::default() };
                self.add(Subject::Operation, place.clone(), fact);
                let own = operation.get("parameters").and_then(Value::as_array);
                // A parameter of the operation replaces one of the path.
                for parameter in shared.into_iter().flatten().chain(own.into_iter().flatten()) {
                    self.parameter(&place, self.resolved(parameter));
                }
                if let Some(body) = operation.get("requestBody") {
                    self.body(&place, self.resolved(body));
                }
                for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
                    self.response(&place, status, self.resolved(response));
                }
            }
        }
    }

    fn parameter(&mut self, place: &str, parameter: &'d Value) {
        let Some(name) = parameter.get("name").and_then(Value::as_str) else { return };
        let sent_in = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
        let required = parameter.get("required").and_then(Value::as_bool).unwrap_or(false) || sent_in == "path";
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let own = text(parameter);
        self.input(format!("{place} {name}"), schema, own, required, sent_in);
    }

    fn body(&mut self, place: &str, body: &'d Value) {
        let content = body.get("content").and_then(Value::as_object);
        for (media, content) in content.into_iter().flatten() {
            let Some(schema) = content.get("schema") else { continue };
            let schema = self.resolved(schema);
            let required: Vec<&str> = names(schema.get("required"));
            let properties = schema.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                let is_required = required.contains(&name.as_str());
                self.input(format!("{place} {name}"), property, text(property), is_required, media);
            }
            if properties.is_none() {
                let required = body.get("required").and_then(Value::as_bool).unwrap_or(false);
                self.input(format!("{place} body"), schema, text(body), required, media);
            }
        }
    }

    fn input(&mut self, place: String, schema: &Value, text: Option<String>, required: bool, sent_in: &str) {
        schema::components(schema, &mut self.sent);
        let sent_in = sent_in.to_owned();
        let fact = Fact { required, sent_in, is_sent: true, text, ..fact(schema, self.schemas) };
        self.add(Subject::Input, place, fact);
    }

    /// Errors have a type of the core, whatever the document declares.
    fn response(&mut self, place: &str, status: &str, response: &'d Value) {
        if !status.starts_with('2') {
            return;
        }
        let content = response.get("content").and_then(Value::as_object).and_then(|content| content.values().next());
        let schema = content.and_then(|content| content.get("schema"));
        let place = format!("{place} response");
        let shape = schema.map_or_else(|| "nothing".to_owned(), |schema| schema::shape(schema, self.schemas));
        self.add(Subject::Property, place.clone(), Fact { shape, ..Fact::default() });
        if let Some(schema) = schema {
            schema::components(schema, &mut self.received);
            self.properties(&place, schema, false);
        }
    }

    fn properties(&mut self, place: &str, schema: &Value, is_sent: bool) {
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let place = format!("{place}.{name}");
            let nested = if property.get("properties").is_some() { Some(property) } else { property.get("items") };
            if let Some(nested) = nested {
                self.properties(&place, nested, is_sent);
            }
            let fact = Fact { is_sent, text: text(property), ..fact(property, self.schemas) };
            self.add(Subject::Property, place, fact);
        }
    }

    /// The components that operations reach; nothing is generated for others.
    fn components(&mut self) {
        let schemas = self.schemas;
        let sent = reachable(schemas, std::mem::take(&mut self.sent));
        let received = reachable(schemas, std::mem::take(&mut self.received));
        for name in sent.union(&received) {
            let Some(schema) = schemas.get(name).filter(|schema| !schema::is_alias(schema)) else { continue };
            let is_sent = sent.contains(name);
            let fact = Fact { is_sent, text: text(schema), ..fact(schema, self.schemas) };
            self.add(Subject::Type, name.clone(), fact);
            self.properties(name, schema, is_sent);
        }
    }
}

fn reachable(schemas: &Value, mut found: BTreeSet<String>) -> BTreeSet<String> {
    let mut waiting: Vec<String> = found.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        let mut next = BTreeSet::new();
        schemas.get(&name).into_iter().for_each(|schema| schema::components(schema, &mut next));
        waiting.extend(next.into_iter().filter(|one| found.insert(one.clone())));
    }
    found
}

fn fact(schema: &Value, schemas: &Value) -> Fact {
    Fact {
        shape: schema::shape(schema, schemas),
        values: schema::values(schema),
        bounds: schema::bounds(schema, schemas),
        default: schema.get("default").map(schema::plain),
        ..Fact::default()
    }
}

fn text(node: &Value) -> Option<String> {
    Some(node.get("description")?.as_str()?.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn names(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
