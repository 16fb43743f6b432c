//! An open enum: the type in plain Rust, its impls by the core's macro.
//!
//! ```text
//! /// How the User is told of new messages.
//! #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
//! #[non_exhaustive]
//! pub enum Level { /** `default` */ Default, UnknownValue(rt::UnknownValue) }
//! twilio_core::open_enum! { Level; Default = "default"; }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc_lines, plain_text};
use crate::codegen::model::{OpenEnum, sentence};
use crate::codegen::names::ident;

/// The items of one enum.
pub fn open_enum(one: &OpenEnum) -> TokenStream {
    let name = ident(&one.name);
    let docs = doc_lines(&[match &one.description {
        Some(text) => sentence(&plain_text(text)),
        None => format!("Values of `{}`.", one.component),
    }]);
    let idents: Vec<_> = one.variants.iter().map(|(variant, _)| ident(variant)).collect();
    let variants = one.variants.iter().zip(&idents).map(|((_, wire), variant)| {
        let doc = if wire.is_empty() { " The empty text.".to_owned() } else { format!(" `{wire}`") };
        quote!(#[doc = #doc] #variant,)
    });
    let wires = one.variants.iter().map(|(_, wire)| wire);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not list.
            UnknownValue(rt::UnknownValue),
        }
        twilio_core::open_enum! { #name; #(#idents = #wires;)* }
    }
}
