//! Writes a call of every operation: the walk to it and its setters, through the product crates' public API.
//!
//! In: a document through the generator's own stages up to the model. Out: one file a product with one function an
//! operation, which takes every argument from `twilio_tests::values`. What has to arrive is none of its business: that
//! is derived from the YAML by `twilio_tests::expect`.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::path::Path;

use quote::ToTokens as _;
use xtask::codegen::config::{ProductConfig, Profile};
use xtask::codegen::load::load_file;
use xtask::codegen::model::{Accessor, Answer, Handle, Input, Operation, Place, Product};
use xtask::codegen::names::ident;
use xtask::codegen::pipeline;

/// How many required inputs are arguments; more have a method each.
const MOST_ARGUMENTS: usize = 3;

/// An operation that takes a token of its own takes it as an option.
const TOKEN: &str = "\n        .with_authorization(case.header_text(\"Authorization\").as_str())";

/// The model of a document.
///
/// # Panics
/// When it has errors.
pub fn model(path: &Path, product: &ProductConfig, profile: Profile) -> Product {
    let loaded = load_file(path, &product.document);
    let document = loaded.document.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let mut problems = Vec::new();
    let model = pipeline::model(&document, product, profile, &mut problems);
    model.unwrap_or_else(|| panic!("{problems:?}")).0
}

/// The file of one product.
pub fn calls(product: &Product, package: &str) -> String {
    let writer = Writer::new(product, package);
    let mut text = String::new();
    let mut table = String::new();
    for resource in &product.resources {
        let module = ident(&resource.module).to_string();
        let mut functions = String::new();
        for handle in &resource.handles {
            for operation in resource.operations.iter().filter(|operation| handle.operations.contains(&operation.id)) {
                let name = xtask::codegen::names::snake(&operation.id);
                functions.push_str(&writer.function(&name, handle, &module, operation));
                let walk = match operation.answer {
                    Answer::List { .. } => format!("Some({module}::walk_{name})"),
                    _ => "None".to_owned(),
                };
                let id = &operation.id;
                writeln!(table, "Call {{ id: \"{id}\", send: {module}::{name}, walk: {walk} }},").expect("text");
            }
        }
        if !functions.is_empty() {
            writeln!(text, "pub mod {module} {{\nuse twilio_tests::contract::*;\n{functions}}}").expect("text");
        }
    }
    format!(
        "{text}pub const CALLS: &[twilio_tests::contract::Call<{package}::Client>] = {{ use twilio_tests::contract::Call; &[\n{table}] }};\n"
    )
}

struct Writer<'a> {
    package: &'a str,
    /// The module of each enum.
    enums: HashMap<&'a str, &'a str>,
    /// The module of each other type of a value.
    models: HashMap<&'a str, &'a str>,
    /// The walk to each handle, by module and name.
    walks: HashMap<(String, String), String>,
}

impl<'a> Writer<'a> {
    fn new(product: &'a Product, package: &'a str) -> Self {
        let enums = product
            .resources
            .iter()
            .flat_map(|resource| resource.enums.iter().map(|one| (one.name.as_str(), resource.module.as_str())));
        let models = product.resources.iter().flat_map(|resource| {
            let names = resource.models.iter().map(|one| &one.name).chain(resource.choices.iter().map(|one| &one.name));
            names.map(|name| (name.as_str(), resource.module.as_str()))
        });
        Writer { package, enums: enums.collect(), models: models.collect(), walks: walks(product) }
    }

    fn function(&self, name: &str, handle: &Handle, module: &str, operation: &Operation) -> String {
        let key = (module.trim_start_matches("r#").to_owned(), handle.name.clone());
        let walk = self.walks.get(&key).unwrap_or_else(|| panic!("no way leads to {key:?}"));
        let (package, request, method) = (self.package, &operation.request, ident(&operation.method));
        let is_list = matches!(operation.answer, Answer::List { .. });
        let begin = format!("{walk}.{method}{}", self.required(operation));
        let setters: String = operation
            .inputs
            .iter()
            .filter(|input| !input.required)
            .map(|input| format!("\n        .{}({})", ident(&input.name), self.value(input)))
            .chain(operation.token.iter().map(|_| TOKEN.to_owned()))
            .collect();
        let mut steps = format!("let request = {begin};\n");
        if !setters.is_empty() {
            writeln!(steps, "    let request = if case.full {{ request{setters} }} else {{ request }};").expect("text");
        }
        if is_list {
            steps.push_str(
                "    let request = match case.page_size { Some(size) => request.page_size(size), None => request };\n    \
                 match case.limit { Some(limit) => request.limit(limit), None => request }\n",
            );
        }
        let case = if steps.contains("case.") { "case" } else { "_case" };
        let client = format!("client: &{package}::Client, {case}: &Case");
        if !is_list {
            return format!(
                "pub fn {name}({client}) -> Sending {{\n    {steps}    let shown = shown(&request);\n    Box::pin(async move {{ request.send().await.map(|response| one(shown, response)) }})\n}}\n"
            );
        }
        format!(
            "fn request_{name}({client}) -> {package}::{module}::{request} {{\n    {steps}}}\n\
             pub fn {name}({client}) -> Sending {{\n    let request = request_{name}(client, case);\n    let shown = shown(&request);\n    Box::pin(async move {{ request.first_page().await.map(|response| page(shown, response)) }})\n}}\n\
             pub fn walk_{name}({client}) -> Sending {{\n    Box::pin(walk(request_{name}(client, case).stream()))\n}}\n"
        )
    }

