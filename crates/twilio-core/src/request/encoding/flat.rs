//! Maps whose members are parameters of their own: `AddOns.name.key=value`.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::InvalidValue;
use crate::operation::Place;
use crate::request::{Pair, Problem, Request};
use crate::value::Field;

impl Request {
    /// Sets a query parameter for each member of a map, named by `prefix` and the member's path, with dots between. A list gives its parameter
    /// once for each element; null gives none.
    pub fn query_map(self, prefix: &'static str, value: Field<Value>) -> Self {
        self.map(Place::Query, prefix, value)
    }

    /// Sets a form field for each member of a map, as [`query_map`](Self::query_map) does.
    pub fn form_map(self, prefix: &'static str, value: Field<Value>) -> Self {
        self.map(Place::Form, prefix, value)
    }

    fn map(mut self, place: Place, prefix: &'static str, value: Field<Value>) -> Self {
        match value {
            Field::Value(value) => self.put_flat(place, prefix, &value),
            Field::Clear => self.put_flat(place, prefix, &Value::Object(serde_json::Map::new())),
            Field::Unset => {}
            Field::Invalid(invalid) => self.refuse(Problem::new(place.describe(), prefix, invalid)),
        }
        self
    }

    fn put_flat(&mut self, place: Place, prefix: &'static str, value: &Value) {
        let Value::Object(members) = value else {
            let invalid = InvalidValue::new("a JSON object", "another JSON value");
            return self.refuse(Problem::new(place.describe(), prefix, invalid));
        };
        let pairs = if place == Place::Query { &mut self.query } else { &mut self.form };
        pairs.retain(|(name, _)| !name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')));
        for (name, member) in members {
            flatten(format!("{prefix}.{name}"), member, pairs);
        }
    }
}

fn flatten(path: String, value: &Value, pairs: &mut Vec<Pair>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, member) in members {
                flatten(format!("{path}.{name}"), member, pairs);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                flatten(path.clone(), element, pairs);
            }
        }
        Value::String(text) => pairs.push((Cow::Owned(path), text.clone())),
        scalar => pairs.push((Cow::Owned(path), scalar.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::flatten;

    fn flat(value: &Value) -> Vec<String> {
        let mut pairs = Vec::new();
        for (name, member) in value.as_object().expect("an object") {
            flatten(format!("AddOns.{name}"), member, &mut pairs);
        }
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn each_member_is_a_parameter_named_by_its_path() {
        let value = json!({"a": {"b": "x y", "c": [1, true]}, "d": null, "e": {}});
        assert_eq!(flat(&value), ["AddOns.a.b=x y", "AddOns.a.c=1", "AddOns.a.c=true"]);
    }
}
