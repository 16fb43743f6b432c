//! Requests that no product crate has, with the client's credentials, retries, limits and errors.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{RawResponse, Response};
use crate::auth::Authorization;
use crate::client::{Client, Endpoint};
use crate::config::Origin;
use crate::error::Error;
use crate::operation::Operation;
use crate::request::{CallOptions, JSON, PreparedCall, body, is_header_of_the_client};
use crate::retry::{Policy, RetryPolicy};
use crate::value::percent;

const ID: &str = "CustomRequest";
const PATH: &str = "(a path of the caller's)";
static KNOWN: [Operation; 5] = [
    Operation::get(ID, PATH),
    Operation::post(ID, PATH),
    Operation::put(ID, PATH),
    Operation::patch(ID, PATH),
    Operation::delete(ID, PATH),
];

/// A request to an API that no product crate covers: see [`Client::request`].
///
/// Errors call it `CustomRequest`. Retries, limits, credentials and telemetry are those of the client.
///
/// ```
/// # use twilio_core::testing::{MockTransport, Reply};
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), twilio_core::Error> {
/// # let mock = MockTransport::new().on_any().reply(r#"{"sid": "WS0123456789abcdef0123456789abcdef"}"#);
/// # let client = mock.core_with(|settings| settings)?;
/// use http::Method;
/// use std::time::Duration;
/// use twilio_core::{Authorization, Backoff, CustomRequest};
///
/// let workspaces = "https://taskrouter.twilio.com/v1/Workspaces";
/// let request: CustomRequest = client.request(Method::GET, workspaces).query("FriendlyName", "Support").query("PageSize", "20");
/// let found = request
///     .with_timeout(Duration::from_secs(5))
///     .with_deadline(Duration::from_secs(20))
///     .with_retry(Backoff::new().max_attempts(2))
///     .with_authorization(Authorization::basic("SKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "another secret"))
///     .with_header("X-Trace", "7")
///     .send::<serde_json::Value>()
///     .await?;
/// println!("{}", found["sid"]);
///
/// client.request(Method::POST, workspaces).form("FriendlyName", "Sales").send::<serde_json::Value>().await?;
/// client.request(Method::PATCH, workspaces).json(&serde_json::json!({ "name": "Sales" })).send_without_body().await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct CustomRequest {
    endpoint: Result<Endpoint, Arc<str>>,
    operation: &'static Operation,
    path: String,
    query: String,
    form: String,
    json: Option<Bytes>,
    headers: HeaderMap,
    options: CallOptions,
    problem: Option<String>,
}

impl Client {
    /// Starts a request to any of Twilio's APIs, for what has no crate: `url` is an `https` URL of a host below `twilio.com`. Edge and region of
    /// the client are put into its host.
    ///
    /// ```no_run
    /// # async fn example(client: twilio_core::Client) -> Result<(), twilio_core::Error> {
    /// use http::Method;
    /// use serde_json::Value;
    ///
    /// let service = client
    ///     .request(Method::POST, "https://sync.twilio.com/v1/Services")
    ///     .form("FriendlyName", "presence")
    ///     .send::<Value>()
    ///     .await?;
    /// println!("{}", service["sid"]);
    /// # Ok(()) }
    /// ```
    ///
    /// `send` fails with [`InvalidInput`](crate::ErrorKind::InvalidInput) if the URL is of another host or the method is another one than GET,
    /// POST, PUT, PATCH and DELETE; no request is sent then.
    pub fn request(&self, method: Method, url: &str) -> CustomRequest {
        match Origin::parse(url) {
            Ok((origin, path)) if origin.is_twilio() => {
                let endpoint = Endpoint::of_origin(self.clone(), &origin.to_string());
                CustomRequest::new(endpoint.map_err(|error| error.to_string().into()), method, path)
            }
            _ => {
                let problem = "the URL is not an https URL of a host below twilio.com";
                CustomRequest::new(Err(problem.into()), method, "/")
            }
        }
    }
}

