//! A request: a newtype over the core's, made by the core's macro of what describes the operation; one setter per
//! optional input; and a struct where too many inputs for arguments are required.
//!
//! ```text
//! twilio_core::request!(UpdateUserChannel: POST "UpdateUserChannel", "/v2/…" => UserChannel);
//! impl UpdateUserChannel {
//!     pub fn notification_level(self, value: impl Into<rt::Field<Level>>) -> Self { … }
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
    let setters: Vec<_> = operation.inputs.iter().filter(|input| !input.required).map(setter).collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let required = required_struct(operation);
    quote!(#required #declaration #setters)
}

/// The type, marked with what the macro needs to know of the operation; its field is what the operation answers.
fn declaration(operation: &Operation) -> TokenStream {
    let (id, path, name) = (&operation.id, &operation.path, ident(&operation.request));
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

/// The header parameters that a stored continuation may hold: credentials are never stored.
fn header_parameters(operation: &Operation) -> Vec<&str> {
    let headers = operation.inputs.iter().filter(|input| input.place == Place::Header);
    headers.map(|input| input.wire.as_str()).filter(|name| !name.eq_ignore_ascii_case("Authorization")).collect()
}

fn setter(input: &Input) -> TokenStream {
    let name = ident(&input.name);
    let docs = doc_lines(&[documentation(input)]);
    let deprecated = deprecation(input.deprecated, "Twilio has deprecated this input");
    let (ty, wire) = (&input.ty, &input.wire);
    let (wrapper, call) = match (input.place, &input.flat) {
        (Place::Form, Some(prefix)) => (quote!(rt::Field), quote!(form_map(#prefix, value.into()))),
        (Place::Query, Some(prefix)) => (quote!(rt::Input), quote!(query_map(#prefix, value.into()))),
        (place, _) => setter_call(place, wire),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: impl Into<#wrapper<#ty>>) -> Self {
            Self(self.0.#call)
        }
    }
}

/// The type around a setter's value, and the call that takes it.
fn setter_call(place: Place, wire: &str) -> (TokenStream, TokenStream) {
    match place {
        Place::Form => (quote!(rt::Field), quote!(form(#wire, value.into()))),
        Place::Json => (quote!(rt::Field), quote!(json(#wire, value.into()))),
        Place::Query => (quote!(rt::Input), quote!(query(#wire, value.into()))),
        Place::Header => (quote!(rt::Input), quote!(header(#wire, value.into()))),
        Place::Body => (quote!(rt::Input), quote!(body(value.into()))),
    }
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

/// The name of the struct of required inputs, if the operation has one.
pub fn required_name(operation: &Operation) -> Option<Ident> {
    operation.required_struct.as_deref().map(ident)
}

fn required_struct(operation: &Operation) -> Option<TokenStream> {
    let name = required_name(operation)?;
    let docs = doc_lines(&[format!("What {} requires.", operation.id)]);
    let fields = required(operation).into_iter().map(|input| {
        let (name, ty, docs) = (ident(&input.name), &input.ty, doc_lines(&[documentation(input)]));
        quote!(#docs pub #name: #ty,)
    });
    Some(quote! {
        #docs
        #[derive(Clone, PartialEq)]
        pub struct #name { #(#fields)* }
        twilio_core::opaque_debug!(#name);
    })
}

/// Calls that put the required inputs into a request, to stand behind it.
pub fn required_calls(operation: &Operation) -> TokenStream {
    let from_struct = required_name(operation).is_some();
    let calls = required(operation).into_iter().map(|input| {
        let (name, wire) = (ident(&input.name), &input.wire);
        let value = if from_struct { quote!(rt::Input::from_value(required.#name)) } else { quote!(#name.into()) };
        match input.place {
            Place::Query if input.flat.is_some() => {
                let prefix = &input.flat;
                quote!(.query_map(#prefix, #value))
            }
            Place::Form => quote!(.require_form(#wire, #value)),
            Place::Json => quote!(.require_json(#wire, #value)),
            Place::Query => quote!(.query(#wire, #value)),
            Place::Header => quote!(.header(#wire, #value)),
            Place::Body => quote!(.body(#value)),
        }
    });
    quote!(#(#calls)*)
}
