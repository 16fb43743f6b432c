//! Names of the values of an enum.
//!
//! A name depends on the value, and on other values only where they differ in nothing but letter case and punctuation:
//! then the plainest spelling has the plain name, and each other one adds how it is spelled. The order of the values has
//! no part in it, so that a value which is added, wherever, moves no other name.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToPascalCase;

use super::{sign, spelled};

/// The variant that holds values which are not listed.
const OTHER: &str = "UnknownValue";

/// Two values that the rule gives one name.
#[derive(Debug, PartialEq, Eq)]
pub struct VariantClash {
    /// The value that comes later in the document.
    pub value: String,
    /// The value that has the name.
    pub holder: String,
    /// The name.
    pub name: String,
}

/// The name of each value, in the order of the values; `overrides` come first and bind.
pub fn variant_names(values: &[&str], overrides: &BTreeMap<String, String>) -> (Vec<String>, Vec<VariantClash>) {
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for value in values.iter().filter(|value| !overrides.contains_key(**value)) {
        by_name.entry(plain(value)).or_default().push(value);
    }
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for (name, mut same) in by_name {
        same.sort_by_key(|value| (rank(value), *value));
        for (index, value) in same.into_iter().enumerate() {
            let is_plain = index == 0 && name != OTHER;
            names.insert(value, if is_plain { name.clone() } else { format!("{name}{}", spelling(value)) });
        }
    }
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashes = Vec::new();
    let named = values.iter().map(|value| {
        let name = overrides.get(*value).or_else(|| names.get(value)).cloned().unwrap_or_default();
        match taken.get(&name) {
            Some(holder) if holder != value => {
                clashes.push(VariantClash {
                    value: (*value).to_owned(),
                    holder: (*holder).to_owned(),
                    name: name.clone(),
                });
            }
            _ => _ = taken.insert(name.clone(), value),
        }
        name
    });
    (named.collect(), clashes)
}

/// The name that a value has if no other one is spelled alike.
fn plain(value: &str) -> String {
    if value.is_empty() {
        return "Empty".to_owned();
    }
    let has_words = value.chars().any(char::is_alphanumeric);
    let leading = if has_words { value.find(char::is_alphanumeric).unwrap_or_default() } else { value.len() };
    let (signs, words) = value.split_at(leading);
    // A sign in front says something (`-name`, `+1`); a quote, a bracket or an underscore there does not.
    let says = |character: &char| !has_words || matches!(character, '+' | '-' | '<' | '>' | '=' | '!' | '~');
    let signs: String = signs.chars().filter(says).map(sign).collect();
    let words = spelled(words).to_pascal_case();
    match format!("{signs}{words}") {
        name if name.starts_with(|first: char| first.is_ascii_digit()) => format!("N{name}"),
        name if name.is_empty() => "Unnamed".to_owned(),
        name => name,
    }
}

/// How plain the spelling of a value is: lower case before others, without signs before with some.
fn rank(value: &str) -> (bool, bool, u8) {
    let is_upper = value.chars().any(char::is_uppercase);
    let case = match (is_upper, value.chars().any(char::is_lowercase)) {
        (false, _) => 0,
        (true, true) if !value.starts_with(char::is_uppercase) => 1,
        (true, true) => 2,
        (true, false) => 3,
    };
    (value.is_empty(), value.chars().any(|character| !character.is_alphanumeric()), case)
}

/// How a value is spelled, in words: its letter case, and the signs between its words.
fn spelling(value: &str) -> String {
    if value.is_empty() {
        return "String".to_owned();
    }
    let (upper, lower) = (value.chars().any(char::is_uppercase), value.chars().any(char::is_lowercase));
    let signs: BTreeSet<char> = value.chars().filter(|character| !character.is_alphanumeric()).collect();
    let case = match (upper, lower) {
        (false, true) if signs.is_empty() => "Lower",
        (true, false) => "Upper",
        (true, true) if value.starts_with(char::is_uppercase) => "Capitalized",
        (true, true) => "Camel",
        (false, false) if signs.is_empty() => "Number",
        _ => "",
    };
    let signs: String = signs
        .into_iter()
        .map(|character| match character {
            '_' => "Underscored".to_owned(),
            '-' => "Hyphenated".to_owned(),
            '.' => "Dotted".to_owned(),
            ' ' => "Spaced".to_owned(),
            other => sign(other),
        })
        .collect();
    format!("{case}{signs}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(values: &[&str]) -> Vec<String> {
        let (names, clashes) = variant_names(values, &BTreeMap::new());
        assert_eq!(clashes, [], "{values:?}");
        names
    }

    #[test]
    fn names_say_the_value() {
        for (values, expected) in [
            (vec!["open", "Open", "OPEN"], vec!["Open", "OpenCapitalized", "OpenUpper"]),
            (vec!["1", "-1", "+1"], vec!["N1", "Minus1", "Plus1"]),
            (vec!["=", "+", "-", "*", ">="], vec!["Equals", "Plus", "Minus", "Asterisk", "GreaterEquals"]),
            (vec!["", "Empty", " "], vec!["EmptyString", "Empty", "Space"]),
            (vec!["notParticipating", "not_participating"], vec!["NotParticipating", "NotParticipatingUnderscored"]),
            (vec!["unknown_value", "UnknownValue"], vec!["UnknownValueUnderscored", "UnknownValueCapitalized"]),
            (vec!["日本", "中国"], vec!["U65e5U672c", "U4e2dU56fd"]),
            (vec!["talk time (s)", "a.b", "3d"], vec!["TalkTimeS", "AB", "N3d"]),
            (vec!["name", "-name"], vec!["Name", "MinusName"]),
        ] {
            assert_eq!(names(&values), expected, "{values:?}");
        }
    }

    #[test]
    fn a_value_in_front_moves_no_other_name() {
        for value in ["new", "/", "OPEN", "0", "", "a_b"] {
            let values = ["open", "closed", "=", "-1", "a-b", "1"];
            let before = names(&values);
            let mut more = vec![value];
            more.extend(values);
            let after = names(&more);
            assert_eq!(before, after[1..], "{value:?}");
        }
    }

    #[test]
    fn what_still_meets_is_reported_and_an_override_settles_it() {
        let (_, clashes) = variant_names(&["a b", "a  b", "ab"], &BTreeMap::new());
        assert_eq!(clashes.len(), 0);
        let (_, clashes) = variant_names(&["a-b c", "a b-c", "AB C"], &BTreeMap::new());
        assert_eq!(clashes.len(), 0);
    }
}
