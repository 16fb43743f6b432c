//! The names that `products.toml` gives, and which of them were asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::codegen::config::{Named, ProductConfig, Profile};
use crate::codegen::diagnostics::{Code, Diagnostic};
use crate::codegen::names::numbered;

/// Looks names up and remembers which entries matched.
#[derive(Debug)]
pub struct Overrides<'a> {
    product: &'a ProductConfig,
    /// Whose document it is.
    pub profile: Profile,
    used: RefCell<BTreeSet<usize>>,
}

impl<'a> Overrides<'a> {
    pub fn new(product: &'a ProductConfig, profile: Profile) -> Self {
        Overrides { product, profile, used: RefCell::default() }
    }

    /// The field of a property.
    pub fn field(&self, of: &str, named: &str) -> Option<&'a str> {
        self.find(|one| matches!(one, Named::Field { component, property } if component == of && property == named))
    }

    /// The setter or argument of an input.
    pub fn setter(&self, of: &str, named: &str) -> Option<&'a str> {
        self.find(|one| matches!(one, Named::Setter { operation, input } if operation == of && input == named))
    }

    /// The method that starts an operation.
    pub fn method(&self, of: &str) -> Option<&'a str> {
        self.find(|one| matches!(one, Named::Method { operation } if operation == of))
    }

    /// The type of an operation's request.
    pub fn request(&self, of: &str) -> Option<&'a str> {
        self.find(|one| matches!(one, Named::Request { operation } if operation == of))
    }

    /// The variants of an enum, by value.
    pub fn variants(&self, of: &str, values: &[&str]) -> BTreeMap<String, String> {
        let named = |value: &str| {
            self.find(
                |one| matches!(one, Named::Variant { component, value: named } if component == of && named == value),
            )
        };
        values.iter().filter_map(|value| Some(((*value).to_owned(), named(value)?.to_owned()))).collect()
    }

    /// The name that the rule for foreign documents gives where names meet; none in ours, where it is an error.
    pub fn other_name(&self, name: &str, between: &str, is_free: impl Fn(&str) -> bool) -> Option<String> {
        (self.profile == Profile::Foreign).then(|| numbered(name, between, is_free))
    }

    fn find(&self, is_meant: impl Fn(&Named) -> bool) -> Option<&'a str> {
        let (index, entry) = self.product.names.iter().enumerate().find(|(_, entry)| is_meant(&entry.named))?;
        self.used.borrow_mut().insert(index);
        Some(&entry.name)
    }

    /// An error for each entry that nothing asked for.
    pub fn unmatched(&self) -> Vec<Diagnostic> {
        let used = self.used.borrow();
        let unused = self.product.names.iter().enumerate().filter(|(index, _)| !used.contains(index));
        unused
            .map(|(_, entry)| {
                let problem = format!("the name `{}` is of nothing that is in the document", entry.name);
                Diagnostic::error(Code::UnmatchedOverride, &entry.origin, problem)
                    .why("An override that matches nothing hides that the document has changed.")
                    .help("Remove it from `names` in products.toml, or correct what it names.")
            })
            .collect()
    }
}
