use super::formula::Formula;
use super::step::{Asked, Step};
use crate::model::{Model, Parameters};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome};

/// The steps from who leaves to what it costs.
pub(super) fn money_steps(model: &Model) -> Vec<Step> {
    let parameters = model.parameters();
    let damage = &parameters.damage;
    let mean = |metric| model.expected().mean(metric);
    let of = |metric| mean(metric).unwrap_or(f64::NAN);
    let step = |metric: Metric, formula: Formula| Some(Step::new(Asked::Metric(metric), Some(formula), mean(metric)?));
    let won_or_lost = |heard: Metric, share: Probability| {
        Formula::product([of(heard), damage.listeners_in_market.get(), share.get()])
    };
    let (lost, gone, won) = (of(Metric::CustomersLost), of(Metric::ProspectsLost), of(Metric::ProspectsWon));
    let prospects = Formula::Product(vec![Formula::less(gone, won), Formula::Number(damage.prospect_value)]);
    let revenue = [Formula::product([lost, damage.customer_value]), prospects];
    let handling = [
        Formula::product([of(Metric::Complaints), damage.complaint_cost]),
        Formula::product([of(Metric::Recovered), damage.recovery_cost]),
        asking(parameters),
        Formula::Number(damage.fixed_cost),
    ];
    let all = [of(Metric::RevenueLost), of(Metric::Cost)].map(Formula::Number);
    let steps = [
        step(Metric::CustomersLost, leavers(model)),
        step(Metric::ProspectsLost, won_or_lost(Metric::Reach, damage.deterred)),
        step(Metric::ProspectsWon, won_or_lost(Metric::PositiveReach, damage.won)),
        step(Metric::RevenueLost, Formula::sum(revenue)),
        step(Metric::Cost, Formula::sum(handling)),
        step(Metric::NetLoss, Formula::sum(all)),
    ];
    let is_asked = |step: &Step| step.answer != 0.0 || step.metric() == Some(Metric::NetLoss);
    steps.into_iter().flatten().filter(is_asked).collect()
}

fn asking(parameters: &Parameters) -> Formula {
    let (served, asked) = (parameters.served().unwrap_or(0) as f64, parameters.voice.asked.get());
    Formula::product([served, asked, parameters.damage.asking_cost])
}

/// Customers x the share who leave, outcome by outcome; group by group where they differ.
fn leavers(model: &Model) -> Formula {
    let parameters = model.parameters();
    let mut terms = Vec::new();
    for (outcome, metric) in [
        (Outcome::Silent, Metric::Silent),
        (Outcome::Unresolved, Metric::Unresolved),
        (Outcome::Recovered, Metric::Recovered),
    ] {
        let telling = parameters.telling(outcome);
        let count = model.expected().mean(metric).unwrap_or(f64::NAN);
        let all: f64 = telling.groups.iter().map(|group| group.share).sum();
        let differ = telling.groups.iter().any(|group| group.stays.is_some_and(|own| own != telling.stays));
        let mut term = |people: f64, stays: Probability| {
            let leave = Formula::less(1.0, stays.get());
            terms.push(Formula::Product(vec![Formula::Number(people), leave]));
        };
        if differ && all > 0.0 {
            for group in &telling.groups {
                term(count * group.share / all, group.stays.unwrap_or(telling.stays));
            }
        } else {
            term(count, telling.stays);
        }
    }
    Formula::sum(terms)
}
