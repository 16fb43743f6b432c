//! The document as a whole: its version, its servers, and the shape of what the other rules walk through.

use serde_json::Value;

use super::walk::{Context, METHODS, entries};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::load::pointer;

pub(super) fn openapi(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let json = &context.document.json;
    if !json.is_object() {
        found.push(
            Diagnostic::error(Code::NotOpenApi, "", "the document is no mapping")
                .help("an OpenAPI document starts with `openapi: 3.0.3`"),
        );
        return;
    }
    let problem = match json.get("openapi") {
        Some(Value::String(version)) if version == "3.0" || version.starts_with("3.0.") => None,
        Some(Value::String(version)) => Some(format!("OpenAPI {version} is not supported")),
        Some(Value::Number(_)) => Some("`openapi` is a number".to_owned()),
        Some(_) => Some("`openapi` is no text".to_owned()),
        None if json.get("swagger").is_some() => Some("Swagger 2.0 is not supported".to_owned()),
        None => Some("the document does not say which OpenAPI it is".to_owned()),
    };
    if let Some(problem) = problem {
        found.push(
            Diagnostic::error(Code::NotOpenApi, "/openapi", problem)
                .why("other versions say the same things differently, and would be misread")
                .help("the generator reads `openapi: 3.0.x`, such as 3.0.3"),
        );
    }
    if !json.get("paths").is_some_and(Value::is_object) {
        found.push(
            Diagnostic::error(Code::MissingPaths, "/paths", "the document has no `paths`")
                .why("without paths there is nothing to generate")
                .help("write at least `paths: {}`"),
        );
    }
}

pub(super) fn servers(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(servers) = context.document.json.get("servers").and_then(Value::as_array).filter(|list| !list.is_empty())
    else {
        if context.product.hosts.is_empty() {
            found.push(
                Diagnostic::error(Code::BadServer, "/servers", "the document names no server")
                    .why("a client has to know where to call")
                    .help("add `servers: [{ url: https://api.example.com }]`"),
            );
        }
        return;
    };
    for (index, server) in servers.iter().enumerate() {
        let url = server.get("url").and_then(Value::as_str);
        if url.is_some_and(is_origin) {
            continue;
        }
        let problem = match url {
            Some(url) => format!("`{url}` is no server to call"),
            None => "a server without a `url`".to_owned(),
        };
        found.push(
            Diagnostic::error(Code::BadServer, format!("/servers/{index}/url"), problem)
                .why("credentials go there: it must be one host, over TLS, without variables")
                .help("write `https://` and a host name; a common path belongs in `paths`"),
        );
    }
}

fn is_origin(url: &str) -> bool {
    let Some(host) = url.strip_prefix("https://") else { return false };
    let host = host.strip_suffix('/').unwrap_or(host);
    !host.is_empty()
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()))
}

/// The mappings and lists that rules walk through. Everything else is checked where its meaning is.
pub(super) fn shapes(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut shapes = Shapes { found };
    let json = &context.document.json;
    if let Some(components) = shapes.mapping("/components", json.get("components")) {
        for (section, content) in components {
            if !section.starts_with("x-") {
                let at = pointer::child("/components", section);
                for (name, component) in shapes.mapping(&at, Some(content)).into_iter().flatten() {
                    shapes.mapping(&pointer::child(&at, name), Some(component));
                }
            }
        }
    }
    for (path, item) in entries("/paths", json.get("paths")) {
        if path.starts_with("x-") {
            continue;
        }
        shapes.mapping(&item.pointer, Some(item.value));
        shapes.mappings(&item.pointer, "parameters", item.value);
        for (method, operation) in entries(&item.pointer, Some(item.value)) {
            if METHODS.contains(&method) {
                shapes.operation(&operation.pointer, operation.value);
            }
        }
    }
    for (at, schema) in &context.schemas {
        if shapes.mapping(at, Some(schema)).is_none() {
            continue;
        }
        let properties = pointer::child(at, "properties");
        for (name, property) in shapes.mapping(&properties, schema.get("properties")).into_iter().flatten() {
            shapes.mapping(&pointer::child(&properties, name), Some(property));
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            shapes.mappings(at, key, schema);
        }
        for key in ["required", "enum"] {
            shapes.list(&pointer::child(at, key), schema.get(key));
        }
        shapes.mapping(&pointer::child(at, "items"), schema.get("items"));
    }
}

struct Shapes<'f> {
    found: &'f mut Vec<Diagnostic>,
}

impl Shapes<'_> {
    fn operation(&mut self, at: &str, operation: &Value) {
        if self.mapping(at, Some(operation)).is_none() {
            return;
        }
        self.mappings(at, "parameters", operation);
        let body = pointer::child(at, "requestBody");
        self.body(&body, operation.get("requestBody"));
        let responses = pointer::child(at, "responses");
        for (status, answer) in self.mapping(&responses, operation.get("responses")).into_iter().flatten() {
            if !status.starts_with("x-") {
                self.body(&pointer::child(&responses, status), Some(answer));
            }
        }
    }

    fn body(&mut self, at: &str, body: Option<&Value>) {
        let Some(body) = self.mapping(at, body) else { return };
        let content = pointer::child(at, "content");
        for (media, value) in self.mapping(&content, body.get("content")).into_iter().flatten() {
            let media = pointer::child(&content, media);
            if let Some(value) = self.mapping(&media, Some(value)) {
                self.mapping(&pointer::child(&media, "schema"), value.get("schema"));
            }
        }
    }

    fn mappings(&mut self, at: &str, key: &str, value: &Value) {
        let at = pointer::child(at, key);
        for (index, item) in self.list(&at, value.get(key)).into_iter().flatten().enumerate() {
            self.mapping(&format!("{at}/{index}"), Some(item));
        }
    }

    fn mapping<'v>(&mut self, at: &str, value: Option<&'v Value>) -> Option<&'v serde_json::Map<String, Value>> {
        let map = value?.as_object();
        if map.is_none() {
            self.wrong(at, "a mapping");
        }
        map
    }

    fn list<'v>(&mut self, at: &str, value: Option<&'v Value>) -> Option<&'v Vec<Value>> {
        let list = value?.as_array();
        if list.is_none() {
            self.wrong(at, "a list");
        }
        list
    }

    fn wrong(&mut self, at: &str, expected: &str) {
        let name = pointer::tokens(at).last().unwrap_or_default();
        let diagnostic = Diagnostic::error(Code::WrongShape, at, format!("`{name}` must be {expected}"))
            .why("OpenAPI 3.0 gives it that shape; anything else would be passed over in silence")
            .help("check the indentation and the value");
        // Schemas are reached from several sides.
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }
}
