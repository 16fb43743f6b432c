//! Reads a path by its template.

use crate::value::percent;

/// The decoded parameters of a path that has the form of a template, such as `/v2/Services/{ServiceSid}`; `None` for another path.
///
/// Segments before those of the template are a base URL's prefix.
pub(super) fn parameters(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let template: Vec<&str> = template.trim_start_matches('/').split('/').collect();
    let path: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let path = path.get(path.len().checked_sub(template.len())?..)?;
    let mut parameters = Vec::new();
    for (pattern, segment) in template.into_iter().zip(path) {
        match pattern.split_once('{') {
            None if pattern == *segment => {}
            None => return None,
            Some((before, rest)) => {
                let (name, after) = rest.split_once('}')?;
                let value = segment.strip_prefix(before)?.strip_suffix(after).filter(|value| !value.is_empty())?;
                parameters.push((name.to_owned(), percent::decode(value).into_owned()));
            }
        }
    }
    Some(parameters)
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_are_read_and_decoded() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for (template, path, expected) in [
            ("/v2/Users/{Sid}", "/v2/Users/a%20b", Some(vec![pair("Sid", "a b")])),
            ("/v2/Users/{Sid}", "/prefix/v2/Users/a", Some(vec![pair("Sid", "a")])),
            ("/v2/{A}/{B}.json", "/v2/x/y.json", Some(vec![pair("A", "x"), pair("B", "y")])),
            ("/v2/Users", "/v2/Users", Some(vec![])),
            ("/v2/Users/{Sid}", "/v2/Users", None),
            ("/v2/Users/{Sid}", "/v2/Users/", None),
            ("/v2/Users", "/v2/Roles", None),
            ("/v2/{B}.json", "/v2/y.xml", None),
            ("/v2/Users/{Sid}", "/", None),
        ] {
            assert_eq!(parameters(template, path), expected, "{template} {path}");
        }
    }
}
