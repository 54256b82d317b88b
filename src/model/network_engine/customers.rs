use rand::RngExt;

use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::outcomes::Outcomes;
use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, Stream};
use crate::vocabulary::Outcome;

/// The customers of one replicate: who they are, what became of them and how they tell.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedCustomers {
    /// In the order of the placement: those seen, those hidden, those satisfied.
    pub(super) people: Vec<u32>,
    /// The outcome of each.
    outcomes: Vec<Outcome>,
    /// The group of each, among all groups of all outcomes; empty where all are in one.
    groups: Vec<u32>,
    /// The group that all are in, where it is known beforehand.
    shared: Option<usize>,
    /// How many are in each group.
    sizes: Vec<u64>,
    /// People left in each group, where groups are exact.
    left: Vec<u64>,
}

impl PlacedCustomers {
    /// Fills it with what a replicate must not read.
    pub(super) fn poison(&mut self, stream: &mut Stream) {
        self.people.resize(stream.random_range(0..9), 0);
        self.people.fill(0);
        self.outcomes.resize(stream.random_range(0..9), Outcome::Satisfied);
        self.groups.resize(stream.random_range(0..9), u32::MAX);
        self.groups.fill(u32::MAX);
        self.shared = Some(stream.random_range(0..9));
        self.sizes.resize(stream.random_range(0..9), 9);
        self.sizes.fill(stream.random());
        self.left.resize(stream.random_range(0..9), 9);
        self.left.fill(stream.random());
    }

    /// Decides for each person, once they are placed, on their own numbers: whether they complain, whether they are
    /// recovered, and their group. Writes the counts.
    pub(super) fn decide(
        &mut self,
        key: ReplicateKey,
        stages: &CustomerStages,
        outcomes: &Outcomes,
        counts: &mut CustomerCounts,
    ) {
        self.decide_outcomes(key, stages, counts);
        self.decide_groups(key, outcomes, counts);
    }

    fn decide_outcomes(&mut self, key: ReplicateKey, stages: &CustomerStages, counts: &mut CustomerCounts) {
        let dissatisfied = counts.dissatisfied as usize;
        let seen = (counts.seen as usize).min(dissatisfied);
        self.outcomes.clear();
        self.outcomes.resize(dissatisfied, Outcome::Silent);
        self.outcomes.resize(self.people.len(), Outcome::Satisfied);
        let (own, asked) = (key.people(Purpose::Voice, 0), key.people(Purpose::Asked, 0));
        let recovery = key.people(Purpose::Recovery, 0);
        let recovered = stages.recovery().get();
        counts.recovered = 0;
        counts.unresolved = 0;
        for (span, voice, rate) in [(0..seen, own, stages.kept()), (seen..dissatisfied, asked, stages.joining())] {
            if rate == Probability::ZERO {
                continue;
            }
            for (&person, outcome) in self.people[span.clone()].iter().zip(&mut self.outcomes[span]) {
                if voice.uniform(person) < rate.get() {
                    let satisfied = recovery.uniform(person) < recovered;
                    *outcome = if satisfied { Outcome::Recovered } else { Outcome::Unresolved };
                    counts.recovered += u64::from(satisfied);
                    counts.unresolved += u64::from(!satisfied);
                }
            }
        }
        counts.complaints = counts.recovered + counts.unresolved;
        counts.silent = counts.dissatisfied - counts.complaints;
    }

    /// With exact groups the first of the order are in the first group; else each draws theirs.
    fn decide_groups(&mut self, key: ReplicateKey, outcomes: &Outcomes, counts: &CustomerCounts) {
        self.left.clear();
        self.left.resize(outcomes.groups().len(), 0);
        for outcome in Outcome::ALL.into_iter().filter(|&outcome| outcomes.split_of(outcome).is_exact()) {
            let split = outcomes.split_of(outcome);
            split.draw(key, counts.of(outcome), None, &mut self.left[outcomes.range(outcome)]);
        }
        let streams = key.people(Purpose::Groups, 0);
        self.groups.clear();
        self.sizes.clear();
        self.sizes.resize(outcomes.groups().len(), 0);
        // Outcome by outcome what does not change from person to person.
        let alone = Outcome::ALL.map(|outcome| {
            let range = outcomes.range(outcome);
            (range.len() == 1).then_some(range.start as u32)
        });
        let people = self.people.len() as u64;
        let only = Outcome::ALL.into_iter().find(|&outcome| counts.of(outcome) == people);
        self.shared = only.and_then(|outcome| alone[outcome.index()]).map(|group| group as usize);
        if let Some(group) = self.shared {
            self.sizes[group] = people;
            return;
        }
        for (&person, &outcome) in self.people.iter().zip(&self.outcomes) {
            let group = alone[outcome.index()].unwrap_or_else(|| {
                let range = outcomes.range(outcome);
                let split = outcomes.split_of(outcome);
                let place = if split.is_exact() {
                    take_first(&mut self.left[range.clone()])
                } else {
                    pick(split.shares(), streams.uniform(person))
                };
                self.sizes[range.start + place] += 1;
                (range.start + place) as u32
            });
            self.groups.push(group);
        }
        for outcome in Outcome::ALL {
            if let Some(group) = alone[outcome.index()] {
                self.sizes[group as usize] = counts.of(outcome);
            }
        }
    }

    /// How many people are in each group.
    pub(super) fn sizes(&self) -> &[u64] {
        &self.sizes
    }

    /// Writes the people of a group into `members`.
    pub(super) fn write_group(&self, group: usize, members: &mut Vec<u32>) {
        members.clear();
        if let Some(shared) = self.shared {
            members.extend_from_slice(if group == shared { &self.people } else { &[] });
            return;
        }
        let groups = self.groups.iter().zip(&self.people);
        members.extend(groups.filter(|&(&other, _)| other as usize == group).map(|(_, &person)| person));
    }
}

/// The first group with people left, who are then one less.
fn take_first(left: &mut [u64]) -> usize {
    let place = left.iter().position(|&left| left > 0).unwrap_or(0);
    left[place] = left[place].saturating_sub(1);
    place
}

/// Where a uniform number falls among shares that add up to 1.
fn pick(shares: &[f64], mut uniform: f64) -> usize {
    for (place, share) in shares.iter().enumerate() {
        if uniform < *share {
            return place;
        }
        uniform -= share;
    }
    shares.len() - 1
}
