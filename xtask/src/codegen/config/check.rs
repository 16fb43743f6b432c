//! What serde cannot say about `products.toml`: names that must be identifiers, reasons that must be given, folders that
//! two products must not share.

use super::ProductConfig;
use crate::codegen::diagnostics::{Code, Diagnostic, Origin};

pub(super) fn products(products: &[ProductConfig]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, product) in products.iter().enumerate() {
        let mut report = |origin: &Origin, problem: String| {
            diagnostics.push(Diagnostic::error(Code::BadConfig, origin, problem));
        };
        for earlier in &products[..index] {
            if earlier.crate_dir == product.crate_dir || earlier.package == product.package {
                report(
                    &product.origin,
                    format!(
                        "`{}` and `{}` share a crate: each would remove the other's files",
                        earlier.key, product.key
                    ),
                );
            }
        }
        for (name, path) in [("document", &product.document), ("crate", &product.crate_dir)] {
            if !stays_inside(path) {
                report(&product.origin, format!("`{name} = \"{path}\"` leaves the workspace"));
            }
        }
        entries(product, &mut report);
    }
    diagnostics
}

fn entries(product: &ProductConfig, report: &mut impl FnMut(&Origin, String)) {
    for host in &product.hosts {
        if !is_host(host) {
            report(&product.origin, format!("`{host}` is no host name, such as `chat.twilio.com`"));
        }
    }
    for sid in &product.sids {
        if sid.prefix.len() != 2 || !sid.prefix.bytes().all(|byte| byte.is_ascii_uppercase()) {
            report(&sid.origin, format!("`{}` is no SID prefix of two capital letters", sid.prefix));
        }
        type_name(&sid.origin, &sid.name, report);
    }
    for rename in &product.renames {
        type_name(&rename.origin, &rename.name, report);
        reason(&rename.origin, &rename.why, report);
    }
    for handle in &product.handles {
        snake_case(&handle.origin, &handle.name, report);
        reason(&handle.origin, &handle.why, report);
    }
    for entry in &product.names {
        match entry.named.is_pascal() {
            true => type_name(&entry.origin, &entry.name, report),
            false => snake_case(&entry.origin, &entry.name, report),
        }
        reason(&entry.origin, &entry.why, report);
    }
    for pair in &product.pairs {
        if pair.component == pair.twin {
            report(&pair.origin, format!("`{}` is paired with itself", pair.twin));
        }
        reason(&pair.origin, &pair.why, report);
    }
    for fixup in &product.fixups {
        reason(&fixup.origin, &fixup.why, report);
    }
}

fn type_name(origin: &Origin, name: &str, report: &mut impl FnMut(&Origin, String)) {
    let fits =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !fits {
        report(origin, format!("`{name}` is no name in Pascal case"));
    }
}

fn snake_case(origin: &Origin, name: &str, report: &mut impl FnMut(&Origin, String)) {
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !fits {
        report(origin, format!("`{name}` is no name in snake case"));
    }
}

fn reason(origin: &Origin, why: &str, report: &mut impl FnMut(&Origin, String)) {
    if why.trim().is_empty() {
        report(origin, "`why` is empty: an override needs a reason".to_owned());
    }
}

/// A path below the workspace's root: relative, and never through `..`.
fn stays_inside(path: &str) -> bool {
    use std::path::{Component, Path};
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()))
}
