//! Reads environment variables: edge, region, and pairs of variables of which both must be set.
//!
//! An empty variable counts as unset. Tests pass a lookup of their own, so that they never touch the process environment.

use crate::error::Error;

/// Answers what a variable holds; tests pass a function of their own, so that they never touch the process environment.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The process environment. A variable that isn't Unicode counts as unset, since no credential of Twilio's can look like that.
pub(crate) fn process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub(crate) fn edge(lookup: Lookup<'_>) -> Option<String> {
    set(lookup, "TWILIO_EDGE")
}

pub(crate) fn region(lookup: Lookup<'_>) -> Option<String> {
    set(lookup, "TWILIO_REGION")
}

fn set(lookup: Lookup<'_>, name: &str) -> Option<String> {
    lookup(name).filter(|value| !value.is_empty())
}

pub(crate) fn pair(lookup: Lookup<'_>, first: &str, second: &str) -> Result<Option<(String, String)>, Error> {
    let missing = match (set(lookup, first), set(lookup, second)) {
        (Some(one), Some(two)) => return Ok(Some((one, two))),
        (None, None) => return Ok(None),
        (Some(_), None) => (first, second),
        (None, Some(_)) => (second, first),
    };
    Err(Error::credentials(format!(
        "{} is set, but {} is missing from the environment; set both or neither",
        missing.0, missing.1
    )))
}

#[cfg(test)]
mod tests {
    use super::{edge, region};

    fn environment(variables: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        move |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let empty = environment(&[("TWILIO_EDGE", ""), ("TWILIO_REGION", "")]);
        assert_eq!((edge(&empty), region(&empty)), (None, None));
    }

    #[test]
    fn edge_and_region_are_read() {
        let both = environment(&[("TWILIO_EDGE", "sydney"), ("TWILIO_REGION", "au1")]);
        assert_eq!((edge(&both).as_deref(), region(&both).as_deref()), (Some("sydney"), Some("au1")));
    }
}
