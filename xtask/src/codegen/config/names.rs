//! Names that `products.toml` gives, where the rules would give two things one name: `names = [{ kind = "field", … }]`.

use serde::Deserialize;

use crate::codegen::diagnostics::Origin;

/// A name of a field, a setter, a variant, a method or a request.
#[derive(Clone, Debug)]
pub struct NameOverride {
    /// What is named.
    pub named: Named,
    /// Its name in Rust: in Pascal case for a variant and a request, else in snake case.
    pub name: String,
    /// Why the rule's name does not do.
    pub why: String,
    /// The entry's place.
    pub origin: Origin,
}

/// What a [`NameOverride`] names, in the words of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// `field`: a property of a component.
    Field {
        /// The component.
        component: String,
        /// The property.
        property: String,
    },
    /// `variant`: a value of an enum.
    Variant {
        /// The enum's component.
        component: String,
        /// The value on the wire.
        value: String,
    },
    /// `setter`: a parameter or a field of a body.
    Setter {
        /// The operation's id.
        operation: String,
        /// The input's name on the wire.
        input: String,
    },
    /// `method`: the method of a handle that starts an operation.
    Method {
        /// The operation's id.
        operation: String,
    },
    /// `request`: the type of an operation's request.
    Request {
        /// The operation's id.
        operation: String,
    },
}

impl Named {
    /// Whether it names a type or a variant.
    pub fn is_pascal(&self) -> bool {
        matches!(self, Named::Variant { .. } | Named::Request { .. })
    }
}

/// An entry as it is written.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum NameTable {
    Field { component: String, property: String, name: String, why: String },
    Variant { component: String, value: String, name: String, why: String },
    Setter { operation: String, input: String, name: String, why: String },
    Method { operation: String, name: String, why: String },
    Request { operation: String, name: String, why: String },
}

impl NameTable {
    pub(super) fn at(self, origin: Origin) -> NameOverride {
        let (named, name, why) = match self {
            NameTable::Field { component, property, name, why } => (Named::Field { component, property }, name, why),
            NameTable::Variant { component, value, name, why } => (Named::Variant { component, value }, name, why),
            NameTable::Setter { operation, input, name, why } => (Named::Setter { operation, input }, name, why),
            NameTable::Method { operation, name, why } => (Named::Method { operation }, name, why),
            NameTable::Request { operation, name, why } => (Named::Request { operation }, name, why),
        };
        NameOverride { named, name, why, origin }
    }
}
