//! The codes of all diagnostics: stable names that documentation, tests and searches can rely on.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of problem a diagnostic reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of the stages that report them.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The stable name that stands in the rendered text.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// One sentence on what the code stands for.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($doc,)+).trim_start(),)+
                }
            }
        }
    };
}

impl Code {
    /// Whether the problem is one of the document's prose or examples: the code that is made from it is right all the same.
    pub const fn is_documentation(self) -> bool {
        matches!(
            self,
            Code::MissingDescription
                | Code::LongDescription
                | Code::UnnamedEnumValue
                | Code::UnreachableComponent
                | Code::BrokenExample
                | Code::MissingExample
        )
    }
}

codes! {
    // --- load ---
    /// The file cannot be read.
    UnreadableFile = "unreadable-file",
    /// The file is larger than any OpenAPI document has a reason to be.
    FileTooLarge = "file-too-large",
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// The file holds no document.
    EmptyDocument = "empty-document",
    /// The text is not YAML.
    YamlSyntax = "yaml-syntax",
    /// The text of a `.json` file is not JSON.
    JsonSyntax = "json-syntax",
    /// The file holds a second document after `---`.
    SeveralDocuments = "several-documents",
    /// A mapping has the same key twice.
    DuplicateKey = "duplicate-key",
    /// A key is null, a list or a mapping.
    KeyNotText = "key-not-text",
    /// A merge key (`<<`), which YAML 1.2 does not have.
    MergeKey = "merge-key",
    /// A YAML tag that JSON has no type for.
    UnsupportedTag = "unsupported-tag",
    /// A number that JSON cannot hold, such as `.nan`.
    NumberNotJson = "number-not-json",
    /// An alias inside the node that it stands for.
    RecursiveAlias = "recursive-alias",
    /// Aliases that unfold into more nodes than the bound allows.
    AliasExpansion = "alias-expansion",
    /// Nodes nested deeper than the bound allows.
    NestingTooDeep = "nesting-too-deep",

    // --- config ---
    /// `spec/products.toml` is not TOML, or a table in it does not have the expected form.
    BadConfig = "bad-config",
    /// `--product` names no table of `spec/products.toml`.
    UnknownProduct = "unknown-product",

    // --- lint: the document as a whole ---
    /// The root is no mapping, or `openapi` is not a 3.0 version.
    NotOpenApi = "not-openapi",
    /// The document has no `paths`, or they are no mapping.
    MissingPaths = "missing-paths",
    /// A server's URL is no absolute `https` URL of a host.
    BadServer = "bad-server",
    /// Something has another JSON type than OpenAPI gives it.
    WrongShape = "wrong-shape",
    /// A key that OpenAPI 3.0 does not give to this object.
    UnknownKey = "unknown-key",
    /// A security requirement that names no scheme of the document.
    UnknownSecurityScheme = "unknown-security-scheme",

    // --- lint: references ---
    /// A `$ref` leads to nothing.
    DanglingReference = "dangling-reference",
    /// A `$ref` leads out of the document.
    ExternalReference = "external-reference",
    /// A schema refers to something that is no component.
    UnsupportedReference = "unsupported-reference",
    /// A chain of `$ref`s comes back to itself without a schema in between.
    ReferenceCycle = "reference-cycle",

    // --- lint: paths and operations ---
    /// A path that is not `/`, a version segment and more.
    BadPath = "bad-path",
    /// A path template with unbalanced or empty braces.
    BadPathTemplate = "bad-path-template",
    /// Text before a path parameter within its segment, or after one that is not the last segment.
    UnsupportedPath = "unsupported-path",
    /// A server of a path or an operation that is none of the document's.
    PathServers = "path-servers",
    /// A method that no emitter knows.
    UnsupportedMethod = "unsupported-method",
    /// An operation without an `operationId`.
    MissingOperationId = "missing-operation-id",
    /// Two operations with the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id",

    // --- lint: parameters ---
    /// A parameter in the path's template that is not declared.
    UndeclaredPathParameter = "undeclared-path-parameter",
    /// A declared path parameter that is not in the path's template.
    UnusedPathParameter = "unused-path-parameter",
    /// A path parameter that is not `required: true`.
    OptionalPathParameter = "optional-path-parameter",
    /// A parameter that is neither in the path, nor in the query, nor a header.
    UnknownParameterLocation = "unknown-parameter-location",
    /// A way to write a value into the request that requests of the core do not have.
    UnsupportedSerialisation = "unsupported-serialisation",
    /// A parameter that is declared twice.
    DuplicateParameter = "duplicate-parameter",
    /// A parameter without a name or a schema.
    IncompleteParameter = "incomplete-parameter",

    /// A header parameter that the client writes itself.
    ClientHeader = "client-header",
    /// A header parameter whose name HTTP does not allow.
    BadHeaderName = "bad-header-name",

    // --- lint: bodies and answers ---
    /// A body whose only media types are ones that no emitter knows.
    UnsupportedMediaType = "unsupported-media-type",
    /// A request body in several media types.
    SeveralMediaTypes = "several-media-types",
    /// A form whose fields the document does not name.
    UnsupportedForm = "unsupported-form",
    /// Success answers of one operation with different schemas.
    DifferingSuccessAnswers = "differing-success-answers",
    /// An operation without a 2xx answer.
    NoSuccessAnswer = "no-success-answer",
    /// A `default` answer, which would count as success and as error at once.
    DefaultAnswer = "default-answer",
    /// An answer with paging data but without a list of records.
    ListWithoutRecords = "list-without-records",

    // --- lint: schemas ---
    /// A schema's `type` that OpenAPI does not have.
    UnknownType = "unknown-type",
    /// A `format` that no type of the generator stands for.
    UnknownFormat = "unknown-format",
    /// An object with a `format` that nobody knows.
    UnknownObjectFormat = "unknown-object-format",
    /// A property that describes a page, with a name that the pager does not read.
    MisspeltPagingProperty = "misspelt-paging-property",
    /// A pattern that is not a regular expression.
    BadPattern = "bad-pattern",
    /// An object that is declared and yet becomes raw JSON.
    RawJson = "raw-json",
    /// `required` names a property that the schema does not have.
    UnknownRequiredProperty = "unknown-required-property",
    /// A value of an enum that is no text.
    EnumValueNotText = "enum-value-not-text",
    /// The same value twice in an enum, or none at all.
    BadEnumValues = "bad-enum-values",

    // --- normalise, types and model ---
    /// A fixup, a rename or another override of products.toml that matches nothing.
    UnmatchedOverride = "unmatched-override",
    /// Two components that `pairs` of products.toml declares to be one type have a property of different types.
    ConflictingPair = "conflicting-pair",
    /// Two components look like one type, and `pairs` of products.toml does not say whether they are.
    UndeclaredPair = "undeclared-pair",
    /// Two things that would have the same Rust name.
    NameCollision = "name-collision",
    /// A name that is longer than a file's can be.
    NameTooLong = "name-too-long",
    /// A schema of which progenitor makes no type.
    TypeEngine = "type-engine",
    /// Emitted tokens that are no Rust: a fault of the generator.
    EmittedCode = "emitted-code",

    // --- catalogue ---
    /// A row of `spec/behaviour` does not have the expected form.
    BadBehaviourRow = "bad-behaviour-row",
    /// A row of `spec/behaviour` matches nothing, or something in a document has no row.
    UnmatchedBehaviourRow = "unmatched-behaviour-row",

    // --- lint: documentation, for our own documents ---
    /// Something that callers meet has no description.
    MissingDescription = "missing-description",
    /// A description of more than 200 characters.
    LongDescription = "long-description",
    /// An enum of more than three values whose description does not name one of them.
    UnnamedEnumValue = "unnamed-enum-value",
    /// A component that nothing refers to.
    UnreachableComponent = "unreachable-component",
    /// An example that breaks its own schema.
    BrokenExample = "broken-example",
    /// An answer with a body but without an example.
    MissingExample = "missing-example",
}
