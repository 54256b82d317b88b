use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::outcomes::Outcomes;
use crate::random::{Purpose, ReplicateKey};
use crate::vocabulary::Outcome;

/// The customers of one replicate: who they are, what became of them and how they tell.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedCustomers {
    /// In the order of the placement: those seen, those hidden, those satisfied.
    pub(super) people: Vec<u32>,
    /// The outcome of each.
    outcomes: Vec<Outcome>,
    /// The group of each, among all groups of all outcomes.
    pub(super) groups: Vec<u32>,
    /// People left in each group, where groups are exact.
    left: Vec<u64>,
}

impl PlacedCustomers {
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
        let (voice, asked) = (key.people(Purpose::Voice, 0), key.people(Purpose::Asked, 0));
        let recovery = key.people(Purpose::Recovery, 0);
        let (kept, joining, recovered) = (stages.kept().get(), stages.joining().get(), stages.recovery().get());
        self.outcomes.clear();
        for (index, &person) in self.people.iter().enumerate() {
            let index = index as u64;
            let complains =
                if index < counts.seen { voice.uniform(person) < kept } else { asked.uniform(person) < joining };
            self.outcomes.push(if index >= counts.dissatisfied {
                Outcome::Satisfied
            } else if !complains {
                Outcome::Silent
            } else if recovery.uniform(person) < recovered {
                Outcome::Recovered
            } else {
                Outcome::Unresolved
            });
        }
        let count = |outcome| self.outcomes.iter().filter(|&&other| other == outcome).count() as u64;
        counts.silent = count(Outcome::Silent);
        counts.recovered = count(Outcome::Recovered);
        counts.unresolved = count(Outcome::Unresolved);
        counts.complaints = counts.recovered + counts.unresolved;
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
        for (&person, &outcome) in self.people.iter().zip(&self.outcomes) {
            let range = outcomes.range(outcome);
            let split = outcomes.split_of(outcome);
            let place = if split.is_exact() {
                let left = &mut self.left[range.clone()];
                let place = left.iter().position(|&left| left > 0).unwrap_or(0);
                left[place] = left[place].saturating_sub(1);
                place
            } else if range.len() == 1 {
                0
            } else {
                pick(split.shares(), streams.uniform(person))
            };
            self.groups.push((range.start + place) as u32);
        }
    }

    /// The people of a group.
    pub(super) fn of_group(&self, group: usize) -> impl Iterator<Item = u32> {
        let groups = self.groups.iter().zip(&self.people);
        groups.filter(move |&(&other, _)| other as usize == group).map(|(_, &person)| person)
    }
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
