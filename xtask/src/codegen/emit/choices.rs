//! An enum of values of several types, whose impls and whose variant for other values the core's macro adds.
//!
//! ```text
//! twilio_core::one_of! {
//!     /// How somebody pays.
//!     pub enum Payment by "kind" {
//!         Card(Card) = "credit" | "debit",
//!     }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, name};
use super::plain_text::plain_text;
use crate::codegen::model::{Choice, sentence};
use crate::codegen::names::ident;

/// The items of one choice.
pub fn choice(choice: &Choice) -> TokenStream {
    let declared = ident(&choice.name);
    let docs = doc_lines(&[match &choice.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("One of the types of `{}`.", name(&choice.component)),
    }]);
    let by = choice.by.as_ref().map(|by| quote!((by #by)));
    let variants = choice.variants.iter().map(|variant| {
        let (declared, ty, tags) = (ident(&variant.name), &variant.ty, &variant.tags);
        let tags = choice.by.as_ref().map(|_| quote!(#[tags(#(#tags)|*)]));
        quote!(#tags #declared(#ty),)
    });
    quote! {
        #docs
        #[one_of #by]
        pub enum #declared { #(#variants)* }
    }
}
