//! Edge and region in a host name.
//!
//! What enters: a host, the configured edge and region. What leaves: the host that is called. Invariant: only hosts that end in `.twilio.com`
//! change, and with neither an edge nor a region configured none does.
//!
//! The grammar is `product[.edge][.region].twilio.com`: of four labels the second is the region, of five they are edge and region.

use std::borrow::Cow;

const DOMAIN: &str = ".twilio.com";
/// The edges that Twilio documents today.
const EDGES: &[&str] =
    &["ashburn", "dublin", "frankfurt", "osaka", "roaming", "sao-paulo", "singapore", "sydney", "tokyo", "umatilla"];
/// The regions that Twilio documents today.
const REGIONS: &[&str] = &["au1", "br1", "de1", "ie1", "jp1", "jp2", "sg1", "us1", "us2"];
/// Where Twilio routes when only an edge is set.
const DEFAULT_REGION: &str = "us1";

/// The configured edge and region, each a checked host label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Routing {
    edge: Option<String>,
    region: Option<String>,
    /// Edge and region were read from the environment, each.
    from_environment: [bool; 2],
}

impl Routing {
    /// Fails with the name of the option that is no host label: a dot or a slash in it would send the credentials elsewhere.
    pub(crate) fn new(edge: Option<String>, region: Option<String>) -> Result<Self, &'static str> {
        if edge.as_deref().is_some_and(|label| !is_label(label)) {
            return Err("edge");
        }
        if region.as_deref().is_some_and(|label| !is_label(label)) {
            return Err("region");
        }
        Ok(Routing { edge, region, from_environment: [false; 2] })
    }

    /// Notes which of the two are from the environment.
    pub(crate) fn noting_environment(self, edge: bool, region: bool) -> Self {
        Routing { from_environment: [edge, region], ..self }
    }

    /// Where edge and region are from, for errors about a host that they changed: ` (edge from TWILIO_EDGE)`.
    pub(crate) fn note(&self) -> String {
        let labels = [("edge", &self.edge, "TWILIO_EDGE"), ("region", &self.region, "TWILIO_REGION")];
        let parts = labels.into_iter().zip(self.from_environment).filter_map(|((name, label, variable), from)| {
            label.as_ref()?;
            Some(if from { format!("{name} from {variable}") } else { format!("{name} set on the client") })
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    /// The labels that are none of today's, with their option and those that are known. A private edge, such as `ashburn-ix`, is known by the
    /// edge that it begins with.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = (&'static str, &str, &'static [&'static str])> {
        let options = [("edge", &self.edge, EDGES), ("region", &self.region, REGIONS)];
        options.into_iter().filter_map(|(option, label, known)| {
            let label = label.as_deref()?;
            let is_known =
                known.contains(&label) || label.strip_suffix("-ix").is_some_and(|label| known.contains(&label));
            (!is_known).then_some((option, label, known))
        })
    }

    /// Twilio sends a region without an edge to US1: legal, and hardly ever what was meant.
    pub(crate) fn has_region_only(&self) -> bool {
        self.region.is_some() && self.edge.is_none()
    }

    pub(crate) fn rewrite<'h>(&self, host: &'h str) -> Cow<'h, str> {
        if self.edge.is_none() && self.region.is_none() {
            return Cow::Borrowed(host);
        }
        let Some(labels) = host.strip_suffix(DOMAIN) else {
            return Cow::Borrowed(host);
        };
        let labels: Vec<&str> = labels.split('.').collect();
        let (product, edge_in_host, region_in_host) = match labels[..] {
            [product] if !product.is_empty() => (product, None, None),
            [product, region] => (product, None, Some(region)),
            [product, edge, region] => (product, Some(edge), Some(region)),
            _ => return Cow::Borrowed(host),
        };
        let edge = self.edge.as_deref().or(edge_in_host);
        let region = self.region.as_deref().or(region_in_host).or(edge.is_some().then_some(DEFAULT_REGION));
        let parts = [Some(product), edge, region];
        let mut rewritten = parts.into_iter().flatten().collect::<Vec<_>>().join(".");
        rewritten.push_str(DOMAIN);
        Cow::Owned(rewritten)
    }
}

