//! Enums: of known strings, and of values of several types. Both keep what they don't know.

pub(crate) mod one_of;
pub(crate) mod open_enum;
