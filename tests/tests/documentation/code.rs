//! What the examples in a doc comment show.
//!
//! In: a doc comment. Out: its blocks of Rust, without the lines that rustdoc hides, and the names that stand in them, each with what
//! stands before it. Names in comments and texts don't count.

/// A name in an example.
#[derive(Debug)]
pub struct Name {
    pub text: String,
    pub before: Before,
    /// The character behind it, white space left out; a space at the end.
    pub after: char,
}

/// What stands before a name.
#[derive(Debug, PartialEq)]
pub enum Before {
    Nothing,
    Dot,
    /// `::` and, before it, a name, if it is one.
    Path(Option<String>),
}

/// Whether the comment has a block of Rust that is compiled.
pub fn has_example(docs: &str) -> bool {
    !blocks(docs).is_empty()
}

/// The names in the blocks of a comment.
pub fn names_in(docs: &str) -> Vec<Name> {
    blocks(docs).iter().flat_map(|block| names(block)).collect()
}

fn blocks(docs: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in docs.lines() {
        let line = line.trim();
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some((is_compiled(language), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take().filter(|(compiled, _)| *compiled).map(|(_, text)| text)),
            (Some((_, text)), None) if line != "#" && !line.starts_with("# ") => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    blocks
}

fn is_compiled(language: &str) -> bool {
    let known = ["rust", "no_run", "should_panic", "compile_fail"];
    language.split(',').map(str::trim).all(|word| word.is_empty() || known.contains(&word))
}

fn names(block: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut rest = block;
    // What was read last: its end decides what stands before the next name.
    let mut read = String::new();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphabetic() || first == '_' {
            let length = rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len());
            let after = rest[length..].trim_start().chars().next().unwrap_or(' ');
            names.push(Name { text: rest[..length].to_owned(), before: before(read.trim_end()), after });
            length
        } else {
            skipped(rest, first)
        };
        if !rest.starts_with("//") {
            read.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    names
}

fn before(read: &str) -> Before {
    match read.strip_suffix("::") {
        Some(path) => {
            let start = path.rfind(|one: char| !one.is_alphanumeric() && one != '_').map_or(0, |at| at + 1);
            Before::Path((start < path.len()).then(|| path[start..].to_owned()))
        }
        None if read.ends_with('.') && !read.ends_with("..") => Before::Dot,
        None => Before::Nothing,
    }
}

/// How much of `rest` is one comment, text or character, or something else of a single character.
fn skipped(rest: &str, first: char) -> usize {
    let until = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    match first {
        '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
        '"' => {
            let mut escaped = false;
            let end = rest[1..].find(|one| {
                let ends = one == '"' && !escaped;
                escaped = one == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |at| at + 2)
        }
        // A raw text: its `r` was read as a name.
        '#' => {
            let hashes = rest.len() - rest.trim_start_matches('#').len();
            if rest[hashes..].starts_with('"') {
                until(hashes + 1, &format!("\"{}", "#".repeat(hashes)))
            } else {
                hashes
            }
        }
        '\'' if rest.starts_with("'\\") => until(2, "'"),
        '\'' => match rest.char_indices().nth(2) {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        _ => first.len_utf8(),
    }
}

#[test]
fn names_in_comments_texts_and_hidden_lines_show_nothing() {
    let docs = "Text `a`.\n\n```\n# let hidden = 1;\nlet b = C::d(r#\"e \" f\"#).g(\"h \\\" i\"); // j\nk(b'\"', 'l');\n```\n```json\nm\n```\n";
    let found = names_in(docs);
    let texts: Vec<_> =
        found.iter().map(|name| name.text.as_str()).filter(|text| !["r", "let"].contains(text)).collect();
    assert_eq!(texts, ["b", "C", "d", "g", "k", "b"]);
    let before = |text: &str| &found.iter().find(|name| name.text == text).expect("found").before;
    assert_eq!((before("d"), before("g")), (&Before::Path(Some("C".to_owned())), &Before::Dot));
    assert!(has_example(docs) && !has_example("```text\nx\n```") && !has_example("```ignore\nx\n```"));
}
