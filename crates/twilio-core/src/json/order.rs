//! The order in which an answer's objects hold their fields, learned from the object before.
//!
//! In: which field followed which. Out: which one to expect next. A hint only: a wrong one costs a search. All objects of a page
//! have one order, though not the document's; comparing one name instead of searching took a quarter off decoding a page.

/// Fields that can be remembered; of a larger struct the others are searched for.
const FIELDS: usize = 64;

#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Which struct's fields this is about: where its table of names lies.
    owner: usize,
    /// The field after each field, the first one being the field after none.
    after: [u8; FIELDS],
}

impl Order {
    pub(super) const fn new() -> Self {
        Self { owner: 0, after: [0; FIELDS] }
    }

    /// Starts an object whose fields are `names`; they are expected in their own order until another one is seen.
    pub(super) fn start(&mut self, names: &[&str]) {
        let owner = names.as_ptr().addr();
        if self.owner != owner {
            self.owner = owner;
            for (index, after) in (0..).zip(&mut self.after) {
                *after = index;
            }
        }
    }

    /// The field to expect after `previous`.
    pub(super) fn expected(&self, previous: Option<usize>) -> usize {
        let place = previous.map_or(0, |index| index + 1);
        self.after.get(place).map_or(place, |after| usize::from(*after))
    }

    /// Remembers that `found` followed `previous`.
    pub(super) fn learn(&mut self, previous: Option<usize>, found: usize) {
        let place = previous.map_or(0, |index| index + 1);
        if let (Some(after), Ok(found)) = (self.after.get_mut(place), u8::try_from(found)) {
            *after = found;
        }
    }
}
