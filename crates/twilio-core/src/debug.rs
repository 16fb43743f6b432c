//! `Debug` output that shows what is hidden otherwise, for those who ask for it by name.

use std::fmt;

use crate::model::Decode;

/// A model whose `Debug` shows the fields that hold personal data, in nested models too.
///
/// ```
/// # #[derive(Clone, PartialEq)]
/// # pub struct User { pub identity: Option<String> }
/// # twilio_core::model! { User; identity = "identity" private; }
/// use twilio_core::debug::Unredacted;
///
/// let user: User = serde_json::from_str(r#"{"identity": "alice"}"#)?;
/// assert_eq!(format!("{user:?}"), "User { identity: <private> }");
/// assert_eq!(format!("{:?}", Unredacted(&user)), r#"User { identity: Some("alice") }"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Unredacted<'a, T>(pub &'a T);

impl<T: Decode> fmt::Debug for Unredacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f, true)
    }
}
