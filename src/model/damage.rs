//! Stage 7: who leaves, who is deterred or won, and what it costs.

use super::outcomes::OutcomeGroup;
use super::parameters::Damage;
use super::{Tally, coupling};
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey};
use crate::vocabulary::{Metric, Outcome};

/// Stage 7, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    damage: Damage,
    /// Chance of each group's people to leave; 0 for those who were not let down.
    leaves: Vec<Probability>,
    /// Whether anybody can leave at all.
    leavers: bool,
    deterred: Probability,
    won: Probability,
}

/// The people reached, by what their word of mouth can do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listeners {
    /// Those who heard ill, first or only.
    pub(crate) deterrable: u64,
    /// Those who heard good, first or only.
    pub(crate) winnable: u64,
}

/// What stage 7 drew, for a variant to stay in step with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    /// Customers and leavers of each group.
    groups: Vec<(u64, u64)>,
    listeners: Listeners,
    prospects_lost: u64,
    prospects_won: u64,
}

impl Stage {
    /// Compiles the stage for these groups.
    pub(crate) fn new(damage: &Damage, groups: &[OutcomeGroup]) -> Self {
        let in_market = damage.listeners_in_market.get();
        let leaves: Vec<_> = groups
            .iter()
            .map(|group| if group.outcome == Outcome::Satisfied { Probability::ZERO } else { group.leaves })
            .collect();
        Self {
            damage: *damage,
            leavers: leaves.iter().any(|&leaves| leaves > Probability::ZERO),
            leaves,
            deterred: Probability::clamped(in_market * damage.deterred.get()),
            won: Probability::clamped(in_market * damage.won.get()),
        }
    }

    /// Draws who leaves, is deterred or won, in step with the reference, and writes counts and money into `tally`,
    /// whose groups and counts of complaints and recovered are already there.
    pub(crate) fn draw(
        &self,
        key: ReplicateKey,
        listeners: Listeners,
        reference: Option<(&Self, &Drawn)>,
        drawn: &mut Drawn,
        tally: &mut Tally,
    ) {
        // Without leavers the groups' counts stay the zeros that they are.
        let customers_lost = if self.leavers { self.draw_leavers(key, reference, drawn, tally) } else { 0 };
        drawn.listeners = listeners;
        drawn.prospects_lost = coupling::binomial(
            key,
            Purpose::ProspectsLost,
            0,
            reference.map(|(stage, drawn)| BinomialDraw {
                n: drawn.listeners.deterrable,
                p: stage.deterred,
                successes: drawn.prospects_lost,
            }),
            listeners.deterrable,
            self.deterred,
        );
        drawn.prospects_won = coupling::binomial(
            key,
            Purpose::ProspectsWon,
            0,
            reference.map(|(stage, drawn)| BinomialDraw {
                n: drawn.listeners.winnable,
                p: stage.won,
                successes: drawn.prospects_won,
            }),
            listeners.winnable,
            self.won,
        );
        tally.counts[Metric::CustomersLost.index()] = customers_lost;
        tally.counts[Metric::ProspectsLost.index()] = drawn.prospects_lost;
        tally.counts[Metric::ProspectsWon.index()] = drawn.prospects_won;
        let count = |metric: Metric| tally.counts[metric.index()] as f64;
        let money = Money::of(&self.damage, count);
        tally.revenue_lost = money.revenue_lost;
        tally.cost = money.cost;
    }

    /// Draws who leaves; gives their number.
    fn draw_leavers(
        &self,
        key: ReplicateKey,
        reference: Option<(&Self, &Drawn)>,
        drawn: &mut Drawn,
        tally: &mut Tally,
    ) -> u64 {
        drawn.groups.clear();
        let mut customers_lost = 0;
        for (index, (group, &leaves)) in tally.groups.iter_mut().zip(&self.leaves).enumerate() {
            let then = reference.and_then(|(stage, drawn)| {
                let &(n, successes) = drawn.groups.get(index)?;
                Some(BinomialDraw { n, p: stage.leaves[index], successes })
            });
            let entity = index as u64;
            group.customers_lost =
                coupling::binomial(key, Purpose::CustomersLost, entity, then, group.customers, leaves);
            customers_lost += group.customers_lost;
            drawn.groups.push((group.customers, group.customers_lost));
        }
        customers_lost
    }

    /// Chance of a group's people to leave.
    pub(crate) fn leaves(&self, group: usize) -> Probability {
        self.leaves[group]
    }

    /// The mean of what a replicate draws, from mean counts: every amount is linear in them.
    pub(crate) fn expected(&self, customers: &[f64], deterrable: f64, winnable: f64) -> Expected {
        Expected {
            customers_lost: customers
                .iter()
                .zip(&self.leaves)
                .map(|(customers, leaves)| customers * leaves.get())
                .sum(),
            prospects_lost: deterrable * self.deterred.get(),
            prospects_won: winnable * self.won.get(),
        }
    }

    /// Amounts of money from counts or from mean counts.
    pub(crate) fn money(&self, count: impl Fn(Metric) -> f64) -> Money {
        Money::of(&self.damage, count)
    }
}

/// Mean counts of stage 7.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    pub(crate) customers_lost: f64,
    pub(crate) prospects_lost: f64,
    pub(crate) prospects_won: f64,
}

/// What word of mouth costs in one period, in the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Money {
    pub(crate) revenue_lost: f64,
    pub(crate) cost: f64,
}

impl Money {
    fn of(damage: &Damage, count: impl Fn(Metric) -> f64) -> Self {
        Self {
            revenue_lost: count(Metric::CustomersLost) * damage.customer_value
                + (count(Metric::ProspectsLost) - count(Metric::ProspectsWon)) * damage.prospect_value,
            cost: count(Metric::Complaints) * damage.complaint_cost
                + count(Metric::Recovered) * damage.recovery_cost
                + damage.fixed_cost,
        }
    }
}
