//! The root module: the resources' modules, the documented servers, the client and its accessors.

use proc_macro2::TokenStream;
use quote::quote;

use super::error_codes::ERROR_CODES;
use super::handle::accessor;
use super::plain_text::plain_text;
use crate::codegen::model::{OwnAccount, Product};
use crate::codegen::names::ident;

/// The items of `generated/mod.rs`.
pub fn root(product: &Product) -> TokenStream {
    let modules = product.resources.iter().map(|resource| {
        let module = ident(&resource.module);
        quote!(pub mod #module;)
    });
    let servers = &product.servers;
    let root = &product.root;
    let base = quote!(self.endpoint.root(#root));
    let codes = (!product.errors.is_empty()).then(|| {
        let module = ident(ERROR_CODES);
        quote!(pub mod #module;)
    });
    let (name, crate_name) = (plain_text(&product.name), product.package.replace('-', "_"));
    let entrances = product.entrances.iter().map(|step| accessor(step, &base));
    let own = product.own_account.as_ref().map(|own| own_account(own, root)).map(|steps| {
        quote! {
            /// What belongs to the account of the client's credentials: see `Credentials::for_account`.
            impl Client { #steps }
        }
    });
    quote! {
        #(#modules)*
        #codes
        /// Where the document says that this API is served, the default first.
        const SERVERS: &[&str] = &[#(#servers),*];
        #[product_client(#name, #crate_name, SERVERS)]
        pub struct Client;
        impl Client { #(#entrances)* }
        #own
    }
}

/// The account itself, and what it leads to.
fn own_account(own: &OwnAccount, root: &str) -> TokenStream {
    let (literal, parameter) = (&own.literal, &own.parameter);
    let base = quote!(self.endpoint.root(#root).child(#literal).account(#parameter));
    let target = ident(&own.account.target);
    let steps = own.accessors.iter().map(|step| accessor(step, &base));
    quote! {
        /// The account of the client's credentials.
        pub fn own_account(&self) -> #target { #target(#base) }
        #(#steps)*
    }
}
