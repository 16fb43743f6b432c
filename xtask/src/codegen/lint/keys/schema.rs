//! The keys of schemas.

use super::object::{Object, Shape, object, referable};
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

pub(super) static EXTERNAL_DOCS: Object = object("`externalDocs`", &[("description", Prose), ("url", Text)]);
