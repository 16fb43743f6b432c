//! The values of the contract tests: one for each input of each operation, from one function of names.
//!
//! In: operation, name, index in an array, round. Out: a value, the same for whoever asks. The generated calls name the
//! setter and pass what they get here as its argument; the expectations name the document's field and derive what has to
//! arrive. A setter and its field differ in case and punctuation only, so both get the same value, and a setter that sends
//! another field is found. Invariant: two inputs of an operation never have the same values in all rounds (`contract`
//! checks it), so no two can be swapped unseen.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use twilio_core::generated::{FromText, OpenEnum};
use twilio_core::model::{Decode, from_json};
use twilio_core::sid::SidType;
use twilio_core::{Date, Decimal, Timestamp};

/// Where a value is needed. A call is made in several rounds where its booleans and enums have too few values for one.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The operationId.
    pub operation: &'static str,
    /// Which of several calls with the same inputs.
    pub round: u32,
    /// Whether optional inputs are set.
    pub full: bool,
    /// The page size to ask for.
    pub page_size: Option<u32>,
    /// The limit of a walk.
    pub limit: Option<u64>,
    /// Whether the list is walked, not asked for one page.
    pub walked: bool,
    /// The position in an array.
    pub index: usize,
    /// Values that are given instead of drawn.
    pub given: Option<&'static Values>,
}

/// Strings for inputs by their names. Where an operation takes something else, it is read from the string.
#[derive(Debug, Default)]
pub struct Values {
    by_letters: BTreeMap<String, String>,
}

impl Values {
    /// Sets the value of an input.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.by_letters.insert(letters(name), value.into());
    }
}

/// The name under which a path parameter's value is drawn: its position, because operations name positions differently.
pub fn path_name(position: usize) -> String {
    format!("path {position}")
}

/// The name of the value that is a whole body, in the crates the name of its setter.
pub const BODY_NAME: &str = "body";

/// The prefix of a SID where any is allowed.
pub const ANY_SID: &str = "ZZ";

/// Makes the JSON of an input: all of it, or one element if it is an array.
pub type Make = Box<dyn Fn(&Case, &str, bool) -> Value>;

thread_local! {
    static DESCRIBED: RefCell<HashMap<String, Make>> = RefCell::default();
}

/// Says what the inputs of the next call of this thread are in JSON, by name.
pub fn describe(inputs: impl IntoIterator<Item = (String, Make)>) {
    let inputs = inputs.into_iter().map(|(name, make)| (letters(&name), make)).collect();
    DESCRIBED.set(inputs);
}

/// What `Timers.Inactive` and `timers_inactive` have in common, and `X-Twilio-Webhook-Enabled` and `webhook_enabled`.
fn letters(name: &str) -> String {
    let name = name.strip_prefix("X-Twilio-").unwrap_or(name);
    let name = name.replace('<', "before").replace('>', "after");
    name.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}

impl Case {
    /// A case of an operation; `full` for all inputs.
    pub fn new(operation: &'static str, full: bool, round: u32) -> Case {
        Case { operation, round, full, page_size: None, limit: None, walked: false, index: 0, given: None }
    }

