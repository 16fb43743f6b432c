//! Compact JSON objects whose members keep the order they are written in.
//!
//! In: names and values. Out: the object's text. `serde_json`'s own objects are sorted by name, or not, depending on what other crates
//! of an application ask of it; a token must not depend on that.

use serde_json::Value;

pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    pub(crate) fn text(self, name: &str, value: &str) -> Self {
        self.json(name, &Value::from(value).to_string())
    }

    pub(crate) fn number(self, name: &str, value: u64) -> Self {
        self.json(name, &value.to_string())
    }

    /// Nothing, if the value is absent or empty.
    pub(crate) fn optional(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) if !value.is_empty() => self.text(name, value),
            _ => self,
        }
    }

    /// A member whose value is JSON already.
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
        let object =
            Object::new().text("b", "\"\n").number("a", 1).optional("c", Some("")).optional("d", None).json("e", "{}");
        assert_eq!(object.finish(), r#"{"b":"\"\n","a":1,"e":{}}"#);
        assert_eq!(Object::new().finish(), "{}");
    }
}
