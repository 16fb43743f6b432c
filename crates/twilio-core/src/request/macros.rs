//! What generated requests have in common, as macros: each expands to a few lines that call the non-generic [`Request`](crate::request::Request).
//!
//! What enters: a request's name, its operation and what it returns. What leaves: a newtype over `Request` with `send`, the options that begin
//! with `with_`, and for lists `page_size`, `limit`, `resume`, `stream` and `pages`. Invariant: nothing is boxed here and nothing is compiled
//! that a program doesn't call; hence `#[inline]`.

/// Makes a request: `request!(UpdateUser: POST "UpdateUser", "/v2/Services/{ServiceSid}/Users/{Sid}" => User)`, with the operation's id and path
/// template, and `=> ()` where the answer has no body.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($request:ident: $method:ident $id:literal, $path:literal => ()) => {
        $crate::__request!($request, $crate::__operation!($method $id, $path), ::core::stringify!($method), $id, $path);
        impl $request {
            /// Sends the request. The answer has no body.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind); what is wrong with an argument is returned before anything is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<()>, $crate::Error> {
                self.0.send_without_body().await
            }
        }
    };
    ($request:ident: $method:ident $id:literal, $path:literal => $answer:ty) => {
        $crate::__request!($request, $crate::__operation!($method $id, $path), ::core::stringify!($method), $id, $path);
        impl $request {
            /// Sends the request.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind); what is wrong with an argument is returned before anything is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<$answer>, $crate::Error> {
                self.0.send().await
            }
        }
    };
}

/// Makes a request for a list: `list_request!(ListUser: "ListUser", "/v2/Services/{ServiceSid}/Users", "users", Some(100) => User)`, with the
/// operation's id and path template, the key of the records, the largest page, and the names of its header parameters where it has any.
#[doc(hidden)]
#[macro_export]
macro_rules! list_request {
    ($request:ident: $id:literal, $path:literal, $key:literal, $largest:expr $(, [$($header:literal),*])? => $record:ty) => {
        $crate::__request!(
            $request,
            $crate::generated::Operation::list($id, $path, $key, $largest)$(.with_headers(&[$($header),*]))?,
            "GET", $id, $path
        );
        impl $request {
            /// How many records a page holds: at least 1; what is above the operation's maximum is lowered to it. Without it, a stream asks for the
            /// largest page and `send` for Twilio's default.
            #[inline]
            pub fn page_size(self, records: u32) -> Self {
                Self(self.0.page_size(records))
            }

            /// How many records to give at most, over all pages. `0` gives none and asks for nothing.
            #[inline]
            pub fn limit(self, records: u64) -> Self {
                Self(self.0.limit(records))
            }

            /// Goes on where a pager of this same list stopped. Its limit goes on counting, unless one is set here.
            ///
            /// A continuation holds no `Authorization` header: if the call had one of its own, set it again.
            #[inline]
            pub fn resume(self, continuation: &$crate::Continuation) -> Self {
                Self(self.0.resume(continuation))
            }

            /// How many pages to ask for at most. The stream then ends as it does at the limit: its `continuation` says whether there was more.
            #[inline]
            pub fn with_max_pages(self, pages: u64) -> Self {
                Self(self.0.with_max_pages(pages))
            }

            /// How many pages in a row may bring nothing new (no records, or the same ones as the page before) before the list ends with an
            /// error of kind [`Paging`]($crate::ErrorKind::Paging); its continuation leads to the next page. Default: 50.
            #[inline]
            pub fn with_max_unchanged_pages(self, pages: u32) -> Self {
                Self(self.0.with_max_unchanged_pages(pages))
            }

            /// Asks for the next page while the records of the one in hand are worked on: one page ahead, never past the limit or the
            /// number of pages, in a task that is aborted when the stream is dropped.
            ///
            /// It is faster where work is done on each record, and costs a page in vain where a stream is often dropped early.
            #[inline]
            pub fn with_prefetch(self) -> Self {
                Self(self.0.with_prefetch())
            }

            /// The list as a stream of records, which asks for pages as it goes.
            ///
            /// What is wrong with an argument is its first and only item, before anything is sent.
            #[inline]
            pub fn stream(self) -> $crate::Pager<$record> {
                self.0.stream()
            }

            /// The list as a stream of pages.
            ///
            /// What is wrong with an argument is its first and only item, before anything is sent.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$record> {
                self.0.pages()
            }

            /// Asks for one page: the first one, or the one that was resumed at.
            ///
            /// # Errors
            /// See [`ErrorKind`]($crate::ErrorKind); what is wrong with an argument is returned before anything is sent.
            pub async fn send(self) -> ::core::result::Result<$crate::Page<$record>, $crate::Error> {
                self.0.send_page().await
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

            /// How long one attempt of this call may take, instead of the client's timeout.
            #[inline]
            pub fn with_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(timeout))
            }

            /// How long this call may take in all, instead of the client's deadline: every attempt and the pauses between them. For a list it
            /// counts for each page by itself.
            #[inline]
            pub fn with_deadline(self, deadline: ::core::time::Duration) -> Self {
                Self(self.0.with_deadline(deadline))
            }

            /// Who decides whether a failed attempt of this call is made again, instead of the client's policy.
            pub fn with_retry(self, policy: impl $crate::RetryPolicy) -> Self {
                Self(self.0.with_retry(::std::sync::Arc::new(policy)))
            }

            /// Makes one attempt, whatever the client's policy.
            #[inline]
            pub fn without_retry(self) -> Self {
                Self(self.0.without_retry())
            }

            /// Replaces the client's credentials for this call, and for a list for all of its pages. A stored continuation doesn't hold it: set it
            /// again when resuming.
            pub fn with_authorization(self, authorization: impl ::core::convert::Into<$crate::Authorization>) -> Self {
                Self(self.0.with_authorization(authorization.into()))
            }

            /// Sends a header more. `Authorization`, `Content-Type`, `Host`, `User-Agent` and the headers of the connection are the client's:
            /// naming one is an error of kind [`InvalidInput`]($crate::ErrorKind::InvalidInput), as is a value beyond visible ASCII.
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }
        }
    };
}
