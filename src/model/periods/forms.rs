//! Closed forms of several periods: the means wherever each follows from the period before by sums alone.
//!
//! In one period every mean but that of a fixed cost is proportional to the customers served. So the mean of the next
//! number served follows from the mean of this one, unless word of mouth keeps away newcomers (nobody can keep away more
//! than there are), or the problem rate hangs on how many happened to complain.

use super::step::Step;
use crate::model::engine::OnePeriod;
use crate::model::expected::ExpectedStory;
use crate::model::network_engine::TOLD;
use crate::model::parameters::{Behind, Origin, Parameters, Problem};
use crate::model::{Expected, ExpectedGeneration, ExpectedGroup};
use crate::quantity::Probability;
use crate::vocabulary::{METRICS, Metric, Valence};

/// Closed forms of all periods.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    /// Of their sum, money discounted.
    pub(crate) total: Expected,
    pub(crate) periods: Vec<PeriodForms>,
}

/// Closed forms of one period, money discounted.
#[doc = include_str!("../examples/periods.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeriodForms {
    /// The mean number of customers served; `None` where it is not known.
    pub served: Option<f64>,
    /// Those of the metrics.
    pub expected: Expected,
}

/// How many are served in a period on average, and by what their problem rate is multiplied.
#[derive(Clone, Copy)]
struct Serving {
    mean: f64,
    learned: f64,
    /// Whether both are the same in all replicates.
    certain: bool,
}

impl Forms {
    pub(super) fn new(models: &[OnePeriod], steps: &[Step]) -> Self {
        let mut periods = Vec::with_capacity(models.len());
        let mut serving = steps[0].served.map(|served| Serving { mean: served as f64, learned: 1.0, certain: true });
        let hangs_on = serving.is_some();
        let mut room = Room::new(&models[0]);
        for (place, (model, step)) in models.iter().zip(steps).enumerate() {
            if !(place == 0 || room.is_left()) {
                serving = None;
                periods.push(PeriodForms::default());
                continue;
            }
            if !hangs_on {
                let at = after(place, model, model.expected().clone());
                room.goes_on(step, at.mean(Metric::CustomersLost), models.get(place + 1));
                let served = step.known.map(|served| served as f64);
                periods.push(PeriodForms { served, expected: discounted(&at, step.discount) });
                continue;
            }
            let Some(now) = serving else {
                periods.push(PeriodForms::default());
                continue;
            };
            let at = if place == 0 { Some(model.expected().clone()) } else { of(model, step, now) };
            let Some(at) = at.map(|at| after(place, model, at)) else {
                serving = None;
                periods.push(PeriodForms::default());
                continue;
            };
            room.goes_on(step, at.mean(Metric::CustomersLost), models.get(place + 1));
            serving = next(now, step, &at);
            periods.push(PeriodForms { served: Some(now.mean), expected: discounted(&at, step.discount) });
        }
        Self { total: total(&periods), periods }
    }
}

/// The forms of a period after others: on a network nobody knows how many have heard before.
fn after(place: usize, model: &OnePeriod, mut at: Expected) -> Expected {
    if place > 0 && model.most_people().is_some() {
        for metric in TOLD {
            at.clear(metric);
        }
    }
    at
}

/// Whether the people of a network are enough for all who may be customers; where they are not, numbers are cut, and no mean
/// is linear.
struct Room {
    /// The most customers; `None`: any number.
    capacity: Option<u64>,
    /// At most so many are customers or were and left; `None`: nobody knows.
    most: Option<u64>,
}

impl Room {
    fn new(first: &OnePeriod) -> Self {
        Self { capacity: first.customer_capacity(), most: most_customers(first.parameters()) }
    }

    fn is_left(&self) -> bool {
        self.capacity.is_none_or(|capacity| self.most.is_some_and(|most| most <= capacity))
    }

    /// After a period in which so many leave on average.
    fn goes_on(&mut self, step: &Step, lost: Option<f64>, next: Option<&OnePeriod>) {
        if step.served.is_some() {
            self.most = self.most.filter(|_| !step.wins).map(|most| most.saturating_add(step.arrivals));
        } else if let Some(next) = next {
            let next = most_customers(next.parameters());
            let sum = |most: u64, next: u64| if lost == Some(0.0) { most.max(next) } else { most.saturating_add(next) };
            self.most = self.most.zip(next).map(|(most, next)| sum(most, next));
        }
    }
}

/// The most customers that a period can have, where there is a limit.
fn most_customers(parameters: &Parameters) -> Option<u64> {
    match &parameters.customers.origin {
        Origin::Served { served, .. } => Some(*served),
        Origin::Dissatisfied(dissatisfied) => Some(*dissatisfied),
        Origin::Complaints { complaints, behind: Behind::Silent(silent) } => {
            let seen = complaints.saturating_add(*silent);
            Some(parameters.customers.served.map_or(seen, |served| served.max(seen)))
        }
        Origin::Complaints { .. } => parameters.customers.served,
    }
}

