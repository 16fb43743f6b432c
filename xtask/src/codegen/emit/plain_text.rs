//! Prose of documents as rustdoc shows it: as the text that it is.
//!
//! What would be a link, HTML, emphasis or a heading is escaped; code in backticks stays; a URL is a link. Indented
//! lines lose their indent, so that none becomes a doctest.

/// Characters that end a URL in prose: none of them is in one without being percent-encoded.
const NOT_IN_URLS: &[char] = &['<', '>', '[', ']', '{', '}', '|', '\\', '^', '`', '"'];

/// A document's prose, each line on its own; a list of `- ` stays one.
pub fn plain_text(text: &str) -> String {
    let mut in_list = false;
    let lines = text.lines().map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let line = inline(&words.join(" "));
        let is_item = line.starts_with("- ");
        in_list = is_item || (in_list && !line.is_empty());
        match (is_item, in_list) {
            (true, _) => line,
            // A further line of the item before it.
            (false, true) => format!("  {}", block_marker(&line)),
            (false, false) => block_marker(&line),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line without markup; code between single backticks stays, if each has its other end.
fn inline(line: &str) -> String {
    let is_paired = !line.contains("``") && line.matches('`').count().is_multiple_of(2);
    if !is_paired {
        return linked(line);
    }
    let parts = line.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { linked(part) } else { format!("`{part}`") }).collect()
}

/// Text outside of code: URLs are links, the rest is escaped.
fn linked(text: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((at, start)) = next_url(rest) {
        let tail = &rest[at..];
        let end = tail.find(|c: char| c.is_whitespace() || NOT_IN_URLS.contains(&c)).unwrap_or(tail.len());
        let url = tail[..end].trim_end_matches(['.', ',', ';', ')', ':', '!', '?', '\'', '*']);
        shown.push_str(&escaped(&rest[..at]));
        match start {
            _ if url.len() <= start.len() => shown.push_str(&escaped(&tail[..end])),
            // No link without a scheme.
            "www." => shown.push_str(&format!("`{url}`{}", escaped(&tail[url.len()..end]))),
            _ => shown.push_str(&format!("<{url}>{}", escaped(&tail[url.len()..end]))),
        }
        rest = &tail[end..];
    }
    shown.push_str(&escaped(rest));
    shown
}

/// Where the next URL begins, and with what.
fn next_url(text: &str) -> Option<(usize, &'static str)> {
    let starts = ["https://", "http://", "www."];
    starts.into_iter().filter_map(|start| Some((text.find(start)?, start))).min()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '<' | '>' | '[' | ']' | '*' | '_' | '\\' | '`' | '|') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped.replace("~~", "\\~\\~")
}

/// A line that begins as a heading, a list, a rule or a fence, as text.
fn block_marker(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line[digits..].strip_prefix(['.', ')']);
    let is_numbered = digits > 0 && after.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_rule = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | ' ' | ':'));
    let is_marked =
        line.starts_with('#') || ["- ", "+ "].iter().any(|start| line.starts_with(start)) || matches!(line, "-" | "+");
    match (is_numbered, is_rule || is_marked) {
        (true, _) => format!("{}\\{}", &line[..digits], &line[digits..]),
        (false, true) => format!("\\{line}"),
        (false, false) => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn what_rustdoc_would_read_as_markup_stays_text() {
        for (text, shown) in [
            ("a <b> [c] *d*", "a \\<b\\> \\[c\\] \\*d\\*"),
            ("see https://example.com/a_b.", "see <https://example.com/a_b>."),
            ("(https://a.b/c(d))", "(<https://a.b/c(d>))"),
            ("http://a.b/?q=[a]&b=<c>", "<http://a.b/?q=>\\[a\\]&b=\\<c\\>"),
            ("www.a.b, https://", "`www.a.b`, https://"),
            ("[x](https://y.z)", "\\[x\\](<https://y.z>)"),
            ("one `of <these> [two]` x", "one `of <these> [two]` x"),
            ("an unclosed `x <tag>", "an unclosed \\`x \\<tag\\>"),
            ("two ``y`` and ```json", "two \\`\\`y\\`\\` and \\`\\`\\`json"),
            ("    indented", "indented"),
            ("a\n\n~~~\nb\n~~~", "a\n\n\\~\\~~\nb\n\\~\\~~"),
            (
                "- item\n# head\n1. one\n2) two\n---\n===\n+ x",
                "- item\n  \\# head\n  1\\. one\n  2\\) two\n  \\---\n  \\===\n  \\+ x",
            ),
            ("3.5 % of -1", "3.5 % of -1"),
            ("| a | b |", "\\| a \\| b \\|"),
        ] {
            assert_eq!(plain_text(text), shown, "{text}");
        }
    }
}
