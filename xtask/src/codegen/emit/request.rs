//! A request: a newtype over the core's, a constant that describes the operation, one setter per optional input, and
//! a struct where more than [`MOST_ARGUMENTS`] inputs are required.
//!
//! ```text
//! pub struct UpdateUserChannel(rt::Request);
//! impl UpdateUserChannel {
//!     const OPERATION: &'static rt::Operation = &rt::Operation::post("UpdateUserChannel", "/v2/…");
//!     pub fn notification_level(self, value: impl Into<rt::Field<Level>>) -> Self { … }
//! }
//! twilio_core::request!(UpdateUserChannel => UserChannel);
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{doc_lines, plain_text};
use crate::codegen::model::{Answer, Input, Operation, Place, sentence};
use crate::codegen::names::ident;

/// How many required inputs are arguments; more are one struct.
pub const MOST_ARGUMENTS: usize = 3;

/// The items of one operation.
pub fn request(operation: &Operation) -> TokenStream {
    let name = ident(&operation.request);
    let docs =
        doc_lines(&[format!("Request of `{} {}` ({}).", operation.http.to_uppercase(), operation.path, operation.id)]);
    let constant = constant(operation);
    let setters = operation.inputs.iter().filter(|input| !input.required).map(setter);
    let sending = match &operation.answer {
        Answer::Empty => quote!(twilio_core::request!(#name => ());),
        Answer::One(ty) => quote!(twilio_core::request!(#name => #ty);),
        Answer::List { item, .. } => quote!(twilio_core::list_request!(#name => #item);),
    };
    let required = required_struct(operation);
    quote! {
        #required
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name(rt::Request);
        impl #name {
            #constant
            #(#setters)*
        }
        #sending
    }
}

fn constant(operation: &Operation) -> TokenStream {
    let (id, path) = (&operation.id, &operation.path);
    let value = match &operation.answer {
        Answer::List { key, max_page_size, .. } => {
            let largest = match max_page_size {
                Some(size) => quote!(Some(#size)),
                None => quote!(None),
            };
            quote!(rt::Operation::list(#id, #path, #key, #largest))
        }
        _ => {
            let method = format_ident!("{}", operation.http);
            quote!(rt::Operation::#method(#id, #path))
        }
    };
    quote!(const OPERATION: &'static rt::Operation = &#value;)
}

fn setter(input: &Input) -> TokenStream {
    let name = ident(&input.name);
    let docs = doc_lines(&[documentation(input)]);
    let deprecated = deprecation(input.deprecated, "Twilio has deprecated this input");
    let (ty, wire) = (&input.ty, &input.wire);
    let (wrapper, call) = match input.place {
        Place::Form => (quote!(rt::Field), quote!(form(#wire, value.into()))),
        Place::Json => (quote!(rt::Field), quote!(json(#wire, value.into()))),
        Place::Query => (quote!(rt::Input), quote!(query(#wire, value.into()))),
        Place::Header => (quote!(rt::Input), quote!(header(#wire, value.into()))),
        Place::Body => (quote!(rt::Input), quote!(body(value.into()))),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: impl Into<#wrapper<#ty>>) -> Self {
            Self(self.0.#call)
        }
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
    format!("{kind}: `{}`{bounds}.", input.wire)
}

/// The required inputs of an operation.
pub fn required(operation: &Operation) -> Vec<&Input> {
    operation.inputs.iter().filter(|input| input.required).collect()
}

/// The name of the struct of required inputs, if the operation has one.
pub fn required_name(operation: &Operation) -> Option<Ident> {
    (required(operation).len() > MOST_ARGUMENTS).then(|| format_ident!("{}Required", operation.request))
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
            Place::Form => quote!(.require_form(#wire, #value)),
            Place::Json => quote!(.require_json(#wire, #value)),
            Place::Query => quote!(.query(#wire, #value)),
            Place::Header => quote!(.header(#wire, #value)),
            Place::Body => quote!(.body(#value)),
        }
    });
    quote!(#(#calls)*)
}
