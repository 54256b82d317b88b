use super::formula::Formula;
use super::given::Given;
use super::people_steps::{People, groups};
use super::work::Work;
use crate::vocabulary::{Metric, Outcome, Valence};

/// The steps from who leaves to what it costs.
pub(super) fn money_steps(work: &mut Work<'_>, people: &People) {
    let lost = leavers(work, people).and_then(|leavers| work.metric(Metric::CustomersLost, leavers));
    let gone = prospects(work, people, Valence::Negative);
    let won = prospects(work, people, Valence::Positive);
    let revenue = match (lost, gone, won) {
        (Some(lost), Some(gone), Some(won)) => revenue(work, lost, gone, won),
        _ => None,
    };
    let handling = handling(work, people).and_then(|cost| work.metric(Metric::Cost, cost));
    if let (Some(revenue), Some(handling)) = (revenue, handling) {
        work.metric(Metric::NetLoss, Formula::Sum(vec![revenue, handling]));
    }
}

/// Customers x the share who leave, outcome by outcome; group by group where they differ.
fn leavers(work: &Work<'_>, people: &People) -> Option<Formula> {
    let mut terms = Vec::new();
    for outcome in [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered] {
        let count = people.of(outcome)?;
        if count.value() == 0.0 {
            continue;
        }
        let telling = work.parameters().telling(outcome);
        let leaving = |people: Formula, group: Option<String>| {
            let stays = work.given(Given::Stays(outcome, group))?;
            Some(Formula::Product(vec![people, Formula::Number(1.0).less(stays)]))
        };
        if telling.groups.iter().all(|group| group.stays.is_none()) {
            terms.push(leaving(count, None)?);
            continue;
        }
        let names = groups(work.model, outcome);
        for name in &names {
            let part = if names.len() > 1 {
                let weight = work.given(Given::Weight(outcome, name.clone()))?;
                Formula::Product(vec![count.clone(), weight]).over(work.given(Given::Weights(outcome))?)
            } else {
                count.clone()
            };
            terms.push(leaving(part, Some(name.clone()))?);
        }
    }
    Some(Formula::Sum(terms))
}

/// Listeners who are deterred or won.
fn prospects(work: &mut Work<'_>, people: &People, valence: Valence) -> Option<Formula> {
    let damage = work.parameters().damage;
    let (given, share, metric) = match valence {
        Valence::Negative => (Given::Deterred, damage.deterred, Metric::ProspectsLost),
        Valence::Positive => (Given::Won, damage.won, Metric::ProspectsWon),
    };
    if damage.listeners_in_market.get() * share.get() == 0.0 {
        return Some(Formula::Number(0.0));
    }
    let reach = people.reach[valence.index()].clone()?;
    let factors = vec![reach, work.given(Given::ListenersInMarket)?, work.given(given)?];
    work.metric(metric, Formula::Product(factors))
}

fn revenue(work: &mut Work<'_>, lost: Formula, gone: Formula, won: Formula) -> Option<Formula> {
    let damage = work.parameters().damage;
    let mut terms = Vec::new();
    if damage.customer_value > 0.0 {
        terms.push(Formula::Product(vec![lost, work.given(Given::CustomerValue)?]));
    }
    if damage.prospect_value > 0.0 && (gone.value() != 0.0 || won.value() != 0.0) {
        terms.push(Formula::Product(vec![gone.less(won), work.given(Given::ProspectValue)?]));
    }
    work.metric(Metric::RevenueLost, Formula::Sum(terms))
}

/// What complaints, asking and the measure cost.
fn handling(work: &Work<'_>, people: &People) -> Option<Formula> {
    let parameters = work.parameters();
    let damage = parameters.damage;
    let mut terms = Vec::new();
    for (cost, given, people) in [
        (damage.complaint_cost, Given::ComplaintCost, &people.complaints),
        (damage.recovery_cost, Given::RecoveryCost, &people.recovered),
    ] {
        if cost > 0.0 {
            match people {
                Some(people) => terms.push(Formula::Product(vec![people.clone(), work.given(given)?])),
                None => return None,
            }
        }
    }
    if damage.asking_cost * parameters.voice.asked.get() > 0.0 {
        let factors = [Given::Served, Given::Asked, Given::AskingCost].map(|given| work.given(given));
        terms.push(Formula::Product(factors.into_iter().collect::<Option<_>>()?));
    }
    if damage.fixed_cost > 0.0 {
        terms.push(work.given(Given::FixedCost)?);
    }
    Some(Formula::Sum(terms))
}
