//! A handle: a newtype over the core's, the operations that start there and the steps that lead on.
//!
//! ```text
//! pub struct ServiceUserHandle(pub(crate) rt::Handle);
//! impl ServiceUserHandle {
//!     pub fn channel(&self, channel_sid: impl Into<rt::PathSegment>) -> ServiceUserChannelHandle { … }
//!     pub fn fetch(&self) -> FetchUser { FetchUser::at(&self.0) }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, plain_text};
use super::request::{about, deprecation, required, required_calls, required_name};
use crate::codegen::model::{Accessor, Handle, Operation, sentence};
use crate::codegen::names::ident;

/// The items of one handle; `operations` are those of its resource.
pub fn handle(handle: &Handle, operations: &[Operation]) -> TokenStream {
    let name = ident(&handle.name);
    let what = if handle.is_instance { "One" } else { "The" };
    let docs = doc_lines(&[format!("{what} `{}`: `{}`.", handle.noun, handle.path)]);
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
    let from_struct = required_name(operation);
    if from_struct.is_none() && !arguments.is_empty() {
        let items: Vec<String> = arguments
            .iter()
            .map(|input| format!("- `{}`: {}", input.name, about(input)).trim_end_matches([':', ' ']).to_owned())
            .collect();
        paragraphs.push(items.join("\n"));
    }
    paragraphs.push(format!("`{} {}`", operation.http.to_uppercase(), operation.path));
    let docs = doc_lines(&paragraphs);
    let deprecated = deprecation(operation.deprecated, "Twilio has deprecated this operation");
    let suffix = operation.suffix.as_ref().map(|suffix| quote!(.suffix(#suffix)));
    let begin = quote!(#request::at(&self.0 #suffix));
    if arguments.is_empty() {
        return quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> #request { #begin }
        };
    }
    let parameters = match from_struct {
        Some(name) => quote!(required: #name),
        None => {
            let each = arguments.iter().map(|input| {
                let (name, ty) = (ident(&input.name), &input.ty);
                quote!(#name: impl Into<rt::Input<#ty>>)
            });
            quote!(#(#each),*)
        }
    };
    let calls = required_calls(operation);
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #parameters) -> #request {
            let request = #begin.0;
            #request(request #calls)
        }
    }
}

/// The method that leads to another handle; `base` is the core's handle to start from.
pub fn accessor(step: &Accessor, base: &TokenStream) -> TokenStream {
    let (method, target) = (ident(&step.method), ident(&step.target));
    let child = (!step.literal.is_empty()).then(|| {
        let literal = &step.literal;
        quote!(.child(#literal))
    });
    let Some(parameter) = &step.parameter else {
        let docs = doc_lines(&[format!("The `{}`: `{}`.", step.noun, step.path)]);
        return quote! {
            #docs
            pub fn #method(&self) -> #target { #target(#base #child) }
        };
    };
    let docs = doc_lines(&[
        format!("One `{}`: `{}`.", step.noun, step.path),
        parameter
            .description
            .as_deref()
            .map(|text| format!("`{}`: {}", parameter.name, sentence(&plain_text(text))))
            .unwrap_or_default(),
    ]);
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    match &parameter.sid {
        Some(sid) => quote! {
            #docs
            pub fn #method(&self, #name: impl Into<rt::Input<#sid>>) -> #target {
                #target(#base #child .sid::<#sid>(#wire, #name.into()))
            }
        },
        None => quote! {
            #docs
            pub fn #method(&self, #name: impl Into<rt::PathSegment>) -> #target {
                #target(#base #child .segment(#wire, #name.into()))
            }
        },
    }
}
