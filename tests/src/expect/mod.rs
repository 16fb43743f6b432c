//! What has to arrive, derived from the raw YAML alone.
//!
//! In: a document as its file says it (loaded, but neither normalised nor modelled) and the values that a call was given.
//! Out: method, path, query, headers, body and answers that the document demands. Invariant: nothing here knows the
//! generator's model, its types or its emitters, so that a fault there can't excuse itself here.

mod document;
mod foreign;
mod operation;
mod schema;
mod wire;

pub use document::Document;
pub use operation::{Input, Operation, Place, Sample};
pub use schema::Kind;
pub use wire::Expected;
