//! Doc comments: one attribute a line, since prettyplease prints a multi-line one as a `/** */` block.

use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc = " …"]` for each line of each paragraph, with an empty line between paragraphs.
pub fn doc_lines(paragraphs: &[String]) -> TokenStream {
    let lines = lines(paragraphs);
    quote!(#(#[doc = #lines])*)
}

/// The same for the file's own documentation.
pub fn inner_doc_lines(paragraphs: &[String]) -> TokenStream {
    let lines = lines(paragraphs);
    quote!(#(#![doc = #lines])*)
}

fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for line in printable(paragraph).lines() {
            let line = line.trim_end();
            lines.push(if line.is_empty() { String::new() } else { format!(" {line}") });
        }
    }
    lines
}

/// A document's sentence as rustdoc should show it: as plain text. Code in backticks stays; what would be a link, HTML
/// or emphasis is escaped; a bare URL becomes a link; indented lines lose their indent, so that none becomes a doctest.
pub fn plain_text(text: &str) -> String {
    let mut shown = Vec::new();
    for line in text.lines() {
        let mut in_code = false;
        let words: Vec<String> = line.split_whitespace().map(|word| escape_word(word, &mut in_code)).collect();
        shown.push(words.join(" "));
    }
    shown.join("\n").replace("```", "'''").replace("~~~", "\\~\\~\\~")
}

/// A text without what a comment cannot hold: marks that turn the direction of what follows (rustc refuses them), carriage
/// returns without a line feed, and other control characters.
pub fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let is_shown = |character: &char| {
        *character == '\n'
            || !(character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    text.replace(['\r', '\t', '\u{2028}', '\u{2029}'], " ").chars().filter(is_shown).collect()
}

/// A name of the document within backticks: on one line, without backticks of its own.
pub fn name(text: &str) -> String {
    printable(text).replace('\n', " ").replace('`', "'")
}

fn escape_word(word: &str, in_code: &mut bool) -> String {
    if !*in_code && (word.starts_with("https://") || word.starts_with("http://")) {
        let end = word.trim_end_matches(['.', ',', ';', ')', ':']).len();
        return format!("<{}>{}", &word[..end], &word[end..]);
    }
    let mut escaped = String::with_capacity(word.len());
    for character in word.chars() {
        if character == '`' {
            *in_code = !*in_code;
        }
        if !*in_code && matches!(character, '<' | '>' | '[' | ']' | '*' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{name, plain_text, printable};

    #[test]
    fn what_rustdoc_would_read_as_markup_stays_text() {
        assert_eq!(plain_text("a <b> [c] *d*"), "a \\<b\\> \\[c\\] \\*d\\*");
        assert_eq!(plain_text("see https://example.com/a_b."), "see <https://example.com/a_b>.");
        assert_eq!(plain_text("one `of <these> [two]` x"), "one `of <these> [two]` x");
        assert_eq!(plain_text("    indented"), "indented");
        assert_eq!(plain_text("a\n\n~~~\nb\n~~~"), "a\n\n\\~\\~\\~\nb\n\\~\\~\\~");
    }

    #[test]
    fn what_a_comment_cannot_hold_is_left_out() {
        assert_eq!(printable("one\rtwo\r\nthree"), "one two\nthree");
        assert_eq!(printable("left \u{202e}right\0\u{2067}"), "left right");
        assert_eq!(name("a`b\nc"), "a'b c");
    }
}
