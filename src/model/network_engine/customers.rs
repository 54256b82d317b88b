use rand::RngExt;

use crate::model::customers::{CustomerCounts, CustomerStages};
use crate::model::outcomes::Outcomes;
use crate::quantity::Probability;
use crate::random::{PersonStreams, Purpose, ReplicateKey, Stream};
use crate::vocabulary::Outcome;

/// The customers of one replicate: who they are, what became of them and how they tell.
#[derive(Clone, Debug, Default)]
pub(super) struct PlacedCustomers {
    /// Those seen, those hidden, those satisfied; each in the order of the placement where it is random.
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
    /// The draws of each group, where people choose one.
    streams: Vec<PersonStreams>,
    /// Random ranks of people, with their places.
    ranks: Vec<(u64, u32)>,
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
        fixed_places: bool,
    ) {
        if fixed_places && stages.kept() != stages.joining() {
            self.choose_seen(key, counts);
        }
        self.decide_outcomes(key, stages, counts);
        self.decide_groups(key, outcomes, counts);
    }

    /// Puts those seen before the others of those let down, where the order of the places says something about them: each
    /// complained on their own, so they are anyone.
    fn choose_seen(&mut self, key: ReplicateKey, counts: &CustomerCounts) {
        let dissatisfied = counts.dissatisfied as usize;
        let seen = (counts.seen as usize).min(dissatisfied);
        if seen == 0 || seen == dissatisfied {
            return;
        }
        let streams = key.people(Purpose::Voice, 1);
        let people = &mut self.people[..dissatisfied];
        self.ranks.clear();
        self.ranks.extend(people.iter().map(|&person| (streams.open(person).next_bits(), person)));
        self.ranks.sort_unstable();
        for (place, &(_, person)) in people.iter_mut().zip(&self.ranks) {
            *place = person;
        }
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

    /// With exact groups as many as the weights say are in each, anyone in any; else each chooses theirs.
    fn decide_groups(&mut self, key: ReplicateKey, outcomes: &Outcomes, counts: &CustomerCounts) {
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
        self.streams.clear();
        if alone.contains(&None) {
            self.streams.extend(outcomes.groups().iter().map(|group| key.people(Purpose::Groups, group.entity)));
        }
        for (&person, &outcome) in self.people.iter().zip(&self.outcomes) {
            let range = outcomes.range(outcome);
            let group = alone[outcome.index()].unwrap_or_else(|| {
                let split = outcomes.split_of(outcome);
                // Those of exact groups are told theirs below.
                let streams = if split.is_exact() { &[][..] } else { &self.streams[range.clone()] };
                (range.start + choose(split.shares(), streams.iter().copied(), person)) as u32
            });
            self.sizes[group as usize] += 1;
            self.groups.push(group);
        }
        for outcome in Outcome::ALL.into_iter().filter(|&outcome| outcomes.split_of(outcome).is_exact()) {
            self.fill_exactly(key, outcomes, outcome, counts.of(outcome));
        }
    }

    /// Puts as many as the weights say into each group of an outcome, by the random ranks of its people.
    fn fill_exactly(&mut self, key: ReplicateKey, outcomes: &Outcomes, outcome: Outcome, count: u64) {
        let range = outcomes.range(outcome);
        self.left.clear();
        self.left.resize(range.len(), 0);
        outcomes.split_of(outcome).draw(key, count, None, &mut self.left);
        self.sizes[range.clone()].copy_from_slice(&self.left);
        let streams = key.people(Purpose::Groups, outcome.index() as u64);
        self.ranks.clear();
        let people = self.people.iter().zip(&self.outcomes).enumerate();
        let of_outcome = people.filter(|(_, (_, other))| **other == outcome);
        self.ranks.extend(of_outcome.map(|(place, (&person, _))| (streams.open(person).next_bits(), place as u32)));
        self.ranks.sort_unstable();
        let groups = range.zip(&self.left).flat_map(|(group, &many)| std::iter::repeat_n(group as u32, many as usize));
        for (&(_, place), group) in self.ranks.iter().zip(groups) {
            self.groups[place as usize] = group;
        }
    }

    /// How many people are in each group.
    pub(super) fn sizes(&self) -> &[u64] {
        &self.sizes
    }

    /// The first people, each with their group.
    pub(super) fn first(&self, count: u64) -> impl Iterator<Item = (usize, u32)> + '_ {
        let group = |place: usize| self.shared.unwrap_or_else(|| self.groups[place] as usize);
        self.people[..count as usize].iter().enumerate().map(move |(place, &person)| (group(place), person))
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

/// The group that a person chooses, with the chance of its share: the first to arrive in a race of exponential times
/// (Efraimidis and Spirakis 2006), each drawn for the person and the group. A group that is added draws people to itself and
/// moves nobody between the others.
pub(super) fn choose(shares: &[f64], streams: impl Iterator<Item = PersonStreams>, person: u32) -> usize {
    let mut first = (f64::INFINITY, 0);
    for (place, (share, stream)) in shares.iter().zip(streams).enumerate() {
        let time = -libm::log(1.0 - stream.uniform(person)) / share;
        if time < first.0 {
            first = (time, place);
        }
    }
    first.1
}
