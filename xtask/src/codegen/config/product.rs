//! The table of one product, and its entries.

use super::names::NameOverride;
use super::pairs::Pair;
use crate::codegen::diagnostics::Origin;

/// One product.
#[derive(Clone, Debug)]
pub struct ProductConfig {
    /// The table's name, which is what `--product` takes: `chat-v2`.
    pub key: String,
    /// The table's place.
    pub origin: Origin,
    /// The document, seen from the workspace's root: `spec/chat-v2.yaml`.
    pub document: String,
    /// The crate's folder, seen from the workspace's root: `crates/chat-v2`.
    pub crate_dir: String,
    /// The crate's name: `twilio-chat-v2`.
    pub package: String,
    /// What people call the product: `Programmable Chat v2`.
    pub title: String,
    /// Documented hosts that the document's `servers` may lack.
    pub hosts: Vec<String>,
    /// Names under which this product knows SIDs of the core's table.
    pub sids: Vec<SidAlias>,
    /// Components that get another name than the rule gives.
    pub renames: Vec<Rename>,
    /// Levels of the resource tree that get another name than the rule gives.
    pub handles: Vec<HandleName>,
    /// Fields, setters, variants, methods and requests that get another name than the rule gives.
    pub names: Vec<NameOverride>,
    /// Components that are one type, or that stay two although they look alike.
    pub pairs: Vec<Pair>,
    /// Corrections of the document.
    pub fixups: Vec<Fixup>,
    /// Error codes of the product, in ascending order.
    pub errors: Vec<ErrorConstant>,
    /// Enums whose values say all there is to say, so that the description need not name them.
    pub plain_enums: Vec<PlainEnum>,
}

impl ProductConfig {
    /// The configuration of a document that no product knows: no overrides, and names made from the file's.
    pub fn neutral(key: &str, document: &str, crate_dir: &str) -> ProductConfig {
        ProductConfig {
            key: key.to_owned(),
            origin: Origin::file(document),
            document: document.to_owned(),
            crate_dir: crate_dir.to_owned(),
            package: format!("twilio-{key}"),
            title: key.to_owned(),
            hosts: Vec::new(),
            sids: Vec::new(),
            renames: Vec::new(),
            handles: Vec::new(),
            names: Vec::new(),
            pairs: Vec::new(),
            fixups: Vec::new(),
            errors: Vec::new(),
            plain_enums: Vec::new(),
        }
    }
}

/// `CH = "ConversationSid"`: the product's own name for the SIDs of a prefix.
#[derive(Clone, Debug)]
pub struct SidAlias {
    /// The two letters.
    pub prefix: String,
    /// The name of the type.
    pub name: String,
    /// The entry's place.
    pub origin: Origin,
}

/// Another name for a component.
#[derive(Clone, Debug)]
pub struct Rename {
    /// The component's key in the document.
    pub component: String,
    /// The type's name, in Pascal case.
    pub name: String,
    /// Why the rule's name does not do.
    pub why: String,
    /// The entry's place.
    pub origin: Origin,
}

/// Another name for a level of the resource tree.
#[derive(Clone, Debug)]
pub struct HandleName {
    /// The path up to and with the level, as in the document, version included: `/v2/Services/{ServiceSid}`.
    pub path: String,
    /// The accessor, in snake case.
    pub name: String,
    /// Why the rule's name does not do.
    pub why: String,
    /// The entry's place.
    pub origin: Origin,
}

/// A correction of the document.
#[derive(Clone, Debug)]
pub struct Fixup {
    /// What is corrected.
    pub kind: FixupKind,
    /// Why: what the document says, what is true, and how that is known.
    pub why: String,
    /// The entry's place.
    pub origin: Origin,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixupKind {
    /// `add-enum-value`: the API also sends or takes this value.
    AddEnumValue {
        /// The enum's component.
        component: String,
        /// The value on the wire.
        value: String,
    },
    /// `add-enum-spelling`: the API also spells a value in this way; both spellings are read as one variant.
    AddEnumSpelling {
        /// The enum's component.
        component: String,
        /// The value, as the document spells it.
        value: String,
        /// The other spelling.
        spelling: String,
    },
    /// `set-nullable`: the API sends null for this property.
    SetNullable {
        /// The schema's component.
        component: String,
        /// The property.
        property: String,
    },
    /// `set-required`: the API does (not) insist on this input.
    SetRequired {
        /// The operation's id.
        operation: String,
        /// The parameter's or form field's name.
        input: String,
        /// Whether it is required.
        required: bool,
    },
    /// `mark-private`: the property holds personal data, which `Debug` hides.
    MarkPrivate {
        /// The schema's component.
        component: String,
        /// The property.
        property: String,
    },
}

/// An enum that is listed under `plain_enums`.
#[derive(Clone, Debug)]
pub struct PlainEnum {
    /// The enum's component.
    pub component: String,
    /// The entry's place.
    pub origin: Origin,
}

/// An error code of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorConstant {
    /// Twilio's number.
    pub code: i64,
    /// The constant's name, in capital letters.
    pub name: String,
    /// What the error says, without a full stop.
    pub about: String,
}
