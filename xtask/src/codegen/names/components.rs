//! Names of components: `chat.v2.service.user.user_channel` becomes `UserChannel`.
//!
//! The rule: leave `product.version.` out; an enum `owner_enum_name` becomes `Name` if that starts with the owner,
//! else `OwnerName`; any other component takes its last dotted segment. When two meet, the newcomer grows by one
//! segment to the left until it is alone. What still meets is a [`Clash`], to be settled by a rename in products.toml.

use std::collections::BTreeMap;

use super::pascal;
use super::reserved::TYPES;

/// Component names and the Rust types they became.
#[derive(Debug, Default, Clone)]
pub struct ComponentNames {
    by_component: BTreeMap<String, String>,
}

impl ComponentNames {
    /// The Rust name of a component.
    pub fn get(&self, component: &str) -> Option<&str> {
        self.by_component.get(component).map(String::as_str)
    }

    /// Every component with its Rust name, sorted by component.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_component.iter().map(|(component, name)| (component.as_str(), name.as_str()))
    }
}

/// Two components that the rule gives one name.
#[derive(Debug, PartialEq, Eq)]
pub struct Clash {
    /// The component that came second.
    pub component: String,
    /// The component that has the name.
    pub holder: String,
    /// The name.
    pub name: String,
    /// The name that the second one got instead.
    pub settled: Option<String>,
}

/// What happens when names meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The document's order decides who has the short name; what still meets is for `products.toml` to settle.
    Report,
    /// The name with fewer segments is the short one, whatever the order; what still meets gets a number.
    Settle,
}

/// Names for `components` (in the document's order); `renames` come first and bind.
pub fn component_names<'a>(
    components: impl IntoIterator<Item = &'a str>,
    renames: &BTreeMap<String, String>,
    rule: Rule,
) -> (ComponentNames, Vec<Clash>) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut names = ComponentNames::default();
    let mut clashes = Vec::new();
    let (renamed, mut others): (Vec<&str>, Vec<&str>) =
        components.into_iter().partition(|component| renames.contains_key(*component));
    if rule == Rule::Settle {
        others.sort_by_key(|component| component.split('.').count());
    }
    for component in renamed.into_iter().chain(others) {
        let candidates = match renames.get(component) {
            Some(name) => vec![name.clone()],
            None => candidates(component),
        };
        let is_free = |name: &&String| !taken.contains_key(*name) && !TYPES.contains(&name.as_str());
        match candidates.iter().find(is_free) {
            Some(name) => {
                taken.insert(name.clone(), component.to_owned());
                names.by_component.insert(component.to_owned(), name.clone());
            }
            None => {
                let name = candidates.last().cloned().unwrap_or_default();
                let holder = taken.get(&name).cloned().unwrap_or_default();
                let mut settled = None;
                if rule == Rule::Settle {
                    let mut numbered = (2_u32..).map(|count| format!("{name}{count}"));
                    if let Some(free) = numbered.find(|name| !taken.contains_key(name)) {
                        taken.insert(free.clone(), component.to_owned());
                        names.by_component.insert(component.to_owned(), free.clone());
                        settled = Some(free);
                    }
                }
                clashes.push(Clash { component: component.to_owned(), holder, name, settled });
            }
        }
    }
    (names, clashes)
}

/// What a component may be called, the shortest name first.
fn candidates(component: &str) -> Vec<String> {
    let segments: Vec<&str> = component.split('.').collect();
    let own = match segments.as_slice() {
        [_product, version, rest @ ..] if !rest.is_empty() && is_version(version) => rest,
        all => all,
    };
    let mut candidates: Vec<String> = (1..=own.len())
        .map(|count| {
            let last = own[own.len() - 1];
            let left = &own[own.len() - count..own.len() - 1];
            let mut parts: Vec<String> = left.iter().map(|part| pascal(part)).collect();
            parts.push(enum_name(last).unwrap_or_else(|| pascal(last)));
            parts.concat()
        })
        .collect();
    // Rust has the names of its prelude: `option` is `OptionModel`.
    if candidates.iter().all(|name| TYPES.contains(&name.as_str())) {
        candidates.extend(candidates.last().map(|name| format!("{name}Model")));
    }
    candidates
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// `user_channel_enum_notification_level` is the enum `notification_level` of the owner `user_channel`.
fn enum_name(segment: &str) -> Option<String> {
    let (owner, name) = segment.split_once("_enum_")?;
    let (owner, name) = (pascal(owner), pascal(name));
    Some(if name.starts_with(&owner) { name } else { format!("{owner}{name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(components: &[&str]) -> (Vec<String>, Vec<Clash>) {
        let (names, clashes) = component_names(components.iter().copied(), &BTreeMap::new(), Rule::Report);
        (components.iter().filter_map(|c| names.get(c)).map(str::to_owned).collect(), clashes)
    }

    #[test]
    fn product_and_version_are_left_out_and_the_last_segment_stays() {
        assert_eq!(names(&["chat.v2.service.user.user_channel"]).0, ["UserChannel"]);
        assert_eq!(names(&["api.v2010.account.call"]).0, ["Call"]);
    }

    #[test]
    fn an_enum_carries_its_owner_once() {
        assert_eq!(
            names(&["user_channel_enum_notification_level", "binding_enum_binding_type"]).0,
            ["UserChannelNotificationLevel", "BindingType"]
        );
    }

    #[test]
    fn the_newcomer_grows_to_the_left() {
        assert_eq!(
            names(&["x.v1.message", "x.v1.service.message", "x.v1.other.service.message"]).0,
            ["Message", "ServiceMessage", "OtherServiceMessage"]
        );
    }

    #[test]
    fn what_still_meets_is_reported_and_a_rename_settles_it() {
        let (_, clashes) = names(&["report", "Report"]);
        assert_eq!(
            clashes,
            [Clash { component: "Report".into(), holder: "report".into(), name: "Report".into(), settled: None }]
        );
        let renames = BTreeMap::from([("Report".to_owned(), "OtherReport".to_owned())]);
        let (named, clashes) = component_names(["report", "Report"], &renames, Rule::Report);
        assert_eq!(named.get("Report"), Some("OtherReport"));
        assert!(clashes.is_empty());
    }

    #[test]
    fn in_a_foreign_document_the_longer_name_keeps_its_namespace_and_the_rest_is_numbered() {
        let components = ["x.v1.service.message", "x.v1.message", "report", "Report", "REPORT"];
        let (names, clashes) = component_names(components, &BTreeMap::new(), Rule::Settle);
        let named: Vec<&str> = components.iter().filter_map(|component| names.get(component)).collect();
        assert_eq!(named, ["ServiceMessage", "Message", "Report", "Report2", "Report3"]);
        assert_eq!(clashes.len(), 2);
    }
}
