//! Closed forms of the branching engine: the mean of every metric, the standard deviation of the main ones.
//!
//! Every customer draws outcome, group and audience on their own, and every listener starts a family of their own, so
//! that all metrics are sums over independent people of a random number of them. With N people of mean n and variance v,
//! each contributing X, the sum has mean n E\[X\] and variance n Var(X) + v E\[X\]^2.

use super::cluster::Cluster;
use super::cut::cut_moments;
use crate::model::experience::Experience;
use crate::model::frame::Frame;
use crate::model::{Expected, ExpectedGeneration, ExpectedGroup};
use crate::vocabulary::{Metric, Outcome, Valence};

/// Mean and variance of what one person, or many, contribute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Moments {
    mean: f64,
    variance: f64,
}

impl Moments {
    /// A sum over people: `self` is the law of their number, `each` that of one's contribution.
    fn compound(self, each: Moments) -> Moments {
        Moments {
            mean: self.mean * each.mean,
            variance: self.mean * each.variance + self.variance * each.mean * each.mean,
        }
    }

    fn plus(self, other: Moments) -> Moments {
        Moments { mean: self.mean + other.mean, variance: self.variance + other.variance }
    }

    /// The contribution of a person who is of one of several kinds, with these chances.
    fn mixture(kinds: impl IntoIterator<Item = (f64, Moments)>) -> Moments {
        let (mut mean, mut square) = (0.0, 0.0);
        for (chance, kind) in kinds {
            if chance > 0.0 {
                mean += chance * kind.mean;
                square += chance * (kind.variance + kind.mean * kind.mean);
            }
        }
        Moments { mean, variance: square - mean * mean }
    }

    fn constant(mean: f64) -> Moments {
        Moments { mean, variance: 0.0 }
    }
}

/// People of stage 1 who are alike: how many, and the chance of each outcome for those let down.
struct Kind {
    number: Moments,
    silent: f64,
    unresolved: f64,
    recovered: f64,
}

impl Kind {
    fn chance(&self, outcome: Outcome) -> f64 {
        match outcome {
            Outcome::Silent => self.silent,
            Outcome::Unresolved => self.unresolved,
            Outcome::Recovered => self.recovered,
            Outcome::Satisfied => 0.0,
        }
    }

    /// The sum over these people of `of` their outcome.
    fn sum(&self, of: impl Fn(Outcome) -> Moments) -> Moments {
        let outcomes = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered];
        self.number.compound(Moments::mixture(outcomes.map(|outcome| (self.chance(outcome), of(outcome)))))
    }
}

/// What the closed forms hang on; on a network they hold for the counts of customers alone.
pub(crate) struct ClosedForms<'a> {
    pub(crate) frame: &'a Frame,
    /// How many of those let down there is room for; more are cut.
    pub(crate) room: Option<u64>,
    /// Mean and variance of each group's audience.
    pub(crate) audiences: Vec<(f64, f64)>,
    /// A listener and all who hear from them.
    pub(crate) family: Cluster,
}

