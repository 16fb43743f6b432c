//! Chance that is the same on every run.

use super::arrived::Arrived;
use super::fault::Fault;

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
    /// The fault for the request that `arrived`, the `earlier`th of its kind.
    ///
    /// Of ten callers six meet a fault once on each page, then the right answer (503 then 200, 401 once); two meet another one each time; two
    /// meet the same one each time (a storm of 429).
    pub fn choose(self, arrived: &Arrived, earlier: usize) -> Fault {
        let (who, page, earlier) = (arrived.caller(), arrived.page(), earlier as u64);
        match self.0.of(&[who, 0]) % 10 {
            0..6 if earlier > 0 => Fault::None,
            0..6 => self.any(&[who, 1, page]),
            6..8 => self.any(&[who, 2, page, earlier]),
            _ => self.any(&[who, 3, page]),
        }
    }

    fn any(self, about: &[u64]) -> Fault {
        let total: u64 = Fault::ALL.iter().map(|(_, weight)| weight).sum();
        let mut ticket = self.0.of(about) % total;
        for (fault, weight) in Fault::ALL {
            match ticket.checked_sub(*weight) {
                Some(left) => ticket = left,
                None => return *fault,
            }
        }
        Fault::None
    }
}
