//! Model: what the emitters need to know of a product, and nothing else.
//!
//! In: the normalised document and the type table. Out: [`Product`]. Invariant: once built it is only read; every
//! name in it is final, every reference leads to something in it.

use crate::codegen::config::ErrorConstant;

mod build;
mod choices;
mod docs;
mod inputs;
mod made;
mod methods;
mod operations;
mod overrides;
mod ownership;
mod type_names;
mod walk;

pub use build::build;
pub use docs::sentence;

/// One product: a document's resources and the walk to them.
#[derive(Debug, Clone)]
pub struct Product {
    /// The document's title.
    pub title: String,
    /// The file that the maintainer edits, as messages and headers name it.
    pub source: String,
    /// The crate's package name.
    pub package: String,
    /// The product's name for readers.
    pub name: String,
    /// The static start of every path, such as `/v2`.
    pub root: String,
    /// Documented servers, the default one first.
    pub servers: Vec<String>,
    /// How the walk starts at the client.
    pub entrances: Vec<Accessor>,
    /// What the client leads to below the account of its own credentials.
    pub own_account: Option<OwnAccount>,
    /// Error codes of the product: number, name and meaning.
    pub errors: Vec<ErrorConstant>,
    /// One generated file each, sorted by module.
    pub resources: Vec<Resource>,
}

/// What one generated file holds.
#[derive(Debug, Clone, Default)]
pub struct Resource {
    /// The module's name, such as `user_channel`.
    pub module: String,
    /// What the file is about, in one line.
    pub title: String,
    /// What a caller should know of the resource.
    pub description: Option<String>,
    /// Structs of answers.
    pub models: Vec<Model>,
    /// Open enums.
    pub enums: Vec<OpenEnum>,
    /// Enums of values of several types.
    pub choices: Vec<Choice>,
    /// Operations, each with its request.
    pub operations: Vec<Operation>,
    /// Steps of the walk.
    pub handles: Vec<Handle>,
}

/// A type that an answer decodes to.
#[derive(Debug, Clone)]
pub struct Model {
    /// The Rust name.
    pub name: String,
    /// The component's name in the document.
    pub component: String,
    /// What it describes.
    pub description: Option<String>,
    /// Its form.
    pub shape: Shape,
    /// Whether a request takes it, so that callers make one.
    pub is_input: bool,
}

/// A value of one of several types.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The Rust name.
    pub name: String,
    /// The component's name in the document.
    pub component: String,
    /// What it chooses between.
    pub description: Option<String>,
    /// The property that tells the types apart.
    pub by: Option<String>,
    /// The types.
    pub variants: Vec<Variant>,
}

/// One type of a choice.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The Rust name.
    pub name: String,
    /// The type.
    pub ty: syn::Type,
    /// The discriminator's values.
    pub tags: Vec<String>,
}

/// The levels below `Accounts/{AccountSid}`, as the client leads to them when no account is named.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// The segment before the account.
    pub literal: String,
    /// The parameter's name.
    pub parameter: String,
    /// The handle of the account itself.
    pub account: Accessor,
    /// What it leads to, but for names that the client has already.
    pub accessors: Vec<Accessor>,
}

/// The form of a model.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Named fields.
    Struct(Vec<ModelField>),
    /// Another name for a type.
    Alias(Box<syn::Type>),
}

/// One field of a model.
#[derive(Debug, Clone)]
pub struct ModelField {
    /// The name on the wire.
    pub wire: String,
    /// The Rust name, without `r#`.
    pub name: String,
    /// The type, `Option` included.
    pub ty: syn::Type,
    /// What it means.
    pub description: Option<String>,
    /// Whether the document marks it as personal data.
    pub private: bool,
    /// Whether the document marks it as deprecated.
    pub deprecated: bool,
    /// Whether a value that is sent needs it.
    pub required: bool,
}

/// An enum that keeps values which the document does not list.
#[derive(Debug, Clone)]
pub struct OpenEnum {
    /// The Rust name.
    pub name: String,
    /// The component's name in the document.
    pub component: String,
    /// What it chooses between.
    pub description: Option<String>,
    /// Known values.
    pub variants: Vec<EnumValue>,
}

