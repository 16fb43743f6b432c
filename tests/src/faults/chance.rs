//! Chance that is the same on every run.

use super::arrived::{Arrived, Kind};

/// A seed.
#[derive(Clone, Copy, Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// A number that depends on the seed and on `about` alone (splitmix64).
    pub fn of(self, about: &[u64]) -> u64 {
        about.iter().fold(self.0, |state, part| {
            let mut mixed = (state ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^ (mixed >> 31)
        })
    }
}

/// How the faults of one caller follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Mix(pub Chance);

impl Mix {
    /// The fault for the request that `arrived`, the `earlier`th of its kind, out of a table with how often each one is chosen; the first one of
    /// the table is the right answer.
    ///
    /// Of ten callers six meet a fault once on each page, then the right answer (503 then 200, 401 once); two meet another one each time; two
    /// meet the same one each time (a storm of 429). Of the calls for a token, which are everybody's, two of ten meet a fault.
    pub fn choose<F: Copy>(self, table: &[(F, u64)], arrived: &Arrived, earlier: usize) -> F {
        let (who, page, earlier) = (arrived.caller(), arrived.page(), earlier as u64);
        let right = table.first().expect("a table has a right answer").0;
        if arrived.kind == Kind::Token {
            let is_right = self.0.of(&[who, 4, earlier]) % 10 < 8;
            return if is_right { right } else { self.any(table, &[who, 5, earlier]) };
        }
        match self.0.of(&[who, 0]) % 10 {
            0..6 if earlier > 0 => right,
            0..6 => self.any(table, &[who, 1, page]),
            6..8 => self.any(table, &[who, 2, page, earlier]),
            _ => self.any(table, &[who, 3, page]),
        }
    }

    fn any<F: Copy>(self, table: &[(F, u64)], about: &[u64]) -> F {
        let total: u64 = table.iter().map(|(_, weight)| weight).sum();
        let mut ticket = self.0.of(about) % total;
        for (fault, weight) in table {
            match ticket.checked_sub(*weight) {
                Some(left) => ticket = left,
                None => return *fault,
            }
        }
        unreachable!("a ticket is below the sum of all weights")
    }
}
