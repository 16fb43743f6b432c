//! Checks the link to the next page.
//!
//! Whatever the link says, requests go to the configured base. A link to one of the product's documented servers is followed there; a link to any
//! other origin is refused.

use std::borrow::Cow;

use crate::client::Endpoint;
use crate::config::{Origin, OriginProblem, is_scheme};
use crate::value::percent;

/// The target of the next request, path and query after the base's prefix, or why the link is not followed.
pub(crate) fn target(endpoint: &Endpoint, link: &str) -> Result<String, String> {
    let base = endpoint.base();
    if link.bytes().any(|byte| byte.is_ascii_control() || byte == b'\\') {
        return Err(
            "the link to the next page contains a backslash or a control character; it was not followed".to_owned()
        );
    }
    // The older products write the path alone. `//host/path` is an origin without its scheme.
    let scheme = if base.origin().starts_with("https:") { "https" } else { "http" };
    let absolute = match link.strip_prefix("//") {
        Some(rest) => Cow::Owned(format!("{scheme}://{rest}")),
        None if link.starts_with('/') => Cow::Owned(format!("{}{link}", base.origin())),
        None => Cow::Borrowed(link),
    };
    let refused = |origin: &str| {
        format!(
            "the link to the next page leads to {origin}, not to {}; no request was sent there. If that is where the API is, set it as base_url",
            base.origin()
        )
    };
    let (origin, rest) = Origin::parse(&absolute).map_err(|problem| match problem {
        OriginProblem::Scheme(scheme) => refused(&format!("{scheme}:")),
        OriginProblem::UserInfo => {
            "the link to the next page contains a user name or password; no request was sent there".to_owned()
        }
        OriginProblem::Host(what) => format!("the link to the next page is not a valid URL: {what}"),
        OriginProblem::NotAUrl => match link.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            Some((scheme, _)) => refused(&format!("{scheme}:")),
            None => "the link to the next page is not a URL".to_owned(),
        },
    })?;
    let origin = origin.routed(endpoint.core().routing()).to_string();
    let same = origin == base.origin();
    if !same && !endpoint.documented_origins().contains(&origin) {
        return Err(refused(&origin));
    }
    let rest = rest.split('#').next().unwrap_or_default();
    // Behind a proxy a link may have the prefix or not: the request always has it, once.
    let target = match rest.strip_prefix(base.prefix()) {
        Some(after) if same && after.starts_with('/') => after,
        _ => rest,
    };
    let target = if target.starts_with('/') { Cow::Borrowed(target) } else { Cow::Owned(format!("/{target}")) };
    let target = percent::escape(&target).into_owned();
    if base.uri(&target).is_none() {
        return Err("the path of the link to the next page contains dot segments; it was not followed".to_owned());
    }
    Ok(target)
}

/// `target` with this token in its query, in place of the one before.
pub(super) fn with_token(target: &str, parameter: &str, token: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(parameter));
    let mut query = pairs.collect::<Vec<_>>().join("&");
    percent::append_pair(&mut query, parameter, token);
    format!("{path}?{query}")
}
