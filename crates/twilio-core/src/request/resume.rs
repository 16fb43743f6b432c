//! Takes a stored continuation into a request, if it belongs to that request's list.

use http::header::{HeaderName, HeaderValue};

use super::{Continuation, Request};
use crate::error::Error;
use crate::value::sid::Sid;

impl Request {
    /// Adds the stored headers, or says why this continuation isn't one of this request's list.
    pub(crate) fn enter(&mut self, continuation: &Continuation) -> Result<(), Error> {
        let operation = self.operation();
        if continuation.operation != operation.id() {
            return Err(Error::paging(
                operation,
                "the continuation belongs to another operation; resume it on the list that it came from",
            ));
        }
        if continuation.path != self.path() {
            return Err(Error::paging(
                operation,
                "the continuation belongs to another path; resume it on the list that it came from",
            ));
        }
        let damaged = || Error::paging(operation, "the continuation is damaged; start the list again");
        let target = continuation.target.split('?').next().unwrap_or_default();
        if self.endpoint().base().uri(&continuation.target).is_none() || !is_same_list(self.path(), target) {
            return Err(damaged());
        }
        for (name, value) in &continuation.headers {
            let parameter = operation.headers().iter().find(|parameter| parameter.eq_ignore_ascii_case(name));
            let (Some(_), Ok(name), Ok(value)) = (parameter, name.parse::<HeaderName>(), value.parse::<HeaderValue>())
            else {
                return Err(damaged());
            };
            self.default_header(&name, value);
        }
        Ok(())
    }
}

/// Whether `target` is a path of the list at `path`. A link may name a resource by its SID where the caller used a name.
fn is_same_list(path: &str, target: &str) -> bool {
    let is_same = |(ours, theirs): (&str, &str)| ours == theirs || !is_sid(ours) && is_sid(theirs);
    path.split('/').count() == target.split('/').count() && path.split('/').zip(target.split('/')).all(is_same)
}

fn is_sid(segment: &str) -> bool {
    Sid::parse(segment).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_same_list;

    const SERVICE: &str = "IS0123456789abcdef0123456789abcdef";

    #[test]
    fn a_page_belongs_to_its_list_also_where_the_link_names_a_resource_by_its_sid() {
        let path = format!("/v2/Services/{SERVICE}/Users/alice/Channels");
        assert!(is_same_list(&path, &path));
        assert!(is_same_list(&path, &path.replace("alice", "US0123456789abcdef0123456789abcdef")));
        for other in [
            path.replace("IS0", "IS9"),
            path.replace("alice", "bob"),
            path.replace("Channels", "Bindings"),
            format!("/v2/Services/{SERVICE}/Users"),
            "/v2/Credentials".to_owned(),
            String::new(),
        ] {
            assert!(!is_same_list(&path, &other), "{other}");
        }
    }
}
