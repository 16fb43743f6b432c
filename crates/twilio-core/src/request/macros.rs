//! What generated requests have in common, as macros: each expands to a few lines that call the non-generic [`Request`](crate::request::Request).
//!
//! What enters: a request's name, its operation and what it returns. What leaves: a newtype over `Request` with `send`, the options that begin
//! with `with_`, and for lists `page_size`, `limit`, `resume`, `stream` and `pages`. Invariant: nothing is boxed here and nothing is compiled
//! that a program doesn't call; hence `#[inline]`. `.await` on a request boxes its future; `send` doesn't.

/// Makes a request: `request!(UpdateUser: POST "UpdateUser", "/v2/Services/{ServiceSid}/Users/{Sid}" => User)`, with the operation's id and path
/// template, and `=> ()` where the answer has no body.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($request:ident: $method:ident $id:literal, $path:literal => ()) => {
        $crate::__request!($request, $crate::__operation!($method $id, $path), ::core::stringify!($method), $id, $path);
        impl $request {
            /// Sends the request. The response has no body. `.await` on the request does the same.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind). If an argument is invalid, no request is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<()>, $crate::Error> {
                self.0.send_without_body().await
            }
        }
        $crate::__into_future!($request => ());
    };
    ($request:ident: $method:ident $id:literal, $path:literal => $answer:ty) => {
        $crate::__request!($request, $crate::__operation!($method $id, $path), ::core::stringify!($method), $id, $path);
        impl $request {
            /// Sends the request. `.await` on the request does the same. [`Response::into_inner`]($crate::Response::into_inner) moves the model
            /// out of the response.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind). If an argument is invalid, no request is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<$answer>, $crate::Error> {
                self.0.send().await
            }
        }
        $crate::__into_future!($request => $answer);
    };
}

/// Makes a request whose result is the address in the `Location` header of a redirection:
/// `location_request!(FetchData: GET "FetchData", "/2010-04-01/Data.json")`.
#[doc(hidden)]
#[macro_export]
macro_rules! location_request {
    ($request:ident: $method:ident $id:literal, $path:literal) => {
        $crate::__request!(
            $request,
            $crate::__operation!($method $id, $path).to_location(),
            ::core::stringify!($method), $id, $path
        );

        impl $request {
            /// Sends the request. The result is the address that the response redirects to; no request is sent there. `.await` on the request does
            /// the same.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind). If an argument is invalid, no request is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<::std::string::String>, $crate::Error> {
                self.0.send_for_location().await
            }
        }
        $crate::__into_future!($request => ::std::string::String);
    };
}

/// Makes a request for a list: `list_request!(ListUser: "ListUser", "/v2/Services/{ServiceSid}/Users", "users", Some(100) => User)`, with the
/// operation's id and path template, the key of the records, the largest page, the names of its header parameters where it has any, and `by` the query
/// parameter of the next page's token where pages have no links.
#[doc(hidden)]
#[macro_export]
macro_rules! list_request {
    ($request:ident: $id:literal, $path:literal, $key:literal, $largest:expr $(, [$($header:literal),*])? $(, by $token:literal)? => $record:ty) => {
        $crate::__request!(
            $request,
            $crate::generated::Operation::list($id, $path, $key, $largest)$(.with_headers(&[$($header),*]))?$(.by_token($token))?,
            "GET", $id, $path
        );
        impl $request {
            /// Sets the records of a page: at least 1; a value above the operation's maximum is lowered to it, with a warning through `tracing`.
            /// Default: the maximum for `stream`, `pages` and `all`, Twilio's default (usually 50) for `first_page`.
            #[inline]
            pub fn page_size(self, records: u32) -> Self {
                Self(self.0.page_size(records))
            }

            /// Sets the largest number of records that `stream`, `pages` and `all` return, over all pages; `first_page` returns one page whatever the
            /// limit. `0` returns none and sends no request.
            #[inline]
            pub fn limit(self, records: u64) -> Self {
                Self(self.0.limit(records))
            }

            /// Continues where a pager of this same list stopped. The limit of that pager continues too, unless one is set here.
            ///
            /// A continuation has no `Authorization` header: if the call had one of its own, set it again.
            #[inline]
            pub fn resume(self, continuation: &$crate::Continuation) -> Self {
                Self(self.0.resume(continuation))
            }

            /// Starts the list at a stored page token, such as the `PageToken` of a link that was kept. A
            /// [`Continuation`]($crate::Continuation) knows more: the position in the page and the limit.
            #[inline]
            pub fn with_page_token(self, token: &str) -> Self {
                Self(self.0.with_page_token(token))
            }

            /// Sets the largest number of pages to fetch. The stream then ends as it does at the limit: its `continuation` says whether there was more.
            #[inline]
            pub fn with_max_pages(self, pages: u64) -> Self {
                Self(self.0.with_max_pages(pages))
            }

            /// Sets how many pages in a row may bring nothing new (no records, or the same ones as the page before) before the list ends with an
            /// error of kind [`Paging`]($crate::ErrorKind::Paging); its continuation leads to the next page. Default: 50.
            #[inline]
            pub fn with_max_unchanged_pages(self, pages: u32) -> Self {
                Self(self.0.with_max_unchanged_pages(pages))
            }

            /// Fetches the next page while the records of the current one are processed: one page ahead, never past the limit or the number of
            /// pages, in a task that is aborted when the stream is dropped.
            ///
            /// It is faster where work is done on each record, and fetches a page for nothing where a stream is often dropped early.
            #[inline]
            pub fn with_prefetch(self) -> Self {
                Self(self.0.with_prefetch())
            }

            /// Returns the list as a stream of records. It fetches the next page when the current one is used up.
            ///
            /// **Deleting or closing records while reading** can make the list skip others: the pages after a deleted record move up. Collect the
            /// records first (`all`), or repeat the list until it is empty.
            ///
            /// If an argument is invalid, the stream yields one error and ends; no request is sent.
            #[inline]
            pub fn stream(self) -> $crate::Pager<$record> {
                self.0.stream()
            }

            /// Returns the list as a stream of pages.
            ///
            /// If an argument is invalid, the stream yields one error and ends; no request is sent.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$record> {
                self.0.pages()
            }

            /// Fetches **one page only**: the first one, or the one at the continuation passed to `resume`. Use `stream` or `all` for all records.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind). If an argument is invalid, no request is sent.
            pub async fn first_page(self) -> ::core::result::Result<$crate::Page<$record>, $crate::Error> {
                self.0.first_page().await
            }

            /// Fetches all records, page by page, into one `Vec`; with `limit`, at most so many. Use `stream` for a list that may not fit in
            /// memory, or to keep what was read before an error.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind). If an argument is invalid, no request is sent.
            pub async fn all(self) -> ::core::result::Result<::std::vec::Vec<$record>, $crate::Error> {
                self.0.all().await
            }
        }
    };
}

