//! How OpenAPI 3.0 describes its objects: the keys of each, and what each key holds.
//!
//! Schemas are in [`super::schema`]. A value that another rule checks in detail is [`Shape::Any`] here.

use super::object::{Object, Others, Shape, object, referable};
use super::schema::{EXTERNAL_DOCS, SCHEMA};

use Shape::{Any, Flag, Named, Objects, Prose, Security, Text, TextMap, Texts};

/// The document.
pub(super) static ROOT: Object = object(
    "the document",
    &[
        ("openapi", Any),
        ("info", Shape::Object(&INFO)),
        ("servers", Objects(&SERVER)),
        ("paths", Shape::Object(&PATHS)),
        ("components", Shape::Object(&COMPONENTS)),
        ("security", Security),
        ("tags", Objects(&TAG)),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
);

static INFO: Object = object(
    "`info`",
    &[
        ("title", Prose),
        ("description", Prose),
        ("termsOfService", Prose),
        ("contact", Shape::Object(&CONTACT)),
        ("license", Shape::Object(&LICENSE)),
        ("version", Prose),
    ],
);
static CONTACT: Object = object("`contact`", &[("name", Prose), ("url", Prose), ("email", Prose)]);
static LICENSE: Object = object("`license`", &[("name", Prose), ("url", Prose)]);
static SERVER: Object =
    object("a server", &[("url", Any), ("description", Prose), ("variables", Named(&SERVER_VARIABLE))]);
static SERVER_VARIABLE: Object =
    object("a server variable", &[("enum", Texts), ("default", Text), ("description", Prose)]);
static TAG: Object =
    object("a tag", &[("name", Text), ("description", Prose), ("externalDocs", Shape::Object(&EXTERNAL_DOCS))]);

static COMPONENTS: Object = object(
    "`components`",
    &[
        ("schemas", Named(&SCHEMA)),
        ("responses", Named(&RESPONSE)),
        ("parameters", Named(&PARAMETER)),
        ("examples", Named(&EXAMPLE)),
        ("requestBodies", Named(&REQUEST_BODY)),
        ("headers", Named(&HEADER)),
        ("securitySchemes", Named(&SECURITY_SCHEME)),
        ("links", Named(&LINK)),
        ("callbacks", Named(&CALLBACK)),
    ],
);

/// Whether OpenAPI has a section of components of this name.
pub(in super::super) fn is_section(name: &str) -> bool {
    COMPONENTS.shape(name).is_some()
}

static PATHS: Object = Object { what: "`paths`", keys: &[], others: Others::Any(&PATH_ITEM), reference: false };

static PATH_ITEM: Object = referable(
    "a path",
    &[
        ("summary", Prose),
        ("description", Prose),
        ("get", Shape::Object(&OPERATION)),
        ("put", Shape::Object(&OPERATION)),
        ("post", Shape::Object(&OPERATION)),
        ("delete", Shape::Object(&OPERATION)),
        ("options", Shape::Object(&OPERATION)),
        ("head", Shape::Object(&OPERATION)),
        ("patch", Shape::Object(&OPERATION)),
        ("trace", Shape::Object(&OPERATION)),
        ("servers", Objects(&SERVER)),
        ("parameters", Objects(&PARAMETER)),
    ],
);

static OPERATION: Object = object(
    "an operation",
    &[
        ("tags", Texts),
        ("summary", Prose),
        ("description", Prose),
        ("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        ("operationId", Any),
        ("parameters", Objects(&PARAMETER)),
        ("requestBody", Shape::Object(&REQUEST_BODY)),
        ("responses", Shape::Object(&RESPONSES)),
        ("callbacks", Named(&CALLBACK)),
        ("deprecated", Flag),
        ("security", Security),
        ("servers", Objects(&SERVER)),
    ],
);

static PARAMETER: Object = referable(
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

static HEADER: Object = referable(
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

static REQUEST_BODY: Object =
    referable("a request body", &[("description", Prose), ("content", Named(&MEDIA_TYPE)), ("required", Flag)]);

static MEDIA_TYPE: Object = object(
    "a media type",
    &[
        ("schema", Shape::Object(&SCHEMA)),
        ("example", Any),
        ("examples", Named(&EXAMPLE)),
        ("encoding", Named(&ENCODING)),
    ],
);

static ENCODING: Object = object(
    "an encoding",
    &[("contentType", Text), ("headers", Named(&HEADER)), ("style", Text), ("explode", Flag), ("allowReserved", Flag)],
);

static RESPONSES: Object =
    Object { what: "`responses`", keys: &[], others: Others::Statuses(&RESPONSE), reference: false };

static RESPONSE: Object = referable(
    "a response",
    &[("description", Prose), ("headers", Named(&HEADER)), ("content", Named(&MEDIA_TYPE)), ("links", Named(&LINK))],
);

static CALLBACK: Object = Object { what: "a callback", keys: &[], others: Others::Any(&PATH_ITEM), reference: true };

static EXAMPLE: Object =
    referable("an example", &[("summary", Prose), ("description", Prose), ("value", Any), ("externalValue", Text)]);

static LINK: Object = referable(
    "a link",
    &[
        ("operationRef", Text),
        ("operationId", Text),
        ("parameters", Any),
        ("requestBody", Any),
        ("description", Prose),
        ("server", Shape::Object(&SERVER)),
    ],
);

static SECURITY_SCHEME: Object = referable(
    "a security scheme",
    &[
        ("type", Text),
        ("description", Prose),
        ("name", Text),
        ("in", Text),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Shape::Object(&FLOWS)),
        ("openIdConnectUrl", Text),
    ],
);
static FLOWS: Object = object(
    "`flows`",
    &[
        ("implicit", Shape::Object(&FLOW)),
        ("password", Shape::Object(&FLOW)),
        ("clientCredentials", Shape::Object(&FLOW)),
        ("authorizationCode", Shape::Object(&FLOW)),
    ],
);
static FLOW: Object = object(
    "an OAuth flow",
    &[("authorizationUrl", Text), ("tokenUrl", Text), ("refreshUrl", Text), ("scopes", TextMap)],
);
