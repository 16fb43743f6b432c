//! The keys of schemas, and of what has one: parameters and headers.

use super::grammar::{EXAMPLE, EXTERNAL_DOCS, MEDIA_TYPE, Object, Shape, object, referable};
use Shape::{Any, Count, Flag, FlagOr, List, Named, Number, Objects, Prose, Text, TextMap};

pub(super) static SCHEMA: Object = referable(
    "a schema",
    &[
        ("title", Prose),
        ("multipleOf", Number),
        ("maximum", Number),
        ("exclusiveMaximum", Flag),
        ("minimum", Number),
        ("exclusiveMinimum", Flag),
        ("maxLength", Count),
        ("minLength", Count),
        ("pattern", Text),
        ("maxItems", Count),
        ("minItems", Count),
        ("uniqueItems", Flag),
        ("maxProperties", Count),
        ("minProperties", Count),
        ("required", List),
        ("enum", List),
        ("type", Any),
        ("allOf", Objects(&SCHEMA)),
        ("oneOf", Objects(&SCHEMA)),
        ("anyOf", Objects(&SCHEMA)),
        ("not", Shape::Object(&SCHEMA)),
        ("items", Shape::Object(&SCHEMA)),
        ("properties", Named(&SCHEMA)),
        ("additionalProperties", FlagOr(&SCHEMA)),
        ("description", Prose),
        ("format", Text),
        ("default", Any),
        ("nullable", Flag),
        ("discriminator", Shape::Object(&DISCRIMINATOR)),
        ("readOnly", Flag),
        ("writeOnly", Flag),
        ("xml", Shape::Object(&XML)),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        ("example", Any),
        ("deprecated", Flag),
    ],
);

static DISCRIMINATOR: Object = object("a discriminator", &[("propertyName", Text), ("mapping", TextMap)]);

static XML: Object =
    object("`xml`", &[("name", Text), ("namespace", Text), ("prefix", Text), ("attribute", Flag), ("wrapped", Flag)]);

pub(super) static PARAMETER: Object = referable(
    "a parameter",
    &[
        ("name", Any),
        ("in", Any),
        ("description", Prose),
        ("required", Flag),
        ("deprecated", Flag),
        ("allowEmptyValue", Flag),
        ("style", Text),
        ("explode", Flag),
        ("allowReserved", Flag),
        ("schema", Shape::Object(&SCHEMA)),
        ("example", Any),
        ("examples", Named(&EXAMPLE)),
        ("content", Named(&MEDIA_TYPE)),
    ],
);

pub(super) static HEADER: Object = referable(
    "a header",
    &[
        ("description", Prose),
        ("required", Flag),
        ("deprecated", Flag),
        ("allowEmptyValue", Flag),
        ("style", Text),
        ("explode", Flag),
        ("allowReserved", Flag),
        ("schema", Shape::Object(&SCHEMA)),
        ("example", Any),
        ("examples", Named(&EXAMPLE)),
        ("content", Named(&MEDIA_TYPE)),
    ],
);
