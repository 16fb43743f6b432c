//! A list, given as its records: the pages and the links between them.

use serde_json::{Value, json};

use crate::testing::captured::CapturedRequest;
use crate::testing::reply::Reply;
use crate::value::percent;

/// How many records a page has for which no size is requested.
const PAGE_SIZE: usize = 50;
/// The query parameters that a link sets anew.
const OWN_PARAMETERS: [&str; 3] = ["PageSize", "Page", "PageToken"];

/// The records of a list.
pub(super) struct Records(Vec<Value>);

impl Records {
    pub(super) fn new(records: Vec<Value>) -> Self {
        Records(records)
    }

    /// The page that this request is for, with the links that Twilio's pages have.
    pub(super) fn page(&self, request: &CapturedRequest) -> Reply {
        let Some(list) = request.known_operation().and_then(|operation| operation.paging()) else {
            return Reply::unusable(
                "it has records, but the request is not for a list of a generated client".to_owned(),
            );
        };
        let number = |name: &str| request.query(name).and_then(|value| value.parse::<usize>().ok());
        let largest = list.max_page_size.map_or(usize::MAX, |size| size as usize);
        let size = number("PageSize").unwrap_or(PAGE_SIZE).clamp(1, largest);
        let token = list.token_parameter.and_then(|parameter| request.query(parameter)?.parse().ok());
        let page = token.or(number("Page")).unwrap_or(0);
        let begin = page.saturating_mul(size).min(self.0.len());
        let end = begin.saturating_add(size).min(self.0.len());
        let next = (end < self.0.len()).then_some(page + 1);

        let mut meta = json!({ "key": list.record_key, "page": page, "page_size": size });
        if list.token_parameter.is_some() {
            meta["nextToken"] = json!(next.map(|page| page.to_string()));
        } else {
            meta["first_page_url"] = json!(link(request, size, 0));
            meta["previous_page_url"] = json!(page.checked_sub(1).map(|page| link(request, size, page)));
            meta["next_page_url"] = json!(next.map(|page| link(request, size, page)));
            meta["url"] = json!(link(request, size, page));
        }
        let records = self.0.get(begin..end).unwrap_or_default();
        Reply::json(200, json!({ list.record_key: records, "meta": meta }))
    }
}

/// A link to a page of the same list.
fn link(request: &CapturedRequest, size: usize, page: usize) -> String {
    let mut query = String::new();
    for (name, value) in request.query_pairs().iter().filter(|(name, _)| !OWN_PARAMETERS.contains(&name.as_str())) {
        percent::append_pair(&mut query, name, value);
    }
    percent::append_pair(&mut query, "PageSize", &size.to_string());
    percent::append_pair(&mut query, "Page", &page.to_string());
    if page > 0 {
        percent::append_pair(&mut query, "PageToken", &format!("PT{page}"));
    }
    let uri = request.uri();
    let origin = match (uri.scheme_str(), uri.authority()) {
        (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
        _ => String::new(),
    };
    format!("{origin}{}?{query}", uri.path())
}
