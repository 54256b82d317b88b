//! Closed forms on a network: the counts of customers always, telling in a well-mixed population without retelling.

use super::engine::NetworkEngine;
use super::telling::Telling;
use crate::model::Expected;
use crate::model::branching::{ClosedForms, Cluster};
use crate::model::experience::Experience;
use crate::model::time::{Clock, MeanRetelling, TIMELINE, expect_in_time};
use crate::vocabulary::{Metric, Outcome, Valence};

/// What telling adds to: no formula covers them on a network.
pub(crate) const TOLD: [Metric; 12] = [
    Metric::Impressions,
    Metric::Reach,
    Metric::Overlap,
    Metric::Ambivalent,
    Metric::Aware,
    Metric::AwarePerComplaint,
    Metric::PositiveImpressions,
    Metric::PositiveReach,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
    Metric::RevenueLost,
    Metric::NetLoss,
];

/// How likely a given bystander is told by one customer, and how many that customer tells.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// Chance that a given other person is told.
    chance: f64,
    /// Mean impressions.
    impressions: f64,
}

impl NetworkEngine {
    /// The closed forms of this scenario.
    pub(crate) fn expected(&self) -> Expected {
        let mut expected = self.closed_forms().expected();
        if let Some(clock) = self.clock() {
            return self.expected_in_time(clock, &expected);
        }
        for metric in TOLD {
            expected.clear(metric);
        }
        expected.clear_details();
        // Some listeners may be tellers who tell nobody: how many hangs on the reach.
        let first_hand = expected.mean(Metric::Tellers);
        if self.retelling_rate() > 0.0 {
            expected.clear(Metric::Tellers);
        }
        if self.retells() {
            // No formula.
        } else if let Some(people) = self.well_mixed() {
            self.expect_telling(f64::from(people), &mut expected);
            if let (Some(first_hand), Some(reach)) = (first_hand, expected.mean(Metric::Reach)) {
                expected.set_mean(Metric::Tellers, first_hand + self.retelling_rate() * reach);
            }
        }
        expected
    }

    /// The counts of customers in time; what is told has no formula.
    fn expected_in_time(&self, clock: &Clock, whole: &Expected) -> Expected {
        let nobody = MeanRetelling { rate: 0.0, decay: 1.0, audience: 0.0, last: 1 };
        let audiences = vec![0.0; self.frame().outcomes.groups().len()];
        let mut expected = expect_in_time(clock, self.frame(), &audiences, nobody, whole);
        for metric in TOLD {
            expected.clear(metric);
        }
        expected.clear(Metric::AwareAtFirstComplaint);
        if self.retelling_rate() > 0.0 {
            expected.clear(Metric::Tellers);
        }
        let mut timeline = expected.timeline().to_vec();
        for (tick, metric) in timeline.iter_mut().flat_map(|now| now.iter_mut().zip(TIMELINE)) {
            if TOLD.contains(&metric) {
                *tick = f64::NAN;
            }
        }
        expected.clear_details();
        expected.set_timeline(timeline);
        expected
    }

