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

#[cfg(test)]
mod tests {
    use super::{name, printable};

    #[test]
    fn what_a_comment_cannot_hold_is_left_out() {
        assert_eq!(printable("one\rtwo\r\nthree"), "one two\nthree");
        assert_eq!(printable("left \u{202e}right\0\u{2067}"), "left right");
        assert_eq!(name("a`b\nc"), "a'b c");
    }
}
