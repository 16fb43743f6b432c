//! The URL of one webhook as it is configured at Twilio.
//!
//! Twilio signs the query in the configured order and may deliver it sorted. The received pairs are put back into the configured order;
//! pairs that Twilio added follow in the order they were received. No pair is added, removed or changed.

use std::borrow::Cow;

use crate::address::parts::{Cuts, without_fragment};
use crate::address::signed::SignedUrl;
use crate::error::WebhookConfigError;

pub(crate) struct ConfiguredUrl {
    url: String,
    cuts: Cuts,
}

impl ConfiguredUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, WebhookConfigError> {
        let url = without_fragment(url);
        let cuts = Cuts::of(url).map_err(WebhookConfigError::WebhookUrl)?;
        Ok(Self { url: url.to_owned(), cuts })
    }

    /// The configured URL with the parameters of a received one, or `None` if the request was not made to this URL.
    pub(crate) fn with_pairs_of(&self, received: &SignedUrl<'_>) -> Option<SignedUrl<'_>> {
        let mut configured = SignedUrl::of_parts(self.cuts.apply(&self.url), self.cuts.default_port);
        let (path, query) = configured.rest.split_once('?').unwrap_or((&configured.rest, ""));
        if !received.has_path(path) {
            return None;
        }
        let mut added: Vec<&str> = pairs(received.query().unwrap_or_default()).collect();
        for pair in pairs(query) {
            let at = added.iter().position(|other| *other == pair)?;
            added.remove(at);
        }
        if !added.is_empty() {
            let separator = if query.is_empty() { "?" } else { "&" };
            let start = configured.rest.trim_end_matches(['?', '&']);
            configured.rest = Cow::Owned(format!("{start}{separator}{}", added.join("&")));
        }
        Some(configured)
    }
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|pair| !pair.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reordered(configured: &str, received: &str) -> Option<String> {
        let configured = ConfiguredUrl::parse(configured).unwrap();
        let url = configured.with_pairs_of(&SignedUrl::whole(received).unwrap())?;
        Some(url.spellings(false).next().unwrap().concat())
    }

    #[test]
    fn received_pairs_are_put_into_the_configured_order() {
        let configured = "https://a.com/hook?b=2&a=1&b=1";
        assert_eq!(reordered(configured, "https://a.com/hook?a=1&b=1&b=2").as_deref(), Some(configured));
    }

    #[test]
    fn pairs_that_twilio_added_follow_in_the_received_order() {
        assert_eq!(
            reordered("https://a.com/hook?b=2&a=1", "https://a.com/hook?To=x&a=1&b=2&From=y").as_deref(),
            Some("https://a.com/hook?b=2&a=1&To=x&From=y")
        );
        assert_eq!(reordered("https://a.com", "https://a.com/?To=x").as_deref(), Some("https://a.com?To=x"));
    }

    #[test]
    fn scheme_and_host_are_the_configured_ones() {
        assert_eq!(
            reordered("https://b.com:8443/hook#rc=2", "https://a.com/hook?x").as_deref(),
            Some("https://b.com:8443/hook?x")
        );
    }

    #[test]
    fn a_request_for_another_path_or_without_a_configured_pair_does_not_match() {
        for received in [
            "https://a.com/hook2?b=2&a=1",
            "https://a.com/hook/?b=2&a=1",
            "https://a.com/?b=2&a=1",
            "https://a.com/hook?b=2",
            "https://a.com/hook?b=2&a=1x",
            "https://a.com/hook?b=2&A=1",
            "https://a.com/hook",
        ] {
            assert_eq!(reordered("https://a.com/hook?b=2&a=1", received), None, "{received}");
        }
        assert_eq!(reordered("https://a.com/hook?a&a", "https://a.com/hook?a"), None);
    }
}
