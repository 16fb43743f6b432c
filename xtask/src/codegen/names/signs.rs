//! Characters that no identifier holds, as words.

/// A text in which letters and digits of ASCII stay, other letters and digits become words of their code points (`ü` is
/// `ufc`), so that two texts which differ in one of them differ here, and everything else separates words.
pub fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            character if character.is_ascii_alphanumeric() => spelled.push(character),
            character if character.is_alphanumeric() => spelled.push_str(&format!("_u{:x}_", u32::from(character))),
            _ => spelled.push('_'),
        }
    }
    spelled
}

/// The name of a sign, as a part of a type's name.
pub fn sign(character: char) -> String {
    let name = match character {
        ' ' => "Space",
        '!' => "Not",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "And",
        '\'' => "Apostrophe",
        '(' => "ParenthesisOpen",
        ')' => "ParenthesisClose",
        '*' => "Asterisk",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "Less",
        '=' => "Equals",
        '>' => "Greater",
        '?' => "Question",
        '@' => "At",
        '[' => "BracketOpen",
        '\\' => "Backslash",
        ']' => "BracketClose",
        '^' => "Caret",
        '_' => "Underscore",
        '`' => "Backtick",
        '{' => "BraceOpen",
        '|' => "Or",
        '}' => "BraceClose",
        '~' => "Tilde",
        other => return format!("U{:x}", u32::from(other)),
    };
    name.to_owned()
}
