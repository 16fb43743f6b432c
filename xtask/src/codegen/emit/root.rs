//! The root module: the resources' modules, the documented servers, the client and its accessors.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::plain_text;
use super::error_codes::ERROR_CODES;
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
    let codes = (!product.errors.is_empty()).then(|| {
        let module = ident(ERROR_CODES);
        quote!(pub mod #module;)
    });
    let (name, crate_name) = (plain_text(&product.name), product.package.replace('-', "_"));
    let entrances = product.entrances.iter().map(|step| accessor(step, &base));
    quote! {
        #(#modules)*
        #codes
        /// Where the document says that this API is served, the default first.
        const SERVERS: &[&str] = &[#(#servers),*];
        #[product_client(#name, #crate_name, SERVERS)]
        pub struct Client;
        impl Client { #(#entrances)* }
    }
}
