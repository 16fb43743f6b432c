//! The macros that make a model.
//!
//! What they write is generic or `#[inline]`: it is compiled in the programs that use a model, and for the models that they use. A product crate
//! declares a hundred; compiling them all took two thirds of its release build.

/// Makes a struct whose fields decode through a table: `Clone`, `PartialEq`, `Debug`, `Serialize`, `Deserialize` and what answers are decoded
/// with.
///
/// Each field is an `Option` with its name in JSON; `private` behind it marks personal data that `Debug` must not show. The struct is
/// `#[non_exhaustive]`. See [`model::Model`](crate::model::Model).
///
/// ```
/// twilio_core::model! {
///     /// Somebody who chats.
///     pub struct User {
///         /// Identifies the user.
///         pub sid: Option<twilio_core::sid::UserSid> = "sid",
///         /// Name that the application knows the user by.
///         pub identity: Option<String> = "identity" private,
///     }
/// }
///
/// let user: User = twilio_core::model::from_json(r#"{"sid": null, "identity": "alice"}"#)?;
/// assert_eq!(user.identity.as_deref(), Some("alice"));
/// assert_eq!(format!("{user:?}"), "User { sid: None, identity: <private> }");
/// # Ok::<(), twilio_core::DecodeError>(())
/// ```
#[macro_export]
macro_rules! model {
    (
        $(#[$($about:tt)*])*
        $visibility:vis struct $model:ident {
            $($(#[$($field_about:tt)*])* $field_visibility:vis $field:ident: $type:ty = $name:literal $($private:ident)?,)*
        }
    ) => {
        $(#[$($about)*])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $visibility struct $model {
            $($(#[$($field_about)*])* $field_visibility $field: $type,)*
        }

        $crate::__model_schema! { $model, [$([$($about)*])*], $($name, [$([$($field_about)*])*], $type;)* }

        impl $crate::model::Model for $model {
            const NAME: &'static str = ::core::stringify!($model);
            const NAMES: &'static [&'static str] = &[$($name),*];
            const PRIVATE: &'static [&'static str] = &[$($($crate::__private_field!($private $name),)?)*];

            #[inline]
            fn empty() -> Self {
                Self { $($field: ::core::option::Option::None),* }
            }

            #[inline]
            fn read(&mut self, reader: &mut $crate::generated::Reader<'_>) -> ::core::result::Result<(), $crate::DecodeError> {
                $crate::generated::read_object(reader, Self::NAME, Self::NAMES, &mut [$(&mut self.$field),*])
            }

            #[inline]
            fn fields(&self) -> ::std::vec::Vec<&dyn $crate::generated::FieldView> {
                ::std::vec![$(&self.$field),*]
            }
        }

        /// Every field absent.
        impl ::core::default::Default for $model {
            #[inline]
            fn default() -> Self {
                $crate::model::Model::empty()
            }
        }

        impl ::core::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::generated::debug(self, f, false)
            }
        }

        impl $crate::generated::serde::Serialize for $model {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::generated::serialize(self, serializer)
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::generated::deserialize(deserializer)
            }
        }
    };
}

/// The name of a field that is marked `private`; any other mark is an error of the compiler.
#[doc(hidden)]
#[macro_export]
macro_rules! __private_field {
    (private $name:literal) => {
        $name
    };
}

/// The schema of a model.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __model_schema {
    ($model:ident, [$([$($about:tt)*])*], $($name:literal, [$([$($field_about:tt)*])*], $type:ty;)*) => {
        impl $crate::generated::json_schema::JsonSchema for $model {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($model).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::core::concat!(::core::module_path!(), "::", ::core::stringify!($model)).into()
            }

            fn json_schema(generator: &mut $crate::generated::json_schema::SchemaGenerator) -> $crate::generated::json_schema::Schema {
                $crate::generated::json_schema::object(
                    generator,
                    ::core::concat!($($crate::__documentation!($($about)*)),*),
                    &[$((
                        $name,
                        ::core::concat!($($crate::__documentation!($($field_about)*)),*),
                        |generator| generator.subschema_for::<$type>(),
                    )),*],
                )
            }
        }
    };
}