impl Endpoint {
    /// Starts a request to a path of this product's server, or of its base URL: for an operation that the product's crate doesn't have.
    ///
    /// ```no_run
    /// # async fn example(endpoint: twilio_core::Endpoint) -> Result<(), twilio_core::Error> {
    /// let path = "/v2/Services/ISXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX/Beta";
    /// let beta = endpoint.request(http::Method::GET, path).query("Limit", "5").send::<serde_json::Value>().await?;
    /// # let _ = beta;
    /// # Ok(()) }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> CustomRequest {
        CustomRequest::new(Ok(self.clone()), method, path)
    }
}

impl CustomRequest {
    fn new(endpoint: Result<Endpoint, Arc<str>>, method: Method, path: &str) -> Self {
        let operation = KNOWN.iter().find(|operation| operation.method() == method);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut request = CustomRequest {
            endpoint,
            operation: operation.unwrap_or(&KNOWN[0]),
            path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
            query: query.to_owned(),
            form: String::new(),
            json: None,
            headers: HeaderMap::new(),
            options: CallOptions::default(),
            problem: None,
        };
        if operation.is_none() {
            request.refuse("the method is not GET, POST, PUT, PATCH or DELETE");
        }
        request
    }

    /// Adds a query parameter. A name may be added several times.
    pub fn query(mut self, name: &str, value: impl AsRef<str>) -> Self {
        percent::append_pair(&mut self.query, name, value.as_ref());
        self
    }

    /// Adds a form field. A name may be added several times.
    pub fn form(mut self, name: &str, value: impl AsRef<str>) -> Self {
        percent::append_pair(&mut self.form, name, value.as_ref());
        if self.json.is_some() {
            self.refuse("the body is both a form and JSON");
        }
        self
    }

    /// Sets the JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.json = Some(json.into()),
            Err(_) => self.refuse("the JSON body can't be serialized"),
        }
        if !self.form.is_empty() {
            self.refuse("the body is both a form and JSON");
        }
        self
    }

    /// Adds a request header. The headers that the client sets by itself are refused.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            (Ok(name), Ok(value)) if !is_header_of_the_client(name.as_str()) && value.to_str().is_ok() => {
                _ = self.headers.append(name, value);
            }
            _ => self.refuse("a header is invalid, or one that the client sets by itself"),
        }
        self
    }

    /// Replaces the client's credentials for this request.
    pub fn with_authorization(mut self, authorization: impl Into<Authorization>) -> Self {
        match authorization.into().into_header() {
            Ok(value) => _ = self.headers.insert(header::AUTHORIZATION, value),
            Err(_) => self.refuse("the authorization can't be sent in a header"),
        }
        self
    }

    /// Sets the time limit of one attempt.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sets the time limit of all attempts and the pauses between them.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// Sets the retry policy for this request.
    pub fn with_retry(mut self, policy: impl RetryPolicy) -> Self {
        self.options.policy = Some(Policy::new(policy));
        self
    }

    /// Sends the request and reads the JSON of the response as `T`, a type of yours or `serde_json::Value`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). If an argument is invalid, no request is sent. A response that isn't a `T` is an error of kind
    /// [`Decode`](crate::ErrorKind::Decode).
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let response = self.raw(true).await?;
        match serde_json::from_str(&response.text) {
            Ok(value) => Ok(Response::new(value, response)),
            // serde's own words may repeat a value of the response.
            Err(error) => {
                let place = format!("another value at line {} column {}", error.line(), error.column());
                Err(response.undecodable(&place))
            }
        }
    }

    /// Sends the request; the body of the response is not read as JSON. See [`Response::text`].
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). If an argument is invalid, no request is sent.
    pub async fn send_without_body(self) -> Result<Response<()>, Error> {
        self.raw(false).await.map(|response| Response::new((), response))
    }

    async fn raw(self, expects_body: bool) -> Result<RawResponse, Error> {
        let refused = |problem: &str| Error::invalid_input(self.operation, format!("{problem}; nothing was sent"));
        if let Some(problem) = &self.problem {
            return Err(refused(problem));
        }
        let endpoint = self.endpoint.as_ref().map_err(|problem| refused(problem))?.clone();
        let mut headers = self.headers;
        let json = self.json.map(|json| (JSON, json));
        let body = body(&self.operation.method(), &mut headers, json, self.form);
        let target = if self.query.is_empty() { self.path } else { format!("{}?{}", self.path, self.query) };
        let (operation, options) = (self.operation, self.options);
        PreparedCall { endpoint, operation, target, headers, body, options, expects_body }.send().await
    }

    /// The first problem wins.
    fn refuse(&mut self, problem: &str) {
        self.problem.get_or_insert_with(|| problem.to_owned());
    }
}

