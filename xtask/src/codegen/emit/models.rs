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

use super::docs::{doc_lines, name, plain_text};
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
            let fields = fields.iter().map(field);
            quote! {
                #docs
                #[model]
                pub struct #declared { #(#fields)* }
            }
        }
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