/// `.await` on a request sends it.
#[doc(hidden)]
#[macro_export]
macro_rules! __into_future {
    ($request:ident => $answer:ty) => {
        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$crate::Response<$answer>, $crate::Error>;
            type IntoFuture = $crate::generated::Sending<$answer>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

/// A method's name as the constructor of an operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (GET $id:literal, $path:literal) => {
        $crate::generated::Operation::get($id, $path)
    };
    (POST $id:literal, $path:literal) => {
        $crate::generated::Operation::post($id, $path)
    };
    (PUT $id:literal, $path:literal) => {
        $crate::generated::Operation::put($id, $path)
    };
    (PATCH $id:literal, $path:literal) => {
        $crate::generated::Operation::patch($id, $path)
    };
    (DELETE $id:literal, $path:literal) => {
        $crate::generated::Operation::delete($id, $path)
    };
}

/// The request's type, how it begins at a handle, and the options that every request has.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($request:ident, $operation:expr, $method:expr, $id:literal, $path:literal) => {
        #[doc = ::core::concat!("Request of `", $method, " ", $path, "` (", $id, ").")]
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct $request($crate::generated::Request);

        impl $request {
            #[doc = ::core::concat!("The operation `", $id, "`: its id, method and path template.")]
            pub const OPERATION: &'static $crate::Operation = &$operation;

            #[inline]
            fn at(handle: &$crate::generated::Handle) -> Self {
                Self(handle.request(Self::OPERATION))
            }

            /// Sets the time limit of one attempt of this call, instead of the client's timeout.
            #[inline]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// Sets the time limit of this call, instead of the client's deadline: all attempts and the pauses between them. For a list it applies
            /// to each page separately.
            #[inline]
            pub fn with_deadline(self, deadline: ::core::time::Duration) -> Self {
                Self(self.0.with_deadline(deadline))
            }

            /// Sets the retry policy for this call, instead of the client's.
            pub fn with_retry(self, policy: impl $crate::RetryPolicy) -> Self {
                Self(self.0.with_retry(::std::sync::Arc::new(policy)))
            }

            /// Makes one attempt, whatever the client's policy.
            #[inline]
            pub fn without_retry(self) -> Self {
                Self(self.0.without_retry())
            }

            /// Replaces the client's credentials for this call, and for a list for all of its pages. A stored continuation doesn't contain it: set it
            /// again when resuming.
            pub fn with_authorization(self, authorization: impl ::core::convert::Into<$crate::Authorization>) -> Self {
                Self(self.0.with_authorization(authorization.into()))
            }

            /// Adds a request header. `Authorization`, `Content-Type`, `Host`, `User-Agent` and the headers of the connection are set by the client:
            /// naming one is an error of kind [`InvalidInput`]($crate::ErrorKind::InvalidInput), as is a value beyond visible ASCII.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }
        }
    };
}
