//! From one period to the next.

use crate::model::parameters::{Origin, Parameters, Problem};
use crate::model::tally::Tally;
use crate::vocabulary::Metric;

/// What leads from a period to the next, and what its money counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// What one unit of money counts in this period.
    pub(super) discount: f64,
    /// Customers served, where they are what the period starts from and the periods before decide their number.
    pub(super) served: Option<u64>,
    /// Customers served, where their number is said.
    pub(super) known: Option<u64>,
    /// What asking costs for each customer served.
    pub(super) asking: f64,
    pub(super) arrivals: u64,
    /// What the firm learns from complaints; 0 where there is no problem rate to lower.
    pub(super) learning: f64,
    /// Of those let down, the share who complain.
    pub(super) voice: f64,
    /// On a network, the chance to have forgotten all by this period.
    pub(super) forgetting: f64,
    /// Whether anybody can be deterred.
    pub(super) deters: bool,
    /// Whether anybody can be won.
    pub(super) wins: bool,
}

impl Step {
    /// That of a period, from 0, at these parameters; `voice`: of those let down, the share who complain there.
    pub(super) fn new(parameters: &Parameters, voice: f64, period: u64) -> Self {
        let periods = parameters.periods.clone().unwrap_or_default();
        let (served, rate) = match &parameters.customers.origin {
            Origin::Served { served, problem } => (Some(*served), matches!(problem, Problem::Rate(_))),
            Origin::Complaints { .. } | Origin::Dissatisfied(_) => (None, false),
        };
        let damage = &parameters.damage;
        let in_market = damage.listeners_in_market.get();
        Self {
            discount: 1.0 / libm::pow(1.0 + periods.discount, period as f64),
            served,
            known: parameters.served(),
            asking: parameters.voice.asked.get() * parameters.damage.asking_cost,
            arrivals: periods.arrivals,
            learning: if rate { periods.learning.get() } else { 0.0 },
            voice,
            forgetting: periods.forgetting.get(),
            deters: in_market * damage.deterred.get() > 0.0,
            wins: in_market * damage.won.get() > 0.0,
        }
    }

    /// Customers served in the next period, after `served` in this one and what became of them.
    pub(super) fn next_served(&self, served: u64, tally: &Tally) -> u64 {
        let count = |metric: Metric| tally.count(metric);
        let come =
            self.arrivals.saturating_add(count(Metric::ProspectsWon)).saturating_sub(count(Metric::ProspectsLost));
        (served - count(Metric::CustomersLost)).saturating_add(come)
    }

    /// By what the problem rate of the next period is multiplied. Where nobody was let down, as if those who would have been
    /// complained as often as they do.
    pub(super) fn learned(&self, tally: &Tally) -> f64 {
        if self.learning == 0.0 {
            return 1.0;
        }
        let (complaints, dissatisfied) = (tally.count(Metric::Complaints), tally.count(Metric::Dissatisfied));
        let share = if dissatisfied == 0 { self.voice } else { complaints as f64 / dissatisfied as f64 };
        1.0 - self.learning * share
    }

    /// The mean of the customers served in the next period, where it is linear in the means of this one: nobody is deterred,
    /// or nobody comes. A mean that nobody knows is known where it can be nothing but 0.
    pub(super) fn mean_served(&self, served: f64, lost: f64, deterred: Option<f64>, won: Option<f64>) -> Option<f64> {
        let deterred = if self.deters { deterred? } else { 0.0 };
        let won = if self.wins { won? } else { 0.0 };
        let come = if deterred == 0.0 {
            self.arrivals as f64 + won
        } else if self.arrivals == 0 && won == 0.0 {
            0.0
        } else {
            return None;
        };
        Some(served - lost + come)
    }

    /// What [`Step::learned`] is where it is the same in all replicates.
    pub(super) fn certain_learned(&self) -> Option<f64> {
        (self.learning == 0.0 || self.voice == 0.0 || self.voice == 1.0).then_some(1.0 - self.learning * self.voice)
    }
}
