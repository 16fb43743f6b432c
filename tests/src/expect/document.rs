//! A document's operations.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use xtask::codegen::load::load_file;

use super::foreign;
use super::operation::Operation;

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as JSON.
    pub json: Value,
    /// Where the API is served.
    pub servers: Vec<String>,
    /// Its operations, in the order of the file.
    pub operations: Vec<Operation>,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl Document {
    /// Reads `spec/<name>.yaml`.
    pub fn load(name: &str) -> Document {
        let file = format!("spec/{name}.yaml");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&file);
        Document::read(&path, Operation::read)
    }

    /// Reads somebody else's document, which need not have examples.
    pub fn foreign(path: &Path) -> Document {
        Document::read(path, foreign::operation)
    }

    fn read(path: &Path, read: fn(&Value, &str, &Value, &str) -> Operation) -> Document {
        let loaded = load_file(path, &path.display().to_string());
        let json = loaded.document.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics)).json;
        let paths = json["paths"].as_object().expect("a document has paths");
        let mut operations: Vec<Operation> = paths
            .iter()
            .flat_map(|(template, item)| METHODS.map(|method| (template, item, method)))
            .filter(|(_, item, method)| item.get(method).is_some())
            .map(|(template, item, method)| read(&json, template, item, method))
            .collect();
        settle_positions(&mut operations);
        let servers = json["servers"].as_array().into_iter().flatten();
        let servers = servers.filter_map(|server| server["url"].as_str()).map(str::to_owned).collect();
        Document { servers, operations, json }
    }

    /// The operation of an id.
    pub fn operation(&self, id: &str) -> &Operation {
        self.operations.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("the document has no {id}"))
    }
}

/// One step of the walk serves all operations behind it: it takes a SID only if each of them does, and the same kind.
fn settle_positions(operations: &mut [Operation]) {
    let mut prefixes: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
    for operation in operations.iter() {
        for (position, prefix) in operation.positions().into_iter().zip(&operation.path) {
            prefixes.entry(position).or_default().push(prefix.clone());
        }
    }
    for operation in operations {
        for (position, prefix) in operation.positions().iter().zip(&mut operation.path) {
            if prefixes[position].iter().any(|other| other != prefix) {
                *prefix = None;
            }
        }
    }
}
