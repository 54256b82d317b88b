//! Where those are whom a person can tell.

use super::prefetch::prefetch;
use crate::network::Network;

/// The contacts of people, as lists.
#[derive(Clone, Copy)]
pub(super) struct Lists<'a> {
    /// Where each list begins and the last one ends, in one of two widths; the other is empty.
    narrow: &'a [u32],
    wide: &'a [u64],
    targets: &'a [u32],
}

impl<'a> Lists<'a> {
    pub(super) fn of(network: &'a Network) -> Self {
        let (narrow, wide) = network.offsets().as_slices();
        Self { narrow, wide, targets: network.targets() }
    }

    /// Where the list of a person begins and ends.
    #[inline]
    pub(super) fn bounds(&self, person: u32) -> (u64, u64) {
        let person = person as usize;
        // One slice of two: one check.
        if self.wide.is_empty() {
            let pair = &self.narrow[person..person + 2];
            (pair[0].into(), pair[1].into())
        } else {
            let pair = &self.wide[person..person + 2];
            (pair[0], pair[1])
        }
    }

    /// Asks for the bounds of the lists of people.
    #[inline]
    pub(super) fn approach(&self, people: &[u32]) {
        for &person in people {
            if self.wide.is_empty() {
                prefetch(self.narrow, person as usize);
            } else {
                prefetch(self.wide, person as usize);
            }
        }
    }

    /// Asks for a contact.
    #[inline]
    pub(super) fn approach_place(&self, place: usize) {
        prefetch(self.targets, place);
    }

    #[inline]
    pub(super) fn person(&self, place: usize) -> u32 {
        self.targets[place]
    }
}

/// Everybody but the teller: a well-mixed population.
#[derive(Clone, Copy)]
pub(super) struct Everybody {
    pub(super) people: u32,
}

impl Everybody {
    /// How many people a person can tell.
    pub(super) fn others(self) -> u64 {
        u64::from(self.people) - 1
    }

    /// The person at `index` among all but `teller`.
    #[inline]
    pub(super) fn other(teller: u32, index: u64) -> usize {
        (index + u64::from(index >= u64::from(teller))) as usize
    }
}
