use crate::ensemble::ModelSummary;
use crate::model::Model;
use crate::vocabulary::{METRICS, Metric, Outcome, Valence};

/// The arithmetic of one model: the terms of its sums in closed form, beside what a simulation says.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The groups that tell somebody, outcome after outcome.
    pub groups: Vec<GroupTerm>,
    /// Mean people who hear in each generation from 1, ill of the service.
    pub generations: Vec<f64>,
    /// Metric by metric, closed form beside simulation.
    pub agreements: Vec<Agreement>,
}

/// One term of the sum of impressions: customers x audience.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTerm {
    /// The outcome of these customers.
    pub outcome: Outcome,
    /// Their group.
    pub group: String,
    /// With a clock: whether these are recovered in the end, and tell so until they have their answer.
    pub before_answer: bool,
    /// Mean number of customers.
    pub customers: f64,
    /// Mean audience of each.
    pub audience: f64,
    /// Mean impressions: the product.
    pub impressions: f64,
}

/// The closed form of a metric beside its simulation.
#[doc = include_str!("examples/results.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// The metric.
    pub metric: Metric,
    /// Closed-form mean; `None` where no formula exists.
    pub expected: Option<f64>,
    /// Closed-form standard deviation; `None` where no formula exists.
    pub expected_std_dev: Option<f64>,
    /// Simulated mean.
    pub mean: f64,
    /// Simulated standard deviation; `None` for a single replicate.
    pub std_dev: Option<f64>,
    /// Standard error of the simulated mean.
    pub std_error: Option<f64>,
}

impl Agreement {
    /// How many standard errors the simulated mean is away from the closed form; 0 where both are the same constant.
    pub fn standard_errors(&self) -> Option<f64> {
        let distance = (self.mean - self.expected?).abs();
        // A constant is met to the last digits of the arithmetic.
        if distance <= 1e-9 * self.mean.abs() {
            return Some(0.0);
        }
        Some(distance / self.std_error?)
    }
}

impl Explanation {
    /// Puts the closed forms of `model` beside `summary`, which is from a simulation of it.
    pub fn new(model: &Model, summary: &ModelSummary) -> Self {
        let expected = model.expected();
        // In a town the spread of reach is that of its law.
        let by_law = || {
            let law = model.parameters().network.as_ref().and_then(|_| model.exact_law(Metric::Reach).ok());
            law.map(|law| law.std_dev())
        };
        let agreement = |metric: Metric| {
            let simulated = summary.metric(metric)?;
            Some(Agreement {
                metric,
                expected: expected.mean(metric),
                expected_std_dev: match metric {
                    Metric::Reach => expected.std_dev(metric).or_else(by_law),
                    _ => expected.std_dev(metric),
                },
                mean: simulated.mean,
                std_dev: simulated.std_dev,
                std_error: simulated.std_error,
            })
        };
        Self {
            groups: group_terms(model),
            generations: expected.generations(Valence::Negative).iter().skip(1).map(|now| now.reach).collect(),
            agreements: METRICS.iter().filter_map(|info| agreement(info.metric)).collect(),
        }
    }

    /// What is said of one metric; `None` where it is undefined.
    pub fn agreement(&self, metric: Metric) -> Option<&Agreement> {
        self.agreements.iter().find(|agreement| agreement.metric == metric)
    }
}

fn group_terms(model: &Model) -> Vec<GroupTerm> {
    let named = model.groups().iter().zip(model.expected().groups()).enumerate();
    let mut terms = Vec::new();
    for (place, ((outcome, group), term)) in named {
        let told = [term.customers, term.customers * term.audience];
        let own = model.expected().stories().get(place);
        let before = own.map(|story| (true, story.before_answer));
        let parts = std::iter::once((false, own.map_or(told, |story| story.own))).chain(before);
        for (before_answer, [customers, impressions]) in parts {
            if customers > 0.0 && impressions > 0.0 {
                let (outcome, group) = (*outcome, group.clone());
                let audience = if own.is_none() { term.audience } else { impressions / customers };
                terms.push(GroupTerm { outcome, group, before_answer, customers, audience, impressions });
            }
        }
    }
    terms
}
