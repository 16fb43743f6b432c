//! JSON Schemas of the types of fields (feature `schemars`). They are written out where they are used, without a name.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Date, Decimal, Json, JsonString, Links, PhoneNumberCapabilities, Timestamp};

macro_rules! inline_schema {
    ($($type:ty: $name:literal = $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

inline_schema! {
    Timestamp: "Timestamp" = json_schema!({ "type": "string", "format": "date-time" });
    Date: "Date" = json_schema!({ "type": "string", "format": "date" });
    Json: "Json" = json_schema!({});
    JsonString: "JsonString" = json_schema!({ "type": "string", "contentMediaType": "application/json" });
    Decimal: "Decimal" = json_schema!({ "type": "string", "description": "A decimal number." });
    PhoneNumberCapabilities: "PhoneNumberCapabilities" = json_schema!({
        "type": "object",
        "properties": {
            "voice": { "type": "boolean" },
            "sms": { "type": "boolean" },
            "mms": { "type": "boolean" },
            "fax": { "type": "boolean" },
        },
    });
    Links: "Links" = json_schema!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } });
}

/// The schema of SIDs of a prefix, or of any. The form is told, not required: responses have malformed ones now and then.
pub(super) fn sid(prefix: Option<&str>) -> Schema {
    let form = match prefix {
        Some(prefix) => format!("A SID: `{prefix}` and 32 hexadecimal digits."),
        None => "A SID: two letters and 32 hexadecimal digits.".to_owned(),
    };
    json_schema!({ "type": "string", "description": form })
}
