//! What Twilio's APIs offer, as constant tables.
//!
//! A [`Product`] lists the operations of one API with their inputs, types and bounds, the models that they respond with, and
//! how the resources behave: which [`Table`] holds them, where each property comes from, what a deletion removes, which
//! events a change sends. [`PRODUCTS`] has all of them; [`ERRORS`] has the errors.
//!
//! The tables are generated from the OpenAPI documents and from the behaviour rows in `spec/behaviour`. This crate has no
//! dependencies.
//!
//! # Examples
//!
//! ```
//! let chat = twilio_catalogue::product("chat-v2").expect("a product of this crate");
//! let create = chat.operation("CreateUser").expect("an operation of Chat");
//! assert_eq!(create.path, "/v2/Services/{ServiceSid}/Users");
//! assert!(create.input("Identity").is_some_and(|input| input.required));
//! ```
#![deny(missing_docs)]

mod behaviour;
mod event;
#[rustfmt::skip]
mod generated;
mod operation;
mod product;

pub use behaviour::{
    Cascade, CascadeBy, Check, Column, DefaultRole, DefaultValue, Filter, FilterMatch, InputRule, Literal, LookupBy,
    PathRule, Resource, ResourceKind, Rule, Table, Target, Transform, Unique, UniqueScope,
};
pub use event::{Event, Parameter, ParameterSource, ParameterType, ParameterWhen};
pub use generated::{Computed, ERRORS, Effect, InputOption, Order, PRODUCTS, View};
pub use operation::{Body, Field, Input, Kind, Method, Model, Operation, Place, Response, Verb};
pub use product::{Error, Product, Raised, error, product};
