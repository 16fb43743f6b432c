//! The text as the parser reads it: positions in characters, and tabs that it does not accept.

pub(super) mod offsets;
pub(super) mod tabs;
