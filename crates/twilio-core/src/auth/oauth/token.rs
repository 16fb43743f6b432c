//! An access token and how long it is used.
//!
//! What enters: the body of the token endpoint's answer and the time. What leaves: the header, and the moment from which on another token is
//! fetched. Invariant: no error repeats anything of the body, and our copies of the token are wiped.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::time::Instant;
use zeroize::Zeroizing;

use crate::auth::Authorization;

/// So long before its end a token is replaced, at most: the call that carries it takes its time too.
const MARGIN: Duration = Duration::from_secs(60);
/// For a token of which nobody says how long it holds.
const UNKNOWN: Duration = Duration::from_secs(300);

#[derive(Clone)]
pub(super) struct Token {
    pub(super) header: HeaderValue,
    /// From here on it isn't used.
    pub(super) expires: Instant,
}

impl Token {
    /// Reads the answer, or says what is wrong with it.
    pub(super) fn read(body: &[u8], begin: Instant, now: SystemTime) -> Result<Self, &'static str> {
        let object: HashMap<String, &RawValue> = serde_json::from_slice(body).map_err(|_| "it is no JSON object")?;
        let text = |name: &str| object.get(name).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
        let token = Zeroizing::new(text("access_token").ok_or("it has no access_token")?);
        // RFC 6749, section 7.1: a token of a type that isn't known is not used.
        if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err("its token_type is not Bearer");
        }
        let header = Authorization::bearer(token.as_str()).into_header();
        let header = header.map_err(|_| "its access_token can't stand in a header")?;
        let announced = object.get("expires_in").and_then(|raw| seconds(raw.get()));
        let usable = usable(announced, expiry(&token), now);
        Ok(Token { header, expires: begin.checked_add(usable).unwrap_or(begin) })
    }
}

/// As a number or, as some gateways have it, as text. Below nothing is nothing.
fn seconds(json: &str) -> Option<Duration> {
    let seconds = match serde_json::from_str(json).ok()? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    // A century is as good as for ever, and fits every clock.
    seconds.is_finite().then(|| Duration::from_secs(seconds.clamp(0.0, 3.2e9) as u64))
}

/// `exp` of a JWT. Its signature is Twilio's business: nothing but the time of the next fetch hangs on it.
fn expiry(token: &str) -> Option<SystemTime> {
    let claims = token.split('.').nth(1)?;
    let claims = Zeroizing::new(URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?);
    let claims: HashMap<String, &RawValue> = serde_json::from_slice(&claims).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(seconds(claims.get("exp")?.get())?)
}

/// The shorter one of both, less the margin.
fn usable(announced: Option<Duration>, expiry: Option<SystemTime>, now: SystemTime) -> Duration {
    let until_expiry = expiry.map(|expiry| expiry.duration_since(now).unwrap_or(Duration::ZERO));
    let lifetime = announced.into_iter().chain(until_expiry).min().unwrap_or(UNKNOWN);
    lifetime - MARGIN.min(lifetime / 10)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use base64::Engine as _;

    use super::{Instant, Token, URL_SAFE_NO_PAD, expiry, usable};

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn jwt(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_shorter_one_of_exp_and_expires_in_counts_less_a_margin() {
        let at = |seconds| Some(NOW + secs(seconds));
        assert_eq!(usable(Some(secs(3600)), at(7200), NOW), secs(3540));
        assert_eq!(usable(Some(secs(7200)), at(3600), NOW), secs(3540));
        assert_eq!(usable(None, at(3600), NOW), secs(3540));
        assert_eq!(usable(Some(secs(30)), None, NOW), secs(27), "a tenth, where that is shorter than a minute");
        assert_eq!(usable(None, None, NOW), secs(270));
        assert_eq!(usable(Some(secs(3600)), at(5), NOW + secs(9)), Duration::ZERO, "it has expired");
        assert_eq!(usable(Some(Duration::ZERO), None, NOW), Duration::ZERO);
    }

    #[test]
    fn the_expiry_of_a_jwt_is_read_and_that_of_anything_else_is_unknown() {
        assert_eq!(expiry(&jwt(r#"{"exp": 1700003600}"#)), Some(SystemTime::UNIX_EPOCH + secs(1_700_003_600)));
        assert_eq!(
            expiry(&jwt(r#"{"exp": "1700003600", "é": []}"#)),
            Some(SystemTime::UNIX_EPOCH + secs(1_700_003_600))
        );
        assert!(expiry(&jwt(r#"{"exp": 1e300}"#)).is_some());
        for token in ["opaque", "a.b.c", "..", &jwt("{}"), &jwt("[]"), &jwt(r#"{"exp": null}"#), &jwt("\u{0}")] {
            assert_eq!(expiry(token), None, "{token}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_answer_is_read_leniently_where_that_is_safe() {
        let begin = Instant::now();
        for (body, usable) in [
            (r#"{"access_token": "t", "token_type": "bearer", "expires_in": 1000}"#, 940),
            (r#"{"access_token": "t", "token_type": "Bearer", "expires_in": "1000", "new": {}}"#, 940),
            (r#"{"access_token": "t", "expires_in": null, "token_type": null}"#, 270),
            (r#"{"access_token": "t", "expires_in": -5}"#, 0),
        ] {
            let token = Token::read(body.as_bytes(), begin, NOW).expect(body);
            assert_eq!(token.header.as_bytes(), b"Bearer t");
            assert!(token.header.is_sensitive());
            assert_eq!(token.expires - begin, secs(usable), "{body}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn of_an_answer_the_shorter_one_of_both_ends_counts_less_the_margin() {
        let begin = Instant::now();
        for (exp, expires_in, usable) in [(1000, 3600, 940), (3600, 1000, 940), (0, 3600, 0)] {
            let token = jwt(&format!(r#"{{"exp": {exp}}}"#));
            let body = format!(r#"{{"access_token": "{token}", "token_type": "Bearer", "expires_in": {expires_in}}}"#);
            let read = Token::read(body.as_bytes(), begin, NOW).expect("a token");
            assert_eq!(read.expires - begin, secs(usable), "{body}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused_without_being_repeated() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"access_token": null}"#,
            r#"{"access_token": ""}"#,
            r#"{"access_token": 5}"#,
            r#"{"access_token": "s3cr3t\nX-Evil: 1"}"#,
            r#"{"access_token": "s3cr3t", "token_type": "mac"}"#,
        ] {
            let reason = Token::read(body.as_bytes(), Instant::now(), NOW).err().expect(body);
            assert!(!reason.contains("s3cr3t"));
        }
    }
}
