//! The servers of a document: one host each, over TLS, without variables and paths, since credentials are sent there.

pub(in crate::codegen::lint) mod at_paths;

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::Context;
use crate::codegen::load::pointer;

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let servers = context.document.json.get("servers");
    let Some(servers) = servers.and_then(Value::as_array).filter(|list| !list.is_empty()) else {
        if context.product.hosts.is_empty() && servers.is_none_or(Value::is_array) {
            found.push(missing(context));
        }
        return;
    };
    for (index, server) in servers.iter().enumerate() {
        let at = format!("/servers/{index}");
        let Some(server) = server.as_object() else { continue };
        let (problem, why, help) = match server.get("url") {
            Some(Value::String(url)) => match fault(url) {
                Some(fault) => fault,
                None => continue,
            },
            Some(_) => (
                "the server's `url` is not a string".to_owned(),
                "credentials are sent to it",
                "write `https://` and a host name".to_owned(),
            ),
            None => (
                "a server without a `url`".to_owned(),
                "the client has to know where to send requests",
                "add `url: https://` and a host name".to_owned(),
            ),
        };
        let at = pointer::child(&at, "url");
        found.push(Diagnostic::error(Code::BadServer, at, problem).why(why).help(help));
    }
}

fn missing(context: &Context<'_>) -> Diagnostic {
    let at_paths = context.operations.iter().find(|operation| {
        let has = |value: &Value| value.get("servers").is_some();
        has(operation.item) || has(operation.value)
    });
    let diagnostic = Diagnostic::error(Code::BadServer, "/servers", "the document names no server")
        .why("the client has to know where to send requests");
    match at_paths {
        None => diagnostic.help("add `servers: [{ url: https://api.example.com }]`"),
        Some(operation) => {
            let item = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
            let holder = if operation.item.get("servers").is_some() { item } else { &operation.pointer };
            diagnostic
                .related(pointer::child(holder, "servers"), "servers of paths and operations do not count")
                .help("write the server at the top of the document; all operations are sent to it")
        }
    }
}

/// What is wrong with a URL, why it matters and what to write, for the first rule that it breaks.
fn fault(url: &str) -> Option<(String, &'static str, String)> {
    if let Some(variable) = url.split_once('{').map(|(_, rest)| rest.split('}').next().unwrap_or(rest)) {
        return Some((
            format!("the server's URL has a variable, `{{{variable}}}`"),
            "credentials are sent to the host, so the document has to name it",
            "write a server for each value that the variable can have".to_owned(),
        ));
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some((
            format!("`{url}` is not an absolute URL"),
            "the client has to know the host",
            "write `https://` and a host name".to_owned(),
        ));
    };
    if scheme != "https" {
        return Some((
            format!("the server's URL has the scheme `{scheme}`"),
            "credentials are sent to it, and only TLS keeps them secret",
            format!("write `https://{rest}` if the server supports it"),
        ));
    }
    let (authority, path) = match rest.find(['/', '?', '#']) {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    if let Some((_, host)) = authority.rsplit_once('@') {
        return Some((
            "the server's URL has user information".to_owned(),
            "credentials are the caller's, and the header that carries them is set by the client",
            format!("write `https://{host}`"),
        ));
    }
    if let Some((host, port)) = authority.rsplit_once(':') {
        return Some((
            format!("the server's URL has a port, `{port}`"),
            "edges and regions are put into the host name, and have the port of `https`",
            format!("write `https://{host}`"),
        ));
    }
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric());
    if !authority.split('.').all(is_label) {
        return Some((
            format!("`{authority}` is not a host name"),
            "credentials are sent to it",
            "write `https://` and a host name of letters, digits, dashes and dots".to_owned(),
        ));
    }
    if path.starts_with('/') && path.len() > 1 {
        let prefix = path.trim_end_matches('/');
        return Some((
            format!("the server's URL has a path, `{path}`"),
            "resource paths start at the host",
            format!("write `https://{authority}` here, and `{prefix}` before each path"),
        ));
    }
    if !path.is_empty() && path != "/" {
        return Some((
            format!("the server's URL has a query or a fragment, `{path}`"),
            "only paths are added to a server's URL",
            format!("write `https://{authority}`"),
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn each_rule_has_words_of_its_own() {
        for (url, words) in [
            ("http://a.example.com", "has the scheme `http`"),
            ("https://{edge}.example.com", "has a variable, `{edge}`"),
            ("https://a.example.com/v1", "has a path, `/v1`"),
            ("https://a.example.com/v1/", "`/v1` before each path"),
            ("https://a.example.com:8443", "has a port, `8443`"),
            ("https://me:secret@a.example.com", "has user information"),
            ("https://a.example.com?x=1", "has a query"),
            ("https://a..example.com", "is not a host name"),
            ("https://", "is not a host name"),
            ("/v1", "is not an absolute URL"),
        ] {
            let (problem, _, help) = fault(url).expect(url);
            assert!(problem.contains(words) || help.contains(words), "{url}: {problem}; {help}");
        }
        for url in ["https://a.example.com", "https://a.example.com/"] {
            assert!(fault(url).is_none(), "{url}");
        }
    }
}
