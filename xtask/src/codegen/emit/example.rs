//! The example at the top of a resource's page, and the tree of all resources on the crate's page.
//!
//! Both are made from the walk, so that they compile or the generator is wrong.

use std::collections::HashMap;

use crate::codegen::model::{Accessor, Answer, Handle, Input, Operation, Place, Product, Resource, Shape};
use crate::codegen::names::{ident, snake};

/// What the examples of a product need, found once for all of them.
#[derive(Debug)]
pub struct Ways {
    /// The code of the steps from the client to each handle, by the handle's name.
    steps: HashMap<String, Vec<String>>,
    /// A value of each enum, by the enum's name.
    values: HashMap<String, String>,
}

/// A doctest that walks to the resource and makes one or two of its calls; none for a mere step of the walk.
pub fn example(product: &Product, resource: &Resource, ways: &Ways) -> Option<String> {
    let crate_name = product.package.replace('-', "_");
    let picked: Vec<(&Vec<String>, &Operation)> = picked(resource)
        .into_iter()
        .filter_map(|(handle, operation)| Some((ways.steps.get(&handle.name)?, operation)))
        .collect();
    let (first, _) = picked.first()?;
    // What the walks have in common is walked once.
    let common = picked.iter().fold(first.len(), |common, (steps, _)| {
        common.min(steps.iter().zip(*first).take_while(|(one, other)| one == other).count())
    });
    let is_one_line =
        |(steps, operation): &(&Vec<String>, &Operation)| !call(product, ways, steps, operation).contains("\n    .");
    let shared = match &picked[..] {
        [only] if is_one_line(only) => 1,
        _ => common,
    };
    let start = first[shared - 1].split('(').next().unwrap_or("client");
    let mut lines = vec![format!("let client = {crate_name}::Client::from_env()?;")];
    if shared > 1 {
        lines.push(format!("let {start} = {};", chain(&first[..shared])));
    }
    for (way, operation) in picked {
        let steps: Vec<String> = std::iter::once(start.to_owned()).chain(way[shared..].iter().cloned()).collect();
        lines.push(call(product, ways, &steps, operation));
    }
    Some(format!(
        "```no_run\n# async fn run() -> Result<(), Box<dyn std::error::Error>> {{\n{}\n# Ok(()) }}\n```",
        lines.join("\n")
    ))
}

/// A list if there is one, and one other operation: the most telling kind first.
fn picked(resource: &Resource) -> Vec<(&Handle, &Operation)> {
    let all: Vec<(&Handle, &Operation)> = resource
        .handles
        .iter()
        .flat_map(|handle| {
            let own = resource.operations.iter().filter(|operation| handle.operations.contains(&operation.id));
            own.map(move |operation| (handle, operation))
        })
        .collect();
    let is_list = |operation: &Operation| matches!(operation.answer, Answer::List { .. });
    let rank = |operation: &Operation| {
        ["update", "create", "fetch"].iter().position(|verb| *verb == operation.method).unwrap_or(9)
    };
    let list = all.iter().find(|(_, operation)| is_list(operation));
    let other = all.iter().filter(|(_, operation)| !is_list(operation)).min_by_key(|(_, operation)| rank(operation));
    list.into_iter().chain(other).copied().collect()
}

/// Finds the ways of a product, once for all of its examples.
pub fn ways(product: &Product) -> Ways {
    let mut handles = HashMap::new();
    for handle in product.resources.iter().flat_map(|resource| &resource.handles) {
        handles.entry(handle.name.as_str()).or_insert(handle);
    }
    let mut found = HashMap::new();
    follow(&handles, &product.entrances, &["client".to_owned()], &mut found);
    let enums = product.resources.iter().flat_map(|resource| &resource.enums);
    let values = enums
        .map(|one| (one.name.clone(), one.variants.last().map(|variant| variant.wire.clone()).unwrap_or_default()));
    Ways { steps: found, values: values.collect() }
}

