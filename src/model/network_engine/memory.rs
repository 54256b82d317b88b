//! What the people of a network carry from one period to the next: who left, who knows, who has forgotten.

use super::people::Marked;
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
    /// Whether anybody ever tells good: else nobody needs to know it.
    good: bool,
    /// Those let down: their group and a random rank.
    ranks: Vec<(usize, u64, u32)>,
}

impl Memory {
    /// Begins a replicate among so many people: nobody knows, nobody left; `good`: whether anybody ever tells good.
    pub(crate) fn clear(&mut self, people: u32, good: bool) {
        self.good = good;
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
        if self.gone.members().is_empty() {
            return;
        }
        let mut stay = 0;
        for place in 0..people.len() {
            let person = people[place];
            people[stay] = person;
            if self.gone.contains(person) {
                taken(person);
            } else {
                stay += 1;
            }
        }
        people.truncate(stay);
    }

    /// Who knows.
    pub(super) fn known(&self, valence: Valence) -> &Marked {
        &self.known[valence.index()]
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
        for &person in customers.iter().filter(|_| self.good) {
            positive.insert(person);
        }
    }

    /// After a period: of the people of each group as many leave as were lost, anyone of them; `let_down`: the group of each
    /// of those who may.
    pub(super) fn leave(
        &mut self,
        key: ReplicateKey,
        lost: impl Fn(usize) -> u64,
        let_down: impl Iterator<Item = (usize, u32)>,
    ) {
        let ranks = key.people(Purpose::Leaving, 0);
        self.ranks.clear();
        let losing = let_down.filter(|&(group, _)| lost(group) > 0);
        self.ranks.extend(losing.map(|(group, person)| (group, ranks.open(person).next_bits(), person)));
        self.ranks.sort_unstable();
        for people in self.ranks.chunk_by(|one, other| one.0 == other.0) {
            for &(_, _, person) in &people[..lost(people[0].0) as usize] {
                self.gone.insert(person);
            }
        }
    }

    /// Fills it with what a replicate must not read.
    pub(crate) fn poison(&mut self) {
        let Self { known: [ill, well], reached, ever, gone, good, ranks } = self;
        for marked in [ill, well, ever, gone].into_iter().chain(reached) {
            marked.clear(64);
            marked.insert(0);
            marked.insert(3);
        }
        *good = !*good;
        ranks.push((0, 0, u32::MAX));
    }
}
