//! The root module: the resources' modules, the documented servers, and the walk's first steps on the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::handle::accessor;
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
    let entrances = product.entrances.iter().map(|step| accessor(step, &base));
    let own = product.own_account.as_ref().map(|own| own_account(own, root)).map(|steps| {
        quote! {
            /// What belongs to the account of the client's credentials: see `Credentials::for_account`.
            impl super::Client { #steps }
        }
    });
    quote! {
        #(#modules)*
        /// Where the document says that this API is served, the default first.
        pub(crate) const SERVERS: &[&str] = &[#(#servers),*];
        impl super::Client { #(#entrances)* }
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
