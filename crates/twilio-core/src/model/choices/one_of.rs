//! Enums of values that have one of several types: `oneOf` and `anyOf` of the documents.
//!
//! Reading never fails for a value that fits no type: the variant `Other` keeps its JSON. With a discriminator, the property that it
//! names decides; without one, the type that keeps most of the value.

use std::fmt;

use serde_json::Value;

use crate::model::slot::AnyValue;
use crate::model::{Decode, Encode, from_json};

/// Makes an enum of values of different types, each with a variant; any other value is in the variant `Other`, as its JSON.
///
/// After `by` is the name of the property that says which type a value has; each variant then has the property's values. Without it, a value
/// has the type that keeps most of it. The enum is `#[non_exhaustive]`, and each type turns into it.
///
/// ```
/// twilio_core::model! {
///     /// A card.
///     pub struct Card {
///         /// What it is.
///         pub kind: Option<String> = "kind",
///         /// The last digits of its number.
///         pub last_digits: Option<String> = "last_digits",
///     }
/// }
/// twilio_core::model! {
///     /// A bank account.
///     pub struct BankAccount {
///         /// The bank's name.
///         pub bank: Option<String> = "bank",
///     }
/// }
/// twilio_core::one_of! {
///     /// How somebody pays.
///     pub enum Payment by "kind" {
///         Card(Card) = "credit" | "debit",
///         BankAccount(BankAccount) = "bank",
///     }
/// }
///
/// use twilio_core::{Encode, model::from_json};
///
/// let payment: Payment = from_json(r#"{"kind": "debit", "last_digits": "4242"}"#)?;
/// assert!(matches!(&payment, Payment::Card(card) if card.last_digits.as_deref() == Some("4242")));
/// let unknown: Payment = from_json(r#"{"kind": "barter", "goods": 3}"#)?;
/// assert!(matches!(&unknown, Payment::Other(json) if json.to_value().unwrap()["goods"] == 3));
/// assert_eq!(Payment::from(BankAccount::default()).to_json()["kind"], "bank");     // what is missing is added
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
#[macro_export]
macro_rules! one_of {
    ($(#[$about:meta])* $visibility:vis enum $name:ident $(by $by:literal)? {
        $($(#[$variant_about:meta])* $variant:ident($type:ty) $(= $first:literal $(| $more:literal)*)?,)+
    }) => {
        $(#[$about])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $visibility enum $name {
            $($(#[$variant_about])* $variant(::std::boxed::Box<$type>),)+
            /// A value of a type that this version of the crate does not list.
            Other($crate::Json),
        }

        impl $name {
            /// The variant's name, its value, and the value of the property that tells it apart.
            fn variant(&self) -> (&'static str, &dyn $crate::generated::AnyValue, &'static [&'static str]) {
                match self {
                    $(Self::$variant(value) => {
                        (::core::stringify!($variant), &**value, &[$($first, $($more,)*)?])
                    })+
                    Self::Other(value) => ("Other", value, &[]),
                }
            }
        }

        $(impl ::core::convert::From<$type> for $name {
            fn from(value: $type) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        })+

        impl $crate::model::Decode for $name {
            fn decode(
                reader: &mut $crate::generated::Reader<'_>,
            ) -> ::core::result::Result<::core::option::Option<Self>, $crate::DecodeError> {
                let ::core::option::Option::Some(json) = reader.raw()? else {
                    return ::core::result::Result::Ok(::core::option::Option::None);
                };
                let branches: &[$crate::generated::Branch<Self>] = &[
                    $((&[$($first, $($more,)*)?], |json| {
                        let (value, kept) = $crate::generated::read_branch::<$type>(json)?;
                        ::core::option::Option::Some((Self::from(value), kept))
                    }),)+
                ];
                let by: &[&str] = &[$($by)?];
                let found = $crate::generated::choose(json, by.first().copied(), branches);
                ::core::result::Result::Ok(match found {
                    ::core::option::Option::Some(value) => ::core::option::Option::Some(value),
                    ::core::option::Option::None => $crate::Json::from_text(json).ok().map(Self::Other),
                })
            }

            fn debug(&self, f: &mut ::core::fmt::Formatter<'_>, show_private: bool) -> ::core::fmt::Result {
                let (name, value, _) = self.variant();
                $crate::generated::debug_variant(f, name, value, show_private)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::model::Decode::debug(self, f, false)
            }
        }

        impl $crate::Encode for $name {
            fn texts(&self, sink: &mut dyn ::core::ops::FnMut(&str)) {
                match self {
                    $(Self::$variant(value) if !$crate::generated::is_object(&**value) => $crate::Encode::texts(&**value, sink),)+
                    _ => sink(&$crate::Encode::to_json(self).to_string()),
                }
            }

            fn to_json(&self) -> $crate::generated::serde_json::Value {
                let by: &[&str] = &[$($by)?];
                let (_, value, tags) = self.variant();
                $crate::generated::with_tag(value.to_json(), by.first().copied(), tags)
            }

            fn check(&self) -> ::core::result::Result<(), $crate::InvalidValue> {
                match self {
                    $(Self::$variant(value) => $crate::Encode::check(&**value),)+
                    Self::Other(_) => ::core::result::Result::Ok(()),
                }
            }
        }

        $crate::__one_of_schema! { $name, $($type)+ }

        $crate::__serde_by_json!($name);
    };
}

/// Values of the discriminator, and how a value of the type is read: it, and how much of the JSON it keeps.
///
/// No example: [`one_of!`](crate::one_of!) makes it.
pub type Branch<E> = (&'static [&'static str], fn(&str) -> Option<(E, usize)>);

/// Reads a value as one of the types, and says how many of its parts are kept. No example: [`one_of!`](crate::one_of!) calls it.
pub fn read_branch<T: Decode + Encode>(json: &str) -> Option<(T, usize)> {
    let value: T = from_json(json).ok()?;
    let original = serde_json::from_str(json).unwrap_or_default();
    let kept = kept(&original, &value.to_json());
    Some((value, kept))
}

/// How many scalars of a value are in another one, at the same places.
fn kept(original: &Value, other: &Value) -> usize {
    match (original, other) {
        (Value::Object(original), Value::Object(other)) => {
            other.iter().filter_map(|(name, value)| Some(1 + kept(original.get(name)?, value))).sum()
        }
        (Value::Array(original), Value::Array(other)) => {
            1 + original.iter().zip(other).map(|(one, other)| kept(one, other)).sum::<usize>()
        }
        _ => usize::from(original == other),
    }
}

/// The branch that the discriminator names, or the one that keeps most. No example: [`one_of!`](crate::one_of!) calls it.
pub fn choose<E>(json: &str, by: Option<&str>, branches: &[Branch<E>]) -> Option<E> {
    if let Some(by) = by {
        let object: Value = serde_json::from_str(json).ok()?;
        let tag = object.get(by)?.as_str()?;
        let (_, read) = branches.iter().find(|(tags, _)| tags.contains(&tag))?;
        return read(json).map(|(value, _)| value);
    }
    let mut best: Option<(E, usize)> = None;
    for (_, read) in branches {
        let found = read(json).filter(|(_, kept)| *kept > best.as_ref().map_or(0, |(_, most)| *most));
        best = found.or(best);
    }
    best.map(|(value, _)| value)
}

/// A value with its discriminator, unless it has it. No example: [`one_of!`](crate::one_of!) calls it.
#[must_use]
pub fn with_tag(value: Value, by: Option<&str>, tags: &[&str]) -> Value {
    match (value, by, tags.first()) {
        (Value::Object(mut object), Some(by), Some(tag)) => {
            object.entry(by).or_insert_with(|| Value::from(*tag));
            Value::Object(object)
        }
        (value, ..) => value,
    }
}

/// Whether a value is an object in JSON. No example: [`one_of!`](crate::one_of!) calls it.
pub fn is_object(value: &dyn AnyValue) -> bool {
    value.to_json().is_object()
}

/// Formats a variant. No example: [`one_of!`](crate::one_of!) calls it.
///
/// # Errors
/// The formatter failed.
pub fn debug_variant(f: &mut fmt::Formatter<'_>, name: &str, value: &dyn AnyValue, show_private: bool) -> fmt::Result {
    struct Shown<'a>(&'a dyn AnyValue, bool);
    impl fmt::Debug for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.debug(f, self.1)
        }
    }
    f.debug_tuple(name).field(&Shown(value, show_private)).finish()
}

/// The schema of an enum of values of several types: any of theirs, or anything.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_schema {
    ($name:ident, $($type:ty)+) => {
        impl $crate::generated::json_schema::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($name).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::core::concat!(::core::module_path!(), "::", ::core::stringify!($name)).into()
            }

            fn json_schema(generator: &mut $crate::generated::json_schema::SchemaGenerator) -> $crate::generated::json_schema::Schema {
                let known = [$(generator.subschema_for::<$type>()),+];
                $crate::generated::json_schema::one_of(&known)
            }
        }
    };
}

