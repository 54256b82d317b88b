//! Stage 7: who leaves, who is deterred or won, and what it costs.

use rand::RngExt;

use super::coupling;
use super::outcomes::{OutcomeGroup, Outcomes};
use super::parameters::{Damage, Parameters};
use super::tally::Tally;
use crate::quantity::Probability;
use crate::random::{BinomialDraw, Purpose, ReplicateKey, Stream};
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

/// The stage of the baseline, its groups, and what it drew.
type Reference<'a> = Option<(&'a Stage, &'a Outcomes, &'a Drawn)>;

impl Drawn {
    /// Fills it with what a replicate must not read.
    pub(crate) fn poison(&mut self, stream: &mut Stream) {
        self.groups.resize_with(stream.random_range(0..9), || (0, 0));
        self.groups.fill_with(|| (stream.random(), stream.random()));
        self.listeners = Listeners { deterrable: stream.random(), winnable: stream.random() };
        self.prospects_lost = stream.random();
        self.prospects_won = stream.random();
    }
}

impl Stage {
    /// Compiles the stage for these groups.
    pub(crate) fn new(parameters: &Parameters, groups: &[OutcomeGroup]) -> Self {
        let mut stage = Self {
            damage: parameters.damage,
            leaves: Vec::with_capacity(groups.len()),
            leavers: false,
            deterred: Probability::ZERO,
            won: Probability::ZERO,
        };
        stage.retune(parameters, groups);
        stage
    }

    /// Takes over other numbers.
    pub(crate) fn retune(&mut self, parameters: &Parameters, groups: &[OutcomeGroup]) {
        let damage = &parameters.damage;
        let in_market = damage.listeners_in_market.get();
        self.damage = *damage;
        // How many are asked is known beforehand.
        self.damage.fixed_cost += parameters.asking();
        self.leaves.clear();
        self.leaves.extend(
            groups.iter().map(
                |group| {
                    if group.outcome == Outcome::Satisfied { Probability::ZERO } else { group.leaves }
                },
            ),
        );
        self.leavers = self.leaves.iter().any(|&leaves| leaves > Probability::ZERO);
        self.deterred = Probability::clamped(in_market * damage.deterred.get());
        self.won = Probability::clamped(in_market * damage.won.get());
    }

    /// Draws who leaves, is deterred or won, in step with the reference, and writes counts and money into `tally`,
    /// whose groups and counts of complaints and recovered are already there.
    pub(crate) fn draw(
        &self,
        key: ReplicateKey,
        listeners: Listeners,
        outcomes: &Outcomes,
        reference: Reference<'_>,
        drawn: &mut Drawn,
        tally: &mut Tally,
    ) {
        // Without leavers the groups' counts are the zeros that they were made with.
        drawn.groups.clear();
        let customers_lost = if self.leavers { self.draw_leavers(key, outcomes, reference, drawn, tally) } else { 0 };
        drawn.listeners = listeners;
        drawn.prospects_lost = coupling::binomial(
            key,
            Purpose::ProspectsLost,
            0,
            reference.map(|(stage, _, drawn)| BinomialDraw {
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
            reference.map(|(stage, _, drawn)| BinomialDraw {
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
        outcomes: &Outcomes,
        reference: Reference<'_>,
        drawn: &mut Drawn,
        tally: &mut Tally,
    ) -> u64 {
        let mut customers_lost = 0_u64;
        for (index, (group, &leaves)) in tally.groups.iter_mut().zip(&self.leaves).enumerate() {
            let own = &outcomes.groups()[index];
            let then = reference.and_then(|(stage, outcomes, drawn)| {
                let index = outcomes.find(own, index)?;
                let &(n, successes) = drawn.groups.get(index)?;
                Some(BinomialDraw { n, p: stage.leaves[index], successes })
            });
            group.customers_lost =
                coupling::binomial(key, Purpose::CustomersLost, own.entity, then, group.customers, leaves);
            customers_lost = customers_lost.saturating_add(group.customers_lost);
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
