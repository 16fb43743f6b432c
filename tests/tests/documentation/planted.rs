//! The check finds what is planted for it, and nothing else.

use std::path::Path;

use crate::judge::{Verdict, judge};

const LIB: &str = r#"//! A crate.
//!
//! ```
//! let shown = planted::ShownByTheCrate;
//! ```
mod private;
#[doc(hidden)]
pub mod hidden;
pub use private::{Exported, ShownByTheCrate};

/// Nothing shows it.
pub const LONELY: u8 = 1;

/// The library makes it. No example: only the library makes one.
pub struct Reasoned;

/// No example: nonsense, there is one.
///
/// ```
/// ```
pub struct Contradicts;

/// Macro.
#[macro_export]
macro_rules! unshown { () => {}; }
"#;

const PRIVATE: &str = r#"//! ```
//! NotExported and Exported are not shown: users don't see this page.
//! ```

/// Shown.
///
/// ```
/// let exported = Exported::shown().chained();
/// // exported.unshown();
/// # exported.unshown();
/// ```
pub struct Exported;

impl Exported {
    /// Shown.
    pub fn shown() -> Self { Self }
    /// Shown.
    pub fn chained(&self) -> &Self { self }
    /// Shown by nothing.
    pub fn unshown(&self) {}
    pub fn undocumented(&self) {}
    #[doc(hidden)]
    pub fn hidden(&self) {}
    fn private(&self) {}
}

/// Shown by the crate.
pub struct ShownByTheCrate;

impl ShownByTheCrate {
    /// The type's own comment has no example.
    pub fn unshown(&self) {}
}

/// Not exported.
pub struct NotExported;

mod deeper;
pub use deeper::Deeper;
"#;

/// A private module of a private one: its parent re-exports more than the crate does.
const DEEPER: &str = "pub struct Deeper;";

#[test]
fn what_is_planted_is_found_with_its_place_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::create_dir_all(folder.path().join("src/private")).expect("a folder");
        std::fs::write(folder.path().join("src").join(name), text).expect("written");
    };
    write("lib.rs", LIB);
    write("private.rs", PRIVATE);
    write("private/deeper.rs", DEEPER);
    write("hidden.rs", "pub struct Nothing;");

    let judged = judge(Path::new(folder.path()), "planted");
    let lines: Vec<_> = judged
        .iter()
        .map(|(item, verdict)| match verdict {
            Verdict::Offends(why) => format!("{item} {why}"),
            passes => format!("{item} {passes:?}"),
        })
        .collect();
    assert_eq!(
        lines,
        [
            "src/lib.rs:12 constant `LONELY` is in no example",
            "src/lib.rs:15 struct `Reasoned` Reason",
            "src/lib.rs:21 struct `Contradicts` stands in an example and says `No example: `",
            "src/lib.rs:25 macro `unshown` is in no example",
            "src/private.rs:12 struct `Exported` OwnExample",
            "src/private.rs:16 method `Exported::shown` OwnersExample",
            "src/private.rs:18 method `Exported::chained` OwnersExample",
            "src/private.rs:20 method `Exported::unshown` is in no example",
            "src/private.rs:21 method `Exported::undocumented` has no doc comment",
            "src/private.rs:28 struct `ShownByTheCrate` OwnersExample",
            "src/private.rs:32 method `ShownByTheCrate::unshown` is in no example",
        ]
    );
}