/// Nothing, without schemas.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __one_of_schema {
    ($($anything:tt)*) => {};
}

#[cfg(test)]
mod tests {
    use crate::model::from_json;
    use crate::{Encode, Unredacted};

    crate::model! {
        struct Cat {
            name: Option<String> = "name" private,
            lives: Option<i64> = "lives",
        }
    }
    crate::model! {
        struct Dog {
            name: Option<String> = "name",
            tricks: Option<Vec<String>> = "tricks",
        }
    }
    crate::one_of! {
        enum Pet {
            Cat(Cat),
            Dog(Dog),
            Name(String),
            Age(i64),
        }
    }

    fn pet(json: &str) -> Pet {
        from_json(json).unwrap()
    }

    #[test]
    fn the_type_that_keeps_most_is_taken() {
        assert!(matches!(pet(r#"{"name": "Tom", "lives": 9}"#), Pet::Cat(_)));
        assert!(matches!(pet(r#"{"name": "Rex", "tricks": ["sit"], "lives": "many"}"#), Pet::Dog(_)));
        assert!(matches!(pet(r#""Tom""#), Pet::Name(name) if *name == "Tom"));
        assert!(matches!(pet("9"), Pet::Age(age) if *age == 9));
        assert!(matches!(pet(r#"{"wings": 2}"#), Pet::Other(_)));
        assert!(from_json::<Vec<Pet>>("[null]").unwrap().is_empty());
    }

    #[test]
    fn a_value_is_written_as_it_was_read_and_personal_data_stay_hidden() {
        for json in [r#"{"lives":9,"name":"Tom"}"#, r#""Tom""#, "9", r#"{"wings":2}"#] {
            assert_eq!(
                serde_json::to_value(pet(json)).unwrap(),
                serde_json::from_str::<serde_json::Value>(json).unwrap()
            );
            assert_eq!(serde_json::from_str::<Pet>(json).unwrap(), pet(json));
        }
        let tom = pet(r#"{"name": "Tom", "lives": 9}"#);
        assert_eq!(format!("{tom:?}"), "Cat(Cat { name: <private>, lives: Some(9) })");
        assert!(format!("{:?}", Unredacted(&tom)).contains("Tom"));
        let mut texts = Vec::new();
        pet(r#""Tom""#).texts(&mut |text| texts.push(text.to_owned()));
        tom.texts(&mut |text| texts.push(text.to_owned()));
        assert_eq!(texts[0], "Tom");
        assert!(texts[1].starts_with('{'));
    }
}