impl fmt::Debug for CustomRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Path, query and body may contain personal data.
        formatter
            .debug_struct("CustomRequest")
            .field("method", &self.operation.method())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use http::Method;
    use serde_json::{Value, json};

    use crate::client::Client;
    use crate::error::ErrorKind;
    use crate::testing::{MockTransport, Reply};

    fn client(mock: &MockTransport) -> Client {
        mock.core_with(|settings| settings.edge("dublin").region("ie1")).expect("a client")
    }

    #[tokio::test]
    async fn a_request_of_ones_own_has_the_clients_credentials_retries_and_routing() {
        let mock =
            MockTransport::new().on_any().replies([Reply::status(429), Reply::json(201, json!({ "sid": "IS1" }))]);
        let request = client(&mock).request(Method::POST, "https://sync.twilio.com/v1/Services?a=b");
        let response =
            request.query("c d", "e&f").form("FriendlyName", "a+b").with_header("X-Own", "1").send::<Value>();
        let response = response.await.expect("a service");
        assert_eq!((response.status().as_u16(), &response["sid"]), (201, &json!("IS1")));
        let sent = &mock.requests()[1];
        assert_eq!(sent.uri().to_string(), "https://sync.dublin.ie1.twilio.com/v1/Services?a=b&c%20d=e%26f");
        assert_eq!((sent.form("FriendlyName"), sent.header("x-own")), (Some("a+b"), Some("1")));
        assert!(sent.header("authorization").is_some_and(|value| value.starts_with("Basic ")));
    }

    #[tokio::test]
    async fn json_goes_out_as_it_is_and_a_response_of_another_form_is_an_error_without_its_values() {
        let mock = MockTransport::new().on_any().reply(r#"{"identity": "alice"}"#);
        let request = client(&mock).request(Method::PUT, "https://sync.twilio.com/v1/x").json(&json!({ "a": [1] }));
        let error = request.send::<Vec<u8>>().await.expect_err("an object");
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(!error.to_string().contains("alice") && error.to_string().contains("line 1"), "{error}");
        assert_eq!(mock.requests()[0].json(), Some(&json!({ "a": [1] })));
    }

    #[tokio::test]
    async fn nothing_is_sent_to_another_host_or_with_an_invalid_argument() {
        let mock = MockTransport::new().on_any().reply("{}");
        let client = client(&mock);
        let get = |url: &str| client.request(Method::GET, url);
        for request in [
            get("https://example.com/v1"),
            get("https://twilio.com.example.com/v1"),
            get("https://eviltwilio.com/v1"),
            get("http://sync.twilio.com/v1"),
            get("https://user:pa55@sync.twilio.com/v1"),
            get("/v1/Services"),
            get("https://sync.twilio.com/v1/../x"),
            get("https://sync.twilio.com/v1#x y"),
            client.request(Method::OPTIONS, "https://sync.twilio.com/v1"),
            get("https://sync.twilio.com/v1").with_header("Authorization", "x"),
            get("https://sync.twilio.com/v1").form("a", "b").json(&1),
        ] {
            let error = request.send_without_body().await.expect_err("refused");
            assert_eq!((error.kind(), error.was_sent()), (ErrorKind::InvalidInput, false), "{error}");
        }
        assert!(mock.requests().is_empty());
    }
}
