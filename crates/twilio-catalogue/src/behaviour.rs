//! How resources behave: the tables that hold records, the rules for inputs and properties.

use crate::{Computed, Effect, InputOption, Order, View};

/// A table: the records of one kind, however many resources show them.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name.
    pub name: &'static str,
    /// The table of the records that own these.
    pub parent: Option<&'static str>,
    /// The SID prefix, if records have a SID of their own.
    pub sid: Option<&'static str>,
    /// Whether each parent has exactly one record.
    pub singleton: bool,
    /// The stored values.
    pub columns: &'static [Column],
    /// Keys that no two records share.
    pub unique: &'static [Unique],
    /// What a deletion removes besides.
    pub cascade: &'static [Cascade],
}

/// A stored value.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name; dots lead into the object that a response nests it in.
    pub name: &'static str,
    /// The value of a new record if no input sets it.
    pub default: DefaultValue,
    /// Whether a member of a JSON body sets it.
    pub json: bool,
}

/// A constant value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    Text(&'static str),
    /// A list or an object, as JSON.
    Json(&'static str),
}

/// What a column starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// A constant.
    Value(Literal),
    /// A new SID with this prefix.
    Mint(&'static str),
    /// The default role of this name.
    Role(&'static str),
    /// The service that an account starts with.
    DefaultService,
    /// The value of `table.column` in a related record, or of a column of the same record.
    Of(&'static str),
    /// The same, if a column of the record is set; else null.
    OfIfSet {
        /// What is read.
        of: &'static str,
        /// The column that has to be set.
        column: &'static str,
    },
    /// One of two values, depending on whether a column equals another value.
    OfIfEqual {
        /// What is read if they differ.
        of: &'static str,
        /// The two that are compared.
        equal: (&'static str, &'static str),
        /// What is read if they are equal.
        then_of: &'static str,
    },
    /// A constant that depends on another column.
    When {
        /// The other column.
        column: &'static str,
        /// Its values for which `then` holds.
        values: &'static [&'static str],
        /// The value then.
        then: Literal,
        /// The value otherwise.
        otherwise: Literal,
    },
}

/// A key that no two records share. Records in which a column of the key is null are free of it.
#[derive(Clone, Copy, Debug)]
pub struct Unique {
    /// The columns.
    pub keys: &'static [&'static str],
    /// Among which records.
    pub scope: UniqueScope,
    /// The name of the error.
    pub error: &'static str,
}

/// Among which records a key is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UniqueScope {
    /// All of the account.
    Account,
    /// Those of one service.
    Service,
    /// Those of one parent.
    Parent,
    /// Those of all conversations that aren't closed.
    OpenConversations,
}

/// What a deletion removes besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Cascade {
    /// From which table.
    pub table: &'static str,
    /// Which of its records.
    pub by: CascadeBy,
}

/// Which records a deletion removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CascadeBy {
    /// Those that the record owns.
    Children,
    /// Those of the same service with the same identity.
    Identity,
    /// Those that hold the record's SID in this column.
    Column(&'static str),
}

/// A role that a new service starts with.
#[derive(Clone, Copy, Debug)]
pub struct DefaultRole {
    /// The friendly name.
    pub name: &'static str,
    /// The type.
    pub kind: &'static str,
    /// The permissions.
    pub permissions: &'static [&'static str],
}

/// How a resource relates to its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Records that are created, listed and deleted.
    Collection,
    /// The one record of its parent.
    Singleton,
    /// Records of another resource, seen from elsewhere.
    View,
    /// An action on a record of another resource.
    Action,
    /// No records at all.
    Stateless,
}

/// A group of operations over one table.
#[derive(Clone, Copy, Debug)]
pub struct Resource {
    /// The name.
    pub name: &'static str,
    /// The table that holds the records.
    pub table: Option<&'static str>,
    /// How it relates to the table.
    pub kind: ResourceKind,
    /// The path of the list.
    pub collection: Option<&'static str>,
    /// The path of one record.
    pub instance: Option<&'static str>,
    /// The resource that it is nested in.
    pub parent: Option<&'static str>,
    /// Whether the paths leave out the service because it is the account's default one.
    pub default_service: bool,
    /// Which records a view shows.
    pub view: Option<View>,
    /// How path parameters find records.
    pub path: &'static [PathRule],
    /// Groups of inputs of which a creation needs at least one each.
    pub required_one_of: &'static [&'static [&'static str]],
    /// What inputs do.
    pub inputs: &'static [InputRule],
    /// Where properties come from, in the document's order.
    pub properties: &'static [(&'static str, Rule)],
    /// Objects of which members that are null are left out.
    pub omit_null_in: &'static [&'static str],
    /// How a list selects records.
    pub filters: &'static [Filter],
    /// The order of a list.
    pub order: Order,
}

