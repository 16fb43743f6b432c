//! From a request to a product: by the host, or by a prefix of the path.

use http::{HeaderMap, Uri, header};

use crate::schema::{Schema, schemas};

/// The product that a request is for.
#[derive(Debug)]
pub(crate) struct Routed<'r> {
    pub(crate) product: usize,
    pub(crate) schema: &'static Schema,
    /// The path without the product's prefix.
    pub(crate) path: &'r str,
    /// Scheme, host and prefix: what URLs in the response start with.
    pub(crate) origin: String,
}

/// Finds the product. None if neither host nor path names one.
pub(crate) fn route<'r>(uri: &'r Uri, headers: &HeaderMap) -> Option<Routed<'r>> {
    let sent = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let authority = uri.authority().map(http::uri::Authority::as_str).or(sent).unwrap_or("127.0.0.1");
    let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = host.map_or(authority, |(host, _)| host);
    let scheme = uri.scheme_str().unwrap_or("http");
    let path = uri.path();
    if let Some(product) = schemas().iter().position(|schema| is_host_of(schema, host)) {
        let origin = format!("{scheme}://{authority}");
        return Some(Routed { product, schema: &schemas()[product], path, origin });
    }
    let (prefix, _) = path.strip_prefix('/')?.split_once('/')?;
    let product = schemas().iter().position(|schema| schema.product.key == prefix)?;
    let origin = format!("{scheme}://{authority}/{prefix}");
    Some(Routed { product, schema: &schemas()[product], path: &path[prefix.len() + 1..], origin })
}

/// Whether a host serves a product: a documented one, or one of the same name with an edge and a region.
fn is_host_of(schema: &Schema, host: &str) -> bool {
    let label = |host: &str| host.split('.').next().unwrap_or_default().to_owned();
    schema
        .product
        .hosts
        .iter()
        .any(|known| *known == host || (host.ends_with(".twilio.com") && label(known) == label(host)))
}
