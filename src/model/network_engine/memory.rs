//! What the people of a network carry from one period to the next: who left, who knows, who has forgotten.

use super::people::Marked;
use crate::model::outcomes::Outcomes;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::Valence;

/// The people of one replicate so far; empty before its first period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// By valence: who knows, as they lived it or heard it. All customers know the good.
    known: [Marked; 2],
    /// By valence: who heard it.
    reached: [Marked; 2],
    /// Whoever knew of the ill at any time, forgotten or not.
    ever: Marked,
    /// Customers who left.
    gone: Marked,
    /// Random ranks of some people.
    ranks: Vec<(u64, u32)>,
    members: Vec<u32>,
}

impl Memory {
    /// Begins a replicate among so many people: nobody knows, nobody left.
    pub(crate) fn clear(&mut self, people: u32) {
        let Self { known, reached, ever, gone, .. } = self;
        known.iter_mut().chain(reached).chain([ever, gone]).for_each(|marked| marked.clear(people));
    }

    /// Before a period: everybody who knows has forgotten all with this chance, on their own.
    pub(crate) fn forget(&mut self, key: ReplicateKey, chance: f64) {
        if chance > 0.0 {
            let coins = key.people(Purpose::Forgetting, 0);
            for marked in self.known.iter_mut().chain(&mut self.reached) {
                marked.retain(|person| coins.uniform(person) >= chance);
            }
        }
    }

    /// How many knew of the ill at any time.
    pub(crate) fn ever(&self) -> u64 {
        self.ever.members().len() as u64
    }

    /// How many customers left.
    pub(crate) fn gone(&self) -> u64 {
        self.gone.members().len() as u64
    }

    /// Takes those who left out of `people`, and gives them to `taken`.
    pub(super) fn without_gone(&self, people: &mut Vec<u32>, mut taken: impl FnMut(u32)) {
        people.retain(|&person| {
            let stays = !self.gone.contains(person);
            if !stays {
                taken(person);
            }
            stays
        });
    }

    /// Who knows.
    pub(super) fn known(&self, valence: Valence) -> &[u32] {
        self.known[valence.index()].members()
    }

    /// People who did not know hear of it; how many of them had been reached by the other valence.
    pub(super) fn hears(&mut self, valence: Valence, listeners: &[u32]) -> u64 {
        let other = &self.reached[1 - valence.index()];
        let second = listeners.iter().filter(|&&person| other.contains(person)).count() as u64;
        for &person in listeners {
            self.known[valence.index()].insert(person);
            self.reached[valence.index()].insert(person);
            if valence == Valence::Negative {
                self.ever.insert(person);
            }
        }
        second
    }

    /// After a period: its customers, those let down before the others, know what they lived.
    pub(super) fn lived(&mut self, customers: &[u32], dissatisfied: u64) {
        let [negative, positive] = &mut self.known;
        for &person in &customers[..dissatisfied as usize] {
            negative.insert(person);
            self.ever.insert(person);
        }
        for &person in customers {
            positive.insert(person);
        }
    }

    /// After a period: of the people of each group, as many leave as were lost, anyone of them.
    pub(super) fn leave(
        &mut self,
        key: ReplicateKey,
        outcomes: &Outcomes,
        lost: impl Fn(usize) -> u64,
        write_group: impl Fn(usize, &mut Vec<u32>),
    ) {
        let ranks = key.people(Purpose::Leaving, 0);
        for group in 0..outcomes.groups().len() {
            let lost = lost(group) as usize;
            if lost == 0 {
                continue;
            }
            write_group(group, &mut self.members);
            self.ranks.clear();
            self.ranks.extend(self.members.iter().map(|&person| (ranks.open(person).next_bits(), person)));
            self.ranks.sort_unstable();
            for &(_, person) in &self.ranks[..lost] {
                self.gone.insert(person);
            }
        }
    }

    /// Fills it with what a replicate must not read.
    pub(crate) fn poison(&mut self) {
        let Self { known: [ill, good], reached, ever, gone, ranks, members } = self;
        for marked in [ill, good, ever, gone].into_iter().chain(reached) {
            marked.clear(64);
            marked.insert(0);
            marked.insert(3);
        }
        ranks.push((0, u32::MAX));
        members.push(u32::MAX);
    }
}
