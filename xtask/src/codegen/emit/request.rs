//! A request: a newtype over the core's, made by the core's macro of what describes the operation; one setter per
//! optional input; and a builder where too many inputs for arguments are required.
//!
//! ```text
//! twilio_core::request!(UpdateUserChannel: POST "UpdateUserChannel", "/v2/…" => UserChannel);
//! impl UpdateUserChannel {
//!     pub fn notification_level(self, value: impl rt::IntoField<Level>) -> Self { … }
//! }
//!
//! twilio_core::required_inputs! {
//!     pub struct CreateThingRequired {
//!         pub name: String = require_form "Name",
//!     } = CreateThing
//! }
//! ```

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{doc_lines, name};
use super::plain_text::plain_text;
use crate::codegen::model::{Answer, Input, Operation, Place, sentence};
use crate::codegen::names::ident;

/// The items of one operation.
pub fn request(operation: &Operation) -> TokenStream {
    let name = ident(&operation.request);
    let declaration = declaration(operation);
    let optional = operation.inputs.iter().filter(|input| !input.required);
    let setters: Vec<_> =
        optional.flat_map(|input| [Some(setter(input)), json_setter(input, &operation.inputs)]).flatten().collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let required = required_builder(operation);
    quote!(#required #declaration #setters)
}

/// The type, marked with what the macro needs to know of the operation; its field is what the operation answers.
fn declaration(operation: &Operation) -> TokenStream {
    let (id, path, name) = (&operation.id, &operation.template, ident(&operation.request));
    let method = format_ident!("{}", operation.http.to_uppercase());
    match &operation.answer {
        Answer::List { key, max_page_size, item, token } => {
            let largest = match max_page_size.map(Literal::u32_unsuffixed) {
                Some(size) => quote!(Some(#size)),
                None => quote!(None),
            };
            let headers = header_parameters(operation);
            let headers = (!headers.is_empty()).then(|| quote!(, [#(#headers),*]));
            let token = token.as_ref().map(|parameter| quote!(, by #parameter));
            quote!(#[list_request(#id, #path, #key, #largest #headers #token)] pub struct #name(#item);)
        }
        Answer::One(ty) => quote!(#[request(#method #id, #path)] pub struct #name(#ty);),
        Answer::Location => quote!(#[location_request(#method #id, #path)] pub struct #name;),
        Answer::Empty => quote!(#[request(#method #id, #path)] pub struct #name(());),
    }
}

/// The header parameters that a stored continuation may hold.
fn header_parameters(operation: &Operation) -> Vec<&str> {
    let headers = operation.inputs.iter().filter(|input| input.place == Place::Header);
    headers.map(|input| input.wire.as_str()).collect()
}

fn setter(input: &Input) -> TokenStream {
    let name = ident(&input.name);
    let docs = doc_lines(&[documentation(input)]);
    let deprecated = deprecation(input.deprecated, "Twilio has deprecated this input");
    let (ty, wire) = (&input.ty, &input.wire);
    let call = match (input.place, &input.flat) {
        (Place::Form, Some(prefix)) => quote!(form_map(#prefix, value.into_field())),
        (Place::Query, Some(prefix)) => quote!(query_map(#prefix, value.into_field())),
        (Place::Form, None) => quote!(form(#wire, value.into_field())),
        (Place::Json, _) => quote!(json(#wire, value.into_field())),
        (Place::Query, None) => quote!(query(#wire, value.into_field())),
        (Place::Header, _) => quote!(header(#wire, value.into_field())),
        (Place::Body, _) => quote!(body(value.into_field())),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: impl rt::IntoField<#ty>) -> Self {
            Self(self.0.#call)
        }
    }
}

/// A setter beside that of a string that holds JSON: it takes what serialises. None if another input has its name.
fn json_setter(input: &Input, inputs: &[Input]) -> Option<TokenStream> {
    let is_json = input.ty == syn::parse_quote!(rt::JsonString);
    let name = format!("{}_json", input.name);
    let call = match input.place {
        Place::Form => format_ident!("form"),
        Place::Json => format_ident!("json"),
        _ => return None,
    };
    if !is_json || inputs.iter().any(|other| other.name == name) {
        return None;
    }
    let docs = doc_lines(&[format!("Sets `{}` from a value that serialises to JSON.", input.name)]);
    let (name, wire) = (ident(&name), &input.wire);
    Some(quote! {
        #docs
        pub fn #name(self, value: &impl rt::serde::Serialize) -> Self {
            Self(self.0.#call(#wire, rt::json_field(value)))
        }
    })
}

/// The attribute on what the document calls deprecated.
pub fn deprecation(deprecated: bool, note: &str) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated = #note]))
}

/// What an input means, in a sentence.
pub fn about(input: &Input) -> String {
    match &input.description {
        Some(text) => sentence(&plain_text(text)),
        None if input.place == Place::Body => "The JSON body.".to_owned(),
        None => String::new(),
    }
}

/// What an input means, where it goes and within which bounds, on one line.
fn documentation(input: &Input) -> String {
    format!("{} {}", about(input), form(input)).trim().to_owned()
}

/// Where an input goes and within which bounds, in a sentence.
fn form(input: &Input) -> String {
    let kind = match input.place {
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Form => "Form",
        Place::Json => "JSON",
        Place::Body => return "Replaces the whole body.".to_owned(),
    };
    let bounds: String = input.bounds.iter().map(|bound| format!("; {bound}")).collect();
    format!("{kind}: `{}`{bounds}.", name(&input.wire))
}

/// The required inputs of an operation.
pub fn required(operation: &Operation) -> Vec<&Input> {
    operation.inputs.iter().filter(|input| input.required).collect()
}

/// The name of the type that collects the required inputs, if the operation has one.
pub fn required_name(operation: &Operation) -> Option<Ident> {
    operation.required_builder.as_deref().map(ident)
}

/// The type with a method for each required input, made by the core's macro.
fn required_builder(operation: &Operation) -> Option<TokenStream> {
    let name = required_name(operation)?;
    let inputs = required(operation);
    let order: Vec<String> = inputs.iter().map(|input| format!("`{}`", input.name)).collect();
    let docs = doc_lines(&[
        format!("Collects what {} requires.", operation.id),
        format!("Call the methods in this order: {}. The last one returns the request.", order.join(", ")),
    ]);
    let request = ident(&operation.request);
    let inputs = inputs.into_iter().map(|input| {
        let (method, ty, docs) = (ident(&input.name), &input.ty, doc_lines(&[documentation(input)]));
        let (call, wire) = required_call(input);
        quote!(#docs #[wire(#call #wire)] pub #method: #ty,)
    });
    Some(quote! {
        #docs
        #[required_inputs(#request)]
        pub struct #name { #(#inputs)* }
    })
}

/// Calls that put the arguments of a method into a request, to be added after it.
pub fn required_calls(operation: &Operation) -> TokenStream {
    let calls = required(operation).into_iter().map(|input| {
        let name = ident(&input.name);
        let (call, wire) = required_call(input);
        let wire = wire.map(|wire| quote!(#wire,));
        quote!(.#call(#wire #name.into_input()))
    });
    quote!(#(#calls)*)
}

/// The method of the core that takes a required input, and the name that it takes.
fn required_call(input: &Input) -> (Ident, Option<&str>) {
    let call = match input.place {
        Place::Form => "require_form",
        Place::Json => "require_json",
        Place::Query => "require_query",
        Place::Header => "require_header",
        Place::Body => "require_body",
    };
    (ident(call), (input.place != Place::Body).then_some(input.wire.as_str()))
}
