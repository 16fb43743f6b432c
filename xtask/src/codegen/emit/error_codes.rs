//! The error codes of a product, as one call of the core's macro.
//!
//! ```text
//! twilio_core::error_codes! {
//!     50300 CHANNEL_NOT_FOUND "there is no such channel";
//! }
//! ```

use crate::codegen::model::Product;

/// The module of the codes.
pub const ERROR_CODES: &str = "error_codes";

/// What the module has after its header; none if the product has no codes of its own.
pub fn error_codes(product: &Product) -> Option<String> {
    let first = product.errors.first()?;
    let rows: String =
        product.errors.iter().map(|one| format!("    {} {} {:?};\n", one.code, one.name, one.about)).collect();
    let crate_name = product.package.replace('-', "_");
    let docs = [
        "//! Error codes of this product, to compare with [`ApiError::code`](twilio_core::ApiError::code). The general ones are constants of".to_owned(),
        "//! [`ErrorCode`](twilio_core::ErrorCode).".to_owned(),
        "//!".to_owned(),
        "//! ```".to_owned(),
        format!("//! use {crate_name}::{ERROR_CODES};"),
        "//!".to_owned(),
        format!("//! fn is_expected(error: &{crate_name}::Error) -> bool {{"),
        format!("//!     error.has_code({ERROR_CODES}::{})", first.name),
        "//! }".to_owned(),
        "//! ```".to_owned(),
    ];
    Some(format!("{}\n\ntwilio_core::error_codes! {{\n{rows}}}\n", docs.join("\n")))
}
