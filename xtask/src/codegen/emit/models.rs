//! A model: a struct that the core's macro makes decode; or a name for another type.
//!
//! ```text
//! twilio_core::model! {
//!     /// A Channel seen from one of its Users.
//!     pub struct UserChannel {
//!         /// …
//!         pub status: Option<UserChannelChannelStatus> = "status",
//!     }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, name};
use super::plain_text::plain_text;
use crate::codegen::model::{Model, ModelField, Shape, sentence};
use crate::codegen::names::ident;

/// The items of one model.
pub fn model(model: &Model) -> TokenStream {
    let declared = ident(&model.name);
    let docs = doc_lines(&[match &model.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("An answer: `{}`.", name(&model.component)),
    }]);
    match &model.shape {
        Shape::Alias(ty) => quote!(#docs pub type #declared = #ty;),
        Shape::Struct(fields) => {
            let setters = model.is_input.then(|| setters(&declared, fields));
            let fields = fields.iter().map(field);
            quote! {
                #docs
                #[model]
                pub struct #declared { #(#fields)* }
                #setters
            }
        }
    }
}

/// Methods that a type has already, by a trait: a setter of that name would hide it.
const TAKEN: &[&str] = &["clone", "default", "eq", "into"];

/// Methods that set a field each, for a value that requests take.
fn setters(declared: &proc_macro2::Ident, fields: &[ModelField]) -> Option<TokenStream> {
    let setters: Vec<TokenStream> = fields
        .iter()
        .map(|field| {
            let own = ident(&field.name);
            let setter = match TAKEN.contains(&field.name.as_str()) {
                true => ident(&format!("{}_field", field.name)),
                false => own.clone(),
            };
            let ty = within_option(&field.ty);
            let required = if field.required { " Required." } else { "" };
            let docs = doc_lines(&[format!("Sets `{}`.{required}", name(&field.wire))]);
            quote! {
                #docs
                #[must_use]
                pub fn #setter(mut self, value: impl Into<#ty>) -> Self {
                    self.#own = Some(value.into());
                    self
                }
            }
        })
        .collect();
    (!setters.is_empty()).then(|| quote!(impl #declared { #(#setters)* }))
}

/// The type of a field's value.
fn within_option(ty: &syn::Type) -> &syn::Type {
    let inner = match ty {
        syn::Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Option"),
        _ => None,
    };
    match inner.map(|last| &last.arguments) {
        Some(syn::PathArguments::AngleBracketed(arguments)) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(inner)) => inner,
            _ => ty,
        },
        _ => ty,
    }
}

fn field(field: &ModelField) -> TokenStream {
    let declared = ident(&field.name);
    let ty = &field.ty;
    let mut text = match &field.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("`{}`.", name(&field.wire)),
    };
    if field.deprecated {
        text.push_str(" Deprecated.");
    }
    let docs = doc_lines(&[text]);
    let wire = &field.wire;
    let private = field.private.then(|| quote!(private));
    quote!(#docs #[wire(#wire #private)] pub #declared: #ty,)
}
