//! What is known of an operation before it is called.
//!
//! What enters: constants in generated code. What leaves: the method, the path template, whether it may be repeated, and how its list is paged.
//! Invariant: everything here comes from the API's document; nothing holds a caller's value, so all of it may be shown.

use http::Method;

/// One operation of an API, as its document describes it. Generated code has one constant for each: `FetchUser::OPERATION`.
///
/// ```
/// use twilio_core::Operation;
///
/// const USERS: &str = "/v2/Services/{ServiceSid}/Users";
/// let operations = [
///     Operation::get("FetchUser", "/v2/Services/{ServiceSid}/Users/{Sid}"),
///     Operation::post("CreateUser", USERS),
///     Operation::put("ReplaceUser", USERS),
///     Operation::patch("ChangeUser", USERS),
///     Operation::delete("DeleteUser", USERS),
///     Operation::list("ListUser", USERS, "users", Some(100)).with_headers(&["Flex-Metadata"]),
///     Operation::get("FetchContent", "/v2/Content").to_location(),
///     Operation::list("ListNumber", "/v1/Numbers", "numbers", None).by_token("pageToken"),
/// ];
/// let repeatable: Vec<_> = operations.iter().filter(|operation| operation.is_repeatable()).map(Operation::id).collect();
/// assert_eq!(repeatable, ["FetchUser", "DeleteUser", "ListUser", "FetchContent", "ListNumber"]);
/// assert_eq!((operations[1].method(), operations[1].path()), (http::Method::POST, USERS));
/// ```
#[derive(Debug)]
pub struct Operation {
    id: &'static str,
    verb: Verb,
    path: &'static str,
    list: Option<List>,
    /// Its header parameters, but for `Authorization`.
    headers: &'static [&'static str],
    /// Its success is a redirection, whose address is the result.
    redirects: bool,
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The query of the URL.
    Query,
    /// A header.
    Header,
    /// A field of an `application/x-www-form-urlencoded` body.
    Form,
    /// A property of a JSON body.
    Json,
    /// The whole JSON body; its name is empty.
    Body,
}

impl Place {
    /// How errors call an input in this place.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Place::Query => "query parameter",
            Place::Header => "header",
            Place::Form => "form field",
            Place::Json => "JSON field",
            Place::Body => "JSON body",
        }
    }
}

/// How the operation's list is paged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    /// The name of the array in each page.
    pub(crate) record_key: &'static str,
    /// The largest `PageSize` that the operation takes, where the document says so.
    pub(crate) max_page_size: Option<u32>,
    /// The query parameter that takes `meta.nextToken` of the page before; `None`: pages link to the next one by URL.
    pub(crate) token_parameter: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Operation {
    /// A `GET` of one resource.
    pub const fn get(id: &'static str, path: &'static str) -> Self {
        Operation { id, verb: Verb::Get, path, list: None, headers: &[], redirects: false }
    }

    /// A `POST`.
    pub const fn post(id: &'static str, path: &'static str) -> Self {
        Operation { id, verb: Verb::Post, path, list: None, headers: &[], redirects: false }
    }

    /// A `PUT`.
    pub const fn put(id: &'static str, path: &'static str) -> Self {
        Operation { id, verb: Verb::Put, path, list: None, headers: &[], redirects: false }
    }

    /// A `PATCH`.
    pub const fn patch(id: &'static str, path: &'static str) -> Self {
        Operation { id, verb: Verb::Patch, path, list: None, headers: &[], redirects: false }
    }

    /// A `DELETE`.
    pub const fn delete(id: &'static str, path: &'static str) -> Self {
        Operation { id, verb: Verb::Delete, path, list: None, headers: &[], redirects: false }
    }

    /// A `GET` of a list whose pages hold their records in the array `record_key`.
    pub const fn list(
        id: &'static str,
        path: &'static str,
        record_key: &'static str,
        max_page_size: Option<u32>,
    ) -> Self {
        Operation {
            id,
            verb: Verb::Get,
            path,
            list: Some(List { record_key, max_page_size, token_parameter: None }),
            headers: &[],
            redirects: false,
        }
    }

    /// A list whose pages hold `meta.nextToken` instead of a link: what comes next is asked for with that in the query parameter `parameter`.
    #[must_use]
    pub const fn by_token(self, parameter: &'static str) -> Self {
        let Some(list) = self.list else { return self };
        Operation { list: Some(List { token_parameter: Some(parameter), ..list }), ..self }
    }

    /// Names the operation's header parameters, but for `Authorization`: a stored continuation may hold them, and no other header.
    #[must_use]
    pub const fn with_headers(self, names: &'static [&'static str]) -> Self {
        Operation { headers: names, ..self }
    }

    /// Makes a redirection the success of the operation: the address in its `Location` header is the result, and nothing is asked for there.
    #[must_use]
    pub const fn to_location(self) -> Self {
        Operation { redirects: true, ..self }
    }

    pub(crate) const fn redirects(&self) -> bool {
        self.redirects
    }

    pub(crate) const fn headers(&self) -> &'static [&'static str] {
        self.headers
    }

    /// The operation's id in the document.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The path template in the document.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The method.
    pub fn method(&self) -> Method {
        match self.verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Patch => Method::PATCH,
            Verb::Delete => Method::DELETE,
        }
    }

    /// Whether it may be repeated when it isn't known if it was done: `GET` and `DELETE`. A `PUT` is not, although RFC 9110 calls it idempotent:
    /// one that arrives late would undo what was changed since.
    pub const fn is_repeatable(&self) -> bool {
        matches!(self.verb, Verb::Get | Verb::Delete)
    }

    /// Whether it changes nothing.
    pub(crate) const fn is_fetch(&self) -> bool {
        matches!(self.verb, Verb::Get)
    }

    pub(crate) const fn paging(&self) -> Option<List> {
        self.list
    }
}
