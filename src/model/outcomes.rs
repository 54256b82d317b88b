//! The four outcomes and their groups, flattened: outcome after outcome, groups by name.

use std::ops::Range;

use super::audience::AudienceError;
use super::customers::CustomerCounts;
use super::error::ModelError;
use super::groups::{Split, weighted_groups};
use super::parameters::{Audience, Group, Parameters};
use super::service::ServiceGap;
use crate::quantity::Probability;
use crate::random::{ReplicateKey, named_entity};
use crate::vocabulary::Outcome;

/// All groups of all outcomes, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Outcomes {
    splits: [Split; 4],
    groups: Vec<OutcomeGroup>,
    /// Where the groups of each outcome start, and their end.
    starts: [usize; 5],
}

/// One group of one outcome.
#[derive(Clone, Debug)]
pub(crate) struct OutcomeGroup {
    pub(crate) outcome: Outcome,
    pub(crate) name: String,
    /// Its place among the groups of its outcome.
    pub(crate) place: usize,
    /// Sets its draws apart from those of all other groups.
    pub(crate) entity: u64,
    /// Where the parameters have it; `None` for the group of an outcome that names none.
    source: Option<usize>,
    /// Whether its people are tellers.
    pub(crate) tells: bool,
    /// Chance that one of them leaves.
    pub(crate) leaves: Probability,
}

impl Outcomes {
    /// The outcomes of `parameters`.
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Self {
        let mut groups = Vec::new();
        let mut starts = [0; 5];
        let splits = Outcome::ALL.map(|outcome| {
            let listed = &parameters.telling(outcome).groups;
            let order = weighted_groups(listed);
            let start = groups.len();
            groups.extend(order.iter().enumerate().map(|(place, &source)| OutcomeGroup {
                outcome,
                place,
                entity: named_entity(outcome.index() as u64, &listed[source].name),
                source: Some(source),
                name: listed[source].name.clone(),
                tells: false,
                leaves: Probability::ZERO,
            }));
            if order.is_empty() {
                groups.push(OutcomeGroup {
                    outcome,
                    place: 0,
                    entity: named_entity(outcome.index() as u64, "all"),
                    source: None,
                    name: "all".to_owned(),
                    tells: false,
                    leaves: Probability::ZERO,
                });
            }
            starts[outcome.index() + 1] = groups.len();
            Split::new(outcome, groups[start..].iter().map(|group| group.entity).collect())
        });
        let mut outcomes = Self { splits, groups, starts };
        for outcome in Outcome::ALL {
            outcomes.retune(outcome, parameters, gap);
        }
        outcomes
    }

    /// Whether `parameters` have the same groups of an outcome, whatever their numbers.
    pub(crate) fn fit(&self, outcome: Outcome, parameters: &Parameters) -> bool {
        let listed = &parameters.telling(outcome).groups;
        let groups = &self.groups[self.range(outcome)];
        let weighted = listed.iter().filter(|group| group.share > 0.0).count();
        let same = |group: &OutcomeGroup| match group.source {
            Some(source) => listed.get(source).is_some_and(|listed| listed.share > 0.0 && listed.name == group.name),
            None => weighted == 0,
        };
        weighted.max(1) == groups.len() && groups.iter().all(same)
    }

    /// Takes over the numbers of an outcome from `parameters` with the same groups.
    pub(crate) fn retune(&mut self, outcome: Outcome, parameters: &Parameters, gap: Option<&ServiceGap>) {
        let exact = parameters.customers.exact_groups;
        let telling = parameters.telling(outcome);
        let market = parameters.market.filter(|market| outcome != Outcome::Recovered || market.recovered);
        let market = market.filter(|_| outcome != Outcome::Satisfied);
        let stays = market.map_or(telling.stays, |market| market.stays(outcome, gap));
        let range = self.range(outcome);
        let groups = &mut self.groups[range];
        for group in groups.iter_mut() {
            let listed = group.listed(parameters);
            group.tells = listed.is_some_and(|listed| !listed.audience.is_zero());
            group.leaves = listed.and_then(|listed| listed.stays).unwrap_or(stays).complement();
        }
        let shares = groups.iter().map(|group| group.listed(parameters).map_or(1.0, |listed| listed.share));
        self.splits[outcome.index()].retune(shares, exact);
    }

    /// Every group with its audience.
    pub(crate) fn audiences<'a>(
        &'a self,
        parameters: &'a Parameters,
    ) -> impl Iterator<Item = (&'a OutcomeGroup, &'a Audience)> {
        self.groups.iter().map(|group| (group, group.audience(parameters)))
    }

    /// Where the same group is among these; it is looked for at `hint` first.
    #[inline]
    pub(crate) fn find(&self, group: &OutcomeGroup, hint: usize) -> Option<usize> {
        let same = |other: &OutcomeGroup| other.entity == group.entity;
        if self.groups.get(hint).is_some_and(same) {
            return Some(hint);
        }
        let range = self.range(group.outcome);
        self.groups[range.clone()].iter().position(same).map(|place| range.start + place)
    }

    /// Every group, outcome after outcome.
    pub(crate) fn groups(&self) -> &[OutcomeGroup] {
        &self.groups
    }

    /// The split of an outcome.
    pub(crate) fn split_of(&self, outcome: Outcome) -> &Split {
        &self.splits[outcome.index()]
    }

    /// The groups of an outcome with the share of each.
    pub(crate) fn shares(&self, outcome: Outcome) -> impl Iterator<Item = (usize, &OutcomeGroup, f64)> {
        self.range(outcome)
            .map(move |index| (index, &self.groups[index], self.split_of(outcome).shares()[self.groups[index].place]))
    }

    /// Splits the customers of every outcome into `out`, in step with the reference's split.
    #[inline]
    pub(crate) fn split(
        &self,
        key: ReplicateKey,
        customers: &CustomerCounts,
        reference: Option<(&Self, &CustomerCounts, &[u64])>,
        out: &mut [u64],
    ) {
        for outcome in Outcome::ALL {
            let drawn = reference.map(|(outcomes, customers, drawn)| {
                (outcomes.split_of(outcome), customers.of(outcome), &drawn[outcomes.range(outcome)])
            });
            let now = &mut out[self.range(outcome)];
            self.split_of(outcome).draw(key, customers.of(outcome), drawn, now);
        }
    }

    /// The places of an outcome's groups.
    pub(crate) fn range(&self, outcome: Outcome) -> Range<usize> {
        self.starts[outcome.index()]..self.starts[outcome.index() + 1]
    }
}

/// Whom the group of an outcome that names none tells.
static NOBODY: Audience = Audience::Fixed(0);

impl OutcomeGroup {
    /// How many each of its people tells.
    pub(crate) fn audience<'a>(&self, parameters: &'a Parameters) -> &'a Audience {
        self.listed(parameters).map_or(&NOBODY, |listed| &listed.audience)
    }

    fn listed<'a>(&self, parameters: &'a Parameters) -> Option<&'a Group> {
        parameters.telling(self.outcome).groups.get(self.source?)
    }

    /// Says which group's audience is wrong.
    pub(crate) fn audience_error(&self, error: AudienceError) -> ModelError {
        ModelError::GroupAudience { outcome: self.outcome, group: self.name.clone(), error }
    }
}