    /// The arguments of the method that starts an operation, or the calls that give the required inputs one by one.
    fn required(&self, operation: &Operation) -> String {
        let required: Vec<&Input> = operation.inputs.iter().filter(|input| input.required).collect();
        if required.len() <= MOST_ARGUMENTS {
            return format!("({})", required.iter().map(|input| self.value(input)).collect::<Vec<_>>().join(", "));
        }
        let calls = required.iter().map(|input| format!(".{}({})", ident(&input.name), self.value(input)));
        format!("(){}", calls.collect::<String>())
    }

    /// The expression of an input's value.
    fn value(&self, input: &Input) -> String {
        let ty = input.ty.to_token_stream().to_string().replace(' ', "");
        // By the name of the setter, not by what the model holds it to send.
        let name = format!("{:?}", asked(input));
        match ty.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
            Some(element) => format!("case.many({name}, |case| {})", self.single(element, &name, input.place)),
            None => self.single(&ty, &name, input.place),
        }
    }

    fn single(&self, ty: &str, name: &str, place: Place) -> String {
        match ty {
            "bool" => format!("case.flag({name})"),
            "i64" => format!("case.integer({name})"),
            "f64" => format!("case.number({name})"),
            "String" if place == Place::Header => format!("case.header_text({name})"),
            "String" => format!("case.text({name})"),
            "rt::Timestamp" => format!("case.timestamp({name})"),
            "rt::Date" => format!("case.date({name})"),
            "rt::Value" => format!("case.json({name})"),
            "rt::JsonString" => format!("case.json_text({name})"),
            "rt::Decimal" => format!("case.decimal({name})"),
            other => match (other.strip_prefix("rt::sid::"), self.enums.get(other)) {
                (Some(sid), _) => format!("case.sid::<twilio_core::sid::{sid}>({name})"),
                (None, Some(module)) => {
                    format!("case.choice::<{}::{}::{other}>({name})", self.package, ident(module))
                }
                (None, None) => format!("case.model::<{}>({name})", self.qualified(other)),
            },
        }
    }

    /// A type as a file outside of the crate names it.
    fn qualified(&self, ty: &str) -> String {
        let mut text = String::new();
        for part in ty.split_inclusive(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
            match self.models.get(word).or(self.enums.get(word)) {
                Some(module) => {
                    text.push_str(&format!("{}::{}::{part}", self.package, ident(module)));
                }
                None => text.push_str(part),
            }
        }
        text.replace("rt::", "twilio_core::generated::")
    }
}

/// The name under which a value is drawn: the setter's, unless it is the wire's with a word behind it that tells it apart.
fn asked(input: &Input) -> &str {
    let letters = |name: &str| {
        name.replace('<', "before")
            .replace('>', "after")
            .to_lowercase()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "")
    };
    let plain = ["_field", "_query", "_header"].iter().find_map(|end| input.name.strip_suffix(end));
    match plain {
        Some(plain) if letters(plain) == letters(&input.wire) => plain,
        _ => &input.name,
    }
}

/// The walk to every handle: `client.service(…).users()`.
fn walks(product: &Product) -> HashMap<(String, String), String> {
    let handles: HashMap<(&str, &str), &Handle> = product
        .resources
        .iter()
        .flat_map(|resource| {
            resource.handles.iter().map(|handle| ((resource.module.as_str(), handle.name.as_str()), handle))
        })
        .collect();
    let mut walks = HashMap::new();
    let mut open: VecDeque<(&Accessor, String, usize)> =
        product.entrances.iter().map(|step| (step, "client".to_owned(), 0)).collect();
    while let Some((step, so_far, position)) = open.pop_front() {
        let method = ident(&step.method);
        let (walk, position) = match &step.parameter {
            None => (format!("{so_far}.{method}()"), position),
            Some(parameter) => {
                let value = match &parameter.sid {
                    Some(sid) => {
                        let sid =
                            sid.to_token_stream().to_string().replace(' ', "").replacen("rt::", "twilio_core::", 1);
                        format!("case.sid::<{sid}>(&path_name({position}))")
                    }
                    None => format!("case.text(&path_name({position}))"),
                };
                (format!("{so_far}.{method}({value})"), position + 1)
            }
        };
        let handle = handles[&(step.module.as_str(), step.target.as_str())];
        open.extend(handle.accessors.iter().map(|next| (next, walk.clone(), position)));
        walks.insert((step.module.clone(), step.target.clone()), walk);
    }
    walks
}
