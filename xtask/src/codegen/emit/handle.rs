//! A handle: a newtype over the core's, the operations that start there and the steps that lead on.
//!
//! ```text
//! pub struct ServiceUserHandle(pub(crate) rt::Handle);
//! impl ServiceUserHandle {
//!     pub fn channel(&self, channel_sid: impl rt::IntoPathSegment) -> ServiceUserChannelHandle { … }
//!     pub fn fetch(&self) -> FetchUser { FetchUser::at(&self.0) }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, name as shown};
use super::plain_text::plain_text;
use super::request::{about, deprecation, required, required_calls, required_name};
use crate::codegen::model::{Accessor, Handle, Operation, sentence};
use crate::codegen::names::ident;

/// The items of one handle; `operations` are those of its resource.
pub fn handle(handle: &Handle, operations: &[Operation]) -> TokenStream {
    let name = ident(&handle.name);
    let what = if handle.is_instance { "One" } else { "The" };
    let docs = doc_lines(&[format!("{what} `{}`: `{}`.", shown(&handle.noun), shown(&handle.template))]);
    let starts = operations.iter().filter(|operation| handle.operations.contains(&operation.id)).map(start);
    let steps = handle.accessors.iter().map(|step| accessor(step, &quote!(self.0)));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) rt::Handle);
        impl #name {
            #(#starts)*
            #(#steps)*
        }
    }
}

/// The method that starts an operation.
fn start(operation: &Operation) -> TokenStream {
    let method = ident(&operation.method);
    let request = ident(&operation.request);
    let arguments = required(operation);
    let mut paragraphs = vec![
        operation
            .description
            .as_deref()
            .map_or_else(|| format!("{}.", operation.id), |text| sentence(&plain_text(text))),
    ];
    let builder = required_name(operation);
    if builder.is_none() && !arguments.is_empty() {
        let items: Vec<String> = arguments
            .iter()
            .map(|input| {
                // An item of the list is one line.
                let about = about(input).split_whitespace().collect::<Vec<_>>().join(" ");
                format!("- `{}`: {about}", input.name).trim_end_matches([':', ' ']).to_owned()
            })
            .collect();
        paragraphs.push(items.join("\n"));
    }
    if let Some(token) = &operation.token {
        paragraphs.push(format!("`with_authorization`: {}", sentence(&plain_text(token))));
    }
    paragraphs.push(format!("`{} {}`", operation.http.to_uppercase(), shown(&operation.template)));
    paragraphs.push(failures(operation));
    let docs = doc_lines(&paragraphs);
    let deprecated = deprecation(operation.deprecated, "Twilio has deprecated this operation");
    let suffix = operation.suffix.as_deref().map(encoded).map(|suffix| quote!(.suffix(#suffix)));
    let begin = quote!(#request::at(&self.0 #suffix));
    let media = operation.media.as_ref().map(|media| quote!(.media(#media)));
    if arguments.is_empty() && media.is_none() {
        return quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> #request { #begin }
        };
    }
    if let Some(builder) = builder {
        return quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> #builder { #builder(#begin.0) }
        };
    }
    let parameters = arguments.iter().map(|input| {
        let (name, ty) = (ident(&input.name), &input.ty);
        quote!(#name: impl rt::IntoInput<#ty>)
    });
    let calls = required_calls(operation);
    // No argument may hide it.
    let mut local = "request".to_owned();
    while arguments.iter().any(|input| input.name == local) {
        local.push('_');
    }
    let local = ident(&local);
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#parameters),*) -> #request {
            let #local = #begin.0;
            #request(#local #media #calls)
        }
    }
}

/// The declared failures, and how their bodies are read.
fn failures(operation: &Operation) -> String {
    let mut by_type: Vec<(String, Vec<&str>)> = Vec::new();
    for (status, ty) in &operation.errors {
        let ty = quote!(#ty).to_string().replace(' ', "").replace("rt::", "twilio_core::");
        let status = if status == "default" { "any other status" } else { status };
        match by_type.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, statuses)) => statuses.push(status),
            None => by_type.push((ty, vec![status])),
        }
    }
    let lines = by_type.iter().map(|(ty, statuses)| {
        format!("The body of a failure with {} is a `{ty}`: read it with `Error::body_as`.", statuses.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The method that leads to another handle; `base` is the core's handle to start from.
pub fn accessor(step: &Accessor, base: &TokenStream) -> TokenStream {
    let (method, target) = (ident(&step.method), ident(&step.target));
    // Without a literal and without a parameter it is the path `/`.
    let child = (!step.literal.is_empty() || step.parameter.is_none()).then(|| {
        let literal = encoded(&step.literal);
        quote!(.child(#literal))
    });
    let Some(parameter) = &step.parameter else {
        let docs = doc_lines(&[format!("The `{}`: `{}`.", shown(&step.noun), shown(&step.template))]);
        return quote! {
            #docs
            pub fn #method(&self) -> #target { #target(#base #child) }
        };
    };
    let about = [parameter.description.as_deref().map(|text| sentence(&plain_text(text))), parameter.open.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let docs = doc_lines(&[
        format!("One `{}`: `{}`.", shown(&step.noun), shown(&step.template)),
        if about.is_empty() { String::new() } else { format!("`{}`: {}", parameter.name, about.join(" ")) },
    ]);
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    match &parameter.sid {
        Some(sid) => quote! {
            #docs
            pub fn #method(&self, #name: impl rt::IntoInput<#sid>) -> #target {
                #target(#base #child .sid::<#sid>(#wire, #name.into_input()))
            }
        },
        None => quote! {
            #docs
            pub fn #method(&self, #name: impl rt::IntoPathSegment) -> #target {
                #target(#base #child .segment(#wire, #name.into_path_segment()))
            }
        },
    }
}

/// A literal of a path as it stands in a URL: what a segment cannot hold is percent-encoded; what is encoded stays.
fn encoded(literal: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    let bytes = literal.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut encoded = String::with_capacity(literal.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if is_plain(byte) || (byte == b'%' && is_hex(at + 1) && is_hex(at + 2)) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_literal_is_encoded_once() {
        for (literal, expected) in [
            ("Services", "Services"),
            (".json", ".json"),
            (":cancel", ":cancel"),
            ("a b", "a%20b"),
            ("a%20b", "a%20b"),
            ("100%", "100%25"),
            ("Größe", "Gr%C3%B6%C3%9Fe"),
        ] {
            assert_eq!(encoded(literal), expected);
        }
    }
}
