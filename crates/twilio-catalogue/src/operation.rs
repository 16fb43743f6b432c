//! Operations: their inputs with types and bounds, and the models that they respond with.

use crate::Effect;

/// One operation of an API.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The operationId.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, version included.
    pub path: &'static str,
    /// What it does, in one sentence.
    pub description: &'static str,
    /// The inputs: path parameters first, then query, headers and body.
    pub inputs: &'static [Input],
    /// The form of the request body.
    pub body: Body,
    /// The status of a success.
    pub status: u16,
    /// A second status of success, where there is one.
    pub also_status: Option<u16>,
    /// What a success responds with.
    pub response: Response,
    /// The name of the resource it belongs to.
    pub resource: &'static str,
    /// What it does to the resource.
    pub verb: Verb,
    /// Rules beyond storing and reading, in the order in which they apply.
    pub effects: &'static [Effect],
    /// The webhook events that it can send.
    pub events: &'static [&'static str],
}

impl Operation {
    /// Returns the input with this name.
    pub fn input(&self, name: &str) -> Option<&'static Input> {
        self.inputs.iter().find(|input| input.name == name)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// Returns the method as HTTP spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }
}

/// What an operation does to its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Returns records page by page.
    List,
    /// Creates a record.
    Create,
    /// Returns one record.
    Fetch,
    /// Changes a record.
    Update,
    /// Deletes a record.
    Delete,
    /// Marks a record as archived.
    Archive,
    /// Returns a fixed response.
    Constant,
    /// Returns a fresh response and keeps nothing.
    Session,
}

/// The form of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// No body.
    None,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `application/json`.
    Json,
}

/// What a success responds with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// No body.
    Empty,
    /// One record.
    One {
        /// The name of its model.
        model: &'static str,
    },
    /// A page of records.
    List {
        /// The name of the records' model.
        model: &'static str,
        /// The key of the array of records.
        key: &'static str,
        /// The page size without `PageSize`.
        default_page_size: u32,
        /// The largest `PageSize`.
        max_page_size: u32,
    },
}

impl Response {
    /// Returns the name of the model of a record.
    pub const fn model(self) -> Option<&'static str> {
        match self {
            Response::Empty => None,
            Response::One { model } | Response::List { model, .. } => Some(model),
        }
    }
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The form body.
    Form,
}

/// One input of an operation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// Its type and bounds; of one item if it is a list.
    pub kind: Kind,
    /// Whether it may be given several times.
    pub list: bool,
    /// Whether the operation requires it.
    pub required: bool,
    /// Whether the document marks it as personal data.
    pub private: bool,
    /// What it means, in one sentence.
    pub description: &'static str,
}

impl Input {
    /// An optional string in the form body: what generated tables start from.
    pub const NEW: Input = Input {
        name: "",
        place: Place::Form,
        kind: Kind::Text,
        list: false,
        required: false,
        private: false,
        description: "",
    };
}

/// The type of an input or a property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A string.
    Text,
    /// A SID: this prefix and 32 hexadecimal digits.
    Sid(&'static str),
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer {
        /// The smallest value.
        min: Option<i64>,
        /// The largest value.
        max: Option<i64>,
    },
    /// A number.
    Number,
    /// A moment, such as `2025-01-31T12:00:00Z`.
    DateTime,
    /// A URL.
    Url,
    /// An HTTP method.
    HttpMethod,
    /// An object of URLs.
    Links,
    /// JSON of any form.
    Json,
}

/// What a response or a record of a list holds.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The name of the component in the document.
    pub name: &'static str,
    /// The properties, in the document's order.
    pub fields: &'static [Field],
}

impl Model {
    /// Returns the property with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One property of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// Its type; of one item if it is a list.
    pub kind: Kind,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether the document marks it as personal data.
    pub private: bool,
}

impl Field {
    /// A string that may be null: what generated tables start from.
    pub const NEW: Field = Field { name: "", kind: Kind::Text, list: false, nullable: true, private: false };
}
