//! How values travel in requests.
//!
//! In: a value of one of the types that inputs have. Out: its texts for a query, header or form (one for each element of an
//! array, for repeated keys), or a JSON value for a JSON body. Invariant: encoding never fails and never logs.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::model::InvalidValue;

/// A value that can be sent.
///
/// ```
/// use twilio_core::Encode;
///
/// let mut texts = Vec::new();
/// vec![true, false].texts(&mut |text| texts.push(text.to_owned()));
/// assert_eq!(texts, ["true", "false"]);
/// ```
pub trait Encode {
    /// Hands over the value's texts: one, or one for each element of an array; JSON text for objects.
    fn texts(&self, sink: &mut dyn FnMut(&str));

    /// The value in a JSON body.
    fn to_json(&self) -> Value;

    /// Whether it has the form that its type promises: a SID out of an answer may hold any text, and is refused before anything is sent.
    ///
    /// # Errors
    /// What was expected and what is there.
    fn check(&self) -> Result<(), InvalidValue> {
        Ok(())
    }

    /// Whether it is a value of an enum that the API's document doesn't list. It is sent as it is, with a warning through `tracing`.
    fn is_unlisted(&self) -> bool {
        false
    }
}

impl Encode for String {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(self);
    }

    fn to_json(&self) -> Value {
        self.as_str().into()
    }
}

impl Encode for bool {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(if *self { "true" } else { "false" });
    }

    fn to_json(&self) -> Value {
        (*self).into()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Encode for $number {
            fn texts(&self, sink: &mut dyn FnMut(&str)) {
                sink(&self.to_string());
            }

            fn to_json(&self) -> Value {
                (*self).into()
            }
        }
    )*};
}
numbers!(i32, i64, u32, u64, f32, f64);

impl Encode for Value {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        sink(&self.to_string());
    }

    fn to_json(&self) -> Value {
        self.clone()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn texts(&self, sink: &mut dyn FnMut(&str)) {
        for element in self {
            element.texts(sink);
        }
    }

    fn to_json(&self) -> Value {
        self.iter().map(Encode::to_json).collect()
    }

    fn check(&self) -> Result<(), InvalidValue> {
        self.iter().try_for_each(Encode::check)
    }

    fn is_unlisted(&self) -> bool {
        self.iter().any(Encode::is_unlisted)
    }
}

macro_rules! maps {
    ($($map:ident),*) => {$(
        impl<T: Encode> Encode for $map<String, T> {
            fn texts(&self, sink: &mut dyn FnMut(&str)) {
                sink(&self.to_json().to_string());
            }

            fn to_json(&self) -> Value {
                self.iter().map(|(name, value)| (name.clone(), value.to_json())).collect()
            }
        }
    )*};
}
maps!(HashMap, BTreeMap);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn texts(value: &impl Encode) -> Vec<String> {
        let mut texts = Vec::new();
        value.texts(&mut |text| texts.push(text.to_owned()));
        texts
    }

    #[test]
    fn arrays_give_one_text_for_each_element_and_none_when_empty() {
        assert_eq!(texts(&vec!["a".to_owned(), "b".to_owned()]), ["a", "b"]);
        assert!(texts(&Vec::<String>::new()).is_empty());
    }

    #[test]
    fn untyped_values_travel_as_json_text() {
        assert_eq!(texts(&json!({"a": [1, true]})), [r#"{"a":[1,true]}"#]);
        assert_eq!(texts(&json!("a")), [r#""a""#]);
    }

    #[test]
    fn scalars_are_plain() {
        assert_eq!(
            (texts(&true), texts(&-7_i64), texts(&0.5_f64)),
            (vec!["true".into()], vec!["-7".into()], vec!["0.5".into()])
        );
    }
}
