//! Where a generated crate is: the way from it to `twilio-core`, and whether a workspace above lists it.

use std::path::{Component, Path, PathBuf};

/// The place of a crate.
#[derive(Debug, PartialEq, Eq)]
pub struct Placement {
    /// The folder of `twilio-core`, as seen from the crate, with slashes.
    pub core: String,
    /// Whether the crate has to be the root of a workspace of its own: one above does not list it.
    pub is_root: bool,
}

impl Placement {
    /// The place of the crate in the folder `out`, which need not exist yet.
    pub fn of(out: &Path, core: &Path) -> Placement {
        let (out, core) = (real(out), real(core));
        Placement { core: relative(&out, &core), is_root: is_unlisted(&out) }
    }
}

/// The folder without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = path.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match existing {
        Some((folder, real)) => match path.strip_prefix(folder) {
            Ok(rest) if rest.as_os_str().is_empty() => real,
            Ok(rest) => real.join(rest),
            Err(_) => path,
        },
        None => path,
    }
}

/// The way from one folder to another. On other drives of Windows there is none but the folder itself.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let text = |part: &Component<'_>| part.as_os_str().to_string_lossy().into_owned();
    if common == 0 {
        return to.iter().collect::<PathBuf>().display().to_string();
    }
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    up.chain(to.iter().skip(common).map(text)).collect::<Vec<_>>().join("/")
}

/// Whether the nearest workspace above the folder neither lists nor excludes it.
fn is_unlisted(out: &Path) -> bool {
    for folder in out.ancestors().skip(1) {
        let Ok(text) = std::fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        let Ok(manifest) = text.parse::<toml::Table>() else { continue };
        let Some(workspace) = manifest.get("workspace") else { continue };
        let Ok(way) = out.strip_prefix(folder) else { continue };
        let way: Vec<_> = way.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let lists = |key: &str| {
            let patterns = workspace.get(key).and_then(toml::Value::as_array);
            patterns.into_iter().flatten().filter_map(toml::Value::as_str).any(|pattern| covers(pattern, &way, key))
        };
        return !(lists("members") || lists("exclude"));
    }
    false
}

/// Whether a pattern of `members` or `exclude` stands for a folder, given as its segments. What is below an excluded
/// folder is excluded too.
fn covers(pattern: &str, way: &[String], key: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let fits = pattern.iter().zip(way).all(|(pattern, name)| is_match(pattern, name));
    fits && (pattern.len() == way.len() || (key == "exclude" && pattern.len() < way.len()))
}

/// A segment of a glob: `*` for any letters, `?` for one.
fn is_match(pattern: &str, name: &str) -> bool {
    match pattern.chars().next() {
        None => name.is_empty(),
        Some('*') => {
            name.char_indices().map(|(at, _)| at).chain([name.len()]).any(|at| is_match(&pattern[1..], &name[at..]))
        }
        Some(first) => {
            let mut letters = name.chars();
            let fits = letters.next().is_some_and(|letter| first == '?' || first == letter);
            fits && is_match(&pattern[first.len_utf8()..], letters.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_way_to_the_core_is_relative() {
        let folder = tempfile::tempdir().expect("a folder");
        let core = folder.path().join("crates/core");
        fs::create_dir_all(&core).expect("made");
        let core_from = |out: &str| Placement::of(&folder.path().join(out), &core).core;
        assert_eq!(core_from("things"), "../crates/core");
        assert_eq!(core_from("deep/er/things"), "../../../crates/core");
        assert_eq!(core_from("crates/things"), "../core");
    }

    #[test]
    fn a_crate_is_a_root_only_below_a_workspace_that_does_not_list_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let is_root = |out: &str| Placement::of(&folder.path().join(out), folder.path()).is_root;
        assert!(!is_root("crates/things"));
        let manifest = "[workspace]\nmembers = [\"crates/th*\", \"one\"]\nexclude = [\"out\"]\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("written");
        for listed in ["crates/things", "one", "out", "out/deep"] {
            assert!(!is_root(listed), "{listed}");
        }
        for unlisted in ["crates/other", "two", "crates/things/deep", "deep/one"] {
            assert!(is_root(unlisted), "{unlisted}");
        }
    }
}
