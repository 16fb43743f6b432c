//! The source files of a crate, in memory: read from a folder or planted by a test.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Text by path. Paths are relative to the crate's `src` folder, with `/` between their parts: `page/mod.rs`.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Reads every `.rs` file below a `src` folder.
    pub fn read(src: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        files.read_folder(src, "")?;
        Ok(files)
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                self.read_folder(&entry.path(), &format!("{prefix}{name}/"))?;
            } else if name.ends_with(".rs") {
                self.0.insert(format!("{prefix}{name}"), std::fs::read_to_string(entry.path())?);
            }
        }
        Ok(())
    }

    /// Adds a file, or replaces its text.
    #[must_use]
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.0.insert(path.to_owned(), text.to_owned());
        self
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The line of a file that names `path`: the first that contains it as it is written, otherwise the first that contains its
    /// last name as a word. Comments do not count.
    pub fn line(&self, file: &str, path: &str) -> usize {
        let lines = || {
            let text = self.text(file).unwrap_or_default();
            (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
        };
        let name = path.rsplit("::").find(|segment| *segment != "*").unwrap_or(path);
        let has_word =
            |line: &str| line.split(|end: char| !end.is_alphanumeric() && end != '_').any(|word| word == name);
        let written = lines().find(|(_, line)| path.contains("::") && line.contains(path));
        written.or_else(|| lines().find(|(_, line)| has_word(line))).map_or(1, |(number, _)| number)
    }
}

/// The folder of a path, with a `/` at its end, or nothing for the crate's root.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}
