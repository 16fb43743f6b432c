//! The part of a failed answer's body that is kept.
//!
//! What enters: the body, or as much of it as was read. What leaves: text of a bounded length.

/// Enough for any of Twilio's error bodies, and for the head of a proxy's HTML page.
pub(super) const PREFIX_BYTES: usize = 2048;

/// The first part of a body, cut between characters; bytes that are no UTF-8 become U+FFFD.
pub(super) fn prefix(body: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(body.get(..PREFIX_BYTES).unwrap_or(body)).into_owned();
    // A character that was cut in half became U+FFFD at the very end, which may also be longer than what it replaced.
    if body.len() > PREFIX_BYTES && text.ends_with(char::REPLACEMENT_CHARACTER) {
        text.pop();
    }
    while text.len() > PREFIX_BYTES {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{PREFIX_BYTES, prefix};

    #[test]
    fn a_short_body_is_kept_whole() {
        assert_eq!(prefix(b"<html>no"), "<html>no");
        assert_eq!(prefix(b""), "");
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let text = prefix("ç".repeat(5000).as_bytes());
        assert!(text.len() <= PREFIX_BYTES && text.chars().all(|character| character == 'ç'));
        let odd = format!("x{}", "ç".repeat(5000));
        assert!(prefix(odd.as_bytes()).chars().skip(1).all(|character| character == 'ç'));
    }

    #[test]
    fn bytes_that_are_no_utf8_never_lengthen_the_prefix() {
        assert!(prefix(&[0xFF; 5000]).len() <= PREFIX_BYTES);
        assert_eq!(prefix(&[b'a', 0xFF]), "a\u{FFFD}");
    }
}
