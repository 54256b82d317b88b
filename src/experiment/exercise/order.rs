//! Numbers that are named by their order: whoever is called very talkative tells more than whoever is called ordinary.

use crate::model::{Audience, Parameters};
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

/// A number among others that it stands in order with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ranked {
    /// What they are together.
    pub(super) family: String,
    /// Its path.
    pub(super) path: String,
    /// What it is in the scenario.
    pub(super) value: f64,
}

/// The audiences of the groups of each outcome, how many of each group stay, and how many of each outcome do.
pub(super) fn ranked(parameters: &Parameters) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    for outcome in Outcome::ALL {
        let (own, telling) = (outcome.name(), parameters.telling(outcome));
        let mut add = |family: String, path: String, value: Option<f64>| {
            ranked.extend(value.map(|value| Ranked { family, path, value }));
        };
        if outcome != Outcome::Satisfied {
            add("stays".to_owned(), format!("{own}.stays"), Some(telling.stays.get()));
        }
        for group in telling.groups.iter().filter(|_| telling.groups.len() > 1) {
            let name = &group.name;
            add(format!("{own}.audience"), format!("{own}.groups.{name}.audience"), mean(&group.audience));
            let stays = group.stays.map(Probability::get);
            add(format!("{own}.stays"), format!("{own}.groups.{name}.stays"), stays);
        }
    }
    ranked
}

fn mean(audience: &Audience) -> Option<f64> {
    match audience {
        // A formula gives it, and no draw changes it.
        Audience::Indignation { low, high } => Some(f64::midpoint(*low as f64, *high as f64)),
        other => other.mean(),
    }
}

/// What the numbers of its family that stay leave for a number, if it is to keep its order with them: between, exclusive.
pub(super) fn bounds(own: &Ranked, staying: &[&Ranked]) -> (f64, f64) {
    let others = || staying.iter().filter(|other| other.family == own.family).map(|other| other.value);
    let floor = others().filter(|value| *value < own.value).fold(f64::NEG_INFINITY, f64::max);
    let roof = others().filter(|value| *value > own.value).fold(f64::INFINITY, f64::min);
    (floor, roof)
}

/// The number drawn, or the next choice above those that are to stay below it.
pub(super) fn above(drawn: f64, below: f64, choices: &[f64]) -> f64 {
    if drawn > below {
        return drawn;
    }
    choices.iter().copied().find(|choice| *choice > below).unwrap_or_else(|| below.floor() + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_lifted_above_those_below_it_and_bounded_by_what_stays() {
        assert_eq!(above(5.0, 4.0, &[3.0, 5.0, 7.0]), 5.0);
        assert_eq!(above(5.0, 5.0, &[3.0, 5.0, 7.0]), 7.0);
        assert_eq!(above(5.0, 7.0, &[3.0, 5.0, 7.0]), 8.0);
        let of = |value| Ranked { family: "a".to_owned(), path: String::new(), value };
        assert_eq!(bounds(&of(10.0), &[&of(8.0), &of(12.0), &of(3.0)]), (8.0, 12.0));
        assert_eq!(bounds(&of(10.0), &[&of(10.0)]), (f64::NEG_INFINITY, f64::INFINITY));
    }
}