    /// Those without a network, first-hand only: the counts of customers and tellers are the same, and whom a teller
    /// tells counts for nothing.
    fn closed_forms(&self) -> ClosedForms<'_> {
        ClosedForms {
            frame: self.frame(),
            room: Some(self.capacity()),
            audiences: vec![(0.0, 0.0); self.frame().outcomes.groups().len()],
            family: Cluster::new(0.0, 1.0, (0.0, 0.0), 1),
        }
    }

    fn expect_telling(&self, people: f64, expected: &mut Expected) {
        let Some((impressions, reach)) = self.first_hand(people) else { return };
        expected.set_mean(Metric::Impressions, impressions);
        expected.set_mean(Metric::Reach, reach);
        expected.set_mean(Metric::Overlap, (impressions - reach).max(0.0));
        let aware = expected.mean(Metric::Dissatisfied).map_or(f64::NAN, |dissatisfied| dissatisfied + reach);
        expected.set_mean(Metric::Aware, aware);
        if let Some(complaints) = expected.mean(Metric::Complaints).filter(|&complaints| complaints > 0.0) {
            expected.set_mean(Metric::AwarePerComplaint, aware / complaints);
        }
        if !self.can_tell(Valence::Positive) {
            expected.set_mean(Metric::Ambivalent, 0.0);
            expected.set_mean(Metric::PositiveImpressions, 0.0);
            expected.set_mean(Metric::PositiveReach, 0.0);
            let lost = self.frame().damage.expected(&[], reach, 0.0);
            expected.set_mean(Metric::ProspectsLost, lost.prospects_lost);
            expected.set_mean(Metric::ProspectsWon, 0.0);
            let money = self.frame().damage.money(|metric| expected.mean(metric).unwrap_or(f64::NAN));
            expected.set_mean(Metric::RevenueLost, money.revenue_lost);
            expected.set_mean(Metric::NetLoss, money.revenue_lost + money.cost);
        }
    }

    /// Mean impressions and reach: the people who did not live it, each missed by every customer independently.
    fn first_hand(&self, people: f64) -> Option<(f64, f64)> {
        let stages = &self.frame().stages;
        let outcome = |outcome| self.told_by(outcome, people);
        let recovery = stages.recovery().get();
        let complaining = outcome(Outcome::Unresolved)?.times(1.0 - recovery);
        let silent = outcome(Outcome::Silent)?;
        let one = |complains: f64| complaining.times(complains).plus(silent.times(1.0 - complains));
        let (seen, hidden) = (one(stages.kept().get()), one(stages.joining().get()));
        let exact = Outcome::ALL.into_iter().any(|outcome| self.frame().outcomes.split_of(outcome).is_exact());
        if exact {
            return self.fixed_first_hand(people);
        }
        if stages.cuts() {
            return None;
        }
        match stages.experience() {
            Experience::ObservedFixed { complaints, silent } => {
                Some(fixed(people, (complaints, seen), (silent, hidden)))
            }
            Experience::Known { dissatisfied } => Some(fixed(people, (dissatisfied, seen), (0, hidden))),
            Experience::Observed { complaints, odds, .. } => observed(people, complaints as f64, odds, seen, hidden),
            Experience::Served { served, problem, .. } => {
                Some(served_at_risk(people, served as f64, problem.get(), seen))
            }
        }
    }

    /// The same where groups are exact: every count must be known and divide.
    fn fixed_first_hand(&self, people: f64) -> Option<(f64, f64)> {
        let (mut missed, mut impressions, mut dissatisfied) = (1.0, 0.0, 0);
        for outcome in [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered] {
            let count = self.frame().stages.fixed_count(outcome)?;
            dissatisfied += count;
            if !self.frame().outcomes.split_of(outcome).divides(count) {
                return None;
            }
            for (index, _, share) in self.frame().outcomes.shares(outcome).filter(|_| outcome != Outcome::Recovered) {
                let told = self.told_by_group(index, people)?;
                let tellers = share * count as f64;
                impressions += tellers * told.impressions;
                missed *= libm::pow(1.0 - told.chance, tellers);
            }
        }
        Some((impressions, (people - dissatisfied as f64) * (1.0 - missed)))
    }

    fn told_by(&self, outcome: Outcome, people: f64) -> Option<Told> {
        let mut told = Told::default();
        for (index, _, share) in self.frame().outcomes.shares(outcome) {
            told = told.plus(self.told_by_group(index, people)?.times(share));
        }
        Some(told)
    }

    /// Without replacement every other person is told with the chance audience / (people - 1).
    fn told_by_group(&self, group: usize, people: f64) -> Option<Told> {
        let others = people - 1.0;
        let impressions = match self.telling_of(group) {
            None => 0.0,
            Some(Telling::Audience(sampler)) if sampler.variance() == 0.0 => sampler.mean().min(others),
            // What a wide audience has above the population is cut off, and the mean of the rest is not known here: far
            // from it the difference vanishes.
            Some(Telling::Audience(sampler)) => {
                let far = sampler.mean() + 40.0 * sampler.variance().sqrt() + 40.0;
                if far > others {
                    return None;
                }
                sampler.mean()
            }
            Some(_) => return None,
        };
        Some(Told { chance: impressions / others, impressions })
    }
}

impl Told {
    fn times(self, factor: f64) -> Self {
        Self { chance: self.chance * factor, impressions: self.impressions * factor }
    }

    fn plus(self, other: Self) -> Self {
        Self { chance: self.chance + other.chance, impressions: self.impressions + other.impressions }
    }
}

