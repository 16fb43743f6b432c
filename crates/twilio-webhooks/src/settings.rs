//! The header `X-Twilio-Webhooks-Signature-Settings: key=<id>,algorithm=<name>`.
//!
//! Both members must be present once. Unknown members are ignored: the configuration binds a secret to the key id, so no member can
//! select another secret.

use crate::error::VerifyError;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settings<'a> {
    pub(crate) key: &'a str,
    pub(crate) algorithm: &'a str,
}

impl<'a> Settings<'a> {
    pub(crate) fn parse(header: &'a str) -> Result<Self, VerifyError> {
        let (mut key, mut algorithm) = (None, None);
        for pair in header.split(',') {
            let (name, value) = pair.split_once('=').ok_or(VerifyError::MalformedSettings)?;
            let member = match name.trim() {
                "key" => &mut key,
                "algorithm" => &mut algorithm,
                _ => continue,
            };
            if member.replace(value.trim()).is_some() {
                return Err(VerifyError::MalformedSettings);
            }
        }
        match (key, algorithm) {
            (Some(key), Some(algorithm)) => Ok(Self { key, algorithm }),
            _ => Err(VerifyError::MalformedSettings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_and_algorithm_are_read_in_any_order() {
        let expected = Ok(Settings { key: "K1", algorithm: "HMAC_SHA256" });
        assert_eq!(Settings::parse("key=K1,algorithm=HMAC_SHA256"), expected);
        assert_eq!(Settings::parse("algorithm=HMAC_SHA256, key=K1, later=x"), expected);
    }

    #[test]
    fn a_missing_or_repeated_member_is_refused() {
        for header in [
            "",
            "key=K1",
            "algorithm=HMAC_SHA256",
            "key=K1,key=K1,algorithm=x",
            "key=K1,algorithm=x,algorithm=x",
            "K1,x",
            ",",
        ] {
            assert_eq!(Settings::parse(header), Err(VerifyError::MalformedSettings), "{header}");
        }
    }
}