fn is_label(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(inside) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::Routing;

    fn routing(edge: Option<&str>, region: Option<&str>) -> Routing {
        Routing::new(edge.map(str::to_owned), region.map(str::to_owned)).expect("labels")
    }

    #[test]
    fn labels_that_are_none_of_todays_are_found() {
        let unknown = |edge, region| routing(edge, region).unknown().map(|(option, ..)| option).collect::<Vec<_>>();
        assert!(unknown(Some("dublin"), Some("ie1")).is_empty() && unknown(Some("ashburn-ix"), None).is_empty());
        assert_eq!(unknown(Some("dubln"), Some("eu1")), ["edge", "region"]);
    }

    #[test]
    fn every_cell_of_the_table() {
        let hosts = ["api.twilio.com", "api.ie1.twilio.com", "api.dublin.ie1.twilio.com"];
        let rows = [
            (None, None, hosts),
            (None, Some("au1"), ["api.au1.twilio.com", "api.au1.twilio.com", "api.dublin.au1.twilio.com"]),
            (
                Some("sydney"),
                None,
                ["api.sydney.us1.twilio.com", "api.sydney.ie1.twilio.com", "api.sydney.ie1.twilio.com"],
            ),
            (Some("sydney"), Some("au1"), ["api.sydney.au1.twilio.com"; 3]),
        ];
        for (edge, region, expected) in rows {
            let routing = routing(edge, region);
            for (host, expected) in hosts.into_iter().zip(expected) {
                assert_eq!(routing.rewrite(host), expected, "edge {edge:?}, region {region:?}, host {host}");
            }
        }
    }

    #[test]
    fn with_neither_an_edge_nor_a_region_no_host_changes() {
        for host in ["api.twilio.com", "api.ie1.twilio.com", "api.dublin.ie1.twilio.com", "example.test"] {
            assert_eq!(routing(None, None).rewrite(host), host);
        }
    }

    #[test]
    fn every_region_and_edge_of_today_is_taken() {
        for (region, edge) in [
            ("au1", "sydney"),
            ("br1", "sao-paulo"),
            ("de1", "frankfurt"),
            ("ie1", "dublin"),
            ("jp1", "tokyo"),
            ("jp2", "osaka"),
            ("sg1", "singapore"),
            ("us1", "ashburn"),
            ("us2", "umatilla"),
        ] {
            let host = routing(Some(edge), Some(region)).rewrite("chat.twilio.com").into_owned();
            assert_eq!(host, format!("chat.{edge}.{region}.twilio.com"));
        }
    }

    #[test]
    fn a_second_rewrite_changes_nothing() {
        let routing = routing(Some("sydney"), None);
        let once = routing.rewrite("api.ie1.twilio.com").into_owned();
        assert_eq!(routing.rewrite(&once), once);
    }

    #[test]
    fn only_hosts_of_twilio_are_rewritten() {
        let routing = routing(Some("sydney"), Some("au1"));
        for host in [
            "127.0.0.1",
            "localhost",
            "twilio.com",
            "api.eviltwilio.com",
            "api.twilio.com.evil.test",
            ".twilio.com",
            "a.b.c.d.twilio.com",
        ] {
            assert_eq!(routing.rewrite(host), host);
        }
    }

    #[test]
    fn an_edge_or_region_that_is_no_host_label_is_refused() {
        for label in ["", "a.b", "evil.test/", "a b", "-a", "a-", "Sydney", "é"] {
            assert_eq!(Routing::new(Some(label.to_owned()), None), Err("edge"), "{label}");
            assert_eq!(Routing::new(None, Some(label.to_owned())), Err("region"), "{label}");
        }
        assert!(Routing::new(Some("sao-paulo".to_owned()), Some("br1".to_owned())).is_ok());
    }

    #[test]
    fn the_note_says_where_edge_and_region_are_from() {
        let both = routing(Some("sydney"), Some("au1"));
        assert_eq!(both.clone().note(), " (edge set on the client, region set on the client)");
        assert_eq!(both.noting_environment(true, false).note(), " (edge from TWILIO_EDGE, region set on the client)");
        assert_eq!(routing(None, Some("au1")).noting_environment(false, true).note(), " (region from TWILIO_REGION)");
        assert_eq!(routing(None, None).note(), "");
    }

    #[test]
    fn a_region_alone_is_noticed() {
        assert!(routing(None, Some("au1")).has_region_only());
        assert!(!routing(Some("sydney"), Some("au1")).has_region_only());
        assert!(!routing(None, None).has_region_only());
    }
}
