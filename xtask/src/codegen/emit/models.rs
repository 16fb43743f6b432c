//! A model: a struct in plain Rust, its impls by the core's macro; or a name for another type.
//!
//! ```text
//! /// A Channel seen from one of its Users.
//! #[derive(Clone, PartialEq)]
//! #[non_exhaustive]
//! pub struct UserChannel { /** … */ pub status: Option<UserChannelChannelStatus> }
//! twilio_core::model! { UserChannel; status = "status"; }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, plain_text};
use crate::codegen::model::{Model, ModelField, Shape, sentence};
use crate::codegen::names::ident;

/// The items of one model.
pub fn model(model: &Model) -> TokenStream {
    let name = ident(&model.name);
    let docs = doc_lines(&[match &model.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("An answer: `{}`.", model.component),
    }]);
    match &model.shape {
        Shape::Alias(ty) => quote!(#docs pub type #name = #ty;),
        Shape::Struct(fields) => {
            let declarations = fields.iter().map(field);
            let rows = fields.iter().map(row);
            quote! {
                #docs
                #[derive(Clone, PartialEq)]
                #[non_exhaustive]
                pub struct #name { #(#declarations)* }
                twilio_core::model! { #name; #(#rows)* }
            }
        }
    }
}

fn field(field: &ModelField) -> TokenStream {
    let name = ident(&field.name);
    let ty = &field.ty;
    let mut text = match &field.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("`{}`.", field.wire),
    };
    if field.deprecated {
        text.push_str(" Deprecated.");
    }
    let docs = doc_lines(&[text]);
    quote!(#docs pub #name: #ty,)
}

fn row(field: &ModelField) -> TokenStream {
    let name = ident(&field.name);
    let wire = &field.wire;
    if field.private { quote!(#name = #wire private;) } else { quote!(#name = #wire;) }
}
