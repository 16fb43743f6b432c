//! An open enum, whose impls and whose variant for other values the core's macro adds.
//!
//! ```text
//! twilio_core::open_enum! {
//!     /// How the User is told of new messages.
//!     pub enum Level {
//!         Default = "default",
//!         NotNow = "notNow" | "not_now",
//!     }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, name};
use super::plain_text::plain_text;
use crate::codegen::model::{OpenEnum, sentence};
use crate::codegen::names::ident;

/// The items of one enum.
pub fn open_enum(one: &OpenEnum) -> TokenStream {
    let declared = ident(&one.name);
    let docs = doc_lines(&[match &one.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("Values of `{}`.", name(&one.component)),
    }]);
    let variants = one.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        let spelling = variant.spelling.as_ref().map(|spelling| quote!(| #spelling));
        quote!(#[wire(#wire #spelling)] #name,)
    });
    quote! {
        #docs
        #[open_enum]
        pub enum #declared { #(#variants)* }
    }
}
