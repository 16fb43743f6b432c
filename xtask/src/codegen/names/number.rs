//! The singular of a collection's name, by the spelling rules that the documents' path segments follow.

/// `users` gives `user`, `addresses` gives `address`; a word without a plural (`media`) stays as it is.
pub fn singular(plural: &str) -> String {
    const SAME: &[&str] = &["ss", "us", "is"];
    const DROP_ES: &[&str] = &["sses", "shes", "ches", "xes", "zes"];
    let cut = |count: usize| plural[..plural.len() - count].to_owned();
    if let Some(stem) = plural.strip_suffix("ies") {
        format!("{stem}y")
    } else if plural.ends_with("statuses")
        || plural.ends_with("aliases")
        || DROP_ES.iter().any(|end| plural.ends_with(end))
    {
        cut(2)
    } else if plural.ends_with('s') && !SAME.iter().any(|end| plural.ends_with(end)) {
        cut(1)
    } else {
        plural.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn collections_lose_their_plural_and_only_that() {
        for (plural, expected) in [
            ("users", "user"),
            ("services", "service"),
            ("addresses", "address"),
            ("entities", "entity"),
            ("faxes", "fax"),
            ("aliases", "alias"),
            ("flex_flows", "flex_flow"),
            ("releases", "release"),
            ("statuses", "status"),
            ("media", "media"),
            ("status", "status"),
            ("access", "access"),
            ("", ""),
        ] {
            assert_eq!(singular(plural), expected, "{plural}");
        }
    }
}