/// What follows for the next period from the means of this one.
fn next(now: Serving, step: &Step, at: &Expected) -> Option<Serving> {
    let [lost, deterred, won] =
        [Metric::CustomersLost, Metric::ProspectsLost, Metric::ProspectsWon].map(|metric| at.mean(metric));
    let mean = step.mean_served(now.mean, lost?, deterred, won)?;
    let learned = now.learned * step.certain_learned()?;
    let nobody = |mean: Option<f64>, can: bool| !can || mean == Some(0.0);
    let nobody_moves = nobody(lost, true) && nobody(deterred, step.deters) && nobody(won, step.wins);
    Some(Serving { mean, learned, certain: now.certain && nobody_moves })
}

/// The closed forms of a period in which so many are served on average.
fn of(model: &OnePeriod, step: &Step, now: Serving) -> Option<Expected> {
    let said = step.served?;
    let at = |served: u64| {
        let mut parameters = model.parameters().clone();
        if let Origin::Served { served: number, problem } = &mut parameters.customers.origin {
            *number = served;
            if let Problem::Rate(rate) = problem {
                *rate = Probability::clamped(rate.get() * now.learned);
            }
        }
        let mut there = model.clone();
        there.retune(&parameters).ok()?;
        Some(there.expected().clone())
    };
    if now.certain {
        return at(now.mean as u64);
    }
    let many = said.max(1);
    let (all, none) = (at(many)?, at(0)?);
    Some(scaled(&all, &none, now.mean / many as f64))
}

/// Means that are `share` of the way from those where nobody is served to those where all are.
fn scaled(all: &Expected, none: &Expected, share: f64) -> Expected {
    let mut scaled = Expected::default();
    for metric in METRICS.iter().map(|info| info.metric).filter(|&metric| metric != Metric::AwarePerComplaint) {
        if let (Some(all), Some(none)) = (all.mean(metric), none.mean(metric)) {
            scaled.set_mean(metric, none + (all - none) * share);
        }
    }
    quotient(&mut scaled);
    for group in all.groups() {
        let (customers, customers_lost) = (group.customers * share, group.customers_lost * share);
        scaled.push_group(ExpectedGroup { customers, customers_lost, ..*group });
    }
    scaled.set_stories(all.stories().iter().map(|story| story.times(share)).collect());
    for valence in Valence::ALL {
        let part =
            |now: &ExpectedGeneration| ExpectedGeneration { tellers: now.tellers * share, reach: now.reach * share };
        scaled.set_generations(valence, all.generations(valence).iter().map(part).collect());
    }
    scaled
}

/// The mean of aware over that of complaints.
fn quotient(expected: &mut Expected) {
    if let (Some(aware), Some(complaints)) = (expected.mean(Metric::Aware), expected.mean(Metric::Complaints))
        && complaints > 0.0
    {
        expected.set_mean(Metric::AwarePerComplaint, aware / complaints);
    }
}

const MONEY: [Metric; 3] = [Metric::RevenueLost, Metric::Cost, Metric::NetLoss];

fn discounted(expected: &Expected, factor: f64) -> Expected {
    let mut discounted = expected.clone();
    for metric in MONEY {
        if let Some(mean) = expected.mean(metric) {
            discounted.set_mean(metric, mean * factor);
        }
    }
    discounted
}

/// The sum over the periods. A period has a standard deviation where its number of customers is certain; its luck is then
/// independent of that of all others.
fn total(periods: &[PeriodForms]) -> Expected {
    let mut total = Expected::default();
    let sum =
        |of: &dyn Fn(&Expected) -> Option<f64>| periods.iter().map(|period| of(&period.expected)).sum::<Option<f64>>();
    for metric in METRICS.iter().map(|info| info.metric).filter(|&metric| metric != Metric::AwarePerComplaint) {
        if let Some(mean) = sum(&|expected| expected.mean(metric)) {
            total.set_mean(metric, mean);
        }
        if let Some(variance) = sum(&|expected| expected.std_dev(metric).map(|sd| sd * sd)) {
            total.set_variance(metric, variance);
        }
    }
    quotient(&mut total);
    let many = periods.iter().map(|period| period.expected.groups().len()).min().unwrap_or(0);
    for place in 0..many {
        let mut sum = ExpectedGroup::default();
        let mut told = 0.0;
        for group in periods.iter().map(|period| period.expected.groups()[place]) {
            sum.customers += group.customers;
            sum.customers_lost += group.customers_lost;
            told += group.customers * group.audience;
        }
        sum.audience =
            if sum.customers > 0.0 { told / sum.customers } else { periods[0].expected.groups()[place].audience };
        total.push_group(sum);
    }
    let stories = periods.iter().map(|period| period.expected.stories().to_vec());
    let both = |all: Vec<ExpectedStory>, more: Vec<ExpectedStory>| {
        all.into_iter().zip(more).map(|(one, other)| one.plus(other)).collect()
    };
    total.set_stories(stories.reduce(both).unwrap_or_default());
    for valence in Valence::ALL {
        let mut sums: Vec<ExpectedGeneration> = Vec::new();
        for period in periods {
            let generations = period.expected.generations(valence);
            if generations.is_empty() {
                sums.clear();
                break;
            }
            sums.resize(sums.len().max(generations.len()), ExpectedGeneration::default());
            for (sum, now) in sums.iter_mut().zip(generations) {
                sum.tellers += now.tellers;
                sum.reach += now.reach;
            }
        }
        total.set_generations(valence, sums);
    }
    total
}
