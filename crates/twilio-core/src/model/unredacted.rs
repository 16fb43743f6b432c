//! `Debug` output that shows what is hidden otherwise, for those who ask for it by name.
//!
//! What enters: a model, a list of them, an answer's. What leaves: its `Debug` with every field. Invariant: nothing but this module's type shows
//! a field that the document marks as personal data, and there is no switch that changes what others print.

use std::fmt;

use crate::model::Decode;

/// A model, or a list of models, whose `Debug` shows the fields that hold personal data, in nested models too.
///
/// Models hide names, addresses, message texts and attributes in `Debug`, because that is what ends up in logs: they print `<private>`, or
/// `None` where there is nothing to hide. `Serialize` hides nothing. There is no way to switch the hiding off for a whole program: each place
/// that prints personal data says so.
///
/// ```
/// # twilio_core::model! { pub struct User { pub identity: Option<String> = "identity" private, } }
/// use twilio_core::Unredacted;
///
/// let user: User = serde_json::from_str(r#"{"identity": "alice"}"#)?;
/// assert_eq!(format!("{user:?}"), "User { identity: <private> }");
/// assert_eq!(format!("{:?}", Unredacted(&user)), r#"User { identity: Some("alice") }"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// An answer derefs to its model, and a page has a slice of them:
///
/// ```
/// # use twilio_core::{Page, Response, Unredacted};
/// fn debug(user: &Response<String>, page: &Page<String>) {
///     eprintln!("{:?} {:?}", Unredacted(&**user), Unredacted(page.items()));
/// }
/// ```
pub struct Unredacted<'a, T: ?Sized>(pub &'a T);

impl<T: Decode> fmt::Debug for Unredacted<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(f, true)
    }
}

impl<T: Decode> fmt::Debug for Unredacted<'_, [T]> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(Unredacted)).finish()
    }
}
