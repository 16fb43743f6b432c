//! Pairs of components that `products.toml` declares: `pairs = [{ kind = "same", … }]`.
//!
//! A resource that can be reached by two paths often has two components in the document. As one component, the resource has one
//! model in Rust, whichever path a record came from.

use serde::Deserialize;

use crate::codegen::diagnostics::Origin;

/// Two components, and whether they are one type.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Whether they are merged.
    pub kind: PairKind,
    /// The component whose name the model gets.
    pub component: String,
    /// The other component.
    pub twin: String,
    /// Why they are one type or two.
    pub why: String,
    /// The entry's place.
    pub origin: Origin,
}

/// What a [`Pair`] decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairKind {
    /// `same`: the twin's properties and values are added to the component, which replaces the twin.
    Same,
    /// `apart`: both stay, although they look alike.
    Apart,
}

/// An entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairTable {
    kind: PairKind,
    component: String,
    twin: String,
    why: String,
}

impl PairTable {
    pub(super) fn at(self, origin: Origin) -> Pair {
        let PairTable { kind, component, twin, why } = self;
        Pair { kind, component, twin, why, origin }
    }
}