    /// The value that is given for an input.
    fn given(&self, name: &str) -> Option<&'static str> {
        self.given?.by_letters.get(&letters(name)).map(String::as_str)
    }

    fn hash(&self, name: &str, salt: &str) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let name = letters(name);
        let parts = [self.operation, &name, salt];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff])).chain(self.index.to_le_bytes());
        for byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // FNV mixes its low bits badly; a round of splitmix makes each of them as good as any other.
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ (hash >> 31)
    }

    /// Text with everything that an encoder can get wrong.
    pub fn text(&self, name: &str) -> String {
        if let Some(given) = self.given(name) {
            return given.to_owned();
        }
        let (hash, letters) = (self.hash(name, "text"), letters(name));
        format!(" {letters}.{}/../?#&=+%%20;:@,$!*'()[]{{}}<>|^`~-_\\\"é漢🙂\u{e000}\t\n\r {hash:016x} ", self.index)
    }

    /// Text as awkward as a header can hold it.
    pub fn header_text(&self, name: &str) -> String {
        if let Some(given) = self.given(name) {
            return given.to_owned();
        }
        let (hash, letters) = (self.hash(name, "text"), letters(name));
        format!("{letters}.{}/?#&=+%%20;:@,$!*'()[]{{}}<>|^`~-_\\\" {hash:016x}", self.index)
    }

    /// A truth value; over the rounds, the bits of a hash.
    pub fn flag(&self, name: &str) -> bool {
        if let Some(given) = self.given(name) {
            return given == "true";
        }
        (self.hash(name, "flag") >> (self.round % 64)) & 1 == 1
    }

    /// A number of at most nine digits.
    pub fn integer(&self, name: &str) -> i64 {
        if let Some(given) = self.given(name) {
            return given.parse().expect("an integer");
        }
        (self.hash(name, "integer") % 1_000_000_000).cast_signed()
    }

    /// A number with a fraction that is exact in binary.
    pub fn number(&self, name: &str) -> f64 {
        if let Some(given) = self.given(name) {
            return given.parse().expect("a number");
        }
        f64::from((self.hash(name, "number") % 1_000_000) as u32) + 0.125
    }

    /// That number, exactly.
    pub fn decimal(&self, name: &str) -> Decimal {
        Decimal::from_f64(self.number(name)).expect("a number")
    }

    /// A value that the document describes as an object: read from the JSON that [`describe`] was given.
    pub fn model<T: Decode>(&self, name: &str) -> T {
        let is_whole = T::EXPECTED == <Vec<T> as Decode>::EXPECTED;
        let json =
            DESCRIBED.with_borrow(|described| described.get(&letters(name)).map(|make| make(self, name, is_whole)));
        let json = json.unwrap_or_else(|| panic!("{}: {name} is not described", self.operation));
        from_json(&json.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A second between 2001 and 2033.
    pub fn seconds(&self, name: &str) -> u64 {
        1_000_000_000 + self.hash(name, "seconds") % 1_000_000_000
    }

    /// That second as a time, read from a text that is neither in UTC nor without a fraction.
    pub fn timestamp(&self, name: &str) -> Timestamp {
        if let Some(given) = self.given(name) {
            return read(given);
        }
        let (day, clock) = civil(self.seconds(name) + 2 * 3600);
        read(&format!("{day}T{clock}.250+02:00"))
    }

    /// A day.
    pub fn date(&self, name: &str) -> Date {
        if let Some(given) = self.given(name) {
            return read(given);
        }
        read(&civil(self.seconds(name)).0)
    }

    /// An object, with text that has to be escaped twice.
    pub fn json(&self, name: &str) -> Value {
        if let Some(given) = self.given(name) {
            return serde_json::from_str(given).unwrap_or_else(|_| json!(given));
        }
        json!({ "name": self.text(name), "nested": { "list": [self.index, null, 0.5], "hash": self.hash(name, "json") } })
    }

    /// A string that holds JSON.
    pub fn json_text(&self, name: &str) -> String {
        self.json(name).to_string()
    }

    /// The text of a SID.
    pub fn sid_text(&self, name: &str, prefix: &str) -> String {
        if let Some(given) = self.given(name) {
            return given.to_owned();
        }
        format!("{prefix}{:016x}{:016X}", self.hash(name, "sid"), self.hash(name, "sid's end"))
    }

    /// A SID.
    pub fn sid<S: SidType + FromText>(&self, name: &str) -> S {
        read(&self.sid_text(name, S::PREFIX.unwrap_or(ANY_SID)))
    }

    /// One of the known values, which may come in any order.
    pub fn choose<'a>(&self, name: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        let count = known.len() as u64;
        known[usize::try_from((self.hash(name, "choice") >> (4 * (self.round % 16))) % count).expect("a small number")]
    }

    /// One of the values that an enum's type knows.
    pub fn choice<E: OpenEnum>(&self, name: &str) -> E {
        if let Some(given) = self.given(name) {
            return E::from(given);
        }
        E::from(self.choose(name, E::KNOWN.iter().map(OpenEnum::as_str)))
    }

    /// How many values an array has: two or three.
    pub fn count(&self, name: &str) -> usize {
        if let Some(given) = self.given(name) {
            return usize::from(!given.is_empty());
        }
        2 + usize::from(self.hash(name, "count") & 1 == 1)
    }

    /// The values of an array.
    pub fn many<T>(&self, name: &str, element: impl Fn(Case) -> T) -> Vec<T> {
        (0..self.count(name)).map(|index| element(Case { index, ..*self })).collect()
    }
}

fn read<T: FromText>(text: &str) -> T {
    T::from_text(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

/// Day and time of a second since 1970, in UTC: `2024-03-04` and `08:15:30`.
pub fn civil(seconds: u64) -> (String, String) {
    let (mut day, clock) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 1;
    for days in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    (format!("{year:04}-{month:02}-{:02}", day + 1), format!("{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_the_day_that_calendars_say() {
        for (seconds, day, clock) in [
            (0, "1970-01-01", "00:00:00"),
            (951_782_399, "2000-02-28", "23:59:59"),
            (951_782_400, "2000-02-29", "00:00:00"),
            (1_709_251_199, "2024-02-29", "23:59:59"),
            (1_735_689_600, "2025-01-01", "00:00:00"),
        ] {
            assert_eq!(civil(seconds), (day.to_owned(), clock.to_owned()));
        }
    }

    #[test]
    fn names_and_places_give_values_of_their_own() {
        let case = Case::new("UpdateUser", true, 0);
        assert_ne!(case.text("A"), case.text("B"));
        assert_ne!(case.text("A"), Case { index: 1, ..case }.text("A"));
        assert_ne!(case.integer("A"), Case::new("CreateUser", true, 0).integer("A"));
        assert_eq!(case.text("Timers.Inactive"), case.text("timers_inactive"));
    }
}
