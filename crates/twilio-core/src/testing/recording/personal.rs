//! Which fields a recording hides, by their names.
//!
//! The names are those that the documents of the generated products mark as personal data (`private` in their models), and those of the inputs
//! of the same meaning. A test compares them with the models of all products.

/// Fields with personal data, in lower-case letters.
const PERSONAL: [&str; 48] = [
    "address",
    "answertext",
    "attributes",
    "author",
    "body",
    "changelog",
    "chatfriendlyname",
    "chatuniquename",
    "chatuserfriendlyname",
    "comment",
    "contactidentity",
    "contentvariables",
    "conversationattributes",
    "conversationfriendlyname",
    "conversationuniquename",
    "createdby",
    "customerid",
    "description",
    "email",
    "endpoint",
    "filename",
    "firstname",
    "friendlyname",
    "from",
    "fullname",
    "identity",
    "lastname",
    "lastupdatedby",
    "media",
    "mediafilename",
    "mediaproperties",
    "messagingbinding",
    "name",
    "participant",
    "participantidentity",
    "participantmessagingbinding",
    "phonenumber",
    "pluginurl",
    "postengagementdata",
    "preengagementdata",
    "projectedaddress",
    "proxyaddress",
    "routing",
    "routingproperties",
    "subject",
    "taskattributes",
    "to",
    "uniquename",
];

/// Fields with a secret contain one of these words.
const SECRET: [&str; 8] =
    ["apikey", "authorization", "certificate", "clientid", "password", "privatekey", "secret", "token"];

/// Fields that contain such a word and no secret.
const NO_SECRET: [&str; 2] = ["tokentype", "tokenttl"];

/// Whether a recording hides the fields of this name; of a name with dots, such as `MessagingBinding.Address`, the last part counts too.
pub(super) fn is_hidden(name: &str) -> bool {
    let is_secret = |name: &str| SECRET.iter().any(|word| name.contains(word)) && !NO_SECRET.contains(&name);
    let hides = |name: &str| PERSONAL.binary_search(&name).is_ok() || is_secret(name);
    let last = name.rsplit('.').next().unwrap_or(name);
    hides(&letters(name))
        || hides(&letters(last))
        || name.split('.').next().is_some_and(|first| first != name && hides(&letters(first)))
}

/// A name in lower-case letters and digits, so that `FriendlyName` and `friendly_name` are the same.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{PERSONAL, is_hidden};

    #[test]
    fn the_names_are_in_order() {
        assert!(PERSONAL.is_sorted());
    }

    #[test]
    fn names_are_hidden_in_each_spelling() {
        for name in [
            "identity",
            "Identity",
            "FriendlyName",
            "friendly_name",
            "MessagingBinding.Address",
            "messaging_binding",
            "ClientSecret",
            "access_token",
            "PageToken",
            "nextToken",
        ] {
            assert!(is_hidden(name), "{name}");
        }
        for name in ["sid", "token_type", "PageSize", "Page", "date_created", "role_sid", "next_page_url", "key"] {
            assert!(!is_hidden(name), "{name}");
        }
    }
}
