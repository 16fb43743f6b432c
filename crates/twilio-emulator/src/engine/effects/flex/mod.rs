//! Rules of Flex.

pub(super) mod flow;
pub(super) mod interactions;
pub(super) mod json_body;
pub(super) mod plugins;
