use rayon::prelude::*;

use super::parts::Parts;
use super::{Offsets, huge_pages};

/// The contacts of a network with the chance that each is told, the likeliest of every person first.
///
/// The network's [`Offsets`] say where the list of each person begins.
#[doc = include_str!("examples/networks.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    contacts: Vec<LikelyContact>,
}

/// A contact and the chance that it is told.
#[doc = include_str!("examples/networks.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LikelyContact {
    /// Who is told.
    pub person: u32,
    /// With which probability.
    pub chance: f32,
}

impl Chances {
    /// Those of the lists `targets`, where `offsets` say that each person's begins; `chance` gives the chance of a contact by
    /// its index and its person.
    pub(super) fn new(offsets: &Offsets, targets: &[u32], chance: impl Fn(usize, u32) -> f32 + Sync) -> Self {
        if targets.is_empty() {
            // Nobody can tell anybody, or everybody can and no contact is stored.
            return Self { contacts: Vec::new() };
        }
        let offsets: Vec<u64> = offsets.iter().collect();
        let mut contacts = vec![LikelyContact::default(); targets.len()];
        huge_pages::ask_for(&contacts);
        let parts = Parts::new(offsets.len() - 1);
        parts.split(&offsets, &mut contacts).into_par_iter().enumerate().for_each(|(part, contacts)| {
            let first = part * parts.size;
            let base = offsets[first];
            for (index, contact) in contacts.iter_mut().enumerate() {
                let index = base as usize + index;
                *contact = LikelyContact { person: targets[index], chance: chance(index, targets[index]) };
            }
            for bounds in offsets[first..=(first + parts.size).min(offsets.len() - 1)].windows(2) {
                let list = &mut contacts[(bounds[0] - base) as usize..(bounds[1] - base) as usize];
                // Equal chances by person, so that the order is a function of the network alone.
                list.sort_unstable_by(|a, b| b.chance.total_cmp(&a.chance).then(a.person.cmp(&b.person)));
            }
        });
        Self { contacts }
    }

    /// All contacts, the lists of all people one after the other.
    pub fn contacts(&self) -> &[LikelyContact] {
        &self.contacts
    }
}
