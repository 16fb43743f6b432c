//! `bodySHA256`: a query parameter that extends the signature over the URL to a body.
//!
//! The URL is signed, so a parameter with the lower-case hexadecimal SHA-256 of the raw body protects the body as well.

use sha2::{Digest as _, Sha256};

const NAME: &str = "bodySHA256=";

/// The values of `bodySHA256` in a query. Names are compared byte by byte, as the query is signed.
fn values(query: Option<&str>) -> impl Iterator<Item = &str> {
    query.into_iter().flat_map(|query| query.split('&')).filter_map(|pair| pair.strip_prefix(NAME))
}

/// Whether the query has a `bodySHA256`.
pub(crate) fn is_present(query: Option<&str>) -> bool {
    values(query).next().is_some()
}

/// Whether each `bodySHA256` of the query is the hash of the body.
pub(crate) fn matches(query: Option<&str>, body: &[u8]) -> bool {
    let digest = Sha256::digest(body);
    values(query).all(|value| {
        value.len() == 2 * digest.len()
            && value.as_bytes().chunks_exact(2).zip(digest.iter()).all(|(digits, byte)| digits == hex(*byte))
    })
}

/// The query parameter for a body.
#[cfg(feature = "testing")]
pub(crate) fn parameter(body: &[u8]) -> String {
    let digits = Sha256::digest(body).iter().flat_map(|byte| hex(*byte)).map(char::from).collect::<String>();
    format!("{NAME}{digits}")
}

fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xF)]]
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    const BODY: &[u8] = br#"{"a":1}"#;

    #[test]
    fn the_hash_covers_the_raw_body() {
        assert!(matches(Some(&format!("x=1&bodySHA256={HASH}&y")), BODY));
        assert!(!matches(Some(&format!("bodySHA256={HASH}")), br#"{"a": 1}"#));
    }

    #[test]
    fn every_hash_must_match_in_lower_case() {
        for query in [
            format!("bodySHA256={}", HASH.to_uppercase()),
            format!("bodySHA256={HASH}&bodySHA256="),
            format!("bodySHA256={HASH}0"),
            "bodySHA256=".to_owned(),
        ] {
            assert!(is_present(Some(&query)) && !matches(Some(&query), BODY), "{query}");
        }
    }

    #[test]
    fn other_parameters_are_not_hashes() {
        for query in
            [format!("bodysha256={HASH}"), format!("xbodySHA256={HASH}"), "bodySHA256".to_owned(), String::new()]
        {
            assert!(!is_present(Some(&query)), "{query}");
        }
        assert!(!is_present(None));
    }
}
