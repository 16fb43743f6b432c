//! What a misspelt name was meant to be.

/// The known names that are nearest to a misspelt one, best first; none if all are too far away.
///
/// A swap of neighbours, a letter too many, too few or another one is one mistake; upper and lower case is none. A name may
/// have a mistake for every three letters, and one in any case.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted: Vec<char> = folded(name);
    let allowed = (wanted.len() / 3).max(1);
    let mut best = allowed + 1;
    let mut found: Vec<&str> = Vec::new();
    for candidate in known {
        let letters = folded(candidate);
        // Names of other lengths are too far away by that alone.
        if letters.len().abs_diff(wanted.len()) > best || letters.len() <= 1 {
            continue;
        }
        let distance = distance(&wanted, &letters);
        if distance < best {
            best = distance;
            found.clear();
        }
        if distance == best && best <= allowed && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

/// `did you mean `a`, `b` or `c`?`, or nothing for no names.
pub fn did_you_mean(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (last, rest) = quoted.split_last()?;
    Some(match rest {
        [] => format!("did you mean {last}?"),
        rest => format!("did you mean {} or {last}?", rest.join(", ")),
    })
}

fn folded(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// The distance of Damerau and Levenshtein, in which no two mistakes overlap.
fn distance(left: &[char], right: &[char]) -> usize {
    let width = right.len() + 1;
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (vec![0; width], (0..width).collect());
    for (row, letter) in left.iter().enumerate() {
        let mut line = vec![row + 1; width];
        for (column, other) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut cost = replaced.min(above[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *other && right[column - 1] == *letter;
            if swapped {
                cost = cost.min(before[column - 1] + 1);
            }
            line[column + 1] = cost;
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = &["requestBody", "enum", "format", "minimum", "maximum", "in", "x"];

    fn near(name: &str) -> Vec<&'static str> {
        nearest(name, KEYS.iter().copied())
    }

    #[test]
    fn a_swap_a_letter_more_or_less_and_the_case_are_recognised() {
        for (typo, meant) in [
            ("requestbody", "requestBody"),
            ("REQUESTBODY", "requestBody"),
            ("enmu", "enum"),
            ("fromat", "format"),
            ("fromatt", "format"),
            ("ni", "in"),
            ("on", "in"),
        ] {
            assert_eq!(near(typo), [meant], "{typo}");
        }
    }

    #[test]
    fn all_names_that_are_equally_near_are_given() {
        assert_eq!(near("mxximum"), ["maximum"]);
        assert_eq!(near("miximum"), ["minimum", "maximum"]);
        assert_eq!(did_you_mean(&near("miximum")).as_deref(), Some("did you mean `minimum` or `maximum`?"));
    }

    #[test]
    fn names_that_have_nothing_in_common_are_not_suggested() {
        assert!(near("UniqueName").is_empty());
        assert!(near("").is_empty());
        assert_eq!(did_you_mean(&[]), None);
    }
}
