//! What both engines share: stages 1 to 3, the groups of stage 4, stage 7, the limit.

use super::customers::CustomerStages;
use super::damage;
use super::error::ModelError;
use super::outcomes::{OutcomeGroup, Outcomes};
use super::parameters::{Audience, Parameters};
use super::service::ServiceGap;
use crate::vocabulary::Outcome;

/// A scenario but for how people tell, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) stages: CustomerStages,
    pub(crate) outcomes: Outcomes,
    pub(crate) damage: damage::Stage,
    pub(crate) max_people: u64,
}

/// A move from one point to another with the same groups: what has to be made anew.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the parameters that is another or the same")]
pub(crate) struct Move<'a> {
    pub(crate) before: &'a Parameters,
    pub(crate) after: &'a Parameters,
    /// Whether the service gap is another.
    pub(crate) gap: bool,
    /// Whether any number of how an outcome tells is another, by [`crate::vocabulary::Outcome::index`].
    pub(crate) telling: [bool; 4],
    /// Whether retelling is another.
    pub(crate) retelling: bool,
    /// Whether an amount or a share of the damage is another.
    pub(crate) damage: bool,
    /// Whether the clock is another.
    pub(crate) time: bool,
}

impl Frame {
    pub(crate) fn new(parameters: &Parameters, gap: Option<&ServiceGap>) -> Result<Self, ModelError> {
        let outcomes = Outcomes::new(parameters, gap);
        Ok(Self {
            stages: CustomerStages::new(parameters, gap)?,
            damage: damage::Stage::new(parameters, outcomes.groups()),
            outcomes,
            max_people: parameters.max_people,
        })
    }

    pub(crate) fn retune(&mut self, to: &Move<'_>, gap: Option<&ServiceGap>) -> Result<(), ModelError> {
        let Move { before, after, .. } = *to;
        let counted = |parameters: &Parameters| (parameters.customers.served, parameters.customers.product_found);
        if to.gap || counted(before) != counted(after) || before.customers.origin != after.customers.origin {
            self.stages = CustomerStages::new(after, gap)?;
        } else if before.voice != after.voice || before.recovery != after.recovery {
            self.stages = self.stages.with_rates(after);
        }
        let exact = before.customers.exact_groups != after.customers.exact_groups;
        let market = before.market != after.market || after.market.is_some() && to.gap;
        for outcome in Outcome::ALL.into_iter().filter(|outcome| exact || market || to.telling[outcome.index()]) {
            self.outcomes.retune(outcome, after, gap);
        }
        if to.damage || market || to.telling.contains(&true) || before.asking() != after.asking() {
            self.damage.retune(after, self.outcomes.groups());
        }
        self.max_people = after.max_people;
        Ok(())
    }
}

impl<'a> Move<'a> {
    /// What is to be made ready, where a group tells otherwise than before.
    pub(crate) fn other_audience(&self, group: &OutcomeGroup) -> Option<&'a Audience> {
        if !self.telling[group.outcome.index()] && !self.gap {
            return None;
        }
        let after = group.audience(self.after);
        self.needs(group.audience(self.before), after).then_some(after)
    }

    /// Whether how the people of any group tell may be another.
    pub(crate) fn moves_telling(&self) -> bool {
        self.gap || self.telling.contains(&true)
    }

    /// Whether an audience has to be made ready again.
    pub(crate) fn needs(&self, before: &Audience, after: &Audience) -> bool {
        before != after || self.gap && matches!(after, Audience::Indignation { .. })
    }
}
