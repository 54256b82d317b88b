//! What a metric counts.

use super::NoLaw;
use super::list::greatest_common_divisor;
use super::sum::Listener;
use crate::model::Damage;
use crate::vocabulary::{Metric, Outcome};

/// What customers and listeners add to a metric, in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weights {
    /// A customer of each outcome.
    pub(super) outcome: [i64; 4],
    /// A customer who leaves.
    pub(super) lost: i64,
    /// A person who tells ill.
    pub(super) teller: i64,
    /// A listener, by valence.
    pub(super) listeners: [Listener; 2],
}

/// A metric as `origin` + `unit` times a whole number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) weights: Weights,
    pub(super) unit: f64,
    pub(super) origin: f64,
}

/// The finest unit of money that is tried: a hundredth of a cent.
const FINEST: f64 = 1e4;
/// How far an amount may be from a multiple of the unit: amounts such as .1 are not exact in binary.
const WHOLE: f64 = 1e-9;

impl Scale {
    /// What `metric` counts.
    pub(super) fn of(metric: Metric, damage: &Damage) -> Result<Self, NoLaw> {
        let people = |weights| Ok(Self { weights, unit: 1.0, origin: 0.0 });
        let count = |outcomes: &[Outcome]| {
            let mut weights = Weights::default();
            for outcome in outcomes {
                weights.outcome[outcome.index()] = 1;
            }
            weights
        };
        let told = |valence: usize, chance: f64| {
            let mut weights = Weights::default();
            weights.listeners[valence] = Listener { weight: 1, chance };
            weights
        };
        let in_market = damage.listeners_in_market.get();
        let let_down = [Outcome::Silent, Outcome::Unresolved, Outcome::Recovered];
        match metric {
            Metric::Complaints => people(count(&[Outcome::Unresolved, Outcome::Recovered])),
            Metric::Dissatisfied => people(count(&let_down)),
            Metric::Silent => people(count(&[Outcome::Silent])),
            Metric::Unresolved => people(count(&[Outcome::Unresolved])),
            Metric::Recovered => people(count(&[Outcome::Recovered])),
            Metric::Satisfied => people(count(&[Outcome::Satisfied])),
            Metric::Tellers => people(Weights { teller: 1, ..Weights::default() }),
            Metric::Impressions | Metric::Reach => people(told(0, 1.0)),
            Metric::Overlap | Metric::Ambivalent => people(Weights::default()),
            Metric::Aware => people(Weights { listeners: told(0, 1.0).listeners, ..count(&let_down) }),
            Metric::PositiveImpressions | Metric::PositiveReach => people(told(1, 1.0)),
            Metric::CustomersLost => people(Weights { lost: 1, ..Weights::default() }),
            Metric::ProspectsLost => people(told(0, in_market * damage.deterred.get())),
            Metric::ProspectsWon => people(told(1, in_market * damage.won.get())),
            Metric::AwarePerComplaint => Err(NoLaw::Quotient),
            Metric::RevenueLost => Self::money(damage, true, false),
            Metric::Cost => Self::money(damage, false, true),
            Metric::NetLoss => Self::money(damage, true, true),
            Metric::AwareAtFirstComplaint | Metric::TicksToHalf => Err(NoLaw::Time),
        }
    }

    fn money(damage: &Damage, revenue: bool, cost: bool) -> Result<Self, NoLaw> {
        let in_market = damage.listeners_in_market.get();
        let if_any = |counts: bool, amount: f64| if counts { amount } else { 0.0 };
        let deterred = in_market * damage.deterred.get();
        let won = in_market * damage.won.get();
        let amounts = [
            if_any(revenue, damage.customer_value),
            if_any(revenue && (deterred > 0.0 || won > 0.0), damage.prospect_value),
            if_any(cost, damage.complaint_cost),
            if_any(cost, damage.recovery_cost),
        ];
        let (unit, [lost, prospect, complaint, recovered]) = common_unit(amounts).ok_or(NoLaw::Money)?;
        Ok(Self {
            weights: Weights {
                outcome: [0, complaint, complaint + recovered, 0],
                lost,
                teller: 0,
                listeners: [
                    Listener { weight: prospect, chance: deterred },
                    Listener { weight: -prospect, chance: won },
                ],
            },
            unit,
            origin: if_any(cost, damage.fixed_cost),
        })
    }
}

/// The greatest amount of which all are multiples, and how many of it each is.
fn common_unit(amounts: [f64; 4]) -> Option<(f64, [i64; 4])> {
    let mut fine = [0_i64; 4];
    for (fine, amount) in fine.iter_mut().zip(amounts) {
        let whole = (amount * FINEST).round();
        if (amount * FINEST - whole).abs() > WHOLE * whole.abs().max(1.0) || whole.abs() > 1e15 {
            return None;
        }
        *fine = whole as i64;
    }
    let unit = fine.iter().fold(0_u64, |unit, &amount| greatest_common_divisor(unit, amount.unsigned_abs())).max(1);
    Some((unit as f64 / FINEST, fine.map(|amount| amount / unit as i64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_a_common_unit() {
        assert_eq!(common_unit([250.0, 40.0, 0.0, 15.0]), Some((5.0, [50, 8, 0, 3])));
        assert_eq!(common_unit([0.1, 0.3, 0.0, 0.0]), Some((0.1, [1, 3, 0, 0])));
        assert_eq!(common_unit([0.0; 4]), Some((1e-4, [0; 4])));
        assert_eq!(common_unit([1.0 / 3.0, 1.0, 0.0, 0.0]), None);
        assert_eq!(common_unit([-20.0, 8.0, 0.0, 0.0]), Some((4.0, [-5, 2, 0, 0])));
    }
}
