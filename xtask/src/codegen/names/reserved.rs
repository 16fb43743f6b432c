//! Names that generated code cannot declare: the core's macros, the crate around `src/generated` or Rust have them.
//!
//! `tests/tests/reserved_names.rs` compares the lists with the code that they are taken from.

/// Types that generated code uses without a path, Rust's prelude, and what no type can be called.
pub const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Methods of every client: those of the core's macro and of the product crates' `src/client.rs`.
pub const CLIENT_METHODS: &[&str] =
    &["builder", "clone", "core", "from_endpoint", "from_env", "new", "own_account", "with_core"];

/// Methods of every handle.
pub const HANDLE_METHODS: &[&str] = &["clone"];

/// Methods of every request. Those that begin with `with_` or `without_` are options, whatever follows.
pub const REQUEST_METHODS: &[&str] = &["at", "clone", "into_future", "send"];

/// Methods that a list request has besides.
pub const LIST_METHODS: &[&str] = &["all", "first_page", "limit", "page_size", "pages", "resume", "stream"];

/// Beginnings of names of options: a new option of the core never meets a setter.
pub const OPTIONS: &[&str] = &["with_", "without_"];

/// Modules that a crate cannot declare below `generated`, or cannot show at its root, and files that Windows cannot have.
const MODULES: &[&str] = &[
    "aux",
    "client",
    "con",
    "core",
    "crate",
    "error_codes",
    "generated",
    "mod",
    "nul",
    "prn",
    "rt",
    "self",
    "sid",
    "std",
    "super",
    "testing",
    "transport",
    "twilio_core",
];

/// Longest name of a file, in bytes, that file systems take.
pub const LONGEST_FILE_NAME: usize = 255;

/// Whether a module needs another name.
pub fn is_reserved_module(name: &str) -> bool {
    let device = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()))
    };
    MODULES.contains(&name) || device("com") || device("lpt")
}