/// A known value of an open enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The Rust name.
    pub name: String,
    /// The value, which is sent.
    pub wire: String,
    /// Another spelling of it, which is read as well.
    pub spelling: Option<String>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The operationId.
    pub id: String,
    /// The request type's Rust name.
    pub request: String,
    /// The type that collects its required inputs, where they are too many for arguments.
    pub required_builder: Option<String>,
    /// The method of the handle that starts it: the operationId's verb.
    pub method: String,
    /// The HTTP method, in lower case.
    pub http: String,
    /// The path template as the document has it.
    pub path: String,
    /// The path template with one name for each position, whichever operation declares it.
    pub template: String,
    /// Static text behind the last path parameter, such as `.json`.
    pub suffix: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// Whether the document marks it as deprecated.
    pub deprecated: bool,
    /// What the document says of the `Authorization` header that the operation takes in place of the client's.
    pub token: Option<String>,
    /// Inputs beside the path's, in the document's order.
    pub inputs: Vec<Input>,
    /// The media type of a JSON body, where it is not `application/json`.
    pub media: Option<String>,
    /// What a success decodes to.
    pub answer: Answer,
    /// Declared failures: the status and what their bodies decode to.
    pub errors: Vec<(String, syn::Type)>,
    /// The tag under which the document groups it.
    pub tag: Option<String>,
}

/// How many required inputs are arguments; more have a method each.
pub const MOST_ARGUMENTS: usize = 3;

impl Operation {
    /// Whether the required inputs are too many for arguments.
    pub fn needs_builder(&self) -> bool {
        self.inputs.iter().filter(|input| input.required).count() > MOST_ARGUMENTS
    }
}

/// What a success decodes to.
#[derive(Debug, Clone)]
pub enum Answer {
    /// No body.
    Empty,
    /// The address that a redirection leads to.
    Location,
    /// One value.
    One(syn::Type),
    /// Pages of records.
    List {
        /// The key of the record array.
        key: String,
        /// The record's type.
        item: syn::Type,
        /// The largest page that may be asked for.
        max_page_size: Option<u32>,
        /// The query parameter of the next page's token, where pages have no links.
        token: Option<String>,
    },
}

/// Where an input goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The URL's query.
    Query,
    /// A header.
    Header,
    /// The form body.
    Form,
    /// A member of the JSON body.
    Json,
    /// The whole JSON body.
    Body,
}

/// A parameter or a body field.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name on the wire.
    pub wire: String,
    /// The Rust name, without `r#`.
    pub name: String,
    /// Where it is declared: a JSON pointer into the document.
    pub origin: String,
    /// Where it goes.
    pub place: Place,
    /// The type of its value.
    pub ty: syn::Type,
    /// Whether the operation needs it.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// Bounds and forms, in words.
    pub bounds: Vec<String>,
    /// The prefix of the parameters that the members of a map become.
    pub flat: Option<String>,
    /// Whether the document marks it as deprecated.
    pub deprecated: bool,
}

/// A step of the walk: a place in the URL from which operations start and further steps lead on.
#[derive(Debug, Clone)]
pub struct Handle {
    /// The Rust name.
    pub name: String,
    /// The path template up to here, as the first operation has it.
    pub path: String,
    /// The same with one name for each position.
    pub template: String,
    /// Whether the path ends in a parameter: one instance, not a collection.
    pub is_instance: bool,
    /// What stands here, in words: `User`, `Users`.
    pub noun: String,
    /// Steps that lead on.
    pub accessors: Vec<Accessor>,
    /// Operations that start here, by operationId; they stand in the same resource.
    pub operations: Vec<String>,
}

/// A method that leads from one step to the next.
#[derive(Debug, Clone)]
pub struct Accessor {
    /// The method's name, without `r#`.
    pub method: String,
    /// The static segment that it adds.
    pub literal: String,
    /// The path parameter that it adds, if it leads to an instance.
    pub parameter: Option<PathParameter>,
    /// The handle that it gives.
    pub target: String,
    /// The module of that handle.
    pub module: String,
    /// The path template up to the target, as the first operation has it.
    pub path: String,
    /// The same with one name for each position.
    pub template: String,
    /// What stands there, in words.
    pub noun: String,
}

/// A path parameter, as one position of the walk sees it.
#[derive(Debug, Clone)]
pub struct PathParameter {
    /// The name that errors give.
    pub wire: String,
    /// The argument's name.
    pub name: String,
    /// The SID type, if every operation at this position declares it.
    pub sid: Option<syn::Type>,
    /// Why any string is accepted although some operations declare a SID.
    pub open: Option<String>,
    /// What it means.
    pub description: Option<String>,
}
