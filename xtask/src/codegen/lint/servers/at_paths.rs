//! Servers of a path or of an operation: requests, and credentials, go to the servers of the document only.

use serde_json::Value;

use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::lint::walk::{Context, METHODS, items};

pub(in crate::codegen::lint) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut known = urls(context.document.json.get("servers"));
    known.extend(context.product.hosts.iter().map(|host| format!("https://{host}")));
    // Another rule says that the document itself names no server.
    if known.is_empty() {
        return;
    }
    for (path, item) in context.entries("/paths") {
        let Some(item) = context.resolve(&item.pointer, item.value).filter(|_| !path.starts_with("x-")) else {
            continue;
        };
        let mut holders = vec![(item.pointer.clone(), item.value)];
        holders.extend(
            METHODS.iter().filter_map(|method| Some((format!("{}/{method}", item.pointer), item.value.get(*method)?))),
        );
        for (at, holder) in holders {
            let at = format!("{at}/servers");
            let other = items(&at, holder.get("servers"))
                .into_iter()
                .find(|server| url(server.value).is_none_or(|url| !known.contains(&url)));
            if let Some(server) = other {
                let url = url(server.value).unwrap_or_else(|| "a server without a `url`".to_owned());
                found.push(
                    Diagnostic::error(
                        Code::PathServers,
                        format!("{}/url", server.pointer),
                        format!("`{url}` holds for a part of the document only"),
                    )
                    .why("a client calls the servers of the document, for all operations, and sends its credentials there")
                    .help("move what has another server to a document of its own"),
                );
            }
        }
    }
}

fn urls(servers: Option<&Value>) -> Vec<String> {
    items("", servers).into_iter().filter_map(|server| url(server.value)).collect()
}

fn url(server: &Value) -> Option<String> {
    Some(server.get("url")?.as_str()?.trim_end_matches('/').to_owned())
}
