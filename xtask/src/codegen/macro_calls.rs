//! Macro calls: items that the core's macros write, as text.
//!
//! In: items that the emitters marked with `#[model]`, `#[open_enum]`, `#[required_inputs(…)]`, `#[request(…)]` or `#[list_request(…)]`. Out: the
//! call, one field or value a line, so that a new one is a new line in a review and moves nothing else. The marks are
//! attributes, so that until here everything is plain Rust, whose types can be visited.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The call that stands for an item; none if the item isn't marked.
pub fn macro_call(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Struct(one) if mark(&one.attrs, "model").is_some() => Some(model(one)),
        syn::Item::Struct(one) if mark(&one.attrs, "product_client").is_some() => {
            let about = line(mark(&one.attrs, "product_client").unwrap_or_default());
            Some(format!("twilio_core::product_client!({about});\n"))
        }
        syn::Item::Struct(one) if mark(&one.attrs, "required_inputs").is_some() => Some(required_inputs(one)),
        syn::Item::Enum(one) if mark(&one.attrs, "open_enum").is_some() => Some(open_enum(one)),
        syn::Item::Enum(one) => Some(one_of(one, mark(&one.attrs, "one_of")?)),
        syn::Item::Struct(one) => ["request", "list_request", "location_request"]
            .iter()
            .find_map(|name| Some(request(name, one, mark(&one.attrs, name)?))),
        _ => None,
    }
}

fn model(one: &syn::ItemStruct) -> String {
    format!("twilio_core::model! {{\n{}\n}}\n{}", fields(one), json_strings(one))
}

/// The readers of fields that hold JSON in a string, unless a field has the reader's name.
fn json_strings(one: &syn::ItemStruct) -> String {
    let names: Vec<String> = one.fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string())).collect();
    let readers: Vec<String> = one
        .fields
        .iter()
        .filter(|field| field.ty == syn::parse_quote!(Option<rt::JsonString>))
        .filter_map(|field| Some(field.ident.as_ref()?.to_string()))
        .filter(|name| !name.starts_with("r#") && !names.contains(&format!("{name}_json")))
        .map(|name| format!("{name} {name}_json"))
        .collect();
    match readers.is_empty() {
        true => String::new(),
        false => format!("twilio_core::json_strings!({}: {});\n", one.ident, readers.join(", ")),
    }
}

fn required_inputs(one: &syn::ItemStruct) -> String {
    let request = line(mark(&one.attrs, "required_inputs").unwrap_or_default());
    format!("twilio_core::required_inputs! {{\n{} = {request}\n}}\n", fields(one))
}

/// A struct whose fields have a value each, up to its closing brace.
fn fields(one: &syn::ItemStruct) -> String {
    let mut text = String::new();
    text.push_str(&docs(&one.attrs, "    "));
    text.push_str(&format!("    pub struct {} {{\n", one.ident));
    for field in &one.fields {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let wire = wire(&field.attrs);
        text.push_str(&docs(&field.attrs, "        "));
        text.push_str(&format!("        pub {name}: {} = {wire},\n", type_text(&field.ty)));
    }
    text.push_str("    }");
    text
}

fn open_enum(one: &syn::ItemEnum) -> String {
    let mut text = String::from("twilio_core::open_enum! {\n");
    text.push_str(&docs(&one.attrs, "    "));
    text.push_str(&format!("    pub enum {} {{\n", one.ident));
    for variant in &one.variants {
        text.push_str(&format!("        {} = {},\n", variant.ident, wire(&variant.attrs)));
    }
    text.push_str("    }\n}\n");
    text
}

fn one_of(one: &syn::ItemEnum, by: TokenStream) -> String {
    let mut text = String::from("twilio_core::one_of! {\n");
    text.push_str(&docs(&one.attrs, "    "));
    let by = line(by);
    let by = if by.is_empty() { by } else { format!("{by} ") };
    text.push_str(&format!("    pub enum {} {by}{{\n", one.ident));
    for variant in &one.variants {
        let ty = variant.fields.iter().next().map(|field| type_text(&field.ty)).unwrap_or_default();
        let tags = line(mark(&variant.attrs, "tags").unwrap_or_default());
        let tags = if tags.is_empty() { tags } else { format!(" = {tags}") };
        text.push_str(&format!(
            "        /// A `{}`.\n        {}({ty}){tags},\n",
            ty.replace("super::", ""),
            variant.ident
        ));
    }
    text.push_str("    }\n}\n");
    text
}

fn request(name: &str, one: &syn::ItemStruct, operation: TokenStream) -> String {
    let answer = one.fields.iter().next().map(|field| format!(" => {}", type_text(&field.ty))).unwrap_or_default();
    format!("twilio_core::{name}!({}: {}{answer});\n", one.ident, line(operation))
}

/// What stands in the parentheses of a mark.
fn mark(attributes: &[syn::Attribute], name: &str) -> Option<TokenStream> {
    let found = attributes.iter().find(|attribute| attribute.path().is_ident(name))?;
    Some(match &found.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    })
}

/// The name on the wire and, for personal data, the word behind it.
fn wire(attributes: &[syn::Attribute]) -> String {
    line(mark(attributes, "wire").unwrap_or_default())
}

/// Tokens on a line, spaced as a person would.
fn line(tokens: TokenStream) -> String {
    let mut text = String::new();
    for token in tokens {
        let close = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',')
            || matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        if !close && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token.to_string());
    }
    text
}

fn docs(attributes: &[syn::Attribute], indent: &str) -> String {
    let texts = attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        let literal: syn::LitStr = syn::parse2(pair.value.to_token_stream()).ok()?;
        Some(literal.value())
    });
    texts.map(|text| format!("{indent}///{text}\n")).collect()
}

/// A type on one line, as prettyplease prints it.
fn type_text(ty: &syn::Type) -> String {
    let text = prettyplease::unparse(&syn::parse_quote!(type T = #ty;));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("").trim_start_matches("type T = ").trim_end_matches(';').to_owned()
}

#[cfg(test)]
mod tests {
    use super::macro_call;

    #[test]
    fn each_mark_becomes_a_call_of_its_macro() {
        let model = macro_call(&syn::parse_quote! {
            /// Somebody.
            #[model]
            pub struct User {
                /// Which one, of `[a, b]`.
                #[wire("sid")]
                pub sid: Option<rt::sid::UserSid>,
                #[wire("type, private" private)]
                pub r#type: Option<Vec<super::role::RolePermission>>,
            }
        });
        let expected = [
            "twilio_core::model! {",
            "    /// Somebody.",
            "    pub struct User {",
            "        /// Which one, of `[a, b]`.",
            "        pub sid: Option<rt::sid::UserSid> = \"sid\",",
            "        pub r#type: Option<Vec<super::role::RolePermission>> = \"type, private\" private,",
            "    }",
            "}",
        ];
        assert_eq!(model.unwrap().lines().collect::<Vec<_>>(), expected);
        let list = macro_call(&syn::parse_quote! {
            #[list_request("ListUser", "/v2/Users", "users", Some(100))]
            pub struct ListUser(User);
        });
        assert_eq!(
            list.unwrap(),
            "twilio_core::list_request!(ListUser: \"ListUser\", \"/v2/Users\", \"users\", Some(100) => User);\n"
        );
        assert_eq!(
            macro_call(&syn::parse_quote!(
                pub struct Plain(u8);
            )),
            None
        );
    }
}
