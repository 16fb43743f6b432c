//! Text that nobody but the wire may see.
//!
//! What enters: an auth token, an API key's secret or a header made of one. What leaves: the text, to code that asks for it by name.
//! Invariant: no `Debug`, `Display` or `Serialize` of anything that holds a [`Secret`] shows it, and its memory is wiped when it is dropped.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text: hidden in `Debug`, wiped on drop.
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(text: String) -> Self {
        Secret(Zeroizing::new(text))
    }

    /// The text itself. The name makes each use easy to find in a review.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<hidden>")
    }
}

/// Bytes that are wiped when the last header value made of them is dropped; the owner behind `bytes::Bytes::from_owner`.
pub(crate) struct WipedBytes(Zeroizing<Vec<u8>>);

impl WipedBytes {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        WipedBytes(Zeroizing::new(bytes))
    }

    /// The parts in one piece of memory that is never moved: growing would leave copies behind.
    pub(crate) fn joined(parts: &[&str]) -> Self {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
        for part in parts {
            bytes.extend_from_slice(part.as_bytes());
        }
        WipedBytes::new(bytes)
    }
}

impl AsRef<[u8]> for WipedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_hides_the_text() {
        let secret = Secret::new("top-secret".to_owned());
        assert_eq!(format!("{secret:?}"), "<hidden>");
        assert_eq!(secret.reveal(), "top-secret");
    }
}
