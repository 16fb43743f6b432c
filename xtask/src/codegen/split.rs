//! Split: one file a resource.
//!
//! In: the model. Out: [`SourceFile`]s, tokens with the file's path and header. Invariant: every type of the product
//! that a file names stands in it or is reached through `super::`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};

use super::emit;
use super::model::{Product, Resource};
use super::names::ident;

/// One file before printing.
#[derive(Debug)]
pub struct SourceFile {
    /// The path below the crate's folder.
    pub path: String,
    /// What the file is about, for its first lines.
    pub about: Vec<String>,
    /// Its items.
    pub file: syn::File,
}

/// Every file of a product, the root module first.
pub fn split(product: &Product) -> syn::Result<Vec<SourceFile>> {
    let modules = modules(product);
    let ways = emit::ways(product);
    let mut files = vec![source_file(
        "mod",
        vec![format!("{}: the resources of the API, a module each.", emit::plain_text(&emit::name(&product.title)))],
        emit::root(product),
        &modules,
    )?];
    for resource in &product.resources {
        let mut about = vec![format!("{}.", resource.title)];
        about.extend(resource.description.as_deref().map(|text| super::model::sentence(&emit::plain_text(text))));
        about.extend(emit::example(product, resource, &ways));
        files.push(source_file(&resource.module, about, items(resource), &modules)?);
    }
    Ok(files)
}

/// The handles first, since a reader comes from them; then requests, models and enums.
fn items(resource: &Resource) -> TokenStream {
    let handles = resource.handles.iter().map(|handle| emit::handle(handle, &resource.operations));
    let requests = resource.operations.iter().map(emit::request);
    let models = resource.models.iter().map(emit::model);
    let enums = resource.enums.iter().map(emit::open_enum);
    let choices = resource.choices.iter().map(emit::choice);
    quote! { #(#handles)* #(#requests)* #(#models)* #(#choices)* #(#enums)* }
}

/// Every type of the product and the module it stands in.
fn modules(product: &Product) -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for resource in &product.resources {
        let handles = resource.handles.iter().map(|handle| &handle.name);
        let models = resource.models.iter().map(|model| &model.name);
        let enums = resource.enums.iter().map(|one| &one.name);
        let choices = resource.choices.iter().map(|one| &one.name);
        for name in handles.chain(models).chain(choices).chain(enums) {
            modules.insert(name.clone(), resource.module.clone());
        }
    }
    modules
}

fn source_file(
    module: &str,
    about: Vec<String>,
    items: TokenStream,
    modules: &BTreeMap<String, String>,
) -> syn::Result<SourceFile> {
    let mut file: syn::File = syn::parse2(items)?;
    let mut reach = Reach { module, modules, uses_core: false };
    reach.visit_file_mut(&mut file);
    if reach.uses_core {
        file.items.insert(
            0,
            syn::parse_quote!(
                use twilio_core::generated as rt;
            ),
        );
    }
    Ok(SourceFile { path: format!("src/generated/{module}.rs"), about, file })
}

/// Adds the way to types of other files.
struct Reach<'a> {
    module: &'a str,
    modules: &'a BTreeMap<String, String>,
    uses_core: bool,
}

impl Reach<'_> {
    /// The module of a type, if it is another one than the file's.
    fn elsewhere(&self, name: &str) -> Option<&str> {
        let module = self.modules.get(name).map(String::as_str)?;
        // The client of the root module, whatever a resource declares.
        let is_client = self.module == "mod" && name == "Client";
        (module != self.module && !is_client).then_some(module)
    }

    /// The way to a type: down from the root module, across from a resource.
    fn way(&self, name: &str) -> Option<syn::Path> {
        let (module, name) = (ident(self.elsewhere(name)?), ident(name));
        Some(if self.module == "mod" {
            syn::parse_quote!(#module::#name)
        } else {
            syn::parse_quote!(super::#module::#name)
        })
    }
}

impl VisitMut for Reach<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if path.segments.first().is_some_and(|first| first.ident == "rt") {
            self.uses_core = true;
        }
        if path.leading_colon.is_none() && path.segments.len() == 1 {
            let first = &path.segments[0];
            let way = self.way(&first.ident.to_string()).filter(|_| first.arguments.is_none());
            if let Some(way) = way {
                *path = way;
            }
        }
        visit_mut::visit_path_mut(self, path);
    }
}
