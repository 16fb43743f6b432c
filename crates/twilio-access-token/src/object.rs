//! Compact JSON objects that keep the order of their members.
//!
//! `serde_json` sorts its objects or keeps their order, depending on features that another crate may turn on. A token must not depend on
//! that.

use serde_json::Value;

pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    pub(crate) fn string(self, name: &str, value: &str) -> Self {
        self.json(name, &Value::from(value).to_string())
    }

    pub(crate) fn number(self, name: &str, value: u64) -> Self {
        self.json(name, &value.to_string())
    }

    /// Adds a string, unless it is absent or empty.
    pub(crate) fn optional(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) if !value.is_empty() => self.string(name, value),
            _ => self,
        }
    }

    /// Adds a member whose value is JSON.
    pub(crate) fn json(mut self, name: &str, value: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&Value::from(name).to_string());
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_empty_ones_are_left_out() {
        let object = Object::new()
            .string("b", "\"\n")
            .number("a", 1)
            .optional("c", Some(""))
            .optional("d", None)
            .json("e", "{}");
        assert_eq!(object.finish(), r#"{"b":"\"\n","a":1,"e":{}}"#);
        assert_eq!(Object::new().finish(), "{}");
    }
}
