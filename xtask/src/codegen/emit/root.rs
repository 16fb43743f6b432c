//! The root module: the resources' modules, the documented servers, and the walk's first steps on the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::handle::accessor;
use crate::codegen::model::Product;
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
    quote! {
        #(#modules)*
        /// Where the document says that this API is served, the default first.
        pub(crate) const SERVERS: &[&str] = &[#(#servers),*];
        impl super::Client { #(#entrances)* }
    }
}
