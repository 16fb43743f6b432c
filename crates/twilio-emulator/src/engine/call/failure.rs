//! Errors that the API responds with.

use twilio_catalogue::Error;

/// An error of the catalogue, with its message filled in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) error: &'static Error,
    pub(crate) message: String,
}

static UNKNOWN: Error = Error {
    name: "internal_error",
    status: 500,
    code: 20500,
    message: "Internal server error",
    raised: twilio_catalogue::Raised::ByFaults,
};

impl Failure {
    /// An error by its name in the catalogue.
    pub(crate) fn new(name: &str) -> Failure {
        let error = twilio_catalogue::error(name).unwrap_or(&UNKNOWN);
        Failure { error, message: error.message.to_owned() }
    }

    /// Fills a place in the message.
    pub(crate) fn with(mut self, place: &str, value: &str) -> Failure {
        self.message = self.message.replace(&format!("{{{place}}}"), value);
        self
    }

    /// Makes sure that the message names an input.
    pub(crate) fn of_input(self, name: &str) -> Failure {
        let mut failure = self.with("Name", name);
        if !failure.message.contains(name) {
            failure.message = format!("{} ({name})", failure.message);
        }
        failure
    }

    /// A value of the wrong type or outside its bounds.
    pub(crate) fn invalid(name: &str, reason: &str) -> Failure {
        Failure::new("invalid_parameter").of_input(name).with("reason", reason)
    }

    /// A path that leads to nothing. `path` is the whole path; the message leaves the version out.
    pub(crate) fn not_found(path: &str) -> Failure {
        let rest = path.strip_prefix('/').and_then(|path| path.find('/').map(|at| &path[at..])).unwrap_or(path);
        Failure::new("not_found").with("path", rest)
    }

    /// The body of the response.
    pub(crate) fn body(&self) -> Vec<u8> {
        let body = serde_json::json!({
            "code": self.error.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.error.code),
            "status": self.error.status,
        });
        body.to_string().into_bytes()
    }
}
