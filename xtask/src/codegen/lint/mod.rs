//! Checks on a loaded document, before anything is made of it.
//!
//! A [`Document`] as it was written enters, diagnostics leave; nothing is changed. [`RULES`] hold for every document: what
//! they call an error, a later stage could not work with. [`DOCUMENTATION_RULES`] hold for our own documents, whose
//! descriptions and examples become the crates' documentation and tests. Adding a rule is one function and one line.
//! Invariants: a rule that meets something of the wrong shape passes over it, because `keys` reports it; what follows from
//! another problem is left out (`causes`).

mod bodies;
mod causes;
mod document;
mod documentation;
mod keys;
mod operations;
mod parameters;
mod paths;
mod references;
mod schemas;
mod servers;
mod walk;

use super::config::ProductConfig;
pub use super::config::Profile as LintProfile;
use super::diagnostics::Diagnostic;
use super::load::Document;
use walk::Context;

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, for lists of rules.
    pub name: &'static str,
    /// Why it exists, in one sentence.
    pub why: &'static str,
    check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// What a document has to be, before anything else is said about it.
const FIRST: Rule = Rule {
    name: "openapi",
    why: "Other versions of OpenAPI say the same things differently.",
    check: document::openapi,
};

/// What every document must keep to.
pub const RULES: &[Rule] = &[
    Rule { name: "keys", why: "A misspelt or misplaced key would be passed over in silence.", check: keys::check },
    Rule { name: "paths-are-there", why: "Without paths there is nothing to generate.", check: document::paths },
    Rule { name: "servers", why: "A client has to know where to call.", check: servers::check },
    Rule { name: "references", why: "A reference must lead to something in this document.", check: references::check },
    Rule { name: "schema-references", why: "A type is named after its component.", check: schemas::references::check },
    Rule { name: "paths", why: "Paths become the tree of resources.", check: paths::check },
    Rule { name: "methods", why: "A method that no emitter knows would give no request.", check: paths::methods },
    Rule { name: "operation-ids", why: "They name requests, and methods of handles.", check: operations::ids },
    Rule { name: "parameters", why: "Each becomes an argument or a setter.", check: parameters::check },
    Rule { name: "path-parameters", why: "A path is built from its template.", check: parameters::in_template },
    Rule {
        name: "serialisation",
        why: "A value that is written in another way than the document says is another value.",
        check: parameters::serialisation::parameters,
    },
    Rule {
        name: "encodings",
        why: "The same holds for the fields of forms.",
        check: parameters::serialisation::encodings,
    },
    Rule { name: "media-types", why: "A misspelt one would be passed over.", check: bodies::media_types },
    Rule { name: "request-bodies", why: "A request has one encoding.", check: bodies::requests },
    Rule { name: "answers", why: "A request has one type of answer.", check: bodies::answers },
    Rule { name: "types", why: "A type decides what is generated.", check: schemas::types },
    Rule { name: "formats", why: "A misspelt format would make a plain string of a date.", check: schemas::formats },
    Rule { name: "enums", why: "The values are texts on the wire, and names in Rust.", check: schemas::enums },
    Rule { name: "paging", why: "The pager reads the properties of a page by name.", check: schemas::paging },
    Rule { name: "cycles", why: "What is made of nothing but itself has no type.", check: schemas::cycles::check },
    Rule { name: "patterns", why: "A pattern decides which type of SID a value is.", check: schemas::patterns::check },
    Rule { name: "forms", why: "Each field of a form becomes a setter.", check: bodies::forms::check },
    Rule {
        name: "headers",
        why: "A header that is never sent must not be a setter.",
        check: parameters::headers::check,
    },
    Rule { name: "path-servers", why: "Credentials go where the document says.", check: servers::at_paths::check },
    Rule { name: "raw-json", why: "What is declared and not typed has to be said.", check: schemas::raw_json::check },
    Rule { name: "required", why: "A misspelt name would make an input optional.", check: schemas::required },
];

/// What our own documents must keep to as well.
pub const DOCUMENTATION_RULES: &[Rule] = &[
    Rule { name: "descriptions", why: "They are the documentation of the crates.", check: documentation::descriptions },
    Rule {
        name: "enum-values",
        why: "A reader has to learn what each value means.",
        check: documentation::enum_values,
    },
    Rule {
        name: "reachable",
        why: "What nothing refers to is never generated, and never checked.",
        check: documentation::reachable,
    },
    Rule { name: "examples", why: "They are what the tests answer with.", check: documentation::examples },
];

/// What is said about the documentation of other documents.
const FOREIGN_DOCUMENTATION_RULES: &[Rule] = &[
    Rule {
        name: "misspelt-in-examples",
        why: "A misspelt property of an example is a hint that one of both is wrong.",
        check: documentation::misspelt_in_examples,
    },
    Rule {
        name: "unused-schemas",
        why: "Whoever wrote a schema expects to find it in the crate.",
        check: documentation::unused_schemas,
    },
];

/// Runs all rules of a profile.
pub fn check(document: &Document, product: &ProductConfig, profile: LintProfile) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let context = Context::new(document, product);
    (FIRST.check)(&context, &mut diagnostics);
    if !diagnostics.is_empty() {
        return diagnostics;
    }
    for rule in RULES {
        (rule.check)(&context, &mut diagnostics);
    }
    let mut diagnostics = causes::only(document, diagnostics);
    // Documentation of something that does not hold together would be noise.
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let rules = match profile {
            LintProfile::Ours => DOCUMENTATION_RULES,
            LintProfile::Foreign => FOREIGN_DOCUMENTATION_RULES,
        };
        for rule in rules {
            (rule.check)(&context, &mut diagnostics);
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests;
