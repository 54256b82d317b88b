//! The four outcomes and their groups, flattened: outcome after outcome, groups by name.

use std::ops::Range;

use super::ModelError;
use super::audience::AudienceError;
use super::customers::CustomerCounts;
use super::groups::{Split, weighted_groups};
use super::parameters::{Audience, Parameters};
use crate::quantity::Probability;
use crate::random::ReplicateKey;
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
    pub(crate) audience: Audience,
    /// Whether its people are tellers.
    pub(crate) tells: bool,
    /// Chance that one of them leaves.
    pub(crate) leaves: Probability,
}

impl Outcomes {
    /// The outcomes of `parameters`.
    pub(crate) fn new(parameters: &Parameters) -> Self {
        let exact = parameters.customers.exact_groups;
        let mut groups = Vec::new();
        let mut starts = [0; 5];
        let splits = Outcome::ALL.map(|outcome| {
            let telling = parameters.telling(outcome);
            let weighted = weighted_groups(telling);
            let split = Split::new(outcome, &weighted, exact);
            groups.extend(weighted.into_iter().enumerate().map(|(place, group)| OutcomeGroup {
                outcome,
                place,
                tells: !group.audience.is_zero(),
                name: group.name,
                audience: group.audience,
                leaves: group.stays.unwrap_or(telling.stays).complement(),
            }));
            starts[outcome.index() + 1] = groups.len();
            split
        });
        Self { splits, groups, starts }
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

impl OutcomeGroup {
    /// A number for its streams.
    pub(crate) fn entity(&self) -> u64 {
        (self.outcome.index() as u64) << 32 | self.place as u64
    }

    /// Says which group's audience is wrong.
    pub(crate) fn audience_error(&self, error: AudienceError) -> ModelError {
        ModelError::GroupAudience { outcome: self.outcome, group: self.name.clone(), error }
    }
}
