//! Where a link to the next page may lead.
//!
//! What enters: a link that the server wrote. What leaves: path and query behind the configured base's prefix, or the refused origin. Invariant:
//! whatever the link says, what is called is the configured base; a link that names another place is refused and never guessed at.

use url::{ParseError, Position, Url};

use crate::client::Endpoint;
use crate::config::rewrite_host;
use crate::value::percent;

/// The target of the next request, or why there is none.
pub(crate) fn target(endpoint: &Endpoint, link: &str) -> Result<String, String> {
    let base = endpoint.base();
    let mut url = match Url::parse(link) {
        Ok(url) => url,
        // The older products write the path alone. Joined to the origin, `//host` and `/\host` are other origins, which the check below sees.
        Err(ParseError::RelativeUrlWithoutBase) if link.starts_with('/') => {
            let joined = Url::parse(base.origin()).and_then(|origin| origin.join(link));
            joined.map_err(|error| format!("the link to the next page is no URL ({error})"))?
        }
        Err(error) => return Err(format!("the link to the next page is no URL ({error})")),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the link to the next page holds a user name or password; no request was sent there".to_owned());
    }
    rewrite_host(&mut url, endpoint.core().routing());
    // Without a user name this is the origin as it is written, for the schemes that a base can have.
    let origin = &url[..Position::BeforePath];
    let same = origin == base.origin();
    if !same && !endpoint.documented_origins().iter().any(|documented| documented == origin) {
        let shown = match url.origin() {
            origin if origin.is_tuple() => origin.ascii_serialization(),
            _ => format!("{}:", url.scheme()),
        };
        return Err(format!(
            "the link to the next page leads to {shown}, not to {}; no request was sent there. If that is where the API lives, set it as base_url",
            base.origin()
        ));
    }
    let path_and_query = &url[Position::BeforePath..Position::AfterQuery];
    // Behind a proxy a link may have the prefix or not: what is called always has it, once.
    let behind_prefix = match path_and_query.strip_prefix(base.prefix()) {
        Some(rest) if same && rest.starts_with('/') => rest,
        _ => path_and_query,
    };
    Ok(behind_prefix.to_owned())
}

/// `target` with this token in its query, in place of the one before.
pub(super) fn with_token(target: &str, parameter: &str, token: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(parameter));
    let mut query = pairs.collect::<Vec<_>>().join("&");
    percent::append_pair(&mut query, parameter, token);
    format!("{path}?{query}")
}