fn follow(
    handles: &HashMap<&str, &Handle>,
    accessors: &[Accessor],
    steps: &[String],
    found: &mut HashMap<String, Vec<String>>,
) {
    for accessor in accessors {
        let argument = accessor.parameter.as_ref().map_or(String::new(), |parameter| match &parameter.sid {
            Some(sid) => format!("\"{}\"", sid_text(sid)),
            None => format!(
                "{:?}",
                parameter.wire.trim_end_matches("Sid").to_lowercase().replace('_', "-").trim_matches('-')
            )
            .replace("\"\"", "\"main\""),
        });
        let mut steps = steps.to_vec();
        steps.push(format!("{}({argument})", ident(&accessor.method)));
        if let Some(handle) = handles.get(accessor.target.as_str()) {
            follow(handles, &handle.accessors, &steps, found);
            found.entry(handle.name.clone()).or_insert(steps);
        }
    }
}

/// A SID of the type's prefix.
fn sid_text(sid: &syn::Type) -> String {
    let name = match sid {
        syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    let known = twilio_core::sid::PREFIXES.iter().find(|(_, known)| *known == name);
    let prefix = known.map_or(if name == "ConversationSid" { "CH" } else { "MB" }, |(prefix, _)| *prefix);
    format!("{prefix}0123456789abcdef0123456789abcdef")
}

fn call(product: &Product, ways: &Ways, steps: &[String], operation: &Operation) -> String {
    let required: Vec<&Input> = operation.inputs.iter().filter(|input| input.required).collect();
    let mut steps = steps.to_vec();
    if operation.required_builder.is_some() {
        steps.push(format!("{}()", ident(&operation.method)));
        steps.extend(required.iter().map(|input| format!("{}({})", ident(&input.name), value(ways, input))));
    } else {
        let arguments: Vec<String> = required.iter().map(|input| value(ways, input)).collect();
        steps.push(format!("{}({})", ident(&operation.method), arguments.join(", ")));
    }
    let shown = shown(product, operation);
    if matches!(operation.answer, Answer::List { .. }) {
        steps.extend(["limit(20)".to_owned(), "stream()".to_owned()]);
        return format!(
            "let mut records = {};\nwhile let Some(record) = records.try_next().await? {{\n    println!(\"{{:?}}\", record{shown});\n}}",
            chain(&steps)
        );
    }
    let setter =
        operation.inputs.iter().find(|input| !input.required && matches!(input.place, Place::Form | Place::Body));
    steps.extend(setter.map(|input| format!("{}({})", ident(&input.name), value(ways, input))));
    steps.extend(["send()".to_owned(), "await?".to_owned()]);
    match operation.answer {
        Answer::Empty => format!("{};", chain(&steps)),
        _ => format!("let answer = {};\nprintln!(\"{{:?}}\", answer{shown});", chain(&steps)),
    }
}

/// A chain of calls, on one line if it is short.
fn chain(steps: &[String]) -> String {
    let line = steps.join(".");
    if line.len() <= 100 { line } else { steps.join("\n    .") }
}

/// A field of the answer to print: the SID, else the first one.
fn shown(product: &Product, operation: &Operation) -> String {
    let ty = match &operation.answer {
        Answer::One(ty) | Answer::List { item: ty, .. } => quote::quote!(#ty).to_string(),
        Answer::Empty | Answer::Location => return String::new(),
    };
    let models = product.resources.iter().flat_map(|resource| &resource.models);
    let fields = models.into_iter().find(|model| model.name == ty).and_then(|model| match &model.shape {
        Shape::Struct(fields) => Some(fields),
        Shape::Alias(_) => None,
    });
    let field = fields.and_then(|fields| fields.iter().find(|field| field.name == "sid").or_else(|| fields.first()));
    field.map_or(String::new(), |field| format!(".{}", ident(&field.name)))
}

/// A value of the input's type, as a caller would write it.
fn value(ways: &Ways, input: &Input) -> String {
    let word = word(ways, input);
    match element(&input.ty) {
        Some(element) if text_of(element, &word).is_some() => {
            format!("[{}]", text_of(element, &word).unwrap_or_default())
        }
        Some(element) => format!("[{}]", owned(element, &word)),
        None => text_of(&input.ty, &word).unwrap_or_else(|| owned(&input.ty, &word)),
    }
}

/// A word that fits the input: a value of its enum, or its name.
fn word(ways: &Ways, input: &Input) -> String {
    let mut ty = &input.ty;
    while let Some(element) = element(ty) {
        ty = element;
    }
    let known = ways.values.get(&quote::quote!(#ty).to_string());
    match known.filter(|_| matches!(ty, syn::Type::Path(path) if *ty == input.ty && path.path.leading_colon.is_none()))
    {
        Some(value) => value.clone(),
        None => snake(&input.wire).replace('_', "-"),
    }
}

/// What a list holds.
fn element(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// The string that a value is read from; none if it is a number, a boolean, JSON or a list.
fn text_of(ty: &syn::Type, word: &str) -> Option<String> {
    match quote::quote!(#ty).to_string().as_str() {
        "bool" | "i64" | "f64" | "rt :: Value" => None,
        list if list.starts_with("Vec") => None,
        "rt :: Timestamp" => Some("\"2026-01-31T12:00:00Z\"".to_owned()),
        "rt :: Date" => Some("\"2026-01-31\"".to_owned()),
        "rt :: JsonString" => Some("\"{}\"".to_owned()),
        sid if sid.starts_with("rt :: sid") => Some(format!("\"{}\"", sid_text(ty))),
        _ => Some(format!("{word:?}")),
    }
}

/// A value of exactly this type.
fn owned(ty: &syn::Type, word: &str) -> String {
    if let Some(element) = element(ty) {
        return format!("vec![{}]", owned(element, word));
    }
    match (quote::quote!(#ty).to_string().as_str(), text_of(ty, word)) {
        ("bool", _) => "true".to_owned(),
        ("i64", _) => "1".to_owned(),
        ("f64", _) => "0.5".to_owned(),
        (path, Some(text)) if path.starts_with("rt ::") => format!("{text}.parse()?"),
        (_, Some(text)) => format!("{text}.into()"),
        (_, None) => "serde_json::json!({ \"key\": \"value\" })".to_owned(),
    }
}

/// Every handle with its operations, indented by the walk, as a block of Markdown.
pub fn tree(product: &Product) -> String {
    let mut rows = Vec::new();
    let mut handles: Handles<'_> = HashMap::new();
    for resource in &product.resources {
        for handle in &resource.handles {
            let own = resource.operations.iter().filter(|operation| handle.operations.contains(&operation.id));
            let operations = own.map(|operation| operation.method.as_str()).collect();
            handles.entry(&handle.name).or_insert((handle, operations));
        }
    }
    branch(&handles, &product.entrances, 0, &mut rows);
    let width = rows.iter().map(|(step, _)| step.chars().count()).max().unwrap_or_default();
    let lines: Vec<String> =
        rows.iter().map(|(step, operations)| format!("{step:width$}  {operations}").trim_end().to_owned()).collect();
    format!("```text\n{}\n```\n", lines.join("\n"))
}

/// Handles by name, each with the methods of its operations.
type Handles<'p> = HashMap<&'p str, (&'p Handle, Vec<&'p str>)>;

fn branch(handles: &Handles<'_>, accessors: &[Accessor], depth: usize, rows: &mut Vec<(String, String)>) {
    for accessor in accessors {
        let Some((handle, operations)) = handles.get(accessor.target.as_str()) else { continue };
        let argument = accessor.parameter.as_ref().map_or("", |parameter| parameter.name.as_str());
        rows.push((format!("{}{}({argument})", "  ".repeat(depth), accessor.method), operations.join(", ")));
        branch(handles, &handle.accessors, depth + 1, rows);
    }
}
