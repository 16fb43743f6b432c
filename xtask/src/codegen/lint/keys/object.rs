//! How the tables describe an object: its keys, and what each of them holds.

/// What a key holds.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Anything: data, or a value that another rule checks.
    Any,
    /// A string.
    Text,
    /// A string for readers; `null`, which is an empty value in YAML, means that there is none.
    Prose,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number from 0 without a fraction.
    Count,
    /// A list of anything.
    List,
    /// A list of strings.
    Texts,
    /// A mapping from names to strings.
    TextMap,
    /// One object.
    Object(&'static Object),
    /// A list of objects.
    Objects(&'static Object),
    /// A mapping from names to objects.
    Named(&'static Object),
    /// `true`, `false` or an object.
    FlagOr(&'static Object),
    /// A list of mappings from security schemes to lists of scopes.
    Security,
}

/// What other keys an object has, beside the fixed ones.
#[derive(Clone, Copy)]
pub(super) enum Others {
    /// None but `x-…`.
    None,
    /// Any: paths, or the expressions of callbacks.
    Any(&'static Object),
    /// Status codes.
    Statuses(&'static Object),
}

/// A kind of object.
pub(super) struct Object {
    /// What diagnostics call it, with its article.
    pub(super) what: &'static str,
    /// The fixed keys.
    pub(super) keys: &'static [(&'static str, Shape)],
    /// The other keys.
    pub(super) others: Others,
    /// Whether a `$ref` can stand for it.
    pub(super) reference: bool,
}

impl Object {
    /// What a key holds, if it is one of the fixed ones.
    pub(super) fn shape(&self, key: &str) -> Option<Shape> {
        self.keys.iter().find(|(name, _)| *name == key).map(|(_, shape)| *shape)
    }
}

/// An object with fixed keys only.
pub(super) const fn object(what: &'static str, keys: &'static [(&'static str, Shape)]) -> Object {
    Object { what, keys, others: Others::None, reference: false }
}

/// An object with fixed keys only, for which a `$ref` can stand.
pub(super) const fn referable(what: &'static str, keys: &'static [(&'static str, Shape)]) -> Object {
    Object { what, keys, others: Others::None, reference: true }
}