/// How a path parameter finds a record.
#[derive(Clone, Copy, Debug)]
pub struct PathRule {
    /// The parameter.
    pub name: &'static str,
    /// The table of the record; none if it is the resource's own.
    pub table: Option<&'static str>,
    /// What the value is compared with, in this order.
    pub by: &'static [LookupBy],
}

/// What a path parameter is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupBy {
    /// The SID.
    Sid,
    /// A column.
    Column(&'static str),
    /// The SID or a column of a joined record: table and column.
    Joined(&'static str, &'static str),
    /// The word `active`, which stands for the newest release.
    Active,
}

/// What an input does.
#[derive(Clone, Copy, Debug)]
pub struct InputRule {
    /// The input.
    pub name: &'static str,
    /// The operations that the rule is for; empty: all of the resource.
    pub operations: &'static [&'static str],
    /// Where the value goes.
    pub target: Target,
    /// A second column that gets the value.
    pub also: Option<&'static str>,
    /// What is checked, in this order.
    pub checks: &'static [Check],
    /// How the value is changed before it is stored.
    pub transform: Option<Transform>,
    /// A value that clears the column, besides the empty string.
    pub clear_with: Option<&'static str>,
    /// What clearing gives instead of null.
    pub clear_gives: Option<&'static str>,
    /// The error for a value of the wrong type, instead of the general one.
    pub error: Option<&'static str>,
}

impl InputRule {
    /// A rule that drops the value: what generated tables start from.
    pub const NEW: InputRule = InputRule {
        name: "",
        operations: &[],
        target: Target::Drop,
        also: None,
        checks: &[],
        transform: None,
        clear_with: None,
        clear_gives: None,
        error: None,
    };
}

/// Where the value of an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A column.
    Column(&'static str),
    /// A filter of the list.
    Filter(&'static str),
    /// The page size.
    PageSize,
    /// The number of the page.
    PageNumber,
    /// The token of the page.
    PageToken,
    /// An option of the request.
    Option(InputOption),
    /// An effect reads it.
    Effect(Effect),
    /// Nowhere: accepted and never shown.
    Drop,
}

/// A check of an input, with the name of its error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// At most this many characters.
    MaxChars(u32, &'static str),
    /// At most this many bytes.
    MaxBytes(u32, &'static str),
    /// Not a SID with this prefix.
    NotLikeSid(&'static str, &'static str),
    /// JSON.
    Json(&'static str),
    /// A JSON object.
    JsonObject(&'static str),
    /// An integer that isn't negative.
    Integer(&'static str),
    /// Within these bounds.
    Range(i64, i64, &'static str),
    /// An ISO 8601 duration of at least this many seconds: too short, not a duration.
    MinDuration(u32, &'static str, &'static str),
    /// The SID of a record: table, a column and the value that it must have, error.
    Exists(&'static str, Option<(&'static str, Literal)>, &'static str),
    /// At most this many items.
    MaxItems(u32, &'static str),
    /// One of these.
    OneOf(&'static [&'static str], &'static str),
    /// The name of an event of the product.
    Event(&'static str),
}

/// How a value is changed before it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transform {
    /// Upper case.
    Upper,
    /// `True` or `False`, as a string.
    PythonBool,
    /// A number as a string with a fraction.
    NumberToText,
    /// Whether it is `success`.
    IsSuccess,
}

/// Where a property of a response comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The record's SID.
    Sid,
    /// The account's SID.
    Account,
    /// The SID of an owner: its table.
    Parent(&'static str),
    /// A column.
    Column(&'static str),
    /// When the record was created.
    Created,
    /// When the record was last changed.
    Updated,
    /// Its number among its siblings, counted from 0 and never used again.
    Index,
    /// A function.
    Computed(Computed),
    /// An object.
    Object(&'static [(&'static str, Rule)]),
    /// A value of a related record: table and column.
    Of(&'static str, &'static str),
    /// The same, with a value if there is no such record.
    OfOr(&'static str, &'static str, Literal),
    /// A constant.
    Const(Literal),
    /// An absolute URL; braces name properties.
    Url(&'static str),
    /// An object of absolute URLs.
    Links(&'static [(&'static str, &'static str)]),
}

/// How a list selects records by an input.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// The name that input rules use.
    pub name: &'static str,
    /// The column that is compared.
    pub column: &'static str,
    /// How.
    pub how: FilterMatch,
}

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterMatch {
    /// Equal.
    Equals,
    /// Equal, whatever the letter case.
    EqualsIgnoringCase,
    /// Equal to any of the values.
    Any,
    /// The same; without a value only `public` records.
    AnyOrPublic,
    /// At or after the value.
    From,
    /// At or before the value.
    To,
    /// Sorts, and selects nothing.
    Order,
    /// Only active records unless the value is `true`.
    OnlyActive,
    /// One of the segments has this identifier.
    Segment,
    /// One of the record's reservations is among the values.
    Reservation,
}