/// Nothing, without schemas.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __model_schema {
    ($($anything:tt)*) => {};
}

/// A line of documentation; nothing for other attributes.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __documentation {
    (doc = $line:literal) => {
        ::core::concat!($line, "\n")
    };
    ($($other:tt)*) => {
        ""
    };
}

/// Makes `struct Name(pub Inner);` decode, encode, serialise and deserialise as its inner value does.
///
/// For components that are an array, a map or another type under a name of their own.
///
/// ```
/// /// Names of permissions.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Permissions(pub Vec<String>);
/// twilio_core::newtype! { Permissions; Vec<String> }
///
/// let permissions: Permissions = serde_json::from_str(r#"["sendMessage"]"#)?;
/// assert_eq!(permissions.0, ["sendMessage"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! newtype {
    ($name:ident; $inner:ty) => {
        $crate::__newtype_schema!($name, $inner);

        impl $crate::model::Decode for $name {
            const EXPECTED: &'static str = <$inner as $crate::model::Decode>::EXPECTED;

            #[inline]
            fn decode(
                reader: &mut $crate::generated::Reader<'_>,
            ) -> ::core::result::Result<::core::option::Option<Self>, $crate::DecodeError> {
                ::core::result::Result::Ok(<$inner as $crate::model::Decode>::decode(reader)?.map(Self))
            }

            #[inline]
            fn debug(&self, f: &mut ::core::fmt::Formatter<'_>, show_private: bool) -> ::core::fmt::Result {
                $crate::model::Decode::debug(&self.0, f, show_private)
            }
        }

        impl $crate::Encode for $name {
            #[inline]
            fn texts(&self, sink: &mut dyn ::core::ops::FnMut(&str)) {
                $crate::Encode::texts(&self.0, sink);
            }

            #[inline]
            fn to_json(&self) -> $crate::generated::serde_json::Value {
                $crate::Encode::to_json(&self.0)
            }
        }

        $crate::__serde_by_json!($name);
    };
}

/// serde's traits of a type that has those of this crate: by its JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_by_json {
    ($name:ident) => {
        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::generated::serde::Serialize::serialize(&$crate::Encode::to_json(self), serializer)
            }
        }

        impl<'de> $crate::generated::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::generated::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::generated::deserialize(deserializer)
            }
        }
    };
}

/// The schema of a newtype: that of the inner value.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_schema {
    ($name:ident, $inner:ty) => {
        impl $crate::generated::json_schema::JsonSchema for $name {
            fn inline_schema() -> bool {
                <$inner as $crate::generated::json_schema::JsonSchema>::inline_schema()
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                <$inner as $crate::generated::json_schema::JsonSchema>::schema_name()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                <$inner as $crate::generated::json_schema::JsonSchema>::schema_id()
            }

            fn json_schema(
                generator: &mut $crate::generated::json_schema::SchemaGenerator,
            ) -> $crate::generated::json_schema::Schema {
                <$inner as $crate::generated::json_schema::JsonSchema>::json_schema(generator)
            }
        }
    };
}

/// Nothing, without schemas.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_schema {
    ($($anything:tt)*) => {};
}

/// Makes readers of fields that hold JSON in a string: `json_strings!(User: attributes attributes_json)`.
#[doc(hidden)]
#[macro_export]
macro_rules! json_strings {
    ($model:ident: $($field:ident $reader:ident),*) => {
        impl $model {$(
            #[doc = ::core::concat!("Reads `", ::core::stringify!($field), "` as a type of yours; `None` if it is absent or empty.")]
            ///
            /// # Errors
            /// The field does not hold JSON, or its value doesn't have the type's form.
            pub fn $reader<T: $crate::generated::serde::de::DeserializeOwned>(
                &self,
            ) -> ::core::result::Result<::core::option::Option<T>, $crate::generated::serde_json::Error> {
                $crate::generated::read_json(self.$field.as_ref())
            }
        )*}
    };
}
