//! What generated files have, read from their source.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use xtask::codegen::tree::GeneratedFile;

/// A request and the inputs that it can be given.
#[derive(Debug, Default)]
pub struct Request {
    pub name: String,
    pub is_list: bool,
    /// Place (the core's method) and name on the wire.
    pub inputs: BTreeSet<(String, String)>,
}

/// Everything that a program can reach.
#[derive(Debug, Default)]
pub struct Found {
    /// By operationId.
    pub requests: BTreeMap<String, Request>,
    /// Types that collect required inputs: the request that each gives, and its inputs.
    pub builders: BTreeMap<String, (String, BTreeSet<(String, String)>)>,
    /// Requests that a method of the client, or of a handle that it leads to, starts.
    pub reachable: BTreeSet<String>,
    /// Names of fields on the wire.
    pub fields: BTreeSet<String>,
    /// Values of enums.
    pub values: BTreeSet<String>,
}

/// Reads the files of one document.
pub fn read(files: &[GeneratedFile]) -> Found {
    let mut found = Found::default();
    // By type: what its methods return, and the calls in them.
    let mut methods: BTreeMap<String, Vec<(String, TokenStream)>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        for item in parsed.items {
            match item {
                syn::Item::Macro(one) => declaration(&one, &mut found),
                syn::Item::Impl(one) => {
                    let ty = last(&one.self_ty.to_token_stream());
                    for member in one.items {
                        let syn::ImplItem::Fn(method) = member else { continue };
                        let syn::ReturnType::Type(_, output) = &method.sig.output else { continue };
                        let output = last(&output.to_token_stream());
                        methods.entry(ty.clone()).or_default().push((output, method.block.to_token_stream()));
                    }
                }
                _ => {}
            }
        }
    }
    let by_name: BTreeMap<String, String> =
        found.requests.iter().map(|(id, request)| (request.name.clone(), id.clone())).collect();
    let mut open = VecDeque::from(["Client".to_owned()]);
    let mut seen = BTreeSet::new();
    while let Some(ty) = open.pop_front() {
        for (output, body) in methods.get(&ty).into_iter().flatten() {
            let builder = found.builders.get(output).cloned();
            let (output, collected) = builder.unwrap_or_else(|| (output.clone(), BTreeSet::new()));
            match by_name.get(&output) {
                Some(id) => {
                    found.reachable.insert(output.clone());
                    let inputs = &mut found.requests.get_mut(id).expect("it is in the table").inputs;
                    inputs.extend(collected);
                    calls(body.clone(), inputs);
                }
                None if seen.insert(output.clone()) => open.push_back(output.clone()),
                None => {}
            }
        }
    }
    for (ty, id) in &by_name {
        for (_, body) in methods.get(ty).into_iter().flatten() {
            calls(body.clone(), &mut found.requests.get_mut(id).expect("it is in the table").inputs);
        }
    }
    found
}

/// The last word of a path.
fn last(tokens: &TokenStream) -> String {
    let words = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    words.last().unwrap_or_default()
}

fn declaration(call: &syn::ItemMacro, found: &mut Found) {
    let kind = call.mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    match kind.as_str() {
        "request" | "list_request" | "location_request" => {
            let mut tokens = call.mac.tokens.clone().into_iter();
            let name = tokens.next().map(|token| token.to_string()).unwrap_or_default();
            let id = tokens.find_map(|token| string(&token)).unwrap_or_default();
            let request = Request { name, is_list: kind == "list_request", inputs: BTreeSet::new() };
            found.requests.insert(id, request);
        }
        "required_inputs" => {
            let tokens: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
            let name = tokens.iter().zip(tokens.iter().skip(1)).find(|(word, _)| word.to_string() == "struct");
            let request = tokens.last().map(ToString::to_string).unwrap_or_default();
            let mut inputs = BTreeSet::new();
            for token in &tokens {
                let TokenTree::Group(group) = token else { continue };
                if group.delimiter() == Delimiter::Brace {
                    places(group.stream(), &mut inputs);
                }
            }
            if let Some((_, name)) = name {
                found.builders.insert(name.to_string(), (request, inputs));
            }
        }
        "model" => after_equals(call.mac.tokens.clone(), &mut found.fields),
        "open_enum" => after_equals(call.mac.tokens.clone(), &mut found.values),
        _ => {}
    }
}

/// Places and names of required inputs: `= require_form "Name",`.
fn places(tokens: TokenStream, inputs: &mut BTreeSet<(String, String)>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_equals = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '=');
        if let Some(TokenTree::Ident(call)) = tokens.peek().filter(|_| is_equals) {
            let place = call.to_string().trim_start_matches("require_").to_owned();
            tokens.next();
            inputs.insert((place, tokens.peek().and_then(string).unwrap_or_default()));
        }
    }
}

/// The strings after `=`, within braces too.
fn after_equals(tokens: TokenStream, strings: &mut BTreeSet<String>) {
    let mut is_value = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => after_equals(group.stream(), strings),
            TokenTree::Punct(punct) => is_value = punct.as_char() == '=',
            _ => {
                strings.extend(string(&token).filter(|_| is_value));
                is_value = false;
            }
        }
    }
}

/// The calls of the core that put an input into a request.
fn calls(tokens: TokenStream, inputs: &mut BTreeSet<(String, String)>) {
    let mut method = String::new();
    for token in tokens {
        match &token {
            TokenTree::Ident(word) => method = word.to_string(),
            TokenTree::Group(group) => {
                let place = method.trim_start_matches("require_");
                if group.delimiter() == Delimiter::Parenthesis
                    && matches!(place, "form" | "json" | "query" | "header" | "body" | "query_map" | "form_map")
                {
                    let wire = group.stream().into_iter().next().and_then(|first| string(&first)).unwrap_or_default();
                    inputs.insert((place.to_owned(), wire));
                }
                calls(group.stream(), inputs);
            }
            _ => {}
        }
    }
}

fn string(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    syn::parse2::<syn::LitStr>(literal.to_token_stream()).ok().map(|literal| literal.value())
}