impl ClosedForms<'_> {
    /// All of them.
    pub(crate) fn expected(&self) -> Expected {
        let mut expected = Expected::default();
        let kinds = self.kinds();
        let total = |of: &dyn Fn(Outcome) -> Moments| {
            kinds.iter().map(|kind| kind.sum(of)).fold(Moments::default(), Moments::plus)
        };
        let count = |outcome: Outcome| total(&|of| Moments::constant(f64::from(u8::from(of == outcome))));
        let dissatisfied = total(&|_| Moments::constant(1.0));
        let [silent, unresolved, recovered] = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered].map(count);
        let complaints = unresolved.mean + recovered.mean;
        let satisfied = self.frame.stages.mean_satisfied();
        expected.set_mean(Metric::Dissatisfied, dissatisfied.mean);
        expected.set_mean(Metric::Silent, silent.mean);
        expected.set_variance(Metric::Silent, silent.variance);
        expected.set_mean(Metric::Unresolved, unresolved.mean);
        expected.set_mean(Metric::Recovered, recovered.mean);
        expected.set_mean(Metric::Complaints, complaints);
        expected.set_mean(Metric::Satisfied, satisfied);
        expected.set_mean(Metric::Overlap, 0.0);
        expected.set_mean(Metric::Ambivalent, 0.0);

        let known = if satisfied.is_nan() { 0.0 } else { satisfied };
        let customers = [silent.mean, unresolved.mean, recovered.mean, known];
        let family = self.family;
        let [ill, good] = self.expect_telling(customers, &family, &mut expected);
        expected.set_mean(Metric::Impressions, ill);
        expected.set_mean(Metric::Reach, ill);
        expected.set_mean(Metric::Aware, dissatisfied.mean + ill);
        expected.set_mean(Metric::PositiveImpressions, good);
        expected.set_mean(Metric::PositiveReach, good);
        if complaints > 0.0 {
            expected.set_mean(Metric::AwarePerComplaint, (dissatisfied.mean + ill) / complaints);
        }
        if let Some(audience) = self.audience_moments() {
            let told = |outcome: Outcome| match outcome.valence() {
                Valence::Negative => audience[outcome.index()].compound(family.moments()),
                Valence::Positive => Moments::default(),
            };
            let reach = total(&told).variance;
            expected.set_variance(Metric::Impressions, reach);
            expected.set_variance(Metric::Reach, reach);
            let aware = total(&|of| told(of).plus(Moments::constant(1.0))).variance;
            expected.set_variance(Metric::Aware, aware);
        }
        self.expect_damage(&mut expected, ill, good);
        expected
    }

    /// Stages 1 to 3 as kinds of independent people.
    fn kinds(&self) -> [Kind; 2] {
        let stages = &self.frame.stages;
        let recovery = stages.recovery().get();
        let kind = |number, complains: f64| Kind {
            number,
            silent: 1.0 - complains,
            unresolved: complains * (1.0 - recovery),
            recovered: complains * recovery,
        };
        let (mean, variance) = match (stages.experience(), self.room) {
            // Nobody beyond those served is let down, and they have room.
            _ if stages.served_beside_complaints().is_some() => stages.moments(),
            (Experience::Observed { complaints, odds, .. }, Some(room)) => {
                cut_moments(complaints, odds, room.saturating_sub(complaints)).unwrap_or((f64::NAN, f64::NAN))
            }
            (experience, _) => experience.moments(),
        };
        let drawn = Moments { mean, variance };
        let (seen, hidden) = match stages.experience().complaints_seen() {
            Some(complaints) => (Moments::constant(complaints as f64), drawn),
            None => (drawn, Moments::default()),
        };
        [kind(seen, stages.kept().get()), kind(hidden, stages.joining().get())]
    }

    /// First-hand audience of one customer of each outcome; `None` where customers are not split independently.
    ///
    /// Exact groups of a fixed count that divides are independent tellers of known groups: the variance is then that
    /// inside the groups alone.
    fn audience_moments(&self) -> Option<[Moments; 4]> {
        let mut moments = [Moments::default(); 4];
        for outcome in Outcome::ALL {
            let audience = |index: usize| {
                let (mean, variance) = self.audiences[index];
                Moments { mean, variance }
            };
            let shares = || self.frame.outcomes.shares(outcome).map(|(index, _, share)| (share, audience(index)));
            let mixed = Moments::mixture(shares());
            moments[outcome.index()] = if !self.frame.outcomes.split_of(outcome).is_exact() {
                mixed
            } else if self
                .frame
                .stages
                .fixed_count(outcome)
                .is_some_and(|n| self.frame.outcomes.split_of(outcome).divides(n))
            {
                Moments { mean: mixed.mean, variance: shares().map(|(share, one)| share * one.variance).sum() }
            } else {
                return None;
            };
        }
        Some(moments)
    }

    /// Means of stages 4 and 5; gives the impressions by valence.
    fn expect_telling(&self, customers: [f64; 4], family: &Cluster, expected: &mut Expected) -> [f64; 2] {
        let mut first_hand = [0.0; 2];
        let mut tellers = [0.0; 2];
        for outcome in Outcome::ALL {
            let valence = outcome.valence().index();
            for (index, group, share) in self.frame.outcomes.shares(outcome) {
                let count = customers[outcome.index()] * share;
                let audience = self.audiences[index].0;
                // What is not known is not 0.
                if count != 0.0 && group.tells {
                    first_hand[valence] += count * audience;
                    tellers[valence] += count;
                }
                expected.push_group(ExpectedGroup { customers: count, audience, customers_lost: 0.0 });
            }
        }
        for valence in Valence::ALL {
            let index = valence.index();
            let start = ExpectedGeneration { tellers: tellers[index], reach: 0.0 };
            let listeners = family.generations(first_hand[index]);
            expected.set_generations(valence, std::iter::once(start).chain(listeners).collect());
        }
        let retellers: f64 = expected.generations(Valence::Negative).iter().map(|generation| generation.tellers).sum();
        expected.set_mean(Metric::Tellers, if family.is_finite() { retellers } else { f64::INFINITY });
        first_hand.map(|listeners| if listeners > 0.0 { listeners * family.moments().mean } else { 0.0 })
    }

    fn expect_damage(&self, expected: &mut Expected, ill: f64, good: f64) {
        let customers: Vec<f64> = expected.groups().iter().map(|group| group.customers).collect();
        let damage = &self.frame.damage;
        for (index, group) in expected.groups_mut().iter_mut().enumerate() {
            group.customers_lost = group.customers * damage.leaves(index).get();
        }
        let means = damage.expected(&customers, ill, good);
        expected.set_mean(Metric::CustomersLost, means.customers_lost);
        expected.set_mean(Metric::ProspectsLost, means.prospects_lost);
        expected.set_mean(Metric::ProspectsWon, means.prospects_won);
        let money = damage.money(|metric| expected.mean(metric).unwrap_or(f64::NAN));
        expected.set_mean(Metric::RevenueLost, money.revenue_lost);
        expected.set_mean(Metric::Cost, money.cost);
        expected.set_mean(Metric::NetLoss, money.revenue_lost + money.cost);
    }
}

impl Cluster {
    fn moments(&self) -> Moments {
        Moments { mean: self.mean(), variance: self.variance() }
    }
}
