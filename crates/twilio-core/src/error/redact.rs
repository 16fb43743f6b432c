//! Takes the values of the path out of a message of Twilio's.
//!
//! What enters: the operation's path template, the path that was called, the message ("The requested resource /Services/IS…/Users/alice was
//! not found"). What leaves: the message with each value replaced by its placeholder, and fit for one line of a log. Invariant: no identity or
//! other path value stands in it. The message as it came is in `ApiError::message`.

use crate::limits::MESSAGE_SHOWN;
use crate::value::percent;

pub(super) fn message(template: &str, path: &str, message: &str) -> String {
    let mut text = message.to_owned();
    for (placeholder, value) in template.split('/').zip(path.split('/')) {
        if !placeholder.contains('{') || value.is_empty() {
            continue;
        }
        text = replace_words(&text, value, placeholder);
        let decoded = percent::decode(value);
        if decoded != value {
            text = replace_words(&text, &decoded, placeholder);
        }
    }
    one_line(&text)
}

/// From this length on a value is replaced within longer words too: nothing but the value itself reads like it.
const UNMISTAKABLE: usize = 8;

/// Replaces `value`; a short one only where it isn't a part of a longer word, so that a user `a` doesn't take every `a` out of the message.
fn replace_words(text: &str, value: &str, placeholder: &str) -> String {
    if value.chars().count() >= UNMISTAKABLE {
        return text.replace(value, placeholder);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(at) = rest.find(value) {
        let (head, tail) = rest.split_at(at);
        let after = &tail[value.len()..];
        let starts_word = !head.chars().next_back().or(before).is_some_and(char::is_alphanumeric);
        let ends_word = !after.chars().next().is_some_and(char::is_alphanumeric);
        out.push_str(head);
        out.push_str(if starts_word && ends_word { placeholder } else { value });
        before = value.chars().next_back();
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Scheme and host of a URL: its path and query may contain names and tokens.
pub(super) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    (!host.is_empty() && is_plain(scheme) && is_plain(host)).then(|| format!("{scheme}://{host}"))
}

/// Control characters would let an answer write lines of its own into a log.
fn one_line(text: &str) -> String {
    text.chars().take(MESSAGE_SHOWN).map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::message;

    const TEMPLATE: &str = "/v2/Services/{ServiceSid}/Users/{Sid}";

    #[test]
    fn path_values_become_their_placeholders_encoded_or_not() {
        let text = message(
            TEMPLATE,
            "/v2/Services/IS1/Users/a%20b",
            "The resource /Services/IS1/Users/a%20b (user 'a b') was not found",
        );
        assert_eq!(text, "The resource /Services/{ServiceSid}/Users/{Sid} (user '{Sid}') was not found");
    }

    #[test]
    fn a_short_value_leaves_longer_words_alone() {
        assert_eq!(message(TEMPLATE, "/v2/Services/IS1/Users/a", "a large value: a"), "{Sid} large value: {Sid}");
    }

    #[test]
    fn a_long_value_goes_out_of_longer_words_too() {
        // Found by fuzzing: U+06DC counts as a letter.
        let text =
            message(TEMPLATE, "/v2/Services/IS1/Users/zebra%20crossing", "xzebra%20crossing\u{6dc}, zebra crossings");
        assert_eq!(text, "x{Sid}\u{6dc}, {Sid}s");
    }

    #[test]
    fn a_message_stays_on_one_bounded_line() {
        let text = message(TEMPLATE, "/v2/Services/IS1/Users/a", &format!("bad\n\u{1b}[31m{}", "x".repeat(900)));
        assert!(!text.contains(['\n', '\u{1b}']) && text.len() <= 500, "{text}");
    }
}