/// Fixed numbers of customers: (N - D) (1 - P), P the chance to be missed by all.
fn fixed(people: f64, seen: (u64, Told), hidden: (u64, Told)) -> (f64, f64) {
    let [(seen, by_seen), (hidden, by_hidden)] = [seen, hidden].map(|(number, told)| (number as f64, told));
    let missed = libm::pow(1.0 - by_seen.chance, seen) * libm::pow(1.0 - by_hidden.chance, hidden);
    let impressions = seen * by_seen.impressions + hidden * by_hidden.impressions;
    (impressions, (people - seen - hidden) * (1.0 - missed))
}

/// A negative binomial number S behind c complaints, with G its generating function and m the chance to be missed by one:
/// E (N - c - S)(1 - P m^S) = N - c - E S - P ((N - c) G(m) - m G'(m)). `None` where S may well pass the population.
fn observed(people: f64, complaints: f64, odds: f64, seen: Told, hidden: Told) -> Option<(f64, f64)> {
    let mean = complaints * odds;
    // Beyond this the tail, which falls like that of a geometric count, weighs less than a millionth.
    if complaints + mean + 15.0 * (odds + 1.0) * complaints.sqrt() > people {
        return None;
    }
    let missed_by_seen = libm::pow(1.0 - seen.chance, complaints);
    let missed = 1.0 - hidden.chance;
    // (1 + odds (1 - m))^-c and its derivative times m.
    let spread = 1.0 + odds * (1.0 - missed);
    let generating = libm::pow(spread, -complaints);
    let derivative = complaints * odds * missed * generating / spread;
    let others = people - complaints;
    let reach = others - mean - missed_by_seen * (others * generating - derivative);
    Some((complaints * seen.impressions + mean * hidden.impressions, reach))
}

/// A binomial number D of the served: E (N - D)(1 - m^D).
fn served_at_risk(people: f64, served: f64, problem: f64, told: Told) -> (f64, f64) {
    let missed = 1.0 - told.chance;
    let one = 1.0 - problem * told.chance;
    let rest = libm::pow(one, served - 1.0);
    let mean = served * problem;
    (mean * told.impressions, people - mean - people * one * rest + mean * missed * rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(audience: f64, people: f64) -> Told {
        Told { chance: audience / (people - 1.0), impressions: audience }
    }

    #[test]
    fn a_random_number_of_silent_customers_reaches_its_published_mean() {
        for (people, reach) in [(500.0, 167.577), (1_000.0, 214.198), (5_000.0, 271.274), (50_000.0, 288.023)] {
            let by = told(290.0 / 26.0, people);
            let (impressions, found) = observed(people, 1.0, 26.0, Told::default(), by).unwrap_or_default();
            // At 500 people the tail beyond the population is cut; its weight is 6e-9.
            assert!((found - reach).abs() < 6e-4, "{people}: {found}");
            assert!((impressions - 290.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_generating_function_agrees_with_the_sum() {
        let (people, odds) = (4_000.0, 9.0);
        let (seen, hidden) = (told(3.0, people), told(12.0, people));
        let (_, reach) = observed(people, 2.0, odds, seen, hidden).unwrap_or_default();
        let v = 1.0 / (1.0 + odds);
        let (mut weight, mut sum) = (v * v, 0.0);
        for silent in 0..3_000 {
            let s = f64::from(silent);
            let missed = (1.0 - seen.chance).powi(2) * (1.0 - hidden.chance).powf(s);
            sum += weight * (people - 2.0 - s) * (1.0 - missed);
            weight *= (1.0 - v) * (s + 2.0) / (s + 1.0);
        }
        assert!((reach - sum).abs() < 1e-6, "{reach} against {sum}");
    }

    #[test]
    fn a_binomial_number_agrees_with_the_sum() {
        let (people, served, problem) = (300.0, 40_u32, 0.2);
        let by = told(7.0, people);
        let (_, reach) = served_at_risk(people, f64::from(served), problem, by);
        let mut weight = (1.0 - problem).powi(40);
        let mut sum = 0.0;
        for d in 0..=served {
            let d = f64::from(d);
            sum += weight * (people - d) * (1.0 - (1.0 - by.chance).powf(d));
            weight *= (f64::from(served) - d) / (d + 1.0) * problem / (1.0 - problem);
        }
        assert!((reach - sum).abs() < 1e-9, "{reach} against {sum}");
    }
}
